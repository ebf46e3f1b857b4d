"""What each proof wants, and the smallest edits that satisfy it, for those whom it told a line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.errors import AssignmentError


@dataclass(frozen=True)
class ProofExplained:
    """A proof in words."""

    title: str
    """as ``validate`` prints it"""
    wants: str
    """what has to be true, and why"""
    edits: Mapping[str, str]
    """what a line against it says, as a pattern of words -> the smallest edit that is enough"""

    def __str__(self) -> str:
        """The explanation, a paragraph and an entry for each kind of line."""
        lines = [self.title[:1].upper() + self.title[1:] + ".", "", self.wants]
        for told, edit in self.edits.items():
            lines += ["", f'  "{told}"', f"      {edit}"]
        return "\n".join(lines)


EXPLANATIONS: dict[str, ProofExplained] = {
    "asked": ProofExplained(
        "all that students write is asked for",
        "Each function and class with a passage between markers is a parameter of some case, or is "
        "called by what is one: what no test asks for earns no points and hides any mistake. Each "
        "parameter of a case is a name that the reference or probes.py defines.",
        {
            "no test asks for NAME": "Write a test file for it, or take its markers away; where a "
            "person grades it, untested = [...] of assignment.toml names it.",
            "untested names NAME": "Take it out of untested.",
            "asks for NAME": "Spell the parameter as the reference does; reference is there for "
            "hidden cases alone.",
        },
    ),
    "imports": ProofExplained(
        "what is imported is listed",
        "The reference, alternatives and probes run as hand-ins do, which may import Python's own "
        "library, NumPy and what imports = [...] of assignment.toml lists. Tests and known "
        "mistakes run in the grading image, which has what requirements.lock pins.",
        {
            "which imports = [...] of assignment.toml does not list": "Add the name to imports, "
            "and its package to requirements; or do without it.",
            "has the name of one that Python or a package brings": "Give the module another name, "
            "as my_random: at home, pytest itself would import it in place of Python's.",
            "which the grading image does not have": "Add its package to requirements, and run "
            "autograder lock.",
        },
    ),
    "right": ProofExplained(
        "right answers get all points, the template none",
        "The reference and every file in alternatives/ pass every case; what students are given "
        "can be imported and passes none. Only then a lost point is the student's.",
        {
            "the reference: FILE:LINE": "Repair the reference, or what the case expects.",
            "ALTERNATIVE: FILE:LINE": "Where the alternative is right, let the case take it: "
            "another order of operations needs a tolerance, another form its own check.",
            "took longer than": "Use smaller arrays, or raise case_seconds in [limits].",
            "the untouched template passes": "Call the student's function in the case and check "
            "what comes back; or put the function's body between markers.",
            "the untouched template cannot be imported": "Put what runs at import and needs the "
            "solution between markers too.",
            "its cases change NAME": "Copy it in the case: copy.deepcopy(NAME).",
            "show(TITLE, ...)": "Give show an array (H, W) or (H, W, 3) of floats from 0 to 1, at "
            "most 128 pixels a side.",
            "pictures of a hand-in, and 4 are kept": "Show fewer, in the cases that matter.",
        },
    ),
    "axes": ProofExplained(
        "no two axes of a test's input are equal",
        "Where two axes of an input are as long as each other, a function that takes one for the "
        "other is right, and two known mistakes give the same answer.",
        {
            "has equal axes": "Change one of the two numbers: (4, 4) to (4, 3); or say above the "
            "statement why they are equal: # equal axes: a square matrix is asked for",
        },
    ),
    "alone": ProofExplained(
        "each question stands alone",
        "A student who has filled in one question, and those that its file names in depends, gets "
        "all its points: nobody pays for a question that was not begun.",
        {
            "only NAME filled in": "Add the question whose function the case calls to "
            "depends = [...] at the top of the file; or let the case do without it.",
        },
    ),
    "mistakes": ProofExplained(
        "known mistakes lose points and are named",
        "Each @wrong of misconceptions.py loses points in its question and nowhere else, and is "
        "named as itself, so that no student reads another one's hint. Of twenty and more, 95 % "
        "must be named, of fewer all but one.",
        {
            "loses nothing in": "Add a case that fails on it, or take the mistake out.",
            "loses points elsewhere": "Add its question to depends = [...] of that other file, or "
            "say question=... in @wrong.",
            "named as": "Add a case whose answers differ, or give both the same title.",
            "known mistakes are named": "Add a case for each that is listed: one whose answer no "
            "other mistake gives.",
            "tells a hidden value": "Give CheckFailure a safe= that says no value.",
        },
    ),
    "promises": ProofExplained(
        "every promise is held by a case",
        "Each sentence that promises.toml lists is marked in all hand-outs, or quoted from a stub, "
        "and names known mistakes that break it and lose points.",
        {
            "no known mistake breaks it": 'Write its name there: mistakes = ["NAME"].',
            "there is no known mistake": "Spell it as the function below @wrong.",
            "no case notices": "Add a case that fails on that mistake.",
            "is marked in FILE, and not here": "Translate the sentence, with the same mark.",
            "is no mark": "Write <!-- promise: FUNCTION.NAME -->.",
            "is not in promises.toml": 'Add NAME = { mistakes = ["..."] } below [FUNCTION].',
            "no hand-out has its mark": "Put the mark behind the sentence, or quote it: stub = ...",
            "no docstring of a stub says": "Quote the words as the docstring has them.",
        },
    ),
    "leaks": ProofExplained(
        "nothing hidden in the student folder",
        "No statement of the solution, of known mistakes or of hidden tests stands in a file that "
        "students get, data files and hints included.",
        {
            "students get it in": "Take the statement out of that file; or, where it gives nothing "
            "away, let the public text or the stub say it.",
            "is code of the solution": "Say in the hint what to look at, not what to write.",
        },
    ),
    "mutants": ProofExplained(
        "small changes of the reference lose points",
        "Of some 300 small changes of the reference, as another operator, axis or bound, 95 % make "
        "some case fail: each that does not is a mistake that earns full marks.",
        {
            "survives": "Add a case that fails on the change; or, where it changes no answer, say "
            "why above the line: # equivalent: x is never negative here",
            "mutants are killed": "Begin with the functions that most lines name.",
            "carry an excuse": "Write the reference so that fewer lines need one.",
            "nothing below # BEGIN SOLUTION can be changed": "Put what students write there.",
        },
    ),
    "seeds": ProofExplained(
        "no false failure",
        "Right answers pass on every seed that is tried: rng() gives a hand-in that is graded "
        "again on Gradescope other numbers.",
        {
            "seed N": "Draw by rng() alone. Where a check is about chance, use assert_drawn or "
            "assert_normal_scale, whose bounds are derived; where it is about rounding, say atol.",
        },
    ),
    "cost": ProofExplained(
        "the limits leave room",
        "The reference takes at most a fourth of the seconds and of the memory that a case may "
        "take: students' loops are slower.",
        {
            "more than 1/4 of its limits": "Use smaller arrays in the case, or raise case_seconds "
            "or memory_mb in [limits] of assignment.toml.",
        },
    ),
    "public": ProofExplained(
        "known mistakes that the public tests alone catch",
        "This is a figure, and nothing speaks against it: the share of known mistakes of which "
        "students learn at home. What is missing to 100 % is left to hidden cases.",
        {},
    ),
    "labelled": ProofExplained(
        "hand-ins are graded as labelled",
        "With --corpus: hand-ins in wrong/ lose points, those in right/ do not.",
        {
            "accepted": "Add a case that fails on it, or move it to right/.",
            "rejected": "Let the case take what is right, or move it to wrong/.",
        },
    ),
}
"""What is typed after ``validate --explain`` -> the proof; in the order in which they are given."""


def explained(name: str) -> ProofExplained:
    """The explanation of the proof called ``name``.

    ``AssignmentError`` with all names for one that is none.
    """
    if name not in EXPLANATIONS:
        near = difflib.get_close_matches(name, EXPLANATIONS, 1)
        meant = f": did you mean {near[0]}?" if near else ";"
        raise AssignmentError(f"no proof is called {name!r}{meant} There are {names_of_proofs()}")
    return EXPLANATIONS[name]


def names_of_proofs() -> str:
    """The names of all proofs, to be shown in a sentence."""
    return ", ".join(EXPLANATIONS)


def name_of_proof(title: str) -> str:
    """What a proof of this title is called; empty for one that has no explanation."""
    return next((name for name, proof in EXPLANATIONS.items() if proof.title == title), "")
