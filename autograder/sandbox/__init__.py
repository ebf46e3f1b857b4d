"""The student's code in a process of its own: start, limits, calls, wire format."""
