"""Adapting a workshop to one's room: a draft of its deck, and where it is kept once it is good.

What is kept is a copy of one's own, beside the notebooks that are worked in, where `deck_file.find`
looks first; notebooks and guides there say it from then on. With a session under way the session takes
it over too, but for what was asked already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tamtam import assets, authoring, kinds
from tamtam.authoring import deck_file
from tamtam.authoring.deck_file import writing
from tamtam.deck.deck import Activity, Deck, Text
from tamtam.deck.draft import Draft
from tamtam.language import texts
from tamtam.session.activity import ActivityState

if TYPE_CHECKING:
    from tamtam.notebook.form_texts import FormState


@dataclass(frozen=True, slots=True)
class Saved:
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
    """A draft, the activities that can't be changed any more (`begun`), and what takes it over."""

    workshop: str
    draft: Draft
    begun: frozenset[str] = frozenset()
    revise: Revise | None = None

    def together(self, id: str) -> tuple[str, ...]:
        """The other activities that ask the same items, before it or after, in the deck's order."""
        repeats = {a.id: kinds.get(a.kind).repeats(a) for a in self.draft.deck.activities}
        source = repeats[id] or id
        return tuple(
            other
            for other, repeated in repeats.items()
            if other != id and source in (other, repeated) and (repeated or repeats[id] == other)
        )

    def keeps_items(self, id: str) -> bool:
        """Whether its items stay: they were answered already, here or where they are asked too."""
        return not self.begun.isdisjoint((id, *self.together(id)))

    def saying(self, id: str, item: str, language: str, words: str) -> Draft:
        """The draft with another text of an item, wherever it is asked."""
        draft = self.draft
        for each in (id, *self.together(id)):
            if draft.activity(each).item(item):
                draft = draft.saying(each, item, language, words)
        return draft

    def without_item(self, id: str, item: str) -> Draft:
        """The draft without an item, wherever it is asked."""
        draft = self.draft
        for each in (id, *self.together(id)):
            draft = draft.without_item(each, item)
        return draft

    def with_item(self, id: str, words: Text) -> Draft:
        """The draft with one more item, to be asked there and wherever the others are asked too."""
        return self.draft.with_item(id, words, *self.together(id))

    def save(self) -> Saved:
        """Let the session have the draft, keep it as one's own copy, and let the notebooks say it.

        Raises TamtamError naming every mistake, and where the session refuses it: then nothing is
        kept. Raises it too where the folder can't be written.
        """
        deck_file.check(self.draft.deck)
        if self.revise is not None:
            self.revise(self.draft.deck)
        path, kept = place_of_own(self.workshop), _planned(self.draft.deck)
        before = deck_file.read(path if path.exists() else deck_file.find(self.workshop))
        writing.write(kept, path)
        renewed, left = authoring.renew(path.parent, before, kept)
        return Saved(path, tuple(renewed), tuple(left))

    def preview(self, id: str) -> "FormState":
        """What a phone would show of an activity, with nothing answered."""
        return as_on_a_phone(self.draft.activity(id))


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


def _planned(deck: Deck) -> Deck:
    """The deck without questions that nobody planned: they belong to the session they were asked in."""
    from tamtam.authoring.unplanned import PREFIX

    kept: tuple[Activity, ...] = tuple(a for a in deck.activities if not a.id.startswith(PREFIX))
    return msgspec.structs.replace(deck, activities=kept)
