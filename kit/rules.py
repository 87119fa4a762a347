"""What is allowed: a command and the state it meets, turned into events or refused.

`decide` is pure: it reads the state, never changes it, and is given the time. The store runs it
inside the transaction that writes what it decides, so nothing gets into a log around these rules.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from kit import commands as c
from kit import deck_file, texts
from kit import events as e
from kit.deck import AUDIENCES, BREAK, CUTS, WELCOME
from kit.errors import TamtamError
from kit.fold import Asked, State, alias_key, content_of
from kit.standing.standing import Standing

LONGEST_ALIAS = 30
LONGEST_KEY = 64
LONGEST_NOTE = 10_000
LENGTH_OF_DIGEST = 32
LONGEST_TIMER = 24 * 3600
LONGEST_PLAN = 200
#: What can be asked of a session that is over.
_STILL_POSSIBLE = (c.Forget, c.End, c.Note, c.Answer, c.Speak, c.Recognise, c.Revoke, c.Prune)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command comes to.

    `repeated` says that it was done before and nothing is to be added; `credentials` are to be kept
    for `participant`, or for the session; `revoke` names a use whose credentials are to be dropped,
    `erase` a participant whose events are to be erased; `prune` says that all answers are.
    """

    events: tuple[e.AnyEvent, ...] = ()
    repeated: bool = False
    participant: str | None = None
    credentials: tuple[c.Credential, ...] = ()
    revoke: str | None = None
    erase: str | None = None
    prune: bool = False


def decide(state: State, command: c.AnyCommand, now: int) -> Decision:
    """The events that `command` brings about at `now` (ms since 1970). Raises TamtamError if refused."""
    if state.over and not isinstance(command, _STILL_POSSIBLE):
        raise TamtamError("session_over", code=state.code)
    return _DECIDE[type(command)](state, command, now)


def open_session(new: c.NewSession, seed: int) -> e.SessionOpened:
    """How a session begins. Raises TamtamError where what it should be doesn't go."""
    deck_file.check(new.deck)
    _one_of("audience", new.audience, AUDIENCES)
    _one_of("cut", new.cut, CUTS)
    _one_of("language", new.language, texts.LANGUAGES)
    _within("min_answers", new.min_answers, 1, 100)
    _within("seed", seed, 0, 2**63 - 1)
    return e.SessionOpened(
        workshop=new.workshop,
        deck=new.deck.worded(new.audience),
        kinds=new.kinds,
        seed=seed,
        min_answers=new.min_answers,
        audience=new.audience,
        language=new.language,
        cut=new.cut,
        rehearsal=new.rehearsal,
    )


# --- participants


def _join(state: State, command: c.Join, now: int) -> Decision:
    if command.participant in state.participants:
        return Decision(repeated=True)
    if command.simulated and not state.session.rehearsal:
        raise TamtamError("not_a_rehearsal", code=state.code)
    alias = (
        _free_alias(state, command.alias)
        if command.alias.strip()
        else _made_up(state, command.language)
    )
    joined = e.Joined(command.participant, alias, _language(command.language), command.simulated)
    return Decision((joined,), participant=command.participant, credentials=command.credentials)


def _recognise(state: State, command: c.Recognise, now: int) -> Decision:
    if command.participant not in state.participants:
        raise TamtamError("no_such_participant", participant=command.participant)
    return Decision(participant=command.participant, credentials=command.credentials)


def _answer(state: State, command: c.Answer, now: int) -> Decision:
    if command.participant not in state.participants:
        raise TamtamError("not_in_session", code=state.code)
    asked = state.activity(command.activity)
    value = command.value
    if value is not None:
        value = asked.kind.validate(asked.activity, _slot(asked, command), value)
    if not command.key:
        raise TamtamError("text_empty", field="key")
    if len(command.key) > LONGEST_KEY:
        raise TamtamError("text_too_long", field="key", longest=LONGEST_KEY)
    turn = command.turn or len(asked.turns)
    answered = e.Answered(
        command.participant, command.activity, turn, command.item, command.phase, value, command.key
    )
    before = state.content_of_key.get((command.participant, command.key))
    if before is not None:
        if before != content_of(answered):
            raise TamtamError("key_reused", field="key")
        return Decision(repeated=True)
    if asked.status != "open" or turn != len(asked.turns) or state.over:
        raise TamtamError("closed", activity=command.activity)
    return Decision((answered,))


def _slot(asked: Asked, command: c.Answer) -> tuple[str, str]:
    slot = (command.item, command.phase)
    if slot not in asked.slots:
        items = {item for item, _ in asked.slots}
        if command.item not in items:
            raise TamtamError("no_such_item", field="item", items=", ".join(sorted(items)))
        phases = sorted(phase for item, phase in asked.slots if item == command.item)
        raise TamtamError("no_such_phase", field="phase", phases=", ".join(phases))
    return slot


def _rename(state: State, command: c.Rename, now: int) -> Decision:
    participant = state.participants.get(command.participant)
    if participant is None:
        raise TamtamError("not_in_session", code=state.code)
    alias = _clean_alias(command.alias)
    if alias == participant.alias:
        return Decision(repeated=True)
    if state.aliases.get(alias_key(alias), participant.id) != participant.id:
        raise TamtamError("alias_taken", field="alias", suggestion=_numbered(state, alias))
    return Decision((e.Renamed(command.participant, alias),))


def _speak(state: State, command: c.Speak, now: int) -> Decision:
    participant = state.participants.get(command.participant)
    if participant is None:
        raise TamtamError("not_in_session", code=state.code)
    language = _language(command.language)
    if language == participant.language:
        return Decision(repeated=True)
    return Decision((e.LanguageChosen(command.participant, language),))


def _forget(state: State, command: c.Forget, now: int) -> Decision:
    if command.participant not in state.participants:
        return Decision(repeated=True)
    return Decision((e.Forgotten(command.participant),), erase=command.participant)


def _language(language: str) -> str:
    return language if language in texts.LANGUAGES else texts.LANGUAGES[-1]


def _clean_alias(alias: str) -> str:
    """The alias as it will be shown: composed (NFC), no control or formatting characters, one space."""
    visible = "".join(
        char if unicodedata.category(char)[0] != "C" else " "
        for char in unicodedata.normalize("NFC", alias)
    )
    clean = " ".join(visible.split())
    if not 0 < len(clean) <= LONGEST_ALIAS:
        raise TamtamError("bad_alias", field="alias", longest=LONGEST_ALIAS)
    return clean


def _free_alias(state: State, alias: str) -> str:
    clean = _clean_alias(alias)
    if alias_key(clean) in state.aliases:
        raise TamtamError("alias_taken", field="alias", suggestion=_numbered(state, clean))
    return clean


def _made_up(state: State, language: str) -> str:
    return _numbered(
        state, texts.text(_language(language), "server.alias"), len(state.participants) + 1
    )


def _numbered(state: State, alias: str, number: int = 2) -> str:
    while alias_key(f"{alias} {number}") in state.aliases:
        number += 1
    return f"{alias} {number}"


# --- the facilitator


def _open(state: State, command: c.Open, now: int) -> Decision:
    asked = state.activity(command.activity)
    if asked.status == "open" and not command.again:
        return Decision(repeated=True)
    if asked.status == "revealed" and not command.again:
        raise TamtamError("already_revealed", activity=command.activity)
    _within("seconds", command.seconds or 1, 1, LONGEST_TIMER)
    ends_at = now + 1000 * command.seconds if command.seconds else None
    turn = len(asked.turns) + 1 if command.again or not asked.turns else len(asked.turns)
    return Decision(
        (*_close_open(state, "next"), e.ActivityOpened(command.activity, turn, ends_at))
    )


def _close(state: State, command: c.Close, now: int) -> Decision:
    asked = state.activity(command.activity)
    if asked.status != "open" and not (command.reason == "skip" and asked.status == "waiting"):
        raise TamtamError("not_open", activity=command.activity)
    _one_of("reason", command.reason, ("facilitator", "time", "next", "skip"))
    return Decision((e.ActivityClosed(command.activity, command.reason),))


def _close_open(state: State, reason: str) -> tuple[e.AnyEvent, ...]:
    if state.current is None or state.asked[state.current].status != "open":
        return ()
    return (e.ActivityClosed(state.current, reason),)


def _reveal(state: State, command: c.Reveal, now: int) -> Decision:
    asked = state.activity(command.activity)
    _one_of("show", command.show, ("chart", "sentence", "nothing"))
    if not asked.turns:
        raise TamtamError("nothing_to_reveal", activity=command.activity)
    standing = _standing(command.standing)
    if asked.turn.holds(state.min_answers):
        _is_the_frozen_one(asked, standing, state.min_answers)
    else:
        _is_fresh(asked, standing, command)
    _hides_few(standing, state.min_answers)
    close = (e.ActivityClosed(command.activity, "reveal"),) if asked.status == "open" else ()
    revealed = e.Revealed(command.activity, len(asked.turns), command.show, command.standing)
    return Decision((*close, revealed))


def _standing(plain: dict[str, Any]) -> Standing:
    try:
        return Standing.from_json(plain)
    except msgspec.ValidationError as error:
        raise TamtamError("unreadable", field="standing", problem=str(error)) from error


def _is_fresh(asked: Asked, standing: Standing, command: c.Reveal) -> None:
    """Refuse a standing of anything but the answers there are: another turn, or an older position."""
    turn = asked.turn
    same = (standing.activity, standing.turn) == (command.activity, turn.number)
    if not same or command.position < turn.changed_at or standing.n != len(turn.answers):
        raise TamtamError("standing_stale", activity=command.activity)


def _is_the_frozen_one(asked: Asked, standing: Standing, min_answers: int) -> None:
    """Refuse a standing beside which the one shown before would tell what a few people answered."""
    if standing != asked.turn.standing:
        raise TamtamError("standing_frozen", activity=asked.activity.id, min_answers=min_answers)


def _hides_few(standing: Standing, min_answers: int) -> None:
    """Refuse to show a distribution of fewer than `min_answers` answers."""
    shown = [d for item in standing.items for d in item.distributions if d.counts is not None]
    whole = standing.items or standing.details or standing.measures
    few = standing.n < min_answers and whole
    rests_on = [one.n for one in shown] + [one.n for one in standing.measures]
    if few or any(n < min_answers for n in rests_on):
        raise TamtamError("too_few_answers", min_answers=min_answers)


def _time(state: State, command: c.Time, now: int) -> Decision:
    asked = state.activity(command.activity)
    if asked.status != "open":
        raise TamtamError("not_open", activity=command.activity)
    _within("seconds", command.seconds, -LONGEST_TIMER, LONGEST_TIMER)
    left = asked.left if asked.left is not None else max(0, (asked.ends_at or now) - now)
    paused = asked.left is not None
    if command.change == "add":
        left = max(0, left + 1000 * command.seconds)
    else:
        _one_of("change", command.change, ("pause", "resume", "add"))
        paused = command.change == "pause"
    changed = (
        e.TimerChanged(command.activity, left=left)
        if paused
        else e.TimerChanged(command.activity, now + left)
    )
    return Decision((changed,))


def _seat(state: State, command: c.Seat, now: int) -> Decision:
    for seated in command.tables.values():
        for participant in seated:
            if participant not in state.participants:
                raise TamtamError("no_such_participant", participant=participant)
    return Decision((e.Seated(command.tables),))


def _plan(state: State, command: c.Plan, now: int) -> Decision:
    for step in command.steps:
        if step not in (WELCOME, BREAK):
            state.activity(step)
    _within("steps", len(command.steps), 0, LONGEST_PLAN)
    if command.cut:
        _one_of("cut", command.cut, tuple(state.deck.cuts))
    if command.steps == state.plan and command.cut in ("", state.cut):
        return Decision(repeated=True)
    return Decision((e.Planned(command.steps, command.cut),))


def _begin(state: State, command: c.Begin, now: int) -> Decision:
    _one_of("pause", command.pause, (WELCOME, BREAK))
    if state.step == command.pause:
        return Decision(repeated=True)
    return Decision((*_close_open(state, "next"), e.PauseBegan(command.pause)))


def _note(state: State, command: c.Note, now: int) -> Decision:
    if not command.text.strip():
        raise TamtamError("text_empty", field="text")
    if len(command.text) > LONGEST_NOTE:
        raise TamtamError("text_too_long", field="text", longest=LONGEST_NOTE)
    if command.activity is not None:
        state.activity(command.activity)
    return Decision((e.Noted(command.text, command.activity),))


def _end(state: State, command: c.End, now: int) -> Decision:
    if state.over:
        return Decision(repeated=True)
    return Decision((*_close_open(state, "end"), e.SessionClosed()))


def _prune(state: State, command: c.Prune, now: int) -> Decision:
    if state.pruned:
        return Decision(repeated=True)
    return Decision((*_end(state, c.End(), now).events, e.Pruned()), prune=True)


def _grant(state: State, command: c.Grant, now: int) -> Decision:
    _one_of("use", command.use, c.LINKS)
    if len(command.digest) != LENGTH_OF_DIGEST:
        problem = f"{LENGTH_OF_DIGEST} bytes expected, {len(command.digest)} given"
        raise TamtamError("unreadable", field="digest", problem=problem)
    return Decision(credentials=(c.Credential(command.use, command.digest),))


def _revoke(state: State, command: c.Revoke, now: int) -> Decision:
    _one_of("use", command.use, c.LINKS)
    return Decision(revoke=command.use)


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise TamtamError("not_an_option", field=field, options=", ".join(allowed))


def _within(field: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise TamtamError("out_of_range", field=field, low=low, high=high)


_DECIDE: Mapping[type, Callable[[State, Any, int], Decision]] = {
    c.Join: _join,
    c.Recognise: _recognise,
    c.Answer: _answer,
    c.Rename: _rename,
    c.Speak: _speak,
    c.Forget: _forget,
    c.Open: _open,
    c.Close: _close,
    c.Reveal: _reveal,
    c.Time: _time,
    c.Seat: _seat,
    c.Plan: _plan,
    c.Begin: _begin,
    c.Note: _note,
    c.End: _end,
    c.Prune: _prune,
    c.Grant: _grant,
    c.Revoke: _revoke,
}
