"""The files of decisions are read, and checked key by key: adjustments.toml, adjustments.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder._files import given_path, toml_table
from autograder.classroom.adjustments.decisions import (
    DECISION_KINDS,
    SHARES,
    Decision,
    Decisions,
    LateRule,
    Planned,
)
from autograder.classroom.adjustments.entries import checked_keys, decision_of, moment, positive
from autograder.classroom.csv_text import table_rows
from autograder.errors import AssignmentError

ADJUSTMENT_FILES = ("adjustments.toml", "adjustments.csv")
"""What the files are called; where both lie beside each other, both are read."""
TABLES = ("late", "assignments", "groups", "students")
"""What stands in a TOML file beside decisions."""


def read_decisions(paths: Sequence[Path]) -> Decisions:
    """What the files at ``paths`` say together; ``AssignmentError`` for the first thing wrong.

    Rules, due dates, groups and the class stand in a TOML file, of which there is one at most.
    """
    rules = Decisions()
    each: list[Decision] = []
    for path in paths:
        if path.suffix.lower() == ".csv":
            each += _read_csv(path)
        elif rules.files:
            raise AssignmentError(f"{path}: a second TOML file beside {rules.files[0]}")
        else:
            rules = _read_toml(path)
            each += rules.each
    for decision in each:
        if decision.group and decision.group not in rules.groups:
            known = ", ".join(rules.groups) or "none"
            raise AssignmentError(
                f"{decision.where}: no group {decision.group!r}; the groups are: {known}"
            )
    return Decisions(
        files=tuple(paths),
        late=rules.late,
        assignments=rules.assignments,
        groups=rules.groups,
        students=rules.students,
        each=tuple(each),
    )


def _read_toml(path: Path) -> Decisions:
    entries = toml_table(path)
    checked_keys(entries, (*TABLES, *DECISION_KINDS), f"{path}")
    each = [
        decision_of(kind, table, f"{path}: [[{kind}]] number {number}")
        for kind in DECISION_KINDS
        for number, table in enumerate(_tables(entries.get(kind, []), f"{path}: [[{kind}]]"), 1)
    ]
    students = entries.get("students")
    if students is not None and not isinstance(students, str):
        raise AssignmentError(f"{path}: students should be the path of a roster, not {students!r}")
    return Decisions(
        files=(path,),
        late=_late(_as_table(entries.get("late", {}), f"{path}: [late]"), f"{path}: [late]"),
        assignments=_assignments(entries.get("assignments", {}), path),
        groups=_groups(entries.get("groups", {}), f"{path}: [groups]"),
        students=None if students is None else path.parent / students,
        each=tuple(each),
    )


def _late(table: Mapping[str, object], where: str) -> LateRule:
    known = ("percent_a_day", "percent_of", "grace_minutes", "days", "hard_stop_days")
    checked_keys(table, known, where)
    share = table.get("percent_of", SHARES[0])
    if share not in SHARES:
        known_shares = ", ".join(map(repr, SHARES))
        raise AssignmentError(f"{where}: percent_of should be one of {known_shares}, not {share!r}")
    numbers = {key: positive(table, key, where) for key in known if key != "percent_of"}
    percent, days = numbers["percent_a_day"] or 0.0, numbers["days"] or 0.0
    if percent > 100:
        raise AssignmentError(f"{where}: percent_a_day is {percent:g}, more than 100")
    if days != int(days):
        raise AssignmentError(f"{where}: days should be a whole number, not {days:g}")
    return LateRule(
        percent_a_day=percent,
        percent_of=str(share),
        grace_minutes=numbers["grace_minutes"] or 0.0,
        days=int(days),
        hard_stop_days=numbers["hard_stop_days"],
    )


def _assignments(tables: object, path: Path) -> dict[str, Planned]:
    planned = {}
    for name, table in _as_table(tables, f"{path}: [assignments]").items():
        where = f"{path}: [assignments.{name}]"
        about = _as_table(table, where)
        checked_keys(about, ("due", "graded"), where)
        graded = about.get("graded")
        if graded is not None and not isinstance(graded, str):
            raise AssignmentError(f"{where}: graded should be a folder, not {graded!r}")
        planned[name] = Planned(
            due=moment(about["due"], f"{where}: due") if "due" in about else None,
            graded=None if graded is None else path.parent / graded,
        )
    return planned


def _groups(tables: object, where: str) -> dict[str, tuple[str, ...]]:
    groups = {}
    for name, members in _as_table(tables, where).items():
        if not isinstance(members, list) or not all(isinstance(m, str) and m for m in members):
            raise AssignmentError(
                f"{where}: {name!r} should be a list of students, not {members!r}"
            )
        groups[name] = tuple(members)
    return groups


def _as_table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise AssignmentError(f"{where} should be a table, not {value!r}")
    return value


def _tables(value: object, where: str) -> list[Mapping[str, object]]:
    if not isinstance(value, list):
        raise AssignmentError(f"{where} should be written with two brackets, not as {value!r}")
    return [_as_table(table, where) for table in value]


def _read_csv(path: Path) -> list[Decision]:
    """A decision a row: the column ``kind`` says of which kind, empty cells say nothing."""
    with given_path(path):
        head, rows = table_rows(path)
    if "kind" not in head:
        raise AssignmentError(
            f"{path}: no column kind; a row is one of {', '.join(DECISION_KINDS)}"
        )
    return [_of_row(head, row, f"{path}, line {line}") for line, row in rows]


def _of_row(head: list[str], row: list[str], where: str) -> Decision:
    if any(cell.strip() for cell in row[len(head) :]):
        raise AssignmentError(f"{where}: more cells than the first row names")
    cells = {column: cell.strip() for column, cell in zip(head, row, strict=False)}
    values: dict[str, object] = {column: cell for column, cell in cells.items() if cell}
    kind = values.pop("kind", "")
    if kind not in DECISION_KINDS:
        raise AssignmentError(
            f"{where}: {kind!r} is no kind; there are {', '.join(DECISION_KINDS)}"
        )
    if "points" in values:
        try:
            values["points"] = float(cells["points"].replace(",", "."))
        except ValueError:
            raise AssignmentError(
                f"{where}: points should be a number, not {cells['points']!r}"
            ) from None
    return decision_of(str(kind), values, where)
