"""A step as somebody alone sees it: their bets, their answers, what came of the bets, company."""

from typing import NamedTuple, Self

from tamtam.results import bet_view, cohort_view
from tamtam.results.bet_view import BetView
from tamtam.results.company_view import CompanyView
from tamtam.results.mirror_view import MirrorView
from tamtam.results.own_shift import OwnShift
from tamtam.session import company
from tamtam.session.state import State


class StepView(NamedTuple):
    """All that stands beside a form. `bets` come before it, `decided` are those it decided; `players` are
    the sorts one may choose to play with, none where it is no game or it is not over; `shift` is what one
    answers otherwise than at another time.
    """

    mirror: MirrorView
    bets: tuple[BetView, ...]
    decided: tuple[BetView, ...]
    company: CompanyView | None
    cohort: CompanyView | None
    players: tuple[str, ...]
    progress: str
    shift: OwnShift | None

    @classmethod
    def of(
        cls, state: State, activity: str, participant: str, language: str, progress: str = ""
    ) -> Self:
        """An activity as `participant` sees it in a session of theirs alone."""
        asked = state.activity(activity)
        since = OwnShift.of(state, participant, language)
        again = not state.over and company.replay(state, asked, participant) is not None
        return cls(
            MirrorView.of(state, activity, participant, language),
            tuple(bet_view.before(state, activity, participant, language)),
            tuple(bet_view.told_after(state, activity, participant, language)),
            CompanyView.of(state, activity, participant, language),
            cohort_view.of(state, activity, participant, language),
            asked.kind.players if again else (),
            progress,
            since.within(activity) if since else None,
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered or written, now or in a game before."""
        return self.mirror.is_empty and not (self.company and self.company.sentences)

    @property
    def above(self) -> tuple[BetView, ...]:
        """The bets to be made before the form; one that it decided is told among one's answers."""
        told = {bet.id for bet in self.decided}
        return tuple(bet for bet in self.bets if bet.is_open or bet.id not in told)

    def html(self, above: bool = False) -> str:
        """One's answers, what came of one's bets and the company, as HTML with every word escaped.

        The bets that stand `above` the form already are left out where they do.
        """
        language = self.mirror.language
        own = "" if self.mirror.is_empty else self.mirror.html()
        told = {bet.id for bet in self.above} if above else set()
        bets = "".join(bet.html(language) for bet in self.decided if bet.id not in told)
        beside = "".join(one.html() for one in (self.cohort, self.company) if one)
        moved = self.shift.beside_html() if self.shift else ""
        return f"{own}{moved}{bets}{beside}"
