"""``Results`` as Gradescope's results.json, and the entry point inside its container."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.assignment import Gradescope
from autograder.attempts import NOT_COUNTED, Refusal, refusal
from autograder.files import write_atomic
from autograder.grading import Rubric
from autograder.provenance import Provenance
from autograder.results import PASSED, Outcome, Results

MAX_MESSAGE = 4000
MAX_BYTES = 900_000
"""Gradescope's own advice is to stay below 1 MB."""
SECRET = ("source", "submission", "results", "submission_metadata.json")
NOT_FULL = 1
SHOWN = 10
"""Lost cases in the log of a set-up."""
STOPPED = {
    "score": 0.0,
    "output": "The grader failed, not you. Your instructor can see what happened.",
    "extra_data": {NOT_COUNTED: True},
}


def to_json(results: Results, settings: Gradescope | None = None) -> str:
    """The results in Gradescope's schema: a line a case, notes first; always below 1 MB."""
    settings = settings or Gradescope()
    length = MAX_MESSAGE
    while True:
        document = json.dumps(document_of(results, settings, length), indent=1) + "\n"
        if len(document) <= MAX_BYTES or length == 0:
            return document
        length //= 2


def document_of(
    results: Results, settings: Gradescope, length: int = MAX_MESSAGE
) -> dict[str, Any]:
    """The same as a dict; no message is longer than ``length`` characters."""
    notes = [_note(text, length) for text in [*results.files, *results.notes]]
    cases = [_case(n, o, settings, length) for n, o in enumerate(results.outcomes, 1)]
    document: dict[str, Any] = {
        "score": results.points,
        "execution_time": round(results.seconds, 3),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "tests": notes + cases,
        "extra_data": {
            **asdict(results.provenance),
            "hand_in": results.hand_in,
            "graded_at": results.time,
            "layers": results.layers,
        },
    }
    if results.failure:
        document["extra_data"][NOT_COUNTED] = True
    if settings.leaderboard:
        document["leaderboard"] = _leaderboard(results, settings)
    return document


def _note(text: str, length: int) -> dict[str, Any]:
    return {"name": "About your files", "output": text[:length], "visibility": "visible"}


def _case(number: int, outcome: Outcome, settings: Gradescope, length: int) -> dict[str, Any]:
    return {
        "number": str(number),
        "name": f"{outcome.question}: {outcome.case}{' (bonus)' * outcome.bonus}",
        "score": outcome.points,
        "max_score": 0.0 if outcome.bonus else outcome.max_points,
        "status": "passed" if outcome.status == PASSED else "failed",
        "output": outcome.message[:length],
        "visibility": settings.hidden_cases if outcome.hidden else "visible",
        "tags": [outcome.question],
    }


def _leaderboard(results: Results, settings: Gradescope) -> list[dict[str, Any]]:
    values = {"points": results.points, "seconds": round(results.seconds, 2)}
    values |= {question: earned for question, (earned, _) in results.by_question().items()}
    return [
        {"name": column, "value": values.get(measure, 0.0)}
        | ({"order": "asc"} if measure == "seconds" else {})
        for column, measure in settings.leaderboard.items()
    ]


def refused_json(why: Refusal, provenance: Provenance) -> str:
    """The results of an attempt that is not graded."""
    document = {
        "score": why.points,
        "output": why.message,
        "output_format": "text",
        "extra_data": {**asdict(provenance), NOT_COUNTED: True},
    }
    return json.dumps(document, indent=1) + "\n"


def main(root: Path) -> None:
    """Grade ``root/submission`` with the bundle at ``root/source``; write the results."""
    from autograder.bundle import load_bundle

    target = root / "results" / "results.json"
    write_atomic(target, json.dumps(STOPPED) + "\n")
    for secret in SECRET:
        if (root / secret).exists():
            (root / secret).chmod((root / secret).stat().st_mode & 0o700)
    rubric = load_bundle(root / "source")
    settings = rubric.assignment.gradescope
    why = refusal(_metadata(root / "submission_metadata.json"), settings.attempts_per_day)
    if why is not None:
        write_atomic(target, refused_json(why, rubric.provenance))
        return
    results = _graded(rubric, root / "submission", target)
    write_atomic(target, to_json(results, settings))
    if results.failure:
        print(results.failure, file=sys.stderr)  # shown to instructors alone


def self_test(root: Path) -> int:
    """Grade the reference with the bundle at ``root/source``; 0 where it has full marks."""
    from autograder.bundle import load_bundle

    rubric = load_bundle(root / "source")
    results = _graded(rubric, root / "source" / "reference", None)
    lost = [o for o in results.outcomes if o.points < o.max_points]
    for outcome in lost[:SHOWN]:
        print(f"  {outcome.question}, {outcome.case}: {outcome.message}")
    print(results.failure, end="")
    print(f"the reference has {results.points:g} of {results.max_points:g} points in this image")
    print(f"layers around the student's code here: {', '.join(results.layers) or 'none'}")
    return NOT_FULL if results.points < results.max_points or results.failure else 0


def _graded(rubric: Rubric, submission: Path, target: Path | None) -> Results:
    from autograder.grading import grade
    from autograder.sandbox.process import Sandbox

    def report(so_far: Results) -> None:
        if target is not None:
            write_atomic(target, to_json(so_far, rubric.assignment.gradescope))

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
    main(Path(sys.argv[1]))
