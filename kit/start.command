#!/bin/sh
# Starts Tamtam by a double click on macOS (and on Linux). The first time it installs itself into .venv.
cd "$(dirname "$0")/.." || exit 1

python=""
for name in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "Tamtam needs Python 3.11 or newer. Install it from python.org/downloads, then open this file again."
  echo "Tamtam a besoin de Python 3.11 ou plus. Installez-le depuis python.org/downloads, puis rouvrez ce fichier."
  exit 1
fi

if [ ! -f .venv/installed.txt ]; then
  echo "Tamtam installs itself. This takes a few minutes, once, and needs the internet."
  echo "Tamtam s'installe. Cela prend quelques minutes, une seule fois, avec internet."
  "$python" -m venv .venv &&
    .venv/bin/python -m pip install --disable-pip-version-check -q -c constraints.txt -e '.[room]' &&
    echo installed >.venv/installed.txt || exit 1
fi
exec .venv/bin/tamtam "$@"
