"""One step of the report: its chart, what it says, the question to debrief; its numbers, for the annex."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from tamtam import charts
from tamtam.charts.drawing import drawing
from tamtam.charts.lettering import lacking_in
from tamtam.charts.pictured import pictured
from tamtam.charts.png import png
from tamtam.charts.svg import svg
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.results.numbers import filled
from tamtam.results.revealed import RevealedStep
from tamtam.results.view import View
from tamtam.standing.standing import Standing, Table

#: The folder of charts.
PICTURES = "charts"
#: So many rows stay together on a printed page.
_SHORT = 8


class ReportWords:
    """The report's own words, escaped."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, key: str, **values: Any) -> str:
        """One of them."""
        return escape(texts.text(self._language, f"export.report.{key}", **values))


def name(one: RevealedStep, language: str) -> str:
    """What a step is called, escaped."""
    return escape(one.name(language))


def anchor(one: RevealedStep) -> str:
    """Where in the report it stands."""
    return escape(f"{one.activity.id}-{one.standing.turn}")


def step(one: RevealedStep, language: str) -> str:
    """A step, on a screen of its own."""
    asked = escape(texts.pick(one.activity.question, language))
    answered = escape(charts.people(one.standing, language))
    beside = "tamtam-sr" if one.whole else "tt-report-question"  # a chart says it itself
    return (
        f'<section class="tt-report-step" id="{anchor(one)}">\n<div class="tt-report-margin">\n'
        f"<h2>{name(one, language)}</h2>\n"
        f'<p class="{beside}">{asked} · {answered}</p>\n'
        f"{pictured(one.activity, language, 'tt-report-pictures')}{_debrief(one, language)}</div>\n"
        f'<div class="tt-report-shown">\n{_shown(one, language)}</div>\n</section>\n'
    )


def _debrief(one: RevealedStep, language: str) -> str:
    """The question that goes with what is said; only beside the chart that it is about."""
    question = View(one.activity, one.standing, language).debrief if one.whole else ""
    return f'<p class="tt-report-debrief">{escape(question)}</p>\n' if question else ""


def _shown(one: RevealedStep, language: str) -> str:
    say = ReportWords(language)
    if one.show == "nothing":
        return f'<p class="tt-report-note">{say("nothing")}</p>\n'
    if one.show == "sentence":
        sentence = escape(texts.pick(one.standing.sentence, language))
        return (
            f'<p class="tt-report-sentence">{sentence}</p>\n'
            f'<p class="tt-report-note">{say("sentence")}</p>\n'
        )
    stands = drawn(View(one.activity, one.standing, language))
    if one.shift is None:
        return stands
    return f"{stands}<h3>{say('moved')}</h3>\n{drawn(View(one.activity, one.shift, language))}"


def drawn(view: View) -> str:
    """A chart, and one for each of its facets."""
    facets = _facets(view) if view.standing.items else {}
    views = {"": view} | {
        id: View(view.activity, view.standing, view.language, id) for id in facets
    }
    charts = "".join(_chart(one, id) for id, one in views.items())
    return f"<div>\n{_chooser(view)}{charts}</div>\n" if facets else charts


def _facets(view: View) -> dict[str, str]:
    """The facets of a chart, without the pages that only a wall has to turn."""
    return {id: name for id, name in view.facets.items() if view.activity.item(id)}


def _chooser(view: View) -> str:
    """Which facet is shown; the script brings the choice out, as without it all of them are."""
    say = ReportWords(view.language)
    named = {"": say("whole")} | {id: escape(name) for id, name in _facets(view).items()}
    options = (f'<option value="{escape(id)}">{name}</option>' for id, name in named.items())
    choice = f"<select>{''.join(options)}</select>"
    return f'<label class="tt-report-facets" hidden>{say("facet")} {choice}</label>\n'


def _chart(view: View, facet: str) -> str:
    """A chart with its words for who can't see it, and buttons that the script brings out."""
    say = ReportWords(view.language)
    file = escape(file_name(view, facet))
    buttons = "".join(
        f'<button type="button" data-as="{form}" aria-label="{say("save", form=form.upper())}">'
        f"{form.upper()}</button>"
        for form in ("png", "svg")
    )
    return (
        f'<figure data-facet="{escape(facet)}" data-file="{file}">\n'
        f'<p class="tt-report-narrow" aria-hidden="true">{escape(view.sentence)}</p>\n'
        f'<div class="tt-report-scroll" tabindex="0" role="group" aria-label="{say("chart")}">'
        f'<div class="tt-report-chart">{svg(drawing(view.plain_figure()), view.caption)}</div></div>\n'
        f'<div class="tt-report-save" hidden>{buttons}</div>\n</figure>\n'
    )


def pictures(shown: Sequence[RevealedStep], language: str) -> Iterator[tuple[str, bytes]]:
    """The name and what is in it of an SVG and a PNG file for each chart that was shown.

    One with signs that the shipped font hasn't is there as SVG alone.
    """
    for one in shown:
        if one.whole:
            for standing in filter(None, (one.standing, one.shift)):
                view = View(one.activity, standing, language)
                drawn = drawing(view.plain_figure())
                yield f"{file_name(view)}.svg", svg(drawn, view.caption).encode()
                if not lacking_in(drawn):
                    yield f"{file_name(view)}.png", png(drawn, view.caption)


def file_name(view: View, facet: str = "") -> str:
    """What a chart's file is called: its step, its activity, its turn."""
    turn = view.standing.turn if view.standing.turn > 1 else ""
    moved = "change" if view.standing.kind != view.activity.kind else ""
    parts = (view.activity.step, view.activity.id, str(turn), facet, moved)
    return "-".join("".join(c for c in part if c.isalnum() or c in "_-") for part in parts if part)


# --- numbers


def annex(shown: list[RevealedStep], language: str) -> str:
    """The numbers of all that was shown whole, and what their measures are; each measure once."""
    say = ReportWords(language)
    tables = "".join(_numbers_of(one, language) for one in shown if one.whole)
    if not tables:
        return ""
    standings = [one for step in shown if step.whole for one in (step.standing, step.shift) if one]
    return (
        f'<section class="tt-report-annex" id="annex">\n<h2>{say("numbers")}</h2>\n{tables}'
        f"{measures(standings, language)}</section>\n"
    )


def _numbers_of(one: RevealedStep, language: str) -> str:
    stands = numbers(View(one.activity, one.standing, language), name(one, language))
    if one.shift is None:
        return stands
    title = f"{name(one, language)} · {ReportWords(language)('moved')}"
    return stands + numbers(View(one.activity, one.shift, language), title)


def numbers(view: View, title: str) -> str:
    """The table of a standing, the chart in words, and the measures of the whole."""
    table = filled(view.plain_table())
    if not table.rows:
        return ""
    whole = "".join(f" {escape(line)}." for line in _of_the_whole(view.standing, view.language))
    look = "listed" if len(table.columns) == 1 else "short" if len(table.rows) <= _SHORT else "long"
    return (
        f'<details class="tt-report-{look}">\n<summary>{title}</summary>\n'
        f'<p class="tt-report-caption">{escape(view.caption)}{whole}</p>\n'
        f"{_table(table, ReportWords(view.language))}</details>\n"
    )


def _table(table: Table, say: ReportWords) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    rows = "".join(
        f'<tr{_look(row)}><th scope="row">{escape(str(row[0]))}</th>'
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in table.rows
    )
    return (
        f'<div class="tt-report-scroll" tabindex="0" role="group" aria-label="{say("numbers")}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )


def _look(row: Sequence[Any]) -> str:
    """What marks a row of words alone, which stand in the chart already."""
    return ' class="tt-report-words"' if len(row) > 1 and not any(map(str, row[1:])) else ""


def _of_the_whole(standing: Standing, language: str) -> Iterator[str]:
    short = Words(standing.kind).names(language, "names")
    colon = texts.text(language, "standing.colon")
    for one in standing.measures:
        yield f"{short[one.name]}{colon}{scale.in_words(one, language)} (n = {one.n})"


def measures(standings: list[Standing], language: str) -> str:
    """What the measures are, and how their intervals were found."""
    told = dict.fromkeys(line for one in standings for line in _told(one, language))
    lines = "".join(f"<li>{escape(line)}</li>\n" for line in told)
    return f'<ul class="tt-report-key">\n{lines}</ul>\n' if lines else ""


def _told(standing: Standing, language: str) -> Iterator[str]:
    """Of each measure what it is, and by which method its interval was found."""
    words = Words(standing.kind)
    found = [*standing.measures, *(one for item in standing.items for one in item.measures)]
    colon = texts.text(language, "standing.colon")
    for measure in found:
        yield words.names(language, "measures")[measure.name]
        if measure.method:
            short = words.names(language, "names")[measure.name]
            yield f"{short}{colon}{words.names(language, 'methods')[measure.method]}"
