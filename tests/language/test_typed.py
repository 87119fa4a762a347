"""What people type, in a notebook's outputs: no mathematics, no link."""

from html import unescape
from html.parser import HTMLParser

import pytest
from tamtam.language.typed import as_html, unlinked
from tamtam.results.view import View

from tests.kinds.people import ASKED, simulated, standing_of
from tests.results.sessions import tricky_deck

TYPED = ("$x^2$", "$$x$$", r"\(x\)", r"\[x\]", r"\begin{matrix}x\end{matrix}", r"\$5 and \$6")
ADDRESSES = (
    "https://evil.example",
    "HTTP://evil.example",
    "www.evil.example",
    "mailto:a@b",
    "data:x",
)


class Runs(HTMLParser):
    """Text as MathJax looks through it: a run ends where an element begins or ends."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.runs.append("")

    def handle_endtag(self, tag: str) -> None:
        self.runs.append("")

    def handle_data(self, data: str) -> None:
        self.runs[-1] += data


def runs(html: str) -> list[str]:
    found = Runs()
    found.feed(html)
    return [run for run in found.runs if run]


@pytest.mark.parametrize("typed", TYPED)
def test_typed_mathematics_is_text(typed: str) -> None:
    found = runs(as_html(typed))
    assert "".join(found) == typed
    assert not any(sign in run and len(run) > 1 for run in found for sign in "$\\")


@pytest.mark.parametrize("typed", ADDRESSES)
def test_a_typed_address_is_no_link(typed: str) -> None:
    told = unlinked(f"see {typed} now")
    assert typed not in told
    assert told.replace("\u2060", "") == f"see {typed} now"
    assert unlinked("In the data: 3 // 4") == "In the data: 3 // 4"


def test_a_view_in_a_notebook_has_no_mathematics_and_no_link() -> None:
    activity = tricky_deck().activities[0]
    flows = next(one for one in ASKED if one.kind == "flows")
    standing = standing_of(flows, simulated(flows, 12))
    view = View(flows, standing, "en")
    assert unescape("".join(runs(view._repr_html_()))).startswith(view.sentence)
    tricky = View(activity, standing_of(activity, simulated(activity, 12)), "en")
    assert not any(
        sign in run and len(run) > 1 for run in runs(tricky._repr_html_()) for sign in "$\\"
    )
