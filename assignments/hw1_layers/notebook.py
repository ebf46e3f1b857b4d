# %% [markdown]
# # Layers, seen
#
# Fill in `layers.py`, save it, and run a cell again: the functions are loaded anew. Cells of layers
# that you have not written yet say so. This notebook is for looking; what is graded is `layers.py`.

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import layers
from check import check

rng = np.random.default_rng(0)
x = np.linspace(-4, 4, 401)

# %% [markdown]
# ## Activation functions and their derivatives
#
# The derivative is your backward, called with an upstream gradient of ones.

# %%
ACTIVATIONS = {
    "sigmoid": (layers.sigmoid_forward, layers.sigmoid_backward, ()),
    "tanh": (layers.tanh_forward, layers.tanh_backward, ()),
    "ReLU": (layers.relu_forward, layers.relu_backward, ()),
    "leaky ReLU, 0.1": (layers.leaky_relu_forward, layers.leaky_relu_backward, (0.1,)),
    "ELU": (layers.elu_forward, layers.elu_backward, ()),
}


def value_and_slope(name, x):
    forward, backward, more = ACTIVATIONS[name]
    out, cache = forward(x, *more)
    return out, backward(np.ones_like(x), cache)


fig, axes = plt.subplots(1, 5, figsize=(14, 3), sharex=True)
for ax, name in zip(axes, ACTIVATIONS):
    out, slope = value_and_slope(name, x)
    ax.plot(x, out, label="value")
    ax.plot(x, slope, "--", label="derivative")
    ax.set(title=name, xlabel="x", ylim=(-1.5, 2))
    ax.grid(alpha=0.3)
axes[0].legend()
fig.tight_layout()

# %%
check("sigmoid_forward")

# %% [markdown]
# ## Saturation
#
# Where the curve is flat nothing comes back. The wider the inputs spread, the fewer units learn.

# %%
spreads = np.array([0.5, 1, 2, 4, 8, 16])
fig, ax = plt.subplots(figsize=(6, 3.5))
for kind in ("sigmoid", "tanh"):
    shares = [layers.saturation_fraction(s * rng.standard_normal(20_000), kind) for s in spreads]
    ax.plot(spreads, shares, "o-", label=kind)
ax.set(xscale="log", xlabel="std of the inputs", ylabel="share of saturated units", ylim=(0, 1))
ax.set_xticks(spreads, [f"{s:g}" for s in spreads])
ax.legend()
ax.grid(alpha=0.3)

# %% [markdown]
# ## The zig-zag of all-positive inputs
#
# A sigmoid gives positive outputs only. The gradient of a unit's weights is its (one) upstream number
# times its inputs: all of one sign. Two weights can then only rise together or fall together, and a
# step towards "one up, the other down" becomes a zig-zag.

# %%
target = np.array([[1.0], [-1.0]])


def descend(inputs, steps=40, rate=0.8):
    w, path = np.array([[-1.0], [1.0]]), []
    for step in range(steps):
        row = inputs[step % len(inputs)][None]
        out, cache = layers.affine_forward(row, w, np.zeros(1))
        _, dw, _ = layers.affine_backward(out - row @ target, cache)
        path.append(w.ravel().copy())
        w = w - rate * dw
    return np.array(path)


scores = 2 * rng.standard_normal((200, 2))
positive, _ = layers.sigmoid_forward(scores)
centred, _ = layers.tanh_forward(scores)
fig, axes = plt.subplots(1, 2, figsize=(9, 4), sharex=True, sharey=True)
for ax, (name, inputs) in zip(
    axes, {"all positive (sigmoid)": positive, "mean 0 (tanh)": centred}.items()
):
    path = descend(inputs)
    ax.plot(*path.T, ".-")
    ax.plot(*target.ravel(), "*", markersize=14)
    ax.set(title=f"inputs: {name}", xlabel="first weight", ylabel="second weight")
    ax.grid(alpha=0.3)
fig.tight_layout()

# %% [markdown]
# ## A dying ReLU
#
# One step that is too large moves the bias so far that no example reaches the unit any more; then its
# gradient is 0 and it never comes back. Leaky ReLU does.

# %%
biases = np.linspace(0, -6, 25)
inputs = rng.standard_normal((500, 50))
w = rng.standard_normal((50, 200)) / np.sqrt(50)
shares = []
for b in biases:
    scores, _ = layers.affine_forward(inputs, w, np.full(200, b))
    out, _ = layers.relu_forward(scores)
    shares.append(layers.dead_relu_fraction(out))
fig, ax = plt.subplots(figsize=(6, 3.5))
ax.plot(biases, shares)
ax.set(xlabel="bias of the layer", ylabel="share of dead units", ylim=(0, 1))
ax.grid(alpha=0.3)

# %% [markdown]
# ## Convolution and pooling
#
# The two filters answer to vertical and to horizontal edges; pooling keeps the strongest answer of
# each 2 x 2 window.

# %%
image = np.zeros((1, 1, 32, 32))
image[0, 0, 8:24, 8:24] = 1
image[0, 0, 14:18, 14:18] = 0
filters = np.array([[[[-1, 0, 1]] * 3], [[[-1] * 3, [0] * 3, [1] * 3]]], dtype=float)
edges, _ = layers.conv_forward(image, filters, np.zeros(2), {"stride": 1, "pad": 1})
pooled, _ = layers.max_pool_forward(
    np.abs(edges), {"pool_height": 2, "pool_width": 2, "stride": 2}
)
pictures = {
    "image": image[0, 0],
    "vertical edges": edges[0, 0],
    "horizontal edges": edges[0, 1],
    "strongest of both, pooled": pooled[0].max(axis=0),
}
fig, axes = plt.subplots(1, 4, figsize=(12, 3.2))
for ax, (name, picture) in zip(axes, pictures.items()):
    ax.imshow(picture, cmap="gray")
    ax.set(title=f"{name}, {picture.shape[0]} x {picture.shape[1]}", xticks=[], yticks=[])
fig.tight_layout()

# %%
check("conv_forward")
