"""The course in a real browser: on a page beside Python, and as a site that runs Python itself, offline."""

import http.server
import os
import random
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tamtam import Workshop, kinds
from tamtam.notebook import cohort, course_page
from tamtam.notebook.course_server import CourseServer, a_store_each, one_store
from tamtam.session.log import open_store

from tests.browser.conftest import give_axe

pytestmark = pytest.mark.browser

#: Where Pyodide and msgspec's wheel for it lie, as `tamtam site --help` says to fetch them.
RUNTIME = os.environ.get("TAMTAM_RUNTIME", "")
#: How long Python may take to start in a browser of a busy machine (ms).
STARTING = 240_000


@contextmanager
def on_air(server: CourseServer) -> Iterator[None]:
    """Let a server answer meanwhile."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture
def course(tmp_path: Path) -> Iterator[str]:
    """The address of a course on this machine."""
    places = one_store(str(tmp_path / "alone.sqlite"))
    with CourseServer(0, "trois_constats", "en", places) as server, on_air(server):
        yield server.url


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(accept_downloads=True)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def violations(page: Page) -> list[str]:
    give_axe(page)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found]


def give(page: Page, tokens: int) -> None:
    """One round of the common pot."""
    lines = page.locator(".tt-form .tt-line input")
    lines.first.fill(str(tokens))
    page.get_by_role("button", name="Give", exact=True).click()


def test_a_learner_bets_answers_plays_and_takes_it_home(course: str, page: Page) -> None:
    page.goto(course)
    expect(page.get_by_text("A company is doing well")).to_be_visible()
    page.locator("#contents summary").click()
    listed = page.locator("#contents a")
    expect(listed.filter(has_text="The gate")).to_have_attribute("href", "#gate")
    assert listed.count() == 17 + 5
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("spinbutton").fill("2")
    page.get_by_role("button", name="Keep my bet").click()
    expect(page.get_by_text("Your bet: 2.")).to_be_visible()
    page.locator(".tt-scale").first.locator("label").nth(4).click()
    expect(page.locator(".tamtam-mirror")).to_contain_text("strongly agree")
    expect(page.locator("#progress")).to_contain_text("1 of 17 steps")
    assert violations(page) == []

    page.goto(f"{course}#common_pot")
    first, second = (page.get_by_role("spinbutton").nth(number) for number in (0, 1))
    second.fill("70")
    first.fill("8")
    page.get_by_role("button", name="Keep my bet").first.click()
    expect(page.get_by_text("Your bet: 8.")).to_be_visible()
    expect(second).to_have_value("70")  # what is typed elsewhere stays
    page.get_by_role("button", name="Keep my bet").click()
    expect(page.get_by_text("Your bet: 70.")).to_be_visible()
    for number in range(6):
        expect(page.get_by_role("heading", name=f"Round {number + 1} of 6")).to_be_visible()
        give(page, 10)
    expect(page.get_by_text("The game with your simulated players is over.")).to_be_visible()
    expect(page.get_by_text("Had you given 5 more in each round")).to_be_visible()
    page.get_by_role("button", name="Play with these three").click()
    expect(page.get_by_role("heading", name="Round 1 of 6")).to_be_visible()

    page.goto(f"{course}#back-social_pressure")
    wrong = page.get_by_role("button", name="Pressure is useless")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("✗ No: the first experiment found a rise.")).to_be_visible()
    page.get_by_role("button", name="It can help; it depends").click()
    expect(page.get_by_text("✓ Yes. Two experiments, two situations")).to_be_visible()

    page.goto(f"{course}#polis")
    page.get_by_role("button", name="Disagree").click()
    expect(page.locator(".tamtam-mirror")).to_contain_text("Your votes: 1 against")
    page.goto(f"{course}#barbarian")
    expect(page.locator(".tt-form").get_by_role("radio")).to_have_count(3)

    page.goto(f"{course}?join=K7P2QX#home")  # of a page that has no class to hand in to
    with page.expect_download() as told:
        page.get_by_role("link", name="My answers, for the next time").click()
    kept = told.value.path()
    page.set_input_files("input[aria-label='The file my_answers.json']", kept)
    expect(page.get_by_text("of 2 answers are different from then.")).to_be_visible()
    with page.expect_download() as handed:
        page.get_by_role("button", name="Write the file to hand in").click()
    assert '"tamtam-hand-in"' in Path(handed.value.path()).read_text("utf-8")
    page.set_input_files("input[aria-label='The file cohort.json']", handed.value.path())
    expect(page.locator("#main").get_by_text("This is not a file of a cohort")).to_be_visible()
    page.get_by_role("button", name="fr", exact=True).click()
    expect(page.get_by_role("heading", name="Ce que vous emportez")).to_be_visible()
    page.goto(course)
    expect(page.get_by_text("pour la classe K7P2QX")).to_be_visible()
    expect(page.get_by_role("link", name="Reprendre à")).to_be_visible()
    assert violations(page) == []


def test_a_teacher_s_link_carries_the_code_of_the_class(page: Page, tmp_path: Path) -> None:
    classes = open_store(tmp_path / "teacher.sqlite")
    code = cohort.begin(classes, "trois_constats", "fr")
    places = a_store_each(tmp_path)
    page.set_viewport_size({"width": 360, "height": 740})
    with CourseServer(0, "trois_constats", "fr", places, True, classes) as server, on_air(server):
        page.goto(f"{server.url}?join={code}")
        expect(page.get_by_text(f"avec la classe {code}")).to_be_visible()
        page.goto(f"{server.url}#baseline")  # the browser keeps the code
        page.locator(".tt-scale").first.locator("label").nth(4).click()
        expect(page.locator(".tamtam-mirror")).to_contain_text("tout à fait d’accord")
        page.goto(f"{server.url}#home")
        expect(page.get_by_label("Code de la classe")).to_have_value(code)
        page.get_by_role("button", name="Remettre à ma classe").click()
        expect(page.locator("#main").get_by_text("1 personne a remis")).to_be_visible()
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
        assert violations(page) == []
    classes.close()


def test_what_is_typed_into_one_s_step_is_there_after_a_reload(course: str, page: Page) -> None:
    page.goto(f"{course}#commitments")
    page.get_by_label("If …").fill("a client shouts")
    page.get_by_label("then I …").fill("say <b>so</b>")
    page.locator(".tamtam-mirror").wait_for(state="attached")
    page.wait_for_function("document.querySelector('textarea').value.length > 3")
    expect(page.locator("#progress")).to_be_visible()
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_label("If …")).to_have_value("a client shouts")
    assert page.locator("b", has_text="so").count() == 0


def test_what_one_takes_home_prints_on_few_pages_and_no_simulated_people(
    page: Page, tmp_path: Path
) -> None:
    study = Workshop(language="fr", store=tmp_path / "all.sqlite").study()
    chance = random.Random(4)
    for id in study.activities():
        study.open(id)
        kind = kinds.get(study.activity(id).kind)
        for (item, phase), value in kind.simulate(study.activity(id), chance).items():
            study.answer(id, item, value, phase)
    [written] = [one for one in study.results(tmp_path / "home") if one.suffix == ".html"]
    page.goto(written.as_uri())
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".tamtam-company").first).to_be_hidden()
    expect(page.locator(".tamtam-own-short dd").first).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 9


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server, as anybody has one, that says nothing."""

    extensions_map = {  # noqa: RUF012 — as its base class has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.slow
@pytest.mark.skipif(not RUNTIME, reason="TAMTAM_RUNTIME: the folder that `tamtam site` takes")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_site_runs_without_install_and_then_without_a_network(
    language: str, tmp_path: Path, context: BrowserContext
) -> None:
    course_page.write("trois_constats", language, tmp_path / "site", Path(RUNTIME))
    handler = partial(_Quiet, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{url}#baseline")
        page.locator(".tt-scale").first.locator("label").nth(4).click(timeout=STARTING)
        agree = {"fr": "tout à fait d’accord", "en": "strongly agree"}[language]
        expect(page.locator(".tamtam-mirror")).to_contain_text(agree)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        assert [one for one in asked if not one.startswith((url, "blob:", "data:"))] == []
        server.shutdown()
        thread.join()
    context.set_offline(True)  # the file server is gone as well
    page.reload()
    expect(page.locator(".tamtam-mirror")).to_contain_text(agree, timeout=STARTING)
    page.goto(f"{url}#home")
    with page.expect_download() as told:
        page.locator("a[download$='.json']").click(timeout=STARTING)
    assert '"value": 5' in Path(told.value.path()).read_text("utf-8")
