"""Nothing that a command prints steers a terminal, whoever wrote it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.cli._terminal import drawn_on, harmless, harmless_output

CLEARS, TITLE, TURNS, PAINTS = "\x1b[2J", "\x1b]0;owned\x07", "\u202egnp.exe", "\x9b31m"


@pytest.mark.parametrize("text", [CLEARS, TITLE, TURNS, PAINTS, "over\rwritten", "back\b\b\x00"])
def test_control_characters_are_escaped(text: str) -> None:
    made = harmless(f"Ada {text} Löwe 李 \U0001f469\u200d\U0001f52c\t.\n")
    assert all(c.isprintable() or c in "\n\t\u200d" for c in made)
    assert "Ada " in made and "Löwe 李 \U0001f469\u200d\U0001f52c\t.\n" in made


def test_whatever_a_command_prints_is_escaped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def prints(arguments: object) -> int:
        print("out", CLEARS)
        print("err", PAINTS, file=sys.stderr)
        sys.stderr.writelines([TITLE])
        raise ValueError(TURNS)

    monkeypatch.setattr("autograder.cli._program.run", prints)
    assert main([]) == 70
    said = capsys.readouterr()
    assert said.out == "out \\x1b[2J\n"
    assert "err \\x9b31m\n\\x1b]0;owned\\x07" in said.err and "\\u202egnp.exe" in said.err
    assert not set(said.out + said.err) & set("\x1b\x9b\x07\u202e")


def test_a_traceback_that_is_asked_for_is_escaped_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / f"{CLEARS}.zip"
    assert main(["grade", str(path), str(path), "-o", str(tmp_path / "out"), "--debug"]) == 2
    said = capsys.readouterr()
    assert "Traceback" in said.err and "\\x1b[2J.zip" in said.err
    assert "\x1b" not in said.err


def test_what_draws_a_table_gets_the_stream_itself(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout
    with harmless_output():
        assert sys.stdout is not before and drawn_on(sys.stdout) is before
    assert sys.stdout is before and drawn_on(before) is before
