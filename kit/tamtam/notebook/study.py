"""The workshop alone: answered in the notebook, kept as a session of one, never shown to anybody."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from tamtam.language.errors import TamtamError
from tamtam.notebook import closing
from tamtam.notebook.output import CellNote, in_notebook, show, tell
from tamtam.notebook.public import public
from tamtam.notebook.session import Session
from tamtam.results.view import View
from tamtam.server.access import new_participant
from tamtam.session import commands as c
from tamtam.session.log import Outcome, Store

if TYPE_CHECKING:
    from tamtam.notebook.widgets.form import FormState, FormWidget


@public
class Study(Session):
    """One person's own way through a workshop; `Workshop.study` makes one. No server, no network.

    In a notebook `ask` shows the same form as on a phone; in a script `answer` takes its place.
    """

    #: What somebody who studies or analyses calls.
    PUBLIC: ClassVar = (
        *("code", "language", "ask", "answer", "activities", "activity", "standing", "shift"),
        *("chart", "answers", "summary", "results", "archive", "wrap_up", "end"),
    )

    def __init__(self, store: Store, code: str, language: str) -> None:
        super().__init__(store, code, language)
        self._forms: dict[str, FormWidget] = {}
        with self.state() as state:
            found = next(iter(state.participants), None)
        self._me = found or new_participant()
        if found is None:
            self._run(c.Join(self._me, language=language))

    def ask(self, activity: str) -> None:
        """Show an activity to answer here; every answer is kept at once and can be changed.

        study.ask("baseline")
        """
        self._open(activity)
        if not in_notebook():
            tell(self._words(activity))
            return
        if activity not in self._forms:
            self._forms[activity] = self._form(activity)
        show(self._forms[activity])
        CellNote(self._words(activity))

    def answer(self, activity: str, item: str, value: Any, phase: str | None = None) -> View:
        """Answer one item; `value` None takes the answer back. Returns where you stand.

        `phase` may be left out where there is only one. Raises TamtamError saying what is allowed.

            study.answer("baseline", "colleagues", 4)
        """
        phases = self.activity(activity).phases
        if phase is None and len(phases) > 1:
            raise TamtamError("no_such_phase", field="phase", phases=", ".join(phases))
        self._open(activity)
        self._keep(activity, item, phase or phases[0], value)
        if form := self._forms.get(activity):
            form.show(self._shown(activity))
        return self.standing(activity)

    def wrap_up(self) -> None:
        """Show buttons to write the results (into a folder beside the notebook) and to end.

        study.wrap_up()
        """
        closing.wrap_up(self)

    def end(self) -> None:
        """End it; the next `study()` begins anew. What you answered is kept.

        study.end()
        """
        self._run(c.End())
        for activity, form in self._forms.items():
            form.show(self._shown(activity))
        tell(self.say("ended", code=self.code))

    def _form(self, activity: str) -> "FormWidget":
        from tamtam.notebook.widgets.form import FormWidget

        shown = self._shown(activity)
        form = FormWidget(
            str(shown["activity"]["kind"]),
            shown["activity"],
            self.language,
            keep=lambda item, phase, value: self._answered(activity, item, phase, value),
            propose=lambda texts, gone: self._proposed(activity, texts, gone),
        )
        form.show(shown)
        return form

    def _answered(self, activity: str, item: str, phase: str, value: Any) -> "FormState":
        """Keep what was answered in the form; returns what it shows then."""
        self._open(activity)
        self._keep(activity, item, phase, value)
        return self._shown(activity)

    def _proposed(self, activity: str, texts: list[str], gone: list[str]) -> "FormState":
        """Keep what was proposed in the form, take back what was taken out of it."""
        self._open(activity)
        for item in gone:
            self._run(c.Withdraw(self._me, activity, item))
        for text in texts:
            self._run(c.Propose(activity, text, uuid.uuid4().hex, self._me))
        return self._shown(activity)

    def _shown(self, activity: str) -> "FormState":
        """What the form shows: what is asked, one's answers as they are kept, and where one stands."""
        from tamtam.server.views import phone as phone_view

        with self.state() as state:
            asked = state.activity(activity)
            own = phone_view.own(asked, self._me).get(str(asked.turn.number), {})
            return {
                "activity": phone_view.activity(asked),
                "answers": own,
                "saved": {item: dict.fromkeys(phases, "saved") for item, phases in own.items()},
                "mine": phone_view.mine(state, asked, state.participants[self._me]),
                "standing": state.standing(activity).to_json() if own else None,
                "status": "closed" if state.over else "open",
            }

    def _open(self, activity: str) -> None:
        """One who studies alone goes back and forth: what is looked at is open."""
        with self.state() as state:
            is_open = state.activity(activity).status == "open" or state.over
        if not is_open:
            self._run(c.Open(activity))

    def _keep(self, activity: str, item: str, phase: str, value: Any) -> None:
        self._run(c.Answer(self._me, activity, item, phase, value, uuid.uuid4().hex))

    def _run(self, command: c.AnyCommand) -> None:
        [outcome] = self._store.run([(self.code, command)])
        if not isinstance(outcome, Outcome):
            raise outcome

    def _words(self, activity: str) -> str:
        view = self.standing(activity)
        return f"{view!r}\n{self.say('study.again' if in_notebook() else 'study.in_a_script')}"

    def __repr__(self) -> str:
        return self.say("study.room", code=self.code)
