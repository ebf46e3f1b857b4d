OK_FORMAT = False
name = "fuse_batchnorm_affine"

import numpy as np

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=1)
def values(fuse_batchnorm_affine):
    """one affine layer does what the layer and its batch normalization did"""
    w, b = np.array([[1.0, 2.0], [3.0, -4.0], [0.0, 5.0]]), np.array([1.0, -1.0])
    gamma, beta = np.array([2.0, 0.5]), np.array([0.25, -3.0])
    mean, var = np.array([1.5, 2.0]), np.array([4.0, 0.0004])
    found = fuse_batchnorm_affine(w, b, gamma, beta, mean, var)
    x = np.array([[1.0, 0.0, 2.0], [-1.0, 1.0, 0.5], [0.0, 0.0, 0.0], [2.0, 2.0, 2.0]])
    expected = gamma * (x @ w + b - mean) / np.sqrt(var + 1e-5) + beta
    assert_close(x @ found[0] + found[1], expected, "fuse_batchnorm_affine: x @ w + b", rtol=1e-10)


@case(points=0.5)
def by_hand(fuse_batchnorm_affine):
    """an eps of 0 is taken as it is, and a gamma of 0; w and b keep their shapes"""
    w, one = np.array([[2.0]]), np.array([1.0])
    found = fuse_batchnorm_affine(w, one, np.array([3.0]), one, one, np.array([9.0]), 0.0)
    assert_close(found[0], np.array([[2.0]]), "fuse_batchnorm_affine: w")
    assert_close(found[1], np.array([1.0]), "fuse_batchnorm_affine: b")
    var, mean, beta = np.array([4.0, 0.0025]), np.array([0.0, 2.0]), np.array([5.0, 3.0])
    w, b = fuse_batchnorm_affine(np.ones((3, 2)), np.ones(2), np.ones(2), beta, mean, var, 0.0)
    assert_close(w, np.full((3, 2), [0.5, 20.0]), "fuse_batchnorm_affine: w")
    assert_close(b, np.array([5.5, -17.0]), "fuse_batchnorm_affine: b")
    square, gamma = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.0, 1.0])
    w, b = fuse_batchnorm_affine(square, np.ones(2), gamma, beta, mean, var, 0.0)
    assert_close(w, np.array([[0.0, 40.0], [0.0, 80.0]]), "fuse_batchnorm_affine: a square w")
    assert_close(b, np.array([5.0, -17.0]), "fuse_batchnorm_affine: b for a gamma of 0")


@case(points=0.5)
def inputs_kept(fuse_batchnorm_affine):
    """leaves all that it is given as it was"""
    random = rng()
    arrays = [random.uniform(0.5, 2.0, s) for s in ((3, 4), *[(4,)] * 5)]
    before = [a.copy() for a in arrays]
    fuse_batchnorm_affine(*arrays)
    names = ("w", "b", "gamma", "beta", "running_mean", "running_var")
    for what, now, was in zip(names, arrays, before, strict=True):
        assert_unchanged(now, was, f"fuse_batchnorm_affine: {what}")
