"""JupyterLab as a child process that ends with its parent, also where that is killed without a word.

The parent holds the other end of a pipe, our standard input: the system closes it with the parent, however
that ends, on every system.
"""

import os
import runpy
import signal
import threading
import time

#: How long JupyterLab may take to end (seconds).
FAREWELL = 10.0


def main() -> None:
    """Run JupyterLab in this process, as long as the parent lives."""
    pipe = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)  # whatever reads from it gets an end, and takes nothing from us
    os.close(nothing)
    threading.Thread(target=_end_with, args=(pipe,), name="tamtam-parent", daemon=True).start()
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)


def _end_with(pipe: int) -> None:
    """Wait until nobody holds the other end of `pipe`; then end as when told to, else at once."""
    while os.read(pipe, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(FAREWELL)
    os._exit(1)


if __name__ == "__main__":
    main()
