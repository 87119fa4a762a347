"""Fields of a deck: each with its label in words, what it says, and what is wrong with it beneath."""

from dataclasses import dataclass, field
from typing import Any

from tamtam.authoring.building.edits import Path, Plain, at, languages_of
from tamtam.authoring.building.mistakes import FieldMistake
from tamtam.language import spoken, texts
from tamtam.notebook.widgets.cockpit.tree import Node, button, el


@dataclass
class Fields:
    """What makes fields of one deck and notes which places it made one for.

    A field is left to whoever types in it until `drawn` counts on: then it says what the deck says.
    """

    deck: Plain
    mistakes: list[FieldMistake]
    language: str
    drawn: int
    shown: set[Path] = field(default_factory=set)

    def say(self, key: str, **values: Any) -> str:
        """What the builder says, in the language of who builds."""
        return texts.text(self.language, f"builder.{key}", **values)

    def cut(self, cut: str) -> str:
        """What a length is called."""
        return self.say(f"cut.{cut}")

    def text(self, path: Path, label: str, *, needed: bool, lines: int = 1, **more: Any) -> Node:
        """A text in one language, the last of the path."""
        said = str(at(self.deck, path) or "")
        tag, sort = ("textarea", {"rows": lines}) if lines > 1 else ("input", {"type": "text"})
        value = said if tag == "textarea" else said.replace("\n", " ")
        do = ["say", list(path), needed]
        shown = {**sort, "lang": path[-1], **more}
        return self.field(path, label, el(tag, value=value, do=do, **self._live(path), **shown))

    def texts(
        self,
        path: Path,
        label: str,
        *,
        needed: bool,
        lines: int = 1,
        first: bool = False,
        **more: Any,
    ) -> list[Node]:
        """A text in each language of the deck; the `first` of a card has the focus when it is shown."""
        languages = languages_of(self.deck)
        self.shown.add(path)
        return [
            self.text(
                (*path, one),
                self.named(label, one, languages),
                needed=needed,
                lines=lines,
                data_first=first and one == languages[0],
                **more,
            )
            for one in languages
        ]

    def named(self, label: str, language: str, languages: list[str]) -> str:
        """A label; with the language where the deck has several."""
        return f"{label} · {spoken.name(language)}" if len(languages) > 1 else label

    def number(self, path: Path, label: str, do: list[Any], **more: Any) -> Node:
        """A number; empty where none stands there."""
        value = at(self.deck, path)
        said = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
        return self.field(
            path,
            label,
            el("input", type="number", value=said, do=do, **self._live(path), **more),
        )

    def tick(self, path: Path, label: str) -> Node:
        """Yes or no."""
        self.shown.add(path)
        ticked = bool(at(self.deck, path))
        box = el("input", type="checkbox", checked=ticked, do=["put", list(path)])
        return el("label", box, el("span", label), look="tick", key=self._key(path))

    def choice(
        self,
        path: Path,
        label: str,
        options: dict[str, str],
        chosen: str | None = None,
        do: list[Any] | None = None,
    ) -> Node:
        """One of several, by the value of each and what it says; what stands there is chosen, if not said."""
        chosen = str(at(self.deck, path) or "") if chosen is None else chosen
        known = options if chosen in options else {chosen: "–", **options}
        listed = [
            el("option", said, value=value, selected=value == chosen)
            for value, said in known.items()
        ]
        return self.field(path, label, el("select", *listed, do=do or ["put", list(path)]))

    def field(self, path: Path, label: str, control: Node) -> Node:
        """A control with its label above and what is wrong with it beneath."""
        self.shown.add(path)
        wrong = " ".join(one.words for one in self.mistakes if one.path == path)
        assert isinstance(control, list)
        control[1] |= {"aria-invalid": "true", "aria-describedby": _id(path)} if wrong else {}
        return el(
            "div",
            el("label", el("span", label), control, look="field"),
            el("p", wrong, id=_id(path), look="mistake", aria_live="polite"),
            look="entry",
            key=self._key(path),
        )

    def missed(self, path: Path) -> list[Node]:
        """What is wrong with a place that has no field of its own, such as the list of all items."""
        self.shown.add(path)
        return [
            el("p", one.words, look="mistake", role="status")
            for one in self.mistakes
            if one.path == path
        ]

    def elsewhere(self, within: list[FieldMistake], title: str) -> Node:
        """What is wrong where no field was made."""
        left = [one for one in within if one.path not in self.shown]
        if not left:
            return None
        rows = [el("li", f"{' · '.join(one.path)}: {one.words}") for one in left]
        return el("div", el("p", title), el("ul", *rows), look="late", role="status")

    def press(self, label: str, do: str, *values: Any, look: str = "small", **more: Any) -> Node:
        """A button that is found again wherever it is drawn."""
        return button(label, do, *values, look=look, **more)

    def _live(self, path: Path) -> dict[str, Any]:
        return {"data_live": True, "autocomplete": "off", "key": self._key(path)}

    def _key(self, path: Path) -> str:
        return f"{self.drawn}/{'.'.join(path)}"


def _id(path: Path) -> str:
    return f"tamtam-wrong-{'-'.join(path)}"
