"""What typography may not be in a text as it is read, page by page."""

import re
from html.parser import HTMLParser

#: An ordinary space where a line could begin with a sign, or part a number; a foreign decimal sign.
WRONG = {
    "fr": re.compile(
        r"[\w)»”%] [;:?!](?=\s|$)|[\w»] »|« |\d [%€](?!\w)|\d \d{3}\b(?![./])"
        r"|(?<![\d.])[−+]?\d+\.\d+(?![\d.])"
    ),
    "en": re.compile(r"[\w)”] [;:?!](?=\s|$)|\d %|[\w)] ,(?=\s)"),
    "de": re.compile(
        r"[\w)“] [;:?!](?=\s|$)|\d [%€](?!\w)|[\w)] ,(?=\s)|(?<![\d.])[−+]?\d+\.\d{1,2}(?![\d.])"
    ),
}
#: Elements in which no text stands that people read as prose.
_UNREAD = ("script", "style", "code", "pre", "template")


class _Prose(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD

    def handle_data(self, data: str) -> None:
        if not self._unread and data.strip():
            self.found.append(data)


def prose(html: str) -> list[str]:
    """The texts of a page, without scripts, styles and code."""
    reader = _Prose()
    reader.feed(html)
    return reader.found


def wrongly_spaced(language: str, told: list[str]) -> list[str]:
    """Those of some texts in which an ordinary space stands where a no-break one has to."""
    return [words for words in told if WRONG[language].search(words)]
