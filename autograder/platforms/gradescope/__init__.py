"""Gradescope's container, its results.json, and who sees what of it."""
