"""``Results`` as Gradescope's results.json, and the entry point inside its container."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from autograder.files import write_atomic
from autograder.grading import PASSED, Outcome, Results

MAX_MESSAGE = 4000
STOPPED = {
    "score": 0.0,
    "output": "The grader failed, not you. Your instructor can see what happened.",
}


def to_json(results: Results) -> str:
    """The results in Gradescope's schema: a line a case, notes first."""
    notes = [_note(text) for text in results.notes]
    cases = [_case(number, o) for number, o in enumerate(results.outcomes, 1)]
    document = {
        "score": results.points,
        "execution_time": round(results.seconds, 3),
        "output_format": "text",
        "test_output_format": "text",
        "tests": notes + cases,
        "extra_data": {"bundle": results.bundle_hash, "layers": results.layers},
    }
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _note(text: str) -> dict[str, Any]:
    return {"name": "About your files", "output": text[:MAX_MESSAGE], "visibility": "visible"}


def _case(number: int, outcome: Outcome) -> dict[str, Any]:
    return {
        "number": str(number),
        "name": f"{outcome.question}: {outcome.case}",
        "score": outcome.points,
        "max_score": outcome.max_points,
        "status": "passed" if outcome.status == PASSED else "failed",
        "output": outcome.message[:MAX_MESSAGE],
        "visibility": "after_published" if outcome.hidden else "visible",
        "tags": [outcome.question],
    }


def main(root: Path) -> None:
    """Grade ``root/submission`` with the bundle at ``root/source``; write the results."""
    from autograder.bundle import load_bundle
    from autograder.grading import grade
    from autograder.sandbox.process import Sandbox

    target = root / "results" / "results.json"
    write_atomic(target, json.dumps(STOPPED) + "\n")
    for secret in ("source", "submission", "results", "submission_metadata.json"):
        if (root / secret).exists():
            (root / secret).chmod((root / secret).stat().st_mode & 0o700)
    with Sandbox() as sandbox:
        results = grade(
            load_bundle(root / "source"),
            root / "submission",
            sandbox,
            progress=lambda so_far: write_atomic(target, to_json(so_far)),
        )
    write_atomic(target, to_json(results))
    if results.failure:
        print(results.failure, file=sys.stderr)  # shown to instructors alone


if __name__ == "__main__":
    main(Path(sys.argv[1]))
