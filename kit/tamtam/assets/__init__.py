"""Where assets and workshops are: in a checkout beside the package, in a wheel inside it.

Nothing else in the product knows a path to either.
"""

import re
from functools import cache
from pathlib import Path

from tamtam.assets import minify

_PACKAGE = Path(__file__).resolve().parent.parent
#: An import of another file of ours: the names if it takes some, and the file.
_IMPORT = re.compile(
    r'^import (?:\{\s*([^}]*?),?\s*\} from )?"\.\.?/(?:\w+/)*(\w+)\.js";$', re.MULTILINE
)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
#: The files of kinds of one's own that lie elsewhere: each without its ending, by the kind's name.
_placed: dict[str, Path] = {}
#: What every form stands on, and the phone page carries. A form brings along what else it imports.
_SHARED_BY_FORMS = ("elements", "shared")
#: What the phone page is made of; a spare phone that is handed round is one with more to it.
_PHONE = ("memory", "link", "queue", "model", "screens", "phone")
#: What the phone page loads once it is needed, on top of what it carries already.
_LATER = (
    "forms/pictures",
    "forms/calendar",
    "phone/fields",
    "phone/waiting",
    "phone/taking",
    "phone/failures",
    "phone/feedback",
    "phone/home",
    "phone/notebook",
    "phone/since",
    "phone/you",
    "phone/entering",
    "phone/later",
)
_LENT = (*_SHARED_BY_FORMS, "memory", "screens")
#: What a course's page has, whatever hosts it.
_COURSE = ("forms/elements", "phone/model", "course/bets", "course/course")
#: The modules of each page, each before those that import it.
_PAGES = {
    "phone": (
        *(f"forms/{name}" for name in _SHARED_BY_FORMS),
        *(f"phone/{name}" for name in _PHONE),
        "phone/start",
    ),
    "spare": (
        *(f"forms/{name}" for name in _SHARED_BY_FORMS),
        *(f"phone/{name}" for name in _PHONE),
        "spare/screens",
        "spare/spare",
    ),
    "moderate": (
        "forms/elements",
        "phone/link",
        "clicker/page",
        "clicker/keyed",
        "moderate/moderate",
    ),
    "clicker": ("forms/elements", "phone/link", "clicker/page", "clicker/keyed", "clicker/clicker"),
    "cockpit": ("notebook/chart", "notebook/photo", "notebook/tree", "notebook/cockpit"),
    "course_browser": (*_COURSE, "course/browser"),
    "course_machine": (*_COURSE, "course/machine"),
    "specimen": ("phone/model", "specimen/specimen"),
    "screen": ("forms/elements", "phone/link", "clicker/page", "screen/chart", "screen/screen"),
}


#: Where the assets lie inside the package, once it is installed or packed.
PACKED = "_shipped/assets"


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def folder() -> Path:
    """The folder of browser files, texts and images."""
    return _shipped("assets")


def workshops() -> Path:
    """The folder of workshops that came with the product."""
    return _shipped("workshops")


def checkout() -> Path | None:
    """The folder of the checkout that runs; None where Tamtam is installed from a wheel."""
    root = _PACKAGE.parent.parent
    return root if (root / "tests" / "kinds").is_dir() and (root / "assets").is_dir() else None


def place(kind: str, file: Path) -> None:
    """Let the form and the words of a kind of one's own be looked for beside its `file`, as they are now."""
    _placed[kind] = file.with_suffix("")
    form_module.cache_clear()
    mirrored_form.cache_clear()
    form_part.cache_clear()


def words_file(language: str, name: str) -> Path:
    """The file of words called `name` in a language; of a kind of one's own another, if it lacks that."""
    placed = _placed.get(name.removeprefix("kinds/"))
    if placed is None:
        return folder() / "locale" / language / f"{name}.json"
    wanted = placed.with_name(f"{placed.name}.{language}.json")
    there = sorted(placed.parent.glob(f"{placed.name}.*.json"))
    return wanted if wanted in there or not there else there[0]


@cache
def form_module(kind: str) -> str:
    """The ES module of a kind's form with all it imports: what anywidget needs."""
    return _joined(*_alone(), *_form(kind))


@cache
def mirrored_form(kind: str) -> str:
    """The same that draws one's own answers beside it: for somebody alone."""
    host = _joined(folder() / "course" / "bets.js", folder() / "notebook" / "mirrored.js")
    module = form_module(kind).replace("export default", "const formAlone=", 1)
    return f"{module}\n{host}\nexport default mirrored(formAlone);"


def form_source(kind: str) -> tuple[str, int]:
    """The same with its lines as they are written, and how many of them stand before the kind's own."""
    *lent, own = (*_alone(), *_form(kind))
    before = _bare(*lent)
    return before + _bare(own), before.count("\n")


@cache
def form_part(kind: str) -> str:
    """The ES module of a kind's form for the phone page, which already carries what forms share."""
    return _upon(_SHARED_BY_FORMS, _form(kind))


@cache
def phone_part() -> str:
    """The ES module of what the phone page loads once it is needed, upon what it already carries."""
    return _upon(_LENT, tuple(folder() / f"{name}.js" for name in _LATER))


def _upon(lent: tuple[str, ...], paths: tuple[Path, ...]) -> str:
    """Modules as one that takes from the page what the page lends."""
    imports = [found for path in paths for found in _imports(path)]
    taken = [name for names, file in imports if file in lent for name in names]
    return f"const{{{','.join(dict.fromkeys(taken))}}}=globalThis.tamtam;\n{_joined(*paths)}"


@cache
def page_script(page: str) -> str:
    """The script of a page ("phone", "screen") or of a notebook's widget: all its modules as one."""
    return _joined(*(folder() / f"{name}.js" for name in _PAGES[page]))


def _shared() -> tuple[Path, ...]:
    return tuple(folder() / "forms" / f"{name}.js" for name in _SHARED_BY_FORMS)


def form_parts(kind: str) -> tuple[str, ...]:
    """The names of the modules that a kind's form imports, beside those that all forms share."""
    return tuple(file for _, file in _imports(_form_file(kind)) if file not in _SHARED_BY_FORMS)


def _alone() -> tuple[Path, ...]:
    """What a form stands on where no phone page carries it: pictures hang at once."""
    return (*_shared(), folder() / "forms" / "pictures.js")


def _form(kind: str) -> tuple[Path, ...]:
    """The file of a kind's form, after those it imports beside what all forms share."""
    shipped, own = folder() / "forms", _form_file(kind)
    return (*(shipped / f"{file}.js" for file in form_parts(kind)), own)


def _form_file(kind: str) -> Path:
    placed = _placed.get(kind)
    return placed.with_suffix(".js") if placed else folder() / "forms" / f"{kind}.js"


def _imports(path: Path) -> list[tuple[list[str], str]]:
    """What a file imports from others of ours: the names, and the file."""
    source = path.read_text(encoding="utf-8")
    return [(re.findall(r"\w+", names), file) for names, file in _IMPORT.findall(source)]


def _joined(*paths: Path) -> str:
    """ES modules as one, each before those that import it.

    An inline script and anywidget can't resolve a relative import: the import lines and the
    ``export`` words of what they import go.
    """
    return minify.javascript(_bare(*paths))


def _bare(*paths: Path) -> str:
    """The same as people read it, each file with the lines it has."""
    whole = "".join(path.read_text(encoding="utf-8") for path in paths)
    return _EXPORT.sub("", _IMPORT.sub(lambda found: "\n" * found[0].count("\n"), whole))
