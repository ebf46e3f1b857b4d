"""Validating runs the proofs that an assignment's tests are right, the quick ones first."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from autograder.assignment.folders import Folders
from autograder.assignment.provenance import PROVING, sources
from autograder.assignment.settings import read_assignment, reference_paths
from autograder.assignment.texts import texts_languages
from autograder.publish.bundle import content_hash
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.asked import all_is_asked_for
from autograder.publish.proofs.axes import axes_differ
from autograder.publish.proofs.cost import cost
from autograder.publish.proofs.flakiness import no_flakiness
from autograder.publish.proofs.known_mistakes import mistakes_are_caught, tried_mistakes
from autograder.publish.proofs.leaks import no_leak
from autograder.publish.proofs.listed import imports_are_listed
from autograder.publish.proofs.mutation import MUTANTS, mutants_are_killed
from autograder.publish.proofs.promises import promises_are_kept
from autograder.publish.proofs.proof import Proof
from autograder.publish.proofs.public_alone import public_alone
from autograder.publish.proofs.right_answers import right_answers
from autograder.publish.proofs.standing_alone import questions_stand_alone
from autograder.publish.proofs.translations import texts_are_translated
from autograder.unpack import module_path


def validate(
    answers: Answers, *, seeds: int = 0, count: int = MUTANTS, quick: bool = False
) -> Iterator[Proof]:
    """The proofs, one by one; the ``quick`` ones are those that ``build`` asks for.

    What can be read off the files comes first. Where right answers lose points, the rest would
    prove nothing and is left out.
    """
    yield all_is_asked_for(answers)
    yield imports_are_listed(answers)
    yield (right := right_answers(answers))
    if not right.holds:
        return
    yield axes_differ(answers)
    yield questions_stand_alone(answers)
    tried = tried_mistakes(answers)
    yield mistakes_are_caught(answers, tried)
    yield promises_are_kept(answers, {one.name for one in tried if one.noticed})
    yield no_leak(answers)
    if texts_languages(answers.folders.solution):
        yield texts_are_translated(answers)
    if not quick:
        yield mutants_are_killed(answers, count)
        yield no_flakiness(answers, seeds)
        yield cost(answers)
        yield public_alone(answers, tried)


def fingerprint(folders: Folders) -> str:
    """A hash over all that the proofs depend on: the assignment, what proves it, versions."""
    trees = (folders.assignment, folders.solution, folders.public.parent)
    files = {
        str(path.relative_to(tree.parents[1])): path.read_bytes()
        for tree in trees
        for path in tree.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assignment = read_assignment(folders)
    files["settings"] = assignment.to_json().encode()  # those of the course, too
    paths = reference_paths(folders, assignment)
    files |= {f"brought/{module_path(m)}": path.read_bytes() for m, path in paths.items()}
    framework = {f"autograder/{name}": path.read_bytes() for name, path in sources(PROVING)}
    versions = {"versions": f"{sys.version} {np.__version__}".encode()}
    return content_hash({**files, **framework, **versions})
