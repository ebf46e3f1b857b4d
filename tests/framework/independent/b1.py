"""Homework: layers of a conv net.

Note to self (coming from MATLAB): indices start at 0, ranges exclude the end,
A*B is A.*B, A@B is A*B, and arrays are passed by reference!!!
"""

import numpy as np
from numpy import zeros, ones, sum, max, exp, log, size


# ---------------------------------------------------------------- helpers

def ind2sub(nCols, ind):
    # row-major here, not column-major as in MATLAB
    return ind // nCols, ind % nCols


def padarray(A, p):
    # A = padarray(A, [0 0 p p])
    nIm, nCh, nRow, nCol = A.shape
    B = zeros((nIm, nCh, nRow + 2 * p, nCol + 2 * p))
    B[:, :, p:p + nRow, p:p + nCol] = A
    return B


def slopemap(x, alpha):
    # repmat alpha to the size of x
    if np.ndim(alpha) == 0:
        return alpha * ones(x.shape)
    A = zeros(x.shape)
    for c in range(size(alpha)):
        A[:, c] = alpha[c]
    return A


# ---------------------------------------------------------------- affine

def affine_forward(x, w, b):
    nIm = x.shape[0]
    X = zeros((nIm, w.shape[0]))
    for n in range(nIm):
        X[n, :] = x[n].flatten()
    out = X @ w + np.tile(b, (nIm, 1))
    cache = {'X': X, 'w': w, 'sz': x.shape}
    return out, cache


def affine_backward(dout, cache):
    dX = dout @ cache['w'].T
    dw = cache['X'].T @ dout
    db = ones(dout.shape[0]) @ dout
    return np.reshape(dX, cache['sz']), dw, db


# ---------------------------------------------------------------- softmax

def softmax_loss(x, y):
    N = x.shape[0]
    loss = 0.0
    dx = zeros(x.shape)
    for n in range(N):
        row = x[n, :] - max(x[n, :])
        total = sum(exp(row))
        loss = loss + log(total) - row[y[n]]
        dx[n, :] = exp(row) / total
        dx[n, y[n]] = dx[n, y[n]] - 1
    return loss / N, dx / N


# ---------------------------------------------------------------- activations

def sigmoid_forward(x):
    # two cases, logical indexing
    s = zeros(np.shape(x))
    pos = x >= 0
    neg = ~pos
    s[pos] = 1 / (1 + exp(-x[pos]))
    e = exp(x[neg])
    s[neg] = e / (1 + e)
    return s, s


def sigmoid_backward(dout, cache):
    s = cache
    return dout * s * (1 - s)


def tanh_forward(x):
    t = np.tanh(x)      # same as in MATLAB
    return t, t


def tanh_backward(dout, cache):
    return dout * (1 - cache ** 2)


def relu_forward(x):
    out = x.copy()      # copy! otherwise x itself changes
    out[out < 0] = 0
    return out, x


def relu_backward(dout, cache):
    dx = zeros(dout.shape)
    on = cache > 0
    dx[on] = dout[on]
    return dx


def leaky_relu_forward(x, alpha=0.01):
    slope = slopemap(x, alpha)
    slope[x > 0] = 1
    return slope * x, slope


def leaky_relu_backward(dout, cache):
    return dout * cache


def prelu_forward(x, alpha):
    slope = slopemap(x, alpha)
    slope[x > 0] = 1
    return slope * x, {'x': x, 'slope': slope, 'alpha': alpha}


def prelu_backward(dout, cache):
    x = cache['x']
    dx = dout * cache['slope']

    contrib = zeros(x.shape)
    off = x <= 0
    contrib[off] = x[off] * dout[off]

    if np.ndim(cache['alpha']) == 0:
        dalpha = np.array(sum(contrib))
    else:
        nCh = size(cache['alpha'])
        dalpha = zeros(nCh)
        for c in range(nCh):
            dalpha[c] = sum(contrib[:, c])
    return dx, dalpha


def elu_forward(x, alpha=1.0):
    out = zeros(x.shape)
    slope = ones(x.shape)
    pos = x > 0
    neg = ~pos
    out[pos] = x[pos]
    out[neg] = alpha * np.expm1(x[neg])
    slope[neg] = alpha * exp(x[neg])
    return out, slope


def elu_backward(dout, cache):
    slope = cache
    return slope * dout


def maxout_forward(x, w, b):
    N = x.shape[0]
    D, M, K = w.shape
    out = -np.inf * ones((N, M))
    winner = zeros((N, M), dtype=int)
    # keep the best piece so far
    for k in range(K):
        piece = x @ w[:, :, k] + np.tile(b[:, k], (N, 1))
        better = piece > out
        out[better] = piece[better]
        winner[better] = k
    return out, {'x': x, 'w': w, 'winner': winner}


def maxout_backward(dout, cache):
    x, w, winner = cache['x'], cache['w'], cache['winner']
    dx = zeros(x.shape)
    dw = zeros(w.shape)
    db = zeros(w.shape[1:])
    for k in range(w.shape[2]):
        d = dout * (winner == k)
        dx = dx + d @ w[:, :, k].T
        dw[:, :, k] = x.T @ d
        db[:, k] = sum(d, 0)
    return dx, dw, db


# ---------------------------------------------------------------- convolution

def conv_forward(x, w, b, conv_param):
    st = conv_param['stride']
    p = conv_param['pad']
    nIm, nCh, nRow, nCol = x.shape
    nFilt, _, fRow, fCol = w.shape

    xp = padarray(x, p)
    oRow = (nRow + 2 * p - fRow) // st + 1
    oCol = (nCol + 2 * p - fCol) // st + 1

    out = zeros((nIm, nFilt, oRow, oCol))
    for n in range(nIm):
        for f in range(nFilt):
            for r in range(oRow):
                for c in range(oCol):
                    block = xp[n, :, r * st:r * st + fRow, c * st:c * st + fCol]
                    out[n, f, r, c] = sum(block * w[f]) + b[f]

    return out, {'xp': xp, 'w': w, 'st': st, 'p': p, 'sz': x.shape}


def conv_backward(dout, cache):
    xp, w, st, p = cache['xp'], cache['w'], cache['st'], cache['p']
    nIm, nCh, nRow, nCol = cache['sz']
    nFilt, _, fRow, fCol = w.shape
    oRow, oCol = dout.shape[2], dout.shape[3]

    dxp = zeros(xp.shape)
    dw = zeros(w.shape)
    db = zeros(nFilt)
    for n in range(nIm):
        for f in range(nFilt):
            for r in range(oRow):
                r1 = r * st
                r2 = r1 + fRow
                for c in range(oCol):
                    c1 = c * st
                    c2 = c1 + fCol
                    g = dout[n, f, r, c]
                    dxp[n, :, r1:r2, c1:c2] += g * w[f]
                    dw[f] += g * xp[n, :, r1:r2, c1:c2]
                    db[f] += g

    # throw the border away (MATLAB: dxp(:, :, p+1:p+nRow, p+1:p+nCol))
    dx = dxp[:, :, p:p + nRow, p:p + nCol]
    return dx, dw, db


# ---------------------------------------------------------------- pooling

def max_pool_forward(x, pool_param):
    pRow = pool_param['pool_height']
    pCol = pool_param['pool_width']
    st = pool_param['stride']
    nIm, nCh, nRow, nCol = x.shape
    oRow = (nRow - pRow) // st + 1
    oCol = (nCol - pCol) // st + 1

    out = zeros((nIm, nCh, oRow, oCol))
    ind = zeros((nIm, nCh, oRow, oCol), dtype=int)
    for n in range(nIm):
        for k in range(nCh):
            for r in range(oRow):
                for c in range(oCol):
                    # [m, i] = max(block(:))
                    block = x[n, k, r * st:r * st + pRow, c * st:c * st + pCol].flatten()
                    i = np.argmax(block)
                    out[n, k, r, c] = block[i]
                    ind[n, k, r, c] = i
    return out, {'ind': ind, 'sz': x.shape, 'st': st, 'pCol': pCol}


def max_pool_backward(dout, cache):
    ind, st = cache['ind'], cache['st']
    dx = zeros(cache['sz'])
    nIm, nCh, oRow, oCol = dout.shape
    for n in range(nIm):
        for k in range(nCh):
            for r in range(oRow):
                for c in range(oCol):
                    i, j = ind2sub(cache['pCol'], ind[n, k, r, c])
                    dx[n, k, r * st + i, c * st + j] += dout[n, k, r, c]
    return dx


# ---------------------------------------------------------------- diagnostics

def saturation_fraction(x, kind):
    if kind == 'sigmoid':
        s, _ = sigmoid_forward(x)
        low = s * (1 - s) < 0.01 / 4
    elif kind == 'tanh':
        low = 1 - np.tanh(x) ** 2 < 0.01
    else:
        raise ValueError('unknown activation: %s' % kind)
    # nnz(low) / numel(low)
    return np.count_nonzero(low) / size(low)


def dead_relu_fraction(activations):
    nUnits = activations.shape[1]
    nDead = 0
    for u in range(nUnits):
        if not np.any(activations[:, u]):
            nDead = nDead + 1
    return nDead / nUnits
