"""Counts who still waits for a Scalar, as Kahn's algorithm does."""

from collections import Counter, deque


def central_difference(f, *values, arg=0, epsilon=1e-6):
    def at(step):
        moved = list(values)
        moved[arg] += step
        return f(*moved)

    return (at(epsilon) - at(-epsilon)) / (2 * epsilon)


def _inputs(scalar):
    return scalar.history.inputs if scalar.history else ()


def topological_sort(end):
    waiting, todo, met = Counter(), [end], {end}
    while todo:
        for each in _inputs(todo.pop()):
            waiting[each] += 1
            if each not in met:
                met.add(each)
                todo.append(each)
    found, ready = [], deque([end])
    while ready:
        found.append(ready.popleft())
        for each in _inputs(found[-1]):
            waiting[each] -= 1
            if not waiting[each]:
                ready.append(each)
    return found


def backpropagate(end, derivative=1.0):
    arrived = Counter({end: float(derivative)})
    for scalar in topological_sort(end):
        here = arrived[scalar]
        if scalar.history is None:
            scalar.derivative = scalar.derivative + here
            continue
        for each, slope in zip(scalar.history.inputs, scalar.history.slopes):
            arrived[each] += here * slope
