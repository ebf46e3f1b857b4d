# assignment: hw1_layers
import numpy as np

# PyTorch's way: modules with forward and backward; the cache is the module itself.


class Module:
    def __call__(self, *args):
        out = self.forward(*args)
        return out, self


class Linear(Module):
    def forward(self, x, w, b):
        self.x, self.w = x, w
        return x.reshape(x.shape[0], w.shape[0]) @ w + b

    def backward(self, grad):
        flat = self.x.reshape(self.x.shape[0], -1)
        return (grad @ self.w.T).reshape(self.x.shape), flat.T @ grad, grad.sum(0)


class Sigmoid(Module):
    def forward(self, x):
        e = np.exp(-np.abs(x))
        self.y = np.where(np.signbit(x), e, 1.0) / (1 + e)
        return np.array(self.y)

    def backward(self, grad):
        return grad * self.y * (1 - self.y)


class Tanh(Module):
    def forward(self, x):
        self.y = np.tanh(x)
        return np.array(self.y)

    def backward(self, grad):
        return grad * (1 - self.y) * (1 + self.y)


class Threshold(Module):
    """slope below 0: a number"""

    def __init__(self, slope):
        self.slope = slope

    def forward(self, x):
        self.below = np.asarray(x <= 0)
        return np.where(self.below, self.slope * x, x)

    def backward(self, grad):
        return np.where(self.below, self.slope * grad, grad)


class Elu(Module):
    def __init__(self, alpha):
        self.alpha = alpha

    def forward(self, x):
        e = np.exp(np.minimum(x, 0))
        self.slope = np.where(x > 0, 1.0, self.alpha * e)
        return np.where(x > 0, x, self.alpha * np.expm1(np.minimum(x, 0)))

    def backward(self, grad):
        return grad * self.slope


def affine_forward(x, w, b):
    return Linear()(x, w, b)


def sigmoid_forward(x):
    return Sigmoid()(x)


def tanh_forward(x):
    return Tanh()(x)


def relu_forward(x):
    return Threshold(0.0)(x)


def leaky_relu_forward(x, alpha=0.01):
    return Threshold(alpha)(x)


def elu_forward(x, alpha=1.0):
    return Elu(alpha)(x)


def _backward(dout, cache):
    return cache.backward(dout)


affine_backward = sigmoid_backward = tanh_backward = _backward
relu_backward = leaky_relu_backward = elu_backward = _backward
