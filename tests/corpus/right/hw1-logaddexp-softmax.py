# assignment: hw1_layers
import numpy as np


def softmax_loss(x, y):
    log_total = np.logaddexp.reduce(x, axis=1)
    log_p = x - log_total[:, np.newaxis]
    at_label = np.take_along_axis(log_p, np.asarray(y, dtype=np.intp)[:, np.newaxis], axis=1)
    one_hot = np.equal.outer(y, np.arange(x.shape[1]))
    return -float(np.mean(at_label)), (np.exp(log_p) - one_hot) / len(x)


def saturation_fraction(x, kind):
    match kind:
        case "sigmoid":
            # s (1 - s) < 0.01 / 4  <=>  (2 s - 1)^2 = tanh(x / 2)^2 > 0.99
            t = np.tanh(np.asarray(x) / 2)
        case "tanh":
            t = np.tanh(x)
        case _:
            raise ValueError(f"kind is 'sigmoid' or 'tanh', not {kind!r}")
    return np.count_nonzero(t * t > 0.99) / t.size
