"""What becomes of what people give: what always holds, and what the organiser says of it, to be filled in."""

from collections.abc import Sequence
from typing import Any

import msgspec

from tamtam.deck.deck import Privacy
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.copying import CopyPane
from tamtam.notebook.widgets.cockpit.door import YES_TOLD, is_yes
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, field
from tamtam.server.retention import KEPT_DAYS
from tamtam.session.state import State

#: What always holds, in the order in which it is told.
HOLDS = ("what", "who", "where", "until", "erase")
#: A paragraph of each at most.
LONGEST = 400


#: What the organiser says, in the order in which it is asked.
FIELDS = Privacy.__struct_fields__


def notice_form(said: Privacy, fields: Sequence[str], language: str) -> Node:
    """The fields of what everybody can read before they come in, and the button that saves them."""

    def words(key: str) -> str:
        return texts.text(language, f"cockpit.privacy.{key}")

    asked = (
        field(
            words(f"said.{name}"),
            name,
            value=texts.pick(getattr(said, name), language) if getattr(said, name) else "",
            maxlength=LONGEST,
        )
        for name in fields
    )
    return el(
        "div",
        *asked,
        button(words("save"), "say_privacy", data_enter=True),
        el("p", words("next"), look="muted"),
        look="form",
        data_form=True,
        key="privacy",
    )


class PrivacyPane:
    """The notice that everybody can read before they come in, and its fields."""

    def __init__(self, lead: Lead, copying: CopyPane) -> None:
        self._lead = lead
        self._copying = copying
        self._pruning = False
        self.deeds: Deeds = {
            "say_privacy": lambda typed: self._lead.say_privacy(**typed),
            "prune": lambda: self.ask(True),
            "prune_sure": self._prune,
            "keep_answers": lambda: self.ask(False),
        }

    def missing(self, state: State) -> int:
        """How many fields say nothing yet, in a rehearsal too: its phones say so as well."""
        return sum(not words for words in msgspec.structs.asdict(state.deck.privacy).values())

    def tree(self, state: State) -> list[Node]:
        """The fields, then what always holds."""
        told = {"n": state.min_answers, "place": self._lead.place, "days": KEPT_DAYS}
        rows = [
            node
            for name in HOLDS
            for node in (
                el("dt", self._say(name)),
                el("dd", self._say(f"{name}_told", **told)),
            )
        ]
        return [
            *self._notice(state),
            el("dl", *rows),
            el(
                "div",
                button(self._say("people"), "tab", "people", key="to-people"),
                self._pruned(state),
                look="list",
            ),
            self._copying.tree(),
        ]

    def _pruned(self, state: State) -> Node:
        """The button that erases the single answers of this session, and what is asked before."""
        if state.pruned:
            left = sum(1 for one in state.participants.values() if one.comparable)
            spared = f" {self._say('spared', n=left)}" if state.spares else ""
            return el("p", f"{self._say('pruned')}{spared}", role="status")
        if not self._pruning:
            return button(self._say("prune"), "prune")
        erase = "cockpit.erase"
        return el(
            "div",
            el("p", self._say("prune_lead")),
            field(texts.text(self._lead.language, f"{erase}.type"), "yes", autocomplete="off"),
            button(self._say("prune_sure"), "prune_sure", data_enter=True),
            button(texts.text(self._lead.language, f"{erase}.keep"), "keep_answers"),
            look="late",
            role="alertdialog",
            aria_label=self._say("prune"),
            data_form=True,
            key="pruning",
        )

    def _notice(self, state: State) -> list[Node]:
        missing = self.missing(state)
        lead = self._say("missing", n=missing) if missing else self._say("filled")
        return [
            el("h4", self._say("notice")),
            el("p", lead, look="warning" if missing else "muted"),
            notice_form(state.deck.privacy, FIELDS, self._lead.language),
        ]

    # --- what is done

    def ask(self, asked: bool) -> None:
        """Ask whether single answers are to be erased, or no more."""
        self._pruning = asked

    def _prune(self, typed: dict[str, Any]) -> None:
        if not is_yes(typed):
            said = texts.text(self._lead.language, "cockpit.erase.type")
            raise TamtamError("not_an_option", field=said, options=YES_TOLD)
        self._lead.prune()
        self._pruning = False

    def _say(self, key: str, **values: object) -> str:
        return texts.text(self._lead.language, f"cockpit.privacy.{key}", **values)
