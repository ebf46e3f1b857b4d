"""Known mistakes are wrong variants of a reference: what students really write, each with a hint.

``solutions/HW/misconceptions.py`` holds them::

    import layers
    from autograder.assignment import wrong

    @wrong("affine_backward", "db is the mean over the batch", hint="...")
    def affine_db_by_mean(dout, cache):
        dx, dw, db = layers.affine_backward(dout, cache)
        return dx, dw, db / len(dout)

A variant takes what the right function takes; a backward gets the reference's cache, or that of
``forward`` where it needs another one. A class is replaced by a class, ``@wrong("Linear", ...)``, a
method, ``@wrong("Linear.backward", ...)``, by a function that takes ``self``.

Where an assignment has several modules, they may stand in the files of a folder ``misconceptions/``
instead, which is a package: its files may import helpers from one another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.assignment.definitions import lines_of
from autograder.errors import AssignmentError

MISCONCEPTIONS = "misconceptions"
"""The module, or the package, in which an assignment's known mistakes are declared."""
Variant = Callable[..., Any]
"""A wrong function that takes and returns what the right one does."""


@dataclass(frozen=True)
class Misconception:
    """One wrong variant; the student reads ``title`` and ``hint``, which give no solution away."""

    name: str
    replaces: str
    """the function, the class or the method, as in ``Linear.backward``, that it is a variant of"""
    question: str
    """where it must lose points; elsewhere only what depends on it is skipped"""
    title: str
    hint: str
    function: Variant
    forward: Variant | None = None
    """the forward whose cache a backward needs, where it is not the reference's"""

    @property
    def target(self) -> str:
        """The name of the module in whose place it stands: the method's class."""
        return self.replaces.partition(".")[0]

    def as_hand_in(self, right: dict[str, Any]) -> dict[str, Any]:
        """The functions of a hand-in that is ``right`` but for this mistake."""
        made = {**right, self.target: self._in_place_of(right.get(self.target))}
        if self.forward is not None:
            made[self.replaces.replace("_backward", "_forward")] = self.forward
        return made

    def put_into(self, names: dict[str, Any]) -> None:
        """Let a module whose ``names`` nobody else uses have the mistake, if it defines the target.

        A method is replaced in the class itself: its subclasses inherit the mistake.
        """
        if self.target not in names:
            return
        _, _, method = self.replaces.partition(".")
        if method:
            setattr(names[self.target], method, self.function)
        else:
            names.update(self.as_hand_in({}))

    def _in_place_of(self, right: Any) -> Any:
        """The variant; of a method, the class ``right`` with it."""
        _, _, method = self.replaces.partition(".")
        if not method:
            return self.function
        if not isinstance(right, type):
            raise AssignmentError(
                f"the known mistake {self.name!r}: {self.target} of {self.replaces} is no class"
            )
        return type(right)(self.target, (right,), {method: self.function})


def wrong(
    replaces: str,
    title: str,
    *,
    hint: str,
    question: str | None = None,
    forward: Variant | None = None,
) -> Callable[[Variant], Misconception]:
    """Declare a function or a class to be a wrong variant of ``replaces``, a function, a class or a
    method; its own name is the variant's.

    ``title`` ends the sentence "Your answer is what comes out when ...", ``hint`` is the next one
    that a student reads; neither gives the solution away. ``question`` is where the mistake has to
    lose points: the function or the class by default. ``forward`` is for a backward that needs
    another cache than the reference's.

    Examples:
        >>> @wrong("relu_backward", "dout is left out", hint="Which rule applies?")
        ... def relu_without_dout(dout, cache):
        ...     return np.where(cache > 0, 1.0, 0.0)
        >>> relu_without_dout.name, relu_without_dout.replaces, relu_without_dout.question
        ('relu_without_dout', 'relu_backward', 'relu_backward')
    """

    def declare(function: Variant) -> Misconception:
        name = function.__name__
        target, _, method = replaces.partition(".")
        function.__name__ = method or target
        return Misconception(name, replaces, question or target, title, hint, function, forward)

    return declare


def files_of_mistakes(folder: Path) -> dict[str, Path]:
    """The modules in which the known mistakes of a reference are declared -> their files.

    ``folder`` is where the reference lies. They are ``misconceptions`` alone, or the files of the
    package ``misconceptions``, itself first if it has an ``__init__.py``; none where there is
    neither. ``AssignmentError`` where there are both, since one of them would be left out.
    """
    single, package = folder / f"{MISCONCEPTIONS}.py", folder / MISCONCEPTIONS
    inside = sorted(package.glob("*.py"))
    if single.is_file() and inside:
        raise AssignmentError(
            f"{folder}: known mistakes stand in {single.name} and in {package.name}/: move the "
            "file into the folder"
        )
    if single.is_file():
        return {MISCONCEPTIONS: single}
    named = {f"{MISCONCEPTIONS}.{path.stem}".removesuffix(".__init__"): path for path in inside}
    return dict(sorted(named.items()))


def where_declared(folder: Path, name: str) -> tuple[Path, int]:
    """The file and the line at which a known mistake of the reference in ``folder`` begins.

    The first line of the first file stands for one that is declared in a loop.
    """
    files = list(files_of_mistakes(folder).values())
    for path in files:
        lines = lines_of(path).get(name)
        if lines:
            return path, lines[-1]
    return files[0], 1
