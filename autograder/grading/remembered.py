"""Verdicts that were reached before: on the same answers a test comes to the same again.

Of each case there is a tree. Its nodes are what the test asks, its branches the answers that were
given, its leaves the verdicts. A hand-in whose answers have all been given before, bit for bit, has
its verdict without the test; at the first other answer the test runs, and hears again what was said
so far. Nothing is asked that the test itself would not have asked after the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from autograder.checks.run import Verdict
from autograder.grading.diagnosis import Explanation
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.wire import Raw
from autograder.sandbox.messages import told
from autograder.sandbox.session import Session

Key: TypeAlias = tuple[object, ...]
"""A case, and all that its verdict depends on beside the answers."""
MAX_REMEMBERED = 64 * 2**20
"""Bytes; a class of hw1_layers takes some ten million. What is beyond makes all of it forgotten."""
OVERHEAD = 400
"""Bytes of a branch beside what it leads to."""
ERROR = b'"error"'


@dataclass(frozen=True, eq=False)
class Remembered:
    """What a test came to, and what the student's code had printed by then."""

    verdict: Verdict
    output: str


@dataclass(eq=False)
class Asked:
    """What a test asks, and what follows on each answer."""

    message: bytes
    freed: tuple[int, ...]
    after: Branches = field(default_factory=dict)


Branches: TypeAlias = "dict[bytes, Asked | Remembered]"
"""What an answer is known by -> what the test does then."""
AT_FIRST = b""
"""The branch to what a test does first."""


class Memory:
    """The verdicts on one bundle, in one process."""

    def __init__(self, room: int = MAX_REMEMBERED) -> None:
        self._trees: dict[Key, Branches] = {}
        self._messages: dict[bytes, bytes] = {}
        """each message once, however many branches lead to it"""
        self._explained: dict[tuple[Remembered, ...], list[Explanation]] = {}
        """what explains the cases of a question that came to these verdicts"""
        self._unfit: set[Key] = set()
        self._room = room
        self.size = 0
        """bytes, as far as they are counted"""
        self.recalled = self.judged = 0
        """how many cases were known, and how many were not"""

    def fits(self, key: Key) -> bool:
        """Whether the case is remembered at all."""
        return key not in self._unfit

    def knows(self, key: Key) -> bool:
        """Whether anything is known of the case."""
        return key in self._trees

    def recall(self, key: Key, session: Session) -> Remembered | None:
        """Let the student's code be asked what the test would ask; None at the first news.

        What was asked by then is heard by the test that runs next in ``session``.
        """
        here = self._trees.get(key, {}).get(AT_FIRST)
        while isinstance(here, Asked):
            answer = session.ask(here.message, here.freed)
            here = None if answer is None else here.after.get(_known_by(answer, session))
        self.recalled += here is not None
        self.judged += here is None
        return here

    def learn(self, key: Key, session: Session, verdict: Verdict) -> Remembered | None:
        """Remember the ``verdict`` of the test that ran in ``session``; None where it is not."""
        exchanges = session.recording.exchanges
        answers = [e.answer for e in exchanges if isinstance(e.answer, Raw)]
        if len(answers) < len(exchanges):  # the process ended: not by an answer
            return None
        if sum(map(_says_error, answers)) < session.errors:  # one is spelt so as not to be seen
            return None
        pictures = sum(len(picture.png) for picture in verdict.pictures)
        texts = len(verdict.message + verdict.detail)
        self._take(OVERHEAD * (len(answers) + 1) + texts + pictures)
        branches, branch = self._trees.setdefault(key, {}), AT_FIRST
        for exchange, answer in zip(exchanges, answers, strict=True):
            step = branches.get(branch)
            if step is None:
                step = branches[branch] = Asked(self._once(exchange.message), exchange.freed)
            if not isinstance(step, Asked) or step.message != exchange.message:
                self.forget(key)
                return None
            branches, branch = step.after, _known_by(answer, session)
        known = branches[branch] = Remembered(_without_frames(verdict), session.output)
        return known

    def explained(
        self, cases: Sequence[Remembered | None], diagnose: Callable[[], list[Explanation]]
    ) -> list[Explanation]:
        """What explains the cases of a question, by ``diagnose`` where that is news.

        It follows from what was said in them, so that it is known where their verdicts are.
        """
        known = tuple(case for case in cases if case is not None)
        if len(known) < len(cases):
            return diagnose()
        if known not in self._explained:
            found = diagnose()
            self._take(OVERHEAD * len(known))
            self._explained[known] = found
        return self._explained[known]

    def _take(self, count: int) -> None:
        """Take ``count`` bytes; where there is no room for them, begin anew."""
        self.size += count
        if self.size > self._room:
            self._trees.clear()
            self._messages.clear()
            self._explained.clear()
            self.size = 0

    def _once(self, message: bytes) -> bytes:
        if message not in self._messages:
            self.size += len(message)
        return self._messages.setdefault(message, message)

    def forget(self, key: Key) -> None:
        """Remember a case no more: its test asks or says something else on the same answers."""
        self._trees.pop(key, None)
        self._unfit.add(key)


def _known_by(answer: Raw, session: Session) -> bytes:
    """What tells an answer from others: its bytes; of an error also the lines that it quotes."""
    digest = hashlib.blake2b(answer.header_size.to_bytes(4, "big"), digest_size=16)
    digest.update(answer.body)
    if _says_error(answer):
        try:
            reply, _ = wire.contents(answer)
        except wire.WireError:  # it is judged a forged one
            reply = None
        if isinstance(reply, dict):
            for called in (False, True):
                error = told("", reply.get("error"), session.folder, called)
                digest.update(f"{error}\0{error.safe}\0".encode(errors="replace"))
    return digest.digest()


def _says_error(answer: Raw) -> bool:
    return answer.body.find(ERROR, 0, answer.header_size) >= 0


def _without_frames(verdict: Verdict) -> Verdict:
    """The verdict without what its error remembers of the run, which is all that the test had."""
    error = verdict.error
    if error is None:
        return verdict
    error.__traceback__ = error.__context__ = error.__cause__ = None
    return replace(verdict, error=error)
