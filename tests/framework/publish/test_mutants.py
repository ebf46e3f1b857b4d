"""Small changes of a reference: which there are, and which are never made."""

from __future__ import annotations

import pytest

from autograder.publish.proofs.mutants import mutants

MODULE = """
def f(x, w, eps=1e-5):
    \"\"\"Says x + 1.\"\"\"
    given = x + 1
    # BEGIN SOLUTION
    {statement}
    # END SOLUTION
    return given + 1
"""


def changed(statement: str, count: int = 1000) -> set[str]:
    made = mutants({"m": MODULE.format(statement=statement)}, count)
    assert all(m.before != m.after for m in made)
    return {m.after for m in made}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("y = x + w", {"y = x - w", "y = x * w"}),
        ("y = x @ w", {"y = w @ x"}),
        ("y = -x", {"y = x"}),
        ("y = x > w", {"y = x >= w", "y = x < w"}),
        ("y = x.sum(axis=0)", {"y = x.mean(axis=0)", "y = x.sum(axis=1)", "y = x.sum()"}),
        ("y = x.var(axis=(0, 2))", {"y = x.var(axis=(1, 2))", "y = x.var(axis=(0, 3))"}),
        ("y = x[1:]", {"y = x[2:]", "y = x[0:]", "y = x[:]"}),
        ("y = np.sqrt(x)", {"y = x"}),
        ("y = f(x, w)", {"y = f(w, x)"}),
        ("y = x if w else 3.0", {"y = x", "y = 3.0", "y = x if w else 6.0"}),
        ("x += w", {"x -= w", "pass"}),
        ("x = x - w", {"x = x + w", "pass"}),
        ("x[w] = 0", {"x[w] = 1", "pass"}),
        ("y = x, w", {"y = (w, x)"}),
    ],
)
def test_what_students_get_wrong_is_made(statement: str, expected: set[str]) -> None:
    assert expected <= changed(statement)


@pytest.mark.parametrize(
    ("kind", "statement", "expected"),
    [
        ("in place", "y = x * w", {"y = np.multiply(x, w, out=x)"}),
        ("in place", "return x - w", {"return np.subtract(x, w, out=x)"}),
        ("in place", "y = x.copy()", {"y = x"}),
        ("in place", "y = 2 * x", set()),
        ("in place", "given = given + w", set()),  # no argument
        ("default dropped", "y = x.get('eps', 1e-5)", {"y = x['eps']"}),
        ("`or` for a default", "y = x.get('eps', 1e-5)", {"y = x.get('eps') or 1e-05"}),
        ("another axis", "y = x.sum(axis=0)", {"y = x.sum(axis=1)"}),
        ("another axis", "y = x.sum(axis=2)", {"y = x.sum(axis=1)"}),
        ("another axis", "y = x.sum(axis=-1)", {"y = x.sum(axis=0)"}),
        ("keepdims dropped", "y = x.sum(axis=0, keepdims=True)", {"y = x.sum(axis=0)"}),
        ("not transposed", "y = x.T @ w", {"y = x @ w"}),
        ("not transposed", "y = x.transpose(1, 0)", {"y = x"}),
        ("not transposed", "y = np.swapaxes(x, 0, 1)", {"y = x"}),
    ],
)
def test_what_students_are_used_to_is_made_by_kind(
    kind: str, statement: str, expected: set[str]
) -> None:
    made = mutants({"m": MODULE.format(statement=statement)}, 1000, kind)
    assert {m.after for m in made} == expected
    assert {m.kind for m in made} <= {kind}


@pytest.mark.parametrize(
    "statement",
    [
        "y = x.reshape(w)",
        "y = np.isclose(x, w)",
        "y = x",
        "raise ValueError(f'not {x - 1}')",
    ],
)
def test_what_changes_nothing_or_only_words_is_not_made(statement: str) -> None:
    assert changed(statement) == set()


def test_minus_one_of_a_shape_stays_negative() -> None:
    assert not any("-2" in after for after in changed("y = x.reshape(2, -1)"))


def test_only_what_students_write_is_changed() -> None:
    assert {m.line for m in mutants({"m": MODULE.format(statement="y = x + w")}, 1000)} == {6}


def test_the_choice_is_the_same_on_every_run_and_never_larger_than_asked() -> None:
    source = MODULE.format(statement="y = x * w + x / w - x[1:]")
    once, again = ([str(m) for m in mutants({"m": source}, 5)] for _ in range(2))
    assert once == again and len(once) == 5
    assert set(once) <= {str(m) for m in mutants({"m": source}, 1000)}


def test_the_note_of_a_statement_is_found_beside_and_above_it() -> None:
    for statement in ("y = x > w  # equivalent: why", "# equivalent: why\n    y = x > w"):
        assert {m.reason for m in mutants({"m": MODULE.format(statement=statement)}, 9)} == {"why"}
    below = "y = x > w\n    # equivalent: why\n    z = x"
    assert {m.reason for m in mutants({"m": MODULE.format(statement=below)}, 9)} == {""}
