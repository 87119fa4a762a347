"""What becomes of what people give: what always holds, and what the organiser says of it, to be filled in."""

import msgspec

from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, field
from tamtam.session.state import State

#: What always holds, in the order in which it is told.
HOLDS = ("what", "who", "where", "until", "erase")
#: A paragraph of each at most.
LONGEST = 400


class PrivacyPane:
    """The notice that everybody can read before they come in, and its fields."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self.deeds: Deeds = {"say_privacy": lambda typed: self._lead.say_privacy(**typed)}

    def missing(self, state: State) -> int:
        """How many fields say nothing yet; a rehearsal needs none."""
        said = msgspec.structs.asdict(state.deck.privacy)
        return 0 if state.session.rehearsal else sum(not words for words in said.values())

    def tree(self, state: State) -> list[Node]:
        """The fields, then what always holds."""
        told = {"n": state.min_answers, "place": self._lead.place, "code": self._lead.code}
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
            button(self._say("people"), "tab", "people", key="to-people"),
        ]

    def _notice(self, state: State) -> list[Node]:
        missing = self.missing(state)
        fields = (
            field(
                self._say(f"said.{name}"),
                name,
                value=texts.pick(words, self._lead.language) if words else "",
                maxlength=LONGEST,
            )
            for name, words in msgspec.structs.asdict(state.deck.privacy).items()
        )
        lead = self._say("missing", n=missing) if missing else self._say("filled")
        return [
            el("h4", self._say("notice")),
            el("p", lead, look="warning" if missing else "muted"),
            el(
                "div",
                *fields,
                button(self._say("save"), "say_privacy", data_enter=True),
                look="form",
                data_form=True,
                key="privacy",
            ),
        ]

    def _say(self, key: str, **values: object) -> str:
        return texts.text(self._lead.language, f"cockpit.privacy.{key}", **values)
