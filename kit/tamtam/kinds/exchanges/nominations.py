"""Who names whom, counted by role: what a network between roles is made of. Plain Python."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tamtam.kinds.parts.tally import Slot, Tally

#: The slot under which people say what their role is, and the role of whoever has none of those there are.
ROLE, OTHERS = "role", "others"

#: How many people of one role name another: (who names, who is named).
Nominations = Mapping[tuple[str, str], int]


class Namings(Tally):
    """How many people of each role there are, and how often each names another, question by question.

    Who has not said their role counts under the role "".
    """

    def __init__(self) -> None:
        self._people: Counter[str] = Counter()
        self._answered: dict[str, Counter[str]] = {}
        self._named: dict[str, Counter[tuple[str, str]]] = {}
        self._nobody: dict[str, Counter[str]] = {}

    def update(self, own: Mapping[Slot, Any], slot: Slot, value: Any) -> None:
        item, phase = slot
        role = own.get((ROLE, phase), "")
        if item != ROLE:
            self._count(item, role, own.get(slot), -1)
            self._count(item, role, value, 1)
            return
        self._people[role] -= 1 if role else 0
        self._people[value or ""] += 1 if value else 0
        for (question, _), names in own.items():
            if question != ROLE:
                self._count(question, role, names, -1)
                self._count(question, value or "", names, 1)

    def _count(self, question: str, role: str, names: Sequence[str] | None, step: int) -> None:
        if names is None:
            return
        self._answered.setdefault(question, Counter())[role] += step
        for name in names:
            self._named.setdefault(question, Counter())[role, name] += step
        if not names:
            self._nobody.setdefault(question, Counter())[role] += step

    def people(self) -> dict[str, int]:
        """How many have each role."""
        return {role: count for role, count in self._people.items() if role and count}

    def answered(self, question: str) -> dict[str, int]:
        """How many of each role answered a question; without those who have not said their role."""
        return _counted(self._answered.get(question, Counter()))

    def nobody(self, question: str) -> dict[str, int]:
        """How many of each role name nobody."""
        return _counted(self._nobody.get(question, Counter()))

    def named(self, question: str) -> dict[tuple[str, str], int]:
        """How many people of one role name another."""
        found = self._named.get(question, Counter())
        return {pair: count for pair, count in found.items() if pair[0] and count}

    def snapshot(self) -> dict[str, Any]:
        whole = {"people": {"": self._people}, "answered": self._answered, "nobody": self._nobody}
        plain = {
            name: {
                question: {role: count for role, count in sorted(counts.items()) if count}
                for question, counts in sorted(part.items())
                if any(counts.values())
            }
            for name, part in whole.items()
        }
        named = {
            question: [[*pair, count] for pair, count in sorted(counts.items()) if count]
            for question, counts in sorted(self._named.items())
        }
        return {**plain, "named": {question: found for question, found in named.items() if found}}


def _counted(counts: Counter[str]) -> dict[str, int]:
    return {role: count for role, count in counts.items() if role and count}


def merged(people: Mapping[str, int], roles: Sequence[str], fewest: int) -> dict[str, str]:
    """What each role is shown as: itself, or `others` where it has fewer than `fewest` people.

    Nor do `others` have fewer: the smallest roles join them until they have enough.

    >>> merged({"sales": 5, "law": 1, "tools": 3}, ("sales", "law", "tools", "others"), 3)
    {'sales': 'sales', 'law': 'others', 'tools': 'others', 'others': 'others'}
    """
    kept = [role for role in roles if role != OTHERS and people.get(role, 0) >= fewest]
    kept.sort(key=lambda role: -people.get(role, 0))
    while kept and 0 < sum(count for role, count in people.items() if role not in kept) < fewest:
        kept.pop()
    return {role: role if role in kept else OTHERS for role in roles}


def regrouped(counts: Mapping[str, int], group: Mapping[str, str]) -> Counter[str]:
    """Counts by role as counts by what the roles are shown as."""
    found: Counter[str] = Counter()
    for role, count in counts.items():
        found[group[role]] += count
    return found
