"""What a child is told: where it works, as whom, what it imports, what it may use.

It lies in this folder since both sides need it: the grader writes an order, the zygote reads it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

BROKEN = 71
"""The status with which a child ends that can answer no more, though nobody ended it."""
LIMITS = ("import_seconds", "total_seconds", "memory_mb", "output_kb", "file_mb")


def _is_module_name(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


@dataclass(frozen=True)
class Order:
    """The order to fork a child; ``ValueError`` names the first entry that is wrong."""

    directory: str
    """the folder of the hand-in, an absolute path"""
    scratch: str
    """the only folder that the child may write to, an absolute path"""
    user: int | None
    """the user id that the child takes on; None where users cannot be changed"""
    group: int | None
    """the group that may read the hand-in; None together with ``user``"""
    modules: tuple[str, ...]
    """what the child imports, in this order"""
    imports: tuple[str, ...]
    """the packages that these may import beside the library, NumPy and each other"""
    import_seconds: float
    total_seconds: float
    memory_mb: float
    """beyond what Python and NumPy take"""
    output_kb: float
    """how much of what a call prints is kept"""
    file_mb: float
    """how large a file may become"""

    def __post_init__(self) -> None:
        for name in ("directory", "scratch"):
            value = getattr(self, name)
            if type(value) is not str or not value.startswith("/"):
                raise ValueError(f"an order's {name} should be an absolute path, not {value!r}")
        ids = (self.user, self.group)
        if ids != (None, None) and not all(type(i) is int and i > 0 for i in ids):
            raise ValueError(f"an order's user and group should be above 0 or None, not {ids!r}")
        for name in ("modules", "imports"):
            value = getattr(self, name)
            if type(value) is not tuple or not all(type(v) is str and v for v in value):
                raise ValueError(f"an order's {name} should be names, not {value!r}")
        if not self.modules or not all(map(_is_module_name, self.modules)):
            raise ValueError(f"an order's modules should be module names, not {self.modules!r}")
        for name in LIMITS:
            value = getattr(self, name)
            if type(value) not in (int, float) or not 0 < value < math.inf:
                raise ValueError(f"an order's {name} should be a positive number, not {value!r}")

    @property
    def output_characters(self) -> int:
        """How many characters of what a call prints are kept."""
        return int(self.output_kb * 1024)

    def to_json(self) -> dict[str, object]:
        """The order as what ``json.dumps`` takes."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, entries: object) -> Order:
        """The order that ``to_json`` wrote; ``ValueError`` for anything else."""
        if not isinstance(entries, dict):
            raise ValueError(f"an order should be an object, not {entries!r}")
        try:
            found: dict[str, Any] = {
                k: tuple(v) if type(v) is list else v for k, v in entries.items()
            }
            return cls(**found)
        except TypeError as error:  # an entry that is missing, or one too many
            raise ValueError(f"an order with other entries: {error}") from None
