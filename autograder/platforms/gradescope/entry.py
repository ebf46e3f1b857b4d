"""The program that Gradescope's container runs for every submission."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from autograder._files import write_atomic
from autograder.assignment.rubric import Rubric
from autograder.grading.results import Results
from autograder.platforms.gradescope.attempts import NOT_COUNTED, refusal
from autograder.platforms.gradescope.document import refused_json, to_json

SECRET = ("source", "submission", "results", "submission_metadata.json")


NOT_FULL = 1


SHOWN = 10
"""Lost cases in the log of a set-up."""


GRADER_STOPPED = {
    "score": 0.0,
    "output": "The grader failed, not you. Your instructor can see what happened.\n"
    "出错的是评分程序，不是你的代码。教师可以看到出错原因。",
    "extra_data": {NOT_COUNTED: True},
}


def grade_upload(root: Path) -> None:
    """Grade ``root/submission`` with the bundle at ``root/source``; write the results."""
    from autograder.assignment.bundle import open_bundle

    target = root / "results" / "results.json"
    write_atomic(target, json.dumps(GRADER_STOPPED) + "\n")
    for secret in SECRET:
        if (root / secret).exists():
            (root / secret).chmod((root / secret).stat().st_mode & 0o700)
    with open_bundle(root / "source") as rubric, rubric.speaking():
        settings = rubric.assignment.gradescope
        why = refusal(_metadata(root / "submission_metadata.json"), settings.attempts_per_day)
        if why is not None:
            write_atomic(target, refused_json(why, rubric.provenance))
            return
        results = _graded(rubric, root / "submission", target)
        write_atomic(target, to_json(results, settings, _written(rubric)))
    if results.failure:
        print(results.failure, file=sys.stderr)  # shown to instructors alone


def self_test(root: Path) -> int:
    """Grade the reference with the bundle at ``root/source``; 0 where it has full marks."""
    from autograder.assignment.bundle import open_bundle

    with open_bundle(root / "source") as rubric:
        results = _graded(rubric, root / "source" / "reference", None)
    lost = [o for o in results.outcomes if not o.passed]
    for outcome in lost[:SHOWN]:
        print(f"  {outcome.question}, {outcome.case}: {outcome.message}")
    print(results.failure, end="")
    print(f"the reference has {results.points:g} of {results.max_points:g} points in this image")
    print(f"protections around the student's code here: {', '.join(results.layers) or 'none'}")
    return NOT_FULL if results.points < results.max_points or results.failure else 0


def _written(rubric: Rubric) -> dict[str, str]:
    """What is said of the questions that a person grades."""
    return {question.title: question.unanswered for question in rubric.assignment.manual}


def _graded(rubric: Rubric, submission: Path, target: Path | None) -> Results:
    from autograder.grading.engine import grade
    from autograder.sandbox.process import Sandbox

    def report(so_far: Results) -> None:
        if target is not None:
            write_atomic(target, to_json(so_far, rubric.assignment.gradescope, _written(rubric)))

    with Sandbox() as sandbox:
        return grade(rubric, submission, sandbox, progress=report)


def _metadata(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test(Path(sys.argv[2])))
    grade_upload(Path(sys.argv[1]))
