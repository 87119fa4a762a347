"""Tamtam: lead a room of people with phones through a workshop, see live where the group stands.

    from tamtam import Workshop
    room = Workshop("trois_constats", language="fr").open()

What this package offers is loaded when it is first asked for: importing it costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tamtam.language.errors import TamtamError
    from tamtam.notebook.room import Room
    from tamtam.notebook.study import Study
    from tamtam.notebook.workshop import Workshop

__all__ = ["Room", "Study", "TamtamError", "Workshop"]
__version__ = "0.1.0"

_WHERE = {
    "Room": "tamtam.notebook.room",
    "Study": "tamtam.notebook.study",
    "TamtamError": "tamtam.language.errors",
    "Workshop": "tamtam.notebook.workshop",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'tamtam' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
