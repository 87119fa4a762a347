"""Where a widget says what was refused, and what was done: the same in every one of them."""

from collections.abc import Callable

import ipywidgets as widgets

from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.elements import words


def reason(error: TamtamError | OSError, language: str) -> str:
    """What happened and what to do next, in `language`.

    >>> reason(TamtamError("nobody_rehearses"), "en").startswith("There are no")
    True
    """
    if isinstance(error, TamtamError):
        return f"{error.message(language)} {error.hint(language)}"
    return str(error)


class Alert:
    """A line, as `widget`, empty until something is said; read aloud to who can't see it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.widget = widgets.HTML()

    def attempt(self, act: Callable[[], object]) -> TamtamError | OSError | None:
        """Do something; where it is refused, say why and return that."""
        self.clear()
        try:
            act()
        except (TamtamError, OSError) as error:
            self.widget.value = (
                f'<div role="alert">{words(reason(error, self.language), "error")}</div>'
            )
            return error
        return None

    def attempting(self, act: Callable[[], object]) -> Callable[[], None]:
        """What a button does: `attempt(act)`."""

        def press() -> None:
            self.attempt(act)

        return press

    def say(self, said: str, further: str = "") -> None:
        """Say what was done; `further` is HTML that follows."""
        self.widget.value = f'<div role="status">{words(said)}{further}</div>'

    def ask(self, question: str) -> None:
        """Ask something before it is done."""
        self.widget.value = f'<div role="alert">{words(question)}</div>'

    def clear(self) -> None:
        """Say nothing any more."""
        self.widget.value = ""
