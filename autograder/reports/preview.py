"""A preview shows as one HTML page what each viewer sees of a results.json."""

from __future__ import annotations

from autograder.errors import AssignmentError
from autograder.platforms.gradescope.visibility import views
from autograder.publish.rehearsal.schema import faults
from autograder.reports.pages import render


def preview_page(data: bytes, name: str) -> str:
    """The views of a results.json as one HTML page that needs nothing else.

    ``AssignmentError`` where ``data`` is no results.json that Gradescope takes.
    """
    wrong = faults(data)
    if wrong:
        raise AssignmentError(f"not a results.json that Gradescope takes: {wrong[0]}")
    return render("preview.html", views=views(data), name=name)
