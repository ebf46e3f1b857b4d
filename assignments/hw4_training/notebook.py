# %% [markdown]
# # Training, seen
#
# Fill in `training.py`, save it, and run a cell again: the functions are loaded anew. This notebook is
# for looking; what is graded is `training.py`.
#
# Before each figure there is a question. Write your guess into the `predict(...)` cell **before** you
# run what follows; it is kept in `predictions.py` and shown beside the truth. Being wrong costs
# nothing, and is where one learns most: a guess for every figure is worth a quarter of a point,
# whatever it says, if you hand `predictions.py` in with `training.py`.

# %%
# %load_ext autoreload
# %autoreload 2
from check import check
from autograder.student.notebook import begin, predict, truth  # before NumPy

import matplotlib.pyplot as plt
import numpy as np

import training

begin("en")

# %% [markdown]
# The digits: 1,000 for training, 300 for validation, 497 for the test, which is not touched before the
# last cells. Pixels are standardised by one mean and one deviation, those of the training set.

# %%
with np.load("files/digits.npz") as archive:
    pixels, labels = archive["images"][:, None] / 16.0, archive["labels"].astype(int)
images = (pixels - pixels[:1000].mean()) / pixels[:1000].std()
background = images.min()  # a pixel without ink
data = {"X": images[:1000], "y": labels[:1000], "X_val": images[1000:1300], "y_val": labels[1000:1300]}
X_test, y_test = images[1300:], labels[1300:]

MLP = {"input": (1, 8, 8), "conv": [], "hidden": [64, 64], "classes": 10}
MLP |= {"batchnorm": True, "init": "he", "keep": 1.0}
HYPER = {"rule": "sgd_momentum", "schedule": {"kind": "constant", "base": 0.1}, "batch_size": 50}
HYPER |= {"strength": 0.0, "max_norm": None, "patience": None}


def run(config, hyper=HYPER, epochs=10, seed=0, data=data):
    """A training from the beginning: parameters, state and history."""
    rng = np.random.default_rng(seed)
    params, state = training.init_network(config, rng)
    orders = training.epoch_orders(len(data["X"]), epochs, rng)
    with np.errstate(all="ignore"):  # some rates are meant to be too large
        history = training.train(params, state, data, config, {**hyper, "rng": rng}, orders)
    return params, state, history


def constant(rate, rule="sgd_momentum", **more):
    return {**HYPER, "rule": rule, "schedule": {"kind": "constant", "base": rate}, **more}


# %% [markdown]
# ## Batch normalization's claims in one picture
#
# Six hidden layers of 64 units, plain gradient descent, five epochs: 5 initializations × 7 learning
# rates, without and with batch normalization, 70 trainings, the mean of three seeds.
#
# How many of the 35 fields without batch normalization reach 90 % of the validation set? How many with it?

# %%
predict("fields_without", None)
predict("fields_with", None)

# %%
RATES = (0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
INITS = {"std 0.001": 0.001, "std 0.01": 0.01, "Xavier": "xavier", "He": "he", "std 1": 1.0}
reached = np.zeros((2, len(INITS), len(RATES)))
for seed in range(3):
    for b, batchnorm in enumerate((False, True)):
        for i, init in enumerate(INITS.values()):
            for j, rate in enumerate(RATES):
                deep = {**MLP, "hidden": [64] * 6, "batchnorm": batchnorm, "init": init}
                reached[b, i, j] += run(deep, constant(rate, "sgd"), 5, seed)[2]["val_accuracy"][-1] / 3

fig, axes = plt.subplots(1, 2, figsize=(13, 4), sharey=True)
for ax, table, title in zip(axes, reached, ("without", "with batch normalization")):
    ax.imshow(table, vmin=0, vmax=1, cmap="viridis", aspect="auto")
    for (i, j), value in np.ndenumerate(table):
        ax.text(j, i, f"{value:.2f}", ha="center", va="center", color="black" if value > 0.6 else "white")
    ax.set(title=title, xlabel="learning rate", xticks=range(len(RATES)), xticklabels=RATES)
axes[0].set(yticks=range(len(INITS)), yticklabels=INITS)
fig.suptitle("validation accuracy after five epochs, six hidden layers")
fig.tight_layout()
truth("fields_without", np.sum(reached[0] >= 0.9))
truth("fields_with", np.sum(reached[1] >= 0.9))

# %% [markdown]
# *Gradient flow*: three rows on the left do not move at all, at no learning rate. *Larger rates*: look at
# the right columns. *Less sensitive to the initialization*: look at the rows. How many fields reach 90 %
# changes a little with the seed; the picture does not. That it regularises cannot be seen here.
#
# The same before any training: how large is the gradient of each layer's weights? For how many of the
# five initializations is that of the first layer below a millionth, without batch normalization?

# %%
predict("faded_gradients", None)

# %%
faded = 0
fig, axes = plt.subplots(1, 2, figsize=(11, 3.6), sharey=True)
for ax, batchnorm in zip(axes, (False, True)):
    for name, init in INITS.items():
        deep = {**MLP, "hidden": [64] * 6, "batchnorm": batchnorm, "init": init}
        params, state = training.init_network(deep, np.random.default_rng(0))
        report = training.sanity_checks(params, state, data["X"][:200], data["y"][:200], deep)
        norms = [max(norm, 1e-20) for norm in report["gradient_norms"].values()]
        faded += not batchnorm and norms[0] < 1e-6
        ax.semilogy(range(1, 8), norms, "o-", label=name)
    ax.set(title="with batch normalization" if batchnorm else "without", xlabel="layer")
    ax.grid(alpha=0.3)
axes[0].set_ylabel("norm of the gradient of W")
axes[1].legend()
fig.tight_layout()
truth("faded_gradients", faded)

# %%
check("sanity_checks")

# %% [markdown]
# ## Four rules, four schedules
#
# Which rule has the lowest training loss after ten epochs, each at its usual rate (SGD 0.1, momentum 0.1,
# RMSProp 0.001, Adam 0.003)? Answer with a word: "sgd", "sgd_momentum", "rmsprop" or "adam".

# %%
predict("best_rule", None)

# %%
def smooth(values, width=10):
    return np.convolve(values, np.ones(width) / width, mode="valid")


fig, (left, middle, right) = plt.subplots(1, 3, figsize=(14, 3.8))
ends = {}
for rule, rate in (("sgd", 0.1), ("sgd_momentum", 0.1), ("rmsprop", 0.001), ("adam", 0.003)):
    losses = run(MLP, constant(rate, rule))[2]["loss"]
    left.semilogy(smooth(losses), label=f"{rule}, {rate}")
    ends[rule] = np.mean(losses[-20:])
    print(f"{rule:<13} mean loss of the last 20 steps: {ends[rule]:.4f}")
truth("best_rule", min(ends, key=ends.get))
left.set(xlabel="step", ylabel="training loss (mean over 10 steps)", title="rules")
left.legend()
SCHEDULES = {
    "constant": {"kind": "constant", "base": 0.3},
    "step": {"kind": "step", "base": 0.3, "factor": 0.3, "every": 60},
    "cosine": {"kind": "cosine", "base": 0.3, "total": 200},
    "warm-up": {"kind": "warmup", "base": 0.3, "warmup": 30, "total": 200},
}
for name, schedule in SCHEDULES.items():
    history = run(MLP, {**HYPER, "schedule": schedule})[2]
    middle.semilogy(smooth(history["loss"]), label=name)
    right.plot(history["rate"], label=name)
middle.set(xlabel="step", title="momentum with four schedules")
right.set(xlabel="step", title="their learning rates")
right.legend()
fig.tight_layout()

# %% [markdown]
# ## Learning by heart
#
# A hundred examples only, the mean of three seeds. The training set is soon known by heart; what is
# learnt of digits is what the validation set says. By how much does the better one of weight decay and
# dropout lift the dashed line?

# %%
predict("gain_of_regularisation", None)

# %%
few = {**data, "X": data["X"][:100], "y": data["y"][:100]}
BIG = {**MLP, "hidden": [200, 200], "batchnorm": False}
WAYS = {
    "plain": (BIG, constant(0.3, "sgd")),
    "weight decay 0.03": (BIG, constant(0.3, "sgd", strength=0.03)),
    "dropout, keep 0.5": ({**BIG, "keep": 0.5}, constant(0.3, "sgd")),
}


def curves(config, hyper, seed, epochs=40):
    """Training and validation accuracy after every epoch; gradient descent needs no memory."""
    rng = np.random.default_rng(seed)
    params, state = training.init_network(config, rng)
    found = []
    for order in training.epoch_orders(100, epochs, rng):
        history = training.train(params, state, few, config, {**hyper, "rng": rng}, order[None])
        known = training.predict(params, state, few["X"], config).argmax(axis=1) == few["y"]
        found.append([np.mean(known), history["val_accuracy"][0]])
    return np.array(found)


fig, axes = plt.subplots(1, 3, figsize=(13, 3.6), sharey=True)
last = {}
for ax, (name, (config, hyper)) in zip(axes, WAYS.items()):
    mean = np.mean([curves(config, hyper, seed) for seed in range(3)], axis=0)
    best, stopped = training.best_epoch([float(a) for a in mean[:, 1]], 8)
    ax.plot(mean[:, 0], label="training")
    ax.plot(mean[:, 1], "--", label="validation")
    ax.axvline(stopped, color="gray", lw=0.8)
    ax.plot(best, mean[best, 1], "ko")
    ax.set(title=name, xlabel="epoch", ylim=(0.5, 1.01))
    last[name] = mean[-10:, 1].mean()
    print(f"{name:<18} validation accuracy, mean of the last ten epochs: {last[name]:.3f}")
axes[0].set_ylabel("accuracy (dot: best epoch, line: stop)")
axes[0].legend()
fig.tight_layout()
truth("gain_of_regularisation", max(last.values()) - last["plain"])

# %% [markdown]
# It helps a little, by less than a point. More examples help more: with all 1,000 the same network reaches
# 0.96.

# %% [markdown]
# ## Before and while training: the checks
#
# The first loss should be log 10 = 2.303. How large is it where the last layer is initialised like the
# others?

# %%
predict("loss_without_factor", None)

# %%
rng = np.random.default_rng(0)
params, state = training.init_network(MLP, rng)
X, y = data["X"][:200], data["y"][:200]
loud = {**params, "W3": 100 * params["W3"]}
dead = run({**MLP, "batchnorm": False}, constant(3.0, "sgd"), 1)[:2]
alive = run({**MLP, "batchnorm": False}, constant(0.1, "sgd"), 1)[:2]
plain = {**MLP, "batchnorm": False}
print(f"{'':<34}{'loss':>8}{'log C':>8}   dead ReLUs   gradient norms")
for name, ps, st, config in (
    ("as it should be", params, state, MLP),
    ("last layer like the others", loud, state, MLP),
    ("after an epoch with rate 0.1", *alive, plain),
    ("after an epoch with rate 3", *dead, plain),
):
    with np.errstate(all="ignore"):
        report = training.sanity_checks(ps, st, X, y, config)
    dead_units = "  ".join(f"{share:.2f}" for share in report["dead_relus"])
    norms = "  ".join(f"{norm:.1e}" for norm in report["gradient_norms"].values())
    loss, expected = report["initial_loss"], report["expected_loss"]
    print(f"{name:<34}{loss:8.3f}{expected:8.3f}   {dead_units}   {norms}")
truth("loss_without_factor", training.sanity_checks(loud, state, X, y, MLP)["initial_loss"])

# %% [markdown]
# The steps themselves: how far do the weights of a layer move in one step, relative to their size? About
# a thousandth is a usual figure. Which is it for the first layer here, the median of all steps?

# %%
predict("step_over_size", None)

# %%
fig, ax = plt.subplots(figsize=(7, 3.6))
rng = np.random.default_rng(0)
params, state = training.init_network(MLP, rng)
ratios = {key: [] for key in ("W1", "W2", "W3")}
for step in range(160):
    before = dict(params)
    chosen = rng.permutation(1000)[None, :50]  # an epoch of one batch is one step
    training.train(params, state, data, MLP, constant(0.1, "sgd"), chosen)
    for key, values in ratios.items():
        values.append(np.linalg.norm(params[key] - before[key]) / np.linalg.norm(before[key]))
for key, values in ratios.items():
    ax.semilogy(values, label=key)
ax.axhline(1e-3, color="gray", lw=0.8)
ax.set(xlabel="step", ylabel="size of the step / size of W", title="gradient descent, rate 0.1")
ax.legend()
truth("step_over_size", np.median(ratios["W1"]))

# %% [markdown]
# ## Random search
#
# Forty trials of five epochs. Learning rates are drawn uniformly in their logarithm. Which rate will
# the best one have?

# %%
predict("best_rate", None)

# %%
space = {"rate": ("log", 1e-3, 3.0), "keep": ("uniform", 0.4, 1.0)}
trials = training.sample_hyperparameters(space, 40, np.random.default_rng(0))
for number, trial in enumerate(trials):
    config = {**MLP, "keep": trial["keep"]}
    trial["val_accuracy"] = run(config, constant(trial["rate"]), 5, number)[2]["val_accuracy"][-1]
best = training.select_best(trials)
fig, ax = plt.subplots(figsize=(7, 3.8))
dots = ax.scatter(
    [t["rate"] for t in trials], [t["val_accuracy"] for t in trials], c=[t["keep"] for t in trials]
)
ax.plot(trials[best]["rate"], trials[best]["val_accuracy"], "ro", mfc="none", ms=14)
ax.set(xscale="log", xlabel="learning rate", ylabel="validation accuracy", title="40 trials")
fig.colorbar(dots, label="keep")
print("best:", {key: round(float(value), 4) for key, value in trials[best].items()})
truth("best_rate", trials[best]["rate"])

# %% [markdown]
# ## What the first layer sees
#
# The filters of a convolutional network, before and after training. How far do they move, relative to
# their size (the norm of the difference over the norm before)?

# %%
predict("filters_moved", None)

# %%
CONV = {**MLP, "conv": [16], "hidden": [64]}
before, _ = training.init_network(CONV, np.random.default_rng(0))
conv_params, conv_state, history = run(CONV, constant(0.05), 5)
print("validation accuracy:", history["val_accuracy"])
fig, axes = plt.subplots(2, 16, figsize=(13, 2.2))
for row, (name, filters) in zip(axes, (("before", before["W1"]), ("after", conv_params["W1"]))):
    for ax, image in zip(row, filters[:, 0]):
        ax.imshow(image, cmap="RdBu", vmin=-np.abs(filters).max(), vmax=np.abs(filters).max())
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(name)
difference = np.linalg.norm(conv_params["W1"] - before["W1"])
truth("filters_moved", difference / np.linalg.norm(before["W1"]))

# %% [markdown]
# ## May the label stay?
#
# An augmentation must not change what is seen. The trained network is shown the validation images as they
# are, mirrored, upside down, and moved by one pixel. How many does it still recognise, moved by one pixel
# to the right?

# %%
predict("moved_by_one_pixel", None)

# %%
def accuracy(params, state, config, X, y):
    return np.mean(training.predict(params, state, X, config).argmax(axis=1) == y)


X_val, y_val = data["X_val"], data["y_val"]
moved = training.shift_images(X_val, 0, 1, background)
VIEWS = {"as it is": X_val, "mirrored": X_val[..., ::-1], "upside down": X_val[:, :, ::-1], "moved": moved}
fig, axes = plt.subplots(1, 4, figsize=(11, 3.6))
two = np.flatnonzero(y_val == 2)[0]
for ax, (name, view) in zip(axes, VIEWS.items()):
    p = training.predict(conv_params, conv_state, view[two : two + 1], CONV)[0]
    ax.imshow(view[two, 0], cmap="gray_r")
    share = accuracy(conv_params, conv_state, CONV, view, y_val)
    ax.set(title=f"{name}: a {p.argmax()} ({p.max():.2f})\nall images: {share:.2f}", xticks=[], yticks=[])
fig.tight_layout()
truth("moved_by_one_pixel", accuracy(conv_params, conv_state, CONV, moved, y_val))

# %% [markdown]
# These digits fill their frame of 8×8 pixels, so a shift by one pixel is a large one. A network that was
# trained with moved images as well knows them.
#
# ## The last cell: the test set
#
# Everything has been chosen; now, and only now, the test set. Five networks of each kind: alone, as an
# ensemble, with test-time augmentation over five shifts. How much does the augmentation gain for the
# network that was trained without shifts (negative: lose)?

# %%
predict("gain_of_tta_plain", None)

# %%
OFFSETS = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
fig, axes = plt.subplots(1, 2, figsize=(13, 4.2), gridspec_kw={"width_ratios": [1.6, 1]})
groups, ensemble = {}, None
for name, shifted in (("plain", False), ("trained with shifts", True)):
    members, alone, tta = [], [], []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        given = data
        if shifted:  # the images twice: as they are, and moved
            extra = training.random_shift(data["X"], 1, rng, background)
            given = {**data, "X": np.concatenate([data["X"], extra]), "y": np.tile(data["y"], 2)}
        params, state, _ = run(CONV, constant(0.05), 5, seed, given)
        members.append(training.predict(params, state, X_test, CONV))
        alone.append(np.mean(members[-1].argmax(axis=1) == y_test))
        seen = training.tta_probabilities(params, state, X_test, CONV, OFFSETS, background)
        tta.append(np.mean(seen.argmax(axis=1) == y_test))
    together = training.ensemble_probabilities(members)
    ensemble = together if ensemble is None else ensemble
    groups[f"{name},\nalone"] = alone
    groups[f"{name},\nensemble"] = [np.mean(together.argmax(axis=1) == y_test)]
    groups[f"{name},\nalone, TTA"] = tta
    aside = accuracy(params, state, CONV, training.shift_images(X_test, 0, 1, background), y_test)
    print(f"{name:<20} alone {np.mean(alone):.4f}   TTA {np.mean(tta):.4f}   moved {aside:.4f}")
truth("gain_of_tta_plain", np.mean(groups["plain,\nalone, TTA"]) - np.mean(groups["plain,\nalone"]))
for place, (name, values) in enumerate(groups.items()):
    axes[0].bar(place, np.mean(values), color="C0" if place < 3 else "C1", alpha=0.6)
    axes[0].plot([place] * len(values), values, "k.")
axes[0].set(xticks=range(6), ylim=(0.9, 1), ylabel="test accuracy")
axes[0].set_xticklabels(groups, fontsize=8)
confusion = training.confusion_matrix(y_test, ensemble.argmax(axis=1), 10)
axes[1].imshow(np.log1p(confusion), cmap="Blues")
for (i, j), count in np.ndenumerate(confusion):
    if count:
        axes[1].text(j, i, count, ha="center", va="center", color="white" if i == j else "black")
axes[1].set(xlabel="predicted", ylabel="truth", xticks=range(10), yticks=range(10), title="the plain ensemble")
fig.tight_layout()

# %% [markdown]
# The twelve images to whose truth the ensemble gives the least probability: truth → prediction. Would you
# have known? And how many of the 497 does it get wrong?

# %%
predict("ensemble_errors", None)

# %%
right = ensemble[np.arange(len(y_test)), y_test]
worst = np.argsort(right)[:12]
fig, axes = plt.subplots(1, 12, figsize=(13, 1.8))
for ax, number in zip(axes, worst):
    ax.imshow(X_test[number, 0], cmap="gray_r")
    ax.set(title=f"{y_test[number]} → {ensemble[number].argmax()}", xticks=[], yticks=[])
truth("ensemble_errors", np.sum(ensemble.argmax(axis=1) != y_test))

# %%
check("train")

# %%
check("predictions")
