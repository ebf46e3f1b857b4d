OK_FORMAT = False
name = "dropout_forward (hidden)"

import numpy as np

from autograder.checks import CheckFailure, assert_close, assert_unchanged, case, rng


@case(points=0.5)
def share(dropout_forward):
    """keeps the right share of the units and divides them by keep, for images too"""
    x = rng().uniform(0.5, 1.5, (8, 20, 10, 50))
    for keep in (0.3, 0.95):
        out, _ = dropout_forward(x, {"mode": "train", "keep": keep, "rng": rng("mask")})
        scaled = np.where(out == 0, x / keep, out)
        assert_close(scaled, x / keep, "dropout_forward: what is not 0 in out")
        error = abs(float(np.mean(out != 0)) - keep)
        if error > 6.2 * np.sqrt(keep * (1 - keep) / x.size):
            raise CheckFailure("dropout_forward: the share of the units that are kept is wrong.")


@case(points=0.25)
def each_by_itself(dropout_forward):
    """drops every unit of every example by itself, by the generator that it is given"""
    param = {"mode": "train", "keep": 0.5, "rng": rng("mask")}
    first, second = (dropout_forward(np.ones((40, 30)), param)[0] for _ in range(2))
    again, _ = dropout_forward(np.ones((40, 30)), {**param, "rng": rng("mask")})
    assert_close(again, first, "dropout_forward with an equal generator")
    alike = [np.mean(a == b) for a, b in ((first, second), (first[:-1], first[1:]))]
    alike.append(np.mean(first[:, :-1] == first[:, 1:]))
    if max(alike) > 0.7:  # half of them, by chance
        raise CheckFailure("dropout_forward: units are dropped together; draw for each by itself.")


@case(points=0.5)
def identities(dropout_forward):
    """changes nothing in test mode nor for keep = 1, and needs no generator there"""
    x = rng().standard_normal((4, 3, 2, 5))
    for mode, keep in (("test", 0.5), ("train", 1.0), ("test", 1.0)):
        out, _ = dropout_forward(x, {"mode": mode, "keep": keep, "rng": None})
        assert_close(out, x, "dropout_forward: out where nothing is to be dropped")


@case(points=0.25)
def inputs_kept(dropout_forward):
    """leaves x as it was"""
    x = rng().standard_normal((6, 7))
    before = x.copy()
    dropout_forward(x, {"mode": "train", "keep": 0.5, "rng": rng("mask")})
    assert_unchanged(x, before, "dropout_forward: x")
