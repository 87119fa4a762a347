"""What a notebook holds of one session, led or studied alone: its deck, its log, where it stands."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.former import SinceFormer
from tamtam.notebook.output import tell
from tamtam.results.cross_tab_view import CrossTabView
from tamtam.results.view import View
from tamtam.session import commands as c
from tamtam.session import shift as shifts
from tamtam.session.cross_tab import Variable
from tamtam.session.log import Sessions, do
from tamtam.session.state import State

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


class Session(ABC):
    """One run of a workshop. `code` names it; everything it knows is in its store."""

    def __init__(self, store: Sessions, code: str, language: str) -> None:
        self.code = code
        self._store = store
        self._log = store.log(code)
        self.language = self._log.state.deck.spoken(language)
        #: What lies apart from the session that this one asks again.
        self.since_former = SinceFormer(store, self.language)

    @contextmanager
    def state(self) -> Iterator[State]:
        """The session's present state, to read while nothing changes it."""
        with self._store.lock:
            self._log.refresh()
            yield self._log.state

    def activities(self) -> tuple[str, ...]:
        """Ids of the activities to run, in their order: those of the session's cut.

        room.activities()
        """
        with self.state() as state:
            chosen = state.deck.cuts.get(state.session.cut, {})
            return tuple(id for id in state.asked if id in chosen) or tuple(state.asked)

    def activity(self, id: str) -> Activity:
        """What is asked under `id`. Raises TamtamError naming the activities there are.

        room.activity("baseline").question
        """
        with self.state() as state:
            return state.receiver(id).activity

    def standing(self, activity: str, facet: str = "") -> View:
        """Where the group stands on an activity, also before it is revealed: for your eyes.

        `facet` names one of `standing(activity).facets`, to read that alone. Raises TamtamError naming
        those there are.

            room.standing("baseline")
        """
        with self.state() as state:
            asked = state.activity(activity)
            facets = asked.kind.facets(asked.activity)
            if facet and facet not in facets:
                raise TamtamError("not_an_option", field="facet", options=", ".join(facets))
            return View(asked.activity, state.standing(activity), self.language, facet)

    def shift(self, activity: str) -> View:
        """What moved on an activity since it was asked before: for your eyes, until it is revealed.

        Raises TamtamError where too few answered either time, or its kind has nothing to follow.

            room.shift("baseline")
        """
        with self.state() as state:
            asked, moved = state.activity(activity).activity, shifts.shift(state, activity)
            if moved is None:
                raise TamtamError("no_shift", activity=activity, min_answers=state.min_answers)
            return View(asked, moved, self.language)

    def chart(self, activity: str, facet: str = "") -> "go.Figure":
        """The chart of `standing(activity, facet)` as a Plotly figure.

        room.chart("baseline").write_html("baseline.html")
        """
        return self.standing(activity, facet).figure()

    def cross(self, one: str, other: str) -> CrossTabView:
        """How two questions go together: of those who said yes to one, how many did to the other.

        A question is named by activity and item, "baseline.colleagues", with its phase where there
        are several: "decisions.hire.wanted". Only how many lie in each corner is told, in steps of the
        session's `min_answers`, and nothing where that would give a few away; a crossing stays as it
        was until that many people's answers have changed. Raises TamtamError naming the questions
        there are.

            room.cross("baseline.colleagues", "integrity.say_no")
        """
        do(self._store, self.code, c.CrossTabulate(one, other))
        with self.state() as state:
            asked = Variable.named(state, one), Variable.named(state, other)
            found = state.crossings[frozenset(question.place for question in asked)]
            least = state.min_answers
        told = found.told if found.first == asked[0].place else found.told.turned
        return CrossTabView(*asked, told, least, self.language)

    def answers(self, activity: str | None = None) -> "pd.DataFrame":
        """Every answer that counts, one a row, of one activity or of all; for the owner's eyes.

        Among them what was said aside, under "aside": seconds to questions, and the pace.

        Columns: session, activity, turn, item, phase, participant (an id, not a name), value, at
        (UTC, when it was given), by_hand (answered on paper: participant is then a row of a sheet).

            room.answers("baseline")
        """
        from tamtam.results.answers import TidyAnswer, tidy_answers

        with self.state() as state:
            if activity is not None:
                state.receiver(activity)
        import pandas as pd

        rows = [row for row in tidy_answers(self._log) if activity in (None, row.activity)]
        frame = pd.DataFrame(rows, columns=list(TidyAnswer._fields))
        frame["at"] = pd.to_datetime(frame["at"], unit="ms", utc=True)
        return frame

    def results(
        self,
        folder: str | Path,
        *,
        steps: Sequence[str] = (),
        without: Sequence[str] = (),
        charts: Sequence[str] = (),
        organisation: str = "",
        logo: str | Path | None = None,
    ) -> list[Path]:
        """Write what may leave into `folder`: a page to send, a report, slides, tables. Returns the files.

        Of `steps` alone, in their order, or of all `without` some; up to three `charts` stand on the page to
        send; `organisation` and `logo` are of who hands it out.

        room.results("results")
        room.results("results", without=["1D"], organisation="Our house")
        """
        tell(self.results_lie_in(Path(folder)))
        chosen = {"steps": tuple(steps), "without": tuple(without), "charts": tuple(charts)}
        sender = {"organisation": organisation, "logo": Path(logo) if logo else None}
        return self.write_results(folder, **chosen, **sender)

    def results_lie_in(self, folder: Path) -> str:
        """Where the results are, in words."""
        return self.say("results", folder=folder.resolve())

    def write_results(self, folder: str | Path, **chosen: Any) -> list[Path]:
        """What `results` does, without a word."""
        from tamtam.results import write_results

        with self.state() as state:
            since = self.since_former.comparison(state)
            return write_results(state, Path(folder), self.language, since=since, **chosen)

    def write_page(self, folder: str | Path) -> Path:
        """Write one page to send, the session on a sheet of A4, into `folder`; returns its file.

        room.write_page("results")
        """
        from tamtam.results import one_page
        from tamtam.results.revealed import Edition

        with self.state() as state:
            return one_page.write(state, Path(folder), Edition(self.language))

    def archive(self, folder: str | Path) -> list[Path]:
        """Write everything into `folder`, each person's answers among it: for the owner only.

        room.archive("for_me_alone")
        """
        from tamtam.results import write_archive

        tell(self.say("archive", folder=Path(folder).resolve()))
        return write_archive(self._log, Path(folder))

    @abstractmethod
    def end(self) -> None:
        """End the session. What was answered is kept."""

    def say(self, key: str, **values: Any) -> str:
        """A text of the notebook in the session's language."""
        return texts.text(self.language, f"notebook.{key}", **values)

    def _current(self, activity: str | None) -> str:
        """The activity meant: the one named, or the one opened last."""
        with self.state() as state:
            chosen = activity or state.current
            if chosen is None:
                raise TamtamError(
                    "no_such_activity", activity="–", activities=", ".join(state.asked)
                )
            state.receiver(chosen)
            return chosen
