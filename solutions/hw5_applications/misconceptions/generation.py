"""Known wrong variants of ``generation.py``, each with the hint it earns."""

import math

import generation as right
import numpy as np
from misconceptions.everywhere import changes, first_alone, single
from misconceptions.rewired import rewired

from autograder.assignment.misconceptions import wrong

# A. The variational autoencoder


@wrong(
    "encode_forward",
    "mean and logvar are exchanged",
    hint="The first half of the columns is the mean.",
)
def enc_exchanged(params, x):
    (mean, logvar), cache = right.encode_forward(params, x)
    return (logvar, mean), cache


@wrong(
    "encode_forward",
    "mean and logvar take turns in the columns",
    hint="Halves: the first L columns, then the other L.",
)
def enc_interleaved(params, x):
    (mean, logvar), cache = right.encode_forward(params, x)
    out = np.concatenate([mean, logvar], axis=1)
    return (np.ascontiguousarray(out[:, ::2]), np.ascontiguousarray(out[:, 1::2])), cache


@wrong(
    "encode_forward",
    "there is no ReLU",
    hint="Two affine layers without anything between them are one affine layer.",
)
def enc_without_relu(params, x):
    return rewired(right, "encode_forward", relu_forward=lambda x: (x, x))(params, x)


@wrong(
    "encode_forward",
    "what comes out goes through a ReLU",
    hint="A mean may be negative, and so may the logarithm of a variance.",
)
def enc_relu_at_the_end(params, x):
    (mean, logvar), cache = right.encode_forward(params, x)
    return (np.maximum(mean, 0), np.maximum(logvar, 0)), cache


@wrong(
    "encode_backward",
    "dmean and dlogvar are exchanged",
    hint="They go back into the halves that they came from, in the same order.",
)
def encback_exchanged(dmean, dlogvar, cache):
    return right.encode_backward(dlogvar, dmean, cache)


@wrong(
    "encode_backward",
    "dlogvar is left out",
    hint="Both halves of the columns have a gradient.",
)
def encback_mean_alone(dmean, dlogvar, cache):
    return right.encode_backward(dmean, 0 * dlogvar, cache)


@wrong(
    "encode_backward",
    "the gradient goes through the ReLU as if it were not there",
    hint="Which units were 0 in the forward?",
)
def encback_without_relu(dmean, dlogvar, cache):
    return rewired(right, "encode_backward", relu_backward=lambda d, c: d)(dmean, dlogvar, cache)


@wrong(
    "reparameterize_forward",
    "logvar is taken for the standard deviation",
    hint="logvar is the logarithm of the variance: how does one get from it to a deviation?",
)
def draw_logvar_as_std(mean, logvar, noise):
    spread = logvar * noise
    return mean + spread, spread


@wrong(
    "reparameterize_forward",
    "the noise is multiplied by the variance",
    hint="Noise of deviation 1 times s has the deviation s, and the variance s^2.",
)
def draw_variance(mean, logvar, noise):
    spread = np.exp(logvar) * noise
    return mean + spread, spread


@wrong(
    "reparameterize_forward",
    "the noise is added as it is",
    hint="How wide is the distribution that z is drawn from?",
)
def draw_unit_noise(mean, logvar, noise):
    return mean + noise, noise.copy()


@wrong(
    "reparameterize_forward",
    "nothing is drawn, z is the mean",
    hint="Without noise it is an ordinary autoencoder: its latent numbers mean nothing in between.",
)
def draw_nothing(mean, logvar, noise):
    return mean.copy(), 0 * noise


@wrong(
    "reparameterize_backward",
    "the half is missing in dlogvar",
    hint="z = mean + exp(logvar / 2) noise: the inner derivative is a half.",
)
def drawback_without_half(dz, cache):
    dmean, dlogvar = right.reparameterize_backward(dz, cache)
    return dmean, 2 * dlogvar


@wrong(
    "reparameterize_backward",
    "the gradient ends at the mean",
    hint="z depends on logvar as well: that is what the trick is for.",
)
def drawback_mean_alone(dz, cache):
    return dz.copy(), np.zeros_like(dz)


@wrong(
    "reparameterize_backward",
    "new noise is drawn",
    hint="The gradient is that of the draw that was made: keep its noise in the cache.",
)
def drawback_new_noise(dz, cache):
    return dz.copy(), dz * np.random.default_rng().standard_normal(dz.shape) / 2


@wrong(
    "reparameterize_backward",
    "dlogvar is not multiplied by the noise",
    hint="Derive exp(logvar / 2) noise by logvar: what stays?",
)
def drawback_without_noise(dz, cache):
    return dz.copy(), dz / 2


def _kl(mean, logvar, factor=1.0, dmean=1.0, dlogvar=1.0):
    found = right.kl_divergence(mean, logvar)
    factors = (factor, factor * dmean, factor * dlogvar)
    return tuple(f * value for f, value in zip(factors, found, strict=True))


@wrong("kl_divergence", "its sign is wrong", hint="A divergence is never below 0.")
def kl_negative(mean, logvar):
    return _kl(mean, logvar, factor=-1.0)


@wrong("kl_divergence", "the half is missing", hint="Derive it for one latent number.")
def kl_without_half(mean, logvar):
    return _kl(mean, logvar, factor=2.0)


@wrong(
    "kl_divergence",
    "it is summed up over the batch",
    hint="Ten times as many images should not weigh the divergence ten times as much.",
)
def kl_summed(mean, logvar):
    return _kl(mean, logvar, factor=float(len(mean)))


@wrong(
    "kl_divergence",
    "it is the mean over the latent numbers",
    hint="Independent distributions: their divergences add up.",
)
def kl_mean_of_latent(mean, logvar):
    return _kl(mean, logvar, factor=1 / mean.shape[1])


@wrong(
    "kl_divergence",
    "dmean is twice what it should be",
    hint="The half in front and the square leave which factor?",
)
def kl_dmean_doubled(mean, logvar):
    return _kl(mean, logvar, dmean=2.0)


@wrong(
    "kl_divergence",
    "the half is missing in dlogvar",
    hint="It stands in front of the whole bracket.",
)
def kl_dlogvar_doubled(mean, logvar):
    return _kl(mean, logvar, dlogvar=2.0)


@wrong(
    "kl_divergence",
    "logvar is taken for the logarithm of the standard deviation",
    hint="exp(logvar) is the variance already.",
)
def kl_of_log_std(mean, logvar):
    kl, dmean, dlogvar = right.kl_divergence(mean, 2 * logvar)
    return kl, dmean, 2 * dlogvar


@wrong(
    "bernoulli_loss",
    "exp overflows, or the logarithm of 0 is taken",
    hint="log(1 + exp(l)) can be written so that exp never sees a large number.",
)
def bern_overflows(logits, x):
    _, dlogits = right.bernoulli_loss(logits, x)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-logits))
        loss = -np.sum(x * np.log(p) + (1 - x) * np.log(1 - p)) / len(x)
    return loss, dlogits


@wrong(
    "bernoulli_loss",
    "it is the mean over the pixels",
    hint="Pixels add up, as latent numbers do: else the divergence is far too heavy beside them.",
)
def bern_mean_of_pixels(logits, x):
    loss, dlogits = right.bernoulli_loss(logits, x)
    return loss / x.shape[1], dlogits / x.shape[1]


@wrong("bernoulli_loss", "it is summed up over the batch", hint="The mean over the N images.")
def bern_summed(logits, x):
    loss, dlogits = right.bernoulli_loss(logits, x)
    return loss * len(x), dlogits * len(x)


@wrong(
    "bernoulli_loss",
    "dlogits is multiplied by the slope of the sigmoid once more",
    hint="Sigmoid and logarithm together have the derivative p - x by the logit.",
)
def bern_slope_twice(logits, x):
    loss, dlogits = right.bernoulli_loss(logits, x)
    p = right._pixel_probability(logits)
    return loss, dlogits * p * (1 - p)


@wrong(
    "bernoulli_loss",
    "only pixels with ink count",
    hint="A pixel without ink has a probability too: 1 - p.",
)
def bern_ink_alone(logits, x):
    p = right._pixel_probability(logits)
    loss = np.sum(x * np.logaddexp(0, -logits)) / len(x)
    return loss, x * (p - 1) / len(x)


@wrong(
    "bernoulli_loss",
    "it is the squared error",
    hint="A pixel is the chance of ink: minus the logarithm of its probability is asked for.",
)
def bern_squares(logits, x):
    p = right._pixel_probability(logits)
    return np.sum((p - x) ** 2) / len(x), 2 * (p - x) * p * (1 - p) / len(x)


@wrong(
    "vae_loss",
    "the divergence is in the loss, though not in the gradients",
    hint="dmean and dlogvar have two sources each: the draw and the divergence.",
)
def vae_kl_without_gradient(params, x, noise, beta=1.0):
    loss, _ = right.vae_loss(params, x, noise, beta)
    return loss, right.vae_loss(params, x, noise, 0.0)[1]


@wrong(
    "vae_loss",
    "the divergence is left out",
    hint="Without it nothing says where the latent numbers of digits should be.",
)
def vae_without_kl(params, x, noise, beta=1.0):
    return right.vae_loss(params, x, noise, 0.0)


@wrong("vae_loss", "beta is not used", hint="How heavy is the divergence?")
def vae_beta_ignored(params, x, noise, beta=1.0):
    return right.vae_loss(params, x, noise)


@wrong(
    "vae_loss",
    "beta is not in the gradients",
    hint="The derivative of beta times something has the factor beta.",
)
def vae_beta_without_gradient(params, x, noise, beta=1.0):
    loss, _ = right.vae_loss(params, x, noise, beta)
    return loss, right.vae_loss(params, x, noise)[1]


def _vae(params, x, noise, beta, **others):
    return rewired(right, "vae_loss", **others)(params, x, noise, beta)


@wrong(
    "vae_loss",
    "the encoder learns nothing from the images",
    hint="dz goes through the draw to the mean and to logvar, and on into the encoder.",
)
def vae_ends_at_z(params, x, noise, beta=1.0):
    return _vae(params, x, noise, beta, reparameterize_backward=lambda dz, cache: (0 * dz, 0 * dz))


@wrong(
    "vae_loss",
    "the images do not tell logvar anything",
    hint="reparameterize_backward returns two gradients.",
)
def vae_logvar_untold(params, x, noise, beta=1.0):
    return _vae(params, x, noise, beta, reparameterize_backward=lambda dz, cache: (dz, 0 * dz))


@wrong(
    "vae_loss",
    "the decoder is given the mean",
    hint="z is drawn: what is noise for?",
)
def vae_without_noise(params, x, noise, beta=1.0):
    return right.vae_loss(params, x, 0 * noise, beta)


@wrong(
    "vae_loss",
    "the divergence is taken away from the loss",
    hint="Minus the evidence lower bound: both terms are costs.",
)
def vae_kl_negative(params, x, noise, beta=1.0):
    return right.vae_loss(params, x, noise, -beta)


@wrong(
    "vae_loss",
    "beta is 0 where it is not given",
    hint="The signature says what beta is by default.",
)
def vae_default_zero(params, x, noise, beta=0.0):
    return right.vae_loss(params, x, noise, beta)


@wrong(
    "vae_loss",
    "the encoder's gradients are missing",
    hint="grads has the keys of params, all eight.",
)
def vae_decoder_alone(params, x, noise, beta=1.0):
    loss, grads = right.vae_loss(params, x, noise, beta)
    return loss, {key: grads[key] for key in ("W3", "b3", "W4", "b4")}


@wrong(
    "generate",
    "logits are returned",
    hint="An image has values between 0 and 1: what makes a probability of a logit?",
)
def gen_logits(params, z):
    return rewired(right, "generate", _pixel_probability=lambda x: x)(params, z)


@wrong(
    "generate",
    "pixels are rounded to 0 and 1",
    hint="The probability of ink is asked for, a grey value.",
)
def gen_rounded(params, z):
    return np.round(right.generate(params, z))


@wrong("generate", "there is no ReLU", hint="The decoder has one between its affine layers.")
def gen_without_relu(params, z):
    return rewired(right, "generate", relu_forward=lambda x: (x, x))(params, z)


@wrong(
    "generate",
    "exp overflows",
    hint="exp(1000) is inf: how did hw1's sigmoid get around that?",
)
def gen_overflows(params, z):
    generate = rewired(right, "generate", _pixel_probability=lambda x: 1 / (1 + np.exp(-x)))
    return generate(params, z)


# B. How good


def _distances(samples, images):
    return np.array([np.sum((images - sample) ** 2, axis=1) for sample in samples])


@wrong(
    "nearest_neighbours",
    "the image that is farthest is named",
    hint="argmin or argmax?",
)
def near_farthest(samples, images):
    distances = _distances(samples, images)
    return distances.argmax(axis=1), distances.max(axis=1)


@wrong(
    "nearest_neighbours",
    "the distance is not squared",
    hint="The sum of squared differences: no root is taken of it.",
)
def near_root(samples, images):
    index, distance = right.nearest_neighbours(samples, images)
    return index, np.sqrt(distance)


@wrong(
    "nearest_neighbours",
    "it is the mean over the pixels",
    hint="The squared differences of all pixels are summed up.",
)
def near_mean(samples, images):
    index, distance = right.nearest_neighbours(samples, images)
    return index, distance / images.shape[1]


@wrong(
    "nearest_neighbours",
    "the last of equally close images is named",
    hint="The first one: < or <= in your loop?",
)
def near_last(samples, images):
    index, distance = right.nearest_neighbours(samples, images[::-1])
    return len(images) - 1 - index, distance


@wrong(
    "nearest_neighbours",
    "each image is given its sample",
    hint="One answer a sample: which axis are the images along?",
)
def near_the_other_way(samples, images):
    return right.nearest_neighbours(images, samples)


@wrong(
    "nearest_neighbours",
    "differences are added up without their square",
    hint="A difference may be negative: squares do not cancel.",
)
def near_absolute(samples, images):
    distances = np.array([np.sum(np.abs(images - s), axis=1) for s in samples])
    return distances.argmin(axis=1), distances.min(axis=1)


def _frechet(a, b, components, axes=None, root=None, gap=None, ddof=1):
    _, vectors = np.linalg.eigh(np.cov(b if axes is None else axes, rowvar=False))
    a, b = a @ vectors[:, -components:], b @ vectors[:, -components:]
    shape = (components, components)
    ca, cb = (np.cov(part, rowvar=False, ddof=ddof).reshape(shape) for part in (a, b))
    if root is None:
        trace = np.sqrt(np.maximum(np.linalg.eigvals(ca @ cb).real, 0)).sum()
    else:
        trace = root(ca, cb)
    way = a.mean(axis=0) - b.mean(axis=0)
    far = way @ way if gap is None else gap(way)
    return float(far + np.trace(ca) + np.trace(cb) - 2 * trace)


@wrong(
    "frechet_distance",
    "the root is taken of each element",
    hint="The root of a matrix is one whose square, as a matrix product, is that matrix.",
)
def fd_elementwise(a, b, components):
    return _frechet(a, b, components, root=lambda ca, cb: np.sqrt(np.abs(np.diag(ca @ cb))).sum())


@wrong(
    "frechet_distance",
    "no root is taken of the product",
    hint="With both sets equal the distance should be 0.",
)
def fd_without_root(a, b, components):
    return _frechet(a, b, components, root=lambda ca, cb: np.trace(ca @ cb))


@wrong(
    "frechet_distance",
    "the distance of the means is not squared",
    hint="|ma - mb|^2: the sum of squares.",
)
def fd_gap_not_squared(a, b, components):
    return _frechet(a, b, components, gap=np.linalg.norm)


@wrong(
    "frechet_distance",
    "the means are left out",
    hint="Two clouds of the same form at different places are not the same.",
)
def fd_without_means(a, b, components):
    return _frechet(a, b, components, gap=lambda way: 0.0)


@wrong(
    "frechet_distance",
    "the principal components are those of a",
    hint="b are the real images: in their directions both are looked at.",
)
def fd_axes_of_a(a, b, components):
    return _frechet(a, b, components, axes=a)


@wrong(
    "frechet_distance",
    "the components with the smallest eigenvalues are taken",
    hint="eigh sorts eigenvalues: the smallest come first.",
)
def fd_smallest(a, b, components):
    _, vectors = np.linalg.eigh(np.cov(b, rowvar=False))
    axes = vectors[:, :components]
    return _frechet(a @ axes, b @ axes, components)


@wrong(
    "frechet_distance",
    "covariances are divided by the number of rows",
    hint="By the number of rows less 1, as np.cov does.",
)
def fd_divided_by_rows(a, b, components):
    return _frechet(a, b, components, ddof=0)


@wrong(
    "frechet_distance",
    "nothing is projected",
    hint="How many numbers are left of an image after the projection?",
)
def fd_all_pixels(a, b, components):
    return _frechet(a, b, b.shape[1])


@wrong(
    "frechet_distance",
    "the covariances are left out",
    hint="A cloud that is far too narrow has the right mean: what else is compared?",
)
def fd_means_alone(a, b, components):
    _, vectors = np.linalg.eigh(np.cov(b, rowvar=False))
    way = (a.mean(axis=0) - b.mean(axis=0)) @ vectors[:, -components:]
    return float(way @ way)


# Bonus


@wrong(
    "pixel_mask",
    "kinds A and B are exchanged",
    hint="The first layer must not see the pixel itself: which kind is that?",
)
def mask_exchanged(size, kind):
    return right.pixel_mask(size, {"A": "B", "B": "A"}.get(kind, kind))


@wrong(
    "pixel_mask",
    "rows and columns are exchanged",
    hint="Row by row: what is above comes before what is to the right.",
)
def mask_transposed(size, kind):
    return np.ascontiguousarray(right.pixel_mask(size, kind).T)


@wrong(
    "pixel_mask",
    "the pixels to the left in the same row are hidden",
    hint="They have been drawn already.",
)
def mask_rows_alone(size, kind):
    mask = right.pixel_mask(size, kind)
    mask[size // 2, : size // 2] = 0
    return mask


@wrong(
    "pixel_mask",
    "pixels that come later are seen as well",
    hint="What is 0 below the middle, and to its right?",
)
def mask_later_seen(size, kind):
    mask = right.pixel_mask(size, kind)
    mask[size // 2, size // 2 + 1 :] = 1
    return mask


@wrong(
    "pixel_mask",
    "any kind but A is taken for B",
    hint="A kind that is misspelt should be a ValueError.",
)
def mask_any_kind(size, kind):
    return right.pixel_mask(size, kind if kind == "A" else "B")


@wrong(
    "masked_conv_forward",
    "the filters are not masked",
    hint="A pixel that sees those behind it knows what it should guess.",
)
def mconv_unmasked(x, w, b, kind):
    def all_seen(size, kind):
        return np.ones((size, size))

    return rewired(right, "masked_conv_forward", pixel_mask=all_seen)(x, w, b, kind)


@wrong(
    "masked_conv_forward",
    "the mask is of kind A whatever is asked for",
    hint="Where is kind handed on?",
)
def mconv_always_a(x, w, b, kind):
    return right.masked_conv_forward(x, w, b, "A")


@wrong(
    "masked_conv_forward", "the bias is missing", hint="What does the convolution add at the end?"
)
def mconv_bias_lost(x, w, b, kind):
    return right.masked_conv_forward(x, w, 0 * b, kind)


@wrong(
    "masked_conv_backward",
    "dw is not masked",
    hint="A weight behind the mask had no part in the result.",
)
def mconvback_dw_unmasked(dout, cache):
    conv, mask = cache
    return right.masked_conv_backward(dout, (conv, np.ones_like(mask)))


@wrong(
    "masked_conv_backward",
    "db is the mean over the pixels",
    hint="b is added at every pixel: what adds up?",
)
def mconvback_db_mean(dout, cache):
    dx, dw, db = right.masked_conv_backward(dout, cache)
    return dx, dw, db * dout.shape[1] / dout.size


def _all_of_kind(kind):
    def masked(x, w, b, asked):
        return right.masked_conv_forward(x, w, b, kind)

    return masked


@wrong(
    "pixel_logits",
    "all layers are of kind A",
    hint="A pixel of the second layer holds nothing of its own pixel any more: it may see itself.",
)
def plog_all_a(params, x):
    return rewired(right, "pixel_logits", masked_conv_forward=_all_of_kind("A"))(params, x)


@wrong(
    "pixel_logits",
    "all layers are of kind B",
    hint="In the first layer the pixel itself is the answer: it must not be seen.",
)
def plog_all_b(params, x):
    return rewired(right, "pixel_logits", masked_conv_forward=_all_of_kind("B"))(params, x)


@wrong(
    "pixel_logits",
    "the last layer has a ReLU too",
    hint="A logit below 0 is a chance of ink below a half: can yours be?",
)
def plog_relu_at_the_end(params, x):
    return np.maximum(right.pixel_logits(params, x), 0)


@wrong("pixel_logits", "there is no ReLU", hint="Between two convolutions there is one.")
def plog_without_relu(params, x):
    return rewired(right, "pixel_logits", relu_forward=lambda x: (x, x))(params, x)


@wrong("bits_per_pixel", "it is in nats", hint="A bit is the logarithm to base 2.")
def bits_nats(logits, x):
    return right.bits_per_pixel(logits, x) * math.log(2)


@wrong(
    "bits_per_pixel",
    "it is summed up over an image",
    hint="Per pixel: how many pixels are there in all?",
)
def bits_per_image(logits, x):
    return right.bits_per_pixel(logits, x) * x.size / len(x)


@wrong(
    "sample_pixels",
    "ink is drawn where the number is above the probability",
    hint="A number in [0, 1) is below p with the probability p.",
)
def samp_above(params, uniforms):
    return _drawn(params, uniforms, lambda u, p: u >= p)


@wrong(
    "sample_pixels",
    "all pixels are drawn at once",
    hint="A pixel should see those that were drawn before it: one after the other.",
)
def samp_at_once(params, uniforms):
    p = right._pixel_probability(right.pixel_logits(params, np.zeros(uniforms.shape)))
    return (uniforms < p).astype(float)


@wrong(
    "sample_pixels",
    "pixels are the more probable of both values",
    hint="An image is drawn: what are the uniform numbers for?",
)
def samp_most_probable(params, uniforms):
    return _drawn(params, uniforms, lambda u, p: p > 0.5)


@wrong(
    "sample_pixels",
    "pixels are drawn column by column",
    hint="The mask lets a pixel see the rows above it to their end: these come first.",
)
def samp_columns_first(params, uniforms):
    return _drawn(params, uniforms, lambda u, p: u < p, columns_first=True)


def _drawn(params, uniforms, ink, columns_first=False):
    images = np.zeros(uniforms.shape)
    places = list(np.ndindex(*uniforms.shape[2:]))
    for i, j in sorted(places, key=lambda place: place[::-1]) if columns_first else places:
        p = right._pixel_probability(right.pixel_logits(params, images)[:, :, i, j])
        images[:, :, i, j] = ink(uniforms[:, :, i, j], p)
    return images


# The same mistakes in every function

CHANGED = (
    ("encode_forward", 0, "params"),
    ("encode_forward", 1, "x"),
    ("encode_backward", 0, "dmean"),
    ("reparameterize_forward", 1, "logvar"),
    ("reparameterize_backward", 0, "dz"),
    ("kl_divergence", 1, "logvar"),
    ("bernoulli_loss", 0, "logits"),
    ("vae_loss", 0, "params"),
    ("vae_loss", 2, "noise"),
    ("generate", 0, "params"),
    ("generate", 1, "z"),
    ("nearest_neighbours", 0, "samples"),
    ("frechet_distance", 0, "a"),
    ("frechet_distance", 1, "b"),
    ("masked_conv_forward", 1, "w"),
)
globals().update((f"{f}_changes_{w}", changes(right, f, n, w)) for f, n, w in CHANGED)

WITH_CACHE = ("encode_forward", "reparameterize_forward", "masked_conv_forward")
globals().update((f"{f}_without_cache", first_alone(right, f)) for f in WITH_CACHE)

IN_SINGLE = ("reparameterize_forward", "generate", "pixel_mask")
globals().update((f"{f}_single", single(right, f)) for f in IN_SINGLE)
