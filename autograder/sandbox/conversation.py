"""What a test does with the student's names and objects, whatever carries the messages.

A ``Session`` talks to a child of the sandbox, a ``Loopback`` to objects in the same process. What
comes back is hostile: bounded, typed, and never more than an answer.
"""

from __future__ import annotations

import builtins
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from autograder.checks.context import CannotTravel, warnings_fail
from autograder.checks.contract import StudentFunction
from autograder.checks.copies import ReadOnlyDict, ReadOnlyList
from autograder.errors import StudentError, TooLarge
from autograder.language import gettext
from autograder.sandbox.callbacks import LENDABLE, Callbacks, shared_name
from autograder.sandbox.inside import changes, packing, wire
from autograder.sandbox.inside.operations import SPECIAL_METHODS
from autograder.sandbox.inside.packing import Containers
from autograder.sandbox.inside.wire import Json, Request, StudentValue
from autograder.sandbox.memory import weight
from autograder.sandbox.proxies import ObjectRecord, Proxy, record_of
from autograder.sandbox.proxy_classes import make_proxy

if TYPE_CHECKING:
    from autograder.sandbox.inside.wire import Array

MAX_OPERATIONS = 100_000
"""Operations and callbacks in one case: some 20 s of them, more than a case has."""
MAX_RECEIVED = 2
"""Of what one message may hold, how many times as much one case receives, which its test may hold
all at once: another answer can come on top. The right answers give 15 MB at most (hw4)."""
MAX_MASKS = 200
"""Different sets of special methods in one case: each is a class here."""
MAX_NUMBER = 2**53
"""Of an object: JSON's numbers are exact below it."""
MAX_LABEL = 80
"""Characters of the label of a proxy; of a longer one the end is kept."""
READ_ONLY_COPIES = Containers(ReadOnlyList, ReadOnlyDict, writeable=False)
TOLD_KINDS = {n for n, value in vars(builtins).items() if isinstance(value, type)} | {
    *("generator", "function", "builtin_function_or_method", "NoneType", "module"),
    *("ndarray", "matrix", "MaskedArray", "memmap", "ufunc", "Generator", "str_", "datetime64"),
}
"""Types that a message may name; a student's own class could spell out a hidden input."""
NOT_THERE = (
    "a test handed a value of type {kind} to the student's code, and it cannot travel there: make "
    "it with stand_in(...), or do it in tests/HW/probes.py (docs/objects.md, What travels)"
)
OVER_A_MESSAGE = (
    "a test handed more to the student's code at once than a message holds: {error}; hand over "
    "less, or set limits.message_mb in assignment.toml (docs/assignments.md, Large arrays)"
)
ELSEWHERE = (
    "a test used an object of the student that belongs to another case: make it anew in each case "
    "(docs/objects.md, What travels)"
)


class Notes(Protocol):
    """Takes in what was answered in one case: a ``Transcript`` does, and a ``Fingerprint``."""

    alone: bool
    """False where the test made an object or lent a function"""

    def note(self, values: list[StudentValue]) -> None:
        """Take in an answer: the result and what was changed in place."""

    def note_error(self, kind: str) -> None:
        """Take in that an operation ended in an error."""

    def note_asked(self, values: list[StudentValue]) -> None:
        """Take in a call of one of the test's functions: which one, and the arguments."""


class Conversation(ABC):
    """Operations go out, answers and calls of the test's functions come in."""

    limited = True
    """whether one case may ask for and receive so much only"""

    def __init__(
        self, forward_values: Mapping[str, int], message_mb: int = wire.MESSAGE_MB
    ) -> None:
        self.message_mb = message_mb
        """how much of arrays and bytes one message holds"""
        self.forward_values = forward_values
        """function -> how many of the values that it returns are results, no cache"""
        self.alive = True
        self.callbacks = Callbacks()
        self.transcript: Notes | None = None
        """where the answers of the case that runs are kept, if they are"""
        self.values: set[str] = set()
        """the names of the student's modules that are no functions"""
        self._dropped: set[int] = set()
        """numbers of objects that nobody needs any more"""
        self._proxies: weakref.WeakValueDictionary[int, Proxy] = weakref.WeakValueDictionary()
        self._masks: set[int] = set()
        self._operations = 0
        self.received = 0
        """bytes that the running case has received"""
        self._case = 0
        self._case_begins = False

    @abstractmethod
    def _exchange(
        self, request: Request, buffers: list[Array], doing: str
    ) -> tuple[Mapping[str, StudentValue], list[bytearray]]:
        """Send a request and wait for its answer; serve callbacks meanwhile.

        Raises what ended the conversation, if it ended.
        """

    @abstractmethod
    def _error(self, doing: str, error: object, called: bool) -> StudentError:
        """The error that the other side describes, of what was ``called`` or asked otherwise."""

    @abstractmethod
    def _forged(self) -> StudentError:
        """End the conversation; the error of an answer that is none."""

    def new_case(self) -> None:
        """Begin a case: it lends functions of its own, and may ask as much as any other one.

        What it is given is its own too: objects of an earlier case are unknown, and numbered anew,
        so that what a case asks does not depend on what ran before.
        """
        self._operations = self.received = 0
        self.callbacks.forget()
        self._case += 1
        self._case_begins = True
        self._dropped.clear()
        self._proxies.clear()
        self._masks.clear()

    def name(self, name: str) -> StudentValue:
        """What the student's modules have under ``name``; a function is asked for when called."""
        if name in self.values:
            return self.operate("name", _Name(name), doing=name, label=name, of_object=True)
        return self.function(name)

    def function(self, name: str) -> Callable[..., StudentValue]:
        """The student's function ``name`` as a local one."""

        def call(*args: StudentValue, **kwargs: StudentValue) -> StudentValue:
            return self.operate(
                "call", _Name(name), *args, kwargs=kwargs, doing=name, label=f"{name}(...)"
            )

        call.__name__ = name
        return call

    def stand_in(self, **attributes: StudentValue) -> StudentValue:
        """An object with these attributes on the student's side."""
        label = "stand_in(...)"
        if self.transcript is not None:
            self.transcript.alone = False
        return self.operate("stand_in", kwargs=attributes, doing=label, label=label)

    def operate(
        self,
        do: str,
        *args: StudentValue,
        kwargs: dict[str, StudentValue] | None = None,
        doing: str,
        label: str = "",
        of_object: bool = False,
    ) -> StudentValue:
        """Carry out an operation on ``args``; proxies in the result are called ``label``.

        ``doing`` is how an error names the operation. What is read ``of_object`` is read-only.
        In-place changes reach ``args`` and ``kwargs``. Raises the ``StudentError`` that the
        student's code ends in, and ``CannotTravel`` for what a test must not hand over.
        """
        self._count(doing)
        kwargs = kwargs or {}
        buffers: list[Array] = []
        request: Request = {
            "do": do,
            "args": [
                {"x": value.text} if type(value) is _Name else self._packed(value, buffers)
                for value in args
            ],
            "kwargs": {name: self._packed(value, buffers) for name, value in kwargs.items()},
            "results": self._results(doing) if do == "call" else None,
        }
        if self._case_begins:
            request["case"], self._case_begins = True, False
        if warnings_fail():
            request["strict"] = True
        reply, data = self._exchange(request, buffers, doing)
        if "error" in reply:
            raise self._raised(doing, reply["error"], do == "call")
        self._raise_failure()
        if do == "next" and reply.get("stop") is True:
            raise StopIteration
        try:
            return self._result(reply, data, [args, kwargs], label, of_object)
        except (wire.WireError, LookupError, TypeError, ValueError):
            raise self._forged() from None

    def wrong(self, doing: str, found: object) -> Exception:
        """The error of an object whose answer ``found`` cannot be one to the operation."""
        return StudentError(
            gettext(
                "{doing} gave what it cannot give: check the type and the size of the result "
                "(it gave {found}).",
                doing=doing,
                found=_short(found),
            ),
            safe=gettext(
                "{doing} gave what it cannot give: check the type and the size of the result.",
                doing=doing,
            ),
        )

    def call_back(
        self, message: Mapping[str, StudentValue], data: list[bytearray], buffers: list[Array]
    ) -> Mapping[str, Json]:
        """The answer to a call of one of the test's functions from the student's code."""
        self._count(gettext("a function of the test"))
        in_place = self.callbacks.changes_arguments(message["callback"])
        become = packing.PLAIN_CONTAINERS if in_place else READ_ONLY_COPIES
        try:
            args, kwargs = (
                packing.unpack(message.get(part), data, self._handle("..."), become)
                for part in ("args", "kwargs")
            )
            if type(args) is not tuple or type(kwargs) is not become.dict_type:
                raise wire.WireError("malformed arguments")
            if not all(type(name) is str for name in kwargs):
                raise wire.WireError("malformed arguments")
        except (wire.WireError, LookupError, TypeError, ValueError):
            raise self._forged() from None
        self.received += weight(args) + weight(kwargs)

        def packed(value: StudentValue) -> Json:
            return self._packed(value, buffers)

        if self.transcript is not None:
            self.transcript.note_asked([self.callbacks.place(message["callback"]), args, kwargs])
        watched = changes.watched(list(args), kwargs, ()) if in_place else []
        answer = self.callbacks.call(message["callback"], args, kwargs, packed)
        changed = [c for path, old in watched for c in changes.changes(old[0], old, path)]
        if changed and "answer" in answer:
            done = [[path, kind, packed(value)] for path, kind, value in changed]
            answer = {**answer, "changes": done}
        if not self.alive and self.callbacks.raised is not None:  # nobody waits for the answer
            raise self.callbacks.raised
        return answer

    def _result(
        self,
        reply: Mapping[str, StudentValue],
        data: list[bytearray],
        arguments: list[StudentValue],
        label: str,
        of_object: bool,
    ) -> StudentValue:
        handle = self._handle(label)
        become = READ_ONLY_COPIES if of_object else packing.PLAIN_CONTAINERS
        result = packing.unpack(reply.get("result"), data, handle, become)
        made = [
            (path, kind, packing.unpack(tree, data, handle))
            for path, kind, tree in reply.get("changes", ())
        ]
        changes.check_keys(made)
        for path, kind, value in made:
            changes.apply(arguments, path, kind, value)
        came = [result, *(value for _, _, value in made)]
        self.received += weight(came)
        self._came(came)
        return result

    def _came(self, values: list[StudentValue]) -> None:
        """Take in what the student's code gave or changed."""
        if self.transcript is not None:
            self.transcript.note(values)

    def drop(self, number: int, proxy: Proxy) -> None:
        """Let the other side forget an object whose ``proxy`` is gone."""
        current = self._proxies.get(number)
        new_one = current is not None and current is not proxy  # it has taken its place
        if not new_one and record_of(proxy).case == self._case:
            self._dropped.add(number)

    def _freed(self) -> list[int]:
        found = []
        while self._dropped:  # a proxy may go, and add to it, while this runs
            found.append(self._dropped.pop())
        return found

    def _results(self, name: str) -> int | None:
        if not name.isidentifier():  # a method, whose name is the student's own
            return None
        return self.forward_values.get(name, 1 if name.endswith("_forward") else None)

    def _count(self, doing: str) -> None:
        if not self.limited:
            return
        self._operations += 1
        if self._operations > MAX_OPERATIONS:
            raise TooLarge(
                gettext(
                    "{doing}: this case took more than {most} operations on your code: does "
                    "something never end?",
                    doing=doing,
                    most=f"{MAX_OPERATIONS:,}",
                )
            )
        if self.received > MAX_RECEIVED * self.message_mb * 2**20:
            raise TooLarge(
                gettext(
                    "{doing}: your code returned more than can be graded in one case.", doing=doing
                )
            )

    def _too_much(self, error: wire.WireError) -> CannotTravel:
        """The error of a test whose message was too large to be sent."""
        return CannotTravel(OVER_A_MESSAGE.format(error=error))

    def _raise_failure(self) -> None:
        failure = self.callbacks.failure(came_through=False)
        if failure is not None:
            raise failure

    def _raised(self, doing: str, error: object, called: bool) -> BaseException:
        """What an operation raises that did not come to its end."""
        lent = isinstance(error, dict) and error.get("lent") is True
        found = self.callbacks.failure(came_through=lent) or self._error(doing, error, called)
        if self.transcript is not None:
            kind = found.kind if isinstance(found, StudentError) else type(found).__name__
            self.transcript.note_error(kind)
        return found

    def _packed(self, value: StudentValue, buffers: list[Array]) -> Json:
        if isinstance(value, Proxy):  # most often a cache; to look what else it is takes longer
            return {"x": self._meant(value)}
        return packing.pack(value, buffers, self._meant)

    def _meant(self, value: StudentValue) -> Json:
        """How to say which object, name or function is meant by what does not travel itself."""
        if isinstance(value, Proxy):
            about = record_of(value)
            if about.keeper is not self or about.case != self._case:
                raise CannotTravel(ELSEWHERE)
            return about.number
        if isinstance(value, StudentFunction):
            return value.__name__
        shared = shared_name(value)
        if shared is not None:
            return shared
        if isinstance(value, LENDABLE):
            if self.transcript is not None:
                self.transcript.alone = False
            return ["lent", self.callbacks.lend(value)]
        raise CannotTravel(NOT_THERE.format(kind=type(value).__name__))

    def _handle(self, label: str) -> Callable[[object], Proxy]:
        """What makes proxies called ``label`` of the handles in an answer."""

        def made(body: object) -> Proxy:
            return self._proxy(body, label)

        return made

    def _proxy(self, body: object, label: str) -> Proxy:
        if type(body) is not list or len(body) != 3:
            raise wire.WireError("a malformed handle")
        number, kind, mask = body
        if type(number) is not int or not 0 < number < MAX_NUMBER or type(kind) is not str:
            raise wire.WireError("a malformed handle")
        if type(mask) is not int or not 0 <= mask < 1 << len(SPECIAL_METHODS):
            raise wire.WireError("a malformed mask")
        self._masks.add(mask)
        if len(self._masks) > MAX_MASKS:
            raise wire.WireError("too many kinds of objects")
        proxy = self._proxies.get(number)
        if proxy is None:
            self._dropped.discard(number)  # it came back before it was to be forgotten
            label = label if len(label) <= MAX_LABEL else f"...{label[-MAX_LABEL:]}"
            kind = kind if kind in TOLD_KINDS else "object"
            about = ObjectRecord(self, number, kind, label, self._case)
            proxy = self._proxies[number] = make_proxy(about, mask)
        return proxy


class _Name:
    """A name of the student's modules, on its way to the other side."""

    def __init__(self, text: str) -> None:
        self.text = text


def _short(value: object) -> str:
    text = f"{type(value).__name__}" if isinstance(value, Proxy) else repr(value)
    return text if len(text) <= 80 else f"{text[:80]}..."
