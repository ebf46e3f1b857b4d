"""Known wrong variants of ``generation.py``, each with the hint it earns."""
