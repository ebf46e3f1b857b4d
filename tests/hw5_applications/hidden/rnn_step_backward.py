OK_FORMAT = False
name = "rnn_step_backward (hidden)"
depends = ["rnn_step_forward"]

from shared.recurrent import step_inputs

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=0.5)
def gradient(rnn_step_forward, rnn_step_backward):
    """all gradients agree with the numeric ones where there are more units than words"""
    inputs = step_inputs(rng(), 4, 3, 6)
    check_gradient(rnn_step_forward, rnn_step_backward, inputs, wrt=tuple(inputs))


@case(points=0.25)
def one_example(rnn_step_forward, rnn_step_backward):
    """all gradients agree with the numeric ones for a single sequence"""
    inputs = step_inputs(rng(), 1, 5, 2)
    check_gradient(rnn_step_forward, rnn_step_backward, inputs, wrt=tuple(inputs))


@case(points=0.25)
def dnext_kept(rnn_step_forward, rnn_step_backward):
    """leaves dnext_h as it was"""
    random = rng()
    _, cache = rnn_step_forward(*step_inputs(random, 3, 4, 5).values())
    dnext_h = random.standard_normal((3, 5))
    before = dnext_h.copy()
    rnn_step_backward(dnext_h, cache)
    assert_unchanged(dnext_h, before, "rnn_step_backward: dnext_h")
