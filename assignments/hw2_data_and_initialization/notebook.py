# %% [markdown]
# # Data and initial weights, seen
#
# Fill in `preprocessing.py` and `initializers.py`, save them, and run a cell again: the functions are
# loaded anew. This notebook is for looking; what is graded are the two modules.

# %%
# %load_ext autoreload
# %autoreload 2
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image
from sklearn.datasets import load_digits, load_sample_images

import initializers
import preprocessing
from check import check

# %% [markdown]
# ## From photographs to a batch
#
# Two photographs that come with scikit-learn: scaled until the shorter side fits, then cropped.

# %%
folder = Path(tempfile.mkdtemp())
paths = []
for number, photo in enumerate(load_sample_images().images):
    paths.append(folder / f"photo{number}.png")
    Image.fromarray(photo).save(paths[-1])
batch = preprocessing.load_images(paths, 128)
fig, axes = plt.subplots(1, 4, figsize=(12, 3))
shown = [np.asarray(Image.open(p)) for p in paths]
for ax, picture in zip(axes, [shown[0], batch[0], shown[1], batch[1]]):
    ax.imshow(picture)
    ax.set(title=f"{picture.shape[0]} x {picture.shape[1]}", xticks=[], yticks=[])
fig.tight_layout()

# %%
check("load_images")

# %% [markdown]
# ## What zero mean takes away
#
# The mean of the 1,797 digits is a blurred something that all of them share; what is left is what makes
# a digit that digit. Statistics come from the training images only.

# %%
digits = np.repeat(load_digits().images[..., None] * 15, 3, axis=-1).astype(np.uint8)
train, test = digits[:1500], digits[1500:]
mean = preprocessing.mean_image(train)
centred = preprocessing.zero_center(test, mean)
fig, axes = plt.subplots(1, 3, figsize=(9, 3))
axes[0].imshow(test[0])
axes[0].set_title("a test digit")
axes[1].imshow(mean.astype(np.uint8))
axes[1].set_title("mean of the training digits")
axes[2].imshow(centred[0].mean(axis=-1), cmap="RdBu", vmin=-255, vmax=255)
axes[2].set_title("the digit, centered")
for ax in axes:
    ax.set(xticks=[], yticks=[])
fig.tight_layout()

# %%
mean, std = preprocessing.channel_mean_std(batch)
fig, ax = plt.subplots(figsize=(6, 3.2))
ax.bar(["red", "green", "blue"], mean, yerr=std, color=["#c44", "#4a4", "#46c"], capsize=6)
ax.set(ylabel="pixel value", title="mean and std of each channel, two photographs")

# %% [markdown]
# ## Raw, centered, standardized

# %%
rng = np.random.default_rng(0)
raw = rng.standard_normal((400, 2)) @ [[3.0, 1.2], [0, 0.6]] + [6, 3]
centred = raw - raw.mean(axis=0)
standard, _, _ = preprocessing.standardize(raw)
fig, axes = plt.subplots(1, 3, figsize=(11, 3.6), sharex=True, sharey=True)
for ax, (name, points) in zip(
    axes, {"raw": raw, "centered": centred, "standardized": standard}.items()
):
    ax.scatter(*points.T, s=6)
    ax.axhline(0, color="gray", lw=0.8)
    ax.axvline(0, color="gray", lw=0.8)
    ax.set(title=name, xlabel="first feature", ylabel="second feature", aspect="equal")
fig.tight_layout()

# %% [markdown]
# ## Six layers of 4,096 units
#
# What becomes of the activations from layer to layer. The lecture's point is in the first two and the
# last two rows: the spread fades, or it stays.

# %%
WIDTH, LAYERS, BATCH = 4096, 6, 64
SCHEMES = {
    "tanh, std 0.01": ("tanh", lambda shape, rng: initializers.init_normal(shape, 0.01, rng)),
    "tanh, std 0.1": ("tanh", lambda shape, rng: initializers.init_normal(shape, 0.1, rng)),
    "tanh, Xavier": ("tanh", initializers.init_xavier),
    "ReLU, Xavier": ("relu", initializers.init_xavier),
    "ReLU, He": ("relu", initializers.init_he),
}


def activations(kind, draw):
    rng = np.random.default_rng(1)
    h = rng.standard_normal((BATCH, WIDTH))
    for _ in range(LAYERS):
        h = h @ draw((WIDTH, WIDTH), rng)
        h = np.tanh(h) if kind == "tanh" else np.maximum(0, h)
        yield h


fig, axes = plt.subplots(len(SCHEMES), LAYERS, figsize=(13, 9), sharey="row")
for row, (name, (kind, draw)) in zip(axes, SCHEMES.items()):
    span = (-1, 1) if kind == "tanh" else (0, 3)
    for layer, (ax, h) in enumerate(zip(row, activations(kind, draw)), 1):
        shown = h[h > 0] if kind == "relu" else h.ravel()  # half of a ReLU's outputs are 0
        ax.hist(shown, bins=50, range=span)
        ax.set(xlim=span, yticks=[], title=f"layer {layer}: std {h.std():.2f}")
    row[0].set_ylabel(name)
fig.tight_layout()

# %%
check("activation_statistics")

# %% [markdown]
# ## And of the gradients
#
# The same five networks, 512 units wide, on the way back: the spread of the gradient that arrives at each
# layer's input, and of the gradient of its weights. The lecture says that with small weights the gradients
# vanish and the layers near the input cannot learn. Look at both: the *signal* does fade on its way to the
# input; the gradients of the *weights* are the signal times the activations, and those fade the other
# way, so that with small tanh weights every layer has gradients of one size, all of them small. With
# large weights the gradients grow on the way back, although most units are saturated.

# %%
def gradients(kind, draw, width=512):
    rng = np.random.default_rng(2)
    wide = np.sqrt(4096 / width) if "std" in name else 1.0  # what counts is std sqrt(fan_in)
    weights = [wide * draw((width, width), rng) for _ in range(LAYERS)]
    x, dout = rng.standard_normal((64, width)), rng.standard_normal((64, width)) / 64
    return np.array(initializers.gradient_statistics(weights, x, kind, dout))


fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
for name, (kind, draw) in SCHEMES.items():
    for ax, column in zip(axes, gradients(kind, draw).T):
        ax.semilogy(range(1, LAYERS + 1), column, "o-", label=name)
for ax, title in zip(axes, ("gradient of the weights", "gradient that arrives at the layer's input")):
    ax.set(xlabel="layer (1 is next to the input)", ylabel="std", title=title)
    ax.grid(alpha=0.3)
axes[0].legend(fontsize=8)
fig.tight_layout()

# %%
check("gradient_statistics")

# %% [markdown]
# ## Zeros: every unit the same
#
# Two layers, six hidden units. Where both layers start at zero nothing moves at all; where all weights
# start at the same number, all units get the same gradient, step after step: they stay one unit.

# %%
inputs, labels = rng.standard_normal((64, 5)), rng.standard_normal((64, 1))
STARTS = {
    "zeros": (initializers.init_zeros((5, 6)), initializers.init_zeros((6, 1))),
    "0.1 everywhere": (np.full((5, 6), 0.1), np.full((6, 1), 0.1)),
    "He": (initializers.init_he((5, 6), rng), initializers.init_he((6, 1), rng)),
}
fig, axes = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True)
for ax, (name, (w, v)) in zip(axes, STARTS.items()):
    history = []
    for _ in range(60):
        history.append(w[0].copy())
        h = np.tanh(inputs @ w)
        error = (h @ v - labels) / len(labels)
        dw = inputs.T @ ((error @ v.T) * (1 - h**2))
        w, v = w - 0.5 * dw, v - 0.5 * h.T @ error
    ax.plot(history)
    ax.set(title=f"both layers from {name}", xlabel="step")
axes[0].set_ylabel("first weight of each of 6 units")
fig.tight_layout()
