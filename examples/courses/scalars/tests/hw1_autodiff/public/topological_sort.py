OK_FORMAT = False
name = "topological_sort"
depends = ["history"]

from autograder.checks import assert_close, case


def expect(found, scalars):
    assert len(found) == len(scalars), f"{len(found)} Scalars in the list, expected {len(scalars)}"
    places = [[i for i, x in enumerate(found) if x is scalar] for scalar in scalars]
    assert all(len(place) == 1 for place in places), "each Scalar should be in the list once"
    for scalar, (here,) in zip(scalars, places):
        if scalar.history is not None:
            later = all(any(x is y for y in found[here:]) for x in scalar.history.inputs)
            assert later, f"{scalar!r} should come before all that it was computed from"


@case(points=1)
def by_hand(Scalar, topological_sort):
    """sorts a * b + a"""
    a, b = Scalar(2.0), Scalar(5.0)
    product = a * b
    end = product + a
    found = topological_sort(end)
    assert found[0] is end, "the end should come first"
    expect(found, [a, b, product, end])


@case(points=1)
def late(Scalar, topological_sort):
    """puts a Scalar last that is used early and late"""
    a = Scalar(2.0)
    inner = a.exp()
    outer = inner.log()
    for end in (outer * a, a * outer):
        found = topological_sort(end)
        expect(found, [a, inner, outer, end])
        assert found[-1] is a, "a is what all others were computed from"


@case(points=0.5)
def alone(Scalar, topological_sort):
    """has a leaf alone in the list"""
    a = Scalar(2.0)
    expect(topological_sort(a), [a])


@case(points=1)
def doubled(Scalar, topological_sort):
    """does not walk every way through the history"""
    scalars = [Scalar(1.0)]
    for _ in range(30):
        scalars.append(scalars[-1] + scalars[-1])
    expect(topological_sort(scalars[-1]), scalars)
