"""The closing's forms in a real browser: sentences voted on one at a time, by thumb or by key, with a way
back; and a commitment, whose words stay on the phone until everybody may read them."""

from collections.abc import Sequence
from urllib.parse import unquote

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.deck.deck import Collect
from tamtam.session import commands as c

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.test_phone import come_in, said
from tests.browser.test_phone_looks import check
from tests.kinds.test_commitments import ASKED as COMMITTED

pytestmark = pytest.mark.browser

VOTED = decks.statements(sentences=3, most=1)


@pytest.fixture
def room(open_room: OpenRoom) -> LiveRoom:
    room = open_room(decks.new_session(VOTED))
    room.do(c.Open(VOTED.id))
    return room


def sentence(page: Page) -> str:
    return page.locator(".tt-statements-said").inner_text()


def votes(room: LiveRoom) -> list[int]:
    return sorted(value for own in room.answers(VOTED.id) for value in own.values())


def kept(page: Page, room: LiveRoom, *wanted: int) -> None:
    """Wait until these votes are in the log, and no others."""
    for _ in range(50):
        if votes(room) == sorted(wanted):
            return
        page.wait_for_timeout(100)
    assert votes(room) == sorted(wanted)


def test_two_taps_at_once_are_one_vote(room: LiveRoom, new_phone: NewPhone) -> None:
    page = new_phone().page
    come_in(page, room, "Capucine")
    agree = page.get_by_role("button", name="Agree", exact=True)
    expect(agree).to_be_visible()
    agree.evaluate(  # as fast as fingers are, which a driver isn't: both in one place
        """(button) => {
            button.scrollIntoView({ block: "center" });
            const { x, y } = button.getBoundingClientRect();
            for (const _ of [1, 2]) document.elementFromPoint(x + 20, y + 20)
                .dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 1 }));
        }"""
    )
    expect(page.get_by_text("Sentence 2 of 3")).to_be_visible()
    kept(page, room, 1)
    said(page, "1 of 3: nothing is compulsory")  # what one may write besides isn't one of them


def test_a_room_votes_writes_and_sees_where_it_stands(room: LiveRoom, new_phone: NewPhone) -> None:
    phone = new_phone()
    page = phone.page
    come_in(page, room, "Capucine")
    expect(page.get_by_text("Sentence 1 of 3")).to_be_visible()
    assert phone.violations() == []
    first = sentence(page)

    page.get_by_role("button", name="Agree", exact=True).tap()
    expect(page.get_by_text("Sentence 2 of 3")).to_be_visible()
    assert sentence(page) != first
    expect(page.locator(".tt-statements-said")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_text("Sentence 3 of 3")).to_be_visible()
    page.get_by_role("button", name="Undo my last vote").tap()
    expect(page.get_by_text("Sentence 2 of 3")).to_be_visible()
    page.keyboard.press("p")
    page.wait_for_timeout(400)  # what is tapped sooner than one can read isn't a vote
    page.get_by_role("button", name="Agree", exact=True).tap()
    expect(page.get_by_text("You have voted on every sentence.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="You: Pass")).to_have_count(1)
    expect(page.locator(".tt-foot [role=status]")).to_contain_text("Saved")
    kept(page, room, 0, 1, 1)

    passed = page.get_by_role("listitem").filter(has_text="You: Pass")
    passed.get_by_role("button", name="Vote again").tap()
    page.get_by_role("button", name="Disagree", exact=True).tap()
    expect(page.get_by_text("You have voted on every sentence.")).to_be_visible()
    kept(page, room, 1, 1, -1)
    assert phone.violations() == []

    page.get_by_role("textbox").fill("Let us meet outside more often")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Let us meet outside more often")).to_have_count(1)
    page.keyboard.type("a")  # in the field a letter is a letter
    assert len(votes(room)) == 3

    room.invite(5)
    room.everybody_answers(VOTED)
    room.reveal(VOTED.id)
    expect(page.locator(".tt-sentence")).to_be_visible()
    expect(page.locator(".tt-result")).to_have_count(3)
    assert phone.violations() == []
    assert not phone.scrolls_sideways()
    assert phone.complaints == []


# --- commitments

TRAP = "<img src=x onerror='window.hit=1'> %{x}"
TYPESET = TRAP.replace("'", "\u2019")  # the sentence is put together with the apostrophes of print
SEEN = "Who may read your words?"
WORDS = f"If {TYPESET}, then I answer the next day; Lin will ask me about it on"


@pytest.fixture
def closing(open_room: OpenRoom) -> LiveRoom:
    collect = Collect(decks.words("Everybody"), most=1, longest=300)
    return open_room(
        decks.new_session(msgspec.structs.replace(COMMITTED, part="opening", collect=collect))
    )


def own(room: LiveRoom) -> dict[str, object]:
    """What counts of the one who wrote."""
    [found] = room.answers(COMMITTED.id)
    return {item: value for (item, _), value in found.items()}


def proposals(room: LiveRoom) -> dict[str, str]:
    log = room.store.log(room.code)
    log.refresh()
    found = log.state.activity(COMMITTED.id).proposals
    return {one.item.text["en"]: f"{id} {one.status}" for id, one in found.items()}


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("radiogroup", name=question).locator("label", has_text=answer).tap()


def told(bodies: Sequence[str]) -> bool:
    """Whether any of the words left the phone."""
    return any(word in unquote(body) for body in bodies for word in ("onerror", "next day", "Lin"))


def test_a_commitment_stays_until_everybody_may_read_it_and_comes_back(
    closing: LiveRoom, new_phone: NewPhone
) -> None:
    phone = new_phone(width=320)
    page, sent = phone.page, list[str]()
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    come_in(page, closing, "Capucine")
    closing.invite(6)
    closing.do(c.Open(COMMITTED.id))
    keep = page.get_by_role("button", name="Keep this step")
    keep.tap()
    expect(page.get_by_text("Still missing: If …")).to_be_visible()
    expect(page.get_by_label("If …", exact=True)).to_be_focused()
    check(phone)

    # Half written, it is there after a reload, and while others are read in the room.
    page.get_by_label("If …", exact=True).fill(TRAP)
    page.get_by_label("then I …").press_sequentially("I answer the")
    page.evaluate("document.querySelector('.tt-commitments-gesture').id = 'before'")
    closing.do(c.Propose(COMMITTED.id, "For 30 days we try; Ann, until May", "k"))
    expect(page.locator("#before")).to_have_count(0)  # drawn anew, and one types on
    page.keyboard.type(" next day.")
    page.reload()
    expect(page.get_by_label("then I …")).to_have_value("I answer the next day.")
    page.get_by_label("Who will ask you").fill("Lin")
    page.get_by_role("button", name="in 30 days").tap()
    choose(page, "What does it feed most?", "Trust")
    page.get_by_role("radiogroup", name="How sure").get_by_role("radio", name="6").press(
        "ArrowRight"
    )
    closing.holds(COMMITTED.id, [])
    check(phone)

    # Kept: what counts leaves, the words do not; private unless one says otherwise.
    keep.tap()
    said(page, "Saved")
    counted = {
        "feeds": "trust",
        "confidence": 7,
        "seen": "private",
        "date": "yes",
        "witness": "yes",
    }
    assert own(closing) == counted
    words = page.locator(".tt-commitments-gesture .tt-commitments-words")
    expect(words).to_contain_text(WORDS)
    page.get_by_role("button", name="Copy").tap()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Add to my calendar").tap()
    lines = downloading.value.path().read_text("utf-8").splitlines()
    assert all(len(line.encode()) <= 75 for line in lines) and lines[6].startswith("DTSTART")
    unfolded = "".join(line.removeprefix(" ") for line in lines[7:-2])
    assert unfolded.replace("\\", "").startswith(f"SUMMARY:{WORDS}")
    check(phone)

    # A neighbour reads it here, over the whole screen.
    choose(page, SEEN, "A neighbour")
    page.get_by_role("button", name="Let a neighbour read it").tap()
    reader = page.get_by_role("dialog")
    expect(reader).to_contain_text(WORDS)
    box, screen = reader.bounding_box(), page.viewport_size
    assert box and screen and (box["width"], box["height"]) == (screen["width"], screen["height"])
    check(phone)
    reader.get_by_role("button", name="I will ask about it on").tap()
    expect(page.get_by_text("Read by your neighbour")).to_be_visible()
    said(page, "Saved")
    assert own(closing) == counted | {"seen": "witness"}
    page.locator("#me").tap()
    expect(page.locator("#sheet")).to_contain_text(WORDS)
    page.get_by_role("button", name="Close").tap()
    assert not told(sent)

    # For everyone: it waits without a network, is read first, then shown; and can be taken back.
    page.context.set_offline(True)
    choose(page, SEEN, "Everyone")
    expect(page.get_by_text("waiting", exact=True)).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("The facilitator reads it first.")).to_be_visible()
    said(page, "Saved")
    assert own(closing) == counted | {"seen": "all"}
    [text] = [text for text in proposals(closing) if text.startswith("If")]
    assert text.startswith(WORDS) and told(sent)
    closing.do(c.Show(COMMITTED.id, proposals(closing)[text].split()[0]))
    expect(page.get_by_text("Everyone can read it.")).to_be_visible()
    page.get_by_role("button", name="Change the words").tap()
    page.get_by_label("Who will ask you").fill("Awa")
    keep.tap()
    expect(page.get_by_text("The facilitator reads it first.")).to_be_visible()
    [text] = [text for text in proposals(closing) if text.startswith("If")]
    assert "Awa will ask me" in text and proposals(closing)[text].endswith("held")
    page.context.set_offline(True)
    choose(page, SEEN, "Only me")
    expect(page.get_by_text("waiting", exact=True)).to_be_visible()  # the room has them still
    page.context.set_offline(False)
    expect(page.get_by_text("Only on this phone")).to_be_visible()
    assert own(closing) == counted
    assert [text.split()[0] for text in proposals(closing)] == ["For"]

    # The room reads what it was given, and whoever wrote has their own words beside.
    closing.everybody_answers(COMMITTED)
    closing.reveal(COMMITTED.id)
    expect(page.get_by_text("For 30 days we try; Ann, until May")).to_be_visible()
    expect(page.get_by_text("You: Trust, 7 out of 10")).to_be_visible()
    expect(page.locator(".tt-commitments-words").first).to_contain_text("Awa will ask me about it")
    check(phone)
    assert page.evaluate("window.hit") is None
