"""Kinds of one's own: from the folder `kinds` of a workshop, or from a package that brings some.

A kind is code, and running it is trusting whoever wrote it. One of a workshop runs only once that was
allowed on this machine, which stands in a file of its user's; one of a package was allowed when the
package was installed. Its name has two parts, `WORKSHOP/NAME` or `PACKAGE/NAME`, so that kinds of
different people never get into each other's way. One that can't run is named and asks nothing; all
others go on.
"""

import hashlib
import importlib.util
import inspect
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from tamtam import assets
from tamtam.kinds.kind import Kind
from tamtam.kinds.own import files
from tamtam.kinds.own.broken import BrokenKind
from tamtam.kinds.own.guard import guarded, where
from tamtam.language import texts
from tamtam.language.errors import TamtamError, writing

#: Where a workshop's kinds lie in its folder, and under what a package names those that it brings.
FOLDER, GROUP = "kinds", "tamtam.kinds"

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A kind as it was loaded, the hash of its code, and by what a change of its files shows."""

    kind: Kind
    hash: str
    stamp: _Stamp


_loaded: dict[str, _Loaded] = {}
#: Files that lie in the workshops whose decks were read here, by full name.
_seen: dict[str, Path] = {}


def is_own(name: str) -> bool:
    """Whether a name is one of a kind of somebody's own."""
    return "/" in name


def in_workshop(folder: Path, id: str) -> dict[str, Path]:
    """The files of the kinds that lie in a workshop's folder, by full name."""
    found = sorted((folder / FOLDER).glob("*.py"))
    return {f"{id}/{path.stem}": path.resolve() for path in found if path.stem[0] != "_"}


def see(folder: Path, id: str) -> None:
    """Note which kinds lie in a workshop's folder: those alone are meant where its deck names them."""
    for name in [name for name in _seen if name.startswith(f"{id}/")]:
        del _seen[name]
    _seen.update(in_workshop(folder, id))


def allowed() -> dict[str, Path]:
    """The files of workshops' kinds that may run on this machine, by full name."""
    try:
        kept = json.loads(_record().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: Path(path) for name, path in kept.items()} if isinstance(kept, dict) else {}


def allow(files: Mapping[str, Path]) -> None:
    """Let these run from now on, for this user. Raises TamtamError where that can't be written down."""
    kept = {name: str(path) for name, path in (allowed() | dict(files)).items()}
    record = _record()
    with writing(record.parent):
        record.parent.mkdir(parents=True, exist_ok=True)
        draft = record.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(kept, indent=1, sort_keys=True), encoding="utf-8")
        draft.replace(record)


def waiting(folder: Path, id: str) -> dict[str, Path]:
    """The kinds in a workshop's folder that nobody has allowed yet, by full name."""
    known = allowed()
    return {name: path for name, path in in_workshop(folder, id).items() if known.get(name) != path}


def _record() -> Path:
    """Where what may run is written down: `TAMTAM_KINDS`, or a file in the user's data folder."""
    if place := os.environ.get("TAMTAM_KINDS"):
        return Path(place)
    from platformdirs import user_data_path  # only needed where nobody names a place

    return user_data_path("tamtam", appauthor=False) / "kinds.json"


def names() -> tuple[str, ...]:
    """Every kind of one's own that a deck could ask here, in alphabetical order."""
    return tuple(sorted({*_seen, *allowed(), *_from_packages()}))


def loaded() -> tuple[str, ...]:
    """The kinds of one's own that run in this process."""
    return tuple(sorted(_loaded))


def get(name: str) -> Kind:
    """The kind of this name as its files are now; one that says why and asks nothing if it can't run."""
    try:
        return _current(name).kind
    except TamtamError as trouble:
        return BrokenKind(name, trouble)


def trouble(name: str) -> TamtamError | None:
    """Why a kind can't run here; None where it can."""
    kind = get(name)
    return kind.trouble if isinstance(kind, BrokenKind) else None


def unsaid(name: str) -> tuple[str, ...]:
    """Words that a kind's form asks for and a file of its words lacks, each with its line, in English."""
    return tuple(files.unsaid(name, _file(name)))


def source_hash(name: str) -> str:
    """A hash of a kind's code, Python and form (hexadecimal SHA-256); "" of one that can't run."""
    try:
        return _current(name).hash
    except TamtamError:
        return ""


def files_of(name: str) -> tuple[Path, ...]:
    """The files of a kind: its code, its form, its words. Raises TamtamError where it can't run here."""
    _current(name)
    return tuple(_files(_file(name)))


def _current(name: str) -> _Loaded:
    path = _file(name)
    stamp, held = _stamp(path), _loaded.get(name)
    if held is None or held.stamp != stamp:
        held = _loaded[name] = _load(name, path, stamp)
    return held


def _file(name: str) -> Path:
    """The Python file of a kind. Raises TamtamError where there is none, or it may not run."""
    if (package := _from_packages().get(name)) is not None:
        return package
    known, here = allowed().get(name), _seen.get(name)
    if here is not None and here != known:
        raise TamtamError("kind_not_allowed", kind=name, workshop=name.partition("/")[0])
    if known is None:
        raise TamtamError("no_such_kind", kind=name)
    if not known.is_file():
        raise TamtamError("kind_gone", kind=name, file=known)
    return known


@cache
def _from_packages() -> dict[str, Path]:
    """The files of kinds that packages bring, by full name: the package, and what it calls them."""
    found = {}
    for one in entry_points(group=GROUP):
        spec = importlib.util.find_spec(one.module)
        if spec and spec.origin:
            found[f"{one.module.partition('.')[0]}/{one.name}"] = Path(spec.origin).resolve()
    return found


def _files(path: Path) -> Iterator[Path]:
    """The files of a kind that lies at `path`: its code, its form, its words in each language."""
    yield from (path, path.with_suffix(".js"))
    yield from sorted(path.parent.glob(f"{path.stem}.*.json"))


def _stamp(path: Path) -> _Stamp:
    there = ((file, file.stat()) for file in _files(path) if file.exists())
    return tuple((file.name, is_.st_mtime_ns, is_.st_size) for file, is_ in there)


def _load(name: str, path: Path, stamp: _Stamp) -> _Loaded:
    """Run a kind's file. Raises TamtamError saying what of it is missing or fails."""
    code, form, *words = _files(path)
    if not form.exists() or not words:
        lacks = form.name if not form.exists() else f"{path.stem}.en.json"
        raise TamtamError("kind_lacks", kind=name, file=lacks, folder=path.parent)
    assets.place(name, path)
    texts.section.cache_clear()
    if wrong := "; ".join(files.wrong(name, code)):
        raise TamtamError("kind_broken", kind=name, what=wrong)
    try:
        kind = guarded(_class_in(name, code), name)
        source = assets.form_module(name)
    except TamtamError:
        raise
    except Exception as error:
        raise TamtamError("kind_broken", kind=name, what=where(error)) from error
    whole = b"\0".join((code.read_bytes(), source.encode()))
    return _Loaded(kind, hashlib.sha256(whole).hexdigest(), stamp)


def _class_in(name: str, path: Path) -> type[Kind]:
    """The one kind that a file defines, under the name it is asked by."""
    module = _run(name, path)
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Kind)
        and value.__module__ == module.__name__
    ]
    if len(found) != 1 or getattr(found[0], "name", "") != name:
        raise TamtamError("kind_misnamed", kind=name, file=path)
    return found[0]


def _run(name: str, path: Path) -> ModuleType:
    """A kind's file as a module of its own, run anew."""
    called = f"tamtam_kinds.{name.replace('/', '.')}"
    spec = importlib.util.spec_from_file_location(called, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[called] = module  # classes look there for what their annotations name
    source = compile(path.read_bytes(), path, "exec")  # never an older one that was kept compiled
    exec(source, vars(module))  # noqa: S102 — code of one's own, which its user has allowed
    return module
