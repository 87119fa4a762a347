"""Checks of understanding, for somebody alone: a choice, and at once why. Nothing is kept."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from tamtam.deck.deck import Check
from tamtam.language.texts import pick
from tamtam.notebook.widgets.elements import panel, words


class Checks:
    """Questions with their choices, as `widget`."""

    def __init__(self, checks: Sequence[Check], language: str) -> None:
        self._language = language
        self.widget = panel(*(self._question(check) for check in checks))

    def _question(self, check: Check) -> widgets.VBox:
        told = widgets.HTML()
        asked = pick(check.question, self._language)
        buttons = [
            widgets.ToggleButton(description=pick(choice.text, self._language), tooltip=asked)
            for choice in check.choices
        ]

        def choose(at: int) -> None:
            for number, button in enumerate(buttons):
                button.value = number == at
            choice = check.choices[at]
            why = f"{'✓' if choice.right else '✗'} {pick(choice.why, self._language)}"
            told.value = words(why, "done" if choice.right else "")

        for number, button in enumerate(buttons):
            button.add_class("tamtam-choice")
            button.observe(_pressed(choose, number), "value")
        box = widgets.VBox([widgets.HTML(words(asked, "checked")), *buttons, told])
        box.add_class("tamtam-check")
        return box


def _pressed(choose: Callable[[int], None], number: int) -> Callable[[dict[str, bool]], None]:
    """Choose a number once its button goes down, and only then."""

    def heard(change: dict[str, bool]) -> None:
        if change["new"]:
            choose(number)

    return heard
