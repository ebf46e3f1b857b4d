"""What the command line reports in one sentence; loads nothing, so that it is there at once."""


class AssignmentError(Exception):
    """An instructor's or a caller's mistake: one sentence that says what and where."""
