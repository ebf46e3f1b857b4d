"""Known wrong variants of ``initializers.py``, each with the hint it earns."""

import initializers as right
import numpy as np

from autograder.misconception import wrong

VARIANCE = (
    "The formula gives a standard deviation: is it used as a variance, or the other way round?"
)
FAN_OUT = "fan_in counts the inputs of a unit: which axis is summed over?"
OWN_RNG = "Draw from the rng that is passed in: who passes it must be able to repeat the run."


@wrong("fan_in", "the number of outputs is returned", hint=FAN_OUT)
def fan_in_is_fan_out(shape):
    return int(shape[1] if len(shape) == 2 else shape[0] * np.prod(shape[2:]))


@wrong(
    "fan_in",
    "for a convolution only the channels are counted",
    hint="One output of a filter sums up every pixel under it, in every channel.",
)
def fan_in_channels_only(shape):
    return int(shape[0] if len(shape) == 2 else shape[1])


@wrong(
    "fan_in",
    "the first axis is taken for a convolution too",
    hint="The weights of a convolution are (F, C, HH, WW): F counts the filters.",
)
def fan_in_first_axis(shape):
    return int(shape[0])


@wrong("fan_in", "all weights are counted", hint="How many of them does one output see?")
def fan_in_everything(shape):
    return int(np.prod(shape))


@wrong(
    "init_zeros",
    "small random numbers take the place of zeros",
    hint="Zeros are asked for, to see what is wrong with them.",
)
def zeros_random(shape):
    return 1e-3 * np.random.default_rng(0).standard_normal(shape)


@wrong(
    "init_zeros",
    "the array is left uninitialised",
    hint="np.empty does not write: whatever lay there stays.",
)
def zeros_empty(shape):
    return np.full(shape, 1e-300)


@wrong("init_normal", "std is taken for the variance", hint=VARIANCE)
def normal_std_is_variance(shape, std, rng):
    return np.sqrt(std) * rng.standard_normal(shape)


@wrong("init_normal", "the variance is taken for std", hint=VARIANCE)
def normal_squared(shape, std, rng):
    return std**2 * rng.standard_normal(shape)


@wrong(
    "init_normal",
    "the values are uniform",
    hint="A normal distribution is asked for: what share lies within one standard deviation?",
)
def normal_uniform(shape, std, rng):
    return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, shape)


@wrong(
    "init_normal",
    "only positive values are drawn",
    hint="rng.random() lies between 0 and 1: what is its mean?",
)
def normal_positive(shape, std, rng):
    return std * rng.random(shape)


@wrong("init_normal", "NumPy's global generator is used", hint=OWN_RNG)
def normal_global(shape, std, rng):
    return std * np.random.randn(*shape)


@wrong("init_normal", "a new generator is seeded inside", hint=OWN_RNG)
def normal_reseeds(shape, std, rng):
    return std * np.random.default_rng(0).standard_normal(shape)


@wrong(
    "init_normal",
    "one row is drawn and repeated",
    hint="Units with equal weights stay equal: draw every weight by itself.",
)
def normal_repeats_rows(shape, std, rng):
    return np.broadcast_to(std * rng.standard_normal(shape[1:]), shape).copy()


def _fan_out(shape):
    return fan_in_is_fan_out.function(shape)


@wrong("init_xavier", "1 / fan_in is used, the variance", hint=VARIANCE)
def xavier_variance(shape, rng):
    return rng.standard_normal(shape) / right.fan_in(shape)


@wrong("init_xavier", "fan_out takes the place of fan_in", hint=FAN_OUT)
def xavier_fan_out(shape, rng):
    return rng.standard_normal(shape) / np.sqrt(_fan_out(shape))


@wrong(
    "init_xavier",
    "fan_in and fan_out are averaged",
    hint="Glorot & Bengio propose that; the lecture and this course use fan_in alone.",
)
def xavier_both(shape, rng):
    return rng.standard_normal(shape) * np.sqrt(2 / (right.fan_in(shape) + _fan_out(shape)))


@wrong(
    "init_xavier",
    "for a convolution only the channels are counted",
    hint="One output of a filter sums up every pixel under it, in every channel.",
)
def xavier_channels(shape, rng):
    return rng.standard_normal(shape) / np.sqrt(fan_in_channels_only.function(shape))


@wrong(
    "init_xavier",
    "the uniform draw is as wide as its standard deviation should be",
    hint="A uniform draw between -a and a has a standard deviation of a / sqrt(3).",
)
def xavier_uniform_width(shape, rng):
    limit = 1 / np.sqrt(right.fan_in(shape))
    return rng.uniform(-limit, limit, shape)


@wrong(
    "init_xavier",
    "weights are multiplied by sqrt(fan_in)",
    hint="More inputs add up to more: should the weights grow or shrink?",
)
def xavier_multiplies(shape, rng):
    return rng.standard_normal(shape) * np.sqrt(right.fan_in(shape))


@wrong("init_xavier", "a new generator is seeded inside", hint=OWN_RNG)
def xavier_reseeds(shape, rng):
    return right.init_xavier(shape, np.random.default_rng(42))


@wrong(
    "init_he",
    "the factor 2 is missing",
    hint="ReLU throws half of the signal away: what makes up for it?",
)
def he_without_two(shape, rng):
    return rng.standard_normal(shape) / np.sqrt(right.fan_in(shape))


@wrong("init_he", "2 / fan_in is used, the variance", hint=VARIANCE)
def he_variance(shape, rng):
    return rng.standard_normal(shape) * 2 / right.fan_in(shape)


@wrong(
    "init_he",
    "the 2 stands outside of the root",
    hint="The variance is 2 / fan_in: what is its root?",
)
def he_two_outside(shape, rng):
    return rng.standard_normal(shape) * 2 / np.sqrt(right.fan_in(shape))


@wrong("init_he", "fan_out takes the place of fan_in", hint=FAN_OUT)
def he_fan_out(shape, rng):
    return rng.standard_normal(shape) * np.sqrt(2 / _fan_out(shape))


@wrong(
    "init_he",
    "for a convolution only the channels are counted",
    hint="One output of a filter sums up every pixel under it, in every channel.",
)
def he_channels(shape, rng):
    return rng.standard_normal(shape) * np.sqrt(2 / fan_in_channels_only.function(shape))


@wrong(
    "init_he",
    "the uniform draw is as wide as its standard deviation should be",
    hint="A uniform draw between -a and a has a standard deviation of a / sqrt(3).",
)
def he_uniform_width(shape, rng):
    limit = np.sqrt(2 / right.fan_in(shape))
    return rng.uniform(-limit, limit, shape)


@wrong("init_he", "NumPy's global generator is used", hint=OWN_RNG)
def he_global(shape, rng):
    return np.random.randn(*shape) * np.sqrt(2 / right.fan_in(shape))


FUNCTIONS = {"tanh": np.tanh, "relu": lambda a: np.maximum(0, a)}


def _layers(weights, x, activation):
    """Every layer's (input, sum, activation); ValueError for what is not known."""
    if activation not in FUNCTIONS:
        raise ValueError(activation)
    for w in weights:
        a = x @ w
        h = FUNCTIONS[activation](a)
        yield x, a, h
        x = h


@wrong(
    "activation_statistics",
    "statistics are taken before the activation",
    hint="What does the next layer see?",
)
def statistics_before(weights, x, activation):
    return [(a.mean(), a.std()) for _, a, _ in _layers(weights, x, activation)]


@wrong(
    "activation_statistics",
    "statistics are taken of the layers' inputs",
    hint="The first pair belongs to the first layer's output, not to x.",
)
def statistics_of_inputs(weights, x, activation):
    return [(i.mean(), i.std()) for i, _, _ in _layers(weights, x, activation)]


@wrong("activation_statistics", "the variance is returned", hint="std is the root of the variance.")
def statistics_variance(weights, x, activation):
    return [(h.mean(), h.var()) for _, _, h in _layers(weights, x, activation)]


@wrong("activation_statistics", "the std divides by n - 1", hint="ddof=0 is asked for.")
def statistics_unbiased(weights, x, activation):
    return [(h.mean(), h.std(ddof=1)) for _, _, h in _layers(weights, x, activation)]


@wrong(
    "activation_statistics",
    "every layer is fed with x",
    hint="The output of a layer is the next one's input.",
)
def statistics_from_x(weights, x, activation):
    found = [next(_layers([w], x, activation)) for w in weights if w.shape[0] == x.shape[1]]
    return [(h.mean(), h.std()) for _, _, h in found]


@wrong(
    "activation_statistics",
    "the activation is left out",
    hint="Without it the network is one linear map.",
)
def statistics_linear(weights, x, activation):
    found = []
    list(_layers(weights[:0], x, activation))
    for w in weights:
        x = x @ w
        found.append((x.mean(), x.std()))
    return found


@wrong(
    "activation_statistics",
    "tanh is used whatever is asked for",
    hint="activation says which one: 'tanh' or 'relu'.",
)
def statistics_always_tanh(weights, x, activation):
    return right.activation_statistics(weights, x, "tanh")
