"""The ledger: a SQLite file of what a class handed in and what each hand-in was graded with."""

from autograder.classroom.ledger.ledger import NAME, Ledger
from autograder.classroom.ledger.records import Bundle, Conditions, GradedCase, Row, Run

__all__ = ["NAME", "Bundle", "Conditions", "GradedCase", "Ledger", "Row", "Run"]
