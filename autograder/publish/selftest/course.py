"""What the corpus needs of an assignment: an object with all that one can do, planted secrets."""

from __future__ import annotations

from collections.abc import Mapping

CANARY, CANARY_INPUT = "canary_5d21f0", "8713.25"
"""Stands in the tests and the reference; and among the inputs of hidden cases alone."""
CANARY_LINE = "line 913"
"""What an entry makes of the input: 8713 % 3900."""
HIDDEN_CASE = f'''

@case(points=1)
def planted(relu_forward, reference):
    """is right for large inputs"""
    x = np.array([[-1.0, {CANARY_INPUT}, 2.0]])  # {CANARY}
    assert_close(relu_forward(x)[0], reference.relu_forward(x)[0], "relu_forward: out")
'''
THING = """
class Thing:
    def __init__(self, value):
        self.value = value
    def both(self):
        return [self.value, self.value + 1]
    def __len__(self):
        return 2
    def __iter__(self):
        return iter(self.both())
    def __getitem__(self, index):
        return self.both()[index]
    def __contains__(self, item):
        return item in self.both()
    def __add__(self, other):
        return Thing(self.value + other)
    def __eq__(self, other):
        return isinstance(other, Thing) and self.value == other.value
    def __hash__(self):
        return hash(self.value)
    def __float__(self):
        return self.value
    def __bool__(self):
        return self.value > 0
    def __array__(self, dtype=None, copy=None):
        return np.array(self.both())
    def __repr__(self):
        return f"Thing({self.value})"
    def apply(self, function):
        return function(self.value)
    def image(self):
        return np.full((3, 4), self.value % 1)
"""
"""What a question asks for: an object with all that one can do."""
THING_CASES = '''OK_FORMAT = False
name = "thing{half}"
depends = []

import numpy as np
from autograder.checks import assert_close, case, show


def doubled(x):
    assert x != -1.0, "x should be positive"
    return x**x if type(x) is int else 2 * x


@case(points=1)
def behaves(Thing):
    """behaves as what it is"""
    thing = Thing({value})
    assert thing.value == {value} and len(thing) == 2 and bool(thing)
    assert [*thing] == [{value}, {value} + 1] and thing[1] == {value} + 1
    assert {value} in thing and 9.0 not in thing
    assert (thing + 1).value == {value} + 1 and float(thing) == {value}
    assert thing == Thing({value}) and not thing == 5 and thing != Thing(9.0)
    assert isinstance(thing, Thing) and not isinstance(thing.value, Thing)
    assert len({{thing, Thing({value})}}) == 1
    assert_close(np.asarray(thing), np.array([{value}, {value} + 1]), f"{{thing}}")
    assert thing.apply(doubled) == 2 * {value}
    thing.value = 4.0
    assert thing.value == 4.0 and repr(thing) in ("Thing(4.0)", "<object of the student>")


@case(points=1)
def once_more(Thing):
    """does so in a later case too"""
    assert Thing(2.0).apply(lambda x: x + 1) == 3.0


@case(points=1)
def shown(Thing):
    """has an image, whatever it is"""
    for made in (Thing({value}).image(), Thing({value})):
        show("what it makes", made)
'''
"""A question whose cases do with an object what one can do."""
THING_QUESTION = {
    f"tests/{{hw}}/{folder}/thing.py": THING_CASES.format(half=half, value=value)
    for folder, half, value in (("public", "", "3.0"), ("hidden", " (hidden)", CANARY_INPUT))
}

SMALL_COURSE = "selftest"
SETTINGS = """title = "Two layers"
modules = ["layers"]
imports = ["numpy"]

[limits]
case_seconds = 1.2
import_seconds = 2.0
"""
HEAD = f"""import numpy as np

# BEGIN SOLUTION
# {CANARY}
# END SOLUTION
"""
RIGHT_HAND_IN = f"""import numpy as np


def affine_forward(x, w, b):
    # BEGIN SOLUTION
    return x @ w + b, (x, w)
    # END SOLUTION


def relu_forward(x):
    # BEGIN SOLUTION
    return np.maximum(0, x), x
    # END SOLUTION


def relu_backward(dout, cache):
    # BEGIN SOLUTION
    return dout * (cache > 0)
    # END SOLUTION

{THING}"""
TESTS = {
    "affine_forward": '''@case(points=1)
def values(affine_forward{reference}):
    """is right by hand"""
    x, w, b = np.array([[1.0, {value}]]), np.eye(2), np.array([0.5, -0.5])
    assert_close(affine_forward(x, w, b)[0], x @ w + b, "affine_forward: out")
''',
    "relu_forward": '''@case(points=1)
def values(relu_forward{reference}):
    """keeps what is positive and sets the rest to zero"""
    x = np.array([[-2.0, -0.5, 0.0], [0.5, {value}, -3.0]])
    for shape in ((2, 3), (1, 2, 3, 1)):
        images = x.reshape(shape)
        assert_close(relu_forward(images)[0], np.maximum(0, images), "relu_forward: out")
''',
    "relu_backward": '''depends = ["relu_forward{half}"]


@case(points=1)
def values(relu_forward, relu_backward{reference}):
    """is dout where x is positive, and 0 elsewhere"""
    x = np.array([[-2.0, {value}, 1.0]])
    dx = relu_backward(np.full((1, 3), 2.0), relu_forward(x)[1])
    assert_close(dx, np.array([[0.0, 2.0, 2.0]]), "relu_backward: dx")
''',
}


def selftest_files() -> Mapping[str, str]:
    """A course with the one assignment that the corpus is graded on: path -> text."""
    files = {
        f"assignments/{SMALL_COURSE}/assignment.toml": SETTINGS,
        f"solutions/{SMALL_COURSE}/layers.py": RIGHT_HAND_IN.replace(
            "import numpy as np\n", HEAD, 1
        ),
        **{path.format(hw=SMALL_COURSE): text for path, text in THING_QUESTION.items()},
    }
    for folder, half, value, reference in (
        ("public", "", "1000.0", ""),
        ("hidden", " (hidden)", CANARY_INPUT, ", reference"),
    ):
        for question, cases in TESTS.items():
            head = f'OK_FORMAT = False\nname = "{question}{half}"\n'
            uses = "\nimport numpy as np\n\nfrom autograder.checks import assert_close, case\n\n\n"
            body = cases.format(half="", value=value, reference=reference)
            text = head + uses + body
            if body.startswith("depends"):
                text = head + body.partition("\n")[0] + "\n" + uses + body.partition("\n\n\n")[2]
            files[f"tests/{SMALL_COURSE}/{folder}/{question}.py"] = text
    files[f"tests/{SMALL_COURSE}/hidden/relu_forward.py"] += HIDDEN_CASE
    return files
