# %% [markdown]
# # Describing images, seen
#
# Fill in `captioning.py`, save it, and run a cell again: the functions are loaded anew. This notebook is
# for looking; what is graded is `captioning.py`. Layers and Adam are your own, of hw1 and hw4.

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import captioning
import layers
import training
from check import check

WORDS = ["", "<start>", "<end>", "left", "of", "above", "red", "green", "blue", "yellow"]
WORDS += ["circle", "square", "triangle", "cross", "a"]
PALETTE = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]])

# %% [markdown]
# ## The scenes
#
# They are generated, not photographed. Each has exactly one right caption: of two shapes the left or the
# upper one is named first.

# %%
with np.load("files/scenes.npz") as archive:
    cells, captions, filters = (archive[key] for key in ("cells", "captions", "filters"))
captions = captions.astype(int)
images = PALETTE[cells].transpose(0, 3, 1, 2)
TRAIN, TEST = slice(0, 3000), slice(3000, 3500)


def show(ax, number):
    """A scene without ticks."""
    ax.imshow(np.where(cells[number][..., None] > 0, PALETTE[cells[number]], 0.93))
    ax.set(xticks=[], yticks=[])


def sentence(words):
    return " ".join(WORDS[word] for word in words if word > 2)


fig, axes = plt.subplots(2, 5, figsize=(14, 6))
for number, ax in enumerate(axes.flat):
    show(ax, number)
    said = sentence(captions[number]).replace(" left", "\nleft").replace(" above", "\nabove")
    ax.set_title(said, fontsize=9)
fig.subplots_adjust(hspace=0.35)

# %% [markdown]
# ## What the network is told of an image
#
# Sixteen filters of 5×5, drawn once and never trained; your convolution, ReLU and pooling; then all features
# are centred and divided by one number. Everything that is learnt is learnt behind them. Two scenes, and what
# five of the filters answer.

# %%
def maps_of(images):
    """Features before they are standardised, (N, 16, 7, 7), by your own layers."""
    found = []
    for start in range(0, len(images), 250):
        conv = {"stride": 1, "pad": 2}
        out, _ = training.fast_conv_forward(images[start : start + 250], filters, np.zeros(16), conv)
        out, _ = layers.relu_forward(out)
        out, _ = layers.max_pool_forward(out, {"pool_height": 2, "pool_width": 2, "stride": 2})
        found.append(out)
    return np.concatenate(found)


maps = maps_of(images).reshape(len(images), -1)
centre, spread = maps[TRAIN].mean(axis=0), maps[TRAIN].std()
features = (maps - centre) / spread

fig, axes = plt.subplots(2, 6, figsize=(13, 4.4))
for row, number in zip(axes, (7, 1)):
    show(row[0], number)
    for ax, k in zip(row[1:], range(0, 15, 3)):
        ax.imshow(maps[number].reshape(16, 7, 7)[k], cmap="viridis", vmax=maps[:50].max())
        ax.set(xticks=[], yticks=[], title=f"filter {k}" if number == 7 else "")
fig.tight_layout()

# %% [markdown]
# ## Learning to talk
#
# 64 hidden units, words of 32 numbers, 600 steps of Adam. The dashed lines are what one gets without
# looking: always the most frequent word of each place, and the trained network when it is shown *another*
# image. Where a program comes no higher than the second line, it has learnt the language, and not to see.

# %%
def begin(seed=0, hidden=64, size=32):
    rng = np.random.default_rng(seed)
    shapes = {"Wp": (784, hidden), "bp": (hidden,), "We": (15, size), "Wx": (size, hidden)}
    shapes |= {"Wh": (hidden, hidden), "b": (hidden,), "Wv": (hidden, 15), "bv": (15,)}
    params = {key: rng.standard_normal(shape) * shape[0] ** -0.5 for key, shape in shapes.items()}
    return {key: 0 * value if key[0] == "b" else value for key, value in params.items()}, rng


def score(params, features=features[TEST]):
    return captioning.caption_scores(captioning.greedy_captions(params, features, 9), captions[TEST, 1:])


def learn(steps=600, rate=5e-3, every=50):
    params, rng = begin()
    configs, losses, scores = {key: {} for key in params}, [], []
    for step in range(steps):
        rows = rng.integers(0, 3000, 64)
        loss, grads = captioning.caption_loss(params, features[rows], captions[rows])
        losses.append(loss)
        for key in params:
            config = {**configs[key], "learning_rate": rate * (1 - step / steps)}
            params[key], configs[key] = training.adam(params[key], grads[key], config)
        if (step + 1) % every == 0:
            scores.append((step + 1, score(params)))
    return params, losses, scores


params, losses, scores = learn()
places = captions[TRAIN, 1:]
usual = np.array([np.bincount(column).argmax() for column in places.T])
blind = captioning.caption_scores(np.tile(usual, (500, 1)), captions[TEST, 1:])
other = score(params, features[TEST][np.random.default_rng(1).permutation(500)])

fig, (left, right) = plt.subplots(1, 2, figsize=(12, 3.8))
left.plot(losses)
left.set(xlabel="step", ylabel="loss (nats a caption)", title="training")
for key, colour in (("token", "C0"), ("exact", "C1")):
    right.plot([step for step, _ in scores], [found[key] for _, found in scores], "o-", color=colour, label=key)
    right.axhline(blind[key], color=colour, ls=":", lw=1)
    right.axhline(other[key], color=colour, ls="--", lw=1)
right.set(xlabel="step", ylim=(0, 1), title="unseen scenes (dotted: usual words, dashed: another image)")
right.legend()
fig.tight_layout()
for name, found in (("trained", scores[-1][1]), ("another image", other), ("usual words", blind)):
    print(f"{name:<14} words {found['token']:.3f}   whole captions {found['exact']:.3f}")

# %%
check("caption_loss")

# %% [markdown]
# ## What it says of scenes that it has never seen
#
# Wrong words are red. Colours and places are mostly right; the shape is the hard one: these filters were
# never trained to tell a circle from a square.

# %%
said = captioning.greedy_captions(params, features[TEST], 9)


def write(ax, found, right):
    """A caption above the scene in lines of three words, wrong words in red."""
    words = [(WORDS[f], f != r) for f, r in zip(found, right) if f > 2]
    for place, (word, wrong) in enumerate(words):
        line, column = divmod(place, 3)
        x, y = (0.0, 0.3, 0.65)[column], 1.3 - 0.12 * line
        ax.text(x, y, word, transform=ax.transAxes, fontsize=8, color="red" if wrong else "black")


fig, axes = plt.subplots(3, 6, figsize=(14, 9))
for number, ax in enumerate(axes.flat):
    show(ax, 3000 + number)
    write(ax, said[number], captions[3000 + number, 1:])
fig.subplots_adjust(hspace=0.6)

# %%
KINDS = {"a": [14], "colour": [6, 7, 8, 9], "shape": [10, 11, 12, 13], "left of, above": [3, 4, 5], "end": [2]}
truth = captions[TEST, 1:]
fig, ax = plt.subplots(figsize=(7, 3.2))
for place, (kind, words) in enumerate(KINDS.items()):
    there = np.isin(truth, words)
    share = np.mean(said[there] == truth[there])
    ax.bar(place, share, color="C0")
    ax.text(place, share + 0.02, f"{share:.2f}", ha="center")
ax.set(xticks=range(len(KINDS)), xticklabels=KINDS, ylim=(0, 1.1), ylabel="right", title="which words are right")

# %% [markdown]
# ## Where does it look?
#
# One quarter of every scene is painted with background before its features are computed. If the network
# looked nowhere in particular, hiding a quarter would cost the same everywhere, and nothing in the share of
# words that need no look.

# %%
fig, axes = plt.subplots(1, 5, figsize=(14, 3))
for ax, (name, rows, columns) in zip(axes, (
    ("nothing hidden", slice(0, 0), slice(0, 0)), ("upper left", slice(0, 7), slice(0, 7)),
    ("upper right", slice(0, 7), slice(7, 14)), ("lower left", slice(7, 14), slice(0, 7)),
    ("lower right", slice(7, 14), slice(7, 14)),
)):
    hidden = images[TEST].copy()
    hidden[:, :, rows, columns] = 0
    found = score(params, (maps_of(hidden).reshape(500, -1) - centre) / spread)
    picture = hidden[0].transpose(1, 2, 0)
    ax.imshow(np.where(picture.max(axis=2, keepdims=True) > 0, picture, 0.93))
    ax.set(xticks=[], yticks=[], title=f"{name}\nwords {found['token']:.2f}, exact {found['exact']:.2f}")
fig.tight_layout()

# %% [markdown]
# ## The state, word by word
#
# The 64 hidden units of two captions: a row a step. Some units hold a colour until it has been said, some
# count, some change with every word.

# %%
def states(number):
    h = features[number : number + 1] @ params["Wp"] + params["bp"]
    found, word, words = [], 1, []
    for _ in range(9):
        h, _ = captioning.rnn_step_forward(
            params["We"][[word]], h, params["Wx"], params["Wh"], params["b"]
        )
        word = int(np.argmax(h @ params["Wv"] + params["bv"]))
        found.append(h[0])
        words.append(WORDS[word])
        if word == 2:
            break
    return np.array(found), words


fig, axes = plt.subplots(2, 2, figsize=(13, 5.6), gridspec_kw={"width_ratios": [1, 4]})
for (left, right), number in zip(axes, (3001, 3005)):
    show(left, number)
    found, words = states(number)
    right.imshow(found, cmap="RdBu", vmin=-1, vmax=1, aspect="auto")
    right.set(yticks=range(len(words)), yticklabels=words, xticks=[])
axes[1, 1].set_xlabel("hidden unit (blue 1, red -1)")
fig.tight_layout()

# %% [markdown]
# ## Bonus: looking ahead
#
# The same network with beam search. A caption that is more probable is not always the right one.

# %%
try:
    for width in (1, 2, 5):
        found, log_p = captioning.beam_search(params, features[TEST][:200], width, 9)
        scored = captioning.caption_scores(found, truth[:200])
        bleu = captioning.bleu(found, truth[:200], 4)
        print(
            f"width {width}: log p {log_p.mean():.3f}   words {scored['token']:.3f}   "
            f"whole captions {scored['exact']:.3f}   BLEU-4 {bleu:.3f}"
        )
except NotImplementedError as missing:
    print(f"{missing} is a bonus question: nothing to see without it")
