OK_FORMAT = False
name = "rewind (hidden)"
bonus = True


from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.5)
def bit_for_bit(rewind):
    """the surviving weights equal the initial ones bit for bit"""
    random = rng()
    initial, trained = random.standard_normal((2, 5, 4))
    mask = random.random((5, 4)) < 0.6
    before = initial.copy()
    expected = initial * mask
    assert_close(rewind(initial, trained, mask), expected, "rewind", rtol=0, atol=0)
    assert_unchanged(initial, before, "rewind: initial")
