OK_FORMAT = False
name = "test_batchnorm (hidden)"
bonus = True

from autograder.checks import assert_notices, case

FUNCTIONS = ("batchnorm_forward", "batchnorm_backward")
ENOUGH = 0.6
"""The share of a kind that has to be noticed: no test notices everything."""


@case(points=0.5)
def train_mode(test_batchnorm):
    """notices wrong outputs in train mode"""
    mistakes = [
        *("bn_train_without_eps", "bn_train_eps_outside", "bn_eps_hard_coded", "bn_unbiased"),
        *("bn_divides_by_variance", "bn_cancelling_variance", "bn_over_everything"),
        *("bn_over_features", "bn_beta_first", "bn_gamma_for_beta", "bn_unbiased_throughout"),
        *("bn_one_example", "bn_train_by_running", "bn_train_eps_floor"),
        *("batchnorm_forward_default_8", "batchnorm_forward_default_3"),
        *("batchnorm_forward_falsy_eps",),
    ]
    assert_notices(test_batchnorm, FUNCTIONS, mistakes, at_least=ENOUGH)


@case(points=0.5)
def averages(test_batchnorm):
    """notices wrong running statistics"""
    mistakes = [
        *("bn_momentum_swapped", "bn_not_stored", "bn_no_average", "bn_running_std"),
        *("bn_eps_in_running_var", "bn_running_unbiased", "bn_running_rows"),
        *("bn_falsy_momentum", "bn_fixed_momentum", "bn_default_momentum"),
        *("bn_begins_with_ones", "bn_first_as_is", "bn_running_of_out", "bn_corrected"),
        *("bn_without_defaults", "bn_shares_statistics"),
    ]
    assert_notices(test_batchnorm, FUNCTIONS, mistakes, at_least=ENOUGH)


@case(points=0.5)
def test_mode(test_batchnorm):
    """notices mistakes in test mode"""
    mistakes = [
        *("bn_test_by_batch", "bn_test_updates", "bn_test_without_eps", "bn_test_by_variance"),
        *("bn_test_without_gamma", "bn_test_needs_statistics", "bn_test_pops"),
        *("bn_test_roots_added", "bn_test_eps_floor", "bn_test_without_cache"),
    ]
    assert_notices(test_batchnorm, FUNCTIONS, mistakes, at_least=ENOUGH)


@case(points=0.5)
def contract(test_batchnorm):
    """notices what changes its arguments or its cache, and unknown modes that are taken"""
    mistakes = [
        *("bn_any_mode", "bn_mode_begins", "bn_else_trains", "bn_in_place"),
        *("batchnorm_forward_changes_gamma", "batchnorm_forward_changes_beta"),
        *("batchnorm_forward_without_cache", "batchnorm_forward_single"),
        *("batchnorm_backward_changes_dout", "batchnorm_backward_spoils_cache"),
        *("batchnorm_back_of_last_forward",),
    ]
    assert_notices(test_batchnorm, FUNCTIONS, mistakes, at_least=ENOUGH)


@case(points=0.5)
def dx(test_batchnorm):
    """notices a wrong dx"""
    mistakes = [
        *("bn_back_constants", "bn_back_without_mean", "bn_back_without_variance"),
        *("bn_back_without_gamma", "bn_back_without_eps", "bn_back_eps_hard_coded"),
        *("bn_back_cache_order", "bn_back_n_for_d", "bn_back_half_missing"),
        *("bn_back_variance_by_one_less", "bn_back_sums_undivided", "bn_back_variance_by_d"),
        *("bn_back_x_hat_twice", "bn_back_gamma_twice", "bn_back_divides_by_gamma"),
    ]
    assert_notices(test_batchnorm, FUNCTIONS, mistakes, at_least=ENOUGH)


@case(points=0.5)
def vectors(test_batchnorm):
    """notices a wrong dgamma or dbeta, by value, shape or order"""
    mistakes = [
        *("bn_back_dgamma_without_x_hat", "bn_back_by_mean", "bn_back_rows"),
        *("bn_back_dgamma_product", "batchnorm_backward_without_dbeta"),
        *("batchnorm_backward_dbeta_row", "batchnorm_backward_order"),
        *("batchnorm_backward_single", "batchnorm_backward_dict"),
        *("batchnorm_backward_dgamma_from_centered", "batchnorm_backward_dbeta_by_mean"),
        *("batchnorm_backward_squeezed",),
    ]
    assert_notices(test_batchnorm, FUNCTIONS, mistakes, at_least=ENOUGH)
