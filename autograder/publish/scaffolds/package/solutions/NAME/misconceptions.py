"""Known wrong answers, each with the hint that a student reads whose answer is the same."""

import mynet.layers as layers

from autograder.assignment.misconceptions import wrong


@wrong("affine_forward", "shapes are not checked", hint="What has the module shapes for you?")
def affine_without_check(x, w):
    return x @ w, (x, w)


@wrong("affine_backward", "dx and dw are exchanged", hint="Which of the two does the caller expect first?")
def affine_backward_exchanged(dout, cache):
    dx, dw = layers.affine_backward(dout, cache)
    return dw, dx


@wrong("squared_loss", "the loss is a sum over the batch", hint="Is the loss of a batch twice as large larger?")
def squared_loss_summed(out, wanted):
    difference = out - wanted
    return 0.5 * (difference**2).sum(), difference


@wrong("squared_loss", "the mean is over all elements", hint="Divided by what: N, or N times M?")
def squared_loss_by_all(out, wanted):
    difference = out - wanted
    return 0.5 * (difference**2).mean(), difference / difference.size
