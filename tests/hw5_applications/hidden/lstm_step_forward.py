OK_FORMAT = False
name = "lstm_step_forward (hidden)"
bonus = True

from shared.recurrent import lstm_inputs

from autograder.checks import assert_close, assert_unchanged, case, rng


@case(points=0.25)
def values(lstm_step_forward, reference):
    """is right for a batch"""
    inputs = lstm_inputs(rng(), 3, 4, 5)
    next_h, next_c, _ = lstm_step_forward(*inputs.values())
    right_h, right_c, _ = reference.lstm_step_forward(*inputs.values())
    assert_close(next_h, right_h, "lstm_step_forward: next_h")
    assert_close(next_c, right_c, "lstm_step_forward: next_c")


@case(points=0.25)
def large(lstm_step_forward, reference):
    """does not overflow where gates are shut or open, and leaves its arguments as they were"""
    inputs = lstm_inputs(rng(), 3, 4, 5)
    inputs["b"] = 1000 * inputs["b"]
    before = {key: value.copy() for key, value in inputs.items()}
    found = lstm_step_forward(*inputs.values())
    right = reference.lstm_step_forward(*inputs.values())
    for what, own, other in zip(("next_h", "next_c"), found, right):  # noqa: B905
        # all gates may be shut: then 0 is expected, and 1e-300 is right too
        assert_close(own, other, f"lstm_step_forward: {what} of large sums", atol=1e-9)
    for key, value in inputs.items():
        assert_unchanged(value, before[key], f"lstm_step_forward: {key}")
