"""What every kind keeps, whatever it asks: one contract for all, over small decks and the workshop."""

import html
import json
import math
import random
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import playwright
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tamtam import assets, kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.scale import InWords
from tamtam.kinds.parts.tally import Slot
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.standing.standing import OUTCOMES, Standing

from tests import decks
from tests.kinds.people import (
    DECKS,
    EVERY,
    Answers,
    gathered_of,
    kind_of,
    simulated,
    standing_of,
    tally_of,
)

#: What has something to answer, beside what people write.
ASKED = tuple(activity for activity in EVERY if kind_of(activity).slots(activity))
each_activity = pytest.mark.parametrize("activity", ASKED, ids=lambda activity: str(activity.id))
#: Whose items come from people: one of them may be hidden after the reveal.
COLLECTING = [activity for activity in ASKED if activity.collect]
each_kind = pytest.mark.parametrize("name", kinds.names())
each_language = pytest.mark.parametrize("language", decks.LANGUAGES)

#: JSON values of every sort. Which of them are of the wrong sort depends on what a slot takes.
OF_EVERY_SORT: tuple[Any, ...] = (
    None,
    True,
    False,
    3,
    2.5,
    3.0,
    "3",
    "",
    [],
    [3],
    [[3]],
    {},
    {"3": 3},
    {"x": None},
)
NEVER = (math.nan, math.inf, -math.inf, None)

#: What someone may write into a deck, or into an item of their own, to get more than text.
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">Read</a>',
    "<b>Trust</b>",
    "Trust %{x} %{customdata}",
    "$x$ and $$y^2$$",
    "&lt;b&gt; R&D &#60;",
    "{n} {0} {missing} {{}}",
)


# --- answers


def taken_for(activity: Activity) -> dict[Slot, list[Any]]:
    """Values that people give, slot by slot."""
    people = simulated(activity, 50, seed=7)
    return {
        slot: [answers[slot] for answers in people if slot in answers]
        for slot in kind_of(activity).slots(activity)
    }


def refused_for(taken: list[Any]) -> Iterator[Any]:
    """Values of every wrong sort, and of the right sort but far out of what may be."""
    sorts = {type(value) for value in taken}
    yield from (value for value in OF_EVERY_SORT if type(value) not in sorts)
    yield from NEVER
    if int in sorts:
        yield from (10**40, -(10**40), 2**63, -(2**31))
    if str in sorts:
        yield from ("", " \n\u200b", "x" * 100_000)
    if list in sorts:
        yield from ([*max(taken, key=len), {"unknown": 1}], [math.nan], list(range(10_000)))
    if dict in sorts:
        yield from (value | {"unknown": 1} for value in taken[:1])
        yield from (dict.fromkeys(value, math.nan) for value in taken[:1])


def test_every_kind_is_tried_on_a_small_deck_of_its_own() -> None:
    for name in kinds.names():
        assert name in DECKS, f"tests/kinds/decks/{name}.yaml is missing"
        assert DECKS[name].activity(f"small_{name}"), f"{name}.yaml has no activity small_{name}"
    assert set(DECKS) == set(kinds.names())


@each_kind
def test_a_kind_is_found_by_its_name(name: str) -> None:
    assert kinds.get(name).name == name
    assert re.fullmatch(r"[0-9a-f]{64}", kinds.source_hash(name))


def test_an_unknown_kind_is_told_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=", ".join(kinds.names())):
        kinds.get("tally")


@each_activity
def test_the_workshop_asks_what_the_kind_takes(activity: Activity) -> None:
    slots = kind_of(activity).slots(activity)
    assert slots and len(slots) == len(set(slots))
    assert list(kind_of(activity).check(activity)) == []


@each_activity
def test_what_simulated_people_answer_is_accepted(activity: Activity) -> None:
    for seed in range(20):
        kind = kind_of(activity)
        for answers in simulated(activity, 10, seed):
            assert answers and answers.keys() <= set(kind.slots(activity))
            for slot, value in answers.items():
                canonical = kind.validate(activity, slot, value)
                assert kind.validate(activity, slot, canonical) == canonical
                sent = json.loads(json.dumps(value))
                assert kind.validate(activity, slot, sent) == canonical


@each_activity
def test_the_same_chance_gives_the_same_simulated_answers(activity: Activity) -> None:
    assert simulated(activity, 20, seed=3) == simulated(activity, 20, seed=3)
    assert simulated(activity, 20, seed=3) != simulated(activity, 20, seed=4)


@each_activity
def test_any_other_answer_is_refused_in_words(activity: Activity) -> None:
    for slot, taken in taken_for(activity).items():
        for value in refused_for(taken):
            with pytest.raises(TamtamError) as caught:
                kind_of(activity).validate(activity, slot, value)
            assert (caught.value.status, caught.value.field) == (422, "value"), value
            says_what_to_do(caught.value)


def says_what_to_do(error: TamtamError) -> None:
    for say in (error.message, error.hint):
        said = [say(language) for language in texts.LANGUAGES]
        assert all(said) and len(set(said)) == len(said)
        assert not re.search(r"[{}]", "".join(said))


# --- counting


@cache
def happening(id: str) -> st.SearchStrategy[list[tuple[int, Slot, Any]]]:
    """Some people, one after the other, who each answer something anew or take it back."""
    [activity] = (one for one in ASKED if one.id == id)
    said = [
        (slot, value)
        for slot, values in sorted(taken_for(activity).items())
        for value in ([None] * 10 + values[:20])
    ]
    one = st.tuples(st.integers(0, 5), st.integers(0, len(said) - 1))
    return st.lists(one.map(lambda drawn: (drawn[0], *said[drawn[1]])), max_size=60)


@each_activity
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_running_counts_equal_a_recount(activity: Activity, data: st.DataObject, seed: int) -> None:
    happened = data.draw(happening(str(activity.id)))
    running = kind_of(activity).tally(activity)
    answers: dict[int, Answers] = {}
    for person, slot, value in happened:
        own = answers.setdefault(person, {})
        running.update(own, slot, value)
        own[slot] = value
        if value is None:
            del own[slot]

    everybody = in_another_order(list(answers.values()), random.Random(seed))
    assert running.snapshot() == tally_of(activity, everybody).snapshot()
    standing = kind_of(activity).standing(activity, gathered_of(activity, running, everybody, 3))
    assert standing == standing_of(activity, everybody, 3)


def in_another_order(everybody: list[Answers], rng: random.Random) -> list[Answers]:
    people = rng.sample(everybody, len(everybody))
    return [dict(rng.sample(list(own.items()), len(own))) for own in people]


@each_activity
def test_everything_taken_back_leaves_an_empty_tally(activity: Activity) -> None:
    tally = tally_of(activity, everybody := simulated(activity, 5))
    for own in everybody:
        for slot in list(own):
            tally.update(own, slot, None)
            del own[slot]
    assert tally.snapshot() == kind_of(activity).tally(activity).snapshot()


@each_activity
def test_an_answer_that_can_be_crossed_is_a_yes_or_a_no_or_neither(activity: Activity) -> None:
    kind = kind_of(activity)
    for slot in kind.slots(activity):
        sides = kind.sides(activity, slot)
        if sides is None:
            continue
        yes, no = sides
        assert yes and no and not set(yes) & set(no)
        assert all(kind.validate(activity, slot, value) == value for value in (*yes, *no))
        for language in texts.LANGUAGES:
            words = Words(activity.kind).section(language, "crossed")
            assert len({words["yes"], words["no"]}) == 2


# --- the standing


@each_activity
def test_a_standing_says_one_sentence_in_each_language(activity: Activity) -> None:
    for n in (0, 1, 4, 5, 11, 12, 60):
        standing = standing_of(activity, simulated(activity, n))
        assert tuple(standing.sentence) == activity.languages
        said = standing.sentence.values()
        assert all(said) and len(set(said)) == len(activity.languages)
        assert standing.outcome in OUTCOMES


@pytest.mark.parametrize("activity", COLLECTING, ids=lambda activity: str(activity.id))
@pytest.mark.parametrize("n", [1, 5, 12, 60])
def test_a_sentence_that_quotes_an_item_says_so(activity: Activity, n: int) -> None:
    """So that a sentence goes when the item it quotes is hidden, or its author erased."""
    marked = rewritten(activity, "Xyzzy")
    standing = standing_of(marked, simulated(marked, n), min(n, 5))
    assert bool(standing.about) == ("xyzzy" in standing.sentence["en"].lower())
    assert set(standing.about) <= {item.id for item in activity.items}
    gone = standing.without(set(standing.about), {"fr": "-", "en": "-"})
    assert "xyzzy" not in gone.sentence["en"].lower()
    assert not {item.item for item in gone.items} & set(standing.about)


@each_activity
def test_a_standing_comes_back_from_json_as_it_was(activity: Activity) -> None:
    for n in (0, 1, 4, 5, 40):
        standing = standing_of(activity, simulated(activity, n))
        stored = json.loads(json.dumps(standing.to_json(), allow_nan=False))
        assert Standing.from_json(stored) == standing


@each_activity
def test_too_few_answers_say_nothing_but_their_number(activity: Activity) -> None:
    for min_answers in (1, 3, 5, 12):
        for n in range(min_answers):
            one, other = (
                standing_of(activity, simulated(activity, n, seed), min_answers) for seed in (1, 2)
            )
            assert one == other
            assert (one.outcome, one.items, one.details, one.measures) == ("few", (), {}, ())
            for language in decks.LANGUAGES:
                figure = kind_of(activity).figure(activity, one, language)
                assert figure["data"] == []
                assert kind_of(activity).table(activity, one, language).rows == ()
                said = one.sentence[language]
                alone = min_answers == 1  # who is told nothing of numbers
                assert said and (alone or (str(n) in said and str(min_answers) in said))


@each_activity
def test_just_enough_answers_say_where_the_room_stands(activity: Activity) -> None:
    for min_answers in (1, 3, 5, 12):
        standing = standing_of(activity, simulated(activity, min_answers), min_answers)
        assert standing.outcome != "few"
        assert [item.item for item in standing.items] == [item.id for item in activity.items]
        aside = {
            item.id for item in activity.items if kind_of(activity).beside and item.is_proposed
        }
        for item in standing.items:
            assert bool(item.measures) == (
                item.item not in aside
            )  # what nobody answers measures nothing
            assert all(one.n >= min_answers for one in (*item.measures, *standing.measures))
        assert kind_of(activity).figure(activity, standing, "en")["data"]


def about(activity: Activity, item: str, slot: Slot) -> bool:
    """Whether an answer tells something of an item; one that names none of them tells of them all."""
    named = slot[0].partition(".")[0]
    return named == item or activity.item(named) is None


@each_activity
def test_what_too_few_say_of_one_item_shows_nowhere(activity: Activity) -> None:
    """Eight answer, but only four of them an item: it is as if nobody knew what they said."""
    for item in activity.items:
        seen = []
        for seed in range(3):
            everybody = simulated(activity, 8)
            differing = simulated(activity, 8, seed + 10)
            for person, own in enumerate(everybody):
                for slot in [slot for slot in own if about(activity, item.id, slot)]:
                    own[slot] = differing[person][slot]
                    if person >= 4:
                        del own[slot]
            seen.append(standing_of(activity, everybody))
        assert seen[0] == seen[1] == seen[2]
        assert seen[0].item(item.id) or seen[0].n == 4


@each_activity
@each_language
def test_where_no_item_has_enough_the_sentence_does_not_say_so_many(
    activity: Activity, language: str
) -> None:
    """Four people answer each slot, and nothing else: many answered, yet nothing may be shown."""
    slots = kind_of(activity).slots(activity)
    everybody = [{slot: own[slot]} for slot in slots for own in simulated(activity, 4)]
    standing = standing_of(activity, everybody)
    assert (standing.n, standing.outcome) == (4 * len(slots), "few")
    assert max(map(int, re.findall(r"\d+", standing.sentence[language]))) <= 5


@each_activity
def test_a_counted_value_that_is_no_number_has_a_name(activity: Activity) -> None:
    standing = standing_of(activity, simulated(activity, 40))
    counted = {v for i in standing.items for d in i.distributions for v in d.counts or ()}
    for value in counted:
        names = [
            kind_of(activity).value_name(activity, value, language) for language in decks.LANGUAGES
        ]
        assert all(names) or not any(names)
        assert all(names) or re.fullmatch(r"-?\d+", value)


# --- chart, caption, table


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from strings(list(part.values()))
    elif isinstance(part, list):
        for one in part:
            yield from strings(one)


def rewritten(activity: Activity, words: str) -> Activity:
    """The activity with `words` in every text of it, each in its own language."""

    def said(place: str) -> dict[str, str]:
        return {language: f"{words} {place} {language}" for language in decks.LANGUAGES}

    items = tuple(
        msgspec.structs.replace(item, text=said(item.id), hint=said(item.id))
        for item in activity.items
    )
    return msgspec.structs.replace(
        activity, title=said("title"), question=said("question"), items=items
    )


def shortened(activity: Activity, words: str) -> Activity:
    """The activity with nothing but `words` as the text of each item."""
    items = tuple(
        msgspec.structs.replace(item, text=dict.fromkeys(decks.LANGUAGES, words))
        for item in activity.items
    )
    return msgspec.structs.replace(activity, items=items)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


#: The only markup that charts write themselves: line breaks, and numbers in bold.
OWN_MARKUP = re.compile(r"<br>|<b>[^<>$%{]*</b>$|<b>[+−\d.,\u202f€\u00a0]+</b>")


@each_activity
def test_texts_of_a_deck_stay_text_in_a_chart(activity: Activity) -> None:
    for words, (language, n) in product(HOSTILE, (("fr", 0), ("en", 5), ("fr", 30))):
        for hostile in (rewritten(activity, words), shortened(activity, words)):
            standing = standing_of(hostile, simulated(hostile, n))
            figure = kind_of(hostile).figure(hostile, standing, language)
            drawn = list(strings(figure))
            for text in drawn:
                left = OWN_MARKUP.sub("", text)
                assert not re.search(r"[<>$]|%\{", left), text
            seen = squeezed(html.unescape("".join(text.replace("<br>", "") for text in drawn)))
            assert squeezed(hostile.question[language]) in seen
            if standing.items:
                most = kind_of(hostile).most_drawn or len(hostile.items)
                most -= 2 * (activity.kind == "statements")  # a map takes some of the room
                there = [item for item in hostile.items if squeezed(item.text[language]) in seen]
                assert len(there) >= min(most, len(hostile.items))


@each_activity
def test_a_caption_says_the_texts_of_a_deck_to_the_letter(activity: Activity) -> None:
    for language, words in product(decks.LANGUAGES, HOSTILE):
        hostile = rewritten(activity, words)
        standing = standing_of(hostile, simulated(hostile, 8))
        caption = kind_of(hostile).caption(hostile, standing, language)
        assert all(item.text[language] in caption for item in hostile.items)


@each_activity
def test_a_figure_is_plain_data_in_each_language(activity: Activity) -> None:
    for n in (0, 4, 5, 30, 800):
        standing = standing_of(activity, simulated(activity, n))
        figures = [
            kind_of(activity).figure(activity, standing, language)
            for language in activity.languages
        ]
        for figure in figures:
            assert set(figure) == {"data", "layout"}
            assert json.loads(json.dumps(figure, allow_nan=False)) == figure
        titles = {json.dumps(figure["layout"]["title"]) for figure in figures}
        assert len(titles) == len(activity.languages)


@each_activity
def test_a_caption_tells_the_chart_in_plain_words(activity: Activity) -> None:
    for n in (0, 4, 5, 30):
        standing = standing_of(activity, simulated(activity, n))
        captions = {
            language: kind_of(activity).caption(activity, standing, language)
            for language in activity.languages
        }
        assert len(set(captions.values())) == len(activity.languages)
        for language, caption in captions.items():
            assert standing.sentence[language] in caption
            assert not re.search(r"[<>{}]|&\w+;|\b(None|nan)\b", caption)
            if standing.items:
                assert len(caption) > len(standing.sentence[language]) + 20


@each_activity
def test_a_table_has_a_cell_for_each_column(activity: Activity) -> None:
    for n in (0, 4, 5, 30):
        standing = standing_of(activity, simulated(activity, n))
        tables = [
            kind_of(activity).table(activity, standing, language) for language in activity.languages
        ]
        assert len({table.columns for table in tables}) == len(activity.languages)
        assert len({len(table.rows) for table in tables}) == 1
        for table in tables:
            assert all(table.columns) and len(set(table.columns)) == len(table.columns)
            assert bool(table.rows) == bool(standing.items)
            for row in table.rows:
                assert len(row) == len(table.columns)
                assert {type(cell) for cell in row} <= {str, InWords, int, float}


@each_activity
def test_a_table_keeps_its_shape_where_an_item_has_too_few_answers(activity: Activity) -> None:
    everybody = simulated(activity, 8)
    for own in everybody[4:]:
        for slot in [slot for slot in own if about(activity, activity.items[0].id, slot)]:
            del own[slot]
    standing = standing_of(activity, everybody)
    table = kind_of(activity).table(activity, standing, "fr")
    assert bool(table.rows) == bool(standing.items)
    assert {len(row) for row in table.rows} <= {len(table.columns)}
    assert {type(cell) for row in table.rows for cell in row} <= {str, InWords, int, float}


# --- the form


@each_kind
def test_a_form_is_one_module_that_loads_and_can_be_rendered(name: str, tmp_path: Path) -> None:
    source = assets.form_module(name)
    assert not re.search(r"^\s*import\b|\bimport\s*\(", source, re.MULTILINE)
    module = tmp_path / "form.mjs"
    module.write_text(source, encoding="utf-8")
    print_it = "(m) => console.log(Object.keys(m).join(), typeof m.default.render)"
    program = f"import({json.dumps(module.as_uri())}).then({print_it})"
    node = Path(playwright.__file__).parent / "driver" / "node"
    ran = subprocess.run([node, "-e", program], capture_output=True, text=True, timeout=60)
    assert ran.stdout.split() == ["default", "function"], ran.stderr


@each_kind
@each_language
def test_a_kind_tells_guides_how_its_chart_is_read(name: str, language: str) -> None:
    assert len(Words(name).text(language, "chart").split()) >= 10


# --- facets

FACETED = [activity for activity in ASKED if kind_of(activity).facets(activity)]


@pytest.mark.parametrize("activity", FACETED, ids=lambda activity: str(activity.id))
@pytest.mark.parametrize("n", [6, 40])
def test_a_facet_rests_on_the_frozen_standing_and_says_less(activity: Activity, n: int) -> None:
    kind = kind_of(activity)
    whole = standing_of(activity, simulated(activity, n))
    frozen = Standing.from_json(json.loads(msgspec.json.encode(whole.to_json())))
    for name in kind.facets(activity):
        part = kind.facet(activity, frozen, name)
        assert part == kind.facet(activity, whole, name) != whole
        assert frozen == whole  # drawing it in another way changes nothing
        assert kind.facet(activity, part, name) == part
        assert all(item in whole.items for item in part.items)
        assert all(whole.details[key] == value for key, value in part.details.items())
        assert part.outcome in OUTCOMES
        for language in decks.LANGUAGES:
            assert kind.facet_name(activity, name, language) not in ("", name)
            sentence = texts.pick(part.sentence, language)
            assert kind.caption(activity, part, language).startswith(sentence)
            assert kind.figure(activity, part, language)["data"]
            assert kind.table(activity, part, language).rows
    names = [kind.facet_name(activity, name, "fr") for name in kind.facets(activity)]
    assert len({*names}) == len(names) > 1


def test_a_facet_that_there_is_not_is_the_whole() -> None:
    for activity in ASKED:
        whole = standing_of(activity, simulated(activity, 12))
        assert kind_of(activity).facet(activity, whole, "nothing") == whole
