OK_FORMAT = False
name = "standardize (hidden)"


from autograder.checks import assert_close, case, rng


@case(points=0.5)
def test_set(standardize, reference):
    """the test set is scaled by the training set's statistics, whatever else is in it"""
    random = rng()
    train = random.standard_normal((20, 4)) * [1, 5, 0.1, 2] + [0, 3, -2, 50]
    test = random.standard_normal((6, 4)) + 1
    _, mean, std = reference.standardize(train)
    expected, _, _ = reference.standardize(test, mean, std)
    Z, used_mean, used_std = standardize(test, mean, std)
    assert_close(Z, expected, "standardize: the test set")
    assert_close(used_mean, mean, "standardize: mean")
    assert_close(used_std, std, "standardize: std")
    assert_close(standardize(test[:2], mean, std)[0], expected[:2], "standardize: two test rows")
