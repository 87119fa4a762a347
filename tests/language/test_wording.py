"""Words that nobody says, and one word for one thing: over everything that people read, in each language."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
import yaml
from tamtam import assets
from tamtam.language import spoken, texts

from tests import decks
from tests.language.test_typography import strings

ROOT = assets.folder().parent

#: Turns of phrase that were read aloud and stumbled over, each with what is said instead.
UNSAID = {
    "fr": {
        r"tout est répondu|(pas|rien n’est) encore répondu|ce qui a été répondu": "répondre « à »",
        r"la salle se rejoint": "les avis se rejoignent",
        r"\bpas prise?s?\b|n’a pas été prise": "non enregistrée",
        r"laquelle vous reste": "laquelle retenez-vous ?",
        r"sans raison à donner|ouverte? moitié plus|avez moitié plus": "la moitié du temps en plus",
        r"premiers pour \d|derniers pour \d": "en tête, en fin",
        r"vous êtes plus à monter": "plus de personnes montent",
        r"ne trouve la moitié": "ne convainc la moitié",
        r"a deux côtés|la salle (est partagée|rejette|ne se reconnaît|reste entre)": "les avis",
        r"au-delà du hasard": "aucun camp ne se détache",
        r"la salle ne veut pas": "les avis se rejoignent contre",
        r"phrases du début, qui": "phrases de départ, retirées du vote",
        r"pour lecture|bien arrivée?\b|chez l’animat": "en attente de relecture, reçue",
        r"\bme retrouver\b": "retrouver ma place",
        r"votre nom ici": "votre nom pour cette séance",
        r"les réponses sont closes|sont fermées aux réponses": "c’est clos",
        r"on voit seulement combien": "seul le nombre est visible",
        r"donné à soi|pris aux autres": "gain pour soi, perte pour les autres",
        r"n’ouvre pas cette porte|vous en serez à": "vous participerez dès",
        r"est-ce (ainsi|bien ainsi)": "est-ce le cas",
        r"\bce flux a-t-il": "chaque flux a-t-il",
        r"qui le devrait": "qui devrait décider",
        r"animateur|animatrice": "la personne qui anime",
        r"(?<!ou )(?<!ou à )\b(mon|un|le|votre) voisin\b": "une voisine ou un voisin",
        r"voisin·e|voisin, ma voisine": "une voisine ou un voisin",
        r"révél(er|é|ez|ation)|dévoil(é|ez)\b": "afficher",
        r"\b(chac)?une?·es?\b|\bchacun·e|\b(certain|participant)·e": "chaque personne, une partie",
    },
    "en": {
        r"\bgestures?\b": "step",
        r"how much room has": "how much room does … have",
        r"in our house\b|\bis it (well )?so\b": "here; is this true here?",
        r"waits? to leave|leave by themselves": "waiting to be sent",
        r"\bwho(ever)? leads\b(?! the meeting)": "the facilitator",
        r"is the most here": "at most",
        r"asked no more|sentences of the beginning": "no longer asked, opening sentences",
        r"among the (first|last) \d": "in their top two",
        r"finds half of": "wins over half",
        r"no camps beyond chance": "no clear camps",
        r"has two sides on|the room (is split|rejects|stays in|stretches)": "views are",
        r"into my calendar": "add to my calendar",
        r"it stands with another": "merged with another",
        r"it goes on in the room": "carry on in the room",
        r"\b(in: good|out: missed)\b": "in, and that’s fine",
        r"given to oneself|taken from others": "a gain for oneself, a loss for others",
        r"and we find one|you find your answers again": "we’ll pick one; to find your answers again",
        r"(see|recognise) itself in": "views are close on",
        r"tells no cause": "doesn’t say why",
        r"\d %": "100%",
        r"holds together": "views are close",
        r"\bboth camps\b": "all camps",
        r"\banimators?\b|\bmoderators?\b": "the facilitator, the co-facilitator",
        r"\bunveil": "reveal",
    },
    "de": {
        r"\b(Smartphone|Mobil)?telefone?n?\b(?!nummer)": "Handy",
        r"\bModerator": "die Moderation",
        r"\bTeilnehmer(?!nde)|\bNutzer": "alle, Personen, wer …",
        r"\w[*:·]in(nen)?\b": "ein Wort, das alle meint",
        r"\b(Chip|Jeton|Token)s\b": "Marken; Zugang: Token",
        r"\benthüll|\boffenbar": "zeigen",
        r"\b(Klasse|Kurs)nteiln|\bSchulklasse|\bKlasse\b": "Lerngruppe",
        r"\bunter (zwölf|fünf|\d+) (Personen|Antworten)": "bei weniger als",
        r"\bSession\b|\bMeeting": "Sitzung, Besprechung",
        r"\bseitens\b|\bgetätigt|\bzwecks\b|\bmittels\b": "wer tut was",
    },
}
#: What is written in code, and what another wrote, is no text of ours.
_NO_TEXT = re.compile(r"`[^`]*`|\{[^}]*\}|https?://\S+")


class Told(NamedTuple):
    """A text that people read, and where it stands."""

    where: str
    words: str


def _locale(language: str) -> Iterator[Told]:
    folder = ROOT / "assets" / "locale" / language
    rules = {spoken.file(language), folder / "forms" / "plan.json"}
    for path in sorted(set(folder.rglob("*.json")) - rules):
        for words in strings(json.loads(path.read_text("utf-8"))):
            yield Told(path.name, words)


def _decks(language: str) -> Iterator[Told]:
    for path in sorted((ROOT / "workshops").glob("*/deck.yaml")):
        for words in _worded(yaml.safe_load(path.read_text("utf-8")), language):
            yield Told(path.parent.name, words)


def _worded(part: object, language: str) -> Iterator[str]:
    """Every text of a deck in one language."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == language and isinstance(value, str):
                yield value
            else:
                yield from _worded(value, language)
    elif isinstance(part, list):
        for one in part:
            yield from _worded(one, language)


def _written(language: str) -> Iterator[Told]:
    """Guides and notebooks, line by line."""
    workshops = ROOT / "workshops"
    for path in sorted(workshops.glob(f"*/guide.{language}.md")):
        for line in path.read_text("utf-8").splitlines():
            yield Told(f"{path.parent.name}/{path.name}", line)
    for path in sorted(workshops.glob(f"*/{language}/*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield Told(path.name, "".join(cell["source"]))


@cache
def told(language: str) -> tuple[Told, ...]:
    """Everything that people read in a language."""
    return (*_locale(language), *_decks(language), *_written(language))


PAIRS = [
    (language, pattern) for language in texts.LANGUAGES for pattern in UNSAID.get(language, ())
]


@pytest.mark.parametrize(("language", "pattern"), PAIRS)
def test_nobody_says_it_so(language: str, pattern: str) -> None:
    found = [
        (where, words)
        for where, words in told(language)
        if re.search(pattern, _NO_TEXT.sub("", words), re.IGNORECASE)
    ]
    assert not found, f"say: {UNSAID[language][pattern]}"


def test_a_deck_is_read_aloud_and_nobody_can_say_a_middle_dot() -> None:
    assert not [said for said in _decks("fr") if re.search(r"\w·\w", said.words)]


@pytest.mark.parametrize("language", decks.LANGUAGES)
def test_everything_is_looked_at(language: str) -> None:
    where = {one.where for one in told(language)}
    shipped = ("trois_constats", "retrospective", "our_crowd")
    speaking = [name for name in shipped if language in decks.shipped(name).languages]
    assert {"phone.json", "errors.json", "rating.json", *speaking} <= where
    assert any(name.endswith(".ipynb") for name in where)
    assert {f"{name}/guide.{language}.md" for name in speaking} <= where and len(speaking) > 1
    assert len(told(language)) > 3_000


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_text_shouts(language: str) -> None:
    for where, words in told(language):
        bare = _NO_TEXT.sub("", words)
        assert "!" not in re.sub(r"!\[|<!--|!=", "", bare), (where, words)
