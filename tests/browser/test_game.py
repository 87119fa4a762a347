"""A whole game of the common pot: four phones, one of them offline for a round, a kernel that is killed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tamtam.server import run
from tamtam.server.client import Client
from tamtam.session import commands as c
from tamtam.session.log import open_store

from tests import decks
from tests.browser.conftest import LiveRoom, NewPhone, OpenRoom
from tests.browser.kernel import Kernel
from tests.browser.test_phone import come_in
from tests.browser.test_phone_looks import check
from tests.browser.test_pressure_forms import small

pytestmark = pytest.mark.browser

DECK = decks.shipped()
#: Where the game is, as a kernel knows it that has only just come.
WHERE = """with room.state() as state:
    asked = state.activity("common_pot")
print(asked.status, asked.rounds[asked.turn.round - 1].name, len(room.people()))"""

NewKernel = Callable[[], Kernel]


@pytest.fixture
def new_kernel(tmp_path: Path) -> Iterator[NewKernel]:
    begun: list[Kernel] = []

    def begin() -> Kernel:
        begun.append(Kernel(tmp_path))
        return begun[-1]

    yield begin
    for kernel in begun:
        kernel.kill()


@pytest.fixture
def kernel(new_kernel: NewKernel) -> Kernel:
    """The one that the facilitator begins with."""
    return new_kernel()


@pytest.fixture
def room(tmp_path: Path, kernel: Kernel) -> Iterator[LiveRoom]:
    """A game of four rounds, whose server is started by the kernel that leads it."""
    game = DECK.activity("common_pot")
    assert game
    short = msgspec.structs.replace(game, phases=game.phases[:4])
    activities = tuple(short if one.id == game.id else one for one in DECK.activities)
    kept = msgspec.structs.replace(DECK, activities=activities, cuts={}, drop_first={})
    store = open_store(tmp_path / "sessions.sqlite")
    code = store.create(c.NewSession("trois_constats", kept, seed=1, min_answers=3))
    assert run.find(store) is None
    resume(kernel, code)
    running = run.find(store)
    assert running
    yield LiveRoom(store, Client(running.url, running.key), running.url, code)
    run.stop(store)
    store.close()


def resume(kernel: Kernel, code: str) -> None:
    """What the first cell of a notebook does, for one session."""
    kernel.run(
        "from tamtam import Workshop",
        f'room = Workshop(language="en").resume("{code}")',
    )


def gives(page: Page, round: int, gift: int) -> None:
    """Give and expect by keyboard: a digit is twice as many tokens."""
    expect(page.get_by_role("heading", name=f"Round {round} of 4")).to_be_visible()
    for slider in page.get_by_role("slider").all():
        slider.focus()
        page.keyboard.press(str(gift // 2))
    page.get_by_role("button", name="Give", exact=True).tap()


def test_a_game_is_played_on_though_a_phone_is_offline_and_the_kernel_is_killed(
    room: LiveRoom, new_phone: NewPhone, kernel: Kernel, new_kernel: NewKernel
) -> None:
    phones = [new_phone(width=320 if number == 0 else 390) for number in range(4)]
    pages = [phone.page for phone in phones]
    for page in pages:
        come_in(page, room)
    expect(pages[-1].get_by_text("4 people are in the session")).to_be_visible()
    kernel.run('room.open("common_pot")')
    first = pages[0]
    expect(first.get_by_text("your table sees only the total")).to_be_visible()
    assert small(first) == []
    check(phones[0])
    late = new_phone()
    come_in(late.page, room)
    expect(late.page.get_by_text("You came in after it began")).to_be_visible()
    assert late.page.get_by_role("slider").count() == 0

    first.get_by_role("button", name="one more").first.tap()  # set, and not yet given
    first.get_by_role("button", name="one less").first.tap()
    expect(first.get_by_text("still thinking")).to_have_count(0)
    assert room.answers("common_pot") == []
    first.get_by_role("slider").first.focus()
    first.keyboard.press("9")
    first.get_by_role("button", name="Give", exact=True).tap()  # without a guess, it is a gift
    expect(first.get_by_role("slider").last).to_be_focused()
    room.holds("common_pot", [{("give", "round_1"): 18}])
    gives(pages[0], 1, 18)
    expect(first.get_by_text("3 people at your table are still thinking")).to_be_visible()
    kernel.kill()  # the game is the server's: it goes on
    for page, gift in zip(pages[1:], (10, 6, 0), strict=True):
        gives(page, 1, gift)
    expect(first.get_by_text("You end with 15.6 tokens")).to_be_visible()
    expect(first.get_by_text("34 tokens in the pot, from 4 people. You gave 18.")).to_be_visible()

    away = pages[3]
    expect(away.get_by_role("heading", name="Round 2 of 4")).to_be_visible()
    away.context.set_offline(True)
    for page in pages:
        gives(page, 2, 10)
    expect(first.get_by_text("1 person at your table is still thinking")).to_be_visible()
    time_is_up(room)
    expect(first.get_by_text("30 tokens in the pot, from 3 people.")).to_be_visible()
    expect(first.get_by_role("heading", name="Talk at your table: 2 minutes")).to_be_visible()
    expect(first.get_by_text("whoever is in charge speaks last")).to_be_visible()
    expect(first.get_by_text("Next, your table will see what each of you gives")).to_be_visible()
    check(phones[0])
    away.context.set_offline(False)
    expect(
        away.get_by_text("You did not answer in this round: it counts as missing")
    ).to_be_visible()
    time_is_up(room)

    expect(first.get_by_text("your table will see what each of you gave")).to_be_visible()
    back = new_kernel()
    for page, gift in zip(pages, (16, 12, 8, 4), strict=True):
        gives(page, 3, gift)
    resume(back, room.code)
    seen = first.get_by_role("listitem")
    expect(seen).to_have_count(4)
    assert sorted(line.split()[-1] for line in gifts_of(first)) == ["12", "16", "4", "8"]
    up = first.get_by_role("button", name="▲ I like it –").first
    up.tap()
    expect(up).to_have_attribute("aria-pressed", "true")
    assert small(first) == []
    check(phones[0])
    assert back.run(WHERE) == "open round_4 5"
    assert "The common pot: open." in back.run('room.ask("common_pot")')
    for page in pages:
        gives(page, 4, 12)
    expect(first.get_by_text("The game is over.")).to_be_visible()
    assert sum(("give", "round_2") in own for own in room.answers("common_pot")) == 3
    assert [own for own in room.answers("common_pot") if "up" in own.values()]
    check(phones[0])

    assert back.run(WHERE) == "closed round_4 5"
    assert "The common pot (4 people answered" in back.run("room.reveal()")
    for page in (*pages, late.page):
        expect(page.get_by_text("The room gave 9.1 on average and expected 9.1.")).to_be_visible()
        expect(page.get_by_text("The room gave 11 on average and expected 11.")).to_be_visible()
    expect(
        away.get_by_text("You did not answer in this round: it counts as missing")
    ).to_be_visible()
    check(phones[0])


def test_what_was_set_and_not_given_is_named_once_the_round_is_over(
    open_room: OpenRoom, new_phone: NewPhone
) -> None:
    room = open_room(c.NewSession("trois_constats", DECK, seed=1))
    page = new_phone().page
    come_in(page, room)
    room.invite(2)
    room.do(c.Seat())
    room.do(c.Open("common_pot"))
    page.get_by_role("slider").first.focus()
    page.keyboard.press("5")
    time_is_up(room)
    expect(page.get_by_text("You had chosen 10 without tapping “Give”.")).to_be_visible()


def time_is_up(room: LiveRoom) -> None:
    """Let the clock run out now: the server goes on by itself."""
    room.do(c.Time("common_pot", "add", -600))


def gifts_of(page: Page) -> list[str]:
    """What each gave at the table, without the buttons beside it."""
    told: Callable[..., list[str]] = page.eval_on_selector_all
    return told(
        ".tt-common-pot-at li > span:first-child", "all => all.map(one => one.textContent.trim())"
    )
