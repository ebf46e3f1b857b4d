"""The door: help, errors, statuses, and what is printed where."""

from __future__ import annotations

import errno
import importlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
import pytest

from autograder import __version__, cli
from autograder._workers import Processes, run_jobs
from autograder.cli import _log, main
from autograder.cli._program import MODULES, SECTIONS, command_line
from autograder.errors import AssignmentError

ROOT = Path(__file__).parents[3]
HEAVY = ("numpy", "otter", "jinja2", "nbformat", "rich", "sqlite3", "subprocess")
"""What makes a help text slow."""


def test_the_help_says_what_the_program_is_for_and_groups_its_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == main(["-h"]) == 0
    said = capsys.readouterr().out
    assert "Grade assignments in which students write neural networks in NumPy." in said
    headings = [said.index(f"\n{heading}:\n") for heading in SECTIONS]
    assert headings == sorted(headings)
    assert "README.md" in said and "docs/" in said


def test_a_command_in_the_help_is_one_line_at_80_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--help"])
    lines = capsys.readouterr().out.split("Write a course:")[1].split("autograder COMMAND")[0]
    commands = [line for line in lines.splitlines() if line.strip() and line[0] == " "]
    assert [line.split()[0] for line in commands] == list(MODULES)
    assert all(line.endswith(".") for line in commands)


@pytest.mark.parametrize("wanted", MODULES)
def test_a_commands_help_has_whole_sentences_and_an_example_that_parses(
    wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = command_line.get_command(click.Context(command_line), wanted)
    assert command is not None and command.name == wanted
    assert command.help and command.help.strip().endswith(".")
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        assert text and text[0].isupper() and re.search(r"[.)\]]$", text), parameter.name
    assert main([wanted, "--help"]) == 0
    example = capsys.readouterr().out.split("Example:\n")[1].strip()
    program_name, name, *arguments = shlex.split(example)
    assert (program_name, name) == ("autograder", wanted)
    command.make_context(name, arguments).close()


def test_defaults_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("validate", "build", "report"):
        main([name, "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for default in ("default: 20", "default: 300", "default: dist", "default: DIR/report.html"):
        assert default in said


def test_the_help_loads_nothing_that_is_slow() -> None:
    names = ", ".join(map(repr, HEAVY))
    code = (
        "import sys; before = {*sys.modules}; "  # under coverage, what measures it
        "from autograder.cli import main; assert main(['--help']) == 0; "
        f"sys.exit(', '.join(n for n in ({names},) if n in {{*sys.modules}} - before) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"autograder {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("grad x", "no such command 'grad'; did you mean 'grade'? (see autograder --help)"),
        ("--nope", "no such option '--nope' (see autograder --help)"),
        ("validate --seed 2", "no such option '--seed'; did you mean '--seeds'? "),
        ("list x", "got unexpected extra argument (x) (see autograder list --help)"),
        ("grade", "missing argument 'BUNDLE' (see autograder grade --help)"),
        ("grade b x", "missing option '-o' / '--output' (see autograder grade --help)"),
        ("validate --seeds many", "invalid value for '--seeds': 'many' is not"),
    ],
)
def test_what_is_typed_wrong_is_one_sentence(
    typed: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed.split()) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"autograder: {said}") and err.count("\n") == 1


def test_without_a_command_the_help_is_shown_and_the_status_is_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "Usage: autograder" in err


def failing(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*arguments: object, **how: object) -> NoReturn:
        raise error

    return fail


def planted(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> list[str]:
    """Make ``autograder list`` fail with ``error``; returns the arguments."""
    module = importlib.import_module("autograder.assignment.folders")
    monkeypatch.setattr(module, "assignment_names", failing(error))
    return ["list"]


@pytest.mark.parametrize(
    "bug",
    [
        KeyError("seconds"),
        FileNotFoundError(errno.ENOENT, "No such file or directory", "/framework/page.html"),
        PermissionError(errno.EACCES, "Permission denied", "/framework/page.html"),
        ModuleNotFoundError("No module named 'autograder.gone'", name="autograder.gone"),
        BrokenPipeError(errno.EPIPE, "Broken pipe"),
    ],
    ids=lambda bug: type(bug).__name__,
)
def test_a_bug_is_called_a_bug(
    bug: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(planted(monkeypatch, bug)) == 70
    err = capsys.readouterr().err
    assert err.startswith(f"autograder: a bug in autograder ({type(bug).__name__}: ")
    assert "run it again with --debug" in err and err.count("\n") == 1


@pytest.mark.parametrize("typed", [["--debug", "list"], ["list", "--debug"]])
def test_debug_shows_the_traceback_of_a_bug_and_of_bad_input(
    typed: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(monkeypatch, KeyError("seconds"))
    assert main(typed) == 70
    err = capsys.readouterr().err
    assert "Traceback" in err and "in list_command" in err and "a bug in autograder" in err
    planted(monkeypatch, AssignmentError("no course here"))
    assert main(typed) == 2
    err = capsys.readouterr().err
    assert "Traceback" in err and err.endswith("autograder: no course here\n")
    assert main(["list"]) == 2
    assert capsys.readouterr().err == "autograder: no course here\n"


def test_a_full_disk_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert main(planted(monkeypatch, full)) == 2
    assert "cannot be written: No space left on device" in capsys.readouterr().err


def test_ctrl_c_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(planted(monkeypatch, KeyboardInterrupt())) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_nobody_reads_is_silent(unbuffered: str) -> None:
    command = [sys.executable, "-m", "autograder", "list"]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as closed:
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=closed, stderr=subprocess.PIPE)
    assert done.stderr == b"" and done.returncode == 141


def test_a_missing_click_is_one_sentence() -> None:
    code = "import sys; sys.modules['click'] = None; from autograder.cli import main; " + (
        "sys.exit(main(['list']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2 and done.stdout == ""
    needed = "this needs click: pip install 'nn-autograder[instructor]'"
    assert done.stderr == f"autograder: {needed}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_can_be_made(
    shell: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_AUTOGRADER_COMPLETE", f"{shell}_source")
    assert main([]) == 0
    assert "_AUTOGRADER_COMPLETE" in capfd.readouterr().out


def test_commands_and_assignments_are_completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("_AUTOGRADER_COMPLETE", "bash_complete")
    for words, offered in (("autograder gr", "plain,grade"), ("autograder lock hw1", "hw1_layers")):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
        assert main([]) == 0
        assert offered in capsys.readouterr().out


def test_the_log_is_off_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(
        importlib.import_module("autograder.assignment.folders"),
        "assignment_names",
        lambda root: _log.note("the course is %s", root.name) or ["hw1_layers"],
    )
    assert main(["list"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("AUTOGRADER_LOG", "debug")
    assert main(["list"]) == 0
    assert re.fullmatch(r"autograder\[\d+\] \d+ ms: the course is .*\n", capsys.readouterr().err)
    monkeypatch.delenv("AUTOGRADER_LOG")
    assert main(["list"]) == 0
    assert capsys.readouterr().err == "" and not _log.is_on()


def test_a_grading_tells_the_log_what_happens(
    dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in = str(ROOT / "examples" / "submissions" / "right.py")
    bundle = str(dist / "autograder.zip")
    assert main(["--debug", "grade", bundle, hand_in, "-o", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    lines = [line.partition(" ms: ")[2] for line in err.splitlines()]
    assert "autograder[" not in out
    assert lines[0] == "a sandbox starts" and lines[1].startswith(f"bundle {bundle} is ")
    assert lines[2] == f"1 hand-ins in {hand_in}"
    assert lines[3].startswith("protections around every hand-in: process")


def _end_once(state: int, flag: str) -> None:
    if not Path(flag).exists():
        Path(flag).touch()
        os._exit(1)


def test_a_process_that_dies_is_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG", "autograder"), Processes(1, int) as processes:
        ((_, job),) = run_jobs(processes, _end_once, [("a job", (str(tmp_path / "flag"),))])
        assert job.exception() is None
    assert caplog.messages == ["a process died during a job, for the 1. time of 3"]


def test_every_command_lives_where_the_door_looks_for_it() -> None:
    folder = Path(cli.__file__).parent
    assert {f"{module}.py" for module in MODULES.values()} == {
        path.name for path in folder.glob("*.py") if not path.name.startswith("_")
    }


def test_a_course_elsewhere_is_given_by_its_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["list"]) == 2
    assert f"{tmp_path}: no assignments/*/assignment.toml here" in capsys.readouterr().err
    assert main(["--root", str(ROOT), "list"]) == 0
    assert "hw1_layers" in capsys.readouterr().out
    assert main(["--root", str(ROOT), "build", "hw1_layers", "--no-validate"]) == 0
    assert (tmp_path / "dist" / "hw1_layers" / "autograder.zip").is_file()
