"""Functions of this process called as if they were in the sandbox: noted, caches out of reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.checks.run import Functions
from autograder.sandbox.calls import CallLog
from autograder.sandbox.session import Handle


class Recorder:
    """Stands in for a ``Session`` where what is called can be trusted."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self._kept: dict[int, Any] = {}
        self.log = CallLog()
        self.dropped: list[int] = []

    def proxies(self) -> dict[str, Callable[..., Any]]:
        """The functions, their calls noted in ``log``."""
        return {
            name: self.log.noting(name, self._local(name))
            for name, value in self._functions.items()
            if callable(value)
        }

    def call(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], handle: int | None = None
    ) -> Any:
        """Call a method of what a handle stands for."""
        return getattr(self._kept[handle or 0], name)(*args, **kwargs)

    def _local(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            result = self._functions[name](*(self._own(a) for a in args), **kwargs)
            if not name.endswith("_forward") or not isinstance(result, tuple):
                return result
            number = len(self._kept) + 1
            self._kept[number] = result[1]
            return result[0], Handle(self, number, "object")

        return call

    def _own(self, value: Any) -> Any:
        return self._kept[value.number] if isinstance(value, Handle) else value
