"""``case``: Otter's ``test_case`` where Otter is loaded, a small equivalent elsewhere."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from autograder.checks.context import (
    HIDDEN_SUFFIX,
    CaseRun,
    Judge,
    ShownPictures,
    Skipped,
    running,
)
from autograder.checks.contract import student_function
from autograder.checks.files import Files, LocalFiles
from autograder.language import FIX_FIRST, gettext

OUTCOMES = "__autograder_outcomes__"
"""Global under which Otter's kernel finds the recorded outcomes: question -> case -> failure."""


class Case:
    """One graded check of a question; its name is the first line of the function's docstring."""

    def __init__(
        self,
        name: str | None = None,
        points: float | None = None,
        hidden: bool = False,
        success_message: str | None = None,
        failure_message: str | None = None,
    ) -> None:
        self.name = name
        self.points = points
        self.hidden = hidden
        self.success_message = success_message
        self.failure_message = failure_message
        self.test_func: Callable[..., None] = lambda: None
        self.parameters: tuple[str, ...] = ()
        """the names the case asks for: the student's functions, ``reference`` or ``env``"""

    def __call__(self, test_func: Callable[..., None]) -> Case:
        """Decorate ``test_func``; a file whose ``name`` ends in " (hidden)" hides its cases."""
        self.test_func = test_func
        self.parameters = tuple(inspect.signature(test_func).parameters)
        doc = inspect.getdoc(test_func) or test_func.__name__.replace("_", " ")
        self.name = self.name or doc.splitlines()[0]
        self.hidden = self.hidden or self.question.endswith(HIDDEN_SUFFIX)
        return self

    @property
    def question(self) -> str:
        """The ``name`` of the test file that defines the case."""
        return str(self.test_func.__globals__.get("name", ""))

    @property
    def title(self) -> str:
        """The name in the language that is spoken; the name itself is the case's key and seed."""
        name = self.name or ""
        return gettext(name)

    @property
    def other_title(self) -> str:
        """The title where it is another one than the name; else empty, as results keep it."""
        return self.title if self.title != self.name else ""

    @property
    def line(self) -> int:
        """The line of the test file at which the case begins."""
        return self.test_func.__code__.co_firstlineno

    @property
    def bonus(self) -> bool:
        """Whether the test file says ``bonus = True``: its points come on top of the total."""
        return bool(self.test_func.__globals__.get("bonus", False))

    def run(
        self,
        env: Mapping[str, Any],
        *,
        seed: int = 0,
        oracle: Mapping[str, Callable[..., Any]] | None = None,
        memo: dict[bytes, Any] | None = None,
        works: bool = True,
        files: Files | None = None,
        data: Path | None = None,
        judge: Judge | None = None,
        demanding: bool = False,
        shown: ShownPictures | None = None,
    ) -> None:
        """Run the case against ``env``; what it raises is the verdict.

        Where the question's values are known to be wrong (``works`` is False), a case that looked
        at no value is skipped: a function that does nothing leaves its arguments alone too.
        ``files`` is where its files lie; a temporary folder by default. ``data`` is the folder of
        the assignment's data files. ``judge`` runs tests that students write, which have to notice
        all mistakes where it is ``demanding``. Pictures go to ``shown``.
        """
        arguments = {p: env if p == "env" else student_function(p, env) for p in self.parameters}
        memo = {} if memo is None else memo
        own: list[LocalFiles] = []

        def place() -> Files:
            if files is None and not own:
                own.append(LocalFiles())
            return files or own[0]

        run = CaseRun(
            self.question,
            self.name or "",
            seed,
            oracle or {},
            memo,
            data=data,
            files=place,
            stand_in=getattr(env, "stand_in", SimpleNamespace),
            forward_values=getattr(env, "forward_values", {}),
            judge=judge,
            demanding=demanding,
            shown=shown or ShownPictures(),
        )
        try:
            with running(run):
                self.test_func(**arguments)
        finally:
            for made in own:
                made.close()
        if not works and run.made and run.made <= {"unchanged", "raises"}:
            raise Skipped(gettext(FIX_FIRST, name=self.question.removesuffix(HIDDEN_SUFFIX)))

    def call_func(self, env: dict[str, Any]) -> None:
        """Otter's entry: replay the recorded outcome where there is one, else run the case."""
        if OUTCOMES in env:
            self._replay(env[OUTCOMES])
        else:
            self.run(env)

    def _replay(self, outcomes: Mapping[str, Mapping[str, str | None]]) -> None:
        failure = outcomes[self.question][self.name or ""]
        if failure is not None:
            raise AssertionError(failure)


def _otter_case(base: Any) -> Any:
    """``Case`` as a subclass of Otter's ``test_case``, pickled as the latter."""

    def reduce(self: Any) -> tuple[Any, ...]:
        return base, (
            self.name,
            self.points,
            self.hidden,
            self.success_message,
            self.failure_message,
        )

    return type("OtterCase", (Case, base), {"__reduce__": reduce, "__hash__": None})


def case(
    name: str | None = None,
    points: float | None = None,
    hidden: bool = False,
    success_message: str | None = None,
    failure_message: str | None = None,
) -> Case:
    """Declare a test case; the signature is that of Otter's ``test_case``.

    The decorated function's docstring is the line that students read, unless ``name`` says another
    one; its parameters are the names of the student's modules that it asks for. ``points`` is what
    the case is worth, a number above 0. A case is hidden by the ``name`` of its file, which ends in
    " (hidden)". The messages, and ``hidden``, are Otter's.

    Examples:
        >>> @case(points=2)
        ... def values(double):
        ...     "doubles"
        ...     assert_close(double(np.array([1.5, 2.0])), np.array([3.0, 4.0]), "double: out")
        >>> values.name, values.points, values.parameters
        ('doubles', 2, ('double',))
        >>> values.run({"double": lambda x: 2 * x})
        >>> values.run({"double": lambda x: x})
        Traceback (most recent call last):
        CheckFailure: double: out is wrong in 2 of 2 elements; worst at [1]: yours 2, expected 4.
          It is 0.5 times the right answer everywhere.
    """
    module = sys.modules.get("otter.test_files.exception_test")
    kind = _otter_case(module.test_case) if module is not None else Case
    made: Case = kind(name, points, hidden, success_message, failure_message)
    return made
