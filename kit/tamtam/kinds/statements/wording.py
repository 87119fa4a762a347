"""What is said of a room that voted on sentences: how each of them lies, and one sentence on the whole.

A sentence holds together where two thirds of its votes, passes included, are on one side; it splits
where each side has at least a third; else it is scattered. Those bounds are a convention of ours.
"""

from collections.abc import Mapping, Sequence

from tamtam.deck.deck import Activity
from tamtam.kinds.parts import scale
from tamtam.kinds.statements.camps import AGREE, DISAGREE, PASS, WORDS, Lettered, shares, side
from tamtam.language import texts
from tamtam.standing.standing import ItemStanding

#: The share on one side from which a sentence holds together; on each side, from which it splits.
MOST, EACH = 2 / 3, 1 / 3


def outcome(counts: Mapping[int, int], n: int) -> str:
    """How a sentence lies on which `n` people voted."""
    sides = counts[AGREE], counts[DISAGREE]
    if max(sides) >= MOST * n:
        return "together"
    return "split" if min(sides) >= EACH * n else "scattered"


def of_camps(activity: Activity, item: ItemStanding, camps: Lettered) -> scale.Said:
    """What every camp agrees with, by more than half of those who have seen it; or that nothing is."""
    shared = all(camp is not None and 2 * camp[0] > camp[1] for _, camp in camps)
    sentence = {
        language: WORDS.text(
            language,
            "say.shared" if shared else "say.apart",
            n=len(camps),
            item=scale.quoted(activity, item.item, language),
            camps=shares(camps, language),
        )
        for language in texts.LANGUAGES
    }
    return scale.Said("split", sentence, (item.item,) if shared else ())


def of_one_group(activity: Activity, ranked: Sequence[ItemStanding], large: bool) -> scale.Said:
    """What the room shares; in a `large` one, where there could be camps, that none stand out."""
    outcome, item, key = _telling(ranked)
    sentence = {
        language: _about(activity, item, key, large, language) for language in texts.LANGUAGES
    }
    return scale.Said(outcome, sentence, (item.item,))


def _telling(ranked: Sequence[ItemStanding]) -> tuple[str, ItemStanding, str]:
    """The outcome, the sentence that tells most, and how it is spoken of."""
    together = [item for item in ranked if item.outcome == "together"]
    split = [item for item in ranked if item.outcome == "split"]
    if together and 2 * len(together) >= len(ranked) - len(split):
        best = max(together, key=lambda item: max(side(item, AGREE), side(item, DISAGREE)))
        return "together", best, "agree" if side(best, AGREE) >= MOST else "disagree"
    if split:
        widest = max(split, key=lambda item: min(side(item, AGREE), side(item, DISAGREE)))
        return "split", widest, "split"
    return "scattered", max(ranked, key=lambda item: side(item, PASS)), "scattered"


def _about(activity: Activity, item: ItemStanding, key: str, large: bool, language: str) -> str:
    found = item.distributions[0]
    counts = found.counts or {}
    words = WORDS.text(
        language,
        f"say.{key}",
        item=scale.quoted(activity, item.item, language),
        total=found.n,
        count=counts.get(str(DISAGREE if key == "disagree" else AGREE), 0),
        **counted(counts, language),
    )
    return WORDS.text(language, "say.no_camps", said=words) if large else words


def counted(counts: Mapping[str, int], language: str) -> dict[str, str]:
    """Each side in words: "12 agree", "1 disagrees", "3 pass"."""
    names = {AGREE: "agree", PASS: "pass", DISAGREE: "disagree"}
    return {
        f"{name}_n": WORDS.text(language, f"side.{name}", n=counts.get(str(value), 0))
        for value, name in names.items()
    }
