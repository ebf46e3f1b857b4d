"""What the framework raises; loads nothing, so that it is there at once.

AutograderError
    AssignmentError       an instructor's or a caller's mistake
    SandboxError          the sandbox itself failed
StudentError              the student's code did
"""


class AutograderError(Exception):
    """What is told in one sentence: what was wrong, the value, where, what to do."""


class AssignmentError(AutograderError):
    """An instructor's or a caller's mistake: one sentence that says what and where."""


class SandboxError(AutograderError):
    """The sandbox itself failed; never the student's fault."""


class StudentError(Exception):
    """What went wrong in the student's code; ``kind`` is its type's name, or ours in lower case.

    ``str(error)`` shows the exception's own text; ``safe`` is what a hidden case may say.
    """

    def __init__(self, kind: str, message: str, safe: str | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.safe = message if safe is None else safe
