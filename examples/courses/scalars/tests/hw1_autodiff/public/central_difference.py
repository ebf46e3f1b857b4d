OK_FORMAT = False
name = "central_difference"

from autograder.checks import assert_close, case


@case(points=1)
def slope(central_difference):
    """divides the difference of two values by their distance"""
    found = central_difference(lambda x: x**3, 2.0, epsilon=0.5)
    assert_close(found, 12.25, "central_difference of x ** 3 at 2 with epsilon 0.5")
    found = central_difference(lambda x: x * x, 3.0)
    assert_close(found, 6.0, "central_difference of x * x at 3", rtol=1e-6)


@case(points=1)
def each_argument(central_difference):
    """moves the argument that it is asked for, and no other"""

    def f(x, y, z):
        return x * x * y - 4 * y * z

    for arg, expected in enumerate([12.0, -16.0, -12.0]):
        found = central_difference(f, 2.0, 3.0, 5.0, arg=arg)
        assert_close(found, expected, f"central_difference with arg={arg}", rtol=1e-6)


@case(points=1)
def calls(central_difference):
    """calls f twice"""
    seen = []

    def f(x, y):
        seen.append((x, y))
        return x * y

    central_difference(f, 2.0, 3.0, arg=1, epsilon=0.25)
    assert sorted(seen) == [(2.0, 2.75), (2.0, 3.25)], f"f was called with {seen}"
