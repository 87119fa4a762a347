"""What is said of a room that voted on sentences: how each of them lies, and one sentence on the whole.

A sentence holds together where two thirds of its votes, passes included, are on one side; it splits
where each side has at least a third; else it is scattered. Those bounds are a convention of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tamtam.deck.deck import Activity
from tamtam.kinds.parts import saying, scale
from tamtam.kinds.statements import camps
from tamtam.kinds.statements.camps import AGREE, DISAGREE, PASS, WORDS, share
from tamtam.language import texts
from tamtam.standing.standing import ItemStanding

#: The share on one side from which a sentence holds together; on each side, from which it splits.
MOST, EACH = 2 / 3, 1 / 3
#: At most so many sentences are named as those that carry a line.
MOST_CARRYING = 2


def outcome(counts: Mapping[int, int], n: int) -> str:
    """How a sentence lies on which `n` people voted."""
    sides = counts[AGREE], counts[DISAGREE]
    if max(sides) >= MOST * n:
        return "together"
    return "split" if min(sides) >= EACH * n else "scattered"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of a room: all that its sentence, its outcome and its marked rows come from.

    `what`: "camps" or "line", with the sentences that `apart` sets sides on, clearest first, and the one
    that `unites` all sides; else how the room lies on the sentence `item`: "agree", "disagree" (two
    thirds on one side), "split" (a third on each) or "scattered". `shape` is what the map says, "" without.
    """

    what: str
    shape: str = ""
    item: ItemStanding | None = None
    apart: tuple[ItemStanding, ...] = ()
    unites: ItemStanding | None = None
    sizes: tuple[int, ...] = ()

    @property
    def outcome(self) -> str:
        """By which the debrief question is chosen."""
        found = {"camps": "split", "line": "split", "agree": "together", "disagree": "together"}
        return found.get(self.what, self.what)

    @property
    def about(self) -> tuple[str, ...]:
        """The items that the sentence names."""
        named = (self.item, *self.apart, self.unites)
        return tuple(item.item for item in named if item is not None)

    def said(self, activity: Activity) -> scale.Said:
        """The sentence in every language, with its outcome."""
        sentence = {language: self._sentence(activity, language) for language in texts.LANGUAGES}
        return scale.Said(self.outcome, sentence, self.about)

    def _sentence(self, activity: Activity, language: str) -> str:
        def quoted(item: ItemStanding) -> str:
            return scale.quoted(activity, item.item, language)

        if self.item is None:
            parts = [f"apart_{len(self.apart)}"] if self.apart else []
            parts += ["unites"] if self.unites else []
            key = f"say.{self.what}.{'_'.join(parts) or 'alone'}"
            values = {f"apart_{at}": quoted(item) for at, item in enumerate(self.apart, start=1)}
            values |= {"unites": quoted(self.unites)} if self.unites else {}
            sizes = saying.listed([texts.number(language, size) for size in self.sizes], language)
            return WORDS.text(language, key, n=len(self.sizes), sizes=sizes, **values)
        found = self.item.distributions[0]
        counts = found.counts or {}
        words = WORDS.text(
            language,
            f"say.{self.what}",
            item=quoted(self.item),
            total=found.n,
            count=counts.get(str(DISAGREE if self.what == "disagree" else AGREE), 0),
            **counted(counts, language),
        )
        return WORDS.text(language, f"say.{self.shape}", said=words) if self.shape else words


def claim(ranked: Sequence[ItemStanding], found: Mapping[str, Any] | None) -> Claim:
    """What to say of sentences still asked, the most shared first, and of the map if there is one."""
    shape = camps.shape(found)
    sides = {item.item: camps.of(found, item.item) for item in ranked}
    apart = [item for item in ranked if camps.separates(sides[item.item])]
    apart.sort(key=lambda item: -camps.division(item, sides[item.item]))
    unites = ranked[0] if camps.unites(sides[ranked[0].item]) else None
    if found and shape == "camps":
        return Claim(shape, shape, None, tuple(apart[:1]), unites, tuple(found["sizes"]))
    if shape == "line":
        return Claim(shape, shape, None, tuple(apart[:MOST_CARRYING]))
    what, item = _telling(ranked)
    return Claim(what, shape, item)


def _telling(ranked: Sequence[ItemStanding]) -> tuple[str, ItemStanding]:
    """How the room lies on the sentence that tells most."""
    together = [item for item in ranked if item.outcome == "together"]
    split = [item for item in ranked if item.outcome == "split"]
    if together and 2 * len(together) >= len(ranked) - len(split):
        best = max(together, key=lambda item: max(share(item, AGREE), share(item, DISAGREE)))
        return "agree" if share(best, AGREE) >= MOST else "disagree", best
    if split:
        widest = max(split, key=lambda item: min(share(item, AGREE), share(item, DISAGREE)))
        return "split", widest
    scattered = [item for item in ranked if item.outcome == "scattered"]
    return "scattered", max(scattered, key=lambda item: share(item, PASS))


def counted(counts: Mapping[str, int], language: str) -> dict[str, str]:
    """Each side in words: "12 agree", "1 disagrees", "3 pass"."""
    names = {AGREE: "agree", PASS: "pass", DISAGREE: "disagree"}
    return {
        f"{name}_n": WORDS.text(language, f"side.{name}", n=counts.get(str(value), 0))
        for value, name in names.items()
    }
