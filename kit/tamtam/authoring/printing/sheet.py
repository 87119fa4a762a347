"""One printout: for whom it is, and what stands on it."""

from dataclasses import dataclass
from html import escape

from tamtam.charts.pictured import pictured
from tamtam.deck.deck import Activity
from tamtam.language import texts

#: Where something is written by hand.
LINE = '<span class="tt-print-line"></span>'
#: Where a cross is made.
BOX = '<span class="tt-print-box"></span>'


@dataclass(frozen=True, slots=True)
class Printout:
    """A printout with its `title`; `whom` it is for: "facilitator", "person", "table", "wall"."""

    id: str
    title: str
    whom: str
    body: str

    def html(self, language: str) -> str:
        """It as HTML, beginning with how many of it are printed."""
        copies = escape(say(language, f"copies.{self.whom}"))
        return (
            f'<section id="{self.id}" class="tt-print-{self.whom}">\n'
            f'<p class="tt-print-copies">{copies}</p>\n<h2>{escape(self.title)}</h2>\n{self.body}</section>\n'
        )


def say(language: str, key: str, **values: object) -> str:
    """A text of printouts."""
    return texts.text(language, f"printing.{key}", **values)


def title_of(activity: Activity, language: str) -> str:
    """An activity by its step and name."""
    return f"{activity.step} · {texts.pick(activity.title, language)}"


def question_of(activity: Activity, language: str) -> str:
    """What is asked, as a paragraph, and the pictures of what it is asked about."""
    asked = escape(texts.pick(activity.question, language))
    row = pictured(activity, language, "tt-print-pictures")
    return f'<p class="tt-print-question">{asked}</p>\n{row}'
