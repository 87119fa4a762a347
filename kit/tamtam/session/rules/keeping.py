"""What somebody alone keeps beside their answers: bets, and whom they play with."""

import msgspec

from tamtam.deck.deck import Bet
from tamtam.language.errors import TamtamError
from tamtam.session import cohort
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.company import (
    BEFORE,
    COHORT,
    COMPANY,
    DONE,
    DONES,
    DRAFT,
    FORMER,
    LAST,
    PLAYERS,
    Former,
)
from tamtam.session.rules.decision import Decision, one_of, within
from tamtam.session.state import State

#: As much as a form may hold that isn't sent (characters, as JSON).
LONGEST_DRAFT = 20_000
#: As much as an answers' file of one's own may hold (characters).
LONGEST_BEFORE = 200_000


def keep(state: State, command: c.Keep, now: int) -> Decision:
    """Keep a bet while its surprise is to come, or players of a sort there is; take either back."""
    participant = state.participants.get(command.participant)
    if participant is None or state.session.audience != "alone":
        raise TamtamError("not_in_session", code=state.code)
    name, value = command.name, command.value
    if participant.kept.get(name) == value:
        return Decision(repeated=True)
    bet = state.deck.bet(name)
    if bet is not None:
        _bet(state, bet, value, command.participant)
    elif name == PLAYERS:
        _players(state, value)
    elif name == COHORT:
        _cohort(state, value)
    elif name == FORMER:
        _former(value)
    elif name == BEFORE:
        _short_enough(value, LONGEST_BEFORE)
    elif name == DONE:
        if value is not None:
            one_of("value", f"{value}", DONES)
    elif name.startswith(DRAFT):
        _draft(state, name.removeprefix(DRAFT), value)
    else:
        bets = [bet.id for bet in state.deck.bets()]
        raise TamtamError("not_an_option", field="name", options=", ".join([*bets, PLAYERS]))
    return Decision((e.ChoiceKept(command.participant, name, value),))


def _bet(state: State, bet: Bet, value: object, participant: str) -> None:
    """Refuse what is no bet, and one on what has been seen already."""
    if value is not None:
        if type(value) is not int:
            raise TamtamError("not_a_whole_number", field="value", low=bet.low, high=bet.high)
        within("value", value, bet.low, bet.high)
    asked = state.activity(bet.about[0] or bet.before)
    decided = bet.fact is not None and bet.id in state.participants[participant].kept
    if decided or asked.turn.answers.get(participant):
        raise TamtamError("bet_is_over")


def _draft(state: State, activity: str, value: object) -> None:
    """Refuse what is no draft of an activity's form, and one that is too long."""
    state.activity(activity)
    _short_enough(value, LONGEST_DRAFT)


def _short_enough(value: object, longest: int) -> None:
    """Refuse what is no text, and one that is too long."""
    if value is not None and (not isinstance(value, str) or len(value) > longest):
        raise TamtamError("text_too_long", field="value", longest=longest)


def _cohort(state: State, value: object) -> None:
    """Refuse what is no cohort of this workshop."""
    if value is None:
        return
    told = cohort.read_counts(value.encode()) if isinstance(value, str) else None
    if told is None or told.workshop != state.session.workshop:
        raise TamtamError("no_reference")


def _former(value: object) -> None:
    """Refuse what are no games."""
    if value is None:
        return
    try:
        games = msgspec.json.decode(
            value if isinstance(value, str) else "", type=tuple[Former, ...]
        )
    except msgspec.DecodeError as error:
        raise TamtamError("not_an_option", field="value", options=FORMER) from error
    if len(games) > LAST:
        raise TamtamError("text_too_long", field="value", longest=LAST)


def _players(state: State, value: object) -> None:
    """Refuse players of a sort that no game has, or more or fewer than sit at a table beside one."""
    sorts = {sort for asked in state.asked.values() for sort in asked.kind.players}
    if value is not None:
        if not isinstance(value, tuple) or len(value) != COMPANY:
            raise TamtamError("not_an_option", field="value", options=", ".join(sorted(sorts)))
        for sort in value:
            one_of("value", sort, tuple(sorted(sorts)))
