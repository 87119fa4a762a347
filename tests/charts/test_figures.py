"""What every chart shows, from nobody to a full hall, in both languages, by day and in the dark."""

import html
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import msgspec
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import charts
from tamtam.charts.theme import lines
from tamtam.deck.deck import Activity
from tamtam.language import texts
from tamtam.language.graphemes import columns, graphemes
from tamtam.standing.standing import Standing

from tests import decks
from tests.kinds.people import ASKED, Answers, kind_of, simulated, standing_of

each_activity = pytest.mark.parametrize("activity", ASKED, ids=lambda activity: str(activity.id))
each_language = pytest.mark.parametrize("language", decks.LANGUAGES)
each_size = pytest.mark.parametrize("n", [0, 4, 5, 42, 800])
some_size = pytest.mark.parametrize("n", [5, 42, 800])


def drawn(
    activity: Activity, everybody: list[Answers], language: str
) -> tuple[Standing, charts.Figure]:
    standing = standing_of(activity, everybody)
    return standing, kind_of(activity).figure(activity, standing, language)


@cache
def stood(id: str, n: int) -> tuple[Activity, Standing]:
    """An activity and where `n` simulated people stand in it, found once for all languages."""
    [activity] = (one for one in ASKED if one.id == id)
    return activity, standing_of(activity, simulated(activity, n))


@cache
def at(id: str, n: int, language: str) -> tuple[Standing, charts.Figure]:
    """An activity as `n` simulated people answer it, drawn once for all tests that look at it."""
    activity, standing = stood(id, n)
    return standing, kind_of(activity).figure(activity, standing, language)


def read(text: str) -> str:
    """A text as it is seen: entities read, line breaks as spaces."""
    return html.unescape(text.replace("<br>", " "))


def notes(figure: charts.Figure) -> list[str]:
    return [read(note["text"]) for note in figure["layout"]["annotations"]]


def colours(part: Any, key: str = "") -> Iterator[str]:
    """Whatever stands under a key that names a colour."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from colours(value, name)
    elif isinstance(part, list):
        for one in part:
            yield from colours(one, key)
    elif key.endswith("color"):
        yield part


def differences(one: Any, other: Any, key: str = "") -> Iterator[str]:
    """The keys under which two figures differ."""
    if type(one) is not type(other):
        yield key
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for name in one:
            yield from differences(one[name], other[name], name)
    elif isinstance(one, list):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            yield from differences(left, right, key)
    elif one != other:
        yield key


# --- what stands around it


@each_activity
def test_the_title_says_it_and_the_line_under_it_what_was_asked_of_how_many(
    activity: Activity,
) -> None:
    for language, n in product(decks.LANGUAGES, (0, 4, 5, 42, 800)):
        standing, figure = at(activity.id, n, language)
        title = figure["layout"]["title"]
        sentence, question = standing.sentence[language], texts.pick(activity.question, language)
        people = texts.text(language, "standing.people", n=n)
        if standing.enough:
            assert read(title["text"]) == sentence
            assert read(title["subtitle"]["text"]) == f"{question} · {people}"
        else:
            assert read(title["text"]) == question
            assert read(title["subtitle"]["text"]) == people
            assert notes(figure) == [sentence]


@each_activity
def test_plotly_takes_the_figure_as_it_is(activity: Activity) -> None:
    for language, n in product(decks.LANGUAGES, (0, 4, 5, 42, 800)):
        _, figure = at(activity.id, n, language)
        for shown in (figure, charts.dark(figure)):
            taken = go.Figure(shown).to_plotly_json()
            assert len(taken["data"]) == len(figure["data"])
            assert taken["layout"]["title"]["text"] == figure["layout"]["title"]["text"]


def anyhow(activity: Activity, people: int) -> list[Answers]:
    """People who answer at random: as many different answers as there can be."""
    known = simulated(activity, 400, seed=5)
    rng = random.Random(1)
    return [
        {slot: rng.choice(known)[slot] for slot in kind_of(activity).slots(activity)}
        for _ in range(people)
    ]


@each_activity
def test_a_figure_is_light_to_send(activity: Activity) -> None:
    for crowd, n in product((simulated, anyhow), (42, 3_000)):
        _, figure = drawn(activity, crowd(activity, n), "fr")  # whose words are longer
        compact = json.dumps(figure, separators=(",", ":"), ensure_ascii=False)
        assert len(compact.encode()) <= 24_000


@each_activity
@each_language
def test_axes_stand_still_while_answers_come_in(activity: Activity, language: str) -> None:
    """Whatever the room says, and also where an item still has too few answers."""
    alike = simulated(activity, 1) * 8
    partly = [dict(own) for own in alike]
    for own in partly[3:]:
        for slot in [slot for slot in own if slot[0].startswith(activity.items[0].id)]:
            del own[slot]
    camps = simulated(activity, 1, seed=2) * 4 + simulated(activity, 1, seed=8) * 4
    shown = [drawn(activity, crowd, language) for crowd in (alike, partly, camps)]
    shown += [at(activity.id, n, language) for n in (5, 12, 42, 800)]
    seen = set()
    for standing, figure in shown:
        if not standing.enough:  # where all that is asked is about one item
            continue
        axes = [figure["layout"][name] for name in ("xaxis", "yaxis")]
        assert all(axis["fixedrange"] for axis in axes)
        if activity.kind == "statements":  # its rows stand under headings that come with camps
            axes.pop()
        seen.add(json.dumps([axis["range"] for axis in axes]))
    assert len(seen) == 1


@each_activity
def test_one_can_not_select_zoom_or_hover(activity: Activity) -> None:
    for n in (0, 4, 5, 42, 800):
        _, figure = at(activity.id, n, "en")
        layout = figure["layout"]
        assert (layout["dragmode"], layout["hovermode"], layout["showlegend"]) == (
            False,
            False,
            False,
        )
        assert all(trace["hoverinfo"] == "skip" for trace in figure["data"])


@each_activity
def test_every_text_is_large_enough_to_read(activity: Activity) -> None:
    for n in (0, 4, 5, 42, 800):
        _, figure = at(activity.id, n, "fr")
        sizes = re.findall(r'font": \{"size": (\d+)', json.dumps(figure, sort_keys=False))
        assert sizes and min(map(int, sizes)) >= 15


# --- colours


@each_activity
def test_every_colour_is_one_of_the_palette(activity: Activity) -> None:
    for n in (0, 4, 5, 42, 800):
        _, figure = at(activity.id, n, "en")
        light, dark = (set(variant) for variant in zip(*charts.palette().values(), strict=True))
        assert set(colours(figure)) <= light
        assert set(colours(charts.dark(figure))) <= dark


@each_activity
def test_in_the_dark_only_colours_change(activity: Activity) -> None:
    for n in (0, 4, 5, 42, 800):
        _, figure = at(activity.id, n, "en")
        changed = set(differences(figure, charts.dark(figure)))
        assert changed and all(key.endswith("color") for key in changed)


@each_activity
def test_a_text_that_looks_like_a_colour_stays_as_it_is(activity: Activity) -> None:
    words = dict.fromkeys(decks.LANGUAGES, charts.colour("today"))
    items = tuple(msgspec.structs.replace(item, text=words) for item in activity.items)
    named = msgspec.structs.replace(activity, items=items)
    _, figure = drawn(named, simulated(named, 12), "en")
    assert notes(charts.dark(figure)) == notes(figure)
    assert any(charts.colour("today") in said for said in notes(figure))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 has it, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("variant", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("on_top", "below", "least"),
    [
        *(
            (name, "paper", 4.5)
            for name in ("ink", "muted", "today", "wanted", "disagree", "agree")
        ),
        *(("ink", name, 4.5) for name in ("rather_disagree", "between", "rather_agree")),
        ("line", "paper", 3),
    ],
)
def test_texts_and_marks_stand_out(on_top: str, below: str, least: float, variant: int) -> None:
    palette = charts.palette()
    assert contrast(palette[on_top][variant], palette[below][variant]) >= least


# --- texts that stay text


@given(st.text(max_size=80), st.integers(0, 30))
def test_plain_shows_any_text_to_the_letter(text: str, width: int) -> None:
    made = charts.plain(text, width)
    assert not re.search(r"[<>$]|%\{", made.replace("<br>", ""))
    shown = html.unescape(made.replace("<br>", ""))
    assert squeezed(shown) == squeezed(html.unescape(html.escape(text)))


def squeezed(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]", "", text)


@given(st.text(max_size=120), st.integers(1, 30))
def test_no_line_is_longer_than_it_may_be(text: str, width: int) -> None:
    for line in lines(text, width):
        assert 0 < columns(line) <= width or len(graphemes(line)) == 1  # no character is cut


def test_lines_break_at_spaces_but_not_at_those_that_hold_together() -> None:
    assert lines("La salle veut plus\u00a0: 3 → 8", 12) == ["La salle", "veut plus\u00a0:", "3 → 8"]
