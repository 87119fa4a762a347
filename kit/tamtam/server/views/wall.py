"""The projector: what the room sees on the wall.

What phones are shown, the way in, how many have answered, and charts: of what was revealed, or at once
where the activity is `live`. Nothing that is one person's is here to be shown.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple, TypedDict

from tamtam.deck import pictures
from tamtam.deck.deck import Activity, Text
from tamtam.language.errors import TamtamError
from tamtam.server.page_stream import Snapshot
from tamtam.server.standings import StandingsWorker
from tamtam.server.standings_worker import DrawnStanding, StandingRequest
from tamtam.server.views import phone as phone_view
from tamtam.server.views import phone_types
from tamtam.session import action_text
from tamtam.session.activity import ActivityState, Status
from tamtam.session.backchannel import Backchannel
from tamtam.session.display import Display
from tamtam.session.log import Store
from tamtam.session.run_sheet import coming
from tamtam.session.state import State
from tamtam.standing.standing import Standing

#: Least time between two drawings of a live chart, and before one that failed is tried again (seconds).
LIVE_PACE, AGAIN = 1.0, 2.0
#: How long a page that is loaded waits for a chart (seconds).
SOON = 5.0

_log = logging.getLogger("tamtam")


class ShownView(TypedDict):
    """A standing on the wall in one language; no chart where only the sentence is shown.

    `squarer_…` are for a small wall that is squarer. `people` says how many answered.
    """

    light: dict[str, Any] | None
    dark: dict[str, Any] | None
    squarer_light: dict[str, Any] | None
    squarer_dark: dict[str, Any] | None
    sentence: str
    people: str
    caption: str
    debrief: str


class TalkedView(TypedDict):
    """That it is talked about: whether cards were `turned`, and the question to talk about then."""

    turned: bool
    debrief: Text


class AskedView(TypedDict):
    """What is asked now, and how many have answered, None where there is nothing to answer.

    `shown` is what may be seen, by language. `by_hand` have answered on paper; `formation` is how people
    sit together, `round` the present one and how many there are, `prompt` what asks for items while they
    are collected. `asks` are the sentences or things that are answered, or the rules of a game, `pictures`
    those beside them.
    """

    id: str
    turn: int
    title: Text
    question: Text
    asks: list[Text]
    pictures: list[phone_types.PictureView | None]
    status: Status
    ends_at: int | None
    left: int | None
    show: str | None
    answered: int | None
    by_hand: int
    talk: TalkedView | None
    formation: str
    round: Text | None
    prompt: Text | None
    shown: dict[str, ShownView] | None


class ScreenView(phone_types.SessionView):
    """All that a projector page is told. `url` and `qr` (an image's address) lead phones in.

    `name_url` is what may be typed in place of the address, "" where no name works.
    `tables` is at how many tables people sit, 0 before they do. `taken_up` is the question that the room
    talks about now, of those that were approved; `follows` what comes after a break.
    """

    url: str
    name_url: str
    qr: str
    people: int
    tables: int
    activity: AskedView | None
    taken_up: Text | None
    follows: Text | None


class ChartRequest(NamedTuple):
    """What is to be drawn: the standing of a turn that was revealed, or a live one, at a position.

    `facet` is the one that is shown, "" for the whole.
    """

    activity: str
    turn: int
    revealed: bool
    position: int
    facet: str = ""


class Projector:
    """What the projector pages of one session see.

    `address` is where phones reach the server, `name` the same by name, `notice` what everybody
    should know beside what is asked.
    """

    def __init__(
        self,
        store: Store,
        code: str,
        reckoning: StandingsWorker,
        address: Callable[[], str],
        name: Callable[[], str],
        notice: Callable[[], Text | None],
    ) -> None:
        self._store = store
        self._notice = notice
        self._code = code
        self._reckoning = reckoning
        self._address = address
        self._name = name
        self._drawn: ChartRequest | None = None
        self._drawings: dict[str, DrawnStanding] = {}
        self._enough = False
        self._drawing: asyncio.Task[None] | None = None
        self._live_from = 0.0
        self._again_from = 0.0

    def look(self) -> Snapshot:
        """What is to be seen now; has drawn what isn't yet."""
        with self._store.lock:
            state = self._store.log(self._code).state
            to_draw, position, languages = wanted(state), state.position, state.deck.languages
        self._draw(to_draw, languages)
        url = f"{self._address()}/{self._code}"
        version = (position, url, self._name(), self._drawn, str(self._notice()))
        return Snapshot(version, position, lambda: self._view(url))

    async def seen(self) -> ScreenView:
        """What is to be seen now, once it is drawn if that is soon."""
        sight = self.look()
        if self._drawing is not None:
            await asyncio.wait({self._drawing}, timeout=SOON)
            sight = self.look()
        view: ScreenView = sight.seen()
        return view

    def _draw(self, wanted: ChartRequest | None, languages: tuple[str, ...]) -> None:
        now = asyncio.get_running_loop().time()
        busy = self._drawing is not None and not self._drawing.done()
        if wanted is None or wanted == self._drawn or busy:
            return
        if now < self._again_from or (now < self._live_from and not wanted.revealed):
            return
        self._live_from = now + LIVE_PACE
        self._drawing = asyncio.ensure_future(self._have_drawn(wanted, languages))

    async def _have_drawn(self, wanted: ChartRequest, languages: tuple[str, ...]) -> None:
        question = StandingRequest(
            *(self._code, wanted.activity, wanted.position, wanted.revealed),
            languages=languages,
            facet=wanted.facet,
        )
        try:
            told = await self._reckoning.ask(question)
        except TamtamError as error:
            _log.warning("no chart of %s in %s: %s", wanted.activity, self._code, error.code)
            self._again_from = asyncio.get_running_loop().time() + AGAIN
            return
        self._drawn, self._drawings = wanted, told.drawings
        self._enough = Standing.from_json(told.standing).enough

    def _view(self, url: str) -> ScreenView:
        with self._store.lock:
            state = self._store.log(self._code).state
            asked = state.on_stage
            return {
                **phone_view.session(state, self._notice()),
                "url": url,
                "name_url": self._name(),
                "qr": _qr(url),
                "people": len(state.participants),
                "tables": len(state.tables),
                "activity": self._asked(asked, wanted(state)) if asked else None,
                "taken_up": None if state.over else _taken_up(state.backchannel),
                "follows": _follows(state),
            }

    def _asked(self, asked: ActivityState, wanted: ChartRequest | None) -> AskedView:
        activity, collect = asked.activity, asked.activity.collect
        return {
            "id": activity.id,
            "turn": asked.turn.number,
            "title": activity.title,
            "question": asked.question,
            "asks": (asks := list(asked.kind.announced(activity, asked.round, asked.collects))),
            "pictures": pictures_of(activity, asks, self._code),
            "status": asked.status,
            "ends_at": asked.ends_at,
            "left": asked.left,
            "show": asked.turn.show,
            "answered": asked.done() if asked.waits else None,
            "by_hand": asked.by_hand(asked.turn),
            "talk": _talk(asked),
            "formation": phone_view.formation(asked),
            "round": action_text.round_of(asked),
            "prompt": collect.prompt if collect and asked.collects else None,
            "shown": self._shown(wanted, asked.turn.show),
        }

    def _shown(self, wanted: ChartRequest | None, show: str | None) -> dict[str, ShownView] | None:
        """What is drawn, as far as it may be seen: also the one before the last, till that is drawn."""
        if wanted is None or self._drawn is None or wanted[:3] != self._drawn[:3]:
            return None
        if not wanted.revealed and not self._enough:
            return None
        with_chart = self._enough and (not wanted.revealed or show in ("chart", "shift"))
        return {
            language: {
                "light": drawing.light if with_chart else None,
                "dark": drawing.dark if with_chart else None,
                "squarer_light": drawing.squarer_light if with_chart else None,
                "squarer_dark": drawing.squarer_dark if with_chart else None,
                "sentence": drawing.sentence,
                "people": drawing.people,
                "caption": drawing.caption if with_chart else drawing.sentence,
                "debrief": drawing.debrief if wanted.revealed else "",
            }
            for language, drawing in self._drawings.items()
        }


def _taken_up(aside: Backchannel) -> Text | None:
    question = aside.taken_up()
    return aside.proposals[question].item.text if question else None


def _follows(state: State) -> Text | None:
    """What the activity that comes after a break is called."""
    activity = coming(state) if state.pause and not state.over else None
    return state.asked[activity].activity.title if activity else None


def _talk(asked: ActivityState) -> TalkedView | None:
    """Without a standing there is no outcome: the question is the one that goes further."""
    if not asked.turn.talk:
        return None
    debrief = asked.activity.debrief
    question = asked.activity.question_d or (debrief.together if debrief else {})
    return {"turned": asked.turn.turned, "debrief": question}


def wanted(state: State) -> ChartRequest | None:
    """What of the present activity may be seen: what was revealed, unless nothing was to be shown.

    A live one shows where the group stands at once. Once it was revealed, that stays until so many
    have changed their answers that no single one can be read off.
    """
    asked = state.on_stage
    if asked is None or not asked.turns:
        return None
    turn = asked.turn
    live = asked.activity.live and asked.status == "open"
    if asked.status == "open" and not live:  # anew: who comes late answers before looking
        return None
    if turn.standing is not None and (not live or turn.holds(state.min_answers)):
        position = max(turn.revealed_at, turn.changed_at)  # an item may have been hidden since
        shown = Display.of(asked)
        if shown is None:
            return None
        facet = _on_wall(asked, shown.facet)
        return ChartRequest(asked.activity.id, turn.number, True, position, facet)
    facet = _on_wall(asked, turn.facet)
    now = ChartRequest(asked.activity.id, turn.number, False, turn.changed_at, facet)
    return now if live else None


def _on_wall(asked: ActivityState, facet: str) -> str:
    """What is shown of a chart: in place of a whole that a wall has no room for, its first page."""
    known = facet in asked.kind.facets(asked.activity)
    return facet if known else next(iter(asked.kind.pages(asked.activity)), "")


@cache
def _qr(url: str) -> str:
    """A QR code as the address of an image: always dark on light, which every phone reads."""
    import segno  # only where somebody projects

    return str(
        segno.make(url, error="m").svg_data_uri(scale=8, border=3, dark="#1E2330", light="#FFFFFF")
    )


def pictures_of(
    activity: Activity, asks: Sequence[Text], code: str
) -> list[phone_types.PictureView | None]:
    """The picture of each thing that is read from the wall, in the same order; None for what has none."""
    known = [(item.text, phone_view.picture(item, code)) for item in pictures.shown(activity)]
    return [next((one for text, one in known if text == said), None) for said in asks]
