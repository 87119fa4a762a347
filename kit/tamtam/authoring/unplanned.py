"""An unplanned question as an activity: ten seconds after the idea it is on the phones.

It is worded in one language, the facilitator's, and stands so in every other.
"""

from collections.abc import Iterable, Sequence

import msgspec

from tamtam import kinds
from tamtam.deck.deck import Activity, Collect, Deck, Item, Text
from tamtam.kinds.parts.words import Words
from tamtam.language.errors import TamtamError

#: What an unplanned question's id begins with; a number follows.
PREFIX = "unplanned_"
#: How long it is shown to be open (minutes).
MINUTES = 2.0
#: The longest a question or an option may be (characters).
LONGEST = 200
#: The longest an answer in one's own words may be (characters).
SHORT = 80
_WORDS = Words("choice")


def asked(
    deck: Deck, question: str, options: Sequence[str] = (), scale: tuple[int, int] | None = None
) -> Activity:
    """A question with `options` to choose one of, or steps of a `scale` such as (1, 5).

    Without either each person answers in their own words, which wait until they are approved. Raises
    TamtamError for a choice of one or of more than twelve, and for an empty question.
    """
    if not options and scale is None:
        return _in_own_words(deck, question)
    steps = [str(step) for step in range(scale[0], scale[1] + 1)] if scale else []
    choices = steps or [" ".join(option.split()) for option in options]
    if len(set(choices)) < len(choices) or not 2 <= len(choices) <= 12:
        raise TamtamError("not_a_choice", field="options")
    made = msgspec.structs.replace(
        _bare(deck, "choice", question),
        items=tuple(
            Item(f"option_{number}", _same(deck, "options", choice))
            for number, choice in enumerate(choices, start=1)
        ),
        options={"ordered": True} if steps else {},
    )
    assert not list(kinds.get("choice").check(made))
    return made


def _in_own_words(deck: Deck, question: str) -> Activity:
    bare = _bare(deck, "sentences", question)
    return msgspec.structs.replace(bare, collect=Collect(bare.question, most=1, longest=SHORT))


def _bare(deck: Deck, kind: str, question: str) -> Activity:
    return Activity(
        id=_free_id(deck),
        step=_WORDS.text(deck.languages[0], "improvised.step"),
        part=deck.parts[-1].id,
        kind=kind,
        title={language: _WORDS.text(language, "improvised.title") for language in deck.languages},
        question=_same(deck, "question", question),
        minutes=MINUTES,
    )


def added(deck: Deck, activity: Activity) -> Deck:
    """The deck with one more activity behind all others; in no cut, as nobody planned it."""
    return msgspec.structs.replace(deck, activities=(*deck.activities, activity))


def of(deck: Deck) -> tuple[Activity, ...]:
    """The unplanned questions of a session's deck: they belong to the session they were asked in."""
    return tuple(activity for activity in deck.activities if activity.id.startswith(PREFIX))


def read(line: str) -> tuple[list[str], tuple[int, int] | None]:
    """Options, or a scale, as somebody types them on one line.

    >>> read("yes, no, later")
    (['yes', 'no', 'later'], None)
    >>> read("1-5")
    ([], (1, 5))
    """
    low, dash, high = (part.strip() for part in line.replace("–", "-").partition("-"))
    if dash and low.isdigit() and high.isdigit() and int(low) < int(high):
        return [], (int(low), int(high))
    separator = ";" if ";" in line else ","
    return list(_named(line.split(separator))), None


def _named(options: Iterable[str]) -> Iterable[str]:
    return (option.strip() for option in options if option.strip())


def _same(deck: Deck, field: str, words: str) -> Text:
    words = " ".join(words.split())
    if not words:
        raise TamtamError("text_empty", field=field)
    if len(words) > LONGEST:
        raise TamtamError("text_too_long", field=field, longest=LONGEST)
    return dict.fromkeys(deck.languages, words)


def _free_id(deck: Deck) -> str:
    number = 1
    while deck.activity(f"{PREFIX}{number}"):
        number += 1
    return f"{PREFIX}{number}"
