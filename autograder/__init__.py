"""Autograded assignments for courses in which students write neural networks from scratch."""

__version__ = "0.1.0"
