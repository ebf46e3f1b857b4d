OK_FORMAT = False
name = "shift_images (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def all_directions(shift_images, reference):
    """is right in all directions, also beyond the border, and leaves the images as they were"""
    images = rng().standard_normal((2, 3, 4, 5))
    before = images.copy()
    for down, right in ((0, 0), (2, 1), (-1, 3), (1, -2), (-3, -1), (4, 0), (0, -7), (-6, 9)):
        found = shift_images(images, down, right, 0.25)
        assert_close(found, reference.shift_images(before, down, right, 0.25), "shift_images")
    assert_unchanged(images, before, "shift_images: images")
