"""Known wrong variants of ``normalization.py``, each with the hint it earns."""

import normalization as right
import numpy as np

from autograder.assignment.misconceptions import wrong

CONSTANTS = (
    "Mean and variance depend on every x of their feature: the gradient reaches x through them too."
)
EPS_INSIDE = "Where does eps stand in the formula, and what is added first, eps or the root?"
LIKE_FORWARD = "The backward must differentiate exactly what the forward computed, eps included."


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
    "N / (N - 1) is left out",
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
