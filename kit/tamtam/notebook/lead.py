"""Leading a session: every command of a facilitator, and nothing that is shown."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from tamtam.deck import formation
from tamtam.deck.deck import BACKCHANNEL, Deck
from tamtam.language.errors import TamtamError
from tamtam.notebook import paper_sheet, privacy_notice
from tamtam.notebook.backchannel import Taking
from tamtam.notebook.backend import Backend
from tamtam.notebook.paper_sheet import PaperEntry, Table
from tamtam.notebook.public import Crowd, Minutes, Pace, Seconds
from tamtam.notebook.served_session import ServedSession
from tamtam.results.summary import Summary
from tamtam.results.view import View
from tamtam.session import commands as c
from tamtam.session.proposal import Proposal
from tamtam.session.run_sheet import seconds_of, seconds_shown

if TYPE_CHECKING:
    from tamtam.notebook.adaptation import Adaptation
    from tamtam.notebook.rehearsal import Rehearsal


class Lead(ServedSession):
    """A session led with a room: what its facilitator does, by widget, script or clicker alike.

    Every call that changes something raises TamtamError where it isn't possible, in words that say
    what to do.
    """

    def __init__(self, backend: Backend, code: str, language: str) -> None:
        super().__init__(backend, code, language)
        self._rehearsal: Rehearsal | None = None

    # --- an activity

    def open(
        self,
        activity: str,
        minutes: Minutes | None = None,
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

            room.open("baseline", minutes=3)
        """
        seconds = self._seconds(activity, minutes)
        self._run(c.Open(activity, seconds, again, anyway=anyway, by_table=by_table))

    def _seconds(self, activity: str, minutes: Minutes | None) -> int | None:
        """The time to show on phones: what the cut grants where nothing is said; None for none."""
        with self.state() as state:
            shown = seconds_shown(state, activity)
        return (shown if minutes is None else round(60 * minutes)) or None

    def reopen(self, activity: str | None = None, minutes: Minutes = 0) -> None:
        """Take more answers to what was closed or revealed, in the same turn: a late group comes in.

        What was revealed is hidden while they answer, then shown as it was; it can be shown anew once
        five people's answers (the session's `min_answers`) have changed. `minutes` sets a timer.

            room.reopen("baseline", minutes=2)
        """
        seconds = round(60 * minutes) or None
        self._run(c.Open(self._current(activity), seconds, reopen=True))

    def close(self, activity: str | None = None) -> None:
        """Take no more answers. Without a name, of the activity opened last; here and below.

        room.close()
        """
        self._run(c.Close(self._current(activity)))

    def advance(self, activity: str | None = None) -> None:
        """Go on to the next step of an activity that has several: from collecting items to rating them.

        room.advance()
        """
        chosen = self._current(activity)
        with self.state() as state:
            round = state.activity(chosen).turn.round
        self._run(c.Advance(chosen, round))

    def seat(self, size: int = formation.USUAL) -> None:
        """Draw the people who are here to tables of about `size`, anew each time.

        room.seat("pairs")
        """
        self._run(c.Seat(size))

    def skip(self, activity: str | None = None) -> None:
        """Leave an activity out, or leave it before its end.

        room.skip("tamtam")
        """
        self._run(c.Close(self._current(activity), "skip"))

    def again(self, activity: str | None = None) -> None:
        """Ask an activity anew; former answers are kept apart.

        room.again("baseline")
        """
        self.open(self._current(activity), again=True)

    def extra_time(self, alias: str, granted: bool = True) -> None:
        """Give somebody more time: what closes stays open for them half as long again, 2 minutes at least.

        Anybody can ask for it on their phone, without a reason. Only your laptop tells who has it.

            room.extra_time("Ada")
        """
        with self.state() as state:
            found = state.called(alias).id
        self._run(c.ExtraTime(found, granted))

    def reveal(
        self, activity: str | None = None, show: str = "chart", anyway: bool = False
    ) -> View:
        """Freeze where the group stands and show it on the phones. Closes the activity.

        `show` is "chart", "shift" (what moved since it was asked before), "sentence" (only the
        sentence) or "nothing". What was revealed stays as it was, whatever comes later. While someone
        answers in extra time it is refused, unless it is to be done `anyway`.

            room.reveal("baseline", show="sentence")
        """
        chosen = self._current(activity)
        self.send(c.RevealRequest(chosen, show, anyway))
        with self.state() as state:
            asked = state.activity(chosen)
            seen = asked.displayed(asked.turn) or state.standing(chosen)
            return View(asked.activity, seen, self.language)

    def converse(self, activity: str, minutes: Minutes | None = None, anyway: bool = False) -> None:
        """Talk about an activity instead of gathering answers: for fewer people than a chart needs.

        Each chooses on their own phone, which keeps it; `turn_over` shows each phone's choice on itself.
        Timer, run sheet and the question to talk about are as ever; nothing of it is stored.

            room.converse("baseline", minutes=5)
        """
        seconds = self._seconds(activity, minutes)
        self._run(c.Converse(activity, seconds, anyway))

    def turn_over(self, activity: str | None = None) -> None:
        """Let every phone show large what was chosen on it, in a conversation.

        room.turn_over()
        """
        self._run(c.TurnOver(self._current(activity)))

    def read_paper(self, activity: str, table: Table) -> PaperEntry:
        """What was understood of answers on paper; nothing counts before it is taken."""
        with self.state() as state:
            found = paper_sheet.understood(state.activity(activity), table)
        return paper_sheet.PaperEntry(found, self._run, self.language)

    def take_back(self, sheet: str, activity: str | None = None) -> None:
        """Let a sheet of answers on paper count no more, and erase it.

        room.take_back("paper-1a2b3c4d")
        """
        self._run(c.TakeBack(self._current(activity), sheet))

    def focus(self, facet: str = "", activity: str | None = None) -> None:
        """Let the chart show one facet of it, on the wall too once it is there; "" shows the whole.

        room.focus("colleagues")
        """
        self._run(c.Focus(self._current(activity), facet))

    def highlight(self, claim: str = "", activity: str | None = None) -> None:
        """Let the next reveal say this claim first, by its key; "" the one that stands out most.

        The standing's `claims` have the keys: `room.standing("flows").standing.claims[1].claim.key`.

            room.highlight("gap.more:trust")
        """
        self._run(c.Highlight(self._current(activity), claim))

    def pause(self) -> None:
        """Stop the countdown of the open activity.

        room.pause()
        """
        self._run(c.Time(self._current(None), "pause"))

    def resume_time(self) -> None:
        """Let the countdown go on.

        room.resume_time()
        """
        self._run(c.Time(self._current(None), "resume"))

    def add_time(self, seconds: Seconds = 60) -> None:
        """Give the open activity more time, or less with a negative number.

        room.add_time(30)
        """
        self._run(c.Time(self._current(None), "add", seconds))

    # --- what nobody planned

    def pose(
        self,
        question: str,
        options: Sequence[str] = (),
        scale: tuple[int, int] | None = None,
        minutes: Minutes | None = None,
    ) -> str:
        """What `improvise` does, without showing a card for it."""
        from tamtam.authoring import unplanned

        with self.state() as state:
            deck = state.deck
        activity = unplanned.asked(deck, question, options, scale)
        self._run(c.Revise(unplanned.added(deck, activity)))
        self.open(activity.id, minutes)
        return activity.id

    def adaptation(self) -> "Adaptation":
        """The workshop's deck to change, which this session takes over when it is saved."""
        from tamtam.authoring import deck_file
        from tamtam.authoring.unplanned import of as unplanned_of
        from tamtam.notebook.adaptation import Adaptation

        with self.state() as state:
            workshop, audience, cut = state.session.workshop, state.session.audience, state.cut
            unplanned = unplanned_of(state.deck)
            asked = state.deck.activities
            begun = frozenset(a.id for a in asked if state.asked[a.id].is_begun(a))

        def revise(deck: Deck) -> None:
            self._run(c.Revise(deck))

        source = deck_file.find(workshop)
        return Adaptation(workshop, source, audience, cut, begun, revise, unplanned)

    # --- the day

    def plan(self, steps: Sequence[str], cut: str = "") -> None:
        """Change what is still to come: activities and pauses ("break") in their order.

        What isn't among `steps` is left out; what was asked may be there to be asked again. Their
        minutes are those of `cut` ("two_hours"), or stay.

            room.plan(["values", "break", "polis"])
        """
        self._run(c.Plan(tuple(steps), cut))

    def begin(self, pause: str) -> None:
        """Begin a pause, "welcome" or "break"; an activity that is open is closed.

        room.begin("break")
        """
        with self.state() as state:
            seconds = seconds_of(state, pause)
        self._run(c.Begin(pause, seconds))

    def note(self, text: str, activity: str | None = None) -> None:
        """Keep a note, about an activity if one is named: for your eyes, and for the archive.

        room.note("Ask this again in spring.", "values")
        """
        self._run(c.Note(text, activity))

    def agree(self, what: str, who: str = "", until: str = "") -> None:
        """Keep what the room agreed aloud to try, who looks after it and until when.

        It is read in the summary and in the report. Of several the last counts. A role may stand for a
        name: what is handed out then names nobody.

            room.agree("One morning a week without meetings", who="the host", until="June")
        """
        self._run(c.Agree(what, who, until))

    def summary(self) -> Summary:
        """All that was revealed, on one page to be read aloud in five minutes; at its end what comes next.

        room.summary()
        """
        with self.state() as state:
            return Summary.of(state, self.language)

    # --- what people propose and ask

    def take_questions(self, taking: Taking) -> None:
        """Hold questions from now on until they are approved, show them at once, or take none."""
        with self.state() as state:
            deck = state.deck
        self._run(c.Revise(msgspec.structs.replace(deck, questions=taking)))

    def say_privacy(
        self, responsible: str = "", purpose: str = "", kept: str = "", sponsor: str = ""
    ) -> None:
        """Say who is responsible, what it is for, how long it is kept, what the sponsor gets.

        Everybody can read it before they come in, and at any time under their name: in each language of the
        deck, unless its file says it otherwise there. It holds for the next sessions of this workshop, too.

            room.say_privacy("Camille Roy, camille@example.org", "To choose one thing to try")
        """
        with self.state() as state:
            deck = state.deck
        said = {"responsible": responsible, "purpose": purpose, "kept": kept, "sponsor": sponsor}
        told = privacy_notice.worded(deck, self.language, said, deck.privacy)
        self._run(c.Revise(msgspec.structs.replace(deck, privacy=told)))
        privacy_notice.keep(self._store, deck.id, told)

    def mark(self, question: str, mark: str = "answered") -> None:
        """Say what becomes of a question: "answered", kept for "later", "parked", or "" for nothing yet.

        "now" takes it up: it stands on the wall until another is, or it is marked otherwise.

            room.mark("p3", "later")
        """
        self._run(c.Mark(question, mark))

    def propose(self, text: str, activity: str | None = None) -> None:
        """Add an item of your own to an activity that collects them; shown at once.

        room.propose("Customers who pay late", "worst_client")
        """
        self._run(c.Propose(self._current(activity), text, uuid.uuid4().hex))

    def items(self, activity: str | None = None) -> dict[str, Proposal]:
        """Every item of an activity that collects them, held, hidden and merged ones too, by its id.

        room.items("worst_client")
        """
        with self.state() as state:
            return dict(state.receiver(self._current(activity)).proposals)

    def approve(self, *items: str, activity: str | None = None) -> None:
        """Show items that wait, or were hidden; all that wait, if none are named.

        room.approve("p1", "p2", activity="worst_client")
        """
        chosen = self._current(activity)
        waiting = (id for id, one in self.items(chosen).items() if one.status == "held")
        for item in items or tuple(waiting):
            self._run(c.Show(chosen, item))

    def let_in(self, activity: str | None = None, items: Sequence[str] = ()) -> None:
        """Approve `items` that wait, all that wait now if none are named.

        What was proposed before to the letter is merged into that. What says the same as something
        hidden goes on waiting.
        """
        chosen = self._current(activity)
        waiting = tuple(id for id, one in self.items(chosen).items() if one.status == "held")
        if listed := tuple(items) or waiting:
            self._run(c.Moderate(chosen, listed))

    def hide(self, item: str, activity: str | None = None) -> None:
        """Show an item no more, in results neither; `approve` shows it again.

        room.hide("p3", "worst_client")
        """
        self._run(c.Hide(self._current(activity), item))

    def merge(self, item: str, into: str, activity: str | None = None) -> None:
        """Let an item count for another that says the same; `into` "" parts them again.

        room.merge("p4", into="p2", activity="worst_client")
        """
        self._run(c.Merge(self._current(activity), item, into))

    def edit(self, item: str, text: str, activity: str | None = None) -> None:
        """Word an item otherwise, as long as nobody has answered it.

        room.edit("p1", "Customers who pay late", "worst_client")
        """
        self._run(c.Edit(self._current(activity), item, text))

    # --- simulated participants

    def bring_in(self, people: Crowd, seed: int = 1, pace: Pace = 3.0) -> None:
        """What `rehearse` does, without a word and without waiting.

        Those who were simulated here before, as by a kernel that was restarted, are the same again;
        only as many come in newly as are missing.
        """
        with self.state() as state:
            if not state.session.rehearsal:
                raise TamtamError("not_a_rehearsal", code=self.code)
            came = state.came
            everybody = [(one.number, one.alias) for one in state.simulated()]
        newcomers = range(came + 1, came + 1 + people - len(everybody))
        everybody += [(n, self.say("rehearsal.alias", n=n)) for n in newcomers]
        from tamtam.notebook.rehearsal import Rehearsal  # httpx: only rehearsals need it

        if self._rehearsal:
            self._rehearsal.stop()
        self._rehearsal = Rehearsal(
            f"{self.local_url}/api/{self.code}/",
            self.activity,
            everybody,
            language=self.language,
            seed=seed,
            pace=pace,
        )
        self._rehearsal.start()

    def bring_back(self) -> None:
        """In a rehearsal that is gone on with, let those who were simulated in it answer again."""
        with self.state() as state:
            gone = not self.simulates and not state.over and any(state.simulated())
        if gone:
            self.bring_in(0)

    @property
    def simulates(self) -> bool:
        """Whether simulated participants answer here: those of before a restart are gone."""
        return self._rehearsal is not None

    def leave(self) -> None:
        """Follow it no more here, and let go who is simulated; the session goes on."""
        if self._rehearsal:
            self._rehearsal.stop()
        self._follower.stop()

    def rehearsed(self) -> None:
        """Return when the simulated participants have answered what is open.

        room.rehearsed()
        """
        if self._rehearsal is None:
            raise TamtamError("nobody_rehearses")
        # It may be closed before they are done; then there is nothing left to wait for.
        while not self._rehearsal.wait(*self._open_items(), patience=0.2):
            pass
        self._backend.catch_up(self.code)

    def _open_items(self) -> tuple[tuple[str, int, int] | None, frozenset[str]]:
        """The open step, and the items that may be answered in it by now."""
        step = self._open_step()
        with self.state() as state:
            items = state.activity(step[0]).activity.items if step else ()
        return step, frozenset(item.id for item in items)

    def _open_step(self) -> tuple[str, int, int] | None:
        """The open activity, its turn and its round; None where nothing is open."""
        with self.state() as state:
            asked = state.asked[state.current] if state.current else None
            if asked is None or asked.status != "open":
                return None
            return asked.activity.id, asked.turn.number, asked.turn.round

    def play_through(self) -> None:
        """Let the simulated participants do what is open, step by step; approve what they propose."""
        while (step := self._open_step()) is not None:
            self.rehearsed()
            with self.state() as state:
                asked = state.activity(step[0])
                last = step[2] >= len(asked.rounds)  # the server may have gone on meanwhile
                collects = bool(asked.proposals)
            if collects:
                self.let_in(step[0])
                self.rehearsed()  # what was let in is answered, too
            if last:
                self.let_in(BACKCHANNEL)
                return
            if self._open_step() == step:
                self._go_on(*step)

    def _go_on(self, activity: str, turn: int, round: int) -> None:
        """End a round, unless the server did so in the same moment, as everybody was done."""
        try:
            self._run(c.Advance(activity, round, turn=turn))
        except TamtamError as error:
            if error.code != "moved_on":
                raise
