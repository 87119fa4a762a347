"""A kind's form under a notebook cell: the module that phones load, hosted by anywidget."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import anywidget
import traitlets

from tamtam import assets
from tamtam.assets import minify
from tamtam.language.errors import TamtamError
from tamtam.notebook import form_texts
from tamtam.notebook.form_texts import FormState

#: Keeps one answer (item, phase, value; None takes it back); returns what the form shows then.
Keep = Callable[[str, str, Any], "FormState"]
#: Keeps proposed texts and takes items back; returns what the form shows then.
Propose = Callable[[list[str], list[str]], "FormState"]


class FormWidget(anywidget.AnyWidget):
    """The form of one activity. What is answered goes to `keep`, and is marked once it is kept."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    activity = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode("open").tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    proposals: Any = traitlets.List().tag(sync=True)
    drafts = traitlets.Dict().tag(sync=True)
    mine: Any = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    order: Any = traitlets.List(allow_none=True, default_value=None).tag(sync=True)
    standing: Any = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    own = traitlets.Bool(True).tag(sync=True)
    #: One's own answers as HTML, where somebody is alone.
    mirror = traitlets.Unicode("").tag(sync=True)
    #: Bets above it and simulated players beneath, where nothing else shows them; what is pressed of them.
    bets: Any = traitlets.List().tag(sync=True)
    players = traitlets.Dict().tag(sync=True)
    pressed = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        kind: str,
        activity: Mapping[str, object],
        language: str,
        keep: Keep,
        propose: Propose,
        hold: Callable[[dict[str, Any]], None] | None = None,
        alone: bool = False,
    ) -> None:
        super().__init__(
            _esm=assets.mirrored_form(kind) if alone else assets.form_module(kind),
            _css=_colours(),
            activity=dict(activity),
            language=language,
            texts=form_texts.of(kind, language, alone),
        )
        self._keep = keep
        self._propose = propose
        self._kept: dict[str, dict[str, Any]] = {}
        self._proposed: list[dict[str, Any]] = []
        self.observe(self._changed, "answers")
        self.observe(self._proposed_anew, "proposals")
        if hold is not None:
            self.observe(lambda change: hold(change["new"]), "drafts")

    def show(self, shown: FormState) -> None:
        """Bring the form up to date with what is kept."""
        self._kept, self._proposed = shown["answers"], shown["mine"]["proposals"]
        mine = dict(shown["mine"])
        order = mine.pop("order", None)
        with self.hold_sync():
            self.activity = dict(shown["activity"])
            self.answers, self.saved = shown["answers"], shown["saved"]
            self.drafts = shown["drafts"] or self.drafts
            self.proposals, self.mine = self._proposed, mine
            self.order = None if order is None else list(order)
            self.standing, self.status = shown["standing"], shown["status"]

    def _proposed_anew(self, change: dict[str, Any]) -> None:
        now = change["new"]
        kept = {one["item"] for one in now if "item" in one}
        gone = [one["item"] for one in self._proposed if one["item"] not in kept]
        new = [one["text"] for one in now if "item" not in one]
        if gone or new:
            self.show(self._propose(new, gone))

    def _changed(self, change: dict[str, Any]) -> None:
        shown: FormState | None = None
        refused: dict[str, dict[str, str]] = {}
        for item, phase, value in _changes(self._kept, change["new"]):
            try:
                shown = self._keep(item, phase, value)
            except TamtamError:
                refused.setdefault(item, {})[phase] = "refused"
        if shown:
            self.show(shown)
        for item, phases in refused.items():
            self.saved = {**self.saved, item: {**self.saved.get(item, {}), **phases}}


@cache
def _colours() -> str:
    sheets = (assets.folder() / "notebook" / name for name in ("form.css", "mirror.css"))
    return minify.css("".join(one.read_text(encoding="utf-8") for one in sheets))


def _changes(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]
) -> list[tuple[str, str, Any]]:
    """What differs between two sets of answers; value None where one was taken back."""
    return [
        (item, phase, after.get(item, {}).get(phase))
        for item in {**before, **after}
        for phase in {**before.get(item, {}), **after.get(item, {})}
        if before.get(item, {}).get(phase) != after.get(item, {}).get(phase)
    ]
