"""What a part ends with for somebody alone: answers side by side, then checks of understanding.

A choice, and at once why; nothing of it is kept.
"""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from tamtam.deck.deck import Check
from tamtam.language.texts import pick, text
from tamtam.notebook.widgets.elements import panel, words


class Checks:
    """Echoes, and questions with their choices, as `widget`."""

    def __init__(self, checks: Sequence[Check], echoes: Sequence[str], language: str) -> None:
        self._language = language
        self._echoes = widgets.VBox()
        self.show_echoes(echoes)
        self.widget = panel(self._echoes, *(self._question(check) for check in checks))

    def show_echoes(self, echoes: Sequence[str]) -> None:
        """Lay other answers side by side, as they are by now."""
        title = [words(text(self._language, "course.echoes"), "checked")] if echoes else []
        said = [*title, *map(words, echoes)]
        if said != [one.value for one in self._echoes.children]:
            self._echoes.children = [widgets.HTML(one) for one in said]

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
