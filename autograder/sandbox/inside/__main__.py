"""The program of the zygote, run by its path in a clean interpreter without ``autograder``.

The modules beside this file import each other as those of a package. Here they are one under a
private name, and under none once they are loaded: a hand-in that has a ``wire.py`` gets its own.
"""

from __future__ import annotations

import gc

gc.disable()  # until all is loaded: the grader waits

import importlib  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from types import ModuleType  # noqa: E402

PRIVATE_NAME = "_inside"


def load_zygote() -> ModuleType:
    """The module ``zygote``, it and all that it imports from this folder left out of sys.modules.

    They must not import one another afterwards: all their imports stand at their heads.
    """
    package = ModuleType(PRIVATE_NAME)
    package.__path__ = [str(Path(__file__).parent)]
    sys.modules[PRIVATE_NAME] = package
    zygote = importlib.import_module(f"{PRIVATE_NAME}.zygote")
    for name in [n for n in sys.modules if n.partition(".")[0] == PRIVATE_NAME]:
        del sys.modules[name]
    return zygote


if __name__ == "__main__":
    load_zygote().run_zygote()
