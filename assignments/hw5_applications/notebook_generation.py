# %% [markdown]
# # Making images, seen
#
# Fill in `generation.py`, save it, and run a cell again: the functions are loaded anew. This notebook is
# for looking; what is graded is `generation.py`. Layers and Adam are your own, of hw1 and hw4.

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import generation
import layers
import training
from check import check

with np.load("files/digits.npz") as archive:
    digits, labels = archive["images"].reshape(-1, 64) / 16.0, archive["labels"]
TRAIN, TEST = digits[:1300], digits[1300:]


def show(ax, image, title=""):
    """A digit without ticks, ink black."""
    ax.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
    ax.set(xticks=[], yticks=[])
    ax.set_title(title, fontsize=9)


# %% [markdown]
# ## Learning
#
# 64 pixels, 128 hidden units, 8 latent numbers. The loss has two parts: what the pixels cost (the
# reconstruction), and what the latent numbers cost (the divergence). `beta` weighs the second one.

# %%
def begin(latent=8, units=128, seed=0):
    rng, params = np.random.default_rng(seed), {}
    for number, shape in enumerate(((64, units), (units, 2 * latent), (latent, units), (units, 64)), 1):
        params[f"W{number}"] = rng.standard_normal(shape) * np.sqrt(2 / shape[0])
        params[f"b{number}"] = np.zeros(shape[1])
    params["W2"] *= 0.1
    return params, rng


def parts(params, rng):
    """Reconstruction and divergence of unseen digits, in nats."""
    noise = rng.standard_normal((len(TEST), len(params["W3"])))
    whole, _ = generation.vae_loss(params, TEST, noise)
    pixels, _ = generation.vae_loss(params, TEST, noise, 0.0)
    return pixels, whole - pixels


def learn(steps, beta=1.0, latent=8, keep=(), rate=6e-3):
    """The trained parameters, the curve of both parts, and the parameters at the steps in ``keep``."""
    params, rng = begin(latent)
    configs, curve, kept = {key: {} for key in params}, [], {}
    for step in range(steps):
        rows, noise = rng.integers(0, len(TRAIN), 100), rng.standard_normal((100, latent))
        _, grads = generation.vae_loss(params, TRAIN[rows], noise, beta)
        for key in params:
            config = {**configs[key], "learning_rate": rate * (1 - step / steps)}
            params[key], configs[key] = training.adam(params[key], grads[key], config)
        if step % 25 == 24:
            curve.append((step + 1, *parts(params, rng)))
        if step + 1 in keep:
            kept[step + 1] = dict(params)
    return params, np.array(curve), kept


params, curve, kept = learn(3000, keep=(100, 1000, 3000))
fig, (left, right) = plt.subplots(1, 2, figsize=(12, 3.8))
left.plot(curve[:, 0], curve[:, 1:].sum(axis=1), label="minus the evidence lower bound")
left.plot(curve[:, 0], curve[:, 1], label="pixels")
left.plot(curve[:, 0], curve[:, 2], label="latent numbers")
left.axhline(27.1, color="gray", ls=":", label="independent pixels: 27.1")
left.set(xlabel="step", ylabel="nats an image", title="unseen digits")
left.legend()
for beta in (0.1, 1.0, 4.0):
    _, other, _ = learn(1000, beta)
    right.plot(other[:, 0], other[:, 1], label=f"pixels, beta {beta:g}")
    right.plot(other[:, 0], other[:, 2], "--", color=right.lines[-1].get_color(), label=f"latent, beta {beta:g}")
right.set(xlabel="step", title="the two parts, by beta")
right.legend(fontsize=8, ncol=2)
fig.tight_layout()
print(f"after 3,000 steps: pixels {curve[-1, 1]:.2f}, latent {curve[-1, 2]:.2f}, together {curve[-1, 1:].sum():.2f}")

# %% [markdown]
# A small beta buys sharp reconstructions with latent numbers that are nowhere near N(0, 1); a large one keeps
# them there and pays with the pixels. Where it is far too large, the latent part is 0 and every digit is
# encoded alike: that is what a mean where a sum belongs does.

# %%
check("vae_loss")

# %% [markdown]
# ## Unseen digits, and what is left of them
#
# Above the digit, in the middle its reconstruction from the mean of the 8 latent numbers, below one from a
# draw.

# %%
rng = np.random.default_rng(1)
(mean, logvar), _ = generation.encode_forward(params, TEST[:14])
drawn, _ = generation.reparameterize_forward(mean, logvar, rng.standard_normal(mean.shape))
fig, axes = plt.subplots(3, 14, figsize=(14, 3.3))
for row, pictures in zip(axes, (TEST[:14], generation.generate(params, mean), generation.generate(params, drawn))):
    for ax, image in zip(row, pictures):
        show(ax, image)
for row, name in zip(axes, ("digit", "mean", "draw")):
    row[0].set_ylabel(name)

# %% [markdown]
# ## New digits, and the closest ones of the training set
#
# Forty draws from N(0, 1). Under each the nearest training digit, with the squared distance. A row of zeros
# would be a program that hands out its training set.

# %%
z = rng.standard_normal((497, 8))
samples = generation.generate(params, z)
index, distance = generation.nearest_neighbours(samples[:40], TRAIN)
fig, axes = plt.subplots(4, 20, figsize=(15, 3.9))
for number in range(40):
    row, column = 2 * (number // 20), number % 20
    show(axes[row, column], samples[number])
    show(axes[row + 1, column], TRAIN[index[number]], f"{distance[number]:.1f}")
for row, name in zip(axes, ("new", "nearest") * 2):
    row[0].set_ylabel(name)
fig.tight_layout()
_, real = generation.nearest_neighbours(TEST, TRAIN)
print(f"the median of these distances: {np.median(distance):.2f}; of real unseen digits: {np.median(real):.2f}")

# %% [markdown]
# ## From a 3 to an 8
#
# In even steps between their latent means; below, for comparison, in even steps between their pixels. Above,
# strokes move; below, one digit fades out while the other one fades in.

# %%
(mean, _), _ = generation.encode_forward(params, TEST)
three, eight = (np.flatnonzero(labels[1300:] == digit)[0] for digit in (3, 8))
way = np.linspace(0, 1, 11)[:, None]
fig, axes = plt.subplots(2, 11, figsize=(13, 2.8))
for ax, image in zip(axes[0], generation.generate(params, (1 - way) * mean[three] + way * mean[eight])):
    show(ax, image)
for ax, image in zip(axes[1], (1 - way) * TEST[three] + way * TEST[eight]):
    show(ax, image)
axes[0, 0].set_ylabel("latent")
axes[1, 0].set_ylabel("pixels")

# %% [markdown]
# ## A map of all digits
#
# A network with two latent numbers only: what each point of the plane looks like, and where unseen digits lie
# in it.

# %%
flat, _, _ = learn(3000, latent=2)
ticks = np.linspace(-2.2, 2.2, 15)
points = np.array([(x, y) for y in ticks[::-1] for x in ticks])
sheet = generation.generate(flat, points).reshape(15, 15, 8, 8).transpose(0, 2, 1, 3).reshape(120, 120)
(mean2, _), _ = generation.encode_forward(flat, TEST)
fig, (left, right) = plt.subplots(1, 2, figsize=(13, 6))
left.imshow(sheet, cmap="gray_r", extent=(-2.35, 2.35, -2.35, 2.35))
left.set(title="generated from a plane", xlabel="first latent number", ylabel="second")
for digit in range(10):
    there = mean2[labels[1300:] == digit]
    right.scatter(*there.T, s=12, color=f"C{digit}", label=digit)
right.set(title="where unseen digits are encoded", xlabel="first latent number", aspect="equal")
right.legend(fontsize=8, ncol=2)
fig.tight_layout()

# %% [markdown]
# ## How good? Two numbers, never one
#
# The Frechet distance to unseen digits in 20 principal components (lower is better), and the distance to the
# nearest training digit, relative to that of real unseen digits (1 is right, 0 is a copy). "Handing out the
# training set" wins by the first and is found out by the second; noise in directions that the components do
# not see costs little in the first, and much in the second.

# %%
half = rng.permutation(len(TRAIN))[:497]
_, vectors = np.linalg.eigh(np.cov(TEST.T))
unseen_noise = samples + 0.3 * rng.standard_normal(samples.shape) @ vectors[:, :44] @ vectors[:, :44].T
ROWS = {
    "uniform noise": rng.uniform(0, 1, (497, 64)),
    "after 100 steps": generation.generate(kept[100], z),
    "after 1,000": generation.generate(kept[1000], z),
    "after 3,000": generation.generate(kept[3000], z),
    "with unseen noise": unseen_noise,
    "the training set": TRAIN[half],
}
fig, (left, right) = plt.subplots(1, 2, figsize=(13, 3.6))
for place, (name, pictures) in enumerate(ROWS.items()):
    far = generation.frechet_distance(pictures, TEST, 20)
    near = np.median(generation.nearest_neighbours(pictures, TRAIN)[1]) / np.median(real)
    for ax, value in ((left, far), (right, near)):
        ax.barh(place, value, color="C0")
        ax.text(value, place, f" {value:.2f}", va="center", fontsize=8)
left.set(yticks=range(len(ROWS)), yticklabels=ROWS, title="Frechet distance", xlim=(0, 3.2))
right.set(yticks=[], title="nearest training digit (real: 1)", xlim=(0, 14))
right.axvline(1, color="gray", lw=0.8)
for ax in (left, right):
    ax.invert_yaxis()
fig.tight_layout()

# %% [markdown]
# ## Bonus: pixel by pixel
#
# A PixelCNN of three masked convolutions on black and white digits. Above its masks; then a digit as it
# grows, and finished ones. Its strokes are less clean than those above, and it knows the probability of every
# image exactly.

# %%
def pixel_step(params, x):
    """Logits, and the gradients of the mean cost of a pixel, by your masked convolutions."""
    out, caches = x, []
    for layer in (1, 2, 3):
        out, conv = generation.masked_conv_forward(out, params[f"W{layer}"], params[f"b{layer}"], "A" if layer == 1 else "B")
        out, relu = layers.relu_forward(out) if layer < 3 else (out, None)
        caches.append((conv, relu))
    flat = out.reshape(1, -1)
    _, dflat = generation.bernoulli_loss(flat, x.reshape(1, -1))
    dout, grads = dflat.reshape(out.shape) / x.size, {}
    for layer in (3, 2, 1):
        conv, relu = caches[layer - 1]
        dout = dout if relu is None else layers.relu_backward(dout, relu)
        dout, grads[f"W{layer}"], grads[f"b{layer}"] = generation.masked_conv_backward(dout, conv)
    return grads


try:
    ink = (digits > 0.5).astype(float).reshape(-1, 1, 8, 8)
    rng, pixels = np.random.default_rng(0), {}
    for layer, shape in ((1, (16, 1, 5, 5)), (2, (16, 16, 3, 3)), (3, (1, 16, 3, 3))):
        pixels[f"W{layer}"] = rng.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:]))
        pixels[f"b{layer}"] = np.zeros(shape[0])
    configs, costs = {key: {} for key in pixels}, []
    for step in range(300):
        grads = pixel_step(pixels, ink[rng.integers(0, 1300, 50)])
        for key in pixels:
            config = {**configs[key], "learning_rate": 1e-2 * (1 - step / 300)}
            pixels[key], configs[key] = training.adam(pixels[key], grads[key], config)
    cost = generation.bits_per_pixel(generation.pixel_logits(pixels, ink[1300:]), ink[1300:])
    share = ink[:1300].mean(axis=0).clip(1e-3, 1 - 1e-3)
    alone = generation.bits_per_pixel(np.broadcast_to(np.log(share / (1 - share)), ink[1300:].shape), ink[1300:])
    print(f"unseen digits: {cost:.3f} bits a pixel; pixels independent of each other: {alone:.3f}")
    uniforms = rng.uniform(0, 1, (20, 1, 8, 8))
    drawn = generation.sample_pixels(pixels, uniforms)
    fig, axes = plt.subplots(2, 11, figsize=(14, 2.9))
    for ax, kind in zip(axes[0], "AB"):
        ax.imshow(generation.pixel_mask(5, kind), cmap="Blues", vmin=0, vmax=1.4)
        ax.set(xticks=[], yticks=[])
        ax.set_title(f"mask {kind}", fontsize=9)
    for ax, done in zip(axes[0, 2:], range(8, 65, 7)):
        show(ax, np.where(np.arange(64) < done, drawn[0].ravel(), 0.3), f"{done} pixels")
    for ax, image in zip(axes[1], drawn[1:]):
        show(ax, image)
    fig.tight_layout()
except NotImplementedError as missing:
    print(f"{missing} is a bonus question: nothing to see without it")
