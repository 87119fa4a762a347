"""What a kind of activity is: the contract that every file of this folder keeps.

A kind is one Python file here and one form module in `assets/forms/`; nothing else changes to add
one. `slots`, `validate` and `tally` run inside the server, so they are plain Python; `standing` may
use numpy through `tamtam.standing`. One contract test runs over every kind.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tamtam import charts
from tamtam.deck.deck import Activity, Text
from tamtam.kinds.parts import classes, mirror, scale
from tamtam.kinds.parts.history import History
from tamtam.kinds.parts.tally import Slot, Tally
from tamtam.kinds.parts.track import Sides, Track
from tamtam.kinds.parts.words import Words
from tamtam.language import texts
from tamtam.language.errors import TamtamError
from tamtam.language.texts import pick
from tamtam.standing.standing import ItemStanding, Standing, Table


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """The options of a kind that has none."""


class Round(NamedTuple):
    """A part of an activity that is gone through step by step.

    In it answers to `phases` are taken (None: to all), items are collected if it `collects`. People
    sit together for it where it has a `formation`. It ends when the facilitator says so, when
    its `seconds` are up, unless they are only shown (`by_hand`), or, with `waits_for_all`, when
    everybody whom it asks has answered. Where it has a `question`, that stands in place of the activity's.
    """

    name: str
    phases: tuple[str, ...] | None = None
    collects: bool = False
    seconds: int | None = None
    waits_for_all: bool = False
    formation: str = ""
    by_hand: bool = False
    question: Text | None = None

    def takes(self, slot: Slot) -> bool:
        """Whether answers to a slot are taken in it."""
        return self.phases is None or slot[1] in self.phases


#: Each participant's answers, by slot.
Answers = Mapping[str, Mapping[Slot, Any]]


@dataclass(frozen=True, slots=True)
class GatheredAnswers:
    """What was gathered in one turn of an activity: all that a standing may rest on.

    `n` people gave at least one answer; from `min_answers` on they are shown. `answers` are each
    participant's own, `related` those to the activities that `Kind.related` names, by activity;
    `source` is what the room was shown of the one that `Kind.source` names, None where not its chart;
    `tables` says who sat together, by the table's number, seat by seat: "" is the seat of someone who
    was forgotten; `over` how many rounds are over; `seed` is the session's, for what chance decides,
    the same on any machine; `history` is what the kind keeps of the order in which answers came;
    `resting` are the items that are asked no more, the room having brought enough of its own; `waiting`
    those that nobody was dealt; `reworded`
    those that the activity which it `Kind.repeats` asked in other words;
    `backing` counts by how many people each shown item was written, those merged into it among them.
    """

    turn: int
    tally: Tally
    n: int
    min_answers: int
    answers: Answers = field(default_factory=dict)
    related: Mapping[str, Answers] = field(default_factory=dict)
    tables: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    over: int = 0
    seed: int = 0
    source: Standing | None = None
    history: History | None = None
    resting: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    reworded: frozenset[str] = frozenset()
    backing: Callable[[], Mapping[str, int]] = dict


class Replay(NamedTuple):
    """What a game alone paid, and what it would have paid: to oneself, and to each other on average.

    `more` is by how much each gift would have been higher, `sorts` those of the simulated players.
    """

    mine: float
    theirs: float
    more: int
    mine_then: float
    theirs_then: float
    sorts: tuple[str, ...]


class SimulatedPerson(NamedTuple):
    """A simulated person: the letter of their camp, "" where there are none, and what they answer."""

    camp: str
    answers: Mapping[Slot, Any]


class Among(NamedTuple):
    """Oneself among simulated people, as a kind sees it: sentences, each saying so, and SVG pictures."""

    sentences: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


#: Whoever plays a game alone, among its simulated players.
ONESELF = "you"


class Kind(ABC):
    """One sort of activity: what may be answered, how answers count, how the standing is drawn."""

    #: As `kind:` in deck.yaml; also the name of the form module.
    name: ClassVar[str]
    #: Whether only those may answer who sat at a table when it was opened; others watch.
    seated: ClassVar[bool] = False
    #: Whether what people propose stands beside the deck's items, which nobody then hides or merges.
    beside: ClassVar[bool] = False
    #: What has to be asked before it: a kind, and its own option that names the activity of that kind.
    stands_on: ClassVar[tuple[str, str] | None] = None
    #: Whether its items are its own, so that their words alone are an author's to choose.
    own_items: ClassVar[bool] = False
    #: Whether its table tells more than counts of answers, so that results have it as a file of its own.
    tells_more: ClassVar[bool] = False
    #: Why it can't be answered on paper: a code of `errors.STATUS`; empty where it can.
    not_on_paper: ClassVar[str] = ""
    #: What is printed of it beside a ballot: a name of `authoring.printing.cards.PRINTOUTS`; "" for nothing.
    printout: ClassVar[str] = ""
    #: Whether its answers are written on that printout, so that no ballot is printed.
    without_ballot: ClassVar[bool] = False
    #: At most so many items stand in its chart, whatever there are (the table has all); None for all.
    most_drawn: ClassVar[int | None] = None
    #: The values of its scale as far as classes need them, where distributions have only what was given.
    scale_of_parts: ClassVar[tuple[int, ...]] = ()
    #: What of a standing's details its form draws on a phone, and which of its items' measures.
    details_on_phones: ClassVar[tuple[str, ...]] = ()
    measures_on_phones: ClassVar[tuple[str, ...]] = ()
    #: Which of its options phones are not told: what is revealed stands in the standing's details.
    kept_back: ClassVar[tuple[str, ...]] = ()
    #: What its standing can come to: of a deck's debrief questions only these are ever asked.
    outcomes: ClassVar[tuple[str, ...]] = ("together", "split", "scattered", "gap")
    #: What it may claim, and in which directions: "gap.more". Keys of a deck's debriefs begin so.
    claims: ClassVar[tuple[str, ...]] = ()
    #: The sorts of simulated players that one may choose who plays it alone; none where it is no game.
    players: ClassVar[tuple[str, ...]] = ()
    #: The numbers that one person's answers come to, on which a deck may let them bet.
    numbers: ClassVar[tuple[str, ...]] = ("moved",)
    #: Whether what one answers can stand beside what others do: not where each speaks of their own.
    comparable: ClassVar[bool] = True
    #: Whether `among` says all there is to say of simulated people beside one's own answers.
    only_in_pictures: ClassVar[bool] = False
    #: Whether what is written in it is a step that somebody wants to take.
    plans: ClassVar[bool] = False
    #: Whether somebody alone is asked about what they wrote themselves.
    asks_about_own: ClassVar[bool] = True
    #: What `options:` may hold in deck.yaml.
    Options: ClassVar[type[Struct]] = NoOptions

    def check(self, activity: Activity) -> Iterator[tuple[str, str]]:
        """Mistakes that an activity's types allow: (field path, what is allowed), in English."""
        return iter(())

    def debriefs(self, activity: Activity) -> frozenset[str]:
        """Every key under which a deck may have a question for what exactly is claimed of it."""
        sorts = {part for claim in self.claims for part in (claim, claim.partition(".")[0])}
        items = [item.id for item in activity.items]
        return frozenset((*sorts, *(f"{sort}.{item}" for sort in sorts for item in items)))

    @abstractmethod
    def slots(self, activity: Activity) -> tuple[Slot, ...]:
        """Everything a participant is asked, in the order it is asked."""

    @abstractmethod
    def validate(self, activity: Activity, slot: Slot, value: Any) -> Any:
        """The answer in canonical form; raises TamtamError (422) saying what is allowed.

        `slot` is one of `slots(activity)`.
        """

    @abstractmethod
    def tally(self, activity: Activity) -> Tally:
        """An empty tally."""

    def history(self, activity: Activity, min_answers: int) -> History | None:
        """An empty history, where the order of answers counts as well; None where it doesn't."""
        return None

    def rounds(self, activity: Activity) -> tuple[Round, ...]:
        """The rounds it is gone through in; none where all of it is asked at once."""
        collect = activity.collect
        if collect is None or not (collect.first or collect.ladder):
            return ()
        if not collect.ladder:
            return Round("collect", phases=(), collects=True), Round("answer")
        steps = (
            Round(
                *(name, (), True, round(60 * minutes)),
                formation="" if name == "alone" else name,
                by_hand=True,
            )
            for name, minutes in collect.ladder.items()
        )
        return *steps, Round("answer")

    def optional(self, slot: Slot) -> bool:
        """Whether one has done what a round asks without answering this."""
        return False

    def announced(
        self, activity: Activity, round: Round | None, collects: bool
    ) -> tuple[Text, ...]:
        """What everybody may read beside the question while it is answered: its items, or a game's rules.

        What people propose is read once nothing more is collected.
        """
        return tuple(item.text for item in activity.items if not (collects and item.is_proposed))

    def told(
        self, activity: Activity, gathered: GatheredAnswers, participant: str
    ) -> dict[str, Any] | None:
        """What a participant is told of a game: how it goes, and of the rounds that are over.

        None where there is nothing to tell. Runs inside the server, so it is plain Python.
        """
        return None

    def order(
        self, activity: Activity, gathered: GatheredAnswers, participant: str
    ) -> tuple[str, ...] | None:
        """The ids of the items in the order in which a participant is asked them.

        None where they stand as they are. Told while answers come in, so it may not tell what they
        are. Runs inside the server, so it is plain Python.
        """
        return None

    def related(self, activity: Activity) -> tuple[str, ...]:
        """Ids of other activities whose answers its standing rests on too."""
        return ()

    def repeats(self, activity: Activity) -> str:
        """The activity whose items it asks again, in the same words; "" where it asks its own."""
        return ""

    def source(self, activity: Activity) -> str:
        """The activity some of whose items it asks about, once the room was shown it; "" without."""
        return ""

    def carries(self, activity: Activity, shown: Standing) -> tuple[str, ...]:
        """Which items of its source it asks about instead of its own, by what was `shown` of that.

        Decided when it is opened, inside the server, so it is plain Python.
        """
        return ()

    def sides(self, activity: Activity, slot: Slot) -> Sides | None:
        """Which answers are a yes and which a no where this is crossed with another question.

        None where it can't be. Words for both stand in the kind's file under ``crossed``.
        """
        return None

    # --- on paper

    def values(self, activity: Activity, slot: Slot) -> tuple[Any, ...]:
        """All values that a slot may be answered with; none where they are too many to list."""
        return ()

    def parts(self, activity: Activity, slot: Slot) -> tuple[str, ...]:
        """The ids of the items that one answer has a number for each; none where it is one value."""
        return ()

    def assembled(self, activity: Activity, parts: Mapping[str, int]) -> Any:
        """The answer that has these `parts`, as they are written on paper; for `validate` to judge."""
        return dict(parts)

    def is_counted(self, activity: Activity) -> bool:
        """Whether how often each value was given is all that its standing tells."""
        return False

    # --- asked again

    def tracks(self, activity: Activity) -> tuple[Track, ...]:
        """What is followed when it is asked again: each item in each phase, from one time to the next.

        By default the shares of those who say yes, as `sides` has them; nothing where there are none:
        then two times stand side by side.
        """
        words, slots = Words(self.name), self.slots(activity)
        by_phase = (slot for phase in activity.phases for slot in slots if slot[1] == phase)
        sides = ((slot, self.sides(activity, slot)) for slot in by_phase)
        return tuple(
            Track.share(*slot, found, words.both("crossed.yes"))
            for slot, found in sides
            if found is not None
        )

    def standing(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        """Where people stand, in the deck's languages; of fewer than `min_answers` only how many they are.

        With `min_answers` 1 it describes a person studying alone.
        """
        return self._standing(activity, gathered).spoken(activity.languages)

    def _standing(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        n, min_answers = gathered.n, gathered.min_answers
        if n >= max(min_answers, 1):
            found = self.found(activity, gathered)
            return found if min_answers == 1 else classes.in_classes(found, self.scale_of_parts)
        head = (activity.id, gathered.turn, self.name, n, min_answers)
        return Standing(*head, "few", self.few(n, min_answers))

    def few(self, n: int, min_answers: int) -> Text:
        """What is said where there are too few, `n`, of what is counted."""
        return scale.few(n, min_answers)

    @abstractmethod
    def found(self, activity: Activity, gathered: GatheredAnswers) -> Standing:
        """Where people stand, of whom there are enough; what rests on fewer of them is left out."""

    @abstractmethod
    def figure(
        self,
        activity: Activity,
        standing: Standing,
        language: str,
        canvas: charts.Canvas = charts.PAGE,
    ) -> dict[str, Any]:
        """The chart as a plain Plotly figure (`data`, `layout`), every text of it escaped."""

    @abstractmethod
    def caption(self, activity: Activity, standing: Standing, language: str) -> str:
        """The chart in words, for those who don't see it: what is drawn and what it says."""

    @abstractmethod
    def table(self, activity: Activity, standing: Standing, language: str) -> Table:
        """The numbers under the chart."""

    def people(self, standing: Standing, language: str) -> str:
        """How many answered, in words, under the sentence of its chart."""
        return charts.people(standing, language)

    def quotes(self, activity: Activity, standing: Standing, language: str) -> tuple[str, ...]:
        """What people wrote that everybody may read, in the order it came; for reading aloud."""
        return ()

    def figures_aloud(self, activity: Activity, standing: Standing, language: str) -> str:
        """The numbers of its chart in a few words; empty where the sentence is all there is to read."""
        return ""

    def on_phones(self, standing: Standing) -> Standing:
        """What of a revealed standing leaves for phones: what its form draws there, and nothing else."""
        items = (
            replace(
                item,
                claim=None,
                measures=tuple(m for m in item.measures if m.name in self.measures_on_phones),
            )
            for item in standing.items
        )
        kept = {k: v for k, v in standing.details.items() if k in self.details_on_phones}
        return replace(standing, items=tuple(items), details=kept, measures=(), claims=())

    def facets(self, activity: Activity) -> tuple[str, ...]:
        """What its chart may show one at a time beside the whole: ids, in their order; pages by default."""
        return self.pages(activity)

    def facet(self, activity: Activity, standing: Standing, name: str) -> Standing:
        """What a standing says of one of its facets, which `figure`, `caption` and `table` take as any.

        It rests on nothing but that standing, so that what is frozen stays frozen.
        """
        pages = self.pages(activity)
        if name not in pages:
            return standing
        most, at = -(-len(activity.items) // len(pages)), pages.index(name)  # none nearly empty
        items = self.in_order(activity, standing.items)[at * most : (at + 1) * most]
        return replace(standing, items=tuple(items))

    def most_on_wall(self, activity: Activity) -> int:
        """How many of its items a wall shows at once: more are turned page by page."""
        return 12

    def pages(self, activity: Activity) -> tuple[str, ...]:
        """The facets that a wall turns through in place of the whole, as there is no room for all of it."""
        of = -(-len(activity.items) // self.most_on_wall(activity))
        return tuple(f"{page}/{of}" for page in range(1, of + 1)) if of > 1 else ()

    def in_order(
        self, activity: Activity, items: tuple[ItemStanding, ...]
    ) -> Sequence[ItemStanding]:
        """The items in the order in which its chart has them."""
        return items

    def facet_name(self, activity: Activity, name: str, language: str) -> str:
        """What a facet is called, for whoever chooses one; an item's text where it is an item."""
        item = activity.item(name)
        if item:
            return pick(item.text, language)
        page, _, of = name.partition("/")
        return texts.text(language, "standing.page", n=page, of=of) if of else name

    def propose(self, activity: Activity, rng: random.Random) -> tuple[Text, ...]:
        """The items that a simulated participant proposes where an activity collects them."""
        collect = activity.collect
        if collect is None:
            return ()
        return tuple(rng.sample(collect.examples, min(len(collect.examples), collect.most, 2)))

    def value_name(self, activity: Activity, value: str, language: str) -> str:
        """What a counted value means, for the codebook; empty where a number says it itself.

        By default what stands under ``values`` in the kind's words.
        """
        return str(Words(self.name).section(language, "values").get(value, ""))

    def aspect_name(self, activity: Activity, aspect: str, language: str) -> str:
        """What a phase is called, or what its slots ask of an item behind a dot: "today", "effort".

        By default what stands under ``aspects`` in the kind's words, else as all kinds call it.
        """
        own = Words(self.name).section(language, "aspects").get(aspect)
        return str(own or scale.phase_name(aspect, language))

    def side_name(self, activity: Activity, side: str, language: str) -> str:
        """What a side is called on which a claim says that people are; for whoever reads a guide."""
        own = Words(self.name).section(language, "called").get(side)
        return str(own or self.value_name(activity, side, language))

    # --- someone alone

    def written_aside(self, drafts: Mapping[str, Any]) -> tuple[str, ...]:
        """What somebody wrote into the form that stays there, as its drafts hold it; nothing by default."""
        return ()

    def mirror(
        self, activity: Activity, own: Mapping[Slot, Any], language: str
    ) -> tuple[mirror.MirrorLine, ...]:
        """What somebody sees of their own answers, line by line, where there is nobody else.

        By default one line an item, with a mark for each phase that was answered.
        """
        lines = []
        for item in activity.items:
            slots = [slot for slot in self.mirrored(activity) if slot[0] == item.id and slot in own]
            marks = (
                mirror.mark(
                    slot[1],
                    self.phase_words(slot[1], language),
                    self.answer_words(activity, own[slot], language),
                    mirror.place(own[slot], self.ends(activity, slot)),
                )
                for slot in slots
            )
            if slots:
                lines.append(mirror.line(texts.pick(item.text, language), marks))
        return tuple(lines)

    def phase_words(self, phase: str, language: str) -> str:
        """A phase as its form calls it, for one who is alone with it."""
        own = Words(self.name).section(language, "own_phases").get(phase)
        return str(own or scale.phase_name(phase, language))

    def drawn_alone(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """A picture of one's own answers, as SVG with every word escaped; none by default."""
        return ""

    def mirrored(self, activity: Activity) -> tuple[Slot, ...]:
        """The slots whose answers a mirror shows; those of a related activity may be among them."""
        return self.slots(activity)

    def ends(self, activity: Activity, slot: Slot) -> tuple[int, int] | None:
        """The least and the most that a slot may be answered with, where answers are numbers."""
        return mirror.ends_of(self.values(activity, slot))

    def answer_words(self, activity: Activity, value: Any, language: str) -> str:
        """One answer as its author reads it: its name, a number as numbers are written there."""
        named = self.value_name(activity, str(value), language)
        return named or str(texts.number(language, value))

    def of_oneself(self, activity: Activity, own: Mapping[Slot, Any], language: str) -> str:
        """One sentence to somebody alone about their answers; "" where the standing of one says it."""
        return ""

    def numbers_of(
        self, activity: Activity, own: Mapping[Slot, Any], others: Sequence[Mapping[Slot, Any]]
    ) -> dict[str, float]:
        """What one's own answers come to, by the names in `numbers`; without those that are still open.

        `others` is what simulated people answered. By default how many items one answers otherwise in
        their second phase, once all of them were answered in both.
        """
        steps = self.steps(activity, own)
        return {} if steps is None else {"moved": sum(a != b for a, b in steps)}

    def numbers_by_item(self, activity: Activity, own: Mapping[Slot, Any]) -> dict[str, float]:
        """What one's own answers come to item by item: the number that was given; of two, the step."""
        found = {}
        for item in activity.items:
            slots = [slot for slot in self.slots(activity) if slot[0] == item.id]
            given = [own[slot] for slot in slots if type(own.get(slot)) is int]
            if given and len(given) == len(slots):
                found[item.id] = given[-1] - given[0] if len(given) > 1 else given[0]
        return found

    def steps(
        self, activity: Activity, own: Mapping[Slot, Any]
    ) -> tuple[tuple[Any, Any], ...] | None:
        """Of each item the answers in its two phases; None while one is missing."""
        slots: dict[str, list[Slot]] = {}
        for slot in self.mirrored(activity):
            if activity.item(slot[0]):
                slots.setdefault(slot[0], []).append(slot)
        if not slots or any(len(two) != 2 or not own.keys() >= set(two) for two in slots.values()):
            return None
        return tuple((own[first], own[second]) for first, second in slots.values())

    def company(
        self, activity: Activity, own: Mapping[Slot, Any], players: tuple[str, ...], seed: int
    ) -> GatheredAnswers | None:
        """A game that somebody plays alone: they themselves, as `ONESELF`, at a table with simulated players.

        What those give follows from the seed, their sorts and one's own answers: nothing is stored of it.
        Without `players` chance draws them. None where it is no game.
        """
        return None

    def what_if(
        self, activity: Activity, own: Mapping[Slot, Any], players: tuple[str, ...], seed: int
    ) -> Replay | None:
        """A game that was played alone, once it is over, and how it would have gone otherwise."""
        return None

    def among(
        self,
        activity: Activity,
        own: Mapping[Slot, Any],
        people: Sequence[SimulatedPerson],
        language: str,
    ) -> Among:
        """Oneself among simulated people, beyond how many of them answered the same; by default nothing."""
        return Among()

    def simulated_camp(self, rng: random.Random) -> str:
        """The letter of the camp that a simulated person belongs to, by what chance decides first; or ""."""
        return ""

    @abstractmethod
    def simulate(self, activity: Activity, rng: random.Random) -> dict[Slot, Any]:
        """What a simulated participant answers: values that `validate` accepts, slot by slot."""

    def respond(
        self, activity: Activity, rng: random.Random, told: dict[str, Any] | None
    ) -> dict[Slot, Any]:
        """What a simulated participant answers now who was `told` so much of the rounds before.

        In each round of a turn `rng` starts from the same seed: who begins as a free rider stays one.
        """
        return self.simulate(activity, rng)


def whole_number(value: Any, low: int, high: int) -> int:
    """`value`, if it is a whole number from `low` to `high`; raises TamtamError (422) otherwise."""
    if type(value) is not int:  # a bool is an int to Python, and no answer
        raise refuse("not_a_whole_number", low=low, high=high)
    if not low <= value <= high:
        raise refuse("out_of_range", low=low, high=high)
    return value


def one_of(value: Any, allowed: Sequence[str]) -> str:
    """`value`, if it is one of `allowed`; raises TamtamError (422) naming them otherwise."""
    if not isinstance(value, str) or value not in allowed:
        raise refuse("not_an_option", options=", ".join(allowed))
    return value


def refuse(code: str, **values: Any) -> TamtamError:
    """The error for a value that isn't allowed."""
    return TamtamError(code, field="value", **values)
