OK_FORMAT = False
name = "init_lsuv (hidden)"
bonus = True

from autograder.checks import assert_close, case, rng


@case(points=0.5)
def values(init_lsuv, reference):
    """four layers of ReLU, each seen after those below it were scaled"""
    random = rng()
    x = 2 + random.standard_normal((40, 7))
    weights = [
        scale * random.standard_normal(shape)
        for scale, shape in ((0.1, (7, 9)), (5, (9, 8)), (0.02, (8, 4)), (1, (4, 3)))
    ]
    found, expected = init_lsuv(weights, x, "relu"), reference.init_lsuv(weights, x, "relu")
    assert_close(len(found), 4, "init_lsuv: the number of layers")
    for layer, (w, right) in enumerate(zip(found, expected, strict=True), 1):
        assert_close(w, right, f"init_lsuv: layer {layer}")
