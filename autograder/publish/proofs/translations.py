"""A proof for assignments in several languages: every text that students read is in each."""

from __future__ import annotations

from autograder.assignment.texts import read_texts, texts_languages, texts_name
from autograder.language.texts import MAX_COMPARED
from autograder.publish.proofs.answers import Answers
from autograder.publish.proofs.proof import Proof
from autograder.publish.texts import misfilled, overfilled, untranslated, written


def texts_are_translated(answers: Answers) -> Proof:
    """Look for titles, hints and names of values that a file of texts lacks."""
    folder, texts = answers.folders.solution, written(answers).all
    languages = texts_languages(folder)
    names = f"more than {len(MAX_COMPARED) - 1} names are filled in, too many to be translated"
    against = [f"{names}: {text!r}" for text in overfilled(texts if languages else ())]
    for language in languages:
        translated, name = read_texts(folder, language), texts_name(language)
        missing = untranslated(texts, language, translated)
        against += [f"{name}: not translated: {text!r}" for text in missing]
        against += [f"{name}: fills in other names: {text!r}" for text in misfilled(translated)]
    figure = f"{len(texts)} texts, {', '.join(languages)}"
    return Proof("texts are translated", figure, against)
