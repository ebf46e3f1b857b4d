"""What a case may ask for: the names of the student's modules, through a conversation."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from types import ModuleType

from autograder.sandbox.conversation import Conversation
from autograder.sandbox.inside.wire import StudentValue


class StudentNames(Mapping[str, StudentValue]):
    """Any name of the student's modules; what is not there is found when it is called.

    ``reference`` is there for hidden cases. Where ``defined`` is given, there are no other names.
    """

    def __init__(
        self,
        conversation: Conversation,
        reference: ModuleType | None = None,
        defined: Container[str] | None = None,
    ) -> None:
        self._conversation, self._reference, self._defined = conversation, reference, defined
        self.forward_values = conversation.forward_values
        self.stand_in = conversation.stand_in

    def __getitem__(self, name: str) -> StudentValue:
        if name == "reference" and self._reference is not None:
            return self._reference
        return self._conversation.name(name)

    def __contains__(self, name: object) -> bool:
        if name == "reference":
            return self._reference is not None
        return self._defined is None or name in self._defined

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a test asks for a student's functions by name")

    def __len__(self) -> int:
        raise TypeError("a test asks for a student's functions by name")
