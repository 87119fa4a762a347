"""The card of one activity that is built: its words, its items, its minutes, how it is set."""

from typing import Any, get_args, get_origin

import msgspec

from tamtam import kinds
from tamtam.authoring.building import askings, edits
from tamtam.authoring.building.edits import Path, at, languages_of
from tamtam.authoring.building.timing import cuts
from tamtam.deck.deck import AUDIENCES, Text
from tamtam.language import texts
from tamtam.notebook.widgets.cockpit.builder.fields import Fields
from tamtam.notebook.widgets.cockpit.builder.lines import ItemLines, entry_lines
from tamtam.notebook.widgets.cockpit.builder.pictures import picture
from tamtam.notebook.widgets.cockpit.tree import Node, el, fold

#: What is said to who leads, each a text of the activity or of its debrief.
_FOR_YOU = (("say",), ("expect",), ("question_d",), ("pitfall",))
#: Options that a kind names by another activity, and by item.
_BY_ACTIVITY, _BY_ITEM = ("since", "of"), ("truths",)


class ActivityCard:
    """The fields of the activity `id`."""

    def __init__(self, fields: Fields, id: str) -> None:
        self._fields = fields
        self._id = id
        self._path: Path = ("activities", id)
        self._plain = at(fields.deck, self._path) or {}
        self._kind = str(self._plain.get("kind", ""))
        self._languages = languages_of(fields.deck)

    def tree(self) -> list[Node]:
        """The card, what is in the way first."""
        lines = ItemLines(self._fields, self._id).tree()
        body = [*self._words(), *self._settings(), *lines, *self._time()]
        body += [self._for_you(), *self._for_audiences(), self._rest()]
        wrong = [one for one in self._fields.mistakes if one.path[:2] == self._path]
        left = self._fields.elsewhere(wrong, self._say("elsewhere"))
        return [*self._head(), left, *body]

    def _head(self) -> list[Node]:
        known = texts.section(self._fields.language, "choosing").get(self._kind)
        press = self._fields.press
        return [
            el(
                "div",
                picture(self._kind),
                el("h3", known["name"] if known else self._kind),
                el("span", known["what"] if known else "", look="muted"),
                look="kind",
            ),
            el(
                "div",
                press(self._say("earlier"), "move", list(self._path), -1),
                press(self._say("later"), "move", list(self._path), 1),
                press(self._say("remove"), "drop", self._id),
                look="list",
            ),
        ]

    def _words(self) -> list[Node]:
        fields = self._fields
        found = [
            *fields.texts((*self._path, "title"), self._say("title"), needed=True, first=True),
            *fields.texts((*self._path, "question"), self._say("question"), needed=True, lines=2),
        ]
        if at(self._plain, ("collect",)) is not None:
            path = (*self._path, "collect")
            found += fields.texts((*path, "prompt"), self._say("prompt"), needed=True)
            do = ["number", [*path, "most"]]
            found.append(fields.number((*path, "most"), self._say("most"), do, min=1, max=20))
        return found

    # --- how it is set, and how long it takes

    def _settings(self) -> list[Node]:
        """The options of its kind that are numbers, choices or texts."""
        known = options_of(self._kind)
        found = [*self._about(), *self._part()]
        found += [node for name, sort in known.items() for node in self._option(name, sort)]
        lists = [name for name, sort in known.items() if _is_list(sort)]
        below = [node for name in lists for node in self._list(name)]
        return [el("div", *found, look="form settings", key="options"), *below]

    def _about(self) -> list[Node]:
        """What it is asked about, as today and wanted, where its kind leaves a choice."""
        offered = askings.offered(self._plain)
        if len(offered) < 2:
            return []
        path = (*self._path, "phases")
        known = {" ".join(phases): self._phases(phases) for phases in offered}
        do = ["about", self._id]
        return [self._fields.choice(path, self._say("about"), known, " ".join(offered[0]), do)]

    def _phases(self, phases: tuple[str, ...]) -> str:
        language = self._fields.language
        if phases[0].startswith("round_"):
            return self._say("rounds", n=len(phases))
        names = [texts.text(language, f"standing.phases.{phase}") for phase in phases]
        return self._say("then").join(names)

    def _part(self) -> list[Node]:
        """Which part it is of, where there are several."""
        known = {
            str(one.get("id")): self._title(one)
            for one in self._fields.deck.get("parts") or []
            if isinstance(one, dict)
        }
        path = (*self._path, "part")
        return [self._fields.choice(path, self._say("part"), known)] if len(known) > 1 else []

    def _list(self, name: str) -> list[Node]:
        """An option that is a list of things with words, such as roles."""
        label = (
            self._fields.say(f"option.{name}") if name in _named(self._fields.language) else name
        )
        return entry_lines(self._fields, (*self._path, "options", name), label)

    def _option(self, name: str, sort: Any) -> list[Node]:
        path, fields = (*self._path, "options", name), self._fields
        label = fields.say(f"option.{name}") if name in _named(fields.language) else name
        if name == "right":
            items = self._plain.get("items") or []
            known = {one["id"]: self._item_words(one) for one in items if "id" in one}
            return [fields.choice(path, label, known)]
        if name in _BY_ACTIVITY:
            known = {one["id"]: self._title(one) for one in edits.activities(fields.deck)}
            known.pop(self._id, None)
            return [fields.choice(path, label, known)]
        if _is_list(sort):
            return []
        if sort is bool:
            return [fields.tick(path, label)]
        if sort is int:
            return [fields.number(path, label, ["number", list(path)])]
        if sort == Text:
            return fields.texts(path, self._label(path), needed=False, lines=2)
        plain = at(self._plain, ("options", name))
        below = [] if name in _BY_ITEM else edits.texts_of(plain, self._languages, path)
        return [node for one in below for node in fields.texts(one, self._label(one), needed=True)]

    def _time(self) -> list[Node]:
        """Its minutes; those of each length, unless there is one alone, which gives it just as many."""
        path, fields = (*self._path, "minutes"), self._fields
        of_cuts, known = [], cuts(fields.deck)
        alone = len(known) == 1 and at(self._plain, ("minutes",)) == at(
            fields.deck, ("cuts", known[0], self._id)
        )
        fields.shown.update(("cuts", cut, self._id) for cut in known)
        for cut in () if alone else known:
            place = ("cuts", cut, self._id)
            label = self._say("in_cut", cut=fields.cut(cut))
            do = ["granted", cut, self._id]
            of_cuts.append(fields.number(place, label, do, min=0.5, max=240, step=0.5))
        minutes = fields.number(
            path, self._say("minutes"), ["minutes", self._id], min=0.5, max=240, step=0.5
        )
        told = el("p", self._say("not_asked"), look="muted") if of_cuts else None
        return [
            el("h4", self._say("lengths" if of_cuts else "length")),
            el("div", minutes, *of_cuts, told, look="form settings", key="time"),
        ]

    # --- the rest

    def _for_you(self) -> Node:
        paths = [(*self._path, *one) for one in _FOR_YOU]
        outcomes = kinds.get(self._kind).outcomes if self._kind in kinds.known() else ()
        paths += [(*self._path, "debrief", one) for one in outcomes]
        return self._folded(self._say("for_you"), "for-you", paths, needed=False)

    def _for_audiences(self) -> list[Node]:
        items = [str(one.get("id")) for one in self._plain.get("items") or []]
        below = [("question",), *(("items", id) for id in items)]
        return [
            self._folded(
                self._say("audience", audience=self._notebook(f"start.audience.{audience}")),
                f"for-{audience}",
                [(*self._path, "wording", audience, *one) for one in below],
                needed=False,
                told=self._say("as_all"),
            )
            for audience in AUDIENCES[:2]
        ]

    def _rest(self) -> Node:
        """Every other text there is, so that none can only be changed by hand."""
        paths = edits.texts_of(self._plain, self._languages, self._path)
        left = [path for path in paths if path not in self._fields.shown]
        return self._folded(self._say("rest"), "rest", left, needed=True) if left else None

    def _folded(
        self, title: str, key: str, paths: list[Path], *, needed: bool, told: str = ""
    ) -> Node:
        inside = [
            node
            for path in paths
            for node in self._fields.texts(path, self._label(path), needed=needed, lines=2)
        ]
        wrong = sum(1 for one in self._fields.mistakes if one.path[:-1] in paths)
        said = f"{title} ({self._fields.say('sheet.wrong', n=wrong)})" if wrong else title
        lead = el("p", told, look="muted") if told else None
        return fold(said, lead, *inside, key=f"{key}:{self._id}")

    def _label(self, path: Path) -> str:
        """What a text is called by where it stands; an item by its own words."""
        named = texts.section(self._fields.language, "builder")["field"]
        *above, name = path
        if name.isdecimal() and above[-1] in named:
            return self._fields.say(f"field.{above[-1]}", n=int(name))
        if name == "question":
            return self._say("question")
        if above[-1:] == ["items"]:
            item: dict[str, Any] = next(
                (one for one in self._plain.get("items") or [] if one.get("id") == name), {}
            )
            return self._item_words(item) or name
        known = self._fields.say(f"field.{name}") if name in named and name != "examples" else name
        return known if name in named else " · ".join(path[2:])

    def _item_words(self, item: dict[str, Any]) -> str:
        text = item.get("text")
        return texts.pick(text, self._fields.language) if isinstance(text, dict) else ""

    def _title(self, activity: dict[str, Any]) -> str:
        text = activity.get("title")
        return texts.pick(text, self._fields.language) if isinstance(text, dict) else ""

    def _say(self, key: str, **values: Any) -> str:
        return self._fields.say(f"card.{key}", **values)

    def _notebook(self, key: str) -> str:
        return texts.text(self._fields.language, f"notebook.{key}")


def _is_list(sort: Any) -> bool:
    """Whether an option is a list of things that have an id and words."""
    inside = get_args(sort)[:1] if get_origin(sort) is tuple else ()
    fields = getattr(inside[0], "__struct_fields__", ()) if inside else ()
    return {"id", "text"} <= set(fields)


def _named(language: str) -> dict[str, str]:
    found: dict[str, str] = texts.section(language, "builder")["option"]
    return found


def options_of(kind: str) -> dict[str, Any]:
    """The options of a kind with their types; none where it can't be told."""
    if kind not in kinds.known():
        return {}
    return {one.encode_name: one.type for one in msgspec.structs.fields(kinds.get(kind).Options)}
