"""A rehearsal in Docker asks for the right things, in order, and leaves nothing behind.

No daemon runs where these tests do: a stand-in for the client notes what it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from python_on_whales.exceptions import DockerException
from small_course import REFERENCE, small_course

from autograder.cli import main
from autograder.cli import rehearse as rehearsing
from autograder.errors import AssignmentError
from autograder.publish.bundle import zip_bytes
from autograder.publish.rehearsal import docker
from autograder.publish.rehearsal.docker import BASE_IMAGE, docker_image, docker_version

BUNDLE = zip_bytes(
    {
        "setup.sh": b"#!/bin/bash\n",
        "run_autograder": b"#!/bin/bash\n",
        "reference/m.py": b"X = 1\n",
    }
)
RESULTS = {"score": 1.0, "tests": [{"name": "values", "score": 1.0, "max_score": 1.0}]}
PROBED = {
    "score": 0.0,
    "tests": [{"output": "importing it raised RuntimeError: reached: nothing"}],
}


class FakeDocker:
    """The client's calls that are used, noted; files that are copied in are kept."""

    def __init__(self, fails: str = "", results: bytes | None = None) -> None:
        self.calls: list[str] = []
        self.containers: dict[str, dict[str, bytes]] = {}
        self.removed: list[str] = []
        self.options: dict[str, dict[str, Any]] = {}
        self._fails, self._results = fails, results
        self.container = SimpleNamespace(
            run=self.run,
            execute=self.execute,
            copy=self.copy,
            commit=self.commit,
            remove=self.remove,
        )
        self.image = SimpleNamespace(inspect=self.inspect, remove=self.remove_image)

    def run(self, image: str, command: Sequence[str], **options: Any) -> Any:
        name = f"c{len(self.containers)}"
        self.calls.append(f"run {image.split(':')[0]} {' '.join(command)}")
        self.containers[name], self.options[name] = {}, options
        return SimpleNamespace(name=name)

    def execute(self, container: Any, command: Sequence[str]) -> str:
        self.calls.append(f"execute {' '.join(command)}")
        if self._fails and self._fails in command[-1]:
            raise DockerException(list(command), 3, b"the wheel is missing", b"")
        return "setup.sh: done" if "setup.sh" in command[-1] else ""

    def copy(self, source: Any, target: Any) -> None:
        if isinstance(source, tuple):
            self.calls.append(f"copy out {source[1]}")
            document = self._document(self.containers[source[0].name])
            if document is None:
                raise DockerException(["docker", "cp"], 1, b"", b"no such file")
            Path(target).write_bytes(document)
            return
        self.calls.append(f"copy in {target[1]}")
        held = self.containers[target[0].name]
        path = Path(source)
        for file in path.rglob("*") if path.is_dir() else [path]:
            if file.is_file():
                held[f"{target[1]}/{file.name}"] = file.read_bytes()
                held[f"mode {file.name}"] = oct(file.stat().st_mode & 0o777).encode()

    def _document(self, held: dict[str, bytes]) -> bytes | None:
        if self._results is not None:
            return self._results or None
        is_probe = any(b"reached: " in data for data in held.values())
        return json.dumps(PROBED if is_probe else RESULTS).encode()

    def commit(self, container: Any, *, tag: str) -> None:
        self.calls.append(f"commit {tag.split(':')[0]}")

    def remove(self, container: Any, *, force: bool) -> None:
        self.removed.append(container.name)

    def inspect(self, name: str) -> Any:
        return SimpleNamespace(size=2_000_000_000 if name == BASE_IMAGE else 2_120_000_000)

    def remove_image(self, tag: str, *, force: bool) -> None:
        self.calls.append(f"remove {tag.split(':')[0]}")


def test_a_bundle_is_set_up_on_gradescopes_image_and_asked_as_gradescope_does() -> None:
    fake: Any = FakeDocker()
    with docker_image(BUNDLE, fake) as image:
        graded = image.grade({"hw/m.py": b"X = 1\n"}, b'{"users": []}')
    assert fake.calls == [
        f"run {BASE_IMAGE.split(':')[0]} sleep infinity",
        "execute mkdir -p /autograder/source",
        "copy in /autograder/source",
        "execute mkdir -p /autograder/submission",
        "execute mkdir -p /autograder/results",
        "execute timeout 1800 bash -c exec 2>&1; cp /autograder/source/run_autograder /autograder/ "
        "&& exec bash /autograder/source/setup.sh",
        "commit nn-autograder-rehearsal",
        "run nn-autograder-rehearsal sleep infinity",
        "execute mkdir -p /autograder/submission",
        "copy in /autograder/submission",
        "copy in /autograder/submission_metadata.json",
        "execute timeout 600 bash -c exec 2>&1; cd /autograder && exec ./run_autograder",
        "copy out /autograder/results/results.json",
        "remove nn-autograder-rehearsal",
    ]
    assert graded.faults == [] and graded.document["score"] == 1.0
    assert image.megabytes == 120.0 and "setup.sh: done" in image.setup.output
    assert fake.removed == ["c0", "c1"]
    assert fake.containers["c0"]["mode run_autograder"] == b"0o755"
    assert fake.options["c0"]["cpus"] is None
    assert (fake.options["c1"]["cpus"], fake.options["c1"]["memory"]) == (0.5, "768m")


def test_a_set_up_that_fails_is_told_and_nothing_is_left() -> None:
    fake: Any = FakeDocker(fails="setup.sh")
    with (
        pytest.raises(AssignmentError, match=r"setup.sh failed \(3\):\nthe wheel is missing"),
        docker_image(BUNDLE, fake),
    ):
        pass
    assert fake.removed == ["c0"] and not any("commit" in call for call in fake.calls)


def test_a_grading_without_results_is_a_fault() -> None:
    fake: Any = FakeDocker(fails="./run_autograder", results=b"")
    with docker_image(BUNDLE, fake) as image:
        graded = image.grade({"m.py": b""})
    assert graded.done.status == 3 and graded.faults == ["there is no results.json"]
    assert fake.removed == ["c0", "c1"] and fake.calls[-1].startswith("remove ")


def test_a_proxy_of_this_machine_is_passed_on_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    monkeypatch.setenv("SECRET", "1")
    fake: Any = FakeDocker()
    with docker_image(BUNDLE, fake):
        assert fake.options["c0"]["envs"] == {"https_proxy": "http://proxy:3128"}


def asks(system: Callable[[], Any]) -> type:
    return type("Client", (), {"system": SimpleNamespace(info=system)})


def test_docker_is_there_where_a_daemon_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_daemon() -> Any:
        raise DockerException(["docker", "info"], 1, b"", b"Cannot connect")

    monkeypatch.setattr(docker.shutil, "which", lambda program: "/usr/bin/docker")
    monkeypatch.setattr("python_on_whales.DockerClient", asks(no_daemon))
    assert docker_version() == ""
    with pytest.raises(AssignmentError, match="no Docker daemon answers here: start it, or"):
        docker._client()
    answers = asks(lambda: SimpleNamespace(server_version="27.1"))
    monkeypatch.setattr("python_on_whales.DockerClient", answers)
    assert docker_version() == "27.1"
    monkeypatch.setattr(docker.shutil, "which", lambda program: None)
    assert docker_version() == ""


@pytest.mark.parametrize(("version", "kind"), [("27.1", "docker"), ("", "namespaces")])
def test_docker_is_taken_where_it_is(
    version: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docker, "docker_version", lambda: version)
    assert rehearsing._best_container() == kind


def test_the_command_rehearses_in_docker_and_says_what_it_cannot_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = small_course(tmp_path / "course", reference=REFERENCE)
    monkeypatch.setattr(docker, "_client", FakeDocker)
    command = ["rehearse", "hw", "--in", "docker", "-o", str(tmp_path / "out")]
    assert main(["--root", str(folders.root), *command]) == 0
    said = capsys.readouterr().out
    assert "setup.sh: done" in said and "120 MB" in said
    assert "not rehearsed: Gradescope's kernel" in said
    assert json.loads((tmp_path / "out" / "results.json").read_bytes()) == RESULTS
