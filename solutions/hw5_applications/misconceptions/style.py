"""Known wrong variants of ``style.py``, each with the hint it earns."""

import numpy as np
import style as right
from misconceptions.everywhere import changes, first_alone, single

from autograder.assignment.misconceptions import wrong

# Features


def _network(image, weights, *, pool_first=False, pool_last=False, of=None, bias=0.0, pad=1):
    """The features by other rules: ``of`` says what of a layer is its feature."""
    features, x = [], image
    for layer, w in enumerate(weights):
        if layer > 0 and not pool_first:
            x, _ = right.max_pool_forward(x, right.HALVED)
        before, _ = right.fast_conv_forward(x, w, np.full(len(w), bias), {"stride": 1, "pad": pad})
        x, _ = right.relu_forward(before)
        after = x
        if pool_first or (pool_last and layer == len(weights) - 1):
            x, _ = right.max_pool_forward(x, right.HALVED)
        features.append({"before": before, "after": after}.get(of, x))
    return features, right.features_forward(image, weights)[1]


@wrong(
    "features_forward",
    "the feature is taken behind the pooling",
    hint="The feature of a layer has the size that its convolution gives: what halves it?",
)
def feature_after_the_pool(image, weights):
    return _network(image, weights, pool_first=True)


@wrong(
    "features_forward",
    "the last layer is pooled too",
    hint="Pooling is between two layers: is there one above the last?",
)
def last_layer_pooled(image, weights):
    return _network(image, weights, pool_last=True)


@wrong(
    "features_forward",
    "the feature is taken before ReLU",
    hint="Can a feature be negative? Look where in a layer it is taken.",
)
def feature_before_relu(image, weights):
    return _network(image, weights, of="before")


@wrong(
    "features_forward",
    "nothing is pooled between the layers",
    hint="How large is the second layer's feature, compared with the first one's?",
)
def never_pooled(image, weights):
    features, x = [], image
    for w in weights:
        x, _ = right.fast_conv_forward(x, w, np.zeros(len(w)), right.SAME_SIZE)
        x, _ = right.relu_forward(x)
        features.append(x)
    return features, right.features_forward(image, weights)[1]


@wrong(
    "features_forward",
    "pooled by the mean and not by the maximum",
    hint="What does a 2x2 window hand on: all four, or one of them?",
)
def pooled_by_the_mean(image, weights):
    features, x = [], image
    for layer, w in enumerate(weights):
        if layer > 0:
            height, width = x.shape[2] // 2, x.shape[3] // 2
            x = x[:, :, : 2 * height, : 2 * width]
            x = x.reshape(*x.shape[:2], height, 2, width, 2).mean(axis=(3, 5))
        x, _ = right.fast_conv_forward(x, w, np.zeros(len(w)), right.SAME_SIZE)
        x, _ = right.relu_forward(x)
        features.append(x)
    return features, right.features_forward(image, weights)[1]


@wrong(
    "features_forward",
    "the filters are laid on the image upside down",
    hint="Cross-correlation, as in hw1: is w turned anywhere?",
)
def filters_turned(image, weights):
    turned = [np.ascontiguousarray(w[:, :, ::-1, ::-1]) for w in weights]
    return right.features_forward(image, turned)


@wrong(
    "features_forward",
    "the last feature alone is returned",
    hint="Content and style look at different layers: how many arrays are needed?",
)
def last_feature_alone(image, weights):
    features, cache = right.features_forward(image, weights)
    return features[-1:], cache


def _backward(dfeatures, cache, *, rectified=True, adds=True, pooled=True, skips=()):
    """The way back by other rules."""
    above = 0.0
    for layer in range(len(cache) - 1, -1, -1):
        pool, convolved, relu = cache[layer]
        enters = dfeatures[layer] if layer not in skips else 0.0 * dfeatures[layer]
        above = enters if isinstance(above, float) or not adds else enters + above
        above = right.relu_backward(above, relu) if rectified else above
        above, _, _ = right.fast_conv_backward(above, convolved)
        if pool is not None and pooled:
            above = right.max_pool_backward(above, pool)
    return above


@wrong(
    "features_backward",
    "the gradient of the last layer alone goes back",
    hint="A gradient comes in at every layer: where does yours come in?",
)
def last_gradient_alone(dfeatures, cache):
    return _backward(dfeatures, cache, skips=range(len(cache) - 1))


@wrong(
    "features_backward",
    "each layer's gradient takes the place of what came from above",
    hint="Two gradients meet at a layer. What becomes of two paths that lead to one value?",
)
def gradient_overwritten(dfeatures, cache):
    return _backward(dfeatures, cache, adds=False)


@wrong(
    "features_backward",
    "ReLU is left out on the way back",
    hint="The feature is what ReLU lets through: what of its gradient gets through?",
)
def back_without_relu(dfeatures, cache):
    return _backward(dfeatures, cache, rectified=False)


@wrong(
    "features_backward",
    "ReLU stops what comes from above, but not the layer's own gradient",
    hint="Both gradients reach the feature behind ReLU. Which of them goes through it?",
)
def own_gradient_past_relu(dfeatures, cache):
    above = 0.0
    for dfeature, (pooled, convolved, rectified) in zip(dfeatures[::-1], cache[::-1], strict=True):
        through = right.relu_backward(dfeature * 0.0 + above, rectified)
        above, _, _ = right.fast_conv_backward(through + dfeature, convolved)
        if pooled is not None:
            above = right.max_pool_backward(above, pooled)
    return above


@wrong(
    "features_backward",
    "a layer's own gradient comes in before its ReLU and its pooling are passed",
    hint="Where does a layer's feature stand between convolution, ReLU and pooling?",
)
def gradient_spread_over_windows(dfeatures, cache):
    above = 0.0
    for dfeature, (pooled, convolved, rectified) in zip(dfeatures[::-1], cache[::-1], strict=True):
        above = right.relu_backward(dfeature + above, rectified)
        above, _, _ = right.fast_conv_backward(above, convolved)
        if pooled is not None:
            whole = right.max_pool_backward(np.ones(above.shape), pooled)
            spread = np.zeros(whole.shape)
            height, width = 2 * above.shape[2], 2 * above.shape[3]
            spread[:, :, :height, :width] = above.repeat(2, axis=2).repeat(2, axis=3) / 4
            above = spread
    return above


@wrong(
    "features_backward",
    "the gradients come in at the layers in the opposite order",
    hint="The way back begins at the last layer: which gradient belongs to it?",
)
def gradients_reversed(dfeatures, cache):
    swapped = [
        d if d.shape == e.shape else _fit(e, d)
        for d, e in zip(dfeatures, dfeatures[::-1], strict=True)
    ]
    return right.features_backward(swapped, cache)


def _fit(array, like):
    """As much of ``array`` as ``like`` has room for, repeated where that is too little."""
    return np.resize(array, like.shape)


# Losses


@wrong(
    "content_loss",
    "the half is forgotten in the loss",
    hint="1/2 sum (F - P)^2: which factor has its derivative, and which one has the loss?",
)
def content_without_half(feature, target):
    loss, gradient = right.content_loss(feature, target)
    return 2 * loss, gradient


@wrong(
    "content_loss",
    "the gradient is twice what it should be",
    hint="The square gives a 2. What does the half in front of the sum do?",
)
def content_gradient_doubled(feature, target):
    loss, gradient = right.content_loss(feature, target)
    return loss, 2 * gradient


@wrong(
    "content_loss",
    "the mean and not the sum",
    hint="Equation 1 is a sum over all entries. What do you divide by?",
)
def content_mean(feature, target):
    loss, gradient = right.content_loss(feature, target)
    return loss / feature.size, gradient / feature.size


@wrong("content_loss", "the gradient has the wrong sign", hint="In which direction does it grow?")
def content_downhill(feature, target):
    loss, gradient = right.content_loss(feature, target)
    return loss, -gradient


@wrong(
    "gram_matrix",
    "pixels by pixels and not channels by channels",
    hint="What is summed over: the pixels, or the channels?",
)
def gram_of_pixels(feature):
    rows = feature.reshape(*feature.shape[:2], -1)
    return rows.transpose(0, 2, 1) @ rows


@wrong(
    "gram_matrix",
    "the channels are not the rows: reshaped without regard to the order of the axes",
    hint="reshape keeps the order of the numbers. Which numbers stand in one row of yours?",
)
def gram_reshaped(feature):
    rows = feature.reshape(len(feature), -1, feature.shape[1])
    return rows.transpose(0, 2, 1) @ rows


@wrong(
    "gram_matrix",
    "divided by the number of pixels",
    hint="style_loss divides already. What does equation 3 divide by?",
)
def gram_divided(feature):
    return right.gram_matrix(feature) / np.prod(feature.shape[2:])


@wrong(
    "gram_matrix",
    "divided by the numbers of channels and pixels",
    hint="style_loss divides already. What does equation 3 divide by?",
)
def gram_divided_by_all(feature):
    return right.gram_matrix(feature) / np.prod(feature.shape[1:])


@wrong(
    "gram_matrix",
    "the mean of each channel is subtracted",
    hint="That is a covariance. What does the product of a channel with itself say then?",
)
def gram_centred(feature):
    return right.gram_matrix(feature - feature.mean(axis=(2, 3), keepdims=True))


@wrong(
    "gram_matrix",
    "summed over all images of the batch",
    hint="Each image has a style of its own: how many axes has the result?",
)
def gram_of_the_batch(feature):
    gram = right.gram_matrix(feature)
    return np.broadcast_to(gram.sum(axis=0), gram.shape).copy()


@wrong(
    "gram_backward",
    "2 dgram F, which is right for a symmetric dgram only",
    hint="Every entry of the Gram matrix uses two rows of F. Which entries use the row i?",
)
def gram_symmetric(dgram, feature):
    return 2 * _one_side(dgram, feature)


def _one_side(dgram, feature):
    """dgram F."""
    return (dgram @ feature.reshape(*feature.shape[:2], -1)).reshape(feature.shape)


@wrong(
    "gram_backward",
    "dgram F alone, without its transpose",
    hint="F stands twice in F F^T. How many terms has the derivative of a product?",
)
def gram_one_term(dgram, feature):
    return _one_side(dgram, feature)


@wrong(
    "gram_backward",
    "the transpose of dgram alone",
    hint="F stands twice in F F^T. How many terms has the derivative of a product?",
)
def gram_other_term(dgram, feature):
    return _one_side(dgram.transpose(0, 2, 1), feature)


@wrong(
    "gram_backward",
    "divided by the number of pixels",
    hint="gram_matrix divides by nothing. What should its gradient divide by?",
)
def gram_gradient_divided(dgram, feature):
    return right.gram_backward(dgram, feature) / np.prod(feature.shape[2:])


def _style(features, grams, layer_weights, factor):
    """Equations 4 and 5 with another factor of a layer: ``factor(weight, channels, pixels)``."""
    loss, dfeatures = 0.0, []
    for feature, wanted, weight in zip(features, grams, layer_weights, strict=True):
        by = factor(weight, feature.shape[1], feature.shape[2] * feature.shape[3])
        difference = right.gram_matrix(feature) - wanted
        loss += by * np.sum(difference**2)
        dfeatures.append(right.gram_backward(2 * by * difference, feature))
    return loss, dfeatures


@wrong(
    "style_loss",
    "the sizes of the layer are forgotten",
    hint="A large layer has large Gram matrices: what keeps it from drowning the others?",
)
def style_undivided(features, grams, layer_weights):
    return _style(features, grams, layer_weights, lambda w, c, m: w)


@wrong(
    "style_loss",
    "divided by 4 C M and not by 4 C^2 M^2",
    hint="Look at the exponents in equation 4.",
)
def style_sizes_not_squared(features, grams, layer_weights):
    return _style(features, grams, layer_weights, lambda w, c, m: w / (4 * c * m))


@wrong("style_loss", "the 4 is forgotten", hint="What stands in front of C^2 M^2 in equation 4?")
def style_without_four(features, grams, layer_weights):
    return _style(features, grams, layer_weights, lambda w, c, m: w / (c**2 * m**2))


@wrong(
    "style_loss",
    "every layer is divided by the sizes of the first one",
    hint="C and M are those of the layer. Where do yours come from?",
)
def style_sizes_of_the_first(features, grams, layer_weights):
    c, m = features[0].shape[1], np.prod(features[0].shape[2:])
    return _style(features, grams, layer_weights, lambda w, *_: w / (4 * c**2 * m**2))


@wrong(
    "style_loss",
    "M is one side of the image and not the number of its pixels",
    hint="M counts pixels: how many has an image of H rows?",
)
def style_height_for_pixels(features, grams, layer_weights):
    found = [
        _style([f], [a], [w], _by_height(f))
        for f, a, w in zip(features, grams, layer_weights, strict=True)
    ]
    return sum(loss for loss, _ in found), [d for _, (d,) in found]


def _by_height(feature):
    return lambda w, c, m: w / (4 * c**2 * feature.shape[2] ** 2)


@wrong(
    "style_loss",
    "the weights of the layers are forgotten",
    hint="Where in your sum does w stand?",
)
def style_without_weights(features, grams, layer_weights):
    return right.style_loss(features, grams, [1.0] * len(features))


@wrong(
    "style_loss",
    "the weights are in the loss and not in the gradients",
    hint="What is the derivative of w times something?",
)
def style_gradients_without_weights(features, grams, layer_weights):
    loss, _ = right.style_loss(features, grams, layer_weights)
    return loss, right.style_loss(features, grams, [1.0] * len(features))[1]


@wrong(
    "style_loss",
    "the gradients are half of what they should be",
    hint="(G - A)^2 is differentiated: where is the 2?",
)
def style_gradients_halved(features, grams, layer_weights):
    loss, dfeatures = right.style_loss(features, grams, layer_weights)
    return loss, [0.5 * d for d in dfeatures]


@wrong("style_loss", "G + A for G - A", hint="Where is the loss 0? Put the style itself in.")
def style_sum(features, grams, layer_weights):
    return right.style_loss(features, [-a for a in grams], layer_weights)


# Total variation


def _variation(image, power, forward, backward):
    """Differences of neighbours by np.roll, without those over the edge, to a power."""
    loss, dimage = 0.0, np.zeros(image.shape)
    for axis in (2, 3):
        d = np.diff(image, axis=axis)
        loss += np.sum(np.abs(d) ** power)
        slope = power * np.sign(d) * np.abs(d) ** (power - 1)
        after, before = [slice(None)] * 4, [slice(None)] * 4
        after[axis], before[axis] = slice(1, None), slice(None, -1)
        dimage[tuple(after)] += forward * slope
        dimage[tuple(before)] -= backward * slope
    return loss, dimage


@wrong(
    "tv_loss",
    "absolute values and not squares",
    hint="beta = 2: what is done to each difference?",
)
def tv_absolute(image):
    return _variation(image, 1, 1, 1)


@wrong(
    "tv_loss",
    "the gradient reaches the later one of two neighbours alone",
    hint="A difference has two pixels. By how much does it change with either?",
)
def tv_one_neighbour(image):
    return _variation(image, 2, 1, 0)


@wrong(
    "tv_loss",
    "the gradient reaches the earlier one of two neighbours alone",
    hint="A difference has two pixels. By how much does it change with either?",
)
def tv_other_neighbour(image):
    return _variation(image, 2, 0, 1)


@wrong(
    "tv_loss",
    "the image wraps around its edges",
    hint="np.roll takes the last column for a neighbour of the first. Is it one?",
)
def tv_wraps_around(image):
    loss, dimage = 0.0, np.zeros(image.shape)
    for axis in (2, 3):
        d = np.roll(image, -1, axis) - image
        loss += np.sum(d**2)
        dimage += 2 * (np.roll(d, 1, axis) - d)
    return loss, dimage


@wrong(
    "tv_loss",
    "neighbours across alone",
    hint="A pixel has neighbours to the side. Which others?",
)
def tv_across_alone(image):
    d = np.diff(image, axis=3)
    dimage = np.zeros(image.shape)
    dimage[..., 1:] += 2 * d
    dimage[..., :-1] -= 2 * d
    return np.sum(d**2), dimage


@wrong("tv_loss", "the mean and not the sum", hint="What do you divide by, and what is asked?")
def tv_mean(image):
    loss, dimage = right.tv_loss(image)
    return loss / image.size, dimage / image.size


@wrong("tv_loss", "the 2 is forgotten in the gradient", hint="What is the derivative of d^2?")
def tv_gradient_halved(image):
    loss, dimage = right.tv_loss(image)
    return loss, dimage / 2


# The objective


@wrong(
    "style_objective",
    "the weights of content and variation are exchanged",
    hint="Which of the settings is multiplied with which loss?",
)
def weights_exchanged(image, weights, target, settings):
    swapped = {
        **settings,
        "content_weight": settings["tv_weight"],
        "tv_weight": settings["content_weight"],
    }
    return right.style_objective(image, weights, target, swapped)


@wrong(
    "style_objective",
    "the weight of the content multiplies the style",
    hint="Which of the settings is multiplied with which loss?",
)
def content_weight_on_style(image, weights, target, settings):
    by = settings["content_weight"]
    layers = [by * w for w in settings["layer_weights"]]
    other = {**settings, "content_weight": 1.0, "layer_weights": layers}
    return right.style_objective(image, weights, target, other)


@wrong(
    "style_objective",
    "the weights of the layers are multiplied twice",
    hint="style_loss knows the weights of the layers. Do you multiply by them again?",
)
def layer_weights_twice(image, weights, target, settings):
    squared = [w * w for w in settings["layer_weights"]]
    return right.style_objective(image, weights, target, {**settings, "layer_weights": squared})


@wrong(
    "style_objective",
    "the weight of the content is missing in the gradient",
    hint="What is the derivative of content_weight times the content loss?",
)
def content_gradient_unweighted(image, weights, target, settings):
    loss, _ = right.style_objective(image, weights, target, settings)
    return loss, right.style_objective(image, weights, target, {**settings, "content_weight": 1.0})[
        1
    ]


@wrong(
    "style_objective",
    "the gradient of the content takes the place of the style's at its layer",
    hint="Content and style may look at one layer: what happens to two gradients there?",
)
def content_replaces_style(image, weights, target, settings):
    loss, _ = right.style_objective(image, weights, target, settings)
    layers = list(settings["layer_weights"])
    layers[settings["content_layer"]] = 0.0
    other = {**settings, "layer_weights": layers}
    return loss, right.style_objective(image, weights, target, other)[1]


@wrong(
    "style_objective",
    "the variation is in the loss and not in the gradient",
    hint="Which of the three parts has no share in your dimage?",
)
def variation_without_gradient(image, weights, target, settings):
    loss, _ = right.style_objective(image, weights, target, settings)
    return loss, right.style_objective(image, weights, target, {**settings, "tv_weight": 0.0})[1]


@wrong(
    "style_objective",
    "the last layer holds the content, whatever the settings say",
    hint="content_layer counts from 0. Which layer do you compare?",
)
def content_of_the_last(image, weights, target, settings):
    features, _ = right.features_forward(image, weights)
    last = len(features) - 1
    content = target["content"]
    if content.shape != features[last].shape:
        content = _fit(content, features[last])
    other = {**target, "content": content}
    return right.style_objective(image, weights, other, {**settings, "content_layer": last})


@wrong(
    "style_objective",
    "the content is that of the image itself: its loss stays 0",
    hint="The target is handed in. With what do you compare the feature?",
)
def content_of_the_image(image, weights, target, settings):
    features, _ = right.features_forward(image, weights)
    own = {**target, "content": features[settings["content_layer"]]}
    return right.style_objective(image, weights, own, settings)


@wrong(
    "style_objective",
    "the style is that of the image itself: its loss stays 0",
    hint="The target is handed in. With what do you compare the Gram matrices?",
)
def style_of_the_image(image, weights, target, settings):
    features, _ = right.features_forward(image, weights)
    own = {**target, "grams": [right.gram_matrix(f) for f in features]}
    return right.style_objective(image, weights, own, settings)


# The loop


def _loop(
    image,
    weights,
    target,
    settings,
    steps,
    learning_rate,
    *,
    momentum=0.9,
    clip=lambda image: np.clip(image, -0.5, 0.5),
    late=False,
    damped=False,
    ahead=False,
    uphill=False,
):
    """``stylize`` by other rules."""
    velocity, losses = np.zeros(image.shape), []
    for _ in range(steps):
        where = image + momentum * velocity if ahead else image
        loss, dimage = right.style_objective(where, weights, target, settings)
        if not late:
            losses.append(float(loss))
        rate = (1 - momentum) * learning_rate if damped else learning_rate
        velocity = momentum * velocity - (-rate if uphill else rate) * dimage
        image = clip(image + velocity)
        if late:
            losses.append(float(right.style_objective(image, weights, target, settings)[0]))
    return image, losses


@wrong(
    "stylize",
    "nothing is clipped",
    hint="What keeps a pixel from becoming brighter than white?",
)
def never_clipped(*arguments, **named):
    return _loop(*arguments, **named, clip=lambda image: image)


@wrong(
    "stylize",
    "clipped to the range from 0 to 1",
    hint="Black is -0.5 here. What is white?",
)
def clipped_to_one(*arguments, **named):
    return _loop(*arguments, **named, clip=lambda image: np.clip(image, 0.0, 1.0))


@wrong(
    "stylize",
    "clipped at the end and not after each step",
    hint="From which image does the second step begin?",
)
def clipped_at_the_end(*arguments, **named):
    image, losses = _loop(*arguments, **named, clip=lambda image: image)
    return np.clip(image, -0.5, 0.5), losses


@wrong(
    "stylize",
    "the gradient is clipped and not the image",
    hint="Which of the arrays has a range from -0.5 to 0.5?",
)
def gradient_clipped(image, weights, target, settings, steps, learning_rate):
    velocity, losses = np.zeros(image.shape), []
    for _ in range(steps):
        loss, dimage = right.style_objective(image, weights, target, settings)
        losses.append(float(loss))
        velocity = 0.9 * velocity - learning_rate * np.clip(dimage, -0.5, 0.5)
        image = image + velocity
    return image, losses


@wrong(
    "stylize",
    "the losses are those after each step",
    hint="The first number is the loss of the image that was handed in.",
)
def losses_afterwards(*arguments, **named):
    return _loop(*arguments, **named, late=True)


@wrong("stylize", "there is no momentum", hint="What of the last step is in the next one?")
def without_momentum(*arguments, **named):
    return _loop(*arguments, **named, momentum=0.0)


@wrong(
    "stylize",
    "the gradient is damped by 1 - 0.9 as in a moving average",
    hint="v = 0.9 v - learning_rate * dimage: what else do you multiply by?",
)
def momentum_damped(*arguments, **named):
    return _loop(*arguments, **named, damped=True)


@wrong(
    "stylize",
    "the gradient is taken where the momentum leads (Nesterov)",
    hint="At which image is the gradient taken?",
)
def momentum_ahead(*arguments, **named):
    return _loop(*arguments, **named, ahead=True)


@wrong("stylize", "the steps go uphill", hint="Should the objective grow or fall?")
def steps_uphill(*arguments, **named):
    return _loop(*arguments, **named, uphill=True)


@wrong(
    "stylize",
    "the velocity is clipped where the pixels are",
    hint="A pixel at its end stays there. What does its velocity do meanwhile?",
)
def velocity_clipped(image, weights, target, settings, steps, learning_rate):
    velocity, losses = np.zeros(image.shape), []
    for _ in range(steps):
        loss, dimage = right.style_objective(image, weights, target, settings)
        losses.append(float(loss))
        velocity = 0.9 * velocity - learning_rate * dimage
        moved = np.clip(image + velocity, -0.5, 0.5)
        velocity, image = moved - image, moved
    return image, losses


@wrong(
    "stylize",
    "the target follows the image at every step",
    hint="The target is made once, before the first step. What changes it?",
)
def target_follows(image, weights, target, settings, steps, learning_rate):
    velocity, losses = np.zeros(image.shape), []
    for _ in range(steps):
        features, _ = right.features_forward(image, weights)
        now = {**target, "content": features[settings["content_layer"]]}
        loss, dimage = right.style_objective(image, weights, now, settings)
        losses.append(float(loss))
        velocity = 0.9 * velocity - learning_rate * dimage
        image = np.clip(image + velocity, -0.5, 0.5)
    return image, losses


@wrong("stylize", "one step too few", hint="How many numbers has losses, and how many steps?")
def one_step_less(image, weights, target, settings, steps, learning_rate):
    found, _ = right.stylize(image, weights, target, settings, steps - 1, learning_rate)
    return found, right.stylize(image, weights, target, settings, steps, learning_rate)[1]


# Bonus


@wrong(
    "match_colours",
    "every channel by itself: its mean and its deviation",
    hint="Red and blue hang together. Which numbers of the covariance do you use?",
)
def colours_apart(content, style):
    axes = {"axis": (0, 2, 3), "keepdims": True}
    standard = (content - content.mean(**axes)) / content.std(**axes)
    return standard * style.std(**axes) + style.mean(**axes)


@wrong(
    "match_colours",
    "by Cholesky's factors and not by symmetric roots",
    hint="Both give the covariance. What does the formula say of the roots?",
)
def colours_by_cholesky(content, style):
    pixels, wanted = content.reshape(3, -1), style.reshape(3, -1)
    own, other = (np.linalg.cholesky(np.cov(p, bias=True)) for p in (pixels, wanted))
    moved = other @ np.linalg.inv(own) @ (pixels - pixels.mean(axis=1, keepdims=True))
    return (moved + wanted.mean(axis=1, keepdims=True)).reshape(content.shape)


@wrong("match_colours", "the mean is not moved", hint="What is the mean of the result?")
def colours_without_mean(content, style):
    axes = {"axis": (2, 3), "keepdims": True}
    moved = right.match_colours(content, style) - style.mean(**axes)
    return moved + content.mean(**axes)


@wrong(
    "match_colours",
    "the covariance is taken for its root",
    hint="A covariance is a square. What belongs to a pixel is its root.",
)
def colours_without_root(content, style):
    pixels, wanted = content.reshape(3, -1), style.reshape(3, -1)
    matrix = np.cov(wanted, bias=True) @ np.linalg.inv(np.cov(pixels, bias=True))
    moved = matrix @ (pixels - pixels.mean(axis=1, keepdims=True))
    return (moved + wanted.mean(axis=1, keepdims=True)).reshape(content.shape)


@wrong(
    "masked_gram",
    "divided by all pixels and not by those of the mask",
    hint="A small part of an image should have as strong a style as a large one.",
)
def mask_divided_by_all(feature, mask):
    return right.gram_matrix(feature * mask) / mask.size


@wrong("masked_gram", "not divided", hint="How many pixels are summed up?")
def mask_undivided(feature, mask):
    return right.gram_matrix(feature * mask)


@wrong("masked_gram", "the mask is left out", hint="Which pixels should not count?")
def mask_ignored(feature, mask):
    return right.gram_matrix(feature) / mask.sum()


# What every function may get wrong

features_forward_changes_image = changes(right, "features_forward", 0, "image")
features_forward_without_cache = first_alone(right, "features_forward")
features_backward_changes_dfeatures = changes(right, "features_backward", 0, "dfeatures")
content_loss_changes_feature = changes(right, "content_loss", 0, "feature")
gram_matrix_changes_feature = changes(right, "gram_matrix", 0, "feature")
gram_matrix_single = single(right, "gram_matrix")
gram_backward_changes_dgram = changes(right, "gram_backward", 0, "dgram")
gram_backward_single = single(right, "gram_backward")
style_loss_changes_features = changes(right, "style_loss", 0, "features")
tv_loss_changes_image = changes(right, "tv_loss", 0, "image")
style_objective_changes_image = changes(right, "style_objective", 0, "image")
stylize_changes_image = changes(right, "stylize", 0, "image")
match_colours_changes_content = changes(right, "match_colours", 0, "content")
masked_gram_changes_feature = changes(right, "masked_gram", 0, "feature")
