OK_FORMAT = False
name = "init_data_dependent (hidden)"
bonus = True

from autograder.checks import assert_close, case, rng


@case(points=1)
def values(init_data_dependent, reference):
    """three layers of ReLU; a unit without variance keeps its scale"""
    random = rng()
    x = 1 + random.standard_normal((30, 5))
    weights = [random.standard_normal(s) for s in ((5, 7), (7, 6), (6, 2))]
    x[:, 0] = 2.0
    weights[0][:, 2] = (1.5, 0, 0, 0, 0)  # it sees the constant input alone
    found = list(init_data_dependent(weights, x, "relu"))
    assert_close(len(found), 3, "init_data_dependent: the number of layers")
    expected = reference.init_data_dependent(weights, x, "relu")
    for layer, ((w, b), (right_w, right_b)) in enumerate(zip(found, expected, strict=True), 1):
        assert_close(w, right_w, f"init_data_dependent: w of layer {layer}")
        assert_close(b, right_b, f"init_data_dependent: b of layer {layer}", atol=1e-9)
