OK_FORMAT = False
name = "prelu_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(prelu_forward, reference):
    """is right for rows and images with a slope a channel"""
    random = rng()
    for shape in ((4, 3), (2, 3, 4, 5)):
        x, alpha = random.standard_normal(shape), random.uniform(-0.5, 1.9, 3)
        expected = reference.prelu_forward(x, alpha)[0]
        assert_close(prelu_forward(x, alpha)[0], expected, "prelu_forward: out")
