"""A specimen of a kind, one page without a server: its form as phones load it, an answered room, its chart.

Module, words and standing stand in the page, which opens from a disk. What it loads is plotly, from the
file that lies beside it.
"""

import html
import json
from collections.abc import Sequence
from typing import Any

import msgspec

from tamtam import assets, charts, kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers
from tamtam.kinds.parts.words import Words
from tamtam.language import spoken, texts
from tamtam.results.view import View
from tamtam.server.views import phone
from tamtam.session.activity import ActivityState
from tamtam.standing.standing import Standing

#: What lies beside a specimen: a file of `assets/vendor`.
BESIDE = "plotly-cartesian.min.js"


def page(
    activity: Activity, gathered: GatheredAnswers, standing: Standing, languages: Sequence[str]
) -> str:
    """The page of what `activity` asks, of a room that has answered it as `gathered`."""
    source, before = assets.form_source(activity.kind)
    about = _about(activity, gathered, standing, languages) | {"before": before}
    folder = assets.folder()
    pieces = {
        "LANGUAGE": languages[0],
        "TITLE": html.escape(activity.kind),
        "LOOK": (folder / "look.css").read_text(encoding="utf-8"),
        "SPECIMEN": _script(about),
        "MODULE": _script(source),
        "SCRIPT": assets.page_script("specimen"),
    }
    made = (folder / "specimen" / "specimen.html").read_text(encoding="utf-8")
    for mark, piece in pieces.items():
        made = made.replace(f"/*{mark}*/", piece)
    return made


def _about(
    activity: Activity, gathered: GatheredAnswers, standing: Standing, languages: Sequence[str]
) -> dict[str, Any]:
    kind = kinds.get(activity.kind)
    rounds = kind.rounds(activity)
    now = {"name": rounds[0].name, "number": 1, "phases": rounds[0].phases} if rounds else None
    somebody = next(iter(gathered.answers), "")
    return {
        "file": f"{activity.kind.rpartition('/')[2]}.js",
        "languages": languages,
        "names": {language: spoken.name(language) for language in languages},
        "buttons": {
            language: texts.section(language, "server")["specimen"] for language in languages
        },
        "activity": _plain(phone.activity(ActivityState(activity))) | {"round": now},
        "texts": {
            language: texts.section(language, "phone")["form"] | Words(activity.kind).form(language)
            for language in languages
        },
        "mine": {"dealt": None, "proposals": [], "watches": False, "missing": None, "order": None}
        | {"told": _plain(kind.told(activity, gathered, somebody))},
        "standing": _plain(kind.on_phones(standing).to_json()),
        "charts": {language: _chart(activity, standing, language) for language in languages},
    }


def _chart(activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
    view = View(activity, standing, language)
    return {"figure": view.plain_figure(charts.PAGE), "caption": view.caption}


def _plain(value: Any) -> Any:
    return json.loads(msgspec.json.encode(value))


def _script(value: Any) -> str:
    """JSON that ends no script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
