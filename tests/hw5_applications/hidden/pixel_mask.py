OK_FORMAT = False
name = "pixel_mask (hidden)"
bonus = True

from autograder.checks import assert_close, assert_raises, case


@case(points=0.25)
def sizes(pixel_mask, reference):
    """is right for filters of 1, 5 and 7, and refuses any other kind"""
    for size in (1, 5, 7):
        for kind in ("A", "B"):
            right = reference.pixel_mask(size, kind)
            assert_close(pixel_mask(size, kind), right, "pixel_mask")
    assert_raises(ValueError, pixel_mask, 3, "C")
