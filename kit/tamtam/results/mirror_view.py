"""Where somebody stands who answers alone, as they read it: a sentence to them, and their own answers."""

from collections.abc import Sequence
from html import escape
from typing import Any, Self

from tamtam import kinds
from tamtam.deck.deck import Activity
from tamtam.kinds.parts.mirror import FORECAST, WANTED, MirrorLine, OwnAnswer
from tamtam.kinds.parts.tally import Slot
from tamtam.language import texts
from tamtam.session import company
from tamtam.session.state import State

#: How a mark on a line says in which phase it was given.
_MARKED = {WANTED: " data-wanted", FORECAST: " data-forecast"}


class MirrorView:
    """One person's answers to one activity, in one language; nobody else is in it.

    `sentence` is said to them, `lines` are their answers, `written` what they wrote, in the order it
    came, `picture` a drawing of them as SVG, "" without. Shown by itself at the end of a
    notebook cell or by `print`.
    """

    def __init__(
        self,
        activity: Activity,
        language: str,
        sentence: str,
        lines: tuple[MirrorLine, ...],
        written: tuple[str, ...],
        picture: str = "",
    ) -> None:
        self.activity = activity
        self.language = language
        self.sentence = sentence
        self.lines = lines
        self.written = written
        self.picture = picture

    @classmethod
    def of(cls, state: State, activity: str, participant: str, language: str) -> Self:
        """What `participant` answered to an activity in a session of theirs alone.

        Raises TamtamError naming the activities there are.
        """
        asked = state.activity(activity)
        kind = kinds.get(asked.activity.kind)
        own: dict[Slot, Any] = dict(asked.turn.answers.get(participant, {}))
        before: dict[Slot, Any] = {}
        for other in kind.related(asked.activity):
            before |= state.activity(other).turn.answers.get(participant, {})
        written = tuple(
            texts.pick(proposal.item.text, language)
            for proposal in asked.proposals.values()
            if proposal.participant == participant
        )
        nothing = texts.text(language, "standing.alone_none")
        written += kind.written_aside(company.draft(state, activity, participant))
        said = kind.of_oneself(asked.activity, own, language) if own else ""
        if own and not said:  # what the standing of one says speaks to them as well
            said = texts.pick(state.standing(activity).sentence, language)
        lines = kind.mirror(asked.activity, {**before, **own}, language) if own else ()
        named = {line.name for line in lines}
        written = tuple(text for text in dict.fromkeys(written) if text not in named)
        picture = kind.drawn_alone(asked.activity, own, language)
        if said in ("", nothing):  # what was answered may be too little for a sentence
            said = "" if written or lines else nothing
        return cls(asked.activity, language, said, lines, written, picture)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered or written yet."""
        return not self.lines and not self.written

    def html(self) -> str:
        """The mirror as HTML, every word of it escaped: a sentence, a list of lines, what one wrote."""
        said = f'<p class="tamtam-mirror-said">{escape(self.sentence)}</p>' if self.sentence else ""
        lines = "".join(drawn(line, self.language) for line in self.lines)
        words = "".join(
            f'<blockquote dir="auto">{escape(text)}</blockquote>' for text in self.written
        )
        picture = f"<figure>{self.picture}</figure>" if self.picture else ""
        return f"{said}{picture}{f'<dl>{lines}</dl>' if lines else ''}{words}"

    def _repr_html_(self) -> str:
        return f'<div class="tamtam-mirror">{self.html()}</div>'

    def __repr__(self) -> str:
        told = [
            self.sentence,
            *(in_words(line, self.language) for line in self.lines),
            *self.written,
        ]
        return "\n".join([texts.pick(self.activity.title, self.language), *filter(None, told)])


def in_words(line: MirrorLine, language: str) -> str:
    """A line in words."""
    words = "; ".join(_words(one, language) for one in line.marks)
    return _of(line.name.removesuffix("."), words, language)


def _words(mark: OwnAnswer, language: str) -> str:
    """An answer in words, after the phase it was given in."""
    return _of(mark.phase, mark.words, language) if mark.phase else mark.words


def _of(name: str, words: str, language: str) -> str:
    return texts.text(language, "standing.of", name=name, words=words)


def track(placed: Sequence[OwnAnswer]) -> str:
    """Answers as marks on a line, from the least to the most that may be answered; several are joined."""
    marks = "".join(
        f'<i style="left:{one.at:.0%}"{_MARKED.get(one.glyph, "")}>{one.glyph}</i>'
        for one in placed
    )
    ends = sorted(one.at for one in placed if one.at is not None)
    if len(ends) > 1:
        marks = f'<b style="left:{ends[0]:.0%};right:{1 - ends[-1]:.0%}"></b>{marks}'
    return f'<span class="tamtam-mirror-track" aria-hidden="true">{marks}</span>' if marks else ""


def drawn(line: MirrorLine, language: str) -> str:
    """A name, the answers in words, and where there is a scale, marks on a line."""
    placed = [one for one in line.marks if one.at is not None]
    answers = "".join(
        f"<span>{f'{one.glyph} ' if one.phase and placed else ''}{escape(_words(one, language))}</span>"
        for one in line.marks
    )
    return f'<dt dir="auto">{escape(line.name)}</dt><dd>{answers}{track(placed)}</dd>'
