"""How a process is started that neither an interrupt nor the end of its parent is to reach."""

import subprocess
import sys
from typing import Any


def apart() -> dict[str, Any]:
    """What `subprocess` and `asyncio` are told for such a child.

    On Windows it gets a console without a window rather than none at all: the launcher of a virtual
    environment would open a visible one for the interpreter that it starts.
    """
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
