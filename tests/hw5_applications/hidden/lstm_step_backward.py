OK_FORMAT = False
name = "lstm_step_backward (hidden)"
depends = ["lstm_step_forward"]
bonus = True

from shared.lstm import as_layer
from shared.recurrent import lstm_inputs

from autograder.checks import assert_unchanged, case, check_gradient, rng


@case(points=0.25)
def gradient(lstm_step_forward, lstm_step_backward):
    """all gradients agree with the numeric ones where there are more units than inputs"""
    layer = as_layer(lstm_step_forward, lstm_step_backward)
    inputs = lstm_inputs(rng(), 3, 2, 5)
    check_gradient(*layer, inputs, wrt=tuple(inputs))


@case(points=0.25)
def upstream_kept(lstm_step_forward, lstm_step_backward):
    """leaves dnext_h and dnext_c as they were"""
    random = rng()
    *_, cache = lstm_step_forward(*lstm_inputs(random, 3, 2, 5).values())
    dnext_h, dnext_c = random.standard_normal((2, 3, 5))
    before = dnext_h.copy(), dnext_c.copy()
    lstm_step_backward(dnext_h, dnext_c, cache)
    assert_unchanged(dnext_h, before[0], "lstm_step_backward: dnext_h")
    assert_unchanged(dnext_c, before[1], "lstm_step_backward: dnext_c")
