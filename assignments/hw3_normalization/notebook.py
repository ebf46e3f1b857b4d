# %% [markdown]
# # Normalization, seen
#
# Fill in `normalization.py`, save it, and run a cell again: the functions are loaded anew. This notebook
# is for looking; what is graded is `normalization.py`.

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import normalization
from check import check

# %% [markdown]
# ## Activations that no longer depend on the scale of the weights
#
# Six layers of tanh with weights far too small, without and with BatchNorm before each activation.

# %%
WIDTH, LAYERS = 512, 6


def activations(normalise):
    rng = np.random.default_rng(0)
    h = rng.standard_normal((256, WIDTH))
    for _ in range(LAYERS):
        a = h @ (0.01 * rng.standard_normal((WIDTH, WIDTH)))
        if normalise:
            ones, zeros = np.ones(WIDTH), np.zeros(WIDTH)
            a, _ = normalization.batchnorm_forward(a, ones, zeros, {"mode": "train"})
        h = np.tanh(a)
        yield h


fig, axes = plt.subplots(2, LAYERS, figsize=(13, 4), sharex=True, sharey="row")
for row, normalise in zip(axes, (False, True)):
    for layer, (ax, h) in enumerate(zip(row, activations(normalise)), 1):
        ax.hist(h.ravel(), bins=50, range=(-1, 1))
        ax.set(yticks=[], title=f"layer {layer}: std {h.std():.3f}")
    row[0].set_ylabel("with BatchNorm" if normalise else "without")
fig.tight_layout()

# %%
check("batchnorm_forward")

# %% [markdown]
# ## Training at large learning rates
#
# A network of three layers learns to tell two spirals apart. The loss after 300 steps, for learning
# rates over three orders of magnitude, without and with BatchNorm.

# %%
def spirals(n=200):
    rng = np.random.default_rng(2)
    angle = np.linspace(0.5, 3 * np.pi, n)
    arm = np.stack([angle * np.cos(angle), angle * np.sin(angle)], axis=1) / 5
    x = np.concatenate([arm, -arm]) + 0.03 * rng.standard_normal((2 * n, 2))
    return x, np.repeat([1.0, -1.0], n)[:, None]


def train(rate, normalise, steps=300, width=50):
    rng, (x, y) = np.random.default_rng(3), spirals()
    sizes = (2, width, width, 1)
    weights = [rng.standard_normal(s) * np.sqrt(2 / s[0]) for s in zip(sizes, sizes[1:])]
    gammas, betas = [np.ones(width) for _ in range(2)], [np.zeros(width) for _ in range(2)]
    losses = []
    with np.errstate(all="ignore"):
        for _ in range(steps):
            h, seen = x, []
            for layer, w in enumerate(weights):
                a, cache = h @ w, None
                if normalise and layer < 2:
                    a, cache = normalization.batchnorm_forward(
                        a, gammas[layer], betas[layer], {"mode": "train"}
                    )
                elif layer < 2:
                    a = a + betas[layer]
                seen.append((h, a, cache))
                h = np.maximum(0, a) if layer < 2 else a
            losses.append(float(np.mean(np.logaddexp(0, -y * h))))
            d = -y / (1 + np.exp(y * h)) / len(y)
            for layer in (2, 1, 0):
                before, a, cache = seen[layer]
                d = d * (a > 0) if layer < 2 else d
                if cache is not None:
                    d, dgamma, dbeta = normalization.batchnorm_backward(d, cache)
                    gammas[layer] = gammas[layer] - rate * dgamma
                    betas[layer] = betas[layer] - rate * dbeta
                elif layer < 2:
                    betas[layer] = betas[layer] - rate * d.sum(axis=0)
                d, dw = d @ weights[layer].T, before.T @ d
                weights[layer] = weights[layer] - rate * dw
    return losses


rates = np.geomspace(0.03, 30, 7)
fig, ax = plt.subplots(figsize=(6.5, 3.8))
for normalise, name in ((False, "without"), (True, "with BatchNorm")):
    finals = [np.nan_to_num(train(r, normalise)[-1], nan=9, posinf=9) for r in rates]
    ax.plot(rates, np.minimum(finals, 1), "o-", label=name)
ax.axhline(np.log(2), color="gray", lw=0.8)
ax.text(rates[0], np.log(2) + 0.02, "guessing", color="gray")
ax.set(xscale="log", ylim=(-0.05, 1.05), xlabel="learning rate", ylabel="loss after 300 steps (cut at 1)")
ax.legend()
ax.grid(alpha=0.3)

# %% [markdown]
# ## Train against test mode
#
# In training every batch is normalised by its own mean: the same example gives another answer in every
# batch. In test mode the running averages are used, and the answer is one.

# %%
rng = np.random.default_rng(4)
data = 3 + 2 * rng.standard_normal((2000, 1))
param = {"mode": "train", "momentum": 0.9}
answers, running = [], []
for _ in range(60):
    batch = rng.choice(data, 16)
    batch[0] = 5.0
    out, _ = normalization.batchnorm_forward(batch, np.ones(1), np.zeros(1), param)
    answers.append(out[0, 0])
    running.append((5.0 - param["running_mean"][0]) / np.sqrt(param["running_var"][0] + 1e-5))
fig, ax = plt.subplots(figsize=(7, 3.5))
ax.plot(answers, ".", label="train mode: by its batch")
ax.plot(running, label="test mode: by the running averages so far")
ax.axhline(1.0, color="gray", lw=0.8)
ax.set(xlabel="batch", ylabel="the number 5, normalised", ylim=(-1, 6))
ax.legend()

# %% [markdown]
# ## Which axes?
#
# The mean of one batch of images (N = 4, C = 6), drawn as one square for each image and channel: what
# has one colour was normalised together.

# %%
N, C, G = 4, 6, 2
GROUPS = {
    "BatchNorm: a channel": np.tile(np.arange(C), (N, 1)),
    "LayerNorm: an image": np.tile(np.arange(N)[:, None], (1, C)),
    "InstanceNorm: each": np.arange(N * C).reshape(N, C),
    f"GroupNorm, G = {G}": np.arange(N)[:, None] * G + np.arange(C)[None] // (C // G),
}
fig, axes = plt.subplots(1, 4, figsize=(12, 2.8))
for ax, (name, together) in zip(axes, GROUPS.items()):
    ax.imshow(together, cmap="turbo")
    ax.set(title=name, xlabel="channel", ylabel="image", xticks=range(C), yticks=range(N))
fig.tight_layout()

# %% [markdown]
# And your functions do so: after each of them, the means over those groups are 0.

# %%
images = 1 + rng.standard_normal((N, C, 5, 5)) * np.arange(1, C + 1).reshape(1, C, 1, 1)
ones, zeros = np.ones(C), np.zeros(C)
outs = {
    "BatchNorm": normalization.spatial_batchnorm_forward(images, ones, zeros, {"mode": "train"})[0],
    "InstanceNorm": normalization.instancenorm_forward(images, ones, zeros, {})[0],
    "GroupNorm": normalization.spatial_groupnorm_forward(images, ones, zeros, G, {})[0],
}
for name, out in outs.items():
    means = {
        "a channel": np.abs(out.mean(axis=(0, 2, 3))).max(),
        "each": np.abs(out.mean(axis=(2, 3))).max(),
        "a group": np.abs(out.reshape(N, G, -1).mean(axis=2)).max(),
    }
    print(f"{name:<13}", {k: f"{v:.0e}" for k, v in means.items()})

# %%
check("layernorm_forward")
