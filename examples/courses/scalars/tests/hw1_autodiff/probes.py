"""What runs beside your code: public, and a part of your folder."""

import autodiff
import scalar


def derivatives(f, *values):
    """What backward says of f by each argument; f is called with a Scalar for each value."""
    arguments = [scalar.Scalar(v) for v in values]
    f(*arguments).backward()
    return [x.derivative for x in arguments]


def derivative_check(f, *values):
    """The largest difference between what backward and central_difference say of f."""

    def of_numbers(*numbers):
        return f(*[scalar.Scalar(n) for n in numbers]).value

    exact = derivatives(f, *values)
    numeric = [autodiff.central_difference(of_numbers, *values, arg=i) for i in range(len(values))]
    return max(abs(a - b) for a, b in zip(exact, numeric))


def long_sum(length):
    """x + x + ... + x of so many additions, as (value, derivative by x, length of the sort)."""
    x = end = scalar.Scalar(0.5)
    for _ in range(length):
        end = end + x
    end.backward()
    return end.value, x.derivative, len(autodiff.topological_sort(end))


def fitted_line(xs, ys, rate, steps):
    """Slope and offset of a line after so many steps downhill on the mean square of its errors."""
    slope, offset = 0.0, 0.0
    for _ in range(steps):
        w, b = scalar.Scalar(slope), scalar.Scalar(offset)
        loss = sum((w * x + b - y) ** 2 for x, y in zip(xs, ys)) / len(xs)
        loss.backward()
        slope, offset = slope - rate * w.derivative, offset - rate * b.derivative
    return slope, offset
