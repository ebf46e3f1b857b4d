"""Small networks and images for style transfer; no two axes of an array are equal."""

import numpy as np


def small_net(random, shapes=((4, 3, 3, 3), (5, 4, 3, 3))):  # equal axes: a filter is 3 x 3
    """A list of filters, drawn as He et al. do."""
    return [random.standard_normal(s) * np.sqrt(2 / np.prod(s[1:])) for s in shapes]


def small_image(random, height=10, width=8):
    """A random image, in which no two pixels are equal."""
    return random.uniform(-0.5, 0.5, (1, 3, height, width))


def settings_of(layer=1, content=0.3, layers=(20.0, 50.0), variation=0.1):
    """Settings in which every part of the objective counts."""
    return {
        "content_layer": layer,
        "content_weight": content,
        "layer_weights": list(layers),
        "tv_weight": variation,
    }


def target_of(reference, content, style, weights, layer=1):
    """What an image is to become: the content's feature and the style's Gram matrices."""
    features, _ = reference.features_forward(style, weights)
    grams = [reference.gram_matrix(feature) for feature in features]
    return {"content": reference.features_forward(content, weights)[0][layer], "grams": grams}


def drawn_target(random, layer=1):
    """The same for an image of 10 x 8 pixels and ``small_net``, drawn and not computed."""
    shapes = (1, 4, 10, 8), (1, 5, 5, 4)
    grams = []
    for _, channels, *_ in shapes:
        rows = random.standard_normal((1, channels, 9))
        grams.append(rows @ rows.transpose(0, 2, 1))
    return {"content": random.uniform(0, 1, shapes[layer]), "grams": grams}
