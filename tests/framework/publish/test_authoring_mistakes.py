"""What authors do wrong is told in one sentence each: the file, the line, and what to do about it.

Every entry breaks one thing in a new assignment, which is complete and proven as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders
from autograder.cli import main
from autograder.errors import AssignmentError
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.asked import all_is_asked_for
from autograder.publish.proofs.axes import axes_differ
from autograder.publish.proofs.cost import cost
from autograder.publish.proofs.explanations import EXPLANATIONS, name_of_proof
from autograder.publish.proofs.known_mistakes import mistakes_are_caught
from autograder.publish.proofs.leaks import no_leak
from autograder.publish.proofs.listed import imports_are_listed
from autograder.publish.proofs.promises import promises_are_kept
from autograder.publish.proofs.proof import Proof
from autograder.publish.proofs.right_answers import right_answers
from autograder.publish.scaffold import assignment_files, write_new
from autograder.publish.student_folder import student_files

HW = "hw1"
SETTINGS = f"assignments/{HW}/assignment.toml"
HANDOUT = f"assignments/{HW}/handout.md"
PROMISES = f"assignments/{HW}/promises.toml"
REFERENCE = f"solutions/{HW}/activations.py"
MISTAKES = f"solutions/{HW}/misconceptions.py"
OTHER = f"solutions/{HW}/alternatives/mine.py"
FORWARD = f"tests/{HW}/public/softplus_forward.py"
BACKWARD = f"tests/{HW}/public/softplus_backward.py"
HIDDEN = f"tests/{HW}/hidden/softplus_forward.py"
MARKED = "\nIt never overflows. <!-- promise: softplus_forward.large -->\n"
LARGE = '[softplus_forward]\nlarge = { mistakes = ["softplus_overflows"] }\n'
HOLLOW = "[softplus_forward]\nlarge = { mistakes = [] }\n"
UNTESTED = """

def extra(x):
    \"\"\"More.\"\"\"
    # BEGIN SOLUTION
    return x + 1
    # END SOLUTION
"""
HARMLESS = """

@wrong("softplus_forward", "nothing", hint="Look again.")
def nothing(x):
    return np.logaddexp(0.0, x), x
"""
LOOKS_AT_NOTHING = """

@case(points=1)
def unused(softplus_forward):
    \"\"\"is right\"\"\"
    assert np.log(4) > 1
"""
Change = Callable[[Path], None]
Prove = Callable[[Answers], Proof]


def edit(file: str, old: str, new: str) -> Change:
    """Replace the first ``old`` in a file."""

    def change(root: Path) -> None:
        text = (root / file).read_text()
        assert old in text
        (root / file).write_text(text.replace(old, new, 1))

    return change


def append(file: str, text: str) -> Change:
    """Append to a file, which need not be there."""

    def change(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text() if path.exists() else "") + text)

    return change


def all_of(*changes: Change) -> Change:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def large_file(root: Path) -> None:
    (root / f"assignments/{HW}/files").mkdir()
    with (root / f"assignments/{HW}/files/images.npz").open("wb") as file:
        file.truncate(70 * 2**20)


def called_random(root: Path) -> None:
    edit(SETTINGS, '["activations"]', '["random"]')(root)
    (root / REFERENCE).rename(root / f"solutions/{HW}/random.py")


def load(answers: Answers) -> Proof:
    """What every command does first: read all of it, and make the student folder."""
    student_files(answers.folders)
    return Proof("read", f"{len(answers.right)} {len(answers.misconceptions)}")


def kept(answers: Answers) -> Proof:
    return promises_are_kept(answers, {m.name for m in answers.misconceptions})


@dataclass
class Slip:
    """Something that an author does wrong."""

    change: Change
    told_by: Prove
    where: str
    """the file and the line that are named"""
    says: str
    remedy: str


SLIPS = {
    "a marker is spelt wrong": Slip(
        edit(REFERENCE, "# BEGIN SOLUTION", "# BEGN SOLUTION"),
        load,
        f"{REFERENCE}:11",
        "is no marker",
        "write # BEGIN SOLUTION",
    ),
    "a passage does not end": Slip(
        edit(REFERENCE, "+ np.tanh(0.5 * x))\n    # END SOLUTION\n", "+ np.tanh(0.5 * x))\n"),
        load,
        f"{REFERENCE}:19",
        "without # END SOLUTION",
        "write # END SOLUTION below",
    ),
    "a solution stands outside of markers": Slip(
        all_of(
            edit(REFERENCE, "    # BEGIN SOLUTION\n", ""),
            edit(REFERENCE, "    # END SOLUTION\n", ""),
        ),
        right_answers,
        f"{REFERENCE}:6",
        "softplus_forward is given complete",
        "put its body between markers",
    ),
    "the template cannot be imported": Slip(
        append(REFERENCE, "\n\n# BEGIN SOLUTION\nTABLE = [1]\n# END SOLUTION\nFIRST = TABLE[0]\n"),
        right_answers,
        f"{REFERENCE}:29",
        "the untouched template cannot be imported",
        "take it between markers too",
    ),
    "a case has no points": Slip(
        edit(FORWARD, "@case(points=1)", "@case()"),
        load,
        f"{FORWARD}:9",
        "has no points",
        "write @case(points=1)",
    ),
    "points are negative": Slip(
        edit(FORWARD, "@case(points=1)", "@case(points=-1)"),
        load,
        f"{FORWARD}:9",
        "they are a number from 0 on, not -1",
        "write @case(points=1)",
    ),
    "points are no number": Slip(
        edit(FORWARD, "@case(points=1)", '@case(points="1")'),
        load,
        f"{FORWARD}:9",
        "they are a number from 0 on, not '1'",
        "write @case(points=1)",
    ),
    "two axes are equal": Slip(
        edit(BACKWARD, "(3, 4)", "(4, 4)"),
        axes_differ,
        f"{BACKWARD}:13",
        "(4, 4) has equal axes",
        "take different lengths",
    ),
    "a known mistake does nothing": Slip(
        append(MISTAKES, HARMLESS),
        mistakes_are_caught,
        f"{MISTAKES}:34",
        "nothing: loses nothing in softplus_forward",
        "add a case there that fails on it",
    ),
    "a known mistake replaces what is not there": Slip(
        edit(MISTAKES, '@wrong("softplus_forward"', '@wrong("sotplus_forward"'),
        load,
        f"{MISTAKES}:8",
        "replaces 'sotplus_forward', which the reference does not define",
        "did you mean 'softplus_forward'?",
    ),
    "two known mistakes have one name": Slip(
        edit(MISTAKES, "def softplus_without_one", "def softplus_overflows"),
        load,
        f"{MISTAKES}:14",
        "'softplus_overflows' stands in line 8 already, which is lost",
        "give one of the two functions another name",
    ),
    "a sentence is not translated": Slip(
        all_of(
            append(HANDOUT, MARKED),
            append(HANDOUT.replace(".md", ".zh.md"), "# 平滑的整流器\n"),
            append(PROMISES, LARGE),
        ),
        kept,
        "handout.md:15",
        f"{HANDOUT.replace('.md', '.zh.md')}: the promise softplus_forward.large is marked in",
        "translate that sentence",
    ),
    "a promise has no mistake": Slip(
        all_of(append(HANDOUT, MARKED), append(PROMISES, HOLLOW)),
        kept,
        f"{PROMISES}:2",
        "softplus_forward.large: no known mistake breaks it",
        "name in mistakes = [...]",
    ),
    "a hidden case stands in a public file": Slip(
        edit(FORWARD, "@case(points=1)", "@case(points=1, hidden=True)"),
        load,
        f"{FORWARD}:9",
        "says hidden=True in a file that its name, 'softplus_forward', makes public",
        f"belongs in {{root}}/tests/{HW}/hidden/softplus_forward.py",
    ),
    "a hidden statement stands in a data file": Slip(
        append(f"assignments/{HW}/files/notes.txt", "x = 5.0 * rng().standard_normal((2,3,4))\n"),
        no_leak,
        f"{HIDDEN}:10",
        "students get it in files/notes.txt",
        "take it out there",
    ),
    "a hint carries code": Slip(
        edit(MISTAKES, "log(exp(x)) is x itself.", "0.5 * dout * (1.0 + np.tanh(0.5 * x))"),
        no_leak,
        f"{MISTAKES}:14",
        "says '0.5*dout*(1.0+np.tanh(0.5*x))', which is code of the solution",
        "say in words what to look at",
    ),
    "a data file is too large": Slip(
        large_file,
        load,
        f"assignments/{HW}/files/images.npz",
        "70 MB; all files together may have 64 MB",
        "keep a part of it",
    ),
    "two cases have one name": Slip(
        edit(FORWARD, "does not overflow", "is log(2) at 0 and log(4) at log(3)"),
        load,
        f"{FORWARD}:16",
        "here and in line 9",
        "begin the docstring of one of them with other words",
    ),
    "two cases are one function": Slip(
        edit(FORWARD, "def large(", "def by_hand("),
        load,
        f"{FORWARD}:16",
        "'by_hand' stands in line 9 already, which is lost",
        "give one of the two functions another name",
    ),
    "two files are one question": Slip(
        edit(HIDDEN, " (hidden)", ""),
        load,
        f"{FORWARD}:2",
        "the name 'softplus_forward' is taken by",
        "or a hidden half its ' (hidden)'",
    ),
    "a question has no test": Slip(
        append(REFERENCE, UNTESTED),
        all_is_asked_for,
        f"{REFERENCE}:26",
        "no test asks for extra",
        f"write tests/{HW}/public/extra.py",
    ),
    "a test does not use its function": Slip(
        append(FORWARD, LOOKS_AT_NOTHING),
        right_answers,
        f"{FORWARD}:25",
        "the untouched template passes",
        "call softplus_forward in it, and check what comes back",
    ),
    "a test asks for what nobody defines": Slip(
        edit(FORWARD, "def large(softplus_forward)", "def large(softplus_foward)"),
        all_is_asked_for,
        f"{FORWARD}:16",
        "asks for softplus_foward",
        "is it spelt right?",
    ),
    "a question depends on none": Slip(
        edit(BACKWARD, '["softplus_forward"]', '["softplus"]'),
        load,
        f"{BACKWARD}:3",
        "depends on 'softplus', which is no question",
        "there are softplus_backward, ",
    ),
    "questions depend on each other": Slip(
        edit(FORWARD, 'd"\n', 'd"\ndepends = ["softplus_backward"]\n'),
        load,
        f"tests/{HW}/hidden/softplus_backward.py:3",
        "questions depend on each other",
        "take one of them out of a depends = [...]",
    ),
    "a test is no Python": Slip(
        edit(BACKWARD, "@case(points=2)", "def f(:"),
        load,
        f"{BACKWARD}:10",
        "SyntaxError: invalid syntax",
        "this line, or the one above, is wrong",
    ),
    "a test imports what is not there": Slip(
        edit(FORWARD, "import numpy as np", "import scippy as np"),
        load,
        f"{FORWARD}:4",
        "No module named 'scippy'",
        "is scippy spelt right, installed here",
    ),
    "a module is called like one of Python's": Slip(
        called_random,
        imports_are_listed,
        f"{SETTINGS}:2",
        "module 'random' has the name of one that Python or a package brings",
        "call it my_random",
    ),
    "an import is not listed": Slip(
        edit(REFERENCE, "import numpy as np\n", "import numpy as np\nimport scipy\n"),
        imports_are_listed,
        f"{REFERENCE}:4",
        "imports scipy, which imports = [...] of assignment.toml does not list",
        "add it there, and its package to requirements",
    ),
    "a test imports what the image does not have": Slip(
        edit(FORWARD, "import numpy as np\n", "import numpy as np\nimport scipy\n"),
        imports_are_listed,
        f"{FORWARD}:5",
        "imports scipy, which the grading image does not have",
        f"run autograder lock {HW}",
    ),
    "an alternative is no Python": Slip(
        append(OTHER, "import numpy as np\ndef softplus_forward(x:\n    return x\n"),
        load,
        f"{OTHER}:2",
        "'(' was never closed",
        "this line, or the one above, is no Python",
    ),
    "an alternative is wrong": Slip(
        append(OTHER, "def softplus_forward(x):\n    return x, x\n"),
        right_answers,
        f"{FORWARD}:9",
        "softplus_forward: out is wrong",
        f"repair {OTHER}, or what the case expects",
    ),
    "a key is spelt wrong": Slip(
        edit(SETTINGS, "imports", "import"),
        load,
        f"{SETTINGS}:3",
        "unknown key 'import'",
        "write imports",
    ),
    "a limit is spelt wrong": Slip(
        edit(SETTINGS, "case_seconds", "case_second"),
        load,
        f"{SETTINGS}:6",
        "[limits]: unknown key 'case_second'",
        "write case_seconds",
    ),
    "a limit is no number": Slip(
        edit(SETTINGS, "case_seconds = 4.0", 'case_seconds = "4"'),
        load,
        f"{SETTINGS}:6",
        "limits.case_seconds",
        "should be a positive number, not '4'",
    ),
    "a module has no file": Slip(
        edit(SETTINGS, '["activations"]', '["activation"]'),
        load,
        f"{SETTINGS}:2",
        "module 'activation' has no",
        "write this file",
    ),
    "what is shown is no picture": Slip(
        all_of(
            edit(FORWARD, "assert_unchanged, case", "assert_unchanged, case, show"),
            append(FORWARD, '    show("values", out[None, None])\n'),
        ),
        right_answers,
        f"{FORWARD}:16",
        "show('values', ...): it has shape (1, 1, 2)",
        "give it (H, W) or (H, W, 3)",
    ),
    "more is shown than is kept": Slip(
        all_of(
            edit(FORWARD, "assert_unchanged, case", "assert_unchanged, case, show"),
            append(FORWARD, '    for n in range(4):\n        show(f"values {n}", out[None])\n'),
            edit(HIDDEN, "assert_close, case", "assert_close, case, show"),
            append(HIDDEN, '    show("again", out[0])\n'),
        ),
        right_answers,
        HIDDEN,
        "5 pictures of a hand-in, and 4 are kept",
        "show fewer",
    ),
    "the reference is too slow": Slip(
        all_of(
            edit(REFERENCE, "x = cache\n", "x = cache\n    __import__('time').sleep(0.2)\n"),
            edit(SETTINGS, "case_seconds = 4.0", "case_seconds = 2.0"),
        ),
        cost,
        f"{BACKWARD}:10",
        "more than 1/4 of its limits",
        "use smaller arrays, or raise case_seconds",
    ),
}


def told(slip: Slip, root: Path) -> Iterator[tuple[str, str]]:
    """Each sentence that an author is told, with the title of the proof that tells it."""
    write_new(root, assignment_files(HW, "functions"))
    slip.change(root)
    try:
        proof = slip.told_by(Answers(Folders(root, HW)))
    except AssignmentError as error:
        yield str(error), ""
    else:
        yield from ((line, proof.title) for line in proof.against)


@pytest.mark.parametrize("name", SLIPS)
def test_what_an_author_does_wrong_is_told_with_file_line_and_remedy(
    name: str, tmp_path: Path
) -> None:
    slip = SLIPS[name]
    lines = list(told(slip, tmp_path))
    found = [one for one in lines if slip.where in one[0] and slip.says in one[0]]
    assert found, lines
    line, title = found[0]
    assert slip.remedy.format(root=tmp_path) in line
    assert "\n" not in line and len(line) < 500
    file, _, number = slip.where.partition(":")
    assert re.search(rf"{re.escape(file)}{f':{number}' if number else ''}\b", line)
    if number:
        (path,) = tmp_path.glob(f"**/{file}")
        assert 1 <= int(number) <= len(path.read_text().splitlines())
    if title:
        proof = EXPLANATIONS[name_of_proof(title)]
        assert any(matches(pattern, line) for pattern in proof.edits), (line, title)


def matches(pattern: str, line: str) -> bool:
    """Whether a line says what an explanation quotes; words in capitals stand for any others."""
    words = re.sub(r"\\?\b(?:[A-Z]+)\b(?!\\? SOLUTION)", "\0", re.escape(pattern))
    return re.search(words.replace("\0", r".+?"), line) is not None


def test_the_assignment_that_is_spoilt_is_right_as_it_is(tmp_path: Path) -> None:
    """Of every proof that tells a mistake; the others are tried with the scaffold itself."""
    write_new(tmp_path, assignment_files(HW, "functions"))
    answers = Answers(Folders(tmp_path, HW))
    for prove in dict.fromkeys(slip.told_by for slip in SLIPS.values()):
        assert prove(answers).against == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SLIPS)
def test_the_command_says_it_too(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = SLIPS[name]
    write_new(tmp_path, assignment_files(HW, "functions"))
    slip.change(tmp_path)
    command = ["validate", "--seeds", "0", "--mutants", "20"]
    status = main(["--root", str(tmp_path), *command])
    out, err = capsys.readouterr()
    assert status == (2 if slip.told_by is load else 1)
    assert slip.says in out + err and slip.remedy.format(root=tmp_path) in out + err
