"""What became of everything in a notebook: translated, changed in meaning, or left to do."""

from __future__ import annotations

from dataclasses import dataclass, field

TRANSLATED, CHANGED, LEFT = KINDS_OF_FINDING = (
    "translated",
    "changed in meaning",
    "left to do by hand",
)
INTRODUCTIONS = {
    TRANSLATED: "These mean here what they meant there.",
    CHANGED: "These are here, but do not mean quite what they meant.",
    LEFT: "These are not here. Nothing else is missing.",
}


@dataclass(frozen=True)
class NotebookFinding:
    """One sentence, about a cell or about the notebook."""

    kind: str
    text: str
    cell: int = 0
    """the cell that it is about, from 1 on; 0 for the whole notebook"""
    source: str = ""
    """what is not here, to be done again by hand"""

    @property
    def line(self) -> str:
        """The finding in a line."""
        return f"cell {self.cell}: {self.text}" if self.cell else self.text


@dataclass
class Findings:
    """All findings, in the order in which they were made; none twice."""

    found: list[NotebookFinding] = field(default_factory=list)

    def translated(self, text: str, cell: int = 0) -> None:
        """Note what means the same here."""
        self._note(NotebookFinding(TRANSLATED, text, cell))

    def changed(self, text: str, cell: int = 0) -> None:
        """Note what is here with another meaning."""
        self._note(NotebookFinding(CHANGED, text, cell))

    def left(self, text: str, cell: int = 0, source: str = "") -> None:
        """Note what is not here."""
        self._note(NotebookFinding(LEFT, text, cell, source))

    def of(self, kind: str) -> list[NotebookFinding]:
        """The findings of one kind, by their cells."""
        return sorted((f for f in self.found if f.kind == kind), key=lambda f: f.cell)

    def _note(self, finding: NotebookFinding) -> None:
        if finding not in self.found:
            self.found.append(finding)


def as_markdown(findings: Findings, title: str) -> str:
    """The findings as a document for the author of the assignment."""
    lines = [f"# {title}", ""]
    for kind in KINDS_OF_FINDING:
        found = findings.of(kind)
        lines += [f"## {kind.capitalize()} ({len(found)})", "", INTRODUCTIONS[kind], ""]
        for finding in found:
            lines.append(f"- {finding.line}")
            if finding.source:
                lines += [
                    "",
                    *(f"      {line}".rstrip() for line in finding.source.split("\n")),
                    "",
                ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
