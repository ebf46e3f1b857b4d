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
    raise NotImplementedError("encode_forward")


def encode_backward(dmean, dlogvar, cache):
    """Gradients of the encoder. dmean, dlogvar: (N, L).

    Returns {'W1', 'b1', 'W2', 'b2'}, shaped like the parameters.
    """
    raise NotImplementedError("encode_backward")


def reparameterize_forward(mean, logvar, noise):
    """A draw from the normal distribution of each latent number: z = mean + exp(logvar / 2) noise.

    All are (N, L); noise is drawn by the caller from N(0, 1). Returns (z, cache).
    """
    raise NotImplementedError("reparameterize_forward")


def reparameterize_backward(dz, cache):
    """Gradients of ``reparameterize_forward``, for the same noise. Returns (dmean, dlogvar)."""
    raise NotImplementedError("reparameterize_backward")


def kl_divergence(mean, logvar):
    """How far the normal distributions are from N(0, 1), in nats.

    1/2 (exp(logvar) + mean^2 - 1 - logvar), summed up over the L latent numbers, the mean over N.
    Returns (kl, dmean, dlogvar).
    """
    raise NotImplementedError("kl_divergence")


def bernoulli_loss(logits, x):
    """Minus the log probability of the pixels x, where logits say how probable ink is, in nats.

    log(1 + exp(logits)) - x logits, summed up over the D pixels, the mean over N; without overflow
    for logits of a thousand, either way.
    logits, x: (N, D). Returns (loss, dlogits).
    """
    raise NotImplementedError("bernoulli_loss")


def vae_loss(params, x, noise, beta=1.0):
    """The loss of a batch: ``bernoulli_loss`` plus beta times ``kl_divergence``.

    With beta = 1 it is minus the evidence lower bound. x: (N, D), noise: (N, L).
    Returns (loss, grads), grads with the keys and shapes of ``params``.
    """
    raise NotImplementedError("vae_loss")


def generate(params, z):
    """The images of latent numbers: the sigmoid of what the decoder says, a probability of ink.

    z: (N, L). Returns (N, D) with values in [0, 1].
    """
    raise NotImplementedError("generate")


# B. Made up or learnt by heart, and how good


def nearest_neighbours(samples, images):
    """For each sample the image that is closest to it: a copy would have the distance 0.

    samples: (S, D), images: (M, D). Returns (index, distance): (S,) integers, the first of equally
    close images, and (S,), the sums of squared differences.
    """
    raise NotImplementedError("nearest_neighbours")


def frechet_distance(a, b, components):
    """The Frechet distance of two sets of images (Heusel et al. 2017), taken for Gaussians.

    a: (N, D), b: (M, D). Both are projected on the ``components`` principal components of b: the
    eigenvectors of its covariance with the largest eigenvalues. There they have means ma, mb and
    covariances Ca, Cb (divided by the number of rows less 1), and the distance is
    |ma - mb|^2 + trace(Ca + Cb - 2 (Ca Cb)^(1/2)), the root that of a matrix: its trace is the sum
    of the roots of the eigenvalues of Ca Cb. Returns a float.
    """
    raise NotImplementedError("frechet_distance")


# Further reading, for bonus points: pixel by pixel (van den Oord et al. 2016)


def pixel_mask(size, kind):
    """The mask of a filter that sees only the pixels before its own, row by row from the top left.

    1 in the rows above the middle, and to the left of the middle in its row; the middle itself is 0
    for kind 'A', the first layer, and 1 for kind 'B', all others; 0 elsewhere. size is odd.
    Returns (size, size) float64. Raises ValueError for any other kind.
    """
    raise NotImplementedError("pixel_mask")


def masked_conv_forward(x, w, b, kind):
    """A convolution with the mask of ``kind`` on every filter: stride 1, as large as x.

    x: (N, C, H, W), w: (F, C, size, size) with an odd size, b: (F,).
    Returns (out, cache) with out: (N, F, H, W).
    """
    raise NotImplementedError("masked_conv_forward")


def masked_conv_backward(dout, cache):
    """Gradients of ``masked_conv_forward``; a weight behind the mask has the gradient 0.

    dout: (N, F, H, W). Returns (dx, dw, db).
    """
    raise NotImplementedError("masked_conv_backward")


def pixel_logits(params, x):
    """What every pixel is expected to be, given those before it.

    params: {'W1', 'b1', ..., 'Wn', 'bn'}: masked convolutions, the first of kind A, all others of
    kind B, with a ReLU after each but the last. x: (N, C, H, W). Returns (N, C', H, W) logits.
    """
    raise NotImplementedError("pixel_logits")


def bits_per_pixel(logits, x):
    """What a pixel costs, in bits: minus the logarithm to base 2 of its probability, the mean.

    logits, x: the same shape, the mean over all; stable for logits of a thousand. Returns a float.
    """
    raise NotImplementedError("bits_per_pixel")


def sample_pixels(params, uniforms):
    """Images drawn pixel by pixel, row by row from the top left.

    uniforms: (N, 1, H, W) numbers in [0, 1). A pixel is 1 where its number is below its probability
    of ink given the pixels before it, the sigmoid of ``pixel_logits``, else 0. Pixels that are not
    drawn yet are 0. Returns (N, 1, H, W) zeros and ones, float64.
    """
    raise NotImplementedError("sample_pixels")
