"""What is true of answers that are on sides, chosen or ranked; and whether a sentence says just that."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean, median

from tests.kinds.claims.facts import Facts, Numbers, in_two_camps


class Rating(Facts):
    """Items on one scale, once."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        low, high = self.activity.options.get("low", 0), self.activity.options.get("high", 4)
        told = [id for id in self.ids if len(self.given(id, self.phases[0])) >= self.least]
        assert set(items) <= set(told)
        if key.startswith("highest"):
            medians = {id: median(self.given(id, self.phases[0])) for id in told}
            top = max(medians.values())
            assert round(top, 2) == of("value")
            assert set(items) == {id for id, value in medians.items() if value == top}
            given = {len(self.given(id, self.phases[0])) for id in items}
            assert (key == "highest") == (len(items) == 1)
            assert (key == "highest_tied_least") == (len(given) > 1)
            assert of("n") == min(given)
            return
        for id in items:
            values = self.given(id, self.phases[0])
            sides = Counter(
                "low" if 2 * v < low + high else "high" if 2 * v > low + high else "middle"
                for v in values
            )
            if key == "split":
                assert (of("one"), of("other")) == (sides["low"], sides["high"])
                assert of("n") == len(values)
                in_two_camps(sides["low"], sides["high"], len(values))
            elif key == "no_side":
                assert 2 * max(sides.values()) <= len(values) == of("n")
            else:
                self.of_sides("majority", key, sides, of)


class Agreement(Facts):
    """Statements to agree with, as they stand in the last phase."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        sort, _, side = key.partition(".")
        for id in items:
            values = self.given(id, self.phases[-1])
            sides = Counter(
                "agree" if v > 3 else "disagree" if v < 3 else "between" for v in values
            )
            for name in ("agree", "disagree", "between"):
                assert of(name) in (sides[name], None)
            if sort == "split":
                in_two_camps(sides["agree"], sides["disagree"], len(values))
            self.of_sides(sort, side, sides, of)


class Decisions(Facts):
    """Ways to decide, as they are and as they are wanted; who doesn't know names no way."""

    EXACT = ("manager", "manager_advice", "together", "person_advice", "person")
    CLASSES = ("of_manager", "of_manager", "together", "of_person", "of_person")
    WAYS = tuple(dict.fromkeys((*EXACT, *CLASSES)))
    called: Mapping[str, str] = {}  #: ways by what they are called

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        for id in items:
            self._one(key, id, of)

    def _one(self, key: str, id: str, of: Numbers) -> None:
        answers = [
            [len(self.given(other, phase)) for phase in self.phases]
            for other in self.ids
            if all(len(self.given(other, phase)) >= self.least for phase in self.phases)
        ]
        few = min(map(min, answers)) < 12
        meant = {way: way for way in (*self.EXACT, "unknown")}
        meant |= dict(zip(self.EXACT, self.CLASSES, strict=True)) if few else {}
        today, wanted = (
            Counter(meant[way] for way in self.given(id, phase)) for phase in self.phases
        )
        if key == "unknown":
            assert (of("count"), of("n")) == (today["unknown"], sum(today.values()))
            assert 2 * today["unknown"] > sum(today.values()) or set(wanted) <= {"unknown"}
            return
        if key == "unsure":
            assert (of("count"), of("n")) == (wanted["unknown"], sum(wanted.values()))
            assert 2 * wanted["unknown"] > sum(wanted.values())
            return
        if key == "few":
            named = sum(count for way, count in wanted.items() if way != "unknown")
            assert named < self.least and of("n") == sum(wanted.values())
            return
        seen, wishes = ({way: c[way] for way in self.WAYS} for c in (today, wanted))
        if key in ("conflict", "unclear"):
            ways = wishes if key == "conflict" else seen
            told = ways[self.way("one", of)], ways[self.way("other", of)]
            assert of("n") == sum((wanted if key == "conflict" else today).values())
            assert told == (of("count"), of("against"))
            assert 4 * min(told) >= sum(ways.values()) and 3 * max(told) < 2 * sum(ways.values())
            both = self.way("one", of), self.way("other", of)
            assert max(n for way, n in ways.items() if way not in both) < min(told)
            return
        n = sum(wanted.values())
        assert of("n") == n and sum(wishes.values()) >= self.least
        wishes["unknown"] = wanted["unknown"]
        if key in ("open", "open_tied"):
            assert of("count") == max(wishes.values()) and 2 * max(wishes.values()) <= n
            most = {way for way, count in wishes.items() if count == of("count")}
            told, more = of.listed("ways")  # type: ignore[attr-defined]
            assert {self.called[name] for name in told} <= most and len(told) + more == len(most)
            return
        way = self.way("way", of)
        assert wishes[way] == of("count") and 2 * wishes[way] > n
        if key in ("change", "change_none"):
            assert (key == "change_none") == (seen[way] == 0)
            assert (of("other") or 0, of("of")) == (seen[way], sum(today.values()))
            assert 2 * seen[way] < sum(today.values())

    def way(self, name: str, of: Numbers) -> str:
        [found] = self.names(name, of)
        return self.called[found]

    def names(self, name: str, of: Numbers) -> Sequence[str]:
        """What stands in quotation marks at a place of the sentence."""
        found: Sequence[str] = of.names(name)  # type: ignore[attr-defined]
        return found


class Choice(Facts):
    """One of several options."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        given = self.given("chosen", self.phases[0])
        several = self.activity.options.get("most", 1) > 1
        chosen = Counter(id for own in given for id in (own if several else [own]))
        of_options(key, items, {id: chosen[id] for id in self.ids}, len(given), of)


def of_options(
    key: str, items: Sequence[str], counts: Mapping[str, int], n: int, of: Numbers
) -> None:
    """Sentences about what most of `n` people chose: its items are all that tie."""
    most = max(counts.values())
    assert (of("count"), of("n")) == (most, n)
    assert set(items) == {id for id, count in counts.items() if count == most}
    assert (key == "tied") == (len(items) > 1)
    if key == "plurality":
        assert 2 * most <= n
    elif key != "tied":
        assert 3 * most >= 2 * n if key == "shared" else 2 * most > n


class Gate(Facts):
    """Inside and fine, inside and too much, outside and missed, outside and fine."""

    STATES = ("in_good", "in_too_much", "out_missed", "out_good")

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        sort, _, side = key.partition(".")
        for id in items:
            given = Counter(self.given(id, self.phases[0]))
            counts = {state: given[state] for state in self.STATES}
            for state in self.STATES:
                assert of(state) in (counts[state], None)
            if sort == "wish":
                other = counts["out_missed" if side == "in_too_much" else "in_too_much"]
                assert (of("count"), of("n")) == (counts[side], sum(counts.values()))
                assert counts[side] > other and 4 * other < sum(counts.values())
            elif sort == "split":
                wishes = counts["out_missed"], counts["in_too_much"]
                assert (of("missed"), of("too_much"), of("n")) == (*wishes, sum(counts.values()))
                assert min(wishes) > max(counts["in_good"], counts["out_good"])
                assert 3 * max(wishes) < 2 * sum(counts.values())
            else:
                self.of_sides(sort, side, counts, of)


class Placement(Facts):
    """What to do with each relationship."""

    MOVES = ("grow", "keep", "transform", "let_go")
    called: Mapping[str, str] = {}

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        for id in items:
            given = Counter(self.given(f"{id}.move", self.phases[0]))
            moves = {move: given[move] for move in self.MOVES}
            n = sum(moves.values())
            assert n >= self.least
            for move in self.MOVES:
                assert of(move) in (moves[move], None)
            if key == "none":
                assert 2 * max(moves.values()) <= n
                assert 2 * (moves["transform"] + moves["let_go"]) <= n
            elif key == "split":
                one, other = (self.called[of.words(name)] for name in ("one", "other"))  # type: ignore[attr-defined]
                assert (of("count"), of("against"), of("n")) == (moves[one], moves[other], n)
                assert (one in self.MOVES[2:]) != (other in self.MOVES[2:])
                rest = [moves[move] for move in self.MOVES if move not in (one, other)]
                assert min(moves[one], moves[other]) >= max(rest)
                assert 3 * max(moves[one], moves[other]) < 2 * n
            else:
                counted = moves | {"change": moves["transform"] + moves["let_go"]}
                assert (of("count"), of("n")) == (counted[key], n) and 2 * counted[key] > n


class Matrix(Facts):
    """In which corner of a plane each thing is seen, by those who placed it on both axes."""

    called: Mapping[str, str] = {}  #: corners by what they are called

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        (phase,) = self.phases
        for id in items:
            axes = (f"{id}.across", phase), (f"{id}.up", phase)
            places = [tuple(map(own.get, axes)) for own in self.room]
            seen = Counter(
                ("above" if up > 3 else "below") + ("_right" if across > 3 else "_left")
                for across, up in places
                if across is not None and up is not None
            )
            n = sum(seen.values())
            assert n >= self.least and of("n") == n
            if key == "most":
                assert of("count") == seen[self.corner("corner", of)] and 2 * (of("count") or 0) > n
            elif key == "split":
                one, other = (seen[self.corner(name, of)] for name in ("one", "other"))
                assert (of("count"), of("against")) == (one, other)
                in_two_camps(one, other, n)
            else:
                assert key == "none" and 2 * max(seen.values()) <= n
                told = of.words("corners")  # type: ignore[attr-defined]
                spread = {self.called[name]: int(count) for name, count in _COUNTED.findall(told)}
                assert spread == +seen

    def corner(self, name: str, of: Numbers) -> str:
        """The corner at a place of the sentence."""
        [found] = of.names(name)  # type: ignore[attr-defined]
        return self.called[found]


#: A name in quotation marks and its number, in either language.
_COUNTED = re.compile(r"[“«] ?(.+?) ?[”»] (\d+)")


class Minority(Facts):
    """What could serve us, beside how many agreed with it before."""

    held: Mapping[str, tuple[int, int]] = {}

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        names = {1: "could", 0: "pass", -1: "could_not"}
        for id in items:
            sides = Counter(names[value] for value in self.given(id, self.phases[0]))
            n = sum(sides.values())
            for name in names.values():
                assert of(name) in (sides[name], None)
            if key in ("held", "few_held"):
                agreed, voted = self.held[id]
                assert (of("count"), of("n")) == (sides["could"], n) and 2 * sides["could"] >= n
                assert 2 * agreed < voted and agreed * n < sides["could"] * voted
                told = (agreed, voted) if key == "held" else (None, None)
                assert (of("other"), of("of")) == told
                assert (agreed < self.least) == (key == "few_held")
                assert of("few") in (self.least, None)
            elif key == "split":
                in_two_camps(sides["could"], sides["could_not"], n)
                assert of("n") == n
            elif key == "plurality":
                assert 2 * max(sides.values()) <= n
            else:
                self.of_sides("majority", key, sides, of)


class Commitments(Facts):
    """What steps feed, and how sure people are of theirs."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        phase = self.phases[0]
        if key == "lack":
            sure = self.given("confidence", phase)
            low = sum(value < 7 for value in sure)
            assert (of("count"), of("n")) == (low, len(sure)) and 3 * low >= len(sure)
            return
        fed = Counter(self.given("feeds", phase))
        counts = {id: fed[id] for id in self.ids if id[1:].isdigit() is False}
        of_options(key, items, counts, sum(counts.values()), of)


class Ranking(Facts):
    """Everything in one order."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        orders = self.given("order", self.phases[0])
        assert of("n") == len(orders)
        if key == "split":
            middle = (len(self.ids) + 1) / 2
            for id in items:
                ranks = [order.index(id) + 1 for order in orders]
                high, low = sum(r < middle for r in ranks), sum(r > middle for r in ranks)
                assert (of("high"), of("low")) == (high, low)
                in_two_camps(high, low, len(ranks))
        elif key != "none":
            means = {id: fmean(order.index(id) + 1 for order in orders) for id in self.ids}
            best, worst = (round(end(means.values()), 9) for end in (min, max))
            assert round(best, 2) == of("value")
            assert set(items) == {id for id, mean in means.items() if round(mean, 9) == best}
            last = of.names("last")  # type: ignore[attr-defined]
            tied = {self.named[id] for id, mean in means.items() if round(mean, 9) == worst}
            assert set(last) <= tied and (set(last) == tied or len(tied) > 3)
            assert (key == "order") == (len(items) == 1)

    named: Mapping[str, str] = {}  #: what each item is called


class Dots(Facts):
    """A budget spent on several things."""

    named: Mapping[str, str] = {}  #: what each item is called

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        spent = self.given("spent", self.phases[0])
        sums = {id: sum(own[id] for own in spent) for id in self.ids}
        most, least = max(sums.values()), min(sums.values())
        assert of("n") == len(spent)
        if key == "alike":
            assert most == least == of("count")
            return
        assert most == of("value") and most > least
        assert set(items) == {id for id, dots in sums.items() if dots == most}
        assert (key == "order") == (len(items) == 1)
        fewest = {self.named[id] for id, dots in sums.items() if dots == least}
        assert set(of.names("last")) <= fewest  # type: ignore[attr-defined]
