OK_FORMAT = False
name = "difference"

from autograder.checks import assert_close, case


@case(points=2)
def of_functions(central_difference, EPSILON):
    """differentiates by any argument"""
    seen = []

    def f(x, y):
        seen.append((x, y))
        return x * x * y

    assert_close(central_difference(f, 2.0, 3.0), 12.0, "df/dx", rtol=1e-6)
    assert_close(central_difference(f, 2.0, 3.0, which=1), 4.0, "df/dy", rtol=1e-6)
    assert sorted({x for x, y in seen}) == [2.0 - EPSILON, 2.0, 2.0 + EPSILON]
    assert EPSILON == 1e-6
