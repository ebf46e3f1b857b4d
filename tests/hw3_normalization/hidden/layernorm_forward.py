OK_FORMAT = False
name = "layernorm_forward (hidden)"

from autograder.checks import assert_close, case, rng, uneven_rows


@case(points=0.5)
def random_values(layernorm_forward, reference):
    """is right for random rows, also as many as there are features, and for another eps"""
    random = rng()
    for n, d, param in ((4, 6, {}), (5, 5, {"eps": 1e-2})):
        x = uneven_rows(random, n, d)
        x[0] *= 0.001
        gamma, beta = random.standard_normal((2, d))
        expected, _ = reference.layernorm_forward(x, gamma, beta, dict(param))
        out, _ = layernorm_forward(x, gamma, beta, dict(param))
        assert_close(out, expected, "layernorm_forward: out")
