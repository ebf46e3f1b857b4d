OK_FORMAT = False
name = "init_normal (hidden)"


from autograder.checks import assert_normal_scale, assert_shape, case, rng


@case(points=1)
def conv(init_normal):
    """is right for a convolution's weights and another standard deviation"""
    w = init_normal((64, 32, 7, 8), 0.3, rng("weights"))
    assert_shape(w, (64, 32, 7, 8), "init_normal")
    assert_normal_scale(w, 0.3, "init_normal")
