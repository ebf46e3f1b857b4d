# %% [markdown]
# # Style transfer, seen
#
# Fill in `style.py`, save it, and run a cell again: the functions are loaded anew. This notebook is for
# looking; what is graded is `style.py`. It needs matplotlib (`pip install -r requirements-notebook.txt`).

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import style
from check import check
from initializers import init_he

# %% [markdown]
# Two photographs, 96 x 96: china.jpg by danielbuechele and flower.jpg by vultilion (both CC BY 2.0, from
# scikit-learn). The pagoda is the content, the flower the style.

# %%
with np.load("files/photographs.npz") as archive:
    bank = archive["bank"]
    china, flower = (archive[name].transpose(2, 0, 1)[None] / 255.0 - 0.5 for name in ("china", "flower"))


def show(ax, image, title=""):
    """Show an image (1, 3, H, W) with pixels from -0.5 to 0.5."""
    ax.imshow(np.clip(image[0].transpose(1, 2, 0) + 0.5, 0, 1))
    ax.set(title=title, xticks=[], yticks=[])


fig, axes = plt.subplots(1, 2, figsize=(6, 3.2))
show(axes[0], china, "content")
show(axes[1], flower, "style")

# %% [markdown]
# ## The features
#
# The first layer is made by hand, the others are drawn by your own `init_he`. What do the sixteen filters
# see in the pagoda? Above each response is its filter.

# %%
rng = np.random.default_rng(0)
weights = [bank, init_he((32, 16, 3, 3), rng), init_he((64, 32, 3, 3), rng)]
features, _ = style.features_forward(china, weights)

fig, axes = plt.subplots(4, 8, figsize=(12, 6.2))
for number in range(16):
    row, column = 2 * (number // 8), number % 8
    filters = bank[number] / (2 * np.abs(bank[number]).max())
    show(axes[row, column], filters[None])
    axes[row + 1, column].imshow(features[0][0, number], cmap="gray")
    axes[row + 1, column].set(xticks=[], yticks=[])
fig.suptitle("16 filters made by hand, and where the pagoda answers them")
fig.tight_layout()

# %% [markdown]
# The Gram matrices say which features come together, and nothing of where. So they are a style: those of
# the two photographs differ, while shuffling the pixels of a feature changes none of them.

# %%
fig, axes = plt.subplots(2, 3, figsize=(10, 6.4))
for row, (name, image) in zip(axes, (("content", china), ("style", flower))):
    for layer, feature in enumerate(style.features_forward(image, weights)[0]):
        gram = style.gram_matrix(feature)[0]
        row[layer].imshow(np.sqrt(np.maximum(gram, 0)), cmap="magma")
        row[layer].set(title=f"{name}, layer {layer}", xticks=[], yticks=[])
fig.suptitle("Gram matrices (square roots)")
fig.tight_layout()

# %% [markdown]
# ## The transfer
#
# Each loss is measured in parts of its target, so that the weights mean the same for every image: a content
# weight of 0.05 says that losing all of the content costs as much as missing 5 % of the style.

# %%
def prepared(content, wanted, net, content_weight, layers=(0, 1, 2), variation=0.0):
    """Target and settings for a content and a style."""
    feature = style.features_forward(content, net)[0][1]
    grams, layer_weights = [], []
    for layer, f in enumerate(style.features_forward(wanted, net)[0]):
        grams.append(style.gram_matrix(f))
        scale = 4 * f.shape[1] ** 2 * (f.shape[2] * f.shape[3]) ** 2 / np.sum(grams[-1] ** 2)
        layer_weights.append(scale / len(layers) if layer in layers else 0.0)
    settings = {
        "content_layer": 1,
        "content_weight": content_weight / (0.5 * np.sum(feature**2)),
        "layer_weights": layer_weights,
        "tv_weight": variation,
    }
    return {"content": feature, "grams": grams}, settings


def transfer(start, content, wanted, net, content_weight, steps, rate=1.0, **more):
    """The image and the losses after some steps from ``start``."""
    target, settings = prepared(content, wanted, net, content_weight, **more)
    return style.stylize(start, net, target, settings, steps, rate)


fig, axes = plt.subplots(1, 5, figsize=(13, 3))
show(axes[0], china, "content")
curves = {}
for ax, steps in zip(axes[1:], (10, 40, 120)):
    image, curves["from the content"] = transfer(china, china, flower, weights, 0.05, steps)
    show(ax, image, f"{steps} steps")
show(axes[4], flower, "style")
fig.tight_layout()

# %% [markdown]
# How much content, and which layers' style? Rows: the content weight. Columns: the layers whose Gram
# matrices count.

# %%
fig, axes = plt.subplots(3, 4, figsize=(11, 8.6))
for row, content_weight in zip(axes, (0.01, 0.5, 5.0)):
    for ax, layers in zip(row, ((0,), (1,), (2,), (0, 1, 2))):
        image, _ = transfer(china, china, flower, weights, content_weight, 60, layers=layers)
        show(ax, image, f"content {content_weight}, style of {', '.join(map(str, layers))}")
fig.tight_layout()

# %% [markdown]
# From where to start? From noise the objective falls too, but in 120 steps the pagoda does not appear. And is
# the first layer worth making by hand? The third picture has a random one, as He et al. draw it.

# %%
noise = np.random.default_rng(1).uniform(-0.5, 0.5, china.shape)
drawn = [init_he((16, 3, 3, 3), np.random.default_rng(2)), *weights[1:]]
from_noise, curves["from noise"] = transfer(noise, china, flower, weights, 0.05, 120)
random_layer, curves["random first layer"] = transfer(china, china, flower, drawn, 0.05, 120)

fig, axes = plt.subplots(1, 4, figsize=(14, 3.2))
show(axes[0], transfer(china, china, flower, weights, 0.05, 120)[0], "from the content")
show(axes[1], from_noise, "from noise")
show(axes[2], random_layer, "random first layer")
for name, losses in curves.items():
    axes[3].semilogy(np.array(losses) / losses[0], label=name)
axes[3].set(xlabel="step", title="the objective, in parts of the first")
axes[3].legend()
fig.tight_layout()

# %% [markdown]
# ## More
#
# Without any content, from noise, the style alone is left: a texture. The variation keeps it smooth. And with
# `match_colours` (bonus) the flower's colours without its style.

# %%
fig, axes = plt.subplots(1, 4, figsize=(12, 3.2))
show(axes[0], flower, "style")
show(axes[1], transfer(noise, china, flower, weights, 0.0, 120)[0], "texture")
show(axes[2], transfer(noise, china, flower, weights, 0.0, 120, variation=2e-4)[0], "texture, smooth")
try:
    show(axes[3], style.match_colours(china, flower), "match_colours")
except NotImplementedError:
    axes[3].set_axis_off()
fig.tight_layout()

# %% [markdown]
# What do the tests say?

# %%
check("stylize")
