#!/usr/bin/env bash
# Prepares the image; run once, as root, when it is built. The system's Python is left alone.
set -Eeuo pipefail
log=$(mktemp)
fail() {
  echo "setup.sh: FAILED while $doing; the last lines of its log:" >&2
  tail -n 30 "$log" >&2
  exit 1
}
trap fail ERR

doing="looking for Python's venv"
if ! python3 -c 'import ensurepip, venv' 2>> "$log"; then
  doing="installing Python's venv"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update >> "$log" 2>&1
  apt-get install -y python3-venv >> "$log" 2>&1
fi
doing="making the virtual environment"
python3 -m venv /opt/autograder >> "$log" 2>&1
doing="installing the pinned packages"
/opt/autograder/bin/pip install --disable-pip-version-check --no-cache-dir --only-binary=:all: \
  --require-hashes -r /autograder/source/requirements.lock >> "$log" 2>&1
doing="compiling the grader"
/opt/autograder/bin/python -m compileall -q /autograder/source/framework >> "$log" 2>&1
chmod -R go-rwx /autograder/source
doing="grading the reference in this image"
PYTHONPATH=/autograder/source/framework \
  /opt/autograder/bin/python -B -m autograder.platforms.gradescope.entry --self-test /autograder >> "$log" 2>&1
tail -n 2 "$log"
echo "setup.sh: done"
