"""Kinds of one's own, tried: by simulated people, and in a browser, as phones have them.

A browser is asked without a window, where there is one that can be; else its user may look.
"""

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tamtam import assets, kinds
from tamtam.deck.deck import Activity, Deck
from tamtam.kinds.own import trial
from tamtam.server.views import specimen

#: How a browser is called that can be asked for a page without a window.
_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "msedge", "chrome"),
)
_ON_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_ON_MACOS = ("Google Chrome", "Microsoft Edge", "Chromium")
_QUIETLY = (
    *(
        "--headless=new",
        "--disable-gpu",
        "--no-first-run",
        "--disable-sync",
        "--disable-extensions",
    ),
    *("--disable-background-networking", "--disable-component-update"),
    *("--virtual-time-budget=60000", "--dump-dom"),
)
#: How long a browser is waited for, in seconds.
_PATIENCE = 60
_FOUND = re.compile(r'<script type="application/json" id="tried">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class TriedKind:
    """What is wrong with a kind, in English, and whether a browser has tried its form."""

    wrong: tuple[str, ...]
    in_browser: bool = False


def tried(deck: Deck, activity: Activity, look: bool) -> TriedKind:
    """Try a kind of one's own on an activity: what it does, what it says, what its form does.

    With `look` its page is opened in the browser, where its user goes on.
    """
    kind = kinds.get(activity.kind)
    wrong = [*trial.wrong(kind, activity, deck.languages), *kinds.own.unsaid(activity.kind)]
    if wrong:
        return TriedKind(tuple(wrong))
    folder = Path(tempfile.mkdtemp(prefix="tamtam-"))
    page = _write(deck, activity, folder)
    found = _of_form(page, activity)
    if look:
        webbrowser.open(page.as_uri())
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return TriedKind(tuple(found or ()), found is not None)


def _write(deck: Deck, activity: Activity, folder: Path) -> Path:
    """Write the page of an activity as simulated people have answered it; returns its file."""
    kind = kinds.get(activity.kind)
    gathered = trial.answered(kind, activity)
    standing = kind.standing(activity, gathered)
    path = folder / f"{activity.id}.html"
    path.write_text(specimen.page(activity, gathered, standing, deck.languages), encoding="utf-8")
    shutil.copyfile(assets.folder() / "vendor" / specimen.BESIDE, folder / specimen.BESIDE)
    return path


def _of_form(page: Path, activity: Activity) -> list[str] | None:
    """What goes wrong in the form of a page as it is answered and revealed; None where nobody can try it."""
    browser = _browser()
    told = _told(browser, page) if browser else None
    if told is None:
        return None
    given = [(item, phase, value) for item, phase, value in told["given"]]
    refused = dict.fromkeys(trial.refused(kinds.get(activity.kind), activity, given))
    return [*told["wrong"], *(f"its form: {what}" for what in refused)]


def _told(browser: str, page: Path) -> dict[str, Any] | None:
    as_root = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        asked = (browser, *_QUIETLY, *as_root, f"--user-data-dir={profile}", f"{page.as_uri()}#try")
        try:
            done = subprocess.run(asked, capture_output=True, timeout=_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
    found = _FOUND.search(done.stdout.decode("utf-8", "replace"))
    told: dict[str, Any] | None = (
        json.loads(html.unescape(found[1])) if found and found[1] else None
    )
    return told


def _browser() -> str | None:
    """A Chromium, Chrome or Edge: the one that TAMTAM_CHROMIUM names, or one of this machine."""
    if named := os.environ.get("TAMTAM_CHROMIUM"):
        return named
    return next(filter(None, map(shutil.which, (*_NAMES, *map(str, _elsewhere())))), None)


def _elsewhere() -> Iterator[Path]:
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield from (Path(folder) / name for name in _ON_WINDOWS)
    for name in _ON_MACOS:
        yield Path(f"/Applications/{name}.app/Contents/MacOS/{name}")
