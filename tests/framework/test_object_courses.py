"""A course of objects, written as for plain Python: proven, graded, and the same at home."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_course import LOCK, at_home, graded, lost

from autograder.assignment.folders import Folders
from autograder.publish.proofs.answers import THE_REFERENCE, Answers
from autograder.publish.proofs.mutation import MUTANTS, mutants_are_killed
from autograder.publish.proofs.validate import validate

COURSES = Path(__file__).with_name("object_courses")
NAMES = sorted(path.name for path in COURSES.iterdir())


@pytest.fixture
def folders(request: pytest.FixtureRequest, tmp_path: Path) -> Folders:
    name: str = request.param
    shutil.copytree(COURSES / name, tmp_path / "course")
    shutil.copy(LOCK, tmp_path / "course" / "assignments" / name)
    return Folders(tmp_path / "course", name)


@pytest.mark.parametrize("folders", NAMES, indirect=True)
def test_every_proof_holds(folders: Folders) -> None:
    proofs = list(validate(Answers(folders), quick=True))
    assert len(proofs) > 3
    assert [(p.title, p.against) for p in proofs if not p.holds] == []


@pytest.mark.slow
@pytest.mark.parametrize("folders", NAMES, indirect=True)
def test_mutants_are_killed(folders: Folders) -> None:
    proof = mutants_are_killed(Answers(folders), MUTANTS)
    assert float(proof.figure.partition("%")[0]) >= 95.0, proof


@pytest.mark.parametrize("folders", NAMES, indirect=True)
def test_the_reference_has_all_points_and_the_template_none(
    folders: Folders, tmp_path: Path
) -> None:
    answers = Answers(folders)
    right = answers.right[THE_REFERENCE]
    for name, text in right.items():
        assert isinstance(text, str)
        (tmp_path / name).write_text(text)
        results = graded(folders, tmp_path / name, tmp_path)
        assert [o.message for o in results.outcomes if o.message] == []
        assert results.points == answers.most > 10
        template = answers.answer.template()
        (tmp_path / name).write_text(template[name])
        assert graded(folders, tmp_path / name, tmp_path).points == 0
        printed = at_home(folders, {name: text}, tmp_path / "home")
        most = sum(o.max_points for o in results.outcomes if not o.hidden)
        assert f"{most:g} of {most:g}" in printed, printed
        assert len(lost(folders, template)) == len(results.outcomes)
