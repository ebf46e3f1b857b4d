"""Runs pytest on a student folder as the sandbox confines a hand-in: for hostile ones.

python confined_pytest.py FOLDER SCRATCH
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy  # noqa: F401  (the protections ask where it lies)
import pytest

from autograder.sandbox.inside.confine import Confinement
from autograder.sandbox.inside.order import Order

USER = 20_001
"""Nobody's; the folder is readable by all."""


def main(folder: str, scratch: str) -> int:
    """Put the protections on, then run the tests; the points go to ``SCRATCH/points.json``."""
    user = USER if os.geteuid() == 0 else None
    if user is not None:
        os.chown(scratch, user, user)
    order = Order(
        directory=folder,
        scratch=scratch,
        user=user,
        group=user,
        modules=("layers",),
        imports=(),
        import_seconds=10,
        total_seconds=20,
        memory_mb=1024,
        output_kb=64,
        file_mb=16,
        message_mb=16,
    )
    kept = os.open(os.devnull, os.O_RDONLY)
    Confinement(()).put_on(order, kept)
    os.environ["AUTOGRADER_POINTS"] = str(Path(scratch, "points.json"))
    for name in [n for n in sys.modules if n.partition(".")[0] == "autograder"]:
        del sys.modules[name]  # the folder has its own
    sys.path.insert(0, folder)
    return int(pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir", folder, folder]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
