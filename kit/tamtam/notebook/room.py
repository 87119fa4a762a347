"""A room of people with phones, as its facilitator leads it from a notebook or a script."""

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast

from tamtam.deck.deck import BACKCHANNEL
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook import backchannel, closing, output, paper_sheet, wifi
from tamtam.notebook.backchannel import Taking
from tamtam.notebook.backend import Backend
from tamtam.notebook.lead import Lead
from tamtam.notebook.output import CellNote, in_notebook, show, tell
from tamtam.notebook.paper_sheet import PaperEntry, Table
from tamtam.notebook.public import Crowd, Minutes, Pace, public
from tamtam.session import commands as c
from tamtam.session import moderation, run_sheet_text
from tamtam.session.events import Entry
from tamtam.session.log import SessionSummary, code_in, now_ms
from tamtam.session.run_sheet import run_sheet

if TYPE_CHECKING:
    from ipywidgets import Widget

    from tamtam.notebook.widgets.step_card import StepCard
    from tamtam.results.comparison import Comparison

#: How long phones get to hear that the session is over before the server stops (seconds).
FAREWELL = 0.6
#: How long people with a phone have to take their notebook along (minutes).
STAYS = 10


class Panel(Protocol):
    """Something that a room shows: a widget that is told of new events and of passing time."""

    @property
    def widget(self) -> "Widget":
        """What is shown."""

    def update(self, entries: list[Entry]) -> None:
        """Bring it up to date."""


P = TypeVar("P", bound=Panel)


@public
class Room(Lead):
    """A session led with a room. `Workshop.open` and `Workshop.resume` make one.

    Everything works from a plain script too, where words are printed instead of widgets shown.
    Every call that changes something raises TamtamError where it isn't possible, in words that say
    what to do.
    """

    #: What a facilitator or an analyst calls, in the order of a day; the rest is for widgets.
    PUBLIC: ClassVar = (
        *("code", "language", "url", "doctor", "lobby", "hand_round", "join_wifi"),
        *("screen", "clicker", "comoderator", "people", "connected"),
        *("close_door", "open_door", "arrivals", "remove", "forget"),
        *(
            "ask",
            "widget",
            "open",
            "reopen",
            "close",
            "advance",
            "seat",
            "skip",
            "again",
            "extra_time",
        ),
        *("reveal", "focus", "converse", "turn_over", "pause", "resume_time", "add_time"),
        *("improvise", "adapt", "by_hand", "take_back"),
        *("agenda", "plan", "begin", "note", "agree", "agreement"),
        *("moderation", "propose", "items", "approve", "hide", "merge", "edit"),
        *("questions", "mark", "rehearse", "rehearsed"),
        *("activities", "activity", "standing", "shift", "chart", "cross", "answers", "summary"),
        *("results", "compare", "replay", "archive", "wrap_up", "end"),
    )

    def __init__(self, backend: Backend, code: str, language: str) -> None:
        super().__init__(backend, code, language)
        self._panels: dict[str, Panel] = {}

    # --- where phones come in

    def doctor(self) -> None:
        """Say what may keep phones out, and whether one has loaded the page since the server started.

        room.doctor()
        """
        tell("\n".join(found.told(self.language) for found in self._backend.findings()))

    def lobby(self) -> None:
        """Show how to join, and who is in.

        room.lobby()
        """
        words = self.say("lobby.words", url=self.url, code=self.code)
        if not in_notebook():
            self._tell_address(self.url, words, self.say("lobby.people", n=len(self.people())))
            return
        from tamtam.notebook.widgets.lobby import Lobby

        self._show("lobby", partial(Lobby, self), words)

    def hand_round(self) -> None:
        """Show the way for people without a phone: a spare one, handed round, is one person's at a time.

        room.hand_round()
        """
        if not in_notebook():
            self._tell_address(self.spare_url, self.say("spare.lead"), self.spare_url)
            return
        import ipywidgets

        from tamtam.notebook.widgets.elements import panel
        from tamtam.notebook.widgets.spare import spare

        show(panel(ipywidgets.HTML(spare(self))))
        CellNote(f"{self.say('spare.title')}: {self.spare_url}")

    def screen(self, revoke: bool = False, elsewhere: bool = False) -> None:
        """Show the way to the projector page: what the room sees on the wall, and nothing else.

        Open it on this computer, in a window of its own: the link opens nothing on another one. Where
        the projector hangs on a tablet or on another computer, draw one for that with `elsewhere`.
        With `revoke` every page opened so far goes dark.

            room.screen()
        """
        self._show_link("screen_elsewhere" if elsewhere and not revoke else "screen", revoke)

    def clicker(self, revoke: bool = False) -> None:
        """Show the way to lead from your phone: open, close, reveal, time, and nothing else.

        Its QR code is shown once you ask for it: whoever scans it leads. With `revoke` every phone
        that did loses its hold.

            room.clicker()
        """
        self._show_link("clicker", revoke)

    def comoderator(self, revoke: bool = False) -> None:
        """Show the way for someone else to look after what people propose, on a device of their own.

        With `revoke` nobody does any more who was shown it.

            room.comoderator()
        """
        self._show_link("moderator", revoke)

    def say_resumed(self) -> None:
        """Tell that a session under way is gone on with, and how to begin a new one instead."""
        with self.state() as state:
            n, opened_at = len(state.participants), state.opened_at
            sort = "rehearsal" if state.session.rehearsal else "session"
        when = texts.when(opened_at, self.language)
        tell(self.say(f"resumed.{sort}", code=self.code, when=when, n=n))

    def say_left(self, left: SessionSummary) -> None:
        """Tell that this session is a new one, and how to go on with one that nobody ended."""
        when = texts.when(left.opened_at, self.language)
        tell(self.say("left", code=self.code, left=left.code, when=when, n=left.participants))

    # --- one activity

    def ask(self, activity: str) -> None:
        """Show an activity with all it takes to lead it: nothing is opened before you say so.

        Where a rehearsal of the whole notebook is asked for (TAMTAM_REHEARSE), it is opened, answered
        by the simulated participants and revealed.

            room.ask("baseline")
        """
        self.activity(activity)
        if in_notebook():
            card = self._card(activity)
            show(card.widget)
            card.note = CellNote(card.words())
        else:
            tell(self._words(activity))
        if os.environ.get("TAMTAM_REHEARSE"):
            self._play(activity)

    def widget(self, activity: str) -> Any:
        """The card of an activity as a value, for front ends that show what a cell ends with.

        room.widget("flows")
        """
        self.activity(activity)
        return self._card(activity).widget

    def by_hand(self, activity: str | None = None, table: Table = "") -> PaperEntry | None:
        r"""Enter answers on paper: what was understood of a `table`, which counts once it is taken.

        `table` is what a spreadsheet hands over, a line for each person; or, where counts are all there
        is, how often each value was given, by item. Without one a form is shown. It may be
        closed or revealed: what was revealed stays until at least `min_answers` answers are new.

            sheet = room.by_hand("baseline", "4;5;2\n3;;1")
            sheet.take()       # or later sheet.take_back()
            room.by_hand("baseline", {"colleagues": {4: 6, 5: 3}}).take()
        """
        chosen = self._current(activity)
        if table:
            return self.read_paper(chosen, table)
        with self.state() as state:
            guide = paper_sheet.guide(state.activity(chosen), self.language)
        if in_notebook():
            from tamtam.notebook.widgets.paper_sheet import ByHand

            show(self._held(f"paper.{chosen}", lambda: ByHand(self, chosen)).widget)
        tell(guide)
        return None

    # --- what nobody planned

    def improvise(
        self,
        question: str,
        options: Sequence[str] = (),
        scale: tuple[int, int] | None = None,
        minutes: Minutes | None = None,
    ) -> str:
        """Put a question on the phones now: one of `options`, or a step of `scale`; returns its id.

        Without either it is answered in one's own words, which wait to be approved (`moderation`). It is
        closed, revealed and kept in the results like any other.

            room.improvise("Do we take a break?", ["yes", "no"])
            room.improvise("How tired are you?", scale=(1, 5))
            room.improvise("One word for today?")
        """
        id = self.pose(question, options, scale, minutes)
        self.ask(id)
        return id

    def adapt(self) -> None:
        """Show a form to change what is still to be asked; saved as a copy of one's own too.

        room.adapt()
        """
        if not in_notebook():
            tell(self.say("adapt.words"))
            return
        from tamtam.notebook.widgets.adapt import Adapt

        self._adapt = Adapt(self.adaptation(), self.language)
        show(self._adapt.widget)
        CellNote(f"{self.say('adapt.words')} {self.say('again')}")

    # --- the day

    def agenda(self) -> None:
        """Show the run sheet: planned and real minutes, what is to come, what to drop first.

        room.agenda()
        """
        if not in_notebook():
            tell(self._agenda_in_words())
            return
        from tamtam.notebook.widgets.agenda import Agenda

        self._show("agenda", partial(Agenda, self), self._agenda_in_words())

    def compare(self, other: str | Path = "") -> "Comparison":
        """What lies apart between another session, before, and this one: its code, or its folder of results.

        Of what both showed in the same words, with a chart and a sentence for each step. A session that asks
        another again (`Workshop.again`) is compared with that one. Raises TamtamError where there is nothing
        to compare.

        room.compare("K7P2QX")
        """
        from tamtam.results import compare

        with self.state() as state:
            other = other or state.session.follows
        if not other:
            raise TamtamError("no_former_session")
        before = Path(other)
        source = before if before.is_dir() else self._store.log(code_in(str(other))).state
        with self.state() as state:
            return compare(source, state, self.language)

    def replay(self) -> None:
        """Play the session back: how each step came to what the room saw, with a slider and a button to play.

        Only of what was revealed; from one moment to the next at least `min_answers` people differ.

        room.replay()
        """
        from tamtam.results import replay, replay_page

        with self.state() as state:
            steps = replay.replay(self._log.entries(), state)
            page = "".join(replay_page.page(state, steps, self.language))
        if not in_notebook():
            tell(self.say("replay", n=len(steps), code=self.code))
            return
        import ipywidgets

        show(ipywidgets.HTML(output.framed(page)))
        CellNote(f"{self.say('replay', n=len(steps), code=self.code)} {self.say('again')}")

    def agreement(self) -> None:
        """Show fields for what the room agreed to try, who looks after it, until when.

        room.agreement()
        """
        if not in_notebook():
            tell(self.say("agreement.words"))
            return
        from tamtam.notebook.widgets.agreement import AgreementForm

        show(AgreementForm(self).widget)
        CellNote(f"{self.say('agreement.words')} {self.say('again')}")

    def _agenda_in_words(self) -> str:
        with self.state() as state:
            sheet, deck = run_sheet(state, now_ms()), state.deck
        return "\n".join(
            (
                run_sheet_text.line(sheet, deck, self.language),
                *run_sheet_text.listed(sheet, deck, self.language),
            )
        )

    # --- what people propose

    def moderation(self) -> None:
        """Show what people propose, to approve, hide, merge or edit; what waits comes first.

        room.moderation()
        """
        if not in_notebook():
            with self.state() as state:
                tell("\n".join(moderation.listed(state, self.language)))
            return
        title = texts.text(self.language, "moderate.title")
        from tamtam.notebook.widgets.moderation import Moderation

        self._show("moderation", partial(Moderation, self), f"{title}.")

    def questions(self, take: Taking | None = None) -> None:
        """Show the questions that phones send at any time, those most people second first, and the pace.

        They are approved, merged and hidden like all that people propose (`activity="aside"`), and
        marked by `mark`. `take` changes what becomes of new ones: "held" until approved, shown
        "at_once", or "none" taken, nor a word on the pace.

            room.questions(take="at_once")
        """
        if take:
            self.take_questions(take)
        if not in_notebook():
            with self.state() as state:
                said = backchannel.said(state, now_ms(), self.language)
                tell("\n".join((*said, *moderation.listed(state, self.language, BACKCHANNEL))))
            return
        from tamtam.notebook.widgets.backchannel import BackchannelWidget

        title = self.say("voices.title")
        self._show("questions", partial(BackchannelWidget, self), f"{title}.")

    # --- trying it out

    def rehearse(
        self, people: Crowd = 40, seed: int = 1, pace: Pace = 3.0, wait: bool = False
    ) -> None:
        """Let simulated participants in, who answer whatever is opened from now on.

        Only in a session opened with `Workshop.open(rehearsal=True)`; it is marked as a rehearsal
        everywhere. The same `seed` gives the same standings. Answers spread over `pace` seconds. With
        `wait` returns when all are in and have answered what is open.

            room.rehearse(people=40, seed=1)
        """
        self.bring_in(people, seed, pace)
        tell(self.say("rehearsal.coming", n=people))
        if wait:
            self.rehearsed()

    def _play(self, activity: str) -> None:
        with self.state() as state:
            if state.activity(activity).status == "revealed":
                return
        self.open(activity)
        self.play_through()
        tell(repr(self.reveal(activity)))

    # --- the end

    def wrap_up(self) -> None:
        """Show buttons to write the results (into a folder beside the notebook) and to end.

        room.wrap_up()
        """
        closing.wrap_up(self, f"results-{self.code}")

    def end(self) -> None:
        """End the session. What was answered is kept.

        The server stops if nothing else needs it: after some minutes where phones are here, so that
        people can take their notebook along.

            room.end()
        """
        self._run(c.End())
        wifi.forget(self._store, self.code)
        for panel in self._panels.values():
            panel.update([])
        tell(self.say("ended", code=self.code))
        self.leave()
        if not self._backend.is_idle():
            return
        if self.connected():
            self.stays = STAYS
            tell(self.say("ended_phones", n=STAYS))
            self._backend.stop(after=60 * STAYS)
        else:
            time.sleep(FAREWELL)
            self._backend.stop()

    # --- how it is shown

    def _card(self, activity: str) -> "StepCard":
        from tamtam.notebook.widgets.step_card import StepCard

        return self._held(f"step.{activity}", lambda: StepCard(self, activity))

    def _show_link(self, use: str, revoke: bool) -> None:
        """Show a link, in a notebook once its button is pressed; or revoke it."""
        if revoke:
            self.links.revoke(use)
            tell(self.say(f"links.{use}.revoked"))
        elif not in_notebook():
            url, lead = self.links.address(use), self.say(f"links.{use}.lead")
            if use == "screen":
                tell(f"{lead}\n{url}")
            else:
                self._tell_address(url, lead, url)
        else:
            from tamtam.notebook.widgets.link_card import LinkCard

            title = self.say(f"links.{use}.title")
            self._show(f"link.{use}", lambda: LinkCard(self, use), f"{title}.")

    def _show(self, name: str, make: Callable[[], Panel], words: str) -> None:
        """Show a panel, made once and brought up to date from then on; its words stay in the file."""
        show(self._held(name, make).widget)
        CellNote(f"{words} {self.say('again')}")

    def _held(self, name: str, make: Callable[[], P]) -> P:
        """The panel of that name: made when it is first asked for, and told of what happens."""
        if name not in self._panels:
            panel = self._panels[name] = make()
            self.follow(panel.update)
        return cast("P", self._panels[name])

    def _tell_address(self, url: str, *lines: str) -> None:
        """The way to a page in a script: its QR code, and what to say of it."""
        from tamtam.notebook.jupyterlab import qr_in_terminal

        tell(qr_in_terminal(url))
        tell("\n".join(lines))

    def _words(self, activity: str) -> str:
        asked = self.activity(activity)
        with self.state() as state:
            status = state.asked[activity].status
            n, people = state.asked[activity].done(), len(state.participants)
        return "\n".join(
            (
                f"{texts.pick(asked.title, self.language)} — {self.say(f'stage.status.{status}')}",
                texts.pick(asked.question, self.language),
                self.say("stage.answered", n=n, of=people),
                self.say("stage.in_a_script", activity=activity),
            )
        )

    def __repr__(self) -> str:
        return self.say("room", code=self.code, n=len(self.people()))
