"""One step as it is led: the bar with the usual next thing, and the card with what to say and show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tamtam import charts
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.chart import ChartWidget
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, choice, el, fold
from tamtam.results.view import View
from tamtam.session import action_text, run_sheet_text
from tamtam.session import shift as shifts
from tamtam.session.activity import ActivityState
from tamtam.session.caution import Caution
from tamtam.session.display import Display
from tamtam.session.extra_time import waits_for
from tamtam.session.log import now_ms
from tamtam.session.next_step import SHOWS, Action, Offer, Request, anyway, next_step
from tamtam.session.run_sheet import RunSheet
from tamtam.session.state import State

#: How many of the other things to do stand beside the main one; the rest is in the menu.
BESIDE = 2
#: How many items are listed of what phones show.
MOST_ITEMS = 12
#: Least time between two drawings of a chart (ms): a burst of answers is one movement.
PACE = 200
#: What leads on to another activity: it is looked at before it is opened.
ONWARD = ("next",)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is asked before an action is done; `anyway` where somebody still answers in extra time."""

    action: Action
    words: str
    anyway: bool = False


class StepPane:
    """Bar and card of the step under way, of one that is looked at, or of one that is `pinned`."""

    def __init__(
        self,
        lead: Lead,
        chart: ChartWidget,
        pinned: str = "",
        finish: Callable[[], None] | None = None,
        done: Callable[[], str] = str,
        revealed: Callable[[], None] = lambda: None,
    ) -> None:
        self._lead = lead
        self._language = lead.language
        self._chart = chart
        self._pinned = pinned
        self._finish = finish
        self._done = done
        self._revealed_now = revealed
        self.at = pinned
        self._offered: dict[str, Action] = {}
        self._asking: OpenQuestion | None = None
        self._previewed = self._detailed = self._moved = False
        self._view: View | None = None
        self._drawn: tuple[object, ...] = ()
        self._drawn_at = 0
        self.deeds: Deeds = {
            "act": self._act,
            "confirm": self._confirm,
            "forgo": self._forgo,
            "look": self.look,
            "fold": self._fold,
            "facet": self._facet,
            "moved": self._turn_over,
            "highlight": self._highlight,
        }

    # --- what is led

    def step(self, state: State) -> str:
        """The step that is shown: the one looked at, else the one under way; "" before the first."""
        if self.at and not self._pinned and state.step == self.at:
            self.at = ""
        return self.at or state.step or ""

    def offer(self, state: State) -> Offer:
        """What can be done here now."""
        offer = next_step(state, self.step(state) if self.at else None)
        if self._pinned:
            own = [action for action in offer.actions if action.step == self.at]
            main = offer.main if offer.main in own else None
            offer = Offer(main, tuple(action for action in own if action is not main))
        self._offered = {_key(action): action for action in offer.actions}
        self._ask_still(state)
        return offer

    def _ask_still(self, state: State) -> None:
        """Ask on, with the numbers of now; no more where it has gone on, or nothing is left to ask."""
        if self._asking is None or self._asking.anyway:
            return
        action = self._offered.get(_key(self._asking.action))
        if action is None or action.confirm is None:
            self._asking = None
        elif action.confirm != self._asking.action.confirm:
            self._asking = self._asked(action, state)

    def _asked(self, action: Action, state: State) -> OpenQuestion:
        assert action.confirm is not None
        return OpenQuestion(
            action, action_text.question(action.confirm, state.deck, self._language)
        )

    # --- the bar

    def bar(self, state: State, sheet: RunSheet) -> list[Node]:
        """The step, its time, who has answered, how late it is, and what to do."""
        step, offer = self.step(state), self.offer(state)
        asked = state.asked.get(step)
        return [
            self._name(state, step, asked),
            self._time(state, asked),
            self._answered(state, asked),
            self._clock(state, sheet),
            *(self._question(self._asking) if self._asking else self._buttons(state, offer)),
        ]

    def _name(self, state: State, step: str, asked: ActivityState | None) -> Node:
        title = action_text.title(step, state.deck, self._language) or texts.pick(
            state.deck.title, self._language
        )
        status = ""
        if asked is not None:
            status = self._lead.say(f"stage.status.{asked.status}")
            if round := action_text.round_of(asked):
                status += f" · {texts.pick(round, self._language)}"
            if not asked.turns:
                minutes = state.deck.minutes(step, state.cut)
                status += f" · {self._lead.say('agenda.planned', n=minutes)}"
            elif asked.turn.number > 1:
                status += f" · {self._lead.say('stage.turn', turn=asked.turn.number)}"
        sort = f"status {asked.status}" if asked else "status"
        goes_back = self.at != self._pinned and (self._pinned or state.step)
        back = button(self._say("back"), "look", self._pinned, look="small") if goes_back else None
        return el(
            "div",
            el(
                "span",
                self._lead.say("start.a_rehearsal"),
                look="rehearsal",
                title=self._lead.say("rehearsal.banner"),
            )
            if state.session.rehearsal
            else None,
            el("h2", title),
            el("span", status, look=sort, role="status") if status else None,
            back,
            look="name",
        )

    def _time(self, state: State, asked: ActivityState | None) -> Node:
        at, words = None, ""
        if asked is not None and asked.status == "open":
            at = asked.ends_at
            if asked.left is not None:
                words = self._lead.say("stage.paused", left=_minutes(asked.left))
            elif at is None:
                words = self._lead.say("stage.no_timer")
        elif asked is not None and (late := waits_for(state, asked, now_ms())):
            words = run_sheet_text.late(late, asked.late_until or 0, self._language)
        elif asked is None and state.pause is not None and not self.at:
            at = state.pause.ends_at
        until = {
            "at": at,
            "words": self._lead.say("stage.left", left="{left}"),
            "over": self._lead.say("stage.time_up"),
        }
        return el("span", words, look="time", until=until if at else None, key="time", role="timer")

    def _answered(self, state: State, asked: ActivityState | None) -> Node:
        people = len(state.participants)
        if asked is None or not asked.turns or (asked.status == "open" and not asked.waits):
            return el("span", self._lead.say("start.people", n=people), look="count")
        turn = asked.turn
        if turn.talk:
            return el("span", self._lead.say("stage.talked"), look="count")
        is_open = asked.status == "open"
        by_hand = asked.by_hand(turn)
        if is_open:
            done = len(turn.complete)
        else:
            done = asked.people(turn) - by_hand if asked.rounds else asked.done()
        told = self._say("answered", n=done, of=people)
        parts = [told if is_open else self._lead.say("agenda.answered", n=done, of=people)]
        if by_hand:
            parts.append(self._lead.say("stage.by_hand", n=by_hand))
        label = self._lead.say("stage.complete", n=done, of=people)
        gauge = el("progress", max=max(people, 1), value=done, aria_label=label, key=f"g{done}")
        return el("span", gauge, " ", " · ".join(parts), look="count")

    def _clock(self, state: State, sheet: RunSheet) -> Node:
        """The time of day, and whether the end still holds."""
        late = run_sheet_text.line(sheet, state.deck, self._language)
        parts = [texts.time_of_day(now_ms())]
        if state.begun and not state.over:
            behind = round(sheet.behind)
            key = "late" if behind > 0 else "early" if behind < 0 else "on_time"
            parts.append(self._say(key, n=abs(behind)))
        sort = "clock over" if sheet.over else "clock"
        return el("span", ", ".join(parts), look=sort, title=late)

    def _buttons(self, state: State, offer: Offer) -> list[Node]:
        main = (
            self._button(state, offer.main, look="main", data_main=True, data_first=True)
            if offer.main
            else None
        )
        if done := self._done():  # what was to be done last is done, until one goes back
            main = el("span", done, look="status", role="status", key="done")
        beside = [self._button(state, action) for action in offer.others[:BESIDE]]
        rest = [self._button(state, action) for action in offer.others[BESIDE:]]
        menu = el(
            "details",
            el("summary", "▾", aria_label=self._say("others"), data_hotkey="o"),
            el("div", *rest, look="menu"),
            key="menu",
            data_menu=True,
        )
        inside = (main, *beside, menu if rest else None)
        return [el("div", *inside, look="acts", key="acts")]

    def _button(self, state: State, action: Action, **attributes: Any) -> Node:
        label = action_text.label(action, state.deck, self._language)
        hotkey = {"data_hotkey": "n", "title": self._say("key", name="n")} if attributes else {}
        return button(label, "act", _key(action), **attributes, **hotkey)

    def _question(self, asking: OpenQuestion) -> list[Node]:
        yes = texts.text(self._language, "actions.yes")
        no = texts.text(self._language, "actions.no")
        unread = asking.action.confirm is not None and asking.action.confirm.why == "unread"
        read = button(self._say("read.now"), "read_now", look="main", data_first=True)
        sure = "" if unread else "main"
        return [
            el(
                "div",
                el("p", asking.words, id="tamtam-asked"),
                read if unread else None,
                button(yes, "confirm", look=sure, data_hotkey="y", data_first=not unread),
                button(no, "forgo", data_hotkey="Escape"),
                look="acts asked",
                role="alertdialog",
                aria_labelledby="tamtam-asked",
                key="asked",
            )
        ]

    # --- the card

    def card(self, state: State) -> list[Node]:
        """What to say now; the chart, for the facilitator alone or as it was shown; what to ask then."""
        asked = state.asked.get(self.step(state))
        if asked is None:
            return []
        shown = Display.of(asked) if asked.status == "revealed" else None
        if shown is not None:
            return self._revealed(asked, shown, state)
        head = [
            el("p", texts.pick(asked.question, self._language), look="question"),
            self._caution(asked, state),
            self._said_before(asked),
        ]
        if asked.status == "revealed":
            return [*head, el("p", self._lead.say("stage.nothing_shown"), look="muted")]
        if not asked.turns:
            return head
        return [*head, self._preview(asked, state), self._pitfall(asked)]

    def _caution(self, asked: ActivityState, state: State) -> Node:
        """Whom the chart would show alone: once it is closed or asked about, not at the first answers."""
        confirm = self._asking and self._asking.action.confirm
        is_asked = bool(confirm and confirm.why == "caution")
        caution = Caution.of(asked, state.min_answers)
        if caution is None or not (asked.status == "closed" or is_asked):
            return None
        is_new = caution.is_new(state.asked.values(), state.min_answers)
        words = caution.words(self._language, is_new)
        return el("p", words, look="caution", role="note", key="caution")

    def _said_before(self, asked: ActivityState) -> Node:
        activity = asked.activity
        say = texts.pick(activity.say, self._language)
        expect = texts.pick(activity.expect, self._language)
        rows = []
        talk = asked.round if asked.status == "open" else None
        if talk is not None and talk.question is not None:
            about = asked.kind.announced(activity, talk, collects=False)
            lines = [el("p", texts.pick(line, self._language)) for line in about]
            return el("dl", el("dt", self._say("say")), el("dd", *lines, look="say"))
        if say and asked.status in ("waiting", "open"):
            rows += [el("dt", self._say("say")), el("dd", say, look="say")]
        if expect and asked.status != "revealed":
            rows += [el("dt", self._lead.say("stage.expect")), el("dd", expect)]
        if asked.status in ("waiting", "open"):
            rows += self._on_phones(asked)
        return el("dl", *rows) if rows else None

    def _on_phones(self, asked: ActivityState) -> list[Node]:
        """What phones and wall ask now: the prompt while items are collected, and the items."""
        collect, shown = asked.activity.collect, []
        if collect is not None and asked.collects:
            shown.append(el("p", texts.pick(collect.prompt, self._language)))
        if not shown or not asked.rounds:
            items = asked.activity.items[:MOST_ITEMS]
            listed = [el("li", texts.pick(item.text, self._language)) for item in items]
            shown += [el("ul", *listed, look="items")] if listed else []
        return [el("dt", self._say("on_phones")), el("dd", *shown)] if shown else []

    def _preview(self, asked: ActivityState, state: State) -> Node:
        """The chart that only the laptop shows, folded away until it is asked for."""
        self._draw(asked, state)
        inside = []
        if self._previewed:
            view = self._view
            inside = [
                el("p", self._say("only_you"), look="warning"),
                self._claims(asked, view, state) if view else None,
                self._facets(asked) if not self._moved else None,
                el("p", view.sentence, look="sentence") if view else None,
                self._pictured(view) if view else None,
                el("p", el("b", f"{self._lead.say('stage.ask')} "), view.debrief)
                if view and view.debrief
                else None,
            ]
        title = self._lead.say("stage.preview")
        if inside and shifts.has_shift(state, asked):
            label = self._lead.say("stage.this_time" if self._moved else "stage.moved")
            inside.insert(1, button(label, "moved", look="small"))
        return el(
            "details",
            el("summary", title, title=self._say("key", name="p")),
            *inside,
            key=f"preview:{asked.activity.id}:{asked.turn.number}",
            look="fold",
            data_folds="preview",
        )

    def _revealed(self, asked: ActivityState, shown: Display, state: State) -> list[Node]:
        self._draw(asked, state)
        view = View.of(asked.activity, shown, self._language)
        only = None if shown.with_chart else self._lead.say("stage.only_sentence")
        lines = {
            "further": texts.pick(asked.activity.question_d, self._language),
            "pitfall": texts.pick(asked.activity.pitfall, self._language),
        }
        rows = [
            node
            for name, line in lines.items()
            if line
            for node in (el("dt", self._lead.say(f"stage.{name}")), el("dd", line, look=name))
        ]
        late = asked.turn.changed
        key = "late" if asked.turn.holds(state.min_answers) else "late_enough"
        told = self._lead.say(f"stage.{key}", n=len(late), least=state.min_answers) if late else ""
        question = texts.pick(asked.activity.question, self._language)
        return [
            el("p", view.sentence, look="sentence"),
            el("p", el("b", f"{self._lead.say('stage.ask')} "), view.debrief, look="ask")
            if view.debrief
            else el("p", question, look="question"),
            self._since(state, asked.activity.id),
            el("p", only, look="muted") if only else None,
            el("p", told, look="muted") if told else None,
            self._facets(asked),
            self._pictured(view) if shown.with_chart else None,
            el("dl", *rows) if rows else None,
            self._details(view, asked),
        ]

    def _since(self, state: State, activity: str) -> Node:
        """What lies apart from the session that this one asks again; nothing where it asks none."""
        since = self._lead.since_former.comparison(state)
        said = since.sentences(activity) if since else []
        label = self._say("since", code=state.session.follows)
        return el("p", el("b", f"{label} "), " ".join(said), look="ask") if said else None

    def _pictured(self, view: View) -> Node:
        """The chart's place, and how many it is of."""
        people = charts.people(view.standing, self._language)
        return el(
            "div",
            el("figure", slot="chart", key="chart"),
            el("p", people, look="muted"),
            look="pictured",
            key="pictured",
        )

    def _details(self, view: View, asked: ActivityState) -> Node:
        """The chart in words and its numbers, folded: they are for who asks, and sent only then."""
        inside: list[Node] = []
        if self._detailed:
            table = view.plain_table()
            head = [el("th", str(name), scope="col") for name in table.columns]
            rows = [el("tr", *(el("td", str(cell)) for cell in row)) for row in table.rows]
            inside = [
                el("p", view.caption),
                el("table", el("thead", el("tr", *head)), el("tbody", *rows)) if rows else None,
            ]
        return el(
            "details",
            el("summary", self._say("details")),
            *inside,
            key=f"details:{asked.activity.id}:{asked.turn.number}",
            look="fold",
            data_folds="details",
        )

    def _facets(self, asked: ActivityState) -> Node:
        names = {
            id: asked.kind.facet_name(asked.activity, id, self._language)
            for id in asked.kind.facets(asked.activity)
        }
        if not names:
            return None
        options = {"": self._lead.say("stage.whole")} | names
        id = asked.activity.id
        return _chosen(self._say("highlight"), "facet", options, asked.turn.facet, id)

    def _claims(self, asked: ActivityState, view: View, state: State) -> Node:
        """Which of the things that can be said is said first, as long as nothing is frozen."""
        claims = view.standing.claims
        if len(claims) < 2 or view.facet or asked.turn.holds(state.min_answers):
            return None
        options = {"": self._say("stands_out")} | {
            one.claim.key: texts.pick(one.sentence, self._language) for one in claims
        }
        held = asked.turn.highlight if asked.turn.highlight in options else ""
        return _chosen(self._say("say_first"), "highlight", options, held, asked.activity.id)

    def _pitfall(self, asked: ActivityState) -> Node:
        line = texts.pick(asked.activity.pitfall, self._language)
        return fold(self._lead.say("stage.pitfall"), el("p", line), key="pitfall") if line else None

    def _draw(self, asked: ActivityState, state: State) -> None:
        """Bring the chart up to date: as it was shown to the room, else as it is now."""
        turn = asked.turn
        shown = Display.of(asked) if asked.status == "revealed" else None
        if shown is None and not self._previewed:
            return
        id = asked.activity.id
        key = (
            id,
            turn.number,
            turn.changed_at,
            turn.revealed_at,
            turn.show,
            turn.facet,
            self._moved,
        )
        if self._drawn == key or now_ms() - self._drawn_at < PACE:
            return
        self._drawn, self._drawn_at = key, now_ms()
        if shown is not None:
            self._view = View.of(asked.activity, shown, self._language)
        else:
            self._view = self._previewing(asked)
        self._chart.show(self._view)

    def _previewing(self, asked: ActivityState) -> View:
        """What the preview shows: where the group stands now or, if that is wanted, what moved."""
        id = asked.activity.id
        if self._moved:
            try:
                return self._lead.shift(id)
            except TamtamError:  # someone was forgotten
                self._moved = False
        return self._lead.standing(id, asked.turn.facet)

    # --- what is done

    def _act(self, key: str) -> None:
        action = self._offered.get(key)
        if action is None:
            raise TamtamError("moved_on", activity=key.split(":")[1])
        if action.name in ONWARD and not self._pinned:
            self.look(action.step)
        elif action.name == "finish" and self._finish is not None:
            self._finish()  # which ends nothing yet
        elif action.confirm is not None:
            with self._lead.state() as state:
                self._asking = self._asked(action, state)
        else:
            self._send(action, action.request)

    def _confirm(self) -> None:
        if self._asking is not None:
            action = self._asking.action
            self._send(action, anyway(action.request) if self._asking.anyway else action.request)

    def _forgo(self) -> None:
        self._asking = None

    def _send(self, action: Action, request: Request) -> None:
        """Do it; where someone answers in extra time ask whether it is to be done anyway."""
        self._asking = None
        try:
            self._lead.send(request)
        except TamtamError as error:
            if error.code != "extra_time_runs":
                raise
            self._asking = OpenQuestion(action, error.message(self._language), anyway=True)
            return
        self._previewed = self._detailed = self._moved = False
        self._drawn, self._drawn_at = (), 0
        if action.name in SHOWS:
            self._revealed_now()
        if not self._pinned:
            self.at = ""

    def look(self, step: str) -> None:
        """Show a step without opening it; "" goes back to the one under way."""
        self.at, self._asking, self._drawn = step, None, ()
        self._previewed = self._detailed = self._moved = False

    def _fold(self, what: str, unfolded: bool) -> None:
        if what == "details":
            self._detailed = unfolded
        elif self._previewed != unfolded:
            self._previewed, self._drawn_at = unfolded, 0

    def _turn_over(self) -> None:
        """Let the preview show what moved since the last time, or this time alone."""
        self._moved, self._drawn_at = not self._moved, 0

    def _facet(self, activity: str, facet: str) -> None:
        self._lead.focus(facet, activity)
        self._drawn_at = 0

    def _highlight(self, activity: str, claim: str) -> None:
        self._lead.highlight(claim, activity)
        self._drawn_at = 0

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"cockpit.{key}", **values)


def _chosen(label: str, name: str, options: dict[str, str], chosen: str, activity: str) -> Node:
    """One of several, which is done for an activity as soon as it is chosen."""
    made = choice(label, name, options, chosen)
    assert isinstance(made, list)
    made[3][1] |= {"do": [name, activity], "key": f"{name}:{chosen}"}
    return made


def _key(action: Action) -> str:
    """What a button is known by: what it does, to which step, in which turn and round."""
    turn, round = (getattr(action.request, name, None) for name in ("turn", "round"))
    return f"{action.name}:{action.step}:{turn or 0}:{round or 0}"


def _minutes(left: int) -> str:
    """Minutes and seconds of `left` (ms), as a clock shows them: 3:05."""
    minutes, seconds = divmod(max(0, -(-left // 1000)), 60)
    return f"{minutes}:{seconds:02}"
