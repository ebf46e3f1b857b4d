"""Known wrong variants of ``captioning.py``, each with the hint it earns."""
