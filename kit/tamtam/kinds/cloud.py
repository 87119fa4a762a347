"""Word cloud: each person writes a word or a few; words are drawn the larger, the more people wrote them.

Words are the same whatever their case, width, accents and signs, and in the plural; of those that are,
the form that most people wrote stands for all. Nothing is drawn that nobody has approved, where the deck
holds words until then, and what was merged counts for what it was merged into.
"""

import random
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from tamtam import charts
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers, Kind, refuse
from tamtam.kinds.parts import saying, scale
from tamtam.kinds.parts.tally import Counts, Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.characters import name_key
from tamtam.standing.standing import ItemStanding, Standing, Table

WORDS = Words("cloud")
#: How long a word or a few may be, in characters; and how many of them a chart has room for.
LONGEST, MOST_DRAWN = 30, 60
#: Letters from which on a final s or x is that of a plural.
_PLURAL = 5


class WordCloud(Kind):
    """Words of the room, by how many people wrote them."""

    name = "cloud"
    outcomes = ("together", "scattered")
    not_on_paper = "paper_sentences"
    details_on_phones = ("people",)

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        collect = activity.collect
        if collect is None:
            yield "collect", "a prompt: which words people are asked for"
        elif collect.first or collect.deal or collect.ladder:
            yield "collect", "neither first, nor ladder, nor deal: there is nothing to answer"
        elif collect.longest > LONGEST:
            yield "collect.longest", f"{LONGEST} at most: words, no sentences"

    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        return ()

    def validate(self, activity: Activity, slot: Slot, value: Any) -> Any:
        raise refuse("not_an_option", options="–")

    def tally(self, activity: Activity) -> Counts:
        return Counts()

    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        people = together(activity, gathered.backing())
        most = max(people.values(), default=0)
        first = tuple(id for id, count in people.items() if count == most)
        items = tuple(ItemStanding(item.id, outcome="together") for item in activity.items)
        key = "own" if min_answers == 1 else "often" if most > 1 else "once"
        sentence = {
            language: WORDS.text(
                language,
                f"say.{key}",
                n=n,
                count=most,
                words=len(people),
                item=_named(activity, first, language),
            )
            for language in texts.LANGUAGES
        }
        about = first if key == "often" else ()
        outcome = "together" if most > 1 else "scattered"
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        return Standing(*head, outcome, sentence, items, {"people": people}, about=about)

    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        frame = charts.Frame.of(activity, standing, language, canvas)
        return charts.word_cloud(frame, _counted(activity, standing, language)[:MOST_DRAWN])

    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        words = [scale.said(standing, language)]
        counted = _counted(activity, standing, language)
        if counted:
            words.append(WORDS.text(language, "drawn"))
            words.append(", ".join(f"{word} ({count})" for word, count in counted) + ".")
        return " ".join(words)

    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        columns = WORDS.names(language, "columns")
        rows = tuple(_counted(activity, standing, language))
        return Table((columns["word"], columns["people"]), rows)

    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        """Nothing to answer: simulated participants write what `propose` says."""
        return {}


def key_of(word: str) -> str:
    """What makes two words the same: without case, accents, signs around them, and the end of a plural.

    >>> key_of("Équipes !") == key_of("equipe"), key_of("bus"), key_of("!?")
    (True, 'bus', '!?')
    """
    bare = unicodedata.normalize("NFD", name_key(word))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    bare = re.sub(r"^\W+|\W+$", "", bare) or name_key(word)
    return bare[:-1] if len(bare) >= _PLURAL and bare[-1] in "sx" else bare


def together(activity: Activity, backing: Mapping[str, int]) -> dict[str, int]:
    """How many people wrote each word, the most frequent first; under the item that most of them wrote."""
    forms: dict[str, list[str]] = {}
    for item in activity.items:
        forms.setdefault(key_of(texts.pick(item.text, texts.LANGUAGES[0])), []).append(item.id)
    sums = {
        max(ids, key=lambda one: backing.get(one, 0)): sum(backing.get(id, 0) for id in ids)
        for ids in forms.values()
    }
    return dict(sorted(sums.items(), key=lambda one: -one[1]))


def _named(activity: Activity, ids: tuple[str, ...], language: str) -> str:
    return saying.listed([scale.quoted(activity, id, language) for id in ids], language)


def _counted(activity: Activity, standing: Standing, language: str) -> list[tuple[str, int]]:
    people: dict[str, int] = standing.details.get("people", {})
    return [
        (scale.name_of(activity, id, language), count)
        for id, count in people.items()
        if activity.item(id)
    ]
