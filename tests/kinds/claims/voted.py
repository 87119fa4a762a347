"""What is true of sentences that were voted on; and whether a sentence says just that."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tests.kinds.claims.facts import Facts, Numbers, in_two_camps

AGREE, PASS, DISAGREE = 1, 0, -1
SIDES = {"agree": AGREE, "pass": PASS, "disagree": DISAGREE}
#: So many people have to vote for a map.
MAPPED = 12


class Statements(Facts):
    """Votes on sentences; who is in which camp or at which end is asked of the map, and all else counted."""

    #: In which camp, or at which of two ends, somebody is: by place in the room.
    sides: Mapping[int, int] = {}
    #: What the map says: "camps", "line", "loose", "unclear"; empty without.
    shape = ""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        sort, _, which = key.partition(".")
        assert set(items) <= set(self.ids)
        if sort in ("camps", "line"):
            self._of_map(sort, which, items, of)
            return
        for id in items:
            votes = Counter(self.given(id, self.phases[0]))
            counts = {side: votes[value] for side, value in SIDES.items()}
            for side, count in counts.items():
                assert of(f"{side}_n") in (count, None)
            if sort == "split":
                in_two_camps(counts["agree"], counts["disagree"], sum(counts.values()))
            self.of_sides(sort, which, counts, of)

    def _of_map(self, sort: str, which: str, items: Sequence[str], of: Numbers) -> None:
        assert self.shape == sort and len(self.room) >= MAPPED
        unites = items[-1:] if which.endswith("unites") else []
        for id in items[: len(items) - len(unites)]:
            assert self.parts_sides(id)
        for id in unites:
            agree, seen, _ = self.by_side(id)
            assert seen.keys() == set(self.sides.values())
            assert all(2 * agree[side] > seen[side] for side in seen)
        if sort == "camps":
            sizes = Counter(self.sides.values())
            assert of("n") == len(sizes) and min(sizes.values()) >= self.least
            assert sorted(of.numbers("sizes")) == sorted(sizes.values())  # type: ignore[attr-defined]

    def parts_sides(self, id: str) -> bool:
        """Whether most of one side agree with a sentence, and most of another disagree."""
        agree, seen, disagree = self.by_side(id)
        return any(2 * agree[side] > n for side, n in seen.items()) and any(
            2 * disagree[side] > n for side, n in seen.items()
        )

    def by_side(self, id: str) -> tuple[Counter[int], Counter[int], Counter[int]]:
        """How many of each side agree, have seen it, disagree; of sides on which enough have seen it."""
        agree, seen, disagree = Counter[int](), Counter[int](), Counter[int]()
        for place, side in self.sides.items():
            vote = self.room[place].get((id, self.phases[0]))
            if vote is not None:
                seen[side] += 1
                agree[side] += vote == AGREE
                disagree[side] += vote == DISAGREE
        told = Counter({side: n for side, n in seen.items() if n >= self.least})
        return agree, told, disagree
