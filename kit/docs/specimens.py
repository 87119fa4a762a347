"""The gallery of kinds: each form live, as phones load it, with simulated answers and their chart."""

import json
import re
import shutil
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec
from tamtam import assets, kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.kind import GatheredAnswers
from tamtam.language import texts
from tamtam.server.views import specimen
from tamtam.standing.standing import Standing

from tests.kinds.people import EVERY, gathered_of, kind_of, simulated, standing_of, tally_of

_DECKS = Path(__file__).parents[2] / "tests" / "kinds" / "decks"
_FRAME = "width:100%;height:640px;border:1px solid #8884;border-radius:12px"
_WORDS = sorted(Path(__file__).parent.glob("specimens.*.json"))
_IN_FRENCH = re.compile(r'fr: "[^"]*", (?=en:)')
PEOPLE = 40
#: What the small decks say in a further language, by what they say in English.
_SAID = {path.suffixes[0][1:]: json.loads(path.read_text(encoding="utf-8")) for path in _WORDS}
LANGUAGES = ("en", "fr", *sorted(_SAID))


def write(site: Path) -> None:
    """Write the specimens, and the page that shows them, into the folder of the site's sources."""
    folder = site / "_extra" / "specimens"
    folder.mkdir(parents=True, exist_ok=True)
    beside = specimen.BESIDE
    shutil.copyfile(assets.folder() / "vendor" / beside, folder / beside)
    for name in kinds.names():
        (folder / f"{name}.html").write_text(page_of(name), encoding="utf-8", newline="\n")
    (site / "authors" / "kinds.md").write_text(_page(), encoding="utf-8", newline="\n")


def _page() -> str:
    """The page of all kinds, each with its specimen, when to ask it and when not."""
    parts = [
        "# The kinds, each of them live",
        "Every form below is the one that phones load; answer it, then press *Reveal*: forty "
        "simulated people have answered too. Nothing leaves this page. The lines above each form ask "
        "it, in a [deck](decks.md#what-a-deck-can-say).",
    ]
    known = texts.section(LANGUAGES[0], "choosing")
    for name in kinds.names():
        parts += [
            f"## {known[name]['name']} (`{name}`)",
            lead_of(name),
            f"**When**: {known[name]['when']}\n\n**Not when**: {known[name]['not']}",
            f"```yaml\n{asked(name)}\n```",
            f'```{{raw}} html\n<iframe src="../specimens/{name}.html" title="{name}" '
            f'loading="lazy" style="{_FRAME}"></iframe>\n```',
        ]
    return "\n\n".join(parts) + "\n"


def asked(name: str) -> str:
    """The lines of a deck that ask the kind, as its smallest deck has them, in one language."""
    lines = (_DECKS / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    begin = lines.index(f"  - id: small_{name}")
    inside = takewhile(lambda line: line.startswith("    ") or not line, lines[begin + 1 :])
    whole = "\n".join([lines[begin], *inside]).replace(f"small_{name}", name).rstrip()
    return _IN_FRENCH.sub("", whole)


def lead_of(name: str) -> str:
    """What a kind is, as the first line of its file says behind its name."""
    module = import_module(type(kinds.get(name)).__module__)
    said = (module.__doc__ or name).split("\n", 1)[0].partition(": ")[2]
    return f"{said[:1].upper()}{said[1:]}"


def page_of(name: str) -> str:
    """The page of one kind, whole."""
    activity = _spoken(next(asked for asked in EVERY if asked.id == f"small_{name}"))
    people = simulated(activity, PEOPLE)
    gathered = gathered_of(activity, tally_of(activity, people), people, 5)
    standing = standing_of(activity, people) if any(people) else _of_what_is_written(activity)
    return specimen.page(activity, gathered, standing, LANGUAGES)


def _spoken(activity: Activity) -> Activity:
    """The activity in every language of the gallery."""
    return msgspec.convert(_with_words(msgspec.to_builtins(activity)), Activity)


def _with_words(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_with_words(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"fr", "en"}:
        more = {language: said.get(value["en"], value["en"]) for language, said in _SAID.items()}
        return value | more
    return {key: _with_words(one) for key, one in value.items()}


def _of_what_is_written(activity: Activity) -> Standing:
    """Where a room stands that has written, and answers nothing."""
    kind = kind_of(activity)
    written = {item.id: 1 + 8 * (at == 0) + 3 * (at == 1) for at, item in enumerate(activity.items)}
    gathered = GatheredAnswers(1, kind.tally(activity), PEOPLE, 5, backing=lambda: written)
    return kind.standing(activity, gathered)
