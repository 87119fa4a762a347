"""The button that copies all there is to another disk: at the end, and whenever one fears for this one."""

from pathlib import Path
from typing import Any

from tamtam.language import texts
from tamtam.notebook.lead import Lead
from tamtam.notebook.widgets.cockpit.tree import Deeds, Node, button, el, field


class CopyPane:
    """That all of it lies on this laptop alone, where the copy is to be, and where it was put."""

    def __init__(self, lead: Lead) -> None:
        self._lead = lead
        self._copied: Path | None = None
        self.deeds: Deeds = {"back_up": self._back_up}

    def tree(self) -> Node:
        """The field and its button; nothing where sessions are kept elsewhere."""
        if not self._lead.kept_here:
            return None
        done = self._say("backed_up", place=self._copied) if self._copied else ""
        folder = str(Path.home() / "Tamtam-backup")
        return el(
            "div",
            el("p", self._say("backup"), look="muted"),
            field(self._say("backup_to"), "folder", value=folder, size=40),
            button(self._say("back_up"), "back_up", data_enter=True),
            el("p", done, role="status") if done else None,
            look="form",
            data_form=True,
            key="backup",
        )

    def _back_up(self, typed: dict[str, str]) -> None:
        self._copied = self._lead.back_up(Path(typed["folder"].strip() or ".").expanduser())

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._lead.language, f"cockpit.finish.{key}", **values)
