"""A made-up class, in a ledger as if it had been graded: with everything that a report shows.

Its hand-ins lie beside the ledger, so that their code is shown; some names and texts are hostile.
"""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from autograder.assignment.fingerprint import Parts
from autograder.assignment.provenance import Provenance
from autograder.assignment.settings import Gradescope
from autograder.classroom.ledger import NAME, Bundle, Conditions, GradedCase, Ledger
from autograder.classroom.people import Entry, Person
from autograder.grading.handin import opened
from autograder.grading.results import Outcome, Results
from autograder.unpack import text_digest

DUE = datetime(2026, 10, 5, 22, 0, tzinfo=timezone.utc)
HOSTILE = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>"
LONG = "Maximiliana-Wilhelmina-Anastasia-von-und-zu-Hohenlohe-Waldenburg-Schillingsfuerst" * 2
GIVEN = '''"""Layers."""

import numpy as np


def relu_forward(x):
    """max(0, x) by element."""
    raise NotImplementedError


def relu_backward(dout, cache):
    """The gradient of relu_forward."""
    raise NotImplementedError


def affine_forward(x, w, b):
    """x @ w + b, of x: (N, D)."""
    raise NotImplementedError


def softmax_loss(scores, y):
    """The mean loss over the batch, and its gradient."""
    raise NotImplementedError
'''
BODIES = {
    "relu_forward": "return np.maximum(0, x), x",
    "relu_backward": "return dout * (cache > 0)",
    "affine_forward": "return x @ w + b, (x, w)",
    "softmax_loss": (
        "shifted = scores - scores.max(axis=1, keepdims=True)\n"
        "    p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)\n"
        "    rows = np.arange(len(y))\n"
        "    loss = -np.log(p[rows, y]).mean()\n"
        "    p[rows, y] -= 1\n"
        "    return loss, p / len(y)"
    ),
}
MISTAKES = {
    "relu_forward": ("relu_abs", "the absolute value is taken", "return np.abs(x), x"),
    "affine_forward": ("affine_without_bias", "the bias is not added", "return x @ w, (x, w)"),
    "softmax_loss": ("softmax_sum", "the loss is summed over the batch", "return loss * N, p"),
}
UNKNOWN = {
    "relu_forward": ["return np.maximum(0.01 * x, x), x", "return np.maximum(1, x), x"],
    "relu_backward": ["return dout * (cache >= 0)", "return dout", "return dout * cache"],
    "affine_forward": ["return w @ x + b, (x, w)"],
    "softmax_loss": ["return -scores[range(len(y)), y].mean(), scores", "return 0.0, scores"],
}
FORMULA = "=HYPERLINK(1)"
NAMES = ("Ada", "Bob", "Cem", "Dan", "Eve", "Fay", "Gil", "Hal", "Ida", "Jan", "Kit", "Lea")
FAMILIES = ("Stone", "Winter", "Moon", "Young", "Rivers", "Night", "Fields", "Marsh")


def asked() -> list[GradedCase]:
    """The cases: of each function some public ones, and some hidden ones."""
    titles = ("small values", "shapes", "edges of the range", "leaves its input as it is")
    cases = []
    for hidden in (False, True):
        for function in BODIES:
            half = f"{function} (hidden)" if hidden else function
            names = [f"{title} of images" if hidden else title for title in titles[: 2 + hidden]]
            cases += [GradedCase(half, name, hidden, False, 1.0 + hidden) for name in names]
    return [*cases, GradedCase("extra", "batch norm", False, True, 2.0)]


def make_class(folder: Path, count: int = 60, seed: int = 0) -> Path:
    """Write ``count`` hand-ins and their ledger to ``folder``; returns ``folder``."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    bundle = Bundle(
        provenance=Provenance("0123456789abcdef", "", "nn-autograder 0.2, Python 3.11, NumPy 2.3"),
        assignment="hw1",
        title="Homework 1: layers",
        settings=asdict(Gradescope(hidden_cases="after_published")),
        parts=Parts(tests={}, needs={}, reference="", terms="", framework=""),
        given={"layers": GIVEN},
        answers=[],
        cases=asked(),
    )
    with Ledger(folder / NAME) as ledger:
        run = ledger.begin(bundle, conditions=Conditions(due=DUE))
        entries = [_entry(folder, number, draw) for number in range(count)]
        ledger.enter(run, enumerate(entries))
        for number, entry in enumerate(entries):
            made = Bodies(draw, number)
            if number == 3:
                ledger.not_graded(run, entry.name, "could not be graded: the archive is broken")
                continue
            entry.path.write_text(made.text(entry.name), encoding="utf-8")
            known = {text_digest(GIVEN)}
            with opened(entry.path, ["layers"], handed_out=known) as hand_in:
                digest = hand_in.digest
            ledger.opened(run, [(entry.name, digest, hand_in.files)])
            results = Results(
                entry.name,
                bundle.provenance,
                made.outcomes(bundle.cases),
                hand_in=digest,
                layers=["uid"],
                seconds=draw.uniform(0.3, 4.0),
                unrun=made.unrun,
                notes=[made.unrun] if made.unrun else [],
            )
            ledger.record(run, results)
        ledger.finish(run)
    (folder / "adjustments.toml").write_text(
        '[[bonus]]\nassignment = "hw1"\nstudent = "10005"\npoints = 1\nwhy = "found a misprint"\n'
    )
    return folder


def _entry(folder: Path, number: int, draw: random.Random) -> Entry:
    name = f"{NAMES[number % len(NAMES)]} {FAMILIES[number // len(NAMES) % len(FAMILIES)]}"
    special = {0: "Zoë Núñez", 1: LONG, 2: HOSTILE, 6: FORMULA}
    name = special.get(number, name if number < 96 else f"{name} {number}")
    hours = draw.choice([-30.0, -5.0, -2.0, -1.0, 3.0, 26.0]) if number != 4 else 50.0
    return Entry(
        name=f"s{number:04}",
        path=folder / f"s{number:04}.py",
        people=(Person(name, f"{10000 + number}", f"s{number}@x.edu"),),
        submitted=DUE + timedelta(hours=hours),
        display=name,
        key=f"s{number:04}",
    )


class Bodies:
    """What one student wrote for each function, and what grading it would come to."""

    def __init__(self, draw: random.Random, number: int) -> None:
        self.number, self.draw = number, draw
        self.unrun = "layers.py cannot be read (layers.py, line 1)" if number == 4 else ""
        self.wrong: dict[str, tuple[str, int]] = {}
        for function in BODIES:
            chance = draw.random()
            if number == 5 or chance < 0.55:
                continue
            if chance < 0.75 and function in MISTAKES:
                self.wrong[function] = "known", 0
            else:
                kinds = len(UNKNOWN[function])
                which = min(kinds - 1, int(draw.random() ** 2 * kinds))
                self.wrong[function] = "unknown", which
        if number == 2:
            self.wrong["relu_forward"] = "hostile", 0

    def text(self, name: str) -> str:
        """The module."""
        if self.unrun:
            return "def broken(:\n"
        lines = ['"""Layers."""', "", "import numpy as np"]
        for part in GIVEN.split("\n\n\n")[1:]:
            head = part.split("    raise")[0]
            lines += ["", "", f"{head}    {self._body(head.split('(')[0].split()[1])}"]
        return "\n".join([*lines, "", f"# by {name}", ""])

    def _body(self, function: str) -> str:
        kind, which = self.wrong.get(function, ("right", 0))
        return {
            "right": BODIES[function],
            "known": MISTAKES.get(function, ("", "", ""))[2],
            "unknown": UNKNOWN[function][which],
            "hostile": f"raise ValueError({HOSTILE!r})",
        }[kind]

    def outcomes(self, cases: list[GradedCase]) -> list[Outcome]:
        """An outcome a case."""
        return [self._outcome(case, place) for place, case in enumerate(cases)]

    def _outcome(self, case: GradedCase, place: int) -> Outcome:
        function = case.question.removesuffix(" (hidden)")
        made = Outcome(
            question=case.question,
            case=case.name,
            hidden=case.hidden,
            points=case.points,
            max_points=case.points,
            status="passed",
            bonus=case.bonus,
        )
        if self.unrun:
            return replace(made, points=0.0, status="failed", message=self.unrun)
        kind, which = self.wrong.get(function, ("right", 0))
        if kind == "right" or (place % 4 == 3 and kind == "unknown"):
            return made
        lines = self.text("").split("\n")
        line = next(n for n, text in enumerate(lines, 1) if text.startswith(f"def {function}"))
        where = f"(layers.py, line {line + 2})"
        text = f"{function}: element (0, 1) is {which + 1.25}, expected 0.5 {where}"
        text += f"\n  largest difference {which + 0.75}\n  shapes agree: (3, 2)"
        failed = replace(made, points=0.0, status="failed", message=text)
        if kind == "known":
            name, title, _ = MISTAKES[function]
            told = f"{text}\n  Your answer is what comes out in this call when {title}.\n  Look."
            return replace(failed, message=told, misconception=name, misconception_title=title)
        if kind == "hostile":
            told = f"relu_forward raised ValueError {where}: {HOSTILE}"
            return replace(failed, message=told, answer="relu_forward ffffffffffffffff")
        if self.number == 7:
            return replace(failed, message=f"{function} took too long.", accident="timeout")
        return replace(failed, answer=f"{function} {which:08x}{place:08x}")
