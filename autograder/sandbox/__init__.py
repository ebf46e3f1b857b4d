"""The student's code in a process of its own: start, limits, calls, wire format."""

from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Handle, Imported, Session, StudentError

__all__ = ["Handle", "Imported", "Sandbox", "Session", "StudentError"]
