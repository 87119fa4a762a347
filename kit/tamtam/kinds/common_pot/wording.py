"""What is said of a common pot: its sentence, the words of its chart, caption and table."""

from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.common_pot.game import EXPECT, GIVE, Pot
from tamtam.kinds.common_pot.rounds import HALVES
from tamtam.kinds.parts import saying, scale
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.standing.claims import AnyClaim, GapClaim, MajorityClaim, SharedClaim, SplitClaim
from tamtam.standing.standing import ItemStanding, Standing

WORDS = Words("common_pot")


# --- the sentence


def sentence(pot: Pot, claim: AnyClaim, language: str) -> str:
    """A claim in words; means to one decimal."""
    values = {"tokens": pot.tokens, **saying.counts_of(claim), **dict(getattr(claim, "spread", ()))}
    key = claim.direction if isinstance(claim, SharedClaim | MajorityClaim) else claim.name
    if isinstance(claim, GapClaim):
        key = claim.direction if claim.by_medians else f"{claim.direction}_by_tables"
        values |= {"going": claim.going, "against": min(claim.up, claim.down)}
    if isinstance(claim, SplitClaim):
        values |= dict(zip(claim.sides, claim.counts, strict=True))
    told = {name: round(value, 1) for name, value in values.items()}
    own = "own_" if claim.n == 1 else ""
    return WORDS.text(language, f"say.{own}{key}", **told)


# --- chart, caption, table


def drawn(activity: Activity, pot: Pot, found: Standing, language: str) -> charts.RoundLines:
    """What the chart draws of a standing."""
    details = found.details
    blank = [[None] * pot.half] * len(HALVES)
    return charts.RoundLines(
        heads=tuple(WORDS.text(language, f"halves.{name}") for name in HALVES),
        given=details.get(GIVE, blank),
        expected=details.get(EXPECT, blank),
        lines=details.get("lines", []),
        pairs=details.get("pairs", []),
        high=pot.tokens,
        names=tuple(scale.name_of(activity, id, language) for id in (GIVE, EXPECT)),
        words=_chart_words(found, pot.half, language),
    )


def _chart_words(found: Standing, rounds: int, language: str) -> charts.RoundLineWords:
    """The words of a chart beside its names."""
    return charts.RoundLineWords(
        table=WORDS.text(language, "legend.table"),
        pairs=WORDS.text(language, "legend.pairs"),
        no_pairs=WORDS.text(language, "legend.no_pairs"),
        rounds=tuple(WORDS.text(language, "legend.round", n=n + 1) for n in range(rounds)),
        earned=tuple(
            "" if one is None else WORDS.text(language, "earned", n=round(one, 1))
            for one in found.details.get("earned", (None, None))
        ),
        remark=" ".join(_verdict_in_words(found, language)),
    )


def remarks(found: Standing, language: str) -> list[str]:
    """What was earned, and what the tables' steps are worth, in sentences."""
    earned = found.details.get("earned", ())
    said = [
        WORDS.text(
            language, "earned_in", half=WORDS.text(language, f"halves.{half}"), n=round(one, 1)
        )
        for half, one in zip(HALVES, earned, strict=False)
        if one is not None
    ]
    return [*said, *_verdict_in_words(found, language)]


def _verdict_in_words(found: Standing, language: str) -> list[str]:
    verdict = found.details.get("verdict")
    if not verdict:
        return []
    counts = {"up": verdict["up"], "down": verdict["down"], "n": verdict["tables"]}
    return [
        WORDS.text(language, "verdict.counts", **counts),
        WORDS.text(language, f"verdict.{verdict['key']}", **counts),
    ]


def in_words(activity: Activity, item: ItemStanding, language: str) -> str:
    """What was given or expected in either half, in words."""
    means = [
        WORDS.text(
            language,
            "mean",
            half=WORDS.text(language, f"halves.{half}"),
            n=round(measure.value, 1),
        )
        for half in HALVES
        if (measure := item.measure(f"{item.item}_{half}"))
    ]
    words = ", ".join(means) if means else scale.too_few(0, language)
    name = scale.quoted(activity, item.item, language)
    return texts.text(language, "standing.about", item=name, words=words)


def row(
    activity: Activity, found: Standing, item: ItemStanding, of: tuple[str, str]
) -> tuple[Any, ...]:
    """A row of the table: an item in one half; `of` is that half and the language."""
    half, language = of
    name = scale.name_of(activity, item.item, language)
    mean = item.measure(f"{item.item}_{half}")
    head = (name, WORDS.text(language, f"halves.{half}"), mean.n if mean else 0)
    if item.item != GIVE or mean is None:
        return (*head, scale.in_words(mean, language), "", "")
    earned = found.details["earned"][HALVES.index(half)]
    return (
        *head,
        scale.in_words(mean, language),
        scale.in_words(found.measure(f"efficiency_{half}"), language),
        scale.number(None if earned is None else round(earned, 2), language),
    )
