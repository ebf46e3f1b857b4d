# %% [markdown]
# # Layers, seen
#
# Fill in `layers.py`, save it, and run a cell again: the functions are loaded anew. Cells of layers
# that you have not written yet say so. This notebook is for looking; what is graded is `layers.py`.
#
# Before some figures there is a question. Write your guess into the `predict(...)` cell **before** you run
# what follows; it is kept in `predictions.py` and shown beside the truth. Being wrong costs nothing: it is
# where one learns most.

# %% [markdown] zh
# # 看看这些层
#
# 补全 `layers.py` 里的函数，保存，再运行一遍单元格：函数会自动重新加载。还没有写的层，单元格会说明缺了什么。这个 notebook 只用来看；评分的是 `layers.py`。
#
# 有些图前面有一个问题。**先**把猜测写进 `predict(...)` 单元格，再运行后面的内容；猜测保存在 `predictions.py` 里，与实际结果并排显示。猜错不扣分：猜错的地方，正是学到最多的地方。

# %%
# %load_ext autoreload
# %autoreload 2
from check import check
from autograder.student.notebook import begin, if_implemented, predict, text, truth  # before NumPy

import matplotlib.pyplot as plt
import numpy as np

import layers

begin("en")
x = np.linspace(-4, 4, 401)

# %% [markdown]
# ## Activation functions and their derivatives
#
# The derivative is your backward, called with an upstream gradient of ones.

# %% [markdown] zh
# ## 激活函数及其导数
#
# 导数由你写的反向函数得到：上游梯度全取 1。

# %%
PIECES = np.array([[[1.0, -1.0]]]), np.zeros((1, 2))  # Maxout of x and -x
ACTIVATIONS = {
    "sigmoid": (layers.sigmoid_forward, layers.sigmoid_backward, ()),
    "tanh": (layers.tanh_forward, layers.tanh_backward, ()),
    "ReLU": (layers.relu_forward, layers.relu_backward, ()),
    text("leaky ReLU, 0.1"): (layers.leaky_relu_forward, layers.leaky_relu_backward, (0.1,)),
    text("PReLU, learned slope, here 0.3"): (layers.prelu_forward, layers.prelu_backward, (np.array(0.3),)),
    "ELU": (layers.elu_forward, layers.elu_backward, ()),
    text("Maxout of x and -x"): (layers.maxout_forward, layers.maxout_backward, PIECES),
}


def value_and_slope(name, x):
    forward, backward, more = ACTIVATIONS[name]
    out, cache = forward(x[:, None], *more)
    dx = backward(np.ones_like(out), cache)
    return out.ravel(), (dx[0] if isinstance(dx, tuple) else dx).ravel()


fig, axes = plt.subplots(2, 4, figsize=(14, 5.6), sharex=True)
for ax, name in zip(axes.flat, ACTIVATIONS):
    ax.set(title=name, xlabel="x", ylim=(-1.5, 2))
    ax.grid(alpha=0.3)
    with if_implemented():
        out, slope = value_and_slope(name, x)
        ax.plot(x, out, label=text("value"))
        ax.plot(x, slope, "--", label=text("derivative"))
        ax.legend()
axes[1, 3].axis("off")
fig.tight_layout()

# %%
check("sigmoid_forward")

# %% [markdown]
# ## Saturation
#
# Where the curve is flat nothing comes back. The wider the inputs spread, the fewer units learn.
#
# The inputs are normal, with a standard deviation of 4. What share of the units is saturated, with a sigmoid
# and with tanh? And which of the two saturates sooner?

# %% [markdown] zh
# ## 饱和
#
# 曲线平坦的地方，梯度传不回来。输入的分布越宽，还能学习的神经元越少。
#
# 设输入服从标准差为 4 的正态分布。用 sigmoid 和用 tanh，饱和的神经元各占多大比例？哪一个更容易饱和？

# %%
predict("saturated_sigmoids", None)
predict("saturated_tanhs", None)

# %%
spreads = np.array([0.5, 1, 2, 4, 8, 16])
normal = np.random.default_rng(0).standard_normal(20_000)
fig, ax = plt.subplots(figsize=(6, 3.5))
for kind, name in (("sigmoid", "saturated_sigmoids"), ("tanh", "saturated_tanhs")):
    with if_implemented():
        shares = [layers.saturation_fraction(s * normal, kind) for s in spreads]
        ax.plot(spreads, shares, "o-", label=kind)
        ax.legend()
        truth(name, shares[list(spreads).index(4)])
ax.set(xscale="log", xlabel=text("std of the inputs"), ylim=(0, 1))
ax.set_ylabel(text("share of saturated units"))
ax.set_xticks(spreads, [f"{s:g}" for s in spreads])
ax.grid(alpha=0.3)

# %% [markdown]
# ## The zig-zag of all-positive inputs
#
# A sigmoid gives positive outputs only. The gradient of a unit's weights is its (one) upstream number
# times its inputs: all of one sign. Two weights can then only rise together or fall together, and a
# step towards "one up, the other down" becomes a zig-zag.
#
# The weights begin at (-1, 1) and have to come to (1, -1): a distance of 2.83. How far is it still after 40
# steps where all inputs are positive? And where their mean is 0?

# %% [markdown] zh
# ## 输入全为正时的“之字形”
#
# sigmoid 的输出全是正数。一个神经元的权重梯度，等于它的上游梯度（一个数）乘以它的各个输入：所有分量同号。于是两个权重只能一起增大或一起减小，要走“一个增大、另一个减小”的方向，就只能走成“之字形”。
#
# 权重从 (-1, 1) 出发，目标是 (1, -1)，距离 2.83。走 40 步以后，输入全为正时离目标还有多远？输入均值为 0 时呢？

# %%
predict("distance_positive", None)
predict("distance_centred", None)

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


scores = 2 * np.random.default_rng(1).standard_normal((200, 2))
WAYS = {
    text("inputs: all positive (sigmoid)"): (layers.sigmoid_forward, "distance_positive"),
    text("inputs: mean 0 (tanh)"): (layers.tanh_forward, "distance_centred"),
}
fig, axes = plt.subplots(1, 2, figsize=(9, 4), sharex=True, sharey=True)
for ax, (title, (squash, name)) in zip(axes, WAYS.items()):
    ax.set(title=title, xlabel=text("first weight"), ylabel=text("second weight"))
    ax.grid(alpha=0.3)
    ax.plot(*target.ravel(), "*", color="C1", markersize=14)
    with if_implemented():
        path = descend(squash(scores)[0])
        ax.plot(*path.T, ".-", color="C0")
        truth(name, np.linalg.norm(path[-1] - target.ravel()))
fig.tight_layout()

# %% [markdown]
# ## A dying ReLU
#
# One step that is too large moves a unit so far that no example reaches it any more; then its gradient
# is 0 and it never comes back. A leaky ReLU has a gradient there and can come back. Two layers learn a
# function of 20 numbers: the share of the 100 hidden units that no example reaches, after 200 steps,
# the mean of ten draws.
#
# At the largest learning rate, 0.6: what share of the units is dead with ReLU, and what share does no example
# reach with the leaky one?

# %% [markdown] zh
# ## ReLU 神经元坏死
#
# 只要有一步走得太大，一个神经元就可能远离数据，再没有样本能激活它；此后它的梯度一直是 0，再也恢复不了。leaky ReLU 在那里还有梯度，有机会恢复。下面用两层网络学习一个 20 维输入的函数，看 200 步以后，100 个隐藏神经元里没有任何样本能激活的占多大比例（十次取平均）。
#
# 学习率最大（0.6）时：用 ReLU，坏死的神经元占多大比例？用 leaky ReLU，没有样本能激活的又占多大比例？

# %%
predict("dead_relus", None)
predict("unreached_leaky", None)

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
for label, name, forward, backward in (
    ("ReLU", "dead_relus", layers.relu_forward, layers.relu_backward),
    (
        text("leaky ReLU, 0.1"),
        "unreached_leaky",
        lambda x: layers.leaky_relu_forward(x, 0.1),
        layers.leaky_relu_backward,
    ),
):
    with if_implemented():
        draws = [[unreached(rate, forward, backward, k) for k in range(10)] for rate in rates]
        shares = np.mean(draws, axis=1)
        ax.plot(rates, shares, "o-", label=label)
        ax.legend()
        truth(name, shares[-1])
ax.set(xlabel=text("learning rate"), ylim=(-0.03, 1.03))
ax.set_ylabel(text("share of units no example reaches"))
ax.grid(alpha=0.3)

# %% [markdown]
# ## Convolution and pooling
#
# The two filters answer to vertical and to horizontal edges; pooling keeps the strongest answer of
# each 2 x 2 window.
#
# The image is a bright square with a dark one in its middle. How many of the 1,024 answers to vertical edges
# are not 0?

# %% [markdown] zh
# ## 卷积与池化
#
# 两个卷积核分别对竖直边缘和水平边缘有响应；池化在每个 2 x 2 的窗口里保留最强的响应。
#
# 图像是一个亮的正方形，中间有一个暗的小正方形。竖直边缘的 1024 个响应里，有多少个不是 0？

# %%
predict("answers_to_vertical_edges", None)

# %%
image = np.zeros((1, 1, 32, 32))
image[0, 0, 8:24, 8:24] = 1
image[0, 0, 14:18, 14:18] = 0
filters = np.array([[[[-1, 0, 1]] * 3], [[[-1] * 3, [0] * 3, [1] * 3]]], dtype=float)
pictures = {text("image"): image[0, 0]}
with if_implemented():
    edges, _ = layers.conv_forward(image, filters, np.zeros(2), {"stride": 1, "pad": 1})
    pictures[text("vertical edges")] = edges[0, 0]
    pictures[text("horizontal edges")] = edges[0, 1]
    truth("answers_to_vertical_edges", np.count_nonzero(edges[0, 0]))
    window = {"pool_height": 2, "pool_width": 2, "stride": 2}
    pooled, _ = layers.max_pool_forward(np.abs(edges), window)
    pictures[text("strongest of both, pooled")] = pooled[0].max(axis=0)
fig, axes = plt.subplots(1, 4, figsize=(12, 3.2))
for ax in axes:
    ax.axis("off")
for ax, (name, picture) in zip(axes, pictures.items()):
    ax.imshow(picture, cmap="gray")
    ax.set_title(f"{name}, {picture.shape[0]} x {picture.shape[1]}")
fig.tight_layout()

# %%
check("conv_forward")
