"""Proof 7: the limits leave room for answers that are slower than the reference."""

from __future__ import annotations

from autograder.grading.engine import measured
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.proof import Proof, place
from autograder.sandbox.process import Sandbox

ROOM = 4
"""How many times what the reference needs a limit should be."""


def cost(answers: Answers) -> Proof:
    """What the reference's slowest case and its hungriest one take of their limits."""
    limits, against = answers.assignment.limits, []
    slowest, hungriest = 0.0, 0.0
    with Sandbox() as sandbox, hand_ins.placed(answers.answer.texts) as folder:
        for v, seconds, megabytes in measured(answers.rubric, folder, sandbox):
            slowest, hungriest = max(slowest, seconds), max(hungriest, megabytes)
            if seconds > limits.case_seconds / ROOM or megabytes > limits.memory_mb / ROOM:
                against.append(
                    f"{place(v)}: the reference takes {seconds:.2f} s and {megabytes:.0f} MB, more "
                    f"than 1/{ROOM} of its limits: use smaller arrays, or raise "
                    "case_seconds or memory_mb in [limits] of assignment.toml"
                )
    figure = f"{slowest:.2f} of {limits.case_seconds:g} s, {hungriest:.0f} of {limits.memory_mb} MB"
    return Proof("the limits leave room", figure, against)
