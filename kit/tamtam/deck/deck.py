"""A deck: what a workshop asks, in which order, in which languages. Frozen; a leaf of the imports.

`deck_file.py` reads one from YAML and names every mistake; a session keeps its deck in the log.
"""

import re
from collections.abc import Iterable
from math import inf
from typing import Any, Literal

import msgspec
from msgspec import Struct

#: The same words in several languages: ``{"fr": "Oui", "en": "Yes"}``.
Text = dict[str, str]

AUDIENCES = ("team", "mixed", "alone")
CUTS = ("half_day", "two_hours", "one_hour", "again", "alone")
#: The cut that a session asks that follows another, 90 days on.
AGAIN = "again"
#: Between how many minutes a cut that is called by a length has that length.
_USUAL = {"half_day": (150, 300), "two_hours": (90, 150), "one_hour": (45, 80)}
#: What a cut may grant minutes to beside activities; the reserve is for nothing in particular.
WELCOME, BREAK, RESERVE = PAUSES = ("welcome", "break", "reserve")
#: The id of what phones say beside any activity: questions and the pace. No activity may have it.
BACKCHANNEL = "aside"
#: What items are called that people propose; no item of a deck that collects them is called so.
PROPOSED = re.compile(r"p\d+")


class Picture(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A picture beside an item: its `file` in the workshop's folder, and `alt`, what is to be seen on it.

    `data` is what the file held when the deck was read: so a session keeps it as it was, with its deck.
    No deck file says it.
    """

    file: str
    alt: Text
    data: bytes = b""


class Item(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing to answer about inside an activity: a statement, a flow, a value, a decision.

    It may have a `picture`, which never says what `text` doesn't.
    """

    id: str
    text: Text
    hint: Text | None = None
    group: str = ""
    picture: Picture | None = None

    @property
    def is_proposed(self) -> bool:
        """Whether it was proposed in a session."""
        return bool(PROPOSED.fullmatch(self.id))


class Wording(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said differently to one audience.

    Title, question, what is asked for where items are collected, question to think on, items by their id.
    """

    title: Text | None = None
    question: Text | None = None
    question_d: Text | None = None
    prompt: Text | None = None
    items: dict[str, Text] = {}


class Debrief(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The question to ask after the reveal, for each outcome of the standing.

    `claims` has questions for what exactly is said, looked for before them: by what sort of claim it is
    ("gap", "wish"), its direction ("gap.more", "wish.missed") and its item ("gap.more.trust").
    """

    together: Text = {}
    split: Text = {}
    scattered: Text = {}
    gap: Text = {}
    claims: dict[str, Text] = {}

    def question(self, keys: Iterable[str]) -> Text:
        """The first question there is under any of some keys; empty without."""
        outcomes = msgspec.structs.asdict(self)
        found = (self.claims.get(key) or outcomes.get(key) for key in keys if key != "claims")
        return next(filter(None, found), {})


class Collect(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That items come from the people in the room, beside those the deck has.

    `prompt` asks for one; each participant may give `most` of at most `longest` characters. `held`
    ones wait until they are approved. With `first` items are collected in a round of its own, before
    they are answered; else both go on at once. With `ladder` they are collected in several, formation
    after formation, with minutes for each: ``{alone: 1, pairs: 2, fours: 4}``. `deal` is how many items
    each participant is dealt to answer at least, 0 for all of them: up to twice as many where items would
    have too few answers; of still more items some wait until it is asked again. `enough` is with how many
    items of the room shown the deck's own step back and are asked no more, 0 for never; what was answered
    to them counts. `examples` are what simulated participants propose.
    """

    prompt: Text
    most: int = 3
    longest: int = 140
    held: bool = True
    first: bool = False
    ladder: dict[str, float] = {}
    deal: int = 0
    enough: int = 0
    examples: tuple[Text, ...] = ()


class Activity(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing asked of everybody.

    `step` is its place in the storyboard ("0B"), `minutes` the bare activity. `phases` are those a
    participant answers for ("today", "wanted", "before", "after"). `options` belong to the kind.
    `collect` lets participants add to `items`. `formation` is how people sit together for it.
    `live` shows the standing while answers come in; else it waits for the reveal. `say`, `expect`,
    `debrief`, `question_d` and `pitfall` are for the facilitator only.
    """

    id: str
    step: str
    part: str
    kind: str
    title: Text
    question: Text
    minutes: float
    items: tuple[Item, ...] = ()
    collect: Collect | None = None
    formation: Literal["alone", "pairs", "trios", "fours", "tables"] = "alone"
    phases: tuple[str, ...] = ("today",)
    options: dict[str, Any] = {}
    wording: dict[str, Wording] = {}
    say: Text = {}
    expect: Text = {}
    question_d: Text = {}
    pitfall: Text = {}
    debrief: Debrief | None = None
    live: bool = False
    close_on_time: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its deck: in each stands every text."""
        return tuple(self.title)

    def item(self, id: str) -> Item | None:
        """The item called `id`, or None."""
        return next((item for item in self.items if item.id == id), None)

    def reworded(self, before: "Activity") -> frozenset[str]:
        """The ids of its items that `before` asks in other words."""
        asked = {item.id: item.text for item in before.items}
        return frozenset(i.id for i in self.items if asked.get(i.id, i.text) != i.text)


class CheckChoice(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One answer to a check of understanding: whether it is `right`, and `why`, said to whoever takes it."""

    text: Text
    why: Text
    right: bool = False


class Check(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A question that shows somebody alone whether they understood a part."""

    question: Text
    choices: tuple[CheckChoice, ...]


class Bet(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A guess that somebody alone makes before a surprise: a whole number from `low` to `high`.

    It is asked before the activity `before`. What happened is one's own: `of` names it, an activity and
    one of its kind's outcomes, as in "flows.more"; or it is a `fact` from a source, known beforehand.
    `told` says it, {n} standing for the number; after a fact its source.
    """

    id: str
    before: str
    question: Text
    high: int
    told: Text
    low: int = 0
    of: str = ""
    fact: int | None = None

    @property
    def about(self) -> tuple[str, str]:
        """The activity whose answers decide it, and which of its kind's outcomes; two "" for a fact."""
        activity, _, outcome = self.of.partition(".")
        return activity, outcome


#: What stands in an echo in the place of an item: each that both of its activities have.
EACH = "each"


class Echo(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Two things that somebody alone answered, side by side once both are there: do they agree?

    `first` and `second` each name an activity and a number of one's own: an outcome of its kind, as bets
    do, or an item, as in "values.profit". With "each" in an item's place the items are those that both
    have, and one of them is told. A number above `first_over` or `second_over` is high; said is what stands
    for `both` high, for `first_alone`, for `second_alone`, for `neither`, and nothing where nothing does.
    {first} and {second} stand for the numbers, {item} for the item's name.
    """

    first: str
    second: str
    first_over: int = 0
    second_over: int = 0
    both: Text = {}
    first_alone: Text = {}
    second_alone: Text = {}
    neither: Text = {}

    @property
    def named(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Of each number its activity, and what it is called there."""
        first, second = self.first.partition("."), self.second.partition(".")
        return (first[0], first[2]), (second[0], second[2])


class SelfStudy(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a part holds for somebody who works through it alone.

    `story` opens it in place of the part's own, which speaks to a room: a line each paragraph, and what
    begins with "> " stands out. `bets` are made before its activities. After them `echoes` lay answers
    side by side, `checks` ask whether it was understood, `critic` speaks against it, `reading` names works
    to go on with.
    """

    story: Text = {}
    bets: tuple[Bet, ...] = ()
    echoes: tuple[Echo, ...] = ()
    critic: Text = {}
    checks: tuple[Check, ...] = ()
    reading: tuple[Text, ...] = ()


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A chapter of the workshop: one facilitator notebook, opened by a short story.

    `aim` says what people have done when it ends; `notebook` is what its file is called, behind its
    number: the part's id unless it says otherwise. `study` is for whoever works alone.
    """

    id: str
    title: Text
    aim: Text = {}
    story: Text = {}
    notebook: Text = {}
    study: SelfStudy = SelfStudy()

    @property
    def story_alone(self) -> Text:
        """What opens it for somebody who works through it alone."""
        return self.study.story or self.story


class Ahead(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What comes after a session: `when`, and what is to be done then."""

    when: Text
    what: Text


class Closing(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a session is summed up, read aloud at its end.

    `thread` binds the parts between the first and the last. `trial` is the activity that chose one
    thing to try, `objections` the one that asked what would make it unsafe. `ahead` is what comes then.
    """

    thread: Text = {}
    trial: str = ""
    objections: str = ""
    ahead: tuple[Ahead, ...] = ()


class Privacy(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What people read about what they give, before they come in: the organiser says it.

    Who is `responsible` and how to reach them, what it is for (`purpose`), how long it is `kept`, what
    the `sponsor` gets of it.
    """

    responsible: Text = {}
    purpose: Text = {}
    kept: Text = {}
    sponsor: Text = {}


class Deck(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The ordered activities of a workshop with their texts, timings and cuts.

    `cuts` maps a cut ("half_day") to minutes per activity id; "welcome", "break" and "reserve" may
    stand among them. An activity that a cut leaves out isn't asked in it. The cut "again" is what a session
    asks that follows another, 90 days on. `drop_first` names, for each
    cut, what to leave out of it when time runs short, the first first. `questions` that phones send at
    any time are "held" until they are approved, shown "at_once", or there are "none", nor a word on the
    pace. `welcome` is what to say while people come in, `closing` how a session is summed up, `privacy`
    what people read before they come in.
    """

    id: str
    version: int
    title: Text
    languages: tuple[str, ...]
    parts: tuple[Part, ...]
    activities: tuple[Activity, ...]
    cuts: dict[str, dict[str, float]] = {}
    drop_first: dict[str, tuple[str, ...]] = {}
    questions: Literal["held", "at_once", "none"] = "held"
    welcome: Text = {}
    closing: Closing = Closing()
    privacy: Privacy = Privacy()

    def activity(self, id: str) -> Activity | None:
        """The activity called `id`, or None."""
        return next((activity for activity in self.activities if activity.id == id), None)

    def bet(self, id: str) -> Bet | None:
        """The bet called `id`, or None."""
        return next((bet for bet in self.bets() if bet.id == id), None)

    def bets(self) -> tuple[Bet, ...]:
        """The bets that somebody alone makes, part by part."""
        return tuple(bet for part in self.parts for bet in part.study.bets)

    def spoken(self, language: str) -> str:
        """A language as far as the deck is in it: itself, else English, else the deck's first."""
        return next((one for one in (language, "en") if one in self.languages), self.languages[0])

    def steps(self, cut: str) -> tuple[str, ...]:
        """Activities in their order, with the pauses of a cut before what they stand before in it.

        All activities where the deck has no such cut. The reserve is no step.
        """
        granted = self.cuts.get(cut, {})
        asked = [a.id for a in self.activities if a.id in granted or not granted]
        steps: list[str] = []
        place = {step: number for number, step in enumerate(granted)}
        pauses = [step for step in granted if step in (WELCOME, BREAK)]
        for id in asked:
            while pauses and place[pauses[0]] < place.get(id, -1):
                steps.append(pauses.pop(0))
            steps.append(id)
        return (*steps, *pauses)

    def placed(self, plan: tuple[str, ...], step: str, cut: str) -> tuple[str, ...]:
        """A plan with one more step, where the deck has it: before the first of those that come later."""
        steps = self.steps(cut)
        order = steps if step in steps else tuple(activity.id for activity in self.activities)
        later = order[order.index(step) + 1 :] if step in order else ()
        place = next((at for at, other in enumerate(plan) if other in later), len(plan))
        return (*plan[:place], step, *plan[place:])

    def minutes(self, step: str, cut: str) -> float:
        """The minutes a cut grants a step; those of the bare activity where it says nothing of it."""
        activity = self.activity(step)
        return self.cuts.get(cut, {}).get(step, activity.minutes if activity else 0)

    def asked_again(self) -> frozenset[str]:
        """The activities that are asked again, 90 days on; none where the deck marks none."""
        return frozenset(self.cuts.get(AGAIN, {})) - set(PAUSES)

    def lengths(self) -> dict[str, float]:
        """How many minutes each cut takes that a room chooses from, by its name; none without cuts."""
        chosen = (cut for cut in self.cuts if cut not in (AGAIN, "alone"))
        return {cut: sum(self.cuts[cut].values()) for cut in chosen}

    def called(self, cut: str) -> str:
        """By what a cut is called: its name, or "minutes" where it takes far more or less than that says.

        >>> Deck("d", 1, {}, ("en",), (), (), {"one_hour": {"mood": 18}}).called("one_hour")
        'minutes'
        """
        least, most = _USUAL.get(cut, (0, inf))
        return cut if least <= sum(self.cuts.get(cut, {}).values()) <= most else "minutes"

    def cut(self, wished: str) -> str:
        """A cut as far as the deck has it: the one wished for, else its first, if it has any."""
        return wished if wished in self.cuts else next(iter(self.lengths()), wished)

    def worded(self, audience: str) -> "Deck":
        """The deck as `audience` reads it: each activity's wording applied, none left to choose."""
        return msgspec.structs.replace(
            self,
            activities=tuple(_worded(activity, audience) for activity in self.activities),
            questions="none" if audience == "alone" else self.questions,
        )


def _worded(activity: Activity, audience: str) -> Activity:
    wording = activity.wording.get(audience, Wording())
    items = tuple(
        msgspec.structs.replace(item, text=wording.items.get(item.id, item.text))
        for item in activity.items
    )
    question, collect = wording.question or activity.question, activity.collect
    formation = "alone" if audience == "alone" else activity.formation
    if collect and wording.prompt:
        collect = msgspec.structs.replace(collect, prompt=wording.prompt)
    if collect and audience == "alone":  # nobody to wait for, nobody to share with
        collect = msgspec.structs.replace(collect, held=False, first=False, ladder={}, deal=0)
    return msgspec.structs.replace(
        activity,
        title=wording.title or activity.title,
        question=question,
        question_d=wording.question_d or activity.question_d,
        items=items,
        collect=collect,
        formation=formation,
        wording={},
    )
