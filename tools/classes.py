"""Made-up classes of hw1_layers: examples with small edits and known mistakes, or mixed answers.

python tools/classes.py FOLDER COUNT [SEED]
"""

from __future__ import annotations

import ast
import builtins
import inspect
import random
import sys
from pathlib import Path

from autograder.assignment.misconceptions import Misconception
from autograder.assignment.reference import load_misconceptions

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "submissions"
INDEPENDENT = ROOT / "tests" / "framework" / "independent"
SHARES = {"right": 0.85, "half_done": 0.1, "untouched": 0.05}
"""What a hand-in of the class begins with."""
MISTAKES = (0, 0, 0, 1, 1, 2, 3)
"""How many known mistakes are put into one, each as likely."""
NAMESPACE = "import types as _types\n\nright = _types.SimpleNamespace(**globals())\n"


def make_class(folder: Path, count: int, seed: int = 0) -> None:
    """Write ``count`` different hand-ins to ``folder``: student-00001.py and so on."""
    draw = random.Random(seed)
    starts = {name: (EXAMPLES / f"{name}.py").read_text() for name in SHARES}
    mistakes = _mistakes()
    common = [1 / (1 + n) for n in range(len(mistakes))]  # some mistakes are made often
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (start,) = draw.choices(list(SHARES), list(SHARES.values()))
        parts = [starts[start], f"# student {number}\n"]
        if start == "right" and (many := draw.choice(MISTAKES)):
            parts += [NAMESPACE, *draw.choices(mistakes, common, k=many)]
        (folder / f"student-{number:05}.py").write_text("\n\n".join(parts))


def make_mixed_class(folder: Path, count: int, seed: int = 0) -> None:
    """Write ``count`` hand-ins whose functions are drawn from independent answers.

    The hardest there is to compare: every two share some functions, and no function is common.
    """
    draw = random.Random(seed)
    answers = [ast.parse(p.read_text()) for p in sorted(INDEPENDENT.glob("*.py"))]
    named = [{n.name: n for n in a.body if isinstance(n, ast.FunctionDef)} for a in answers]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        body = [
            draw.choice([n for n in named if node.name in n])[node.name]
            if isinstance(node, ast.FunctionDef)
            else node
            for node in draw.choice(answers).body
        ]
        text = ast.unparse(ast.Module(body, []))
        (folder / f"student-{number:05}.py").write_text(f"{text}\n\n# student {number}\n")


def _mistakes() -> list[str]:
    """The source of every known mistake that stands by itself, under the name of its function."""
    folder = ROOT / "solutions" / "hw1_layers"
    found = [m for m in load_misconceptions(folder, ["layers"]) if _alone(m)]
    random.Random(0).shuffle(found)
    return [_source(m) for m in found]


def _alone(mistake: Misconception) -> bool:
    if mistake.forward is not None or inspect.getclosurevars(mistake.function).nonlocals:
        return False
    if not any(line.startswith("def ") for line in inspect.getsource(mistake.function).split("\n")):
        return False  # made inside of another function
    known = {"np", "right", *vars(builtins)}
    return set(inspect.getclosurevars(mistake.function).globals) <= known


def _source(mistake: Misconception) -> str:
    lines = inspect.getsource(mistake.function).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("def "))
    return "\n".join(
        [f"def {mistake.replaces}{lines[first][lines[first].index('(') :]}", *lines[first + 1 :]]
    )


if __name__ == "__main__":
    make_class(Path(sys.argv[1]), *map(int, sys.argv[2:]))
