"""The Wi-Fi that phones come in by, as the facilitator typed it: for the lobby's first QR code.

It is kept beside the store in a file that only the machine's user can read, for as long as the session
lasts. It never gets into a log, a frame or an export.
"""

import re
from contextlib import suppress
from dataclasses import asdict, dataclass

from tamtam.session.log import BesideStore, Sessions

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


def keep(store: Sessions, code: str, wifi: Wifi) -> None:
    """Keep the Wi-Fi of session `code` until `forget`. Raises TamtamError where it can't be written."""
    file = _file(store)
    file.write(file.read() | {code: asdict(wifi)})


def kept(store: Sessions, code: str) -> Wifi | None:
    """The Wi-Fi of session `code`, if one was typed."""
    with suppress(TypeError):
        known = _file(store).read()
        return Wifi(**known[code]) if code in known else None
    return None


def forget(store: Sessions, code: str) -> None:
    """Keep the Wi-Fi of session `code` no longer."""
    file = _file(store)
    left = file.read()
    if left.pop(code, None) is not None:
        file.write(left)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _file(store: Sessions) -> BesideStore:
    return BesideStore(store, "wifi")
