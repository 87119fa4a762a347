"""Languages that a deck is still being translated into: it runs meanwhile, in those it is whole in."""

from dataclasses import replace

from tamtam.authoring.deck_file.tree import Node

#: Where a deck file names them; `tamtam translate` does, and takes them out once nothing is missing.
KEY = "translating"


def without(root: Node) -> Node:
    """The deck without the words of languages that it does not speak yet."""
    unspoken = {node.value for node in root.entries(KEY) if isinstance(node.value, str)}
    if not unspoken:
        return root
    known = unspoken | {node.value for node in root.entries("languages")}
    deck = replace(root, value={key: one for key, one in root.value.items() if key != KEY})
    return _without(deck, unspoken, known)


def _without(node: Node, unspoken: set[str], known: set[object]) -> Node:
    if isinstance(node.value, list):
        return replace(node, value=[_without(one, unspoken, known) for one in node.value])
    if not isinstance(node.value, dict):
        return node
    is_text = node.value.keys() <= known
    return replace(
        node,
        value={
            key: _without(one, unspoken, known)
            for key, one in node.value.items()
            if not (is_text and key in unspoken)
        },
    )
