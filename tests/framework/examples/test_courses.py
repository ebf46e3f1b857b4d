"""Every course in ``examples/courses`` is complete, and gives the same points everywhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import pytest
from small_course import run_at_home

from autograder._files import write_folder
from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders, assignment_names
from autograder.cli import main
from autograder.cli.rehearse import CACHE
from autograder.errors import AssignmentError
from autograder.grading.engine import grade
from autograder.grading.results import Results
from autograder.publish.bundle import build
from autograder.publish.proofs.answers import THE_REFERENCE, Answers
from autograder.publish.proofs.hand_ins import Sources
from autograder.publish.proofs.mutants import mutants
from autograder.publish.rehearsal import rehearsal
from autograder.publish.rehearsal.namespaces import check_possible
from autograder.publish.student_folder import student_files
from autograder.sandbox.process import Sandbox
from autograder.unpack import module_path

ROOT = Path(__file__).parents[3]
COURSES = sorted(p for p in (ROOT / "examples" / "courses").iterdir() if p.is_dir())
EXAMPLES = [(course, name) for course in COURSES for name in assignment_names(course)]
OTTER = Path(sys.executable).with_name("otter")
COMMANDS = re.compile(r"^    \.venv/bin/autograder (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """An assignment of a course, with its bundle."""

    answers: Answers
    bundle: Path

    @cached_property
    def right(self) -> dict[str, bytes]:
        """What hands in the reference."""
        return _in_bytes(self.answers.right[THE_REFERENCE])

    @cached_property
    def template(self) -> dict[str, bytes]:
        """What hands in the stubs as they were handed out."""
        return _in_bytes(self.answers.answer.template())

    @cached_property
    def changed(self) -> dict[str, bytes]:
        """What hands in the reference with one small change."""
        right = self.answers.answer
        *_, mutant = mutants({m: right.texts[module_path(m)] for m in right.own}, 5)
        return {**self.right, module_path(mutant.module): mutant.source.encode()}

    def graded(self, files: dict[str, bytes], folder: Path) -> Results:
        """What the bundle gives to files that are handed in as ``folder``."""
        write_folder(folder, files)
        with open_bundle(self.bundle) as rubric, Sandbox() as sandbox:
            results = grade(rubric, folder, sandbox)
        assert not results.failure, results.failure
        return results


def _in_bytes(files: Sources) -> dict[str, bytes]:
    return {n: t.encode() if isinstance(t, str) else t for n, t in files.items()}


def _public(results: Results) -> float:
    return sum(o.points for o in results.outcomes if not o.hidden and not o.bonus)


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda e: f"{e[0].name}-{e[1]}")
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Each one, built once."""
    folders = Folders(*request.param)
    return Example(Answers(folders), build(folders, tmp_path_factory.mktemp("dist"))[1])


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.name)
def test_a_course_has_all_its_parts(course: Path) -> None:
    for name in assignment_names(course):
        folders = Folders(course, name)
        assert (folders.assignment / "handout.md").read_text().startswith("# ")
        assert "@wrong(" in (folders.solution / "misconceptions.py").read_text()
        assert folders.tests
    readme = (course / "README.md").read_text()
    said = [command.split() for command in COMMANDS.findall(readme)]
    beginning = ["--root", f"examples/courses/{course.name}"]
    assert {c[2] for c in said if c[:2] == beginning} >= {"validate", "build"}, readme
    for path in re.findall(r"`((?:tests|solutions|assignments)/[^`*]+)`", readme):
        assert (course / path).exists(), path


def test_the_reference_has_all_points_and_the_template_none(
    example: Example, tmp_path: Path
) -> None:
    results = example.graded(example.right, tmp_path / "right")
    assert [o.message for o in results.outcomes if o.message] == results.notes == []
    assert results.points == example.answers.most > 10
    assert example.graded(example.template, tmp_path / "template").points == 0


@pytest.mark.slow
def test_every_proof_holds_mutants_are_killed_and_every_mistake_is_named(
    example: Example, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = example.answers.folders
    command = ["--root", str(folders.root), "validate", folders.name, "--seeds", "3", "--json"]
    status = main(command)
    (proofs,) = json.loads(capsys.readouterr().out).values()
    assert (status, [line for proof in proofs for line in proof["against"]]) == (0, [])
    figures = {proof["title"]: proof["figure"] for proof in proofs}
    killed = figures["small changes of the reference lose points"]
    assert float(killed.partition("%")[0]) >= 95.0, killed
    named = figures["known mistakes lose points and are named"]
    count = len(example.answers.misconceptions)
    assert named.startswith(f"{count} mistakes, {count} of them named"), named


@pytest.mark.slow
def test_it_is_built_as_its_readme_says(example: Example, tmp_path: Path) -> None:
    """In a copy: what was proven is written beside the course."""
    folders = example.answers.folders
    for part in ("assignments", "solutions", "tests"):
        shutil.copytree(folders.root / part, tmp_path / part)
    command = ["--root", str(tmp_path), "build", folders.name, "-o", str(tmp_path / "dist")]
    assert main(command) == 0
    made = tmp_path / "dist" / folders.name / "autograder.zip"
    with open_bundle(made) as mine, open_bundle(example.bundle) as wanted:
        assert mine.provenance.bundle == wanted.provenance.bundle  # the commit alone is another one


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["right", "template", "changed"])
def test_what_pack_promises_and_otter_gives_is_what_the_grader_gives(
    kind: str, example: Example, tmp_path: Path
) -> None:
    files: dict[str, bytes] = getattr(example, kind)
    results = example.graded(files, tmp_path / "hand-in")
    home = tmp_path / "home"
    write_folder(home, student_files(example.answers.folders) | files)
    packed = run_at_home(home, "pack.py")
    promise = f"it has {_public(results):g} of "
    assert promise in packed.stdout, packed.stdout + packed.stderr
    archive = home / f"{example.answers.folders.name}-submission.zip"
    with open_bundle(example.bundle) as rubric, Sandbox() as sandbox:
        assert grade(rubric, archive, sandbox).points == results.points
    command = [OTTER, "run", "-a", example.bundle, archive.name]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True)
    total = f"{results.points:.3f} / {example.answers.most:.3f}"
    assert done.returncode == 0 and total in done.stdout, done.stdout + done.stderr


def _layouts(files: dict[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """How a right hand-in arrives."""

    def below(folder: str, content: dict[str, bytes] = files) -> dict[str, bytes]:
        return {f"{folder}/{name}": data for name, data in content.items()}

    alone = {name.rpartition("/")[2]: data for name, data in files.items()}
    old = dict.fromkeys(files, b"raise ValueError\n")
    forks = {f"{PurePosixPath(n).parent}/._{PurePosixPath(n).name}": b"\0\5" for n in files}
    upload = {"tests/test_it.py": b"assert False\n", "setup.py": b"1 / 0\n", "README.md": b"#\n"}
    yield "as it is", files
    yield "leading folders", below("my hw/final version")
    yield "a repository", {**below("hw-main"), **below("hw-main", upload)}
    yield "the files alone", alone
    yield "in other letters", {name.title().replace(".Py", ".py"): d for name, d in files.items()}
    yield "beside __MACOSX", {**files, **below("__MACOSX", forks)}
    yield "beside an older copy", {**files, **below("old", old)}
    yield "packed on Windows", {name.replace("/", "\\"): data for name, data in files.items()}
    yield "beside bytecode", {**files, **below("__pycache__", {"a.cpython-310.pyc": b"\0"})}


@pytest.mark.slow
def test_a_hand_in_of_any_layout_has_the_same_points(example: Example, tmp_path: Path) -> None:
    with open_bundle(example.bundle) as rubric, Sandbox() as sandbox:
        for name, files in _layouts(example.right):
            hand_in = tmp_path / f"{name}.zip"
            with zipfile.ZipFile(hand_in, "w") as archive:
                for path, data in files.items():
                    archive.writestr(path, data)
            results = grade(rubric, hand_in, sandbox)
            assert results.points == example.answers.most, (name, results.files, results.notes)


@pytest.fixture
def image(example: Example) -> Iterator[rehearsal.Image]:
    """A container like Gradescope's; as root on Linux."""
    try:
        check_possible()
    except AssignmentError as reason:
        pytest.skip(str(reason))
    with rehearsal.image(example.bundle.read_bytes(), CACHE) as made:
        yield made


@pytest.mark.slow
def test_it_is_rehearsed_with_the_same_points(
    example: Example, image: rehearsal.Image, tmp_path: Path
) -> None:
    for kind in ("right", "template", "changed"):
        files: dict[str, bytes] = getattr(example, kind)
        graded = image.grade(files)
        assert graded.faults == [], graded.done.output
        points = example.graded(files, tmp_path / kind).points
        assert graded.document["score"] == pytest.approx(points)
    module = example.answers.assignment.handed_in[0]
    assert rehearsal.probe(image, module) == []
