"""The door: the command line, whose commands parse what a person typed and call the rooms."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import select
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TextIO, TypeAlias

from autograder.cli import _log
from autograder.cli._status import BAD_INPUT, BUG, NOBODY_READS, STOPPED, TERMINATED
from autograder.cli._terminal import harmless_output
from autograder.errors import AutograderError

Handler: TypeAlias = Callable[[int, FrameType | None], object] | int | None
"""What Python takes as the handler of a signal."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors of a disk that takes no more, whichever file it was."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status.

    0 where all went well, 1 where a proof fails or a person has no result, 2 where the input is
    wrong, 70 where the framework is, 130 after Ctrl-C, 141 where nobody reads the output and 143
    after SIGTERM.
    """
    _write_whatever_comes(sys.stdout, sys.stderr)
    with harmless_output():
        return _run_command(arguments)


def _run_command(arguments: list[str] | None) -> int:
    """Run one command, whatever comes; returns the exit status."""
    before = _on_sigterm(_end)
    try:
        from autograder.cli._program import run  # needs click, which may not be installed

        status = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()  # here a closed pipe is noticed; the interpreter would print a traceback
        return status
    except _Terminated:
        return TERMINATED
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        if isinstance(error, BrokenPipeError) and _nobody_reads(sys.stdout, sys.stderr):
            return NOBODY_READS
        return _tell(error)
    finally:
        _log.turn_off()
        _on_sigterm(before)


class _Terminated(KeyboardInterrupt):
    """SIGTERM came: what Ctrl-C would undo is undone, so that nothing is left behind."""


def _end(number: int, frame: FrameType | None) -> None:
    raise _Terminated


def _on_sigterm(handler: Handler) -> Handler:
    """Handle SIGTERM in this way from now on; returns the way before."""
    with contextlib.suppress(ValueError):  # not in the main thread: no signal comes here
        return signal.signal(signal.SIGTERM, handler)
    return handler


def _tell(error: Exception) -> int:
    """Say in one sentence what went wrong; returns the exit status."""
    status = BAD_INPUT
    if isinstance(error, AutograderError):
        said = str(error)
    elif isinstance(error, ModuleNotFoundError) and not _is_ours(error.name):
        extra = "cluster" if error.name == "distributed" else "instructor"
        said = f"this needs {error.name}: pip install 'nn-autograder[{extra}]'"
    elif isinstance(error, OSError) and error.errno in FULL:
        said = f"{error.filename or 'a file'}: cannot be written: {error.strerror}"
    else:
        status = BUG
        what = " ".join(f"{type(error).__name__}: {error}".split())
        said = f"a bug in autograder ({what}): run it again with --debug and report what it prints"
    if _log.is_on():
        import traceback

        traceback.print_exception(error)
    from autograder.classroom.names import one_line

    lines = [one_line(line) for line in f"autograder: {said}".split("\n")]
    print("\n".join(lines), file=sys.stderr)
    return status


def _write_whatever_comes(*streams: TextIO) -> None:
    """Let a terminal of any code page show names that it has no characters for, escaped."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _is_ours(module: str | None) -> bool:
    return module is None or module.partition(".")[0] == "autograder"


def _nobody_reads(*streams: TextIO) -> bool:
    """Whether a stream's pipe is closed; if so, nothing more is written to it, at exit neither."""
    closed = False
    for stream in streams:
        with contextlib.suppress(OSError, ValueError, AttributeError):  # no file; no poll
            poll = select.poll()
            poll.register(stream.fileno(), select.POLLOUT)
            if any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0)):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
                closed = True
    return closed
