"""Elements of a page as plain data, which the cockpit's script draws: text is always text, never markup.

A node is a text, or `[tag, attributes, *children]`. Besides HTML's own attributes a node may have `look`
(its class of cockpit.css), `key` (by which it is found again when the page is drawn anew), `do` (what is
sent when it is pressed), `until` (a moment, ms since 1970, that it counts down to) and `slot` (what is
put there: the chart, or a widget).
"""

from collections.abc import Callable
from typing import Any

#: A text, an element, or nothing.
Node = str | list[Any] | None
#: What a pane of the cockpit does, by the name that a button has it done under.
Deeds = dict[str, Callable[..., object]]


def el(tag: str, *children: Node, look: str = "", **attributes: Any) -> Node:
    """An element; None among its children, and attributes that are None or False, are left out.

    >>> el("p", "Ready", look="muted")
    ['p', {'look': 'muted'}, 'Ready']
    >>> el("li", tabindex=0, hidden=False)
    ['li', {'tabindex': 0}]
    """
    kept = {
        name.rstrip("_").replace("_", "-"): value
        for name, value in (*attributes.items(), ("look", look))
        if value is not None and value is not False and value != ""
    }
    return [tag, kept, *(child for child in children if child not in (None, ""))]


def button(label: str, do: str, *values: Any, look: str = "", **attributes: Any) -> Node:
    """A button that has `do` done with `values`."""
    attributes.setdefault("key", f"{do}:{':'.join(str(value) for value in values)}")
    return el("button", label, look=look, type="button", do=[do, *values], **attributes)


def fold(title: str, *children: Node, key: str, look: str = "", is_open: bool = False) -> Node:
    """What is out of sight until its title is pressed; `is_open` lets it begin in sight."""
    inside = (el("summary", title), *children)
    return el("details", *inside, key=key, look=f"fold {look}".strip(), open=is_open)


def field(label: str, name: str, *, tag: str = "input", **attributes: Any) -> Node:
    """A field with its label; what is typed goes along with the button of its form."""
    return el("label", el("span", label), el(tag, name=name, key=name, **attributes), look="field")


def choice(label: str, name: str, options: dict[str, str], chosen: str) -> Node:
    """One of several, by the value of each and what it says."""
    listed = [
        el("option", said, value=value or "", selected=value == chosen)
        for value, said in options.items()
    ]
    return el("label", el("span", label), el("select", *listed, name=name, key=name), look="field")


def texts_of(node: Node) -> list[str]:
    """Every text in a tree, in its order: what somebody reads there.

    >>> texts_of(el("p", "Five ", el("b", "flows")))
    ['Five ', 'flows']
    """
    if not isinstance(node, list):
        return [node] if node else []
    return [text for child in node[2:] for text in texts_of(child)]


def buttons_of(node: Node) -> dict[str, list[Any]]:
    """What each button of a tree says, and what it does."""
    if not isinstance(node, list):
        return {}
    found = {"".join(texts_of(node)): node[1]["do"]} if "do" in node[1] else {}
    for child in node[2:]:
        found |= buttons_of(child)
    return found
