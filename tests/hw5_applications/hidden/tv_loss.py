OK_FORMAT = False
name = "tv_loss (hidden)"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def values(tv_loss, reference):
    """loss and gradient are right for several images, high ones and wide ones"""
    random = rng()
    for shape in ((2, 3, 7, 4), (1, 3, 5, 9), (1, 2, 1, 6), (3, 1, 8, 2)):
        image = random.standard_normal(shape)  # equal axes: one row of pixels in one image
        loss, dimage = tv_loss(image)
        right, gradient = reference.tv_loss(image)
        assert_close(float(loss), float(right), "tv_loss: loss")
        assert_close(dimage, gradient, "tv_loss: dimage")


@case(points=0.25)
def of_a_flat_image(tv_loss):
    """is 0 for an image of one colour, and grows by the square of the contrast"""
    flat = np.full((1, 3, 4, 5), 0.3)
    loss, dimage = tv_loss(flat)
    assert_close(float(loss), 0.0, "tv_loss: loss of one colour")
    assert_close(dimage, np.zeros(flat.shape), "tv_loss: dimage of one colour")
    image = rng().standard_normal((1, 3, 4, 5))
    once, thrice = tv_loss(image)[0], tv_loss(3.0 * image)[0]
    assert_close(float(thrice), 9.0 * float(once), "tv_loss: loss of three times the image")


@case(points=0.25)
def image_kept(tv_loss):
    """leaves the image as it was"""
    image = rng().standard_normal((1, 3, 4, 5))
    before = image.copy()
    tv_loss(image)
    assert_unchanged(image, before, "tv_loss: image")
