"""Otter-Grader generates parts of a grader zip; they are asked for and completed here."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from autograder.assignment.bundle import DRIVER
from autograder.assignment.current_folder import working_in

OTTER_CONFIG = {
    "plugins": ["autograder.platforms.otter.GradedBefore"],
    "show_hidden": True,
    "force_public_test_summary": False,
    "print_summary": False,
    "logo": False,
}


def completed_for_otter(files: Mapping[str, bytes], requirements: list[str]) -> dict[str, bytes]:
    """Otter's own files, completed so that its runtime finds this package and the requirements."""
    first, rest = files["run_autograder"].split(b"\n", 1)
    path = b"export PYTHONPATH=/autograder/source/framework"
    needed = "".join(f"      - {r}\n" for r in requirements).encode()
    return {
        "run_autograder": b"\n".join([first, path, rest]),
        "environment.yml": files["environment.yml"].rstrip() + b"\n" + needed,
    }


def generated_by_otter(tests: Mapping[str, bytes], driver: bool = True) -> dict[str, bytes]:
    """The files of the zip that Otter generates for ``tests`` (file name -> source).

    Without ``driver`` the hand-in itself is the one notebook that Otter looks for.
    """
    import nbformat  # neither is in the image, where this module is loaded too
    from otter.generate import main as otter_generate

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        (folder / "tests").mkdir()
        for name, data in tests.items():
            (folder / "tests" / name).write_bytes(data)
        (folder / "config.json").write_text(json.dumps(OTTER_CONFIG))
        empty = nbformat.v4.new_notebook(
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        )
        (folder / DRIVER).write_text(nbformat.writes(empty))
        with working_in(folder):  # Otter takes files from the current folder only
            otter_generate(
                tests_dir="tests",
                output_path="autograder.zip",
                config="config.json",
                files=[DRIVER] * driver,
                no_requirements=True,
                no_environment=True,
            )
        with zipfile.ZipFile(folder / "autograder.zip") as archive:
            return {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}
