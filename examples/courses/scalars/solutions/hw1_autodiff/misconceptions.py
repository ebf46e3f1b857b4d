"""Mistakes that students make, each with the hint that is read by whose answer equals its.

The modules imported here are the reference's. A hand-in has a Scalar of its own: the type of self.
"""

import math

import autodiff
from autograder.assignment import wrong
from scalar import History, Scalar

SIDES = "Which of the two stands on the left when Python calls the method with an r?"
SLOPE = "Write the derivative down, and put a number in."
QUOTIENT = "What does the quotient rule say of the divisor?"
FORMULA = "Compare a value by hand."
ORDER = "Draw a * exp(a): in which order do its Scalars have to come?"
WALK = "What do you do with a Scalar that is met for the second time?"
CENTRAL = "Where is the middle of the two points, and how far apart are they?"


def value_of(number):
    """The value of any Scalar; a number as it is."""
    return getattr(number, "value", number)


def computed(value, *pairs):
    """What an operation gives: of (input, slope) the first input is a Scalar."""
    kind = type(pairs[0][0])
    kept = [pair for pair in pairs if isinstance(pair[0], kind)]
    return kind(value, History(*map(tuple, zip(*kept))))


def _method(name, title, hint, question, function):
    """``function`` as the wrong variant of a method of Scalar."""
    words = "".join(c if c.isalnum() else " " for c in title).split()
    function.__name__ = "_".join([name.strip("_"), *words])
    return wrong(f"Scalar.{name}", title, hint=hint, question=question)(function)


def _slope(name, title, slope, hint=SLOPE):
    """A method whose value is right, and whose slope in self is ``slope(value of self)``."""

    def method(self):
        right = getattr(Scalar(self.value), name)()
        return computed(right.value, (self, slope(self.value)))

    return _method(name, title, hint, "history", method)


def _value(name, title, value, hint=FORMULA):
    """A method whose value is ``value(value of self)``, and whose slopes are right."""

    def method(self):
        return computed(
            value(self.value), (self, getattr(Scalar(self.value), name)().history.slopes[0])
        )

    return _method(name, title, hint, "functions", method)


rsub = _method("__rsub__", "3 - a is a - 3", SIDES, "values", lambda x, other: x - other)
rdiv = _method("__rtruediv__", "4 / a is a / 4", SIDES, "values", lambda x, other: x / other)
sub = _method("__sub__", "a - b is b - a", SIDES, "values", lambda x, other: -x + other)
power = _method(
    "__pow__",
    "base and exponent changed places",
    SIDES,
    "values",
    lambda x, n: computed(float(abs(n)) ** abs(x.value), (x, 1.0)),
)
below = _method(
    "__lt__",
    "equal values are below each other",
    "Is 2 below 2?",
    "values",
    lambda x, other: x.value <= value_of(other),
)
above = _method(
    "__gt__",
    "equal values are above each other",
    "Is 2 above 2?",
    "values",
    lambda x, other: x.value >= value_of(other),
)


@wrong(
    "Scalar.__neg__",
    "-a changes a",
    hint="What is a after b = -a? Make a new Scalar.",
    question="values",
)
def negated_in_place(self):
    self.value = -self.value
    return computed(self.value, (self, -1.0))


log10 = _value("log", "the logarithm has the base 10", math.log10)
exp2 = _value("exp", "the base is 2", lambda x: 2.0**x)
relu_abs = _value("relu", "what is below 0 changes its sign", abs)
leaky = _value("relu", "a hundredth of what is below 0 passes", lambda x: max(x, 0.01 * x))
tanh = _value("tanh", "the exponent is not doubled", lambda x: math.tanh(x / 2))
flipped = _value(
    "sigmoid", "the sign of the exponent is wrong", lambda x: 1 / (1 + math.exp(min(x, 700)))
)
clipped = _value(
    "sigmoid",
    "the argument is clipped",
    lambda x: 1 / (1 + math.exp(-max(-30.0, min(x, 30.0)))),
    "e to the power of -|x| never overflows: can you do with it alone?",
)

exp_rule = _slope("exp", "exp has the slope of a power", lambda x: x * math.exp(x - 1))
log_rule = _slope("log", "log has the slope 1 over log", lambda x: 1 / math.log(x))
relu_one = _slope("relu", "relu has the slope 1 everywhere", lambda x: 1.0)
relu_kink = _slope("relu", "relu has the slope 1 at 0", lambda x: 1.0 if x >= 0 else 0.0)
sigmoid_x = _slope("sigmoid", "the slope is x (1 - x)", lambda x: x * (1 - x))
sigmoid_s = _slope("sigmoid", "the slope is 1 - s", lambda x: 1 / (1 + math.exp(min(x, 700))))
tanh_x = _slope("tanh", "the slope is 1 - x squared", lambda x: 1 - x * x)
tanh_t = _slope("tanh", "the slope is 1 - t", lambda x: 1 - math.tanh(x))
neg = _slope("__neg__", "-a has the slope 1", lambda x: 1.0)


@wrong("Scalar.__mul__", "the slopes of a product changed places", hint=SLOPE, question="history")
def own_factors(self, other):
    factor = value_of(other)
    return computed(self.value * factor, (self, self.value), (other, factor))


@wrong("Scalar.__mul__", "a product has the slopes of a sum", hint=SLOPE, question="history")
def product_as_sum(self, other):
    return computed(self.value * value_of(other), (self, 1.0), (other, 1.0))


@wrong(
    "Scalar.__mul__",
    "a product with a number has no history",
    hint="What is the slope of 3 * a?",
    question="history",
)
def numbers_forget(self, other):
    if isinstance(other, type(self)):
        return computed(self.value * other.value, (self, other.value), (other, self.value))
    return type(self)(self.value * other)


@wrong("Scalar.__sub__", "a - b has the slope 1 in b", hint=SLOPE, question="history")
def difference_as_sum(self, other):
    return computed(self.value - value_of(other), (self, 1.0), (other, 1.0))


@wrong("Scalar.__rsub__", "3 - a has the slope 1", hint=SLOPE, question="history")
def reflected_as_sum(self, other):
    return computed(other - self.value, (self, 1.0))


def _quotient(name, title, slope):
    """a / b whose slope in b is ``slope(a, b)``."""

    def method(self, other):
        a, b = self.value, value_of(other)
        return computed(a / b, (self, 1 / b), (other, slope(a, b)))

    method.__name__ = name
    return wrong("Scalar.__truediv__", title, hint=QUOTIENT, question="history")(method)


quotient_sign = _quotient("quotient_sign", "a / b has a positive slope in b", lambda a, b: a / b**2)
quotient_once = _quotient(
    "quotient_once", "b is not squared in the slope of a / b", lambda a, b: -a / b
)
quotient_same = _quotient("quotient_same", "a / b has the slope 1 / b in b", lambda a, b: 1 / b)


@wrong("Scalar.__rtruediv__", "4 / a has a positive slope", hint=QUOTIENT, question="history")
def reflected_quotient(self, other):
    return computed(other / self.value, (self, other / self.value**2))


def _power(name, title, slope):
    """a ** n whose slope is ``slope(a, n)``."""

    def method(self, exponent):
        return computed(self.value**exponent, (self, slope(self.value, exponent)))

    method.__name__ = name
    return wrong("Scalar.__pow__", title, hint=SLOPE, question="history")(method)


power_kept = _power("power_kept", "the exponent is not lowered", lambda a, n: n * a**n)
power_lost = _power(
    "power_lost", "the exponent is no factor", lambda a, n: a ** (n - 1) if n else 0.0
)


@wrong(
    "computed",
    "numbers are inputs too",
    hint="Who asks for the derivative by 3?",
    question="history",
)
def numbers_kept(value, *pairs):
    kind = type(pairs[0][0])
    inputs = [x if isinstance(x, kind) else kind(x) for x, _ in pairs]
    return kind(value, History(tuple(inputs), tuple(slope for _, slope in pairs)))


@wrong(
    "computed",
    "an input that comes twice is kept once",
    hint="What is the slope of a * a?",
    question="history",
)
def inputs_once(value, *pairs):
    kind = type(pairs[0][0])
    kept = {x: slope for x, slope in pairs if isinstance(x, kind)}
    return kind(value, History(tuple(kept), tuple(kept.values())))


@wrong("central_difference", "the difference is one-sided", hint=CENTRAL)
def one_sided(f, *values, arg=0, epsilon=1e-6):
    moved = [v + epsilon if i == arg else v for i, v in enumerate(values)]
    return (f(*moved) - f(*values)) / epsilon


@wrong("central_difference", "the difference is divided by one epsilon", hint=CENTRAL)
def one_epsilon(f, *values, arg=0, epsilon=1e-6):
    return 2 * autodiff.central_difference(f, *values, arg=arg, epsilon=epsilon)


@wrong("central_difference", "the two points are half as far apart", hint=CENTRAL)
def half_as_far(f, *values, arg=0, epsilon=1e-6):
    return autodiff.central_difference(f, *values, arg=arg, epsilon=epsilon / 2)


@wrong("central_difference", "the derivative has the wrong sign", hint=CENTRAL)
def upside_down(f, *values, arg=0, epsilon=1e-6):
    return -autodiff.central_difference(f, *values, arg=arg, epsilon=epsilon)


@wrong(
    "central_difference", "the first argument is moved, whatever arg is", hint="What is arg for?"
)
def first_argument(f, *values, arg=0, epsilon=1e-6):
    return autodiff.central_difference(f, *values, epsilon=epsilon)


@wrong(
    "central_difference", "all arguments are moved", hint="A partial derivative moves one argument."
)
def all_arguments(f, *values, arg=0, epsilon=1e-6):
    above = f(*[v + epsilon for v in values])
    return (above - f(*[v - epsilon for v in values])) / (2 * epsilon)


@wrong("central_difference", "epsilon is fixed", hint="Who says how far to go?")
def fixed_epsilon(f, *values, arg=0, epsilon=1e-6):
    return autodiff.central_difference(f, *values, arg=arg)


@wrong("topological_sort", "the end comes last", hint="From where does a derivative start?")
def upwards(end):
    return autodiff.topological_sort(end)[::-1]


@wrong("topological_sort", "the end is left out", hint="What does backward begin with?")
def without_end(end):
    return autodiff.topological_sort(end)[1:]


@wrong("topological_sort", "leaves are left out", hint="Who needs a derivative most?")
def without_leaves(end):
    return [x for x in autodiff.topological_sort(end) if x.history is not None]


@wrong("topological_sort", "Scalars come in the order in which they are met", hint=ORDER)
def as_they_are_met(end):
    found, todo = {}, [end]
    while todo:
        this = todo.pop(0)
        if this not in found:
            found[this] = True
            todo += this.history.inputs if this.history else ()
    return list(found)


@wrong("topological_sort", "the first way to a Scalar decides its place", hint=ORDER)
def depth_first(end):
    found, todo = {}, [end]
    while todo:
        this = todo.pop()
        if this not in found:
            found[this] = True
            todo += this.history.inputs[::-1] if this.history else ()
    return list(found)


def _added(name, title, hint, passed_on, kept=lambda old, new: old + new, start=lambda d: d):
    """A backpropagate: what a Scalar passes on, how it is kept, and with what the end starts."""

    def backpropagate(end, derivative=1.0):
        arrived = {end: start(derivative)}
        for this in autodiff.topological_sort(end):
            if this.history is None:
                this.derivative += arrived[this]
                continue
            for x, slope in zip(this.history.inputs, this.history.slopes):
                new = passed_on(arrived[this], slope)
                arrived[x] = kept(arrived[x], new) if x in arrived else new

    backpropagate.__name__ = name
    return wrong("backpropagate", title, hint=hint, question="backward")(backpropagate)


last_way = _added(
    "last_way",
    "a Scalar keeps what came last",
    "What if a Scalar was used twice?",
    lambda d, slope: d * slope,
    kept=lambda old, new: new,
)
slopes_added = _added(
    "slopes_added", "slopes are added along a way", "The chain rule.", lambda d, slope: d + slope
)
slopes_alone = _added(
    "slopes_alone", "only the last slope counts", "The chain rule.", lambda d, slope: slope
)
always_one = _added(
    "always_one",
    "the derivative that is given is left out",
    "What is the second argument for?",
    lambda d, slope: d * slope,
    start=lambda d: 1.0,
)


@wrong(
    "backpropagate",
    "a second call forgets the first",
    hint="What is added to what a leaf has?",
    question="backward",
)
def second_forgets(end, derivative=1.0):
    for this in autodiff.topological_sort(end):
        this.derivative = 0.0
    autodiff.backpropagate(end, derivative)


@wrong(
    "backpropagate",
    "what has a history gets a derivative too",
    hint="Which Scalars are leaves?",
    question="backward",
)
def everyone(end, derivative=1.0):
    arrived = {end: derivative}
    for this in autodiff.topological_sort(end):
        this.derivative += arrived[this]
        for x, slope in zip(this.history.inputs, this.history.slopes) if this.history else ():
            arrived[x] = arrived.get(x, 0.0) + arrived[this] * slope


@wrong(
    "backpropagate",
    "a leaf alone gets nothing",
    hint="What is the derivative of a leaf by itself?",
    question="backward",
)
def no_leaf_alone(end, derivative=1.0):
    if end.history is not None:
        autodiff.backpropagate(end, derivative)


@wrong(
    "Scalar.backward",
    "backward passes no derivative on",
    hint="What is the argument of backward for?",
    question="backward",
)
def without_argument(self, derivative=1.0):
    autodiff.backpropagate(self)
