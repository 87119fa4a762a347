"""The end: what is handed out is written and opened, and there is a mail to send it with."""

import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.notebook.adaptation import place_of_results
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.copying import CopyPane
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, field, fold
from tamtam.results import comparison_page, index_page, mail, one_page
from tamtam.results.folder import listed
from tamtam.results.revealed import Edition
from tamtam.results.summary import Summary
from tamtam.session.state import State


class FinishPane:
    """The card after the last step. Nothing is ended before somebody says so."""

    def __init__(self, lead: Lead, end: Callable[[], None], copying: CopyPane) -> None:
        self._lead = lead
        self._language = lead.language
        self._end = end
        self._copying = copying
        self._written: list[Path] = []
        self._sheet: Path | None = None
        self._without: set[str] = set()
        self._order: list[str] = []
        self.shown = False
        self.deeds: Deeds = {
            "finish": self.finish,
            "open_results": self._open,
            "open_page": self._open_sheet,
            "open_comparison": self._open_comparison,
            "hand_out": self._hand_out,
            "hand_out_earlier": self._hand_out_earlier,
            "end": self._end_now,
            "not_yet": self._not_yet,
        }

    def done(self) -> str:
        """That results are written, and where; "" while the session goes on."""
        return (
            self._say("done", folder=Path(self._folder).name)
            if self.shown and self._written
            else ""
        )

    @property
    def _folder(self) -> str:
        with self._lead.state() as state:
            workshop = state.session.workshop
        return str(place_of_results(workshop, self._lead.code))

    def card(self, state: State) -> list[Node]:
        """What was written, the mail, and the button that ends the session."""
        if not self.shown and not state.over:
            return []
        files = [el("li", el("code", name)) for name in listed(self._written)]
        page = self._file(index_page.FILE)
        does, said = ("open_results", "open") if page else ("finish", "write")
        rated = sum(1 for person in state.participants.values() if person.ratings)
        if state.over and rated:  # what people say at the end comes after what was written
            does, said = "finish", "again"
        first = button(self._say(said), does, look="main", data_first=True)
        end = button(self._say("end"), "end")
        not_yet = button(self._say("not_yet"), "not_yet")
        another = button(texts.text(self._language, "cockpit.choose"), "choose", key="another")
        folder = str(page.parent.resolve()) if page else ""
        return [
            el("p", self._said(state), look="question", role="status"),
            el("p", self._say("feedback", n=rated)) if rated else None,
            el("div", first, *((another,) if state.over else (end, not_yet)), look="list"),
            el("p", self._say("folder", folder=folder)) if page else None,
            self._since(state),
            self._mail(state) if self._sheet else None,
            self._steps(state) if self._written else None,
            self._copying.tree(),
            fold(self._say("files", n=len(files)), el("ul", *files), key="files")
            if files
            else None,
        ]

    def _since(self, state: State) -> Node:
        """What lies apart from the session that this one asks again, and the button to its charts."""
        since = self._lead.since_former.comparison(state)
        if since is None:
            return None
        said = [one.view(self._language).sentence for one in since]
        told = el("ul", *(el("li", one) for one in said)) if said else None
        page = self._file(comparison_page.FILE)
        return el(
            "div",
            el("h4", self._say("since", code=state.session.follows)),
            told or el("p", texts.text(self._language, "export.comparison.empty"), look="muted"),
            button(self._say("open_comparison"), "open_comparison") if page else None,
            key="since",
        )

    def _said(self, state: State) -> str:
        if not state.over:
            return self._say("written")
        stays = self._lead.stays
        phones = f" {self._lead.say('ended_phones', n=stays)}" if stays else ""
        return f"{self._say('over')}{phones}"

    def _steps(self, state: State) -> Node:
        """Each step that was shown, to be left out of what is handed out, or taken in again, or moved up."""
        return fold(
            self._say("steps"),
            el("p", self._say("steps_note"), look="muted"),
            *(self._step(one, at > 0) for at, one in enumerate(self._in_order(state))),
            key="steps",
        )

    def _in_order(self, state: State) -> list[Activity]:
        """The steps that were shown, as they are handed out: in the deck's order unless some were moved."""
        shown = [one for one in state.asked.values() if any(map(one.shown, one.turns))]
        place = {id: at for at, id in enumerate(self._order)}
        return sorted(
            (one.activity for one in shown), key=lambda one: place.get(one.id, len(place))
        )

    def _step(self, activity: Activity, can_move: bool) -> Node:
        taken = activity.id not in self._without
        named = f"{activity.step} {texts.pick(activity.title, self._language)}".strip()
        label = f"{'✓' if taken else '–'} {named}"
        pressed = "true" if taken else "false"
        up = self._say("earlier", step=named)
        return el(
            "div",
            button(label, "hand_out", activity.id, aria_pressed=pressed),
            button("↑", "hand_out_earlier", activity.id, aria_label=up, title=up)
            if can_move
            else None,
            look="list",
            key=f"step:{activity.id}",
        )

    def _mail(self, state: State) -> Node:
        subject = texts.pick(state.deck.title, self._language)
        body = self._body(state)
        address = f"mailto:?subject={quote(subject)}&body={quote(body)}"
        return el(
            "div",
            el("h4", self._say("send")),
            field(self._say("mail"), "mail", tag="textarea", rows=12, readonly=True, value=body),
            el("a", self._say("write_mail"), href=address, look="go"),
            el("p", self._say("attach", name=self._sheet.name), look="muted")
            if self._sheet
            else None,
            button(self._say("open_page"), "open_page"),
            key="mail",
        )

    def _body(self, state: State) -> str:
        """The summary of what is handed out, as plain text: nobody's single answer is in it."""
        edition = Edition(self._language, steps=tuple(self._order), without=tuple(self._without))
        return mail.body(Summary.of(state, self._language, edition.chosen(state)))

    def _file(self, name: str) -> Path | None:
        """The file of that name, among what was written."""
        return next((path for path in self._written if path.name == name), None)

    # --- what is done

    def finish(self) -> None:
        """Write what is handed out into a folder beside the notebook, and open it."""
        self._write()
        self.shown = True
        self._open()

    def _write(self) -> None:
        chosen = {"steps": tuple(self._order), "without": tuple(self._without)}
        self._written = self._lead.write_results(self._folder, **chosen)
        self._sheet = next(path for path in self._written if path.name == one_page.NAME)

    def _hand_out(self, id: str) -> None:
        """Leave a step out, or take it in again; what is handed out is written anew."""
        self._without ^= {id}
        self._write()

    def _hand_out_earlier(self, id: str) -> None:
        """Hand a step out before the one that stands above it; what is handed out is written anew."""
        with self._lead.state() as state:
            order = [one.id for one in self._in_order(state)]
        at = order.index(id)
        if at:
            order[at - 1 : at + 1] = order[at], order[at - 1]
        self._order = order
        self._write()

    def _open(self) -> None:
        if page := self._file(index_page.FILE):
            webbrowser.open(page.resolve().as_uri())

    def _open_sheet(self) -> None:
        if self._sheet is not None:
            webbrowser.open(self._sheet.resolve().as_uri())

    def _open_comparison(self) -> None:
        if page := self._file(comparison_page.FILE):
            webbrowser.open(page.resolve().as_uri())

    def _not_yet(self) -> None:
        self.shown = False

    def _end_now(self) -> None:
        self._end()

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.finish.{key}", **values)
