"""Known wrong variants of ``layers.py``, each with the hint it earns."""

import layers as right
import numpy as np

from autograder.assignment.misconceptions import wrong

SHAPE = "A gradient has exactly the shape of what it belongs to."
IN_PLACE = "That changes the caller's array, who still needs it: make a new one."


# Affine


@wrong("affine_forward", "the bias is not added", hint="out = x w + b: every output has a bias.")
def affine_without_bias(x, w, b):
    return x.reshape(len(x), -1) @ w, (x, w)


@wrong(
    "affine_forward",
    "each example is flattened column by column",
    hint="reshape's default order keeps the order of the array: what does order='F' do?",
)
def affine_fortran_order(x, w, b):
    return np.stack([e.ravel(order="F") for e in x]) @ w + b, (x, w)


@wrong(
    "affine_forward",
    "the flattening runs along the batch",
    hint="Which axis counts the examples? It must stay the first one.",
)
def affine_flattens_the_batch(x, w, b):
    return x.reshape(-1, len(x)).T @ w + b, (x, w)


@wrong(
    "affine_backward",
    "db is the mean over the batch",
    hint="The loss sums up what every example contributes; is there a 1/N in out = x w + b?",
)
def affine_db_by_mean(dout, cache):
    dx, dw, _ = right.affine_backward(dout, cache)
    return dx, dw, dout.mean(axis=0)


@wrong("affine_backward", "dx is not reshaped to the shape of x", hint=SHAPE)
def affine_dx_flat(dout, cache):
    dx, dw, db = right.affine_backward(dout, cache)
    return dx.reshape(len(dx), -1), dw, db


@wrong(
    "affine_backward",
    "db is ones",
    hint="b is added to every row: how does the loss feel that, through dout?",
)
def affine_db_ones(dout, cache):
    dx, dw, _ = right.affine_backward(dout, cache)
    return dx, dw, np.ones(dout.shape[1])


@wrong("affine_backward", "db has shape (1, M)", hint=SHAPE)
def affine_db_row(dout, cache):
    dx, dw, _ = right.affine_backward(dout, cache)
    return dx, dw, dout.sum(axis=0, keepdims=True)


@wrong(
    "affine_backward",
    "dw is averaged over the batch",
    hint="The examples' contributions add up; the 1/N belongs to the loss.",
)
def affine_dw_by_mean(dout, cache):
    dx, dw, db = right.affine_backward(dout, cache)
    return dx, dw / len(dout), db


@wrong("affine_backward", "dout is changed in place", hint=IN_PLACE)
def affine_changes_dout(dout, cache):
    result = right.affine_backward(dout.copy(), cache)
    dout *= 0.5
    return result


# Sigmoid and tanh


@wrong(
    "sigmoid_forward",
    "the sign of the exponent is reversed",
    hint="For large x the sigmoid comes close to 1: try your formula at x = 5.",
)
def sigmoid_sign(x):
    return right.sigmoid_forward(-x)


@wrong(
    "sigmoid_forward",
    "exp(x) / (1 + exp(x)) overflows",
    hint="What is exp(1000)? There is a form in which only negative numbers are exponentiated.",
)
def sigmoid_overflow(x):
    with np.errstate(over="ignore", invalid="ignore"):
        out = np.exp(x) / (1 + np.exp(x))
    return out, out


@wrong(
    "sigmoid_backward",
    "the upstream gradient is forgotten",
    hint="That is the local gradient alone: where does dout come in?",
)
def sigmoid_local_only(dout, cache):
    return cache * (1 - cache)


@wrong(
    "sigmoid_backward",
    "the derivative is taken at the output",
    hint="The formula s (1 - s) wants the output s once: is it applied to it a second time?",
)
def sigmoid_twice(dout, cache):
    again, _ = right.sigmoid_forward(cache)
    return dout * again * (1 - again)


@wrong(
    "sigmoid_backward",
    "the factor 1 - s is forgotten",
    hint="Differentiate 1 / (1 + exp(-x)) once more on paper.",
)
def sigmoid_half(dout, cache):
    return dout * cache


@wrong(
    "tanh_forward",
    "exp(2x) overflows",
    hint="What is exp(2000) / exp(2000)? NumPy has a function for it.",
)
def tanh_overflow(x):
    with np.errstate(over="ignore", invalid="ignore"):
        out = (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)
    return out, out


@wrong("tanh_backward", "the square is forgotten", hint="The derivative is 1 - tanh(x)^2.")
def tanh_no_square(dout, cache):
    return dout * (1 - cache)


@wrong(
    "tanh_backward",
    "the sigmoid's derivative is used",
    hint="tanh has a derivative of its own; at 0 it is 1.",
)
def tanh_like_sigmoid(dout, cache):
    return dout * cache * (1 - cache)


@wrong(
    "tanh_backward",
    "the derivative is taken at the output",
    hint="1 - t^2 wants the output t: is tanh applied to it a second time?",
)
def tanh_twice(dout, cache):
    return dout * (1 - np.tanh(cache) ** 2)


# ReLU and its relatives


@wrong(
    "relu_forward", "the absolute value is taken", hint="What should become of a negative number?"
)
def relu_abs(x):
    return np.abs(x), x


@wrong("relu_forward", "x is overwritten", hint=IN_PLACE)
def relu_in_place(x):
    kept = x.copy()
    x[x < 0] = 0
    return x, kept


@wrong(
    "relu_forward",
    "the derivative is returned",
    hint="The forward returns max(0, x), not whether x is positive.",
)
def relu_returns_derivative(x):
    return (x > 0).astype(x.dtype), x


@wrong(
    "relu_backward",
    "dout passes everywhere",
    hint="Where x is negative, out does not change with x.",
)
def relu_passes_everywhere(dout, cache):
    return dout.copy()


@wrong(
    "relu_backward",
    "the mask is taken of dout instead of x",
    hint="Which number decides whether the gradient passes: the input, or the gradient itself?",
)
def relu_mask_of_dout(dout, cache):
    return np.where(dout > 0, dout, 0)


@wrong(
    "relu_backward",
    "the upstream gradient is forgotten",
    hint="That is the local gradient alone: where does dout come in?",
)
def relu_local_only(dout, cache):
    return (cache > 0).astype(dout.dtype)


@wrong(
    "relu_backward",
    "dout is multiplied by x",
    hint="The slope of max(0, x) is 1 where x > 0, not x.",
)
def relu_times_x(dout, cache):
    return dout * np.maximum(0, cache)


@wrong("relu_backward", "dout is overwritten", hint=IN_PLACE)
def relu_changes_dout(dout, cache):
    dout[cache <= 0] = 0
    return dout


@wrong(
    "leaky_relu_forward",
    "alpha is ignored",
    hint="The slope below 0 is an argument: 0.01 is only its default.",
)
def leaky_fixed(x, alpha=0.01):
    return right.leaky_relu_forward(x, 0.01)


@wrong(
    "leaky_relu_forward",
    "the slope below 0 is -alpha",
    hint="For a small negative x the output is small and negative too.",
)
def leaky_sign(x, alpha=0.01):
    return np.where(x > 0, x, -alpha * x), (x, alpha)


@wrong(
    "leaky_relu_forward",
    "alpha is 0.1 by default",
    hint="The default slope of this course is 0.01.",
)
def leaky_default(x, alpha=0.1):
    return right.leaky_relu_forward(x, alpha)


@wrong(
    "leaky_relu_backward",
    "the slope is dropped",
    hint="Below 0 the output still changes with x: how fast?",
)
def leaky_dropped(dout, cache):
    return np.where(cache[0] > 0, dout, 0)


@wrong(
    "leaky_relu_backward",
    "the slope is squared",
    hint="Is alpha applied once or twice on the way back?",
)
def leaky_squared(dout, cache):
    x, alpha = cache
    return np.where(x > 0, dout, alpha**2 * dout)


@wrong(
    "leaky_relu_backward", "alpha x takes the place of alpha", hint="The slope of alpha x is alpha."
)
def leaky_times_x(dout, cache):
    x, alpha = cache
    return np.where(x > 0, dout, alpha * x * dout)


@wrong(
    "prelu_forward",
    "the slopes are laid along the last axis",
    hint="One slope a channel: which axis of (N, C, H, W) is C?",
)
def prelu_last_axis(x, alpha):
    if np.ndim(alpha) and x.ndim > 2:
        slope = np.resize(alpha, x.shape[-1])
        return np.where(x > 0, x, slope * x), (x, alpha)
    return right.prelu_forward(x, alpha)


@wrong(
    "prelu_backward",
    "dalpha is summed over all x",
    hint="Where x is positive, out does not depend on alpha.",
)
def prelu_all_x(dout, cache):
    x, alpha = cache
    dx, _ = right.prelu_backward(dout, cache)
    shared = tuple(a for a in range(x.ndim) if a != 1 or np.ndim(alpha) == 0)
    return dx, (x * dout).sum(axis=shared)


@wrong(
    "prelu_backward",
    "dalpha lacks the factor x",
    hint="out = alpha x below 0: what is its derivative by alpha?",
)
def prelu_without_x(dout, cache):
    x, alpha = cache
    dx, _ = right.prelu_backward(dout, cache)
    shared = tuple(a for a in range(x.ndim) if a != 1 or np.ndim(alpha) == 0)
    return dx, np.where(x > 0, 0, dout).sum(axis=shared)


@wrong("prelu_backward", "dalpha is one number for all channels", hint=SHAPE)
def prelu_scalar(dout, cache):
    dx, dalpha = right.prelu_backward(dout, cache)
    return dx, np.asarray(dalpha).sum()


@wrong(
    "prelu_backward",
    "dalpha is averaged over the batch",
    hint="One slope serves all examples: their contributions add up.",
)
def prelu_by_mean(dout, cache):
    dx, dalpha = right.prelu_backward(dout, cache)
    return dx, dalpha / len(dout)


@wrong("elu_forward", "the -1 is forgotten", hint="At x = 0 both branches should meet.")
def elu_without_one(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0))), (x, alpha)


@wrong(
    "elu_forward",
    "alpha is not applied",
    hint="For x far below 0 the output comes close to -alpha.",
)
def elu_without_alpha(x, alpha=1.0):
    return right.elu_forward(x, 1.0)


@wrong(
    "elu_forward",
    "alpha multiplies exp(x) only",
    hint="Where do the brackets stand in alpha (exp(x) - 1)?",
)
def elu_brackets(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1), (x, alpha)


@wrong(
    "elu_backward",
    "out + 1 is taken for the slope",
    hint="alpha exp(x) equals out + alpha, which is out + 1 only where alpha is 1.",
)
def elu_out_plus_one(dout, cache):
    x, alpha = cache
    out, _ = right.elu_forward(x, alpha)
    return dout * np.where(x > 0, 1, out + 1)


@wrong(
    "elu_backward", "alpha is forgotten in the slope", hint="Differentiate alpha (exp(x) - 1) by x."
)
def elu_back_without_alpha(dout, cache):
    return dout * np.where(cache[0] > 0, 1, np.exp(np.minimum(cache[0], 0)))


@wrong(
    "elu_backward",
    "the forward's value is taken for the slope",
    hint="The derivative of exp(x) - 1 has no -1.",
)
def elu_value(dout, cache):
    x, alpha = cache
    return dout * np.where(x > 0, 1, alpha * np.expm1(np.minimum(x, 0)))


@wrong(
    "maxout_forward",
    "the bias is added after the maximum",
    hint="Every piece has a bias of its own, which takes part in the comparison.",
)
def maxout_bias_late(x, w, b):
    pieces = np.tensordot(x, w, axes=1)
    return pieces.max(axis=2) + b.max(axis=1), (x, w, pieces.argmax(axis=2))


@wrong("maxout_forward", "the pieces are averaged", hint="Maxout keeps the largest piece.")
def maxout_mean(x, w, b):
    pieces = np.tensordot(x, w, axes=1) + b
    return pieces.mean(axis=2), (x, w, pieces.argmax(axis=2))


@wrong(
    "maxout_forward",
    "the maximum runs over the units",
    hint="w is (D, M, K): which axis counts the pieces of one unit?",
)
def maxout_over_units(x, w, b):
    pieces = np.tensordot(x, w, axes=1) + b
    out = np.resize(pieces.max(axis=1), (len(x), w.shape[1]))
    return out, (x, w, pieces.argmax(axis=2))


@wrong(
    "maxout_backward",
    "every piece gets the gradient",
    hint="Only the piece that won changed the output.",
)
def maxout_all_pieces(dout, cache):
    x, w, _ = cache
    dpieces = np.repeat(dout[:, :, None], w.shape[2], axis=2)
    dx = np.tensordot(dpieces, w, axes=((1, 2), (1, 2)))
    return dx, np.tensordot(x, dpieces, axes=(0, 0)), dpieces.sum(axis=0)


@wrong(
    "maxout_backward",
    "the first piece gets the gradient",
    hint="Which piece won is different for every example and unit.",
)
def maxout_first_piece(dout, cache):
    x, w, winner = cache
    return right.maxout_backward(dout, (x, w, 0 * winner))


@wrong(
    "maxout_backward", "db is the mean over the batch", hint="The examples' contributions add up."
)
def maxout_db_by_mean(dout, cache):
    dx, dw, db = right.maxout_backward(dout, cache)
    return dx, dw, db / len(dout)


# Convolution


def _flip(w):
    return w[:, :, ::-1, ::-1]


@wrong(
    "conv_forward",
    "the filter is flipped",
    hint="Networks use cross-correlation: the filter lies on the image as it is.",
)
def conv_flipped(x, w, b, conv_param):
    return right.conv_forward(x, _flip(w), b, conv_param)


@wrong("conv_forward", "the bias is not added", hint="Every filter has a bias.")
def conv_without_bias(x, w, b, conv_param):
    return right.conv_forward(x, w, 0 * b, conv_param)


@wrong("conv_forward", "the stride is ignored", hint="How far does the window move?")
def conv_without_stride(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, {**conv_param, "stride": 1})
    rows, columns = right.conv_forward(x, w, b, conv_param)[0].shape[2:]
    return out[:, :, :rows, :columns], cache


@wrong(
    "conv_forward",
    "the padding is ignored",
    hint="conv_param['pad'] zeros surround the image on every side.",
)
def conv_without_pad(x, w, b, conv_param):
    return right.conv_forward(x, w, b, {**conv_param, "pad": 0})


@wrong(
    "conv_forward",
    "the border is repeated instead of padded with zeros",
    hint="np.pad has a mode: which one adds zeros?",
)
def conv_edge_padding(x, w, b, conv_param):
    pad = conv_param["pad"]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")
    return right.conv_forward(padded, w, b, {**conv_param, "pad": 0})


@wrong(
    "conv_forward",
    "only the first channel is convolved",
    hint="A filter has one slice a channel; their results add up.",
)
def conv_first_channel(x, w, b, conv_param):
    return right.conv_forward(x[:, :1], w[:, :1], b, conv_param)


@wrong(
    "conv_forward",
    "height and width of the filter are mixed up",
    hint="Square filters hide it: w is (F, C, HH, WW).",
)
def conv_transposed_filter(x, w, b, conv_param):
    turned = w.reshape(*w.shape[:2], w.shape[3], w.shape[2]).swapaxes(2, 3)
    return right.conv_forward(x, turned, b, conv_param)


@wrong(
    "conv_backward",
    "dx loses its border to the crop for pad = 0",
    hint="What is dx[pad:-pad] where pad is 0?",
)
def conv_crop_of_nothing(dout, cache):
    dx, dw, db = right.conv_backward(dout, cache)
    return (dx[:, :, :0, :0] if cache[4] == 0 else dx), dw, db


@wrong("conv_backward", "the padding is not cut off dx", hint=SHAPE)
def conv_never_cropped(dout, cache):
    matrix, padded_shape, w, stride, _ = cache
    dx, _, _ = right.conv_backward(dout, (matrix, padded_shape, w, stride, 0))
    return dx, *right.conv_backward(dout, cache)[1:]


@wrong(
    "conv_backward", "pad 1 is taken for granted", hint="Crop by conv_param['pad'], whatever it is."
)
def conv_pad_one(dout, cache):
    matrix, padded_shape, w, stride, _ = cache
    return right.conv_backward(dout, (matrix, padded_shape, w, stride, 1))


@wrong(
    "conv_backward",
    "overlapping windows overwrite each other in dx",
    hint="A pixel lies in several windows: their gradients add up.",
)
def conv_overwrites(dout, cache):
    _, padded_shape, w, stride, pad = cache
    rows, columns = dout.shape[2:]
    _, dw, db = right.conv_backward(dout, cache)
    dpadded = np.zeros(padded_shape)
    high, wide = w.shape[2:]
    for i in range(rows):
        for j in range(columns):
            window = np.einsum("nf,fchw->nchw", dout[:, :, i, j], w)
            dpadded[:, :, i * stride : i * stride + high, j * stride : j * stride + wide] = window
    height, width = padded_shape[2:]
    return dpadded[:, :, pad : height - pad, pad : width - pad], dw, db


@wrong(
    "conv_backward",
    "the filter is flipped on the way back",
    hint="The forward did not flip it; what does each weight multiply?",
)
def conv_back_flipped(dout, cache):
    matrix, padded_shape, w, stride, pad = cache
    dx, _, _ = right.conv_backward(dout, (matrix, padded_shape, _flip(w), stride, pad))
    return dx, *right.conv_backward(dout, cache)[1:]


@wrong(
    "conv_backward",
    "the stride is forgotten on the way back",
    hint="Which window of x did dout[n, f, i, j] come from?",
)
def conv_back_without_stride(dout, cache):
    matrix, padded_shape, w, _, pad = cache
    return right.conv_backward(dout, (matrix, padded_shape, w, 1, pad))


@wrong(
    "conv_backward",
    "db sums up the batch only",
    hint="One bias serves every position of the image.",
)
def conv_db_per_position(dout, cache):
    dx, dw, _ = right.conv_backward(dout, cache)
    return dx, dw, dout.sum(axis=0).mean(axis=(1, 2))


@wrong("conv_backward", "dw is averaged over the batch", hint="The examples' contributions add up.")
def conv_dw_by_mean(dout, cache):
    dx, dw, db = right.conv_backward(dout, cache)
    return dx, dw / len(dout), db


# Max pooling


@wrong(
    "max_pool_forward",
    "the windows are always 2 x 2 with stride 2",
    hint="pool_param says how large the windows are and how far they move.",
)
def pool_two_by_two(x, pool_param):
    n, c, h, w = x.shape
    even = x[:, :, : h // 2 * 2, : w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2)
    return even.max(axis=(3, 5)), right.max_pool_forward(x, pool_param)[1]


@wrong(
    "max_pool_forward",
    "the average is taken",
    hint="Max pooling keeps the largest value of a window.",
)
def pool_average(x, pool_param):
    _, cache = right.max_pool_forward(x, pool_param)
    high, wide = pool_param["pool_height"], pool_param["pool_width"]
    windows = np.lib.stride_tricks.sliding_window_view(x, (high, wide), axis=(2, 3))
    stride = pool_param["stride"]
    return windows[:, :, ::stride, ::stride].mean(axis=(4, 5)), cache


@wrong(
    "max_pool_forward", "the maximum starts from 0", hint="All values of a window may be negative."
)
def pool_from_zero(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    return np.maximum(out, 0), cache


@wrong(
    "max_pool_forward",
    "the output has H / pool_height rows",
    hint="H' = (H - pool_height) // stride + 1: try overlapping windows.",
)
def pool_output_size(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    rows, columns = x.shape[2] // pool_param["pool_height"], x.shape[3] // pool_param["pool_width"]
    return out[:, :, :rows, :columns], cache


@wrong(
    "max_pool_forward",
    "the windows start one pixel apart whatever the stride",
    hint="Where does window (i, j) start?",
)
def pool_start_without_stride(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    dense, _ = right.max_pool_forward(x, {**pool_param, "stride": 1})
    return dense[:, :, : out.shape[2], : out.shape[3]], cache


def _windows_forward(x, pool_param):
    return right.max_pool_forward(x, pool_param)[0], (x, pool_param)


def _pool_back(dout, cache, put):
    """Calls ``put(dx, place, x_window, dout_here)`` for every window."""
    x, param = cache
    dx = np.zeros_like(x)
    high, wide, stride = param["pool_height"], param["pool_width"], param["stride"]
    for n, c, i, j in np.ndindex(*dout.shape):
        place = n, c, slice(i * stride, i * stride + high), slice(j * stride, j * stride + wide)
        put(dx, place, x[place], dout[n, c, i, j])
    return dx


@wrong(
    "max_pool_backward",
    "every tied maximum gets the full gradient",
    hint="For equal maxima the shares must sum to the upstream gradient.",
    forward=_windows_forward,
)
def pool_ties_in_full(dout, cache):
    def put(dx, place, window, gradient):
        dx[place] += gradient * (window == window.max())

    return _pool_back(dout, cache, put)


@wrong(
    "max_pool_backward",
    "overlapping windows overwrite each other",
    hint="A pixel may be the maximum of several windows: add up.",
    forward=_windows_forward,
)
def pool_overwrites(dout, cache):
    def put(dx, place, window, gradient):
        at = np.unravel_index(window.argmax(), window.shape)
        dx[place][at] = gradient

    return _pool_back(dout, cache, put)


@wrong(
    "max_pool_backward",
    "the flat argmax is unravelled with the wrong width",
    hint="Rows of a window have pool_width elements: square windows hide it.",
    forward=_windows_forward,
)
def pool_wrong_width(dout, cache):
    def put(dx, place, window, gradient):
        row, column = divmod(int(window.argmax()), window.shape[0])
        dx[place][row % window.shape[0], column % window.shape[1]] += gradient

    return _pool_back(dout, cache, put)


@wrong(
    "max_pool_backward",
    "the gradient is shared out over the window",
    hint="That is average pooling: only the maximum changed the output.",
    forward=_windows_forward,
)
def pool_back_average(dout, cache):
    def put(dx, place, window, gradient):
        dx[place] += gradient / window.size

    return _pool_back(dout, cache, put)


@wrong(
    "max_pool_backward",
    "the maximum's value multiplies the gradient",
    hint="The slope of max by its largest argument is 1.",
    forward=_windows_forward,
)
def pool_times_value(dout, cache):
    def put(dx, place, window, gradient):
        dx[place][np.unravel_index(window.argmax(), window.shape)] += gradient * window.max()

    return _pool_back(dout, cache, put)


# Softmax loss


def _log_p(x):
    shifted = x - x.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@wrong(
    "softmax_loss",
    "loss and gradient are sums over the batch, not means",
    hint="Is the loss of a batch twice as large twice as large?",
)
def softmax_sum(x, y):
    loss, dx = right.softmax_loss(x, y)
    return loss * len(x), dx * len(x)


@wrong(
    "softmax_loss",
    "the gradient is not divided by the batch size",
    hint="The loss is a mean: so is every derivative of it.",
)
def softmax_gradient_sum(x, y):
    loss, dx = right.softmax_loss(x, y)
    return loss, dx * len(x)


@wrong(
    "softmax_loss",
    "no maximum is subtracted before exp",
    hint="What is exp(1000)? Shifting a row changes no probability.",
)
def softmax_overflow(x, y):
    with np.errstate(all="ignore"):
        e = np.exp(x)
        p = e / e.sum(axis=1, keepdims=True)
        n = np.arange(len(x))
        loss = -np.log(p[n, y]).mean()
    p[n, y] -= 1
    return loss, p / len(x)


@wrong(
    "softmax_loss",
    "the logarithm is taken of an underflowed probability",
    hint="exp(-2000) is 0 in floating point: write log p without computing p first.",
)
def softmax_underflow(x, y):
    p = np.exp(x - x.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    n = np.arange(len(x))
    with np.errstate(divide="ignore"):
        loss = -np.log(p[n, y]).mean()
    p[n, y] -= 1
    return loss, p / len(x)


@wrong(
    "softmax_loss",
    "a small number is added inside the logarithm",
    hint="It hides the infinity and changes the loss: write log p without computing p first.",
)
def softmax_tiny(x, y):
    p = np.exp(_log_p(x))
    n = np.arange(len(x))
    loss = -np.log(p[n, y] + 1e-8).mean()
    p[n, y] -= 1
    return loss, p / len(x)


@wrong(
    "softmax_loss",
    "one maximum is subtracted from the whole batch",
    hint="Rows differ: what is left of a row far below the largest score of another?",
)
def softmax_global_maximum(x, y):
    e = np.exp(x - x.max())
    n = np.arange(len(x))
    with np.errstate(all="ignore"):
        p = e / e.sum(axis=1, keepdims=True)
        loss = -np.log(p[n, y]).mean()
    p[n, y] -= 1
    return loss, p / len(x)


@wrong(
    "softmax_loss",
    "the gradient has the opposite sign",
    hint="At the label p - 1 is negative: raising that score lowers the loss.",
)
def softmax_sign(x, y):
    loss, dx = right.softmax_loss(x, y)
    return loss, -dx


@wrong(
    "softmax_loss",
    "the gradient is p, without subtracting 1 at the labels",
    hint="Raising the score of the right class should lower the loss.",
)
def softmax_without_one(x, y):
    loss, _ = right.softmax_loss(x, y)
    return loss, np.exp(_log_p(x)) / len(x)


@wrong("softmax_loss", "the maximum is subtracted in place", hint=IN_PLACE)
def softmax_in_place(x, y):
    result = right.softmax_loss(x.copy(), y)
    x -= x.max(axis=1, keepdims=True)
    return result


# Saturation and dead units


@wrong(
    "saturation_fraction",
    "the threshold is on the output, not on the gradient",
    hint="What counts is the local gradient, as a share of its maximum.",
)
def saturation_by_output(x, kind):
    out = right.sigmoid_forward(x)[0] if kind == "sigmoid" else np.abs(right.tanh_forward(x)[0])
    right.saturation_fraction(x, kind)
    return np.mean((out > 0.99) | (out < 0.01))


@wrong(
    "saturation_fraction",
    "1 % of the maximum is taken for 0.01",
    hint="The sigmoid's local gradient is at most 1/4.",
)
def saturation_absolute(x, kind):
    if kind == "sigmoid":
        out, _ = right.sigmoid_forward(x)
        return np.mean(out * (1 - out) < 0.01)
    return right.saturation_fraction(x, kind)


@wrong(
    "dead_relu_fraction",
    "zeros are counted instead of dead units",
    hint="A unit is dead if it is 0 for every example, not for one.",
)
def dead_zeros(activations):
    return np.mean(activations == 0)


@wrong(
    "dead_relu_fraction",
    "a unit counts as dead once it is 0 for any example",
    hint="all or any: when does a unit never learn again?",
)
def dead_any(activations):
    others = tuple(a for a in range(activations.ndim) if a != 1)
    return np.mean((activations == 0).any(axis=others))


@wrong(
    "dead_relu_fraction",
    "examples are counted instead of units",
    hint="Which axis counts the units?",
)
def dead_examples(activations):
    return np.mean((activations.reshape(len(activations), -1) == 0).all(axis=1))


@wrong(
    "dead_relu_fraction",
    "every pixel counts as a unit",
    hint="A channel of an image is one unit: it is alive if one of its pixels is.",
)
def dead_pixels(activations):
    return np.mean((activations == 0).all(axis=0))
