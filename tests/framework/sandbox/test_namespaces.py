"""A hand-in's own root, processes and network, where the machine has namespaces; and where not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox.inside import landlock, namespaces, seccomp
from autograder.sandbox.inside.confine import interpreter_folders
from autograder.sandbox.process import Sandbox
from autograder.sandbox.session import Session

OpenSession = Callable[..., Session]
ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="namespaces are Linux's"
)
LOOK = """
import os, socket
def tried(name, *arguments):
    try:
        return getattr(os, name)(*arguments)
    except OSError as error:
        return type(error).__name__
def written(path):
    try:
        with open(path, "x") as file:
            return file.write("mine")
    except OSError as error:
        return type(error).__name__
def read(path):
    with open(path) as file:
        return len(file.read())
def interfaces():
    return [name for _, name in socket.if_nameindex()]
def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            import time
            time.sleep(600)
        os._exit(0)
    return os.wait()[1]
"""


def looking(open_session: OpenSession, within: Sandbox) -> Session:
    session = open_session(LOOK, within)
    if "namespaces" not in session.protections:
        pytest.skip("no namespaces can be had here")
    session.allow(10)
    return session


@pytest.mark.parametrize("without", [(), ("landlock", "seccomp")])
def test_a_hand_in_sees_python_its_own_files_and_nothing_else(
    open_session: OpenSession, without: tuple[str, ...]
) -> None:
    with Sandbox(without) as within:
        session = looking(open_session, within)
        tried = session.function("tried")
        assert tried("stat", os.__file__) and tried("stat", str(session.folder / "m.py"))
        for path in ("/etc/passwd", "/proc", "/home", __file__, str(session.folder.parents[1])):
            shown = tried("stat", path)
            assert shown == "FileNotFoundError" or path == "/tmp"
        assert tried("getppid") == 0  # of a process that is not there
        session.close()


@pytest.mark.parametrize("without", [(), ("landlock",)])
def test_temporary_folders_are_its_own_and_go_with_it(
    open_session: OpenSession, without: tuple[str, ...]
) -> None:
    with Sandbox(without) as within:
        first, second = looking(open_session, within), looking(open_session, within)
        for folder in namespaces.TEMPORARY:
            if any(Path(python).is_relative_to(folder) for python in interpreter_folders()):
                continue  # then it is Python's, and cannot be written to
            path = f"{folder}/LEFTOVER_MARK"
            assert first.function("written")(path) == second.function("written")(path) == 4
            assert not Path(path).exists()
        python = f"{Path(os.__file__).parent}/LEFTOVER_MARK"
        hand_in = f"{first.folder}/LEFTOVER_MARK"
        for path in (python, hand_in, "/LEFTOVER_MARK", "/dev/LEFTOVER_MARK"):
            assert first.function("written")(path) in ("OSError", "PermissionError")
        first.close()
        second.close()


def test_what_it_reads_keeps_its_access_time(open_session: OpenSession) -> None:
    """One hand-in could otherwise tell another one something by the files that it reads."""
    with Sandbox() as within:
        session = looking(open_session, within)
        path = session.folder / "m.py"
        os.utime(path, (1, path.stat().st_mtime))
        assert session.function("read")(str(path)) == len(LOOK)
        assert path.stat().st_atime == 1
        session.close()


def test_there_is_no_network_even_without_the_filter(open_session: OpenSession) -> None:
    with Sandbox(["seccomp", "landlock"]) as within:
        session = looking(open_session, within)
        assert session.function("interfaces")() == ["lo"]
        session.close()


def test_what_it_leaves_behind_ends_with_it(open_session: OpenSession) -> None:
    with Sandbox(["seccomp", "uid"]) as within:
        session = looking(open_session, within)
        zygote = within._process.pid
        (keeper, *_) = children(zygote)
        assert session.function("daemon")() == 0
        assert children(keeper)
        session.close()
        within.settle()
        assert children(keeper) == [] and children(zygote) == [keeper]
    wait_for(lambda: not Path(f"/proc/{keeper}").exists())  # ends with the zygote


def children(pid: int) -> list[int]:
    return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def wait_for(what: Callable[[], bool]) -> None:
    for _ in range(200):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("it does not come")


UNSHARE = {"x86_64": 272, "aarch64": 97}
MOUNT = {"x86_64": 165, "aarch64": 40}
ASK = """
import tempfile, sys
from pathlib import Path
from autograder.assignment.settings import Assignment, Limits
from autograder.sandbox.process import Sandbox
with Sandbox() as sandbox, tempfile.TemporaryDirectory() as scratch:
    folder = Path(scratch, "hand-in")
    folder.mkdir()
    Path(folder, "m.py").write_text("def f(): return 3")
    sandbox.share(folder)
    session = sandbox.session(folder, Assignment("hw", "", ["m"], ["numpy"], [], Limits()))
    session.imported()
    session.allow(5)
    print(session.function("f")(), *session.protections)
"""


KEEPER_OF_A_PROCESS_THAT_ENDS_AT_ONCE = """
import os, sys
from types import SimpleNamespace
from autograder.sandbox.inside import namespaces

namespaces._libc = SimpleNamespace(prctl=lambda *_: 0)  # asked for too late: nobody sends it
print(namespaces._keeper(), flush=True)
os._exit(0)
"""


def test_what_keeps_them_ends_with_the_zygote_however_soon_that_is() -> None:
    program = [sys.executable, "-c", KEEPER_OF_A_PROCESS_THAT_ENDS_AT_ONCE]
    said = subprocess.run(program, stdout=subprocess.PIPE, text=True, check=True).stdout
    keeper = Path("/proc") / said.strip()
    end = time.monotonic() + 10
    while keeper.exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not keeper.exists()


def test_they_are_had_whatever_the_graders_umask_is() -> None:
    def protections(umask: int) -> str:
        return subprocess.run(
            [sys.executable, "-c", ASK],
            preexec_fn=lambda: os.umask(umask),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout

    assert protections(0o077) == protections(0o022)


@pytest.mark.parametrize("missing", ["mount_setattr", "unshare", "mount", "pivot_root"])
def test_where_the_machine_has_none_they_are_not_claimed(missing: str) -> None:
    machine = os.uname().machine
    if machine not in UNSHARE:
        pytest.skip("its numbers are not known")
    numbers = {
        "mount_setattr": namespaces.MOUNT_SETATTR,
        "unshare": UNSHARE[machine],
        "mount": MOUNT[machine],
        "pivot_root": namespaces.PIVOT_ROOT[machine],
    }
    hidden = seccomp.absent([numbers[missing]])

    def prepare() -> None:
        if os.geteuid() != 0:
            landlock._libc.prctl(38, 1, 0, 0, 0)  # no_new_privs
        if not seccomp.install(hidden):
            os._exit(125)

    done = subprocess.run(
        [sys.executable, "-c", ASK],
        preexec_fn=prepare,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    value, *protections = done.stdout.split()
    assert value == "3" and "process" in protections and "namespaces" not in protections
