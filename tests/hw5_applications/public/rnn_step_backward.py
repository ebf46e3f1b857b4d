OK_FORMAT = False
name = "rnn_step_backward"
depends = ["rnn_step_forward"]

from shared.recurrent import step_inputs

from autograder.checks import case, check_gradient, rng


@case(points=0.5)
def gradient(rnn_step_forward, rnn_step_backward):
    """dx, dprev_h, dWx, dWh and db agree with the numeric gradient"""
    inputs = step_inputs(rng(), 2, 4, 3)
    check_gradient(rnn_step_forward, rnn_step_backward, inputs, wrt=tuple(inputs))
