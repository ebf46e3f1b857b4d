"""Make or complete .venv with the extras that are named, by uv where it is there, else by pip.

    python3 tools/make_environment.py demo
    python3 tools/make_environment.py instructor,dev

Any Python from 3.6 on can read this file: where it is too old for the framework, that is one
sentence. What is done is on the screen.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 10)
HERE = sys.version_info[:2]
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"


def main():
    """Make the environment of the extras that the command line names."""
    if HERE < OLDEST:
        sys.exit(
            f"This is Python {dotted(HERE)}; the framework needs {dotted(OLDEST)} or newer. "
            "Name another one: make PYTHON=python3.11 demo"
        )
    if len(sys.argv) != 2:
        sys.exit("usage: python3 tools/make_environment.py EXTRA[,EXTRA]")
    extras, began, uv = sys.argv[1], time.monotonic(), shutil.which("uv")
    wrong = what_is_wrong()
    if wrong:
        if FOLDER.exists():
            say(f"Removing .venv: {wrong}.")
            shutil.rmtree(str(FOLDER))
        say(f"Making .venv with Python {dotted(HERE)}.")
        by_uv = [uv, "venv", "--quiet", "--seed", "--python", sys.executable, FOLDER]
        run(*(by_uv if uv else [sys.executable, "-m", "venv", FOLDER]))
    say(f"Installing autograder with [{extras}] and what it needs, by {'uv' if uv else 'pip'}.")
    if uv:
        install = [uv, "pip", "install", "--python", PYTHON]
    else:
        say("(uv takes a fraction of pip's time: python3 -m pip install uv.)")
        install = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    own = ["--config-settings", "editable_mode=compat", "-e", f".[{extras}]"]
    run(*install, "--quiet", *own)
    run(PYTHON, "-m", "compileall", "-q", "autograder")
    say(f"That took {time.monotonic() - began:.0f} s.")


def what_is_wrong():
    """Why .venv cannot be used as it is; empty where it can."""
    if not (FOLDER / "pyvenv.cfg").exists():
        return "it is half made"
    version = answer("import sys; print(*sys.version_info[:2])")
    if version is None:
        return "its Python does not start"
    found = tuple(map(int, version.split()))
    if found != HERE:
        return f"its Python is {dotted(found)}"
    return "" if answer("import pip") is not None else "it has no pip"


def answer(statement):
    """What .venv's Python prints; None where it fails."""
    try:
        return subprocess.check_output([str(PYTHON), "-c", statement], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None


def run(*command):
    """Run a command in the checkout; end as it does where it fails, after what it said."""
    status = subprocess.call([str(part) for part in command], cwd=str(ROOT))
    if status:
        sys.exit(status)


def dotted(version):
    """A version as it is written."""
    return ".".join(map(str, version))


def say(text):
    """Print a line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
