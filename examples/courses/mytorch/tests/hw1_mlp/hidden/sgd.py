OK_FORMAT = False
name = "SGD (hidden)"

from autograder.checks import assert_close, case, rng, stand_in


@case(points=1)
def two_optimizers(SGD, reference):
    """two optimizers of two models do not share velocities"""
    random = rng()
    values = random.standard_normal((2, 4, 3))

    def steps(optimizer_class, make):
        layers = [make(W=W, b=b, dW=dW, db=db) for W, b, dW, db in values]
        optimizers = [
            optimizer_class(make(layers=[layer]), lr=0.3, momentum=0.8) for layer in layers
        ]
        for optimizer in (*optimizers, *optimizers):
            optimizer.step()
        return [layer.W for layer in layers]

    class Namespace:
        def __init__(self, **attributes):
            vars(self).update(attributes)

    ours, theirs = steps(reference.SGD, Namespace), steps(SGD, stand_in)
    for a, b in zip(ours, theirs):
        assert_close(b, a, "SGD.step: W after two steps")
