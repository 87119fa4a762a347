"""The kinds that can be added, each with its picture, what it is, when to ask it and when not."""

from base64 import b64encode
from functools import cache
from typing import Any

from tamtam import assets
from tamtam.authoring.building import starters
from tamtam.authoring.building.edits import Plain
from tamtam.language import texts
from tamtam.notebook.widgets.cockpit.tree import Node, button, el


def offered(deck: Plain, language: str) -> list[Node]:
    """All that can be added to a deck, to choose one."""
    say, known = _say(language), texts.section(language, "choosing")
    rows = []
    for kind in starters.own_kinds(deck):
        name = kind.rpartition("/")[2]
        taken = button(name, "take", kind, aria_label=say("take", name=name))
        rows.append(el("li", el("div", taken, el("p", say("own")))))
    for kind in starters.kinds():
        of = {key: texts.spaced(language, words) for key, words in known[kind].items()}
        rows.append(
            el(
                "li",
                picture(kind),
                el(
                    "div",
                    button(of["name"], "take", kind, aria_label=say("take", name=of["name"])),
                    el("p", of["what"]),
                    _standing_on(deck, kind, language),
                    el("p", el("b", say("when")), " ", of["when"], look="muted"),
                    el("p", el("b", say("not")), " ", of["not"], look="muted"),
                ),
            )
        )
    return [el("h3", say("title"), tabindex=-1, data_first=True), el("ul", *rows, look="kinds")]


def _standing_on(deck: Plain, kind: str, language: str) -> Node:
    """What has to be asked before it: what the deck has of that already, or what comes along."""
    needed, found, say = starters.need(kind), starters.source(deck, kind), _say(language)
    if needed is None:
        return None
    if found is None:
        name = texts.section(language, "choosing")[needed[0]]["name"]
        return el("p", say("needs", name=name))
    return el("p", say("has", title=texts.pick(found.get("title") or {}, language)))


def picture(kind: str) -> Node:
    """The small drawing of a kind; nothing for one that has none. Its name stands beside it."""
    source = _source(kind)
    return el("img", src=source, role="none", look="picture") if source else None


@cache
def _source(kind: str) -> str:
    path = assets.folder() / "images" / "kinds" / f"{kind}.svg"
    if not path.is_file():
        return ""
    return f"data:image/svg+xml;base64,{b64encode(path.read_bytes()).decode()}"


def _say(language: str) -> Any:
    return lambda key, **values: texts.text(language, f"builder.add.{key}", **values)
