"""The builder: a workshop of one's own made in the cockpit's place, its phone beside it."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from tamtam import authoring
from tamtam.authoring.building import askings, edits, parts, photos, rows, starters, timing
from tamtam.authoring.building.edits import Edit, Plain, languages_of
from tamtam.authoring.building.mistakes import FieldMistake, named
from tamtam.authoring.building.own_deck import OwnDeck
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.chart import ChartWidget
from tamtam.notebook.widgets.cockpit.builder.activity_card import ActivityCard
from tamtam.notebook.widgets.cockpit.builder.fields import Fields
from tamtam.notebook.widgets.cockpit.builder.phone_preview import PhonePreview
from tamtam.notebook.widgets.cockpit.builder.pictures import offered
from tamtam.notebook.widgets.cockpit.builder.workshop_card import WorkshopCard
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el

#: What is looked at where it is no activity: the whole workshop, or what can be added.
WHOLE, ADD = "", "+"
#: Edits that take what a press or a field sends just as it is.
EDITS: dict[str, Callable[..., Plain]] = {
    "drop_item": askings.without_item,
    "drop_picture": photos.without_picture,
    "add_language": edits.with_language,
    "drop_language": edits.without_language,
    "add_cut": timing.with_cut,
    "drop_cut": timing.without_cut,
    "move_break": timing.later_break,
    "dropped": timing.dropped_first,
    "about": lambda deck, of, phases: askings.about(deck, of, tuple(phases.split())),
    "clear": lambda deck, path: edits.put(deck, tuple(path), None),
    "add_part": parts.with_part,
    "drop_part": parts.without_part,
    "add_bet": parts.with_bet,
    "bet_by": lambda deck, path, by: parts.decided(deck, tuple(path), by),
    "add_check": parts.with_check,
    "add_answer": lambda deck, path: parts.with_choice(deck, tuple(path)),
    "right": lambda deck, path, number: parts.right(deck, tuple(path), int(number)),
}


class Builder:
    """The panes of one workshop that is built. `ready` leads on to its sessions, `close` leaves it."""

    def __init__(
        self,
        own: OwnDeck,
        language: str,
        chart: ChartWidget,
        host: Callable[[widgets.Widget | None], None],
        ready: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        self._own = own
        self._language = language
        self._ready = ready
        self._phone = PhonePreview(language, chart, host, own.path.parent)
        self._at = next(iter(edits.ids(own.plain)), WHOLE)
        self._behind = ""
        self._drawn = 0
        self._trying = False
        self._told = ""
        self.deeds = self._deeds(close)

    def _deeds(self, close: Callable[[], None]) -> Deeds:
        """What each press, and each field that is typed into, does."""
        return {
            "look_at": self._look,
            "say": self._say_words,
            "number": lambda path, value: self._put(path, _number(value)),
            "put": self._put,
            "minutes": self._minutes,
            "granted": self._granted,
            "take": self._take,
            "paste_rows": self._paste,
            "drop": self._drop,
            "move": lambda path, by: self._change(
                lambda deck: edits.moved(deck, tuple(path), by), anew=False
            ),
            "add_item": lambda of, typed: self._add(of, typed.get("new_item", "")),
            "add_entry": lambda path, typed: self._change(
                lambda deck: edits.with_entry(deck, tuple(path), typed.get("new_entry", ""))
            ),
            "add_rows": lambda of, instead, typed: self._add(of, typed.get("rows", ""), instead),
            "add_file": self._add_file,
            "add_picture": self._add_picture,
            **{name: self._editing(edit) for name, edit in EDITS.items()},
            "undo": lambda: self._turn(self._own.undo),
            "redo": lambda: self._turn(self._own.redo),
            "try": lambda: self._try(True),
            "untry": lambda: self._try(False),
            "turn": self._phone.turn_to,
            "close": lambda: self._leave(close),
            "rehearse_it": self._rehearse,
        }

    def _editing(self, edit: Callable[..., Plain]) -> Callable[..., None]:
        return lambda *values: self._change(lambda deck: edit(deck, *values))

    # --- what is shown

    def drawn(self) -> dict[str, Any]:
        """What stands in each region now."""
        deck = self._own.plain
        if self._at not in (WHOLE, ADD, *edits.ids(deck)):
            self._at = WHOLE
        fields = Fields(deck, self._mistakes(), self._language, self._drawn)
        id = self._at if self._at not in (WHOLE, ADD) else ""
        if id:
            self._phone.show(deck, id)
        else:
            self._phone.hide()
        return {
            "at": f"build:{self._at}:{self._trying}",
            "bar": self._bar(deck, fields.mistakes),
            "sheet": self._sheet(deck, fields.mistakes),
            "step": _whole(self._step(deck, fields)),
            "panel": [] if self._trying and id else _whole(self._phone.tree(deck, id)),
        }

    def _step(self, deck: Plain, fields: Fields) -> list[Node]:
        if self._at == ADD:
            return offered(deck, self._language)
        if self._trying and self._at != WHOLE:
            return self._phone.tried(deck)
        card = WorkshopCard(fields) if self._at == WHOLE else ActivityCard(fields, self._at)
        return [el("div", *card.tree(), key=f"card:{self._at}", look="card")]

    def _bar(self, deck: Plain, mistakes: list[FieldMistake]) -> list[Node]:
        wrong = self._say("bar.wrong", n=len(mistakes)) if mistakes else ""
        said = self._told or wrong or self._say("bar.saved", path=str(self._own.path))
        return [
            el("h2", self._title(deck.get("title"))),
            el("span", said, look="kept warning" if wrong else "kept muted", role="status"),
            el(
                "div",
                button(self._say("bar.undo"), "undo", disabled=not self._own.past),
                button(self._say("bar.redo"), "redo", disabled=not self._own.undone),
                button(self._say("bar.back"), "close"),
                button(self._say("bar.ready"), "rehearse_it", look="main", data_main=True),
                look="acts",
            ),
        ]

    def _sheet(self, deck: Plain, mistakes: list[FieldMistake]) -> list[Node]:
        rows = [self._row(WHOLE, "", self._say("sheet.whole"), "", mistakes)]
        for activity in edits.activities(deck):
            minutes = activity.get("minutes")
            said = self._say("sheet.minutes", n=minutes) if isinstance(minutes, int | float) else ""
            title = self._title(activity.get("title"))
            step = str(activity.get("step", ""))
            rows.append(self._row(str(activity.get("id")), step, title, said, mistakes))
        add = button(self._say("sheet.add"), "look_at", ADD, look="on" if self._at == ADD else "")
        return [el("h3", self._say("sheet.title")), el("ol", *rows, look="rows"), add]

    def _row(
        self, id: str, step: str, title: str, minutes: str, mistakes: list[FieldMistake]
    ) -> Node:
        wrong = sum(1 for one in mistakes if _belongs(one, id))
        here = id == self._at
        line = el(
            "button",
            el("span", step),
            el("span", title),
            el("span", minutes, look="minutes"),
            look="line",
            type="button",
            do=["look_at", id],
            key=f"look_at:{id}",
            aria_current="true" if here else None,
        )
        told = el("em", self._say("sheet.wrong", n=wrong)) if wrong else None
        return el("li", line, told, look="row looked now" if here else "row", key=f"row:{id}")

    def _mistakes(self) -> list[FieldMistake]:
        return named(self._own.mistakes(), self._language)

    def _title(self, text: Any) -> str:
        found = texts.pick(text, self._language) if isinstance(text, dict) else ""
        return found or self._say("sheet.untitled")

    # --- what is done

    def _change(self, edit: Edit, of: str = "", *, anew: bool = True) -> None:
        """Edit the file; `anew` lets every field say what the deck says."""
        taken = self._own.take_over()
        self._told = self._say("bar.taken", path=self._own.path.name) if taken else ""
        self._own.edit(edit, of)
        self._drawn += anew or taken

    def _look(self, id: str) -> None:
        if self._at != ADD:
            self._behind = self._at
        self._at, self._trying = id, False
        self._drawn += 1

    def _say_words(self, path: list[str], needed: bool, words: str) -> None:
        place = tuple(path)
        self._change(
            lambda deck: askings.saying(deck, place, words, needed), ".".join(place), anew=False
        )

    def _put(self, path: list[str], value: Any) -> None:
        self._change(lambda deck: edits.put(deck, tuple(path), value), ".".join(path), anew=False)

    def _minutes(self, id: str, value: str) -> None:
        minutes = _number(value) or 0
        self._change(lambda deck: timing.lasting(deck, id, minutes), f"minutes.{id}", anew=False)

    def _granted(self, cut: str, step: str, value: str) -> None:
        self._change(
            lambda deck: timing.granted(deck, cut, step, _number(value)),
            f"{cut}.{step}",
            anew=False,
        )

    def _take(self, kind: str) -> None:
        behind = self._behind
        before = edits.ids(self._own.plain)
        self._change(lambda deck: starters.added(deck, kind, behind))
        new = [id for id in edits.ids(self._own.plain) if id not in before]
        self._look(new[-1] if new else WHOLE)

    def _drop(self, id: str) -> None:
        known = edits.ids(self._own.plain)
        place = known.index(id) if id in known else 0
        self._change(lambda deck: edits.without_activity(deck, id))
        left = edits.ids(self._own.plain)
        self._look(left[min(place, len(left) - 1)] if left else WHOLE)

    def _add(self, id: str, typed: str, instead: bool = False) -> None:
        found = rows.of_text(typed, len(languages_of(self._own.plain)))
        if found:
            self._change(lambda deck: askings.with_items(deck, id, found, instead))

    def _paste(self, id: str, item: str, pasted: str) -> None:
        """Put several lines where one was pasted into: the first is that one, the others come behind it."""
        found = rows.of_text(pasted, len(languages_of(self._own.plain)))
        if found:
            self._change(lambda deck: askings.pasted(deck, id, item, found))

    def _add_file(self, id: str, name: str, content: str) -> None:
        found = rows.of_file(name, b64decode(content), len(languages_of(self._own.plain)))
        if found:
            self._change(lambda deck: askings.with_items(deck, id, found))

    def _add_picture(self, id: str, item: str, name: str, content: str) -> None:
        """Put a picture beside an item, as the page made it ready for phones."""
        file = photos.keep(b64decode(content), name, self._own.path.parent)
        self._change(lambda deck: photos.with_picture(deck, id, item, file))

    def _turn(self, turn: Callable[[], None]) -> None:
        turn()
        self._told = ""
        self._drawn += 1

    def _try(self, trying: bool) -> None:
        self._trying = trying
        self._drawn += 1

    def _leave(self, close: Callable[[], None]) -> None:
        self._phone.hide()
        close()

    def _rehearse(self) -> None:
        """Lead on to its sessions, once nothing is left to mend; else to the first that is."""
        self._own.take_over()
        found = self._mistakes()
        if found:
            path = found[0].path
            self._look(path[1] if path[:1] == ("activities",) and len(path) > 1 else WHOLE)
            raise TamtamError("still_to_mend", n=len(found), what=found[0].words)
        authoring.write(self._own.path)
        authoring.clear(self._own.path)
        self._leave(self._ready)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"builder.{key}", **values)


def _belongs(mistake: FieldMistake, id: str) -> bool:
    """Whether a mistake is mended on the card of an activity; on that of the workshop, where `id` is none."""
    path = mistake.path
    if path[:1] == ("activities",) and len(path) > 1:
        return path[1] == id
    return not id


def _whole(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node is not None]


def _number(value: str) -> float | int | None:
    """What was typed as a number; None where nothing was."""
    try:
        found = float(value.replace(",", "."))
    except ValueError:
        return None
    return int(found) if found == int(found) else found
