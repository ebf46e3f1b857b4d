"""What runs beside your code: trainings of hundreds of steps. Public, and a part of your folder."""

import numpy as np

# Each part is tried without the others; why a module cannot be imported is said elsewhere.
try:
    import captioning
except Exception:
    captioning = None
try:
    import generation
except Exception:
    generation = None
try:
    import go
except Exception:
    go = None


def trained_captions(params, features, captions, batches, learning_rate):
    """The parameters after a step of Adam a row of ``batches``, by your ``caption_loss``."""

    def gradients(own, step):
        rows = batches[step]
        return captioning.caption_loss(own, features[rows], captions[rows])[1]

    return _after_adam(gradients, params, len(batches), learning_rate)


def trained_autoencoder(params, images, batches, noise, learning_rate):
    """The parameters after a step of Adam a row of ``batches``, by your ``vae_loss``."""

    def gradients(own, step):
        return generation.vae_loss(own, images[batches[step]], noise[step])[1]

    return _after_adam(gradients, params, len(batches), learning_rate)


def replayed_games(games):
    """The boards after every move of some games, by your ``play``: (G, T, 9, 9) whole numbers.

    games: (G, T), a row a game: moves, 81 for a pass, 255 after the end, where the board stays.
    """
    boards = np.zeros((*games.shape, 9, 9), dtype=np.int8)
    for number, moves in enumerate(games):
        board, ko = np.zeros((9, 9), dtype=int), None
        for turn, move in enumerate(map(int, moves)):
            if move < 81:
                point = move // 9, move % 9
                board, ko = go.play(board, point, 1 if turn % 2 == 0 else -1, ko)
            else:
                ko = None
            boards[number, turn] = board
    return boards


def _after_adam(gradients, params, steps, learning_rate):
    """Adam (Kingma & Ba 2015) with a rate that falls to 0; new parameters."""
    own = {key: value.copy() for key, value in params.items()}
    m, v = ({key: np.zeros_like(value) for key, value in own.items()} for _ in range(2))
    for step in range(steps):
        grads = gradients(own, step)
        rate = learning_rate * (1 - step / steps)
        for key, array in own.items():
            m[key] += 0.1 * (grads[key] - m[key])
            v[key] += 0.001 * (grads[key] ** 2 - v[key])
            root = np.sqrt(v[key] / (1 - 0.999 ** (step + 1)))
            array -= rate * m[key] / (1 - 0.9 ** (step + 1)) / (root + 1e-8)
    return own
