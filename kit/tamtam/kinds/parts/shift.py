"""The shift: what moved from one time to the next, item by item, and what did not.

An item moves from the spread of those who answered then to the spread of those who answer now; how it
moves is told by those who answered both times, pair by pair: that some go up and others down; that more
go one way than chance would; that two thirds stay; else nothing. Medians are told beside it only where
they are of the same people. The sentence never says what moved them.

Where fewer than `min_answers` answered one of the two times alone, who moved how would tell what those few
answered: what both times count less the pairs is theirs, exactly so where nobody moved, or of a share. There
the two times are told apart, as two groups, which says no more than their two charts; so they are where a
chart is older than a few answers.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Answers
from tamtam.kinds.parts import evidence, saying, scale, twice
from tamtam.kinds.parts.apart import Groups
from tamtam.kinds.parts.track import ALL, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.claims import (
    AnyClaim,
    ApartClaim,
    GapClaim,
    NothingClaim,
    SharedClaim,
    ShiftClaim,
)
from tamtam.standing.standing import Distribution, ItemStanding, Standing

#: The kind by whose code and words a shift is drawn.
KIND = "change"
WORDS = Words(KIND)
#: How often each (before, after) was given by someone who gave both.
Pairs = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class TurnStanding:
    """One time of asking: where the group stood, what each answered, whether both say the same.

    They don't where a standing stays frozen while a few have changed their answers since.
    """

    turn: int
    standing: Standing
    answers: Answers
    settled: bool = True


def shift(
    activity: Activity, tracks: Sequence[Track], was: TurnStanding, now: TurnStanding
) -> Standing | None:
    """What moved from `was` to `now`; None where either time has too few answers, or nothing to follow."""
    least = max(now.standing.min_answers, 1)
    if not tracks or min(was.standing.n, now.standing.n) < least:
        return None
    spreads = [
        (spread(track, was.standing, least), spread(track, now.standing, least)) for track in tracks
    ]
    settled = was.settled and now.settled
    moves = Moves.of(tracks, spreads, was.answers, now.answers, least, settled=settled)
    details = {
        "tracks": described(tracks),
        "directions": moves.directions(least),
        "people": [was.standing.n, now.standing.n, len(was.answers.keys() & now.answers.keys())],
        "turns": [was.turn, now.turn],
    }
    head = (activity.id, now.turn, KIND, now.standing.n, now.standing.min_answers)
    return moves.standing(activity, head, details, "shift.")


@dataclass(frozen=True, slots=True)
class Moves:
    """What moved of each track: its two spreads, the pairs of those who answered both times, a claim.

    A track whose times are told apart has no pairs.
    """

    tracks: Sequence[Track]
    spreads: Sequence[tuple[Distribution, Distribution]]
    pairs: Sequence[Pairs]
    claims: Sequence[AnyClaim | None]

    @classmethod
    def of(
        cls,
        tracks: Sequence[Track],
        spreads: Sequence[tuple[Distribution, Distribution]],
        was: Answers,
        now: Answers,
        least: int,
        settled: bool = True,
    ) -> "Moves":
        """What moved between what people answered then and now.

        Unless it is `settled`, a spread isn't of the same answers as the pairs.
        """
        pairs = [pairs_of(track, was, now) for track in tracks]
        apart = [
            not settled or _tells_a_few(each, sum(both.values()), least)
            for each, both in zip(spreads, pairs, strict=True)
        ]
        pairs = [{} if alone else both for both, alone in zip(pairs, apart, strict=True)]
        shown = {
            str(at): both
            for at, (each, both) in enumerate(zip(spreads, pairs, strict=True))
            if sum(both.values()) >= least and all(one.counts is not None for one in each)
        }
        rows = [
            {
                at: after - before
                for at in shown
                if (before := tracks[int(at)].read(was.get(person, {}))) is not None
                and (after := tracks[int(at)].read(own)) is not None
            }
            for person, own in now.items()
        ]
        spans = {at: 1 if tracks[int(at)].sides else _span(tracks[int(at)]) for at in shown}
        found = evidence.of_pairs(shown, spans, rows)
        claims: list[AnyClaim | None] = []
        for at, (track, each, alone) in enumerate(zip(tracks, spreads, apart, strict=True)):
            groups = Groups(track, *each)
            if alone:
                claims.append(groups.claim(len(tracks)) if groups.enough else None)
            else:
                claim = found.get(str(at))
                claims.append(claim and _as_drawn(claim, track, each))
        return cls(tracks, spreads, pairs, claims)

    def directions(self, least: int) -> dict[str, dict[str, list[int]]]:
        """By item and phase how many went down, stayed, went up, where enough answered both times."""
        told: dict[str, dict[str, list[int]]] = {}
        for track, both in zip(self.tracks, self.pairs, strict=True):
            if sum(both.values()) >= least:
                told.setdefault(track.item, {})[track.phase] = directions_of(both)
        return told

    def items(self) -> tuple[ItemStanding, ...]:
        """Each track as an item of a standing; how it pulls, where enough answered both times."""
        return tuple(
            _item(track, each, both, claim)
            for track, each, both, claim in zip(
                self.tracks, self.spreads, self.pairs, self.claims, strict=True
            )
        )

    def standing(
        self,
        activity: Activity,
        head: tuple[str, int, str, int, int],
        details: dict[str, Any],
        heading: str,
    ) -> Standing | None:
        """The standing that tells it; `heading` is where its words stand. None where nothing is shown."""
        claims = [claim for claim in self.claims if claim is not None]
        if not claims and all(one.counts is None for each in self.spreads for one in each):
            return None
        if not claims:  # enough each time, too few both times
            both = max(sum(found.values()) for found in self.pairs)
            claims = [NothingClaim(n=both, why="few")]
        spans = {track.item: _span(track) for track in self.tracks}
        shares = {(track.item, track.phase) for track in self.tracks if track.sides is not None}

        def say(claim: AnyClaim, language: str) -> str:
            return _sentence(activity, claim, details, heading, shares, language)

        told = _all_stay(claims) + evidence.in_order(claims, spans)
        found = saying.standing(head, self.items(), told, say, details=details)
        return found.spoken(activity.languages)


def _tells_a_few(each: tuple[Distribution, Distribution], both: int, least: int) -> bool:
    """Whether so few answered one time alone that they are what that time counts less the pairs."""
    return any(0 < abs(one.n - both) < least for one in each)


def _span(track: Track) -> int:
    return track.high - track.low


def _as_drawn(
    claim: AnyClaim, track: Track, spreads: tuple[Distribution, Distribution]
) -> AnyClaim:
    """A claim of a track; medians only where those of both times are the same people's as the steps."""
    if isinstance(claim, GapClaim):
        same = all(found.n == claim.n for found in spreads)
        before, after = (found.median if same else None for found in spreads)
        claim = ShiftClaim(
            n=claim.n,
            chance=claim.chance,
            before=before,
            after=after,
            up=claim.up,
            same=claim.same,
            down=claim.down,
        )
    return msgspec.structs.replace(claim, items=(track.item,), phase=track.phase)


def _all_stay(claims: Sequence[AnyClaim]) -> tuple[AnyClaim, ...]:
    """That people stand where they stood on everything, where two thirds of as many do on each."""
    stays = [claim for claim in claims if isinstance(claim, SharedClaim)]
    if len(stays) < len(claims) or len(stays) < 2 or len({claim.n for claim in stays}) > 1:
        return ()
    least = min(claim.count for claim in stays)
    return (SharedClaim(n=stays[0].n, side="same", count=least),)


def pairs_of(track: Track, was: Answers, now: Answers) -> Pairs:
    """What those who answered both times said of a track, in order."""
    pairs: dict[tuple[int, int], int] = {}
    for participant, own in now.items():
        before, after = track.read(was.get(participant, {})), track.read(own)
        if before is not None and after is not None:
            pairs[before, after] = pairs.get((before, after), 0) + 1
    return dict(sorted(pairs.items()))


def _item(
    track: Track,
    spreads: tuple[Distribution, Distribution],
    pairs: Pairs,
    claim: AnyClaim | None,
) -> ItemStanding:
    if any(found.counts is None for found in spreads):
        return ItemStanding(track.item, tuple(Distribution(one.phase, one.n) for one in spreads))
    if claim is None:
        return ItemStanding(track.item, spreads, (), "scattered")
    if not pairs:
        return saying.tagged(ItemStanding(track.item, spreads), claim)
    measures = scale.gap_measures(evidence.steps_of(pairs))
    return saying.tagged(ItemStanding(track.item, spreads, measures), claim, twice.tag)


def directions_of(pairs: Pairs) -> list[int]:
    """How many went down, stayed, went up."""
    return list(evidence.directions(evidence.steps_of(pairs)))


def described(tracks: Sequence[Track]) -> dict[str, dict[str, Any]]:
    """By item and phase what a chart has to know of each track."""
    found: dict[str, dict[str, Any]] = {}
    for track in tracks:
        found.setdefault(track.item, {})[track.phase] = {
            "low": track.low,
            "high": track.high,
            "ends": list(track.ends),
            "share": track.yes,
        }
    return found


def spread(track: Track, standing: Standing, min_answers: int) -> Distribution:
    """The spread of a track in a standing; for a share its per cent in the place of the median."""
    item = standing.item(track.item)
    found = item.distribution(track.phase) if item else None
    if found is None:
        return Distribution(track.phase, 0)
    if track.sides is None or found.counts is None:
        return found
    yes, no = (
        sum(found.counts.get(str(value), 0) for value in side)
        for side in track.counted or track.sides
    )
    if yes + no < min_answers:
        return Distribution(track.phase, yes + no)
    share = float(round(ALL * yes / (yes + no)))
    return Distribution(track.phase, yes + no, {"0": no, "1": yes}, share, share, share)


# --- the sentence


def _sentence(
    activity: Activity,
    claim: AnyClaim,
    details: dict[str, Any],
    heading: str,
    shares: Collection[tuple[str, str]],
    language: str,
) -> str:
    nothing = isinstance(claim, NothingClaim)
    key = claim.direction if nothing else twice.key_of(claim)
    values = twice.numbers(claim)
    first = claim.items[0] if claim.items else ""
    is_share = (first, claim.phase) in shares
    low = details["tracks"].get(first, {}).get(claim.phase, {}).get("low", 0)
    if isinstance(claim, ApartClaim):
        key = f"apart_{claim.side}" + ("" if claim.before is not None else "_same")
        values["second"] = claim.n
    if isinstance(claim, GapClaim | ApartClaim):
        if (
            isinstance(claim, GapClaim) and is_share and claim.before is not None
        ):  # of the same people, so it goes their way
            key = claim.direction
        for name in ("before", "after"):
            values[name] = _written(values.get(name) or 0, low, is_share, language)
    name = _named(activity, claim, details, language)
    return WORDS.text(language, f"{heading}{key}", item=name, **values)


def _named(activity: Activity, claim: AnyClaim, details: dict[str, Any], language: str) -> str:
    """The items of a claim; with its phase where they were asked in several."""
    name = saying.named(activity, claim, language)
    if not claim.items or len(details["tracks"].get(claim.items[0], ())) < 2:
        return name
    phase = scale.phase_name(claim.phase, language)
    return WORDS.text(language, "of_phase", item=name, phase=phase)


def named(activity: Activity, item: ItemStanding, details: dict[str, Any], language: str) -> str:
    """An item in quotation marks; with its phase where it was asked in several."""
    name = scale.quoted(activity, item.item, language)
    if len(details["tracks"].get(item.item, ())) < 2:
        return name
    phase = scale.phase_name(item.distributions[0].phase, language)
    return WORDS.text(language, "of_phase", item=name, phase=phase)


def in_words(
    spreads: Sequence[Distribution], track: Mapping[str, Any], language: str
) -> dict[str, str]:
    """The median `before` and `after` of a track as it is `described`, or the share in per cent."""
    words = (
        scale.InWords(
            _written(found.median or 0, track["low"], bool(track["share"]), language),
            scale.Numbers(found.median),
        )
        for found in spreads
    )
    return dict(zip(("before", "after"), words, strict=True))


def _written(value: float, low: int, is_share: bool, language: str) -> str:
    """A share in per cent, or a number of a scale: with its sign where the scale has two sides."""
    if low < 0:
        return texts.signed(language, value)
    return texts.percent(language, value) if is_share else str(texts.number(language, value))
