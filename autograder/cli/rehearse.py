"""The command that shows what Gradescope will do, before it does."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from autograder._files import given_path, write_atomic
from autograder.cli._common import (
    PATH,
    command,
    folders_of,
    one_assignment_argument,
    output_option,
)
from autograder.cli._progress import Progress
from autograder.cli._status import UNPROVEN
from autograder.errors import AssignmentError

if TYPE_CHECKING:
    from autograder.assignment.folders import Folders
    from autograder.publish.rehearsal.rehearsal import GradedUpload, GradingImage

DOCKER, NAMESPACES = "docker", "namespaces"
"""The kinds of containers."""
CACHE = Path.home() / ".cache" / "nn-autograder"
"""Where the Debian root of rehearsals is kept from one to the next, since making it takes long."""


class _Rehearsed(NamedTuple):
    """An image, and what it made of an upload."""

    image: GradingImage
    graded: GradedUpload
    reached: list[str]
    """what a hand-in of ours could reach"""
    otter: tuple[float, float] | None
    """seconds and megabytes of installing Otter's package set; None where nobody asked"""


@command("rehearse", "autograder rehearse hw1_layers -o rehearsed")
@one_assignment_argument
@click.argument(
    "submission",
    type=PATH,
    required=False,
    metavar="[SUBMISSION]",
    help="What is uploaded: a file, a folder or a zip; without it, the reference.",
)
@output_option("Keep the results.json there.")
@click.option(
    "--in",
    "within",
    type=click.Choice(["docker", "namespaces"]),
    help="The kind of container.  [default: docker where a daemon answers, else namespaces]",
)
@click.option(
    "--beside-otter",
    is_flag=True,
    help="Also install Otter's own package set, to compare time and size.",
)
def rehearse_command(
    assignment: str,
    submission: Path | None,
    output: Path | None,
    within: str | None,
    beside_otter: bool,
) -> int:
    """Take a bundle through a container like Gradescope's.

    It is set up, given an upload, and what each viewer sees of the results is printed; what a
    hand-in can reach is tried too. Where a Docker daemon answers, the container is made of
    Gradescope's own base image, which is downloaded once; elsewhere of namespaces, which needs
    Linux and root. It takes a minute or two. The exit status is 1 where the set-up takes too long,
    the results are not valid or a hand-in reaches what it should not.
    """
    (folders,) = folders_of([assignment])
    done = _rehearsed(folders, submission, within or _best_container(), beside_otter)
    _show_rehearsal(done)
    if output is not None and done.graded.data:
        write_atomic(output / "results.json", done.graded.data)
        print(f"wrote {output / 'results.json'}: look at it with autograder preview")
    for part in done.image.not_rehearsed:
        print(f"not rehearsed: {part}")
    wrong = _faults(done)
    for line in wrong:
        print(f"autograder: {line}", file=sys.stderr)
    return UNPROVEN if wrong else 0


def _best_container() -> str:
    """The kind that is most like Gradescope's here."""
    from autograder.publish.rehearsal.docker import docker_version

    return DOCKER if docker_version() else NAMESPACES


def _image_in(within: str, bundle: bytes) -> AbstractContextManager[GradingImage]:
    """A grading image in a container of this kind; gone with the ``with`` block."""
    if within == DOCKER:
        from autograder.publish.rehearsal.docker import docker_image

        return docker_image(bundle)
    from autograder.publish.rehearsal.rehearsal import image

    return image(bundle, CACHE)


def _rehearsed(
    folders: Folders, submission: Path | None, within: str, beside_otter: bool
) -> _Rehearsed:
    """All steps, one after the other."""
    from autograder.publish.bundle import grader_files, zip_bytes
    from autograder.publish.rehearsal import rehearsal
    from autograder.publish.rehearsal.namespaces import check_possible

    steps = 4 + beside_otter
    upload, module = _upload(folders, submission)
    if within == NAMESPACES or beside_otter:  # Otter's set is installed in namespaces
        check_possible()
    with Progress() as progress:
        progress("making the bundle: step", 0, steps)
        bundle = zip_bytes(grader_files(folders))
        progress("setting up the image: step", 1, steps)
        with _image_in(within, bundle) as image:
            progress("grading an upload: step", 2, steps)
            graded = image.grade(upload)
            progress("trying what a hand-in can reach: step", 3, steps)
            reached = rehearsal.probe(image, module)
            if beside_otter:
                progress("installing Otter's package set: step", 4, steps)
            otter = rehearsal.beside_otter(CACHE) if beside_otter else None
    return _Rehearsed(image, graded, reached, otter)


def _upload(folders: Folders, submission: Path | None) -> tuple[dict[str, bytes], str]:
    """What is uploaded, and a module that the assignment asks for."""
    from autograder.publish.proofs.answers import Answers
    from autograder.publish.rehearsal import rehearsal

    answers = Answers(folders)
    module = answers.assignment.handed_in[0]
    if submission is None:
        return {name: text.encode() for name, text in answers.answer.texts.items()}, module
    with given_path(submission):
        if not submission.exists():
            raise AssignmentError(f"{submission}: no such submission")
        return rehearsal.uploaded(submission), module


def _show_rehearsal(done: _Rehearsed) -> None:
    print(done.image.setup.output.strip())
    print(f"set-up: {done.image.setup.seconds:.1f} s and {done.image.megabytes:.0f} MB")
    if done.otter is not None:
        print(f"Otter's package set alone: {done.otter[0]:.1f} s and {done.otter[1]:.0f} MB")
    print(f"upload to results: {done.graded.done.seconds:.1f} s at half a core")
    _show_views(done.graded.data if not done.graded.faults else b"", done.graded.done.output)


def _show_views(data: bytes, log: str) -> None:
    from autograder.platforms.gradescope.visibility import views

    print(f"run_autograder printed, for instructors alone: {log.strip() or 'nothing'}")
    for view in views(data) if data else []:
        total = f"{view.score} points" if view.score else "no total"
        print(f"{view.title}: {total}, {len(view.tests)} lines, {view.unseen} not shown")


def _faults(done: _Rehearsed) -> list[str]:
    """What Gradescope would not take, and what would be unsafe."""
    from autograder.publish.rehearsal.rehearsal import MOST_SETUP

    wrong = [f"results.json: {fault}" for fault in done.graded.faults]
    wrong += [f"a hand-in reached {what}" for what in done.reached]
    if done.image.setup.seconds > MOST_SETUP[0] or done.image.megabytes > MOST_SETUP[1]:
        wrong.append("the set-up takes more than {:g} s or {:g} MB".format(*MOST_SETUP))
    return wrong
