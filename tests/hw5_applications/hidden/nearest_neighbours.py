OK_FORMAT = False
name = "nearest_neighbours (hidden)"

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(nearest_neighbours, reference):
    """is right for many samples, more of them than images, too"""
    random = rng()
    for count, others in ((12, 30), (30, 12)):
        samples, images = random.random((count, 9)), random.random((others, 9))
        found, right = (
            f(samples, images) for f in (nearest_neighbours, reference.nearest_neighbours)
        )
        for what, own, expected in zip(("index", "distance"), found, right, strict=True):
            assert_close(own, expected, f"nearest_neighbours: {what}")


@case(points=0.25)
def copies(nearest_neighbours):
    """a copy has the distance 0, the first of equal images is named, and both sets are kept"""
    random = rng()
    images = random.random((7, 5))
    images[5] = images[2]
    samples = images[[4, 5, 2]]
    before = samples.copy(), images.copy()
    index, distance = nearest_neighbours(samples, images)
    assert_close(index, [4, 2, 2], "nearest_neighbours: index of copies")
    assert_close(distance, [0.0, 0.0, 0.0], "nearest_neighbours: distance of copies", atol=1e-12)
    assert_unchanged(samples, before[0], "nearest_neighbours: samples")
    assert_unchanged(images, before[1], "nearest_neighbours: images")
