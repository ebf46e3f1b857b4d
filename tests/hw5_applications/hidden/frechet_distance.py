OK_FORMAT = False
name = "frechet_distance (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


def sets(random):
    """Two sets of images that spread in other directions, and lie elsewhere."""
    mixed = random.standard_normal((6, 6)) + random.standard_normal(
        6
    )  # equal axes: it mixes pixels
    return random.standard_normal((25, 6)) @ mixed.T + 0.5, random.standard_normal((40, 6)) @ mixed


@case(points=0.5)
def values(frechet_distance, reference):
    """is right for sets whose covariances have other directions"""
    a, b = sets(rng())
    for components in (2, 4, 6):
        right = reference.frechet_distance(a, b, components)
        assert_close(frechet_distance(a, b, components), right, "frechet_distance", rtol=1e-5)


@case(points=0.25)
def one_component(frechet_distance, reference):
    """is right for a single component"""
    a, b = sets(rng())
    right = reference.frechet_distance(a, b, 1)
    assert_close(frechet_distance(a, b, 1), right, "frechet_distance", rtol=1e-5)


@case(points=0.25)
def arguments_kept(frechet_distance, reference):
    """is not the same with the sets exchanged, and leaves both as they were"""
    a, b = sets(rng())
    before = a.copy(), b.copy()
    right = reference.frechet_distance(b, a, 3)
    assert_close(frechet_distance(b, a, 3), right, "frechet_distance", rtol=1e-5)
    frechet_distance(a, b, 3)
    assert_unchanged(a, before[0], "frechet_distance: a")
    assert_unchanged(b, before[1], "frechet_distance: b")
