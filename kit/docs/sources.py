"""Pages that stand in the repository already, copied into the site with their links made good.

A link to another page of the site leads there; one to any other file is left as its name, since the site
stands without the repository. Pages that are the site's own link to what the repository has, too, so that
they can be followed where the repository is read: they are led aright while the site is built.
"""

import re
import shutil
from functools import partial
from os.path import normpath, relpath
from pathlib import Path

#: Where each page of the repository stands in the site.
PAGES = {
    "README.md": "facilitators/begin.md",
    "workshops/trois_constats/guide.en.md": "facilitators/three_observations.md",
    "workshops/retrospective/guide.en.md": "facilitators/retrospective.md",
    "workshops/our_crowd/guide.en.md": "facilitators/our_crowd.md",
    "workshops/README.md": "authors/decks.md",
    "CONTRIBUTING.md": "developers/contributing.md",
    "kit/README.md": "developers/reference.md",
    "kit/SECURITY.md": "developers/security.md",
    "kit/HOSTING.md": "developers/hosting.md",
    "tests/bench/README.md": "developers/speed.md",
    "tests/slow/README.md": "researchers/error_rates.md",
    "CHANGELOG.md": "changes.md",
    **{
        f"kit/docs/{name}": name
        for name in (
            *("authors/thermometer.md", "authors/translating.md", "authors/workshop.md"),
            *("developers/architecture.md", "facilitators/lead.md"),
            *("researchers/data.md", "researchers/measures.md"),
        )
    },
}
#: What is made of the code alone, by where one reads of it in the repository.
MADE = {
    "kit/README.md#kinds": "authors/kinds.md",
    "kit/tamtam/kinds/parts": "authors/parts.md",
    "kit/tamtam/server/routes/catalogue.py": "developers/wire.md",
}
#: Folders whose page speaks for them.
_FOLDERS = {
    "workshops": "workshops/README.md",
    "workshops/trois_constats": "workshops/trois_constats/guide.en.md",
    "workshops/retrospective": "workshops/retrospective/guide.en.md",
    "workshops/our_crowd": "workshops/our_crowd/guide.en.md",
    "tests/bench": "tests/bench/README.md",
}
#: What a page is called in the site, where its name speaks of the repository; and what it leaves out.
_TITLES = {"README.md": "Begin"}
_LEFT_OUT = {"README.md": re.compile(r"^## Test it\n.*", re.MULTILINE | re.DOTALL)}
#: Pictures of pages of the site's own.
_IMAGES = ("session.en.jpg",)
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)#\s]*)(#[^)\s]*)?\)")


def write(root: Path, site: Path) -> None:
    """Write every page into the folder of the site's sources, where it doesn't say the same yet."""
    for source, place in PAGES.items():
        if source.startswith("kit/docs/"):
            continue
        said = (root / source).read_text(encoding="utf-8")
        said = said[
            said.index("# ") :
        ]  # above the heading stands at most a link to another language
        if title := _TITLES.get(source):
            said = re.sub(r"\A# .*", f"# {title}", said)
        if left_out := _LEFT_OUT.get(source):
            said = left_out.sub("", said)
        _keep(site / place, _LINK.sub(partial(_led, root, site, source), said))
    for name in _IMAGES:
        shutil.copyfile(root / "assets" / "images" / name, site / "images" / name)


def led(page: str, said: str) -> str:
    """What a page of the site's own says, its links leading where they lead in the site."""
    here = Path(page).parent

    def one(link: re.Match[str]) -> str:
        is_image, words, target, anchor = link.groups()
        meant = normpath(Path("kit/docs") / here / target).replace("\\", "/")
        made = MADE.get(f"{meant}{anchor or ''}")
        place = made or PAGES.get(meant)
        if is_image or not place:
            return link[0]
        leads = relpath(place, here).replace("\\", "/")
        return f"[{words}]({leads}{'' if made else anchor or ''})"

    return _LINK.sub(one, said)


def _keep(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


def _led(root: Path, site: Path, source: str, link: re.Match[str]) -> str:
    """A link as it leads from its place in the site."""
    is_image, words, target, anchor = link.groups()
    meant = normpath(Path(source).parent / target).replace("\\", "/")
    meant = _FOLDERS.get(meant, meant)
    here = Path(PAGES[source]).parent
    if is_image:
        kept = site / "images" / Path(meant).name
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(root / meant, kept)
        return f"![{words}]({relpath(Path('images') / kept.name, here)})"
    if meant in PAGES:
        return f"[{words}]({relpath(PAGES[meant], here)}{anchor or ''})".replace("\\", "/")
    return words
