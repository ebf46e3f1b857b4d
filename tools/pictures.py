"""Makes the pictures of README: a failing run, what Gradescope shows, a report, a figure.

    make pictures

The pages need Chromium; without it, those pictures stay as they were.
"""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from classes import make_class
from PIL import Image
from rich.console import Console
from rich.text import Text

from autograder.assignment.bundle import open_bundle
from autograder.assignment.folders import Folders
from autograder.cli import main as main_command
from autograder.grading.engine import grade
from autograder.platforms.gradescope.document import to_json
from autograder.publish.bundle import build
from autograder.publish.notebook import executed_notebook
from autograder.reports.preview import preview_page
from autograder.sandbox.process import Sandbox

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
MISTAKEN = ROOT / "examples" / "submissions" / "mistaken.py"
STUDENTS = 60
COLOURS = 64
"""Of a picture of a page: text, a few marks, and their edges."""
VIEWS = {
    "report.png": "",
    "report-hand-in.png": "#=student-00009",
    "report-unexplained.png": "#unexplained",
}
"""The views of the report that are shown."""
FIGURE = 4
"""Of hw2's figures: the activations of six layers."""


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        failing_run(Path(scratch, "hw1_layers"))
        gradescope_page(Path(scratch))
        report_page(Path(scratch))
    notebook_figure()


def failing_run(folder: Path) -> None:
    """What ``pytest -k conv`` prints, at 80 columns, in colour."""
    shutil.copytree(ROOT / "student_template" / "hw1_layers", folder)
    shutil.copy(MISTAKEN, folder / "layers.py")
    command = [sys.executable, "-m", "pytest", "-k", "conv", "--color=yes"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={"COLUMNS": "80"}
    )
    console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ pytest -k conv\n{done.stdout.rstrip()}"))
    svg = console.export_svg(title="hw1_layers", unique_id="run")
    (PICTURES / "failing-run.svg").write_text(svg)


def gradescope_page(scratch: Path) -> None:
    """What a student sees of the same hand-in on Gradescope."""
    _, bundle = build(Folders(ROOT, "hw1_layers"), scratch / "dist")
    with open_bundle(bundle) as rubric, Sandbox() as sandbox:
        results = grade(rubric, MISTAKEN, sandbox)
    html = scratch / "page.html"
    html.write_text(preview_page(to_json(results).encode(), "mistaken"))
    photograph(html, "gradescope.png", 900)


def report_page(scratch: Path) -> None:
    """The report of a made-up class."""
    _, bundle = build(Folders(ROOT, "hw1_layers"), scratch / "dist")
    make_class(scratch / "class", STUDENTS)
    main_command(["grade", str(bundle), str(scratch / "class"), "-o", str(scratch / "graded")])
    main_command(["report", str(scratch / "graded")])
    for name, view in VIEWS.items():
        photograph(scratch / "graded" / "report.html", name, 850, view=view, width=1200)


def photograph(html: Path, name: str, height: int, *, view: str = "", width: int = 900) -> None:
    """The top of a page as a picture, of the ``view`` that its address ends with."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print(f"no Chromium here: docs/pictures/{name} stays as it is")
        return
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    options += ["--virtual-time-budget=10000"]  # milliseconds, for the script of the page
    size, shot = f"--window-size={width},{height}", f"--screenshot={PICTURES / name}"
    command = [chromium, *options, size, shot, f"{html.as_uri()}{view}"]
    subprocess.run(command, check=True, capture_output=True)
    with Image.open(PICTURES / name) as picture:  # few colours, and a third of the size
        picture.convert("RGB").quantize(COLOURS).save(PICTURES / name, optimize=True)


def notebook_figure() -> None:
    """A figure of hw2's notebook, run on the reference."""
    folders = Folders(ROOT, "hw2_data_and_initialization")
    notebook = executed_notebook(folders, "notebook.ipynb")
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    figures = [o["data"]["image/png"] for o in outputs if "image/png" in o.get("data", {})]
    (PICTURES / "activations.png").write_bytes(base64.b64decode(figures[FIGURE]))


if __name__ == "__main__":
    main()
