"""Small files beside a store: what this machine keeps of its sessions and is no event of any of them.

Each is one JSON object that only the machine's user can read, at no moment half of it: which server runs,
which session was chosen, the Wi-Fi, the address. One that is damaged is an empty one.
"""

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tamtam.language.errors import writing
from tamtam.session.log.sessions import Storage

#: How long a reader on Windows may hold the file that is to be replaced (seconds).
_PATIENCE = 2.0


class BesideStore:
    """The small file `name` beside a store."""

    def __init__(self, store: Storage, name: str) -> None:
        self.path = store.folder / f"{Path(store.place).name.replace(':', '-')}.{name}.json"

    def read(self) -> dict[str, Any]:
        """What is kept in it; nothing where there is none, or no JSON object."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def write(self, kept: Mapping[str, Any]) -> None:
        """Keep this from now on; nothing at all removes the file.

        Raises TamtamError where the folder can't be written.
        """
        with writing(self.path.parent):
            if not kept:
                self.path.unlink(missing_ok=True)
                return
            draft = self.path.with_suffix(f".{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(json.dumps(kept), encoding="utf-8")
            self._replace_by(draft)

    def _replace_by(self, draft: Path) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                draft.replace(self.path)
                return
            except PermissionError:  # on Windows, while somebody reads the one that is there
                if os.name != "nt" or time.monotonic() > until:
                    raise
                time.sleep(0.02)
