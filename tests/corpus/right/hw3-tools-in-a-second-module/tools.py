# assignment: hw3_normalization
import numpy as np


class Standardizer:
    def __init__(self, x, axis, eps):
        self.axis = axis
        self.mean = x.mean(axis, keepdims=True)
        centered = x - self.mean
        self.var = np.square(centered).mean(axis, keepdims=True)
        self.root = np.sqrt(self.var + eps)
        self.hat = centered / self.root

    def backward(self, d):
        m = lambda a: a.mean(self.axis, keepdims=True)
        return (d - m(d) - self.hat * m(d * self.hat)) / self.root
