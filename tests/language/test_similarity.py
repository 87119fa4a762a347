"""Near-duplicates are found whatever the spelling, and what says something else isn't."""

import pytest
from tamtam.language.similarity import ALIKE, likeness, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Too many meetings", "too much meeting"),
        ("Les réunions du lundi !", "La reunion de lundi"),
        ("Le mail", "E-mail"),
        ("ChatGPT", "Chat GPT"),
        ("Les mails le soir", "Recevoir des mails le soir"),
        ("Le téléphone portable", "Téléphones"),
        ("L’orage, un client pressé", "L’orage, un client pressé, vraiment"),
    ],
)
def test_what_says_nearly_the_same_is_alike(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teams", "Zoom"),
        ("Too many meetings", "Nobody says thank you"),
        ("On décide trop lentement", "Nos clients paient trop lentement"),
        ("Les chefs devraient être élus.", "Les primes devraient être publiques"),
        ("Le moulin, un fournisseur", "Le fournisseur de café"),
        ("We should be told the wages", "We should be told the plan"),
        ("On devrait pouvoir télétravailler", "On ne devrait pas pouvoir télétravailler"),
        ("", ""),
        ("?!", "?!"),
        ("a", "b"),
    ],
)
def test_what_says_something_else_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


def test_the_nearest_come_first_and_only_so_many() -> None:
    others = {"a": "Meetings on Mondays", "b": "Phones", "c": "Meeting on Monday", "d": "meetings"}
    assert nearest("Meetings on Mondays", others) == ("a", "c", "d")
    assert nearest("Meetings on Mondays", others, most=1) == ("a",)
    assert nearest("Trust", others) == ()
