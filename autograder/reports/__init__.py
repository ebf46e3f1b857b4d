"""What people read of a run: gradebooks, the class page, what changed."""
