"""What tests do with objects holds at home, in the proofs and in the grader, or fails alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_course import LOCK, NAME, SETTINGS, at_home, graded, lost, write_course

from autograder.assignment.folders import Folders
from autograder.errors import AssignmentError
from autograder.publish.bundle import build

REFERENCE = '''"""Things."""

import numpy as np

RATE = 0.5
SIZES = [3, 2]


class Refused(KeyError):
    """A key that is none."""


class Linear:
    """x @ W + b."""

    made = 0

    # BEGIN SOLUTION
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.parts = [W, b]
        self.name = "linear"

    def __call__(self, x):
        return self.forward(x)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def step(self, g):
        self.W -= RATE * g

    def half(self):
        return self.scaled(0.5)

    def scaled(self, factor):
        return factor * self.W

    @property
    def shape(self):
        return self.W.shape

    @classmethod
    def zeros(cls, rows, columns):
        return cls(np.zeros((rows, columns)), np.zeros(columns))

    @staticmethod
    def title():
        return "linear"
    # END SOLUTION


class Scalar:
    """A number that remembers nothing."""

    # BEGIN SOLUTION
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Scalar(self.value + (other.value if isinstance(other, Scalar) else other))

    __radd__ = __add__

    def __neg__(self):
        return Scalar(-self.value)

    def __eq__(self, other):
        return isinstance(other, Scalar) and self.value == other.value

    def __lt__(self, other):
        return self.value < other.value

    def __hash__(self):
        return hash(self.value)

    def __float__(self):
        return self.value

    def __repr__(self):
        return f"Scalar({self.value})"
    # END SOLUTION


class Dataset:
    """Rows."""

    # BEGIN SOLUTION
    def __init__(self, *rows):
        self.rows = list(rows)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        return self.rows[index]

    def __setitem__(self, index, row):
        self.rows[index] = row

    def __contains__(self, row):
        return row in self.rows

    def __iter__(self):
        return iter(self.rows)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return kind is KeyError
    # END SOLUTION


def batches(data, size):
    """Pieces of data."""
    # BEGIN SOLUTION
    for start in range(0, len(data), size):
        yield data[start : start + size]
    # END SOLUTION


def adder(n):
    """A function that adds n."""
    # BEGIN SOLUTION
    return lambda x: x + n
    # END SOLUTION


def central_difference(f, x):
    """(f(x + h) - f(x - h)) / 2h."""
    # BEGIN SOLUTION
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)
    # END SOLUTION


def loss_of(model, x):
    """The sum of what a model gives."""
    # BEGIN SOLUTION
    return float(model.forward(x).sum() * model.scale)
    # END SOLUTION


def decay(params, history):
    """Halves all parameters in place."""
    # BEGIN SOLUTION
    for p in params.values():
        p *= 0.5
    history.append(len(params))
    # END SOLUTION


def statistics(x):
    """Mean, kinds, roots."""
    # BEGIN SOLUTION
    return {"mean": float(x.mean()), "kinds": {1, 2}, "roots": (1j, -1j)}
    # END SOLUTION


def refuse(x):
    """Raises."""
    # BEGIN SOLUTION
    raise Refused("no")
    # END SOLUTION
'''
PROBES = """import things


class Doubled(things.Linear):
    def scaled(self, factor):
        return 2 * super().scaled(factor)


def half_of_doubled(W, b):
    return Doubled(W, b).half()


def shares(W, b):
    layer = things.Linear(W, b)
    return layer.parts[0] is layer.W
"""
IDIOMS = {
    "attribute": (
        "Linear",
        """
layer = Linear(np.ones((3, 2)), np.zeros(2))
assert_close(layer.W, np.ones((3, 2)), "W")
layer.W = 2 * layer.W
assert_close(layer.forward(np.ones((1, 3))), np.full((1, 2), 6.0), "out")
layer.extra = 1
assert layer.extra == 1 and hasattr(layer, "extra")
del layer.extra
assert not hasattr(layer, "extra") and getattr(layer, "extra", 5) == 5
layer.step(np.ones((3, 2)))
assert_close(layer.W, np.full((3, 2), 1.5), "W after a step")""",
    ),
    "call": (
        "Linear",
        """
layer = Linear(W=np.ones((3, 2)), b=np.zeros(2))
assert callable(layer)
assert_close(layer(np.ones((1, 3))), np.full((1, 2), 3.0), "out")
assert_close(layer.x, np.ones((1, 3)), "x")""",
    ),
    "operator": (
        "Scalar",
        """
a, b = Scalar(1.0), Scalar(2.0)
assert (a + b).value == 3.0 and (1.0 + a).value == 2.0 and (-a).value == -1.0
assert a == Scalar(1.0) and a != b and a < b and b > a and float(a) == 1.0
assert {a: "a"}[Scalar(1.0)] == "a" and sum([a, b]).value == 3.0
assert (np.ones(2) + a)[1].value == 2.0
a += b
assert a.value == 3.0 and repr(a) == "Scalar(3.0)" and f"{a}" == str(a)""",
    ),
    "length": ("Dataset", "assert len(Dataset(1, 2, 3)) == 3 and not Dataset() and Dataset(0)"),
    "index": (
        "Dataset, Scalar",
        """
one = Scalar(1.0)
data = Dataset(one, "two", 3)
assert data[0] is one and data[1:] == ["two", 3] and one in data and 7 not in data
data[2] = 4
assert data[2] == 4 and data.rows[-1] == 4
with pytest_raises(IndexError):
    data[3]""",
    ),
    "iteration": (
        "Dataset",
        """
assert [*Dataset(1, 2)] == [1, 2] and list(enumerate(Dataset("a"))) == [(0, "a")]
with Dataset(1) as data:
    assert len(data) == 1
    raise KeyError""",
    ),
    "property": (
        "Linear",
        """
layer = Linear(np.ones((3, 2)), np.zeros(2))
assert layer.shape == (3, 2)
with pytest_raises(AttributeError):
    layer.shape = (1, 1)""",
    ),
    "generator": (
        "batches",
        """
found = batches([1, 2, 3], 2)
assert next(found) == [1, 2] and next(found) == [3] and next(found, None) is None
assert [len(b) for b in batches(list(range(5)), 2)] == [2, 2, 1]""",
    ),
    "callback": (
        "central_difference, loss_of",
        """
seen = []
def square(x):
    seen.append(x)
    return x**2
assert abs(central_difference(square, 3.0) - 6.0) < 1e-6 and len(seen) == 2
assert abs(central_difference(np.sin, 0.0) - 1.0) < 1e-6
model = stand_in(forward=lambda x: 2 * x, scale=0.5)
assert loss_of(model, np.ones(3)) == 3.0""",
    ),
    "closure": (
        "adder",
        "add = adder(2)\nassert add(3) == 5 and callable(add) and adder(1)(1) == 2",
    ),
    "constant": (
        "RATE, SIZES, Linear, statistics",
        """
assert RATE == 0.5 and SIZES == [3, 2] and Linear.made == 0
found = statistics(np.array([1.0, 3.0]))
assert found == {"mean": 2.0, "kinds": {1, 2}, "roots": (1j, -1j)}""",
    ),
    "class method": (
        "Linear",
        'assert Linear.zeros(3, 2).shape == (3, 2) and Linear.title() == "linear"',
    ),
    "isinstance": (
        "Linear, Scalar",
        """
assert isinstance(Scalar(1.0), Scalar) and not isinstance(Scalar(1.0), Linear)
assert not isinstance(3, Scalar) and issubclass(Linear, Linear)""",
    ),
    "subclass": (
        "half_of_doubled, shares",
        """
W, b = np.ones((3, 2)), np.zeros(2)
assert_close(half_of_doubled(W, b), W, "half of a doubled layer")
assert shares(W, b)""",
    ),
    "in place": (
        "decay",
        """
w, history = np.ones(2), []
assert decay({"w": w}, history) is None
assert_close(w, np.full(2, 0.5), "w")
assert history == [1]""",
    ),
    "exception": (
        "refuse",
        """
with pytest_raises(KeyError):
    refuse(1)
with pytest_raises(LookupError):
    refuse(1)
assert_raises(KeyError, refuse, 1)""",
    ),
}
"""What a test does -> the names that it asks for, and its lines."""
MISUSES = {
    "write into a copy": (
        "Linear",
        "layer = Linear(np.ones((3, 2)), np.zeros(2))\nlayer.W[0, 0] = 5",
        "a copy of the student's value is read-only",
    ),
    "copy in place": (
        "Linear",
        "layer = Linear(np.ones((3, 2)), np.zeros(2))\nw = layer.W\nw -= 1",
        "a copy of the student's value is read-only",
    ),
    "append to a copy": (
        "Linear",
        "Linear(np.ones((3, 2)), np.zeros(2)).parts.append(1)",
        "a copy of the student's value is read-only",
    ),
    "own object": (
        "loss_of",
        "class Model:\n    scale = 1\nloss_of(Model(), np.ones(2))",
        "a value of type Model to the student's code, and it cannot travel there",
    ),
    "own subclass": (
        "Linear",
        "class Mine(Linear):\n    pass",
        "a test cannot make a subclass of a student's class",
    ),
    "swallowed assert": (
        "central_difference",
        'def f(x):\n    assert x < 0, "x is not negative"\ncentral_difference(f, 1.0)',
        "x is not negative",
    ),
}
"""What a test should not do -> the names, the lines, and what is said everywhere."""
HEAD = '''OK_FORMAT = False
name = "{name}"

import contextlib

import numpy as np

from autograder.checks import assert_close, assert_raises, case, stand_in


@contextlib.contextmanager
def pytest_raises(kind):
    try:
        yield
    except kind:
        return
    raise AssertionError("nothing was raised")


@case(points=1)
def holds({names}):
    """{name}"""
'''


def question(name: str, names: str, body: str) -> str:
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    return f"{HEAD.format(name=name, names=names)}{lines}\n"


def course(root: Path, tests: dict[str, str]) -> Folders:
    """A course whose public and hidden questions are ``tests`` (name -> text)."""
    files = {
        f"assignments/{NAME}/assignment.toml": SETTINGS.format(modules="things"),
        f"assignments/{NAME}/handout.md": "# Things\n",
        f"assignments/{NAME}/requirements.lock": LOCK.read_text(),
        f"solutions/{NAME}/things.py": REFERENCE,
        f"tests/{NAME}/probes.py": PROBES,
    }
    for name, text in tests.items():
        file = name.replace(" ", "_")
        files[f"tests/{NAME}/public/{file}.py"] = text
    write_course(root, files)
    return Folders(root, NAME)


def test_every_idiom_holds_at_home_in_the_proofs_and_in_the_grader(tmp_path: Path) -> None:
    assert len(IDIOMS) >= 15
    tests = {name: question(name, *rest) for name, rest in IDIOMS.items()}
    folders = course(tmp_path / "course", tests)
    hand_in = {"things.py": REFERENCE}
    assert [(v.question.name, v.detail) for v in lost(folders, hand_in)] == []
    write_course(tmp_path / "hand_in", hand_in)
    results = graded(folders, tmp_path / "hand_in", tmp_path)
    assert [o.message for o in results.outcomes if o.message] == []
    assert results.points == len(IDIOMS)
    printed = at_home(folders, hand_in, tmp_path / "home")
    assert f"{len(IDIOMS)} of {len(IDIOMS)}" in printed, printed


@pytest.fixture(scope="module")
def misused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is printed at home, and what the proofs say of each misuse, by the place."""
    root = tmp_path_factory.mktemp("misused")
    tests = {name: question(name, *rest[:2]) for name, rest in MISUSES.items()}
    folders = course(root / "course", tests)
    said = {v.question.name: v.detail for v in lost(folders, {"things.py": REFERENCE})}
    assert said.keys() == MISUSES.keys()
    printed = at_home(folders, {"things.py": REFERENCE}, root / "home")
    return {**said, "at home": " ".join(printed.split())}


@pytest.mark.parametrize("name", MISUSES)
def test_a_misuse_fails_alike_at_home_and_in_the_sandbox(
    name: str, misused: dict[str, str]
) -> None:
    """The proofs and the grader run the same engine."""
    sentence = MISUSES[name][2]
    assert sentence in misused[name]
    assert sentence in misused["at home"]


@pytest.mark.parametrize("name", ["write into a copy", "own object", "own subclass"])
def test_a_misuse_ends_the_build_with_a_sentence_for_the_author(name: str, tmp_path: Path) -> None:
    names, body, sentence = MISUSES[name]
    folders = course(tmp_path, {name: question(name, names, body)})
    with pytest.raises(AssignmentError) as caught:
        build(folders, tmp_path / "dist")
    said = str(caught.value)
    assert f"the reference fails '{name}': " in said and sentence in said
    assert "docs/objects.md" in said and "not you" not in said


def test_what_an_object_raises_is_told_alike_and_by_the_way_to_it(tmp_path: Path) -> None:
    body = "layer = Linear(np.ones((3, 2)), np.zeros(2))\nlayer.forward(np.ones((1, 2)))"
    folders = course(tmp_path / "course", {"shapes": question("shapes", "Linear", body)})
    (verdict,) = lost(folders, {"things.py": REFERENCE})
    line = REFERENCE.splitlines().index("        return x @ self.W + self.b") + 1
    assert verdict.detail.startswith(
        f"Linear(...).forward raised ValueError (things.py, line {line})"
    )
    printed = at_home(folders, {"things.py": REFERENCE}, tmp_path / "home")
    assert f"ValueError in things.py, line {line}" in printed, printed
