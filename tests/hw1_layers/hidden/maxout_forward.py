OK_FORMAT = False
name = "maxout_forward (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def random_values(maxout_forward, reference):
    """is right for several units and pieces"""
    random = rng()
    for n, d, m, k in ((2, 6, 3, 4), (3, 1, 4, 2)):
        x, w = random.standard_normal((n, d)), random.standard_normal((d, m, k))
        b = random.standard_normal((m, k))
        expected = reference.maxout_forward(x, w, b)[0]
        assert_close(maxout_forward(x, w, b)[0], expected, "maxout_forward: out")
