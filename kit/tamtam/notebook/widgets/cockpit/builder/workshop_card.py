"""The card of the whole workshop that is built: its title, languages, lengths, parts, and what it keeps."""

from typing import Any

from tamtam.authoring.building import edits
from tamtam.authoring.building.edits import at, languages_of
from tamtam.authoring.building.timing import cuts
from tamtam.deck.deck import BREAK, CUTS, PAUSES
from tamtam.language import spoken, texts
from tamtam.notebook.widgets.cockpit.builder.fields import Fields
from tamtam.notebook.widgets.cockpit.builder.part_lines import PartLines
from tamtam.notebook.widgets.cockpit.tree import Node, el, fold

_PRIVACY = ("responsible", "purpose", "kept", "sponsor")


class WorkshopCard:
    """The fields of what is said of a workshop as a whole."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._deck = fields.deck

    def tree(self) -> list[Node]:
        """The card, what is in the way first."""
        fields = self._fields
        body = [
            *fields.texts(("title",), self._say("title"), needed=True, first=True),
            *fields.texts(("welcome",), self._say("welcome"), needed=False, lines=3),
            *self._languages(),
            el("h4", self._say("lengths")),
            *map(self._cut, cuts(self._deck)),
            self._more_cuts(),
            *PartLines(fields).tree(),
            self._other_texts(),
            self._privacy(),
        ]
        wrong = [one for one in fields.mistakes if one.path[:1] != ("activities",)]
        cut_of = [one for one in wrong if one.path[:1] == ("cuts",) and one.path[2:3]]
        told = [one for one in wrong if one not in cut_of or one.path[2] in PAUSES]
        return [
            el("h3", fields.say("sheet.whole")),
            fields.elsewhere(told, self._say("elsewhere")),
            *body,
        ]

    def _languages(self) -> list[Node]:
        """Which there are, one more, or one less."""
        known = languages_of(self._deck)
        press = self._fields.press
        more = [
            press(self._say("add_language", spoken=spoken.name(one)), "add_language", one)
            for one in texts.LANGUAGES
            if one not in known
        ]
        fewer = [
            press(self._say("drop_language", spoken=spoken.name(one)), "drop_language", one)
            for one in known
            if len(known) > 1
        ]
        names = ", ".join(map(spoken.name, known))
        return [
            el("h4", self._say("languages")),
            el("div", el("span", names), *more, *fewer, look="list"),
            *(el("p", note, look="muted") for note in spoken.notes(texts.LANGUAGES)),
        ]

    def _cut(self, cut: str) -> Node:
        """A length: its pauses, how long it is in all, and the button that drops it."""
        fields, minutes = self._fields, at(self._deck, ("cuts", cut)) or {}
        numbers = [one for one in minutes.values() if isinstance(one, int | float)]
        name = fields.cut(cut)
        pauses = [
            fields.number(
                ("cuts", cut, pause),
                self._say(f"pauses.{pause}"),
                ["granted", cut, pause],
                min=0.5,
                max=240,
                step=0.5,
            )
            for pause in PAUSES
        ]
        drop = fields.press(self._say("drop_cut", cut=name), "drop_cut", cut)
        return el(
            "div",
            el("p", self._say("cut", cut=name, n=sum(numbers))),
            *pauses,
            el("div", *(self._break(cut, minutes) if BREAK in minutes else ()), drop, look="list"),
            self._dropped(cut, minutes),
            look="form settings",
            key=f"cut:{cut}",
        )

    def _dropped(self, cut: str, minutes: dict[str, Any]) -> Node:
        """What a length does without when time runs short, the first first, and what else it could."""
        fields, path = self._fields, ("drop_first", cut)
        fields.shown.add(path)
        first = [one for one in at(self._deck, path) or [] if isinstance(one, str)]
        rows = [
            el(
                "li",
                el("span", self._title(id), look="words"),
                fields.press(
                    "↑", "move", [*path, str(n)], -1, aria_label=self._say("drop_up", n=n)
                ),
                fields.press(
                    "↓", "move", [*path, str(n)], 1, aria_label=self._say("drop_down", n=n)
                ),
                fields.press("×", "dropped", cut, id, False, aria_label=self._say("drop_not", n=n)),
                key=f"drop:{cut}:{id}",
            )
            for n, id in enumerate(first, start=1)
        ]
        left = {
            id: self._title(id) for id in edits.ids(self._deck) if id in minutes and id not in first
        }
        more = fields.choice((*path, "+"), self._say("drop_more"), left, "", ["dropped", cut])
        told = el("p", self._say("drop_told"), look="muted")
        title = self._say("drop_first", cut=fields.cut(cut))
        rows_node = el("ol", *rows, look="lines") if rows else None
        return fold(title, told, rows_node, more if left else None, key=f"drop-first:{cut}")

    def _title(self, id: str) -> str:
        text = at(self._deck, ("activities", id, "title"))
        return texts.pick(text, self._fields.language) if isinstance(text, dict) else id

    def _break(self, cut: str, minutes: dict[str, Any]) -> list[Node]:
        """Where the break stands, and the buttons that move it."""
        names = list(minutes)
        behind = [one for one in names[names.index(BREAK) + 1 :] if one not in PAUSES]
        activity = at(self._deck, ("activities", behind[0], "title")) if behind else None
        where = (
            self._say("pause_before", title=texts.pick(activity, self._fields.language))
            if isinstance(activity, dict)
            else self._say("pause_last")
        )
        press = self._fields.press
        return [
            el("span", f"{self._say('pauses.break')} {where}"),
            press(self._say("pause_earlier"), "move_break", cut, -1),
            press(self._say("pause_later"), "move_break", cut, 1),
        ]

    def _more_cuts(self) -> Node:
        known, fields = cuts(self._deck), self._fields
        more = [
            fields.press(self._say("add_cut", cut=fields.cut(cut)), "add_cut", cut)
            for cut in CUTS
            if cut not in known
        ]
        return el("div", *more, look="list")

    def _other_texts(self) -> Node:
        """Texts of parts and of the closing that only some workshops have."""
        known = languages_of(self._deck)
        paths = [
            path
            for name in ("parts", "closing")
            for path in edits.texts_of(self._deck.get(name), known, (name,))
            if path not in self._fields.shown
        ]
        inside = [
            node
            for path in paths
            for node in self._fields.texts(path, " · ".join(path), needed=True, lines=2)
        ]
        return fold(self._counted("rest", "closing"), *inside, key="rest") if inside else None

    def _privacy(self) -> Node:
        inside = [
            node
            for name in _PRIVACY
            for node in self._fields.texts(
                ("privacy", name), self._say(name), needed=False, lines=2
            )
        ]
        return fold(self._counted("privacy", "privacy"), *inside, key="privacy")

    def _counted(self, title: str, within: str) -> str:
        wrong = sum(1 for one in self._fields.mistakes if one.path[:1] == (within,))
        said = self._say(title)
        return f"{said} ({self._fields.say('sheet.wrong', n=wrong)})" if wrong else said

    def _say(self, key: str, **values: Any) -> str:
        return self._fields.say(f"whole.{key}", **values)
