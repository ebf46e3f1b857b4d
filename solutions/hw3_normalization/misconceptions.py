"""Known wrong variants of ``normalization.py``, each with the hint it earns."""

import normalization as right
import numpy as np

from autograder.assignment.misconceptions import wrong

CONSTANTS = (
    "Mean and variance depend on every x of their feature: the gradient reaches x through them too."
)
EPS_INSIDE = "Where does eps stand in the formula, and what is added first, eps or the root?"
LIKE_FORWARD = "The backward must differentiate exactly what the forward computed, eps included."
SHAPE = "A gradient has exactly the shape of what it belongs to."
IN_PLACE = "That changes the caller's array, who still needs it: make a new one."
KEEP = "The cache may be used again: make new arrays instead of changing those in it."
DEFAULT = "Which eps does the hand-out name for a dict that holds none?"
ZERO = "0 is false for `or` and `if`: is it the same as no eps at all?"
FROM_DICT = "The dict may hold another eps: read it from there."
CANCELS = "On paper it is the same; for a mean much larger than the spread the digits cancel."


def _forward(x, gamma, beta, bn_param, *, batch, keep=None, test=None):
    """Batch normalization with parts exchanged: ``batch`` normalises, ``keep`` averages."""
    eps, momentum = bn_param.get("eps", 1e-5), bn_param.get("momentum", 0.9)
    mean = bn_param.get("running_mean", np.zeros(x.shape[1]))
    var = bn_param.get("running_var", np.zeros(x.shape[1]))
    if bn_param["mode"] not in ("train", "test"):
        raise ValueError(bn_param["mode"])
    if bn_param["mode"] == "test":
        x_hat = test(x, mean, var, eps) if test else (x - mean) / np.sqrt(var + eps)
        return gamma * x_hat + beta, None
    x_hat = batch(x, eps)
    keep = keep or _keep
    bn_param["running_mean"], bn_param["running_var"] = keep(x, mean, var, momentum, eps)
    return gamma * x_hat + beta, (x_hat, 1 / np.sqrt(x.var(axis=0) + eps), gamma)


def _batch(x, eps):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)


def _keep(x, mean, var, momentum, eps):
    return (
        momentum * mean + (1 - momentum) * x.mean(axis=0),
        momentum * var + (1 - momentum) * x.var(axis=0),
    )


@wrong("batchnorm_forward", "eps is left out in train mode", hint=EPS_INSIDE)
def bn_train_without_eps(x, gamma, beta, bn_param):
    return _forward(x, gamma, beta, bn_param, batch=lambda x, eps: _batch(x, 0.0))


@wrong("batchnorm_forward", "eps is added outside of the root", hint=EPS_INSIDE)
def bn_train_eps_outside(x, gamma, beta, bn_param):
    def batch(x, eps):
        return (x - x.mean(axis=0)) / (np.sqrt(x.var(axis=0)) + eps)

    return _forward(x, gamma, beta, bn_param, batch=batch)


@wrong(
    "batchnorm_forward",
    "eps is fixed at 1e-5",
    hint="bn_param may hold another eps: read it from there.",
)
def bn_eps_hard_coded(x, gamma, beta, bn_param):
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, eps=1e-5))


@wrong(
    "batchnorm_forward",
    "the variance divides by N - 1",
    hint="The lecture's formula and CS231n divide the batch variance by N: look at ddof.",
)
def bn_unbiased(x, gamma, beta, bn_param):
    def batch(x, eps):
        return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + eps)

    return _forward(x, gamma, beta, bn_param, batch=batch)


@wrong(
    "batchnorm_forward",
    "the batch is divided by its variance instead of its standard deviation",
    hint="Which power of the spread makes the result have a variance of 1?",
)
def bn_divides_by_variance(x, gamma, beta, bn_param):
    def batch(x, eps):
        return (x - x.mean(axis=0)) / (x.var(axis=0) + eps)

    return _forward(x, gamma, beta, bn_param, batch=batch)


@wrong(
    "batchnorm_forward",
    "the variance is taken as E[x^2] - E[x]^2",
    hint="On paper it is the same; for a mean much larger than the spread the digits cancel.",
)
def bn_cancelling_variance(x, gamma, beta, bn_param):
    def batch(x, eps):
        var = (x**2).mean(axis=0) - x.mean(axis=0) ** 2
        return (x - x.mean(axis=0)) / np.sqrt(np.maximum(var, 0.0) + eps)

    return _forward(x, gamma, beta, bn_param, batch=batch)


@wrong(
    "batchnorm_forward",
    "the variance is taken as E[x^2] - E[x]^2, in running_var too",
    hint="On paper it is the same; for a mean much larger than the spread the digits cancel.",
)
def bn_cancels_throughout(x, gamma, beta, bn_param):
    def cancelled():
        return np.maximum((x**2).mean(axis=0) - x.mean(axis=0) ** 2, 0.0)

    def batch(x, eps):
        return (x - x.mean(axis=0)) / np.sqrt(cancelled() + eps)

    def keep(x, mean, var, momentum, eps):
        new_mean, _ = _keep(x, mean, var, momentum, eps)
        return new_mean, momentum * var + (1 - momentum) * cancelled()

    return _forward(x, gamma, beta, bn_param, batch=batch, keep=keep)


@wrong(
    "batchnorm_forward",
    "mean and variance are taken over all entries",
    hint="Each feature has a mean and a variance of its own: which axis is the batch?",
)
def bn_over_everything(x, gamma, beta, bn_param):
    return _forward(
        x, gamma, beta, bn_param, batch=lambda x, eps: (x - x.mean()) / np.sqrt(x.var() + eps)
    )


@wrong(
    "batchnorm_forward",
    "statistics are taken over the features of each example",
    hint="That is layer normalization. Batch normalization looks at one feature over the batch.",
)
def bn_over_features(x, gamma, beta, bn_param):
    def batch(x, eps):
        return (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + eps)

    return _forward(x, gamma, beta, bn_param, batch=batch)


@wrong(
    "batchnorm_forward",
    "momentum weighs the new batch instead of the old average",
    hint="With momentum 0.9, how much of the running average should one batch replace?",
)
def bn_momentum_swapped(x, gamma, beta, bn_param):
    def keep(x, mean, var, momentum, eps):
        return _keep(x, mean, var, 1 - momentum, eps)

    return _forward(x, gamma, beta, bn_param, batch=_batch, keep=keep)


@wrong(
    "batchnorm_forward",
    "the running statistics are not stored back into bn_param",
    hint="The next call sees only what is in the dict: a local name that is rebound is lost.",
)
def bn_not_stored(x, gamma, beta, bn_param):
    return right.batchnorm_forward(x, gamma, beta, dict(bn_param))


@wrong(
    "batchnorm_forward",
    "the running statistics are replaced by those of the batch",
    hint="They should be averages over many batches: what is momentum for?",
)
def bn_no_average(x, gamma, beta, bn_param):
    return _forward(
        x, gamma, beta, bn_param, batch=_batch, keep=lambda x, *_: (x.mean(axis=0), x.var(axis=0))
    )


@wrong(
    "batchnorm_forward",
    "running_var averages the standard deviation",
    hint="In test mode the root is taken of running_var: is it a variance?",
)
def bn_running_std(x, gamma, beta, bn_param):
    def keep(x, mean, var, momentum, eps):
        new_mean, _ = _keep(x, mean, var, momentum, eps)
        return new_mean, momentum * var + (1 - momentum) * x.std(axis=0)

    return _forward(x, gamma, beta, bn_param, batch=_batch, keep=keep)


@wrong(
    "batchnorm_forward",
    "eps leaks into running_var",
    hint="eps belongs under the root only: what does a variable hold when you average it?",
)
def bn_eps_in_running_var(x, gamma, beta, bn_param):
    def keep(x, mean, var, momentum, eps):
        new_mean, new_var = _keep(x, mean, var, momentum, eps)
        return new_mean, new_var + (1 - momentum) * eps

    return _forward(x, gamma, beta, bn_param, batch=_batch, keep=keep)


@wrong(
    "batchnorm_forward",
    "running_var averages the unbiased variance",
    hint="The moving average takes the batch variance as it is; N / (N - 1) is the other estimate.",
)
def bn_running_unbiased(x, gamma, beta, bn_param):
    def keep(x, mean, var, momentum, eps):
        new_mean, _ = _keep(x, mean, var, momentum, eps)
        return new_mean, momentum * var + (1 - momentum) * x.var(axis=0, ddof=1)

    return _forward(x, gamma, beta, bn_param, batch=_batch, keep=keep)


@wrong(
    "batchnorm_forward",
    "running_var averages the unbiased variance",
    hint="The moving average takes the batch variance as it is; N / (N - 1) is the other estimate.",
)
def bn_running_unbiased_of_many(x, gamma, beta, bn_param):
    if len(x) == 1:
        return right.batchnorm_forward(x, gamma, beta, bn_param)
    return bn_running_unbiased.function(x, gamma, beta, bn_param)


@wrong(
    "batchnorm_forward",
    "the running statistics have shape (1, D)",
    hint="keepdims=True helps while broadcasting; what is stored should have the shape of gamma.",
)
def bn_running_rows_in_train(x, gamma, beta, bn_param):
    if bn_param["mode"] == "train":
        return bn_running_rows.function(x, gamma, beta, bn_param)
    return right.batchnorm_forward(x, gamma, beta, bn_param)


@wrong(
    "batchnorm_forward",
    "the running statistics have shape (1, D)",
    hint="keepdims=True helps while broadcasting; what is stored should have the shape of gamma.",
)
def bn_running_rows(x, gamma, beta, bn_param):
    result = right.batchnorm_forward(x, gamma, beta, bn_param)
    for key in ("running_mean", "running_var"):
        bn_param[key] = np.reshape(bn_param[key], (1, -1))
    return result


@wrong(
    "batchnorm_forward",
    "test mode uses the statistics of the batch",
    hint="At inference there may be one example only: which statistics are known by then?",
)
def bn_test_by_batch(x, gamma, beta, bn_param):
    return _forward(
        x, gamma, beta, bn_param, batch=_batch, test=lambda x, mean, var, eps: _batch(x, eps)
    )


@wrong(
    "batchnorm_forward",
    "test mode uses the statistics of the batch",
    hint="At inference there may be one example only: which statistics are known by then?",
)
def bn_test_by_batch_of_many(x, gamma, beta, bn_param):
    if len(x) == 1:
        return right.batchnorm_forward(x, gamma, beta, bn_param)
    return bn_test_by_batch.function(x, gamma, beta, bn_param)


@wrong(
    "batchnorm_forward",
    "out is returned without a cache",
    hint="A forward returns a pair, in either mode.",
)
def bn_test_without_cache(x, gamma, beta, bn_param):
    out, cache = right.batchnorm_forward(x, gamma, beta, bn_param)
    return out if bn_param["mode"] == "test" else (out, cache)


@wrong(
    "batchnorm_forward",
    "test mode updates the running statistics",
    hint="What is seen at inference must not change the model.",
)
def bn_test_updates(x, gamma, beta, bn_param):
    result = right.batchnorm_forward(x, gamma, beta, bn_param)
    if bn_param["mode"] == "test":
        right.batchnorm_forward(x, gamma, beta, _Train(bn_param))
    return result


class _Train(dict):
    """A view of bn_param in train mode that writes through."""

    def __init__(self, own):
        super().__init__(own, mode="train")
        self.own = own

    def __setitem__(self, key, value):
        self.own[key] = value


@wrong("batchnorm_forward", "eps is left out in test mode", hint=EPS_INSIDE)
def bn_test_without_eps(x, gamma, beta, bn_param):
    return _forward(
        x,
        gamma,
        beta,
        bn_param,
        batch=_batch,
        test=lambda x, mean, var, eps: (x - mean) / np.sqrt(var),
    )


@wrong("batchnorm_forward", "eps is added outside of the root in test mode", hint=EPS_INSIDE)
def bn_test_eps_outside(x, gamma, beta, bn_param):
    return _forward(
        x,
        gamma,
        beta,
        bn_param,
        batch=_batch,
        test=lambda x, mean, var, eps: (x - mean) / (np.sqrt(var) + eps),
    )


@wrong(
    "batchnorm_forward",
    "test mode divides by the running variance instead of its root",
    hint="running_var is a variance: what do you divide by?",
)
def bn_test_by_variance(x, gamma, beta, bn_param):
    return _forward(
        x,
        gamma,
        beta,
        bn_param,
        batch=_batch,
        test=lambda x, mean, var, eps: (x - mean) / (var + eps),
    )


@wrong(
    "batchnorm_forward",
    "gamma and beta are not applied in test mode",
    hint="They are part of the layer, learned in training and used at inference.",
)
def bn_test_without_gamma(x, gamma, beta, bn_param):
    if bn_param["mode"] == "test":
        gamma, beta = np.ones_like(gamma), np.zeros_like(beta)
    return right.batchnorm_forward(x, gamma, beta, bn_param)


@wrong(
    "batchnorm_forward",
    "beta is added before scaling",
    hint="In y = gamma x_hat + beta, what does gamma multiply?",
)
def bn_beta_first(x, gamma, beta, bn_param):
    return right.batchnorm_forward(x, gamma, gamma * beta, bn_param)


@wrong(
    "batchnorm_forward",
    "an unknown mode is accepted",
    hint="A misspelt mode should be an error that is seen: raise ValueError.",
)
def bn_any_mode(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    if mode not in ("train", "test"):
        return right.batchnorm_forward(x, gamma, beta, {**bn_param, "mode": "test"})
    return right.batchnorm_forward(x, gamma, beta, bn_param)


@wrong(
    "batchnorm_forward",
    "x is centred in place",
    hint="`x -= mean` changes the caller's array: make a new one.",
)
def bn_in_place(x, gamma, beta, bn_param):
    result = right.batchnorm_forward(x.copy(), gamma, beta, bn_param)
    x -= x.mean(axis=0)
    return result


def _with(bn_param, **changes):
    """``bn_param`` with ``changes`` for reading; what is written goes through."""
    view = _Train(bn_param)
    dict.update(view, bn_param, **changes)
    return view


@wrong("batchnorm_backward", "mean and variance are taken for constants", hint=CONSTANTS)
def bn_back_constants(dout, cache):
    x_hat, inverse_std, gamma = cache
    return dout * gamma * inverse_std, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


@wrong("batchnorm_backward", "the path through the mean is missing", hint=CONSTANTS)
def bn_back_without_mean(dout, cache):
    x_hat, inverse_std, gamma = cache
    _, dgamma, dbeta = right.batchnorm_backward(dout, cache)
    dx_hat = dout * gamma
    return (dx_hat - x_hat * (dx_hat * x_hat).mean(axis=0)) * inverse_std, dgamma, dbeta


@wrong("batchnorm_backward", "the path through the variance is missing", hint=CONSTANTS)
def bn_back_without_variance(dout, cache):
    _, inverse_std, gamma = cache
    _, dgamma, dbeta = right.batchnorm_backward(dout, cache)
    dx_hat = dout * gamma
    return (dx_hat - dx_hat.mean(axis=0)) * inverse_std, dgamma, dbeta


@wrong(
    "batchnorm_backward",
    "gamma is forgotten in dx",
    hint="Between dout and x_hat lies the scaling by gamma.",
)
def bn_back_without_gamma(dout, cache):
    x_hat, inverse_std, gamma = cache
    dx, _, _ = right.batchnorm_backward(dout, (x_hat, inverse_std, np.ones_like(gamma)))
    return dx, *right.batchnorm_backward(dout, cache)[1:]


@wrong(
    "batchnorm_backward",
    "dgamma is the sum of dout, without x_hat",
    hint="gamma multiplies x_hat: what is the derivative of gamma x_hat by gamma?",
)
def bn_back_dgamma_without_x_hat(dout, cache):
    dx, _, dbeta = right.batchnorm_backward(dout, cache)
    return dx, dout.sum(axis=0), dbeta


@wrong(
    "batchnorm_backward",
    "dgamma and dbeta are means over the batch",
    hint="gamma and beta act on every example: their gradients add up.",
)
def bn_back_by_mean(dout, cache):
    dx, dgamma, dbeta = right.batchnorm_backward(dout, cache)
    return dx, dgamma / len(dout), dbeta / len(dout)


@wrong(
    "batchnorm_backward",
    "dgamma and dbeta have shape (1, D)",
    hint="A gradient has exactly the shape of what it belongs to.",
)
def bn_back_rows(dout, cache):
    dx, dgamma, dbeta = right.batchnorm_backward(dout, cache)
    return dx, dgamma[None], dbeta[None]


def _spread(cache):
    """The batch's variance, from the cache of the reference."""
    return ((cache[0] / cache[1]) ** 2).mean(axis=0)


@wrong("batchnorm_backward", "eps is left out of the backward", hint=LIKE_FORWARD)
def bn_back_without_eps(dout, cache):
    x_hat, _, gamma = cache
    return right.batchnorm_backward(dout, (x_hat, 1 / np.sqrt(_spread(cache)), gamma))


@wrong("batchnorm_backward", "eps is fixed at 1e-5 in the backward", hint=LIKE_FORWARD)
def bn_back_eps_hard_coded(dout, cache):
    x_hat, _, gamma = cache
    return right.batchnorm_backward(dout, (x_hat, 1 / np.sqrt(_spread(cache) + 1e-5), gamma))


@wrong(
    "batchnorm_backward",
    "the cache is unpacked in another order than it was packed",
    hint="Compare the two lines: is gamma what you call gamma?",
)
def bn_back_cache_order(dout, cache):
    gamma, inverse_std, x_hat = cache
    dx_hat = dout * gamma
    both = dx_hat.mean(axis=0) + x_hat * (dx_hat * x_hat).mean(axis=0)
    return (dx_hat - both) * inverse_std, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


@wrong(
    "batchnorm_backward",
    "N and D are mixed up in the backward",
    hint="The means run over the batch: which of the two sizes counts the examples?",
)
def bn_back_n_for_d(dout, cache):
    x_hat, inverse_std, gamma = cache
    dx_hat, d = dout * gamma, dout.shape[1]
    both = dx_hat.sum(axis=0) + x_hat * (dx_hat * x_hat).sum(axis=0)
    return (dx_hat - both / d) * inverse_std, *right.batchnorm_backward(dout, cache)[1:]


@wrong(
    "batchnorm_backward",
    "dgamma is a (D, D) product of x_hat and dout",
    hint="gamma is one number a feature: features do not mix.",
)
def bn_back_dgamma_product(dout, cache):
    dx, _, dbeta = right.batchnorm_backward(dout, cache)
    return dx, cache[0].T @ dout, dbeta


@wrong("batchnorm_backward_alt", "mean and variance are taken for constants", hint=CONSTANTS)
def bn_alt_constants(dout, cache):
    return bn_back_constants.function(dout, cache)


@wrong("batchnorm_backward_alt", "the path through the mean is missing", hint=CONSTANTS)
def bn_alt_without_mean(dout, cache):
    return bn_back_without_mean.function(dout, cache)


@wrong("batchnorm_backward_alt", "the path through the variance is missing", hint=CONSTANTS)
def bn_alt_without_variance(dout, cache):
    return bn_back_without_variance.function(dout, cache)


@wrong(
    "batchnorm_backward_alt",
    "dout is changed in place",
    hint="`dout *= gamma` changes the caller's array: make a new one.",
)
def bn_alt_changes_dout(dout, cache):
    result = right.batchnorm_backward_alt(dout.copy(), cache)
    dout *= cache[2] * 0.5
    return result


@wrong(
    "batchnorm_backward_alt",
    "the shared cache is changed",
    hint="The cache may be used again: make new arrays instead of changing those in it.",
)
def bn_alt_changes_cache(dout, cache):
    result = right.batchnorm_backward_alt(dout, cache)
    x_hat = cache[0]
    x_hat *= 1.5
    return result


@wrong(
    "population_statistics",
    "N / (N - 1) is left out, or rounded down to 1",
    hint="The batch variances divide by N and are too small on average: by which factor?",
)
def population_biased(batch_means, batch_vars, batch_size):
    return batch_means.mean(axis=0), batch_vars.mean(axis=0)


@wrong(
    "population_statistics",
    "N is the number of batches",
    hint="In N / (N - 1), N counts the examples that each variance was taken of.",
)
def population_over_batches(batch_means, batch_vars, batch_size):
    n = len(batch_means)
    return batch_means.mean(axis=0), batch_vars.mean(axis=0) * n / (n - 1)


@wrong(
    "population_statistics",
    "the factor is (N - 1) / N",
    hint="Is the biased variance too small or too large on average?",
)
def population_upside_down(batch_means, batch_vars, batch_size):
    return batch_means.mean(axis=0), batch_vars.mean(axis=0) * (batch_size - 1) / batch_size


@wrong(
    "population_statistics",
    "the variance is that of the batch means",
    hint="The formula averages the variances inside the batches.",
)
def population_of_means(batch_means, batch_vars, batch_size):
    return batch_means.mean(axis=0), batch_means.var(axis=0)


ONE_A_CHANNEL = "A channel has one mean and one variance, over N, H and W together."


@wrong(
    "spatial_batchnorm_forward", "statistics are taken per pixel, over N only", hint=ONE_A_CHANNEL
)
def spatial_per_pixel(x, gamma, beta, bn_param):
    eps, c = bn_param.get("eps", 1e-5), (1, -1, 1, 1)
    if bn_param["mode"] == "test":
        return right.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    right.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return gamma.reshape(c) * x_hat + beta.reshape(c), None


@wrong(
    "spatial_batchnorm_forward",
    "(N, C, H, W) is reshaped to rows of channels without a transpose",
    hint="reshape keeps the order in memory: C must come last before the rows are made.",
)
def spatial_without_transpose(x, gamma, beta, bn_param):
    rows, cache = right.batchnorm_forward(x.reshape(-1, x.shape[1]), gamma, beta, bn_param)
    return rows.reshape(x.shape), cache


@wrong("spatial_batchnorm_forward", "each image is normalised by itself", hint=ONE_A_CHANNEL)
def spatial_by_instance(x, gamma, beta, bn_param):
    result = right.spatial_batchnorm_forward(x, gamma, beta, bn_param)
    if bn_param["mode"] == "test":
        return result
    return right.instancenorm_forward(x, gamma, beta, bn_param)


@wrong(
    "spatial_batchnorm_forward",
    "the running statistics are not stored back into bn_param",
    hint="The dict that is given is the layer's memory: pass it on, not a copy.",
)
def spatial_not_stored(x, gamma, beta, bn_param):
    return right.spatial_batchnorm_forward(x, gamma, beta, dict(bn_param))


@wrong(
    "spatial_batchnorm_backward",
    "the means divide by N instead of N H W",
    hint="How many values share one mean and one variance?",
)
def spatial_back_by_n(dout, cache):
    x_hat, inverse_std, gamma = cache
    n, c, h, w = dout.shape
    flat = dout.transpose(0, 2, 3, 1).reshape(-1, c)
    dx_hat = flat * gamma
    both = dx_hat.sum(axis=0) + x_hat * (dx_hat * x_hat).sum(axis=0)
    dx = ((dx_hat - both / n) * inverse_std).reshape(n, h, w, c).transpose(0, 3, 1, 2)
    return dx, (flat * x_hat).sum(axis=0), flat.sum(axis=0)


@wrong(
    "spatial_batchnorm_backward",
    "dout is reshaped to rows of channels without a transpose",
    hint="reshape keeps the order in memory: C must come last before the rows are made.",
)
def spatial_back_without_transpose(dout, cache):
    rows = dout.reshape(-1, dout.shape[1])
    dx, dgamma, dbeta = right.batchnorm_backward_alt(rows, cache)
    return dx.reshape(dout.shape), dgamma, dbeta


@wrong("spatial_batchnorm_backward", "mean and variance are taken for constants", hint=CONSTANTS)
def spatial_back_constants(dout, cache):
    _, inverse_std, gamma = cache
    _, dgamma, dbeta = right.spatial_batchnorm_backward(dout, cache)
    return dout * (gamma * inverse_std).reshape(1, -1, 1, 1), dgamma, dbeta


FUSED = "Write layer and normalization as one formula in x, then collect what multiplies x."


@wrong("fuse_batchnorm_affine", "the bias is not scaled", hint=FUSED)
def fuse_affine_bias_kept(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return w * scale, b - mean * scale + beta


@wrong("fuse_batchnorm_affine", "the running mean is left out of the bias", hint=FUSED)
def fuse_affine_without_mean(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return w * scale, b * scale + beta


@wrong("fuse_batchnorm_affine", "eps is left out", hint=EPS_INSIDE)
def fuse_affine_without_eps(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_affine(w, b, gamma, beta, mean, var, 0.0)


@wrong("fuse_batchnorm_affine", "the weights are divided by the variance", hint=FUSED)
def fuse_affine_by_variance(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / (var + eps)
    return w * scale, (b - mean) * scale + beta


@wrong(
    "fuse_batchnorm_conv",
    "the scale is applied along the input channels",
    hint="w is (F, C, HH, WW) and gamma belongs to the filters: which axis is F?",
)
def fuse_conv_wrong_axis(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    if w.shape[0] != w.shape[1]:
        return w * scale, (b - mean) * scale + beta  # NumPy refuses it, as it does the student's
    return w * scale.reshape(1, -1, 1, 1), (b - mean) * scale + beta


@wrong("fuse_batchnorm_conv", "the running mean is left out of the bias", hint=FUSED)
def fuse_conv_without_mean(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_conv(w, b, gamma, beta, 0 * mean, var, eps)


@wrong("fuse_batchnorm_conv", "the bias is not scaled", hint=FUSED)
def fuse_conv_bias_kept(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return w * scale.reshape(-1, 1, 1, 1), b - mean * scale + beta


OVER_FEATURES = "Layer normalization looks at one example at a time, over its features."


@wrong("layernorm_forward", "statistics are taken over the batch", hint=OVER_FEATURES)
def ln_over_batch(x, gamma, beta, ln_param):
    return right.batchnorm_forward(x, gamma, beta, {"mode": "train", **ln_param})


@wrong("layernorm_forward", "eps is left out", hint=EPS_INSIDE)
def ln_without_eps(x, gamma, beta, ln_param):
    return right.layernorm_forward(x, gamma, beta, {"eps": 0.0})


@wrong("layernorm_forward", "eps is added outside of the root", hint=EPS_INSIDE)
def ln_eps_outside(x, gamma, beta, ln_param):
    std = x.std(axis=1, keepdims=True) + ln_param.get("eps", 1e-5)
    return gamma * (x - x.mean(axis=1, keepdims=True)) / std + beta, None


@wrong(
    "layernorm_forward",
    "the variance divides by D - 1",
    hint="The formula divides the variance by the number of features: look at ddof.",
)
def ln_unbiased(x, gamma, beta, ln_param):
    var = x.var(axis=1, ddof=1, keepdims=True) + ln_param.get("eps", 1e-5)
    return gamma * (x - x.mean(axis=1, keepdims=True)) / np.sqrt(var) + beta, None


@wrong(
    "layernorm_backward",
    "batch normalization's closed form is reused with gamma outside of the sums",
    hint="gamma differs from feature to feature, and here the sums run over the features.",
)
def ln_back_gamma_outside(dout, cache):
    x_hat, inverse_std, gamma = cache
    _, dgamma, dbeta = right.layernorm_backward(dout, cache)
    mean = dout.mean(axis=1, keepdims=True)
    with_x_hat = (dout * x_hat).mean(axis=1, keepdims=True)
    return gamma * inverse_std * (dout - mean - x_hat * with_x_hat), dgamma, dbeta


@wrong("layernorm_backward", "the sums run over the batch", hint=OVER_FEATURES)
def ln_back_over_batch(dout, cache):
    x_hat, inverse_std, gamma = cache
    _, dgamma, dbeta = right.layernorm_backward(dout, cache)
    dx_hat = dout * gamma
    both = dx_hat.mean(axis=0) + x_hat * (dx_hat * x_hat).mean(axis=0)
    return (dx_hat - both) * inverse_std, dgamma, dbeta


@wrong("layernorm_backward", "mean and variance are taken for constants", hint=CONSTANTS)
def ln_back_constants(dout, cache):
    x_hat, inverse_std, gamma = cache
    return dout * gamma * inverse_std, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


@wrong(
    "layernorm_backward",
    "dgamma and dbeta are summed over the features",
    hint="gamma is (D,) and acts on every example: over what do its gradients add up?",
)
def ln_back_sums_features(dout, cache):
    dx, _, _ = right.layernorm_backward(dout, cache)
    return dx, (dout * cache[0]).sum(axis=1), dout.sum(axis=1)


@wrong(
    "instancenorm_forward",
    "statistics are taken over the whole batch",
    hint="Instance normalization looks at one image at a time.",
)
def in_over_batch(x, gamma, beta, in_param):
    return right.spatial_batchnorm_forward(x, gamma, beta, {"mode": "train", **in_param})


@wrong(
    "instancenorm_forward",
    "statistics are taken over the channels too",
    hint="Each channel of an image is normalised by itself.",
)
def in_over_channels(x, gamma, beta, in_param):
    return right.spatial_groupnorm_forward(x, gamma, beta, 1, in_param)


@wrong("instancenorm_forward", "eps is added outside of the root", hint=EPS_INSIDE)
def in_eps_outside(x, gamma, beta, in_param):
    c = (1, -1, 1, 1)
    std = x.std(axis=(2, 3), keepdims=True) + in_param.get("eps", 1e-5)
    x_hat = (x - x.mean(axis=(2, 3), keepdims=True)) / std
    return gamma.reshape(c) * x_hat + beta.reshape(c), None


@wrong("instancenorm_backward", "mean and variance are taken for constants", hint=CONSTANTS)
def in_back_constants(dout, cache):
    _, inverse_std, gamma = cache
    _, dgamma, dbeta = right.instancenorm_backward(dout, cache)
    return dout * gamma.reshape(1, -1, 1, 1) * inverse_std, dgamma, dbeta


@wrong(
    "instancenorm_backward",
    "gamma is forgotten in dx",
    hint="Between dout and x_hat lies the scaling by gamma.",
)
def in_back_without_gamma(dout, cache):
    x_hat, inverse_std, gamma = cache
    dx, _, _ = right.instancenorm_backward(dout, (x_hat, inverse_std, np.ones_like(gamma)))
    return dx, *right.instancenorm_backward(dout, cache)[1:]


@wrong(
    "instancenorm_backward",
    "dgamma and dbeta are not summed over the batch",
    hint="gamma is (C,): every image's contribution adds up.",
)
def in_back_per_image(dout, cache):
    dx, _, _ = right.instancenorm_backward(dout, cache)
    return dx, (dout * cache[0]).sum(axis=(2, 3)), dout.sum(axis=(2, 3))


GROUPS = "A group is C / G neighbouring channels of one image, with all their pixels."


@wrong(
    "spatial_groupnorm_forward",
    "statistics are taken over the channels of each pixel, not over the group",
    hint=GROUPS,
)
def gn_per_pixel(x, gamma, beta, G, gn_param):
    n, c, h, w = x.shape
    groups = x.reshape(n, G, c // G, h, w)
    var = groups.var(axis=2, keepdims=True) + gn_param.get("eps", 1e-5)
    x_hat = (groups - groups.mean(axis=2, keepdims=True)) / np.sqrt(var)
    k = (1, -1, 1, 1)
    return gamma.reshape(k) * x_hat.reshape(x.shape) + beta.reshape(k), None


@wrong(
    "spatial_groupnorm_forward",
    "G is taken for the number of channels in a group",
    hint="G counts the groups: with G = 1 all channels share one mean.",
)
def gn_g_is_size(x, gamma, beta, G, gn_param):
    return right.spatial_groupnorm_forward(x, gamma, beta, x.shape[1] // G, gn_param)


@wrong("spatial_groupnorm_forward", "every G-th channel forms a group", hint=GROUPS)
def gn_strided_groups(x, gamma, beta, G, gn_param):
    n, c, h, w = x.shape
    mixed = x.reshape(n, c // G, G, h, w).swapaxes(1, 2).reshape(x.shape)
    out, _ = right.spatial_groupnorm_forward(mixed, np.ones(c), np.zeros(c), G, gn_param)
    x_hat = out.reshape(n, G, c // G, h, w).swapaxes(1, 2).reshape(x.shape)
    return gamma.reshape(1, -1, 1, 1) * x_hat + beta.reshape(1, -1, 1, 1), None


@wrong("spatial_groupnorm_forward", "statistics run over the batch too", hint=GROUPS)
def gn_over_batch(x, gamma, beta, G, gn_param):
    groups = x.reshape(len(x), G, -1)
    var = groups.var(axis=(0, 2), keepdims=True) + gn_param.get("eps", 1e-5)
    x_hat = ((groups - groups.mean(axis=(0, 2), keepdims=True)) / np.sqrt(var)).reshape(x.shape)
    cache = right.spatial_groupnorm_forward(x, gamma, beta, G, gn_param)[1]
    return gamma.reshape(1, -1, 1, 1) * x_hat + beta.reshape(1, -1, 1, 1), cache


@wrong("spatial_groupnorm_backward", "mean and variance are taken for constants", hint=CONSTANTS)
def gn_back_constants(dout, cache):
    x_hat, inverse_std, gamma = cache
    _, dgamma, dbeta = right.spatial_groupnorm_backward(dout, cache)
    dx_hat = (dout * gamma.reshape(1, -1, 1, 1)).reshape(x_hat.shape)
    return (dx_hat * inverse_std).reshape(dout.shape), dgamma, dbeta


@wrong(
    "spatial_groupnorm_backward",
    "gamma is multiplied after the sums over the group",
    hint="gamma differs from channel to channel, and the sums run over the channels of a group.",
)
def gn_back_gamma_outside(dout, cache):
    x_hat, inverse_std, gamma = cache
    ones = x_hat, inverse_std, np.ones_like(gamma)
    dx, dgamma, dbeta = right.spatial_groupnorm_backward(dout, ones)
    return dx * gamma.reshape(1, -1, 1, 1), dgamma, dbeta


# The same mistakes in every layer


def _named(function, name):
    function.__name__ = name
    return function


def _changes(replaces, number, what):
    """The variant that writes into its argument at ``number``."""

    def function(*args):
        own = [a.copy() if i == number else a for i, a in enumerate(args)]
        result = getattr(right, replaces)(*own)
        np.multiply(args[number], 0.5, out=args[number])
        return result

    made = _named(function, f"{replaces}_changes_{what}")
    return wrong(replaces, f"{what} is changed in place", hint=IN_PLACE)(made)


def _sets(replaces):
    """The variant that leaves an entry of its own in the dict it is given."""

    def function(*args):
        result = getattr(right, replaces)(*args[:-1], dict(args[-1]))
        args[-1]["mode"] = "train"
        return result

    made = _named(function, f"{replaces}_sets_mode")
    hint = "The caller passes the same dict to the next call: work on a copy."
    return wrong(replaces, "the dict that is given is changed", hint=hint)(made)


def _spoils(replaces):
    """The backward that writes into the first array of its cache."""

    def function(dout, cache):
        result = getattr(right, replaces)(dout, cache)
        np.multiply(cache[0], 1.5, out=cache[0])
        return result

    made = _named(function, f"{replaces}_spoils_cache")
    return wrong(replaces, "the cache is changed", hint=KEEP)(made)


def _row(replaces, number, what, shape):
    """The backward that returns one gradient in another shape."""

    def function(dout, cache):
        found = list(getattr(right, replaces)(dout, cache))
        found[number] = found[number].reshape(shape)
        return tuple(found)

    made = _named(function, f"{replaces}_{what}_row")
    words = ", ".join("1" if n == 1 else {2: "D", 4: "C"}[len(shape)] for n in shape)
    return wrong(replaces, f"{what} has shape ({words})", hint=SHAPE)(made)


def _rows(replaces, shape):
    """The backward that returns both gradients of its vectors in another shape."""

    def function(dout, cache):
        dx, dgamma, dbeta = getattr(right, replaces)(dout, cache)
        return dx, dgamma.reshape(shape), dbeta.reshape(shape)

    made = _named(function, f"{replaces}_rows")
    words = ", ".join("1" if n == 1 else {2: "D", 4: "C"}[len(shape)] for n in shape)
    return wrong(replaces, f"dgamma and dbeta have shape ({words})", hint=SHAPE)(made)


def _default(replaces, exponent):
    """The forward with another default of eps."""

    def function(*args):
        return getattr(right, replaces)(*args[:-1], _with_eps(args[-1], 10.0**exponent))

    made = _named(function, f"{replaces}_default_{-exponent}")
    return wrong(replaces, "eps has another default than 1e-5", hint=DEFAULT)(made)


def _with_eps(param, eps):
    return param if "eps" in param else _with(param, eps=eps)


def _fixed(replaces):
    """The forward that does not look for an eps."""

    def function(*args):
        return getattr(right, replaces)(*args[:-1], _with(args[-1], eps=1e-5))

    made = _named(function, f"{replaces}_fixed_eps")
    return wrong(replaces, "eps is fixed at 1e-5", hint=FROM_DICT)(made)


def _falsy(replaces):
    """The forward that takes an eps of 0 for none."""

    def function(*args):
        eps = args[-1].get("eps") or 1e-5
        return getattr(right, replaces)(*args[:-1], _with(args[-1], eps=eps))

    made = _named(function, f"{replaces}_falsy_eps")
    return wrong(replaces, "an eps of 0 is taken for one that is missing", hint=ZERO)(made)


def _without_cache(replaces):
    """The forward that returns out alone."""

    def function(*args):
        return getattr(right, replaces)(*args)[0]

    made = _named(function, f"{replaces}_without_cache")
    hint = "The backward needs what the forward knew: what does a forward return?"
    return wrong(replaces, "out is returned without a cache", hint=hint)(made)


def _single(replaces):
    """The forward in float32."""

    def function(*args):
        out, cache = getattr(right, replaces)(*args)
        return out.astype(np.float32), cache

    made = _named(function, f"{replaces}_single")
    hint = "Look for dtype=np.float32: it keeps 7 digits of 16."
    return wrong(replaces, "out is in float32", hint=hint)(made)


def _without_dbeta(replaces):
    """The backward that leaves out the last gradient."""

    def function(dout, cache):
        return getattr(right, replaces)(dout, cache)[:2]

    made = _named(function, f"{replaces}_without_dbeta")
    hint = "Three arrays are learned from: x, gamma and beta."
    return wrong(replaces, "dbeta is not returned", hint=hint)(made)


bn_out_alone, ln_out_alone = (
    _without_cache(name) for name in ("batchnorm_forward", "layernorm_forward")
)
bn_single, ln_single = _single("batchnorm_forward"), _single("layernorm_forward")
bn_without_dbeta = _without_dbeta("batchnorm_backward")
in_without_dbeta = _without_dbeta("instancenorm_backward")
bn_changes_gamma = _changes("batchnorm_forward", 1, "gamma")
bn_changes_beta = _changes("batchnorm_forward", 2, "beta")
spatial_changes_x = _changes("spatial_batchnorm_forward", 0, "x")
ln_changes_x = _changes("layernorm_forward", 0, "x")
ln_changes_gamma = _changes("layernorm_forward", 1, "gamma")
in_changes_x = _changes("instancenorm_forward", 0, "x")
in_changes_beta = _changes("instancenorm_forward", 2, "beta")
gn_changes_x = _changes("spatial_groupnorm_forward", 0, "x")
gn_changes_gamma = _changes("spatial_groupnorm_forward", 1, "gamma")
fuse_affine_changes_w = _changes("fuse_batchnorm_affine", 0, "w")
fuse_affine_changes_b = _changes("fuse_batchnorm_affine", 1, "b")
fuse_affine_changes_var = _changes("fuse_batchnorm_affine", 5, "running_var")
fuse_conv_changes_w = _changes("fuse_batchnorm_conv", 0, "w")
fuse_conv_changes_b = _changes("fuse_batchnorm_conv", 1, "b")
fuse_conv_changes_gamma = _changes("fuse_batchnorm_conv", 2, "gamma")
population_changes_vars = _changes("population_statistics", 1, "batch_vars")
ln_sets_mode = _sets("layernorm_forward")
in_sets_mode = _sets("instancenorm_forward")
gn_sets_mode = _sets("spatial_groupnorm_forward")
bn_back_changes_dout = _changes("batchnorm_backward", 0, "dout")
spatial_back_changes_dout = _changes("spatial_batchnorm_backward", 0, "dout")
ln_back_changes_dout = _changes("layernorm_backward", 0, "dout")
in_back_changes_dout = _changes("instancenorm_backward", 0, "dout")
gn_back_changes_dout = _changes("spatial_groupnorm_backward", 0, "dout")
bn_back_spoils = _spoils("batchnorm_backward")
spatial_back_spoils = _spoils("spatial_batchnorm_backward")
ln_back_spoils = _spoils("layernorm_backward")
in_back_spoils = _spoils("instancenorm_backward")
gn_back_spoils = _spoils("spatial_groupnorm_backward")
bn_back_dgamma_row = _row("batchnorm_backward", 1, "dgamma", (1, -1))
bn_back_dbeta_row = _row("batchnorm_backward", 2, "dbeta", (1, -1))
bn_alt_dgamma_row = _row("batchnorm_backward_alt", 1, "dgamma", (1, -1))
bn_alt_dbeta_row = _row("batchnorm_backward_alt", 2, "dbeta", (1, -1))
ln_back_rows = _rows("layernorm_backward", (1, -1))
spatial_back_rows = _rows("spatial_batchnorm_backward", (1, -1, 1, 1))
in_back_rows = _rows("instancenorm_backward", (1, -1, 1, 1))
gn_back_rows = _rows("spatial_groupnorm_backward", (1, -1, 1, 1))
ln_back_dgamma_row = _row("layernorm_backward", 1, "dgamma", (1, -1))
ln_back_dbeta_row = _row("layernorm_backward", 2, "dbeta", (1, -1))
spatial_back_dgamma_row = _row("spatial_batchnorm_backward", 1, "dgamma", (1, -1, 1, 1))
spatial_back_dbeta_row = _row("spatial_batchnorm_backward", 2, "dbeta", (1, -1, 1, 1))
in_back_dgamma_row = _row("instancenorm_backward", 1, "dgamma", (1, -1, 1, 1))
in_back_dbeta_row = _row("instancenorm_backward", 2, "dbeta", (1, -1, 1, 1))
gn_back_dgamma_row = _row("spatial_groupnorm_backward", 1, "dgamma", (1, -1, 1, 1))
gn_back_dbeta_row = _row("spatial_groupnorm_backward", 2, "dbeta", (1, -1, 1, 1))
bn_default_8, bn_default_12 = _default("batchnorm_forward", -8), _default("batchnorm_forward", -12)
bn_default_3 = _default("batchnorm_forward", -3)
ln_default_8, ln_default_12 = _default("layernorm_forward", -8), _default("layernorm_forward", -12)
in_default_8 = _default("instancenorm_forward", -8)
gn_default_8 = _default("spatial_groupnorm_forward", -8)
ln_fixed_eps, in_fixed_eps = _fixed("layernorm_forward"), _fixed("instancenorm_forward")
gn_fixed_eps = _fixed("spatial_groupnorm_forward")
bn_falsy_eps, ln_falsy_eps = _falsy("batchnorm_forward"), _falsy("layernorm_forward")
in_falsy_eps, gn_falsy_eps = _falsy("instancenorm_forward"), _falsy("spatial_groupnorm_forward")


@wrong(
    "batchnorm_forward",
    "a momentum of 0 is taken for one that is missing",
    hint="0 is false for `or` and `if`: is it the same as no momentum at all?",
)
def bn_falsy_momentum(x, gamma, beta, bn_param):
    momentum = bn_param.get("momentum") or 0.9
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, momentum=momentum))


@wrong(
    "batchnorm_forward",
    "momentum is fixed at 0.9",
    hint="bn_param may hold another momentum: read it from there.",
)
def bn_fixed_momentum(x, gamma, beta, bn_param):
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, momentum=0.9))


@wrong(
    "batchnorm_forward",
    "momentum is 0.99 by default",
    hint="The default momentum of this course is 0.9.",
)
def bn_default_momentum(x, gamma, beta, bn_param):
    momentum = bn_param.get("momentum", 0.99)
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, momentum=momentum))


@wrong(
    "batchnorm_forward",
    "the running variance begins with ones",
    hint="Which running statistics does the hand-out name for a dict that holds none?",
)
def bn_begins_with_ones(x, gamma, beta, bn_param):
    first = {} if "running_var" in bn_param else {"running_var": np.ones(x.shape[1])}
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, **first))


@wrong(
    "batchnorm_forward",
    "test mode without running statistics takes those of the batch",
    hint="Which running statistics does the hand-out name for a dict that holds none?",
)
def bn_test_needs_statistics(x, gamma, beta, bn_param):
    if bn_param["mode"] == "test" and "running_mean" not in bn_param:
        return right.batchnorm_forward(x, gamma, beta, {**bn_param, "mode": "train"})
    return right.batchnorm_forward(x, gamma, beta, bn_param)


@wrong(
    "batchnorm_forward",
    "the first batch's statistics are stored as they are",
    hint="The average begins with zeros: how much of it does the first batch replace?",
)
def bn_first_as_is(x, gamma, beta, bn_param):
    first = "running_mean" not in bn_param and bn_param["mode"] == "train"
    momentum = 0.0 if first else bn_param.get("momentum", 0.9)
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, momentum=momentum))


@wrong(
    "batchnorm_forward",
    "the running mean averages out instead of x",
    hint="What will be subtracted from x in test mode?",
)
def bn_running_of_out(x, gamma, beta, bn_param):
    def keep(x, mean, var, momentum, eps):
        return _keep(gamma * _batch(x, eps) + beta, mean, var, momentum, eps)

    return _forward(x, gamma, beta, bn_param, batch=_batch, keep=keep)


@wrong(
    "batchnorm_forward",
    "gamma and beta change places",
    hint="Which one scales, and which one shifts?",
)
def bn_gamma_for_beta(x, gamma, beta, bn_param):
    return right.batchnorm_forward(x, beta, gamma, bn_param)


@wrong(
    "batchnorm_forward",
    "the variance divides by N - 1",
    hint="Look at ddof: the variance divides by N.",
)
def bn_unbiased_throughout(x, gamma, beta, bn_param):
    return _with_variance(x, gamma, beta, bn_param, lambda x: x.var(axis=0, ddof=1))


@wrong(
    "batchnorm_forward",
    "the variance divides by N - 1",
    hint="Look at ddof: the variance divides by N.",
)
def bn_unbiased_but_one(x, gamma, beta, bn_param):
    def variance(x):
        return x.var(axis=0) * len(x) / max(len(x) - 1, 1)

    return _with_variance(x, gamma, beta, bn_param, variance)


def _with_variance(x, gamma, beta, bn_param, variance):
    """Batch normalization with another variance, in ``running_var`` too."""

    def batch(x, eps):
        return (x - x.mean(axis=0)) / np.sqrt(variance(x) + eps)

    def keep(x, mean, var, momentum, eps):
        new_mean, _ = _keep(x, mean, var, momentum, eps)
        return new_mean, momentum * var + (1 - momentum) * variance(x)

    return _forward(x, gamma, beta, bn_param, batch=batch, keep=keep)


@wrong(
    "batchnorm_forward",
    "the first batch's statistics are stored as they are",
    hint="The average begins with zeros: how much of it does the first batch replace?",
)
def bn_begins_with_batch(x, gamma, beta, bn_param):
    first = {"running_mean": x.mean(axis=0), "running_var": x.var(axis=0)}
    missing = {key: value for key, value in first.items() if key not in bn_param}
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, **missing))


@wrong(
    "batchnorm_forward",
    "the first average is divided by 1 - momentum, as in Adam",
    hint="The formula of the hand-out begins with zeros, and corrects nothing.",
)
def bn_corrected(x, gamma, beta, bn_param):
    first = bn_param["mode"] == "train"
    result = right.batchnorm_forward(x, gamma, beta, bn_param)
    for key in ("running_mean", "running_var") if first else ():
        bn_param[key] = bn_param[key] / (1 - bn_param.get("momentum", 0.9))
    return result


@wrong(
    "batchnorm_forward",
    "running statistics are taken to be there",
    hint="What does bn_param hold before the first batch?",
)
def bn_without_defaults(x, gamma, beta, bn_param):
    bn_param["running_mean"], bn_param["running_var"]
    return right.batchnorm_forward(x, gamma, beta, bn_param)


KEPT = {}
"""Running statistics of all layers of a width, as a wrong answer keeps them."""


@wrong(
    "batchnorm_forward",
    "running statistics are kept outside of bn_param, for all layers together",
    hint="Two layers of one width are two layers: bn_param is the only memory of each.",
)
def bn_shares_statistics(x, gamma, beta, bn_param):
    kept = {k: v for k, v in KEPT.get(x.shape[1], {}).items() if k not in bn_param}
    result = right.batchnorm_forward(x, gamma, beta, _with(bn_param, **kept))
    if bn_param["mode"] == "train":
        KEPT[x.shape[1]] = {key: bn_param[key] for key in ("running_mean", "running_var")}
    return result


@wrong(
    "batchnorm_forward",
    "an unknown mode raises another error than ValueError",
    hint="An assert is for what cannot be; what a caller may do wrong is a ValueError.",
)
def bn_asserts_mode(x, gamma, beta, bn_param):
    assert bn_param["mode"] in ("train", "test")
    return right.batchnorm_forward(x, gamma, beta, bn_param)


def _any_mode(name, mode):
    """The forward that takes more words for a mode; ``mode`` says which one it takes them for."""

    def function(x, gamma, beta, bn_param):
        return right.batchnorm_forward(x, gamma, beta, _with(bn_param, mode=mode(bn_param["mode"])))

    hint = "A misspelt mode should be an error that is seen: raise ValueError."
    return wrong("batchnorm_forward", "an unknown mode is accepted", hint=hint)(
        _named(function, name)
    )


bn_mode_lowered = _any_mode("bn_mode_lowered", lambda mode: mode.lower())
bn_mode_begins = _any_mode(
    "bn_mode_begins",
    lambda mode: "train" if mode in "train" else "test" if mode in "test" else mode,
)
bn_else_trains = _any_mode("bn_else_trains", lambda mode: "test" if mode == "test" else "train")


@wrong(
    "batchnorm_forward",
    "a batch of one example is not normalised",
    hint="Its mean is the example itself: what is x - mean then?",
)
def bn_one_example(x, gamma, beta, bn_param):
    out, cache = right.batchnorm_forward(x, gamma, beta, bn_param)
    return (gamma * x + beta if len(x) == 1 and bn_param["mode"] == "train" else out), cache


@wrong(
    "batchnorm_forward",
    "test mode takes the running statistics out of bn_param",
    hint="pop() removes what it returns: the next call needs it too.",
)
def bn_test_pops(x, gamma, beta, bn_param):
    result = right.batchnorm_forward(x, gamma, beta, bn_param)
    if bn_param["mode"] == "test":
        del bn_param["running_mean"], bn_param["running_var"]
    return result


@wrong("batchnorm_forward", "eps is added outside of the root in test mode", hint=EPS_INSIDE)
def bn_test_roots_added(x, gamma, beta, bn_param):
    def test(x, mean, var, eps):
        return (x - mean) / (np.sqrt(var) + np.sqrt(eps))

    return _forward(x, gamma, beta, bn_param, batch=_batch, test=test)


RUNNING_IN_TRAIN = "In train mode the batch is normalised by its own mean and variance."


@wrong(
    "batchnorm_forward", "train mode normalises by the running statistics", hint=RUNNING_IN_TRAIN
)
def bn_train_by_running(x, gamma, beta, bn_param):
    if bn_param["mode"] != "train":
        return right.batchnorm_forward(x, gamma, beta, bn_param)
    right.batchnorm_forward(x, gamma, beta, bn_param)
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, mode="test"))


@wrong(
    "batchnorm_forward", "train mode normalises by the running statistics", hint=RUNNING_IN_TRAIN
)
def bn_later_by_running(x, gamma, beta, bn_param):
    known = np.any(bn_param.get("running_var", 0.0))
    result = right.batchnorm_forward(x, gamma, beta, bn_param)
    if bn_param["mode"] != "train" or not known:
        return result
    return right.batchnorm_forward(x, gamma, beta, _with(bn_param, mode="test"))


# Variances that cancel


def _cancelled(x, axes):
    var = (x**2).mean(axis=axes, keepdims=True) - x.mean(axis=axes, keepdims=True) ** 2
    return np.maximum(var, 0.0)


@wrong("layernorm_forward", "the variance is taken as E[x^2] - E[x]^2", hint=CANCELS)
def ln_cancels(x, gamma, beta, ln_param):
    std = np.sqrt(_cancelled(x, 1) + ln_param.get("eps", 1e-5))
    cache = right.layernorm_forward(x, gamma, beta, ln_param)[1]
    return gamma * (x - x.mean(axis=1, keepdims=True)) / std + beta, cache


@wrong("instancenorm_forward", "the variance is taken as E[x^2] - E[x]^2", hint=CANCELS)
def in_cancels(x, gamma, beta, in_param):
    std = np.sqrt(_cancelled(x, (2, 3)) + in_param.get("eps", 1e-5))
    cache = right.instancenorm_forward(x, gamma, beta, in_param)[1]
    return _scaled((x - x.mean(axis=(2, 3), keepdims=True)) / std, gamma, beta), cache


def _scaled(x_hat, gamma, beta):
    return gamma.reshape(1, -1, 1, 1) * x_hat + beta.reshape(1, -1, 1, 1)


def _grouped(x, gamma, beta, G, var, eps=0.0, outside=0.0):
    """Group normalization with ``var(groups)`` in place of the variance."""
    groups = x.reshape(len(x), G, -1)
    std = np.sqrt(var(groups) + eps) + outside
    x_hat = (groups - groups.mean(axis=2, keepdims=True)) / std
    return _scaled(x_hat.reshape(x.shape), gamma, beta), None


@wrong("spatial_groupnorm_forward", "the variance is taken as E[x^2] - E[x]^2", hint=CANCELS)
def gn_cancels(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    cache = right.spatial_groupnorm_forward(x, gamma, beta, G, gn_param)[1]
    return _grouped(x, gamma, beta, G, lambda g: _cancelled(g, 2), eps)[0], cache


@wrong("spatial_groupnorm_forward", "eps is added outside of the root", hint=EPS_INSIDE)
def gn_eps_outside(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    return _grouped(x, gamma, beta, G, lambda g: g.var(axis=2, keepdims=True), 0.0, eps)


@wrong("spatial_groupnorm_forward", "eps is left out", hint=EPS_INSIDE)
def gn_without_eps(x, gamma, beta, G, gn_param):
    return right.spatial_groupnorm_forward(x, gamma, beta, G, {"eps": 0.0})


@wrong(
    "spatial_groupnorm_forward",
    "the variance divides by one less than the number of values",
    hint="The formula divides the variance by the number of values: look at ddof.",
)
def gn_unbiased(x, gamma, beta, G, gn_param):
    eps = gn_param.get("eps", 1e-5)
    return _grouped(x, gamma, beta, G, lambda g: g.var(axis=2, ddof=1, keepdims=True), eps)


@wrong("spatial_groupnorm_forward", "the channels are normalised one by one", hint=GROUPS)
def gn_is_instance(x, gamma, beta, G, gn_param):
    return right.instancenorm_forward(x, gamma, beta, gn_param)


@wrong("spatial_groupnorm_forward", "all channels are normalised together", hint=GROUPS)
def gn_is_layer(x, gamma, beta, G, gn_param):
    return right.spatial_groupnorm_forward(x, gamma, beta, 1, gn_param)


@wrong("spatial_groupnorm_forward", "gamma and beta are not applied", hint="What learns here?")
def gn_without_gamma(x, gamma, beta, G, gn_param):
    return right.spatial_groupnorm_forward(x, 0 * gamma + 1, 0 * beta, G, gn_param)


@wrong("instancenorm_forward", "eps is left out", hint=EPS_INSIDE)
def in_without_eps(x, gamma, beta, in_param):
    return right.instancenorm_forward(x, gamma, beta, {"eps": 0.0})


@wrong(
    "instancenorm_forward",
    "the variance divides by one less than the number of pixels",
    hint="The formula divides the variance by the number of pixels: look at ddof.",
)
def in_unbiased(x, gamma, beta, in_param):
    var = x.var(axis=(2, 3), ddof=1, keepdims=True) + in_param.get("eps", 1e-5)
    return _scaled((x - x.mean(axis=(2, 3), keepdims=True)) / np.sqrt(var), gamma, beta), None


@wrong("instancenorm_forward", "gamma and beta are not applied", hint="What learns here?")
def in_without_gamma(x, gamma, beta, in_param):
    return right.instancenorm_forward(x, 0 * gamma + 1, 0 * beta, in_param)


@wrong("layernorm_forward", "gamma and beta are not applied", hint="What learns here?")
def ln_without_gamma(x, gamma, beta, ln_param):
    return right.layernorm_forward(x, 0 * gamma + 1, 0 * beta, ln_param)


@wrong(
    "layernorm_forward",
    "mean and variance are taken over all entries",
    hint=OVER_FEATURES,
)
def ln_over_everything(x, gamma, beta, ln_param):
    std = np.sqrt(x.var() + ln_param.get("eps", 1e-5))
    return gamma * (x - x.mean()) / std + beta, None


@wrong(
    "layernorm_forward",
    "the examples are divided by their variance",
    hint="Which power of the spread makes the result have a variance of 1?",
)
def ln_by_variance(x, gamma, beta, ln_param):
    var = x.var(axis=1, keepdims=True) + ln_param.get("eps", 1e-5)
    return gamma * (x - x.mean(axis=1, keepdims=True)) / var + beta, None


# Backwards with a part missing, for every layer


def _paths(layer, dout, cache, *, mean=1, variance=1, gamma=True, inverse=None, sums=None):
    """A backward with its two means weighted, 0 where a path is left out.

    ``inverse`` replaces 1 / std, ``sums`` the divisor of the means.
    """
    x_hat, inverse_std, scale = cache
    axes = {"batchnorm": 0, "layernorm": 1, "instancenorm": (2, 3), "spatial_groupnorm": 2}[layer]
    across = scale if dout.ndim == 2 else scale.reshape(1, -1, 1, 1)
    dx_hat = (dout * across if gamma else dout).reshape(x_hat.shape)
    share = x_hat.size / inverse_std.size / sums if sums else 1.0
    dx = dx_hat - mean * share * dx_hat.mean(axis=axes, keepdims=True)
    dx -= variance * share * x_hat * (dx_hat * x_hat).mean(axis=axes, keepdims=True)
    dx *= inverse_std if inverse is None else inverse
    _, dgamma, dbeta = getattr(right, f"{layer}_backward")(dout, cache)
    return dx.reshape(dout.shape), dgamma, dbeta


def _part(layer, name, title, hint, how):
    """A known mistake of a layer's backward; ``how(dout, cache)`` gives what ``_paths`` takes."""

    def function(dout, cache):
        return _paths(layer, dout, cache, **how(dout, cache))

    made = _named(function, f"{layer}_back_{name}")
    return wrong(f"{layer}_backward", title, hint=hint)(made)


def _plain_inverse(eps):
    """1 / std of the inputs with another eps, from the reference's cache."""

    def how(dout, cache):
        x_hat, inverse_std, _ = cache
        axes = {2: 1, 3: 2, 4: (2, 3)}[x_hat.ndim]
        spread = ((x_hat / inverse_std) ** 2).mean(axis=axes, keepdims=True)
        return {"inverse": 1 / np.sqrt(spread + eps)}

    return how


def _count(cache):
    """How many values share one mean and one variance."""
    return cache[0].size / cache[1].size


NOT_DIVIDED = "A mean is a sum divided: by how many values, and in both of the two means?"
WEIGHTS = (
    (
        "half_missing",
        "the half of the root is missing",
        "What is the derivative of a root?",
        lambda d, c: {"variance": 2},
    ),
    (
        "variance_by_one_less",
        "the path through the variance is divided by one less than the number of values",
        LIKE_FORWARD,
        lambda d, c: {"variance": _count(c) / (_count(c) - 1)},
    ),
    (
        "sums_undivided",
        "a sum is not divided by the number of values",
        NOT_DIVIDED,
        lambda d, c: {"mean": _count(c), "variance": _count(c)},
    ),
    (
        "mean_undivided",
        "a sum is not divided by the number of values",
        NOT_DIVIDED,
        lambda d, c: {"mean": _count(c)},
    ),
    (
        "variance_undivided",
        "a sum is not divided by the number of values",
        NOT_DIVIDED,
        lambda d, c: {"variance": _count(c)},
    ),
)


def _as_bn(name, title, hint, how):
    """The mistake in ``batchnorm_backward``, where those that inherit it look for it."""

    def function(dout, cache):
        return _paths("batchnorm", dout, cache, **how(dout, cache))

    return wrong("batchnorm_backward", title, hint=hint)(_named(function, f"bn_back_{name}"))


globals().update((f"bn_back_{entry[0]}", _as_bn(*entry)) for entry in WEIGHTS)


@wrong("batchnorm_backward", "the path through the variance is divided by D", hint=NOT_DIVIDED)
def bn_back_variance_by_d(dout, cache):
    return _paths("batchnorm", dout, cache, variance=len(dout) / dout.shape[1])


@wrong("batchnorm_backward", "x_hat is squared in the path through the variance", hint=CONSTANTS)
def bn_back_x_hat_twice(dout, cache):
    x_hat, inverse_std, gamma = cache
    dx_hat = dout * gamma
    both = dx_hat.mean(axis=0) + x_hat**2 * (dx_hat * x_hat).mean(axis=0)
    return (dx_hat - both) * inverse_std, *right.batchnorm_backward(dout, cache)[1:]


@wrong("batchnorm_backward", "eps is fixed at 1e-5 in the backward", hint=LIKE_FORWARD)
def bn_back_eps_in_std(dout, cache):
    x_hat, inverse_std, gamma = cache
    centered, dx_hat, n = x_hat / inverse_std, dout * gamma, len(dout)
    inverse = 1 / np.sqrt(_spread(cache) + 1e-5)
    dvar = (dx_hat * centered).sum(axis=0) * -0.5 * inverse**3
    dcentered = dx_hat * inverse + 2 * centered * dvar / n
    dx = dcentered - dcentered.mean(axis=0)
    return dx, *right.batchnorm_backward(dout, cache)[1:]


@wrong(
    "batchnorm_backward",
    "gamma is applied twice",
    hint="Count how often gamma stands in each gradient.",
)
def bn_back_gamma_twice(dout, cache):
    dx, dgamma, dbeta = right.batchnorm_backward(dout, cache)
    return dx, dgamma * cache[2], dbeta


@wrong(
    "batchnorm_backward",
    "gamma is applied twice",
    hint="Count how often gamma stands in each gradient.",
)
def bn_back_gamma_squared(dout, cache):
    dx, dgamma, dbeta = right.batchnorm_backward(dout, cache)
    dx, _, _ = right.batchnorm_backward(dout * cache[2], cache)
    return dx, dgamma * cache[2], dbeta


@wrong(
    "batchnorm_backward",
    "gamma is applied twice",
    hint="Count how often gamma stands in each gradient.",
)
def bn_back_gamma_everywhere(dout, cache):
    return right.batchnorm_backward(dout * cache[2], cache)


@wrong(
    "batchnorm_backward",
    "x_hat is recovered by a division by gamma",
    hint="A gamma of 0 switches a unit off: keep x_hat in the cache.",
)
def bn_back_divides_by_gamma(dout, cache):
    x_hat, inverse_std, gamma = cache
    with np.errstate(all="ignore"):
        return right.batchnorm_backward(dout, (x_hat * gamma / gamma, inverse_std, gamma))


LAST = {}
"""What the last forward left behind for whichever backward comes next."""


def _remembered(forward):
    def function(*args):
        out, cache = forward(*args)
        LAST[args[0].shape] = cache
        return out, cache

    return function


OWN_CACHE = "Between a forward and its backward others may run: everything belongs into the cache."


def _of_last_forward(layer):
    """The backward that goes by what the last forward of the same shape left in a global."""
    backward = getattr(right, f"{layer}_backward")

    def function(dout, cache):
        return backward(dout, LAST.get(dout.shape, cache))

    made = _named(function, f"{layer}_back_of_last_forward")
    forward = _remembered(getattr(right, f"{layer}_forward"))
    title = "what the last forward left behind is used"
    return wrong(f"{layer}_backward", title, hint=OWN_CACHE, forward=forward)(made)


def _std_of_last_forward(layer):
    """The backward that takes the standard deviation alone from there."""
    backward = getattr(right, f"{layer}_backward")

    def function(dout, cache):
        _, inverse_std, _ = LAST.get(dout.shape, cache)
        return backward(dout, (cache[0], inverse_std, cache[2]))

    made = _named(function, f"{layer}_back_std_of_last_forward")
    forward = _remembered(getattr(right, f"{layer}_forward"))
    title = "what the last forward left behind is used"
    return wrong(f"{layer}_backward", title, hint=OWN_CACHE, forward=forward)(made)


LAYERS = ("batchnorm", "layernorm", "instancenorm", "spatial_groupnorm", "spatial_batchnorm")
globals().update((f"{layer}_back_global", _of_last_forward(layer)) for layer in LAYERS)
globals().update((f"{layer}_back_global_std", _std_of_last_forward(layer)) for layer in LAYERS)


def _shape_of_last_forward(dout, cache):
    shape = LAST.get("shape", dout.shape)
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, shape[1])
    dx, dgamma, dbeta = right.batchnorm_backward_alt(rows, cache)
    n, c, h, w = shape
    return dx.reshape(n, h, w, c).transpose(0, 3, 1, 2), dgamma, dbeta


def _shape_remembered(x, gamma, beta, bn_param):
    LAST["shape"] = x.shape
    return right.spatial_batchnorm_forward(x, gamma, beta, bn_param)


@wrong(
    "spatial_batchnorm_backward",
    "what the last forward left behind is used",
    hint=OWN_CACHE,
    forward=_shape_remembered,
)
def spatial_back_shape_of_last_forward(dout, cache):
    return _shape_of_last_forward(dout, cache)


# What is done to gradients that are right


def _sums(dout, cache):
    """x_hat as dout lies, and the axes of the sums of a layer's vectors."""
    if dout.ndim == 2:
        return cache[0], 0
    if cache[0].ndim == 2:  # rows of channels
        n, c, h, w = dout.shape
        return cache[0].reshape(n, h, w, c).transpose(0, 3, 1, 2), (0, 2, 3)
    return cache[0].reshape(dout.shape), (0, 2, 3)


def _centered(dout, cache):
    """x - mean as dout lies."""
    return _sums(dout, (cache[0] / cache[1],))


def _from_centered(found, dout, cache):
    centered, axes = _centered(dout, cache)
    return found[0], (dout * centered).sum(axis=axes), found[2]


def _mean_over_pixels(found, dout, cache):
    pixels = np.prod(dout.shape[2:])
    return found[0], found[1] / pixels, found[2] / pixels


def _last_image(found, dout, cache):
    x_hat, _ = _sums(dout, cache)
    return found[0], (dout * x_hat)[-1].sum(axis=(1, 2)), found[2]


def _dbeta_by_mean(found, dout, cache):
    return found[0], found[1], found[2] / len(dout)


AFTER = (
    (
        "order",
        "dgamma and dbeta change places",
        "(dx, dgamma, dbeta), in this order.",
        lambda found, dout, cache: (found[0], found[2], found[1]),
    ),
    (
        "single",
        "the gradients are float32",
        "Look for dtype=np.float32: it keeps 7 digits of 16.",
        lambda found, dout, cache: tuple(g.astype(np.float32) for g in found),
    ),
    (
        "dict",
        "a dict is returned",
        "Three arrays are asked for, in this order: (dx, dgamma, dbeta).",
        lambda found, dout, cache: dict(zip(("dx", "dgamma", "dbeta"), found, strict=True)),
    ),
    (
        "dgamma_from_centered",
        "dgamma is made of x - mean",
        "gamma multiplies x_hat, not x - mean.",
        _from_centered,
    ),
    (
        "dbeta_by_mean",
        "dbeta is a mean over the batch",
        "beta acts on every example: their gradients add up.",
        _dbeta_by_mean,
    ),
)
AFTER_IMAGES = (
    (
        "mean_over_pixels",
        "dgamma and dbeta are means over the pixels",
        "gamma and beta act on every pixel: their gradients add up.",
        _mean_over_pixels,
    ),
    (
        "last_image",
        "dgamma is that of the last image alone",
        "A loop that assigns forgets the images before: add up.",
        _last_image,
    ),
)


SQUEEZED = (
    (
        "squeezed",
        "axes of length 1 are squeezed out",
        SHAPE,
        lambda found, dout, cache: tuple(np.squeeze(g) for g in found),
    ),
    (
        "squeezed_vectors",
        "axes of length 1 are squeezed out",
        SHAPE,
        lambda found, dout, cache: (found[0], np.squeeze(found[1]), np.squeeze(found[2])),
    ),
    (
        "squeezed_dx",
        "axes of length 1 are squeezed out",
        SHAPE,
        lambda found, dout, cache: (np.squeeze(found[0]), *found[1:]),
    ),
)
BACKWARDS = (*(f"{layer}_backward" for layer in LAYERS), "batchnorm_backward_alt")


def _changed_after(replaces, name, title, hint, change):
    """The backward whose right gradients are changed at the end."""

    def function(dout, cache):
        return change(getattr(right, replaces)(dout, cache), dout, cache)

    made = _named(function, f"{replaces}_{name}")
    return wrong(replaces, title, hint=hint)(made)


def _all_after():
    """What is done to gradients, where a case sees it: not all are tried on a batch of one."""
    seen = {
        "squeezed": ("batchnorm_backward", "batchnorm_backward_alt", "layernorm_backward"),
        "squeezed_vectors": ("batchnorm_backward", "batchnorm_backward_alt"),
        "squeezed_dx": ("layernorm_backward", "spatial_groupnorm_backward"),
    }
    for replaces in BACKWARDS:
        rows = replaces.startswith(("batchnorm", "layernorm"))
        here = [entry for entry in SQUEEZED if replaces in seen[entry[0]]]
        for entry in (*AFTER, *here, *(() if rows else AFTER_IMAGES)):
            yield _changed_after(replaces, *entry)


globals().update((f"after_{number}", made) for number, made in enumerate(_all_after()))

GAMMA = "Between dout and x_hat lies the scaling by gamma."
EVERY_LAYER = (
    (
        "without_mean",
        "the path through the mean is missing",
        CONSTANTS,
        lambda d, c: {"mean": 0},
    ),
    (
        "without_variance",
        "the path through the variance is missing",
        CONSTANTS,
        lambda d, c: {"variance": 0},
    ),
    ("without_eps", "eps is left out of the backward", LIKE_FORWARD, _plain_inverse(0.0)),
    ("fixed_eps", "eps is fixed at 1e-5 in the backward", LIKE_FORWARD, _plain_inverse(1e-5)),
    (
        "std_for_inverse",
        "the gradient is multiplied by the standard deviation instead of divided",
        "x_hat is x divided by the standard deviation: what does that do to its gradient?",
        lambda d, c: {"inverse": 1 / c[1]},
    ),
    (
        "by_batch",
        "the sums are divided by the number of examples",
        "How many values share one mean and one variance?",
        lambda d, c: {"sums": len(d)},
    ),
)
globals().update(
    (f"{layer}_back_{entry[0]}", _part(layer, *entry))
    for layer in ("layernorm", "instancenorm", "spatial_groupnorm")
    for entry in EVERY_LAYER + WEIGHTS
)  # known mistakes are found among the names of this module
ln_back_without_gamma = _part(
    "layernorm", "without_gamma", "gamma is forgotten in dx", GAMMA, lambda d, c: {"gamma": False}
)
gn_back_without_gamma = _part(
    "spatial_groupnorm",
    "without_gamma",
    "gamma is forgotten in dx",
    GAMMA,
    lambda d, c: {"gamma": False},
)


def _gradient_mistakes(layer):
    """dgamma and dbeta of a layer, wrong in three ways."""
    name = f"{layer}_backward"

    def without_x_hat(dout, cache):
        dx, _, dbeta = getattr(right, name)(dout, cache)
        return dx, dbeta.copy(), dbeta

    def by_mean(dout, cache):
        dx, dgamma, dbeta = getattr(right, name)(dout, cache)
        return dx, dgamma / len(dout), dbeta / len(dout)

    yield wrong(
        name,
        "dgamma is the sum of dout, without x_hat",
        hint="gamma multiplies x_hat: what is the derivative of gamma x_hat by gamma?",
    )(_named(without_x_hat, f"{layer}_back_dgamma_without_x_hat"))
    yield wrong(
        name,
        "dgamma and dbeta are means over the batch",
        hint="gamma and beta act on every example: their gradients add up.",
    )(_named(by_mean, f"{layer}_back_by_mean"))


globals().update(
    (f"{layer}_back_gradients_{number}", made)
    for layer in ("layernorm", "instancenorm", "spatial_groupnorm", "spatial_batchnorm")
    for number, made in enumerate(_gradient_mistakes(layer))
)

# Layers that are built on batch normalization inherit its mistakes

INHERITED = (
    "If it calls your batchnorm function, the mistake comes through from there: fix that first. "
)


def _said(m):
    """Title and hint of a known mistake; beside a hand-in it stands without them."""
    return getattr(m, "title", ""), getattr(m, "hint", "")


def _folded(name):
    """A mistake of batch normalization, as it comes through in the spatial layer."""
    m = globals()[name]

    def forward(x, gamma, beta, bn_param):
        n, c, h, w = x.shape
        rows = x.transpose(0, 2, 3, 1).reshape(-1, c)
        out, _ = m.function(rows, gamma, beta, bn_param)
        cache = right.spatial_batchnorm_forward(x, gamma, beta, {**bn_param})[1]
        return out.reshape(n, h, w, c).transpose(0, 3, 1, 2), cache

    def backward(dout, cache):
        n, c, h, w = dout.shape
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, c)
        dx, dgamma, dbeta = m.function(rows, cache)
        return dx.reshape(n, h, w, c).transpose(0, 3, 1, 2), dgamma, dbeta

    function = forward if m.replaces.endswith("_forward") else backward
    made, (title, hint) = _named(function, f"spatial_{name}"), _said(m)
    return wrong(f"spatial_{m.replaces}", title, hint=INHERITED + hint)(made)


INHERITABLE = (
    "bn_train_without_eps",
    "bn_train_eps_outside",
    "bn_eps_hard_coded",
    "bn_unbiased",
    "bn_divides_by_variance",
    "bn_cancelling_variance",
    "bn_over_everything",
    "bn_over_features",
    "bn_momentum_swapped",
    "bn_no_average",
    "bn_running_std",
    "bn_eps_in_running_var",
    "bn_running_unbiased",
    "bn_running_rows",
    "bn_test_by_batch",
    "bn_test_updates",
    "bn_test_without_eps",
    "bn_test_eps_outside",
    "bn_test_by_variance",
    "bn_test_without_gamma",
    "bn_beta_first",
    "bn_default_8",
    "bn_falsy_eps",
    "bn_fixed_momentum",
    "bn_begins_with_ones",
    "bn_back_without_mean",
    "bn_back_without_variance",
    "bn_back_without_gamma",
    "bn_back_without_eps",
    "bn_back_eps_hard_coded",
    "bn_back_n_for_d",
    *(f"bn_back_{entry[0]}" for entry in WEIGHTS),
    "bn_back_x_hat_twice",
    "bn_back_eps_in_std",
    "bn_back_gamma_twice",
    "bn_back_gamma_everywhere",
    "bn_unbiased_throughout",
    "bn_unbiased_but_one",
    "bn_test_roots_added",
)
globals().update((f"spatial_{name}", _folded(name)) for name in INHERITABLE)


@wrong(
    "spatial_batchnorm_forward",
    "the channels take turns with one bn_param",
    hint="Each channel overwrites what the one before it stored: one call for all, or own entries.",
)
def spatial_one_by_one(x, gamma, beta, bn_param):
    out = np.empty_like(x)
    for c in range(x.shape[1]):
        own = {k: v[c : c + 1] if np.ndim(v) and len(v) > 1 else v for k, v in bn_param.items()}
        rows, _ = right.batchnorm_forward(x[:, c].reshape(-1, 1), gamma[c], beta[c], own)
        out[:, c] = rows.reshape(x[:, c].shape)
        bn_param.update(own)
    return out, right.spatial_batchnorm_forward(x, gamma, beta, {**bn_param, "mode": "train"})[1]


def _alternative(name):
    """A mistake of ``batchnorm_backward`` in the closed form."""
    m = globals()[name]

    def function(dout, cache):
        return m.function(dout, cache)

    made, (title, hint) = _named(function, name.replace("bn_back", "bn_alt")), _said(m)
    return wrong("batchnorm_backward_alt", title, hint=hint)(made)


IN_CLOSED_FORM = (
    "bn_back_without_gamma",
    "bn_back_without_eps",
    "bn_back_eps_hard_coded",
    "bn_back_dgamma_without_x_hat",
    "bn_back_by_mean",
    "bn_back_n_for_d",
    "bn_back_rows",
    *(f"bn_back_{entry[0]}" for entry in WEIGHTS),
    "bn_back_variance_by_d",
    "bn_back_x_hat_twice",
    "bn_back_eps_in_std",
    "bn_back_gamma_twice",
    "bn_back_gamma_squared",
    "bn_back_gamma_everywhere",
    "bn_back_divides_by_gamma",
)
globals().update((name.replace("bn_back", "bn_alt"), _alternative(name)) for name in IN_CLOSED_FORM)


# Fusing


@wrong("fuse_batchnorm_affine", "beta is scaled too", hint=FUSED)
def fuse_affine_beta_scaled(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return w * scale, (b - mean + beta) * scale


@wrong("fuse_batchnorm_affine", "the bias of the layer is forgotten", hint=FUSED)
def fuse_affine_without_bias(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_affine(w, 0 * b, gamma, beta, mean, var, eps)


@wrong("fuse_batchnorm_affine", "gamma is left out", hint=FUSED)
def fuse_affine_without_gamma(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_affine(w, b, 0 * gamma + 1, beta, mean, var, eps)


@wrong("fuse_batchnorm_affine", "eps is fixed at 1e-5", hint="eps is an argument.")
def fuse_affine_fixed_eps(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_affine(w, b, gamma, beta, mean, var, 1e-5)


@wrong("fuse_batchnorm_affine", "an eps of 0 is taken for one that is missing", hint=ZERO)
def fuse_affine_falsy_eps(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_affine(w, b, gamma, beta, mean, var, eps or 1e-5)


@wrong("fuse_batchnorm_affine", "eps has another default than 1e-5", hint=DEFAULT)
def fuse_affine_default(w, b, gamma, beta, mean, var, eps=1e-8):
    return right.fuse_batchnorm_affine(w, b, gamma, beta, mean, var, eps)


@wrong("fuse_batchnorm_conv", "beta is scaled too", hint=FUSED)
def fuse_conv_beta_scaled(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return w * scale.reshape(-1, 1, 1, 1), (b - mean + beta) * scale


@wrong("fuse_batchnorm_conv", "the bias of the layer is forgotten", hint=FUSED)
def fuse_conv_without_bias(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_conv(w, 0 * b, gamma, beta, mean, var, eps)


@wrong("fuse_batchnorm_conv", "gamma is left out", hint=FUSED)
def fuse_conv_without_gamma(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_conv(w, b, 0 * gamma + 1, beta, mean, var, eps)


@wrong("fuse_batchnorm_conv", "eps is fixed at 1e-5", hint="eps is an argument.")
def fuse_conv_fixed_eps(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_conv(w, b, gamma, beta, mean, var, 1e-5)


@wrong("fuse_batchnorm_conv", "an eps of 0 is taken for one that is missing", hint=ZERO)
def fuse_conv_falsy_eps(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_conv(w, b, gamma, beta, mean, var, eps or 1e-5)


@wrong("fuse_batchnorm_conv", "eps is left out", hint=EPS_INSIDE)
def fuse_conv_without_eps(w, b, gamma, beta, mean, var, eps=1e-5):
    return right.fuse_batchnorm_conv(w, b, gamma, beta, mean, var, 0.0)


@wrong("fuse_batchnorm_conv", "the filters are divided by the variance", hint=FUSED)
def fuse_conv_by_variance(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / (var + eps)
    return w * scale.reshape(-1, 1, 1, 1), (b - mean) * scale + beta


@wrong("fuse_batchnorm_conv", "b' has shape (1, F)", hint="b' has the shape of b.")
def fuse_conv_bias_row(w, b, gamma, beta, mean, var, eps=1e-5):
    new_w, new_b = right.fuse_batchnorm_conv(w, b, gamma, beta, mean, var, eps)
    return new_w, new_b[None]


@wrong("fuse_batchnorm_affine", "b' has shape (1, M)", hint="b' has the shape of b.")
def fuse_affine_bias_row(w, b, gamma, beta, mean, var, eps=1e-5):
    new_w, new_b = right.fuse_batchnorm_affine(w, b, gamma, beta, mean, var, eps)
    return new_w, new_b[None]


@wrong(
    "population_statistics",
    "N / (N - 1) multiplies the mean too",
    hint="Is the average of the batch means biased?",
)
def population_mean_too(batch_means, batch_vars, batch_size):
    mean, var = right.population_statistics(batch_means, batch_vars, batch_size)
    return mean * batch_size / (batch_size - 1), var


@wrong("fuse_batchnorm_affine", "gamma is left out of the bias", hint=FUSED)
def fuse_affine_bias_without_gamma(w, b, gamma, beta, mean, var, eps=1e-5):
    return w * gamma / np.sqrt(var + eps), (b - mean) / np.sqrt(var + eps) + beta


@wrong("fuse_batchnorm_conv", "gamma is left out of the bias", hint=FUSED)
def fuse_conv_bias_without_gamma(w, b, gamma, beta, mean, var, eps=1e-5):
    new_w, _ = right.fuse_batchnorm_conv(w, b, gamma, beta, mean, var, eps)
    return new_w, (b - mean) / np.sqrt(var + eps) + beta


def _fuse_scaled(layer, name, title, hint, scale):
    """The fused layer whose ``scale(gamma, var, eps)`` is another one."""

    def function(w, b, gamma, beta, mean, var, eps=1e-5):
        by = scale(gamma, var, eps)
        wide = by if layer == "affine" else by.reshape(-1, 1, 1, 1)
        return w * wide, (b - mean) * by + beta

    made = _named(function, f"fuse_{layer}_{name}")
    return wrong(f"fuse_batchnorm_{layer}", title, hint=hint)(made)


FUSED_SCALES = (
    (
        "eps_outside",
        "eps is added outside of the root",
        EPS_INSIDE,
        lambda gamma, var, eps: gamma / (np.sqrt(var) + eps),
    ),
    (
        "eps_as_floor",
        "eps is the smallest variance instead of being added",
        "var + eps, and not the larger of the two.",
        lambda gamma, var, eps: gamma / np.sqrt(np.maximum(var, eps)),
    ),
)
globals().update(
    (f"fuse_{layer}_{entry[0]}", _fuse_scaled(layer, *entry))
    for layer in ("affine", "conv")
    for entry in FUSED_SCALES
)


def _fuse_default(layer, exponent):
    """The fused layer with another default of eps."""

    def function(w, b, gamma, beta, mean, var, eps=10.0**exponent):
        return getattr(right, f"fuse_batchnorm_{layer}")(w, b, gamma, beta, mean, var, eps)

    made = _named(function, f"fuse_{layer}_default_{-exponent}")
    title = "eps has another default than 1e-5"
    return wrong(f"fuse_batchnorm_{layer}", title, hint=DEFAULT)(made)


globals().update(
    (f"fuse_{layer}_default_{-exponent}", _fuse_default(layer, exponent))
    for layer in ("affine", "conv")
    for exponent in (-3, -12)
)
BY_GAMMA = "A gamma of 0 switches a unit off: multiply by it, and divide by it nowhere."


@wrong("fuse_batchnorm_affine", "something is divided by gamma", hint=BY_GAMMA)
def fuse_affine_divides_by_gamma(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    with np.errstate(all="ignore"):
        return w * scale, (b - mean + beta / scale) * scale


@wrong("fuse_batchnorm_conv", "something is divided by gamma", hint=BY_GAMMA)
def fuse_conv_divides_by_gamma(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    with np.errstate(all="ignore"):
        return w * scale.reshape(-1, 1, 1, 1), (b - mean + beta / scale) * scale


@wrong("fuse_batchnorm_affine", "the rows of w are scaled, not its columns", hint=FUSED)
def fuse_affine_rows(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    new_w = w * scale[:, None] if w.shape[0] == w.shape[1] else w * scale
    return new_w, (b - mean) * scale + beta


@wrong(
    "fuse_batchnorm_conv",
    "the scale is applied along the input channels",
    hint="w is (F, C, HH, WW) and gamma belongs to the filters: which axis is F?",
)
def fuse_conv_square(w, b, gamma, beta, mean, var, eps=1e-5):
    wide = (1, -1, 1, 1) if w.shape[0] == w.shape[1] else (-1, 1, 1, 1)
    scale = gamma / np.sqrt(var + eps)
    return w * scale.reshape(wide), (b - mean) * scale + beta


@wrong(
    "fuse_batchnorm_conv",
    "the filters are mixed by a reshape",
    hint="reshape keeps the order in memory: F is the first axis of w.",
)
def fuse_conv_reshaped(w, b, gamma, beta, mean, var, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return (w.reshape(-1, len(w)) * scale).reshape(w.shape), (b - mean) * scale + beta


@wrong("fuse_batchnorm_conv", "w' is flat", hint="w' has the shape of w.")
def fuse_conv_flat(w, b, gamma, beta, mean, var, eps=1e-5):
    new_w, new_b = right.fuse_batchnorm_conv(w, b, gamma, beta, mean, var, eps)
    return new_w.reshape(len(w), -1), new_b


# Layers that do not look at the batch


def _pops(replaces):
    """The forward that takes eps out of the dict it is given."""

    def function(*args):
        result = getattr(right, replaces)(*args[:-1], dict(args[-1]))
        args[-1].pop("eps", None)
        return result

    hint = "The caller passes the same dict to the next call: read it with get()."
    made = _named(function, f"{replaces}_pops_eps")
    return wrong(replaces, "the dict that is given is changed", hint=hint)(made)


def _stores(replaces):
    """The forward that stores the default in the dict it is given."""

    def function(*args):
        args[-1].setdefault("eps", 1e-5)
        return getattr(right, replaces)(*args)

    hint = "The caller passes the same dict to the next call: read it with get()."
    made = _named(function, f"{replaces}_stores_eps")
    return wrong(replaces, "the dict that is given is changed", hint=hint)(made)


def _remembers(replaces):
    """The forward that takes the eps of an earlier call for the default."""
    kept = {}

    def function(*args):
        kept.update(args[-1])
        return getattr(right, replaces)(*args[:-1], dict(kept))

    hint = "A default argument, and a dict beside the function, are shared by all calls."
    made = _named(function, f"{replaces}_remembers_eps")
    return wrong(replaces, "an eps that was given once is used ever after", hint=hint)(made)


def _beta_inside(replaces):
    """The forward that adds beta before it scales."""

    def function(x, gamma, beta, *rest):
        return getattr(right, replaces)(x, gamma, gamma * beta, *rest)

    hint = "In y = gamma x_hat + beta, what does gamma multiply?"
    made = _named(function, f"{replaces}_beta_inside")
    return wrong(replaces, "beta is added before scaling", hint=hint)(made)


BY_ITSELF = ("layernorm_forward", "instancenorm_forward", "spatial_groupnorm_forward")
globals().update(
    (f"{replaces}{made.__name__}", made(replaces))
    for replaces in BY_ITSELF
    for made in (_pops, _stores, _beta_inside)
)
gn_single, in_single = _single("spatial_groupnorm_forward"), _single("instancenorm_forward")
spatial_single = _single("spatial_batchnorm_forward")


@wrong("layernorm_forward", "statistics are taken over the batch", hint=OVER_FEATURES)
def ln_square_over_batch(x, gamma, beta, ln_param):
    if x.shape[0] != x.shape[1]:
        return right.layernorm_forward(x, gamma, beta, ln_param)
    return right.batchnorm_forward(x, gamma, beta, {"mode": "train", **ln_param})


@wrong("layernorm_forward", "the variance is that of the whole batch", hint=OVER_FEATURES)
def ln_one_variance(x, gamma, beta, ln_param):
    std = np.sqrt(x.var() + ln_param.get("eps", 1e-5))
    return gamma * (x - x.mean(axis=1, keepdims=True)) / std + beta, None


@wrong("layernorm_forward", "the variance is that of the whole batch", hint=OVER_FEATURES)
def ln_one_variance_of_centered(x, gamma, beta, ln_param):
    centered = x - x.mean(axis=1, keepdims=True)
    return gamma * centered / np.sqrt((centered**2).mean() + ln_param.get("eps", 1e-5)) + beta, None


@wrong("layernorm_backward", "the sums run over the batch", hint=OVER_FEATURES)
def ln_back_square_over_batch(dout, cache):
    return (
        ln_back_over_batch.function if len(dout) == dout.shape[1] else right.layernorm_backward
    )(dout, cache)


@wrong(
    "layernorm_backward",
    "dgamma and dbeta are summed over the features",
    hint="gamma is (D,) and acts on every example: over what do its gradients add up?",
)
def ln_back_square_dgamma(dout, cache):
    dx, dgamma, dbeta = right.layernorm_backward(dout, cache)
    square = len(dout) == dout.shape[1]
    return dx, (dout * cache[0]).sum(axis=1) if square else dgamma, dbeta


@wrong(
    "instancenorm_forward",
    "gamma and beta are taken along the width",
    hint="gamma is (C,), and NumPy lines shapes up from the right: give it the axes it lacks.",
)
def in_gamma_along_width(x, gamma, beta, in_param):
    if x.shape[3] != len(gamma):
        return right.instancenorm_forward(x, gamma, beta, in_param)
    x_hat, _ = right.instancenorm_forward(x, 0 * gamma + 1, 0 * beta, in_param)
    return gamma * x_hat + beta, None


@wrong(
    "instancenorm_forward",
    "gamma and beta are taken along the width",
    hint="gamma is (C,), and NumPy lines shapes up from the right: give it the axes it lacks.",
)
def in_gamma_alone_along_width(x, gamma, beta, in_param):
    if x.shape[3] != len(gamma):
        return right.instancenorm_forward(x, gamma, beta, in_param)
    x_hat, _ = right.instancenorm_forward(x, 0 * gamma + 1, 0 * beta, in_param)
    return gamma * x_hat + beta.reshape(1, -1, 1, 1), None


@wrong(
    "instancenorm_forward",
    "an image of one pixel is not normalised",
    hint="Its mean is the pixel itself: what is x - mean then?",
)
def in_one_pixel(x, gamma, beta, in_param):
    if x.shape[2:] != (1, 1):
        return right.instancenorm_forward(x, gamma, beta, in_param)
    return _scaled(x, gamma, beta), None


@wrong(
    "instancenorm_forward",
    "the variance is that of each row, averaged",
    hint="One mean and one variance for all pixels of a channel.",
)
def in_rows(x, gamma, beta, in_param):
    var = x.var(axis=3, keepdims=True).mean(axis=2, keepdims=True)
    centered = x - x.mean(axis=(2, 3), keepdims=True)
    return _scaled(centered / np.sqrt(var + in_param.get("eps", 1e-5)), gamma, beta), None


@wrong("instancenorm_forward", "axes of length 1 are squeezed out", hint="out has the shape of x.")
def in_squeezed(x, gamma, beta, in_param):
    out, cache = right.instancenorm_forward(x, gamma, beta, in_param)
    return (out[0] if len(out) == 1 else out), cache


@wrong("spatial_groupnorm_forward", "the variance is that of each channel, averaged", hint=GROUPS)
def gn_mean_of_variances(x, gamma, beta, G, gn_param):
    n, c, h, w = x.shape
    own = x.reshape(n, G, c // G, h * w).var(axis=3).mean(axis=2)[..., None]
    return _grouped(x, gamma, beta, G, lambda groups: own, gn_param.get("eps", 1e-5))


@wrong("spatial_groupnorm_forward", "one group runs over the batch too", hint=GROUPS)
def gn_one_group_over_batch(x, gamma, beta, G, gn_param):
    if G > 1:
        return right.spatial_groupnorm_forward(x, gamma, beta, G, gn_param)
    return gn_over_batch.function(x, gamma, beta, G, gn_param)


@wrong("spatial_groupnorm_forward", "groups of one channel run over the batch too", hint=GROUPS)
def gn_single_channels_over_batch(x, gamma, beta, G, gn_param):
    if x.shape[1] != G or G == 1:
        return right.spatial_groupnorm_forward(x, gamma, beta, G, gn_param)
    return right.spatial_batchnorm_forward(x, gamma, beta, {"mode": "train", **gn_param})


@wrong(
    "spatial_groupnorm_forward",
    "a group has one gamma for all its channels",
    hint="gamma is (C,): every channel has its own, whatever group it is in.",
)
def gn_gamma_of_group(x, gamma, beta, G, gn_param):
    size = len(gamma) // G
    return right.spatial_groupnorm_forward(x, np.repeat(gamma[::size], size), beta, G, gn_param)


@wrong(
    "spatial_groupnorm_forward",
    "a group has one gamma for all its channels",
    hint="gamma is (C,): every channel has its own, whatever group it is in.",
)
def gn_vectors_of_group(x, gamma, beta, G, gn_param):
    size = len(gamma) // G
    vectors = (np.repeat(v[::size], size) for v in (gamma, beta))
    return right.spatial_groupnorm_forward(x, *vectors, G, gn_param)


@wrong("spatial_groupnorm_backward", "dgamma is summed over the channels of a group", hint=GROUPS)
def gn_back_dgamma_of_group(dout, cache):
    dx, dgamma, dbeta = right.spatial_groupnorm_backward(dout, cache)
    groups = cache[0].shape[1]
    size = len(dgamma) // groups
    return dx, np.repeat(dgamma.reshape(groups, size).sum(axis=1), size), dbeta


@wrong("spatial_groupnorm_backward", "gamma is laid out for other groups", hint=GROUPS)
def gn_back_mixed_gamma(dout, cache):
    x_hat, inverse_std, gamma = cache
    groups = x_hat.shape[1]
    mixed = gamma.reshape(-1, groups).T.ravel()
    dx, _, _ = right.spatial_groupnorm_backward(dout, (x_hat, inverse_std, mixed))
    return dx, *right.spatial_groupnorm_backward(dout, cache)[1:]


@wrong("spatial_groupnorm_backward", "a list is returned for dgamma", hint="Gradients are arrays.")
def gn_back_list(dout, cache):
    dx, dgamma, dbeta = right.spatial_groupnorm_backward(dout, cache)
    return [dx, dgamma.tolist(), dbeta]


@wrong(
    "instancenorm_backward",
    "the standard deviation of the first image is used for all",
    hint="Every image has a mean and a variance of its own.",
)
def in_back_first_image(dout, cache):
    x_hat, inverse_std, gamma = cache
    dx, _, _ = right.instancenorm_backward(dout, (x_hat, inverse_std[:1], gamma))
    return dx, *right.instancenorm_backward(dout, cache)[1:]


# The population's statistics


def _population(name, title, hint, change):
    """``change(mean, var, means, vars, N)`` gives what is returned."""

    def function(batch_means, batch_vars, batch_size):
        found = right.population_statistics(batch_means, batch_vars, batch_size)
        return change(*found, batch_means, batch_vars, batch_size)

    return wrong("population_statistics", title, hint=hint)(_named(function, f"population_{name}"))


def _later_weigh_more(rows):
    found = rows[0]
    for row in rows[1:]:
        found = (found + row) / 2
    return found


POPULATION = (
    (
        "order",
        "mean and variance change places",
        "(mean, var), in this order.",
        lambda mean, var, means, variances, n: (var, mean),
    ),
    (
        "rows",
        "mean and variance have shape (1, D)",
        "Both are (D,).",
        lambda mean, var, means, variances, n: (mean[None], var[None]),
    ),
    (
        "with_means",
        "the variance of the batch means is added",
        "The formula averages the variances inside the batches.",
        lambda mean, var, means, variances, n: (mean, var + means.var(axis=0)),
    ),
    (
        "over_features",
        "one number stands for all features",
        "Every feature has its own: which axis are the batches?",
        lambda mean, var, means, variances, n: (np.full(mean.shape, mean.mean()), var),
    ),
    (
        "moving",
        "later batches weigh more than earlier ones",
        "E is the plain mean over the batches.",
        lambda mean, var, means, variances, n: (
            _later_weigh_more(means),
            n / (n - 1) * _later_weigh_more(variances),
        ),
    ),
)
globals().update((f"population_{entry[0]}", _population(*entry)) for entry in POPULATION)


# Views

VIEWS = "A view that transpose gives cannot take every shape: reshape copies where it must."


def _refuse_views(array):
    if not array.flags.c_contiguous:
        raise AttributeError("incompatible shape for in-place modification")


@wrong("spatial_groupnorm_forward", "images that are views are refused", hint=VIEWS)
def gn_views_refused(x, gamma, beta, G, gn_param):
    _refuse_views(x)
    return right.spatial_groupnorm_forward(x, gamma, beta, G, gn_param)


@wrong("spatial_groupnorm_backward", "images that are views are refused", hint=VIEWS)
def gn_back_views_refused(dout, cache):
    _refuse_views(dout)
    return right.spatial_groupnorm_backward(dout, cache)


# eps as a floor


FLOOR = "var + eps, and not the larger of the two: nearly the same, but where both are small."


def _floor(name, *, train, test):
    """The forward that takes eps for the smallest variance."""

    def function(x, gamma, beta, bn_param):
        def batch(x, eps):
            return (x - x.mean(axis=0)) / np.sqrt(np.maximum(x.var(axis=0), eps))

        def at_inference(x, mean, var, eps):
            return (x - mean) / np.sqrt(np.maximum(var, eps))

        return _forward(
            x,
            gamma,
            beta,
            bn_param,
            batch=batch if train else _batch,
            test=at_inference if test else None,
        )

    title = "eps is the smallest variance instead of being added"
    return wrong("batchnorm_forward", title, hint=FLOOR)(_named(function, name))


bn_eps_floor = _floor("bn_eps_floor", train=True, test=True)
bn_train_eps_floor = _floor("bn_train_eps_floor", train=True, test=False)
bn_test_eps_floor = _floor("bn_test_eps_floor", train=False, test=True)


# The test that students write of batch normalization


ROUNDED = "Another order of the same operations rounds otherwise: how much may two answers differ?"


def _example():
    """Rows, gamma, beta and bn_param, as a test would choose them."""
    x = np.array([[1.0, 2.0], [3.0, -2.0], [8.0, 0.5]])
    return x, np.array([1.5, -0.5]), np.array([0.25, 1.0]), {"mode": "train"}


def _looks_at(forward, backward, alike):
    """Complaints of a test that compares with the right answers by ``alike``."""
    x, gamma, beta, bn_param = _example()
    out, cache = forward(x, gamma, beta, bn_param)
    expected, kept = right.batchnorm_forward(*_example())
    found, wanted = backward(x**2, cache), right.batchnorm_backward(x**2, kept)
    pairs = [(out, expected), *zip(found, wanted, strict=True)]
    return ["not as expected" for pair in pairs if not alike(*pair)]


@wrong(
    "test_batchnorm",
    "your test never says that anything is wrong",
    hint="Compute on paper, or by the formula, what should come out, and compare.",
)
def checks_nothing(batchnorm_forward, batchnorm_backward):
    batchnorm_forward(*_example())
    return []


@wrong(
    "test_batchnorm",
    "your test compares shapes alone",
    hint="Most wrong answers have the right shape: which numbers should stand in it?",
)
def checks_shapes(batchnorm_forward, batchnorm_backward):
    return _looks_at(batchnorm_forward, batchnorm_backward, lambda a, b: np.shape(a) == np.shape(b))


@wrong(
    "test_batchnorm",
    "your test asks for a sum in train mode and for nothing else",
    hint="Several wrong answers have the right sum, or are wrong in test mode or backwards.",
)
def checks_sums(batchnorm_forward, batchnorm_backward):
    x, gamma, beta, bn_param = _example()
    out, cache = batchnorm_forward(x, gamma, beta, bn_param)
    dx, _, _ = batchnorm_backward(x**2, cache)
    wanted = len(x) * beta.sum(), right.batchnorm_backward(x**2, _cache_of_example())[0][0, 0]
    return ["a sum"] * (not np.allclose((out.sum(), dx[0, 0]), wanted))


def _cache_of_example():
    return right.batchnorm_forward(*_example())[1]


@wrong("test_batchnorm", "your test compares bit by bit", hint=ROUNDED)
def checks_bits(batchnorm_forward, batchnorm_backward):
    x, gamma, beta, _ = _example()
    out, _ = batchnorm_forward(*_example())
    by_formula = gamma * x / np.sqrt(x.var(axis=0) + 1e-5)
    by_formula -= gamma * x.mean(axis=0) / np.sqrt(x.var(axis=0) + 1e-5)
    return ["not as expected"] * (not np.array_equal(out, by_formula + beta))


@wrong(
    "test_batchnorm",
    "your test expects the unbiased variance",
    hint="Your test and the hand-out have to mean the same formula: look at ddof.",
)
def checks_unbiased(batchnorm_forward, batchnorm_backward):
    x, gamma, beta, bn_param = _example()
    out, _ = batchnorm_forward(x, gamma, beta, bn_param)
    std = np.sqrt(x.var(axis=0, ddof=1) + 1e-5)
    wanted = gamma * (x - x.mean(axis=0)) / std + beta
    return ["not normalised by the unbiased variance"] * (not np.allclose(out, wanted))


@wrong(
    "test_batchnorm",
    "your test returns no list",
    hint="Collect what is wrong in a list and return it; where nothing is wrong it stays empty.",
)
def checks_say_none(batchnorm_forward, batchnorm_backward):
    _looks_at(batchnorm_forward, batchnorm_backward, np.allclose)


@wrong(
    "test_batchnorm",
    "your test looks into the cache",
    hint="What is in a cache is its author's choice: hand it to the backward as it is.",
)
def checks_open_cache(batchnorm_forward, batchnorm_backward):
    said = _looks_at(batchnorm_forward, batchnorm_backward, np.allclose)
    _, cache = batchnorm_forward(*_example())
    if not isinstance(cache, tuple):
        said.append("the cache is no tuple")
    return said
