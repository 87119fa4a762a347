"""What comes next, in words: what a button says, and what is asked before it does it."""

from tamtam import kinds
from tamtam.deck.deck import Deck, Text
from tamtam.language import texts
from tamtam.session.activity import ActivityState
from tamtam.session.next_step import Action, Confirm


def label(action: Action, deck: Deck, language: str) -> str:
    """What a button says: "Close answers", "Next: 3B Five flows"; in a game one plays on."""
    asked = deck.activity(action.step)
    plays = action.name == "advance" and asked is not None and kinds.get(asked.kind).seated
    name = "play_on" if plays else action.name
    return texts.text(language, f"actions.do.{name}", title=title(action.step, deck, language))


def title(step: str, deck: Deck, language: str) -> str:
    """What a step is called, with its place in the storyboard: "3B Five flows", "Break"."""
    activity = deck.activity(step)
    if activity is None:
        return texts.text(language, f"notebook.agenda.pauses.{step}") if step else ""
    return f"{activity.step} {texts.pick(activity.title, language)}".strip()


def round_of(asked: ActivityState) -> Text | None:
    """Which round is under way, of how many: "round 3 of 6"; None in a talk between them, or without."""
    if asked.status != "open" or asked.counted_round is None:
        return None
    n, of = asked.counted_round
    return texts.both(f"actions.round.{'game' if asked.kind.seated else 'step'}", n=n, of=of)


def question(confirm: Confirm, deck: Deck, language: str) -> str:
    """What is asked before it is done, saying what comes of it."""
    return texts.text(
        language,
        f"actions.confirm.{confirm.why}",
        n=confirm.n,
        title=title(confirm.step, deck, language),
    )
