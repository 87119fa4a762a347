"""The numbers of a chart's table in a data frame: numbers, not words, and bounds in columns of their own."""

import re

import pandas as pd
import pytest
from pandas.api.types import is_numeric_dtype
from tamtam.deck.deck import Activity
from tamtam.results.view import View

from tests.kinds.people import EVERY, kind_of, simulated, standing_of

#: A number in words, also with its interval or a sign of per cent. Not "3 (1–2)", three in a class: a
#: number alone would stand under another name.
IN_WORDS = re.compile(r"[−+-]?\d[\d.,\u202f]*( ?%)?( \(.* to .*\)| to .*)?")

each_activity = pytest.mark.parametrize(
    "activity",
    [activity for activity in EVERY if kind_of(activity).slots(activity)],
    ids=lambda activity: str(activity.id),
)


def frame_of(activity: Activity, people: int, language: str = "en") -> pd.DataFrame:
    standing = standing_of(activity, simulated(activity, people))
    return View(activity, standing, language).table()


@each_activity
def test_no_column_holds_numbers_in_words(activity: Activity) -> None:
    for people in (8, 40):
        frame = frame_of(activity, people)
        assert len(frame)
        for name in frame.columns[1:]:  # the first has what an item is called
            if not is_numeric_dtype(frame[name]):
                words = [cell for cell in frame[name] if isinstance(cell, str)]
                assert not [cell for cell in words if IN_WORDS.fullmatch(cell)], name


def test_an_interval_is_two_columns_beside_its_value() -> None:
    activity = next(one for one in EVERY if one.id == "small_choice")
    standing = standing_of(activity, simulated(activity, 40))
    frame = View(activity, standing, "en").table()
    assert list(frame) == ["Item", "n", "Chosen by", "Share", "Share, from", "Share, to"]
    measured = {one.measure("share") for one in standing.items}
    told = frame[["Share", "Share, from", "Share, to"]].itertuples(index=False, name=None)
    assert set(told) == {(one.value, one.low, one.high) for one in measured if one}
    assert frame["Chosen by"].sum() == 40
    assert list(View(activity, standing, "fr").table())[3:] == ["Part", "Part, de", "Part, à"]


def test_a_page_goes_on_reading_an_interval_in_one_cell() -> None:
    activity = next(one for one in EVERY if one.id == "small_choice")
    view = View(activity, standing_of(activity, simulated(activity, 40)), "en")
    assert re.fullmatch(r"0\.\d+ \(0\.\d+ to 0\.\d+\)", view.plain_table().rows[0][-1])


def test_where_too_few_answered_a_value_is_missing() -> None:
    activity = next(one for one in EVERY if one.id == "small_rating")
    everybody = simulated(activity, 8)
    for own in everybody[3:]:
        own.pop(next(slot for slot in own if slot[0] == activity.items[0].id))
    frame = View(activity, standing_of(activity, everybody), "en").table()
    assert is_numeric_dtype(frame["Median"])
    assert frame["Median"].isna().sum() == 1


def test_below_the_least_number_there_are_columns_and_no_rows() -> None:
    activity = next(one for one in EVERY if one.id == "small_rating")
    frame = frame_of(activity, 3)
    assert len(frame) == 0
    assert "Median" in list(frame)
