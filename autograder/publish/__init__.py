"""An assignment becomes the student folder and the grader bundle, proven and rehearsed."""
