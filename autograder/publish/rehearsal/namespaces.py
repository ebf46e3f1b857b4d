"""A container like Gradescope's is made of namespaces and an overlay file system, for rehearsals.

Linux and root only. Nothing of it is left on the machine but the cached Debian root.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AssignmentError
from autograder.sandbox.inside import landlock, namespaces, seccomp

PACKAGES = "python3,python3-venv,ca-certificates"
"""What debootstrap installs beside Debian's base: Python, and trust in the package index."""
SHARED = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", "/etc/xdg/pip", "/etc/ssl/certs")
"""Files and folders of this machine that are mounted into a container, read-only: its network."""
PASSED_INTO = ("PIP_", "SSL_CERT", "http_proxy", "https_proxy", "no_proxy")
"""How the names of environment variables begin that a container gets: it reaches the package index
as this machine does."""
SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""The PATH of a bare Debian system."""
ENTER = """set -eu
mount --make-rprivate /
cd "$LAYER"
mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=upper,workdir=work" root
mount -t proc proc "$LAYER/root/proc"
mount --rbind /dev "$LAYER/root/dev"
for shared in $SHARED; do
  [ -e "$shared" ] || continue
  target="$LAYER/root$shared"
  mkdir -p "$(dirname "$target")"
  if [ -d "$shared" ]; then mkdir -p "$target"; else rm -f "$target"; touch "$target"; fi
  mount --bind -o ro "$shared" "$target"
done
exec chroot "$LAYER/root" "$@"
"""
"""The script that enters a container: its own mounts, an overlay as the root, then the command."""


@dataclass(frozen=True)
class Done:
    """What a command in the container came to."""

    status: int
    """negative: the signal that ended it"""
    seconds: float
    output: str


def debian(cache: Path) -> Path | None:
    """A Debian root with Python's venv, made by debootstrap once; None where it cannot be made."""
    made = cache / "debian"
    if made.exists():
        return made
    if shutil.which("debootstrap") is None:
        return None
    site, release = _package_source()
    fresh = cache / f"debian.{os.getpid()}"
    fresh.mkdir(parents=True)
    command = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", release, str(fresh)]
    done = subprocess.run([*command, *([site] if site else [])], capture_output=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(fresh)
        return None
    fresh.rename(made)
    return made


def _package_source() -> tuple[str, str]:
    """Where this machine's packages come from, and of which release."""
    wanted = ["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)", "Identifier: Packages"]
    try:
        done = subprocess.run(wanted, capture_output=True, text=True, check=True)
        site, release = done.stdout.split("\n")[0].split()
    except (OSError, subprocess.CalledProcessError, ValueError):
        return "", "stable"
    return site, release


class Overlay:
    """Files over lower layers; what runs in it changes this layer alone."""

    def __init__(self, folder: Path, lower: Sequence[Path]) -> None:
        self.folder, self.lower = folder, list(lower)
        for part in ("upper", "work", "root"):
            (folder / part).mkdir(parents=True)

    @property
    def files(self) -> Path:
        """The root of this layer's own files."""
        return self.folder / "upper"

    @property
    def layers(self) -> list[Path]:
        """This layer and those below it, for one that lies on top."""
        return [self.files, *self.lower]

    def megabytes(self) -> float:
        """The size of this layer's own files on disk."""
        seen = {}
        for path in self.files.rglob("*"):
            status = path.lstat()
            seen[status.st_ino] = status.st_blocks * 512
        return sum(seen.values()) / 1e6

    def run(
        self,
        command: Sequence[str],
        *,
        path: str = SEARCH_PATH,
        seconds: float,
        groups: Sequence[Path] = (),
        with_landlock: bool = True,
    ) -> Done:
        """Run ``command`` as root in mount and pid namespaces of its own; its output as it came.

        All of its processes are gone afterwards. ``groups`` are cgroups that it joins.
        """
        env = {"LOWER": ":".join(map(str, self.lower)), "LAYER": str(self.folder)}
        env["PATH"] = SEARCH_PATH
        env["SHARED"] = " ".join(SHARED)
        inside = ["env", "-i", f"PATH={path}", "HOME=/root", "LANG=C.UTF-8", *_passed_on()]
        enter = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER, "sh"]
        hidden = (
            None if with_landlock else seccomp.absent((*landlock.CALLS, *namespaces.NEEDED_CALLS))
        )

        def prepare() -> None:
            for group in groups:
                (group / "cgroup.procs").write_text("0")
            if hidden is not None and not seccomp.install(hidden):
                os._exit(125)

        start = time.monotonic()
        with subprocess.Popen(
            [*enter, *inside, *command],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=prepare,
        ) as process:
            try:
                output, _ = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                output, _ = process.communicate()
        took = time.monotonic() - start
        return Done(process.returncode, took, output.decode(errors="replace"))


def _passed_on() -> list[str]:
    return [f"{n}={v}" for n, v in os.environ.items() if n.startswith(PASSED_INTO)]


def check_possible() -> None:
    """``AssignmentError`` where no container can be made here."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        raise AssignmentError("a rehearsal needs Linux and root, for mounts and namespaces")
    probe = ["unshare", "--mount", "--pid", "--fork", "true"]
    try:
        subprocess.run(probe, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise AssignmentError(f"a rehearsal needs mount and pid namespaces: {error}") from None


@contextlib.contextmanager
def share(cpus: float, megabytes: int) -> Iterator[list[Path]]:
    """Cgroups with a share of the processor and of memory; empty where none can be made."""
    name = f"autograder-{os.getpid()}"
    top = Path("/sys/fs/cgroup")
    quota, memory = int(cpus * 100_000), megabytes * 2**20
    wanted: Mapping[Path, Mapping[str, str]] = {
        top / name: {"cpu.max": f"{quota} 100000", "memory.max": str(memory)}
    }
    if not (top / "cgroup.controllers").exists():  # version 1
        wanted = {
            top / "cpu" / name: {"cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": str(quota)},
            top / "memory" / name: {"memory.limit_in_bytes": str(memory)},
        }
    made: list[Path] = []
    try:
        for group, settings in wanted.items():
            group.mkdir()
            made.append(group)
            for setting, value in settings.items():
                (group / setting).write_text(value)
        usable = True
    except OSError:
        usable = False
    try:
        yield made if usable else []
    finally:
        for group in made:
            with contextlib.suppress(OSError):
                group.rmdir()
