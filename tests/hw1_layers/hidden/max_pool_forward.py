OK_FORMAT = False
name = "max_pool_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(max_pool_forward, reference):
    """is right for windows and strides of several shapes, negative images too"""
    x = rng().standard_normal((8, 6, 3, 2)).T - 5
    for height, width, stride in ((2, 4, 2), (4, 2, 1), (3, 5, 3)):
        param = {"pool_height": height, "pool_width": width, "stride": stride}
        expected = reference.max_pool_forward(x, param)[0]
        assert_close(max_pool_forward(x, param)[0], expected, "max_pool_forward: out")
