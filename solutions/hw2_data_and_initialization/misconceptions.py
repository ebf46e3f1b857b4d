"""Known wrong variants of both modules, each with the hint it earns."""

import contextlib
import copy
import functools

import initializers as right
import numpy as np
import preprocessing
from PIL import Image, ImageOps, UnidentifiedImageError

from autograder.assignment.misconceptions import wrong

VARIANCE = (
    "The formula gives a standard deviation: is it used as a variance, or the other way round?"
)
FAN_OUT = "fan_in counts the inputs of a unit: which axis is summed over?"
OWN_RNG = "Draw from the rng that is passed in: who passes it must be able to repeat the run."


@wrong("fan_in", "the number of outputs is returned", hint=FAN_OUT)
def fan_in_is_fan_out(shape):
    return int(shape[1] if len(shape) == 2 else shape[0] * np.prod(shape[2:]))


@wrong("fan_in", "the number of outputs is returned", hint=FAN_OUT)
def fan_in_is_fan_out_of_rows(shape):
    return int(shape[1] if len(shape) == 2 else right.fan_in(shape))


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


@wrong(
    "init_zeros",
    "all layers of one shape share one array",
    hint="One array for all layers of a shape: what happens to the others when one is trained?",
)
def zeros_shared(shape):
    return _kept_zeros(tuple(shape))


@functools.cache
def _kept_zeros(shape):
    return np.zeros(shape)


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


@wrong("init_normal", "NumPy's global generator is used", hint=OWN_RNG)
def normal_seeds_global(shape, std, rng):
    np.random.seed(rng.integers(2**31))
    return std * np.random.standard_normal(shape)


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


@wrong(
    "init_he",
    "the factor 2 is missing",
    hint="ReLU throws half of the signal away: what makes up for it?",
)
def he_affine_without_two(shape, rng):
    gain = 1 if len(shape) == 2 else 2
    return rng.standard_normal(shape) * np.sqrt(gain / right.fan_in(shape))


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


SIDES = "Arrays are (height, width), Pillow's sizes are (width, height)."
MIDDLE = "How many pixels are cut off on each side? Try a small image by hand."
STATISTICS = "Over which axes should the mean go, and which one should it keep?"
TEST_SET = (
    "The test set must not be looked at: its pictures are measured with the training set's numbers."
)


def _resized(image, width, height, method=Image.Resampling.LANCZOS):
    return np.asarray(Image.fromarray(image).resize((width, height), method))


@wrong("resize_image", "height and width are swapped", hint=SIDES)
def resize_sides_swapped(image, size):
    height, width = image.shape[:2]
    scale = size / min(height, width)
    return _resized(image, round(height * scale), round(width * scale))


@wrong(
    "resize_image",
    "the longer side gets the size",
    hint="A square of that size must fit into the result: which side decides?",
)
def resize_longer_side(image, size):
    height, width = image.shape[:2]
    scale = size / max(height, width)
    return _resized(image, round(width * scale), round(height * scale))


@wrong(
    "resize_image",
    "the image is squeezed into a square",
    hint="The image should keep its proportions; cropping comes later.",
)
def resize_to_a_square(image, size):
    return _resized(image, size, size)


@wrong(
    "resize_image",
    "another filter than Lanczos is used",
    hint="Which resampling does the hand-out name?",
)
def resize_bicubic(image, size):
    height, width = image.shape[:2]
    scale = size / min(height, width)
    bicubic = Image.Resampling.BICUBIC
    return _resized(image, round(width * scale), round(height * scale), bicubic)


@wrong(
    "resize_image",
    "pixels are left out or repeated",
    hint="Smaller images should average over what they leave out.",
)
def resize_nearest(image, size):
    height, width = image.shape[:2]
    scale = size / min(height, width)
    nearest = Image.Resampling.NEAREST
    return _resized(image, round(width * scale), round(height * scale), nearest)


@wrong("center_crop", "the crop is off by one", hint=MIDDLE)
def crop_off_by_one(image, size):
    height, width = image.shape[:2]
    top, left = (height - size + 1) // 2, (width - size + 1) // 2
    if size > min(height, width):
        raise ValueError
    return image[top : top + size, left : left + size]


@wrong("center_crop", "the top left corner is taken", hint=MIDDLE)
def crop_corner(image, size):
    if size > min(image.shape[:2]):
        raise ValueError
    return image[:size, :size]


@wrong("center_crop", "height and width are swapped", hint=SIDES)
def crop_sides_swapped(image, size):
    width, height = image.shape[:2]
    if size > min(height, width):
        raise ValueError
    top, left = (height - size) // 2, (width - size) // 2
    return image[top : top + size, left : left + size]


@wrong(
    "center_crop",
    "an image that is too small is returned as far as it goes",
    hint="Slices beyond the end say nothing: check the size before.",
)
def crop_without_check(image, size):
    height, width = image.shape[:2]
    top, left = max(0, (height - size) // 2), max(0, (width - size) // 2)
    return image[top : top + size, left : left + size]


def _loaded(paths, size, opened):
    images = np.empty((len(paths), size, size, 3), dtype=np.uint8)
    for i, path in enumerate(paths):
        try:
            with Image.open(path) as file:
                picture = opened(file)
        except OSError as error:
            raise ValueError(path) from error
        scaled = preprocessing.resize_image(np.asarray(picture), size)
        images[i] = preprocessing.center_crop(scaled, size)
    return images


@wrong(
    "load_images",
    "the EXIF tag is not looked at",
    hint="Cameras store photographs as the sensor lay, and say in a tag how to turn them.",
)
def load_not_turned(paths, size):
    return _loaded(paths, size, lambda file: file.convert("RGB"))


@wrong(
    "load_images",
    "every photograph is turned by a quarter",
    hint="Turn only as the EXIF tag says; most files have none.",
)
def load_always_turned(paths, size):
    return _loaded(paths, size, lambda file: file.convert("RGB").rotate(90, expand=True))


@wrong(
    "load_images",
    "red and blue change places",
    hint="OpenCV's order is blue, green, red; Pillow's is red, green, blue.",
)
def load_bgr(paths, size):
    return preprocessing.load_images(paths, size)[..., ::-1]


@wrong(
    "load_images",
    "a broken file becomes a black image",
    hint="A black image would be learned from: say which file is broken.",
)
def load_broken_as_black(paths, size):
    images = np.zeros((len(paths), size, size, 3), dtype=np.uint8)
    for i, path in enumerate(paths):
        with contextlib.suppress(ValueError):
            images[i] = preprocessing.load_images([path], size)[0]
    return images


@wrong(
    "load_images",
    "the images are divided by 255",
    hint="The batch is asked for as it lies in the files: uint8.",
)
def load_as_floats(paths, size):
    return preprocessing.load_images(paths, size) / 255


@wrong(
    "load_dataset",
    "anything that is in the file is unpickled",
    hint="Unpickling runs code of whoever wrote the file: which argument of np.load forbids it?",
    question="save_dataset",
)
def load_with_pickle(path):
    with np.load(path, allow_pickle=True) as file:
        return file["images"], file["labels"]


@wrong(
    "save_dataset",
    "the images are stored as uint8 whatever they were",
    hint="Byte for byte the same: also for float images.",
)
def save_as_uint8(path, images, labels):
    np.savez(path, images=images.astype(np.uint8), labels=labels)


@wrong("mean_image", "one number a channel is returned", hint=STATISTICS)
def mean_image_by_channel(images):
    return images.mean(axis=(0, 1, 2))


@wrong("mean_image", "one mean an image is returned", hint=STATISTICS)
def mean_image_by_image(images):
    return images.mean(axis=(1, 2))


@wrong(
    "mean_image",
    "the sum wraps around at 256",
    hint="What is 200 + 100 in uint8? Add up in another type.",
)
def mean_image_wraps(images):
    return images.sum(axis=0, dtype=np.uint8) / len(images)


@wrong("channel_mean", "each image has a mean of its own", hint=STATISTICS)
def channel_mean_by_image(images):
    return images.mean(axis=(1, 2))


@wrong("channel_mean", "one mean over all channels is returned", hint=STATISTICS)
def channel_mean_over_all(images):
    return np.full(3, images.mean())


@wrong("channel_mean", "the mean is rounded down to whole numbers", hint="Means are float64.")
def channel_mean_rounded(images):
    return np.floor(images.mean(axis=(0, 1, 2)))


@wrong(
    "channel_mean_std",
    "the standard deviation is that within one image, averaged",
    hint="The spread over the whole set is asked for, also that between the images.",
)
def std_within_images(images):
    return images.mean(axis=(0, 1, 2)), images.std(axis=(1, 2)).mean(axis=0)


@wrong(
    "channel_mean_std",
    "the variance is returned in place of its root",
    hint="A standard deviation has the unit of the pixels.",
)
def std_is_variance(images):
    return images.mean(axis=(0, 1, 2)), images.var(axis=(0, 1, 2))


@wrong("channel_mean_std", "ddof is 1", hint="Divide by the number of pixels: ddof=0.")
def std_with_ddof(images):
    return images.mean(axis=(0, 1, 2)), images.std(axis=(0, 1, 2), ddof=1)


@wrong(
    "zero_center",
    "the difference wraps around below 0",
    hint="uint8 has no negative numbers: what is 10 - 20 there?",
)
def center_wraps(images, mean):
    return (images - mean.astype(np.uint8)).astype(np.float64)


@wrong("zero_center", "the images' own mean is taken off", hint=TEST_SET)
def center_own_mean(images, mean):
    return images - images.mean(axis=0 if np.ndim(mean) == 3 else (0, 1, 2))


@wrong(
    "zero_center",
    "the result is divided by 255 as well",
    hint="Centering moves the numbers; it does not scale them.",
)
def center_scaled(images, mean):
    return (images - mean) / 255


@wrong("standardize", "the statistics see the test set", hint=TEST_SET)
def standardize_sees_test_set(X, mean=None, std=None):
    return preprocessing.standardize(X)


@wrong(
    "standardize",
    "a column without variance is divided by 0",
    hint="What is 0 / 0? The hand-out says what to divide by.",
)
def standardize_by_zero(X, mean=None, std=None):
    mean = X.mean(axis=0) if mean is None else mean
    std = X.std(axis=0) if std is None else std
    return (X - mean) / std, mean, std


@wrong(
    "standardize",
    "each row is standardized by itself",
    hint="A column is a feature: which axis are the examples?",
)
def standardize_rows(X, mean=None, std=None):
    Z, _, _ = preprocessing.standardize(X.T)
    return Z.T, X.mean(axis=0), X.std(axis=0)


@wrong(
    "standardize",
    "the variance is divided by",
    hint="After it every column should have standard deviation 1.",
)
def standardize_by_variance(X, mean=None, std=None):
    mean = X.mean(axis=0) if mean is None else mean
    std = X.std(axis=0) if std is None else std
    return (X - mean) / np.where(std == 0, 1, std**2), mean, std


@wrong("standardize", "ddof is 1", hint="Divide by the number of rows: ddof=0.")
def standardize_ddof(X, mean=None, std=None):
    mean = X.mean(axis=0) if mean is None else mean
    std = X.std(axis=0, ddof=1) if std is None else std
    return (X - mean) / np.where(std == 0, 1, std), mean, std


@wrong(
    "init_orthogonal",
    "the gain is squared",
    hint="W W^T should have gain^2 on its diagonal: what does W have then?",
)
def orthogonal_gain_squared(shape, gain, rng):
    return gain * right.init_orthogonal(shape, gain, rng)


@wrong(
    "init_orthogonal",
    "the rows are orthogonal but not of length gain",
    hint="Orthogonal and of which length? Look at the diagonal of W W^T.",
)
def orthogonal_unnormalised(shape, gain, rng):
    return 1.1 * right.init_orthogonal(shape, gain, rng)


@wrong(
    "random_walk_gain",
    "the root of 2 is left out for ReLU",
    hint="ReLU lets half of the signal through: the gain has to make up for it.",
)
def gain_without_root(width, activation):
    found = right.random_walk_gain(width, activation)
    return found / np.sqrt(2) if activation == "relu" else found


@wrong(
    "random_walk_gain",
    "narrow layers are not bounded at 6",
    hint="The formula for ReLU has a max in it.",
)
def gain_unbounded(width, activation):
    if activation == "relu":
        return float(np.sqrt(2) * np.exp(1.2 / (width - 2.4)))
    return right.random_walk_gain(width, activation)


@wrong(
    "init_lsuv",
    "all layers are scaled at once",
    hint="What reaches a layer depends on the scales of those below it: go in order.",
)
def lsuv_at_once(weights, x, activation):
    scaled = []
    for w in weights:
        scaled.append(w / (x @ w).std())
        x = right.ACTIVATIONS[activation](x @ w)
    return scaled


@wrong(
    "init_lsuv",
    "the variance is divided by",
    hint="Dividing weights by s divides the variance of the output by s squared.",
)
def lsuv_by_variance(weights, x, activation):
    scaled = []
    for w in weights:
        scaled.append(w / (x @ w).var())
        x = right.ACTIVATIONS[activation](x @ scaled[-1])
    return scaled


@wrong(
    "init_lsuv",
    "the std is measured after the activation",
    hint="LSUV looks at the output of the layer, before it is activated.",
)
def lsuv_after_activation(weights, x, activation):
    scaled = []
    for w in weights:
        scaled.append(w / right.ACTIVATIONS[activation](x @ w).std())
        x = right.ACTIVATIONS[activation](x @ scaled[-1])
    return scaled


@wrong(
    "init_data_dependent",
    "the bias is not divided by the std",
    hint="After scaling, the mean of a unit is scaled too.",
)
def data_dependent_bias(weights, x, activation):
    made = []
    for w in weights:
        out = x @ w
        std = np.where(out.std(axis=0) == 0, 1, out.std(axis=0))
        made.append((w / std, -out.mean(axis=0)))
        x = right.ACTIVATIONS[activation](x @ made[-1][0] + made[-1][1])
    return made


@wrong(
    "init_data_dependent",
    "one scale is used for all units of a layer",
    hint="Every unit gets a scale of its own.",
)
def data_dependent_by_layer(weights, x, activation):
    made = []
    for w in weights:
        out = x @ w
        made.append((w / out.std(), -out.mean(axis=0) / out.std()))
        x = right.ACTIVATIONS[activation](x @ made[-1][0] + made[-1][1])
    return made


@wrong(
    "init_fixup",
    "the last layer is not zero",
    hint="A residual block should begin as the identity: what must its branch give?",
)
def fixup_last_layer(shapes, branches, rng):
    scale = branches ** (-1 / (2 * len(shapes) - 2))
    return [scale * right.init_he(shape, rng) for shape in shapes]


@wrong(
    "init_fixup",
    "the power of the number of branches is -1/2 at any depth",
    hint="The more layers share the reduction, the less each one has to do.",
)
def fixup_fixed_power(shapes, branches, rng):
    first = [branches**-0.5 * right.init_he(shape, rng) for shape in shapes[:-1]]
    return [*first, np.zeros(shapes[-1])]


@wrong(
    "lottery_mask",
    "the smallest values are pruned, not the smallest magnitudes",
    hint="A large negative weight matters as much as a large positive one.",
)
def mask_by_value(weights, fraction):
    pruned = np.argsort(weights, axis=None)[: int(fraction * weights.size)]
    mask = np.ones(weights.size, dtype=bool)
    mask[pruned] = False
    return mask.reshape(weights.shape)


@wrong(
    "lottery_mask",
    "the mask is the other way round",
    hint="True stands for a weight that survives.",
)
def mask_inverted(weights, fraction):
    return ~right.lottery_mask(weights, fraction)


@wrong(
    "lottery_mask",
    "the fraction is kept in place of pruned",
    hint="Is the fraction what goes or what stays?",
)
def mask_keeps_fraction(weights, fraction):
    return right.lottery_mask(weights, 1 - fraction)


@wrong(
    "rewind",
    "the trained weights are kept",
    hint="The winning ticket starts where the network started.",
)
def rewind_to_trained(initial, trained, mask):
    return np.where(mask, trained, 0.0)


@wrong(
    "rewind",
    "the pruned weights keep their initial values",
    hint="What is pruned is gone: 0.",
)
def rewind_unpruned(initial, trained, mask):
    return initial.copy()


# Contracts


def _changes(module, replaces, number, what):
    """The variant that writes into its argument at ``number``."""

    def function(*args):
        own = [a.copy() if i == number else a for i, a in enumerate(args)]
        result = getattr(module, replaces)(*own)
        np.multiply(args[number], 0.5, out=args[number], casting="unsafe")
        return result

    function.__name__ = f"{replaces}_changes_{what}"
    hint = "The caller still needs it: make a new array."
    return wrong(replaces, f"{what} is changed in place", hint=hint)(function)


def _single(replaces):
    """The weights in float32."""

    def function(*args):
        return getattr(right, replaces)(*args).astype(np.float32)

    function.__name__ = f"{replaces}_single"
    return wrong(replaces, "the weights are float32", hint="Which dtype is asked for?")(function)


statistics_changes_x = _changes(right, "activation_statistics", 1, "x")
crop_changes_image = _changes(preprocessing, "center_crop", 0, "image")
resize_changes_image = _changes(preprocessing, "resize_image", 0, "image")
mean_image_changes = _changes(preprocessing, "mean_image", 0, "images")
channel_mean_changes = _changes(preprocessing, "channel_mean", 0, "images")
channel_mean_std_changes = _changes(preprocessing, "channel_mean_std", 0, "images")
center_changes_images = _changes(preprocessing, "zero_center", 0, "images")
center_changes_mean = _changes(preprocessing, "zero_center", 1, "mean")
standardize_changes_x = _changes(preprocessing, "standardize", 0, "X")
lsuv_changes_x = _changes(right, "init_lsuv", 1, "x")
data_dependent_changes_x = _changes(right, "init_data_dependent", 1, "x")
mask_changes_weights = _changes(right, "lottery_mask", 0, "weights")
rewind_changes_initial = _changes(right, "rewind", 0, "initial")
rewind_changes_trained = _changes(right, "rewind", 1, "trained")
zeros_single, normal_single = _single("init_zeros"), _single("init_normal")
xavier_single, he_single = _single("init_xavier"), _single("init_he")


@wrong(
    "init_lsuv", "the weights are scaled in place", hint="Make new weights: w / std, not w /= std."
)
def init_lsuv_changes_weights(weights, x, activation):
    scaled = right.init_lsuv(weights, x, activation)
    for own, new in zip(weights, scaled, strict=True):
        own[...] = new
    return scaled


@wrong(
    "fan_in",
    "the number is a float",
    hint="A count is an int: which function of NumPy or which division made it a float?",
)
def fan_in_float(shape):
    return float(right.fan_in(shape))


@wrong("init_he", "a new generator is seeded inside", hint=OWN_RNG)
def he_reseeds(shape, rng):
    return right.init_he(shape, np.random.default_rng(0))


@wrong(
    "activation_statistics",
    "ReLU is used whatever is asked for",
    hint="activation says which one: 'tanh' or 'relu'.",
)
def statistics_always_relu(weights, x, activation):
    if activation not in FUNCTIONS:
        raise ValueError(activation)
    return right.activation_statistics(weights, x, "relu")


@wrong(
    "activation_statistics",
    "an unknown activation is accepted",
    hint="A misspelt name should be an error that is seen: raise ValueError.",
)
def statistics_any_activation(weights, x, activation):
    known = activation if activation in FUNCTIONS else "relu"
    return right.activation_statistics(weights, x, known)


# Images


def _rounded(name, rounding, title, hint):
    """The variant that rounds the longer side in another way."""

    def function(image, size):
        height, width = image.shape[:2]
        shorter = min(height, width)
        sides = (int(rounding(side * size / shorter)) for side in (width, height))
        return _resized(image, *sides)

    function.__name__ = name
    return wrong("resize_image", title, hint=hint)(function)


ROUND = "round() takes the nearest whole number: what is 6.5 rounded, and what is 7.5?"
resize_rounds_down = _rounded("resize_rounds_down", np.floor, "the size is rounded down", ROUND)
resize_rounds_up = _rounded("resize_rounds_up", np.ceil, "the size is rounded up", ROUND)
resize_halves_up = _rounded(
    "resize_halves_up", lambda v: np.floor(v + 0.5), "halves are rounded up", ROUND
)


@wrong(
    "load_images",
    "mirrored photographs are not turned",
    hint="The tag has eight values, four of which are mirrored: Pillow has a function for all.",
)
def load_turns_only(paths, size):
    turns = {3: 180, 6: 270, 8: 90}

    def opened(file):
        turn = turns.get(file.getexif().get(0x0112), 0)
        return file.convert("RGB").rotate(turn, expand=True)

    return _loaded(paths, size, opened)


@wrong(
    "load_images",
    "transparent pixels are blended with white",
    hint="The hand-out says that the transparency is dropped, not what lies behind it.",
)
def load_blends(paths, size):
    def opened(file):
        upright = ImageOps.exif_transpose(file).convert("RGBA")
        white = Image.new("RGBA", upright.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, upright).convert("RGB")

    return _loaded(paths, size, opened)


@wrong(
    "load_images",
    "the images are squeezed into squares",
    hint="Scaled until the shorter side fits, then cropped: the proportions stay.",
)
def load_squeezes(paths, size):
    for path in paths:
        preprocessing.load_images([path], size)
    pictures = []
    for path in paths:
        with Image.open(path) as file:
            upright = ImageOps.exif_transpose(file).convert("RGB")
        pictures.append(_resized(np.asarray(upright), size, size))
    return np.stack(pictures)


@wrong(
    "load_images",
    "broken files are left out of the batch",
    hint="The labels would no longer fit: raise ValueError and say which file it is.",
)
def load_skips_broken(paths, size):
    images = np.zeros((0, size, size, 3), dtype=np.uint8)
    for path in paths:
        with contextlib.suppress(ValueError):
            images = np.concatenate([images, preprocessing.load_images([path], size)])
    return images


@wrong(
    "load_images",
    "the error does not name the file",
    hint="Of a thousand files, which one is broken?",
)
def load_without_path(paths, size):
    try:
        return preprocessing.load_images(paths, size)
    except ValueError:
        raise ValueError("a file cannot be read") from None


@wrong(
    "load_images",
    "the channels come first",
    hint="Images of this course are (N, H, W, 3).",
)
def load_channels_first(paths, size):
    return preprocessing.load_images(paths, size).transpose(0, 3, 1, 2)


# Files


@wrong(
    "save_dataset",
    "the arrays lie under other names",
    hint="np.savez(path, x=...) stores under the name x: which names are asked for?",
)
def save_other_names(path, images, labels):
    np.savez(path, x=images, y=labels)


@wrong(
    "load_dataset",
    "the arrays are taken by their position",
    hint="A file knows its arrays by name: the order is whoever wrote it's own.",
    question="save_dataset",
)
def load_by_position(path):
    with np.load(path, allow_pickle=False) as file:
        first, second = file.files[:2]
        return file[first], file[second]


@wrong(
    "load_dataset",
    "the images are given back as floats",
    hint="The same bytes, shapes and dtypes.",
    question="save_dataset",
)
def load_as_float64(path):
    images, labels = preprocessing.load_dataset(path)
    return images.astype(np.float64), labels


@wrong(
    "load_dataset",
    "labels and images change places",
    hint="(images, labels), in this order.",
    question="save_dataset",
)
def load_swapped(path):
    return preprocessing.load_dataset(path)[::-1]


# Statistics


@wrong("mean_image", "the mean is rounded to uint8", hint="Means are float64.")
def mean_image_rounded(images):
    return images.mean(axis=0).astype(np.uint8)


@wrong(
    "channel_mean",
    "the sum wraps around at 256",
    hint="What is 200 + 100 in uint8? Add up in another type.",
)
def channel_mean_wraps(images):
    return images.sum(axis=(0, 1, 2), dtype=np.uint8) / images[..., 0].size


@wrong(
    "channel_mean_std",
    "the standard deviation is that of the mean image",
    hint="The spread over all images and pixels is asked for.",
)
def std_of_mean_image(images):
    return images.mean(axis=(0, 1, 2)), images.mean(axis=0).std(axis=(0, 1))


@wrong("channel_mean_std", "one std over all channels is returned", hint=STATISTICS)
def std_over_all(images):
    return images.mean(axis=(0, 1, 2)), np.full(3, images.std())


@wrong("zero_center", "the sign is reversed", hint="Bright pixels should stay above 0.")
def center_sign(images, mean):
    return mean - images.astype(np.float64)


@wrong("zero_center", "the result is float32", hint="float64 is asked for.")
def center_single(images, mean):
    return (images - mean).astype(np.float32)


@wrong(
    "zero_center",
    "a mean image is averaged to one number a channel",
    hint="A mean image has a value for every pixel: take off the one of the same pixel.",
)
def center_by_channel(images, mean):
    return images - (mean.mean(axis=(0, 1)) if np.ndim(mean) == 3 else mean)


@wrong(
    "standardize",
    "a small number is added to every std",
    hint="It moves every column a little: only one without variance needs another divisor.",
)
def standardize_adds_epsilon(X, mean=None, std=None):
    mean = X.mean(axis=0) if mean is None else mean
    std = X.std(axis=0) if std is None else std
    return (X - mean) / (std + 1e-5), mean, std


@wrong("standardize", "the mean is recomputed from the test set", hint=TEST_SET)
def standardize_own_mean(X, mean=None, std=None):
    return preprocessing.standardize(X, None, std)


@wrong("standardize", "the std is recomputed from the test set", hint=TEST_SET)
def standardize_own_std(X, mean=None, std=None):
    return preprocessing.standardize(X, mean, None)


@wrong(
    "standardize",
    "a column without variance is left at its mean",
    hint="Every column has its mean taken off, that one too.",
)
def standardize_leaves_constant(X, mean=None, std=None):
    Z, mean, std = preprocessing.standardize(X, mean, std)
    return np.where(np.asarray(std) == 0, X, Z), mean, std


@wrong("standardize", "the mean is not taken off", hint="(X - mean) / std: what is the mean of Z?")
def standardize_without_mean(X, mean=None, std=None):
    _, mean, std = preprocessing.standardize(X, mean, std)
    return X / np.where(np.asarray(std) == 0, 1, std), mean, std


# Further reading


@wrong(
    "init_orthogonal",
    "the gain is left out",
    hint="W W^T should have gain^2 on its diagonal.",
)
def orthogonal_without_gain(shape, gain, rng):
    return right.init_orthogonal(shape, 1.0, rng)


@wrong(
    "init_orthogonal",
    "the longer side is taken for the orthogonal one",
    hint="There are at most as many orthogonal rows as columns: which side is shorter?",
)
def orthogonal_longer_side(shape, gain, rng):
    w = right.init_orthogonal(shape, gain, rng)
    rows, columns = w.reshape(shape[0], -1).shape
    return w if rows == columns else w * np.sqrt(max(rows, columns) / min(rows, columns))


@wrong("init_orthogonal", "a new generator is seeded inside", hint=OWN_RNG)
def orthogonal_reseeds(shape, gain, rng):
    return right.init_orthogonal(shape, gain, np.random.default_rng(0))


@wrong(
    "random_walk_gain",
    "an unknown activation is accepted",
    hint="A misspelt name should be an error that is seen: raise ValueError.",
)
def gain_any_activation(width, activation):
    return right.random_walk_gain(width, activation if activation == "relu" else "linear")


@wrong(
    "random_walk_gain",
    "the 2 of 1 / (2 width) is left out",
    hint="By hand: width 100 gives 1.00501.",
)
def gain_without_two(width, activation):
    if activation == "linear":
        return float(np.exp(1 / width))
    return right.random_walk_gain(width, activation)


@wrong(
    "init_lsuv",
    "the mean is taken off before the std is measured over each unit",
    hint="One number a layer: the std over all entries of h w.",
)
def lsuv_by_unit(weights, x, activation):
    scaled = []
    for w in weights:
        scaled.append(w / (x @ w).std(axis=0))
        x = right.ACTIVATIONS[activation](x @ scaled[-1])
    return scaled


@wrong(
    "init_lsuv",
    "no activation lies between the layers",
    hint="A layer sees the activations of the one below.",
)
def lsuv_linear(weights, x, activation):
    scaled = []
    for w in weights:
        scaled.append(w / (x @ w).std())
        x = x @ scaled[-1]
    return scaled


@wrong(
    "init_data_dependent",
    "a unit with std 0 is divided by 0",
    hint="What should a unit that never changes be divided by?",
)
def data_dependent_by_zero(weights, x, activation):
    made = []
    for w in weights:
        out = x @ w
        with np.errstate(all="ignore"):
            made.append((w / out.std(axis=0), -out.mean(axis=0) / out.std(axis=0)))
            x = right.ACTIVATIONS[activation](x @ made[-1][0] + made[-1][1])
    return made


@wrong(
    "init_data_dependent",
    "the sign of the bias is reversed",
    hint="Every unit's mean should become 0.",
)
def data_dependent_sign(weights, x, activation):
    made = []
    for w in weights:
        ((scaled, b),) = right.init_data_dependent([w], x, activation)
        made.append((scaled, -b))
        x = right.ACTIVATIONS[activation](x @ scaled - b)
    return made


@wrong(
    "init_fixup",
    "He's weights are not scaled",
    hint="What does the number of branches do to the first layers?",
)
def fixup_unscaled(shapes, branches, rng):
    return [*(right.init_he(shape, rng) for shape in shapes[:-1]), np.zeros(shapes[-1])]


@wrong(
    "lottery_mask",
    "of equal magnitudes all are pruned, or none",
    hint="int(fraction * size) of them, even where several are equal: count, do not compare.",
)
def mask_by_threshold(weights, fraction):
    pruned = int(fraction * weights.size)
    if pruned == 0:
        return np.full(weights.shape, True)
    return np.abs(weights) > np.sort(np.abs(weights), axis=None)[pruned - 1]


@wrong(
    "lottery_mask",
    "the number is rounded up",
    hint="int(fraction * size): how many of 6 are 40 %?",
)
def mask_rounds_up(weights, fraction):
    pruned = int(np.ceil(fraction * weights.size))
    return right.lottery_mask(weights, pruned / weights.size + 1e-12)


@wrong("lottery_mask", "the mask is made of numbers", hint="dtype bool is asked for.")
def mask_of_numbers(weights, fraction):
    return right.lottery_mask(weights, fraction).astype(np.float64)


@wrong(
    "rewind",
    "the initial weights are multiplied by the trained ones",
    hint="The survivors get their initial values, bit for bit.",
)
def rewind_product(initial, trained, mask):
    return initial * trained * mask


def _gradients(weights, x, activation, dout, slope, pair=lambda dw, dx, dout: (dw, dx)):
    """The std of a pair of gradients a layer, with ``slope(a, h)`` of its activation."""
    found = []
    for w, (i, a, h) in zip(
        weights[::-1], list(_layers(weights, x, activation))[::-1], strict=True
    ):
        before = dout
        dout = dout * slope(a, h)
        dw, dout = i.T @ dout, dout @ w.T
        found.append(tuple(float(g.std()) for g in pair(dw, dout, before)))
    return found[::-1]


def _slope(activation):
    return lambda a, h: 1 - h**2 if activation == "tanh" else (h > 0).astype(float)


@wrong(
    "gradient_statistics",
    "the pairs begin with the last layer",
    hint="The backward pass meets the last layer first; the list begins with the first one.",
)
def gradients_backwards(weights, x, activation, dout):
    return right.gradient_statistics(weights, x, activation, dout)[::-1]


@wrong(
    "gradient_statistics",
    "the derivative of the activation is left out",
    hint="Between out and h w lies the activation: what does it do to the gradient?",
)
def gradients_linear(weights, x, activation, dout):
    return _gradients(weights, x, activation, dout, lambda a, h: 1.0)


@wrong(
    "gradient_statistics",
    "the derivative of the activation is left out",
    hint="Between out and h w lies the activation: what does it do to the gradient?",
)
def gradients_linear_for_relu(weights, x, activation, dout):
    if activation != "relu":
        return right.gradient_statistics(weights, x, activation, dout)
    return _gradients(weights, x, activation, dout, lambda a, h: 1.0)


@wrong(
    "gradient_statistics",
    "the gradient that arrives at the layer's output is taken",
    hint="The signal that is asked for has gone through the layer already.",
)
def gradients_at_outputs(weights, x, activation, dout):
    pair = lambda dw, dx, dout: (dw, dout)  # noqa: E731
    return _gradients(weights, x, activation, dout, _slope(activation), pair)


@wrong(
    "gradient_statistics",
    "the two numbers of a pair are exchanged",
    hint="The gradient of the weights comes first.",
)
def gradients_exchanged(weights, x, activation, dout):
    pair = lambda dw, dx, dout: (dx, dw)  # noqa: E731
    return _gradients(weights, x, activation, dout, _slope(activation), pair)


@wrong(
    "gradient_statistics",
    "tanh is differentiated at its output once more",
    hint="The derivative is 1 - tanh(a)^2, and tanh(a) is the output already.",
)
def gradients_tanh_twice(weights, x, activation, dout):
    slope = (lambda a, h: 1 - np.tanh(h) ** 2) if activation == "tanh" else _slope("relu")
    return _gradients(weights, x, activation, dout, slope)


# The same mistakes in several functions

CALLS_APART = (
    "A default argument, a cache or a global is shared by all calls: what is in it by then?"
)
SHAPES = "Which shape is asked for? keepdims=True and reshape add axes that nobody asked for."
PILLOW = "Give back an array, as you were given one."


def _done_to(module, replaces, name, title, hint, change, question=None):
    """The right function, to whose result ``change(result, *args)`` is done."""

    def function(*args):
        return change(getattr(module, replaces)(*args), *args)

    function.__name__ = f"{replaces}_{name}"
    return wrong(replaces, title, hint=hint, question=question)(function)


def _instead(module, replaces, name, title, hint, function):
    """``function`` in place of the right one."""

    def variant(*args):
        return function(*args)

    variant.__name__ = f"{replaces}_{name}"
    return wrong(replaces, title, hint=hint)(variant)


SINGLE = "Which dtype is asked for?"
EXCHANGED = "Compare the order of the two with the hand-out."
OF_STATISTICS = (
    ("mean_image", "single", "the mean is float32", SINGLE, lambda m, x: m.astype(np.float32)),
    ("mean_image", "row", "an axis of length 1 is left", SHAPES, lambda m, x: m[None]),
    (
        "mean_image",
        "spread",
        "one number a channel is returned",
        STATISTICS,
        lambda m, x: np.broadcast_to(m.mean(axis=(0, 1)), m.shape).copy(),
    ),
    (
        "mean_image",
        "first",
        "only the first images are counted",
        "All images of the set.",
        lambda m, x: x[:128].mean(axis=0),
    ),
    (
        "mean_image",
        "whole",
        "the mean is rounded down to whole numbers",
        "Means are float64.",
        lambda m, x: np.floor(m),
    ),
    (
        "mean_image",
        "whole_numbers",
        "the mean is rounded down to whole numbers",
        "Means are float64.",
        lambda m, x: x.sum(axis=0, dtype=np.int64) // len(x),
    ),
    (
        "mean_image",
        "halves",
        "later images weigh more than earlier ones",
        "Add all up, then divide once.",
        lambda m, x: _halved(x),
    ),
    ("channel_mean", "single", "the mean is float32", SINGLE, lambda m, x: m.astype(np.float32)),
    ("channel_mean", "row", "axes of length 1 are left", SHAPES, lambda m, x: m[None, None, None]),
    (
        "channel_mean",
        "list",
        "a list is returned",
        "Which type is asked for?",
        lambda m, x: m.tolist(),
    ),
    (
        "channel_mean",
        "scaled",
        "the images are divided by 255 as well",
        "The mean has the unit of the pixels.",
        lambda m, x: m / 255,
    ),
    (
        "channel_mean",
        "reshaped",
        "channels and pixels are mixed by a reshape",
        "reshape keeps the order in memory: the channels are the last axis.",
        lambda m, x: x.reshape(3, -1).mean(axis=1),
    ),
    (
        "channel_mean",
        "square",
        "the sum is divided by the number of other values",
        "How many pixels of a channel are there in all images? H and W may differ.",
        lambda m, x: x.sum(axis=(0, 1, 2)) / (len(x) * x.shape[1] ** 2),
    ),
    (
        "channel_mean",
        "other_square",
        "the sum is divided by the number of other values",
        "How many pixels of a channel are there in all images? H and W may differ.",
        lambda m, x: x.sum(axis=(0, 1, 2)) / (len(x) * x.shape[2] ** 2),
    ),
    (
        "channel_mean",
        "without_black",
        "black pixels are left out",
        "Every pixel counts, 0 too.",
        lambda m, x: np.array(
            [x[..., c][x[..., c] > 0].mean() if x[..., c].any() else 0.0 for c in range(3)]
        ),
    ),
    (
        "channel_mean",
        "without_black_pixels",
        "black pixels are left out",
        "Every pixel counts, 0 too.",
        lambda m, x: x[x.any(axis=3)].mean(axis=0),
    ),
    (
        "channel_mean",
        "wraps_by_image",
        "the sum of an image wraps around",
        "How large is a sum of bright pixels? Add up in a type that holds it.",
        lambda m, x: (
            x.sum(axis=(1, 2), dtype=np.uint16).sum(axis=0, dtype=np.float64) / x[..., 0].size
        ),
    ),
    (
        "center_crop",
        "strict",
        "an image of exactly that size is refused",
        "Smaller than size: is an equal one smaller?",
        lambda c, image, size: c if size < min(image.shape[:2]) else _refused(),
    ),
    (
        "center_crop",
        "longer_side",
        "only the longer side is cropped in the middle",
        MIDDLE,
        lambda c, image, size: image[_margin(image, size, 0, 1) :, _margin(image, size, 1, 0) :][
            :size, :size
        ],
    ),
    (
        "center_crop",
        "same_margin",
        "as much is cut off below and right as above and left",
        MIDDLE,
        lambda c, image, size: image[
            _top(image, size, 0) : image.shape[0] - _top(image, size, 0),
            _top(image, size, 1) : image.shape[1] - _top(image, size, 1),
        ],
    ),
    (
        "center_crop",
        "negative_end",
        "a margin of 0 is cut off as a negative end",
        "What is image[0:-0]?",
        lambda c, image, size: image[
            _top(image, size, 0) : _top(image, size, 0) + size - image.shape[0],
            _top(image, size, 1) : _top(image, size, 1) + size - image.shape[1],
        ],
    ),
    ("channel_mean_std", "order", "mean and std change places", EXCHANGED, lambda p, x: p[::-1]),
    (
        "channel_mean_std",
        "ones",
        "a std of 0 is returned as 1",
        "Return what is; who divides takes care.",
        lambda p, x: (p[0], np.where(p[1] == 0, 1.0, p[1])),
    ),
    (
        "channel_mean_std",
        "common_mean",
        "the deviations are those from the mean of all channels",
        "Every channel has a mean of its own.",
        lambda p, x: (p[0], np.sqrt(((x - x.mean()) ** 2).mean(axis=(0, 1, 2)))),
    ),
    (
        "channel_mean_std",
        "square_wraps",
        "the squares wrap around at 256",
        "What is 20 squared in uint8?",
        lambda p, x: (p[0], np.sqrt(np.abs((x**2).mean(axis=(0, 1, 2)) - p[0] ** 2))),
    ),
    (
        "center_crop",
        "rounded",
        "the margin is rounded to the nearest even half",
        MIDDLE,
        lambda c, image, size: _cropped(image, size, round),
    ),
    (
        "zero_center",
        "clipped",
        "negative values are cut off",
        "Dark pixels become negative: that is right.",
        lambda z, x, mean: np.maximum(z, 0),
    ),
    (
        "zero_center",
        "rounded",
        "the mean is rounded to whole numbers",
        "What becomes of the fractions of the mean?",
        lambda z, x, mean: x - np.round(mean),
    ),
    (
        "zero_center",
        "whole",
        "the mean is rounded to whole numbers",
        "What becomes of the fractions of the mean?",
        lambda z, x, mean: x.astype(np.int16) - mean.astype(np.int16),
    ),
    (
        "zero_center",
        "whole_float",
        "the mean is rounded to whole numbers",
        "What becomes of the fractions of the mean?",
        lambda z, x, mean: x - np.trunc(mean),
    ),
    (
        "zero_center",
        "single_image",
        "the first axis of a single image is lost",
        SHAPES,
        lambda z, x, mean: z[0] if len(z) == 1 else z,
    ),
    (
        "zero_center",
        "transposed",
        "height and width of the mean image are swapped",
        SIDES,
        lambda z, x, mean: (
            x - mean.swapaxes(0, 1) if mean.ndim == 3 and mean.shape[0] == mean.shape[1] else z
        ),
    ),
    (
        "resize_image",
        "floats",
        "the pixels are floats",
        "Which dtype is asked for?",
        lambda out, image, size: out / 255,
    ),
    (
        "resize_image",
        "never_larger",
        "images are never enlarged",
        "The shorter side becomes size pixels long, also where it was shorter.",
        lambda out, image, size: image if size > min(image.shape[:2]) else out,
    ),
    (
        "resize_image",
        "nearly_square",
        "an image that is nearly square becomes a square",
        "The longer side keeps its proportion, however near it is to the shorter one.",
        lambda out, image, size: (
            resize_to_a_square.function(image, size)
            if max(image.shape[:2]) <= 1.2 * min(image.shape[:2])
            else out
        ),
    ),
    (
        "resize_image",
        "bilinear",
        "another filter than Lanczos is used",
        "Which resampling does the hand-out name?",
        lambda out, image, size: _resized(
            image, out.shape[1], out.shape[0], Image.Resampling.BILINEAR
        ),
    ),
    (
        "resize_image",
        "hamming",
        "another filter than Lanczos is used",
        "Which resampling does the hand-out name?",
        lambda out, image, size: _resized(
            image, out.shape[1], out.shape[0], Image.Resampling.HAMMING
        ),
    ),
    (
        "resize_image",
        "skips",
        "pixels are left out or repeated",
        "Smaller images should average over what they leave out.",
        lambda out, image, size: (
            _resized(image[::2, ::2].copy(), out.shape[1], out.shape[0])
            if min(image.shape[:2]) >= 4 * size
            else out
        ),
    ),
    (
        "standardize",
        "single",
        "Z is float32",
        SINGLE,
        lambda found, *args: (found[0].astype(np.float32), *found[1:]),
    ),
    (
        "standardize",
        "rows_of_statistics",
        "mean and std have shape (1, D)",
        SHAPES,
        lambda found, *args: (
            found[0],
            np.reshape(found[1], (1, -1)),
            np.reshape(found[2], (1, -1)),
        ),
    ),
    (
        "standardize",
        "z_alone",
        "Z alone is returned for the test set",
        "(Z, mean, std), every time.",
        lambda found, *args: found if len(args) == 1 else found[0],
    ),
    (
        "standardize",
        "whole_numbers",
        "Z has the dtype of X",
        "What becomes of the fractions where X holds integers?",
        lambda found, X, *args: (found[0].astype(X.dtype), *found[1:]),
    ),
)


def _halved(images):
    found = images[0].astype(np.float64)
    for image in images[1:]:
        found = (found + image) / 2
    return found


def _refused():
    raise ValueError("an image of this size")


def _top(image, size, axis):
    return (image.shape[axis] - size) // 2


def _margin(image, size, axis, other):
    """The margin of the longer side; 0 for the shorter one."""
    return _top(image, size, axis) if image.shape[axis] > image.shape[other] else 0


def _cropped(image, size, rounding):
    height, width = image.shape[:2]
    top, left = rounding((height - size) / 2), rounding((width - size) / 2)
    return image[top : top + size, left : left + size]


globals().update(
    (f"{replaces}__{name}", _done_to(preprocessing, replaces, name, *rest))
    for replaces, name, *rest in OF_STATISTICS
)
OF_NETWORKS = (
    (
        "activation_statistics",
        "order",
        "mean and std change places",
        EXCHANGED,
        lambda p, *args: [(std, mean) for mean, std in p],
    ),
    (
        "activation_statistics",
        "input",
        "the input is counted as a layer",
        "L layers have L pairs.",
        lambda p, w, x, a: [(float(x.mean()), float(x.std())), *p],
    ),
    (
        "activation_statistics",
        "by_unit",
        "the std is that of each unit, averaged",
        "Over all entries of h at once.",
        lambda p, w, x, a: [(h.mean(), h.std(axis=0).mean()) for _, _, h in _layers(w, x, a)],
    ),
    (
        "activation_statistics",
        "transposed",
        "square weights are transposed",
        "h w, as the hand-out has it: which axis of w is summed over?",
        lambda p, w, x, a: right.activation_statistics(
            [v.T if len(v) == len(v.T) else v for v in w], x, a
        ),
    ),
    (
        "activation_statistics",
        "first_again",
        "the first weights are used in every layer that they fit",
        "Every layer has weights of its own.",
        lambda p, w, x, a: right.activation_statistics(
            [w[0] if v.shape == w[0].shape else v for v in w], x, a
        ),
    ),
    (
        "activation_statistics",
        "any_case",
        "an unknown activation is accepted",
        "A misspelt name should be an error that is seen: raise ValueError.",
        None,
    ),
    (
        "activation_statistics",
        "overflow",
        "tanh is computed as a quotient of exponentials",
        "What is exp(1000)? NumPy has tanh.",
        None,
    ),
    (
        "activation_statistics",
        "leaky",
        "ReLU lets negative values through",
        "max(0, a), and nothing else.",
        None,
    ),
    ("gradient_statistics", "unbiased", "the std divides by n - 1", "ddof=0 is asked for.", None),
    (
        "gradient_statistics",
        "by_batch",
        "the gradient of the weights is averaged over the batch",
        "x.T @ dout: who divides?",
        lambda p, w, x, a, d: [(dw / len(x), dx) for dw, dx in p],
    ),
    (
        "gradient_statistics",
        "root_mean_square",
        "the root mean square stands for the std",
        "A std is taken around the mean.",
        None,
    ),
    (
        "gradient_statistics",
        "any_case",
        "an unknown activation is accepted",
        "A misspelt name should be an error that is seen: raise ValueError.",
        None,
    ),
    (
        "gradient_statistics",
        "square_weights",
        "square weights are not transposed on the way back",
        "The gradient goes back through w transposed: try it on shapes that differ.",
        None,
    ),
    (
        "gradient_statistics",
        "before_slope",
        "dw is made of dout before the derivative of the activation",
        "Between dout and the weights lies the activation.",
        None,
    ),
)


def _any_case(weights, x, activation, *rest):
    lowered = str(activation).lower()
    return right.activation_statistics(weights, x, lowered)


def _quotient(a):
    with np.errstate(all="ignore"):
        return (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))


def _statistics_with(**functions):
    def variant(weights, x, activation):
        if activation not in FUNCTIONS:
            raise ValueError(activation)
        h, found = x, []
        for w in weights:
            h = {**FUNCTIONS, **functions}[activation](h @ w)
            found.append((float(h.mean()), float(h.std())))
        return found

    return variant


def _backward(spread=np.std, *, square=False, slope_of_dw=True, unknown=None):
    """``gradient_statistics`` with parts exchanged."""

    def variant(weights, x, activation, dout):
        if activation not in FUNCTIONS:
            if unknown is None:
                raise ValueError(activation)
            activation = unknown(activation)
        found = []
        layers = list(zip(weights, _layers(weights, x, activation), strict=True))
        for w, (i, _, h) in reversed(layers):
            before = dout
            dout = dout * (1 - h**2 if activation == "tanh" else h > 0)
            dw = i.T @ (dout if slope_of_dw else before)
            dout = dout @ (w if square and len(w) == len(w.T) else w.T)
            found.append((float(spread(dw)), float(spread(dout))))
        return found[::-1]

    return variant


def _root_mean_square(values):
    return np.sqrt((values**2).mean())


def _leaky(slope):
    return _statistics_with(relu=lambda a: np.where(a > 0, a, slope * a))


INSTEAD = {
    ("activation_statistics", "any_case"): _any_case,
    ("activation_statistics", "overflow"): _statistics_with(tanh=_quotient),
    ("activation_statistics", "leaky"): _leaky(0.01),
    ("gradient_statistics", "unbiased"): _backward(lambda values: values.std(ddof=1)),
    ("gradient_statistics", "root_mean_square"): _backward(_root_mean_square),
    ("gradient_statistics", "any_case"): _backward(unknown=lambda name: "relu"),
    ("gradient_statistics", "square_weights"): _backward(square=True),
    ("gradient_statistics", "before_slope"): _backward(slope_of_dw=False),
}
globals().update(
    (
        f"{replaces}__{name}",
        _done_to(right, replaces, name, title, hint, change)
        if change
        else _instead(right, replaces, name, title, hint, INSTEAD[replaces, name]),
    )
    for replaces, name, title, hint, change in OF_NETWORKS
)


@wrong(
    "center_crop",
    "an image that is too small is filled up with zeros",
    hint="Black borders would be learned from: raise ValueError.",
)
def crop_filled_up(image, size):
    missing = [max(size - n, 0) for n in image.shape[:2]]
    sides = [(n // 2, n - n // 2) for n in missing]
    return preprocessing.center_crop(np.pad(image, (*sides, (0, 0))), size)


@wrong(
    "center_crop",
    "an image that is too small on one side alone is accepted",
    hint="Each side must be long enough.",
)
def crop_checks_both(image, size):
    if max(image.shape[:2]) < size:
        raise ValueError(size)
    top, left = _top(image, size, 0), _top(image, size, 1)
    return image[top : top + size, left : left + size]


@wrong(
    "center_crop",
    "another error than ValueError is raised",
    hint="An assert is for what cannot be; what a caller may do wrong is a ValueError.",
)
def crop_asserts(image, size):
    assert size <= min(image.shape[:2])
    return preprocessing.center_crop(image, size)


def _scaled_columns(spread, *, bias=True, measured=True, passed=True, activated=False, row=False):
    """``init_data_dependent`` with parts exchanged; ``spread`` is what is divided by."""

    def variant(weights, x, activation):
        made = []
        for w in weights:
            out = x @ w
            seen = FUNCTIONS[activation](out) if activated else out
            std = spread(seen)
            mean = seen.mean(axis=0)
            b = -mean / std if bias else np.where(seen.std(axis=0) == 0, 0.0, -mean / std)
            made.append((w / std, b[None] if row else b))
            x = FUNCTIONS[activation](out if not measured else out / std + (b if passed else 0))
        return made

    return variant


def _std(out):
    std = out.std(axis=0)
    return np.where(std == 0, 1, std)


def _std_from(least):
    return lambda out: np.where(out.std(axis=0) < least, 1, out.std(axis=0))


ALIKE = "Only a unit whose sums are all equal is left as it is."
IN_ORDER = "What reaches a layer is what comes out of the finished layers below."
OF_UNITS = (
    (
        "unbiased",
        "the std divides by n - 1",
        "ddof=0 is asked for.",
        {"spread": lambda out: np.where(out.std(axis=0) == 0, 1, out.std(axis=0, ddof=1))},
    ),
    (
        "plus_epsilon",
        "a small number is added to every std",
        ALIKE,
        {"spread": lambda out: _std(out) + 1e-6},
    ),
    (
        "plus_less",
        "a small number is added to every std",
        ALIKE,
        {"spread": lambda out: _std(out) + 1e-8},
    ),
    (
        "plus_little",
        "a small number is added to every std",
        ALIKE,
        {"spread": lambda out: _std(out) + 1e-5},
    ),
    ("small_is_dead", "a small std is taken for 0", ALIKE, {"spread": _std_from(1e-6)}),
    ("smaller_is_dead", "a small std is taken for 0", ALIKE, {"spread": _std_from(1e-8)}),
    (
        "constant_unmoved",
        "the mean of a unit with std 0 stays",
        "Not scaled, but its mean becomes 0 too.",
        {"bias": False},
    ),
    (
        "unscaled_below",
        "the batch goes on through the weights as they were",
        IN_ORDER,
        {"measured": False},
    ),
    ("without_bias_below", "the batch goes on without the bias", IN_ORDER, {"passed": False}),
    (
        "of_activations",
        "mean and std are those of the activations",
        "Before the activation, as h w + b is.",
        {"activated": True},
    ),
    ("row", "b has shape (1, M)", SHAPES, {"row": True}),
)


def _of_units(name, title, hint, how):
    return _instead(
        right, "init_data_dependent", name, title, hint, _scaled_columns(**{"spread": _std, **how})
    )


globals().update((f"data_dependent__{entry[0]}", _of_units(*entry)) for entry in OF_UNITS)
data_dependent_changes_weights = wrong(
    "init_data_dependent", "the weights are scaled in place", hint="Make new weights: w / std."
)


def _in_place(weights, x, activation):
    made = right.init_data_dependent(weights, x, activation)
    for own, (new, _) in zip(weights, made, strict=True):
        own[...] = new
    return made


_in_place.__name__ = "data_dependent_in_place"
data_dependent_in_place = data_dependent_changes_weights(_in_place)


@wrong("init_data_dependent", "two lists are returned", hint="A list of pairs (w, b), one a layer.")
def data_dependent_lists(weights, x, activation):
    made = right.init_data_dependent(weights, x, activation)
    return [w for w, _ in made], [b for _, b in made]


def _scaled_layers(spread, follow=None):
    """``init_lsuv`` with another ``spread``; ``follow`` is the activation that is taken."""

    def variant(weights, x, activation):
        scaled = []
        for w in weights:
            scaled.append(w / spread(x @ w))
            x = FUNCTIONS[follow or activation](x @ scaled[-1])
        return scaled

    return variant


def _unless_near_one(out):
    return 1.0 if abs(out.var() - 1) < 0.1 else out.std()


EVERY_SCALE = "Whatever the std is, tiny or nearly 1, it is divided by."
OF_LAYERS = (
    (
        "unbiased",
        "the std divides by n - 1",
        "ddof=0 is asked for.",
        _scaled_layers(lambda out: out.std(ddof=1)),
    ),
    (
        "plus_epsilon",
        "a small number is added to the std",
        EVERY_SCALE,
        _scaled_layers(lambda out: out.std() + 1e-8),
    ),
    (
        "plus_more",
        "a small number is added to the std",
        EVERY_SCALE,
        _scaled_layers(lambda out: out.std() + 1e-6),
    ),
    (
        "tolerance",
        "a variance near 1 is left as it is",
        EVERY_SCALE,
        _scaled_layers(_unless_near_one),
    ),
    (
        "root_mean_square",
        "the root mean square stands for the std",
        "A std is taken around the mean.",
        _scaled_layers(_root_mean_square),
    ),
    (
        "half",
        "the std is that of a part of the batch",
        "Over all entries of h w.",
        _scaled_layers(lambda out: out[: max(1, len(out) // 2)].std()),
    ),
    (
        "always_relu",
        "ReLU is used whatever is asked for",
        "activation says which one: 'tanh' or 'relu'.",
        _scaled_layers(np.std, "relu"),
    ),
    (
        "always_tanh",
        "tanh is used whatever is asked for",
        "activation says which one: 'tanh' or 'relu'.",
        _scaled_layers(np.std, "tanh"),
    ),
)
globals().update((f"lsuv__{entry[0]}", _instead(right, "init_lsuv", *entry)) for entry in OF_LAYERS)


@wrong(
    "init_lsuv",
    "the list of weights is changed",
    hint="Make a new list: the caller's is still needed.",
)
def lsuv_overwrites_list(weights, x, activation):
    weights[:] = right.init_lsuv(weights, x, activation)
    return weights


def _fixup(power=lambda m: -1 / (2 * m - 2), draw=right.init_he, *, grows=False):
    def variant(shapes, branches, rng):
        scale = float(branches) ** power(len(shapes))
        scales = [scale ** (layer + 1 if grows else 1) for layer in range(len(shapes) - 1)]
        made = [s * draw(shape, rng) for s, shape in zip(scales, shapes, strict=False)]
        return [*made, np.zeros(shapes[-1])]

    return variant


POWER = "L^(-1 / (2 m - 2)), with m all layers of the branch: try m = 2 and L = 16 by hand."
OF_BRANCHES = (
    ("sign", "the power has the wrong sign", POWER, _fixup(lambda m: 1 / (2 * m - 2))),
    (
        "whole_power",
        "the power is rounded down to -1",
        "// rounds down: what is -1 // 2?",
        _fixup(lambda m: -1 // (2 * m - 2)),
    ),
    (
        "without_last",
        "m is counted without the last layer",
        POWER,
        _fixup(lambda m: -1 / (2 * (m - 1) - 2)),
    ),
    ("grows", "the scale is applied once more with each layer", POWER, _fixup(grows=True)),
    (
        "xavier",
        "the weights are Xavier's",
        "He's weights, with ReLU in the branch.",
        _fixup(draw=right.init_xavier),
    ),
    (
        "shorter",
        "the zeros of the last layer are left out",
        "A list of m arrays, the last of zeros.",
        lambda shapes, branches, rng: right.init_fixup(shapes, branches, rng)[:-1],
    ),
    (
        "first_zero",
        "the first layer is zero",
        "Which layer ends the branch?",
        lambda shapes, branches, rng: [
            np.zeros(shapes[0]),
            *(
                right.init_he(s, rng) * float(branches) ** (-1 / (2 * len(shapes) - 2))
                for s in shapes[1:]
            ),
        ],
    ),
)
globals().update(
    (f"fixup__{entry[0]}", _instead(right, "init_fixup", *entry)) for entry in OF_BRANCHES
)
OF_WINDOWS = (
    (
        "but_last",
        "all sides but the last are counted",
        "The weights of a convolution are (F, C, HH, WW).",
        lambda shape: int(np.prod(shape[:-1])),
    ),
    (
        "square",
        "the window is taken for a square",
        "HH * WW: a window may be oblong.",
        lambda shape: int(shape[0] if len(shape) == 2 else shape[1] * shape[2] ** 2),
    ),
    (
        "filters",
        "the filters are counted, not the channels",
        "The weights of a convolution are (F, C, HH, WW).",
        lambda shape: int(shape[0] if len(shape) == 2 else shape[0] * shape[2] * shape[3]),
    ),
    (
        "one_pixel",
        "a window of one pixel is taken for an affine layer",
        "(F, C, 1, 1): which of them are the inputs?",
        lambda shape: (
            int(shape[0]) if len(shape) == 2 or tuple(shape[2:]) == (1, 1) else right.fan_in(shape)
        ),
    ),
)
globals().update((f"fan_in__{entry[0]}", _instead(right, "fan_in", *entry)) for entry in OF_WINDOWS)
WHOLE = "An array of the same shape, with 0 where the mask is False."
OF_TICKETS = (
    (
        "difference",
        "the initial values are computed from the trained ones",
        "Copy them: a difference is rounded.",
        lambda initial, trained, mask: np.where(mask, trained + (initial - trained), 0.0),
    ),
    (
        "single",
        "the weights are float32",
        SINGLE,
        lambda initial, trained, mask: right.rewind(initial, trained, mask).astype(np.float32),
    ),
    (
        "survivors",
        "only the survivors are returned",
        WHOLE,
        lambda initial, trained, mask: initial[mask],
    ),
    (
        "trained_elsewhere",
        "pruned weights keep their trained values",
        WHOLE,
        lambda initial, trained, mask: np.where(mask, initial, trained),
    ),
    (
        "zero_sign",
        "a survivor of -0.0 loses its sign",
        "Bit for bit: choose, do not add or multiply.",
        lambda initial, trained, mask: np.where(mask, initial, 0.0) + 0.0,
    ),
    (
        "trained_zeros",
        "a survivor that was trained to 0 is pruned",
        "The mask alone says what survives.",
        lambda initial, trained, mask: np.where(mask & (trained != 0), initial, 0.0),
    ),
)
globals().update((f"rewind__{entry[0]}", _instead(right, "rewind", *entry)) for entry in OF_TICKETS)


def _pruned(order, *, count=lambda share: int(share)):
    """``lottery_mask`` by another ``order`` of the flat weights."""

    def variant(weights, fraction):
        mask = np.ones(weights.size, dtype=bool)
        mask[order(weights)[: count(fraction * weights.size)]] = False
        return mask.reshape(weights.shape)

    return variant


def _magnitudes(weights):
    return np.argsort(np.abs(weights), axis=None, kind="stable")


def _by_row(weights, fraction):
    return np.stack([right.lottery_mask(row, fraction) for row in weights])


def _threshold(weights, fraction):
    pruned = int(fraction * weights.size)
    if pruned == weights.size:
        return np.full(weights.shape, False)
    return np.abs(weights) >= np.sort(np.abs(weights), axis=None)[pruned]


COUNT = "int(fraction * size) of them: count, do not compare."
OF_MASKS = (
    (
        "flat",
        "the mask is flat",
        "The shape of the weights.",
        lambda w, fraction: right.lottery_mask(w, fraction).ravel(),
    ),
    (
        "memory_order",
        "the mask is laid out in another order than the weights",
        "ravel(order='K') follows memory, reshape does not.",
        _pruned(lambda w: np.argsort(np.abs(w).ravel(order="K"), kind="stable")),
    ),
    (
        "squares",
        "tiny magnitudes are lost in their squares",
        "What is 1e-170 squared? np.abs loses nothing.",
        _pruned(lambda w: np.argsort(w**2, axis=None, kind="stable")),
    ),
    ("rounded", "the number is rounded to the nearest", COUNT, _pruned(_magnitudes, count=round)),
    ("by_row", "the fraction is pruned in every row", "Of all weights together.", _by_row),
    ("keeps_ties", "of equal magnitudes all survive", COUNT, _threshold),
    (
        "survivors",
        "int(fraction * size) weights survive",
        "Is the fraction what goes or what stays?",
        lambda w, fraction: right.lottery_mask(w, 1 - int(fraction * w.size) / w.size),
    ),
    (
        "none_kept",
        "a slice of -0 keeps all",
        "What is order[-0:]?",
        lambda w, fraction: (
            np.full(w.shape, True)
            if int(fraction * w.size) == w.size
            else right.lottery_mask(w, fraction)
        ),
    ),
)
globals().update(
    (f"mask__{entry[0]}", _instead(right, "lottery_mask", *entry)) for entry in OF_MASKS
)
OF_GAINS = (
    (
        "whole",
        "1 / (2 width) is rounded down",
        "// rounds down: what is 1 // 200?",
        lambda n, a: float(np.exp(1 // (2 * n))) if a == "linear" else right.random_walk_gain(n, a),
    ),
    (
        "bracket",
        "the bracket around max(width, 6) - 2.4 is missing",
        "What is divided by what?",
        lambda n, a: (
            float(np.sqrt(2) * np.exp(1.2 / max(n, 6) - 2.4))
            if a == "relu"
            else right.random_walk_gain(n, a)
        ),
    ),
    (
        "precedence",
        "1 / 2 is multiplied by the width",
        "1 / 2 * width is not 1 / (2 * width).",
        lambda n, a: float(np.exp(1 / 2 * n)) if a == "linear" else right.random_walk_gain(n, a),
    ),
    (
        "std",
        "the std is returned in place of the gain",
        "The gain g, not g / sqrt(width).",
        lambda n, a: right.random_walk_gain(n, a) / np.sqrt(n),
    ),
    (
        "one",
        "an unknown activation is accepted",
        "A misspelt name should be an error that is seen: raise ValueError.",
        lambda n, a: right.random_walk_gain(n, a) if a in ("relu", "linear") else 1.0,
    ),
    (
        "key_error",
        "another error than ValueError is raised",
        "A dict raises KeyError for a key that it does not have.",
        lambda n, a: {
            "relu": right.random_walk_gain(n, "relu"),
            "linear": right.random_walk_gain(n, "linear"),
        }[a],
    ),
)
globals().update(
    (f"gain__{entry[0]}", _instead(right, "random_walk_gain", *entry)) for entry in OF_GAINS
)


def _standardized(spread=np.std, divisor=lambda std: np.where(std == 0, 1, std), *, axis=0):
    """``standardize`` with another ``spread``, or another ``divisor`` made of the std."""

    def variant(X, mean=None, std=None):
        mean = X.mean(axis=axis) if mean is None else mean
        std = spread(X, axis=axis) if std is None else std
        with np.errstate(all="ignore"):
            return (X - mean) / divisor(std), mean, std

    return variant


def _cancelling(X, axis):
    return np.sqrt(np.abs((X * 1.0 * X).mean(axis=axis) - X.mean(axis=axis) ** 2))


def _with_ones(least):
    return lambda std: np.where(std < least, 1, std)


def _warns(X, mean=None, std=None):
    mean = X.mean(axis=0) if mean is None else mean
    std = X.std(axis=0) if std is None else std
    return np.nan_to_num((X - mean) / std), mean, std


def _constant_zeroed(X, mean=None, std=None):
    Z, mean, std = preprocessing.standardize(X, mean, std)
    return np.where(np.asarray(std) == 0, 0.0, Z), mean, std


def _ones_for_zeros(X, mean=None, std=None):
    result = preprocessing.standardize(X, mean, std)
    if std is not None:
        std[std == 0] = 1
    return result


def _zero_mean_missing(X, mean=None, std=None):
    known = mean is not None and np.any(mean)
    return preprocessing.standardize(X, mean if known else None, std if known else None)


def _zero_mean_alone_missing(X, mean=None, std=None):
    return preprocessing.standardize(X, mean if mean is not None and np.any(mean) else None, std)


def _for_several_rows(X, mean=None, std=None):
    return preprocessing.standardize(X, *((None, None) if len(X) > 1 else (mean, std)))


def _whole_matrix(X, mean=None, std=None):
    mean = np.full(X.shape[1], X.mean()) if mean is None else mean
    std = np.full(X.shape[1], X.std()) if std is None else std
    return (X - mean) / np.where(std == 0, 1, std), mean, std


EQUAL_VALUES = "Only a column whose values are all equal is divided by 1."
OF_COLUMNS = (
    (
        "plus_less",
        "a small number is added to every std",
        EQUAL_VALUES,
        _standardized(divisor=lambda std: np.where(std == 0, 1, std) + 1e-8),
    ),
    (
        "plus_little",
        "a small number is added to every std",
        EQUAL_VALUES,
        _standardized(divisor=lambda std: std + 1e-8),
    ),
    (
        "plus_tiny",
        "a small number is added to every std",
        EQUAL_VALUES,
        _standardized(divisor=lambda std: std + 1e-12),
    ),
    (
        "small_is_zero",
        "a small std is taken for 0",
        EQUAL_VALUES,
        _standardized(divisor=_with_ones(1e-8)),
    ),
    (
        "smaller_is_zero",
        "a small std is taken for 0",
        EQUAL_VALUES,
        _standardized(divisor=_with_ones(1e-6)),
    ),
    (
        "cancels",
        "the variance is taken as E[x^2] - E[x]^2",
        "Far from 0 the digits of the two cancel.",
        _standardized(_cancelling),
    ),
    (
        "warns",
        "a division by 0 is repaired afterwards",
        "It warns all the same: choose the divisor first.",
        _warns,
    ),
    (
        "zeroed",
        "a column that was constant in the training set becomes 0",
        "Its mean is taken off, and it is divided by 1.",
        _constant_zeroed,
    ),
    (
        "own_std_changed",
        "std is changed in place",
        "The caller still needs it: make a new array.",
        _ones_for_zeros,
    ),
    (
        "zero_mean",
        "a mean of zeros is taken for none",
        "`is None` asks whether it was left out.",
        _zero_mean_missing,
    ),
    ("several_rows", "the statistics see the test set", TEST_SET, _for_several_rows),
    (
        "zero_mean_alone",
        "a mean of zeros is taken for none",
        "`is None` asks whether it was left out.",
        _zero_mean_alone_missing,
    ),
    ("several_rows", "the statistics see the test set", TEST_SET, _for_several_rows),
    (
        "whole_matrix",
        "one mean and one std stand for all columns",
        "A column is a feature with numbers of its own.",
        _whole_matrix,
    ),
)


def _returning_ones(function):
    """The same with a std of 1 for a column of equal values, as may be returned too."""

    def variant(X, mean=None, std=None):
        Z, mean, found = function(X, mean, std)
        return Z, mean, np.where(found == 0, 1.0, found) if std is None else found

    return variant


OF_COLUMNS += tuple(
    (f"{n}_ones", *said, _returning_ones(f))
    for n, *said, f in OF_COLUMNS
    if n not in ("warns", "zeroed")  # with ones, what they repair does not come up
)
globals().update(
    (f"standardize__{entry[0]}", _instead(preprocessing, "standardize", *entry))
    for entry in OF_COLUMNS
)
FIRST_SEEN = {}
"""What wrong answers keep from one call to the next."""


@wrong("standardize", "the first training set is remembered", hint=CALLS_APART)
def standardize_remembers(X, mean=None, std=None):
    if mean is None:
        mean, std = FIRST_SEEN.setdefault(
            ("standardize", X.shape[1]), preprocessing.standardize(X)[1:]
        )
    return preprocessing.standardize(X, mean, std)


@wrong("zero_center", "the first mean of a shape is remembered", hint=CALLS_APART)
def center_remembers(images, mean):
    return preprocessing.zero_center(images, FIRST_SEEN.setdefault(mean.shape, mean))


@wrong(
    "init_fixup",
    "every layer is drawn from a copy of the generator",
    hint="Layers of one shape are equal then: draw from rng itself.",
)
def fixup_copies(shapes, branches, rng):
    made = [
        right.init_fixup([s] * len(shapes), branches, copy.deepcopy(rng))[0] for s in shapes[:-1]
    ]
    return [*made, np.zeros(shapes[-1])]


gradients_change_dout = _changes(right, "gradient_statistics", 3, "dout")


@wrong("channel_mean_std", "one std over all channels is returned", hint=STATISTICS)
def std_pooled(images):
    mean, std = preprocessing.channel_mean_std(images)
    return mean, np.full(3, np.sqrt((std**2).mean()))


def _drawn(replaces, name, title, hint, draw):
    """Weights that ``draw(shape, rng)`` makes in another way."""
    return _instead(right, replaces, name, title, hint, draw)


WIDTH = "A uniform draw between -a and a has a standard deviation of a / sqrt(3)."
OF_DRAWS = (
    (
        "init_he",
        "conv_fan_out",
        "for a convolution fan_out takes the place of fan_in",
        FAN_OUT,
        lambda shape, rng: (
            rng.standard_normal(shape)
            * np.sqrt(2 / (_fan_out(shape) if len(shape) == 4 else shape[0]))
        ),
    ),
    (
        "init_he",
        "uniform_without_two",
        "the factor 2 is missing",
        "ReLU throws half of the signal away: what makes up for it?",
        lambda shape, rng: rng.uniform(-1, 1, shape) * np.sqrt(3 / right.fan_in(shape)),
    ),
    (
        "init_xavier",
        "conv_first_axis",
        "the first axis is taken for a convolution too",
        "The weights of a convolution are (F, C, HH, WW): F counts the filters.",
        lambda shape, rng: rng.standard_normal(shape) / np.sqrt(shape[0]),
    ),
    (
        "init_xavier",
        "uniform_of_both",
        "fan_in and fan_out are averaged",
        "Glorot & Bengio propose that; the lecture and this course use fan_in alone.",
        lambda shape, rng: (
            rng.uniform(-1, 1, shape) * np.sqrt(6 / (right.fan_in(shape) + _fan_out(shape)))
        ),
    ),
    (
        "init_xavier",
        "uniform_from_zero",
        "the uniform draw begins at 0",
        WIDTH + " Around which number?",
        lambda shape, rng: rng.uniform(0, 2 * np.sqrt(3 / right.fan_in(shape)), shape),
    ),
)
globals().update(
    (f"drawn_{replaces}_{name}", _drawn(replaces, name, *rest))
    for replaces, name, *rest in OF_DRAWS
)


@wrong(
    "init_normal", "std is taken for the mean", hint="rng.normal(loc, scale): the mean comes first."
)
def normal_around_std(shape, std, rng):
    return rng.normal(std, size=shape)


@wrong("init_normal", "large values are cut off", hint="A normal draw has no largest value.")
def normal_clipped(shape, std, rng):
    return np.clip(std * rng.standard_normal(shape), -1.5 * std, 1.5 * std)


@wrong("init_zeros", "the zeros are integers", hint="Which dtype is asked for?")
def zeros_of_integers(shape):
    return np.full(shape, 0)


# Orthogonal weights


def _normal_matrix(shape, rng):
    return rng.standard_normal((shape[0], int(np.prod(shape[1:]))))


def _rows_normalised(shape, gain, rng):
    w = _normal_matrix(shape, rng)
    return (gain * w / np.linalg.norm(w, axis=1, keepdims=True)).reshape(shape)


OF_ORTHOGONAL = (
    (
        "root_of_gain",
        "the root of the gain is taken",
        "W W^T should have gain^2 on its diagonal.",
        lambda shape, gain, rng: right.init_orthogonal(shape, np.sqrt(gain), rng),
    ),
    (
        "identity",
        "nothing is drawn",
        "The identity is orthogonal, but every start is the same one.",
        lambda shape, gain, rng: gain * np.eye(shape[0], int(np.prod(shape[1:]))).reshape(shape),
    ),
    (
        "rows_normalised",
        "the rows have length gain, but are not orthogonal",
        "Look at W W^T beside its diagonal.",
        _rows_normalised,
    ),
)
globals().update(
    (f"orthogonal_{entry[0]}", _instead(right, "init_orthogonal", *entry))
    for entry in OF_ORTHOGONAL
)


# Files


def _read(path, draft=None):
    with Image.open(path) as file:
        if draft:
            file.draft("RGB", (draft, draft))
        return np.asarray(ImageOps.exif_transpose(file).convert("RGB"))


def _load_with(prepared, caught=(OSError, SyntaxError), draft=False):
    """``load_images`` with other pixels, or other errors caught."""

    def variant(paths, size):
        images = np.empty((len(paths), size, size, 3), dtype=np.uint8)
        for i, path in enumerate(paths):
            try:
                pixels = _read(path, draft=size if draft else None)
            except caught as error:
                raise ValueError(f"{path}: {error}") from error
            images[i] = prepared(pixels, size)
        return images

    return variant


def _usual(pixels, size):
    return preprocessing.center_crop(preprocessing.resize_image(pixels, size), size)


def _cropped_first(pixels, size):
    side = min(pixels.shape[:2])
    return preprocessing.resize_image(preprocessing.center_crop(pixels, side).copy(), size)


def _missing_as_black(paths, size):
    images = np.zeros((len(paths), size, size, 3), dtype=np.uint8)
    for i, path in enumerate(paths):
        try:
            images[i] = preprocessing.load_images([path], size)[0]
        except ValueError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
    return images


CAUGHT = "A file cut short or missing is an OSError: which errors does your except catch?"
OF_FILES = (
    (
        "cropped_first",
        "the images are cropped before they are scaled",
        "The filter looks at the pixels around: scale the whole image first.",
        _load_with(_cropped_first),
    ),
    (
        "border",
        "the border is cut off before the images are scaled",
        "The whole image is scaled, its first row and column too.",
        _load_with(lambda pixels, size: _usual(pixels[1:, 1:].copy(), size)),
    ),
    (
        "draft",
        "a JPEG is read at a smaller scale",
        "draft() leaves pixels out: scale the whole image with the filter that is asked for.",
        _load_with(_usual, draft=True),
    ),
    (
        "one_error_caught",
        "only files that are no images are refused as asked for",
        CAUGHT,
        _load_with(_usual, UnidentifiedImageError),
    ),
    (
        "missing_as_black",
        "a missing file becomes a black image",
        "A black image would be learned from: say which file is missing.",
        _missing_as_black,
    ),
)
globals().update(
    (f"load__{entry[0]}", _instead(preprocessing, "load_images", *entry)) for entry in OF_FILES
)


def _none_for_pickles(path):
    try:
        return preprocessing.load_dataset(path)
    except ValueError:
        return None, None


OF_DATASETS = (
    (
        "dict",
        "a dict is returned",
        "(images, labels), a pair.",
        lambda path: dict(zip(("images", "labels"), preprocessing.load_dataset(path), strict=True)),
    ),
    (
        "squeezed",
        "axes of length 1 are squeezed out",
        "The same shapes: one image is a batch too.",
        lambda path: tuple(np.squeeze(a) for a in preprocessing.load_dataset(path)),
    ),
    (
        "squeezed_images",
        "axes of length 1 are squeezed out",
        "The same shapes: one image is a batch too.",
        lambda path: (lambda images, labels: (np.squeeze(images), labels))(
            *preprocessing.load_dataset(path)
        ),
    ),
    (
        "list",
        "the labels are given back as a list",
        "The same bytes, shapes and dtypes: an array.",
        lambda path: (lambda images, labels: (images, labels.tolist()))(
            *preprocessing.load_dataset(path)
        ),
    ),
    (
        "none",
        "None is returned for a file that would have to be unpickled",
        "An error that nobody sees is found much later: let the ValueError out.",
        _none_for_pickles,
    ),
)


def _of_datasets(name, title, hint, function):
    def variant(path):
        return function(path)

    variant.__name__ = f"load_dataset_{name}"
    return wrong("load_dataset", title, hint=hint, question="save_dataset")(variant)


globals().update((f"dataset_{entry[0]}", _of_datasets(*entry)) for entry in OF_DATASETS)
