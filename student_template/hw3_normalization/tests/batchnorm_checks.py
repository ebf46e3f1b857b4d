OK_FORMAT = False
name = "test_batchnorm"
bonus = True
depends = ["batchnorm_forward", "batchnorm_backward"]

from autograder.checks import assert_accepts, assert_refuses, case


@case(points=0.5)
def own(test_batchnorm, batchnorm_forward, batchnorm_backward):
    """accepts your own batch normalization, and notices what is shifted in it"""

    def shifted(x, gamma, beta, bn_param):
        out, cache = batchnorm_forward(x, gamma, beta, bn_param)
        return out + 1, cache

    def doubled(dout, cache):
        dx, dgamma, dbeta = batchnorm_backward(dout, cache)
        return 2 * dx, dgamma, dbeta

    forward, backward = batchnorm_forward, batchnorm_backward
    assert_accepts(test_batchnorm, batchnorm_forward=forward, batchnorm_backward=backward)
    for wrong, functions in (
        ("an out to which 1 is added", (shifted, backward)),
        ("a dx that is doubled", (forward, doubled)),
    ):
        forward_with, backward_with = functions
        assert_refuses(
            test_batchnorm,
            wrong,
            batchnorm_forward=forward_with,
            batchnorm_backward=backward_with,
        )
