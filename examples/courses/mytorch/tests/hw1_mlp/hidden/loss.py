OK_FORMAT = False
name = "CrossEntropyLoss (hidden)"

from autograder.checks import assert_close, case, rng


@case(points=1)
def one_example(CrossEntropyLoss, reference):
    """works on one example of many classes, and twice with one criterion"""
    random, ours, theirs = rng(), reference.CrossEntropyLoss(), CrossEntropyLoss()
    for _ in range(2):
        scores, labels = random.standard_normal((1, 9)), random.integers(9, size=1)
        loss = theirs.forward(scores, labels)
        assert_close(loss, ours.forward(scores, labels), "CrossEntropyLoss.forward: loss")
        assert_close(theirs.backward(), ours.backward(), "CrossEntropyLoss.backward: dscores")
