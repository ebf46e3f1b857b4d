# Homework 1 - layers
#
# I think of images as (H, W, C), so everything spatial goes to NHWC at the door and back to NCHW
# when it leaves. A filter is a stack of "taps": shift the picture, weight it, add it up.

import numpy as np


def to_hwc(img):
    return img.transpose(0, 2, 3, 1)


def to_chw(img):
    return img.transpose(0, 3, 1, 2)


def tap(img, dy, dx, rows, cols, step):
    """View of the NHWC picture which sits under filter tap (dy, dx) for all output pixels."""
    return img[:, dy:dy + step * (rows - 1) + 1:step, dx:dx + step * (cols - 1) + 1:step, :]


# ------------------------------------------------------------ convolution

def conv_forward(x, w, b, conv_param):
    step = conv_param['stride']
    border = conv_param['pad']
    N, C, H, W = x.shape
    F, _, fh, fw = w.shape

    canvas = np.zeros((N, H + 2 * border, W + 2 * border, C))
    canvas[:, border:border + H, border:border + W] = to_hwc(x)
    kernel = w.transpose(2, 3, 1, 0)            # (fh, fw, C, F)

    rows = 1 + (H + 2 * border - fh) // step
    cols = 1 + (W + 2 * border - fw) // step
    picture = np.zeros((N, rows, cols, F)) + b  # the bias is the background colour
    for ky in range(fh):
        for kx in range(fw):
            picture += tap(canvas, ky, kx, rows, cols, step) @ kernel[ky, kx]
    return to_chw(picture), (canvas, kernel, step, border, H, W)


def conv_backward(dout, cache):
    canvas, kernel, step, border, H, W = cache
    fh, fw, C, F = kernel.shape
    g = to_hwc(dout)
    rows, cols = g.shape[1:3]
    g_pixels = g.reshape(-1, F)

    g_canvas = np.zeros(canvas.shape)
    g_kernel = np.zeros(kernel.shape)
    for ky in range(fh):
        for kx in range(fw):
            under = tap(canvas, ky, kx, rows, cols, step).reshape(-1, C)
            g_kernel[ky, kx] = under.T @ g_pixels
            # one tap never hits a pixel twice, so += on the view is safe
            target = tap(g_canvas, ky, kx, rows, cols, step)
            target += g @ kernel[ky, kx].T

    g_image = g_canvas[:, border:H + border, border:W + border]
    return to_chw(g_image), g_kernel.transpose(3, 2, 0, 1), g_pixels.sum(0)


# ------------------------------------------------------------ pooling

def max_pool_forward(x, pool_param):
    ph = pool_param['pool_height']
    pw = pool_param['pool_width']
    step = pool_param['stride']
    img = to_hwc(x)
    N, H, W, C = img.shape
    rows = 1 + (H - ph) // step
    cols = 1 + (W - pw) // step

    # like a z-buffer: keep the nearest (largest) value, and remember which tap wrote it
    depth = np.array(tap(img, 0, 0, rows, cols, step))
    owner = np.zeros(depth.shape, dtype=int)
    for number in range(1, ph * pw):
        layer = tap(img, number // pw, number % pw, rows, cols, step)
        closer = layer > depth
        depth[closer] = layer[closer]
        owner[closer] = number
    return to_chw(depth), (owner, img.shape, ph, pw, step)


def max_pool_backward(dout, cache):
    owner, shape, ph, pw, step = cache
    g = to_hwc(dout)
    _, rows, cols, _ = owner.shape
    g_img = np.zeros(shape)
    for number in range(ph * pw):
        target = tap(g_img, number // pw, number % pw, rows, cols, step)
        target += g * (owner == number)
    return to_chw(g_img)


# ------------------------------------------------------------ affine and maxout

def affine_forward(x, w, b):
    flat = x.reshape(len(x), -1)
    return np.dot(flat, w) + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    flat_T = x.reshape(len(x), -1).transpose()
    dx = np.dot(dout, w.transpose()).reshape(x.shape)
    return dx, np.dot(flat_T, dout), dout.sum(0)


def maxout_forward(x, w, b):
    planes = w.transpose(2, 0, 1)       # (K, D, M): one matrix for each piece
    offsets = b.transpose()             # (K, M)
    best = x @ planes[0] + offsets[0]
    owner = np.zeros(best.shape, dtype=int)
    for k in range(1, len(planes)):
        piece = x @ planes[k] + offsets[k]
        owner = np.where(piece > best, k, owner)
        best = np.maximum(best, piece)
    return best, (x, planes, owner)


def maxout_backward(dout, cache):
    x, planes, owner = cache
    dx = np.zeros(x.shape)
    dplanes = np.zeros(planes.shape)
    doffsets = np.zeros((planes.shape[0], planes.shape[2]))
    for k in range(len(planes)):
        g = dout * (owner == k)
        dx += g @ planes[k].transpose()
        dplanes[k] = x.transpose() @ g
        doffsets[k] = g.sum(0)
    return dx, dplanes.transpose(1, 2, 0), doffsets.transpose()


# ------------------------------------------------------------ tone curves (activations)

def sigmoid_forward(x):
    # numerator and denominator both times e^min(x, 0): neither can overflow
    low = np.exp(np.minimum(x, 0))
    high = np.exp(-np.maximum(x, 0))
    s = low / (low + high)
    return s, s


def sigmoid_backward(dout, cache):
    return (cache - cache ** 2) * dout


def tanh_forward(x):
    # odd function, so do the right half (e^-2|x| is at most 1) and mirror it
    e = np.expm1(-2.0 * np.abs(x))
    t = np.sign(x) * (-e / (e + 2.0))
    return t, t


def tanh_backward(dout, cache):
    return (1 + cache) * (1 - cache) * dout


def relu_forward(x):
    lit = x > 0
    return x * lit, lit


def relu_backward(dout, cache):
    return dout * cache


def leaky_relu_forward(x, alpha=0.01):
    gain = np.full(x.shape, float(alpha))
    gain[x > 0] = 1.0
    return x * gain, gain


def leaky_relu_backward(dout, cache):
    return dout * cache


def prelu_forward(x, alpha):
    # with the channels last, a (C,) alpha broadcasts by itself
    img = np.moveaxis(x, 1, -1)
    below = np.minimum(img, 0)
    y = np.maximum(img, 0) + alpha * below
    return np.moveaxis(y, -1, 1), (img, below, alpha)


def prelu_backward(dout, cache):
    img, below, alpha = cache
    g = np.moveaxis(dout, 1, -1)
    dx = np.moveaxis(g * np.where(img > 0, 1.0, alpha), -1, 1)
    per_channel = (g * below).reshape(-1, g.shape[-1]).sum(0)
    if np.ndim(alpha) == 0:
        return dx, np.array(per_channel.sum())
    return dx, per_channel


def elu_forward(x, alpha=1.0):
    shade = np.minimum(x, 0)
    y = np.maximum(x, 0) + alpha * np.expm1(shade)
    return y, (shade, x > 0, alpha)


def elu_backward(dout, cache):
    shade, lit, alpha = cache
    gain = alpha * np.exp(shade)
    gain[lit] = 1.0
    return dout * gain


# ------------------------------------------------------------ loss

def softmax_loss(x, y):
    # classes first, so a row of the batch is a column here
    scores = x.transpose()
    scores = scores - scores.max(0)
    e = np.exp(scores)
    total = e.sum(0)
    N = len(y)
    picked = scores[y, np.arange(N)]
    loss = (np.log(total) - picked).mean()
    one_hot = np.eye(len(scores))[:, y]
    return loss, ((e / total - one_hot) / N).transpose()


# ------------------------------------------------------------ histograms

def saturation_fraction(x, kind):
    # 1 - tanh^2 < 0.01 means |x| > atanh(sqrt(0.99)); sigmoid(x) is tanh(x / 2) rescaled
    edge = np.arctanh(np.sqrt(0.99))
    if kind == 'sigmoid':
        edge = 2 * edge
    elif kind != 'tanh':
        raise ValueError('kind must be sigmoid or tanh')
    clipped = np.abs(x) > edge
    return np.count_nonzero(clipped) / np.size(x)


def dead_relu_fraction(activations):
    pixels = np.moveaxis(activations, 1, -1).reshape(-1, activations.shape[1])
    brightest = np.abs(pixels).max(0)
    return np.count_nonzero(brightest == 0) / brightest.size
