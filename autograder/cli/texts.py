"""The command for translators of an assignment's own texts."""

from __future__ import annotations

import click

from autograder._files import write_atomic
from autograder.cli._common import assignments_argument, command, folders_of


@command("texts", "autograder texts hw3_normalization --language zh")
@assignments_argument
@click.option("--language", default="zh", metavar="CODE", help="As in zh; zh by default.")
def texts_command(assignments: tuple[str, ...], language: str) -> int:
    """List what an assignment's students read, to be translated.

    It goes to solutions/HW/texts.CODE.json, English -> translated: titles of cases, titles and
    hints of known mistakes, and what tests call values. What notebooks write into figures goes to
    assignments/HW/labels.CODE.json. What is translated stays; what is new is empty; what is written
    no more goes.
    """
    from autograder.assignment.texts import read_texts, texts_name
    from autograder.errors import AssignmentError
    from autograder.language import languages
    from autograder.publish.notebook_languages import labels_name, labels_to_do
    from autograder.publish.proofs.answers import Answers
    from autograder.publish.texts import as_json, in_order, untranslated, written

    if language not in languages()[1:]:
        raise AssignmentError(
            f"--language {language}: the framework itself is translated to "
            f"{', '.join(languages()[1:])}; docs/languages.md says how another one is added"
        )
    for folders in folders_of(assignments):
        if labels := labels_to_do(folders, language):
            target = folders.assignment / labels_name(language)
            write_atomic(target, as_json(labels))
            left = sum(not told for told in labels.values())
            print(f"wrote {target.relative_to(folders.root)}: {left} of {len(labels)} to do")
        before = read_texts(folders.solution, language)
        texts = written(Answers(folders)).all
        missing = set(untranslated(texts, language, before))
        made = in_order(before, texts, missing)
        target = folders.solution / texts_name(language)
        write_atomic(target, as_json(made))
        print(f"wrote {target.relative_to(folders.root)}: {len(missing)} of {len(texts)} to do")
    return 0
