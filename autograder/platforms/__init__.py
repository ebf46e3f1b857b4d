"""The entry points and the documents of Gradescope and Otter-Grader."""
