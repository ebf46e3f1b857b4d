"""The tutorial is a script: its commands run, and print what the page says; by the wheel, too."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from pages import DOCS, ROOT, Command, File, Output, plain, steps

from autograder.publish.scaffold import SHAPES

PAGE = DOCS / "tutorial.md"
INSTALLING = ["python3 -m venv .venv", ". .venv/bin/activate"]
PACKAGE = "'nn-autograder[instructor]'"
SECONDS = 180.0
"""Of processor time: what all commands of the page may take together, installing left out. Beside
other work of the machine they take longer by the clock."""
BY_HAND = 5
BEYOND = (
    *(f"autograder new hw-{shape} --like {shape}" for shape in SHAPES),
    "autograder list",
    "autograder template hw-package",
    "autograder preview graded/hw1/results/units.json -o preview.html",
    "autograder feedback graded/hw1 -o feedback",
    "autograder compare graded/hw1 graded/hw1 -o changes",
)
"""What is tried beside the tutorial, since it needs the package's own data: scaffolds and pages."""


class Shell:
    """A shell in which a page's commands are typed one by one, each from where the last one led."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder, self.environment = folder, dict(environment)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run it; ``cd`` and the activation of an environment hold for those that follow."""
        name, _, rest = command.partition(" ")
        if name == "cd":
            self.folder = (self.folder / rest).resolve(strict=True)
            command = "true"
        elif command == INSTALLING[1]:
            self.environment["PATH"] = f"{self.folder / '.venv/bin'}:{self.environment['PATH']}"
            command = "true"
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def walk(shell: Shell, installing: Mapping[str, str | None]) -> None:
    """Do what the page says; ``installing`` has other commands, or None, in place of some."""
    root, said, spent = shell.folder, "", 0.0
    for step in steps(PAGE):
        if isinstance(step, File):
            step.write(root / "mycourse")
        elif isinstance(step, Output):
            missing = [line for line in step.lines if not is_in(said, line)]
            assert step.lines and not missing, f"{missing} in {said}"
            said = ""
        elif (command := installing.get(step.text, step.text)) is not None:
            begun = processor_time()
            done = shell.run(command)
            assert done.returncode == step.status, f"{command}: {done.stdout}"
            said += done.stdout
            spent += 0.0 if step.text in installing else processor_time() - begun
    print(f"the commands of the tutorial took {spent:.0f} s of processor time")
    assert spent < SECONDS
    assert (root / "mycourse/dist/hw1/autograder.zip").is_file()
    assert (root / "mycourse/graded/hw1/report.html").is_file()


def processor_time() -> float:
    """The seconds of processor time of all processes that have been started here and ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def is_in(said: str, line: str) -> bool:
    """Whether ``line`` was printed; one that ends in dots is the beginning of what was."""
    begun = line.removesuffix(" ...")
    printed = [plain(other) for other in said.splitlines()]
    return any(other.startswith(begun) for other in printed) if begun != line else line in printed


def test_five_files_are_written_by_hand_and_every_block_is_a_part_of_the_script() -> None:
    walked = list(steps(PAGE))
    assert len({step.path for step in walked if isinstance(step, File)}) == BY_HAND
    commands = [step.text for step in walked if isinstance(step, Command)]
    assert commands[:3] == [*INSTALLING, f"pip install {PACKAGE}"]
    assert sum(isinstance(step, Output) for step in walked) >= 5


@pytest.mark.slow
def test_the_commands_print_what_the_page_says(tmp_path: Path) -> None:
    """By the package that is installed; ``lock`` asks the package index."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    skipped = [*INSTALLING, f"pip install {PACKAGE}", "pip install -r home/hw1/requirements.txt"]
    walk(Shell(tmp_path, {**os.environ, "PATH": path}), dict.fromkeys(skipped))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, which is built from what git would check out."""
    folder = tmp_path_factory.mktemp("built")
    tracked = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT).decode().split("\0")
    for name in filter(None, tracked):
        if name.split("/")[0] in ("autograder", "README.md", "LICENSE", "pyproject.toml"):
            target = folder / "checkout" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", folder, folder / "checkout"],
        check=True,
        env=without_the_checkout(),
        capture_output=True,
    )
    assert len(list(folder.glob("*.tar.gz"))) == 1
    (made,) = folder.glob("*.whl")
    return made


def without_the_checkout() -> dict[str, str]:
    """An environment in which Python finds no package by a path of the checkout."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    tracked = subprocess.check_output(["git", "ls-files", "autograder"], cwd=ROOT, text=True)
    with zipfile.ZipFile(wheel) as archive:
        held = [name for name in archive.namelist() if name.startswith("autograder/")]
    assert sorted(held) == sorted(tracked.splitlines())


@pytest.mark.slow
def test_the_tutorial_in_an_empty_environment_with_the_wheel_alone(
    wheel: Path, tmp_path: Path
) -> None:
    """From ``pip install`` to the report; packages come from the index."""
    shell = Shell(tmp_path, without_the_checkout())
    package = f"pip install --quiet 'nn-autograder[instructor] @ {wheel.as_uri()}'"
    with_pytest = "pip install --quiet -r home/hw1/requirements.txt"
    walk(
        shell,
        {
            INSTALLING[0]: f"{sys.executable} -m venv .venv",
            INSTALLING[1]: INSTALLING[1],
            f"pip install {PACKAGE}": package,
            "pip install -r home/hw1/requirements.txt": with_pytest,
        },
    )
    for command in BEYOND:
        done = shell.run(command)
        assert done.returncode == 0, f"{command}: {done.stdout}"
    where = shell.run("python -c 'import autograder; print(autograder.__file__)'")
    assert str(tmp_path.resolve() / "mycourse") not in where.stdout
    assert str(tmp_path) in where.stdout and str(ROOT) not in where.stdout
