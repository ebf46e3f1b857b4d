"""Making images, in NumPy: a variational autoencoder (Kingma & Welling 2014), and how good it is.

Your own ``layers.py`` (hw1) lies beside this file, and ``training.py`` (hw4): where the convolution
of the former is slow, take the other one for the bonus part. All numbers are float64. Nothing that
is passed in is changed in place. Images are rows of D pixels with values in [0, 1].

N images, L latent numbers, K hidden units. A network is

    params = {'W1': (D, K), 'b1': (K,), 'W2': (K, 2 L), 'b2': (2 L,)     the encoder
              'W3': (L, K), 'b3': (K,), 'W4': (K, D), 'b4': (D,)}        the decoder

both with a ReLU between their two affine layers. What comes out of the encoder are the mean and the
logarithm of the variance of every latent number (logvar); out of the decoder come logits.
"""

import math

import numpy as np
from layers import (
    affine_backward,
    affine_forward,
    conv_backward,
    conv_forward,
    relu_backward,
    relu_forward,
)

# A. The variational autoencoder


def encode_forward(params, x):
    """The encoder: affine (W1, b1) - ReLU - affine (W2, b2).

    x: (N, D). Its output is cut into halves: the first L columns are the mean, the others logvar.
    Returns ((mean, logvar), cache), both (N, L).
    """
    # BEGIN SOLUTION
    out, cache = _vae_layers_forward(x, *(params[key] for key in ("W1", "b1", "W2", "b2")))
    mean, logvar = np.split(out, 2, axis=1)
    return (mean, logvar), cache
    # END SOLUTION


def encode_backward(dmean, dlogvar, cache):
    """Gradients of the encoder. dmean, dlogvar: (N, L).

    Returns {'W1', 'b1', 'W2', 'b2'}, shaped like the parameters.
    """
    # BEGIN SOLUTION
    dout = np.concatenate([dmean, dlogvar], axis=1)
    _, dW1, db1, dW2, db2 = _vae_layers_backward(dout, cache)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    # END SOLUTION


def reparameterize_forward(mean, logvar, noise):
    """A draw from the normal distribution of each latent number: z = mean + exp(logvar / 2) noise.

    All are (N, L); noise is drawn by the caller from N(0, 1). Returns (z, cache).
    """
    # BEGIN SOLUTION
    spread = np.exp(logvar / 2) * noise
    return mean + spread, spread
    # END SOLUTION


def reparameterize_backward(dz, cache):
    """Gradients of ``reparameterize_forward``, for the same noise. Returns (dmean, dlogvar)."""
    # BEGIN SOLUTION
    return dz, dz * cache / 2
    # END SOLUTION


def kl_divergence(mean, logvar):
    """How far the normal distributions are from N(0, 1), in nats.

    1/2 (exp(logvar) + mean^2 - 1 - logvar), summed up over the L latent numbers, the mean over N.
    Returns (kl, dmean, dlogvar).
    """
    # BEGIN SOLUTION
    n = len(mean)
    kl = 0.5 * np.sum(np.exp(logvar) + mean**2 - 1 - logvar) / n
    return kl, mean / n, 0.5 * (np.exp(logvar) - 1) / n
    # END SOLUTION


def bernoulli_loss(logits, x):
    """Minus the log probability of the pixels x, where logits say how probable ink is, in nats.

    log(1 + exp(logits)) - x logits, summed up over the D pixels, the mean over N; without overflow
    for logits of a thousand, either way.
    logits, x: (N, D). Returns (loss, dlogits).
    """
    # BEGIN SOLUTION
    softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))
    n = len(x)
    return np.sum(softplus - x * logits) / n, (_pixel_probability(logits) - x) / n
    # END SOLUTION


def vae_loss(params, x, noise, beta=1.0):
    """The loss of a batch: ``bernoulli_loss`` plus beta times ``kl_divergence``.

    With beta = 1 it is minus the evidence lower bound. x: (N, D), noise: (N, L).
    Returns (loss, grads), grads with the keys and shapes of ``params``.
    """
    # BEGIN SOLUTION
    (mean, logvar), encoded = encode_forward(params, x)
    z, drawn = reparameterize_forward(mean, logvar, noise)
    logits, decoded = _vae_layers_forward(z, *(params[key] for key in ("W3", "b3", "W4", "b4")))
    loss, dlogits = bernoulli_loss(logits, x)
    kl, dmean, dlogvar = kl_divergence(mean, logvar)
    dz, dW3, db3, dW4, db4 = _vae_layers_backward(dlogits, decoded)
    through_mean, through_logvar = reparameterize_backward(dz, drawn)
    dmean, dlogvar = through_mean + beta * dmean, through_logvar + beta * dlogvar
    grads = encode_backward(dmean, dlogvar, encoded)
    return loss + beta * kl, {**grads, "W3": dW3, "b3": db3, "W4": dW4, "b4": db4}
    # END SOLUTION


def generate(params, z):
    """The images of latent numbers: the sigmoid of what the decoder says, a probability of ink.

    z: (N, L). Returns (N, D) with values in [0, 1].
    """
    # BEGIN SOLUTION
    logits, _ = _vae_layers_forward(z, *(params[key] for key in ("W3", "b3", "W4", "b4")))
    return _pixel_probability(logits)
    # END SOLUTION


# B. Made up or learnt by heart, and how good


def nearest_neighbours(samples, images):
    """For each sample the image that is closest to it: a copy would have the distance 0.

    samples: (S, D), images: (M, D). Returns (index, distance): (S,) integers, the first of equally
    close images, and (S,), the sums of squared differences.
    """
    # BEGIN SOLUTION
    distances = np.array([np.sum((images - sample) ** 2, axis=1) for sample in samples])
    return distances.argmin(axis=1), distances.min(axis=1)
    # END SOLUTION


def frechet_distance(a, b, components):
    """The Frechet distance of two sets of images (Heusel et al. 2017), taken for Gaussians.

    a: (N, D), b: (M, D). Both are projected on the ``components`` principal components of b: the
    eigenvectors of its covariance with the largest eigenvalues. There they have means ma, mb and
    covariances Ca, Cb (divided by the number of rows less 1), and the distance is
    |ma - mb|^2 + trace(Ca + Cb - 2 (Ca Cb)^(1/2)), the root that of a matrix: its trace is the sum
    of the roots of the eigenvalues of Ca Cb. Returns a float.
    """
    # BEGIN SOLUTION
    _, vectors = np.linalg.eigh(np.cov(b, rowvar=False))
    axes = vectors[:, -components:]
    a, b = a @ axes, b @ axes  # equivalent: along the same axes the distance is symmetric
    cov_a = np.cov(a, rowvar=False).reshape(components, components)
    cov_b = np.cov(b, rowvar=False).reshape(components, components)
    # equivalent: the product in the other order has the same eigenvalues
    eigenvalues = np.linalg.eigvals(cov_a @ cov_b).real
    # equivalent: only rounding makes one negative
    root = np.sqrt(np.maximum(eigenvalues, 0)).sum()
    gap = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2)
    return float(gap + np.trace(cov_a) + np.trace(cov_b) - 2 * root)
    # END SOLUTION


# Further reading, for bonus points: pixel by pixel (van den Oord et al. 2016)


def pixel_mask(size, kind):
    """The mask of a filter that sees only the pixels before its own, row by row from the top left.

    1 in the rows above the middle, and to the left of the middle in its row; the middle itself is 0
    for kind 'A', the first layer, and 1 for kind 'B', all others; 0 elsewhere. size is odd.
    Returns (size, size) float64. Raises ValueError for any other kind.
    """
    # BEGIN SOLUTION
    if kind not in {"A", "B"}:
        raise ValueError(f"kind should be 'A' or 'B', not {kind!r}")
    mask = np.zeros((size, size))
    middle = size // 2
    mask[:middle] = 1
    mask[middle, : middle + (kind == "B")] = 1
    return mask
    # END SOLUTION


def masked_conv_forward(x, w, b, kind):
    """A convolution with the mask of ``kind`` on every filter: stride 1, as large as x.

    x: (N, C, H, W), w: (F, C, size, size) with an odd size, b: (F,).
    Returns (out, cache) with out: (N, F, H, W).
    """
    # BEGIN SOLUTION
    mask = pixel_mask(w.shape[-1], kind)
    out, cache = conv_forward(x, w * mask, b, {"stride": 1, "pad": len(mask) // 2})
    return out, (cache, mask)
    # END SOLUTION


def masked_conv_backward(dout, cache):
    """Gradients of ``masked_conv_forward``; a weight behind the mask has the gradient 0.

    dout: (N, F, H, W). Returns (dx, dw, db).
    """
    # BEGIN SOLUTION
    conv, mask = cache
    dx, dw, db = conv_backward(dout, conv)
    return dx, dw * mask, db
    # END SOLUTION


def pixel_logits(params, x):
    """What every pixel is expected to be, given those before it.

    params: {'W1', 'b1', ..., 'Wn', 'bn'}: masked convolutions, the first of kind A, all others of
    kind B, with a ReLU after each but the last. x: (N, C, H, W). Returns (N, C', H, W) logits.
    """
    # BEGIN SOLUTION
    layers = len(params) // 2
    out = x
    for layer in range(1, layers + 1):
        kind = "A" if layer == 1 else "B"
        out, _ = masked_conv_forward(out, params[f"W{layer}"], params[f"b{layer}"], kind)
        if layer < layers:
            out, _ = relu_forward(out)
    return out
    # END SOLUTION


def bits_per_pixel(logits, x):
    """What a pixel costs, in bits: minus the logarithm to base 2 of its probability, the mean.

    logits, x: the same shape, the mean over all; stable for logits of a thousand. Returns a float.
    """
    # BEGIN SOLUTION
    loss, _ = bernoulli_loss(logits.reshape(1, -1), x.reshape(1, -1))
    return float(loss / x.size / math.log(2))
    # END SOLUTION


def sample_pixels(params, uniforms):
    """Images drawn pixel by pixel, row by row from the top left.

    uniforms: (N, 1, H, W) numbers in [0, 1). A pixel is 1 where its number is below its probability
    of ink given the pixels before it, the sigmoid of ``pixel_logits``, else 0. Pixels that are not
    drawn yet are 0. Returns (N, 1, H, W) zeros and ones, float64.
    """
    # BEGIN SOLUTION
    # equivalent: the masks hide what is not drawn yet
    images = np.zeros(uniforms.shape)
    for i in range(uniforms.shape[2]):
        for j in range(uniforms.shape[3]):
            p = _pixel_probability(pixel_logits(params, images)[:, :, i, j])
            # equivalent: a number equals p with probability 1e-16
            images[:, :, i, j] = uniforms[:, :, i, j] < p
    return images
    # END SOLUTION


# BEGIN SOLUTION
def _pixel_probability(x):
    """Without overflow, whatever x."""
    return 0.5 + 0.5 * np.tanh(0.5 * x)


def _vae_layers_forward(x, w1, b1, w2, b2):
    """Affine - ReLU - affine."""
    hidden, first = affine_forward(x, w1, b1)
    active, relu = relu_forward(hidden)
    out, second = affine_forward(active, w2, b2)
    return out, (first, relu, second)


def _vae_layers_backward(dout, cache):
    """(dx, dw1, db1, dw2, db2)."""
    first, relu, second = cache
    dactive, dw2, db2 = affine_backward(dout, second)
    dx, dw1, db1 = affine_backward(relu_backward(dactive, relu), first)
    return dx, dw1, db1, dw2, db2


# END SOLUTION
