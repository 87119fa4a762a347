"""Writing a deck file, at no moment half of it."""

from pathlib import Path

from tamtam.language.errors import writing


def keep(said: str, path: Path) -> None:
    """Let a deck file say this. Raises TamtamError where its folder can't be written."""
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_bytes(said.encode("utf-8"))
        draft.replace(path)
