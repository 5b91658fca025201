#!/bin/sh
# Makes .venv and installs the locked packages of requirements/<name>.lock, then ipcommons itself, in place.
set -eu
name=$1
python=${PYTHON:-python3.11}
missing=""
command -v "$python" >/dev/null 2>&1 || missing="$missing python3.11"
[ -n "$missing" ] || "$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3.11-venv"
if [ -n "$missing" ]; then
	echo "Missing on this system:$missing. Install with: sudo apt-get install -y$missing" >&2
	exit 1
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --require-hashes -r "requirements/$name.lock"
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
touch ".venv/$name.done"
