"""An assignment is made from the notebook that another tool makes one from.

The notebook is read and never executed: it becomes a ``Draft``, by the rules of Otter's assign or
of nbgrader, and the draft becomes the files of an assignment, with findings for its author.
"""
