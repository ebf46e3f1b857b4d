OK_FORMAT = False
name = "init_normal"

import numpy as np

from autograder.checks import (
    CheckFailure,
    assert_close,
    assert_drawn,
    assert_normal_scale,
    assert_shape,
    case,
    rng,
)


@case(points=0.5)
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


@case(points=0.5)
def normal(init_normal):
    """is normal: a third of the values lies beyond one standard deviation, 1 in 400 beyond three"""
    w = np.abs(init_normal((250, 400), 1.0, rng("weights")))
    for limit, share in ((1.0, 0.3173), (2.0, 0.0455), (3.0, 0.0027)):
        error = np.sqrt(share * (1 - share) / w.size)
        what = f"init_normal: the share of values beyond {limit:g} standard deviations"
        assert_close(np.mean(w > limit), share, what, rtol=0.0, atol=6.5 * error + 5e-5)


@case(points=0.5)
def global_generator(init_normal, keeps_global_generator):
    """leaves NumPy's global generator alone"""
    random, fresh = rng("weights"), rng("weights")
    init_normal((2, 3), 1.0, random)
    if random.bit_generator.state == fresh.bit_generator.state:
        raise CheckFailure("init_normal does not draw from the generator that is passed in.")
    if not keeps_global_generator(init_normal, (2, 3), 1.0, rng("others")):
        raise CheckFailure("init_normal draws from NumPy's global generator, or seeds it.")
