"""Adapting a workshop to one's room: its deck under way, and where it is kept once it is good.

What is kept is a copy of one's own, beside the notebooks that are worked in, where `deck_file.find`
looks first; notebooks and guides there say it from then on. With a session under way the session takes
it over too, but for what was asked already.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tamtam import assets, authoring
from tamtam.authoring import deck_file
from tamtam.authoring.building import askings, edits, timing
from tamtam.authoring.building.edits import Plain, at
from tamtam.authoring.building.own_deck import OwnDeck
from tamtam.authoring.deck_file import patching, pictures, schema, writing
from tamtam.deck.deck import Activity, Deck, Text
from tamtam.language import texts
from tamtam.session.activity import ActivityState

if TYPE_CHECKING:
    from tamtam.notebook.form_texts import FormState


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """Where a copy of one's own was kept, and the pages beside it that say it now, or were left alone.

    Left alone is what somebody changed by hand.
    """

    path: Path
    renewed: tuple[Path, ...]
    left: tuple[Path, ...]


#: Takes a deck over into a session under way.
Revise = Callable[[Deck], None]


@dataclass
class Adaptation:
    """The deck of a workshop as plain data, as `audience` reads it and with the minutes of `cut`.

    What can't be changed any more has `begun`; `revise` takes it over into a session. `source` is the
    file that it comes from: what isn't changed stays as it was written there, comments among it.
    """

    workshop: str
    source: Path
    audience: str
    cut: str
    begun: frozenset[str] = frozenset()
    revise: Revise | None = None
    unplanned: tuple[Activity, ...] = ()
    plain: Plain = field(default_factory=dict)
    _said: str = ""

    def __post_init__(self) -> None:
        deck_file.read(self.source)  # one with mistakes is to be mended first
        own = OwnDeck(self.source)
        self._said, self.plain = own.said, own.plain

    @property
    def deck(self) -> Deck:
        """What it is by now, with the questions that nobody planned."""
        deck = pictures.read(msgspec.convert(self.plain, Deck), self.source.parent)
        known = {activity.id for activity in deck.activities}
        added = (one for one in self.unplanned if one.id not in known)
        return msgspec.structs.replace(deck, activities=(*deck.activities, *added))

    def activity(self, id: str) -> Activity:
        """An activity as the audience reads it; its wordings are gone from it."""
        return next(one for one in self.deck.worded(self.audience).activities if one.id == id)

    def minutes(self, id: str) -> float | None:
        """The minutes an activity has in the cut; None where it isn't asked in it."""
        found: float | None = at(self.plain, ("cuts", self.cut, id))
        return found

    def together(self, id: str) -> tuple[str, ...]:
        """The other activities that ask the same items, before it or after, in the deck's order."""
        return askings.together(self.plain, id)

    def keeps_items(self, id: str) -> bool:
        """Whether its items stay: they were answered already, here or where they are asked too."""
        return not self.begun.isdisjoint((id, *self.together(id)))

    # --- what is changed

    def ask(self, id: str, language: str, words: str) -> None:
        """Ask another question."""
        self._say(id, ("question",), ("question",), language, words)

    def prompt(self, id: str, language: str, words: str) -> None:
        """Ask for items in other words, in an activity that collects them."""
        self._say(id, ("prompt",), ("collect", "prompt"), language, words)

    def say(self, id: str, item: str, language: str, words: str) -> None:
        """Give an item another text, wherever it is asked."""
        self._say(id, ("items", item), ("items", item, "text"), language, words)

    def add_item(self, id: str, words: Text) -> None:
        """Ask one more item, there and wherever the others are asked too."""
        row = [words[language] for language in edits.languages_of(self.plain)]
        self.plain = askings.with_items(self.plain, id, [row])

    def drop_item(self, id: str, item: str) -> None:
        """Ask an item no more, wherever it was asked."""
        self.plain = askings.without_item(self.plain, id, item)

    def last(self, id: str, minutes: float | None) -> None:
        """Give it other minutes in the cut; None leaves it out of it."""
        if minutes is not None or self.minutes(id) is not None:
            self.plain = timing.granted(self.plain, self.cut, id, minutes)

    def move(self, id: str, by: int) -> None:
        """Ask an activity `by` places later, earlier where negative."""
        self.plain = edits.moved(self.plain, ("activities", id), by)

    def _say(
        self, id: str, worded: edits.Path, usual: edits.Path, language: str, words: str
    ) -> None:
        """Say something otherwise: to the audience alone, where it has a wording of its own."""
        own: edits.Path = ("activities", id, "wording", self.audience, *worded)
        path = own if at(self.plain, own) is not None else ("activities", id, *usual)
        self.plain = askings.saying(self.plain, (*path, language), words, needed=True)

    # --- what becomes of it

    def save(self) -> SavedCopy:
        """Let the session have it, keep it as one's own copy, and let the notebooks say it.

        Raises TamtamError naming every mistake, and where the session refuses it: then nothing is
        kept. Raises it too where the folder can't be written.
        """
        deck = self.deck
        deck_file.check(deck)
        if self.revise is not None:
            self.revise(deck)
        path = place_of_own(self.workshop)
        before = deck_file.read(path if path.exists() else self.source)
        said = patching.patched(self._said, self.plain).replace(schema.LINE_SHIPPED, "")
        writing.keep(said, path)
        pictures.lay(deck, path.parent)
        self.source, self._said = path, said
        renewed, left = authoring.renew(path.parent, before, msgspec.convert(self.plain, Deck))
        return SavedCopy(path, tuple(renewed), tuple(left))

    def preview(self, id: str) -> "FormState":
        """What a phone would show of an activity, with nothing answered."""
        return as_on_a_phone(self.activity(id))


def as_on_a_phone(activity: Activity) -> "FormState":
    """What a phone shows of an activity that is open, with nothing answered."""
    from tamtam.server.views import phone as phone_view

    return {
        "activity": phone_view.activity(ActivityState(activity)),
        "answers": {},
        "drafts": {},
        "saved": {},
        "mine": {"dealt": None, "proposals": [], "watches": False, "told": None},
        "standing": None,
        "status": "open",
    }


def place_of_results(workshop: str, code: str) -> Path:
    """Where a session's results are written: here, or with one's own workshop if led from another's."""
    here, name = Path.cwd(), f"results-{code}"
    beside = here.parent.parent / workshop
    elsewhere = here.name in texts.LANGUAGES and beside != here.parent and beside.is_dir()
    return beside / name if elsewhere else Path(name)


def place_of_own(workshop: str) -> Path:
    """Where one's own copy of a workshop's deck is kept: beside the folder of the notebooks in use.

    Of one's own workshop, led from another's notebook, that is the folder it was made in.
    Never in the place of the deck that came with the product.
    """
    here = Path.cwd()
    folder = here.parent if here.name in texts.LANGUAGES else here / workshop
    if here.name in texts.LANGUAGES and (beside := folder.parent / workshop).is_dir():
        folder = beside
    if folder.resolve() == (assets.workshops() / workshop).resolve():
        folder = here / workshop
    return folder / deck_file.FILE
