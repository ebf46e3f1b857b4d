"""Known wrong variants of ``layers.py``, each with the hint it earns."""

import layers as right
import numpy as np

from autograder.assignment.misconceptions import wrong

SHAPE = "A gradient has exactly the shape of what it belongs to."
IN_PLACE = "That changes the caller's array, who still needs it: make a new one."
SPOILED = "the cache is changed"
KEEP = "The cache may be used again: make new arrays instead of changing those in it."
PAIR = "The backward needs what the forward knew: what does the hand-out say a forward returns?"
FLAT = "Nothing else about x changes: out has the shape of x."


def _changes(replaces, number, what):
    """The variant that writes into its argument at ``number``."""

    def function(*args):
        own = [a.copy() if i == number else a for i, a in enumerate(args)]
        result = getattr(right, replaces)(*own)
        np.multiply(args[number], 0.5, out=args[number], casting="unsafe")
        return result

    function.__name__ = f"{replaces}_changes_{what}"
    return wrong(replaces, f"{what} is changed in place", hint=IN_PLACE)(function)


def _sets(replaces, number, key):
    """The variant that leaves an entry of its own in the dict it is given."""

    def function(*args):
        result = getattr(right, replaces)(*args[:number], dict(args[number]))
        args[number][key] = 0
        return result

    function.__name__ = f"{replaces}_sets_{key}"
    title = "the dict of parameters that is given is changed"
    return wrong(replaces, title, hint="The caller passes the same dict to the next call.")(
        function
    )


def _takes(replaces, number, key):
    """The variant that takes an entry out of the dict it is given."""

    def function(*args):
        result = getattr(right, replaces)(*args[:number], dict(args[number]))
        del args[number][key]
        return result

    function.__name__ = f"{replaces}_takes_{key}"
    title = "entries are taken out of the dict that is given"
    return wrong(replaces, title, hint="The caller passes the same dict to the next call.")(
        function
    )


def _spoils(replaces, arrays):
    """The backward that writes into the arrays of its cache."""

    def function(dout, cache):
        result = getattr(right, replaces)(dout.copy(), cache)
        for array in arrays(cache):
            np.multiply(array, 0.5, out=array, casting="unsafe")
        return result

    function.__name__ = f"{replaces}_spoils_cache"
    return wrong(replaces, SPOILED, hint=KEEP)(function)


def _flattens(replaces):
    """The variant whose out has two axes, whatever x has."""

    def function(x, *args):
        out, cache = getattr(right, replaces)(x, *args)
        return out.reshape(len(x), -1), cache

    function.__name__ = f"{replaces}_flattens"
    return wrong(replaces, "out is flattened to rows", hint=FLAT)(function)


def _without_cache(replaces):
    """The forward that returns out alone."""

    def function(*args):
        return getattr(right, replaces)(*args)[0]

    function.__name__ = f"{replaces}_without_cache"
    return wrong(replaces, "out is returned without a cache", hint=PAIR)(function)


def _single(replaces):
    """The forward in float32."""

    def function(*args):
        out, cache = getattr(right, replaces)(*args)
        return out.astype(np.float32), cache

    function.__name__ = f"{replaces}_single"
    hint = "Look for dtype=np.float32: it keeps 7 digits of 16."
    return wrong(replaces, "out is in float32", hint=hint)(function)


def _drops(replaces, number, what, hint):
    """The backward that returns all gradients but one."""

    def function(dout, cache):
        found = getattr(right, replaces)(dout, cache)
        return found[:number] + found[number + 1 :]

    function.__name__ = f"{replaces}_without_{what}"
    return wrong(replaces, f"{what} is not returned", hint=hint)(function)


def _scaled(replaces, number, what, scale, title, hint):
    """The backward with one gradient times ``scale(dout)``."""

    def function(dout, cache):
        found = list(getattr(right, replaces)(dout, cache))
        found[number] = found[number] * scale(dout)
        return tuple(found)

    function.__name__ = f"{replaces}_{what}"
    return wrong(replaces, title, hint=hint)(function)


def _row(replaces, number, what):
    """The backward that returns one gradient with an axis too many."""

    def function(dout, cache):
        found = list(getattr(right, replaces)(dout, cache))
        found[number] = found[number][None]
        return tuple(found)

    function.__name__ = f"{replaces}_{what}_row"
    return wrong(replaces, f"{what} has an axis too many", hint=SHAPE)(function)


def _variant(replaces, name, title, hint, function, forward=None):
    """``function`` as the variant of ``replaces`` called ``name``; for those of one line."""
    function.__name__ = f"{replaces}_{name}"
    return wrong(replaces, title, hint=hint, forward=forward)(function)


def _result(replaces, name, title, hint, change):
    """The variant that makes something else, ``change``, of the right result."""
    return _variant(
        replaces, name, title, hint, lambda *args: change(getattr(right, replaces)(*args))
    )


def _part(replaces, number, name, title, hint, change):
    """The variant of which one result, that at ``number``, is another one."""

    def changed(found):
        return tuple(change(part) if i == number else part for i, part in enumerate(found))

    return _result(replaces, name, title, hint, changed)


def _reordered(replaces, order):
    """The variant that returns its results in another order."""
    name = "returns_" + "".join(map(str, order))
    title = "the results come in another order"
    return _result(replaces, name, title, ORDER, lambda found: tuple(found[i] for i in order))


def _in_tuple(replaces, *more):
    """The backward that returns its one gradient in a tuple, with ``more`` behind it."""
    name = f"in_tuple_of_{1 + len(more)}"
    title = "dx is returned inside of a tuple"
    return _result(replaces, name, title, ONE, lambda dx: (dx, *more))


def _raveled(replaces):
    """The variant that returns out as one long row."""
    title = "out is one long row, whatever the shape of x"
    return _part(replaces, 0, "raveled", title, FLAT, np.ravel)


def _zero(replaces, number, what):
    """The backward of which one gradient is zeros."""
    title, hint = f"{what} is 0", f"{what} is made as zeros: where is it filled?"
    return _part(replaces, number, f"{what}_zero", title, hint, lambda part: part * 0.0)


def _single_gradient(replaces):
    """The backward that returns its one gradient in float32."""
    title = "dx is in float32"
    return _result(replaces, "single", title, SINGLE, lambda dx: dx.astype(np.float32))


def _clipped(replaces, bound):
    """The activation of x that is clipped to [-bound, bound] first."""
    title = "x is clipped before exp, to bounds within which the result still changes"
    hint = "Clipping hides the overflow and changes the result: find a form that needs none."
    return _variant(
        replaces,
        f"clipped_at_{bound}",
        title,
        hint,
        lambda x: getattr(right, replaces)(np.clip(x, -bound, bound)),
    )


def _last_forward(replaces, mix=lambda own, last: last, what=None, title=None):
    """The backward that takes (a part of) what the last forward knew for its own cache's."""
    known, forward_name = [], replaces.replace("_backward", "_forward")

    def forward(*args, **named):
        out, cache = getattr(right, forward_name)(*args, **named)
        known[:] = [cache]
        return out, cache

    def function(dout, cache):
        return getattr(right, replaces)(dout, mix(cache, known[0]))

    name = "of_last_forward" + (f"_{what}" if what else "")
    title = title or "what the last forward knew takes the place of what this one knew"
    return _variant(replaces, name, title, SHARED, function, forward)


def _accumulates(replaces, numbers, what):
    """The backward of which some gradients add up from call to call."""
    forward_name = replaces.replace("_backward", "_forward")

    def forward(*args):
        out, cache = getattr(right, forward_name)(*args)
        return out, (cache, [])

    def function(dout, cache):
        own, earlier = cache
        found = getattr(right, replaces)(dout, own)
        earlier.append(found if isinstance(found, tuple) else (found,))
        parts = [sum(p) if i in numbers else p[-1] for i, p in enumerate(zip(*earlier))]  # noqa: B905
        return tuple(parts) if isinstance(found, tuple) else parts[0]

    return _variant(replaces, f"accumulates_{what}", SPOILED, KEEP, function, forward)


def _half_without_dout(replaces, slope):
    """The backward that forgets dout below 0."""

    def function(dout, cache):
        return np.where(cache[0] > 0, dout, slope(*cache))

    title = "the upstream gradient is forgotten where x is negative"
    hint = "The chain rule holds on both sides of 0."
    return _variant(replaces, "half_without_dout", title, hint, function)


def _warns(replaces, function):
    """A form that overflows on the way, whatever comes out in the end."""
    title = "exp overflows, with a warning"
    hint = "What is exponentiated at x = -1000 and at x = 1000? Bound it, or select before exp."
    return _variant(replaces, "warns", title, hint, function)


ORDER = "In which order do the forward's arguments, or the hand-out, name them?"
ONE = "One gradient is returned as it is, without a tuple around it."
SINGLE = "Look for dtype=np.float32: it keeps 7 digits of 16."
SHARED = "A global, a default argument or a class attribute is one for all calls: use the cache."
ALL = "One gradient for every array that the forward was given, in the same order."
BY_MEAN = "The examples' contributions add up: the 1/N belongs to the loss."

# Contracts

affine_out_alone = _without_cache("affine_forward")
conv_out_alone = _without_cache("conv_forward")
pool_out_alone = _without_cache("max_pool_forward")
relu_out_alone = _without_cache("relu_forward")
affine_single = _single("affine_forward")
conv_single = _single("conv_forward")
sigmoid_single = _single("sigmoid_forward")
affine_changes_x = _changes("affine_forward", 0, "x")
affine_changes_w = _changes("affine_forward", 1, "w")
affine_changes_b = _changes("affine_forward", 2, "b")
sigmoid_changes_x = _changes("sigmoid_forward", 0, "x")
tanh_changes_x = _changes("tanh_forward", 0, "x")
leaky_changes_x = _changes("leaky_relu_forward", 0, "x")
elu_changes_x = _changes("elu_forward", 0, "x")
prelu_changes_x = _changes("prelu_forward", 0, "x")
prelu_changes_alpha = _changes("prelu_forward", 1, "alpha")
maxout_changes_x = _changes("maxout_forward", 0, "x")
maxout_changes_w = _changes("maxout_forward", 1, "w")
maxout_changes_b = _changes("maxout_forward", 2, "b")
conv_changes_x = _changes("conv_forward", 0, "x")
conv_changes_w = _changes("conv_forward", 1, "w")
conv_changes_b = _changes("conv_forward", 2, "b")
conv_sets_size = _sets("conv_forward", 3, "size")
pool_changes_x = _changes("max_pool_forward", 0, "x")
conv_takes_pad = _takes("conv_forward", 3, "pad")
pool_sets_size = _sets("max_pool_forward", 1, "size")
softmax_changes_y = _changes("softmax_loss", 1, "y")
saturation_changes_x = _changes("saturation_fraction", 0, "x")
dead_changes_activations = _changes("dead_relu_fraction", 0, "activations")
sigmoid_changes_dout = _changes("sigmoid_backward", 0, "dout")
tanh_changes_dout = _changes("tanh_backward", 0, "dout")
leaky_changes_dout = _changes("leaky_relu_backward", 0, "dout")
elu_changes_dout = _changes("elu_backward", 0, "dout")
prelu_changes_dout = _changes("prelu_backward", 0, "dout")
maxout_changes_dout = _changes("maxout_backward", 0, "dout")
conv_changes_dout = _changes("conv_backward", 0, "dout")
pool_changes_dout = _changes("max_pool_backward", 0, "dout")
affine_spoils_cache = _spoils("affine_backward", lambda cache: cache)
elu_spoils_cache = _spoils("elu_backward", lambda cache: cache[:1])
prelu_spoils_cache = _spoils("prelu_backward", lambda cache: cache)
maxout_spoils_cache = _spoils("maxout_backward", lambda cache: cache[:2])
conv_spoils_cache = _spoils("conv_backward", lambda cache: (cache[0], cache[2]))
pool_spoils_cache = _spoils("max_pool_backward", lambda cache: cache[1:2])
sigmoid_flattens = _flattens("sigmoid_forward")
tanh_flattens = _flattens("tanh_forward")
relu_flattens = _flattens("relu_forward")
leaky_flattens = _flattens("leaky_relu_forward")
prelu_flattens = _flattens("prelu_forward")
elu_flattens = _flattens("elu_forward")
affine_without_db = _drops("affine_backward", 2, "db", ALL)
prelu_without_dalpha = _drops("prelu_backward", 1, "dalpha", ALL)
maxout_without_db = _drops("maxout_backward", 2, "db", ALL)
conv_without_db = _drops("conv_backward", 2, "db", ALL)
maxout_db_row = _row("maxout_backward", 2, "db")
conv_db_row = _row("conv_backward", 2, "db")
prelu_dalpha_row = _row("prelu_backward", 1, "dalpha")


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


@wrong(
    "affine_backward",
    "dx has the shape of the flattened rows",
    hint=f"{SHAPE} Which x does the cache hold?",
)
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


affine_db_row_of_one = _variant(
    "affine_backward",
    "db_row_of_one",
    "db has shape (1, M)",
    SHAPE,
    lambda dout, cache: (
        *right.affine_backward(dout, cache)[:2],
        dout.copy() if len(dout) == 1 else dout.sum(axis=0),
    ),
)


@wrong("affine_backward", "dw is transposed", hint=SHAPE)
def affine_dw_transposed(dout, cache):
    dx, dw, db = right.affine_backward(dout, cache)
    return dx, dw.T, db


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


affine_order_102 = _reordered("affine_backward", (1, 0, 2))
affine_order_120 = _reordered("affine_backward", (1, 2, 0))
affine_order_210 = _reordered("affine_backward", (2, 1, 0))
affine_last_forward = _last_forward("affine_backward")
affine_accumulates_dw = _accumulates("affine_backward", (1,), "dw")
affine_accumulates_db = _accumulates("affine_backward", (2,), "db")
affine_db_zero = _zero("affine_backward", 2, "db")
affine_lists = _result(
    "affine_backward",
    "lists",
    "the gradients are lists",
    "Gradients are arrays.",
    lambda found: tuple(part.tolist() for part in found),
)
affine_db_squeezed = _part(
    "affine_backward", 2, "db_squeezed", "db loses its axis where M = 1", SHAPE, np.squeeze
)
affine_squeezed = _part(
    "affine_forward",
    0,
    "squeezed",
    "out loses the axes of length 1",
    "A batch of one is a batch, and one output is a column.",
    np.squeeze,
)


@wrong(
    "affine_forward",
    "the first bias serves all outputs",
    hint="b is (M,): which one belongs to output m?",
)
def affine_first_bias(x, w, b):
    return right.affine_forward(x, w, 0 * b + b[0])


@wrong(
    "affine_forward",
    "the biases are laid along the examples where there are as many",
    hint="b is (M,): does it belong to the rows or to the columns of out?",
)
def affine_bias_column(x, w, b):
    out, cache = right.affine_forward(x, w, 0 * b)
    return out + (b[:, None] if len(b) == len(out) else b), cache


@wrong(
    "affine_backward",
    "db counts the examples",
    hint="How does the loss feel a bias, through dout?",
)
def affine_db_counts(dout, cache):
    dx, dw, _ = right.affine_backward(dout, cache)
    return dx, dw, np.full(dout.shape[1], float(len(dout)))


@wrong(
    "affine_backward",
    "dw holds the last example only",
    hint="Every example contributes to dw: = or +=?",
)
def affine_dw_last_example(dout, cache):
    x, w = cache
    dx, _, db = right.affine_backward(dout, cache)
    return dx, right.affine_backward(dout[-1:], (x[-1:], w))[1], db


@wrong(
    "affine_backward",
    "x is reshaped instead of transposed in dw",
    hint="reshape keeps the order of the numbers, .T exchanges rows and columns.",
)
def affine_dw_reshaped(dout, cache):
    dx, dw, db = right.affine_backward(dout, cache)
    return dx, cache[0].reshape(len(dw), -1) @ dout, db


@wrong(
    "affine_backward",
    "w is reshaped instead of transposed in dx",
    hint="reshape keeps the order of the numbers, .T exchanges rows and columns.",
)
def affine_dx_reshaped(dout, cache):
    x, w = cache
    _, dw, db = right.affine_backward(dout, cache)
    return (dout @ w.reshape(w.shape[::-1])).reshape(x.shape), dw, db


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
    "sigmoid_forward",
    "x is clipped to [-10, 10] before exp",
    hint="Clipping hides the overflow and changes the result: find a form that needs none.",
)
def sigmoid_clipped(x):
    return right.sigmoid_forward(np.clip(x, -10, 10))


@wrong(
    "sigmoid_forward",
    "tanh is computed",
    hint="tanh lies between -1 and 1, the sigmoid between 0 and 1.",
)
def sigmoid_is_tanh(x):
    return right.tanh_forward(x)


@wrong(
    "sigmoid_backward",
    SPOILED,
    hint=KEEP,
    forward=lambda x: (right.sigmoid_forward(x)[0], (right.sigmoid_forward(x)[0],)),
)
def sigmoid_spoils_cache(dout, cache):
    (out,) = cache
    dx = dout * out * (1 - out)
    out *= 0.5
    return dx


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
    "the slope is taken from x and overflows far from 0",
    hint="exp(1000) again: can the slope be written in the output, which never overflows?",
    forward=lambda x: (right.sigmoid_forward(x)[0], x),
)
def sigmoid_slope_overflows(dout, cache):
    with np.errstate(all="ignore"):
        return dout * np.exp(-cache) / (1 + np.exp(-cache)) ** 2


@wrong(
    "sigmoid_backward",
    "s (1 - s) is taken at the input x",
    hint="s in the formula is the output: what did the forward put into the cache?",
    forward=lambda x: (right.sigmoid_forward(x)[0], x),
)
def sigmoid_slope_of_x(dout, cache):
    return dout * cache * (1 - cache)


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


@wrong(
    "tanh_forward",
    "exp(-2x) and exp(2x) change places",
    hint="For large x tanh comes close to 1: try your formula at x = 5.",
)
def tanh_sign(x):
    return right.tanh_forward(-x)


@wrong("tanh_forward", "x takes the place of 2x", hint="Which multiple of x stands in the formula?")
def tanh_of_half(x):
    return right.tanh_forward(x / 2)


@wrong(
    "tanh_backward",
    "1 - t^2 is taken at the input x",
    hint="t in the formula is the output: what did the forward put into the cache?",
    forward=lambda x: (right.tanh_forward(x)[0], x),
)
def tanh_slope_of_x(dout, cache):
    return dout * (1 - cache**2)


@wrong(
    "tanh_backward",
    SPOILED,
    hint=KEEP,
    forward=lambda x: (right.tanh_forward(x)[0], (right.tanh_forward(x)[0],)),
)
def tanh_spoils_cache(dout, cache):
    (out,) = cache
    dx = dout * (1 - out**2)
    out *= 0.5
    return dx


@wrong(
    "tanh_backward",
    "the upstream gradient is forgotten",
    hint="That is the local gradient alone: where does dout come in?",
)
def tanh_local_only(dout, cache):
    return 1 - cache**2


@wrong(
    "tanh_backward",
    "the slope is taken from x and overflows far from 0",
    hint="exp(1000) again: can the slope be written in the output, which never overflows?",
    forward=lambda x: (right.tanh_forward(x)[0], x),
)
def tanh_slope_overflows(dout, cache):
    with np.errstate(all="ignore"):
        return dout * 4 / (np.exp(cache) + np.exp(-cache)) ** 2 * np.exp(0 * cache**200)


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


sigmoid_raveled, tanh_raveled = _raveled("sigmoid_forward"), _raveled("tanh_forward")
sigmoid_in_tuple, tanh_in_tuple = _in_tuple("sigmoid_backward"), _in_tuple("tanh_backward")
sigmoid_last_forward = _last_forward("sigmoid_backward")
tanh_last_forward = _last_forward("tanh_backward")
sigmoid_dx_single = _single_gradient("sigmoid_backward")
tanh_dx_single = _single_gradient("tanh_backward")
sigmoid_clipped_5, sigmoid_clipped_6 = (_clipped("sigmoid_forward", b) for b in (5, 6))
sigmoid_clipped_8, sigmoid_clipped_15 = (_clipped("sigmoid_forward", b) for b in (8, 15))
tanh_clipped_2, tanh_clipped_3 = (_clipped("tanh_forward", b) for b in (2, 3))
tanh_clipped_4, tanh_clipped_5 = (_clipped("tanh_forward", b) for b in (4, 5))
sigmoid_warns = _warns("sigmoid_forward", lambda x: (1 / (1 + np.exp(-x)),) * 2)
tanh_half_precision = _part(
    "tanh_forward",
    0,
    "half_precision",
    "out is in float16",
    "float16 keeps 3 digits: float64 is asked for.",
    lambda out: out.astype(np.float16),
)
tanh_dx_clipped = _result(
    "tanh_backward",
    "dx_clipped",
    "dx is clipped to [-1, 1]",
    "A gradient may be of any size: what if the upstream gradient is 5?",
    lambda dx: np.clip(dx, -1, 1),
)


@wrong(
    "sigmoid_forward",
    "exp(-x) / (1 + exp(-x)) overflows",
    hint="What is exp(1000)? There is a form in which only negative numbers are exponentiated.",
)
def sigmoid_overflow_below(x):
    with np.errstate(all="ignore"):
        out = 1 - np.exp(-x) / (1 + np.exp(-x))
    return out, out


@wrong(
    "tanh_forward",
    "exp(-2x) overflows",
    hint="What is exp(2000) / exp(2000)? NumPy has a function for it.",
)
def tanh_overflow_below(x):
    with np.errstate(all="ignore"):
        out = (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))
    return out, out


@wrong(
    "sigmoid_backward",
    "the slope is taken from x and overflows far above 0",
    hint="exp(1000) again: can the slope be written in the output, which never overflows?",
    forward=lambda x: (right.sigmoid_forward(x)[0], x),
)
def sigmoid_slope_overflows_above(dout, cache):
    with np.errstate(all="ignore"):
        return dout * np.exp(cache) / (1 + np.exp(cache)) ** 2


@wrong(
    "tanh_backward",
    "the slope is taken from x and overflows far above 0",
    hint="exp(1000) again: can the slope be written in the output, which never overflows?",
    forward=lambda x: (right.tanh_forward(x)[0], x),
)
def tanh_slope_overflows_above(dout, cache):
    with np.errstate(all="ignore"):
        return dout * 4 * np.exp(2 * cache) / (np.exp(2 * cache) + 1) ** 2


@wrong(
    "sigmoid_backward",
    SPOILED,
    hint=KEEP,
    forward=lambda x: (right.sigmoid_forward(x)[0], (right.sigmoid_forward(x)[0],)),
)
def sigmoid_slope_in_cache(dout, cache):
    (out,) = cache
    out *= 1 - out
    return dout * out


@wrong(
    "tanh_backward",
    SPOILED,
    hint=KEEP,
    forward=lambda x: (right.tanh_forward(x)[0], (right.tanh_forward(x)[0],)),
)
def tanh_squares_cache(dout, cache):
    (out,) = cache
    out **= 2
    return dout * (1 - out)


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


@wrong(
    "relu_backward",
    "out / x is taken for the slope, which is 0 / 0 at x = 0",
    hint="What does your formula give at x = 0 exactly?",
)
def relu_divides_by_x(dout, cache):
    x = cache
    with np.errstate(all="ignore"):
        return dout * right.relu_forward(x)[0] / x


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
    "an alpha of 0 is taken for one that is missing",
    hint="0 is false for `or` and `if`: is it the same as no alpha at all?",
)
def leaky_zero(x, alpha=0.01):
    return right.leaky_relu_forward(x, alpha or 0.01)


@wrong(
    "leaky_relu_forward",
    "alpha multiplies what is positive",
    hint="Which side of 0 keeps its slope of 1?",
)
def leaky_wrong_side(x, alpha=0.01):
    return np.where(x > 0, alpha * x, x), (x, alpha)


@wrong(
    "leaky_relu_forward",
    "alpha takes the place of alpha x",
    hint="Below 0 the output is a line through 0, not a constant.",
)
def leaky_constant(x, alpha=0.01):
    return np.where(x > 0, x, alpha), (x, alpha)


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
    "the mask is taken of dout instead of x",
    hint="Which number decides about the slope: the input, or the gradient itself?",
)
def leaky_mask_of_dout(dout, cache):
    return np.where(dout > 0, dout, cache[1] * dout)


@wrong(
    "leaky_relu_backward",
    "the upstream gradient is forgotten",
    hint="That is the local gradient alone: where does dout come in?",
)
def leaky_local_only(dout, cache):
    return np.where(cache[0] > 0, 1.0, cache[1])


@wrong(
    "leaky_relu_backward",
    "alpha is taken to be 0.01",
    hint="The forward was given an alpha: does the cache hold it?",
)
def leaky_back_fixed(dout, cache):
    return np.where(cache[0] > 0, dout, 0.01 * dout)


@wrong(
    "leaky_relu_backward",
    "out / x is taken for the slope, which is 0 / 0 at x = 0",
    hint="What does your formula give at x = 0 exactly?",
)
def leaky_divides_by_x(dout, cache):
    x = cache[0]
    with np.errstate(all="ignore"):
        return dout * right.leaky_relu_forward(x, cache[1])[0] / x


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
    "prelu_forward",
    "the larger of alpha x and x is taken",
    hint="That is the same only while alpha is at most 1: try alpha = 2 at x = -1.",
)
def prelu_by_maximum(x, alpha):
    slope = np.reshape(alpha, (1, -1, *[1] * (x.ndim - 2)))
    return np.maximum(slope * x, x), (x, alpha)


@wrong(
    "prelu_forward",
    "the first slope serves all channels",
    hint="alpha may hold one slope a channel: which one belongs to channel 1?",
)
def prelu_first_slope(x, alpha):
    return right.prelu_forward(x, np.ravel(alpha)[0])[0], (x, alpha)


@wrong(
    "prelu_forward",
    "the slope multiplies what is positive too",
    hint="Which side of 0 keeps its slope of 1?",
)
def prelu_both_sides(x, alpha):
    return right.prelu_forward(-np.abs(x), alpha)[0] * -np.sign(x), (x, alpha)


@wrong(
    "prelu_forward",
    "a negative slope is cut to 0",
    hint="alpha is learned: nothing keeps it above 0.",
)
def prelu_positive_slope(x, alpha):
    return right.prelu_forward(x, np.maximum(alpha, 0))


@wrong("prelu_backward", "alpha is forgotten in dx", hint="Below 0, how fast does out follow x?")
def prelu_dx_without_alpha(dout, cache):
    _, dalpha = right.prelu_backward(dout, cache)
    return np.where(cache[0] > 0, dout, 0), dalpha


@wrong(
    "prelu_backward",
    "dx passes dout where x is negative too",
    hint="Below 0, how fast does out follow x?",
)
def prelu_dx_passes(dout, cache):
    return dout.copy(), right.prelu_backward(dout, cache)[1]


@wrong(
    "prelu_backward",
    "the upstream gradient is left out of dalpha",
    hint="The chain rule: what does dout multiply?",
)
def prelu_dalpha_without_dout(dout, cache):
    return right.prelu_backward(dout, cache)[0], right.prelu_backward(0 * dout + 1, cache)[1]


@wrong(
    "prelu_backward",
    "dalpha is a number where alpha has one entry",
    hint="An alpha of shape (1,) is not one of shape (): a gradient has the same shape.",
)
def prelu_one_entry(dout, cache):
    dx, dalpha = right.prelu_backward(dout, cache)
    return dx, dalpha.sum() if np.size(dalpha) == 1 else dalpha


@wrong(
    "prelu_backward",
    "dalpha is not summed over the pixels of a channel",
    hint="Every pixel of a channel shared the slope.",
)
def prelu_per_pixel(dout, cache):
    x, _ = cache
    dx, dalpha = right.prelu_backward(dout, cache)
    each = np.where(x > 0, 0, x * dout).sum(axis=0)
    return dx, each if x.ndim > 2 else dalpha


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


@wrong(
    "elu_forward",
    "exp of large x is multiplied by 0, which is not a number",
    hint="exp(1000) is infinity, and 0 times infinity is NaN: select, or bound what goes into exp.",
)
def elu_mask_times_infinity(x, alpha=1.0):
    with np.errstate(all="ignore"):
        return (x > 0) * x + (x <= 0) * alpha * (np.exp(x) - 1), (x, alpha)


@wrong(
    "elu_forward",
    "alpha is 0.01 by default",
    hint="Leaky ReLU's default is 0.01; what is that of ELU?",
)
def elu_default(x, alpha=0.01):
    return right.elu_forward(x, alpha)


@wrong(
    "elu_forward",
    "alpha multiplies what is positive too",
    hint="Which side of 0 keeps its slope of 1?",
)
def elu_scales_all(x, alpha=1.0):
    return alpha * right.elu_forward(x, 1.0)[0], (x, alpha)


@wrong(
    "elu_backward",
    "exp of large x is multiplied by 0, which is not a number",
    hint="exp(1000) is infinity, and 0 times infinity is NaN: select, or bound what goes into exp.",
)
def elu_slope_times_infinity(dout, cache):
    x, alpha = cache
    with np.errstate(all="ignore"):
        return dout * ((x > 0) + (x <= 0) * alpha * np.exp(x))


@wrong(
    "elu_backward",
    "the upstream gradient is forgotten",
    hint="That is the local gradient alone: where does dout come in?",
)
def elu_local_only(dout, cache):
    return right.elu_backward(np.ones_like(dout), cache)


@wrong(
    "elu_backward",
    "the slope of leaky ReLU is used",
    hint="Below 0, ELU is a curve: differentiate alpha (exp(x) - 1).",
)
def elu_like_leaky(dout, cache):
    return np.where(cache[0] > 0, dout, cache[1] * dout)


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


@wrong(
    "maxout_forward",
    "the pieces are compared without their biases",
    hint="Every piece has a bias of its own, which takes part in the comparison.",
)
def maxout_bias_of_winner(x, w, b):
    pieces = np.tensordot(x, w, axes=1)
    winner = pieces.argmax(axis=2)[:, :, None]
    return np.take_along_axis(pieces + b, winner, axis=2)[:, :, 0], (x, w, winner[:, :, 0])


@wrong("maxout_forward", "the bias is not added", hint="Every piece has a bias of its own.")
def maxout_without_bias(x, w, b):
    return right.maxout_forward(x, w, 0 * b)


@wrong("maxout_forward", "the smallest piece is taken", hint="Which piece gives Maxout its name?")
def maxout_min(x, w, b):
    out, cache = right.maxout_forward(x, -w, -b)
    return -out, cache


@wrong(
    "maxout_forward",
    "the maximum starts from 0",
    hint="All pieces of a unit may be negative.",
)
def maxout_from_zero(x, w, b):
    out, cache = right.maxout_forward(x, w, b)
    return np.maximum(out, 0), cache


@wrong(
    "maxout_forward",
    "the piece of the largest magnitude is taken",
    hint="-5 is smaller than 1.",
)
def maxout_by_magnitude(x, w, b):
    pieces = np.tensordot(x, w, axes=1) + b
    largest = np.abs(pieces).argmax(axis=2)
    return np.take_along_axis(pieces, largest[:, :, None], axis=2)[:, :, 0], (x, w, largest)


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
    "every tied piece gets the full gradient",
    hint="For equal pieces the shares must sum to the upstream gradient.",
    forward=lambda x, w, b: (right.maxout_forward(x, w, b)[0], (x, w, b)),
)
def maxout_ties_in_full(dout, cache):
    x, w, b = cache
    pieces = np.tensordot(x, w, axes=1) + b
    dpieces = dout[:, :, None] * (pieces == pieces.max(axis=2, keepdims=True))
    dx = np.tensordot(dpieces, w, axes=((1, 2), (1, 2)))
    return dx, np.tensordot(x, dpieces, axes=(0, 0)), dpieces.sum(axis=0)


@wrong(
    "maxout_backward",
    "examples that share a piece overwrite each other in dw and db",
    hint="`dw[:, m, k] += ...` with repeated indices keeps the last one only: see np.add.at.",
)
def maxout_repeated_indices(dout, cache):
    x, w, winner = cache
    dx, _, _ = right.maxout_backward(dout, cache)
    dw, db = np.zeros_like(w), np.zeros(w.shape[1:])
    for m in range(w.shape[1]):
        for n in range(len(x)):
            dw[:, m, winner[n, m]] = x[n] * dout[n, m]
            db[m, winner[n, m]] = dout[n, m]
    return dx, dw, db


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


maxout_dw_by_mean = _scaled(
    "maxout_backward",
    1,
    "dw_by_mean",
    lambda d: 1 / len(d),
    "dw is averaged over the batch",
    BY_MEAN,
)


relu_raveled, leaky_raveled = _raveled("relu_forward"), _raveled("leaky_relu_forward")
elu_raveled = _raveled("elu_forward")
relu_in_tuple, leaky_in_tuple = _in_tuple("relu_backward"), _in_tuple("leaky_relu_backward")
elu_in_tuple = _in_tuple("elu_backward")
relu_last_forward, elu_last_forward = map(_last_forward, ("relu_backward", "elu_backward"))
leaky_last_forward = _last_forward("leaky_relu_backward")
leaky_last_alpha = _last_forward(
    "leaky_relu_backward",
    lambda own, last: (own[0], last[1]),
    "alpha",
    "the alpha of the last forward takes the place of this one's",
)
elu_last_alpha = _last_forward(
    "elu_backward",
    lambda own, last: (own[0], last[1]),
    "alpha",
    "the alpha of the last forward takes the place of this one's",
)
leaky_half_without_dout = _half_without_dout("leaky_relu_backward", lambda x, alpha: alpha)
elu_half_without_dout = _half_without_dout(
    "elu_backward", lambda x, alpha: alpha * np.exp(np.minimum(x, 0))
)
elu_warns = _warns(
    "elu_forward",
    lambda x, alpha=1.0: (np.where(x > 0, x, alpha * (np.exp(x) - 1)), (x, alpha)),
)
relu_list = _part("relu_forward", 0, "list", "out is a list", "out is an array.", np.ndarray.tolist)
relu_list_of_rows = _variant(
    "relu_forward",
    "list_of_rows",
    "out is a list",
    "out is an array.",
    lambda x: (np.maximum(0, x).tolist() if x.ndim == 2 else np.maximum(0, x), x),
)
relu_halves = _part(
    "relu_forward", 0, "rounded", "out is rounded down", "// rounds down, / does not.", np.floor
)


def _bounded(bound):
    """ReLU with an upper bound."""
    return _part(
        "relu_forward",
        0,
        f"at_most_{bound}",
        "out is cut off above some number",
        "max(0, x) has no upper bound.",
        lambda out: np.minimum(out, bound),
    )


relu_at_most_1, relu_at_most_6, relu_at_most_255 = map(_bounded, (1, 6, 255))
relu_dx_bool = _variant(
    "relu_backward",
    "bool",
    "dx is True and False",
    "dx holds the upstream gradient where it passes, and 0 elsewhere.",
    lambda dout, cache: (cache > 0) & (dout != 0),
)
relu_dx_selected = _variant(
    "relu_backward",
    "selected",
    "dx holds only the elements that pass",
    f"{SHAPE} dout[mask] is one row of what the mask selects.",
    lambda dout, cache: dout[cache > 0],
)
relu_normalised = _variant(
    "relu_backward",
    "normalised",
    "dx is divided by the number of inputs above 0",
    "Each input feels its own output alone: nothing is averaged.",
    lambda dout, cache: np.where(cache > 0, dout, 0) / np.sum(cache > 0),
)
relu_memory_order = _variant(
    "relu_backward",
    "memory_order",
    "dout is walked through in the order of memory, x in that of its axes",
    "ravel(order='K') follows memory: a transposed array comes out otherwise.",
    lambda dout, cache: np.where(cache > 0, dout.ravel(order="K").reshape(dout.shape), 0),
)
relu_guided = _variant(
    "relu_backward",
    "guided",
    "dout passes only where it is positive itself",
    "A negative gradient passes too: only the input decides.",
    lambda dout, cache: np.where((cache > 0) & (dout > 0), dout, 0),
)
relu_by_sign = _variant(
    "relu_backward",
    "by_sign",
    "the slope below 0 is -1",
    "np.sign(x) is -1 below 0: there out does not change with x.",
    lambda dout, cache: dout * np.sign(cache),
)
relu_rows = _variant(
    "relu_backward",
    "rows",
    "a whole example passes as soon as one of its inputs is above 0",
    "Element by element: which inputs changed the output?",
    lambda dout, cache: dout * (cache > 0).any(axis=-1, keepdims=True),
)
leaky_renamed = _variant(
    "leaky_relu_forward",
    "renamed",
    "alpha has another name",
    "Keep the names of the parameters that the stub has.",
    lambda x, slope=0.01: right.leaky_relu_forward(x, slope),
)
leaky_sum = _variant(
    "leaky_relu_forward",
    "sum",
    "alpha x is added above 0 too",
    "Which side of 0 keeps its slope of 1?",
    lambda x, alpha=0.01: (np.maximum(x, 0) + alpha * x, (x, alpha)),
)
leaky_zero_at_kink = _variant(
    "leaky_relu_backward",
    "zero_at_kink",
    "the slope at x = 0 is 0",
    "Between alpha and 1 any slope is right there: 0 is below both.",
    lambda dout, cache: dout * ((cache[0] > 0) + cache[1] * (cache[0] < 0)),
)
leaky_sign_of_out = _variant(
    "leaky_relu_backward",
    "sign_of_out",
    "the sign of out decides, which is 0 where alpha is",
    "For alpha = 0 out is never negative: ask x.",
    lambda dout, cache: dout * np.where(cache[1] * np.minimum(cache[0], 0) < 0, cache[1], 1.0),
)
elu_exp_of_out = _variant(
    "elu_backward",
    "exp_of_out",
    "exp is taken of the output",
    "alpha exp(x) wants the input, or is out + alpha.",
    lambda dout, cache: (
        dout
        * np.where(cache[0] > 0, 1, cache[1] * np.exp(np.minimum(right.elu_forward(*cache)[0], 0)))
    ),
)
elu_by_maximum = _variant(
    "elu_forward",
    "by_maximum",
    "the larger of x and alpha (exp(x) - 1) is taken",
    "That is the same only while alpha is at most 1: try alpha = 2 at x = -0.5.",
    lambda x, alpha=1.0: (
        np.maximum(x, alpha * np.expm1(np.minimum(x, 0))),
        (x, alpha),
    ),
)
elu_exponent_bounded = _variant(
    "elu_forward",
    "exponent_bounded",
    "x is clipped to [-5, 0] before exp",
    "exp of a very negative number is 0, without a bound.",
    lambda x, alpha=1.0: (np.where(x > 0, x, alpha * np.expm1(np.clip(x, -5, 0))), (x, alpha)),
)


@wrong(
    "elu_forward",
    "out is made of whole numbers where alpha is one",
    hint="np.full(shape, 2) holds whole numbers: what becomes of -0.5 there?",
)
def elu_of_integers(x, alpha=1.0):
    out = np.full(x.shape, alpha)
    out[...] = right.elu_forward(x, alpha)[0]
    return out, (x, alpha)


@wrong(
    "elu_backward",
    SPOILED,
    hint=KEEP,
    forward=lambda x, alpha=1.0: (
        right.elu_forward(x, alpha)[0],
        (x, right.elu_forward(x, alpha)[0], alpha),
    ),
)
def elu_adds_to_cache(dout, cache):
    x, out, alpha = cache
    out += alpha
    return dout * np.where(x > 0, 1, out)


# PReLU


prelu_order = _reordered("prelu_backward", (1, 0))
prelu_last_forward = _last_forward("prelu_backward")
prelu_last_alpha = _last_forward(
    "prelu_backward",
    lambda own, last: (own[0], last[1]),
    "alpha",
    "the alpha of the last forward takes the place of this one's",
)
prelu_accumulates = _accumulates("prelu_backward", (1,), "dalpha")
prelu_mean_of_all = _variant(
    "prelu_backward",
    "mean_of_all",
    "dalpha is averaged over all that shares the slope",
    "One slope serves them all: their contributions add up.",
    lambda dout, cache: (
        right.prelu_backward(dout, cache)[0],
        right.prelu_backward(dout, cache)[1] / (dout.size / np.size(cache[1])),
    ),
)
prelu_mean_of_many = _variant(
    "prelu_backward",
    "mean_of_many",
    "dalpha is averaged over all that shares the slope",
    "One slope serves them all: their contributions add up.",
    lambda dout, cache: (
        right.prelu_backward(dout, cache)[0],
        right.prelu_backward(dout, cache)[1]
        / (dout.size / np.size(cache[1]) if np.ndim(cache[1]) else 1.0),
    ),
)
prelu_dalpha_kept_axes = _variant(
    "prelu_backward",
    "dalpha_kept_axes",
    "dalpha has an axis too many",
    SHAPE,
    lambda dout, cache: (
        right.prelu_backward(dout, cache)[0],
        right.prelu_backward(dout, cache)[1].reshape(1, -1, *[1] * (dout.ndim - 2))
        if np.ndim(cache[1])
        else right.prelu_backward(dout, cache)[1],
    ),
)
prelu_dalpha_zero = _zero("prelu_backward", 1, "dalpha")
prelu_dx_alone = _result(
    "prelu_backward", "dx_alone", "dx is returned alone", ALL, lambda found: found[0]
)
prelu_four_axes = _variant(
    "prelu_forward",
    "four_axes",
    "alpha is reshaped for images, whatever x is",
    "x may be (N, C): how many axes has it?",
    lambda x, alpha: (np.where(x > 0, x, np.reshape(alpha, (1, -1, 1, 1)) * x), (x, alpha)),
)
prelu_four_axes_of_many = _variant(
    "prelu_forward",
    "four_axes_of_many",
    "alpha is reshaped for images, whatever x is",
    "x may be (N, C): how many axes has it?",
    lambda x, alpha: (
        np.where(x > 0, x, (np.reshape(alpha, (1, -1, 1, 1)) if np.ndim(alpha) else alpha) * x),
        (x, alpha),
    ),
)
prelu_mean_slope = _variant(
    "prelu_forward",
    "mean_slope",
    "one slope, the mean, serves all channels",
    "alpha may hold one slope a channel: which one belongs to channel 1?",
    lambda x, alpha: (right.prelu_forward(x, np.mean(alpha))[0], (x, alpha)),
)
prelu_bounded_slope = _variant(
    "prelu_forward",
    "bounded_slope",
    "the slope is kept between 0 and 1",
    "alpha is learned: nothing keeps it there.",
    lambda x, alpha: (right.prelu_forward(x, np.clip(alpha, 0, 1))[0], (x, alpha)),
)


@wrong(
    "prelu_forward",
    "the slopes are laid along the batch where there are as many examples as channels",
    hint="One slope a channel: which axis of x is C?",
)
def prelu_batch_axis(x, alpha):
    if np.ndim(alpha) and len(alpha) == len(x):
        slope = np.reshape(alpha, (-1, *[1] * (x.ndim - 1)))
        return np.where(x > 0, x, slope * x), (x, alpha)
    return right.prelu_forward(x, alpha)


@wrong(
    "prelu_forward",
    "the slopes are laid along the last axis where it is as long",
    hint="One slope a channel: which axis of (N, C, H, W) is C?",
)
def prelu_fitting_axis(x, alpha):
    fits = np.shape(alpha) == x.shape[-1:]
    return (np.where(x > 0, x, alpha * x), (x, alpha)) if fits else right.prelu_forward(x, alpha)


@wrong(
    "prelu_backward",
    "the slopes are laid along the last axis in dx where it is as long",
    hint="One slope a channel: which axis of (N, C, H, W) is C?",
)
def prelu_dx_fitting_axis(dout, cache):
    x, alpha = cache
    dx, dalpha = right.prelu_backward(dout, cache)
    return np.where(x > 0, 1, alpha) * dout if np.shape(alpha) == x.shape[-1:] else dx, dalpha


@wrong(
    "prelu_backward",
    "x is found again as out / alpha, which is 0 / 0 where alpha is 0",
    hint="alpha may be 0: put x itself into the cache.",
)
def prelu_divides_by_alpha(dout, cache):
    x, alpha = cache
    dx, _ = right.prelu_backward(dout, cache)
    out, slope = right.prelu_forward(x, alpha)[0], np.reshape(alpha, (1, -1, *[1] * (x.ndim - 2)))
    with np.errstate(all="ignore"):
        return dx, right.prelu_backward(dout, (np.where(x > 0, x, out / slope), alpha))[1]


@wrong(
    "prelu_backward",
    "the sign of out decides instead of that of x",
    hint="With a negative slope out is positive on both sides: ask x.",
)
def prelu_sign_of_out(dout, cache):
    x, alpha = cache
    out, slope = right.prelu_forward(x, alpha)[0], np.reshape(alpha, (1, -1, *[1] * (x.ndim - 2)))
    shared = tuple(axis for axis in range(x.ndim) if axis != 1 or np.ndim(alpha) == 0)
    return dout * np.where(out > 0, 1, slope), np.where(out > 0, 0, x * dout).sum(axis=shared)


@wrong("prelu_backward", "dalpha has an entry a channel where alpha is one number", hint=SHAPE)
def prelu_always_per_channel(dout, cache):
    x, alpha = cache
    dx, dalpha = right.prelu_backward(dout, cache)
    if np.ndim(alpha) == 0:
        return dx, right.prelu_backward(dout, (x, np.full(x.shape[1], alpha)))[1]
    return dx, dalpha


# Maxout


maxout_order_102 = _reordered("maxout_backward", (1, 0, 2))
maxout_order_120 = _reordered("maxout_backward", (1, 2, 0))
maxout_last_forward = _last_forward("maxout_backward")
maxout_last_winner = _last_forward(
    "maxout_backward",
    lambda own, last: (*own[:2], last[2]),
    "winner",
    "the winners of the last forward take the place of this one's",
)
maxout_accumulates_dw = _accumulates("maxout_backward", (1,), "dw")
maxout_accumulates_db = _accumulates("maxout_backward", (2,), "db")
maxout_db_zero = _zero("maxout_backward", 2, "db")
maxout_squeezed = _part(
    "maxout_forward",
    0,
    "squeezed",
    "out loses the axes of length 1",
    "A batch of one is a batch, and one unit is a column.",
    np.squeeze,
)
maxout_db_a_unit = _part(
    "maxout_backward",
    2,
    "db_a_unit",
    "db is summed over the pieces",
    f"{SHAPE} Every piece has a bias of its own.",
    lambda db: db.sum(axis=1),
)
maxout_two_pieces = _variant(
    "maxout_forward",
    "two_pieces",
    "two pieces are taken for granted",
    "w is (D, M, K): K may be any number.",
    lambda x, w, b: (
        right.maxout_forward(x, w[..., :2], b[:, :2])[0],
        right.maxout_forward(x, w, b)[1],
    ),
)


def _shared_out(dout, cache, shares):
    """The gradients of maxout where ``shares``, (N, M, K), of dout go to the pieces."""
    x, w, _ = cache
    dpieces = dout[:, :, None] * shares
    dx = np.tensordot(dpieces, w, axes=((1, 2), (1, 2)))
    return dx, np.tensordot(x, dpieces, axes=(0, 0)), dpieces.sum(axis=0)


def _pieces_forward(x, w, b):
    out, (x, w, _) = right.maxout_forward(x, w, b)
    return out, (x, w, np.tensordot(x, w, axes=1) + b)


maxout_even_shares = _variant(
    "maxout_backward",
    "even_shares",
    "the gradient is shared out over all pieces",
    "Only the piece that won changed the output.",
    lambda dout, cache: _shared_out(dout, cache, np.full(cache[1].shape[2], 1 / cache[1].shape[2])),
)
maxout_ties_get_nothing = _variant(
    "maxout_backward",
    "ties_get_nothing",
    "tied pieces get no gradient",
    "For equal pieces the shares must sum to the upstream gradient.",
    lambda dout, cache: _shared_out(
        dout, cache, _is_largest(cache[2]) * (_is_largest(cache[2]).sum(2, keepdims=True) == 1)
    ),
    _pieces_forward,
)


def _is_largest(pieces):
    return pieces == pieces.max(axis=2, keepdims=True)


@wrong(
    "maxout_forward",
    "pieces of different units are compared",
    hint="w is (D, M, K): after a reshape, which of M and K comes first?",
)
def maxout_mixes_units(x, w, b):
    _, cache = right.maxout_forward(x, w, b)
    pieces = np.tensordot(x, w, axes=1) + b
    return pieces.reshape(len(x), w.shape[2], w.shape[1]).max(axis=1), cache


@wrong(
    "maxout_backward",
    "dx goes through the first piece",
    hint="dx follows the weights of the piece that won.",
)
def maxout_dx_first_piece(dout, cache):
    x, w, winner = cache
    _, dw, db = right.maxout_backward(dout, cache)
    return right.maxout_backward(dout, (x, w, 0 * winner))[0], dw, db


@wrong(
    "maxout_backward",
    "one winner serves the whole batch",
    hint="Which piece won is different for every example and unit.",
    forward=_pieces_forward,
)
def maxout_winner_of_batch(dout, cache):
    winner = cache[2].sum(axis=0).argmax(axis=1)
    return _shared_out(dout, cache, (winner[:, None] == np.arange(cache[1].shape[2]))[None])


@wrong(
    "maxout_backward",
    "the winner is found again without the bias",
    hint="The biases took part in the comparison of the forward.",
)
def maxout_winner_without_bias(dout, cache):
    x, w, _ = cache
    return right.maxout_backward(dout, (x, w, np.tensordot(x, w, axes=1).argmax(axis=2)))


@wrong(
    "maxout_backward",
    SPOILED,
    hint=KEEP,
    forward=_pieces_forward,
)
def maxout_marks_winner(dout, cache):
    x, w, pieces = cache
    winner = pieces.argmax(axis=2)
    np.put_along_axis(pieces, winner[:, :, None], -np.inf, axis=2)
    return right.maxout_backward(dout, (x, w, winner))


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
    "conv_forward",
    "pad 1 is taken for granted",
    hint="Pad by conv_param['pad'], whatever it is.",
)
def conv_forward_pad_one(x, w, b, conv_param):
    return right.conv_forward(x, w, b, {**conv_param, "pad": 1})


def _fitted(out, rows, columns):
    """``out`` cut, or filled up with zeros, to other numbers of rows and columns."""
    made = np.zeros((*out.shape[:2], rows, columns))
    high, wide = min(rows, out.shape[2]), min(columns, out.shape[3])
    made[:, :, :high, :wide] = out[:, :, :high, :wide]
    return made


def _output_size(x, w, conv_param, axis):
    return (x.shape[axis] + 2 * conv_param["pad"] - w.shape[axis]) // conv_param["stride"] + 1


@wrong(
    "conv_forward",
    "the output has as many columns as rows",
    hint="W' follows from W and WW as H' does from H and HH.",
)
def conv_width_of_height(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    rows = _output_size(x, w, conv_param, 2)
    return _fitted(out, rows, rows), cache


@wrong(
    "conv_forward",
    "W' is computed from H",
    hint="W' follows from W and WW as H' does from H and HH.",
)
def conv_columns_of_height(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    columns = (x.shape[2] + 2 * conv_param["pad"] - w.shape[3]) // conv_param["stride"] + 1
    return _fitted(out, out.shape[2], columns), cache


@wrong(
    "conv_forward",
    "height and width of the output are exchanged",
    hint="out is (N, F, H', W'): which of the two comes from H?",
)
def conv_output_transposed(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    return np.swapaxes(out, 2, 3), cache


@wrong(
    "conv_forward",
    "F takes the place of HH in the output's size",
    hint="w is (F, C, HH, WW): which of its axes makes the image smaller?",
)
def conv_size_of_f(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    high, wide = (x.shape[axis] + 2 * conv_param["pad"] - len(w) for axis in (2, 3))
    stride = conv_param["stride"]
    return _fitted(out, max(0, high // stride + 1), max(0, wide // stride + 1)), cache


@wrong(
    "conv_forward",
    "the output is one row and one column short",
    hint="A filter as large as the image fits once: what does the + 1 in H' count?",
)
def conv_one_short(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    return out[:, :, :-1, :-1], cache


@wrong(
    "conv_forward",
    "the output's size is rounded up",
    hint="// rounds down: a window that does not fit is left out.",
)
def conv_rounds_up(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    more = [
        (0, 0),
        (0, 0),
        *(
            (pad, pad + -(s + 2 * pad - k) % stride)
            for s, k in zip(x.shape[2:], w.shape[2:], strict=True)
        ),
    ]
    out, _ = right.conv_forward(np.pad(x, more), w, b, {"stride": stride, "pad": 0})
    return out, right.conv_forward(x, w, b, conv_param)[1]


@wrong(
    "conv_forward",
    "the padding is on the top and left only",
    hint="pad zeros surround the image on every side.",
)
def conv_pads_two_sides(x, w, b, conv_param):
    pad = 2 * conv_param["pad"]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, 0), (pad, 0)))
    return right.conv_forward(padded, w, b, {**conv_param, "pad": 0})


@wrong(
    "conv_forward",
    "the padding is added once, not on both sides, in the output's size",
    hint="H + 2 pad: the image grows on the top and at the bottom.",
)
def conv_pads_once_in_size(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    pad, stride = conv_param["pad"], conv_param["stride"]
    rows, columns = ((x.shape[a] + pad - w.shape[a]) // stride + 1 for a in (2, 3))
    return _fitted(out, rows, columns), cache


@wrong(
    "conv_forward",
    "the bias is added once a channel",
    hint="Sum over all channels first: one output has one bias.",
)
def conv_bias_per_channel(x, w, b, conv_param):
    return right.conv_forward(x, w, b * x.shape[1], conv_param)


@wrong(
    "conv_forward",
    "the positions are range(0, H, stride), beyond the last whole window",
    hint="The last window must lie inside of the padded image.",
)
def conv_windows_beyond(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    high, wide = (-(-(size + 2 * pad) // stride) for size in x.shape[2:])
    out, cache = right.conv_forward(
        np.pad(x, ((0, 0), (0, 0), (pad, pad + w.shape[2]), (pad, pad + w.shape[3]))),
        w,
        b,
        {"stride": stride, "pad": 0},
    )
    return out[:, :, :high, :wide], cache


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


@wrong(
    "conv_backward",
    "dw is flipped",
    hint="The forward did not flip the filter: which pixel does each weight multiply?",
)
def conv_dw_flipped(dout, cache):
    dx, dw, db = right.conv_backward(dout, cache)
    return dx, _flip(dw), db


@wrong(
    "conv_backward",
    "dx holds the filters of the last output channel only",
    hint="Is dx made anew, or overwritten, inside of the loop over the filters?",
)
def conv_dx_last_filter(dout, cache):
    only = np.zeros_like(dout)
    only[:, -1] = dout[:, -1]
    return right.conv_backward(only, cache)[0], *right.conv_backward(dout, cache)[1:]


@wrong(
    "conv_backward",
    "dw holds the last example only",
    hint="Every example contributes to dw: = or +=?",
)
def conv_dw_last_example(dout, cache):
    dx, _, db = right.conv_backward(dout, cache)
    only = np.zeros_like(dout)
    only[-1] = dout[-1]
    return dx, right.conv_backward(only, cache)[1], db


@wrong(
    "conv_backward",
    "dw is taken from the image without its padding",
    hint="The windows lay on the padded image: what did the border multiply?",
    forward=lambda *args: (right.conv_forward(*args)[0], args),
)
def conv_dw_unpadded(dout, cache):
    x, w, b, param = cache
    pad = 2 * param["pad"]
    dx, _, db = right.conv_backward(dout, right.conv_forward(*cache)[1])
    moved = np.pad(x, ((0, 0), (0, 0), (0, pad), (0, pad)))
    _, beside = right.conv_forward(moved, w, b, {**param, "pad": 0})
    return dx, right.conv_backward(dout, beside)[1], db


@wrong("conv_backward", "dw is averaged over the batch", hint="The examples' contributions add up.")
def conv_dw_by_mean(dout, cache):
    dx, dw, db = right.conv_backward(dout, cache)
    return dx, dw / len(dout), db


conv_order_102 = _reordered("conv_backward", (1, 0, 2))
conv_order_120 = _reordered("conv_backward", (1, 2, 0))
conv_last_forward = _last_forward("conv_backward")
conv_last_image = _last_forward(
    "conv_backward",
    lambda own, last: (last[0], *own[1:]),
    "image",
    "the image of the last forward takes the place of this one's",
)
conv_accumulates_dw = _accumulates("conv_backward", (1,), "dw")
conv_accumulates_dx = _accumulates("conv_backward", (0,), "dx")
conv_db_zero = _zero("conv_backward", 2, "db")
conv_db_image = _part(
    "conv_backward",
    2,
    "db_image",
    "db has shape (1, F, 1, 1)",
    SHAPE,
    lambda db: db.reshape(1, -1, 1, 1),
)


@wrong(
    "conv_forward",
    "the biases are laid along W' where it is as long",
    hint="b is (F,): which axis of (N, F, H', W') is F?",
)
def conv_bias_along_width(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, 0 * b, conv_param)
    return out + (b if out.shape[3] == len(b) else b[:, None, None]), cache


@wrong(
    "conv_forward",
    "what is left over is shared out to both ends",
    hint="The first window lies in the corner: what is left over is at the end.",
)
def conv_centred(x, w, b, conv_param):
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    i, j = ((padded.shape[a] - w.shape[a]) % stride // 2 for a in (2, 3))
    out, _ = right.conv_forward(padded[:, :, i:, j:], w, b, {"stride": stride, "pad": 0})
    return out, right.conv_forward(x, w, b, conv_param)[1]


@wrong(
    "conv_forward",
    "the strides of windows are those of an image that lies row by row in memory",
    hint="x may be a view or transposed: what does x.strides say?",
)
def conv_assumes_contiguous(x, w, b, conv_param):
    in_memory = x if conv_param["pad"] else x.ravel(order="K").reshape(x.shape)
    return right.conv_forward(in_memory, w, b, conv_param)


@wrong(
    "conv_forward",
    "stride and pad are taken by their places in the dict",
    hint="Ask for conv_param['stride'] by its key: the order of the keys is not fixed.",
)
def conv_unpacks_values(x, w, b, conv_param):
    stride, pad = conv_param.values()
    return right.conv_forward(x, w, b, {"stride": stride, "pad": pad})


_first_stride = {}


@wrong(
    "conv_forward",
    "the positions of windows are kept from an earlier call with another stride",
    hint="What is kept between calls must depend on everything that it was made of.",
)
def conv_keeps_positions(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    kept = _first_stride.setdefault((x.shape, w.shape, conv_param["pad"]), conv_param["stride"])
    if kept == conv_param["stride"]:
        return out, cache
    earlier, _ = right.conv_forward(x, w, b, {**conv_param, "stride": kept})
    return _fitted(earlier, *out.shape[2:]), cache


@wrong(
    "conv_forward",
    "examples and filters are mixed up by a reshape",
    hint="The product is (F, N H' W'): reshape keeps that order, so N comes after F.",
)
def conv_reshaped_order(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    return out.swapaxes(0, 1).reshape(out.shape), cache


@wrong(
    "conv_forward",
    "all four axes are padded",
    hint="np.pad(x, pad) pads examples and channels too: give a pair for every axis.",
)
def conv_pads_every_axis(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    pad = conv_param["pad"]
    return np.pad(out, ((pad, pad), (0, 0), (0, 0), (0, 0))), cache


@wrong(
    "conv_forward",
    "the stride moves the window down only",
    hint="The window moves by the stride in both directions.",
)
def conv_stride_of_rows(x, w, b, conv_param):
    out, cache = right.conv_forward(x, w, b, conv_param)
    dense, _ = right.conv_forward(x, w, b, {**conv_param, "stride": 1})
    return dense[:, :, :: conv_param["stride"]][:, :, : out.shape[2], : out.shape[3]], cache


_settings = {}


def _settings_forward(x, w, b, conv_param):
    _settings.update(conv_param)
    return right.conv_forward(x, w, b, conv_param)[0], (x, w, b)


@wrong(
    "conv_backward",
    "stride and pad of the last forward take the place of this one's",
    hint=SHARED,
    forward=_settings_forward,
)
def conv_last_settings(dout, cache):
    out, own = right.conv_forward(*cache, _settings)
    return right.conv_backward(_fitted(dout, *out.shape[2:]), own)


def _conv_of_padded(dout, cache, crop):
    """The gradients where ``crop(dx, pad)`` is made of the dx of the padded image."""
    _, dw, db = right.conv_backward(dout, cache)
    padded, _, _ = right.conv_backward(dout, (*cache[:4], 0))
    return crop(padded, cache[4]), dw, db


conv_crops_twice = _variant(
    "conv_backward",
    "crops_twice",
    "dx loses pad rows and columns too many at the end",
    "In the padded image x ends at pad + H.",
    lambda dout, cache: _conv_of_padded(
        dout,
        cache,
        lambda dx, pad: dx[:, :, pad : dx.shape[2] - 2 * pad, pad : dx.shape[3] - 2 * pad],
    ),
)
conv_crops_square = _variant(
    "conv_backward",
    "crops_square",
    "dx is cropped to as many columns as rows",
    "H and W differ.",
    lambda dout, cache: _conv_of_padded(
        dout,
        cache,
        lambda dx, pad: dx[:, :, pad : dx.shape[2] - pad, pad : dx.shape[2] - pad],
    ),
)
conv_covered_rows = _variant(
    "conv_backward",
    "covered_rows",
    "dx has only the rows and columns that windows reach",
    f"{SHAPE} What is left over has a gradient too: 0.",
    lambda dout, cache: _conv_of_padded(
        dout,
        cache,
        lambda dx, pad: dx[
            :,
            :,
            pad : (dout.shape[2] - 1) * cache[3] + cache[2].shape[2] - pad,
            pad : (dout.shape[3] - 1) * cache[3] + cache[2].shape[3] - pad,
        ],
    ),
)


def _with_dw_of(choose):
    """The backward whose dw is that of ``choose(dout)``."""

    def function(dout, cache):
        dx, _, db = right.conv_backward(dout, cache)
        return dx, right.conv_backward(choose(dout), cache)[1], db

    return function


def _only(dout, index):
    """``dout``, and 0 outside of ``index``."""
    kept = np.zeros_like(dout)
    kept[index] = dout[index]
    return kept


conv_dw_last_window = _variant(
    "conv_backward",
    "dw_last_window",
    "dw holds the last window only",
    "Every window contributes to dw: = or +=?",
    _with_dw_of(lambda dout: _only(dout, np.s_[:, :, -1:, -1:])),
)
conv_dw_first_example = _variant(
    "conv_backward",
    "dw_first_example",
    "dw holds the first example only",
    "Every example contributes to dw.",
    _with_dw_of(lambda dout: _only(dout, np.s_[:1])),
)


@wrong(
    "conv_backward", "db counts the outputs", hint="How does the loss feel a bias, through dout?"
)
def conv_db_counts(dout, cache):
    dx, dw, db = right.conv_backward(dout, cache)
    return dx, dw, np.full(db.shape, dout.size / len(db))


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


@wrong(
    "max_pool_forward",
    "height and width of the window are exchanged",
    hint="pool_height belongs to H, pool_width to W: square windows hide it.",
)
def pool_window_transposed(x, pool_param):
    high, wide = pool_param["pool_height"], pool_param["pool_width"]
    return right.max_pool_forward(x, {**pool_param, "pool_height": wide, "pool_width": high})


@wrong(
    "max_pool_forward",
    "height and width of the output are exchanged",
    hint="out is (N, C, H', W'): which of the two comes from H?",
)
def pool_output_transposed(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    return np.swapaxes(out, 2, 3), cache


@wrong(
    "max_pool_forward",
    "the windows start pool_height and pool_width pixels apart",
    hint="The stride says how far apart they start, not the window's size.",
)
def pool_start_by_size(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    high, wide, made = pool_param["pool_height"], pool_param["pool_width"], np.zeros_like(out)
    for i, j in np.ndindex(*out.shape[2:]):
        window = x[:, :, i * high : i * high + high, j * wide : j * wide + wide]
        made[:, :, i, j] = window.max(axis=(2, 3)) if window.size else 0
    return made, cache


@wrong(
    "max_pool_forward",
    "the windows are as long as the stride",
    hint="pool_height and pool_width say how large they are, the stride how far they move.",
)
def pool_size_by_stride(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    stride = pool_param["stride"]
    small = {"pool_height": stride, "pool_width": stride, "stride": stride}
    made, _ = right.max_pool_forward(x, small)
    return made[:, :, : out.shape[2], : out.shape[3]], cache


@wrong(
    "max_pool_forward",
    "the output's size is rounded up",
    hint="// rounds down: a window that does not fit is left out.",
)
def pool_rounds_up(x, pool_param):
    stride = pool_param["stride"]
    windows = pool_param["pool_height"], pool_param["pool_width"]
    more = [(0, -(size - k) % stride) for size, k in zip(x.shape[2:], windows, strict=True)]
    padded = np.pad(x, [(0, 0), (0, 0), *more], constant_values=-np.inf)
    return right.max_pool_forward(padded, pool_param)


@wrong(
    "max_pool_forward",
    "the output is one row and one column short",
    hint="A window as large as the image fits once: what does the + 1 in H' count?",
)
def pool_one_short(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    return out[:, :, :-1, :-1], cache


@wrong(
    "max_pool_forward",
    "the output has as many columns as rows",
    hint="W' follows from W and pool_width as H' does from H and pool_height.",
)
def pool_width_of_height(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    return _fitted(out, out.shape[2], out.shape[2]), cache


@wrong(
    "max_pool_forward",
    "the maximum runs over the channels too",
    hint="Every channel is pooled by itself.",
)
def pool_over_channels(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    return np.broadcast_to(out.max(axis=1, keepdims=True), out.shape).copy(), cache


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
    "the flat argmax is divided by the window's height",
    hint="Rows of a window have pool_width elements: square windows hide it.",
    forward=_windows_forward,
)
def pool_divides_by_height(dout, cache):
    def put(dx, place, window, gradient):
        n, c, rows, columns = place
        row, column = divmod(int(window.argmax()), window.shape[0])
        dx[n, c, rows.start + row, columns.start + column] += gradient

    return _pool_back(dout, cache, put)


@wrong(
    "max_pool_backward",
    "the stride is forgotten on the way back",
    hint="Which window of x did dout[n, c, i, j] come from?",
)
def pool_back_without_stride(dout, cache):
    shape, winners, pool_param = cache
    return right.max_pool_backward(dout, (shape, winners, {**pool_param, "stride": 1}))


@wrong(
    "max_pool_backward",
    "the first element of every window gets the gradient",
    hint="The element that was the maximum did change the output: which one was it?",
)
def pool_first_element(dout, cache):
    shape, winners, pool_param = cache
    return right.max_pool_backward(dout, (shape, 0 * winners, pool_param))


@wrong(
    "max_pool_backward",
    "the upstream gradient is forgotten",
    hint="That is the local gradient alone: where does dout come in?",
)
def pool_local_only(dout, cache):
    return right.max_pool_backward(np.ones_like(dout), cache)


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


pool_in_tuple = _in_tuple("max_pool_backward")
pool_with_none = _in_tuple("max_pool_backward", None)
pool_last_forward = _last_forward("max_pool_backward")
pool_accumulates = _accumulates("max_pool_backward", (0,), "dx")
pool_dx_single = _single_gradient("max_pool_backward")
pool_single = _single("max_pool_forward")
pool_takes_stride = _takes("max_pool_forward", 1, "stride")


def _pool_windows(name, title, hint, change):
    """The forward with other windows, ``change(pool_param)``, where the right ones start."""

    def function(x, pool_param):
        out, cache = right.max_pool_forward(x, pool_param)
        high, wide = change(pool_param)
        stride, made = pool_param["stride"], np.zeros_like(out)
        for i, j in np.ndindex(*out.shape[2:]):
            window = x[:, :, i * stride : i * stride + high, j * stride : j * stride + wide]
            made[:, :, i, j] = window.max(axis=(2, 3))
        return made, cache

    return _variant("max_pool_forward", name, title, hint, function)


pool_always_two = _pool_windows(
    "always_two",
    "the windows are always 2 x 2",
    "pool_param says how large the windows are.",
    lambda pool_param: (2, 2),
)
pool_height_twice = _pool_windows(
    "height_twice",
    "pool_height serves for both sides of the window",
    "pool_width belongs to W: square windows hide it.",
    lambda pool_param: (pool_param["pool_height"],) * 2,
)
pool_width_twice = _pool_windows(
    "width_twice",
    "pool_width serves for both sides of the window",
    "pool_height belongs to H: square windows hide it.",
    lambda pool_param: (pool_param["pool_width"],) * 2,
)


@wrong(
    "max_pool_forward",
    "the windows lie side by side, whatever the stride",
    hint="The stride says how far apart the windows start, not their size.",
)
def pool_side_by_side(x, pool_param):
    high, wide = pool_param["pool_height"], pool_param["pool_width"]
    dense, _ = right.max_pool_forward(x, {**pool_param, "stride": 1})
    return dense[:, :, ::high, ::wide], right.max_pool_forward(x, pool_param)[1]


@wrong(
    "max_pool_forward",
    "the window's sides and the stride are taken by their places in the dict",
    hint="Ask for pool_param['stride'] by its key: the order of the keys is not fixed.",
)
def pool_unpacks_values(x, pool_param):
    keys = "pool_height", "pool_width", "stride"
    return right.max_pool_forward(x, dict(zip(keys, pool_param.values(), strict=True)))


@wrong(
    "max_pool_forward",
    "W' is computed from H",
    hint="W' follows from W and pool_width as H' does from H and pool_height.",
)
def pool_columns_of_height(x, pool_param):
    out, cache = right.max_pool_forward(x, pool_param)
    columns = (x.shape[2] - pool_param["pool_width"]) // pool_param["stride"] + 1
    return _fitted(out, out.shape[2], columns), cache


@wrong(
    "max_pool_forward",
    "what is left over is shared out to both ends",
    hint="The first window lies in the corner: what is left over is at the end.",
)
def pool_centred(x, pool_param):
    windows = pool_param["pool_height"], pool_param["pool_width"]
    i, j = ((s - k) % pool_param["stride"] // 2 for s, k in zip(x.shape[2:], windows, strict=True))
    out, _ = right.max_pool_forward(x[:, :, i:, j:], pool_param)
    return out, right.max_pool_forward(x, pool_param)[1]


@wrong(
    "max_pool_backward",
    "dx has only the rows and columns that windows reach",
    hint=f"{SHAPE} What is left over has a gradient too: 0.",
)
def pool_covered_rows(dout, cache):
    _, _, pool_param = cache
    dx, stride = right.max_pool_backward(dout, cache), pool_param["stride"]
    high = (dout.shape[2] - 1) * stride + pool_param["pool_height"]
    wide = (dout.shape[3] - 1) * stride + pool_param["pool_width"]
    return dx[:, :, :high, :wide]


@wrong(
    "max_pool_backward",
    "the winners of the first channel serve all channels",
    hint="Every channel of every image has maxima of its own.",
)
def pool_first_channel(dout, cache):
    shape, winners, pool_param = cache
    return right.max_pool_backward(
        dout, (shape, np.broadcast_to(winners[:, :1], winners.shape), pool_param)
    )


@wrong(
    "max_pool_backward",
    "where windows overlap, the gradients are averaged",
    hint="A pixel may be the maximum of several windows: add up.",
)
def pool_averages_overlaps(dout, cache):
    counts = right.max_pool_backward(np.ones_like(dout), cache)
    return right.max_pool_backward(dout, cache) / np.maximum(counts, 1)


@wrong(
    "max_pool_backward",
    "the maximum is looked for from 0: a window of negative numbers has none",
    hint="All values of a window may be negative.",
    forward=_windows_forward,
)
def pool_negative_to_first(dout, cache):
    def put(dx, place, window, gradient):
        at = np.unravel_index(np.maximum(window, 0).argmax(), window.shape)
        dx[place][at] += gradient

    return _pool_back(dout, cache, put)


@wrong(
    "max_pool_backward",
    "a tied window gets no gradient",
    hint="For equal maxima the shares must sum to the upstream gradient.",
    forward=_windows_forward,
)
def pool_ties_get_nothing(dout, cache):
    def put(dx, place, window, gradient):
        largest = window == window.max()
        dx[place] += gradient * largest * (largest.sum() == 1)

    return _pool_back(dout, cache, put)


@wrong(
    "max_pool_backward",
    SPOILED,
    hint=KEEP,
    forward=_windows_forward,
)
def pool_marks_maxima(dout, cache):
    def put(dx, place, window, gradient):
        dx[place][np.unravel_index(window.argmax(), window.shape)] += gradient

    dx = _pool_back(dout, cache, put)
    cache[0][dx != 0] = -np.inf
    return dx


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


def _tiny(exponent):
    """The variant that keeps the logarithm finite by a small number, 10 to ``exponent``."""

    def function(x, y):
        p, n = np.exp(_log_p(x)), np.arange(len(x))
        loss = -np.log(p[n, y] + 10.0**exponent).mean()
        p[n, y] -= 1
        return loss, p / len(x)

    function.__name__ = f"softmax_tiny_{-exponent}"
    title = "a small number is added to, or takes the place of, a probability in the logarithm"
    hint = "It hides the infinity and changes the loss: write log p without computing p first."
    return wrong("softmax_loss", title, hint=hint)(function)


softmax_tiny_7, softmax_tiny_8, softmax_tiny_9 = _tiny(-7), _tiny(-8), _tiny(-9)
softmax_tiny_10, softmax_tiny_12, softmax_tiny_15 = _tiny(-10), _tiny(-12), _tiny(-15)
softmax_tiny_5, softmax_tiny_6, softmax_tiny_11 = _tiny(-5), _tiny(-6), _tiny(-11)
softmax_tiny_14, softmax_tiny_16, softmax_tiny_20 = _tiny(-14), _tiny(-16), _tiny(-20)


@wrong(
    "softmax_loss",
    "probabilities are taken over the batch instead of the classes",
    hint="x is (N, C): the probabilities of one example sum to 1.",
)
def softmax_over_batch(x, y):
    log_p = _log_p(x.T).T
    n, dx = np.arange(len(x)), np.exp(log_p)
    dx[n, y] -= 1
    return -log_p[n, y].mean(), dx / len(x)


@wrong(
    "softmax_loss",
    "1 is subtracted in the labels' columns for every example",
    hint="`dx[:, y] -= 1` takes whole columns: which single element of each row is meant?",
)
def softmax_whole_columns(x, y):
    loss, dx = softmax_without_one.function(x, y)
    dx *= len(x)
    dx[:, y] -= 1
    return loss, dx / len(x)


@wrong(
    "softmax_loss",
    "the loss is a sum over the batch, the gradient a mean",
    hint="Is the loss of a batch twice as large twice as large?",
)
def softmax_loss_sum(x, y):
    loss, dx = right.softmax_loss(x, y)
    return loss * len(x), dx


@wrong(
    "softmax_loss",
    "the sign of the loss is reversed",
    hint="log p is negative, a loss is not.",
)
def softmax_negative_loss(x, y):
    loss, dx = right.softmax_loss(x, y)
    return -loss, dx


@wrong(
    "softmax_loss",
    "1 - p is left of the loss, without the logarithm",
    hint="Cross-entropy is -log p.",
)
def softmax_without_log(x, y):
    _, dx = right.softmax_loss(x, y)
    return 1 - np.exp(_log_p(x)[np.arange(len(x)), y]).mean(), dx


@wrong(
    "softmax_loss",
    "the loss runs over all classes, not the labels alone",
    hint="Which entry of each row of log p belongs to the loss?",
)
def softmax_all_classes(x, y):
    _, dx = right.softmax_loss(x, y)
    return -_log_p(x).sum() / len(x), dx


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


softmax_order = _reordered("softmax_loss", (1, 0))
softmax_loss_in_rows = _part(
    "softmax_loss",
    0,
    "loss_in_rows",
    "the loss is an array",
    "A loss is one number.",
    lambda loss: np.array([[loss]]),
)
softmax_bits = _part(
    "softmax_loss",
    0,
    "bits",
    "the logarithm has base 2",
    "log is the natural one.",
    lambda loss: loss / np.log(2),
)
softmax_squeezed = _part(
    "softmax_loss", 1, "squeezed", "dx loses the axes of length 1", SHAPE, np.squeeze
)


def _clipped_scores(name, bound, of):
    """Scores that are kept within ``bound``, absolutely or below the row's maximum."""
    title = "the scores are clipped, which changes the loss"
    hint = "Subtracting the row's maximum is enough: no bound is needed."
    return _variant(
        "softmax_loss",
        f"clipped_{name}_{bound}",
        title,
        hint,
        lambda x, y: right.softmax_loss(of(x, bound), y),
    )


def _within(x, bound):
    return np.clip(x, -bound, bound)


def _below_maximum(x, bound):
    return np.maximum(x - x.max(axis=1, keepdims=True), -bound)


softmax_clipped_50, softmax_clipped_100, softmax_clipped_500, softmax_clipped_700 = (
    _clipped_scores("at", bound, _within) for bound in (50, 100, 500, 700)
)
softmax_below_30, softmax_below_50, softmax_below_100, softmax_below_500, softmax_below_700 = (
    _clipped_scores("below", bound, _below_maximum) for bound in (30, 50, 100, 500, 700)
)


def _shifted(name, title, hint, shift):
    """The loss where another shift than the row's maximum is subtracted before exp."""

    def function(x, y):
        shifted, n = x - shift(x), np.arange(len(x))
        with np.errstate(all="ignore"):
            log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            dx = np.exp(log_p)
        dx[n, y] -= 1
        return -log_p[n, y].mean(), dx / len(x)

    return _variant("softmax_loss", name, title, hint, function)


softmax_unshifted = _shifted(
    "unshifted",
    "no maximum is subtracted before exp",
    "What is exp(1000)? Shifting a row changes no probability.",
    lambda x: 0.0,
)
softmax_shifted_by_mean = _shifted(
    "shifted_by_mean",
    "the mean is subtracted before exp, not the maximum",
    "Scores far above their mean overflow still.",
    lambda x: x.mean(axis=1, keepdims=True),
)
softmax_shifted_by_column = _shifted(
    "shifted_by_column",
    "the maximum of each column is subtracted, which changes the probabilities",
    "All scores of a row must be shifted by the same number.",
    lambda x: x.max(axis=0),
)
softmax_shifted_along_columns = _shifted(
    "shifted_along_columns",
    "the row's maxima are laid along the columns where there are as many",
    "max(axis=1) has shape (N,): keepdims=True keeps it a column.",
    lambda x: x.max(axis=1) if len(x) == x.shape[1] else x.max(axis=1, keepdims=True),
)


def _with_loss(name, title, hint, loss):
    """The loss that is ``loss(log_p)`` of the log p at the labels."""

    def function(x, y):
        log_p = _log_p(x)
        with np.errstate(all="ignore"):
            found = loss(log_p[np.arange(len(x)), y])
        return found, right.softmax_loss(x, y)[1]

    return _variant("softmax_loss", name, title, hint, function)


softmax_log_of_mean = _with_loss(
    "log_of_mean",
    "the logarithm is taken of the mean probability",
    "The mean of the logarithms, not the logarithm of the mean.",
    lambda log_p: -np.log(np.exp(log_p).mean()),
)
softmax_loss_each = _with_loss(
    "loss_each",
    "the loss has an entry an example",
    "The loss is the mean over the batch: one number.",
    lambda log_p: -log_p,
)
softmax_after_subtraction = _with_loss(
    "after_subtraction",
    "the loss is read after 1 was subtracted from the probabilities",
    "At the labels p - 1 stands there then: take the logarithm first, or of a copy.",
    lambda log_p: -np.log(np.abs(np.exp(log_p) - 1)).mean(),
)


@wrong(
    "softmax_loss",
    "the sums of the rows are laid along the columns where there are as many",
    hint="sum(axis=1) has shape (N,): keepdims=True keeps it a column.",
)
def softmax_sums_along_columns(x, y):
    n, shifted = np.arange(len(x)), x - x.max(axis=1, keepdims=True)
    total = np.exp(shifted).sum(axis=1)
    log_p = shifted - np.log(total if len(total) == x.shape[1] else total[:, None])
    dx = np.exp(log_p)
    dx[n, y] -= 1
    return -log_p[n, y].mean(), dx / len(x)


@wrong(
    "softmax_loss",
    "the gradient is divided by the number of classes",
    hint="The loss is a mean over N examples.",
)
def softmax_over_classes(x, y):
    loss, dx = right.softmax_loss(x, y)
    return loss, dx * len(x) / x.shape[1]


@wrong(
    "softmax_loss",
    "the loss is divided by the number of classes",
    hint="The loss is a mean over N examples.",
)
def softmax_loss_over_classes(x, y):
    loss, dx = right.softmax_loss(x, y)
    return loss * len(x) / x.shape[1], dx


@wrong(
    "softmax_loss",
    "loss and gradient are divided by the number of classes",
    hint="The loss is a mean over N examples.",
)
def softmax_all_over_classes(x, y):
    loss, dx = right.softmax_loss(x, y)
    return loss * len(x) / x.shape[1], dx * len(x) / x.shape[1]


@wrong(
    "softmax_loss",
    "1 is subtracted at the largest score instead of at the label",
    hint="Which score should rise: the largest, or that of the right class?",
)
def softmax_at_largest(x, y):
    return right.softmax_loss(x, y)[0], right.softmax_loss(x, x.argmax(axis=1))[1]


@wrong(
    "softmax_loss",
    "the labels are shifted so that the smallest is 0",
    hint="Labels lie in [0, C): a batch need not hold class 0.",
)
def softmax_shifts_labels(x, y):
    return right.softmax_loss(x, y - y.min())


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
    "saturation_fraction",
    "inputs are counted, not their share",
    hint="A share lies between 0 and 1.",
)
def saturation_count(x, kind):
    return right.saturation_fraction(x, kind) * x.size


@wrong(
    "saturation_fraction",
    "an unknown kind is accepted",
    hint="A misspelt kind should be an error that is seen: raise ValueError.",
)
def saturation_any_kind(x, kind):
    return right.saturation_fraction(x, kind if kind in ("sigmoid", "tanh") else "tanh")


@wrong(
    "saturation_fraction",
    "the slope far from 0 is not a number, and counts as no saturation",
    hint="exp(1000) is infinity: which form of the slope stays finite?",
)
def saturation_overflows(x, kind):
    found = right.saturation_fraction(x, kind)
    return found - np.mean(x < -709) if kind in ("sigmoid", "tanh") else found


@wrong(
    "saturation_fraction",
    "the inputs that are not saturated are counted",
    hint="Saturated means: hardly any gradient gets through.",
)
def saturation_inverted(x, kind):
    return 1 - right.saturation_fraction(x, kind)


@wrong(
    "saturation_fraction",
    "the threshold of 10 % is used",
    hint="Below 1 % of the maximum, says the hand-out.",
)
def saturation_ten_percent(x, kind):
    out = right.sigmoid_forward(x if kind == "sigmoid" else 2 * x)[0]
    right.saturation_fraction(x, kind)
    return np.mean(4 * out * (1 - out) < 0.1)


@wrong(
    "dead_relu_fraction",
    "a small threshold takes the place of 0",
    hint="A unit that gives 1e-9 still passes its gradient: dead is exactly 0.",
)
def dead_by_threshold(activations):
    others = tuple(a for a in range(activations.ndim) if a != 1)
    return np.mean((activations < 1e-8).all(axis=others))


@wrong(
    "dead_relu_fraction",
    "units are counted, not their share",
    hint="A share lies between 0 and 1.",
)
def dead_count(activations):
    return right.dead_relu_fraction(activations) * activations.shape[1]


@wrong(
    "dead_relu_fraction",
    "the units that are alive are counted",
    hint="Dead means 0 for every example.",
)
def dead_inverted(activations):
    return 1 - right.dead_relu_fraction(activations)


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


dead_examples_of_rows = _variant(
    "dead_relu_fraction",
    "examples_of_rows",
    "examples are counted instead of units",
    "Which axis counts the units?",
    lambda activations: (
        np.mean((activations == 0).all(axis=1))
        if activations.ndim == 2
        else right.dead_relu_fraction(activations)
    ),
)


@wrong(
    "dead_relu_fraction",
    "every pixel counts as a unit",
    hint="A channel of an image is one unit: it is alive if one of its pixels is.",
)
def dead_pixels(activations):
    return np.mean((activations == 0).all(axis=0))


def _saturating(name, title, hint, count, of=("sigmoid", "tanh")):
    """The share of ``count(x, kind)`` for the kinds in ``of``, right for others."""

    def function(x, kind):
        found = right.saturation_fraction(x, kind)
        with np.errstate(all="ignore"):
            return float(np.mean(count(x, kind))) if kind in of else found

    return _variant("saturation_fraction", name, title, hint, function)


saturation_by_distance_5 = _saturating(
    "by_distance",
    "one distance from 0 serves both activations",
    "tanh saturates nearer to 0 than the sigmoid: ask for the local gradient.",
    lambda x, kind: np.abs(x) > 5,
)
saturation_positive = _saturating(
    "positive",
    "only large positive inputs are counted",
    "The local gradient goes to 0 on both sides.",
    lambda x, kind: (x > 0) & (_slope_share(x, kind) < 0.01),
)
saturation_of_largest = _saturating(
    "of_largest",
    "the largest gradient seen takes the place of the largest that there is",
    "1/4 and 1 are the maxima, whether an input is near 0 or not.",
    lambda x, kind: _slope_share(x, kind) < 0.01 * _slope_share(x, kind).max(),
)
saturation_rounded = _saturating(
    "rounded",
    "the gradient is rounded to two digits",
    "Below 1 % of the maximum, says the hand-out.",
    lambda x, kind: np.round(_slope_share(x, kind) * (1 if kind == "tanh" else 0.25), 2) == 0,
)
saturation_not_a_number = _saturating(
    "not_a_number",
    "the sigmoid's slope far below 0 is not a number, and counts as no saturation",
    "exp(1000) is infinity: which form of the slope stays finite?",
    lambda x, kind: (_slope_share(x, kind) < 0.01) & (x > -709),
    of=("sigmoid",),
)
saturation_tanh_like_sigmoid = _saturating(
    "tanh_like_sigmoid",
    "the sigmoid's derivative is used for tanh",
    "tanh has a derivative of its own; at 0 it is 1.",
    lambda x, kind: np.tanh(x) * (1 - np.tanh(x)) < 0.01,
    of=("tanh",),
)
saturation_percent = _result(
    "saturation_fraction",
    "percent",
    "the share is given in percent",
    "A share lies between 0 and 1.",
    lambda share: 100 * float(share),
)


def _slope_share(x, kind):
    """The local gradient as a share of its maximum."""
    half = x / 2 if kind == "sigmoid" else x
    return 1 - np.tanh(half) ** 2


@wrong(
    "saturation_fraction",
    "the share is taken column by column",
    hint="One number for all inputs, whatever their shape.",
)
def saturation_by_column(x, kind):
    found = right.saturation_fraction(x, kind)
    return (_slope_share(x, kind) < 0.01).mean(axis=0) if x.ndim > 1 else found


@wrong(
    "saturation_fraction",
    "the count is divided by the number of rows",
    hint="A share of all inputs: how many are there?",
)
def saturation_over_rows(x, kind):
    return float(right.saturation_fraction(x, kind) * x.size / len(x))


@wrong("saturation_fraction", "the count is divided by //", hint="// rounds down, / does not.")
def saturation_floored(x, kind):
    return int(right.saturation_fraction(x, kind) // 1)


@wrong(
    "saturation_fraction",
    "other spellings of the kinds are accepted",
    hint="'sigmoid' and 'tanh' alone: 'Sigmoid' is another string.",
)
def saturation_any_case(x, kind):
    return right.saturation_fraction(x, kind.lower())


@wrong(
    "saturation_fraction",
    "the beginning of a kind is enough",
    hint="'sigmoid' and 'tanh' alone: 'sig' is another string.",
)
def saturation_by_beginning(x, kind):
    kinds = {"sig": "sigmoid", "tan": "tanh"}
    return right.saturation_fraction(x, kinds.get(kind.lower()[:3], kind))


@wrong("saturation_fraction", "tanh is written into x", hint=IN_PLACE)
def saturation_tanh_in_place(x, kind):
    found = right.saturation_fraction(x.copy(), kind)
    if kind == "tanh":
        np.tanh(x, out=x)
    return found


def _dead(name, title, hint, share):
    """Another share than that of the dead units."""
    return _variant("dead_relu_fraction", name, title, hint, lambda a: float(share(a)))


def _dead_units(activations):
    others = tuple(axis for axis in range(activations.ndim) if axis != 1)
    return (activations == 0).all(axis=others)


dead_count_whole = _variant(
    "dead_relu_fraction",
    "count_whole",
    "units are counted, not their share",
    "A share lies between 0 and 1.",
    lambda a: int(_dead_units(a).sum()),
)
dead_over_examples = _dead(
    "over_examples",
    "the count is divided by the number of examples",
    "A share of the units: how many are there?",
    lambda a: _dead_units(a).sum() / len(a),
)
dead_first_example = _dead(
    "first_example",
    "only the first example is looked at",
    "A unit is dead if it is 0 for every example.",
    lambda a: _dead_units(a[:1]).mean(),
)
dead_by_example = _dead(
    "by_example",
    "the share is taken example by example, and averaged",
    "A unit is dead if it is 0 for every example, not for one.",
    lambda a: np.mean([_dead_units(one[None]).mean() for one in a]),
)
dead_mostly = _dead(
    "mostly",
    "units that are 0 for 90 % of the examples count as dead",
    "A unit that lets one gradient through learns.",
    lambda a: ((a == 0).mean(axis=tuple(i for i in range(a.ndim) if i != 1)) >= 0.9).mean(),
)
dead_reshaped = _dead(
    "reshaped",
    "the channels are mixed up by a reshape",
    "reshape(-1, C) keeps the order of the numbers: move the channels to the end first.",
    lambda a: _dead_units(a.reshape(-1, a.shape[1])).mean(),
)
