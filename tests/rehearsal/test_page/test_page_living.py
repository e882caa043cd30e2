"""The page over time: the clock, the feed, narrow screens, dark rooms, keyboards."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.rehearsal.test_page.conftest import Floor, OpenPage, keys, soon

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PICTURE = base64.b64decode(  # one pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_the_clock_is_run_stopped_and_turned_from_the_bar(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await expect(eyes.page.locator("#clock-time")).to_have_text("09:40:00")
    await expect(eyes.page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
    floor.next_thing = soon(minutes=35)
    await eyes.page.get_by_role("button", name="Next thing").click()
    await expect(eyes.page.locator("#clock-time")).to_have_text("10:15:00")
    assert floor.clock.now() == soon(minutes=35)
    await eyes.page.get_by_role("button", name="×60").click()
    await expect(eyes.page.get_by_role("button", name="×60")).to_have_attribute("aria-pressed", "true")
    assert floor.clock.speed == 60
    await eyes.page.get_by_role("button", name="×1", exact=True).click()
    await expect(eyes.page.locator("#clock-speed")).to_have_text("×1")
    await eyes.page.get_by_role("button", name="Pause").click()
    await expect(eyes.page.locator("#clock-speed")).to_have_text("stopped")
    assert floor.clock.speed == 0


async def test_nothing_next_is_said_and_not_done(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Next thing").click()
    await expect(eyes.page.locator(".toast.bad")).to_be_visible()
    await expect(eyes.page.locator("#clock-time")).to_have_text("09:40:00")


async def test_a_bell_on_another_phone_shows_as_unread_until_it_is_touched(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await eyes.phone("Rasa").get_by_role("textbox").focus()
    await floor.bot("sendMessage", chat_id=floor.bo.id, text="In 15 minutes")
    await floor.bot("sendMessage", chat_id=floor.bo.id, text="In 5 minutes")
    badge = eyes.phone("Bo").locator(".head .badge")
    await expect(badge).to_have_text("2")
    await expect(eyes.page).to_have_title("(2) Matchbell rehearsal")
    await expect(eyes.page.locator("#live")).to_have_text("Bo Älvsnödal: In 5 minutes")
    await eyes.phone("Bo").locator(".scroller").click()
    await expect(badge).to_be_hidden()
    await expect(eyes.page).to_have_title("Matchbell rehearsal")


async def test_a_reader_of_old_messages_is_left_in_peace(open_page: OpenPage, floor: Floor) -> None:
    for number in range(40):
        await floor.bot("sendMessage", chat_id=floor.ann.id, text=f"Message {number}")
    eyes = await open_page()
    scroller = eyes.phone("Ann").locator(".scroller")
    await expect(eyes.bubble("Ann", "Message 39")).to_be_in_viewport()
    await scroller.evaluate("element => { element.scrollTop = 100; }")
    jump = eyes.phone("Ann").locator(".jump")
    await expect(jump).to_be_visible()
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="The newest")
    await expect(jump).to_have_text("1 new message")
    assert await scroller.evaluate("element => element.scrollTop") == 100
    await jump.click()
    await expect(eyes.bubble("Ann", "The newest")).to_be_in_viewport()
    await expect(jump).to_be_hidden()


async def test_the_page_finds_its_way_back_after_the_server_restarts(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="Before")
    await expect(eyes.bubble("Ann", "Before")).to_be_visible()
    people = floor.ann.id, floor.bo.id
    await floor.close()
    await expect(eyes.page.locator("#banner")).to_be_visible()
    await floor.open()
    await expect(eyes.page.locator("#banner")).to_be_hidden(timeout=20_000)
    if (floor.ann.id, floor.bo.id) == people:
        await expect(eyes.bubble("Ann", "Before")).to_have_count(0)
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="After")
    await expect(eyes.bubble("Ann", "After")).to_have_count(1)


async def test_what_happened_while_the_line_was_cut_is_caught_up(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    sent = await floor.bot("sendMessage", chat_id=floor.ann.id, text="Will be edited")
    gone = await floor.bot("sendMessage", chat_id=floor.ann.id, text="Will be deleted")
    await expect(eyes.bubble("Ann", "Will be deleted")).to_be_visible()
    await floor.close()
    await expect(eyes.page.locator("#banner")).to_be_visible()
    floor.stage.person(floor.ann.id).say("Said elsewhere")
    await floor.serve()
    await floor.bot("editMessageText", chat_id=floor.ann.id, message_id=sent["message_id"], text="Was edited")
    await floor.bot("deleteMessage", chat_id=floor.ann.id, message_id=gone["message_id"])
    await expect(eyes.page.locator("#banner")).to_be_hidden(timeout=20_000)
    await expect(eyes.phone("Ann").locator(".message .words")).to_have_text(["Was edited", "Said elsewhere"])


async def test_everything_can_be_done_from_the_keyboard(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await floor.bot(
        "sendMessage", chat_id=floor.bo.id, text="Meet Ann?", reply_markup=keys(["Accept", "Other time"], ["Decline"])
    )
    await expect(eyes.phone("Bo").locator(".inline-key")).to_have_count(3)
    await eyes.page.keyboard.press("Tab")
    await expect(eyes.page.locator(".skip")).to_be_focused()
    for _ in range(2):  # from the organiser's phone to the third
        await eyes.page.keyboard.press("Alt+ArrowRight")
    await expect(eyes.phone("Bo").get_by_role("textbox")).to_be_focused()
    await eyes.page.keyboard.press("ArrowUp")
    await expect(eyes.phone("Bo").get_by_role("button", name="Accept")).to_be_focused()
    await eyes.page.keyboard.press("ArrowRight")
    await expect(eyes.phone("Bo").get_by_role("button", name="Other time")).to_be_focused()
    await eyes.page.keyboard.press("ArrowDown")
    await eyes.page.keyboard.press("Enter")
    assert (await floor.update("callback_query"))["data"] == "Decline"
    await eyes.page.keyboard.press("Escape")
    await eyes.page.keyboard.type("Sorry, not today")
    await eyes.page.keyboard.press("Enter")
    assert (await floor.update("message"))["text"] == "Sorry, not today"
    await eyes.page.locator("#person-open").focus()
    await eyes.page.keyboard.press("Enter")
    await expect(eyes.page.get_by_role("searchbox")).to_be_focused()
    await eyes.page.keyboard.press("Escape")
    await expect(eyes.page.locator("#person-open")).to_be_focused()


async def test_a_narrow_screen_shows_one_phone_with_tabs(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page(390, 844, has_touch=True)
    await expect(eyes.page.locator(".phone:visible")).to_have_count(1)
    await floor.bot(
        "sendMessage",
        chat_id=floor.bo.id,
        text="x" * 400,
        reply_markup=keys(["A long button that will not fit in one line of a phone", "B"]),
    )
    tabs = eyes.page.get_by_role("tab")
    await expect(tabs).to_have_count(3)
    await expect(tabs.nth(2).locator(".badge")).to_have_text("1")
    await tabs.nth(2).tap()
    await expect(eyes.phone("Bo")).to_be_visible()
    await expect(eyes.phone("Rasa")).to_be_hidden()
    await expect(tabs.nth(2).locator(".badge")).to_be_hidden()
    await tabs.nth(2).press("ArrowLeft")
    await expect(eyes.phone("Ann")).to_be_visible()
    wide = (
        "document.documentElement.scrollWidth > innerWidth || document.querySelector('.bar').scrollWidth > innerWidth"
    )
    assert not await eyes.page.evaluate(wide)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_system_decides_on_the_appearance_until_the_button_does(open_page: OpenPage, scheme: str) -> None:
    eyes = await open_page(color_scheme=scheme)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = await eyes.page.evaluate(ground)
    assert (before == "rgb(12, 19, 18)") == (scheme == "dark")
    await eyes.page.get_by_role("button", name="Dark appearance").click()
    turned = await eyes.page.evaluate(ground)
    assert (turned == "rgb(12, 19, 18)") == (scheme == "light")
    await eyes.page.reload()
    await expect(eyes.page.locator(".phone")).to_have_count(3)
    assert await eyes.page.evaluate(ground) == turned


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_text_has_enough_contrast(open_page: OpenPage, floor: Floor, scheme: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for what is read (computed colours over the nearest opaque ground)."""
    await floor.bot(
        "sendMessage",
        chat_id=floor.ann.id,
        text="<b>Bold</b> https://example.org <blockquote>quoted</blockquote>",
        parse_mode="HTML",
        reply_markup=keys(["Plain"]),
    )
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="Yes?", reply_markup=keys(["Go"], style="success"))
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="No?", reply_markup=keys(["Stop"], style="danger"))
    await floor.upload("sendDocument", "document", b"x", "x.pdf", "application/pdf", chat_id=str(floor.ann.id))
    floor.ann.say("/start and more")
    eyes = await open_page(color_scheme=scheme, reduced_motion="reduce")
    await expect(eyes.phone("Ann").locator(".message")).to_have_count(5)
    poor = await eyes.page.evaluate((Path(__file__).parent / "contrast.js").read_text("utf-8"))
    assert poor == []


async def test_a_chat_action_shows_that_the_bot_is_typing(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await floor.bot("sendChatAction", chat_id=floor.bo.id, action="typing")
    await expect(eyes.phone("Bo").locator(".about")).to_have_text("Matchbell is typing…")
    await floor.bot("sendMessage", chat_id=floor.bo.id, text="Here it is")
    await expect(eyes.phone("Bo").locator(".about")).to_have_text("Participant · SV")


async def test_a_moment_is_shown_in_the_zone_of_the_phone(open_page: OpenPage, floor: Floor) -> None:
    floor.stage.add_person(first_name="Olena", language_code="uk", zone="America/New_York", started=True, id=77)
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Phone", exact=True).click()
    await eyes.page.get_by_role("searchbox").fill("Olena")
    await eyes.page.keyboard.press("Enter")
    moment = {"type": "date_time", "offset": 0, "length": 5, "unix_time": 1651044300, "date_time_format": "t"}
    for person in (77, floor.ann.id):
        await floor.bot("sendMessage", chat_id=person, text="10:25 at table 12", entities=[moment])
    await expect(eyes.phone("Olena").locator(".words")).to_have_text("03:25 at table 12")
    await expect(eyes.phone("Ann").locator(".words")).to_have_text("10:25 at table 12")


async def test_a_picture_opens_large_and_escape_puts_it_back(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await floor.upload(
        "sendPhoto", "photo", PICTURE, "plan.png", "image/png", chat_id=str(floor.ann.id), caption="Floor plan"
    )
    await eyes.phone("Ann").get_by_role("button", name="Open picture: Floor plan").click()
    large = eyes.page.get_by_role("dialog", name="Floor plan")
    assert await large.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    await eyes.page.keyboard.press("Escape")
    await expect(large).to_have_count(0)


@pytest.mark.parametrize("width", [390, 900, 1024, 1440])
async def test_nothing_sticks_out_of_a_phone(open_page: OpenPage, floor: Floor, width: int) -> None:
    rows = [[{"text": "A suggested answer of some length"}, {"text": "Another one"}]]
    for person in (floor.rasa, floor.ann, floor.bo):
        buttons = keys(["Donaudampfschifffahrtsgesellschaft", "No meetings yet · 31", "Yes"])
        await floor.bot("sendMessage", chat_id=person.id, text="y" * 300, reply_markup=buttons)
        await floor.bot("sendMessage", chat_id=person.id, text="And?", reply_markup={"keyboard": rows})
        await floor.upload(
            "sendDocument",
            "document",
            b"BEGIN:VCALENDAR",
            f"{'long' * 30}.ics",
            "text/calendar",
            chat_id=str(person.id),
        )
        person.say("z" * 200)
    eyes = await open_page(width, 800)
    await expect(eyes.phone("Rasa").locator(".message")).to_have_count(4)
    sticking = """() => {
      const shown = (part) => part.checkVisibility() && !part.closest(".quiet");
      const edge = (part) => part.getBoundingClientRect().right;
      return [...document.querySelectorAll(".phone")].filter(shown).flatMap((phone) =>
        [...phone.querySelectorAll("*")].filter((part) => shown(part) && edge(part) > edge(phone) + 1)
          .map((part) => part.className));
    }"""
    assert await eyes.page.evaluate(sticking) == []
