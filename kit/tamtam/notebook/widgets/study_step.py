"""One step of a workshop studied alone: how far one is, the form, and beside it one's own answers."""

import ipywidgets as widgets

from tamtam.notebook.widgets.elements import panel, words
from tamtam.notebook.widgets.form import FormState, FormWidget
from tamtam.results.mirror_view import MirrorView


class StudyStep:
    """A form with its mirror, as `widget`: side by side where there is room, else one under the other."""

    def __init__(self, form: FormWidget) -> None:
        self.form = form
        self._progress = widgets.HTML()
        self._mirror = widgets.HTML()
        self._mirror.add_class("tamtam-mirror")
        row = widgets.HBox([form, self._mirror])
        row.add_class("tamtam-study")
        self.widget = panel(self._progress, row)

    def show(self, shown: FormState, mirror: MirrorView, progress: str) -> None:
        """Bring all three up to date with what is kept."""
        self.form.show(shown)
        self.show_mirror(mirror, progress)

    def show_mirror(self, mirror: MirrorView, progress: str) -> None:
        """Say anew how far one is and what one answered; the form knows already."""
        self._progress.value = words(progress, "muted")
        self._mirror.value = "" if mirror.is_empty else mirror.html()
