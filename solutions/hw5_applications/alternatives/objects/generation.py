"""Layers as objects that remember their last call, networks as lists of them."""

import numpy as np
from layers import affine_backward, affine_forward, relu_backward, relu_forward


class Affine:
    def __init__(self, params, number):
        self.names = f"W{number}", f"b{number}"
        self.w, self.b = (params[name] for name in self.names)

    def forward(self, x):
        out, self.cache = affine_forward(x, self.w, self.b)
        return out

    def backward(self, dout, grads):
        dx, *own = affine_backward(dout, self.cache)
        grads.update(zip(self.names, own))
        return dx


class Relu:
    def forward(self, x):
        out, self.cache = relu_forward(x)
        return out

    def backward(self, dout, grads):
        return relu_backward(dout, self.cache)


class Chain:
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout, grads):
        for layer in reversed(self.layers):
            dout = layer.backward(dout, grads)
        return dout


def encoder(params):
    return Chain(Affine(params, 1), Relu(), Affine(params, 2))


def decoder(params):
    return Chain(Affine(params, 3), Relu(), Affine(params, 4))


class Gaussian:
    """Independent normal distributions."""

    def __init__(self, mean, logvar):
        self.mean, self.logvar = mean, logvar

    @property
    def std(self):
        return np.exp(self.logvar) ** 0.5

    def draw(self, noise):
        return self.mean + self.std * noise

    def divergence(self):
        n, var = len(self.mean), self.std**2
        kl = (var + self.mean**2 - 1 - self.logvar).sum(axis=1).mean() / 2
        return kl, self.mean / n, (var - 1) / (2 * n)


def sigmoid(x):
    return (1 + np.tanh(x / 2)) / 2


def encode_forward(params, x):
    net = encoder(params)
    return tuple(np.hsplit(net.forward(x), 2)), net


def encode_backward(dmean, dlogvar, cache):
    grads = {}
    cache.backward(np.hstack([dmean, dlogvar]), grads)
    return grads


def reparameterize_forward(mean, logvar, noise):
    normal = Gaussian(mean, logvar)
    return normal.draw(noise), (normal, noise)


def reparameterize_backward(dz, cache):
    normal, noise = cache
    return dz.copy(), 0.5 * normal.std * noise * dz


def kl_divergence(mean, logvar):
    return Gaussian(mean, logvar).divergence()


def bernoulli_loss(logits, x):
    sure = np.abs(logits)
    loss = (sure + logits) / 2 + np.log1p(np.exp(-sure)) - x * logits
    return loss.sum(axis=1).mean(), (sigmoid(logits) - x) / len(x)


class Autoencoder:
    def __init__(self, params):
        self.encoder, self.decoder = encoder(params), decoder(params)

    def loss(self, x, noise, beta):
        normal = Gaussian(*np.hsplit(self.encoder.forward(x), 2))
        fit, dlogits = bernoulli_loss(self.decoder.forward(normal.draw(noise)), x)
        kl, dmean, dlogvar = normal.divergence()
        grads = {}
        dz = self.decoder.backward(dlogits, grads)
        both = [dz + beta * dmean, 0.5 * dz * noise * normal.std + beta * dlogvar]
        self.encoder.backward(np.hstack(both), grads)
        return fit + beta * kl, grads


def vae_loss(params, x, noise, beta=1.0):
    return Autoencoder(params).loss(x, noise, beta)


def generate(params, z):
    return sigmoid(decoder(params).forward(z))


def nearest_neighbours(samples, images):
    index = np.empty(len(samples), dtype=int)
    distance = np.empty(len(samples))
    for number, sample in enumerate(samples):
        far = np.linalg.norm(images - sample, axis=1) ** 2
        index[number] = far.argmin()
        distance[number] = far[index[number]]
    return index, distance


class Cloud:
    """Points, as a Gaussian."""

    def __init__(self, points):
        self.mean, self.cov = points.mean(axis=0), np.atleast_2d(np.cov(points, rowvar=False))

    def distance(self, other):
        values = np.linalg.eigvals(other.cov @ self.cov)
        root = np.sqrt(np.maximum(values.real, 0)).sum()
        return np.sum((self.mean - other.mean) ** 2) + np.trace(self.cov + other.cov) - 2 * root


def frechet_distance(a, b, components):
    _, vectors = np.linalg.eigh(np.cov(b.T))
    axes = vectors[:, ::-1][:, :components]
    return float(Cloud(a @ axes).distance(Cloud(b @ axes)))


class Mask:
    KINDS = {"A": 0.0, "B": 1.0}

    def __init__(self, size, kind):
        if kind not in self.KINDS:
            raise ValueError(f"no mask of kind {kind}")
        flat = np.concatenate([np.ones(size**2 // 2), [self.KINDS[kind]], np.zeros(size**2 // 2)])
        self.values = flat.reshape(size, size)


def pixel_mask(size, kind):
    return Mask(size, kind).values


class MaskedConv:
    """A sum over the places of the filter: one matrix product each."""

    def __init__(self, w, b, kind):
        self.mask, self.b = pixel_mask(w.shape[2], kind), b
        self.w, self.pad = w * self.mask, w.shape[2] // 2

    def places(self, padded, shape):
        for i, j in np.ndindex(*self.mask.shape):
            yield i, j, padded[:, :, i : i + shape[2], j : j + shape[3]]

    def padded(self, x):
        return np.pad(x, ((0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)))

    def forward(self, x):
        self.x = x
        out = np.zeros((len(x), len(self.b), *x.shape[2:])) + self.b.reshape(-1, 1, 1)
        for i, j, part in self.places(self.padded(x), x.shape):
            out += np.moveaxis(np.tensordot(part, self.w[:, :, i, j], (1, 1)), -1, 1)
        return out

    def backward(self, dout):
        dpadded, dw = self.padded(np.zeros(self.x.shape)), np.zeros(self.w.shape)
        for i, j, part in self.places(self.padded(self.x), self.x.shape):
            dw[:, :, i, j] = np.tensordot(dout, part, ((0, 2, 3), (0, 2, 3)))
        for i, j, part in self.places(dpadded, self.x.shape):
            part += np.moveaxis(np.tensordot(dout, self.w[:, :, i, j], (1, 0)), -1, 1)
        inner = dpadded[:, :, self.pad : self.pad + self.x.shape[2], self.pad : self.pad + self.x.shape[3]]
        return inner, dw * self.mask, dout.sum(axis=(0, 2, 3))


def masked_conv_forward(x, w, b, kind):
    layer = MaskedConv(w, b, kind)
    return layer.forward(x), layer


def masked_conv_backward(dout, cache):
    return cache.backward(dout)


class PixelNetwork:
    def __init__(self, params):
        count = len(params) // 2
        kinds = ["A"] + ["B"] * (count - 1)
        self.layers = [MaskedConv(params[f"W{n}"], params[f"b{n}"], k) for n, k in enumerate(kinds, 1)]

    def logits(self, x):
        *most, last = self.layers
        for layer in most:
            x = np.maximum(layer.forward(x), 0)
        return last.forward(x)


def pixel_logits(params, x):
    return PixelNetwork(params).logits(x)


def bits_per_pixel(logits, x):
    nats, _ = bernoulli_loss(logits.reshape(-1, 1), x.reshape(-1, 1))
    return float(nats / np.log(2.0))


def sample_pixels(params, uniforms):
    net, images = PixelNetwork(params), np.zeros_like(uniforms)
    for place in np.ndindex(*uniforms.shape[2:]):
        here = (slice(None), slice(None), *place)
        images[here] = uniforms[here] < sigmoid(net.logits(images)[here])
    return images
