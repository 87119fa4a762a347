"""Measures of where a group stands: pure functions, no I/O.

What needs numpy is loaded on first use, so that the server, which only counts, stays small.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.standing.intervals import agreement_interval
    from kit.standing.ordinal import (
        agreement,
        median,
        median_interval,
        net_pull,
        net_pull_interval,
        quantile,
    )

_WHERE = {
    "agreement": "ordinal",
    "median": "ordinal",
    "median_interval": "ordinal",
    "net_pull": "ordinal",
    "quantile": "ordinal",
    "agreement_interval": "intervals",
    "net_pull_interval": "ordinal",
}

__all__ = [
    "agreement",
    "agreement_interval",
    "median",
    "median_interval",
    "net_pull",
    "net_pull_interval",
    "quantile",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
