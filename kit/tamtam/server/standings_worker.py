"""Standings worker: works out standings and draws charts beside the server, in a process of its own.

The server takes answers and loads nothing heavy; a notebook may not be there. So the server keeps this
child, which follows the log by itself: it reads one question a line, answers with one line, and ends
when its input does.
"""

import sys
from typing import Any

import msgspec
from msgspec import Struct

from tamtam import charts
from tamtam.language.errors import TamtamError
from tamtam.results.view import View
from tamtam.session.display import Display
from tamtam.session.log import Store, open_store
from tamtam.session.shift import shift


class StandingRequest(Struct, frozen=True):
    """Where the group stands on an activity, at `position` of the log or later.

    `revealed` asks for what was revealed rather than the present one. With `languages`, it is drawn
    in each: the whole, or one `facet` of it.
    """

    code: str
    activity: str
    position: int
    revealed: bool = False
    languages: tuple[str, ...] = ()
    facet: str = ""


class DrawnStanding(Struct, frozen=True):
    """A standing in one language: its chart for a light and a dark wall, and what goes with it.

    `squarer` are the same for a small wall that is squarer. `people` says how many answered.
    """

    light: dict[str, Any]
    dark: dict[str, Any]
    squarer_light: dict[str, Any]
    squarer_dark: dict[str, Any]
    sentence: str
    people: str
    caption: str
    debrief: str


class StandingReply(Struct, frozen=True, tag="standing"):
    """A standing as JSON, at which position of the log it holds, and its drawings by language.

    `shift` is what moved since the activity was asked before, None where there is nothing to tell.
    """

    position: int
    standing: dict[str, Any]
    drawings: dict[str, DrawnStanding] = {}
    shift: dict[str, Any] | None = None


class StandingRefusal(Struct, frozen=True, tag="refused"):
    """Why there is no standing: a code of `errors.STATUS`, and the values of its words."""

    code: str
    values: dict[str, Any] = {}


Answer = StandingReply | StandingRefusal
_question = msgspec.json.Decoder(StandingRequest)


def work_out(store: Store, question: StandingRequest) -> StandingReply:
    """Answer a question. Raises TamtamError for a session or an activity there isn't."""
    log = store.log(question.code)
    log.refresh()
    state = log.state
    asked = state.activity(question.activity)
    if question.revealed:
        shown = Display.of(asked)
        standing, moved = shown.standing if shown else None, None
    else:
        standing, moved = state.standing(question.activity), shift(state, question.activity)
    if standing is None:
        raise TamtamError("nothing_to_reveal", activity=question.activity)
    views = {
        language: View(asked.activity, standing, language, question.facet)
        for language in question.languages
    }
    drawings = {language: _drawn(view) for language, view in views.items()}
    return StandingReply(
        state.position, standing.to_json(), drawings, moved.to_json() if moved else None
    )


def _drawn(view: View) -> DrawnStanding:
    figures = [view.plain_figure(wall) for wall in (charts.WALL, charts.SQUARER_WALL)]
    wall, squarer = ((figure, charts.dark(figure)) for figure in figures)
    people = " · ".join(filter(None, (view.people(), view.page)))
    words = (view.sentence, people, view.caption, view.debrief)
    return DrawnStanding(*wall, *squarer, *words)


def answer(store: Store, line: bytes) -> bytes:
    """One question as JSON, answered as JSON."""
    told: Answer
    try:
        told = work_out(store, _question.decode(line))
    except TamtamError as error:
        told = StandingRefusal(error.code, error.values)
    return msgspec.json.encode(told)


def main() -> None:
    """Answer questions until there are no more, about the store that `TAMTAM_STORE` names.

    Among the arguments, which everybody on the machine may see, stands only what it is called.
    """
    store = open_store()
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(store, line) + b"\n")
        sys.stdout.buffer.flush()
    store.close()


if __name__ == "__main__":
    main()
