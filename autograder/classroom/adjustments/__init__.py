"""What people decide about points after grading, and the arithmetic that makes a cell of it."""
