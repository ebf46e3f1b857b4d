OK_FORMAT = False
name = "match_colours (hidden)"
bonus = True

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


def images(random):
    """A content and a style whose colours hang together, in different ways."""
    found = []
    for shape in ((1, 3, 6, 8), (1, 3, 7, 5)):
        mix = np.eye(3) + 0.4 * random.uniform(-1, 1, (3, 3))  # equal axes: three colours
        found.append(np.einsum("ij,njhw->nihw", mix, random.uniform(-0.4, 0.4, shape)))
    return found


@case(points=0.75)
def pixels(match_colours, reference):
    """every pixel is right, by the symmetric roots"""
    content, style = images(rng())
    right = reference.match_colours(content, style)
    assert_close(match_colours(content, style), right, "match_colours")


@case(points=0.25)
def of_itself(match_colours):
    """an image in its own colours stays as it is, and none is changed in place"""
    content, style = images(rng())
    assert_close(match_colours(content, content), content, "match_colours of an image with itself")
    before = content.copy(), style.copy()
    match_colours(content, style)
    assert_unchanged(content, before[0], "match_colours: content")
    assert_unchanged(style, before[1], "match_colours: style")
