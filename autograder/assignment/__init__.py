"""What an instructor wrote: settings, questions, reference, known mistakes; a bundle, read."""
