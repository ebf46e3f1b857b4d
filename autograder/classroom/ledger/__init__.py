"""The ledger: a SQLite file of what a class handed in and what each hand-in was graded with."""

from autograder.classroom.ledger.ledger import NAME, Ledger
from autograder.classroom.ledger.records import Bundle, GradedCase, Row, Run, Terms

__all__ = ["NAME", "Bundle", "GradedCase", "Ledger", "Row", "Run", "Terms"]
