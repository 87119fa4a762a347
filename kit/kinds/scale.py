"""What kinds whose answers are whole numbers on a scale share: distributions, measures, tables."""

from collections.abc import Mapping

from kit import standing, texts
from kit.deck import Activity, Item
from kit.standing.standing import Distribution, ItemStanding, Measure, Standing, Table


def distribution(phase: str, counts: Mapping[int, int], min_answers: int) -> Distribution:
    """The distribution of one slot's counts; only its n where fewer than `min_answers` answered."""
    n = sum(counts.values())
    if n < max(min_answers, 1):
        return Distribution(phase, n)
    return Distribution(
        phase,
        n,
        counts={str(value): count for value, count in sorted(counts.items())},
        median=standing.median(counts),
        low_quartile=standing.quantile(counts, 0.25),
        high_quartile=standing.quantile(counts, 0.75),
    )


def median_of(counts: Mapping[int, int], name: str) -> Measure | None:
    """The median as a measure, with its exact interval from 6 answers on."""
    value = standing.median(counts)
    if value is None:
        return None
    interval = standing.median_interval(counts)
    return measured(name, value, sum(counts.values()), interval, "order_statistics")


def measured(
    name: str, value: float, n: int, interval: tuple[float, float] | None, method: str
) -> Measure:
    """A measure to 9 decimals, with its interval and how it was found where there is one."""
    if interval is None:
        return Measure(name, round(value, 9), n)
    return Measure(name, round(value, 9), n, low=interval[0], high=interval[1], method=method)


def item_name(activity: Activity, id: str, language: str) -> str:
    """An item's text in one language."""
    item = activity.item(id) or Item(id, {language: id})
    return texts.pick(item.text, language)


def table(activity: Activity, shown: Standing, language: str) -> Table:
    """The numbers under a chart: per item and phase its n, counts by value, median and quartiles."""
    columns = ("item", "phase", "n", "median", "quartiles", "counts")
    rows = [
        (
            item_name(activity, item.item, language),
            phase_name(language, found.phase),
            *_cells(language, found),
        )
        for item in shown.items
        for found in item.distributions
    ]
    return Table(
        tuple(texts.text(language, f"standing.columns.{name}") for name in columns), tuple(rows)
    )


def phase_name(language: str, phase: str) -> str:
    """A phase as people read it: "today", "aujourd'hui"."""
    return texts.text(language, f"standing.phases.{phase}")


def _cells(language: str, found: Distribution) -> tuple[object, ...]:
    if found.counts is None:
        return (found.n, "", "", texts.text(language, "standing.too_few"))
    low, high = (
        texts.number(language, value) for value in (found.low_quartile, found.high_quartile)
    )
    spread = " · ".join(f"{value} × {count}" for value, count in found.counts.items() if count)
    return (found.n, texts.number(language, found.median), f"{low} – {high}", spread)


def in_items(items: tuple[ItemStanding, ...]) -> tuple[ItemStanding, ...]:
    """The items whose main distribution may be shown."""
    return tuple(item for item in items if item.outcome != "few")
