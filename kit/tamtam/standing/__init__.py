"""Measures of where a group stands: pure functions, no I/O.

What needs numpy is loaded on first use, so that the server, which only counts, stays small.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tamtam.standing.chance import (
        concordance_chance,
        groups_chance,
        order_chance,
        second_chance,
    )
    from tamtam.standing.compositions import aitchison_distance, clr, points_to_move
    from tamtam.standing.consensus import leik, polarization, tastle_wierman
    from tamtam.standing.few import camps_chance, turned_chances
    from tamtam.standing.intervals import agreement_range
    from tamtam.standing.naming import naming_chances
    from tamtam.standing.network import density, edges, in_centralisation, mutuality, reciprocity
    from tamtam.standing.opinion.live import LiveMap
    from tamtam.standing.opinion.map import opinion_map
    from tamtam.standing.opinion.shown import shown_map
    from tamtam.standing.ordinal import (
        agreement,
        median,
        median_interval,
        net_pull,
        net_pull_interval,
        quantile,
    )
    from tamtam.standing.paired import (
        mean_difference,
        rank_biserial,
        shift,
        shift_interval,
        signed_rank,
    )
    from tamtam.standing.portfolio import concentration, effective_number, portfolio_alignment
    from tamtam.standing.proportion import share_chance, share_interval
    from tamtam.standing.public_good import efficiency, payoffs
    from tamtam.standing.rankings import concordance, mean_ranks, rank_polarization

#: The measures of each file.
_FILES = {
    "chance": (*("concordance_chance", "groups_chance", "order_chance", "second_chance"),),
    "compositions": ("aitchison_distance", "clr", "points_to_move"),
    "consensus": ("leik", "polarization", "tastle_wierman"),
    "few": ("camps_chance", "turned_chances"),
    "intervals": ("agreement_range",),
    "naming": ("naming_chances",),
    "network": ("density", "edges", "in_centralisation", "mutuality", "reciprocity"),
    "opinion.live": ("LiveMap",),
    "opinion.map": ("opinion_map",),
    "opinion.shown": ("shown_map",),
    "ordinal": (
        *("agreement", "median", "median_interval"),
        *("net_pull", "net_pull_interval", "quantile"),
    ),
    "paired": ("mean_difference", "rank_biserial", "shift", "shift_interval", "signed_rank"),
    "portfolio": ("concentration", "effective_number", "portfolio_alignment"),
    "proportion": ("share_chance", "share_interval"),
    "public_good": ("efficiency", "payoffs"),
    "rankings": ("concordance", "mean_ranks", "rank_polarization"),
}
_WHERE = {name: file for file, names in _FILES.items() for name in names}

__all__ = [
    "LiveMap",
    "agreement",
    "agreement_range",
    "aitchison_distance",
    "camps_chance",
    "clr",
    "concentration",
    "concordance",
    "concordance_chance",
    "density",
    "edges",
    "effective_number",
    "efficiency",
    "groups_chance",
    "in_centralisation",
    "leik",
    "mean_difference",
    "mean_ranks",
    "median",
    "median_interval",
    "mutuality",
    "naming_chances",
    "net_pull",
    "net_pull_interval",
    "opinion_map",
    "order_chance",
    "payoffs",
    "points_to_move",
    "polarization",
    "portfolio_alignment",
    "quantile",
    "rank_biserial",
    "rank_polarization",
    "reciprocity",
    "second_chance",
    "share_chance",
    "share_interval",
    "shift",
    "shift_interval",
    "shown_map",
    "signed_rank",
    "tastle_wierman",
    "turned_chances",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
