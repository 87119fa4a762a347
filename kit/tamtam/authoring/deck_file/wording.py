"""Whether texts can be read where they stand: on a phone, on the wall, and one from the other.

What is chosen from must differ in every language as people read it: capitals, widths, spaces and the
sort of an apostrophe make no other option.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tamtam import kinds
from tamtam.authoring.deck_file.shape import Found
from tamtam.authoring.deck_file.tree import Node, in_quotes
from tamtam.language.characters import name_key, visible
from tamtam.language.reason import Reason

#: The most characters of a text, by what it is: as much as fits a phone and is read from the back row.
TITLE, TEXT, NAME = 80, 200, 60
#: The longest that a word may be: more leaves the edge of a phone, or is broken anywhere.
WORD = 40


def mistakes(deck: Node, languages: tuple[str, ...]) -> Iterator[Found]:
    """Texts that are too long for where they stand, and options that nobody can tell apart."""
    for words in _texts(deck):
        yield from _unclean(_spoken(words, languages))
    yield from _too_long(deck.get("title"), TITLE, languages)
    for part in deck.entries("parts"):
        yield from _too_long(part.get("title"), TITLE, languages)
    for activity in deck.entries("activities"):
        for text, longest in _shown(activity):
            yield from _too_long(text, longest, languages)
        for texts in _choices(activity):
            yield from _alike(texts, languages)


def doubts(deck: Node, languages: tuple[str, ...]) -> Iterator[Found]:
    """Texts behind which a note stands that may be their end: people would read half a sentence."""
    for words in _texts(deck):
        for node in _spoken(words, languages):
            if node.left_out:
                whole = in_quotes(f"{node.value} {node.left_out}")
                what = f"“{node.left_out}” is read as a note, which nobody is shown"
                yield node, f"{what}; if it belongs to the text: {whole}", ""


def _shown(activity: Node) -> Iterator[tuple[Node | None, int]]:
    """The texts that phones and wall show of an activity, each with the most characters it may have."""
    yield from ((activity.get("title"), TITLE), (activity.get("question"), TEXT))
    for item in activity.entries("items"):
        yield from ((item.get("text"), TEXT), (item.get("hint"), TEXT))
    if collect := activity.get("collect"):
        yield collect.get("prompt"), TEXT
    for _, wording in activity.items("wording"):
        yield wording.get("question"), TEXT
        yield from ((text, TEXT) for _, text in wording.items("items"))
    read = _kept_back(activity.text("kind"))
    for name, option in activity.items("options"):
        yield from ((text, TEXT if name in read else NAME) for text in _texts(option))


def _kept_back(kind: str) -> tuple[str, ...]:
    """The options that are read after the reveal, as sentences; all others name something."""
    return kinds.get(kind).kept_back if kind in kinds.known() else ()


def _texts(node: Node | None) -> Iterator[Node]:
    """Every text in its languages below a node."""
    if node is None:
        return
    if isinstance(node.value, list):
        below: Iterable[Node] = node.value
    else:
        below = node.value.values() if isinstance(node.value, dict) else ()
    if _is_text(node):
        yield node
        return
    for each in below:
        yield from _texts(each)


def _is_text(node: Node | None) -> bool:
    """Whether a node is a text in languages: a mapping of short names to words."""
    return (
        node is not None
        and isinstance(node.value, dict)
        and bool(node.value)
        and all(len(key) == 2 and isinstance(one.value, str) for key, one in node.value.items())
    )


def _choices(activity: Node) -> Iterator[list[Node]]:
    """Texts that one is chosen from, or that name different things in one place."""
    yield [text for item in activity.entries("items") if (text := item.get("text"))]
    for _, wording in activity.items("wording"):
        said = dict(wording.items("items"))
        own = [(item.text("id"), item.get("text")) for item in activity.entries("items")]
        if said:
            yield [text for id, plain in own if (text := said.get(id, plain))]
    yield from _groups(activity.get("options"))


def _groups(node: Node | None) -> Iterator[list[Node]]:
    """Texts that stand side by side in options: in a list, or under names of one mapping."""
    if node is None or not isinstance(node.value, dict | list) or _is_text(node):
        return
    below = node.value if isinstance(node.value, list) else list(node.value.values())
    yield [one if _is_text(one) else text for one in below if (text := one.get("text") or one)]
    for one in below:
        yield from _groups(one)


def _unclean(texts: list[Node]) -> Iterator[Found]:
    """Texts with what nobody sees; a soft hyphen says where a word may break."""
    for node in texts:
        composed = unicodedata.normalize("NFC", node.value.replace("\u00ad", ""))
        if node.value.strip() and node.value.strip("\n") != node.value.strip():
            yield node, "the text begins or ends with a space", in_quotes(node.value.strip())
        elif " ".join(composed.split()) != visible(composed):
            what = Reason("the text holds a character that draws nothing", "unseen")
            yield node, what, "the text typed anew"


def _too_long(text: Node | None, longest: int, languages: tuple[str, ...]) -> Iterator[Found]:
    for node in _spoken(text, languages):
        length = len(" ".join(node.value.split()))
        words = re.split(r"[\s\-–—/\u00ad\u200b]+", node.value)
        if length > longest:
            what = Reason(f"the text has {length} characters", "long", n=length)
            yield node, what, f"{longest} at most"
        elif (widest := max(map(len, words))) > WORD:
            what = Reason(f"a word has {widest} letters", "word", n=widest)
            yield node, what, f"{WORD} at most"


def _alike(texts: list[Node], languages: tuple[str, ...]) -> Iterator[Found]:
    for language in languages:
        seen: dict[str, Node] = {}
        for text in texts:
            for node in _spoken(text, (language,)):
                key = name_key(node.value.rstrip(" .…"))
                other = seen.setdefault(key, node)
                if other is not node:
                    place = f"in line {other.line}" if other.line else f"at {other.where}"
                    words = node.value.strip()
                    what = Reason(f"“{words}” stands {place} too", "twice", words=words)
                    yield node, what, "words that nobody takes for the others"


def _spoken(text: Node | None, languages: tuple[str, ...]) -> list[Node]:
    """The words of a text in these languages, where they are words."""
    found = [text.get(language) for language in languages] if text else []
    return [node for node in found if node is not None and isinstance(node.value, str)]
