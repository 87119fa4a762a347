"""A session on one page, to be read aloud in five minutes: what was revealed, and nothing else.

First each part with a sentence a standing; then what binds the parts between the first and the last, the
widest gaps between today and the wish, what splits; what people wrote, what they commit to, the one thing
to try, what comes next. What takes longer than five minutes is shortened, always by the same rule: of
quotes fewer and fewer are read; then standings are left out, first those without a clear finding, then
those the room agrees on, the last step first. What was left out is said, and stands in the report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from tamtam.deck.deck import Deck, Part
from tamtam.kinds.parts import scale
from tamtam.language import texts
from tamtam.language.typed import as_html, unlinked
from tamtam.results.findings import Gap, Line, lines
from tamtam.session.events import Agreed
from tamtam.session.state import State

#: Read aloud, so many words take a minute, and so many minutes a room listens.
WORDS_A_MINUTE, LONGEST = 150, 5
#: So many quotes of an activity, then fewer; so many gaps.
QUOTES = (3, 2, 1, 0)
GAPS = 3
#: In what order standings are left out, by their outcome: what binds or divides a room stays longest.
_LEAVE_OUT = ("scattered", "", "together", "split", "gap")


class Section(NamedTuple):
    """A heading and what stands under it; `key` says what it is of: "gaps", "try", …"""

    heading: str
    said: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many quotes of an activity are read, and whose standings are not."""

    quotes: int
    without: frozenset[tuple[str, bool]] = frozenset()


@dataclass(frozen=True)
class Summary:
    """What was revealed of a session, as lines of its parts in the deck's order; in one language."""

    deck: Deck
    lines: tuple[Line, ...]
    language: str
    agreed: Agreed | None = None
    #: How many minutes it may take to read.
    longest: float = LONGEST

    @classmethod
    def of(
        cls,
        state: State,
        language: str,
        steps: Sequence[str] | None = None,
        longest: float = LONGEST,
    ) -> "Summary":
        """What was revealed in a session so far, in so many minutes; of the activities in `steps` alone,
        where they are given.
        """
        told = (line for line in lines(state) if steps is None or line.activity.id in steps)
        return cls(state.deck, tuple(told), language, state.agreed, longest)

    def with_outcome(self, outcome: str) -> tuple[Line, ...]:
        """The lines whose standing came out so: "together", "split", "gap"."""
        return tuple(line for line in self.lines if line.outcome == outcome)

    def question(self) -> str:
        """The question to ask about the widest gap; empty where there is none."""
        gaps = [line for line in self.with_outcome("gap") if line.activity.debrief]
        if not gaps:
            return ""
        widest = max(gaps, key=lambda line: line.gap)
        debrief = widest.activity.debrief
        return self._pick(debrief.question(widest.standing.debriefs)) if debrief else ""

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The page, as long as its minutes allow; empty where nothing was revealed."""
        page: tuple[Section, ...] = ()
        for limits in self._limits() if self.lines else ():
            page = tuple(self._page(limits))
            if _words(page) <= WORDS_A_MINUTE * self.longest:
                break
        return page

    @property
    def minutes(self) -> float:
        """How long reading it aloud takes, in minutes."""
        return _words(self.sections) / WORDS_A_MINUTE

    # --- what there is to read

    def _limits(self) -> Iterator[Limits]:
        """Shorter and shorter: fewer quotes, then fewer standings."""
        yield from map(Limits, QUOTES)
        later_first = reversed([line for line in self.lines if not self._is_read_last(line)])
        order = sorted(later_first, key=lambda line: _LEAVE_OUT.index(line.outcome))
        for count in range(1, len(order) + 1):
            yield Limits(0, frozenset(line.key for line in order[:count]))

    def _page(self, limits: Limits) -> Iterator[Section]:
        for part in self.deck.parts:
            if said := tuple(self._standings(part, limits)):
                yield Section(self._pick(part.title), said)
        if thread := tuple(self._thread()):
            yield Section(self._say("thread"), thread, "thread")
        if gaps := self._widest():
            yield Section(self._say("gaps"), tuple(map(self._gap, gaps)), "gaps")
        for outcome in ("together", "split"):
            if found := self.with_outcome(outcome):
                yield Section(self._say(f"outcome.{outcome}"), (self._named(found),), outcome)
        if written := tuple(self._written(limits)):
            yield Section(self._say("wrote"), written)
        for line in self.lines:
            if figures := line.figures(self.language):
                said = (line.sentence(self.language), figures, self._quoted(line, limits))
                yield Section(line.title(self.language), tuple(filter(None, said)))
        if trial := tuple(self._trial(limits)):
            yield Section(self._say("try"), trial, "try")
        ahead = self.deck.closing.ahead
        coming = tuple(self._entry(self._pick(a.when), self._pick(a.what)) for a in ahead)
        if coming:
            yield Section(self._say("ahead"), coming, "ahead")
        if left := tuple(self._left_out(limits)):
            yield Section(self._say("left_out"), left)

    def _standings(self, part: Part, limits: Limits) -> Iterator[str]:
        """A sentence for each standing of a part that is read nowhere else."""
        for line in self.lines:
            if line.activity.part != part.id or line.key in limits.without:
                continue
            if not (self._is_written(line) or self._is_read_last(line)):
                name, said = line.title(self.language), line.sentence(self.language)
                yield self._say("moved" if line.moved else "line", title=name, sentence=said)

    def _thread(self) -> Iterator[str]:
        """What the parts between the first and the last have in common, and the question that binds them."""
        middle = [part.id for part in self.deck.parts[1:-1]]
        common: dict[str, list[Line]] = {}
        for outcome in ("gap", "split", "together"):
            of_parts = {line.activity.part: line for line in reversed(self.with_outcome(outcome))}
            common[outcome] = [of_parts[id] for id in middle if id in of_parts]
        most = max(common, key=lambda outcome: len(common[outcome]))
        if (n := len(common[most])) > 1:
            named = self._named(common[most])
            yield self._say(f"common.{most}", n=n, of=len(middle), named=named)
        if self.deck.closing.thread and any(line.activity.part in middle for line in self.lines):
            yield self._pick(self.deck.closing.thread)

    def _widest(self) -> list[Gap]:
        """The widest gap of each activity, the widest of them first."""
        found = []
        for line in self.lines:
            if told := [gap for gap in line.gaps() if gap.medians()]:
                said = line.standing.about  # of gaps as wide, the one that its sentence names
                found.append(max(told, key=lambda gap: (gap.share, gap.item.item in said)))
        return sorted(found, key=lambda gap: -gap.share)[:GAPS]

    def _gap(self, gap: Gap) -> str:
        today, wanted = gap.medians() or (0.0, 0.0)
        return self._say(
            "gap",
            item=scale.quoted(gap.line.activity, gap.item.item, self.language),
            today=today,
            wanted=wanted,
            title=gap.line.title(self.language),
        )

    def _written(self, limits: Limits) -> Iterator[str]:
        """What people wrote, activity by activity: how much, and the first of it."""
        for line in self.lines:
            if not self._is_written(line) or line.key in limits.without:
                continue
            said = self._quoted(line, limits) or line.sentence(self.language)
            yield self._entry(line.title(self.language), said)

    def _quoted(self, line: Line, limits: Limits) -> str:
        """The first of what people wrote, and of how many; empty where none of it is read."""
        written = line.quotes(self.language)
        quotes = [texts.quoted(self.language, one) for one in written[: limits.quotes]]
        more = len(written) - len(quotes)
        if quotes and more:
            quotes.append(self._say("more", n=more))
        return " ".join(quotes)

    def _trial(self, limits: Limits) -> Iterator[str]:
        """The one thing to try, what was objected, who looks after it; else the question that leads on."""
        closing = self.deck.closing
        of = {line.activity.id: line for line in self.lines if not line.moved}
        trial, objections = of.get(closing.trial), of.get(closing.objections)
        if trial:
            yield self._entry(trial.title(self.language), trial.sentence(self.language))
        if trial and objections:
            said = self._quoted(objections, limits) or objections.sentence(self.language)
            yield self._entry(objections.title(self.language), said)
        if self.agreed:
            yield self.agreed.what
        if trial or self.agreed:
            blank, agreed = self._say("blank"), self.agreed or Agreed("")
            yield self._say("owner", who=agreed.who or blank, until=agreed.until or blank)
        elif question := self.question():
            yield question

    def _left_out(self, limits: Limits) -> Iterator[str]:
        """What is not read, and where it stands."""
        without = [one for one in self.lines if one.key in limits.without]
        if without:
            steps = dict.fromkeys(line.activity.step for line in without)
            yield self._say("not_read.standings", n=len(without), steps=", ".join(steps))
        quotes = sum(max(0, len(one.quotes(self.language)) - limits.quotes) for one in self.lines)
        if quotes:
            yield self._say("not_read.quotes", n=quotes)

    def _is_written(self, line: Line) -> bool:
        """Whether what people wrote is all there is to it."""
        answered = any(one.distributions for one in line.standing.items)
        return bool(line.quotes(self.language)) and not answered and not self._is_read_last(line)

    def _is_read_last(self, line: Line) -> bool:
        """Whether it is read at the end: what people commit to, the thing to try and what was objected."""
        closing, id = self.deck.closing, line.activity.id
        trial = any(one.activity.id == closing.trial for one in self.lines)
        at_the_end = trial and id in (closing.trial, closing.objections)
        return not line.moved and (at_the_end or bool(line.figures(self.language)))

    def _named(self, found: Sequence[Line]) -> str:
        ordered = sorted(found, key=lambda line: -line.gap)
        return ", ".join(line.about(self.language) for line in ordered)

    def _entry(self, name: str, said: str) -> str:
        return self._say("line", title=name, sentence=said)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self.language, f"notebook.summary.{key}", **values)

    def _pick(self, words: dict[str, str]) -> str:
        return texts.pick(words, self.language)

    # --- as it is read

    @property
    def notice(self) -> str:
        """How long it takes, and who may have it; what to do where there is nothing yet."""
        if not self.sections:
            return self._say("empty")
        return self._say("notice", n=max(1, round(self.minutes)))

    def html(self, level: int = 3) -> str:
        """The page with headings of a level."""
        notice = f'<p class="tt-report-note">{as_html(self.notice)}</p>\n' if self.notice else ""
        return notice + "".join(
            f"<h{level}>{as_html(section.heading)}</h{level}>\n"
            + "".join(f"<p>{as_html(said)}</p>\n" for said in section.said)
            for section in self.sections
        )

    def __repr__(self) -> str:
        blocks = ("\n".join((section.heading, *section.said)) for section in self.sections)
        return unlinked("\n\n".join(filter(None, (self.notice, *blocks))))

    def _repr_html_(self) -> str:
        return self.html()


def _words(page: Sequence[Section]) -> int:
    """How many words there are to say; French puts spaces before signs, which are none."""
    said = (text for section in page for text in (section.heading, *section.said))
    return sum(any(map(str.isalnum, word)) for text in said for word in text.split())
