"""The workshop alone: answered in the notebook, kept as a session of one, never shown to anybody."""

import json
import os
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import msgspec

from tamtam.deck.deck import Check
from tamtam.kinds.kind import ONESELF
from tamtam.language import texts
from tamtam.language.errors import TamtamError, writing
from tamtam.notebook import closing
from tamtam.notebook.form_texts import FormState
from tamtam.notebook.output import CellNote, in_marimo, in_notebook, show, tell
from tamtam.notebook.progress import Progress
from tamtam.notebook.public import public
from tamtam.notebook.session import Session
from tamtam.results import bet_view, echo_view, own_notebook
from tamtam.results.bet_view import BetView
from tamtam.results.mirror_view import MirrorView
from tamtam.results.own_shift import ANSWERS, OwnAnswers, OwnShift
from tamtam.results.step_view import StepView
from tamtam.server.access import new_participant
from tamtam.session import cohort, company
from tamtam.session import commands as c
from tamtam.session.activity import ActivityState
from tamtam.session.log import Store, do
from tamtam.session.state import State

if TYPE_CHECKING:
    from tamtam.notebook.widgets.checks import Checks
    from tamtam.notebook.widgets.study_step import StudyStep
    from tamtam.server.views.phone_types import ActivityView

#: What the file is called that one hands in.
HAND_IN = "my_hand_in.json"


def own_answers(path: str | Path) -> str:
    """What an answers' file says. Raises TamtamError where it can't be read."""
    try:
        return Path(path).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise TamtamError("no_own_answers", path=path, name=ANSWERS) from error


@public
class Study(Session):
    """One person's own way through a workshop; `Workshop.study` makes one. No server, no network.

    In a notebook `ask` shows the same form as on a phone; in a script `answer` takes its place.
    """

    #: What somebody who studies or analyses calls.
    PUBLIC: ClassVar = (
        *("code", "language", "ask", "widget", "answer", "write", "mirror", "progress"),
        *("bet", "play_with", "compare", "did", "check"),
        *("activities", "activity", "standing", "shift", "chart", "answers"),
        *("hand_in", "join", "beside"),
        *("results", "archive", "wrap_up", "end"),
    )

    def __init__(self, store: Store, code: str, language: str) -> None:
        super().__init__(store, code, language)
        self._steps: dict[str, StudyStep] = {}
        self._checks: dict[str, Checks] = {}
        with self.state() as state:
            found = next(iter(state.participants), None)
        self._me = found or new_participant()
        if found is None:
            self._run(c.Join(self._me, language=language))

    def ask(self, activity: str) -> None:
        """Show an activity to answer here; every answer is kept at once and can be changed.

        Beside it stands what you answered, and nobody else. Raises TamtamError naming the activities.

            study.ask("baseline")
        """
        self.open(activity)
        if not in_notebook():
            tell(self._words(activity))
            return
        show(self.widget(activity))
        CellNote(self._words(activity))

    def widget(self, activity: str) -> Any:
        """What `ask` shows, as a value: for front ends that show what a cell ends with, such as marimo.

        study.widget("flows")
        """
        self.open(activity)
        if activity not in self._steps:
            self._steps[activity] = self._step(activity)
        self._anew(activity)
        step = self._steps[activity]
        return step.form if in_marimo() else step.widget

    def answer(self, activity: str, item: str, value: Any, phase: str | None = None) -> MirrorView:
        """Answer one item; `value` None takes the answer back. Returns your answers to the activity.

        `phase` may be left out where there is only one. Raises TamtamError saying what is allowed.

            study.answer("baseline", "colleagues", 4)
        """
        phases = self.activity(activity).phases
        if phase is None and len(phases) > 1:
            raise TamtamError("no_such_phase", field="phase", phases=", ".join(phases))
        self.open(activity)
        self._keep(activity, item, phase or phases[0], value)
        self._anew(activity)
        return self.mirror(activity)

    def write(self, activity: str, text: str) -> MirrorView:
        """Write something where an activity collects what people write. Returns your answers to it.

        Raises TamtamError where it collects nothing, or has enough of yours.

            study.write("missing", "To the schools around: our Saturdays")
        """
        self.open(activity)
        self._run(c.Propose(activity, text, uuid.uuid4().hex, self._me))
        return self.mirror(activity)

    def mirror(self, activity: str) -> MirrorView:
        """Your own answers to an activity, and a sentence about them; nobody else is in it.

        study.mirror("flows")
        """
        with self.state() as state:
            return MirrorView.of(state, activity, self._me, self.language)

    def view(self, activity: str) -> StepView:
        """All that stands beside the form of a step: bets, one's answers, simulated company."""
        progress = self._progress_words()
        with self.state() as state:
            return StepView.of(state, activity, self._me, self.language, progress)

    def progress(self) -> Progress:
        """How many steps you have answered, and how many minutes the others take.

        study.progress()
        """
        steps = self.activities()
        with self.state() as state:
            return Progress.of_participant(state, steps, self._me)

    def bet(self, name: str, value: int | None = None) -> BetView:
        """Bet on what is to come, before it is answered; returns the bet, and later what happened.

        In a notebook a bet stands above the activity it comes before. Raises TamtamError naming the
        bets there are, and where it is over.

            study.bet("first_gifts", 8)
        """
        with self.state() as state:
            found = state.deck.bet(name)
            known = [one.id for one in state.deck.bets()]
        if found is None:
            raise TamtamError("not_an_option", field="name", options=", ".join(known))
        if value is not None:
            self._run(c.Keep(self._me, name, value))
            self._anew(found.before)
        with self.state() as state:
            return BetView.of(state, found, self._me, self.language)

    def hold(self, activity: str, drafts: Mapping[str, Any]) -> None:
        """Keep what a form holds that isn't sent: the words of one's step, a decision of one's own."""
        kept = json.dumps(dict(drafts), ensure_ascii=False) if drafts else None
        self._run(c.Keep(self._me, f"{company.DRAFT}{activity}", kept))

    def bets(self, activity: str) -> list[BetView]:
        """The bets that come before an activity, as they stand."""
        with self.state() as state:
            return bet_view.before(state, activity, self._me, self.language)

    def play_with(self, *players: str) -> MirrorView:
        """Begin a game anew with three simulated players of your choice; without any, chance draws them.

        There are "free_rider", "conditional" (who gives as others do) and "altruist". Raises
        TamtamError for any others, and for more or fewer than three.

            study.play_with("free_rider", "conditional", "altruist")
        """
        with self.state() as state:
            [game] = [id for id, asked in state.asked.items() if asked.kind.players]
            own = state.activity(game).turn.answers.get(self._me, {})
            given = list(own)
            former = company.with_this(state, state.activity(game), self._me)
        self.open(game)
        self._run(c.Keep(self._me, company.FORMER, former))
        self._run(c.Keep(self._me, company.PLAYERS, players or None))
        for item, phase in given:
            self._keep(game, item, phase, None)
        self._anew(game)
        return self.mirror(game)

    def _anew(self, activity: str) -> None:
        """Show a step again as it is now, where it is shown."""
        if step := self._steps.get(activity):
            step.show(self.shown(activity), self.view(activity))

    def check(self, part: str) -> None:
        """Lay answers to a part side by side, then ask whether it was understood: choose, and read why.

        Nothing of it is kept. Raises TamtamError naming the parts there are.

            study.check("community")
        """
        with self.state() as state:
            parts = {one.id: one for one in state.deck.parts}
        if part not in parts:
            raise TamtamError("not_an_option", field="part", options=", ".join(parts))
        checks, echoes = parts[part].study.checks, self.echoes(part)
        if not in_notebook() or not (checks or echoes):
            said = [*echoes, *map(self._check_words, checks)]
            tell("\n\n".join(said) or self.say("study.checks.nothing"))
            return
        from tamtam.notebook.widgets.checks import Checks

        self._checks[part] = Checks(checks, echoes, self.language)
        show(self._checks[part].widget)

    def echoes(self, part: str) -> tuple[str, ...]:
        """Answers to a part and before it that are laid side by side, in words, as far as they are there."""
        with self.state() as state:
            [found] = [one for one in state.deck.parts if one.id == part]
            return echo_view.told(state, found, self._me, self.language)

    def _check_words(self, check: Check) -> str:
        """A check as plain text: its choices, each with why."""
        pick = texts.pick
        lines = [pick(check.question, self.language)]
        for choice in check.choices:
            mark = self.say(f"study.checks.{'right' if choice.right else 'wrong'}")
            text, why = pick(choice.text, self.language), pick(choice.why, self.language)
            lines.append(f"- {text} ({mark}: {why})")
        return "\n".join(lines)

    def wrap_up(self) -> None:
        """Show buttons to write your notebook (into a folder beside this one) and to end.

        study.wrap_up()
        """
        closing.wrap_up(self, f"{self.say('study.folder')}-{self.code}", "study.wrap_up")

    def results_lie_in(self, folder: Path) -> str:
        """Where your notebook is, in words."""
        return self.say("study.results", folder=folder.resolve())

    def write_results(self, folder: str | Path, **chosen: Any) -> list[Path]:
        """Write what you take home into `folder`: a page, your answers, a calendar file; without a word.

        There is nothing to be `chosen` of it.
        """
        steps = self.activities()
        with self.state() as state:
            return own_notebook.write(state, steps, self._me, Path(folder), self.language)

    def hand_in(self, path: str | Path = HAND_IN) -> Path:
        """Write the file that you may hand in to a class: your answers, no name, no word you wrote.

        study.hand_in("my_hand_in.json")
        """
        written = Path(path)
        with writing(written):
            written.write_bytes(self.handed_in() + b"\n")
        return written

    def handed_in(self) -> bytes:
        """What `hand_in` writes. Raises TamtamError where there is nothing to hand in yet."""
        with self.state() as state:
            found = cohort.of_oneself(state, self._me)
        if not found.answers:
            raise TamtamError("nothing_to_hand_in")
        return msgspec.json.format(msgspec.json.encode(found), indent=1)

    def join(self, code: str, server: str = "") -> int:
        """Hand in to a class where there is a server; returns how many people have handed in by now.

        `server` is its address, or TAMTAM_SERVER; without either the class is in this machine's store.
        Again, it takes the place of what you handed in before. Raises TamtamError where the server says
        no, or isn't reached.

            study.join("K7P2QX", server="http://192.168.1.20:8000")
        """
        from tamtam.notebook import cohort as classes

        address = server or os.environ.get("TAMTAM_SERVER", "")
        people = classes.handed_to(self._store, code, self.handed_in(), address)
        tell(self.say("study.joined", n=people, code=code.upper()))
        return people

    def beside(self, path: str | Path | None) -> None:
        """Stand beside a cohort, by its file; None beside simulated people alone again.

        Raises TamtamError where it is no file of a cohort of this workshop.

            study.beside("cohort.json")
        """
        try:
            kept = Path(path).read_text("utf-8") if path is not None else None
        except (OSError, ValueError) as error:
            raise TamtamError("no_reference") from error
        self.keep_cohort(kept)

    def keep_cohort(self, kept: str | None) -> None:
        """Stand beside the cohort whose file says this."""
        self._run(c.Keep(self._me, company.COHORT, kept))
        for activity in self._steps:
            self._anew(activity)

    def compare(self, path: str | Path) -> OwnShift:
        """Compare with the answers' file you took home before: what moved, and what became of your step.

        From then on it stands beside each step too. Raises TamtamError where `path` is no such file of this
        workshop.

            study.compare("my_notebook/my_answers.json")
        """
        self.keep_before(own_answers(path))
        found = self.since()
        assert found is not None  # as it was kept just now
        if in_notebook():
            show(found)
        tell(repr(found) + (f"\n{self.say('study.did')}" if found.step and not found.done else ""))
        return found

    def since(self) -> OwnShift | None:
        """What moved since the answers that this study is compared with; None where there are none."""
        with self.state() as state:
            return OwnShift.of(state, self._me, self.language)

    def did(self, done: Literal["yes", "partly", "no"]) -> None:
        """Say what became of the step you wrote the last time; it stands in your notebook.

        study.did("partly")
        """
        self._run(c.Keep(self._me, company.DONE, done))

    def keep_before(self, said: str) -> None:
        """Compare with this answers' file from now on. Raises TamtamError for what is none."""
        with self.state() as state:
            OwnAnswers.read(said, state.session.workshop)
        self._run(c.Keep(self._me, company.BEFORE, said))
        for activity in self._steps:
            self._anew(activity)

    def is_compared_with(self, said: str) -> bool:
        """Whether this is the answers' file it is compared with; whatever it is, if one names none."""
        with self.state() as state:
            return said in ("", state.participants[self._me].kept.get(company.BEFORE))

    def planned_step(self) -> tuple[str, ...]:
        """The step that one wants to take, in one's own words; empty until it is written."""
        with self.state() as state:
            plans = [id for id in self.activities() if state.activity(id).kind.plans]
        return own_notebook.own_steps([self.mirror(id) for id in plans])

    def own_answers(self) -> str:
        """The answers' file as it would be written now."""
        steps = self.activities()
        with self.state() as state:
            return own_notebook.answers(state, steps, self._me, self.language)

    def end(self) -> None:
        """End it; the next `study()` begins anew. What you answered is kept.

        study.end()
        """
        self._run(c.End())
        for activity in self._steps:
            self._anew(activity)
        tell(self.say("ended", code=self.code))

    def _step(self, activity: str) -> "StudyStep":
        from tamtam.notebook.widgets.form import FormWidget
        from tamtam.notebook.widgets.study_step import StudyStep

        shown = self.shown(activity)
        form = FormWidget(
            str(shown["activity"]["kind"]),
            shown["activity"],
            self.language,
            keep=lambda item, phase, value: self._answered(activity, item, phase, value),
            propose=lambda texts, gone: self._proposed(activity, texts, gone),
            hold=lambda drafts: self._held(activity, drafts),
            alone=True,
        )
        return StudyStep(
            form,
            self.language,
            bet=lambda name, value: self._silently(self.bet, name, value),
            play=lambda sorts: self._silently(self.play_with, *sorts),
        )

    def _silently(self, act: Callable[..., object], *values: Any) -> None:
        """Do what a button says; what can't be done any more leaves everything as it is."""
        with suppress(TamtamError):
            act(*values)

    def _answered(self, activity: str, item: str, phase: str, value: Any) -> FormState:
        """Keep what was answered in the form; returns what it shows then."""
        self.open(activity)
        self._keep(activity, item, phase, value)
        return self._answered_anew(activity)

    def _proposed(self, activity: str, texts: list[str], gone: list[str]) -> FormState:
        """Keep what was proposed in the form, take back what was taken out of it."""
        self.propose(activity, texts, gone)
        return self._answered_anew(activity)

    def propose(self, activity: str, texts: list[str], gone: list[str]) -> None:
        """Keep what was written where an activity collects it; take back items of one's own."""
        self.open(activity)
        for item in gone:
            self._run(c.Withdraw(self._me, activity, item))
        for text in texts:
            self._run(c.Propose(activity, text, uuid.uuid4().hex, self._me))

    def _held(self, activity: str, drafts: Mapping[str, Any]) -> None:
        """Keep what the form holds, and say it beside it."""
        self.hold(activity, drafts)
        if step := self._steps.get(activity):
            step.show_view(self.view(activity))

    def _answered_anew(self, activity: str) -> FormState:
        """Bring the mirror beside a form and the end of a part up to date; returns what the form shows."""
        for part, checks in self._checks.items():
            checks.show_echoes(self.echoes(part))
        if step := self._steps.get(activity):
            step.show_view(self.view(activity))
        return self.shown(activity)

    def shown(self, activity: str) -> FormState:
        """What the form shows: what is asked, and one's answers as they are kept.

        No standing: there is no room to stand in; the mirror beside it says what one answered.
        """
        from tamtam.server.views import phone as phone_view

        with self.state() as state:
            asked = state.activity(activity)
            own = phone_view.own(asked, self._me).get(str(asked.turn.number), {})
            mine = phone_view.mine(state, asked, state.participants[self._me])
            told = None
            if played := company.game(state, asked, self._me):
                told = asked.kind.told(asked.activity, played, ONESELF)
            is_over = state.over or (told and len(told["rounds"]) == len(asked.activity.phases))
            return {
                "activity": self._asked(asked),
                "answers": own,
                "drafts": company.draft(state, activity, self._me),
                "saved": {item: dict.fromkeys(phases, "saved") for item, phases in own.items()},
                "mine": {**mine, "told": told},
                "standing": None,
                "status": "closed" if is_over else "open",
            }

    @staticmethod
    def _asked(asked: ActivityState) -> "ActivityView":
        """What is asked; without what one wrote oneself, where to ask about that makes no sense."""
        from tamtam.server.views import phone as phone_view

        shown = phone_view.activity(asked)
        if asked.kind.asks_about_own:
            return shown
        items = [one for one in shown["items"] if not asked.is_written(one["id"])]
        return {**shown, "items": items}

    def open(self, activity: str) -> None:
        """One who studies alone goes back and forth: what is looked at is open."""
        with self.state() as state:
            asked = state.activity(activity)
            rests = asked.status == "open" and not asked.kind.source(asked.activity)
            over = state.over
        if not rests and not over:
            self._run(c.Open(activity))

    def _keep(self, activity: str, item: str, phase: str, value: Any) -> None:
        """Keep an answer; where another step that is shown asks about it, that asks anew."""
        self._run(c.Answer(self._me, activity, item, phase, value, uuid.uuid4().hex))
        with self.state() as state:
            rest_on = [id for id in self._steps if self._source(state, id) == activity]
        for id in rest_on:
            self.open(id)
            self._anew(id)

    @staticmethod
    def _source(state: State, id: str) -> str:
        asked = state.activity(id)
        return asked.kind.source(asked.activity)

    def _run(self, command: c.AnyCommand) -> None:
        do(self._store, self.code, command)

    def _words(self, activity: str) -> str:
        again = self.say("study.again" if in_notebook() else "study.in_a_script")
        return f"{self._progress_words()}\n{self.mirror(activity)!r}\n{again}"

    def _progress_words(self) -> str:
        progress = self.progress()
        if not progress.next:
            return self.say("study.all_done", of=progress.of)
        title = texts.pick(self.activity(progress.next).title, self.language)
        return self.say(
            "study.progress",
            done=progress.done,
            of=progress.of,
            minutes=self.say("study.minutes", n=round(progress.minutes)),
            step=title,
        )

    def __repr__(self) -> str:
        return self.say("study.room", code=self.code)
