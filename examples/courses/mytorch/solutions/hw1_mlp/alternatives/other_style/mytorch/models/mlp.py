from functools import reduce

from mytorch import nn


class MLP:
    def __init__(self, sizes, rng, batchnorm=False):
        self.training, self.layers = True, [nn.Linear(sizes[0], sizes[1], rng)]
        for before, after in zip(sizes[1:], sizes[2:]):
            self.layers += [nn.BatchNorm1d(before)] * bool(batchnorm)
            self.layers += [nn.ReLU(), nn.Linear(before, after, rng)]

    def forward(self, x):
        return reduce(lambda out, layer: layer.forward(out), self.layers, x)

    def backward(self, dscores):
        return reduce(lambda dout, layer: layer.backward(dout), self.layers[::-1], dscores)

    def train(self, mode=True):
        self.training = mode
        for layer in self.layers:
            if isinstance(layer, nn.BatchNorm1d):
                layer.training = mode
