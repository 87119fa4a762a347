"""Try every mutation: `python -m tests.mutations`, or some of them by a word of what they are."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parent.parent.parent


def survives(mutation: Mutation) -> bool:
    """Whether the tests that should notice it pass all the same."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "kit", copy / "kit", ignore=shutil.ignore_patterns("__pycache__"))
        for beside in ("assets", "workshops"):
            (copy / beside).symlink_to(ROOT / beside, target_is_directory=True)
        place = copy / "kit" / "tamtam" / mutation.file
        source = place.read_text("utf-8")
        assert source.count(mutation.before) == 1, f"{mutation.file}: not there once"
        place.write_text(source.replace(mutation.before, mutation.after), "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
            + [test for test in mutation.tests if (ROOT / test).exists()],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(copy / "kit")},
            capture_output=True,
        )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout.decode() + done.stderr.decode())
    return done.returncode == 0


def main(words: list[str]) -> int:
    """Try those whose description holds a word, all without one; the number that survived."""
    chosen = [one for one in MUTATIONS if not words or any(word in one.what for word in words)]
    alive = 0
    for mutation in chosen:
        lives = survives(mutation)
        alive += lives
        print(f"{'SURVIVES' if lives else 'noticed '}  {mutation.what}", flush=True)
    print(f"{len(chosen) - alive} of {len(chosen)} mutations noticed")
    return alive


if __name__ == "__main__":
    raise SystemExit(min(main(sys.argv[1:]), 1))
