"""A sheet: where the values of a figure's axes lie on a page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tamtam.charts.marks import Point
from tamtam.charts.theme import Figure


@dataclass(slots=True)
class Sheet:
    """Where values of a figure's axes lie on the page, in px."""

    layout: Figure
    width: float
    height: float
    scales: dict[str, Callable[[float], float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [name for name in self.layout if re.fullmatch(r"[xy]axis\d*", name)]
        ranges = {name: _reach(*self.layout[name]["range"]) for name in names}
        for name in names:
            anchor = self.layout[name].get("scaleanchor")
            if anchor:  # one scale for both ways, the one on which both fit
                other = anchor.replace("x", "xaxis").replace("y", "yaxis")
                units = {one: self._unit(ranges[one], one) for one in (name, other)}
                for one, unit in units.items():
                    ranges[one] = _stretched(ranges[one], max(map(abs, units.values())) / abs(unit))
        for name in names:
            self.scales[name[0] + name[5:]] = self._scale(*ranges[name], *self._span(name))

    def _span(self, axis: str) -> tuple[float, float]:
        """From where to where an axis reaches, in px."""
        margin, (low, high) = self.layout["margin"], self.layout[axis].get("domain", (0, 1))
        if axis.startswith("x"):
            inner = self.width - margin["l"] - margin["r"]
            return margin["l"] + low * inner, margin["l"] + high * inner
        inner = self.height - margin["t"] - margin["b"]
        return margin["t"] + (1 - low) * inner, margin["t"] + (1 - high) * inner

    def _unit(self, reach: Sequence[float], axis: str) -> float:
        start, end = self._span(axis)
        return (reach[1] - reach[0]) / (end - start)

    @staticmethod
    def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
        return lambda value: start + (value - low) / (high - low) * (end - start)

    def at(self, part: Figure, axis: str, value: float) -> float:
        """Where a value lies of the axis that a part of the figure names."""
        named = str(part.get(f"{axis}ref") or axis)
        if named != "paper":
            return self.scales[named](float(value))
        margin: dict[str, float] = self.layout["margin"]
        whole = (margin["l"], self.width - margin["r"]), (self.height - margin["b"], margin["t"])
        start, end = whole[axis == "y"]
        return start + float(value) * (end - start)


def _reach(low: float, high: float) -> Point:
    return float(low), float(high)


def _stretched(reach: Sequence[float], factor: float) -> tuple[float, float]:
    middle, half = (reach[0] + reach[1]) / 2, (reach[1] - reach[0]) / 2 * factor
    return middle - half, middle + half
