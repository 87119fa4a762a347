"""A notebook's kernel without its page: cells are run in it, and it can be killed."""

import os
import signal
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager

from tests.browser.jupyterlab import PATIENCE


class Kernel:
    """A real kernel on the sessions in `place`; it comes up while the test does something else."""

    def __init__(self, place: Path) -> None:
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(
            cwd=str(place),
            env=os.environ
            | {
                "TAMTAM_STORE": str(place / "sessions.sqlite"),
                "IPYTHONDIR": str(place / "ipython"),
            },
        )
        self._client = self._manager.client()
        self._client.start_channels()

    def run(self, *lines: str) -> str:
        """Run a cell; what is read under it."""
        self._client.wait_for_ready(timeout=PATIENCE)
        said: list[str] = []

        def heard(message: dict[str, dict[str, Any]]) -> None:
            content = message["content"]
            said.append(content.get("text") or content.get("data", {}).get("text/plain") or "")

        code = "\n".join(lines)
        reply = self._client.execute_interactive(code, timeout=PATIENCE, output_hook=heard)
        assert reply["content"]["status"] == "ok", reply["content"]["evalue"]
        return "\n".join(filter(None, said)).strip()

    def kill(self) -> None:
        """Kill it, and all that hangs on it, in the middle of whatever it does."""
        self._client.stop_channels()
        if self._manager.is_alive():
            self._manager.signal_kernel(signal.SIGKILL)
        self._manager.shutdown_kernel(now=True)
        assert not self._manager.is_alive()
