"""The protections: which there are, which a machine has, which were put on, in their order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_order import ORDER

from autograder.sandbox.inside import confine, landlock
from autograder.sandbox.inside.confine import PROTECTIONS, Confinement, Protection
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

NAMES = ["process", "namespaces", "uid", "no_new_privs", "rlimits", "landlock", "seccomp"]
"""As results and ledgers keep them."""
LEFT_OUT: list[tuple[str, ...]] = [(), ("uid",), ("landlock",), ("seccomp",), ("uid", "seccomp")]


def test_every_protection_has_a_name_of_its_own_and_its_place() -> None:
    assert [kind.name for kind in PROTECTIONS] == NAMES


@pytest.mark.parametrize("without", LEFT_OUT)
def test_those_in_force_are_reported_in_their_order(
    open_session: Callable[..., Session], without: tuple[str, ...]
) -> None:
    with Sandbox(without) as within:
        session = open_session("x = 1\n", within)
        found = session.protections
        session.close()
    assert found == [name for name in NAMES if name in found]
    assert {"process", "rlimits"} <= set(found) and not set(found) & set(without)


class Needy(Protection):
    name = "needy"

    def needs(self) -> tuple[str, ...]:
        return ("landlock",)


class Absent(Protection):
    name = "landlock"

    def available(self) -> bool:
        return False


def test_a_protection_that_needs_another_one_is_not_put_on_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(confine, "PROTECTIONS", (confine.OwnProcess, Needy, Absent))
    assert Confinement().names == ["process"]
    monkeypatch.setattr(
        confine, "PROTECTIONS", (Needy, type("Here", (Absent,), {"available": yes}))
    )
    assert Confinement().names == ["needy", "landlock"]
    assert Confinement(without=["landlock"]).names == []


def yes(self: Protection) -> bool:
    return True


@pytest.mark.parametrize(("reachable", "needed"), [(True, ()), (False, ("landlock",))])
def test_another_user_needs_landlock_where_python_is_closed_to_others(
    monkeypatch: pytest.MonkeyPatch, reachable: bool, needed: tuple[str, ...]
) -> None:
    monkeypatch.setattr(confine, "_interpreter_reachable", lambda: reachable)
    assert confine.OwnUser().needs() == needed


def test_landlock_refused_is_an_error_where_python_is_closed_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(landlock, "restrict", lambda *arguments: False)
    monkeypatch.setattr(confine, "_interpreter_reachable", lambda: True)
    assert not confine.Landlock().put_on(ORDER)
    monkeypatch.setattr(confine, "_interpreter_reachable", lambda: False)
    with pytest.raises(OSError, match="could read everything"):
        confine.Landlock().put_on(ORDER)
