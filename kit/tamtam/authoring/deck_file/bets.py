"""Whether bets and echoes make sense: names that exist, something that decides each bet, a range to
choose from.
"""

from collections.abc import Iterator

from tamtam import kinds
from tamtam.authoring.deck_file.shape import Found, listed, unknown
from tamtam.authoring.deck_file.tree import Node
from tamtam.deck.deck import EACH
from tamtam.language.reason import Reason


def mistakes(deck: Node) -> Iterator[Found]:
    """Every mistake in the bets and echoes of a deck's parts."""
    activities = {one.text("id"): one for one in deck.entries("activities")}
    alone = deck.get("cuts").get("alone") if deck.get("cuts") else None  # type: ignore[union-attr]
    asked = list(alone.value) if alone and isinstance(alone.value, dict) else list(activities)
    seen: set[str] = set()
    for part in deck.entries("parts"):
        study = part.get("study")
        for bet in study.entries("bets") if study else []:
            id, before = bet.text("id"), bet.text("before")
            if id in seen:
                yield bet.at("id"), f"“{id}” stands twice", "an id of its own"
            seen.add(id)
            if before and before not in asked:
                yield bet.at("before"), unknown(before, asked), listed(asked)
            yield from _range(bet)
            yield from _decided(bet, activities, asked)
        for echo in study.entries("echoes") if study else []:
            for name in ("first", "second"):
                yield from _number(echo.get(name), activities, asked)


def _range(bet: Node) -> Iterator[Found]:
    low, high = bet.get("low"), bet.get("high")
    least = low.value if low else 0
    if high and type(high.value) is int and type(least) is int and high.value <= least:
        yield high, f"“{high.value}” stands here", Reason(f"more than {least}", "above_n", n=least)


def _decided(bet: Node, activities: dict[str, Node], asked: list[str]) -> Iterator[Found]:
    """What decides a bet: a fact, or an outcome of an activity that is asked of somebody alone."""
    of, fact = bet.get("of"), bet.get("fact")
    if (of is None) == (fact is None):
        yield bet, "nothing decides it, or two things do", "either of or fact"
        return
    if of is None or not isinstance(of.value, str):
        return
    yield from _number(of, activities, asked, of_bet=True)


def _number(
    of: Node | None, activities: dict[str, Node], asked: list[str], of_bet: bool = False
) -> Iterator[Found]:
    """A number of one's own: an outcome of an activity; in an echo one of its items, or each, as well."""
    if of is None or not isinstance(of.value, str):
        return
    id, _, number = of.value.partition(".")
    if id not in asked or id not in activities:
        yield of, unknown(id, asked), listed(asked)
        return
    name = activities[id].text("kind")
    numbers = kinds.get(name).numbers if name in kinds.names() else ()
    if not of_bet:
        items = [item.text("id") for item in activities[id].entries("items")]
        numbers = (*numbers, *items, EACH)
    if number not in numbers:
        yield of, unknown(number, numbers), listed([f"{id}.{one}" for one in numbers]) or "a fact"
