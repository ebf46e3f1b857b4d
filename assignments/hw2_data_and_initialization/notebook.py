# %% [markdown]
# # Data and initial weights, seen
#
# Fill in `preprocessing.py` and `initializers.py`, save them, and run a cell again: the functions are
# loaded anew. This notebook is for looking; what is graded are the two modules.
#
# Before some figures there is a question. Write your guess into the `predict(...)` cell **before** you run
# what follows; it is kept in `predictions.py` and shown beside the truth. Being wrong costs nothing: it is
# where one learns most.

# %% [markdown] zh
# # 看看数据和初始权重
#
# 补全 `preprocessing.py` 和 `initializers.py` 里的函数，保存，再运行一遍单元格：函数会自动重新加载。这个 notebook 只用来看；评分的是那两个模块。
#
# 有些图前面有一个问题。**先**把猜测写进 `predict(...)` 单元格，再运行后面的内容；猜测保存在 `predictions.py` 里，与实际结果并排显示。猜错不扣分：猜错的地方，正是学到最多的地方。

# %%
# %load_ext autoreload
# %autoreload 2
from check import check
from autograder.student.notebook import begin, if_implemented, predict, text, truth  # before NumPy

import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image
from sklearn.datasets import load_digits, load_sample_images

import initializers
import preprocessing

begin("en")

# %% [markdown]
# ## From photographs to a batch
#
# Two photographs that come with scikit-learn: scaled until the shorter side fits, then cropped.

# %% [markdown] zh
# ## 从照片到一批数据
#
# scikit-learn 自带的两张照片：先缩放到短边合适，再裁出正中间的正方形。

# %%
folder = Path(tempfile.mkdtemp())
paths = []
fig, axes = plt.subplots(1, 4, figsize=(12, 3))
for ax in axes:
    ax.set(xticks=[], yticks=[])
for number, photo in enumerate(load_sample_images().images):
    paths.append(folder / f"photo{number}.png")
    Image.fromarray(photo).save(paths[-1])
    axes[2 * number].imshow(photo)
    axes[2 * number].set_title(f"{photo.shape[0]} x {photo.shape[1]}")
batch = preprocessing.load_images(paths, 128)
for ax, picture in zip(axes[1::2], batch):
    ax.imshow(picture)
    ax.set_title(f"{picture.shape[0]} x {picture.shape[1]}")
fig.tight_layout()

# %%
check("load_images")

# %% [markdown]
# ## What zero mean takes away
#
# The mean of the 1,797 digits is a blurred something that all of them share; what is left is what makes
# a digit that digit. Statistics come from the training images only.

# %% [markdown] zh
# ## 零均值去掉了什么
#
# 1797 个数字的平均图像是一团模糊的影子，所有数字都有它；减去以后剩下的，才是一个数字区别于其他数字的地方。统计量只来自训练集。

# %%
digits = np.repeat(load_digits().images[..., None] * 15, 3, axis=-1).astype(np.uint8)
train, test = digits[:1500], digits[1500:]
fig, axes = plt.subplots(1, 3, figsize=(9, 3))
for ax in axes:
    ax.set(xticks=[], yticks=[])
axes[0].imshow(test[0])
axes[0].set_title(text("a test digit"))
mean = preprocessing.mean_image(train)
axes[1].imshow(mean.astype(np.uint8))
axes[1].set_title(text("mean of the training digits"))
centred = preprocessing.zero_center(test, mean)
axes[2].imshow(centred[0].mean(axis=-1), cmap="RdBu", vmin=-255, vmax=255)
axes[2].set_title(text("the digit, centered"))
fig.tight_layout()

# %%
mean, std = preprocessing.channel_mean_std(batch)
fig, ax = plt.subplots(figsize=(6, 3.2))
colours = [text("red"), text("green"), text("blue")]
ax.bar(colours, mean, yerr=std, color=["#c44", "#4a4", "#46c"], capsize=6)
ax.set(ylabel=text("pixel value"), title=text("mean and std of each channel, two photographs"))
fig.tight_layout()

# %% [markdown]
# ## Raw, centered, standardized

# %% [markdown] zh
# ## 原始数据、零均值、标准化

# %%
raw = np.random.default_rng(0).standard_normal((400, 2)) @ [[3.0, 1.2], [0, 0.6]] + [6, 3]
clouds = {text("raw"): raw, text("centered"): raw - raw.mean(axis=0)}
with if_implemented():
    clouds[text("standardized")] = preprocessing.standardize(raw)[0]
fig, axes = plt.subplots(1, 3, figsize=(11, 3.6), sharex=True, sharey=True)
for ax, (name, points) in zip(axes, clouds.items()):
    ax.scatter(*points.T, s=6)
    ax.axhline(0, color="gray", lw=0.8)
    ax.axvline(0, color="gray", lw=0.8)
    ax.set(title=name, xlabel=text("first feature"), ylabel=text("second feature"), aspect="equal")
fig.tight_layout()

# %% [markdown]
# ## Six layers of 4,096 units
#
# What becomes of the activations from layer to layer, by five ways to draw the weights. The inputs are normal,
# with a standard deviation of 1.
#
# With tanh and weights of std 0.1: in how large a share of the units of the sixth layer is the activation
# beyond 0.95, so that next to nothing comes back? And with ReLU and Xavier: what is the std of the sixth
# layer's activations?

# %% [markdown] zh
# ## 六层，每层 4096 个神经元
#
# 用五种方法初始化权重，看各层的激活怎样变化。输入服从标准差为 1 的正态分布。
#
# 用 tanh，权重标准差为 0.1：第六层有多大比例的神经元，激活的绝对值超过 0.95，梯度几乎传不回来？用 ReLU 和 Xavier：第六层激活的标准差是多少？

# %%
predict("saturated_tanhs", None)
predict("std_of_relu_xavier", None)

# %%
WIDTH, LAYERS, BATCH = 4096, 6, 64


def small(shape, rng):
    return initializers.init_normal(shape, 0.01, rng)


def large(shape, rng):
    return initializers.init_normal(shape, 0.1, rng)


SCHEMES = {
    text("tanh, std 0.01"): ("tanh", small),
    text("tanh, std 0.1"): ("tanh", large),
    text("tanh, Xavier"): ("tanh", initializers.init_xavier),
    text("ReLU, Xavier"): ("relu", initializers.init_xavier),
    text("ReLU, He"): ("relu", initializers.init_he),
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
    for ax in row:
        ax.set(xlim=span, xticks=range(span[0], span[1] + 1), yticks=[])
    row[0].set_ylabel(name)
    with if_implemented():
        for layer, (ax, h) in enumerate(zip(row, activations(kind, draw)), 1):
            shown = h[h > 0] if kind == "relu" else h.ravel()  # half of a ReLU's outputs are 0
            ax.hist(shown, bins=50, range=span)
            ax.set_title(text("layer {layer}: std {std:.2f}", layer=layer, std=h.std()))
        if draw is large:
            truth("saturated_tanhs", np.mean(np.abs(h) > 0.95))
        if kind == "relu" and draw is initializers.init_xavier:
            truth("std_of_relu_xavier", h.std())
fig.tight_layout()

# %% [markdown]
# The lecture's point is in the first two and the last two rows: the spread fades, or it stays.

# %% [markdown] zh
# 课上讲的，就在前两行和后两行：激活的幅度要么逐层变小（或者挤到两端），要么保持不变。

# %%
check("activation_statistics")

# %% [markdown]
# ## And of the gradients
#
# The same five networks, 512 units wide, on the way back: the spread of the gradient that arrives at each
# layer's input, and of the gradient of its weights. The lecture says that with small weights the gradients
# vanish and the layers near the input cannot learn.
#
# How many times as large is the gradient of the *weights* in the last layer as in the first one, with tanh and
# std 0.01? And how many times as large in the *first* one as in the last, with std 0.1, where most units are
# saturated?

# %% [markdown] zh
# ## 梯度呢
#
# 还是这五个网络，每层 512 个神经元，反向传播：看传到各层输入处的梯度，以及各层权重的梯度有多大。课上讲：权重过小，梯度消失，靠近输入的层学不到东西。
#
# 用 tanh，标准差 0.01：最后一层*权重*的梯度是第一层的多少倍？标准差 0.1，多数神经元饱和：*第一层*权重的梯度又是最后一层的多少倍？

# %%
predict("last_over_first_small", None)
predict("first_over_last_large", None)

# %%
def gradients(kind, draw, width=512):
    rng = np.random.default_rng(2)
    wide = np.sqrt(WIDTH / width) if draw in (small, large) else 1.0  # what counts is std sqrt(fan_in)
    weights = [wide * draw((width, width), rng) for _ in range(LAYERS)]
    x, dout = rng.standard_normal((64, width)), rng.standard_normal((64, width)) / 64
    return np.array(initializers.gradient_statistics(weights, x, kind, dout))


fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
for name, (kind, draw) in SCHEMES.items():
    with if_implemented():
        found = gradients(kind, draw)
        for ax, column in zip(axes, found.T):
            ax.semilogy(range(1, LAYERS + 1), column, "o-", label=name)
        axes[0].legend(fontsize=8)
        if draw is small:
            truth("last_over_first_small", found[-1, 0] / found[0, 0])
        if draw is large:
            truth("first_over_last_large", found[0, 0] / found[-1, 0])
axes[0].set_title(text("gradient of the weights"))
axes[1].set_title(text("gradient that arrives at the layer's input"))
for ax in axes:
    ax.set(xlabel=text("layer (1 is next to the input)"), ylabel=text("std"))
    ax.grid(alpha=0.3)
fig.tight_layout()

# %% [markdown]
# Look at both: the *signal* does fade on its way to the input; the gradients of the *weights* are the signal
# times the activations, and those fade the other way, so that with small tanh weights every layer has
# gradients of one size, all of them small. With large weights the gradients grow on the way back, although
# most units are saturated.

# %% [markdown] zh
# 两张图要一起看：*信号*在往回传的路上确实逐层变弱；而*权重*的梯度是信号与激活的乘积，激活变弱的方向正好相反，所以 tanh 权重较小时，各层权重的梯度一样大，只是都很小。权重较大时，尽管多数神经元饱和，梯度往回传却越来越大。

# %%
check("gradient_statistics")

# %% [markdown]
# ## Zeros: every unit the same
#
# Two layers, six hidden units, sixty steps of gradient descent.
#
# Where both layers start at zero: how far has the weight moved that moved the furthest? And where all weights
# start at 0.1: how many of the six units differ from each other in the end?

# %% [markdown] zh
# ## 全部为 0：每个神经元都一样
#
# 两层网络，六个隐藏神经元，梯度下降 60 步。
#
# 两层都从 0 开始：变化最大的那个权重变了多少？所有权重都从 0.1 开始：六个神经元里，最后彼此不同的有几个？

# %%
predict("moved_from_zeros", None)
predict("different_units", None)

# %%
rng = np.random.default_rng(3)
inputs, labels = rng.standard_normal((64, 5)), rng.standard_normal((64, 1))
STARTS = {
    text("both layers from zeros"): initializers.init_zeros,
    text("both layers from 0.1 everywhere"): lambda shape: np.full(shape, 0.1),
    text("both layers from He"): lambda shape: initializers.init_he(shape, rng),
}


def trained(start, steps=60):
    """The weights of the first layer after every step: (steps + 1, 5, 6)."""
    w, v = start((5, 6)), start((6, 1))
    history = [w]
    for _ in range(steps):
        h = np.tanh(inputs @ w)
        error = (h @ v - labels) / len(labels)
        dw = inputs.T @ ((error @ v.T) * (1 - h**2))
        w, v = w - 0.5 * dw, v - 0.5 * h.T @ error
        history.append(w)
    return np.array(history)


fig, axes = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True)
for number, (ax, (name, start)) in enumerate(zip(axes, STARTS.items())):
    ax.set(title=name, xlabel=text("step"))
    with if_implemented():
        history = trained(start)
        ax.plot(history[:, 0])
        if number == 0:
            truth("moved_from_zeros", np.abs(history[-1] - history[0]).max())
        if number == 1:
            truth("different_units", len(np.unique(history[-1].round(9), axis=1).T))
axes[0].set_ylabel(text("first weight of each of 6 units"))
fig.tight_layout()

# %% [markdown]
# Where both layers start at zero nothing moves at all; where all weights start at the same number, all units
# get the same gradient, step after step: they stay one unit.

# %% [markdown] zh
# 两层都从 0 开始，什么都不动；所有权重从同一个数开始，所有神经元每一步得到的梯度都相同：六个神经元始终等于一个。
