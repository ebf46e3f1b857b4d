"""Known wrong variants of ``training.py``, each with the hint it earns."""

import copy
import inspect
import math
from types import FunctionType

import numpy as np
import predictions as predicted
import training as right

from autograder.assignment.misconceptions import wrong


def _rewired(name, **others):
    """The reference's function ``name`` in a module where some other names mean something else."""
    space = dict(vars(right))
    for key, value in vars(right).items():
        if inspect.isfunction(value) and value.__module__ == "training":
            space[key] = FunctionType(value.__code__, space, key, value.__defaults__)
    space.update(others)
    return space[name]


# A. Convolution


@wrong(
    "im2col",
    "the columns are in the order row, column, channel",
    hint="w.reshape(F, -1) has the channel as its slowest index: which order fits to it?",
)
def im_channels_last(x, height, width, stride, pad):
    columns = right.im2col(x, height, width, stride, pad)
    parts = columns.reshape(len(columns), x.shape[1], height, width)
    return parts.transpose(0, 2, 3, 1).reshape(columns.shape)


@wrong(
    "im2col",
    "windows are the columns and not the rows",
    hint="CS231n has it that way round; here every window is a row.",
)
def im_transposed(x, height, width, stride, pad):
    return np.ascontiguousarray(right.im2col(x, height, width, stride, pad).T)


@wrong(
    "im2col",
    "the rows are in the order row, column, image",
    hint="The windows of one image stand together: which index is the slowest?",
)
def im_images_last(x, height, width, stride, pad):
    columns = right.im2col(x, height, width, stride, pad)
    parts = columns.reshape(len(x), -1, columns.shape[1])
    return parts.transpose(1, 0, 2).reshape(columns.shape)


@wrong("im2col", "nothing is padded", hint="What does a window at the border see?")
def im_unpadded(x, height, width, stride, pad):
    return right.im2col(x, height, width, stride, 0)


@wrong(
    "im2col", "windows lie next to each other, whatever the stride", hint="Where is stride used?"
)
def im_stride_one(x, height, width, stride, pad):
    return right.im2col(x, height, width, 1, pad)


def _col2im(columns, shape, height, width, stride, pad, put):
    n, c, h, w = shape
    rows, cols = (h + 2 * pad - height) // stride + 1, (w + 2 * pad - width) // stride + 1
    windows = columns.reshape(n, rows, cols, c, height, width)
    padded = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    for i in range(rows):
        for j in range(cols):
            place = np.s_[:, :, i * stride : i * stride + height, j * stride : j * stride + width]
            put(padded, place, windows[:, i, j])
    return padded


@wrong(
    "col2im",
    "a pixel keeps what the last window says, where several overlap",
    hint="A pixel that is in several windows counts in each of them: = or +=?",
)
def col_overwrites(columns, shape, height, width, stride, pad):
    def put(padded, place, window):
        padded[place] = window

    padded = _col2im(columns, shape, height, width, stride, pad, put)
    return padded[:, :, pad : pad + shape[2], pad : pad + shape[3]]


@wrong(
    "col2im",
    "a pixel gets the mean over its windows",
    hint="The adjoint adds: check that the sum of im2col(x) y is the sum of x col2im(y).",
)
def col_mean(columns, shape, height, width, stride, pad):
    counts = right.col2im(np.ones(columns.shape), shape, height, width, stride, pad)
    return right.col2im(columns, shape, height, width, stride, pad) / np.maximum(counts, 1)


@wrong("col2im", "the padding is still there", hint="shape is that of the images before padding.")
def col_uncropped(columns, shape, height, width, stride, pad):
    def put(padded, place, window):
        padded[place] += window

    return _col2im(columns, shape, height, width, stride, pad, put)


@wrong(
    "fast_conv_forward", "the bias is missing", hint="What is added once every product is there?"
)
def conv_without_bias(x, w, b, conv_param):
    return right.fast_conv_forward(x, w, 0 * b, conv_param)


@wrong(
    "fast_conv_forward",
    "the filter is flipped",
    hint="A layer called convolution multiplies the filter as it lies: cross-correlation.",
)
def conv_flipped(x, w, b, conv_param):
    return right.fast_conv_forward(x, np.ascontiguousarray(w[:, :, ::-1, ::-1]), b, conv_param)


@wrong(
    "fast_conv_forward",
    "the matrix product is reshaped to (N, F, H', W') without a transpose",
    hint="In which order are the rows, and where do the filters stand before the reshape?",
)
def conv_reshaped(x, w, b, conv_param):
    out, cache = right.fast_conv_forward(x, w, b, conv_param)
    return np.ascontiguousarray(out.transpose(0, 2, 3, 1)).reshape(out.shape), cache


@wrong("fast_conv_backward", "db is the mean", hint="b is added at every pixel: what adds up?")
def conv_db_mean(dout, cache):
    dx, dw, db = right.fast_conv_backward(dout, cache)
    return dx, dw, db * dout.shape[1] / dout.size


@wrong(
    "fast_conv_backward",
    "dout is reshaped to (N H' W', F) without a transpose",
    hint="The rows must be in the order of im2col: image, row, column. Where does F stand in dout?",
)
def conv_dout_reshaped(dout, cache):
    n, f, rows, columns = dout.shape
    mixed = dout.reshape(n, rows, columns, f).transpose(0, 3, 1, 2)
    return right.fast_conv_backward(mixed, cache)


@wrong(
    "fast_conv_backward",
    "dw is the product the other way round, reshaped without a transpose",
    hint="The product of columns and dout has the shape (C HH WW, F): F is not its first axis.",
)
def conv_dw_transposed(dout, cache):
    dx, dw, db = right.fast_conv_backward(dout, cache)
    return dx, np.ascontiguousarray(dw.reshape(len(dw), -1).T).reshape(dw.shape), db


# B. The network


def _last(params):
    return max(int(key[1:]) for key in params if key.startswith("W"))


@wrong(
    "init_network",
    "the last layer is initialised like the others",
    hint="The first loss should be log(classes): how large may the first scores be?",
)
def init_last_like_the_rest(config, rng):
    params, state = right.init_network(config, rng)
    params[f"W{_last(params)}"] *= 100
    return params, state


@wrong(
    "init_network",
    "all layers are multiplied by 0.01",
    hint="Only the scores should begin small; what would so small weights do in a deep network?",
)
def init_all_small(config, rng):
    params, state = right.init_network(config, rng)
    last = _last(params)
    return {k: v * 0.01 if k[0] == "W" and k != f"W{last}" else v for k, v in params.items()}, state


@wrong(
    "init_network",
    "the last layer is zero",
    hint="No gradient gets through a layer of zeros: the layers below would not learn at first.",
)
def init_last_zero(config, rng):
    params, state = right.init_network(config, rng)
    params[f"W{_last(params)}"] *= 0
    return params, state


@wrong(
    "init_network",
    "running_var begins with 0",
    hint="Before the first batch, test mode should change nothing: which variance does that?",
)
def init_running_var_zero(config, rng):
    params, state = right.init_network(config, rng)
    return params, {k: {**v, "running_var": 0 * v["running_var"]} for k, v in state.items()}


@wrong(
    "init_network", "gamma begins with 0", hint="gamma multiplies: which factor changes nothing?"
)
def init_gamma_zero(config, rng):
    params, state = right.init_network(config, rng)
    return {k: 0 * v if k.startswith("gamma") else v for k, v in params.items()}, state


@wrong(
    "init_network",
    "the scores get a batch normalization too",
    hint="The last block is an affine layer alone.",
)
def init_last_normalised(config, rng):
    params, state = right.init_network(config, rng)
    last, units = _last(params), config["classes"]
    if config["batchnorm"]:
        params |= {f"gamma{last}": np.ones(units), f"beta{last}": np.zeros(units)}
        state[f"bn{last}"] = {"running_mean": np.zeros(units), "running_var": np.ones(units)}
    return params, state


@wrong(
    "init_network",
    "pooling does not halve the image",
    hint="How many numbers come out of the last conv block, after its pooling?",
)
def init_without_pooling(config, rng):
    if len(config["input"]) == 3:
        c, h, w = config["input"]
        factor = 2 ** len(config["conv"])
        config = {**config, "input": (c, h * factor, w * factor)}
    return right.init_network(config, rng)


@wrong(
    "init_network",
    "an initialization that does not exist is taken for He's",
    hint="config['init'] may be misspelt: raise ValueError.",
)
def init_anything(config, rng):
    known = config["init"] == "xavier" or not isinstance(config["init"], str)
    return right.init_network(config if known else {**config, "init": "he"}, rng)


@wrong(
    "network_forward",
    "batch normalization comes after the ReLU",
    hint="Look at the order of the block again: what is normalised, and when?",
)
def net_normalised_after_relu(params, state, X, config, mode, rng=None):
    if not config["batchnorm"]:
        return right.network_forward(params, state, X, config, mode, rng)

    def after(normalise):
        def layer(x, *rest):
            return normalise(np.maximum(x, 0), *rest)

        return layer

    forward = _rewired(
        "network_forward",
        batchnorm_forward=after(right.batchnorm_forward),
        spatial_batchnorm_forward=after(right.spatial_batchnorm_forward),
        relu_forward=lambda x: (x, x),
    )
    return forward(params, state, X, config, mode, rng)


@wrong("network_forward", "no ReLU is in it", hint="Without it all layers together are linear.")
def net_without_relu(params, state, X, config, mode, rng=None):
    forward = _rewired("network_forward", relu_forward=lambda x: (x, x))
    return forward(params, state, X, config, mode, rng)


@wrong(
    "network_forward",
    "the scores go through a ReLU",
    hint="A score may be negative: the last block is an affine layer alone.",
)
def net_relu_at_the_end(params, state, X, config, mode, rng=None):
    scores, cache = right.network_forward(params, state, X, config, mode, rng)
    return np.maximum(scores, 0), cache


@wrong(
    "network_forward",
    "the moving averages are not written back to state",
    hint="batchnorm_forward stores them in the dict that it is given: is that the one in state?",
)
def net_averages_lost(params, state, X, config, mode, rng=None):
    return right.network_forward(params, copy.deepcopy(state), X, config, mode, rng)


@wrong(
    "network_forward",
    "batch normalization is in train mode whatever the mode",
    hint="Does the mode reach every layer that has one?",
)
def net_always_training(params, state, X, config, mode, rng=None):
    if mode not in ("train", "test"):
        raise ValueError(mode)
    keep = 1.0 if mode == "test" else config["keep"]
    return right.network_forward(params, state, X, {**config, "keep": keep}, "train", rng)


@wrong(
    "network_forward",
    "the moving averages move in test mode too",
    hint="In test mode state is read only.",
)
def net_averages_move_in_test(params, state, X, config, mode, rng=None):
    if mode != "test":
        return right.network_forward(params, state, X, config, mode, rng)
    before = copy.deepcopy(state)
    right.network_forward(params, state, X, {**config, "keep": 1.0}, "train")
    return right.network_forward(params, before, X, config, mode)


@wrong(
    "network_forward",
    "pooling comes before batch normalization",
    hint="The block is conv, batchnorm, ReLU, and then pooling.",
)
def net_pooled_first(params, state, X, config, mode, rng=None):
    if not config["batchnorm"]:
        return right.network_forward(params, state, X, config, mode, rng)

    def conv(x, w, b, conv_param):
        out, cache = right.fast_conv_forward(x, w, b, conv_param)
        return right.max_pool_forward(out, right.POOL)[0], cache

    forward = _rewired(
        "network_forward", fast_conv_forward=conv, max_pool_forward=lambda x, how: (x, None)
    )
    return forward(params, state, X, config, mode, rng)


@wrong(
    "network_forward",
    "every mode is taken for 'train' or 'test'",
    hint="A mode that is misspelt should be a ValueError, also where no layer looks at it.",
)
def net_any_mode(params, state, X, config, mode, rng=None):
    return right.network_forward(params, state, X, config, mode if mode == "train" else "test", rng)


@wrong(
    "network_backward",
    "the gradient goes through the ReLUs as if they were not there",
    hint="Every layer of the forward has its backward, in the opposite order.",
)
def back_without_relu(dscores, cache):
    return _rewired("network_backward", relu_backward=lambda d, c: d)(dscores, cache)


@wrong(
    "network_backward",
    "the gradient goes through units that dropout had dropped",
    hint="Which masks did the forward use?",
)
def back_without_dropout(dscores, cache):
    return _rewired("network_backward", dropout_backward=lambda d, c: d)(dscores, cache)


@wrong(
    "network_backward",
    "the gradients of gamma and beta are exchanged",
    hint="batchnorm_backward returns dx, dgamma, dbeta, in that order.",
)
def back_gamma_for_beta(dscores, cache):
    grads = right.network_backward(dscores, cache)
    other = {"gamma": "beta", "beta": "gamma"}
    return {other.get(k[:-1], k[:-1]) + k[-1]: v for k, v in grads.items()}


@wrong(
    "network_backward",
    "batch normalization hands the gradient on unchanged",
    hint="What comes out of batchnorm_backward first is the upstream gradient of the layer below.",
)
def back_past_batchnorm(dscores, cache):
    def past(backward):
        return lambda d, c: (d, *backward(d, c)[1:])

    backward = _rewired(
        "network_backward",
        batchnorm_backward=past(right.batchnorm_backward),
        spatial_batchnorm_backward=past(right.spatial_batchnorm_backward),
    )
    return backward(dscores, cache)


@wrong(
    "network_backward",
    "the gradients are divided by the number of examples",
    hint="The loss is a mean already, and dscores with it: who divides, and how often?",
)
def back_divided(dscores, cache):
    return {k: g / len(dscores) for k, g in right.network_backward(dscores, cache).items()}


@wrong(
    "l2_penalty",
    "biases, gamma and beta decay as well",
    hint="Only weights should be kept small; a bias or a scale does not make a function wiggle.",
)
def l2_of_everything(params, strength):
    penalty = 0.5 * strength * sum(np.sum(value**2) for value in params.values())
    return penalty, {key: strength * value for key, value in params.items()}


@wrong(
    "l2_penalty",
    "the half is missing in the penalty, though not in its gradient",
    hint="Is the one the derivative of the other? Try check_gradient on paper with one weight.",
)
def l2_without_half(params, strength):
    penalty, grads = right.l2_penalty(params, strength)
    return 2 * penalty, grads


@wrong(
    "l2_penalty",
    "the gradient is twice that of the penalty",
    hint="With the half in front, the derivative of W^2 leaves which factor?",
)
def l2_gradient_doubled(params, strength):
    penalty, grads = right.l2_penalty(params, strength)
    return penalty, {key: 2 * g for key, g in grads.items()}


@wrong(
    "l2_penalty",
    "the penalty takes the norm and not its square",
    hint="The penalty is the sum of the squares; no root is taken of it.",
)
def l2_of_the_norm(params, strength):
    penalty, grads = right.l2_penalty(params, strength)
    return math.sqrt(2 * strength * penalty) / 2, grads


@wrong(
    "network_loss",
    "the loss is summed over the batch",
    hint="With another batch size the steps should be as large as before: sum or mean?",
)
def loss_summed(params, state, X, y, config, strength=0.0, rng=None):
    def summed(x, y):
        loss, dx = right.softmax_loss(x, y)
        return loss * len(x), dx * len(x)

    loss = _rewired("network_loss", softmax_loss=summed)
    return loss(params, state, X, y, config, strength, rng)


@wrong(
    "network_loss",
    "the penalty is in the loss, though not in the gradients",
    hint="What is added to the loss has a gradient of its own.",
)
def loss_penalty_without_gradient(params, state, X, y, config, strength=0.0, rng=None):
    loss, grads = right.network_loss(params, state, X, y, config, 0.0, rng)
    return loss + right.l2_penalty(params, strength)[0], grads


@wrong(
    "network_loss",
    "the weights decay, though the penalty is not in the loss",
    hint="The gradients should be those of the number that is returned.",
)
def loss_without_penalty(params, state, X, y, config, strength=0.0, rng=None):
    loss, grads = right.network_loss(params, state, X, y, config, strength, rng)
    return loss - right.l2_penalty(params, strength)[0], grads


@wrong(
    "network_loss",
    "the moving averages move twice",
    hint="One step is one forward pass in train mode.",
)
def loss_forward_twice(params, state, X, y, config, strength=0.0, rng=None):
    right.network_forward(params, state, X, {**config, "keep": 1.0}, "train")
    return right.network_loss(params, state, X, y, config, strength, rng)


@wrong(
    "network_loss",
    "the moving averages stay where they are",
    hint="Whose state does the forward pass get: the caller's, or a copy?",
)
def loss_on_a_copy(params, state, X, y, config, strength=0.0, rng=None):
    return right.network_loss(params, copy.deepcopy(state), X, y, config, strength, rng)


@wrong(
    "predict",
    "the network is in train mode",
    hint="A prediction should not depend on who else is in the batch: which statistics are used?",
)
def predict_in_train_mode(params, state, X, config, batch_size=256):
    config, forward = {**config, "keep": 1.0}, right.network_forward
    predict = _rewired(
        "predict", network_forward=lambda p, s, X, c, m: forward(p, s, X, c, "train")
    )
    return predict(params, state, X, config, batch_size)


@wrong(
    "predict",
    "the moving averages move",
    hint="Looking at the validation set must not change the network: state is read only here.",
)
def predict_moves_averages(params, state, X, config, batch_size=256):
    found = right.predict(params, state, X, config, batch_size)
    right.network_forward(params, state, X, {**config, "keep": 1.0}, "train")
    return found


@wrong("predict", "it returns scores", hint="Probabilities lie between 0 and 1 and sum up to 1.")
def predict_scores(params, state, X, config, batch_size=256):
    return right.network_forward(params, state, X, config, "test")[0]


@wrong(
    "predict",
    "a last batch that is smaller is left out",
    hint="How many rows should come out, whatever batch_size is?",
)
def predict_drops_the_rest(params, state, X, config, batch_size=256):
    whole = len(X) // batch_size * batch_size or len(X)
    return right.predict(params, state, X[:whole], config, batch_size)


@wrong(
    "predict",
    "exp overflows",
    hint="exp(1000) is inf: subtract something from the scores first, as in softmax_loss.",
)
def predict_overflows(params, state, X, config, batch_size=256):
    powers = np.exp(right.network_forward(params, state, X, config, "test")[0])
    return powers / powers.sum(axis=1, keepdims=True)


@wrong(
    "predict",
    "the hidden units are multiplied by keep",
    hint="Inverted dropout has divided by keep in training; nothing is left to do in test mode.",
)
def predict_scaled_by_keep(params, state, X, config, batch_size=256):
    def scaled(x, how):
        return x * how["keep"], None

    predict = _rewired("predict", dropout_forward=scaled)
    return predict(params, state, X, config, batch_size)


def _fused(params, state, config, fuse):
    def affine(w, b, gamma, beta, mean, var):
        return fuse(w, b, gamma, beta, mean, var, 1)

    def conv(w, b, gamma, beta, mean, var):
        return fuse(w, b, gamma, beta, mean, var, (-1, 1, 1, 1))

    fused = _rewired("fuse_network", fuse_batchnorm_affine=affine, fuse_batchnorm_conv=conv)
    return fused(params, state, config)


def _row(scale, shape):
    return scale if shape == 1 else scale.reshape(shape)


@wrong(
    "fuse_network",
    "gamma multiplies the weights without the standard deviation",
    hint="In test mode batch normalization divides by something: it belongs into the weights too.",
)
def fuse_without_variance(params, state, config):
    def fuse(w, b, gamma, beta, mean, var, shape):
        return w * _row(gamma, shape), (b - mean) * gamma + beta

    return _fused(params, state, config, fuse)


@wrong(
    "fuse_network",
    "eps is left out",
    hint="Test mode divides by sqrt(running_var + eps); the fused layer must be equal to 1e-10.",
)
def fuse_without_eps(params, state, config):
    def fuse(w, b, gamma, beta, mean, var, shape):
        scale = gamma / np.sqrt(var)
        return w * _row(scale, shape), (b - mean) * scale + beta

    return _fused(params, state, config, fuse)


@wrong(
    "fuse_network",
    "the bias of the layer is lost",
    hint="Put x = 0 through the layer and the normalization: what comes out?",
)
def fuse_without_bias(params, state, config):
    def fuse(w, b, gamma, beta, mean, var, shape):
        scale = gamma / np.sqrt(var + 1e-5)
        return w * _row(scale, shape), beta - mean * scale

    return _fused(params, state, config, fuse)


@wrong(
    "fuse_network",
    "gamma and beta are still among the parameters",
    hint="A fused network has no normalization, and no parameters for it.",
)
def fuse_keeps_gamma(params, state, config):
    return {**params, **right.fuse_network(params, state, config)}


# C. Regularisation


@wrong(
    "dropout_forward",
    "the units that are kept are not divided by keep",
    hint="The mean of a unit over many masks should be what it is without dropout.",
)
def drop_unscaled(x, dropout_param):
    out, mask = right.dropout_forward(x, dropout_param)
    keep = dropout_param["keep"]
    return (out, mask) if mask is None else (out * keep, mask * keep)


@wrong(
    "dropout_forward",
    "keep is taken for the probability to drop",
    hint="keep is CS231n's p, the probability to keep; PyTorch's p is the other one.",
)
def drop_for_keep(x, dropout_param):
    if dropout_param["keep"] == 1:
        return (x, None) if dropout_param["mode"] == "test" else (0 * x, 0 * x)
    return right.dropout_forward(x, {**dropout_param, "keep": 1 - dropout_param["keep"]})


@wrong("dropout_forward", "units are dropped in test mode", hint="Where is the mode looked at?")
def drop_in_test_mode(x, dropout_param):
    rng = dropout_param["rng"] or np.random.default_rng(0)
    return right.dropout_forward(x, {**dropout_param, "mode": "train", "rng": rng})


@wrong(
    "dropout_forward",
    "the activations are scaled in test mode instead of in training",
    hint="Inverted dropout scales while training, so that nothing is to be done in test mode.",
)
def drop_scaled_in_test(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x * dropout_param["keep"], None
    out, mask = right.dropout_forward(x, dropout_param)
    keep = dropout_param["keep"]
    return (out, mask) if mask is None else (out * keep, mask * keep)


@wrong(
    "dropout_forward",
    "a unit is dropped for all examples at once",
    hint="Each example has a mask of its own: what shape has it?",
)
def drop_columns(x, dropout_param):
    if dropout_param["mode"] == "test" or dropout_param["keep"] == 1:
        return x, None
    keep = dropout_param["keep"]
    mask = (dropout_param["rng"].random((1, *x.shape[1:])) < keep) / keep * np.ones(x.shape)
    return x * mask, mask


@wrong(
    "dropout_backward",
    "the gradient goes through all units",
    hint="A unit that was 0 had no part in the loss: what is its gradient?",
)
def drop_back_everywhere(dout, cache):
    return dout


@wrong(
    "dropout_backward",
    "the gradient is not divided by keep",
    hint="The forward divided: out = x / keep. What is its derivative?",
)
def drop_back_unscaled(dout, cache):
    return dout if cache is None else dout * (cache > 0)


def _drop_forward(x, dropout_param):
    out, mask = right.dropout_forward(x, dropout_param)
    return out, (mask, dropout_param["keep"], dropout_param["rng"])


@wrong(
    "dropout_backward",
    "the backward draws a new mask",
    hint="The units that were dropped in the forward are those whose gradient is 0.",
    forward=_drop_forward,
)
def drop_back_new_mask(dout, cache):
    mask, keep, rng = cache
    return dout if mask is None else dout * (rng.random(dout.shape) < keep) / keep


@wrong(
    "shift_images",
    "what leaves on one side comes in on the other",
    hint="np.roll wraps around: what should stand where the image has moved away?",
)
def shift_wraps(images, down, right, fill=0.0):
    return np.roll(images, (down, right), axis=(2, 3))


@wrong(
    "shift_images",
    "down and right are exchanged",
    hint="Images are (N, C, H, W): which axis runs down?",
)
def shift_exchanged(images, down, right, fill=0.0):
    return _shift(images, right, down, fill)


@wrong(
    "shift_images",
    "the images move up and left",
    hint="Does the pixel at row 0 end at row ``down``, or the other way round?",
)
def shift_backwards(images, down, right, fill=0.0):
    return _shift(images, -down, -right, fill)


@wrong("shift_images", "what moves in is always 0", hint="fill says what moves in.")
def shift_fills_zeros(images, down, right, fill=0.0):
    return _shift(images, down, right, 0.0)


_shift = right.shift_images


def _shifted(images, offsets, fill, shift=_shift):
    moved = [shift(images[i : i + 1], *offset, fill) for i, offset in enumerate(offsets)]
    return np.concatenate(moved)


@wrong(
    "random_shift",
    "all images move alike",
    hint="Draw an offset for each image: where does the draw stand, before the loop or in it?",
)
def random_one_for_all(images, most, rng, fill=0.0):
    offset = rng.integers(-most, most + 1, 2)
    return _shifted(images, [tuple(map(int, offset))] * len(images), fill)


@wrong(
    "random_shift",
    "images move down and right only",
    hint="Offsets lie between -most and most.",
)
def random_never_back(images, most, rng, fill=0.0):
    return _shifted(images, rng.integers(0, most + 1, (len(images), 2)).tolist(), fill)


@wrong(
    "random_shift",
    "no image moves by ``most`` itself",
    hint="The upper bound of rng.integers is left out.",
)
def random_bound_left_out(images, most, rng, fill=0.0):
    return _shifted(images, rng.integers(-most, most, (len(images), 2)).tolist(), fill)


@wrong(
    "random_shift",
    "what leaves on one side comes in on the other",
    hint="np.roll wraps around; your shift_images does not.",
)
def random_wraps(images, most, rng, fill=0.0):
    offsets = rng.integers(-most, most + 1, (len(images), 2)).tolist()
    return _shifted(images, offsets, fill, lambda x, i, j, fill: np.roll(x, (i, j), axis=(2, 3)))


@wrong(
    "random_shift",
    "images move along the diagonal only",
    hint="Down and right are two draws.",
)
def random_diagonal(images, most, rng, fill=0.0):
    offsets = rng.integers(-most, most + 1, len(images)).tolist()
    return _shifted(images, [(k, k) for k in offsets], fill)


# D. Parameter updates


def _in_place(rule):
    def changed(w, dw, config):
        w[...], config = rule(w, dw, config)
        return w, config

    return changed


IN_PLACE = (
    "CS231n's rules may change w; these may not: best parameters that are kept would change too. "
    "w -= ... works in place, w = w - ... does not."
)


@wrong("sgd", "the step goes uphill", hint="The gradient points to where the loss grows.")
def sgd_uphill(w, dw, config):
    return right.sgd(w, -dw, config)


@wrong("sgd", "w is changed in place", hint=IN_PLACE)
def sgd_in_place(w, dw, config):
    return _in_place(right.sgd)(w, dw, config)


@wrong(
    "sgd_momentum",
    "the velocity is a moving average of the gradients",
    hint="v = momentum v - learning_rate dw: no factor (1 - momentum) stands before dw.",
)
def momentum_average(w, dw, config):
    mu = config.get("momentum", 0.9)
    v = mu * config.get("velocity", 0.0) - (1 - mu) * config.get("learning_rate", 1e-2) * dw
    return w + v, {**config, "velocity": v}


@wrong(
    "sgd_momentum",
    "the velocity does not come back in the config",
    hint="The config that is returned is the rule's only memory.",
)
def momentum_forgotten(w, dw, config):
    return right.sgd_momentum(w, dw, config)[0], dict(config)


@wrong(
    "sgd_momentum",
    "the velocity is a sum of gradients, which the rate multiplies afterwards",
    hint="That is PyTorch's form. Here the rate is in the velocity: it differs once the rate does.",
)
def momentum_of_pytorch(w, dw, config):
    v = config.get("momentum", 0.9) * config.get("velocity", 0.0) + dw
    return w - config.get("learning_rate", 1e-2) * v, {**config, "velocity": v}


@wrong(
    "sgd_momentum",
    "the step looks ahead along the velocity",
    hint="That is Nesterov's momentum, a bonus question.",
)
def momentum_of_nesterov(w, dw, config):
    return right.nesterov_momentum(w, dw, config)


@wrong("sgd_momentum", "w is changed in place", hint=IN_PLACE)
def momentum_in_place(w, dw, config):
    return _in_place(right.sgd_momentum)(w, dw, config)


def _rmsprop(w, dw, config, cache=None, root=None):
    rate, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    eps, before = config.get("epsilon", 1e-8), config.get("cache", 0.0)
    s = cache(before, rho) if cache else rho * before + (1 - rho) * dw**2
    divisor = root(s, eps) if root else np.sqrt(s) + eps
    return w - rate * dw / divisor, {**config, "cache": s}


EPS_OUTSIDE = "Where does epsilon stand in the formula? Beside a gradient of 1e-12 it decides."


@wrong("rmsprop", "epsilon is added under the root", hint=EPS_OUTSIDE)
def rmsprop_eps_inside(w, dw, config):
    return _rmsprop(w, dw, config, root=lambda s, eps: np.sqrt(s + eps))


@wrong(
    "rmsprop", "no root is taken", hint="What has the unit of dw: its square, or the root of it?"
)
def rmsprop_without_root(w, dw, config):
    return _rmsprop(w, dw, config, root=lambda s, eps: s + eps)


@wrong(
    "rmsprop",
    "the squares are summed up over all steps",
    hint="That is Adagrad, whose steps only shrink. RMSProp forgets: a moving average.",
)
def rmsprop_adagrad(w, dw, config):
    return _rmsprop(w, dw, config, cache=lambda before, rho: before + dw**2)


@wrong(
    "rmsprop",
    "decay_rate weighs the new square instead of the old average",
    hint="With decay_rate 0.99, how much of the average should one step replace?",
)
def rmsprop_decay_swapped(w, dw, config):
    return _rmsprop(w, dw, config, cache=lambda before, rho: (1 - rho) * before + rho * dw**2)


@wrong(
    "rmsprop",
    "the average does not come back in the config",
    hint="The config that is returned is the rule's only memory.",
)
def rmsprop_forgotten(w, dw, config):
    return right.rmsprop(w, dw, config)[0], dict(config)


def _adam(w, dw, config, *, first=True, second=True, root=None, advance=1):
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", 0.0) + (1 - beta1) * dw
    v = beta2 * config.get("v", 0.0) + (1 - beta2) * dw**2
    eps = config.get("epsilon", 1e-8)
    with np.errstate(all="ignore"):
        m_hat = m / np.float64(1 - beta1 ** (t - 1 + advance)) if first else m
        v_hat = v / np.float64(1 - beta2 ** (t - 1 + advance)) if second else v
        step = m_hat / (root(v_hat, eps) if root else np.sqrt(v_hat) + eps)
    return w - config.get("learning_rate", 1e-3) * step, {**config, "m": m, "v": v, "t": t}


@wrong(
    "adam",
    "the averages are not corrected for their beginning with 0",
    hint="After one step m is (1 - beta1) dw only: how long should the first step be?",
)
def adam_uncorrected(w, dw, config):
    return _adam(w, dw, config, first=False, second=False)


@wrong("adam", "v is not corrected for beginning with 0", hint="Both averages begin with 0.")
def adam_second_uncorrected(w, dw, config):
    return _adam(w, dw, config, second=False)


@wrong(
    "adam",
    "the correction takes t before it is advanced",
    hint="beta^0 is 1, and 1 - 1 is 0: which t does the first step have?",
)
def adam_t_too_late(w, dw, config):
    return _adam(w, dw, config, advance=0)


@wrong(
    "adam",
    "t stays at 1",
    hint="t must come back in the config, advanced, so that the next step knows it.",
)
def adam_t_stuck(w, dw, config):
    next_w, new = right.adam(w, dw, {**config, "t": 0})
    return next_w, {**new, "t": config.get("t", 0)}


@wrong("adam", "epsilon is added under the root", hint=EPS_OUTSIDE)
def adam_eps_inside(w, dw, config):
    return _adam(w, dw, config, root=lambda v, eps: np.sqrt(v + eps))


@wrong("adam", "no root is taken of v", hint="A step should not depend on the size of dw.")
def adam_without_root(w, dw, config):
    return _adam(w, dw, config, root=lambda v, eps: v + eps)


@wrong("adam", "beta1 and beta2 are exchanged", hint="beta1 belongs to m, beta2 to v.")
def adam_betas_exchanged(w, dw, config):
    betas = {"beta1": config.get("beta2", 0.999), "beta2": config.get("beta1", 0.9)}
    next_w, new = right.adam(w, dw, {**config, **betas})
    return next_w, {**new, **{k: config[k] for k in betas if k in config}}


@wrong(
    "adam",
    "m and v of the config passed in are changed in place",
    hint="m *= beta1 works on the array that the caller still has; make a new one.",
)
def adam_in_place(w, dw, config):
    next_w, new = right.adam(w, dw, config)
    for key in ("m", "v"):
        if key in config:
            config[key][...] = new[key]
    return next_w, new


# E. What changes while training


def _rate(schedule, at, **kinds):
    kind = schedule["kind"]
    return kinds[kind](schedule, at) if kind in kinds else right.learning_rate(schedule, at)


@wrong(
    "learning_rate",
    "the cosine is not lifted above 0",
    hint="A cosine goes from 1 to -1; the rate should go from base to 0.",
)
def rate_negative(schedule, step):
    def cosine(s, step):
        return s["base"] * math.cos(math.pi * step / s["total"])

    def warmup(s, step):
        if step < s["warmup"]:
            return right.learning_rate(s, step)
        rest = {"base": s["base"], "total": s["total"] - s["warmup"]}
        return cosine(rest, step - s["warmup"])

    return _rate(schedule, step, cosine=cosine, warmup=warmup)


@wrong(
    "learning_rate",
    "'step' falls a little with every step",
    hint="The rate stays for ``every`` steps, and then falls at once: which division is //?",
)
def rate_continuous(schedule, step):
    return _rate(
        schedule, step, step=lambda s, i: float(s["base"] * s["factor"] ** (i / s["every"]))
    )


@wrong("learning_rate", "'step' falls one step too early", hint="Steps count from 0.")
def rate_too_early(schedule, step):
    return _rate(
        schedule, step, step=lambda s, i: float(s["base"] * s["factor"] ** ((i + 1) // s["every"]))
    )


@wrong(
    "learning_rate",
    "the warm-up begins with 0",
    hint="A step with a rate of 0 is lost: step 0 has base / warmup.",
)
def rate_from_zero(schedule, step):
    def warmup(s, i):
        return s["base"] * i / s["warmup"] if i < s["warmup"] else right.learning_rate(s, i)

    return _rate(schedule, step, warmup=warmup)


@wrong(
    "learning_rate",
    "the cosine after the warm-up counts from the beginning of the run",
    hint="Right after the warm-up the rate is base itself.",
)
def rate_cosine_from_the_start(schedule, step):
    def warmup(s, i):
        if i < s["warmup"]:
            return right.learning_rate(s, i)
        return right.learning_rate({**s, "kind": "cosine"}, i)

    return _rate(schedule, step, warmup=warmup)


@wrong(
    "learning_rate",
    "a kind that does not exist counts as 'constant'",
    hint="A kind may be misspelt: raise ValueError.",
)
def rate_anything(schedule, step):
    known = schedule["kind"] in ("constant", "step", "cosine", "warmup")
    return right.learning_rate(schedule if known else {**schedule, "kind": "constant"}, step)


@wrong(
    "clip_gradients",
    "each array is clipped by its own norm",
    hint="One norm over all arrays, one factor for all: the direction of the step should stay.",
)
def clip_each(grads, max_norm):
    norm = right.clip_gradients(grads, max_norm)[1]
    return {k: right.clip_gradients({k: g}, max_norm)[0][k] for k, g in grads.items()}, norm


@wrong(
    "clip_gradients",
    "the norm that is returned is that after clipping",
    hint="One watches how large the gradients would have been.",
)
def clip_norm_after(grads, max_norm):
    clipped, norm = right.clip_gradients(grads, max_norm)
    return clipped, min(norm, float(max_norm))


@wrong(
    "clip_gradients",
    "small gradients are scaled up to max_norm",
    hint="max_norm is a limit: what is below it stays as it is.",
)
def clip_always(grads, max_norm):
    norm = right.clip_gradients(grads, max_norm)[1]
    return {k: g * (max_norm / norm if norm else 1.0) for k, g in grads.items()}, norm


@wrong(
    "clip_gradients",
    "every entry is cut off at max_norm",
    hint="That would turn the direction: all entries are scaled by one factor.",
)
def clip_entries(grads, max_norm):
    norm = right.clip_gradients(grads, max_norm)[1]
    return {k: np.clip(g, -max_norm, max_norm) for k, g in grads.items()}, norm


@wrong("clip_gradients", "no root is taken of the sum of squares", hint="A norm is a length.")
def clip_squared(grads, max_norm):
    square = right.clip_gradients(grads, max_norm)[1] ** 2
    factor = max_norm / square if square > max_norm else 1.0
    return {k: factor * g for k, g in grads.items()}, square


@wrong(
    "epoch_orders",
    "all epochs have the same order",
    hint="Every epoch is shuffled anew: how many permutations are drawn?",
)
def orders_all_alike(n, epochs, rng):
    return np.tile(rng.permutation(n), (epochs, 1))


@wrong("epoch_orders", "nothing is shuffled", hint="Sorted examples make every batch of one class.")
def orders_sorted(n, epochs, rng):
    return np.tile(np.arange(n), (epochs, 1))


@wrong(
    "epoch_orders",
    "examples are drawn with replacement",
    hint="An epoch visits every example once.",
)
def orders_with_replacement(n, epochs, rng):
    return rng.integers(0, n, (epochs, n))


def _best(accuracies, patience, better, enough=lambda waited, patience: waited >= patience):
    best = 0
    for epoch, accuracy in enumerate(accuracies):
        best = epoch if better(accuracy, accuracies[best]) else best
        if patience is not None and enough(epoch - best, patience):
            return best, epoch
    return best, len(accuracies) - 1


@wrong(
    "best_epoch",
    "an equal accuracy counts as better",
    hint="The first epoch of the highest accuracy is the best one: > or >=?",
)
def best_of_equals_last(accuracies, patience):
    return _best(accuracies, patience, lambda a, b: a >= b)


@wrong(
    "best_epoch",
    "training stops one epoch too late",
    hint="It stops at the epoch that lies exactly ``patience`` after the best one.",
)
def best_too_patient(accuracies, patience):
    return _best(accuracies, patience, lambda a, b: a > b, lambda n, patience: n > patience)


@wrong(
    "best_epoch",
    "the best of all epochs counts, also of those after the stop",
    hint="Once training has stopped there are no later epochs.",
)
def best_of_all(accuracies, patience):
    _, stopped = right.best_epoch(accuracies, patience)
    return int(np.argmax(accuracies)), stopped


@wrong(
    "best_epoch",
    "patience counts from the last rise, not from the best epoch",
    hint="An epoch that is better than the one before may still be worse than the best.",
)
def best_last_rise(accuracies, patience):
    best = rise = 0
    for epoch, accuracy in enumerate(accuracies):
        best = epoch if accuracy > accuracies[best] else best
        rise = epoch if epoch and accuracy > accuracies[epoch - 1] else rise
        if patience is not None and epoch - rise >= patience:
            return best, epoch
    return best, len(accuracies) - 1


def _train(params, state, data, config, hyper, orders, **changed):
    """The reference's loop in a module where some functions are other ones."""
    return _rewired("train", **changed)(params, state, data, config, hyper, orders)


@wrong(
    "train",
    "the best parameters are those of the last epoch",
    hint="best = params does not copy: the dict goes on changing. Copy what you keep.",
)
def train_best_by_reference(params, state, data, config, hyper, orders):
    history = right.train(params, state, data, config, hyper, orders)
    return {**history, "params": dict(params), "state": copy.deepcopy(state)}


@wrong(
    "train",
    "the moving averages of the best epoch are those of the last one",
    hint="state belongs to the parameters: keep a copy of both.",
)
def train_state_by_reference(params, state, data, config, hyper, orders):
    history = right.train(params, state, data, config, hyper, orders)
    return {**history, "state": copy.deepcopy(state)}


@wrong(
    "train",
    "the smaller batch at the end of an epoch is left out",
    hint="12 examples in batches of 5 are three steps: 5, 5 and 2.",
)
def train_drops_the_rest(params, state, data, config, hyper, orders):
    orders = np.asarray(orders)
    size = hyper["batch_size"]
    whole = orders.shape[1] // size * size or orders.shape[1]
    return right.train(params, state, data, config, hyper, orders[:, :whole])


@wrong(
    "train",
    "every epoch has the order of the first one",
    hint="Row e of orders is the order of epoch e.",
)
def train_first_order(params, state, data, config, hyper, orders):
    orders = np.tile(orders[0], (len(orders), 1))
    return right.train(params, state, data, config, hyper, orders)


@wrong(
    "train",
    "the examples are in the order of their labels' file, whatever orders says",
    hint="A batch is data['X'][order[start:end]], and data['y'] of the same.",
)
def train_without_order(params, state, data, config, hyper, orders):
    orders = np.tile(np.arange(len(data["X"])), (len(orders), 1))
    return right.train(params, state, data, config, hyper, orders)


@wrong(
    "train",
    "images are shuffled and labels are not",
    hint="An example and its label go together: index both with the same numbers.",
)
def train_labels_unshuffled(params, state, data, config, hyper, orders):
    size, steps = hyper["batch_size"], iter(range(10**9))
    n = len(data["X"])
    per_epoch = -(-n // size)

    def loss(p, s, X, y, *rest):
        start = next(steps) % per_epoch * size
        return right.network_loss(p, s, X, data["y"][start : start + size], *rest)

    return _train(params, state, data, config, hyper, orders, network_loss=loss)


@wrong(
    "train",
    "the schedule counts epochs",
    hint="The step counts from 0 over the whole run and is never set back.",
)
def train_rate_by_epoch(params, state, data, config, hyper, orders):
    steps = -(-len(orders[0]) // hyper["batch_size"])
    return _train(
        params,
        state,
        data,
        config,
        hyper,
        orders,
        learning_rate=lambda schedule, step: right.learning_rate(schedule, step // steps),
    )


@wrong("train", "the schedule is one step ahead", hint="The first step of the run is step 0.")
def train_rate_ahead(params, state, data, config, hyper, orders):
    return _train(
        params,
        state,
        data,
        config,
        hyper,
        orders,
        learning_rate=lambda schedule, step: right.learning_rate(schedule, step + 1),
    )


@wrong(
    "train",
    "the step counts from 0 again in every epoch",
    hint="The step counts over the whole run and is never set back.",
)
def train_rate_set_back(params, state, data, config, hyper, orders):
    steps = -(-len(orders[0]) // hyper["batch_size"])
    return _train(
        params,
        state,
        data,
        config,
        hyper,
        orders,
        learning_rate=lambda schedule, step: right.learning_rate(schedule, step % steps),
    )


@wrong(
    "train",
    "the schedule is not followed",
    hint="learning_rate(hyper['schedule'], step) is asked before every step.",
)
def train_rate_fixed(params, state, data, config, hyper, orders):
    return _train(
        params,
        state,
        data,
        config,
        hyper,
        orders,
        learning_rate=lambda schedule, step: float(schedule["base"]),
    )


def _own_loop(params, state, data, config, hyper, orders, configs):
    """The loop with the rule's configs as ``configs`` has them: asked for with (key, epoch)."""
    rule = vars(right)[hyper["rule"]]
    history = {"loss": [], "rate": [], "norm": [], "val_accuracy": []}
    limit = math.inf if hyper["max_norm"] is None else hyper["max_norm"]
    for epoch, order in enumerate(orders):
        for start in range(0, len(order), hyper["batch_size"]):
            chosen = order[start : start + hyper["batch_size"]]
            loss, grads = right.network_loss(
                params, state, data["X"][chosen], data["y"][chosen], config, hyper["strength"]
            )
            grads, norm = right.clip_gradients(grads, limit)
            rate = right.learning_rate(hyper["schedule"], len(history["loss"]))
            for key in params:
                own = configs(key, epoch)
                params[key], new = rule(params[key], grads[key], {**own, "learning_rate": rate})
                own.update(new)
            for name, value in (("loss", loss), ("rate", rate), ("norm", norm)):
                history[name].append(value)
        guesses = right.predict(params, state, data["X_val"], config).argmax(axis=1)
        history["val_accuracy"].append(float(np.mean(guesses == data["y_val"])))
        best, _ = right.best_epoch(history["val_accuracy"], None)
        if best == epoch:
            kept = copy.deepcopy({"best_epoch": best, "params": params, "state": state})
        if hyper["patience"] is not None and epoch - best >= hyper["patience"]:
            break
    return {**history, **kept}


@wrong(
    "train",
    "what the rule keeps begins anew in every step",
    hint="The config that a rule returns is what the next step must be given.",
)
def train_forgets_velocity(params, state, data, config, hyper, orders):
    return _own_loop(params, state, data, config, hyper, orders, lambda key, epoch: {})


@wrong(
    "train",
    "what the rule keeps begins anew in every epoch",
    hint="Where are the configs made: before the loop over epochs, or in it?",
)
def train_forgets_each_epoch(params, state, data, config, hyper, orders):
    kept = {}

    def configs(key, epoch):
        return kept.setdefault((key, epoch), {})

    return _own_loop(params, state, data, config, hyper, orders, configs)


@wrong(
    "train",
    "parameters of one shape share what the rule keeps",
    hint="One config for all is not enough: each parameter has a velocity of its own.",
)
def train_shared_config(params, state, data, config, hyper, orders):
    kept = {}

    def configs(key, epoch):
        return kept.setdefault(params[key].shape, {})

    return _own_loop(params, state, data, config, hyper, orders, configs)


@wrong(
    "train",
    "the gradients are not clipped",
    hint="Where max_norm is a number, the rule gets what clip_gradients returns.",
)
def train_unclipped(params, state, data, config, hyper, orders):
    return right.train(params, state, data, config, {**hyper, "max_norm": None}, orders)


@wrong(
    "train",
    "the norm that is noted is that after clipping",
    hint="history['norm'] is the norm before clipping.",
)
def train_norm_after(params, state, data, config, hyper, orders):
    history = right.train(params, state, data, config, hyper, orders)
    limit = math.inf if hyper["max_norm"] is None else hyper["max_norm"]
    return {**history, "norm": [min(n, limit) for n in history["norm"]]}


@wrong(
    "train",
    "the weights do not decay",
    hint="hyper['strength'] goes into network_loss.",
)
def train_without_decay(params, state, data, config, hyper, orders):
    return right.train(params, state, data, config, {**hyper, "strength": 0.0}, orders)


@wrong(
    "train",
    "the validation set is predicted in train mode",
    hint="Evaluation uses predict, which is in test mode and leaves state alone.",
)
def train_validates_in_train_mode(params, state, data, config, hyper, orders):
    wrong_predict = predict_in_train_mode.function
    return _train(params, state, data, config, hyper, orders, predict=wrong_predict)


@wrong(
    "train",
    "the validation set moves the moving averages",
    hint="Looking at the validation set must not change the network.",
)
def train_validation_moves_state(params, state, data, config, hyper, orders):
    wrong_predict = predict_moves_averages.function
    return _train(params, state, data, config, hyper, orders, predict=wrong_predict)


@wrong(
    "train",
    "the moving averages move twice a step",
    hint="A step is one forward pass in train mode; do not make another one for the accuracy.",
)
def train_forward_twice(params, state, data, config, hyper, orders):
    wrong_loss = loss_forward_twice.function
    return _train(params, state, data, config, hyper, orders, network_loss=wrong_loss)


@wrong(
    "train",
    "it never stops early",
    hint="patience says after how many epochs without a better one to stop.",
)
def train_impatient_never(params, state, data, config, hyper, orders):
    return right.train(params, state, data, config, {**hyper, "patience": None}, orders)


@wrong(
    "train",
    "patience counts from the first epoch, however late the best one is",
    hint="It counts the epochs since the best one: best_epoch returns both.",
)
def train_patience_from_start(params, state, data, config, hyper, orders):
    patience = hyper["patience"]
    rows = orders if patience is None else orders[: patience + 1]
    return right.train(params, state, data, config, {**hyper, "patience": None}, rows)


@wrong(
    "train",
    "the last of several equal epochs is taken for the best",
    hint="best_epoch says which is the best: the first of equal ones.",
)
def train_best_of_equals_last(params, state, data, config, hyper, orders):
    later = best_of_equals_last.function
    return _train(params, state, data, config, hyper, orders, best_epoch=later)


@wrong(
    "train",
    "a copy is trained and not the parameters that were passed in",
    hint="params and state are changed in place: params[key] = next_w.",
)
def train_a_copy(params, state, data, config, hyper, orders):
    return right.train(*copy.deepcopy((params, state)), data, config, hyper, orders)


# F. Data and hyper-parameters


@wrong(
    "split_indices",
    "each set is drawn by itself, so that they overlap",
    hint="An example in both sets is known before it is tested: shuffle once, then cut.",
)
def split_overlapping(n, sizes, rng):
    if sum(sizes) > n:
        raise ValueError(n)
    return [rng.permutation(n)[:size] for size in sizes]


@wrong(
    "split_indices",
    "nothing is shuffled",
    hint="A file is often sorted by class: the last set would hold other classes than the first.",
)
def split_sorted(n, sizes, rng):
    if sum(sizes) > n:
        raise ValueError(n)
    return np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])


@wrong(
    "split_indices",
    "sets become smaller where there are too few examples",
    hint="Say so, with a ValueError: a test set that is too small would not be noticed.",
)
def split_too_small(n, sizes, rng):
    order = rng.permutation(n)
    ends = np.cumsum(sizes)
    return [order[end - size : end] for size, end in zip(sizes, ends, strict=True)]


def _drawn(space, count, rng, **kinds):
    def one(how):
        return kinds[how[0]](*how[1:]) if how[0] in kinds else right._sample(how, rng)

    return [{name: one(how) for name, how in space.items()} for _ in range(count)]


@wrong(
    "sample_hyperparameters",
    "a 'log' entry is drawn uniformly",
    hint="9 of 10 such draws between 1e-4 and 1 lie above 0.1: draw the logarithm uniformly.",
)
def sample_uniformly(space, count, rng):
    return _drawn(space, count, rng, log=rng.uniform)


@wrong(
    "sample_hyperparameters",
    "all draws are the same",
    hint="[trial] * count is one trial, count times.",
)
def sample_once(space, count, rng):
    return right.sample_hyperparameters(space, 1, rng) * count


@wrong(
    "sample_hyperparameters",
    "the last value of a 'choice' never comes",
    hint="rng.integers leaves out its upper bound already.",
)
def sample_never_the_last(space, count, rng):
    return _drawn(space, count, rng, choice=lambda v: v[int(rng.integers(len(v) - 1))])


@wrong(
    "sample_hyperparameters",
    "a 'log' entry is a power of ten",
    hint="The exponent is any number, not a whole one.",
)
def sample_powers_of_ten(space, count, rng):
    def log(low, high):
        return float(10.0 ** round(rng.uniform(math.log10(low), math.log10(high))))

    return _drawn(space, count, rng, log=log)


def _values(trials, key="val_accuracy"):
    return np.array([t.get(key, math.nan) for t in trials])


@wrong("select_best", "the last of equal trials wins", hint="The first one: > or >=?")
def select_last(trials):
    found = np.nan_to_num(_values(trials), nan=-1)[::-1]
    return len(found) - 1 - int(np.argmax(found))


@wrong(
    "select_best",
    "a run that diverged wins",
    hint="np.argmax takes nan for the largest number.",
)
def select_nan(trials):
    return int(np.argmax(_values(trials)))


@wrong(
    "select_best",
    "the test accuracy decides",
    hint="The test set is for the very end: who chooses by it has nothing left to test with.",
)
def select_by_test(trials):
    values = _values(trials, "test_accuracy")
    return int(np.nanargmax(_values(trials) if np.isnan(values).all() else values))


@wrong(
    "select_best",
    "the training accuracy decides",
    hint="Which network has learnt its examples by heart?",
)
def select_by_training(trials):
    values = _values(trials, "train_accuracy")
    return int(np.nanargmax(_values(trials) if np.isnan(values).all() else values))


# G. Checks


@wrong(
    "sanity_checks",
    "the moving averages move",
    hint="A check must not change what it looks at: work on a copy of state.",
)
def sanity_moves_state(params, state, X, y, config):
    report = right.sanity_checks(params, state, X, y, config)
    right.network_forward(params, state, X, {**config, "keep": 1.0}, "train")
    return report


@wrong(
    "sanity_checks",
    "the expected loss is that of a uniform guess in bits",
    hint="softmax_loss takes the natural logarithm.",
)
def sanity_bits(params, state, X, y, config):
    report = right.sanity_checks(params, state, X, y, config)
    return {**report, "expected_loss": math.log2(config["classes"])}


@wrong(
    "sanity_checks",
    "the squared norms are reported",
    hint="A norm is the root of the sum of squares.",
)
def sanity_squared(params, state, X, y, config):
    report = right.sanity_checks(params, state, X, y, config)
    squares = {key: norm**2 for key, norm in report["gradient_norms"].items()}
    return {**report, "gradient_norms": squares}


@wrong(
    "sanity_checks",
    "a unit counts as dead where a single example does not excite it",
    hint="Dead is what is 0 for every example: hw1's dead_relu_fraction says so.",
)
def sanity_zeros(params, state, X, y, config):
    def zeros(activations):
        return float(np.mean(activations == 0))

    return _rewired("sanity_checks", dead_relu_fraction=zeros)(params, state, X, y, config)


@wrong(
    "sanity_checks",
    "the norms of all parameters are reported",
    hint="Those of the weights are asked for, the keys that begin with W.",
)
def sanity_all_norms(params, state, X, y, config):
    report = right.sanity_checks(params, state, X, y, config)
    own = copy.deepcopy(state)
    _, grads = right.network_loss(params, own, X, y, {**config, "keep": 1.0})
    norms = {key: float(np.linalg.norm(g)) for key, g in grads.items()}
    return {**report, "gradient_norms": norms}


# H. Evaluation


@wrong("confusion_matrix", "a column is the truth", hint="The truth is the row, the first index.")
def confusion_transposed(y, predicted, classes):
    return right.confusion_matrix(predicted, y, classes)


@wrong(
    "confusion_matrix",
    "every pair is counted at most once",
    hint="counts[y, predicted] += 1 counts an index that comes twice only once: np.add.at.",
)
def confusion_once(y, predicted, classes):
    return np.minimum(right.confusion_matrix(y, predicted, classes), 1)


@wrong(
    "ensemble_probabilities",
    "the members vote",
    hint="A member that is sure should count more than one that is not: average what they say.",
)
def ensemble_votes(members):
    votes = [np.eye(m.shape[1])[m.argmax(axis=1)] for m in members]
    return np.mean(votes, axis=0)


@wrong(
    "ensemble_probabilities",
    "the probabilities are multiplied",
    hint="The arithmetic mean: one member that says 0 should not decide alone.",
)
def ensemble_product(members):
    product = np.prod(members, axis=0)
    return product / product.sum(axis=1, keepdims=True)


@wrong("ensemble_probabilities", "they are summed up", hint="Do the rows still sum up to 1?")
def ensemble_sum(members):
    return np.sum(members, axis=0)


@wrong("tta_probabilities", "only the last view counts", hint="= in a loop, where += is needed?")
def tta_last(params, state, X, config, offsets, fill=0.0):
    return right.tta_probabilities(params, state, X, config, offsets[-1:], fill)


@wrong("tta_probabilities", "0 moves in whatever fill is", hint="shift_images takes a fill.")
def tta_fill_ignored(params, state, X, config, offsets, fill=0.0):
    return right.tta_probabilities(params, state, X, config, offsets, 0.0)


@wrong(
    "tta_probabilities",
    "the shifted images are averaged before they are predicted",
    hint="Every view gets a prediction of its own; the mean of the images is no digit.",
)
def tta_of_mean_image(params, state, X, config, offsets, fill=0.0):
    views = [right.shift_images(X, *offset, fill) for offset in offsets]
    return right.predict(params, state, np.mean(views, axis=0), config)


# Bonus


@wrong(
    "nesterov_momentum",
    "the step does not look ahead",
    hint="That is sgd_momentum: what do the two other terms add?",
)
def nesterov_plain(w, dw, config):
    return right.sgd_momentum(w, dw, config)


@wrong(
    "nesterov_momentum",
    "the velocity before the step is left out",
    hint="next_w = w - momentum v_before + (1 + momentum) v: keep v_before before it is replaced.",
)
def nesterov_without_before(w, dw, config):
    _, new = right.sgd_momentum(w, dw, config)
    return w + (1 + config.get("momentum", 0.9)) * new["velocity"], new


@wrong(
    "adamw",
    "the decay is added to the gradient",
    hint="That is Adam with an L2 penalty: v then divides the decay. Here it stands beside it.",
)
def adamw_coupled(w, dw, config):
    return right.adam(w, dw + config.get("weight_decay", 1e-2) * w, config)


@wrong(
    "adamw",
    "the decay is not multiplied by the learning rate",
    hint="learning_rate stands before the whole bracket.",
)
def adamw_without_rate(w, dw, config):
    next_w, new = right.adam(w, dw, config)
    return next_w - config.get("weight_decay", 1e-2) * w, new


@wrong(
    "label_smoothing_loss",
    "the amount is shared out among the other classes only",
    hint="Szegedy's amount / C goes to every class, the right one included.",
)
def smoothing_others_only(x, y, amount):
    classes = x.shape[1]
    return right.label_smoothing_loss(x, y, amount * classes / (classes - 1))


@wrong("label_smoothing_loss", "it is summed over the batch", hint="The mean over the batch.")
def smoothing_summed(x, y, amount):
    loss, dx = right.label_smoothing_loss(x, y, amount)
    return loss * len(x), dx * len(x)


@wrong("mixup", "the targets are not mixed", hint="A mixed image has a mixed target.")
def mixup_targets_kept(X, Y, lam, permutation):
    return right.mixup(X, Y, lam, permutation)[0], Y.copy()


@wrong("mixup", "lam and 1 - lam are exchanged", hint="lam is the share of the example itself.")
def mixup_exchanged(X, Y, lam, permutation):
    return right.mixup(X, Y, 1 - lam, permutation)


@wrong("average_weights", "only the weights are averaged", hint="Every key, biases too.")
def average_weights_only(members):
    averaged = right.average_weights(members)
    return {k: v if k[0] == "W" else members[-1][k].copy() for k, v in averaged.items()}


@wrong(
    "average_weights",
    "each new member counts as much as all before it",
    hint="(a + b) / 2 and then (that + c) / 2 is no mean of three.",
)
def average_in_pairs(members):
    averaged = dict(members[0])
    for member in members[1:]:
        averaged = {k: (averaged[k] + member[k]) / 2 for k in averaged}
    return averaged


# The same mistakes in every function

KEEP_GIVEN = "The caller still needs what it passes in: x *= 2 changes it, x = 2 * x does not."
PAIR = "The backward needs what the forward knew: what does a forward return?"
SINGLE = "Look for dtype=np.float32: it keeps 7 digits of 16."
BY_DEFAULT = "The docstring says what counts where config has no such entry."
ZERO_IS_GIVEN = "A setting of 0 is a setting: `or` takes it for one that is missing."


def _some_array(value):
    """The first array in nested dicts and lists."""
    while not isinstance(value, np.ndarray):
        value = next(iter(value.values() if isinstance(value, dict) else value))
    return value


def _changes(replaces, number, what):
    """The variant that writes into an array of its argument at ``number``."""

    def function(*args, **named):
        own = [copy.deepcopy(a) if i == number else a for i, a in enumerate(args)]
        result = vars(right)[replaces](*own, **named)
        array = _some_array(args[number])
        np.multiply(array, 0.5, out=array, casting="unsafe")
        return result

    function.__name__ = f"{replaces}_changes_{what}"
    return wrong(replaces, f"{what} is changed in place", hint=KEEP_GIVEN)(function)


def _first_alone(replaces):
    """The forward that returns out without its cache."""

    def function(*args):
        return vars(right)[replaces](*args)[0]

    function.__name__ = f"{replaces}_without_cache"
    return wrong(replaces, "out is returned without a cache", hint=PAIR)(function)


def _single(replaces):
    """The variant whose array, or first array, is in float32."""

    def function(*args):
        found = vars(right)[replaces](*args)
        if isinstance(found, tuple):
            return found[0].astype(np.float32), *found[1:]
        return found.astype(np.float32)

    function.__name__ = f"{replaces}_single"
    return wrong(replaces, "the result is in float32", hint=SINGLE)(function)


def _default(replaces, key, value):
    """The rule with another default for a setting."""

    def function(w, dw, config):
        return vars(right)[replaces](w, dw, {key: value, **config})

    function.__name__ = f"{replaces}_default_{key}"
    return wrong(replaces, f"{key} has another default", hint=BY_DEFAULT)(function)


def _falsy(replaces, key, value):
    """The rule that takes a setting of 0 for one that is missing."""

    def function(w, dw, config):
        return vars(right)[replaces](w, dw, {**config, key: config.get(key) or value})

    function.__name__ = f"{replaces}_falsy_{key}"
    return wrong(replaces, f"a {key} of 0 is taken for none", hint=ZERO_IS_GIVEN)(function)


def _config_in_place(replaces):
    """The rule that keeps its state in the dict that it was given."""

    def function(w, dw, config):
        next_w, new = vars(right)[replaces](w, dw, config)
        config.update(new)
        return next_w, config

    function.__name__ = f"{replaces}_config_in_place"
    title = "the config that is passed in gets the new state"
    return wrong(replaces, title, hint="Return a new dict: {**config, ...}.")(function)


CHANGED = (
    ("im2col", 0, "x"),
    ("col2im", 0, "columns"),
    ("fast_conv_forward", 0, "x"),
    ("fast_conv_forward", 1, "w"),
    ("fast_conv_backward", 0, "dout"),
    ("network_forward", 0, "params"),
    ("network_forward", 2, "X"),
    ("network_backward", 0, "dscores"),
    ("l2_penalty", 0, "params"),
    ("network_loss", 0, "params"),
    ("network_loss", 2, "X"),
    ("fuse_network", 0, "params"),
    ("fuse_network", 1, "state"),
    ("dropout_forward", 0, "x"),
    ("dropout_backward", 0, "dout"),
    ("shift_images", 0, "images"),
    ("random_shift", 0, "images"),
    ("sgd", 1, "dw"),
    ("sgd_momentum", 1, "dw"),
    ("rmsprop", 0, "w"),
    ("rmsprop", 1, "dw"),
    ("adam", 0, "w"),
    ("adam", 1, "dw"),
    ("clip_gradients", 0, "grads"),
    ("train", 2, "data"),
    ("ensemble_probabilities", 0, "members"),
    ("mixup", 0, "X"),
    ("average_weights", 0, "members"),
)
globals().update((f"{f}_changes_{what}", _changes(f, n, what)) for f, n, what in CHANGED)

globals().update(
    (f"{rule}_config_in_place", _config_in_place(rule))
    for rule in ("sgd_momentum", "rmsprop", "adam")
)
globals().update(
    (f"{f}_without_cache", _first_alone(f))
    for f in ("fast_conv_forward", "network_forward", "dropout_forward")
)

IN_SINGLE = (
    *("im2col", "col2im", "fast_conv_forward", "network_forward", "predict"),
    *("dropout_forward", "shift_images", "ensemble_probabilities"),
)
globals().update((f"{f}_single", _single(f)) for f in IN_SINGLE)

DEFAULTS = (
    ("sgd", "learning_rate", 1e-3),
    ("sgd_momentum", "learning_rate", 1e-3),
    ("sgd_momentum", "momentum", 0.99),
    ("rmsprop", "learning_rate", 1e-3),
    ("rmsprop", "decay_rate", 0.9),
    ("rmsprop", "epsilon", 1e-6),
    ("adam", "learning_rate", 1e-2),
    ("adam", "beta2", 0.99),
    ("adam", "epsilon", 1e-6),
    ("adamw", "weight_decay", 1e-4),
)
globals().update((f"{f}_default_{key}", _default(f, key, value)) for f, key, value in DEFAULTS)

FALSY = (("sgd_momentum", "momentum", 0.9), ("adam", "beta1", 0.9))
globals().update((f"{f}_falsy_{key}", _falsy(f, key, value)) for f, key, value in FALSY)


# Promises of their own


@wrong(
    "init_network",
    "pooling rounds up",
    hint="Of 9 rows a window of 2 with stride 2 leaves 4: the last one is left over.",
)
def init_rounds_up(config, rng):
    if len(config["input"]) == 3 and config["conv"]:
        c, h, w = config["input"]
        factor = 2 ** len(config["conv"])
        config = {**config, "input": (c, -(-h // factor) * factor, -(-w // factor) * factor)}
    return right.init_network(config, rng)


@wrong(
    "init_network",
    "biases are drawn too",
    hint="b and beta begin with 0: only weights must differ from unit to unit.",
)
def init_biases_drawn(config, rng):
    params, state = right.init_network(config, rng)
    return {k: v + 0.1 if k[0] == "b" else v for k, v in params.items()}, state


@wrong("init_network", "whatever init says, He's", hint="config['init'] says how to draw.")
def init_always_he(config, rng):
    known = config["init"] in ("he", "xavier") or not isinstance(config["init"], str)
    return right.init_network({**config, "init": "he"} if known else config, rng)


@wrong(
    "network_forward",
    "nothing is dropped",
    hint="Where keep is below 1, each hidden block ends with a dropout in train mode.",
)
def net_without_dropout(params, state, X, config, mode, rng=None):
    return right.network_forward(params, state, X, {**config, "keep": 1.0}, mode, rng)


@wrong(
    "learning_rate",
    "the rate is a whole number where base is one",
    hint="The docstring says what type comes back.",
)
def rate_whole(schedule, step):
    return _rate(schedule, step, constant=lambda s, i: s["base"])


@wrong(
    "clip_gradients",
    "gradients of zeros become nan",
    hint="0 / 0: what is below the limit is not scaled at all.",
)
def clip_divides_by_zero(grads, max_norm):
    norm = right.clip_gradients(grads, max_norm)[1]
    with np.errstate(all="ignore"):
        factor = np.minimum(1.0, np.float64(max_norm) / norm) if norm else np.float64(np.nan)
    return {k: factor * g for k, g in grads.items()}, norm


@wrong(
    "sanity_checks",
    "dropout is on",
    hint="The checks are without dropout: config with keep 1.",
)
def sanity_drops(params, state, X, y, config):
    if config["keep"] == 1:
        return right.sanity_checks(params, state, X, y, config)
    loss, _ = right.network_loss(
        params, copy.deepcopy(state), X, y, config, rng=np.random.default_rng(0)
    )
    return {**right.sanity_checks(params, state, X, y, config), "initial_loss": loss}


@wrong(
    "sample_hyperparameters",
    "a 'uniform' entry is the middle of its range",
    hint="Every entry of every draw is drawn.",
)
def sample_middle(space, count, rng):
    return _drawn(space, count, rng, uniform=lambda low, high: (low + high) / 2)


@wrong(
    "confusion_matrix",
    "shares are returned and not counts",
    hint="How often, not which share: integers.",
)
def confusion_shares(y, predicted, classes):
    counts = right.confusion_matrix(y, predicted, classes)
    return counts / counts.sum()


@wrong(
    "confusion_matrix",
    "classes that never come are left out",
    hint="The shape is (classes, classes), whoever comes.",
)
def confusion_cut(y, predicted, classes):
    most = max(int(np.max(y)), int(np.max(predicted))) + 1
    return right.confusion_matrix(y, predicted, most)


@wrong(
    "train",
    "the best epoch is not noted",
    hint="The docstring lists what the history holds.",
)
def train_without_best(params, state, data, config, hyper, orders):
    history = right.train(params, state, data, config, hyper, orders)
    return {k: v for k, v in history.items() if k != "best_epoch"}


@wrong(
    "label_smoothing_loss",
    "log of an underflowed probability",
    hint="log p can be written without computing p: scores of a thousand make it 0.",
)
def smoothing_underflow(x, y, amount):
    _, dx = right.label_smoothing_loss(x, y, amount)
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    targets = np.full(x.shape, amount / x.shape[1])
    targets[np.arange(len(x)), y] += 1 - amount
    with np.errstate(all="ignore"):
        return -np.sum(targets * np.log(p)) / len(x), dx


@wrong(
    "predictions",
    "one figure has no prediction",
    hint="Guess before you look: a wrong guess counts as much as a right one.",
)
def predictions_one_missing():
    guesses = predicted.predictions()
    return {name: guess for name, guess in guesses.items() if name != "ensemble_errors"}


@wrong(
    "predictions",
    "nothing is guessed",
    hint="None is no guess: write a number into the predict(...) cells of the notebook.",
)
def predictions_none():
    return dict.fromkeys(predicted.predictions())
