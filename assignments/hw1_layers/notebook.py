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
PIECES = np.array([[[1.0, -1.0]]]), np.zeros((1, 2))  # Maxout of x and -x
ACTIVATIONS = {
    "sigmoid": (layers.sigmoid_forward, layers.sigmoid_backward, ()),
    "tanh": (layers.tanh_forward, layers.tanh_backward, ()),
    "ReLU": (layers.relu_forward, layers.relu_backward, ()),
    "leaky ReLU, 0.1": (layers.leaky_relu_forward, layers.leaky_relu_backward, (0.1,)),
    "PReLU, learned slope, here 0.3": (layers.prelu_forward, layers.prelu_backward, (np.array(0.3),)),
    "ELU": (layers.elu_forward, layers.elu_backward, ()),
    "Maxout of x and -x": (layers.maxout_forward, layers.maxout_backward, PIECES),
}


def value_and_slope(name, x):
    forward, backward, more = ACTIVATIONS[name]
    out, cache = forward(x[:, None], *more)
    dx = backward(np.ones_like(out), cache)
    return out.ravel(), (dx[0] if isinstance(dx, tuple) else dx).ravel()


fig, axes = plt.subplots(2, 4, figsize=(14, 5.6), sharex=True)
for ax, name in zip(axes.flat, ACTIVATIONS):
    out, slope = value_and_slope(name, x)
    ax.plot(x, out, label="value")
    ax.plot(x, slope, "--", label="derivative")
    ax.set(title=name, xlabel="x", ylim=(-1.5, 2))
    ax.grid(alpha=0.3)
axes[0, 0].legend()
axes[1, 3].axis("off")
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
# One step that is too large moves a unit so far that no example reaches it any more; then its gradient
# is 0 and it never comes back. A leaky ReLU has a gradient there and can come back. Two layers learn a
# function of 20 numbers: the share of the 100 hidden units that no example reaches, after 200 steps,
# the mean of ten draws.

# %%
def unreached(rate, forward, backward, seed, steps=200):
    random = np.random.default_rng(seed)
    inputs = random.standard_normal((200, 20))
    wanted = np.sin(inputs @ random.standard_normal((20, 1)))
    w, b = random.standard_normal((20, 100)) / np.sqrt(10), np.zeros(100)
    v, c = random.standard_normal((100, 1)) / np.sqrt(50), np.zeros(1)
    for _ in range(steps):
        scores, below = layers.affine_forward(inputs, w, b)
        h, cache = forward(scores)
        out, above = layers.affine_forward(h, v, c)
        error = (out - wanted) / len(inputs)
        error = error / max(1, np.linalg.norm(error) / 0.5)  # else the largest rates end in inf
        dh, dv, dc = layers.affine_backward(error, above)
        _, dw, db = layers.affine_backward(backward(dh, cache), below)
        w, v, b, c = w - rate * dw, v - rate * dv, b - rate * db, c - rate * dc
    scores, _ = layers.affine_forward(inputs, w, b)
    return layers.dead_relu_fraction(np.maximum(scores, 0))


rates = np.linspace(0.05, 0.6, 9)
fig, ax = plt.subplots(figsize=(6.5, 3.6))
for name, forward, backward in (
    ("ReLU", layers.relu_forward, layers.relu_backward),
    ("leaky ReLU, 0.1", lambda x: layers.leaky_relu_forward(x, 0.1), layers.leaky_relu_backward),
):
    shares = [np.mean([unreached(rate, forward, backward, k) for k in range(10)]) for rate in rates]
    print(name, np.round(shares, 2))
    ax.plot(rates, shares, "o-", label=name)
ax.set(xlabel="learning rate", ylabel="share of units no example reaches", ylim=(-0.03, 1.03))
ax.legend()
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
