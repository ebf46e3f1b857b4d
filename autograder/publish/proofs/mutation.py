"""Proof 4: small changes of the reference lose points."""

from __future__ import annotations

from collections.abc import Set

from autograder.assignment.markers import BEGIN
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.habits import HABITS
from autograder.publish.proofs.hand_ins import Right
from autograder.publish.proofs.mutants import EQUIVALENT, Mutant, mutants
from autograder.publish.proofs.proof import Proof
from autograder.unpack import module_path

MUTANTS = 300
"""How many small changes are tried at most."""
OF_EACH_KIND = 10
"""For so many small changes there is at most one of each kind of habits: 30 of a kind in all."""
KILLED, EXPLAINED = 0.95, 0.05
"""The share of the mutants that must lose points at least, and that may carry an excuse at most."""

WHAT_KILLS = f"add a case that fails on it, or say above the line why not: {EQUIVALENT} ..."
"""What is to be done about a mutant that survives."""


def mutants_are_killed(answers: Answers, count: int = MUTANTS) -> Proof:
    """Grade mutants of the reference; what survives is explained by its author."""
    right = answers.answer
    own = {m: right.texts[module_path(m)] for m in right.own}
    # Of a test that students write, known mistakes say what it has to notice: most small changes
    # of one, such as other inputs, leave as good a test.
    tests = answers.tests_of_students
    made = [
        mutant
        for kind, most in [("", count), *((kind, count // OF_EACH_KIND) for kind in HABITS)]
        for mutant in mutants(
            own, most, kind, lambda m, at: answers.function_at(m, at) not in tests
        )
    ]
    title = "small changes of the reference lose points"
    if not made:
        why = _why_none(right) if count else "none was asked for: ask for some by --mutants N"
        return Proof(title, "0 mutants", [why])
    killed = list(each(answers, _killed, made, "mutants"))
    alive = [m for m, noticed in zip(made, killed, strict=True) if not noticed]
    against = [f"{survivor(answers, m)}; {WHAT_KILLS}" for m in alive if not m.reason]
    explained = len(alive) - len(against)
    if len(alive) > (1 - KILLED) * len(made):
        against.append(
            f"only {len(made) - len(alive)} of {len(made)} mutants are killed, {KILLED:.0%} should "
            "be: add cases for those that survive"
        )
    if explained > EXPLAINED * len(made):
        against.append(
            f"{explained} of {len(made)} mutants carry an excuse, {EXPLAINED:.0%} may: write the "
            f"reference so that fewer lines need {EQUIVALENT}"
        )
    share = (len(made) - len(alive)) / len(made)
    figure = f"{share:.1%} of {len(made)}, {explained} equivalent by their author's word"
    figure += f"; tests that students write are left out: {', '.join(sorted(tests))}" * bool(tests)
    return Proof(title, f"{figure}; {_by_kind(made, killed)}", against)


def few_mutants_are_killed(answers: Answers, functions: Set[str], count: int) -> Proof:
    """Grade ``count`` small changes of these functions or classes: what to look at while writing.

    A single one that survives speaks against it, unless its author has explained it.
    """
    right = answers.answer
    own = {m: right.texts[module_path(m)] for m in right.own}
    made = mutants(own, count, among=lambda m, line: answers.function_at(m, line) in functions)
    killed = each(answers, _killed, made, "mutants")
    alive = [m for m, noticed in zip(made, killed, strict=True) if not noticed and not m.reason]
    against = [f"{survivor(answers, m)}; {WHAT_KILLS}" for m in alive]
    title = "small changes of what changed lose points"
    return Proof(title, f"{len(made) - len(alive)} of {len(made)}", against)


def survivor(answers: Answers, mutant: Mutant) -> str:
    """A mutant that no case notices: its file and line, from the course's folder on, and what."""
    path = answers.answer.paths[mutant.module].relative_to(answers.folders.root)
    changed = f"`{mutant.before}` became `{mutant.after}`"
    return f"{path.as_posix()}:{mutant.line}: survives: {changed}"


def _by_kind(made: list[Mutant], killed: list[bool]) -> str:
    """How many mutants of each kind are noticed."""
    found: dict[str, list[bool]] = {}
    for mutant, noticed in zip(made, killed, strict=True):
        found.setdefault(mutant.kind or "small changes", []).append(noticed)
    return ", ".join(f"{kind} {sum(some)} of {len(some)}" for kind, some in found.items())


def _why_none(right: Right) -> str:
    """Where the solution begins in which nothing can be changed."""
    for module in right.own:
        for number, text in enumerate(right.texts[module_path(module)].splitlines(), 1):
            if text.strip() == BEGIN:
                return (
                    f"{right.paths[module]}:{number}: nothing below {BEGIN} can be changed: put "
                    "what students write between the markers"
                )
    raise AssertionError("a reference without markers has no template and is not proven")


def _killed(workplace: Workplace, mutant: Mutant) -> bool:
    """Whether any case fails on the mutant; the first that does ends the trial."""
    answers = workplace.answers
    hand_in = {**answers.answer.texts, module_path(mutant.module): mutant.source}
    function = answers.function_at(mutant.module, mutant.line)
    questions = answers.touched(function) if function else None
    return any(not v.passed for v in workplace.verdicts(hand_in, questions=questions))
