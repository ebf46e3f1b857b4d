"""Exit statuses of the commands; this module loads nothing."""

SOME_UNGRADED = UNPROVEN = STALE = 1
"""A person has no result; a proof fails; a student folder is not what it would be made to be."""
BAD_INPUT = 2
"""What was typed, or a file that was given, is wrong: click's and argparse's status too."""
BUG = 70
"""The framework itself is wrong: EX_SOFTWARE of sysexits.h."""
STOPPED, NOBODY_READS, TERMINATED = 130, 141, 143
"""What a shell says of a command that Ctrl-C, a closed pipe or SIGTERM has ended: 128 and the
signal."""
