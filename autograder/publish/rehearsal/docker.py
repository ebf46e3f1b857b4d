"""A rehearsal in Docker: Gradescope's own base image, set up and asked as Gradescope does."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AssignmentError
from autograder.publish.rehearsal.namespaces import Done
from autograder.publish.rehearsal.rehearsal import (
    CPUS,
    MEGABYTES,
    METADATA_FILE,
    RESULTS_FILE,
    RUN_SECONDS,
    SETUP_SECONDS,
    SOURCE,
    UPLOAD,
    GradedUpload,
    write_files,
    zip_members,
)

if TYPE_CHECKING:
    from python_on_whales import Container, DockerClient

BASE_IMAGE = "gradescope/autograder-base:ubuntu-22.04"
"""What Gradescope builds on where "Ubuntu 22.04" is chosen, as Dockerfiles of its users name it."""
IDLE = ("sleep", "infinity")
"""The program of a container in which other programs are executed."""
PROXIES = ("http_proxy", "https_proxy", "no_proxy")
"""Variables by which a set-up reaches the package index where this machine needs a proxy."""
NOT_AS_THERE = (
    "Gradescope's kernel: this machine's was used, with the landlock and the namespaces it has",
    "a listener on this machine's loopback: a container of Docker has one of its own",
)
"""What a container of Docker cannot show."""


def docker_version() -> str:
    """The version of the Docker daemon that answers here; empty where none does."""
    if shutil.which("docker") is None:
        return ""
    try:
        from python_on_whales import DockerClient
        from python_on_whales.exceptions import DockerException
    except ImportError:
        return ""
    try:
        return DockerClient().system.info().server_version or ""
    except (DockerException, OSError, ValueError):  # no daemon, or one that says something else
        return ""


@dataclass
class DockerImage:
    """A grading image of Docker: the bundle, set up on Gradescope's base image."""

    docker: DockerClient
    tag: str
    setup: Done
    megabytes: float
    not_rehearsed: list[str] = field(default_factory=lambda: list(NOT_AS_THERE))

    def grade(self, upload: Mapping[str, bytes], metadata: bytes | None = None) -> GradedUpload:
        """Run the image on an upload (path -> bytes) in a new container."""
        command = "cd /autograder && exec ./run_autograder"
        with (
            tempfile.TemporaryDirectory(prefix="rehearsal-") as scratch,
            _container(self.docker, self.tag, cpus=CPUS, memory=f"{MEGABYTES}m") as container,
        ):
            files = dict(upload)
            _copied_in(self.docker, container, Path(scratch, "upload"), files, f"/{UPLOAD}")
            if metadata is not None:
                told = Path(scratch, "metadata")
                told.write_bytes(metadata)
                self.docker.container.copy(told, (container, f"/{METADATA_FILE}"))
            done = _run_inside(self.docker, container, command, RUN_SECONDS)
            return GradedUpload(done, self._results(container, Path(scratch, "results.json")))

    def _results(self, container: Container, target: Path) -> bytes:
        """What the container has left as results.json; empty where there is none."""
        from python_on_whales.exceptions import DockerException

        with contextlib.suppress(DockerException):  # there is no such file
            self.docker.container.copy((container, f"/{RESULTS_FILE}"), target)
        return target.read_bytes() if target.is_file() else b""


@contextlib.contextmanager
def docker_image(bundle: bytes, docker: DockerClient | None = None) -> Iterator[DockerImage]:
    """A grading image made from ``bundle``, a grader zip; gone afterwards, the base image stays.

    ``AssignmentError`` with the log's last lines where its set-up fails.
    """
    docker = docker or _client()
    tag = f"nn-autograder-rehearsal:{secrets.token_hex(6)}"
    command = f"cp /{SOURCE}/run_autograder /autograder/ && exec bash /{SOURCE}/setup.sh"
    with (
        tempfile.TemporaryDirectory(prefix="rehearsal-") as scratch,
        _container(docker, BASE_IMAGE, envs=_proxies()) as container,
    ):
        _copied_in(docker, container, Path(scratch, "source"), zip_members(bundle), f"/{SOURCE}")
        for folder in (f"/{UPLOAD}", f"/{RESULTS_FILE.rpartition('/')[0]}"):
            docker.container.execute(container, ["mkdir", "-p", folder])
        done = _run_inside(docker, container, command, SETUP_SECONDS)
        if done.status != 0:
            raise AssignmentError(f"setup.sh failed ({done.status}):\n{done.output[-3000:]}")
        docker.container.commit(container, tag=tag)
    try:
        grown = docker.image.inspect(tag).size - docker.image.inspect(BASE_IMAGE).size
        yield DockerImage(docker, tag, done, grown / 1e6)
    finally:
        docker.image.remove(tag, force=True)


def _client() -> DockerClient:
    """What asks the daemon; ``AssignmentError`` where none answers."""
    if not docker_version():
        raise AssignmentError(
            "no Docker daemon answers here: start it, or rehearse --in namespaces as root"
        )
    from python_on_whales import DockerClient

    return DockerClient()


@contextlib.contextmanager
def _container(
    docker: DockerClient,
    image: str,
    *,
    cpus: float | None = None,
    memory: str | None = None,
    envs: Mapping[str, str] | None = None,
) -> Iterator[Container]:
    """A container that waits, in which programs are executed; gone afterwards."""
    container = docker.container.run(
        image, list(IDLE), detach=True, cpus=cpus, memory=memory, envs=dict(envs or {})
    )
    assert not isinstance(container, str)  # detached, it gives no output
    try:
        yield container
    finally:
        docker.container.remove(container, force=True)


def _copied_in(
    docker: DockerClient,
    container: Container,
    scratch: Path,
    files: Mapping[str, bytes],
    folder: str,
) -> None:
    """Make ``folder`` in the container hold ``files``, which are written to ``scratch`` first."""
    write_files(scratch, files)
    docker.container.execute(container, ["mkdir", "-p", folder])
    docker.container.copy(f"{scratch}/.", (container, folder))


def _run_inside(docker: DockerClient, container: Container, command: str, seconds: float) -> Done:
    """What a shell's command comes to in the container, with its errors among its output."""
    from python_on_whales.exceptions import DockerException

    limited = ["timeout", f"{seconds:g}", "bash", "-c", f"exec 2>&1; {command}"]
    start = time.monotonic()
    try:
        output, status = docker.container.execute(container, limited), 0
    except DockerException as error:
        output, status = f"{error.stdout or ''}{error.stderr or ''}", error.return_code
    return Done(status, time.monotonic() - start, str(output or ""))


def _proxies() -> dict[str, str]:
    names: Sequence[str] = [*PROXIES, *map(str.upper, PROXIES)]
    return {name: os.environ[name] for name in names if name in os.environ}
