"""Grades inside stock ``otter run``: before Otter touches the hand-in, with the same engine.

Otter's kernel then only replays the recorded outcomes; none of the student's code reaches it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from otter.plugins import AbstractOtterPlugin
from otter.test_files import GradingResults

from autograder.assignment.bundle import DRIVER, open_bundle
from autograder.checks.cases import OUTCOMES
from autograder.grading.engine import failures, grade
from autograder.sandbox.process import Sandbox

OTTERS_OWN = ("tests", DRIVER)


class GradedBefore(AbstractOtterPlugin):  # type: ignore[misc]
    """Otter's events, in the order in which they come."""

    outcomes: Mapping[str, Mapping[str, str | None]]
    hidden_cases: str

    def before_grading(self, config: Any) -> None:
        """Move the hand-in out of Otter's folder, grade it, and leave nothing of it behind."""
        here = Path.cwd()
        with tempfile.TemporaryDirectory(prefix="otter-hand-in-") as scratch:
            for path in sorted(here.iterdir()):
                if path.name not in OTTERS_OWN:
                    shutil.move(path, Path(scratch) / path.name)
            with open_bundle(here.parent / "source") as rubric, Sandbox() as sandbox:
                self.hidden_cases = rubric.assignment.gradescope.hidden_cases
                self.outcomes = failures(grade(rubric, Path(scratch), sandbox))
        driver = Path(self.submission_path)  # where a notebook is handed in, in its place
        if not driver.exists():
            driver.write_text(nbformat.writes(nbformat.v4.new_notebook()))

    def before_execution(self, submission: Any) -> Any:
        """A notebook that holds the recorded outcomes, in place of the hand-in."""
        text = json.dumps(json.dumps(self.outcomes))
        cell = nbformat.v4.new_code_cell(f"import json\n{OUTCOMES} = json.loads({text})")
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        return nbformat.v4.new_notebook(cells=[cell], metadata=kernel)

    def after_grading(self, results: Any) -> None:
        """Give every case the message of the grader, without Otter's line of the test."""
        for question, file in results.results.items():
            for case in file.test_case_results:
                failure = self.outcomes[question][case.test_case.name]
                case.message = "passed" if failure is None else failure
        results.__class__ = Shown  # Otter has no event that comes before it writes
        results.hidden_cases = self.hidden_cases


class Shown(GradingResults):  # type: ignore[misc]
    """Otter's results, of which students see the public cases at once.

    Otter itself shows no test before grades are published.
    """

    hidden_cases: str

    def to_gradescope_dict(self, config: Any) -> dict[str, Any]:
        """Otter's results.json with our visibilities."""
        document: dict[str, Any] = super().to_gradescope_dict(config)
        public = {file.name for file in self.results.values() if file.all_public}
        for test in document["tests"]:
            if "score" in test:
                test["visibility"] = "visible" if test["name"] in public else self.hidden_cases
        return document

    def __reduce__(self) -> Any:
        """Leave a plain object behind in Otter's pickle: who reads it may not have this package."""
        state = {k: v for k, v in vars(self).items() if k != "hidden_cases"}
        return object.__new__, (GradingResults,), state
