"""A bet that somebody alone made before a surprise: what they guessed, and what came of it, in words."""

from html import escape
from typing import NamedTuple

from tamtam.deck.deck import Bet
from tamtam.kinds.parts.mirror import FORECAST, TODAY, OwnAnswer, place
from tamtam.language import texts
from tamtam.results import own_numbers
from tamtam.results.mirror_view import track
from tamtam.session.state import State


class BetView(NamedTuple):
    """A bet in one language: its `value` is None until it is made; `happened` is "" until that is known.

    While `is_open` it can be made, or made otherwise. `came_to` is the number that was to be guessed.
    """

    id: str
    question: str
    low: int
    high: int
    value: int | None
    happened: str
    is_open: bool
    came_to: float | None = None

    @classmethod
    def of(cls, state: State, bet: Bet, participant: str, language: str) -> "BetView":
        """How a bet stands: nothing is told of what happened before the bet was made, or let go."""
        value = state.participants[participant].kept.get(bet.id)
        made = value if isinstance(value, int) else None
        decided = bool(state.activity(bet.about[0] or bet.before).turn.answers.get(participant))
        n = _came_to(state, bet, participant)
        fact = bet.fact is not None
        known = n is not None and (made is not None or decided)
        told = texts.pick(bet.told, language)
        if n is not None and made == n:
            told = f"{told} {texts.text(language, 'standing.bet.hit')}"
        return cls(
            *(bet.id, texts.pick(bet.question, language), bet.low, bet.high, made),
            told.replace("{n}", str(texts.number(language, n))) if known else "",
            is_open=not state.over and not decided and not (fact and made is not None),
            came_to=n if known else None,
        )

    def words(self, language: str) -> str:
        """The bet as a paragraph: the question, what one guessed, and what happened."""
        return " ".join(filter(None, [self.question, self.said(language)]))

    def said(self, language: str) -> str:
        """What one guessed, and what happened; "" while there is nothing to say."""
        if self.value is None:
            none = texts.text(language, "standing.bet.none") if self.happened else ""
            return " ".join(filter(None, [none, self.happened]))
        return " ".join(
            filter(None, [texts.text(language, "standing.bet.made", n=self.value), self.happened])
        )

    def html(self, language: str) -> str:
        """The same as HTML, every word of it escaped, and drawn: from the bet ◆ to what happened ●."""
        drawn = self.drawn(language)
        words = self.question if drawn else self.words(language)
        return f'<div class="tamtam-bet-told"><p>{escape(words)}</p>{drawn}</div>'

    def drawn(self, language: str) -> str:
        """On a line what one guessed and what happened, each with its words; "" while either is open."""
        if self.value is None or self.came_to is None:
            return ""
        ends = self.low, self.high
        bet = OwnAnswer("", "", place(self.value, ends), FORECAST)
        came = OwnAnswer("", "", _within(self.came_to, ends), TODAY)
        guessed = texts.text(language, "standing.bet.made", n=self.value)
        return (
            f'<p><span class="tamtam-bet-guessed">{FORECAST}</span> {escape(guessed)}</p>'
            f'{track([bet, came])}<p class="tamtam-bet-came">'
            f"<span>{TODAY}</span> {escape(self.happened)}</p>"
        )


def _within(number: float, ends: tuple[int, int]) -> float:
    """Where a number lies between the ends of what could be guessed."""
    low, high = ends
    return min(max((number - low) / (high - low), 0), 1)


def before(state: State, activity: str, participant: str, language: str) -> list[BetView]:
    """The bets that are asked for before an activity."""
    bets = (bet for bet in state.deck.bets() if bet.before == activity)
    return [BetView.of(state, bet, participant, language) for bet in bets]


def told_after(state: State, activity: str, participant: str, language: str) -> list[BetView]:
    """The bets that an activity decides, as far as what happened is known."""
    bets = (bet for bet in state.deck.bets() if (bet.about[0] or bet.before) == activity)
    views = (BetView.of(state, bet, participant, language) for bet in bets)
    return [view for view in views if view.happened]


def _came_to(state: State, bet: Bet, participant: str) -> float | None:
    """The number that was to be guessed, once it is known."""
    if bet.fact is not None:
        return bet.fact
    activity, outcome = bet.about
    return own_numbers.outcomes(state, activity, participant).get(outcome)
