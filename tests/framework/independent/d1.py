# Homework: network layers.
# (I normally work in R, so a design matrix is called X, coefficients are called beta,
#  and the helpers below are the R functions that I missed.)
import numpy as np


# ---- R-like helpers -------------------------------------------------------------------------

def plogis(q):
    # the logistic c.d.f. on the log scale: log F(q) = -log(1 + exp(-q)), then back
    return np.exp(-np.logaddexp(0.0, -q))


def log_sum_exp_rows(eta):
    top = np.apply_along_axis(np.max, 1, eta)
    return top + np.log(np.exp(eta - top[:, None]).sum(axis=1))


def patch_index(n_row, n_col, k_row, k_col, step):
    """Index matrix: one line per window, one column per cell of the window.

    The entries are positions in the image read row by row (as.vector(t(image)) in R).
    """
    first_row = np.arange(0, n_row - k_row + 1, step)
    first_col = np.arange(0, n_col - k_col + 1, step)
    corner = np.add.outer(first_row * n_col, first_col)
    within = np.add.outer(np.arange(k_row) * n_col, np.arange(k_col))
    index = np.add.outer(corner.ravel(), within.ravel())
    return index, len(first_row), len(first_col)


# ---- classification loss: multinomial logit -------------------------------------------------

def softmax_loss(x, y):
    """Mean negative log-likelihood of the multinomial logit model, and the score function."""
    eta = np.asarray(x, dtype=float)
    n, n_class = eta.shape
    loglik = eta - log_sum_exp_rows(eta)[:, None]
    observed = np.equal.outer(np.asarray(y), np.arange(n_class))   # model.matrix(~ 0 + factor(y))
    loss = -loglik[observed].mean()
    return loss, (np.exp(loglik) - observed) / n


# ---- linear model ---------------------------------------------------------------------------

def affine_forward(x, w, b):
    X = x.reshape(len(x), -1)
    fitted = X @ w + b
    return fitted, dict(X=X, beta=w, dim=x.shape)


def affine_backward(dout, cache):
    X, beta = cache["X"], cache["beta"]
    d_intercept = dout.sum(axis=0)          # colSums
    d_beta = X.T @ dout                     # crossprod(X, dout)
    d_X = dout @ beta.T                     # tcrossprod(dout, beta)
    return d_X.reshape(cache["dim"]), d_beta, d_intercept


# ---- maxout: K linear models, the best one is taken ------------------------------------------

def maxout_forward(x, w, b):
    K = b.shape[1]
    fits = np.stack([x @ w[:, :, k] + b[:, k] for k in range(K)])     # K x N x M
    which_max = fits.argmax(axis=0)
    return fits.max(axis=0), dict(X=x, beta=w, which_max=which_max, K=K)


def maxout_backward(dout, cache):
    X, beta = cache["X"], cache["beta"]
    d_X = np.zeros(X.shape)
    d_beta = np.zeros(beta.shape)
    d_intercept = np.zeros(beta.shape[1:])
    for k in range(cache["K"]):
        # weighted regression, weight 1 for the observations that model k has won
        weighted = dout * (cache["which_max"] == k)
        d_X += weighted @ beta[:, :, k].T
        d_beta[:, :, k] = X.T @ weighted
        d_intercept[:, k] = weighted.sum(axis=0)
    return d_X, d_beta, d_intercept


# ---- convolution as a linear model on patches ------------------------------------------------

def conv_forward(x, w, b, conv_param):
    pad, step = conv_param["pad"], conv_param["stride"]
    n, n_chan = x.shape[:2]
    n_filt, _, k_row, k_col = w.shape
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    n_row, n_col = padded.shape[2:]
    index, out_row, out_col = patch_index(n_row, n_col, k_row, k_col, step)

    # Design: for each image and window the C * HH * WW pixels are the covariates.
    patches = padded.reshape(n, n_chan, n_row * n_col)[:, :, index]   # n x C x windows x cells
    design = patches.transpose(0, 2, 1, 3).reshape(n * len(index), -1)
    beta = w.reshape(n_filt, -1).T
    fitted = design @ beta + b
    out = fitted.reshape(n, out_row, out_col, n_filt).transpose(0, 3, 1, 2)
    model = dict(design=design, beta=beta, index=index, pad=pad,
                 x_dim=x.shape, padded_dim=padded.shape, w_dim=w.shape)
    return out, model


def conv_backward(dout, cache):
    n, n_chan, n_row, n_col = cache["padded_dim"]
    index, pad = cache["index"], cache["pad"]
    resid = dout.transpose(0, 2, 3, 1).reshape(-1, dout.shape[1])

    db = resid.sum(axis=0)
    dw = (cache["design"].T @ resid).T.reshape(cache["w_dim"])

    d_design = resid @ cache["beta"].T
    d_patches = d_design.reshape(n, len(index), n_chan, -1).transpose(0, 2, 1, 3)
    # tapply(d_patches, pixel, sum): a pixel may be in several windows
    plane = np.arange(n * n_chan).reshape(n, n_chan, 1, 1) * (n_row * n_col)
    pixel = plane + index
    total = np.bincount(pixel.ravel(), weights=d_patches.ravel(),
                        minlength=n * n_chan * n_row * n_col)
    d_padded = total.reshape(n, n_chan, n_row, n_col)
    height, width = cache["x_dim"][2:]
    return d_padded[:, :, pad:pad + height, pad:pad + width], dw, db


# ---- max pooling: the maximum as an order statistic of each patch ----------------------------

def max_pool_forward(x, pool_param):
    n, n_chan, n_row, n_col = x.shape
    index, out_row, out_col = patch_index(
        n_row, n_col, pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"])
    sample = x.reshape(n * n_chan, n_row * n_col)[:, index]           # images x windows x cells
    which_max = sample.argmax(axis=2)
    # pixel number of each maximum (the first one in a tie, as which.max does)
    winner = index[np.arange(len(index)), which_max]
    out = sample.max(axis=2).reshape(n, n_chan, out_row, out_col)
    return out, (winner, x.shape)


def max_pool_backward(dout, cache):
    winner, dim = cache
    n_pixel = dim[2] * dim[3]
    grads = dout.reshape(winner.shape)
    rows = [np.bincount(pos, weights=g, minlength=n_pixel) for pos, g in zip(winner, grads)]
    return np.array(rows).reshape(dim)


# ---- link functions --------------------------------------------------------------------------

def sigmoid_forward(x):
    prob = plogis(x)
    return prob, prob


def sigmoid_backward(dout, cache):
    variance = cache * (1 - cache)      # Bernoulli variance
    return dout * variance


def tanh_forward(x):
    t = np.tanh(x)
    return t, t


def tanh_backward(dout, cache):
    return dout * (1 - np.square(cache))


def relu_forward(x):
    return np.fmax(x, 0), np.sign(x)


def relu_backward(dout, cache):
    indicator = cache == 1
    return dout * indicator


def leaky_relu_forward(x, alpha=0.01):
    slope = np.where(x > 0, 1.0, alpha)     # ifelse(x > 0, 1, alpha)
    return slope * x, slope


def leaky_relu_backward(dout, cache):
    return cache * dout


def prelu_forward(x, alpha):
    a = np.asarray(alpha, dtype=float)
    # "sweep" the slopes over dimension 1, the channels
    a_swept = a if a.ndim == 0 else np.expand_dims(a, tuple(range(1, x.ndim - 1)))
    out = np.where(x > 0, x, a_swept * x)
    return out, dict(x=x, a=a, a_swept=a_swept)


def prelu_backward(dout, cache):
    x, a = cache["x"], cache["a"]
    d_x = np.where(x > 0, dout, dout * cache["a_swept"])
    contribution = np.where(x > 0, 0.0, dout * x)
    if a.ndim == 0:
        d_alpha = contribution.sum()
    else:
        d_alpha = np.moveaxis(contribution, 1, 0).reshape(x.shape[1], -1).sum(axis=1)  # rowSums
    return d_x, d_alpha


def elu_forward(x, alpha=1.0):
    negative_part = -np.fmax(-x, 0.0)
    out = np.where(x > 0, x, alpha * np.expm1(negative_part))
    slope = np.where(x > 0, 1.0, alpha * np.exp(negative_part))
    return out, slope


def elu_backward(dout, cache):
    return cache * dout


# ---- descriptive statistics ------------------------------------------------------------------

def saturation_fraction(x, kind):
    if kind == "sigmoid":
        relative = 4 * plogis(x) * plogis(-x)
    elif kind == "tanh":
        relative = 1 - np.tanh(x) ** 2
    else:
        raise ValueError(f"unknown kind: {kind!r}")
    return np.mean(relative < 0.01)


def dead_relu_fraction(activations):
    n_unit = activations.shape[1]
    by_unit = np.moveaxis(activations, 1, 0).reshape(n_unit, -1)
    n_alive = np.count_nonzero(by_unit, axis=1)
    return np.mean(n_alive == 0)
