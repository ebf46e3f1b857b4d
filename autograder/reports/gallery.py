"""The gallery: what a class made, as the pictures that its tests have shown."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import ClassVar

from autograder.grading.results import Outcome

NO_PICTURES = (
    "no hand-in has a picture: tests make them by show(...) in cases that are passed, and of a "
    "class that was graded before there were any, autograder grade makes them"
)
"""What is said where a gallery is asked for and there is nothing to show."""


@dataclass(frozen=True)
class Maker:
    """A hand-in that made a picture."""

    name: str
    """what the report calls it"""
    student: str
    points: float


@dataclass(frozen=True)
class Exhibit:
    """A picture and all who made it, those with the most points first."""

    png: bytes
    makers: list[Maker]

    @property
    def address(self) -> str:
        """The picture as what a page shows without loading anything."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"

    @property
    def whose(self) -> str:
        """By whom it is, for those who do not see it."""
        more = len(self.makers) - 1
        return f"by {self.makers[0].name}" + (f" and {more} more" if more else "")


@dataclass(frozen=True)
class Wall:
    """The pictures of one title that a case has shown."""

    SHOWN: ClassVar = 200
    """How many of them stand in a page, which 50 kB each would make too large to open."""
    question: str
    case: str
    title: str
    hidden: bool
    exhibits: list[Exhibit]

    @property
    def makers(self) -> int:
        """How many hand-ins made one."""
        return len({maker.name for exhibit in self.exhibits for maker in exhibit.makers})


@dataclass
class Gallery:
    """The pictures of a class while its hand-ins are looked at, one by one."""

    _walls: dict[tuple[str, str, str], Wall] = field(default_factory=dict)
    _makers: dict[tuple[str, str, str, bytes], list[Maker]] = field(default_factory=dict)

    def add(self, maker: Maker, outcomes: list[Outcome]) -> None:
        """Take in the pictures of a hand-in; equal ones stand once, with all who made them."""
        for outcome in outcomes:
            for picture in outcome.pictures:
                key = (*outcome.case_key, picture.title)
                wall = self._walls.setdefault(key, Wall(*key, outcome.hidden, []))
                makers = self._makers.setdefault((*key, picture.png), [])
                if not makers:
                    wall.exhibits.append(Exhibit(picture.png, makers))
                if maker not in makers:
                    makers.append(maker)

    def walls(self, cases: list[tuple[str, str]]) -> list[Wall]:
        """All pictures, in the order of ``cases``; of one title the best first.

        That is by the points of the best hand-in that made it, then by the name of that.
        """
        for makers in self._makers.values():
            makers.sort(key=_best_first)
        for wall in self._walls.values():
            wall.exhibits.sort(key=lambda exhibit: _best_first(exhibit.makers[0]))
        places = {key: place for place, key in enumerate(cases)}
        return sorted(self._walls.values(), key=lambda wall: places[wall.question, wall.case])


def _best_first(maker: Maker) -> tuple[float, str]:
    return -maker.points, maker.name
