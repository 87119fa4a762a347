"""What is true of roles that name each other, and of tables that play; and whether just that is said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from tests.kinds.claims.facts import Facts, Numbers, in_two_camps


class Exchanges(Facts):
    """Who names which roles; roles of fewer than five people are told as one with the others."""

    called: Mapping[str, str] = {}

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        shown = self.shown_as()
        for id in items:
            phase = self.phases[0]
            answers = [
                (shown[own["role", phase]], {shown[role] for role in own[id, phase]})
                for own in self.room
                if ("role", phase) in own and (id, phase) in own
            ]
            n, nobody = len(answers), sum(not names for _, names in answers)
            assert of("n") in (n, None) and of("nobody") in (nobody, None)
            if key == "lack":
                assert of("count") == nobody and 2 * nobody >= n
            elif key.startswith("hub"):
                self._hub(answers, of)
            elif key == "mutual":
                self._mutual(id, answers, of)
            elif key in ("few", "nothing"):
                assert of("n") == n
                roles = {role for own, names in answers for role in (own, *names)}
                if key == "few":
                    assert (
                        len(
                            {
                                shown[own["role", phase]]
                                for own in self.room
                                if ("role", phase) in own
                            }
                        )
                        < 2
                    )
                else:
                    assert len(roles) > 1 or len(self.room) > n

    def _hub(self, answers: Sequence[tuple[str, set[str]]], of: Numbers) -> None:
        told = {self.called[name] for name in of.names("role")}  # type: ignore[attr-defined]
        named = Counter(name for own, names in answers for name in names if name != own)
        most = max(count for role, count in named.items() if role != "others")
        assert of("count") == most
        assert told == {r for r, count in named.items() if count == most and r != "others"}
        if of("of") is not None:
            [role] = told
            assert of("of") == sum(own != role for own, _ in answers)

    def _mutual(self, id: str, answers: Sequence[tuple[str, set[str]]], of: Numbers) -> None:
        shown, phase = self.shown_as(), self.phases[0]
        size = Counter(own for own, _ in answers)
        naming: Counter[tuple[str, str]] = Counter()
        for own in self.room:
            if ("role", phase) in own and (id, phase) in own:
                for role in own[id, phase]:
                    naming[shown[own["role", phase]], shown[role]] += 1
        links = {
            (a, b)
            for (a, b), count in naming.items()
            if a != b and size[a] >= self.least and count >= 3 and 3 * count >= size[a]
        }
        pairs = {frozenset(link) for link in links}
        both = sum((b, a) in links for a, b in links) // 2
        assert (of("both"), of("pairs")) == (both, len(pairs)) and 2 * both > len(pairs)

    def shown_as(self) -> dict[str, str]:
        """Each role as it is told."""
        roles = [role["id"] for role in self.activity.options["roles"]]
        size = Counter(self.given("role", self.phases[0]))
        kept = sorted((r for r in roles if size[r] >= self.least), key=lambda role: -size[role])
        while kept and 0 < sum(c for role, c in size.items() if role not in kept) < self.least:
            kept.pop()
        return {role: role if role in kept else "others" for role in (*roles, "others")}


class CommonPot(Facts):
    """Gifts at tables, unseen and seen."""

    #: By table, who sits there; and by table, whether each round is seen.
    tables: Mapping[int, Sequence[int]] = {}
    sees: Mapping[int, Sequence[bool]] = {}

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        tokens = self.activity.options.get("tokens", 20)
        if key.startswith(("more", "less", "nothing")):
            self._tables(key, of)
            return
        told = self._told()
        means = [fmean(own) for own in told.values() if own]
        low, high = sum(2 * m < tokens for m in means), sum(2 * m > tokens for m in means)
        sides = {"low": low, "middle": len(means) - low - high, "high": high}
        assert of("low") in (low, None) and of("high") in (high, None)
        assert of("n") == len(means)
        if key == "split":
            in_two_camps(low, high, len(means))
        elif key == "plurality":
            assert 2 * max(sides.values()) <= len(means)
        else:
            assert of("count") == sides[key] and 2 * sides[key] > len(means)

    def _rounds(self) -> set[tuple[str, int, bool]]:
        """The rounds (phase, place in its half, seen) in which enough gave, in whole and by half."""
        half = len(self.phases) // 2
        by_phase, by_place = Counter[str](), Counter[tuple[int, bool]]()
        found = []
        for table, seats in self.tables.items():
            for at, phase in enumerate(self.phases):
                gave = sum(("give", phase) in self.room[seat] for seat in seats)
                by_phase[phase] += gave
                found.append((phase, at % half, self.sees[table][at], gave))
        for phase, place, seen, gave in found:
            by_place[place, seen] += gave * (by_phase[phase] >= self.least)
        return {
            (phase, place, seen)
            for phase, place, seen, _ in found
            if by_phase[phase] >= self.least and by_place[place, seen] >= self.least
        }

    def _told(self) -> dict[int, list[float]]:
        """Each person's gifts in rounds that are told."""
        rounds, half = self._rounds(), len(self.phases) // 2
        return {
            seat: [
                self.room[seat]["give", phase]
                for at, phase in enumerate(self.phases)
                if ("give", phase) in self.room[seat]
                and (phase, at % half, self.sees[table][at]) in rounds
            ]
            for table, seats in self.tables.items()
            for seat in seats
        }

    def _tables(self, key: str, of: Numbers) -> None:
        rounds, half = self._rounds(), len(self.phases) // 2
        halves = []
        for table, seats in self.tables.items():
            gifts: tuple[list[float], list[float]] = ([], [])
            for at, phase in enumerate(self.phases):
                seen = self.sees[table][at]
                if (phase, at % half, seen) in rounds:
                    gifts[seen].extend(
                        self.room[seat]["give", phase]
                        for seat in seats
                        if ("give", phase) in self.room[seat]
                    )
            if all(gifts):
                halves.append(gifts)
        steps = [round(fmean(seen), 9) - round(fmean(unseen), 9) for unseen, seen in halves]
        up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
        assert of("n") == len(steps) >= 5
        if key == "nothing":
            assert (of("up"), of("down")) == (up, down)
            return
        going, against = (up, down) if key.startswith("more") else (down, up)
        assert of("going") == going > against and of("against") in (against, None)
        if of("before") is not None:
            before, after = (fmean(g for gifts in halves for g in gifts[at]) for at in (0, 1))
            assert (of("before"), of("after")) == (round(before, 1), round(after, 1))
            assert (after > before) == key.startswith("more") and 2 * going > len(steps)
