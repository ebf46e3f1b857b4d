"""Style transfer: the pixels of an image are trained, and the network stays as it is.

The convolutions are your own: ``layers.py`` (hw1) and ``training.py`` (hw4) lie beside this file.
Images are (1, 3, H, W), pixels lie in [-0.5, 0.5], all numbers are float64. Nothing that is passed
in is changed in place.

The network is a list ``weights`` of filters, (F, C, 3, 3) each, without biases. ``features`` is a
list with one array a layer, (1, F, H', W'). The formulas are those of Gatys, Ecker and Bethge,
"Image Style Transfer Using Convolutional Neural Networks", CVPR 2016.
"""

import numpy as np
from layers import max_pool_backward, max_pool_forward, relu_backward, relu_forward
from training import fast_conv_backward, fast_conv_forward

SAME_SIZE = {"stride": 1, "pad": 1}
HALVED = {"pool_height": 2, "pool_width": 2, "stride": 2}


def features_forward(image, weights):
    """The features of an image, a layer each: convolution (stride 1, pad 1, no bias), then ReLU.

    The feature of a layer is what comes out of its ReLU. Between two layers it is max-pooled 2x2
    with stride 2; after the last one nothing is pooled.
    image: (N, C, H, W). Returns (features, cache) with features a list of (N, F, H', W').
    """
    # BEGIN SOLUTION
    features, caches, x = [], [], image
    for layer, w in enumerate(weights):
        pooled = None
        if layer > 0:
            x, pooled = max_pool_forward(x, HALVED)
        x, convolved = fast_conv_forward(x, w, np.zeros(len(w)), SAME_SIZE)
        x, rectified = relu_forward(x)
        features.append(x)
        caches.append((pooled, convolved, rectified))
    return features, caches
    # END SOLUTION


def features_backward(dfeatures, cache):
    """The gradient of ``features_forward`` for the image.

    dfeatures: the upstream gradients, an array for every layer, shaped as its feature. Each enters
    at its own layer, and adds to what comes back from the layers above.
    Returns dimage: (N, C, H, W).
    """
    # BEGIN SOLUTION
    above = 0.0
    for dfeature, (pooled, convolved, rectified) in zip(dfeatures[::-1], cache[::-1], strict=True):
        above = relu_backward(dfeature + above, rectified)
        above, _, _ = fast_conv_backward(above, convolved)
        if pooled is not None:
            above = max_pool_backward(above, pooled)
    return above
    # END SOLUTION


def content_loss(feature, target):
    """Half the sum of the squared differences (equation 1): 1/2 sum (F - P)^2.

    feature, target: (N, C, H, W). Returns (loss, dfeature) with dfeature: (N, C, H, W).
    """
    # BEGIN SOLUTION
    difference = feature - target
    return 0.5 * np.sum(difference**2), difference
    # END SOLUTION


def gram_matrix(feature):
    """The products of every channel with every channel, summed over the pixels (equation 3).

    Nothing is divided: ``style_loss`` does that. feature: (N, C, H, W). Returns (N, C, C).
    """
    # BEGIN SOLUTION
    rows = feature.reshape(*feature.shape[:2], -1)
    return rows @ rows.transpose(0, 2, 1)
    # END SOLUTION


def gram_backward(dgram, feature):
    """The gradient of ``gram_matrix`` for its feature.

    dgram: (N, C, C), the upstream gradient, which need not be symmetric; feature: (N, C, H, W).
    Returns dfeature: (N, C, H, W).
    """
    # BEGIN SOLUTION
    rows = feature.reshape(*feature.shape[:2], -1)
    return ((dgram + dgram.transpose(0, 2, 1)) @ rows).reshape(feature.shape)
    # END SOLUTION


def style_loss(features, grams, layer_weights):
    """How far the Gram matrices of the features are from those of the style (equations 4 and 5).

    The sum over the layers of w / (4 C^2 M^2) * sum (G - A)^2, with C channels, M = H W pixels, the
    Gram matrix G of the layer's feature and A that of the style.
    features: a list of (1, C, H, W); grams: a list of (1, C, C), the A; layer_weights: a list of
    numbers, the w. Returns (loss, dfeatures) with a list of arrays shaped as the features.
    """
    # BEGIN SOLUTION
    loss, dfeatures = 0.0, []
    for feature, wanted, weight in zip(features, grams, layer_weights, strict=True):
        # equivalent: exchanged, they give the same product
        channels, pixels = feature.shape[1], feature.shape[2] * feature.shape[3]
        factor = weight / (4 * channels**2 * pixels**2)
        difference = gram_matrix(feature) - wanted
        loss += factor * np.sum(difference**2)
        dfeatures.append(gram_backward(2 * factor * difference, feature))
    return loss, dfeatures
    # END SOLUTION


def tv_loss(image):
    """The total variation: the sum of the squared differences of all neighbours, down and across.

    It is what keeps an image smooth (Mahendran and Vedaldi, CVPR 2015, with beta = 2). The image
    ends at its edges: the last column is no neighbour of the first.
    image: (N, C, H, W). Returns (loss, dimage) with dimage: (N, C, H, W).
    """
    # BEGIN SOLUTION
    down, across = np.diff(image, axis=2), np.diff(image, axis=3)
    dimage = np.zeros(image.shape)
    dimage[:, :, 1:] += 2 * down
    dimage[:, :, :-1] -= 2 * down
    dimage[..., 1:] += 2 * across
    dimage[..., :-1] -= 2 * across
    return np.sum(down**2) + np.sum(across**2), dimage
    # END SOLUTION


def style_objective(image, weights, target, settings):
    """What style transfer makes small: content_weight * content + style + tv_weight * variation.

    image: (1, 3, H, W); weights: the filters of the network. target: {'content': the feature that
    is to stay, 'grams': the Gram matrices of the style, a layer each}. settings: {'content_layer':
    the number of the layer, from 0, whose feature is compared with the content, 'content_weight',
    'layer_weights': of ``style_loss``, 'tv_weight'}.
    Returns (loss, dimage) with dimage: (1, 3, H, W).
    """
    # BEGIN SOLUTION
    features, cache = features_forward(image, weights)
    layer, weight = settings["content_layer"], settings["content_weight"]
    style, dfeatures = style_loss(features, target["grams"], settings["layer_weights"])
    content, dcontent = content_loss(features[layer], target["content"])
    dfeatures[layer] = dfeatures[layer] + weight * dcontent
    variation, dvariation = tv_loss(image)
    loss = weight * content + style + settings["tv_weight"] * variation
    return loss, features_backward(dfeatures, cache) + settings["tv_weight"] * dvariation
    # END SOLUTION


def stylize(image, weights, target, settings, steps, learning_rate):
    """Train the pixels: ``steps`` steps down the gradient of ``style_objective``.

    Each step is that of heavy-ball momentum, v = 0.9 v - learning_rate * dimage and then
    image + v, with v = 0 at the beginning. After each step the pixels, and not v, are clipped to
    [-0.5, 0.5].
    Returns (image, losses) with the loss before each step, a list of ``steps`` numbers.
    """
    # BEGIN SOLUTION
    velocity, losses = np.zeros(image.shape), []
    for _ in range(steps):
        loss, dimage = style_objective(image, weights, target, settings)
        losses.append(float(loss))
        velocity = 0.9 * velocity - learning_rate * dimage
        image = np.clip(image + velocity, -0.5, 0.5)
    return image, losses
    # END SOLUTION


# Bonus


def match_colours(content, style):
    """Bonus: the content in the colours of the style, pixel by pixel (Gatys et al., CVPR 2017).

    Every pixel p becomes A (p - mean of the content) + mean of the style, with
    A = S^(1/2) C^(-1/2); C and S are the covariances of the three colours of content and style, as
    the mean over the pixels, and the roots are symmetric. Nothing is clipped.
    content: (1, 3, H, W), with a regular covariance; style: (1, 3, H2, W2). Returns (1, 3, H, W).
    """
    # BEGIN SOLUTION
    pixels, wanted = content.reshape(3, -1), style.reshape(3, -1)
    mean, wanted_mean = pixels.mean(axis=1, keepdims=True), wanted.mean(axis=1, keepdims=True)
    back = _symmetric_power(_colour_covariance(pixels), -0.5)
    matrix = _symmetric_power(_colour_covariance(wanted), 0.5) @ back
    return (matrix @ (pixels - mean) + wanted_mean).reshape(content.shape)
    # END SOLUTION


def masked_gram(feature, mask):
    """Bonus: the Gram matrix of the pixels where the mask is 1, divided by how many these are.

    So one part of an image gets one style, and another part another one (Gatys et al., CVPR 2017).
    feature: (N, C, H, W); mask: (H, W) of zeros and at least one one. Returns (N, C, C).
    """
    # BEGIN SOLUTION
    return gram_matrix(feature * mask) / np.sum(mask)
    # END SOLUTION


# BEGIN SOLUTION
def _colour_covariance(pixels):
    """The covariance of the rows of (3, M), as a mean over the columns."""
    centred = pixels - pixels.mean(axis=1, keepdims=True)
    return centred @ centred.T / pixels.shape[1]


def _symmetric_power(matrix, power):
    """A power of a symmetric positive matrix, by its eigenvalues."""
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.maximum(values, 0.0) ** power) @ vectors.T


# END SOLUTION
