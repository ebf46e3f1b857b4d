# assignment: hw1_layers, function: relu_backward, mistake: dout is overwritten
# written: after the tests had been read
def relu_forward(x):
    mask = x > 0
    return x * mask, mask


def relu_backward(dout, mask):
    dout *= mask
    return dout
