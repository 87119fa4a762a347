"""What is true of a room, counted in the plainest way; and whether a sentence says just that.

Nothing here looks at a standing: a sentence comes in as the key of its words, the items it is about, and
the numbers it tells.
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from tamtam.deck.deck import Activity

from tests.kinds.people import Answers

#: A number that a sentence tells, by its name.
Numbers = Callable[[str], float | None]
Pairs = list[tuple[float, float]]


class Facts:
    """The raw answers of a room to one activity; `least` answers are needed for an item to be told."""

    #: Sides on which nobody is against anybody.
    between: Sequence[str] = ("between", "middle", "pass")

    def __init__(self, activity: Activity, room: Sequence[Answers], least: int = 5) -> None:
        self.activity, self.room, self.least = activity, room, least
        self.ids = [item.id for item in activity.items]
        self.phases = activity.phases

    def given(self, item: str, phase: str) -> list[Any]:
        """All answers to an item in a phase."""
        return [own[item, phase] for own in self.room if (item, phase) in own]

    def pairs(self, item: str) -> Pairs:
        """The answers of those who gave both."""
        first, last = (item, self.phases[0]), (item, self.phases[-1])
        return [(own[first], own[last]) for own in self.room if first in own and last in own]

    def told(self) -> list[str]:
        """The items that may be told."""
        return [id for id in self.ids if len(self.pairs(id)) >= self.least]

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        """Raise AssertionError unless what is said of each of the items is true of it."""
        raise NotImplementedError

    # --- what several say

    def of_steps(self, key: str, items: Sequence[str], of: Numbers) -> None:
        """Sentences about items that were answered twice."""
        key = key.removesuffix("_quoted")
        if key in ("all_same", "all_same_least"):
            kept = [
                (sum(a == b for a, b in self.pairs(id)), len(self.pairs(id))) for id in self.told()
            ]
            assert all(3 * same >= 2 * n for same, n in kept)
            counts = {same for same, _ in kept}
            assert (min(counts), {n for _, n in kept}) == (of("count"), {of("n")})
            assert (key == "all_same_least") == (len(counts) > 1)
            return
        for id in items:
            self._of_one(key, self.pairs(id), of)

    def _of_one(self, key: str, pairs: Pairs, of: Numbers) -> None:
        n = len(pairs)
        up, down = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
        same = n - up - down
        assert n >= self.least
        assert of("n") in (n, None)
        if key in ("noise", "opposite"):
            assert (of("up"), of("down"), of("same")) in ((up, down, None), (up, down, same))
            if key == "opposite":
                assert min(up, down) >= max(2, n / 4) and same < min(up, down)
        elif key == "same":
            assert of("count") == same and 3 * same >= 2 * n
        else:
            going, against = (up, down) if key.startswith("more") else (down, up)
            assert of("going") == going and going > against
            assert of("against") in (against, None) and of("same") in (same, None)
            if key.endswith("leaning"):
                assert 3 * going >= 2 * n  # so that hardly anybody stays
            else:
                assert of("against") is None or of("same") is not None
            self._arrow(key, pairs, going, of)

    def _arrow(self, key: str, pairs: Pairs, going: int, of: Numbers) -> None:
        """Where an arrow is told, most go its way, and both of its ends are medians of the same people."""
        ends = of("before"), of("after")
        if key in ("more", "less") and None not in ends:
            was, then = (median(values) for values in zip(*pairs, strict=True))
            assert ends == (round(was, 2), round(then, 2))
            assert (then > was) if key == "more" else (then < was)
            assert 2 * going > len(pairs)
            assert 4 * sum(sign(b - a) == -sign(then - was) for a, b in pairs) < len(pairs)

    def of_sides(self, sort: str, side: str, counts: Mapping[str, int], of: Numbers) -> None:
        """Sentences about one item whose answers are on sides: two thirds, more than half, the most.

        Two thirds are together only where less than a quarter stand on another side, the middle aside.
        """
        n = sum(counts.values())
        assert n >= self.least and of("n") in (n, None) and of("total") in (n, None)
        if sort == "split":
            return
        if sort == "plurality":
            assert 2 * max(counts.values()) <= n
            return
        assert of("count") == counts[side]
        others = (count for name, count in counts.items() if name not in (side, *self.between))
        together = 3 * counts[side] >= 2 * n and 4 * max(others, default=0) < n
        assert together if sort == "shared" else 2 * counts[side] > n


def sign(value: float) -> int:
    """−1, 0 or 1."""
    return (value > 0) - (value < 0)


def in_two_camps(one: int, other: int, n: int) -> None:
    """Both sides have a quarter, neither has two thirds, and each has more than what is between them."""
    assert min(one, other) >= max(2, n / 4) and 3 * max(one, other) < 2 * n
    assert n - one - other < min(one, other)


class Flows(Facts):
    """Also ratings in two phases and changes, whose sentences are built alike."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        self.of_steps(key, items, of)


class Change(Facts):
    """Statements asked before in another activity."""

    def __init__(
        self, activity: Activity, room: Sequence[Answers], before: Sequence[Answers]
    ) -> None:
        super().__init__(activity, room)
        self.before = before

    def pairs(self, item: str) -> Pairs:
        after = (item, self.phases[0])
        return [
            (was[item, "before"], own[after])
            for was, own in zip(self.before, self.room, strict=True)
            if (item, "before") in was and after in own
        ]

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        if not key.rpartition(".")[2].startswith("apart"):
            assert not any(self._few_only_once(id) for id in items)
            self.of_steps(key, items, of)
            return
        for id in items:
            assert self._few_only_once(id)
            self._of_two_groups(key.rpartition(".")[2], *self._times(id), of)

    def _times(self, item: str) -> tuple[list[Any], list[Any]]:
        before = [own[item, "before"] for own in self.before if (item, "before") in own]
        return before, self.given(item, self.phases[0])

    def _few_only_once(self, item: str) -> bool:
        both = len(self.pairs(item))
        left = len(self._times(item)[0]) - both
        steps = [len(self._times(id)[0]) - len(self.pairs(id)) for id in self.ids]
        everybody = any(0 < one < self.least for one in steps)  # of whom the charts are
        came = len(self._times(item)[1]) - both
        return everybody and any(0 < one < self.least for one in (left, came))

    def _of_two_groups(self, key: str, was: list[Any], now: list[Any], of: Numbers) -> None:
        assert (of("first"), of("second")) == (len(was), len(now))
        higher = sum(sign(b - a) for a in was for b in now)
        if key == "apart":
            return
        assert sign(higher) == (1 if "more" in key else -1)
        medians = median(was), median(now)
        rises = sign(medians[1] - medians[0]) == sign(higher)
        assert rises == (not key.endswith("_same"))
        assert not rises or (of("before"), of("after")) == tuple(round(one, 2) for one in medians)


class Attention(Facts):
    """A hundred points, split twice."""

    def pairs(self, item: str) -> Pairs:
        splits = Facts.pairs(self, "split")
        return [(was[item], wanted[item]) for was, wanted in splits]  # type: ignore[index]

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        self.of_steps(key, items, of)


class WallOrDoor(Facts):
    """How open a door is and should be; and what screens show, of which just enough is wanted."""

    def pairs(self, item: str) -> Pairs:
        if item == self.ids[0]:
            return super().pairs(item)
        return [(value, 0) for value in self.given(item, self.phases[0])]

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        about, key = key.split(".")
        assert [about] == ["wall" if id == self.ids[0] else "screen" for id in items]
        self.of_steps(key, items, of)


class Sieve(Facts):
    """What decisions do to oneself and to others."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        if key.startswith("split_"):
            for id in items:
                at = int(key == "split_others")
                values = [pair[at] for pair in self.pairs(id)]
                gives, takes = sum(v > 0 for v in values), sum(v < 0 for v in values)
                assert (of("gives"), of("takes"), of("n")) == (gives, takes, len(values))
                in_two_camps(gives, takes, len(values))
        elif key.startswith("costs_"):
            for id in items:
                for_me, for_them = (median(values) for values in zip(*self.pairs(id), strict=True))
                assert (of("before"), of("after")) == (round(for_me, 2), round(for_them, 2))
                assert (for_me > 0 > for_them) if key == "costs_others" else (for_me < 0 < for_them)
                steps = [b - a for a, b in self.pairs(id)]
                counted = sum(sign(step) == sign(for_them - for_me) for step in steps)
                assert (of("going"), of("n")) == (counted, len(steps)) and 2 * counted > len(steps)
        else:
            self.of_steps(key, items, of)


class Shares(Facts):
    """A forecast and a wish, in euros of a hundred."""

    def pairs(self, item: str) -> Pairs:
        return [
            (own[item, "forecast"], own[item, "wanted"])
            for own in self.room
            if (item, "forecast") in own and (item, "wanted") in own
        ]

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        def named(name: str) -> float | None:
            return of({"before": "forecast", "after": "wanted"}.get(name, name))

        if key != "split":
            self.of_steps(key, items, named)
            return
        for id in items:
            steps = [wanted - forecast for forecast, wanted in self.pairs(id)]
            far = sum(step >= (of("less") or 0) for step in steps)
            assert (of("far"), of("near"), of("n")) == (far, len(steps) - far, len(steps))
            in_two_camps(far, len(steps) - far, len(steps))
