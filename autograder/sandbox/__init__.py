"""Where a hand-in runs: a process of its own, its limits, and calls into it."""
