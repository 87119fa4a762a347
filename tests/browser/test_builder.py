"""A workshop of one's own in a real JupyterLab: made from nothing, a mistake mended, rehearsed, opened."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tamtam.authoring import deck_file

from tests.browser import jupyterlab
from tests.browser.jupyterlab import Desk

#: What a browser does with what lies in its clipboard.
PASTED = """(field, words) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", words);
  const made = { clipboardData, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", made));
}"""

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 720}, locale="fr-FR", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_three_activities_are_made_from_nothing_a_mistake_is_mended_and_a_step_is_opened(
    a_desk: Desk, page: Page
) -> None:
    notebook = jupyterlab.open_notebook(page, a_desk)
    pane = page.locator(".tamtam-cockpit")
    wrong = pane.locator(".tamtam-cockpit-mistake:not(:empty)")

    def button(name: str | re.Pattern[str]) -> None:
        pane.get_by_role("button", name=name).first.click()

    # From nothing: a name, and what it begins with.
    pane.get_by_role("button", name="Créer mon atelier").wait_for(
        timeout=jupyterlab.PATIENCE * 1000
    )
    button("Créer mon atelier")
    pane.get_by_label("Nom de l’atelier").fill("Bilan d’équipe")
    assert notebook.violations() == []
    button("Commencer")
    title = pane.get_by_label("Titre", exact=True)
    expect(title).to_have_value("Où nous en sommes")
    assert notebook.violations() == []

    # A third activity, by its picture, behind the first.
    button("Ajouter une activité")
    expect(pane.locator(".tamtam-cockpit-kinds img").first).to_be_visible()
    assert notebook.violations() == []
    button(re.compile("^Ajouter «.Un choix.»$"))
    expect(title).to_have_value("Un choix")
    expect(title).to_be_focused()

    # The phone beside it is the form that phones load, and follows what is typed.
    phone = pane.locator(".tamtam-cockpit-phone")
    pane.get_by_label("Ligne 1", exact=True).fill("Une promenade")
    expect(phone.get_by_text("Une promenade")).to_be_visible()

    # Cells of a spreadsheet are lines, pasted into one that is there; another length follows the minutes.
    pane.get_by_label("Ligne 2", exact=True).evaluate(PASTED, "Un film\r\nUn musée\r\n")
    expect(pane.get_by_label("Ligne 3", exact=True)).to_have_value("Un musée")
    expect(phone.get_by_text("Un film")).to_be_visible()
    pane.get_by_role("button", name="Retirer la ligne 3").click()
    sheet = pane.locator(".tamtam-cockpit-sheet")
    sheet.get_by_text("L’atelier", exact=True).click()
    button(re.compile("^Ajouter «.Version longue.»$"))
    sheet.get_by_text("Un choix").click()
    pane.get_by_label("Minutes", exact=True).fill("7")
    expect(pane.get_by_label(re.compile("Version longue"))).to_have_value("7")

    # A mistake is named at its field while it is typed, and gone once it is mended.
    title.fill("")
    expect(wrong).to_have_text("Écrivez quelques mots.")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_be_focused()
    assert notebook.violations() == []
    title.press_sequentially("Vendredi")
    expect(wrong).to_have_count(0)
    expect(title).to_have_value("Vendredi")

    # Lines from a file; one of them moved by the keyboard, which stays on its button.
    table = a_desk.place / "lignes.csv"
    table.write_text("Un repas;x\nUn jeu;y\n", "utf-8")
    pane.get_by_text("En ajouter plusieurs à la fois").click()
    pane.get_by_label("Ou un fichier CSV ou XLSX").set_input_files(table)
    expect(pane.get_by_label("Ligne 4", exact=True)).to_have_value("Un jeu")
    up = pane.get_by_role("button", name="Monter la ligne 4")
    up.focus()
    page.keyboard.press("Enter")
    expect(pane.get_by_label("Ligne 3", exact=True)).to_have_value("Un jeu")
    expect(pane.get_by_role("button", name="Monter la ligne 3")).to_be_focused()

    # What simulated people answer, as a chart; then all of it rehearsed in the same place.
    button("Essayer le graphique")
    expect(pane.locator(".tamtam-cockpit-step .main-svg").first).to_be_visible()
    assert notebook.violations() == []
    button("L’essayer à blanc")
    button("Essai à blanc")
    expect(pane.locator("[data-main]")).to_be_visible(timeout=jupyterlab.PATIENCE * 1000)
    path = a_desk.folder.parent / "bilan_d_equipe" / deck_file.FILE
    deck = deck_file.read(path)
    assert [one.kind for one in deck.activities] == ["agreement", "choice", "sentences"]
    assert "# Des phrases, sur une échelle" in path.read_text("utf-8")
    expect(sheet.get_by_text("Vendredi")).to_be_visible()
    main, closes = pane.locator("[data-main]"), re.compile("close:where_we_stand")
    for _ in range(3):  # the welcome, and what is asked before the first step
        before = main.get_attribute("data-do") or ""
        if closes.search(before):
            break
        main.click()
        expect(main).not_to_have_attribute("data-do", before)
        page.locator(".tamtam-cockpit:not([data-busy])").wait_for()
    expect(main).to_have_attribute("data-do", closes)
    assert notebook.complaints == []
