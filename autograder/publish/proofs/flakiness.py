"""Proof 5: right answers pass whatever the run seed."""

from __future__ import annotations

from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.proof import Proof, line


def no_flakiness(answers: Answers, seeds: int) -> Proof:
    """Grade every right answer with that many seeds."""
    tried = range(1, seeds + 1)
    against = [x for lines in each(answers, _seed, tried, "seeds") for x in lines]
    return Proof("no false failure", f"{seeds} run seeds, {len(answers.right)} answers", against)


def _seed(workplace: Workplace, seed: int) -> list[str]:
    """What speaks against the right answers on one seed, whose numeric gradients they share."""
    right = workplace.answers.right
    return [
        f"{name}, seed {seed}: {line(v)}; draw by rng() alone, and allow for what any draw can give"
        for name, answer in right.items()
        for v in workplace.lost(answer, seed=seed)
    ]
