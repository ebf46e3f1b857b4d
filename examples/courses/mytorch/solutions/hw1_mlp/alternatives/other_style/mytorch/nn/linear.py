import numpy as np

from mytorch.utils import checked_batch


class Linear:
    """The bias as one more column of weights."""

    def __init__(self, in_features, out_features, rng):
        k = in_features**-0.5
        weights = rng.uniform(-k, k, size=(out_features, in_features))
        self._all = np.c_[weights, rng.uniform(-k, k, size=out_features)]
        self._gradient = np.zeros(self._all.shape)

    W = property(lambda self: self._all[:, :-1])
    b = property(lambda self: self._all[:, -1])
    dW = property(lambda self: self._gradient[:, :-1])
    db = property(lambda self: self._gradient[:, -1])

    @W.setter
    def W(self, value):
        self._all = np.c_[value, self.b]

    @b.setter
    def b(self, value):
        self._all = np.c_[self.W, value]

    def forward(self, x):
        x = checked_batch(x, self.W.shape[1])
        self._x = np.c_[x, np.ones(len(x))]
        return self._x @ self._all.T

    def backward(self, dout):
        self._gradient = np.einsum("no,ni->oi", dout, self._x)
        return np.einsum("no,oi->ni", dout, self._all[:, :-1])
