"""Every chart of every kind, at its largest, whole on every wall in both languages: each mark measured."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser
from tamtam.deck.deck import Activity

from tests import decks
from tests.browser.gallery import LARGEST_OF_ALL, SIZES, Gallery, everybody
from tests.kinds.people import ALL, kind_of, standing_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

#: Of each text that shows outside and inside the chart, and of each mark: where it is, what it says, the
#: size of its letters.
_MEASURED = """() => {
  const rounded = ({ left, top, right, bottom }) => [left, top, right, bottom];
  const drawing = document.querySelector('.tt-screen-drawing');
  const scale = new DOMMatrix(getComputedStyle(drawing).transform).a;
  const inside = [...drawing.querySelectorAll('text')].filter((one) => one.textContent.trim());
  const outside = [...document.querySelectorAll('header p, header button, main h1, main > p')]
    .filter((one) => one.textContent.trim() && one.checkVisibility());
  const marks = [...drawing.querySelectorAll('.scatterlayer .point')];
  const size = (one, by) => by * parseFloat(getComputedStyle(one).fontSize);
  return {
    room: rounded(document.querySelector('.tt-screen-wall').getBoundingClientRect()),
    inside: inside.map((one) => [rounded(one.getBoundingClientRect()), one.textContent, size(one, scale)]),
    outside: outside.map((one) => [rounded(one.getBoundingClientRect()), one.textContent, size(one, 1)]),
    marks: marks.map((one) => rounded(one.getBoundingClientRect())),
    scrolls: document.documentElement.scrollHeight > innerHeight,
  };
}"""


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: "_Box", slack: float = 1) -> bool:
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def meets(self, other: "_Box", slack: float) -> bool:
        """Whether they share more than `slack` px each way."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.bottom, other.bottom) - max(self.top, other.top)
        return min(across, up) > slack


@pytest.fixture(scope="module")
def gallery(chromium: Browser) -> Iterator[Gallery]:
    opened = Gallery.opened(chromium, SIZES[0], "light")
    yield opened
    opened.page.context.close()


#: Charts in which a name may lie on a mark where many stand in one place: they say so by a line to it, or by
#: their shape. Everywhere else no word lies on a mark.
_CROWDED = ("statements", "placement", "exchanges")


@pytest.mark.parametrize("activity", LARGEST_OF_ALL, ids=lambda activity: str(activity.id))
def test_a_chart_at_its_largest_is_whole_and_nothing_in_it_lies_on_anything_else(
    gallery: Gallery, activity: Activity
) -> None:
    gallery.show(activity, standing_of(activity, everybody(activity, 40)))
    for language in decks.LANGUAGES:
        gallery.speak(language)
        for size in SIZES:
            gallery.resize(size)
            _check(gallery, activity, size)


def test_a_chart_is_whole_in_german_too_whose_words_are_longer(chromium: Browser) -> None:
    gallery = Gallery.opened(chromium, SIZES[0], "light", ("de",))
    for activity in LARGEST_OF_ALL:
        spoken = decks.asked_in("de", activity)
        gallery.show(spoken, standing_of(spoken, everybody(spoken, 40)))
        _check(gallery, spoken, SIZES[0])
    gallery.page.context.close()


def _check(gallery: Gallery, activity: Activity, size: tuple[int, int]) -> None:
    found = gallery.page.evaluate(_MEASURED)
    whole, room = _Box(0, 0, *size), _Box(*found["room"])
    unit = min(size[0] / 1920, size[1] / 1080)
    inside = [(_Box(*box), text, letters) for box, text, letters in found["inside"]]
    assert not found["scrolls"], size
    assert inside or found["marks"]
    for box, text, letters in inside:
        assert box.within(room), (size, text, box, room)
        assert letters >= 20 * unit - 0.1, (size, text, letters)
    for box, text, letters in found["outside"]:
        assert _Box(*box).within(whole), (size, text, box)
        assert letters >= 24 * unit - 0.1, (size, text, letters)
    for box in found["marks"]:
        assert _Box(*box).within(whole), (size, box)
    for (one, text, _), (other, told, _) in combinations(inside, 2):
        assert not one.meets(other, 4 * unit), (size, text, told, one, other)
    if activity.kind not in _CROWDED:
        for box in found["marks"]:
            for one, text, _ in inside:
                assert not one.meets(_Box(*box), 6 * unit), (size, text, one, box)


#: Each kind whose chart names rows, bubbles or rounds.
_LETTERED = (
    *("ranking", "flows", "choice", "rating", "shares", "placement", "common_pot"),
    *("decisions", "agreement", "gate", "minority"),
)


@pytest.mark.parametrize("kind", _LETTERED)
def test_letters_are_as_large_on_a_small_wall_as_what_is_drawn_leaves_room_for(
    gallery: Gallery, kind: str
) -> None:
    activity = next(one for one in ALL if one.kind == kind)
    gallery.show(activity, standing_of(activity, everybody(activity, 24)))
    gallery.resize((1024, 768))
    for language in decks.LANGUAGES:
        gallery.speak(language)
        drawn = gallery.page.evaluate(_MEASURED)["inside"]
        assert drawn and all(letters >= 15.9 for _, _, letters in drawn), drawn


@pytest.mark.parametrize("activity", LARGEST_OF_ALL, ids=lambda activity: str(activity.id))
def test_what_is_asked_stands_whole_on_the_wall_with_how_to_join(
    gallery: Gallery, activity: Activity
) -> None:
    gallery.ask(activity)
    for language in decks.LANGUAGES:
        gallery.speak(language)
        for size in SIZES:
            gallery.resize(size)
            shown = gallery.page.evaluate(_ASKED)
            assert shown["count"] == len(gallery.asks(activity)), (language, size)
            whole = _Box(0, 0, *size)
            unit = min(size[0] / 1920, size[1] / 1080)
            for box, text, letters in shown["texts"]:
                assert _Box(*box).within(whole), (language, size, text, box)
                assert letters >= 24 * unit - 0.1, (language, size, text, letters)
            for (one, text, _), (other, told, _) in combinations(shown["texts"], 2):
                assert not _Box(*one).meets(_Box(*other), 2), (language, size, text, told)
            assert gallery.page.locator(".tt-screen-way img").is_visible()
            columns = gallery.page.evaluate(_COLUMNS)
            assert max(columns["ends"]) - min(columns["ends"]) <= columns["tallest"], (
                size,
                columns,
            )


_ASKED = """() => {
  const place = (one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [[left, top, right, bottom], one.textContent, parseFloat(getComputedStyle(one).fontSize)];
  };
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  return {
    count: shown('.tt-screen-asks li:not(.tt-screen-rest)').length,
    texts: shown('main h1, main > p, .tt-screen-asks li, .tt-screen-timer, .tt-screen-count, .tt-screen-way')
      .filter((one) => one.textContent.trim()).map(place),
  };
}"""


#: Where each column of what is asked ends, and how much its tallest sentence takes.
_COLUMNS = """() => {
  const shown = [...document.querySelectorAll('.tt-screen-asks li:not([hidden])')];
  const rows = shown.map((one) => one.getBoundingClientRect());
  const gap = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const ends = {};
  for (const { left, bottom } of rows) ends[Math.round(left)] = bottom;
  const tallest = Math.max(0, ...rows.map(({ height }) => height)) + gap;
  return { ends: rows.length ? Object.values(ends) : [0], tallest };
}"""
GAME = next(activity for activity in LARGEST_OF_ALL if activity.kind == "common_pot")


@pytest.mark.parametrize("scene", ["welcome", "break", "goes on", "rules", "talk", "tables"])
@pytest.mark.parametrize("moved", [False, True])
def test_what_stands_between_questions_is_whole_too_also_when_the_address_has_changed(
    gallery: Gallery, scene: str, moved: bool
) -> None:
    together = max((a for a in LARGEST_OF_ALL if a.formation == "tables"), key=_length)
    talk = next(round for round in kind_of(GAME).rounds(GAME) if round.question)
    scenes: dict[str, Callable[[], None]] = {
        "welcome": gallery.welcome,
        "break": lambda: gallery.rest(600_000),
        "goes on": lambda: gallery.rest(-1),
        "rules": lambda: gallery.ask(GAME),
        "talk": lambda: gallery.talk(GAME, talk),
        "tables": lambda: gallery.ask(together),
    }
    scenes[scene]()
    if moved:
        gallery.move()
    for language in decks.LANGUAGES:
        gallery.speak(language)
        for size in SIZES:
            gallery.resize(size)
            found = gallery.page.evaluate(_SCENE)
            whole, unit = _Box(0, 0, *size), min(size[0] / 1920, size[1] / 1080)
            told = " ".join(text for _, text, _ in found)
            assert _SAID[scene][language] in told, (size, told)
            for box, text, letters in found:
                assert _Box(*box).within(whole), (language, size, text, box)
                assert letters >= 24 * unit - 0.1, (language, size, text, letters)
            for (one, text, _), (other, also, _) in combinations(found, 2):
                assert not _Box(*one).meets(_Box(*other), 2), (language, size, text, also)
    banner = gallery.page.locator("#moved")
    assert banner.is_visible() == (moved and scene != "welcome")  # its own code is there


def _length(activity: Activity) -> int:
    return sum(len(text) for text in activity.question.values())


#: What each of these screens says.
_SAID = {
    "welcome": {"fr": "Votre téléphone vous donne", "en": "Your phone tells you"},
    "break": {"fr": "Pause jusqu’à 14:42", "en": "Break until 14:42"},
    "goes on": {"fr": "On reprend", "en": "We go on"},
    "rules": {"fr": "à tout le monde à la table", "en": "to everyone at the table"},
    "talk": {"fr": "Parlez à votre table", "en": "Talk at your table"},
    "tables": {"fr": "le numéro de votre table", "en": "the number of your table"},
}
_SCENE = """() => [...document.querySelectorAll(
    'header p, #moved span, #moved img, main h1, main p, main li, main img'
  )].filter((one) => one.checkVisibility() && (one.textContent.trim() || one.tagName === 'IMG')
    && !one.querySelector('p, li')
  ).map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const size = one.tagName === 'IMG' ? 99 : parseFloat(getComputedStyle(one).fontSize);
    return [[left, top, right, bottom], one.textContent, size];
  })"""
