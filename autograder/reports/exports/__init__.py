"""Points in the form that a platform's gradebook imports."""
