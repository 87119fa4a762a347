"""A room of people with phones, as its facilitator leads it from a notebook or a script."""

import os
import time
import uuid
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tamtam.deck.deck import BACKCHANNEL
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook import wifi
from tamtam.notebook.backchannel import BackchannelPanel, Taking
from tamtam.notebook.follower import Follower
from tamtam.notebook.links import Links
from tamtam.notebook.output import CellNote, in_notebook, show, tell
from tamtam.notebook.session import Session
from tamtam.results.view import View
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session import moderation
from tamtam.session.events import Entry
from tamtam.session.log import Store, now_ms
from tamtam.session.proposal import Proposal
from tamtam.session.run_sheet import seconds_shown
from tamtam.session.shown import Shown
from tamtam.session.state import alias_key

if TYPE_CHECKING:
    from tamtam.notebook.adaptation import Adaptation
    from tamtam.notebook.paper_sheet import PaperEntry, Table
    from tamtam.notebook.rehearsal import Rehearsal
    from tamtam.notebook.widgets.agenda import Agenda
    from tamtam.notebook.widgets.lobby import Lobby
    from tamtam.notebook.widgets.moderation import Moderation
    from tamtam.notebook.widgets.stage import Stage

#: How long phones get to hear that the session is over before the server stops (seconds).
FAREWELL = 0.6
#: Until when a session that nobody ended may still be under way (ms).
A_DAY = 24 * 3600 * 1000


class Room(Session):
    """A session led with a room. `Workshop.open` and `Workshop.resume` make one.

    Everything works from a plain script too, where words are printed instead of widgets shown.
    Every call that changes something raises TamtamError where it isn't possible, in words that say
    what to do.
    """

    def __init__(self, store: Store, code: str, language: str) -> None:
        super().__init__(store, code, language)
        self._follower = Follower(self._log)
        self._stages: dict[str, Stage] = {}
        self._lobby: Lobby | None = None
        self._agenda: Agenda | None = None
        self._moderation: Moderation | None = None
        self._links = Links(self, self._run)
        self._voices = BackchannelPanel(self, self._run)
        self._rehearsal: Rehearsal | None = None

    # --- where phones come in

    @property
    def url(self) -> str:
        """The address to join at: what the QR code says."""
        return f"{self.server_url}/{self.code}"

    @property
    def server_url(self) -> str:
        """The address of the server for phones, as this machine is known in its network now."""
        running = run.start(self._store)
        return f"http://{run.lan_address()}:{running.port}" if running.lan else running.url

    @property
    def spare_url(self) -> str:
        """The address for a spare phone that is handed round; no secret."""
        return f"{self.server_url}/spare/{self.code}"

    def address(self) -> str | None:
        """What `url` says while a server runs; None while none does, and then none is started."""
        running = run.find(self._store)
        if running is None:
            return None
        host = f"{run.lan_address()}:{running.port}"
        return f"http://{host}/{self.code}" if running.lan else f"{running.url}/{self.code}"

    def doctor(self) -> None:
        """Say what may keep phones out, and whether one has loaded the page since the server started."""
        from tamtam.server.doctor import examine

        found = examine(self._store, run.start(self._store), since=0)
        tell("\n".join(finding.told(self.language) for finding in found))

    def join_wifi(self, name: str, password: str = "") -> None:
        """Show in the lobby how to join this Wi-Fi; kept on this machine until the session ends."""
        wifi.keep(self._store, self.code, wifi.Wifi(name, password))
        if self._lobby:
            self._lobby.renew()

    @property
    def lobby_wifi(self) -> wifi.Wifi | None:
        """The Wi-Fi that `join_wifi` named."""
        return wifi.kept(self._store, self.code)

    @property
    def local_url(self) -> str:
        """The address of the server for this machine alone."""
        return run.start(self._store).url

    @property
    def reaches_phones(self) -> bool:
        """Whether phones of this network get in, rather than this machine only."""
        return run.start(self._store).lan

    def people(self) -> tuple[str, ...]:
        """The names people took, in the order they came in."""
        with self.state() as state:
            return tuple(person.alias for person in state.participants.values())

    def connected(self) -> int:
        """How many of them have the page open now; 0 where no server runs."""
        running = run.find(self._store)
        return len(Client(running.url, running.key).connected(self.code)) if running else 0

    def lobby(self) -> None:
        """Show how to join, and who is in."""
        words = self.say("lobby.words", url=self.url, code=self.code)
        if not in_notebook():
            from tamtam.notebook.jupyterlab import qr_in_terminal

            tell(qr_in_terminal(self.url))
            tell(f"{words}\n{self.say('lobby.people', n=len(self.people()))}")
            return
        if self._lobby is None:
            from tamtam.notebook.widgets.lobby import Lobby

            self._lobby = Lobby(self)
            self._follower.subscribe(self._lobby.update)
        show(self._lobby.widget)
        CellNote(f"{words} {self.say('again')}")

    def hand_round(self) -> None:
        """Show the way for people without a phone: a spare one, handed round, is one person's at a time."""
        if not in_notebook():
            from tamtam.notebook.jupyterlab import qr_in_terminal

            tell(qr_in_terminal(self.spare_url))
            tell(f"{self.say('spare.lead')}\n{self.spare_url}")
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
        """
        self._links.show("screen_elsewhere" if elsewhere and not revoke else "screen", revoke)

    def clicker(self, revoke: bool = False) -> None:
        """Show the way to lead from your phone: open, close, reveal, time, and nothing else.

        Its QR code is shown once you ask for it: whoever scans it leads. With `revoke` every phone
        that did loses its hold.
        """
        self._links.show("clicker", revoke)

    def comoderator(self, revoke: bool = False) -> None:
        """Show the way for someone else to look after what people propose, on a device of their own.

        With `revoke` nobody does any more who was shown it.
        """
        self._links.show("moderator", revoke)

    def say_resumed(self) -> None:
        """Tell that a session under way is gone on with, and how to begin a new one instead."""
        with self.state() as state:
            n, opened_at = len(state.participants), state.opened_at
            sort = "rehearsal" if state.session.rehearsal else "session"
        when = texts.when(opened_at, self.language)
        tell(self.say(f"resumed.{sort}", code=self.code, when=when, n=n))

    # --- one activity

    def ask(self, activity: str) -> None:
        """Show an activity with all it takes to lead it: nothing is opened before you say so.

        Where a rehearsal of the whole notebook is asked for (TAMTAM_REHEARSE), it is opened, answered
        by the simulated participants and revealed.
        """
        self.activity(activity)
        if in_notebook():
            stage = self.stage(activity)
            show(stage.widget)
            stage.note = CellNote(stage.words())
        else:
            tell(self._words(activity))
        if os.environ.get("TAMTAM_REHEARSE"):
            self._play(activity)

    def open(
        self,
        activity: str,
        minutes: float | None = None,
        again: bool = False,
        anyway: bool = False,
        by_table: bool = False,
    ) -> None:
        """Take answers from the phones now; what was open is closed.

        `minutes` is the time shown on phones: by default what the session's cut grants, none with 0.
        It only ever closes an activity by itself where the deck says so. With `again` it is asked
        anew, former answers kept apart. While someone answers the one before in extra time it is
        refused, unless it is to be done `anyway`. With `by_table`, where people write, each table
        sends one sentence, which any of its members may replace: worth it from 40 people on.
        """
        with self.state() as state:
            shown = seconds_shown(state, activity)
        seconds = shown if minutes is None else round(60 * minutes)
        self._run(c.Open(activity, seconds or None, again, anyway=anyway, by_table=by_table))

    def reopen(self, activity: str | None = None, minutes: float = 0) -> None:
        """Take more answers to what was closed or revealed, in the same turn: a late group comes in.

        What was revealed is hidden while they answer, then shown as it was; it can be shown anew once
        five people's answers (the session's `min_answers`) have changed. `minutes` sets a timer.
        """
        seconds = round(60 * minutes) or None
        self._run(c.Open(self._current(activity), seconds, reopen=True))

    def close(self, activity: str | None = None) -> None:
        """Take no more answers. Without a name, of the activity opened last; here and below."""
        self._run(c.Close(self._current(activity)))

    def advance(self, activity: str | None = None) -> None:
        """Go on to the next step of an activity that has several: from collecting items to rating them."""
        chosen = self._current(activity)
        with self.state() as state:
            round = state.activity(chosen).turn.round
        self._run(c.Advance(chosen, round))

    def seat(self, formation: str = "fours") -> None:
        """Draw the people who are here into "pairs", "trios", "fours" or "tables", anew each time."""
        self._run(c.Seat(formation))

    def skip(self, activity: str | None = None) -> None:
        """Leave an activity out, or leave it before its end."""
        self._run(c.Close(self._current(activity), "skip"))

    def again(self, activity: str | None = None) -> None:
        """Ask an activity anew; former answers are kept apart."""
        self.open(self._current(activity), again=True)

    def extra_time(self, alias: str, granted: bool = True) -> None:
        """Give somebody more time: what closes stays open for them half as long again, 2 minutes at least.

        Anybody can ask for it on their phone, without a reason. Only your laptop tells who has it.
        """
        with self.state() as state:
            found = state.aliases.get(alias_key(alias))
        if found is None:
            raise TamtamError("no_such_participant", participant=alias)
        self._run(c.ExtraTime(found, granted))

    def reveal(
        self, activity: str | None = None, show: str = "chart", anyway: bool = False
    ) -> View:
        """Freeze where the group stands and show it on the phones. Closes the activity.

        `show` is "chart", "shift" (what moved since it was asked before), "sentence" (only the
        sentence) or "nothing". What was revealed stays as it was, whatever comes later. While someone
        answers in extra time it is refused, unless it is to be done `anyway`.
        """
        chosen = self._current(activity)
        self._client().reveal(self.code, chosen, show, anyway)
        with self.state() as state:
            asked = state.activity(chosen)
            seen = Shown.of(asked)
            found = seen.standing if seen else state.standing(chosen)
            return View(asked.activity, found, self.language)

    def converse(self, activity: str, minutes: float | None = None, anyway: bool = False) -> None:
        """Talk about an activity instead of gathering answers: for fewer people than a chart needs.

        Each chooses on their own phone, which keeps it; `turn_over` shows each phone's choice on itself.
        Timer, run sheet and the question to talk about are as ever; nothing of it is stored.
        """
        with self.state() as state:
            shown = seconds_shown(state, activity)
        seconds = shown if minutes is None else round(60 * minutes)
        self._run(c.Converse(activity, seconds or None, anyway))

    def turn_over(self, activity: str | None = None) -> None:
        """Let every phone show large what was chosen on it, in a conversation."""
        self._run(c.TurnOver(self._current(activity)))

    def by_hand(self, activity: str | None = None, table: "Table" = "") -> "PaperEntry | None":
        """Enter answers on paper: what was understood of a `table`, which counts once it is taken.

        `table` is what a spreadsheet hands over, a line for each person; or, where counts are all there
        is, how often each value was given, by item. Without one the stage's fold is shown. It may be
        closed or revealed: what was revealed stays until at least `min_answers` answers are new.

            sheet = room.by_hand("baseline", "4;5;2\n3;;1")
            sheet.take()       # or later sheet.take_back()
            room.by_hand("baseline", {"colleagues": {4: 6, 5: 3}}).take()
        """
        from tamtam.notebook import paper_sheet

        chosen = self._current(activity)
        with self.state() as state:
            asked = state.activity(chosen)
            if table:
                found = paper_sheet.understood(asked, table)
                return paper_sheet.PaperEntry(found, self._run, self.language)
            guide = paper_sheet.guide(asked, self.language)
        if in_notebook():
            stage = self.stage(chosen)
            stage.by_hand.unfold()
            show(stage.by_hand.widget)
        tell(guide)
        return None

    def take_back(self, sheet: str, activity: str | None = None) -> None:
        """Let a sheet of answers on paper count no more, and erase it."""
        self._run(c.TakeBack(self._current(activity), sheet))

    def focus(self, facet: str = "", activity: str | None = None) -> None:
        """Let the chart show one facet of it, on the wall too once it is there; "" shows the whole."""
        self._run(c.Focus(self._current(activity), facet))

    def pause(self) -> None:
        """Stop the countdown of the open activity."""
        self._run(c.Time(self._current(None), "pause"))

    def resume_time(self) -> None:
        """Let the countdown go on."""
        self._run(c.Time(self._current(None), "resume"))

    def add_time(self, seconds: int = 60) -> None:
        """Give the open activity more time, or less with a negative number."""
        self._run(c.Time(self._current(None), "add", seconds))

    # --- what nobody planned

    def improvise(
        self,
        question: str,
        options: Sequence[str] = (),
        scale: tuple[int, int] | None = None,
        minutes: float | None = None,
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

    def pose(
        self,
        question: str,
        options: Sequence[str] = (),
        scale: tuple[int, int] | None = None,
        minutes: float | None = None,
    ) -> str:
        """What `improvise` does, without showing a stage for it."""
        from tamtam.authoring import unplanned

        with self.state() as state:
            deck = state.deck
        activity = unplanned.asked(deck, question, options, scale)
        self._run(c.Revise(unplanned.added(deck, activity)))
        self.open(activity.id, minutes)
        return activity.id

    def adapt(self) -> None:
        """Show a form to change what is still to be asked; saved as a copy of one's own too."""
        if not in_notebook():
            tell(self.say("adapt.words"))
            return
        from tamtam.notebook.widgets.adapt import Adapt

        self._adapt = Adapt(self.adaptation(), self.language)
        show(self._adapt.widget)
        CellNote(f"{self.say('adapt.words')} {self.say('again')}")

    def adaptation(self) -> "Adaptation":
        """A draft of the workshop's deck, which this session takes over when it is saved."""
        from tamtam.authoring import deck_file
        from tamtam.authoring.unplanned import with_unplanned
        from tamtam.deck.draft import Draft
        from tamtam.notebook.adaptation import Adaptation

        with self.state() as state:
            workshop, audience, cut = state.session.workshop, state.session.audience, state.cut
            ran = state.deck
            begun = frozenset(a.id for a in ran.activities if state.asked[a.id].is_begun(a))
        deck = with_unplanned(deck_file.read(deck_file.find(workshop)), ran)
        draft = Draft(deck, audience, cut)
        return Adaptation(workshop, draft, begun, lambda deck: self._run(c.Revise(deck)))

    # --- the day

    def agenda(self) -> None:
        """Show the run sheet: planned and real minutes, what is to come, what to drop first."""
        if not in_notebook():
            tell(self._agenda_in_words())
            return
        if self._agenda is None:
            from tamtam.notebook.widgets.agenda import Agenda

            self._agenda = Agenda(self)
            self._follower.subscribe(self._agenda.update)
        show(self._agenda.widget)
        CellNote(f"{self._agenda_in_words()}\n{self.say('again')}")

    def plan(self, steps: Sequence[str], cut: str = "") -> None:
        """Change what is still to come: activities and pauses ("break") in their order.

        What isn't among `steps` is left out; what was asked may be there to be asked again. Their
        minutes are those of `cut` ("two_hours"), or stay.
        """
        self._run(c.Plan(tuple(steps), cut))

    def begin(self, pause: str) -> None:
        """Begin a pause, "welcome" or "break"; an activity that is open is closed."""
        self._run(c.Begin(pause))

    def note(self, text: str, activity: str | None = None) -> None:
        """Keep a note, about an activity if one is named: for your eyes, and for the archive."""
        self._run(c.Note(text, activity))

    def agree(self, what: str, who: str = "", until: str = "") -> None:
        """Keep what the room agreed aloud to try, who looks after it and until when.

        It is read in the summary and in the report. Of several the last counts. A role may stand for a
        name: what is handed out then names nobody.
        """
        self._run(c.Agree(what, who, until))

    def agreement(self) -> None:
        """Show fields for what the room agreed to try, who looks after it, until when."""
        if not in_notebook():
            tell(self.say("agreement.words"))
            return
        from tamtam.notebook.widgets.agreement import AgreementForm

        show(AgreementForm(self).widget)
        CellNote(f"{self.say('agreement.words')} {self.say('again')}")

    def _agenda_in_words(self) -> str:
        from tamtam.session.run_sheet import run_sheet
        from tamtam.session.run_sheet_text import line, listed

        with self.state() as state:
            sheet, deck = run_sheet(state, now_ms()), state.deck
        return "\n".join((line(sheet, deck, self.language), *listed(sheet, deck, self.language)))

    # --- what people propose

    def moderation(self) -> None:
        """Show what people propose, to approve, hide, merge or edit; what waits comes first."""
        if not in_notebook():
            with self.state() as state:
                tell("\n".join(moderation.listed(state, self.language)))
            return
        show(self.queue().widget)
        CellNote(f"{texts.text(self.language, 'moderate.title')}. {self.say('again')}")

    def queue(self) -> "Moderation":
        """The queue as `moderation` shows it, to put into a widget of one's own."""
        if self._moderation is None:
            from tamtam.notebook.widgets.moderation import Moderation

            self._moderation = Moderation(self)
            self._follower.subscribe(self._moderation.update)
        return self._moderation

    def questions(self, take: Taking | None = None) -> None:
        """Show the questions that phones send at any time, those most people second first, and the pace.

        They are approved, merged and hidden like all that people propose (`activity="aside"`), and
        marked by `mark`. `take` changes what becomes of new ones: "held" until approved, shown
        "at_once", or "none" taken, nor a word on the pace.
        """
        if take:
            self._voices.take(take)
        self._voices.show()

    def mark(self, question: str, mark: str = "answered") -> None:
        """Say what becomes of a question: "answered", kept for "later", "parked", or "" for nothing yet.

        "now" takes it up: it stands on the wall until another is, or it is marked otherwise.
        """
        self._run(c.Mark(question, mark))

    def propose(self, text: str, activity: str | None = None) -> None:
        """Add an item of your own to an activity that collects them; shown at once."""
        self._run(c.Propose(self._current(activity), text, uuid.uuid4().hex))

    def items(self, activity: str | None = None) -> dict[str, Proposal]:
        """Every item of an activity that collects them, held, hidden and merged ones too, by its id."""
        with self.state() as state:
            return dict(state.receiver(self._current(activity)).proposals)

    def approve(self, *items: str, activity: str | None = None) -> None:
        """Show items that wait, or were hidden; all that wait, if none are named."""
        chosen = self._current(activity)
        waiting = (id for id, one in self.items(chosen).items() if one.status == "held")
        for item in items or tuple(waiting):
            self._run(c.Show(chosen, item))

    def let_in(self, activity: str | None = None) -> None:
        """Approve all that waits. What was proposed before to the letter is merged into that.

        What says the same as something hidden goes on waiting.
        """
        chosen = self._current(activity)
        first: dict[str, str] = {}
        items = self.items(chosen)
        for id, one in items.items():
            same = first.setdefault(texts.pick(one.item.text, self.language), id)
            if one.status == "held" and items[same].status != "hidden":
                self._run(c.Show(chosen, id) if same == id else c.Merge(chosen, id, same))

    def hide(self, item: str, activity: str | None = None) -> None:
        """Show an item no more, in results neither; `approve` shows it again."""
        self._run(c.Hide(self._current(activity), item))

    def merge(self, item: str, into: str, activity: str | None = None) -> None:
        """Let an item count for another that says the same; `into` "" parts them again."""
        self._run(c.Merge(self._current(activity), item, into))

    def edit(self, item: str, text: str, activity: str | None = None) -> None:
        """Word an item otherwise, as long as nobody has answered it."""
        self._run(c.Edit(self._current(activity), item, text))

    # --- trying it out

    def rehearse(
        self, people: int = 40, seed: int = 1, pace: float = 3.0, wait: bool = False
    ) -> None:
        """Let simulated participants in, who answer whatever is opened from now on.

        Only in a session opened with `Workshop.open(rehearsal=True)`; it is marked as a rehearsal
        everywhere. The same `seed` gives the same standings. Answers spread over `pace` seconds. With
        `wait` returns when all are in and have answered what is open.
        """
        self.bring_in(people, seed, pace)
        tell(self.say("rehearsal.coming", n=people))
        if wait:
            self.rehearsed()

    def bring_in(self, people: int, seed: int = 1, pace: float = 3.0) -> None:
        """What `rehearse` does, without a word and without waiting."""
        with self.state() as state:
            if not state.session.rehearsal:
                raise TamtamError("not_a_rehearsal", code=self.code)
            before = len(state.participants)
        from tamtam.notebook.rehearsal import Rehearsal  # httpx: only rehearsals need it

        if self._rehearsal:
            self._rehearsal.stop()
        self._rehearsal = Rehearsal(
            f"{run.start(self._store).url}/api/{self.code}/",
            self.activity,
            range(before + 1, before + people + 1),
            alias=lambda n: self.say("rehearsal.alias", n=n),
            language=self.language,
            seed=seed,
            pace=pace,
        )
        self._rehearsal.start()

    def rehearsed(self) -> None:
        """Return when the simulated participants have answered what is open."""
        if self._rehearsal is None:
            raise TamtamError("nobody_rehearses")
        # It may be closed before they are done; then there is nothing left to wait for.
        while not self._rehearsal.wait(self._open_step(), patience=0.2):
            pass

    def _open_step(self) -> tuple[str, int, int] | None:
        """The open activity, its turn and its round; None where nothing is open."""
        with self.state() as state:
            asked = state.current_activity
            if asked is None or asked.status != "open":
                return None
            return asked.activity.id, asked.turn.number, asked.turn.round

    def _play(self, activity: str) -> None:
        with self.state() as state:
            if state.activity(activity).status == "revealed":
                return
        self.open(activity)
        self.play_through()
        tell(repr(self.reveal(activity)))

    def play_through(self) -> None:
        """Let the simulated participants do what is open, step by step; approve what they propose."""
        while (step := self._open_step()) is not None:
            self.rehearsed()
            with self.state() as state:
                asked = state.activity(step[0])
                last = asked.turn.round >= len(asked.rounds)
                collects = bool(asked.proposals)
            if collects:
                self.let_in(step[0])
            if last:
                self.let_in(BACKCHANNEL)
                return
            if self._open_step() == step:
                self._run(c.Advance(step[0], step[2]))

    # --- the end

    def end(self) -> None:
        """End the session. What was answered is kept; the server stops if nothing else needs it."""
        self._run(c.End())
        wifi.forget(self._store, self.code)
        if self._rehearsal:
            self._rehearsal.stop()
        for stage in self._stages.values():
            stage.update([])
        tell(self.say("ended", code=self.code))
        self._follower.stop()
        now = now_ms()
        if not any(not s.over and now - s.opened_at < A_DAY for s in self._store.sessions()):
            time.sleep(FAREWELL)
            run.stop(self._store)

    # --- how it is done

    def follow(self, listener: Callable[[list[Entry]], None]) -> None:
        """Tell a bound method of new events from now on; with none, that time passes."""
        self._follower.subscribe(listener)

    def _client(self) -> Client:
        running = run.start(self._store)
        return Client(running.url, running.key)

    def _run(self, command: c.Command) -> None:
        self._client().run(self.code, command)
        self._log.refresh()

    def stage(self, activity: str) -> "Stage":
        """The stage of an activity as `ask` shows it, to put into a widget of one's own."""
        if activity not in self._stages:
            from tamtam.notebook.widgets.stage import Stage

            self._stages[activity] = Stage(self, activity)
            self._follower.subscribe(self._stages[activity].update)
        return self._stages[activity]

    def _words(self, activity: str) -> str:
        asked = self.activity(activity)
        with self.state() as state:
            status = state.asked[activity].status
            n, people = len(state.asked[activity].turn.answers), len(state.participants)
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
