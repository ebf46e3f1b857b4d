"""Proof 7: the limits leave room for answers that are slower than the reference."""

from __future__ import annotations

from autograder.grading.engine import measured
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.proof import Proof, place

ROOM = 4
"""How many times what the reference needs a limit should be."""
TRIES = 3


def cost(answers: Answers) -> Proof:
    """What the reference's slowest case and its hungriest one take of their limits."""
    limits, against = answers.assignment.limits, []
    slowest, hungriest = 0.0, 0.0
    names = [question.name for question in answers.questions]
    for costs in each(answers, _costs_of, names, "questions"):
        for where, seconds, megabytes in costs:
            slowest, hungriest = max(slowest, seconds), max(hungriest, megabytes)
            if seconds > limits.case_seconds / ROOM or megabytes > limits.memory_mb / ROOM:
                against.append(
                    f"{where}: the reference takes {seconds:.2f} s and {megabytes:.0f} MB, more "
                    f"than 1/{ROOM} of its limits: use smaller arrays, or raise "
                    "case_seconds or memory_mb in [limits] of assignment.toml"
                )
    figure = f"{slowest:.2f} of {limits.case_seconds:g} s, {hungriest:.0f} of {limits.memory_mb} MB"
    return Proof("the limits leave room", figure, against)


def _costs_of(workplace: Workplace, question: str) -> list[tuple[str, float, float]]:
    """Each case of a question with the seconds and megabytes that the reference takes in it.

    What is slow is tried again, and the quicker time counts: others may have had the machine.
    """
    rubric = workplace.answers.rubric
    asked = [q for q in rubric.questions if q.name == question]
    found: dict[str, tuple[float, float]] = {}
    with hand_ins.placed(workplace.answers.answer.texts) as folder:
        for _ in range(TRIES):
            for v, seconds, megabytes in measured(rubric, folder, workplace.sandbox, asked):
                quickest, most = found.get(place(v), (seconds, megabytes))
                found[place(v)] = min(quickest, seconds), max(most, megabytes)
            allowed = rubric.assignment.limits.case_seconds / ROOM
            if all(seconds <= allowed for seconds, _ in found.values()):
                break
    return [(where, *costs) for where, costs in found.items()]
