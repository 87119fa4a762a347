"""Who is in: coming in, being recognised, names, languages, being forgotten; links."""

from tamtam.language import texts
from tamtam.language.characters import name_key, visible
from tamtam.language.errors import TamtamError
from tamtam.session import commands as c
from tamtam.session import events as e
from tamtam.session.rules.decision import Decision, one_of, within
from tamtam.session.rules.seating import late
from tamtam.session.state import State

LONGEST_ALIAS = 30
LENGTH_OF_DIGEST = 32
#: What one is asked of the session itself, and from where to where one answers.
RATED = ("worth", "spoken")
STEPS = (1, 5)


def join(state: State, command: c.Join, now: int) -> Decision:
    """Come in, under an alias nobody else has; where there are tables, to one of them."""
    if command.participant in state.participants:
        return Decision(repeated=True)
    if state.door_closed:
        raise TamtamError("door_closed", code=state.code)
    if command.simulated and not state.session.rehearsal:
        raise TamtamError("not_a_rehearsal", code=state.code)
    alias = (
        _free_alias(state, command.alias)
        if command.alias.strip()
        else _made_up(state, command.language)
    )
    joined = e.Joined(
        command.participant,
        alias,
        _language(state, command.language),
        command.simulated,
        state.came + 1,
    )
    return Decision(
        (joined, *late(state, command.participant)),
        participant=command.participant,
        credentials=command.credentials,
    )


def recognise(state: State, command: c.Recognise, now: int) -> Decision:
    """Be known by further credentials."""
    if command.participant not in state.participants:
        raise TamtamError("no_such_participant", participant=command.participant)
    return Decision(participant=command.participant, credentials=command.credentials)


def rename(state: State, command: c.Rename, now: int) -> Decision:
    """Take another alias."""
    participant = state.participant(command.participant)
    alias = _clean_alias(command.alias)
    if alias == participant.alias:
        return Decision(repeated=True)
    if state.aliases.get(name_key(alias), participant.id) != participant.id:
        raise TamtamError("alias_taken", field="alias", suggestion=_numbered(state, alias))
    return Decision((e.Renamed(command.participant, alias),))


def speak(state: State, command: c.Speak, now: int) -> Decision:
    """Read in another language."""
    participant = state.participant(command.participant)
    language = _language(state, command.language)
    if language == participant.language:
        return Decision(repeated=True)
    return Decision((e.LanguageChosen(command.participant, language),))


def allow_comparison(state: State, command: c.AllowComparison, now: int) -> Decision:
    """Want to be compared with oneself later, or no more; what was spared for it alone goes then."""
    participant = state.participant(command.participant)
    if command.allowed == participant.comparable:
        return Decision(repeated=True)
    if command.allowed and (state.pruned or not state.deck.asked_again()):
        raise TamtamError("not_asked_again", field="allowed")
    said = e.ComparisonAllowed(command.participant, command.allowed)
    if not state.spares:
        return Decision((said,))
    spared = frozenset(one for one in state.spared() if one[0] != command.participant)
    pruned = e.PrunedButSpared() if spared else e.Pruned()
    return Decision((said, pruned), prune=True, spare=spared)


def name_former(state: State, command: c.NameFormer, now: int) -> Decision:
    """Be who one was in the session that this one asks again; nobody is so twice."""
    participant = state.participant(command.participant)
    if command.former == participant.former:
        return Decision(repeated=True)
    taken = {one.former for one in state.participants.values()}
    if command.former and (not state.session.follows or command.former in taken):
        raise TamtamError("no_former_answers", field="words")
    return Decision((e.FormerNamed(command.participant, command.former),))


def extra_time(state: State, command: c.ExtraTime, now: int) -> Decision:
    """Have extra time, or no more."""
    participant = state.participants.get(command.participant)
    if participant is None:
        raise TamtamError("no_such_participant", participant=command.participant)
    if participant.extra_time == command.granted:
        return Decision(repeated=True)
    return Decision((e.ExtraTimeSet(command.participant, command.granted),))


def rate(state: State, command: c.Rate, now: int) -> Decision:
    """Say how one found the session."""
    participant = state.participants.get(command.participant)
    if participant is None:
        raise TamtamError("no_such_participant", participant=command.participant)
    one_of("question", command.question, RATED)
    within("value", command.value, *STEPS)
    if participant.ratings.get(command.question) == command.value:
        return Decision(repeated=True)
    return Decision((e.Rated(command.participant, command.question, command.value),))


def forget(state: State, command: c.Forget, now: int) -> Decision:
    """Be erased."""
    if command.participant not in state.participants:
        return Decision(repeated=True)
    return Decision((e.Forgotten(command.participant),), erase=(command.participant,))


def remove(state: State, command: c.Remove, now: int) -> Decision:
    """Be erased together."""
    known = tuple(id for id in dict.fromkeys(command.participants) if id in state.participants)
    return Decision(tuple(map(e.Forgotten, known)), repeated=not known, erase=known)


def door(state: State, command: c.Door, now: int) -> Decision:
    """Let nobody new in, or let people in again."""
    if command.closed == state.door_closed:
        return Decision(repeated=True)
    return Decision((e.DoorTurned(command.closed),))


def _language(state: State, language: str) -> str:
    """One of the deck's languages: the one that was asked for, else the session's."""
    return language if language in state.deck.languages else state.session.language


def _clean_alias(alias: str) -> str:
    clean = visible(alias)
    if not 0 < len(clean) <= LONGEST_ALIAS:
        raise TamtamError("bad_alias", field="alias", longest=LONGEST_ALIAS)
    return clean


def _free_alias(state: State, alias: str) -> str:
    clean = _clean_alias(alias)
    if name_key(clean) in state.aliases:
        raise TamtamError("alias_taken", field="alias", suggestion=_numbered(state, clean))
    return clean


def _made_up(state: State, language: str) -> str:
    return _numbered(
        state, texts.text(_language(state, language), "server.alias"), len(state.participants) + 1
    )


def _numbered(state: State, alias: str, number: int = 2) -> str:
    while name_key(f"{alias} {number}") in state.aliases:
        number += 1
    return f"{alias} {number}"


# --- who has a link


def grant(state: State, command: c.Grant, now: int) -> Decision:
    """Let who has a secret do what a link is for."""
    one_of("use", command.use, c.LINKS)
    if len(command.digest) != LENGTH_OF_DIGEST:
        problem = f"{LENGTH_OF_DIGEST} bytes expected, {len(command.digest)} given"
        raise TamtamError("unreadable", field="digest", problem=problem)
    return Decision(credentials=(c.Credential(command.use, command.digest),))


def revoke(state: State, command: c.Revoke, now: int) -> Decision:
    """Make every link for a use worthless."""
    one_of("use", command.use, c.LINKS)
    return Decision(revoke=command.use)
