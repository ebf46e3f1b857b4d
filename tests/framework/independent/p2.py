"""HW1. I do everything on flat lists of window positions."""
import math

import numpy as np


def affine_forward(x, w, b):
    number_of_examples = x.shape[0]
    out = np.empty((number_of_examples, b.size))
    for example in range(number_of_examples):
        out[example] = x[example].ravel() @ w + b
    return out, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    dx = np.empty(x.shape)
    dw = np.zeros(w.shape)
    for example in range(x.shape[0]):
        dx[example] = (w @ dout[example]).reshape(x[example].shape)
        dw += np.outer(x[example].ravel(), dout[example])
    return dx, dw, np.sum(dout, axis=0)


def sigmoid_forward(x):
    result = np.empty(x.shape)
    positive = x >= 0
    result[positive] = 1 / (1 + np.exp(-x[positive]))
    exponential = np.exp(x[~positive])
    result[~positive] = exponential / (exponential + 1)
    return result, result.copy()


def sigmoid_backward(dout, cache):
    return dout * (cache - cache * cache)


def tanh_forward(x):
    sigmoid_of_double, _ = sigmoid_forward(2 * x)
    result = 2 * sigmoid_of_double - 1
    return result, result.copy()


def tanh_backward(dout, cache):
    return dout - dout * cache ** 2


def relu_forward(x):
    result = x.copy()
    result[result < 0] = 0
    return result, x.copy()


def relu_backward(dout, cache):
    result = dout.copy()
    result[cache <= 0] = 0
    return result


def leaky_relu_forward(x, alpha=0.01):
    result = x.copy()
    result[x <= 0] *= alpha
    return result, (x.copy(), alpha)


def leaky_relu_backward(dout, cache):
    x, alpha = cache
    result = dout.copy()
    result[x <= 0] *= alpha
    return result


def prelu_forward(x, alpha):
    result = np.array(x, dtype=float)
    slopes = np.asarray(alpha, dtype=float)
    for channel in range(x.shape[1]):
        slope = float(slopes) if slopes.ndim == 0 else slopes[channel]
        part = result[:, channel]
        part[part <= 0] *= slope
    return result, (np.array(x), slopes.copy())


def prelu_backward(dout, cache):
    x, slopes = cache
    dx = np.array(dout, dtype=float)
    dalpha = np.zeros(x.shape[1])
    for channel in range(x.shape[1]):
        slope = float(slopes) if slopes.ndim == 0 else slopes[channel]
        negative = x[:, channel] <= 0
        dalpha[channel] = (x[:, channel][negative] * dout[:, channel][negative]).sum()
        dx[:, channel][negative] *= slope
    return dx, (np.sum(dalpha) if slopes.ndim == 0 else dalpha)


def elu_forward(x, alpha=1.0):
    result = np.array(x, dtype=float)
    low = result <= 0
    result[low] = alpha * np.expm1(result[low])
    return result, (result.copy(), low, alpha)


def elu_backward(dout, cache):
    result, low, alpha = cache
    dx = np.array(dout, dtype=float)
    dx[low] *= result[low] + alpha
    return dx


def maxout_forward(x, w, b):
    pieces = [x @ w[:, :, piece] + b[:, piece] for piece in range(w.shape[2])]
    best_value = pieces[0].copy()
    best_piece = np.zeros(best_value.shape, dtype=int)
    for piece in range(1, len(pieces)):
        better = pieces[piece] > best_value
        best_value[better] = pieces[piece][better]
        best_piece[better] = piece
    return best_value, (x, w, best_piece)


def maxout_backward(dout, cache):
    x, w, best_piece = cache
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    db = np.zeros(w.shape[1:])
    for piece in range(w.shape[2]):
        part = np.where(best_piece == piece, dout, 0)
        dx += part @ w[:, :, piece].T
        dw[:, :, piece] = x.T @ part
        db[:, piece] = np.sum(part, axis=0)
    return dx, dw, db


def positions(height, width, window_height, window_width, stride):
    tops = range(0, height - window_height + 1, stride)
    lefts = range(0, width - window_width + 1, stride)
    return [(a, top, c, left) for a, top in enumerate(tops) for c, left in enumerate(lefts)], len(tops), len(lefts)


def conv_forward(x, w, b, conv_param):
    border = conv_param['pad']
    examples, channels, height, width = x.shape
    filters, _, window_height, window_width = w.shape
    framed = np.zeros((examples, channels, height + 2 * border, width + 2 * border))
    framed[:, :, border:border + height, border:border + width] = x
    places, rows, columns = positions(framed.shape[2], framed.shape[3], window_height, window_width, conv_param['stride'])
    flat_filters = w.reshape(filters, -1)
    out = np.empty((examples, filters, rows, columns))
    for row, top, column, left in places:
        patch = framed[:, :, top:top + window_height, left:left + window_width]
        out[:, :, row, column] = patch.reshape(examples, -1) @ flat_filters.T + b
    return out, (framed, w, border, places)


def conv_backward(dout, cache):
    framed, w, border, places = cache
    filters, channels, window_height, window_width = w.shape
    flat_filters = w.reshape(filters, -1)
    d_framed = np.zeros(framed.shape)
    d_flat = np.zeros(flat_filters.shape)
    db = np.zeros(filters)
    for row, top, column, left in places:
        here = dout[:, :, row, column]
        patch = framed[:, :, top:top + window_height, left:left + window_width]
        d_flat += here.T @ patch.reshape(len(patch), -1)
        d_framed[:, :, top:top + window_height, left:left + window_width] += (here @ flat_filters).reshape(patch.shape)
        db += here.sum(axis=0)
    last_row, last_column = framed.shape[2] - border, framed.shape[3] - border
    return d_framed[:, :, border:last_row, border:last_column], d_flat.reshape(w.shape), db


def max_pool_forward(x, pool_param):
    tall, broad = pool_param['pool_height'], pool_param['pool_width']
    examples, channels, height, width = x.shape
    places, rows, columns = positions(height, width, tall, broad, pool_param['stride'])
    out = np.empty((examples, channels, rows, columns))
    for row, top, column, left in places:
        out[:, :, row, column] = np.amax(x[:, :, top:top + tall, left:left + broad], axis=(2, 3))
    return out, (x, tall, broad, places)


def max_pool_backward(dout, cache):
    x, tall, broad, places = cache
    dx = np.zeros(x.shape)
    for row, top, column, left in places:
        patch = x[:, :, top:top + tall, left:left + broad].reshape(-1, tall * broad)
        share = np.zeros(patch.shape)
        share[np.arange(len(patch)), np.argmax(patch, axis=1)] = dout[:, :, row, column].ravel()
        dx[:, :, top:top + tall, left:left + broad] += share.reshape(x.shape[0], x.shape[1], tall, broad)
    return dx


def softmax_loss(x, y):
    loss = 0.0
    dx = np.empty(x.shape)
    for example, label in enumerate(y):
        weights = np.exp(x[example] - np.max(x[example]))
        loss += math.log(np.sum(weights)) + np.max(x[example]) - x[example, label]
        dx[example] = weights / np.sum(weights)
        dx[example, label] -= 1
    return loss / len(y), dx / len(y)


def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        value, _ = sigmoid_forward(np.asarray(x, dtype=float))
        gradient, limit = value * (1 - value), 0.0025
    elif kind == 'tanh':
        value = np.tanh(x)
        gradient, limit = 1 - value ** 2, 0.01
    else:
        raise ValueError(kind)
    return np.count_nonzero(gradient < limit) / np.size(x)


def dead_relu_fraction(activations):
    dead = 0
    for unit in range(activations.shape[1]):
        if not np.any(activations[:, unit]):
            dead += 1
    return dead / activations.shape[1]
