"""A workshop, and the ways to run it: with a room, again after an interruption, alone."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from tamtam.language import texts
from tamtam.notebook.opening import Opening
from tamtam.notebook.output import CellNote, in_notebook, show, tell
from tamtam.notebook.public import public


@public
class Workshop(Opening):
    """A workshop by its name or folder, in the language of its facilitator.

    What a new session will be: `audience` "team" or "mixed" (people of several organisations) chooses
    the wording, "team" unless said; `cut` the length: "half_day", "two_hours" or "one_hour". Below
    `min_answers` (at least 3) nothing but their number is shown. `store` is the file sessions are kept
    in; TAMTAM_STORE or your data folder otherwise. With `server`, the address of one elsewhere, and your
    `token` for it (or TAMTAM_SERVER and TAMTAM_TOKEN) they are kept and led there; what you study alone
    stays here.

    Raises TamtamError for a workshop there isn't, and for one whose deck has mistakes.

        workshop = Workshop("trois_constats", language="en", cut="two_hours")
    """

    #: What a facilitator or an analyst calls; the rest is for widgets.
    PUBLIC: ClassVar = (
        *("__init__", "workshop", "language", "audience", "cut", "min_answers", "deck"),
        *(
            "lead",
            "new",
            "adapt",
            "open",
            "begin",
            "followable",
            "again",
            "resumable",
            "choose",
            "resume",
            "retire",
            "study",
            "gather",
        ),
    )

    def lead(self, code: str = "") -> None:
        """Show the cockpit: how to begin and then, in the same place, the session, led from one pane.

        With `code` it is that session at once.

        Workshop("trois_constats", language="en", cut="two_hours").lead()
        """
        if not in_notebook():
            tell(self._ways_to_begin())
            return
        from tamtam.notebook.widgets.cockpit import Cockpit

        self._cockpit = Cockpit(self)
        if code:
            self._cockpit.lead(self.resume(code))
        show(self._cockpit.widget)
        CellNote(texts.text(self.language, "notebook.start.words"))

    @staticmethod
    def new(language: str | None = None) -> None:
        """Make a workshop of one's own, in the cockpit: what phones show stands beside it.

        Workshop.new()
        """
        workshop = Workshop(language=language)
        if not in_notebook():
            tell(texts.text(workshop.language, "builder.script"))
            return
        from tamtam.notebook.widgets.cockpit import Cockpit

        workshop._cockpit = Cockpit(workshop)
        workshop._cockpit.make()
        show(workshop._cockpit.widget)
        CellNote(texts.text(workshop.language, "builder.script"))

    def adapt(self) -> None:
        """Show a form to change words, items, minutes and order; saved as a copy of one's own.

        workshop.adapt()
        """
        if not in_notebook():
            tell(texts.text(self.language, "notebook.adapt.words"))
            return
        from tamtam.notebook.widgets.adapt import Adapt

        self._adapt = Adapt(self.adaptation(), self.language)
        show(self._adapt.widget)
        CellNote(texts.text(self.language, "notebook.adapt.words"))

    def gather(self, *places: str | Path, code: str = "") -> str:
        """Take what learners hand in, files or folders of them, into a cohort; returns its code.

        Without `code` it begins one. From five people on it is told where they stand, and `cohort.json` is
        written for them to stand beside. Raises TamtamError where `code` is no cohort.

        Workshop("trois_constats", language="en").gather("handed_in")
        """
        from tamtam.notebook import cohort

        store = self._own_store()
        found = cohort.gather(store, map(Path, places), self.workshop, self.language, code)
        refused = [
            texts.text(
                self.language, "cli.not_gathered", path=one.path, why=one.why.message(self.language)
            )
            for one in found.refused
        ]
        told = texts.text(self.language, "cli.gathered", code=found.code, n=found.people)
        if found.people >= cohort.LEAST:
            path = cohort.write(store, found.code, Path(cohort.COHORT))
            told = f"{told} {texts.text(self.language, 'cli.beside', path=path)}"
        tell("\n".join([*refused, told]))
        return found.code

    def _ways_to_begin(self) -> str:
        """What the cockpit offers to begin with, for a script."""
        say = partial(texts.text, self.language)
        known = [
            say(
                "notebook.start.in_a_script.resume",
                code=each.session.code,
                people=say("notebook.start.people", n=each.session.participants),
            )
            for each in self.resumable()
        ]
        return "\n".join([*known, say("notebook.start.in_a_script.new")])

    def __repr__(self) -> str:
        return f"Workshop({str(self.workshop)!r}, language={self._language!r})"
