OK_FORMAT = False
name = "rnn_forward (hidden)"
depends = ["rnn_step_forward"]

from shared.recurrent import sequence_inputs

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def long_sequence(rnn_forward, reference):
    """is right over eleven steps"""
    inputs = sequence_inputs(rng(), 3, 11, 5, 4)
    h, _ = rnn_forward(*inputs.values())
    assert_close(h, reference.rnn_forward(*inputs.values())[0], "rnn_forward: h")


@case(points=0.25)
def one_step(rnn_forward, reference):
    """is one step of the network for a sequence of one word"""
    inputs = sequence_inputs(rng(), 3, 1, 5, 4)
    h, _ = rnn_forward(*inputs.values())
    assert_close(h, reference.rnn_forward(*inputs.values())[0], "rnn_forward: h")


@case(points=0.25)
def future_unseen(rnn_forward, reference):
    """a state does not depend on later words"""
    inputs = sequence_inputs(rng(), 2, 6, 3, 4)
    expected, _ = reference.rnn_forward(*inputs.values())
    h, _ = rnn_forward(*{**inputs, "x": inputs["x"][:, :4]}.values())
    assert_close(h, expected[:, :4], "rnn_forward: h of the first words alone")


@case(points=0.25)
def inputs_kept(rnn_forward):
    """leaves its arguments as they were"""
    inputs = sequence_inputs(rng(), 3, 6, 5, 4)
    before = {key: value.copy() for key, value in inputs.items()}
    rnn_forward(*inputs.values())
    for key, value in inputs.items():
        assert_unchanged(value, before[key], f"rnn_forward: {key}")
