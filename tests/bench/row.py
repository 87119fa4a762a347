"""What a benchmark comes to: rows with their targets, and the list of functions that make them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Check(NamedTuple):
    """One target of a row: in words, what was found of it, and whether that is enough."""

    target: str
    found: str
    met: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `value` and `met` are None where nothing could be measured.

    `ratio` says, target by target, where the value lies beside what the target names.
    """

    name: str
    value: float | None
    unit: str
    target: str
    ratio: str = ""
    met: bool | None = None

    @classmethod
    def judged(cls, name: str, value: float, unit: str, *checks: Check) -> "Row":
        """A row that meets its target if it passes every check; without checks it only informs."""
        return cls(
            name,
            value,
            unit,
            " · ".join(check.target for check in checks),
            " · ".join(check.found for check in checks if check.found),
            all(check.met for check in checks) if checks else None,
        )

    @classmethod
    def missing(cls, name: str, target: str, why: str) -> "Row":
        """A row that could not be measured."""
        return cls(name, None, "", target, why)


def share(ratio: float, of: str, least: float) -> Check:
    """At least so large a share of something else measured in this run."""
    return Check(f"≥ {least:.0%} of {of}", f"{ratio:.0%}", ratio >= least)


def multiple(ratio: float, of: str, most: float) -> Check:
    """At most so many times something."""
    return Check(f"≤ {most:g} × {of}", f"{figure(ratio)} ×", ratio <= most)


def within(value: float, most: float, unit: str) -> Check:
    """At most so much, in the row's own unit; its value says it all."""
    return Check(f"≤ {figure(most)} {unit}", "", value <= most)


def beyond(value: float, least: float, unit: str) -> Check:
    """At least so much, in the row's own unit; its value says it all."""
    return Check(f"≥ {figure(least)} {unit}", "", value >= least)


@dataclass(frozen=True, slots=True)
class Bench:
    """How to measure: `quick` takes small sizes and short times, to see that everything runs.

    `say` tells of progress.
    """

    quick: bool
    say: Callable[[str], None]


Measure = Callable[[Bench], Iterable[Row]]
#: Every function that makes rows, by its name, in the order of the files and within them.
MEASURES: dict[str, Measure] = {}


def measure(function: Measure) -> Measure:
    """Put a function among those that make rows; its name is what `--only` takes."""
    MEASURES[function.__name__] = function
    return function


def table(rows: Iterable[Row]) -> str:
    """The rows as a markdown table."""
    lines = ["| what | measured | target | in this run | met |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.name} | {_value(row)} | {row.target} | {row.ratio} | {_met(row)} |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def _value(row: Row) -> str:
    if row.value is None:
        return "not measured"
    return f"{figure(row.value)} {row.unit}"


def figure(value: float) -> str:
    """A number with as many digits as mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _met(row: Row) -> str:
    return {True: "yes", False: "**no**", None: "–"}[row.met]
