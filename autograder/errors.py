"""What the command line reports in one sentence; loads nothing, so that it is there at once."""


class AutograderError(Exception):
    """What a person can mend: one sentence that says what is wrong, where, and what to do."""


class AssignmentError(AutograderError):
    """An instructor's or a caller's mistake: one sentence that says what and where."""
