"""The lines of a card: items that are answered, roles that are named; one more, several, others, none."""

from pathlib import PurePosixPath
from typing import Any

from tamtam import kinds
from tamtam.authoring.building.edits import Path, at, languages_of
from tamtam.language import spoken, texts
from tamtam.notebook.widgets.cockpit.builder.fields import Fields
from tamtam.notebook.widgets.cockpit.tree import Node, el, fold


class ItemLines:
    """The items of the activity `id`; of a kind that has its own, their words alone."""

    def __init__(self, fields: Fields, id: str) -> None:
        self._fields = fields
        self._id = id
        self._path: Path = ("activities", id)
        self._plain = at(fields.deck, self._path) or {}
        kind = str(self._plain.get("kind", ""))
        self._own = kind in kinds.known() and kinds.get(kind).own_items

    def tree(self) -> list[Node]:
        """The lines that are answered, and how to have more; none where people only write."""
        items = [one for one in self._plain.get("items") or [] if isinstance(one, dict)]
        path = (*self._path, "items")
        if not items and self._plain.get("collect") is not None:
            return self._fields.missed(path)
        rows = [self._item(number, one) for number, one in enumerate(items, start=1)]
        return [
            el("h4", self._say("items")),
            *self._fields.missed(path),
            el("ol", *rows, look="lines") if rows else None,
            *(() if self._own else (self._one_more(), self._several())),
        ]

    def _item(self, number: int, item: dict[str, Any]) -> Node:
        id = str(item.get("id"))
        path, label = (*self._path, "items", id), self._say("item", n=number)
        pasted = None if self._own else ["paste_rows", self._id, id]
        words = self._fields.texts((*path, "text"), label, needed=True, data_pasted=pasted)
        presses = () if self._own else _presses(self._fields, path, ["drop_item", self._id, id])
        beside = self._picture(number, id, item)
        inside = el("div", *words, *self._of_item(id, item), beside, look="words")
        return el("li", inside, *(press(number) for press in presses), key=f"item:{id}")

    def _of_item(self, id: str, item: dict[str, Any]) -> list[Node]:
        """What a kind wants to know of each item: the true number, where it is estimated."""
        kind = str(self._plain.get("kind", ""))
        known = kinds.get(kind).Options.__struct_fields__ if kind in kinds.known() else ()
        if "truths" not in known:
            return []
        said = texts.pick(item.get("text") or {}, self._fields.language)
        label = self._fields.say("option.truths", item=said)
        path = (*self._path, "options", "truths", id)
        return [self._fields.number(path, label, ["number", list(path)], min=1)]

    def _picture(self, number: int, id: str, item: dict[str, Any]) -> Node:
        """The picture beside an item: which it is, and what those read or hear who don't see it."""
        fields, path = self._fields, (*self._path, "items", id, "picture")
        picture = item.get("picture")
        kept = picture if isinstance(picture, dict) else {}
        take = el("input", type="file", accept="image/*", do=["add_picture", self._id, id])
        chosen = el("label", el("span", self._say("picture_file")), take, look="field")
        if not kept:
            return fold(
                self._say("picture"), chosen, key=f"picture:{self._id}:{id}", look="picture-of"
            )
        drop = fields.press(
            self._say("picture_drop"),
            "drop_picture",
            self._id,
            id,
            aria_label=f"{self._say('picture_drop')} – {self._say('item', n=number)}",
        )
        return fold(
            self._say("pictured", file=PurePosixPath(str(kept.get("file", ""))).name),
            *fields.texts((*path, "alt"), self._say("picture_alt"), needed=True),
            *fields.missed((*path, "file")),
            el("div", chosen, drop, look="form"),
            key=f"pictured:{self._id}:{id}",
            look="picture-of",
            is_open=not all((kept.get("alt") or {"": ""}).values()),
        )

    def _one_more(self) -> Node:
        pasted = ["paste_rows", self._id, ""]
        return _adding(self._fields, "new_item", ["add_item", self._id], "one-more", pasted)

    def _several(self) -> Node:
        first, *others = map(spoken.name, languages_of(self._fields.deck))
        label = (
            self._say("rows_two", first=first, second=others[0]) if others else self._say("rows")
        )
        press = self._fields.press
        file = el("input", type="file", accept=".csv,.tsv,.txt,.xlsx", do=["add_file", self._id])
        return fold(
            self._say("several"),
            el(
                "div",
                el(
                    "label",
                    el("span", label),
                    el("textarea", name="rows", rows=4, data_once=True, key="rows"),
                    look="field",
                ),
                press(self._say("rows_add"), "add_rows", self._id, False),
                press(self._say("rows_instead"), "add_rows", self._id, True),
                look="form",
                data_form=True,
            ),
            el("label", el("span", self._say("file")), file, look="field"),
            key=f"several:{self._id}",
        )

    def _say(self, key: str, **values: Any) -> str:
        return self._fields.say(f"card.{key}", **values)


def entry_lines(fields: Fields, path: Path, title: str) -> list[Node]:
    """The lines of any other list of things with words, at its path, and one more."""
    entries = [one for one in at(fields.deck, path) or [] if isinstance(one, dict)]
    rows = []
    for number, entry in enumerate(entries, start=1):
        place = (*path, str(entry.get("id")))
        label = fields.say("card.item", n=number)
        words = fields.texts((*place, "text"), f"{title} · {label}", needed=True)
        presses = _presses(fields, place, ["clear", list(place)])
        inside = el("div", *words, look="words")
        key = f"entry:{'.'.join(place)}"
        rows.append(el("li", inside, *(press(number) for press in presses), key=key))
    more = _adding(fields, "new_entry", ["add_entry", list(path)], f"one-more:{'.'.join(path)}")
    return [el("h4", title), *fields.missed(path), el("ol", *rows, look="lines"), more]


def _presses(fields: Fields, path: Path, drop: list[Any]) -> list[Any]:
    """The buttons of a line, made for its number."""

    def made(sign: str, said: str, do: list[Any]) -> Any:
        name, *values = do
        return lambda number: fields.press(
            sign, name, *values, aria_label=fields.say(f"card.{said}", n=number)
        )

    place = list(path)
    return [
        made("↑", "item_up", ["move", place, -1]),
        made("↓", "item_down", ["move", place, 1]),
        made("×", "item_drop", drop),
    ]


def _adding(
    fields: Fields, name: str, do: list[Any], key: str, pasted: list[Any] | None = None
) -> Node:
    """A field for one more line, and its button."""
    typed = el(
        "label",
        el("span", fields.say("card.new_item")),
        el("input", name=name, type="text", data_once=True, key=name, data_pasted=pasted),
        look="field",
    )
    act, *values = do
    add = fields.press(fields.say("card.add_item"), act, *values, data_enter=True)
    return el("div", typed, add, look="form", data_form=True, key=key)
