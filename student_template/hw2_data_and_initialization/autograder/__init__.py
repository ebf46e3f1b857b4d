"""Autograded assignments for courses in which students write neural networks from scratch."""
