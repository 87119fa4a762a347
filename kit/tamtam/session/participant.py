"""Somebody in a session: an id and an alias, and what they want kept of them."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Participant:
    """Someone in the session: the `number`-th who came in.

    `table` is where they sit, None before that; with `extra_time` an activity stays open
    for them a while longer; `ratings` is what they say of the session, by question; `kept` is what
    somebody alone keeps beside their answers, by its name. With `comparable` they want to be compared with
    themselves when the same is asked again; `former` is who they were in the session that this one asks
    again, "" where they don't say.
    """

    id: str
    alias: str
    language: str
    simulated: bool
    joined_at: int
    number: int
    table: int | None = None
    extra_time: bool = False
    ratings: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int | str | tuple[str, ...]] = field(default_factory=dict)
    comparable: bool = False
    former: str = ""
