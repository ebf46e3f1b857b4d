"""A preview shows as one HTML page what each viewer sees of a results.json."""

from __future__ import annotations

from autograder.platforms.gradescope.visibility import views
from autograder.reports.pages import render


def preview_page(data: bytes, name: str) -> str:
    """The views of ``data``, a results.json that Gradescope takes, as one HTML page.

    The page needs nothing else: no other file, no connection.
    """
    return render("preview.html", views=views(data), name=name)
