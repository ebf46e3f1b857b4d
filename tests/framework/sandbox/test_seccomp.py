"""The seccomp filter, run in a small interpreter of its instructions."""

import struct

import pytest

from autograder.sandbox.inside import seccomp

NUMBERS = range(600)


def answer(program: bytes, machine: str, number: int, arguments: tuple[int, int] = (0, 0)) -> int:
    """What the kernel would do on the system call ``number``."""
    data = {
        seccomp.NUMBER: number,
        seccomp.ARCH: seccomp.AUDIT_ARCH[machine],
        **dict(zip(seccomp.ARGUMENT, arguments, strict=True)),
    }
    accumulator = at = 0
    while True:
        code, if_true, if_false, k = struct.unpack_from("=HBBI", program, 8 * at)
        at += 1
        if code == seccomp.RETURN:
            return int(k)
        if code == seccomp.LOAD:
            accumulator = data[k]
        else:
            holds = accumulator == k if code == seccomp.EQUAL else accumulator >= k
            at += if_true if holds else if_false


@pytest.mark.parametrize("machine", seccomp.AUDIT_ARCH)
def test_every_listed_call_is_denied_and_no_other(machine: str) -> None:
    program = seccomp.program(machine)
    assert program is not None
    column = list(seccomp.AUDIT_ARCH).index(machine)
    listed = {pair[column] for pair in seccomp.FORBIDDEN.values()} - {None}
    denied = {n for n in NUMBERS if answer(program, machine, n) == seccomp.DENIED}
    assert denied == listed


@pytest.mark.parametrize("machine", seccomp.AUDIT_ARCH)
def test_some_calls_are_denied_by_their_argument(machine: str) -> None:
    program = seccomp.program(machine)
    assert program is not None
    column = list(seccomp.AUDIT_ARCH).index(machine)
    for number, place, forbidden in (
        (seccomp.PRCTL, 0, seccomp.PRCTL_FORBIDDEN),
        (seccomp.FCNTL, 1, seccomp.FCNTL_FORBIDDEN),
        (seccomp.IOCTL, 1, seccomp.IOCTL_FORBIDDEN),
    ):
        for value in range(64):
            arguments = (value, 0) if place == 0 else (0, value)
            expected = seccomp.DENIED if value in forbidden else seccomp.ALLOW
            assert answer(program, machine, number[column], arguments) == expected


def test_a_call_of_the_other_architecture_or_of_x32_does_not_pass() -> None:
    program = seccomp.program("x86_64")
    assert program is not None
    assert answer(program, "aarch64", 0) == seccomp.KILL_PROCESS
    assert answer(program, "x86_64", seccomp.FIRST_X32) == seccomp.DENIED


def test_no_filter_for_a_machine_whose_numbers_are_not_known() -> None:
    assert seccomp.program("riscv64") is None
