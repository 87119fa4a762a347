"""The stage of one activity: the question, the clock, who has answered, what to do next."""

import threading
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from tamtam.authoring.unplanned import PREFIX
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.lead import Lead
from tamtam.notebook.output import CellNote
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.backchannel import BackchannelLine
from tamtam.notebook.widgets.elements import button, looks, panel, words
from tamtam.notebook.widgets.facets import Facets
from tamtam.notebook.widgets.paper_sheet import ByHand
from tamtam.notebook.widgets.preview import Preview
from tamtam.notebook.widgets.unplanned import Shows, Unplanned
from tamtam.results.view import View
from tamtam.session import action_text, run_sheet_text
from tamtam.session.activity import ActivityState
from tamtam.session.caution import Caution
from tamtam.session.events import Entry
from tamtam.session.extra_time import waits_for
from tamtam.session.log import now_ms
from tamtam.session.next_step import Action, Offer, Request, anyway, next_step
from tamtam.session.run_sheet import Pressing, pressing
from tamtam.session.run_sheet_text import SIGNS
from tamtam.session.shown import Shown
from tamtam.session.state import State
from tamtam.session.turn import Turn


class Stage:
    """All it takes to lead one activity, as `widget`.

    `update` is told of the log's new events by a thread, buttons are pressed in another; a lock keeps
    them apart. `note`, if set, is kept up to date with what the stage says in words.
    """

    def __init__(self, lead: Lead, activity: str, shows: Shows) -> None:
        self._lead = lead
        self._id = activity
        self._language = lead.language
        self._lock = threading.RLock()
        self._actions: object = None
        #: What is asked before it is done, and what is sent then.
        self._asking: tuple[Action, Request] | None = None
        self.note: CellNote | None = None

        self._head = widgets.HTML()
        self._time = widgets.HTML()
        self._bar = widgets.IntProgress(min=0, max=1, layout={"width": "220px", "height": "18px"})
        self._count = widgets.HTML()
        self._buttons = widgets.HBox()
        self._buttons.add_class("tamtam-buttons")
        self._alert = Alert(lead.language)
        self._voices = BackchannelLine(lead)
        self.preview = Preview(lead, activity, self._turned)
        self._facets = Facets(lead, activity, lambda act: self._press(partial(act, activity)))
        self._late = widgets.HTML()
        self._caution = widgets.HTML()
        self._next = widgets.HTML()
        self.by_hand = ByHand(lead, activity)
        self.unplanned = Unplanned(lead, shows)
        self._meters = widgets.HBox([self._time, self._bar, self._count])
        self._meters.add_class("tamtam-buttons")
        self._unfolded = False
        self._left_out = button("", self._unfold, "fold")
        rest = (
            self._meters,
            self._voices.widget,
            self._caution,
            self._buttons,
            self._alert.widget,
            self._late,
            self._facets.widget,
            self.preview.widget,
            self._next,
            self.by_hand.widget,
            *([] if activity.startswith(PREFIX) else [self.unplanned.widget]),  # one line is enough
        )
        self._rest = widgets.VBox(rest)
        self.widget = panel(self._head, self._left_out, self._rest)
        self.update([])

    def words(self) -> str:
        """What the stage says, in words: for a notebook that is read without its kernel."""
        with self._lead.state() as state:
            asked = state.activity(self._id)
            title = texts.pick(asked.activity.title, self._language)
            status = self._say(f"status.{asked.status}")
            shown = Shown.of(asked)
            view = (
                View.of(asked.activity, shown, self._language)
                if shown and shown.with_chart
                else None
            )
        said = self._say("words", title=title, status=status)
        return f"{said} {view.caption if view else ''}\n{self._lead.say('again')}"

    def update(self, entries: list[Entry]) -> None:
        """Bring the stage up to date with the log; also as time passes."""
        with self._lock, self._lead.state() as state:
            asked = state.activity(self._id)
            self._show_head(asked, state)
            self._show_left_out(asked, state)
            self._show_meters(asked, state)
            self._show_caution(asked, state.min_answers)
            self._show_actions(state)
            self._facets.update(asked)
            self.preview.update(asked, state)
            self._show_next(asked, state.min_answers)
            self.by_hand.update(asked)
        self._voices.update(entries)
        if self.note:
            self.note.say(self.words())

    # --- what is shown

    def _show_head(self, asked: ActivityState, state: State) -> None:
        activity, language = asked.activity, self._language
        banner = self._lead.say("rehearsal.banner") if state.session.rehearsal else ""
        said = [self._say(f"status.{asked.status}")]
        if asked.round and asked.status == "open":
            said.append(self._say("round", n=asked.turn.round, of=len(asked.rounds)))
        if not asked.turns and not self._is_left_out(asked, state):
            said.append(self._lead.say("agenda.planned", n=state.deck.minutes(self._id, state.cut)))
        if asked.turn.number > 1:
            said.append(self._say("turn", turn=asked.turn.number))
        status = " · ".join(said)
        superseded = self._lead.superseded()
        self._head.value = (
            (words(superseded, "error") if superseded else "")
            + (f'<p><span class="tamtam-banner">{escape(banner)}</span></p>' if banner else "")
            + words(f"{activity.step} · {texts.pick(activity.title, language)}", "muted")
            + words(texts.pick(activity.question, language), "title")
            + f'<span role="status"{looks("status", asked.status)}>{escape(status)}</span>'
        )

    def _is_left_out(self, asked: ActivityState, state: State) -> bool:
        """Whether today's cut is without it, and nobody took it in nor asked it all the same."""
        planned = (*state.plan, *state.deck.steps(state.cut))
        return not asked.turns and self._id not in planned and not state.over

    def _show_left_out(self, asked: ActivityState, state: State) -> None:
        """Mark what today's plan leaves out, and fold it away until it is wanted all the same."""
        left_out = self._is_left_out(asked, state)
        self._left_out.layout.display = None if left_out else "none"
        sign = "▾" if self._unfolded else "▸"
        self._left_out.description = f"{sign} {self._say('left_out')}"
        self._rest.layout.display = "none" if left_out and not self._unfolded else None

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self.update([])

    def _show_meters(self, asked: ActivityState, state: State) -> None:
        turn, people = asked.turn, len(state.participants)
        self._meters.layout.display = None if asked.turns else "none"
        partly = len(turn.answers.keys() - turn.complete - turn.on_paper())
        said = self._say("complete", n=len(turn.complete), of=people)
        if partly and not asked.rounds:
            said += f" · {self._say('partly', n=partly)}"
        if by_hand := asked.by_hand(turn):
            said += f" · {self._say('by_hand', n=by_hand)}"
        self._count.value = words(self._say("talked") if turn.talk else said)
        self._bar.max = max(people, 1)
        self._bar.value = len(turn.complete)
        presses = self._presses(asked)
        sign = SIGNS[presses]
        self._time.value = (
            f"<p{looks('time', presses)}>{sign}{escape(self._time_left(asked, state))}</p>"
        )

    def _show_caution(self, asked: ActivityState, min_answers: int) -> None:
        """What to know before a reveal that would show somebody alone, or everybody on one side."""
        caution = Caution.of(asked, min_answers)
        self._caution.value = words(caution.words(self._language), "caution") if caution else ""

    def _presses(self, asked: ActivityState) -> Pressing:
        """Whether the time of what is open runs out."""
        if asked.status != "open" or asked.ends_at is None or asked.opened_at is None:
            return ""
        return pressing(asked.ends_at - now_ms(), asked.ends_at - asked.opened_at)

    def _time_left(self, asked: ActivityState, state: State) -> str:
        if asked.status != "open":
            late = waits_for(state, asked, now_ms())
            return run_sheet_text.late(late, asked.late_until or 0, self._language) if late else ""
        if asked.left is not None:
            return self._say("paused", left=_clock(asked.left))
        if asked.ends_at is None:
            return self._say("no_timer")
        left = asked.ends_at - now_ms()
        return self._say("left", left=_clock(left)) if left > 0 else self._say("time_up")

    def _show_actions(self, state: State) -> None:
        offer = self._offer(state)
        actions = (self._asking, offer)
        if actions == self._actions:
            return
        self._actions = actions
        if self._asking:
            self._buttons.children = [
                button(self._answer("yes"), self._press(self._confirmed), "primary"),
                button(self._answer("no"), self._press(self._forgone)),
            ]
            return
        self._buttons.children = [
            button(
                action_text.label(action, state.deck, self._language),
                self._press(partial(self._act, action)),
                "primary" if action is offer.main else "",
            )
            for action in offer.actions
        ]

    def _offer(self, state: State) -> Offer:
        """What can be done with this activity; what leads on to another step is the run sheet's."""
        offer = next_step(state, self._id)
        if self._asking and self._asking[0] not in offer.actions:
            self._asking = None  # it has gone on meanwhile
        own = tuple(action for action in offer.others if action.step == self._id)
        main = offer.main if offer.main and offer.main.step == self._id else None
        return Offer(main, own)

    def _show_next(self, asked: ActivityState, min_answers: int) -> None:
        """What to say now, for the laptop only: to open with, then the question for this outcome."""
        self._late.value = self._late_answers(asked.turn, min_answers)
        standing = asked.displayed(asked.turn)
        if asked.status == "revealed" and standing is not None:
            facet = asked.turn.facet if asked.turn.show == "chart" else ""
            view = View(asked.activity, standing, self._language, facet)
            shown = {"sentence": "only_sentence", "nothing": "nothing_shown"}
            lead = shown.get(asked.turn.show or "")
            sentence = "" if asked.turn.shows_chart else view.sentence  # its title else
        elif asked.turns and self.preview.unfolded and self.preview.view is not None:
            view = self.preview.view
            lead, sentence = "not_shown_yet", view.sentence
        else:
            self._next.value = self._to_begin_with(asked)
            return
        activity, language = asked.activity, self._language
        lines = {
            "say": sentence,
            "ask": view.debrief,
            "further": texts.pick(activity.question_d, language),
            "pitfall": texts.pick(activity.pitfall, language),
        }
        self._next.value = (words(self._say(lead), "muted") if lead else "") + self._listed(lines)

    def _late_answers(self, turn: Turn, min_answers: int) -> str:
        """How many answered otherwise since it was shown, and whether that can be shown."""
        if turn.standing is None or not turn.changed:
            return ""
        key = "late" if turn.holds(min_answers) else "late_enough"
        return words(self._say(key, n=len(turn.changed), least=min_answers), "muted")

    def _to_begin_with(self, asked: ActivityState) -> str:
        """The thirty seconds before the question, and what chart to expect."""
        activity, language = asked.activity, self._language
        lines = {"say": texts.pick(activity.say, language)} if asked.status != "closed" else {}
        return self._listed(lines | {"expect": texts.pick(activity.expect, language)})

    def _listed(self, lines: dict[str, str]) -> str:
        listed = "".join(
            f"<dt>{escape(self._say(name))}</dt><dd>{escape(line)}</dd>"
            for name, line in lines.items()
            if line
        )
        return f"<dl>{listed}</dl>" if listed else ""

    # --- what is done

    def _press(self, act: Callable[[], object]) -> Callable[[], None]:
        def press() -> None:
            with self._lock:
                before = self._actions
                was_shown = self._shown()
                self._alert.attempt(act)
                self._follow_what_is_shown(was_shown)
                self.update([])
                if self._actions != before and self._buttons.children:
                    self._buttons.children[0].focus()  # the pressed one is gone

        return press

    def _act(self, action: Action) -> None:
        """Do what a button says, or ask first."""
        if action.confirm is None:
            self._send(action, action.request)
            return
        with self._lead.state() as state:
            question = action_text.question(action.confirm, state.deck, self._language)
        self._ask(action, action.request, question)

    def _ask(self, action: Action, request: Request, question: str) -> None:
        self._asking = (action, request)
        self._alert.ask(question)

    def _confirmed(self) -> None:
        assert self._asking is not None
        self._send(*self._asking)

    def _forgone(self) -> None:
        self._asking = None

    def _send(self, action: Action, request: Request) -> None:
        """Do it; where someone answers in extra time ask whether it is to be done anyway."""
        self._asking = None
        try:
            self._lead.send(request)
        except TamtamError as error:
            if error.code != "extra_time_runs":
                raise
            self._ask(action, anyway(request), error.message(self._language))
            return
        if action.name == "again":
            self.preview.unfolded = False

    def _shown(self) -> str | None:
        """The chart that the room is shown; None where it sees none."""
        with self._lead.state() as state:
            turn = state.activity(self._id).turn
            return turn.show if turn.shows_chart else None

    def _follow_what_is_shown(self, before: str | None) -> None:
        """Unfold the chart that was just revealed."""
        if (now := self._shown()) and now != before:
            self.preview.unfold(now == "shift")

    def _turned(self) -> None:
        with self._lock:
            self.update([])

    def _answer(self, key: str) -> str:
        return texts.text(self._language, f"actions.{key}")

    def _say(self, key: str, **values: Any) -> str:
        return self._lead.say(f"stage.{key}", **values)


def _clock(left: int) -> str:
    """Minutes and seconds of `left` (ms), as a clock shows them: 3:05."""
    minutes, seconds = divmod(max(0, -(-left // 1000)), 60)
    return f"{minutes}:{seconds:02}"
