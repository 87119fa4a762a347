"""The workshop alone in JupyterLab, in French: a bet, answers, their mirror, a check, what one takes home."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tamtam.language import texts

from tests.browser import jupyterlab
from tests.browser.jupyterlab import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def laptop(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 4000})
    yield context.new_page()
    context.close()


def test_the_french_notebook_is_walked_from_a_bet_to_what_one_takes_home(
    a_desk: Desk, laptop: Page
) -> None:
    notebook = jupyterlab.open_notebook(laptop, a_desk, "fr/autonomie.ipynb")
    notebook.run_all()
    outputs = notebook.panel.locator(".jp-OutputArea-output")

    bet = notebook.panel.get_by_label("Ces trois phrases reviendront").first
    expect(bet).to_have_value("")
    bet.fill("2")
    notebook.panel.get_by_role("button", name="Garder mon pari").first.click()
    expect(outputs.get_by_text(re.compile(r"Votre pari\s*: 2\.")).first).to_be_visible()

    for number in range(3):
        scale = notebook.panel.get_by_role("radiogroup").nth(number)
        scale.locator("label").nth(4 if number else 3).click()
    mirror = notebook.panel.locator(".tamtam-mirror").first
    expect(mirror).to_contain_text("Vous tranchez le plus sur")
    expect(mirror.get_by_text("À côté de 30 personnes simulées")).to_be_visible()

    check = notebook.panel.locator(".tamtam-check", has_text="Une communauté de valeurs")
    check.get_by_role("button", name="travailler entre amis").click()
    expect(check).to_contain_text("✗ ")
    check.get_by_role("button", name=re.compile("^choisir avec qui")).click()
    expect(check).to_contain_text("✓ Oui")

    notebook.panel.get_by_role("button", name="Écrire mon carnet").click()
    folder = texts.text("fr", "notebook.study.folder")
    expect(outputs.get_by_text("my_notebook.html")).to_be_visible()
    [page] = (a_desk.folder / "fr").glob(f"{folder}-*/my_notebook.html")
    assert "Vous tranchez le plus sur" in page.read_text("utf-8")
    assert notebook.complaints == []
