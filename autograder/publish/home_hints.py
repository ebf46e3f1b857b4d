"""The fingerprints of known mistakes, by which a student's own pytest names them."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from autograder.assignment.current_folder import working_in
from autograder.assignment.texts import read_texts, texts_languages
from autograder.checks.fingerprints import Fingerprint, PrintIsComplete, table_of
from autograder.checks.questions import Question
from autograder.checks.run import Functions, Runner
from autograder.errors import Timeout
from autograder.language import label, speaking
from autograder.publish.proofs.answers import Answers, Workplace, each
from autograder.sandbox.alarm import alarm
from autograder.sandbox.loopback import Loopback
from autograder.sandbox.names import StudentNames


def home_hints(answers: Answers) -> bytes:
    """``hints.json``: what public cases see of the reference and of each known mistake, as numbers.

    A mistake that no public case sees is not in it.
    """
    public = {q.name: q for q in answers.questions if not q.hidden}
    salt = salt_of(answers)
    right = {name: prints(answers, q, vars(answers.reference), salt) for name, q in public.items()}
    wrong: dict[str, list[Mapping[str, object]]] = {name: [] for name in public}
    names = [m.name for m in answers.misconceptions if m.question in public]
    known = {m.name: m for m in answers.misconceptions}
    for name, found in zip(
        names, each(answers, _of_mistake, names, "mistakes for students"), strict=True
    ):
        mistake = known[name]
        if found != right[mistake.question]:
            wrong[mistake.question].append(
                {"title": mistake.title, "hint": mistake.hint, "prints": found}
            )
    said = [text for found in wrong.values() for m in found for text in (m["title"], m["hint"])]
    texts = hint_texts(answers.folders.solution, [str(text) for text in said])
    return table_of(salt, [(name, right[name], wrong[name]) for name in public], texts)


def hint_texts(folder: Path, said: Sequence[str]) -> dict[str, dict[str, str]]:
    """What of a solution's texts translates what is ``said``, by language: no other hint."""
    found: dict[str, dict[str, str]] = {}
    for language in texts_languages(folder):
        with speaking(language, read_texts(folder, language)):
            found[language] = {text: told for text in said if (told := label(text)) != text}
    return found


def salt_of(answers: Answers) -> str:
    """What keeps the fingerprints of one state of the tests from being compared with another's."""
    public = sorted(q.digest for q in answers.questions if not q.hidden)
    return hashlib.sha256(f"{answers.assignment.name}\0{public}".encode()).hexdigest()[:16]


def prints(answers: Answers, question: Question, functions: Functions, salt: str) -> list[str]:
    """The fingerprint of what ``functions`` answer in each case of a question, as at home."""
    rubric = answers.rubric
    said = rubric.assignment
    conversation = Loopback(
        functions, rubric.folder or Path(), said.forward_values, said.limits.message_mb
    )
    runner = Runner(lambda *_: StudentNames(conversation), data=rubric.files)
    found = []
    for case in question.cases:
        conversation.new_case()
        conversation.transcript = taken = Fingerprint(salt=salt, stop=True)
        seconds = rubric.assignment.limits.case_seconds
        try:
            with (
                alarm(seconds, _mistake_too_long),
                warnings.catch_warnings(),
                np.errstate(all="ignore"),
                working_in(rubric.beside_files),
            ):
                warnings.simplefilter("ignore")
                runner.judge(question, case)
        except (PrintIsComplete, Timeout):
            pass
        found.append(taken.digest)
    return found


def _of_mistake(workplace: Workplace, name: str) -> list[str]:
    answers = workplace.answers
    mistake = next(m for m in answers.misconceptions if m.name == name)
    question = next(q for q in answers.questions if q.name == mistake.question)
    return prints(answers, question, answers.rubric.functions_with(mistake), salt_of(answers))


def _mistake_too_long() -> Exception:
    return Timeout("a known mistake took longer than a case may")
