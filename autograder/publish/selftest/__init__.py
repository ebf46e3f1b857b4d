"""The hostile corpus: hand-ins that attack or stumble, and what must come of each, anywhere."""
