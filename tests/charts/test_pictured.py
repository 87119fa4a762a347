"""Pictures in print and report: inside the page, with their words, and nothing where there are none."""

from tamtam.authoring.printing import ballots
from tamtam.charts.pictured import pictured
from tamtam.deck.pictures import data_uri

from tests.decks import agreement, png
from tests.decks import pictured as with_pictures


def test_each_picture_stands_over_what_it_is_of_and_needs_no_other_file() -> None:
    drawn = pictured(with_pictures(agreement(), png()), "en", "tt-report-pictures")
    assert drawn.startswith(
        '<div class="tt-report-pictures"><figure><img src="data:image/png;base64,'
    )
    assert data_uri(png()) in drawn
    assert 'alt="Grey number 1"' in drawn and "<figcaption>Statement 1</figcaption>" in drawn
    assert drawn.count("<figure>") == 1


def test_where_there_are_none_nothing_is_drawn() -> None:
    assert pictured(agreement(), "en", "tt-report-pictures") == ""


def test_a_ballot_shows_what_it_asks_about() -> None:
    asked = ballots.ballot(with_pictures(agreement(), png()), "fr")
    assert asked and data_uri(png()) in asked.body
