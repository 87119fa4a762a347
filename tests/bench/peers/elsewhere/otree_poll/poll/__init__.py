"""The poll in oTree: a live page, which is how people answer there again without a page load."""

from otree.api import BaseConstants, BaseGroup, BasePlayer, BaseSubsession, Page, models


class C(BaseConstants):
    """One person is a group, so that nobody waits for others."""

    NAME_IN_URL = "poll"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    """Everybody in it."""


class Group(BaseGroup):
    """Everybody in it."""


class Player(BasePlayer):
    """One person, and what was chosen last."""

    choice = models.IntegerField()


class Vote(Page):
    """One question; what was chosen last is said beneath it."""

    @staticmethod
    def live_method(player: Player, data: dict[str, int]) -> dict[int, str]:
        """Keep the choice; say it back to who made it."""
        player.choice = data["choice"]
        return {player.id_in_group: f"{player.choice}, thank you"}


page_sequence = [Vote]
