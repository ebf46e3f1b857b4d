"""What happens inside, told on stderr to those who ask: the standard library's logging."""

from __future__ import annotations

import os
import sys

NAME, VARIABLE = "autograder", "AUTOGRADER_LOG"
LINE = "autograder[%(process)d] %(relativeCreated)d ms: %(message)s"


def turn_on() -> None:
    """Print what the logger "autograder" is told, by this process and those that it forks."""
    import logging  # 5 ms, which only those wait for who want to see it

    logger = logging.getLogger(NAME)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(LINE))
        logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)


def turn_off() -> None:
    """Print nothing any more."""
    if "logging" in sys.modules:
        import logging

        logger = logging.getLogger(NAME)
        logger.handlers.clear()
        logger.setLevel(logging.NOTSET)


def note(message: str, *values: object) -> None:
    """Tell the logger what happens; where nothing is printed, this costs nothing."""
    if is_on():
        import logging

        logging.getLogger(NAME).debug(message, *values)


def is_asked_for() -> bool:
    """Whether the environment asks for it."""
    return os.environ.get(VARIABLE, "").lower() == "debug"


def is_on() -> bool:
    """Whether something is printed."""
    if "logging" not in sys.modules:
        return False
    import logging

    return bool(logging.getLogger(NAME).handlers)
