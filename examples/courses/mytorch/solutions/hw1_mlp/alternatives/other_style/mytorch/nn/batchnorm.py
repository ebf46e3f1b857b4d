import numpy as np

from ..utils import checked_batch


class BatchNorm1d:
    """The backward step by step, as the graph of the forward is walked."""

    def __init__(self, num_features, alpha=0.9, eps=1e-5):
        self.alpha, self.eps, self.training = alpha, eps, True
        for name, value in dict(W=1, b=0, dW=0, db=0, running_mean=0, running_var=1).items():
            setattr(self, name, np.full(num_features, float(value)))

    def forward(self, x):
        x = checked_batch(x, len(self.W))
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean = np.add.reduce(x) / len(x)
            var = np.mean((x - mean) ** 2, axis=0)
            self.running_mean = mean + self.alpha * (self.running_mean - mean)
            self.running_var = var + self.alpha * (self.running_var - var)
        self.centred = x - mean
        self.inverse = (var + self.eps) ** -0.5
        return self.W * (self.centred * self.inverse) + self.b

    def backward(self, dout):
        n = len(dout)
        self.dW = np.einsum("nf,nf->f", dout, self.centred * self.inverse)
        self.db = np.einsum("nf->f", dout)
        dnormal = dout * self.W
        dcentred = dnormal * self.inverse
        dinverse = np.sum(dnormal * self.centred, axis=0)
        dvar = dinverse * -0.5 * self.inverse**3
        dcentred = dcentred + dvar * 2 * self.centred / n
        return dcentred - dcentred.sum(axis=0) / n
