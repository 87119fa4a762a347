"""The wire's own description, tried far more often than in the usual test run.

`python -m tests.slow wire [EXAMPLES]` writes down how many cases were sent to each route.
"""

import os
import re
import subprocess
import sys

TRIED = "tests/server/test_openapi.py"
#: What the tests of the wire say at their end.
TOLD = re.compile(r"^[\d,]+ cases: (.*)$", re.MULTILINE)
EACH = re.compile(r"'([^']+)': (\d+)")


def table(examples: int) -> tuple[str, list[str]]:
    """Cases sent to each route, as Markdown; and what must not have happened."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", "-n", "0", "--timeout", "0", TRIED],
        env=os.environ | {"WIRE_EXAMPLES": str(examples)},
        capture_output=True,
        text=True,
    )
    told = TOLD.search(done.stdout)
    sent = {route: int(times) for route, times in EACH.findall(told[1])} if told else {}
    lines = ["| route | cases |", "|---|---|"]
    lines += [f"| {route} | {times:,} |" for route, times in sorted(sent.items())]
    lines.append(f"| all together | {sum(sent.values()):,} |")
    return "\n".join(lines), [] if done.returncode == 0 else [done.stdout[-5_000:]]
