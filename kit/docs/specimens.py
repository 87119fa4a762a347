"""The gallery of kinds: each form live, as phones load it, with simulated answers and the chart that results.

A specimen is one file without a server: the module, the words and the standing stand in it, so that it
opens from a disk as well.
"""

import html
import json
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml
from tamtam import assets, charts, kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import Gathered
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.results.view import View
from tamtam.server.views import phone
from tamtam.session.activity import ActivityState
from tamtam.standing.standing import Standing

from tests.kinds.people import EVERY, gathered_of, kind_of, simulated, standing_of, tally_of

_PARTS = Path(__file__).with_name("gallery")
_PLOTLY = "plotly-cartesian.min.js"
_FRAME = "width:100%;height:640px;border:1px solid #8884;border-radius:12px"
PEOPLE, LANGUAGES = 40, ("en", "fr")


class Advice(NamedTuple):
    """When a kind is the one to ask, and when another."""

    when: str
    instead: str


def advice() -> dict[str, Advice]:
    """What stands in `choosing.yaml`, by kind."""
    said = yaml.safe_load((_PARTS / "choosing.yaml").read_text(encoding="utf-8"))
    return {kind: Advice(each["when"], each["not"]) for kind, each in said.items()}


def write(site: Path) -> None:
    """Write the specimens, and the page that shows them, into the folder of the site's sources."""
    folder = site / "_extra" / "specimens"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(assets.folder() / "vendor" / _PLOTLY, folder / _PLOTLY)
    for name in kinds.names():
        page = specimen(name)
        (folder / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")
    (site / "authors" / "kinds.md").write_text(_page(), encoding="utf-8", newline="\n")


def _page() -> str:
    """The page of all kinds, each with its specimen, when to ask it and when not."""
    parts = [
        "# The kinds, each of them live",
        "Every form below is the one that phones load; answer it, then press *Reveal*: forty "
        "simulated people have answered too. Nothing leaves this page.",
    ]
    known = advice()
    for name in kinds.names():
        lead = lead_of(name).split(": ", 1)
        parts += [
            f"## {lead[0]} (`{name}`)",
            f"{lead[-1][:1].upper()}{lead[-1][1:]}",
            f"**When**: {known[name].when}\n\n**Not when**: {known[name].instead}",
            f'```{{raw}} html\n<iframe src="../specimens/{name}.html" title="{name}" '
            f'loading="lazy" style="{_FRAME}"></iframe>\n```',
        ]
    return "\n\n".join(parts) + "\n"


def lead_of(name: str) -> str:
    """The first line of a kind's file: what it is."""
    module = import_module(type(kinds.get(name)).__module__)
    return (module.__doc__ or name).split("\n", 1)[0]


def specimen(name: str) -> str:
    """The page of one kind, whole."""
    activity = next(asked for asked in EVERY if asked.id == f"small_{name}")
    people = simulated(activity, PEOPLE)
    standing = standing_of(activity, people) if any(people) else _of_what_is_written(activity)
    pieces = {
        "LANGUAGE": LANGUAGES[0],
        "TITLE": html.escape(name),
        "LOOK": (assets.folder() / "look.css").read_text(encoding="utf-8"),
        "SPECIMEN": _script(_specimen(activity, standing)),
        "MODULE": _script(assets.form_module(name)),
        "MODEL": (assets.folder() / "phone" / "model.js").read_text("utf-8").replace("export ", ""),
        "HOST": (_PARTS / "host.js").read_text(encoding="utf-8"),
    }
    page = (_PARTS / "specimen.html").read_text(encoding="utf-8")
    for mark, piece in pieces.items():
        page = page.replace(f"/*{mark}*/", piece)
    return page


def _of_what_is_written(activity: Activity) -> Standing:
    """Where a room stands that has written, and answers nothing."""
    kind = kind_of(activity)
    written = {item.id: 1 + 8 * (at == 0) + 3 * (at == 1) for at, item in enumerate(activity.items)}
    gathered = Gathered(1, kind.tally(activity), PEOPLE, 5, backing=lambda: written)
    return kind.standing(activity, gathered)


def _specimen(activity: Activity, standing: Standing) -> dict[str, Any]:
    kind = kind_of(activity)
    people = simulated(activity, PEOPLE)
    gathered = gathered_of(activity, tally_of(activity, people), people, 5)
    rounds = kind.rounds(activity)
    now = {"name": rounds[0].name, "number": 1, "phases": rounds[0].phases} if rounds else None
    return {
        "languages": LANGUAGES,
        "activity": _plain(phone.activity(ActivityState(activity))) | {"round": now},
        "texts": {
            language: texts.section(language, "phone")["form"] | Words(activity.kind).form(language)
            for language in LANGUAGES
        },
        "mine": {"dealt": None, "proposals": [], "watches": False, "missing": None, "order": None}
        | {"told": _plain(kind.told(activity, gathered, "p0"))},
        "standing": _plain(kind.on_phones(standing).to_json()),
        "charts": {language: _chart(activity, standing, language) for language in LANGUAGES},
    }


def _chart(activity: Activity, standing: Standing, language: str) -> dict[str, Any]:
    view = View(activity, standing, language)
    return {"figure": view.plain_figure(charts.PAGE), "caption": view.caption}


def _plain(value: Any) -> Any:
    return json.loads(msgspec.json.encode(value))


def _script(value: Any) -> str:
    """JSON that ends no script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
