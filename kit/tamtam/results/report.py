"""The report: one HTML file that holds all it shows, opens anywhere and asks nothing of a network."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from tamtam import assets, charts
from tamtam.assets import minify
from tamtam.charts import theme
from tamtam.deck.deck import Activity
from tamtam.kinds.parts import scale
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.results.summary import Summary
from tamtam.results.view import View
from tamtam.session.state import State
from tamtam.standing.standing import Standing, Table


class RevealedStep(NamedTuple):
    """What was revealed of one turn of an activity; `show` is "chart", "shift", "sentence" or "nothing".

    `shift` is what moved since the time before, where that was shown.
    """

    activity: Activity
    standing: Standing
    show: str
    shift: Standing | None = None

    @property
    def whole(self) -> bool:
        """Whether its chart was shown."""
        return self.show in ("chart", "shift")


def report(
    state: State, shown: Sequence[RevealedStep], language: str, after: str = ""
) -> Iterator[str]:
    """The report's HTML, in pieces; `after` is HTML that stands behind the results.

    Every text in it is escaped: typed words are only ever text.
    """
    figures: list[dict[str, Any]] = []
    sections = [_section(one, language, figures) for one in shown]
    title = f"{texts.pick(state.deck.title, language)} · {state.code}"
    empty = f'<p class="tt-report-empty">{_Words(language)("empty")}</p>\n'
    body = ("".join(sections) or empty) + after
    yield from page(
        title, _head(state, language) + _summary(state, language), body, figures, language
    )


def page(
    title: str, head: str, body: str, figures: list[dict[str, Any]], language: str
) -> Iterator[str]:
    """One HTML file, in pieces, that holds the charts `figures` that its `body` has places for."""
    script = (assets.folder() / "report" / "report.js").read_text(encoding="utf-8")
    data = json.dumps(figures, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    scripts = [_plotly(), script] if figures else [script]
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(title)}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>\n"
    yield f"{head}{body}</main>\n<footer>{_Words(language)('made')}</footer>\n"
    yield f'<script type="application/json" id="figures">{data}</script>\n'
    for piece in scripts:
        yield f"<script>{piece}</script>\n"
    yield "</body>\n</html>\n"


class _Words:
    """The report's own words, escaped."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, key: str, **values: Any) -> str:
        return escape(texts.text(self._language, f"export.report.{key}", **values))


def _style() -> str:
    sheets = (assets.folder() / "look.css", assets.folder() / "report" / "report.css")
    return minify.css("".join(sheet.read_text("utf-8") for sheet in sheets))


def _plotly() -> str:
    bundle = assets.folder() / "vendor" / "plotly-cartesian.min.js"
    return bundle.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _hash(piece: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(piece.encode()).digest()).decode()}'"


def _head(state: State, language: str) -> str:
    say = _Words(language)
    banner = (
        f'<p class="tt-report-banner">{say("rehearsal")}</p>\n' if state.session.rehearsal else ""
    )
    people = say("people", n=len(state.participants))
    opened = when(texts.instant(state.opened_at))
    note = say("note", min_answers=state.min_answers)
    return (
        f"<header>\n{banner}<h1>{escape(texts.pick(state.deck.title, language))}</h1>\n"
        f'<p class="tt-report-when">{opened} · {escape(state.code)} · {people}</p>\n'
        f'<p class="tt-report-note">{note}</p>\n'
        f'<noscript><p class="tt-report-note">{say("no_script")}</p></noscript>\n'
        "</header>\n"
    )


def _summary(state: State, language: str) -> str:
    """The session on one page, before its charts; nothing where nothing was shown."""
    summary = Summary.of(state, language)
    if not summary.sections:
        return ""
    title = escape(texts.text(language, "authoring.summary.title"))
    return f'<section class="tt-report-summary">\n<h2>{title}</h2>\n{summary.html()}</section>\n'


def when(written: str) -> str:
    """A moment in UTC, the same on any machine; the script says it by the reader's clock."""
    day, clock = written[:10], written[11:16]
    return f'<time datetime="{written}">{day} {clock} UTC</time>'


def _section(one: RevealedStep, language: str, figures: list[dict[str, Any]]) -> str:
    activity, standing = one.activity, one.standing
    say = _Words(language)
    turn = f" · {say('turn', turn=standing.turn)}" if standing.turn > 1 else ""
    answered = escape(charts.people(standing, language))
    beside = (
        "tamtam-sr" if one.whole else "tt-report-question"
    )  # a chart says it itself, to those who see
    return (
        f"<section>\n<h2>{escape(texts.pick(activity.title, language))}{turn}</h2>\n"
        f'<p class="{beside}">{escape(texts.pick(activity.question, language))} · {answered}</p>\n'
        f"{_shown(one, language, figures)}</section>\n"
    )


def _shown(one: RevealedStep, language: str, figures: list[dict[str, Any]]) -> str:
    say = _Words(language)
    if one.show == "nothing":
        return f'<p class="tt-report-note">{say("nothing")}</p>\n'
    if one.show == "sentence":
        sentence = escape(texts.pick(one.standing.sentence, language))
        return (
            f'<p class="tt-report-sentence">{sentence}</p>\n'
            f'<p class="tt-report-note">{say("sentence")}</p>\n'
        )
    stands = drawn(View(one.activity, one.standing, language), figures)
    if one.shift is None:
        return stands
    moved = drawn(View(one.activity, one.shift, language), figures)
    return f"{stands}<h3>{say('moved')}</h3>\n{moved}"


def drawn(view: View, figures: list[dict[str, Any]]) -> str:
    """A chart, one for each of its facets, and the numbers of all."""
    facets = _facets(view) if view.standing.items else {}
    views = {"": view} | {
        id: View(view.activity, view.standing, view.language, id) for id in facets
    }
    charts = "".join(_chart(one, id, figures) for id, one in views.items())
    numbers = _numbers(
        view.plain_table(), _key(view.standing, view.language), _Words(view.language)
    )
    return f"<div>\n{_chooser(view)}{charts}</div>\n{numbers}" if facets else charts + numbers


def _facets(view: View) -> dict[str, str]:
    """The facets of a chart, without the pages that only a wall has to turn."""
    return {id: name for id, name in view.facets.items() if view.activity.item(id)}


def _chooser(view: View) -> str:
    """Which facet is shown; the script brings the choice out, as without it all of them are."""
    say = _Words(view.language)
    named = {"": say("whole")} | {id: escape(name) for id, name in _facets(view).items()}
    options = (f'<option value="{escape(id)}">{name}</option>' for id, name in named.items())
    choice = f"<select>{''.join(options)}</select>"
    return f'<label class="tt-report-facets" hidden>{say("facet")} {choice}</label>\n'


def _chart(view: View, facet: str, figures: list[dict[str, Any]]) -> str:
    """A chart and its caption."""
    say = _Words(view.language)
    figure, caption = view.plain_figure(), escape(view.caption)
    figures.append({"light": figure, "dark": theme.dark(figure)})
    height = figure["layout"]["height"]
    return (
        f'<figure data-facet="{escape(facet)}">\n'
        f'<div class="tt-report-scroll" tabindex="0" role="group" aria-label="{say("chart")}">'
        f'<div class="tt-report-chart" role="img" aria-label="{caption}" style="height:{height}px"></div>'
        f"</div>\n<figcaption>{caption}</figcaption>\n</figure>\n"
    )


def _key(standing: Standing, language: str) -> str:
    """The measures of the whole; what all measures are, and how their intervals were found."""
    words = Words(standing.kind)
    measures, methods = words.names(language, "measures"), words.names(language, "methods")
    short, colon = words.names(language, "names"), texts.text(language, "standing.colon")
    found = [*standing.measures, *(one for item in standing.items for one in item.measures)]
    whole = [
        f"{short[one.name]}{colon}{scale.in_words(one, language)} (n = {one.n})"
        for one in standing.measures
    ]
    told = dict.fromkeys(measures[measure.name] for measure in found)
    ways = dict.fromkeys(
        f"{short[measure.name]}{colon}{methods[measure.method]}"
        for measure in found
        if measure.method
    )
    lines = "".join(f"<li>{escape(line)}</li>\n" for line in (*whole, *told, *ways))
    return f'<ul class="tt-report-key">\n{lines}</ul>\n' if lines else ""


def _numbers(table: Table, key: str, say: _Words) -> str:
    if not table.rows:
        return ""
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(str(row[0]))}</th>'
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in table.rows
    )
    return (
        f"<details>\n<summary>{say('numbers')}</summary>\n"
        f'<div class="tt-report-scroll" tabindex="0" role="group" aria-label="{say("numbers")}"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
        f"{key}</details>\n"
    )
