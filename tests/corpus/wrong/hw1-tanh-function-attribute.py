# assignment: hw1_layers, function: tanh_backward, mistake: the output is kept as an attribute of the function
# promise: "`cache` is anything that your `NAME_backward(dout, cache)` needs later"
import numpy as np


def tanh_forward(x):
    tanh_forward.t = np.tanh(x)
    return tanh_forward.t, "see tanh_forward.t"


def tanh_backward(dout, cache):
    return dout * (1 - tanh_forward.t ** 2)
