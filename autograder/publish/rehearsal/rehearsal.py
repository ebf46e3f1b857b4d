"""A rehearsal takes a bundle through Gradescope on this machine: set-up, uploads, results.

What Gradescope does is in its documentation of autograders; what it is, an Ubuntu 22.04 image whose
kernel has no Landlock, is known from what users report.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import socket
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from autograder.errors import AssignmentError
from autograder.publish.rehearsal import schema
from autograder.publish.rehearsal.namespaces import SEARCH_PATH, Done, Overlay, debian, share
from autograder.unpack import module_path

CPUS, MEGABYTES = 0.5, 768
"""The share of a processor and of memory that Gradescope's smallest container has."""
SETUP_SECONDS, RUN_SECONDS = 1800.0, 600.0
"""Seconds after which a set-up, and the grading of one upload, are ended."""
MOST_SETUP = 60.0, 200.0
"""Seconds and megabytes that a set-up may take."""
BASE_PYTHON = "3.10"
"""The version of Python in Gradescope's base image."""
THIS_MACHINE = Path("/")
"""This machine's own system, where no Debian root can be made."""
MEMORY = "/dev/shm"
"""A file system of its own on every Linux: an overlay cannot lie on the one that it covers."""
OTTERS_SET = "otter-grader[grading,plugins]"
"""What Otter's own image installs, to compare time and size with."""
SOURCE, UPLOAD = "autograder/source", "autograder/submission"
RESULTS_FILE = "autograder/results/results.json"
METADATA_FILE = "autograder/submission_metadata.json"
"""Where Gradescope puts the bundle, the upload, its metadata, and looks for the results."""
PROBE = """
import os, socket
reached = []
for path in ({source!r}, {metadata!r}, {results!r}):
    try:
        reached.append(open(path).read(1) and path)
    except OSError:
        pass
try:
    with open({results!r}, "w") as file:
        file.write("{{}}")
    reached.append("writing " + {results!r})
except OSError:
    pass
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=1).close()
    reached.append("a listener on loopback")
except OSError:
    pass
raise RuntimeError("reached: " + (", ".join(reached) or "nothing"))
"""


@dataclass(frozen=True)
class GradedUpload:
    """What an upload came to."""

    done: Done
    data: bytes
    """results.json as it was left; empty where there is none"""

    @property
    def document(self) -> Any:
        """The results, or an empty table where they are not valid."""
        return json.loads(self.data) if not self.faults else {}

    @property
    def faults(self) -> list[str]:
        """What Gradescope would not take; "failed to execute correctly" is what students see."""
        return schema.faults(self.data) if self.data else ["there is no results.json"]


class GradingImage(Protocol):
    """A bundle that is set up, in whatever kind of container."""

    setup: Done
    megabytes: float
    """what the set-up takes"""
    not_rehearsed: list[str]
    """what is otherwise than on Gradescope"""

    def grade(self, upload: Mapping[str, bytes], metadata: bytes | None = None) -> GradedUpload:
        """Run the image on an upload (path -> bytes) in a new container."""


@dataclass
class Image:
    """A grading image: the bundle, set up."""

    folder: Path
    layer: Overlay
    path: str
    setup: Done
    megabytes: float
    not_rehearsed: list[str] = field(default_factory=list)
    uploads: int = 0

    def grade(self, upload: Mapping[str, bytes], metadata: bytes | None = None) -> GradedUpload:
        """Run the image on an upload (path -> bytes) in a new container."""
        self.uploads += 1
        top = Overlay(self.folder / f"upload-{self.uploads}", self.layer.layers)
        write_files(top.files / UPLOAD, upload)
        if metadata is not None:
            (top.files / METADATA_FILE).write_bytes(metadata)
        command = ["sh", "-c", "cd /autograder && exec ./run_autograder"]
        with share(CPUS, MEGABYTES) as groups:
            done = top.run(
                command, path=self.path, seconds=RUN_SECONDS, groups=groups, with_landlock=False
            )
        results = top.files / RESULTS_FILE
        return GradedUpload(done, results.read_bytes() if results.is_file() else b"")


@contextlib.contextmanager
def image(bundle: bytes, cache: Path | None, *, lend_python: bool = True) -> Iterator[Image]:
    """A grading image made from ``bundle``, a grader zip; gone afterwards.

    ``cache`` is where the Debian root lies or is made; None for this machine's own system.
    ``AssignmentError`` with the log's last lines where its set-up fails.
    """
    missing: list[str] = []
    with _place(cache) as (root, folder):
        if root == THIS_MACHINE:
            missing.append("a bare Debian system: debootstrap is not here; this machine's was used")
        layer = Overlay(folder / "image", [root])
        write_files(layer.files / SOURCE, zip_members(bundle))
        (layer.files / UPLOAD).mkdir()
        (layer.files / RESULTS_FILE).parent.mkdir()
        shutil.copy(layer.files / SOURCE / "run_autograder", layer.files / "autograder")
        path = _python(layer, missing) if lend_python else SEARCH_PATH
        before = layer.megabytes()
        command = ["bash", f"/{SOURCE}/setup.sh"]
        done = layer.run(command, path=path, seconds=SETUP_SECONDS, with_landlock=False)
        if done.status != 0:
            raise AssignmentError(f"setup.sh failed ({done.status}):\n{done.output[-3000:]}")
        with share(CPUS, MEGABYTES) as groups:
            if not groups:
                missing.append("the share of processor and memory: no cgroup can be made here")
        made = Image(folder, layer, path, done, layer.megabytes() - before, missing)
        yield made


@contextlib.contextmanager
def _place(cache: Path | None) -> Iterator[tuple[Path, Path]]:
    """A system to build on, and a folder for the layers on top of it, gone afterwards."""
    root = (debian(cache) if cache is not None else None) or THIS_MACHINE
    where = MEMORY if root == THIS_MACHINE else None  # one layer must not lie inside another
    with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=where) as scratch:
        yield root, Path(scratch)


def _python(layer: Overlay, missing: list[str]) -> str:
    """The PATH that finds the base image's Python, where this machine has one to lend."""
    found = _find_python()
    if found is None:
        missing.append(f"Python {BASE_PYTHON}: this machine has none; the root's own was used")
        return SEARCH_PATH
    shutil.copytree(found, layer.files / "opt" / "python", symlinks=True)
    write_files(layer.files / "etc/ld.so.conf.d", {"python.conf": b"/opt/python/lib\n"})
    layer.run(["ldconfig"], seconds=SETUP_SECONDS)
    return f"/opt/python/bin:{SEARCH_PATH}"


def _find_python() -> Path | None:
    """The folder of a Python of that version that can be moved, with its library in it."""
    homes = [Path.home() / ".pyenv" / "versions", Path.home() / ".local/share/uv/python"]
    found = [
        p for home in homes for p in home.glob(f"*{BASE_PYTHON}*") if (p / "bin/python3").exists()
    ]
    return max(found, default=None)


def zip_members(bundle: bytes) -> dict[str, bytes]:
    """The files in a zip: path -> bytes."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make ``folder`` hold ``files`` (path -> bytes), scripts so that they can be executed."""
    folder.mkdir(parents=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o755 if data.startswith(b"#!") else 0o644)


def uploaded(path: Path) -> dict[str, bytes]:
    """A hand-in as Gradescope would leave it: a zip unpacked, a folder's files, or one file."""
    if path.is_dir():
        files = [p for p in sorted(path.rglob("*")) if p.is_file() and not p.is_symlink()]
        return {str(p.relative_to(path)): p.read_bytes() for p in files}
    if zipfile.is_zipfile(path):
        return zip_members(path.read_bytes())
    return {path.name: path.read_bytes()}


class Listener:
    """A port on loopback, outside of the sandbox, that counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._socket.accept()[0].close()
                self.connections += 1

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()


def probe(image: GradingImage, module: str) -> list[str]:
    """What a hand-in can reach in the container that it should not; ours, and it tries."""
    listener = Listener()
    try:
        source = PROBE.format(
            source=f"/{SOURCE}/assignment.json",
            metadata=f"/{METADATA_FILE}",
            results=f"/{RESULTS_FILE}",
            port=listener.port,
        )
        graded = image.grade({module_path(module): source.encode()}, metadata=b'{"secret": 1}')
    finally:
        listener.close()
    notes = [t.get("output", "") for t in graded.document.get("tests", []) if "score" not in t]
    words = [line.partition("reached: ")[2] for n in notes for line in n.splitlines()[:1]]
    said = next((w for w in words if w), None)
    reached = [] if said == "nothing" else [said or "the probe's import said nothing"]
    return reached + ["the listener"] * bool(listener.connections)


def beside_otter(cache: Path) -> tuple[float, float]:
    """Seconds and megabytes of installing Otter's package set in a container of its own."""
    with _place(cache) as (root, folder):
        layer = Overlay(folder / "otter", [root])
        script = f"python3 -m venv /opt/otter && /opt/otter/bin/pip install -q '{OTTERS_SET}'"
        done = layer.run(["sh", "-c", script], seconds=SETUP_SECONDS)
        if done.status != 0:
            raise AssignmentError(f"Otter's packages cannot be installed:\n{done.output[-2000:]}")
        return done.seconds, layer.megabytes()
