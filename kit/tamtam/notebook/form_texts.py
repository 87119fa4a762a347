"""What a form shows and says in a notebook or on a page for one person; no widget is needed to know it."""

from collections.abc import Mapping
from typing import Any, TypedDict

from tamtam.kinds.parts.words import Words
from tamtam.language import texts


class FormState(TypedDict):
    """What a form shows: what is asked, one's own answers, drafts and items as kept, the standing."""

    activity: Mapping[str, object]
    answers: dict[str, dict[str, Any]]
    drafts: dict[str, Any]
    saved: dict[str, dict[str, str]]
    mine: Any
    standing: dict[str, Any] | None
    status: str


def of(kind: str, language: str, alone: bool) -> dict[str, Any]:
    """What a form says; to somebody alone it speaks of no room, as its words under ``alone`` have it."""
    words = Words(kind)
    said: dict[str, Any] = texts.section(language, "phone")["form"] | words.form(language)
    if not alone:
        return said
    alone_said = texts.section(language, "notebook")["study"]["form"]
    for heading, words_alone in {**alone_said, kind: words.section(language, "alone")}.items():
        known = said.get(heading, {})
        both = isinstance(known, dict) and isinstance(words_alone, dict)
        said = said | {heading: known | words_alone if both else words_alone}
    return said
