"""Two ways to a derivative: by differences, and backwards through a history."""


def central_difference(f, *values, arg=0, epsilon=1e-6):
    """The slope of f at ``values``, numbers, in the argument with the number ``arg``.

    (f(..., v + epsilon, ...) - f(..., v - epsilon, ...)) / (2 epsilon), where v is values[arg].
    f is called twice, each time with as many numbers as there are values.
    """
    # BEGIN SOLUTION
    before, v, after = values[:arg], values[arg], values[arg + 1 :]
    above, below = f(*before, v + epsilon, *after), f(*before, v - epsilon, *after)
    return (above - below) / (2 * epsilon)
    # END SOLUTION


def topological_sort(end):
    """A list of ``end`` and of all Scalars that it was computed from, each of them once.

    A Scalar comes before everything that it was computed from, so ``end`` comes first. Histories
    may be thousands of operations deep: do without recursion.
    """
    # BEGIN SOLUTION
    finished, seen, todo = [], set(), [(end, False)]
    while todo:
        scalar, has_inputs_done = todo.pop()
        if has_inputs_done:
            finished.append(scalar)
        elif scalar not in seen:
            seen.add(scalar)
            todo.append((scalar, True))
            if scalar.history is not None:
                todo.extend((each, False) for each in scalar.history.inputs)
    return finished[::-1]
    # END SOLUTION


def backpropagate(end, derivative=1.0):
    """Add to the ``derivative`` of every leaf that ``end`` was computed from; returns None.

    ``derivative`` is that of something later by ``end``. What is added to a leaf is ``derivative``
    times the slope of ``end`` in the leaf. A leaf is a Scalar without a history; the ``derivative``
    of every other Scalar stays as it is.
    """
    # BEGIN SOLUTION
    arrived = {end: derivative}
    for scalar in topological_sort(end):
        if scalar.history is None:
            scalar.derivative += arrived[scalar]
        else:
            for each, slope in zip(scalar.history.inputs, scalar.history.slopes):
                arrived.setdefault(each, 0.0)
                arrived[each] += arrived[scalar] * slope
    # END SOLUTION
