"""A kind's form under a notebook cell: the module that phones load, hosted by anywidget."""

from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from kit import files, texts
from kit.errors import TamtamError
from kit.kinds.words import Words

#: Keeps one answer (item, phase, value; None takes it back); returns what the form shows then.
Keep = Callable[[str, str, Any], dict[str, Any]]


class FormWidget(anywidget.AnyWidget):
    """The form of one activity. What is answered goes to `keep`, and is marked once it is kept."""

    _esm = traitlets.Unicode().tag(sync=True)
    activity = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode("open").tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    standing: Any = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    own = traitlets.Bool(True).tag(sync=True)

    def __init__(
        self, kind: str, activity: Mapping[str, object], language: str, keep: Keep
    ) -> None:
        super().__init__(
            _esm=files.form_module(kind),
            activity=dict(activity),
            language=language,
            texts=texts.section(language, "phone")["form"]
            | {kind: Words(kind).section(language, "form")},
        )
        self._keep = keep
        self._kept: dict[str, dict[str, Any]] = {}
        self.observe(self._changed, "answers")

    def show(
        self,
        answers: dict[str, dict[str, Any]],
        saved: dict[str, dict[str, str]],
        standing: dict[str, Any] | None,
        status: str,
    ) -> None:
        """Bring the form up to date with what is kept."""
        self._kept = answers
        with self.hold_sync():
            self.answers, self.saved, self.standing, self.status = answers, saved, standing, status

    def _changed(self, change: dict[str, Any]) -> None:
        shown: dict[str, Any] | None = None
        refused: dict[str, dict[str, str]] = {}
        for item, phase, value in _changes(self._kept, change["new"]):
            try:
                shown = self._keep(item, phase, value)
            except TamtamError:
                refused.setdefault(item, {})[phase] = "refused"
        if shown:
            self.show(**shown)
        for item, phases in refused.items():
            self.saved = {**self.saved, item: {**self.saved.get(item, {}), **phases}}


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
