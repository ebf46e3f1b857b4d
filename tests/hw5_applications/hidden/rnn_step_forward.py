OK_FORMAT = False
name = "rnn_step_forward (hidden)"

from shared.recurrent import step_inputs

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(rnn_step_forward, reference):
    """is right for a batch"""
    inputs = step_inputs(rng(), 3, 4, 5)
    next_h, _ = rnn_step_forward(**inputs)
    assert_close(next_h, reference.rnn_step_forward(**inputs)[0], "rnn_step_forward: next_h")


@case(points=0.25)
def inputs_kept(rnn_step_forward):
    """leaves its arguments as they were"""
    inputs = step_inputs(rng(), 3, 4, 5)
    before = {key: value.copy() for key, value in inputs.items()}
    rnn_step_forward(*inputs.values())
    for key, value in inputs.items():
        assert_unchanged(value, before[key], f"rnn_step_forward: {key}")
