"""The seccomp filter, run in a small interpreter of its instructions, and put over real answers."""

from __future__ import annotations

import errno
import re
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.assignment.folders import Folders
from autograder.publish.proofs import hand_ins
from autograder.publish.proofs.answers import Answers, Workplace
from autograder.sandbox.inside import seccomp, system_calls
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

ROOT = Path(__file__).parents[3]
NUMBERS = range(600)
HEADERS = {
    "x86_64": "*/asm/unistd_64.h",
    "aarch64": "asm-generic/unistd.h",  # on every machine: it is what aarch64 includes
}
OF_32_BITS = range(403, 424)
"""Clocks beyond 2038, for machines of 32 bits alone."""
GENERIC = {"newfstatat": "fstatat"}
"""What asm-generic calls a call of aarch64 otherwise."""
REFUSED = """
    socket connect accept accept4 bind listen socketpair sendmsg recvmsg sendmmsg recvmmsg
    setsockopt clone fork vfork execve execveat kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo
    pidfd_send_signal pidfd_open pidfd_getfd ptrace process_vm_readv process_vm_writev kcmp
    process_madvise migrate_pages move_pages setpriority ioprio_set sched_setparam
    sched_setscheduler sched_setaffinity sched_setattr setsid setpgid setuid setgid setgroups capset
    memfd_create memfd_secret flock shmget shmat semget semop msgget msgsnd mq_open mq_unlink
    add_key request_key keyctl chmod fchmod fchmodat fchown fchownat chown lchown utime utimes
    futimesat utimensat setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr
    fremovexattr removexattrat file_setattr truncate link linkat mknod mknodat inotify_init
    inotify_add_watch fanotify_init fanotify_mark statfs fstatfs mincore fadvise64 readahead sync
    syncfs chroot mount umount2 pivot_root open_tree move_mount fsopen fsmount mount_setattr
    unshare setns name_to_handle_at open_by_handle_at personality syslog bpf perf_event_open
    userfaultfd seccomp prctl io_setup io_uring_setup io_uring_enter io_uring_register
    init_module kexec_load reboot swapon acct quotactl settimeofday clock_settime adjtimex
    sethostname setrlimit landlock_create_ruleset
"""
"""What must never be allowed, by name: other processes, networks, what lasts, wide surfaces."""
ONLY = [pytest.param(m, id=m) for m in seccomp.MACHINE_COLUMNS]


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


def filter_for(machine: str) -> bytes:
    program = seccomp.program(machine)
    assert program is not None
    return program


@pytest.fixture(params=ONLY)
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def header(machine: str) -> dict[str, int]:
    """Name -> number, as this machine's own headers have them."""
    found = sorted(Path("/usr/include").glob(HEADERS[machine]))
    if not found:
        pytest.skip("no headers of the kernel here (linux-libc-dev)")
    defined = re.findall(r"^#define __NR(?:3264)?_(\w+) (\d+)$", found[0].read_text(), re.M)
    numbers = {n: int(number) for n, number in defined if int(number) not in OF_32_BITS}
    return {**numbers, **{n: numbers[o] for n, o in GENERIC.items() if o in numbers}}


def test_the_numbers_are_those_of_the_machines_headers(
    machine: str, header: dict[str, int]
) -> None:
    column = seccomp.MACHINE_COLUMNS[machine]
    ours = {name: numbers[column] for name, numbers in system_calls.ALLOWED.items()}
    assert ours == {name: header.get(name) for name in ours}
    special = {
        "prlimit64": system_calls.OWN_LIMITS,
        "fcntl": system_calls.FILE_CONTROL,
        "ioctl": system_calls.DEVICE_CONTROL,
    }
    assert {n: header[n] for n in special} == {n: both[column] for n, both in special.items()}
    assert header["clone3"] in system_calls.FALL_BACK


def test_what_the_headers_know_is_known(machine: str, header: dict[str, int]) -> None:
    """A call that is new in the headers is beyond what is known, and not in a gap of it."""
    known = system_calls.KNOWN_NUMBERS[seccomp.MACHINE_COLUMNS[machine]]
    last = known[-1][1]
    gaps = {n for n in header.values() if n <= last and not any(a <= n <= b for a, b in known)}
    assert gaps <= {244, 259}  # arch_specific_syscall, which is a place and no call


def test_what_is_known_and_not_needed_is_refused_and_the_rest_is_absent(
    machine: str, header: dict[str, int]
) -> None:
    program, column = filter_for(machine), seccomp.MACHINE_COLUMNS[machine]
    allowed = {numbers[column] for numbers in system_calls.ALLOWED.values()} - {None}
    some = {number for number, *_ in seccomp.by_argument(column)}
    last = system_calls.KNOWN_NUMBERS[column][-1][1]
    for name, number in header.items():
        if number in some or number > last or name == "arch_specific_syscall":
            continue
        wanted = seccomp.ALLOW if number in allowed else seccomp.DENIED
        if number in system_calls.FALL_BACK:
            wanted = seccomp.ABSENT
        assert answer(program, machine, number) == wanted, name
    for number in (*range(last + 1, 600), 2**30, 2**32 - 1):
        assert answer(program, machine, number) == seccomp.ABSENT


def test_what_reaches_beyond_the_process_is_refused(machine: str, header: dict[str, int]) -> None:
    program = filter_for(machine)
    newer = {"setxattrat": 463, "removexattrat": 466, "file_setattr": 469}
    for name in REFUSED.split():
        number = header.get(name, newer.get(name))
        if number is not None:
            assert answer(program, machine, number) == seccomp.DENIED, name


def test_some_calls_are_allowed_by_their_argument(machine: str) -> None:
    program = filter_for(machine)
    for number, place, values in seccomp.by_argument(seccomp.MACHINE_COLUMNS[machine]):
        tried = {*range(64), *values, 0x5452, 0x8901, 0x40086602, 0x401C5820, 0x5412}
        for value in tried:
            arguments = (value, 0) if place == 0 else (0, value)
            expected = seccomp.ALLOW if value in values else seccomp.DENIED
            assert answer(program, machine, number, arguments) == expected


def test_a_call_of_the_other_architecture_or_of_x32_does_not_pass() -> None:
    program = filter_for("x86_64")
    assert answer(program, "aarch64", 0) == seccomp.KILL_PROCESS
    assert answer(program, "x86_64", 0x40000000) == seccomp.ABSENT


def test_no_filter_for_a_machine_whose_numbers_are_not_known() -> None:
    assert seccomp.program("riscv64") is None


LASTING = """
import ctypes, errno, fcntl, os
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    return 0 if libc.syscall(number, *arguments) >= 0 else ctypes.get_errno()
def flags(path):
    with open(path, "w") as file:
        try:
            fcntl.ioctl(file, 0x40086602, b"\\0" * 8)
        except OSError as error:
            return error.errno
    return 0
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="seccomp is Linux's")
def test_nothing_that_lasts_can_be_put_on_a_file_of_its_own(
    open_session: Callable[..., Session],
) -> None:
    session = open_session(LASTING)
    session.allow(5)
    if "seccomp" not in session.protections:
        pytest.skip("no seccomp here")
    assert session.function("flags")("mine.txt") == errno.EPERM
    call = session.function("call")
    assert call(469, -100, b"mine.txt", 0, 0, 0) == errno.EPERM
    assert call(463, -100, b"mine.txt", 0, b"user.x", 0, 0) == errno.EPERM
    assert call(470, 0) == call(5000, 0) == errno.ENOSYS


LIBRARY = """
import io, math, os, random, select, signal, tempfile, time, zlib
import numpy as np
def files():
    a = np.arange(12.0).reshape(3, 4)
    np.save("a.npy", a); np.savez_compressed("b.npz", a=a); np.savetxt("c.txt", a)
    a.tofile("d.bin"); m = np.memmap("e.bin", dtype="f8", mode="w+", shape=(3, 4))
    m[:] = a; m.flush(); del m
    assert all((found == a).all() for found in (
        np.load("a.npy"), np.load("b.npz")["a"], np.loadtxt("c.txt"),
        np.fromfile("d.bin").reshape(3, 4), np.memmap("e.bin", dtype="f8", shape=(3, 4))))
    os.makedirs("deep/er", exist_ok=True); os.rename("a.npy", "deep/er/a.npy")
    with open("deep/er/a.npy", "r+b") as f:
        f.truncate(10); os.fsync(f.fileno())
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile(dir=folder) as f:
        f.write(b"x")
    import shutil; shutil.copyfile("d.bin", "f.bin"); shutil.rmtree("deep")
    return sorted(os.listdir("."))
def machine():
    r, w = os.pipe(); os.write(w, b"x"); select.select([r], [], [], 1); os.read(r, 1)
    p = select.poll(); p.register(w); p.poll(1); os.close(r); os.close(w)
    seen = []; signal.signal(signal.SIGALRM, lambda *a: seen.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.01); time.sleep(0.05)
    return [len(seen), os.cpu_count() is not None, time.localtime().tm_year > 2000,
            len(os.urandom(4)), len(os.sched_getaffinity(0)) > 0, time.process_time() > 0]
def numbers():
    rng = np.random.default_rng(); a = rng.standard_normal((300, 300))
    u, s, v = np.linalg.svd(a); big = np.sort(rng.random(10**6))
    return bool(np.allclose(u * s @ v, a)), float(np.linalg.det(np.eye(3))), len(np.fft.fft(big))
def picture():
    from PIL import Image
    for kind in ("png", "jpeg", "bmp", "gif"):
        Image.fromarray(np.arange(256, dtype="u1").reshape(16, 16)).resize((8, 8)).save(f"p.{kind}")
        assert np.asarray(Image.open(f"p.{kind}")).shape[:2] == (8, 8)
    return "read"
"""


@pytest.mark.parametrize("name", ["files", "machine", "numbers", "picture"])
def test_numpy_pillow_and_the_library_work_under_it(
    open_session: Callable[..., Session], name: str
) -> None:
    """What they give is what they give without the filter."""
    found = []
    for without in ((), ("seccomp",)):
        with Sandbox(without) as sandbox:
            session = open_session(LIBRARY, sandbox, imports=("numpy", "PIL"))
            session.allow(20)
            found.append(session.function(name)())
            session.close()
    assert found[0] == found[1]


ASSIGNMENTS = sorted(path.name for path in (ROOT / "assignments").glob("hw*"))


def said(answers: Answers, hand_in: hand_ins.Sources, sandbox: Sandbox) -> Iterator[str]:
    """What each case says, without prints, paths and numbers: some answers draw these anew."""
    for v in Workplace(answers, sandbox).verdicts(hand_in):
        message = re.sub(r"[-+]?\d[\d.e+-]*", "#", v.message.partition("\nYour code printed")[0])
        yield f"{v.question.name}, {v.case.name}: {v.status} {message}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_answer_of_the_assignments_gets_what_it_gets_without_it(name: str) -> None:
    """The reference, all alternatives and all known mistakes, case by case."""
    answers = Answers(Folders(ROOT, name))
    tried = {**answers.right}
    tried |= {m.name: hand_ins.mistake(answers.answer, m) for m in answers.misconceptions}
    with Sandbox() as under, Sandbox(["seccomp"]) as free:
        for label, hand_in in tried.items():
            found = list(said(answers, hand_in, under))
            assert found == list(said(answers, hand_in, free)), label
