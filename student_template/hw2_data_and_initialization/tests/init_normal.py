OK_FORMAT = False
name = "init_normal"

from autograder.checks import (
    assert_close,
    assert_drawn,
    assert_normal_scale,
    assert_shape,
    case,
    rng,
)


@case(points=1)
def scale(init_normal):
    """has mean 0 and the standard deviation that is asked for"""
    w = init_normal((250, 400), 0.01, rng("weights"))
    assert_shape(w, (250, 400), "init_normal")
    assert_normal_scale(w, 0.01, "init_normal")


@case(points=0.5)
def drawn_from_rng(init_normal):
    """draws from the generator it is given, and only from it"""
    random = rng("weights")
    first, second = (init_normal((250, 400), 0.01, random) for _ in range(2))
    assert_drawn(first, second, "init_normal")
    again = init_normal((250, 400), 0.01, rng("weights"))
    assert_close(again, first, "init_normal with an equal generator")
