"""Where a workshop of one's own begins: a name, a language, what it begins with; or one begun before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tamtam import assets
from tamtam.authoring import copying, deck_file
from tamtam.authoring.building import edits
from tamtam.authoring.building.edits import languages_of
from tamtam.authoring.building.own_deck import OwnDeck
from tamtam.language import spoken, texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, choice, el, field

_BLANK = "-"


class BeginPane:
    """What to begin with; `build` is given the deck to build, `lead` the folder of a workshop to lead."""

    def __init__(
        self,
        language: str,
        build: Callable[[OwnDeck], None],
        lead: Callable[[Path], None],
        back: Callable[[], None],
    ) -> None:
        self._language = language
        self._build = build
        self._lead = lead
        self._others = _titles(assets.workshops(), language)
        self._place = place()
        self.deeds: Deeds = {
            "begin_own": self._begin,
            "go_on_own": lambda name: build(OwnDeck(self._place / name / deck_file.FILE)),
            "lead_own": lambda name: lead(self._place / name),
            "back": lambda _typed: back(),
        }

    def tree(self) -> list[Node]:
        """The form, and the workshops that were begun before."""
        languages = {one: spoken.name(one) for one in texts.LANGUAGES}
        begins = {_BLANK: self._say("blank")} | {
            name: self._say("copy", title=title) for name, title in self._others.items()
        }
        return [
            el("h3", self._say("title")),
            el("p", self._say("lead")),
            el(
                "div",
                field(self._say("name"), "title", type="text", data_first=True, maxlength=80),
                choice(self._say("language"), "language", languages, self._language),
                choice(self._say("from"), "from", begins, _BLANK),
                el(
                    "div",
                    button(self._say("go"), "begin_own", look="main", data_enter=True),
                    button(self._say("back"), "back"),
                    look="list",
                ),
                look="form settings",
                data_form=True,
                key="begin-own",
            ),
            *(el("p", note, look="muted") for note in spoken.notes(texts.LANGUAGES)),
            *self._own(),
        ]

    def _own(self) -> list[Node]:
        found = {
            name: title
            for name, title in _titles(self._place, self._language).items()
            if (self._place / name).resolve() != (assets.workshops() / name).resolve()
        }
        rows = [
            el(
                "li",
                button(self._say("go_on", title=title), "go_on_own", name),
                button(self._say("lead_it", title=title), "lead_own", name),
            )
            for name, title in found.items()
        ]
        return [el("h4", self._say("own")), el("ul", *rows, look="people")] if rows else []

    def _begin(self, typed: dict[str, Any]) -> None:
        title = edits.typed(str(typed.get("title", ""))) or self._say("untitled")
        language, original = str(typed["language"]), str(typed.get("from") or _BLANK)
        known = [path.name for path in self._place.iterdir()] if self._place.is_dir() else []
        name = edits.free(edits.named(title), [*known, *deck_file.workshops()])
        if original == _BLANK:
            copying.begin(name, language, self._place)
        else:
            copying.copy(name, original, self._place)
        own = OwnDeck(self._place / name / deck_file.FILE)
        own.edit(lambda deck: _titled(deck, title, language))
        own.past.clear()
        self._build(own)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"builder.begin.{key}", **values)


def _titled(deck: edits.Plain, title: str, language: str) -> edits.Plain:
    """With its title in a language, or in its first where it has not that one."""
    known = languages_of(deck)
    return edits.put(deck, ("title", language if language in known else known[0]), title)


def place() -> Path:
    """Where workshops of one's own are: beside the folder of the workshop whose notebook is open."""
    here = Path.cwd()
    return here.parent.parent if here.name in texts.LANGUAGES else here


def _titles(folder: Path, language: str) -> dict[str, str]:
    """The workshops in a folder, each with its title; of one that can't be read its name."""
    found = {}
    for path in sorted(folder.glob(f"*/{deck_file.FILE}")):
        try:
            title = OwnDeck(path).plain.get("title")
        except TamtamError:
            title = None
        name = path.parent.name
        found[name] = texts.pick(title, language) if isinstance(title, dict) else name
    return found
