"""Gradings on a Dask cluster of two workers, one of which is killed: ``test_dask_cluster.py``."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # Dask's own, of other packages
    pytest.mark.skipif(sys.platform != "linux", reason="needs seccomp"),
]

from autograder.classroom.dask_cluster import Cluster  # noqa: E402
from autograder.classroom.ledger import NAME, Ledger  # noqa: E402
from autograder.cli import main  # noqa: E402
from autograder.grading.results import Outcome  # noqa: E402

HAND_INS = 40


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, in processes of their own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made.scheduler_address


@pytest.fixture
def command(dist: Path, tmp_path: Path, right_source: str) -> list[str]:
    """Grade a class of different hand-ins, one of which cannot be unpacked."""
    folder = tmp_path / "class"
    folder.mkdir()
    for n in range(HAND_INS - 1):
        (folder / f"s{n:02}.py").write_text(f"{right_source}\n# {n}\n")
    (folder / "broken.zip").write_bytes(b"PK broken")
    return ["grade", str(dist / "autograder.zip"), str(folder), "-o"]


def outcomes(output: Path) -> dict[str, list[Outcome]]:
    with Ledger(output / NAME) as ledger:
        rows = ledger.rows(ledger.last_run())
        return {row.entry.name: row.results.outcomes for row in rows if row.results is not None}


def test_a_killed_worker_costs_nothing_but_time(
    cluster: str, command: list[str], tmp_path: Path
) -> None:
    with distributed.Client(cluster, set_as_default=False) as client:
        before = set(client.run(os.getpid).values())
        victim = min(before)

        def kill() -> None:
            ledger = tmp_path / "there" / NAME
            while graded(ledger) < 4:
                time.sleep(0.02)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        assert main([*command, str(tmp_path / "there"), "--scheduler", cluster]) == 1  # broken.zip
        killer.join()
        client.wait_for_workers(2)
        assert victim not in client.run(os.getpid).values()
    assert main([*command, str(tmp_path / "here")]) == 1
    assert outcomes(tmp_path / "there") == outcomes(tmp_path / "here")
    grades = [(tmp_path / where / "grades.csv").read_bytes() for where in ("there", "here")]
    assert grades[0] == grades[1]
    assert graded(tmp_path / "there" / NAME) == HAND_INS


def graded(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    with sqlite3.connect(ledger, timeout=30) as db:
        try:
            ((number, different),) = db.execute(
                "SELECT count(*), count(DISTINCT hand_in) FROM grading"
            )
        except sqlite3.OperationalError:  # no tables yet
            return 0
    assert number == different
    return int(number)


def test_the_students_code_never_runs_in_a_worker(
    cluster: str, dist: Path, tmp_path: Path, right_source: str
) -> None:
    """A hand-in that reports its process in a crash message is in none of Dask's."""
    relu = "    return np.maximum(0, x), x"
    tells = "    import os\n    raise ValueError(f'in {os.getpid()} of {os.getppid()}')"
    (tmp_path / "layers.py").write_text(right_source.replace(relu, tells))
    command = ["grade", str(dist / "autograder.zip"), str(tmp_path / "layers.py"), "-o"]
    assert main([*command, str(tmp_path / "out"), "--scheduler", cluster]) == 0
    with distributed.Client(cluster, set_as_default=False) as client:
        workers = {str(pid) for pid in client.run(os.getpid).values()}
    messages = [o.message for o in outcomes(tmp_path / "out")["layers"] if "in " in o.message]
    told = [m.partition(" of ")[0].rpartition(" ")[2] for m in messages if " of " in m]
    assert told and not workers & set(told)


def test_no_cluster_is_one_sentence(command: list[str], tmp_path: Path) -> None:
    run = [sys.executable, "-c", QUICK, *command, str(tmp_path / "out"), "--scheduler"]
    done = subprocess.run([*run, "tcp://127.0.0.1:1"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "no Dask cluster with a worker there" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()


def test_a_worker_that_dies_while_it_takes_a_job_is_no_end(monkeypatch: Any) -> None:
    class Client:
        status = "running"
        tries = 0

        def scatter(self, data: list[Any], hash: bool) -> list[Any]:
            self.tries += 1
            if self.tries < 3:
                raise ConnectionResetError("by peer")
            if self.tries == 3:
                raise distributed.TimeoutError("no workers")
            return data

    monkeypatch.setattr("autograder.classroom.dask_cluster.RETRY", 0.0)
    client = Client()
    assert Cluster(client)._sent(("job",)) == ("job",) and client.tries == 4
    client.tries, client.status = 0, "connecting"
    with pytest.raises(ConnectionResetError):
        Cluster(client)._sent(("job",))


def test_a_scheduler_that_dies_is_one_sentence_and_the_run_goes_on(
    command: list[str], tmp_path: Path
) -> None:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = [sys.executable, "-m"]
    scheduler = subprocess.Popen(
        [*run, "distributed.cli.dask_scheduler", "--port", port, "--no-dashboard"], **quiet
    )
    worker = subprocess.Popen(
        [*run, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"], **quiet
    )
    try:
        grading = subprocess.Popen(
            [sys.executable, "-c", QUICK, *command, str(tmp_path / "out"), "--scheduler", address],
            stderr=subprocess.PIPE,
            text=True,
        )
        while (before := graded(tmp_path / "out" / NAME)) < 4 and grading.poll() is None:
            time.sleep(0.02)
        scheduler.kill()
        _, said = grading.communicate(timeout=60)
    finally:
        for process in (scheduler, worker):
            process.terminate()
            process.wait()
    assert grading.returncode == 2, said
    assert said.splitlines()[-1].endswith(
        "the scheduler is gone; the same command goes on from here"
    )
    assert main([*command, str(tmp_path / "out")]) == 1
    assert before <= graded(tmp_path / "out" / NAME) == HAND_INS


def free_port() -> str:
    """A port where nobody listens, as two runs of these tests would on one and the same."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


QUICK = (
    "import sys; from autograder.classroom import dask_cluster; dask_cluster.SECONDS = 3\n"
    "from autograder.cli import main; sys.exit(main(sys.argv[1:]))"
)
