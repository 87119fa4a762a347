"""A whole workshop walked through as it is rehearsed, in no time: same people, same door, a clock of ours."""

from dataclasses import dataclass, field
from pathlib import Path

from tamtam.deck.deck import BREAK, WELCOME
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.notebook.simulated import SimulatedAnswers, dealt_of
from tamtam.server.views import phone as phone_view
from tamtam.session import commands as c
from tamtam.session.activity import ActivityState
from tamtam.session.log import Log, Store, open_store

from tests import decks

#: When it begins: 08:12 on 24 November 2026 (ms since 1970).
MORNING = 1_795_507_920_000
#: What happens to people too: they have said enough.
LEFT_OUT = ("enough_proposed",)


@dataclass
class Walk:
    """A session of a cut with so many simulated people; `took` has the ms each step took by its clock."""

    folder: Path
    cut: str
    people: int
    language: str = "en"
    audience: str = "team"
    took: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = MORNING
        self.store: Store = open_store(self.folder / "sessions.sqlite", lambda: self.now)
        deck = decks.shipped()
        new = {"cut": self.cut, "language": self.language, "audience": self.audience}
        self.code = self.store.create(
            c.NewSession("trois_constats", deck, seed=1, rehearsal=True, **new)  # type: ignore[arg-type]
        )
        self.do(*(c.Join(_id(n), f"Person {n}", self.language, True) for n in self._numbers()))

    @property
    def log(self) -> Log:
        log = self.store.log(self.code)
        log.refresh()
        return log

    def do(self, *commands: c.AnyCommand) -> None:
        for done in self.store.run([(self.code, command) for command in commands]):
            if isinstance(done, TamtamError) and done.code not in LEFT_OUT:
                raise done

    def to_the_end(self) -> None:
        """Every step of the cut, pauses too, one after the other; then the session is over."""
        state = self.log.state
        for step in state.deck.steps(self.cut):
            began = self.now
            if step in (WELCOME, BREAK):
                self.do(c.Begin(step))
            else:
                self._ask(step)
            self.now = began + round(60_000 * state.deck.minutes(step, self.cut))
            self.took[step] = self.now - began
        self.do(c.Agree("Whoever does the work sets the hours", "the team", "the 1st"))
        self.do(c.End())

    def _ask(self, activity: str) -> None:
        self.do(c.Open(activity))
        asked = self.log.state.activity(activity)
        while asked.status == "open":
            self._take_part(asked)
            self.now += 20_000
            if not asked.rounds:
                break
            self.do(c.Advance(activity, asked.turn.round))
        standing = self.log.state.standing(activity).to_json()
        self.do(c.Reveal(activity, standing, self.log.state.position))

    def _take_part(self, asked: ActivityState) -> None:
        """Everybody does what is asked now; what they propose is approved, told twice it is merged."""
        turn, activity = asked.turn.number, asked.activity
        bots = [SimulatedAnswers(n, 1, self.language) for n in self._numbers()]
        if asked.collects:
            self.do(
                *(
                    c.Propose(activity.id, text, f"{activity.id}{at}", _id(bot.number))
                    for bot in bots
                    for at, text in enumerate(bot.proposes(activity, bot.chance(activity, turn)))
                )
            )
            self.do(*self._approving(asked))
        self.do(*(answer for bot in bots for answer in self._answers(asked, bot)))

    def _approving(self, asked: ActivityState) -> list[c.AnyCommand]:
        first: dict[str, str] = {}
        done: list[c.AnyCommand] = []
        for id, one in asked.proposals.items():
            same = first.setdefault(texts.pick(one.item.text, self.language), id)
            if one.status == "held":
                again = c.Merge(asked.activity.id, id, same)
                done.append(c.Show(asked.activity.id, id) if same == id else again)
        return done

    def _answers(self, asked: ActivityState, bot: SimulatedAnswers) -> list[c.AnyCommand]:
        state, activity, turn = self.log.state, asked.activity, asked.turn
        mine = phone_view.mine(state, asked, state.participants[_id(bot.number)])
        if mine["watches"]:
            return []
        chance = bot.chance(activity, turn.number)
        if asked.collects:
            bot.proposes(activity, chance)  # as in a rehearsal: what is written comes first
        phases = asked.round.phases if asked.round else None
        told = mine["told"] if asked.kind.seated else None
        answers = dealt_of(bot.answers(activity, chance, told, phases), mine["dealt"])
        return [
            c.Answer(
                _id(bot.number), activity.id, *slot, value, f"{activity.id}{turn.round}{slot}"[:64]
            )
            for slot, value in answers.items()
            if slot in asked.slots
        ]

    def _numbers(self) -> range:
        return range(1, self.people + 1)


def _id(number: int) -> str:
    return f"id{number:06}"
