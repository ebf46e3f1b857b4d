"""What was said in a case is heard again: the test runs on answers that were given before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from autograder.errors import StudentError
from autograder.sandbox.framed import Diverged, FramedConversation, ended_before, no_answer
from autograder.sandbox.inside.wire import Raw
from autograder.sandbox.recording import Exchange


class Heard(FramedConversation):
    """A conversation of which every word is known: that which ``of`` recorded."""

    def __init__(self, of: FramedConversation, exchanges: Iterable[Exchange]) -> None:
        super().__init__(of.folder, of.output_characters, of.forward_values, of.message_mb)
        self.values = of.values
        self._left = deque(exchanges)
        self.new_case()

    def _answered(self, message: bytes, doing: str, *, asks: bool = True) -> Raw:
        if not self.alive or not self._left:
            raise ended_before(doing)
        known = self._left.popleft()
        if known.message != message:
            raise Diverged
        if isinstance(known.answer, Raw):
            return known.answer
        self.alive = False
        raise known.answer(doing)

    @property
    def over(self) -> bool:
        """Whether all that was said was heard."""
        return not self._left

    def close(self) -> None:
        """There is nothing to end."""
        self.alive = False

    def _forged(self) -> StudentError:
        self.close()
        return no_answer()
