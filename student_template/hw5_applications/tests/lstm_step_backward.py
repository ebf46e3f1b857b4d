OK_FORMAT = False
name = "lstm_step_backward"
depends = ["lstm_step_forward"]
bonus = True

from shared.lstm import as_layer
from shared.recurrent import lstm_inputs

from autograder.checks import case, check_gradient, rng


@case(points=0.5)
def gradient(lstm_step_forward, lstm_step_backward):
    """all gradients agree with the numeric ones, through next_h and next_c"""
    layer = as_layer(lstm_step_forward, lstm_step_backward)
    inputs = lstm_inputs(rng(), 2, 3, 2)
    check_gradient(*layer, inputs, wrt=tuple(inputs))
