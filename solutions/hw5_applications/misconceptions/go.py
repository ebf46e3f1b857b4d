"""Known wrong variants of ``go.py``, each with the hint it earns."""
