"""The command that translates: Tamtam's own words, or a workshop's deck, into one more language."""

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from tamtam.cli.options import say
from tamtam.language import spoken, texts

if TYPE_CHECKING:
    from tamtam.authoring.translation.lacks import Lack, Translation

#: So many missing texts of a file are named one by one.
_FEW = 5


@click.command()
@click.argument("language")
@click.option("--workshop", metavar="NAME", default=None, help="Translate its deck instead.")
@click.option(
    "--from",
    "source",
    type=click.Choice(spoken.SOURCES),
    default="en",
    show_default=True,
    help="What stands beside.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 unless it is whole.")
@click.option("--keep", is_flag=True, help="What was translated from other words stays as it is.")
def translate(language: str, workshop: str | None, source: str, check: bool, keep: bool) -> None:
    """Bring Tamtam, or a workshop, into another language: write what is missing beside its source.

    Fill in the empty places and run it again, as often as you like: nothing is lost. A language is
    offered once nothing is missing.

    \b
    tamtam translate de
    tamtam translate de --check
    tamtam translate vi --from fr
    tamtam translate de --workshop my_workshop
    """
    from tamtam.authoring.translation import words

    if workshop is not None:
        _deck(language, workshop, check)
        return
    found = words.examine(language, source) if check else words.renew(language, source, keep)
    _tell(found, "words")
    if check:
        sys.exit(bool(found.lacks))
    if found.written and not found.is_whole:
        say("translate.written", n=len(found.written))
    say("translate.offered" if found.is_whole else "translate.waits", name=spoken.name(language))


def _deck(language: str, workshop: str, check: bool) -> None:
    """Translate a deck: say what it lacks, and what comes next."""
    from tamtam.authoring.translation import deck

    found = deck.examine(language, workshop) if check else deck.renew(language, workshop)
    _tell(found, "deck")
    if check:
        sys.exit(bool(found.lacks))
    if found.written and not found.is_whole:
        say("translate.written", n=len(found.written))
    if deck.speaks(language, workshop):
        say("translate.spoken", name=spoken.name(language), workshop=workshop)
    else:
        say("translate.deck_waits", name=spoken.name(language))


def _tell(found: "Translation", what: str) -> None:
    """Say what a language lacks: how much of each file, then one by one what is wrong, or hardly missing."""
    missing = Counter(lack.file for lack in found.lacks if lack.sort == "missing")
    for file, of in found.files.items():
        if missing[file]:
            say("translate.file", file=file, done=of - missing[file], of=of)
    for lack in found.lacks:
        if lack.sort != "missing" or missing[lack.file] <= _FEW:
            _tell_lack(found.language, lack)
    share = texts.percent(texts.language_of_machine(), 100 * found.done // max(found.of, 1))
    name = spoken.name(found.language)
    say(f"translate.{what}", name=name, done=found.done, of=found.of, percent=share)


def _tell_lack(language: str, lack: "Lack") -> None:
    from tamtam.authoring.translation import cldr, words

    forms = ", ".join(cldr.forms(language)) if lack.sort == "forms" else ""
    least = words.LEAST_WORDS
    told = {
        "file": lack.file,
        "where": lack.key,
        "source": lack.source,
        "forms": forms,
        "least": least,
    }
    say(f"translate.lack.{lack.sort}", **told)
