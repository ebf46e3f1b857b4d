"""What was graded, as a SQLite file."""
