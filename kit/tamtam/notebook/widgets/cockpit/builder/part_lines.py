"""The parts of a workshop that is built, and what each holds for who studies alone."""

from typing import Any

from tamtam import kinds
from tamtam.authoring.building import askings, edits, parts
from tamtam.authoring.building.edits import Path, Plain, at
from tamtam.language import texts
from tamtam.notebook.widgets.cockpit.builder.fields import Fields
from tamtam.notebook.widgets.cockpit.tree import Node, el, fold

#: What is read by who studies a part alone, each a text.
_READ = ("story", "critic")


class PartLines:
    """A fold for each part, and the button that adds one."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._deck = fields.deck

    def tree(self) -> list[Node]:
        """The parts in their order."""
        known = parts.ids(self._deck)
        found = [self._part(number, id, len(known)) for number, id in enumerate(known, start=1)]
        add = self._fields.press(self._say("add"), "add_part")
        return [el("h4", self._say("title")), *found, el("div", add, look="list")]

    def _part(self, number: int, id: str, of: int) -> Node:
        fields, path = self._fields, ("parts", id)
        part = at(self._deck, path)
        said = texts.pick(part.get("title") or {}, fields.language) or self._say("nth", n=number)
        asked = sum(1 for one in edits.activities(self._deck) if one.get("part") == id)
        wrong = sum(1 for one in fields.mistakes if one.path[:2] == path)
        told = f" ({fields.say('sheet.wrong', n=wrong)})" if wrong else ""
        press = fields.press
        moves = [
            press(self._say("earlier"), "move", list(path), -1),
            press(self._say("later"), "move", list(path), 1),
            press(self._say("drop"), "drop_part", id),
        ]
        return fold(
            f"{number} · {said}{told}",
            *fields.texts((*path, "title"), self._say("name"), needed=True),
            *fields.texts((*path, "aim"), self._say("aim"), needed=False, lines=2),
            *(
                fields.texts((*path, "notebook"), self._say("notebook"), needed=False)
                if part.get("notebook")
                else ()
            ),
            *fields.texts((*path, "story"), self._say("story"), needed=False, lines=3),
            el("p", self._say("asked", n=asked), look="muted"),
            el("div", *(moves if of > 1 else ()), look="list"),
            self._alone(id),
            key=f"part:{id}",
        )

    # --- for who studies alone

    def _alone(self, id: str) -> Node:
        fields, path = self._fields, ("parts", id, "study")
        fields.shown.add(path)
        read = [
            node
            for name in _READ
            for node in fields.texts(
                (*path, name), self._say(f"alone_{name}"), needed=False, lines=3
            )
        ]
        bets = [self._bet(id, number) for number, _ in _numbered(at(self._deck, (*path, "bets")))]
        checks = [
            self._check((*path, "checks", str(number)), number)
            for number, _ in _numbered(at(self._deck, (*path, "checks")))
        ]
        return fold(
            self._say("alone"),
            el("p", self._say("alone_told"), look="muted"),
            *read,
            *bets,
            *checks,
            el(
                "div",
                fields.press(self._say("add_bet"), "add_bet", id),
                fields.press(self._say("add_check"), "add_check", id),
                look="list",
            ),
            key=f"alone:{id}",
        )

    def _bet(self, id: str, number: int) -> Node:
        """A guess before a surprise: what is asked, between what, before what, and what decides it."""
        fields = self._fields
        bet: Plain = parts.bets_of(self._deck, id)[number - 1]
        path: Path = ("parts", id, "study", "bets", str(bet.get("id") or number))
        fields.shown.add(path)
        by = str(bet.get("of") or "")
        title = self._say("bet", n=number)

        def of(name: str, **more: Any) -> Node:
            place = (*path, name)
            return fields.number(place, self._say(f"bet_{name}"), ["number", list(place)], **more)

        decides = {"": self._say("bet_fact")} | self._outcomes()
        choose = ["bet_by", list(path)]
        return el(
            "fieldset",
            el("legend", title),
            *fields.missed(path),
            *fields.texts((*path, "question"), self._say("question"), needed=True, lines=2),
            fields.choice((*path, "before"), self._say("bet_before"), self._activities()),
            fields.choice((*path, "of"), self._say("bet_of"), decides, by, choose),
            el("div", of("low"), of("high"), None if by else of("fact"), look="form settings"),
            *fields.texts((*path, "told"), self._say("bet_told"), needed=True, lines=2),
            fields.press(self._say("drop_bet", n=number), "clear", list(path)),
            key=f"bet:{'.'.join(path)}",
        )

    def _check(self, path: Path, number: int) -> Node:
        """A question with its answers, of which one is right, each saying why."""
        fields = self._fields
        choices = _numbered(at(self._deck, (*path, "choices")))
        right = next((str(n) for n, one in choices if one.get("right")), "")
        known = {
            str(n): texts.pick(one.get("text") or {}, fields.language) or str(n)
            for n, one in choices
        }
        inside: list[Node] = []
        for n, _ in choices:
            place = (*path, "choices", str(n))
            inside += fields.texts((*place, "text"), self._say("answer", n=n), needed=True)
            inside += fields.texts((*place, "why"), self._say("why", n=n), needed=True, lines=2)
            if len(choices) > 2:
                inside.append(fields.press(self._say("drop_answer", n=n), "clear", list(place)))
        return el(
            "fieldset",
            el("legend", self._say("check", n=number)),
            *fields.missed(path),
            *fields.texts((*path, "question"), self._say("question"), needed=True, lines=2),
            *inside,
            fields.choice(
                (*path, "right"), self._say("right"), known, right, ["right", list(path)]
            ),
            el(
                "div",
                fields.press(self._say("add_answer"), "add_answer", list(path)),
                fields.press(self._say("drop_check", n=number), "clear", list(path)),
                look="list",
            ),
            key=f"check:{'.'.join(path)}",
        )

    def _activities(self) -> dict[str, str]:
        return {
            str(one.get("id")): texts.pick(one.get("title") or {}, self._fields.language)
            for one in edits.activities(self._deck)
        }

    def _outcomes(self) -> dict[str, str]:
        """What one's own answers may come to, by the activity and its kind's number."""
        found = {}
        for one in edits.activities(self._deck):
            kind = str(one.get("kind"))
            title = texts.pick(one.get("title") or {}, self._fields.language)
            twice = bool(askings.repeated(one)) or len(one.get("phases") or []) > 1
            for name in kinds.get(kind).numbers if kind in kinds.names() else ():
                if name == "moved" and not twice:
                    continue
                said = self._say(f"numbers.{name}")
                found[f"{one.get('id')}.{name}"] = f"{title} · {said}"
        return found

    def _say(self, key: str, **values: Any) -> str:
        return self._fields.say(f"part.{key}", **values)


def _numbered(entries: Any) -> list[tuple[int, Plain]]:
    return [
        (number, one) for number, one in enumerate(entries or [], start=1) if isinstance(one, dict)
    ]
