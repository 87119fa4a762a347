"""The Wi-Fi that phones come in by, as the facilitator typed it: for the lobby's first QR code.

It is kept beside the store in a file that only the machine's user can read, for as long as the session
lasts. It never gets into a log, a frame or an export.
"""

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tamtam.language.errors import TamtamError
from tamtam.session.log import Store

_SPECIAL = re.compile(r'([\\;,:"])')


@dataclass(frozen=True, slots=True)
class Wifi:
    """A network's name and its password; without one it is open to everybody."""

    name: str
    password: str = ""

    def code(self) -> str:
        r"""What a QR code says so that a phone joins the network.

        A backslash goes before what has a meaning in it (ZXing, "Barcode contents", Wi-Fi).

        >>> Wifi("Café; 2nd floor", "a:b").code()
        'WIFI:T:WPA;S:Café\\; 2nd floor;P:a\\:b;;'
        >>> Wifi("guests").code()
        'WIFI:T:nopass;S:guests;;'
        """
        if not self.password:
            return f"WIFI:T:nopass;S:{_escaped(self.name)};;"
        return f"WIFI:T:WPA;S:{_escaped(self.name)};P:{_escaped(self.password)};;"


def keep(store: Store, code: str, wifi: Wifi) -> None:
    """Keep the Wi-Fi of session `code` until `forget`. Raises TamtamError where it can't be written."""
    _write(store, _read(store) | {code: asdict(wifi)})


def kept(store: Store, code: str) -> Wifi | None:
    """The Wi-Fi of session `code`, if one was typed."""
    with suppress(TypeError):
        return Wifi(**_read(store)[code]) if code in _read(store) else None
    return None


def forget(store: Store, code: str) -> None:
    """Keep the Wi-Fi of session `code` no longer."""
    left = _read(store)
    if left.pop(code, None) is not None:
        _write(store, left)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _file(store: Store) -> Path:
    return store.folder / f"{Path(store.place).name}.wifi.json"


def _read(store: Store) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(_file(store).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(store: Store, known: dict[str, dict[str, str]]) -> None:
    path = _file(store)
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        if not known:
            path.unlink(missing_ok=True)
            return
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(known), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise TamtamError(
            "folder_not_writable", folder=store.folder, problem=error.strerror
        ) from error
