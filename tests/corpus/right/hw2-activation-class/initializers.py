# assignment: hw2_data_and_initialization
import numpy as np


class Activation:
    known = {}

    def __init__(self, name, f, from_output):
        self.f, self.from_output = f, from_output
        Activation.known[name] = self

    @staticmethod
    def named(name):
        if name not in Activation.known:
            raise ValueError("activation must be one of %s" % sorted(Activation.known))
        return Activation.known[name]


Activation("tanh", np.tanh, lambda h: 1.0 - h * h)
Activation("relu", lambda z: 0.5 * (z + np.abs(z)), lambda h: np.sign(h))


class Network:
    def __init__(self, weights, x, activation):
        self.act = Activation.named(activation)
        self.weights = tuple(weights)
        self.hs = [x]
        for w in self.weights:
            self.hs.append(self.act.f(self.hs[-1].dot(w)))

    def backward(self, dout):
        grad = dout
        for w, h_in, h_out in zip(self.weights[::-1], self.hs[-2::-1], self.hs[:0:-1]):
            delta = grad * self.act.from_output(h_out)
            grad = delta.dot(w.T)
            yield np.tensordot(h_in, delta, axes=(0, 0)), grad


def activation_statistics(weights, x, activation):
    net = Network(weights, x, activation)
    return [(np.mean(h), np.std(h)) for h in net.hs[1:]]


def gradient_statistics(weights, x, activation, dout):
    net = Network(weights, x, activation)
    pairs = [(np.std(dw), np.std(dh)) for dw, dh in net.backward(dout)]
    return pairs[::-1]


def init_lsuv(weights, x, activation):
    act = Activation.named(activation)

    def go(h, ws):
        if len(ws) == 0:
            return []
        z = h.dot(ws[0])
        s = z.std()
        return [ws[0] / s] + go(act.f(z / s), ws[1:])

    return go(x, list(weights))


def init_data_dependent(weights, x, activation):
    act = Activation.named(activation)
    out = []
    h = x
    for w in weights:
        new_w, b = np.array(w, dtype=float), np.zeros(w.shape[1])
        z = h.dot(w)
        for j in range(w.shape[1]):
            unit = z[:, j]
            s = 1.0 if unit.max() == unit.min() else unit.std()
            new_w[:, j] = w[:, j] / s
            b[j] = -unit.mean() / s
        out.append((new_w, b))
        h = act.f(h.dot(new_w) + b)
    return out
