"""Known wrong answers, each with the hint that a student reads whose answer is the same."""

import numpy as np

from autograder.assignment.misconceptions import wrong


@wrong("softplus_forward", "exp overflows", hint="What is exp(1000)? See np.logaddexp.")
def softplus_overflows(x):
    with np.errstate(over="ignore"):
        return np.log(1.0 + np.exp(x)), x


@wrong("softplus_forward", "the 1 is missing", hint="log(exp(x)) is x itself.")
def softplus_without_one(x):
    return x * 1.0, x


@wrong("softplus_backward", "dout is left out", hint="The chain rule multiplies by dout.")
def softplus_backward_without_dout(dout, cache):
    return np.exp(-np.logaddexp(0.0, -cache))


@wrong("softplus_backward", "the gradient of max(0, x)", hint="A smooth rectifier has no step at 0.")
def softplus_backward_with_step(dout, cache):
    return dout * (cache > 0)


@wrong("softplus_backward", "the sign is turned", hint="Is the slope near 1 for large x, or near 0?")
def softplus_backward_turned(dout, cache):
    return dout * np.exp(-np.logaddexp(0.0, cache))
