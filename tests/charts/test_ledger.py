"""A ledger: bars with their names before them, what people said beside them, as high as a wall is."""

from tamtam import charts
from tamtam.charts.ledger import ledger

FRAME = charts.Frame("A sentence", "A question?", "8 people answered", "en")
ROWS = [
    charts.OptionCount("Trust", 6, 8, True),
    charts.OptionCount("Something with a long name", 2, 8),
]


def drawn(*quotes: str, remarks: tuple[str, ...] = ()) -> charts.Figure:
    return ledger(FRAME, charts.Ledger(ROWS, remarks, quotes, lambda n: f"and {n} more"))


def texts(figure: charts.Figure) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_a_bar_reaches_as_far_as_its_share_and_has_its_name_and_number() -> None:
    figure = drawn()
    [bars] = figure["data"]
    assert bars["x"] == [75, 25]
    assert texts(figure)[:2] == ["Trust", "Something with a<br>long name"]
    assert {"<b>6</b>", "<b>2</b>"} <= set(texts(figure))


def test_without_quotes_bars_have_the_whole_width() -> None:
    assert drawn()["layout"]["xaxis"]["domain"] == [0, 1]
    beside = drawn("What I do")["layout"]
    assert beside["xaxis"]["domain"][1] < 0.5
    quote = next(note for note in beside["annotations"] if note["text"] == "What I do")
    assert (quote["xref"], quote["x"] > beside["xaxis"]["domain"][1]) == ("paper", True)


def test_however_much_was_said_the_height_stays_and_the_rest_is_a_number() -> None:
    short, long = drawn("What I do"), drawn(*["Something that takes a while to say. " * 4] * 30)
    assert short["layout"]["height"] == long["layout"]["height"] <= 560
    assert texts(long)[-1] == "and 26 more"
    assert len([shape for shape in long["layout"]["shapes"] if "xref" in shape]) == 4


def test_remarks_stand_under_the_bars_and_are_only_text() -> None:
    remarks = ("<b>12</b> with a date", "A remark that goes on for more than one line here")
    figure = drawn("What I do", remarks=remarks)
    under = [note for note in figure["layout"]["annotations"] if note["x"] == -75]
    assert under[0]["text"] == "&lt;b&gt;12&lt;/b&gt; with a date"
    assert len(under) == 3
    assert under[2]["text"][0] == "\u2003"  # further in: it goes on from the line above
    assert (
        len([one for one in texts(drawn(remarks=remarks)) if "remark" in one or "here" in one]) == 1
    )
    assert all(note["y"] > max(figure["data"][0]["y"]) for note in under)
