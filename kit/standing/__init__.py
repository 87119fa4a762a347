"""Measures of where a group stands: pure functions, no I/O.

What needs numpy is loaded on first use, so that the server, which only counts, stays small.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.standing.consensus import leik, polarization, tastle_wierman
    from kit.standing.intervals import agreement_interval
    from kit.standing.ordinal import (
        agreement,
        median,
        median_interval,
        net_pull,
        net_pull_interval,
        quantile,
    )

#: The measures of each file.
_FILES = {
    "consensus": ("leik", "polarization", "tastle_wierman"),
    "intervals": ("agreement_interval",),
    "ordinal": (
        *("agreement", "median", "median_interval"),
        *("net_pull", "net_pull_interval", "quantile"),
    ),
}
_WHERE = {name: file for file, names in _FILES.items() for name in names}

__all__ = [
    "agreement",
    "agreement_interval",
    "leik",
    "median",
    "median_interval",
    "net_pull",
    "net_pull_interval",
    "polarization",
    "quantile",
    "tastle_wierman",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
