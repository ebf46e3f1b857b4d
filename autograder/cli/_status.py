"""Exit statuses of commands; loads nothing."""

GRADER_FAILED = UNPROVEN = STALE = 1
"""A person has no result; a proof fails; a student folder is not what it would be made to be."""
BAD_INPUT = 2
BUG = 70
"""EX_SOFTWARE of sysexits.h."""
STOPPED, NOBODY_READS, TERMINATED = 130, 141, 143
"""What a shell says of a command that Ctrl-C, a closed pipe or SIGTERM has ended: 128 and the
signal."""
