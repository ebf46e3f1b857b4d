"""Proof 4: small changes of the reference lose points."""

from __future__ import annotations

from autograder.assignment.markers import BEGIN
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.hand_ins import Right
from autograder.publish.proofs.mutants import Mutant, mutants
from autograder.publish.proofs.proof import Proof
from autograder.unpack import module_path

MUTANTS = 300
"""How many small changes are tried at most."""
KILLED, EXPLAINED = 0.95, 0.05
"""The share of the mutants that must lose points at least, and that may carry an excuse at most."""


def mutants_are_killed(answers: Answers, count: int = MUTANTS) -> Proof:
    """Grade mutants of the reference; what survives is explained by its author."""
    right = answers.answer
    made = mutants({m: right.texts[module_path(m)] for m in right.own}, count)
    title = "small changes of the reference lose points"
    if not made:
        return Proof(title, "0 mutants", [_why_none(right) if count else "none was asked for"])
    killed = each(answers, _killed, made, "mutants")
    alive = [m for m, noticed in zip(made, killed, strict=True) if not noticed]
    against = [f"survives: {m}" for m in alive if not m.reason]
    explained = len(alive) - len(against)
    if len(alive) > (1 - KILLED) * len(made):
        against.append(f"only {len(made) - len(alive)} of {len(made)} mutants are killed")
    if explained > EXPLAINED * len(made):
        against.append(f"{explained} of {len(made)} mutants carry an excuse: too many")
    share = (len(made) - len(alive)) / len(made)
    figure = f"{share:.1%} of {len(made)}, {explained} equivalent by their author's word"
    return Proof(title, figure, against)


def _why_none(right: Right) -> str:
    """Where the solution begins in which nothing can be changed."""
    for module in right.own:
        for number, text in enumerate(right.texts[module_path(module)].splitlines(), 1):
            if text.strip() == BEGIN:
                return f"{right.paths[module]}:{number}: nothing below {BEGIN} can be changed"
    raise AssertionError("a reference without markers has no template and is not proven")


def _killed(workplace: Workplace, mutant: Mutant) -> bool:
    """Whether any case fails on the mutant; the first that does ends the trial."""
    answers = workplace.answers
    hand_in = {**answers.answer.texts, module_path(mutant.module): mutant.source}
    function = answers.function_at(mutant.module, mutant.line)
    questions = answers.touched(function) if function else None
    return any(not v.passed for v in workplace.verdicts(hand_in, questions=questions))
