# %% [markdown]
# # Go, seen
#
# Fill in `go.py`, save it, and run a cell again: the functions are loaded anew. This notebook is for
# looking; what is graded is `go.py`. The network's part (from "The network" on) needs no rules.

# %%
# %load_ext autoreload
# %autoreload 2
import matplotlib.pyplot as plt
import numpy as np

import go
from check import check

# %% [markdown]
# 210 games that GNU Go played against itself, and their positions.

# %%
with np.load("files/go_games.npz") as archive:
    games = archive["games"]
with np.load("files/go_positions.npz") as archive:
    positions = {name: archive[name] for name in archive.files}


def draw(ax, board, title=""):
    """Draw a board (9, 9) of 0, 1 and -1."""
    n = len(board)
    ax.set(xlim=(-0.6, n - 0.4), ylim=(n - 0.4, -0.6), aspect="equal", xticks=[], yticks=[], title=title)
    ax.set_facecolor("#dcb35c")
    for line in range(n):
        ax.plot([0, n - 1], [line, line], color="black", linewidth=0.5, zorder=1)
        ax.plot([line, line], [0, n - 1], color="black", linewidth=0.5, zorder=1)
    for (row, column), stone in np.ndenumerate(board):
        if stone:
            face = "black" if stone == 1 else "white"
            ax.scatter(column, row, s=150, color=face, edgecolor="black", zorder=2)


def replayed(game, moves):
    """The board after some moves of a game, by your ``play``: board, colour to move, ko."""
    board, ko = np.zeros((9, 9), dtype=int), None
    for turn, move in enumerate(map(int, games[game, :moves])):
        if move < 81:
            board, ko = go.play(board, divmod(move, 9), 1 if turn % 2 == 0 else -1, ko)
        else:
            ko = None
    return board, 1 if moves % 2 == 0 else -1, ko


# %% [markdown]
# ## The rules
#
# A position after 42 moves, and each stone's liberties: those of its group. A 1 is *atari*: the group can be
# taken by the next move. Beside it, where black and where white may play.

# %%
board, colour, ko = replayed(138, 42)
fig, axes = plt.subplots(1, 3, figsize=(12, 4.2))
draw(axes[0], board, "liberties")
for row, column in np.argwhere(board):
    _, liberties = go.group_liberties(board, (int(row), int(column)))
    ink = "white" if board[row, column] == 1 else "black"
    axes[0].text(column, row, int(liberties.sum()), color=ink, ha="center", va="center", fontsize=8)
for ax, player, name in ((axes[1], 1, "black"), (axes[2], -1, "white")):
    draw(ax, board, f"where {name} may play")
    legal = np.argwhere(go.legal_moves(board, player, ko if player == colour else None))
    ax.scatter(legal[:, 1], legal[:, 0], s=14, color="tab:green", zorder=3)
fig.tight_layout()

# %% [markdown]
# The eight planes of this position, as the network gets them.

# %%
names = ("own, 1 liberty", "own, 2", "own, 3+", "other, 1 liberty", "other, 2", "other, 3+", "ko", "ones")
fig, axes = plt.subplots(2, 4, figsize=(10, 5.4))
for ax, plane, name in zip(axes.ravel(), go.board_planes(board, colour, ko), names):
    ax.imshow(plane, cmap="gray_r", vmin=0, vmax=1)
    ax.set(title=name, xticks=[], yticks=[])
fig.tight_layout()

# %% [markdown]
# ## The network
#
# 160 games for training, 50 that the network never sees. Two layers of 24 filters, 500 steps of 32, once
# with a random symmetry for each step and once without.

# %%
learning, unseen = np.flatnonzero(positions["game"] < 160), np.flatnonzero(positions["game"] >= 160)[:1000]
data = {name: positions[name] for name in ("planes", "moves", "legal")}
planes, moves = positions["planes"][unseen].astype(float), positions["moves"][unseen].astype(int)
legal = positions["legal"][unseen].reshape(len(unseen), -1)
often = np.bincount(positions["moves"][learning], minlength=81).astype(float)
baseline = {k: go.top_k_accuracy(np.tile(often, (len(moves), 1)), moves, legal, k) for k in (1, 5)}


def policy(seed, filters=(24, 24)):
    """Parameters before training."""
    rng, channels, params = np.random.default_rng(seed), 8, {}
    for layer, count in enumerate(filters, 1):
        params[f"W{layer}"] = rng.standard_normal((count, channels, 3, 3)) * np.sqrt(2 / (9 * channels))
        params[f"b{layer}"], channels = np.zeros(count), count
    params["w"] = rng.standard_normal((1, channels, 1, 1)) / np.sqrt(channels)
    return {**params, "p": np.zeros(81)}


def trained(symmetries, steps=500, batch=32, every=50, seed=0):
    """Parameters after training, and top-1 and top-5 on the unseen games on the way."""
    rng, params, curve = np.random.default_rng(seed), policy(seed), []
    rates = 0.07 * (1 - np.arange(steps) / steps)
    for start in range(0, steps, every):
        scores = go.policy_forward(params, planes)[0]
        curve.append([go.top_k_accuracy(scores, moves, legal, k) for k in (1, 5)])
        turns = rng.integers(0, 8, every) if symmetries else np.zeros(every, dtype=int)
        go.train_policy(params, data, rng.choice(learning, (every, batch)), turns, rates[start : start + every])
    scores = go.policy_forward(params, planes)[0]
    curve.append([go.top_k_accuracy(scores, moves, legal, k) for k in (1, 5)])
    return params, np.array(curve), scores


params, with_turns, scores = trained(True)

# %%
_, without_turns, _ = trained(False)

fig, axes = plt.subplots(1, 2, figsize=(11, 3.8))
for ax, number, k in zip(axes, (0, 1), (1, 5)):
    steps = 50 * np.arange(len(with_turns))
    ax.plot(steps, with_turns[:, number], label="with symmetries")
    ax.plot(steps, without_turns[:, number], label="without")
    ax.axhline(baseline[k], color="gray", linestyle="--", label="the most frequent points")
    ax.axhline(np.mean(np.minimum(k / legal.sum(axis=1), 1)), color="gray", linestyle=":", label="any legal move")
    ax.set(title=f"top {k}, unseen games", xlabel="step", ylim=(0, None))
axes[0].legend()
fig.tight_layout()

# %% [markdown]
# Six positions of unseen games: the five moves that the network finds likeliest (the larger the likelier), and
# in red what GNU Go played. Drawn from the planes: own stones are those of the player to move, shown in black.

# %%
def probabilities(scores, legal):
    """Softmax over the legal moves."""
    powers = np.where(legal, np.exp(scores - scores.max(axis=1, keepdims=True)), 0.0)
    return powers / powers.sum(axis=1, keepdims=True)


p = probabilities(scores, legal)
fig, axes = plt.subplots(2, 3, figsize=(11, 7.6))
for ax, row in zip(axes.ravel(), np.linspace(20, len(moves) - 20, 6).astype(int)):
    stones = planes[row, :3].sum(axis=0) - planes[row, 3:6].sum(axis=0)
    best = np.argsort(-p[row])[:5]
    place = int(np.sum(p[row] > p[row, moves[row]])) + 1
    draw(ax, stones, f"move {positions['number'][unseen[row]]}: played the network's no. {place}")
    ax.scatter(best % 9, best // 9, s=30 + 500 * p[row, best], color="tab:blue", alpha=0.7, zorder=3)
    ax.scatter(moves[row] % 9, moves[row] // 9, s=150, facecolor="none", edgecolor="red", linewidth=2, zorder=4)
fig.tight_layout()

# %% [markdown]
# Where is it easy? By the number of the move, and by what the move does: it takes stones (a neighbour of the
# opponent is in atari), saves own ones from atari, or neither.

# %%
hit = np.array([p[i].argmax() == moves[i] for i in range(len(moves))])
number = positions["number"][unseen].astype(int)


def beside(plane):
    """Whether a point is next to a one of a plane: (N, 9, 9)."""
    padded = np.pad(plane, ((0, 0), (1, 1), (1, 1)))
    return padded[:, 2:, 1:-1] + padded[:, :-2, 1:-1] + padded[:, 1:-1, 2:] + padded[:, 1:-1, :-2] > 0


rows = np.arange(len(moves))
takes = beside(planes[:, 3])[rows, moves // 9, moves % 9]
saves = beside(planes[:, 0])[rows, moves // 9, moves % 9] & ~takes
fig, axes = plt.subplots(1, 2, figsize=(11, 3.4))
tens = np.unique(number // 10)
axes[0].bar(10 * tens, [hit[number // 10 == ten].mean() for ten in tens], width=8, align="edge")
axes[0].set(xlabel="number of the move", title="top 1 by the number of the move")
kinds = {"takes": takes, "out of atari": saves, "neither": ~(takes | saves)}
axes[1].bar(list(kinds), [hit[kind].mean() for kind in kinds.values()])
axes[1].set(title="top 1 by what the move does")
fig.tight_layout()

# %% [markdown]
# The first layer's filters of the plane "own, 1 liberty": what is around a stone in atari. And, with the bonus
# `average_over_symmetries`, is asking eight ways better than asking once?

# %%
fig, axes = plt.subplots(3, 8, figsize=(10, 4))
reach = np.abs(params["W1"][:, 0]).max()
for ax, filters in zip(axes.ravel(), params["W1"][:, 0]):
    ax.imshow(filters, cmap="RdBu", vmin=-reach, vmax=reach)
    ax.set(xticks=[], yticks=[])
fig.suptitle("filters of 'own stones with one liberty'")
fig.tight_layout()
try:
    averaged = go.average_over_symmetries(params, planes)
    for name, values in (("once", scores), ("eight ways", averaged)):
        found = [go.top_k_accuracy(values, moves, legal, k) for k in (1, 5)]
        print(f"{name:11} top 1 {found[0]:.3f}  top 5 {found[1]:.3f}")
except NotImplementedError:
    print("average_over_symmetries is a bonus")

# %% [markdown]
# What do the tests say?

# %%
check("train_policy")
