"""GitHub Classroom: ``gh classroom clone student-repos``: a repository a student."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.people import Entry, Intake, Person, Taken
from autograder.classroom.sources.source import Paths, handed_in, shared_beginning, told_path

REPOSITORY = ".git"
CLONED = "-submissions"
"""What GitHub's own command adds to the assignment's name, for the folder of all repositories."""


class GitHubClassroom:
    """``hw1-aexample``: the assignment's name, and the student's on GitHub."""

    title = "repositories of GitHub Classroom"

    def recognises(self, paths: Paths) -> bool:
        """Several folders, each a repository, with names that begin alike."""
        tops = {path[0] for path in paths if len(path) > 1 and path[1] == REPOSITORY}
        return len(tops) > 1 and bool(_assignment(sorted(tops)))

    def read(self, folder: Path, scratch: Path) -> Intake:
        """A hand-in a repository, by the student's name on GitHub."""
        taken = Taken()
        paths = list(handed_in(folder, taken))
        names = [told_path(path) for path in paths if (path / REPOSITORY).exists()]
        common = _assignment(names)
        if folder.name.endswith(CLONED):
            said = f"{told_path(folder).removesuffix(CLONED)}-"
            common = said if common.startswith(said) else common
        for path in paths:
            if path.is_dir() and told_path(path).startswith(common):
                login = told_path(path).removeprefix(common)
                person = Person(login=login)
                taken.entries.append(Entry("", path, (person,), display=login, key=login))
            elif path.is_dir():
                taken.entries.append(Entry("", path, display=told_path(path)))
            else:
                taken.leave(path, "is no repository")
        return taken.intake()


def _assignment(names: list[str]) -> str:
    """What the names of all repositories begin with, up to the last hyphen."""
    return shared_beginning(names, "-")
