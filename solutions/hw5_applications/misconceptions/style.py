"""Known wrong variants of ``style.py``, each with the hint it earns."""
