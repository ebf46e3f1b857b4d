# %% [markdown]
# # Normalization, seen
#
# Fill in `normalization.py`, save it, and run a cell again: the functions are loaded anew. This notebook
# is for looking; what is graded is `normalization.py`.
#
# Before some figures there is a question. Write your guess into the `predict(...)` cell **before** you run
# what follows; it is kept in `predictions.py` and shown beside the truth. Being wrong costs nothing: it is
# where one learns most.

# %% [markdown] zh
# # 看看归一化
#
# 补全 `normalization.py` 里的函数，保存，再运行一遍单元格：函数会自动重新加载。这个 notebook 只用来看；评分的是 `normalization.py`。
#
# 有些图前面有一个问题。**先**把猜测写进 `predict(...)` 单元格，再运行后面的内容；猜测保存在 `predictions.py` 里，与实际结果并排显示。猜错不扣分：猜错的地方，正是学到最多的地方。

# %%
# %load_ext autoreload
# %autoreload 2
from check import check
from autograder.student.notebook import begin, if_implemented, predict, text, truth  # before NumPy

import matplotlib.pyplot as plt
import numpy as np

import normalization

begin("en")

# %% [markdown]
# ## Activations that no longer depend on the scale of the weights
#
# Six layers of tanh, 512 units wide, with weights far too small (std 0.01), without and with BatchNorm before
# each activation. What is the std of the sixth layer's activations without it, and what with it?

# %% [markdown] zh
# ## 激活的幅度不再取决于权重的大小
#
# 六层 tanh，每层 512 个神经元，权重过小（标准差 0.01）；一种没有批量归一化，一种在每个激活函数之前都有。第六层激活的标准差，没有时是多少？有时又是多少？

# %%
predict("std_without", None)
predict("std_with", None)

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


ROWS = {
    text("without"): (False, "std_without"),
    text("with BatchNorm"): (True, "std_with"),
}
fig, axes = plt.subplots(2, LAYERS, figsize=(13, 4), sharex=True, sharey="row")
for row, (title, (normalise, name)) in zip(axes, ROWS.items()):
    row[0].set_ylabel(title)
    for ax in row:
        ax.set_yticks([])
    with if_implemented():
        for layer, (ax, h) in enumerate(zip(row, activations(normalise)), 1):
            ax.hist(h.ravel(), bins=50, range=(-1, 1))
            ax.set_title(text("layer {layer}: std {std:.3f}", layer=layer, std=h.std()))
        truth(name, h.std())
fig.tight_layout()

# %%
check("batchnorm_forward")

# %% [markdown]
# ## Training at large learning rates
#
# A network of three layers learns to tell two spirals apart, by gradient descent without and with BatchNorm.
# The learning rates are 0.03, 0.095, 0.3, 0.95, 3, 9.5 and 30.
#
# What is the largest of them at which the loss after 300 steps is below 0.1, without BatchNorm? And with it?

# %% [markdown] zh
# ## 用较大的学习率训练
#
# 三层网络学习区分两条螺线，用梯度下降，一种没有批量归一化，一种有。学习率依次是 0.03、0.095、0.3、0.95、3、9.5、30。
#
# 300 步之后损失低于 0.1 的，最大的学习率是哪一个？没有批量归一化时，和有的时候，各是多少？

# %%
predict("largest_rate_without", None)
predict("largest_rate_with", None)

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
for normalise, label, name in (
    (False, text("without"), "largest_rate_without"),
    (True, text("with BatchNorm"), "largest_rate_with"),
):
    with if_implemented():
        finals = np.array([np.nan_to_num(train(r, normalise)[-1], nan=9, posinf=9) for r in rates])
        ax.plot(rates, np.minimum(finals, 1), "o-", label=label)
        ax.legend()
        truth(name, max(rates[finals < 0.1], default=0.0))
ax.axhline(np.log(2), color="gray", lw=0.8)
ax.text(rates[0], np.log(2) + 0.02, text("guessing"), color="gray")
ax.set(xscale="log", ylim=(-0.05, 1.05), xlabel=text("learning rate"))
ax.set_ylabel(text("loss after 300 steps (cut at 1)"))
ax.grid(alpha=0.3)

# %% [markdown]
# ## Train against test mode
#
# In training every batch is normalised by its own mean: the same example gives another answer in every
# batch. In test mode the running averages are used, and the answer is one.
#
# The data have mean 3 and std 2, so the number 5 should become 1. It is put into 60 batches of 16. How far do
# the 60 answers in train mode lie apart, as their std? And how many batches does it take until the running
# averages, which begin at zeros, give at most 1.2 for good?

# %% [markdown] zh
# ## 训练模式与测试模式
#
# 训练时，每个批次用自己的均值和方差归一化：同一个样本在不同的批次里得到不同的结果。测试模式用滑动平均，结果只有一个。
#
# 数据的均值是 3，标准差是 2，所以 5 应当变成 1。把 5 放进 60 个大小为 16 的批次。训练模式下的 60 个结果相差多大（用标准差表示）？滑动平均从零开始，要经过多少个批次，它给出的结果才不再超过 1.2？

# %%
predict("spread_in_training", None)
predict("batches_until_settled", None)

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
ax.plot(answers, ".", label=text("train mode: by its batch"))
ax.plot(running, label=text("test mode: by the running averages so far"))
ax.axhline(1.0, color="gray", lw=0.8)
ax.set(xlabel=text("batch"), ylabel=text("the number 5, normalised"), ylim=(-1, 6))
ax.legend()
truth("spread_in_training", np.std(answers))
truth("batches_until_settled", 2 + np.flatnonzero(np.array(running) > 1.2).max(initial=-1))

# %% [markdown]
# ## Which axes?
#
# The mean of one batch of images (N = 4, C = 6), drawn as one square for each image and channel: what
# has one colour was normalised together.

# %% [markdown] zh
# ## 在哪些轴上？
#
# 一批图像（N = 4，C = 6），每幅图像的每个通道画成一个方格：颜色相同的方格一起归一化，共用一个均值。

# %%
N, C, G = 4, 6, 2
GROUPS = {
    text("BatchNorm: a channel"): np.tile(np.arange(C), (N, 1)),
    text("LayerNorm: an image"): np.tile(np.arange(N)[:, None], (1, C)),
    text("InstanceNorm: each"): np.arange(N * C).reshape(N, C),
    text("GroupNorm, G = {groups}", groups=G): np.arange(N)[:, None] * G + np.arange(C)[None] // (C // G),
}
fig, axes = plt.subplots(1, 4, figsize=(12, 2.8))
for ax, (name, together) in zip(axes, GROUPS.items()):
    ax.imshow(together, cmap="turbo")
    ax.set(title=name, xlabel=text("channel"), ylabel=text("image"), xticks=range(C), yticks=range(N))
fig.tight_layout()

# %% [markdown]
# And your functions do so: after each of them, the means over those groups are 0.
#
# After BatchNorm the mean of a whole channel is 0. How large, in absolute value, is then the largest mean of a
# *single* image's channel? And after InstanceNorm?

# %% [markdown] zh
# 你写的函数也是这样：归一化之后，各组的均值都是 0。
#
# 批量归一化之后，整个通道的均值是 0。那么*单幅*图像的一个通道，均值的绝对值最大是多少？实例归一化之后呢？

# %%
predict("mean_of_one_after_batchnorm", None)
predict("mean_of_one_after_instancenorm", None)

# %%
images = 1 + np.random.default_rng(5).standard_normal((N, C, 5, 5)) * np.arange(1, C + 1).reshape(1, C, 1, 1)
ones, zeros = np.ones(C), np.zeros(C)
LAYERS_OF_IMAGES = {
    "BatchNorm": lambda x: normalization.spatial_batchnorm_forward(x, ones, zeros, {"mode": "train"}),
    "InstanceNorm": lambda x: normalization.instancenorm_forward(x, ones, zeros, {}),
    "GroupNorm": lambda x: normalization.spatial_groupnorm_forward(x, ones, zeros, G, {}),
}
for name, layer in LAYERS_OF_IMAGES.items():
    with if_implemented():
        out, _ = layer(images)
        means = {
            text("a channel"): np.abs(out.mean(axis=(0, 2, 3))).max(),
            text("each"): np.abs(out.mean(axis=(2, 3))).max(),
            text("a group"): np.abs(out.reshape(N, G, -1).mean(axis=2)).max(),
        }
        print(f"{name:<13}", "   ".join(f"{what}: {mean:.1e}" for what, mean in means.items()))
        if name in ("BatchNorm", "InstanceNorm"):
            truth(f"mean_of_one_after_{name.lower()}", means[text("each")])

# %%
check("layernorm_forward")
