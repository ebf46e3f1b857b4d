"""Proof 5: right answers pass whatever the run seed."""

from __future__ import annotations

from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.publish.proofs.proof import Proof, line


def no_flakiness(answers: Answers, seeds: int) -> Proof:
    """Grade every right answer with that many seeds."""
    tried = [(name, seed) for name in answers.right for seed in range(1, seeds + 1)]
    against = [x for lines in each(answers, _seed, tried, "answers on seeds") for x in lines]
    return Proof("no false failure", f"{seeds} run seeds, {len(answers.right)} answers", against)


def _seed(workplace: Workplace, tried: tuple[str, int]) -> list[str]:
    name, seed = tried
    lost = workplace.lost(workplace.answers.right[name], seed=seed)
    return [f"{name}, seed {seed}: {line(v)}" for v in lost]
