"""A small deep-learning library, written from scratch."""
