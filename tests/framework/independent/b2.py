"""NumPy re-implementation of a few torch.nn.functional ops.

Every op saves what it needs on a ``ctx`` (handed out as the cache), as torch.autograd.Function does.
"""
import math

import numpy as np
from numpy.lib.stride_tricks import as_strided


class Context:
    """Poor man's torch.autograd.function.FunctionCtx."""

    def __init__(self, *tensors, **attrs):
        self.saved_tensors = tensors
        self.__dict__.update(attrs)


# --------------------------------------------------------------------------------------
# functional helpers
# --------------------------------------------------------------------------------------

def _unfold(input, kernel_size, stride):
    """Read-only view (N, C, oH, oW, kH, kW) of all the sliding windows."""
    kH, kW = kernel_size
    N, C, H, W = input.shape
    sN, sC, sH, sW = input.strides
    oH, oW = (H - kH) // stride + 1, (W - kW) // stride + 1
    return as_strided(
        input,
        shape=(N, C, oH, oW, kH, kW),
        strides=(sN, sC, stride * sH, stride * sW, sH, sW),
        writeable=False,
    )


def _log_softmax(input, dim):
    shifted = input - np.amax(input, axis=dim, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=dim, keepdims=True))


def _sigmoid(input):
    # exp(-log(1 + e^-x)); logaddexp takes care of both tails
    return np.exp(-np.logaddexp(0.0, -input))


def _view_weight(weight, input):
    """PReLU weight broadcast along dim 1, like torch does."""
    weight = np.asarray(weight)
    if weight.ndim == 0:
        return weight
    return weight.reshape((1, -1) + (1,) * (input.ndim - 2))


# --------------------------------------------------------------------------------------
# convolution
# --------------------------------------------------------------------------------------

def conv_forward(x, w, b, conv_param):
    """F.conv2d(x, w, b, stride, padding)"""
    stride, padding = conv_param['stride'], conv_param['pad']
    input = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    windows = _unfold(input, w.shape[2:], stride)
    output = np.einsum('nchwij,ocij->nohw', windows, w, optimize=True)
    output = output + b[None, :, None, None]
    ctx = Context(input, w, stride=stride, padding=padding, input_size=x.shape)
    return output, ctx


def conv_backward(dout, cache):
    """grad_input is a conv_transpose2d of grad_output with the weight."""
    ctx, grad_output = cache, dout
    input, weight = ctx.saved_tensors
    out_channels, in_channels, kH, kW = weight.shape
    N, _, oH, oW = grad_output.shape
    s, p = ctx.stride, ctx.padding
    _, _, H, W = ctx.input_size

    grad_bias = np.einsum('nohw->o', grad_output)
    grad_weight = np.einsum(
        'nohw,nchwij->ocij', grad_output, _unfold(input, (kH, kW), s), optimize=True)

    # Dilate grad_output with stride - 1 zeros and surround it with kernel_size - 1 zeros. Rows and
    # columns that no window reached ("output_padding") are extra zeros at the far end.
    padded_H, padded_W = input.shape[2:]
    dilated = np.zeros((N, out_channels, padded_H + kH - 1, padded_W + kW - 1))
    dilated[:, :, kH - 1:kH - 1 + oH * s:s, kW - 1:kW - 1 + oW * s:s][:, :, :oH, :oW] = grad_output
    flipped = weight[:, :, ::-1, ::-1]
    grad_padded = np.einsum(
        'nohwij,ocij->nchw', _unfold(dilated, (kH, kW), 1), flipped, optimize=True)
    grad_input = grad_padded[:, :, p:p + H, p:p + W]
    return grad_input, grad_weight, grad_bias


# --------------------------------------------------------------------------------------
# pooling
# --------------------------------------------------------------------------------------

def max_pool_forward(x, pool_param):
    """F.max_pool2d(x, kernel_size, stride, return_indices=True)"""
    kernel_size = kH, kW = pool_param['pool_height'], pool_param['pool_width']
    stride = pool_param['stride']
    windows = _unfold(x, kernel_size, stride)
    N, C, oH, oW = windows.shape[:4]
    windows = windows.reshape(N, C, oH, oW, kH * kW)

    local = windows.argmax(axis=-1)
    output = np.take_along_axis(windows, local[..., None], axis=-1).squeeze(-1)

    # same convention as torch: indices into the flattened H * W plane
    rows = np.arange(oH)[:, None] * stride + local // kW
    cols = np.arange(oW)[None, :] * stride + local % kW
    indices = rows * x.shape[3] + cols
    return output, Context(indices, input_size=x.shape)


def max_pool_backward(dout, cache):
    """A max_unpool2d which accumulates, because windows can overlap."""
    ctx, grad_output = cache, dout
    indices, = ctx.saved_tensors
    N, C, H, W = ctx.input_size
    grad_input = np.zeros((N * C, H * W))
    plane = np.arange(N * C)[:, None]
    np.add.at(grad_input, (plane, indices.reshape(N * C, -1)), grad_output.reshape(N * C, -1))
    return grad_input.reshape(ctx.input_size)


# --------------------------------------------------------------------------------------
# linear layers
# --------------------------------------------------------------------------------------

def affine_forward(x, w, b):
    """F.linear(x.flatten(1), w.t(), b)"""
    output = x.reshape(len(x), math.prod(x.shape[1:])) @ w + b
    return output, Context(x, w, b)


def affine_backward(dout, cache):
    ctx, grad_output = cache, dout
    input, weight, bias = ctx.saved_tensors
    flat = input.reshape(input.shape[0], weight.shape[0])
    grad_input = grad_output.dot(weight.T).reshape(input.shape)
    grad_weight = flat.T.dot(grad_output)
    grad_bias = grad_output.sum(axis=0).reshape(bias.shape)
    return grad_input, grad_weight, grad_bias


def maxout_forward(x, w, b):
    pieces = np.einsum('nd,dmk->nmk', x, w) + b
    values, indices = pieces.max(axis=-1), pieces.argmax(axis=-1)
    return values, Context(x, w, indices)


def maxout_backward(dout, cache):
    ctx, grad_output = cache, dout
    input, weight, indices = ctx.saved_tensors
    # scatter_(-1, indices, grad_output)
    grad_pieces = np.zeros(grad_output.shape + weight.shape[-1:])
    np.put_along_axis(grad_pieces, indices[..., None], grad_output[..., None], axis=-1)
    grad_input = np.einsum('nmk,dmk->nd', grad_pieces, weight)
    grad_weight = np.einsum('nd,nmk->dmk', input, grad_pieces)
    grad_bias = grad_pieces.sum(axis=0)
    return grad_input, grad_weight, grad_bias


# --------------------------------------------------------------------------------------
# activations
# --------------------------------------------------------------------------------------

def relu_forward(x):
    """F.relu, i.e. x.clamp(min=0)"""
    output = np.clip(x, 0, None)
    return output, Context(output)


def relu_backward(dout, cache):
    ctx, grad_output = cache, dout
    result, = ctx.saved_tensors
    # threshold_backward works on the result: it is positive exactly where the input was
    return grad_output * (result > 0)


def leaky_relu_forward(x, alpha=0.01):
    """F.leaky_relu(x, negative_slope=alpha)"""
    output = np.clip(x, 0, None) + alpha * np.clip(x, None, 0)
    return output, Context(x, negative_slope=alpha)


def leaky_relu_backward(dout, cache):
    ctx, grad_output = cache, dout
    input, = ctx.saved_tensors
    grad_input = np.array(grad_output, dtype=float)
    np.multiply(grad_input, ctx.negative_slope, out=grad_input, where=input <= 0)
    return grad_input


def prelu_forward(x, alpha):
    """F.prelu(x, weight=alpha)"""
    ctx = Context(x, np.asarray(alpha))
    output = np.clip(x, 0, None) + _view_weight(alpha, x) * np.clip(x, None, 0)
    return output, ctx


def prelu_backward(dout, cache):
    ctx, grad_output = cache, dout
    input, weight = ctx.saved_tensors
    positive = (input > 0).astype(float)
    grad_input = grad_output * (positive + (1.0 - positive) * _view_weight(weight, input))
    grad_weight = grad_output * np.clip(input, None, 0)
    # sum_to_size(weight.shape)
    dims = tuple(d for d in range(input.ndim) if weight.ndim == 0 or d != 1)
    return grad_input, np.asarray(grad_weight.sum(axis=dims)).reshape(weight.shape)


def elu_forward(x, alpha=1.0):
    """F.elu(x, alpha)"""
    output = np.clip(x, 0, None) + alpha * np.expm1(np.clip(x, None, 0))
    return output, Context(x, output, alpha=alpha)


def elu_backward(dout, cache):
    ctx, grad_output = cache, dout
    input, result = ctx.saved_tensors
    # d/dx alpha (e^x - 1) = alpha e^x = result + alpha
    local = np.ones_like(result)
    np.copyto(local, result + ctx.alpha, where=input <= 0)
    return grad_output * local


def sigmoid_forward(x):
    """torch.sigmoid"""
    result = _sigmoid(x)
    return result, Context(result)


def sigmoid_backward(dout, cache):
    ctx, grad_output = cache, dout
    result, = ctx.saved_tensors
    return grad_output * (1.0 - result) * result


def tanh_forward(x):
    """torch.tanh"""
    result = np.tanh(x)
    return result, Context(result)


def tanh_backward(dout, cache):
    ctx, grad_output = cache, dout
    result, = ctx.saved_tensors
    return grad_output * (1.0 - result * result)


# --------------------------------------------------------------------------------------
# loss
# --------------------------------------------------------------------------------------

def softmax_loss(x, y):
    """F.cross_entropy(x, y, reduction='mean') = nll_loss(log_softmax(x, 1), y)"""
    input, target = x, y
    batch = np.arange(input.shape[0])
    log_probs = _log_softmax(input, dim=1)
    loss = -log_probs[batch, target].mean()
    grad_input = np.exp(log_probs)
    grad_input[batch, target] -= 1.0
    grad_input /= input.shape[0]
    return loss, grad_input


# --------------------------------------------------------------------------------------
# what a forward hook would log
# --------------------------------------------------------------------------------------

_OPS = {
    'sigmoid': (sigmoid_forward, sigmoid_backward, 0.25),
    'tanh': (tanh_forward, tanh_backward, 1.0),
}


def saturation_fraction(x, kind):
    if kind not in _OPS:
        raise ValueError(f"kind must be one of {sorted(_OPS)}, got {kind!r}")
    forward, backward, max_grad = _OPS[kind]
    # .backward(torch.ones_like(output)) is the local gradient
    output, ctx = forward(x)
    grad = backward(np.ones_like(output), ctx)
    return float((grad < 0.01 * max_grad).mean())


def dead_relu_fraction(activations):
    # activations.transpose(0, 1).flatten(1)
    per_unit = np.swapaxes(activations, 0, 1).reshape(activations.shape[1], -1)
    alive = per_unit.any(axis=1)
    return 1.0 - float(alive.mean())
