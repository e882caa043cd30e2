"""Writing, tapping, keyboards and files on the page, as an organiser trying the bot would."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from tests.rehearsal.test_page.conftest import Floor, OpenPage, keys

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Vilnius\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"DTSTART;TZID=Europe/Vilnius:20220427T102500\r\nDTEND;TZID=Europe/Vilnius:20220427T104500\r\n"
    b"SUMMARY:Meeting with a very long na\r\n me\\, folded\r\nLOCATION:Table 12\\, zone B\r\n"
    b"BEGIN:VALARM\r\nSUMMARY:not this\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20220427T060000Z\r\nSUMMARY:Early plenary\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
HOSTILE_CALENDAR = b"BEGIN:VEVENT\r\nSUMMARY:<img src=x onerror=alert(1)>\r\nDTSTART:20220427T060000Z\r\nEND:VEVENT\r\n"


async def test_the_organiser_has_the_first_phone(open_page: OpenPage) -> None:
    eyes = await open_page()
    await expect(eyes.page.locator(".phone .head h2")).to_have_text(["Rasa Verpėtaitė", "Ann Smilgar", "Bo Älvsnödal"])
    await expect(eyes.page.locator(".phone .about").first).to_have_text("Organiser · LT")


async def test_what_is_typed_reaches_the_bot_and_its_answer_comes_back(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    field = eyes.phone("Ann").get_by_role("textbox")
    await field.fill("Good morning")
    await field.press("Shift+Enter")
    await field.type("from Kaunas")
    await field.press("Enter")
    said = await floor.update("message")
    assert said["text"] == "Good morning\nfrom Kaunas"
    assert said["from"]["id"] == floor.ann.id
    await expect(field).to_have_value("")
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="Labas <b>rytas</b> &amp; ačiū", parse_mode="HTML")
    answer = eyes.bubble("Ann", "Labas rytas & ačiū")
    await expect(answer).to_have_class("message in arriving tail")
    await expect(answer.locator("strong")).to_have_text("rytas")
    await expect(answer.locator("time")).to_have_text("09:40")


async def test_a_tap_turns_until_the_bot_answers_and_the_edit_is_seen(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    sent = await floor.bot(
        "sendMessage", chat_id=floor.ann.id, text="Meet Bo?", reply_markup=keys(["Accept", "Decline"])
    )
    button = eyes.phone("Ann").get_by_role("button", name="Accept")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await floor.update("callback_query")
    assert query["data"] == "Accept"
    await floor.bot("answerCallbackQuery", callback_query_id=query["id"], text="Agreed")
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await expect(eyes.phone("Ann").locator(".answer")).to_have_text("Agreed")
    await floor.bot(
        "editMessageText", chat_id=floor.ann.id, message_id=sent["message_id"], text="You meet Bo at 10:25."
    )
    bubble = eyes.bubble("Ann", "You meet Bo at 10:25.")
    await expect(bubble.locator(".edited")).to_be_visible()
    await expect(eyes.phone("Ann").locator(".inline-key")).to_have_count(0)
    await expect(eyes.phone("Ann").locator(".message")).to_have_count(1)


async def test_an_alert_waits_for_ok_and_escape_closes_it(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await floor.bot("sendMessage", chat_id=floor.bo.id, text="Still free?", reply_markup=keys(["Book"]))
    await eyes.phone("Bo").get_by_role("button", name="Book").click()
    query = await floor.update("callback_query")
    await floor.bot("answerCallbackQuery", callback_query_id=query["id"], text="Just taken.", show_alert=True)
    alert = eyes.phone("Bo").get_by_role("alertdialog", name="Just taken.")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await eyes.page.keyboard.press("Escape")
    await expect(alert).to_have_count(0)
    await expect(eyes.phone("Bo").get_by_role("button", name="Book")).to_be_focused()


async def test_a_reply_keyboard_answers_for_the_person_and_goes_away(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    rows = [[{"text": "Onsite"}, {"text": "Online"}], [{"text": "Share my number", "request_contact": True}]]
    markup = {"keyboard": rows, "resize_keyboard": True, "input_field_placeholder": "Onsite or online?"}
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="How on Wednesday?", reply_markup=markup)
    ann = eyes.phone("Ann")
    await expect(ann.get_by_placeholder("Onsite or online?")).to_be_visible()
    await ann.get_by_role("button", name="Online").click()
    assert (await floor.update("message"))["text"] == "Online"
    await ann.get_by_role("button", name="Share my number").click()
    await eyes.page.get_by_role("dialog").get_by_role("button", name="Share contact").click()
    assert (await floor.update("message"))["contact"]["phone_number"].startswith("+370600")
    await expect(ann.locator(".contact")).to_contain_text("Ann Smilgar")
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="Thanks", reply_markup={"remove_keyboard": True})
    await expect(ann.locator(".reply-key")).to_have_count(0)


async def test_a_document_can_be_downloaded(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    content = b"name,table\n" * 200
    await floor.upload(
        "sendDocument",
        "document",
        content,
        "Tables, day 2.csv",
        "text/csv",
        chat_id=str(floor.ann.id),
        caption="All tables",
    )
    card = eyes.bubble("Ann", "Tables, day 2.csv")
    await expect(card.locator(".file-size")).to_have_text("CSV · 2.2 kB")
    async with eyes.page.expect_download() as waiting:
        await card.get_by_role("link", name="Download Tables, day 2.csv").click()
    download = await waiting.value
    assert download.suggested_filename == "Tables, day 2.csv"
    assert Path(await download.path()).read_bytes() == content


async def test_a_calendar_shows_its_events_in_the_zone_of_the_event(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await floor.upload("sendDocument", "document", CALENDAR, "day.ics", "text/calendar", chat_id=str(floor.ann.id))
    events = eyes.phone("Ann").locator(".ics-event")
    await expect(events.locator(".ics-what")).to_have_text(["Early plenary", "Meeting with a very long name, folded"])
    await expect(events.locator(".ics-where")).to_have_text(["09:00", "10:25 – 10:45 · Table 12, zone B"])


async def test_files_contacts_and_places_go_out_through_the_attach_menu(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    ann = eyes.phone("Ann")
    await ann.get_by_role("button", name="Attach").click()
    async with eyes.page.expect_file_chooser() as waiting:
        await ann.get_by_role("menuitem", name="File").click()
    chooser = await waiting.value
    await chooser.set_files(FilePayload(name="offer.txt", mimeType="text/plain", buffer=b"rye"))
    assert (await floor.update("message"))["document"]["file_name"] == "offer.txt"
    await ann.get_by_role("button", name="Attach").click()
    await ann.get_by_role("menuitem", name="Location").click()
    await eyes.page.get_by_role("dialog").get_by_role("button", name="Share location").click()
    assert (await floor.update("message"))["location"]["latitude"] == pytest.approx(54.68916)
    await expect(ann.locator(".place")).to_contain_text("54.68916, 25.27980")


async def test_commands_are_offered_and_sent(open_page: OpenPage, floor: Floor) -> None:
    commands = [{"command": "agenda", "description": "Your day"}, {"command": "people", "description": "Whom to meet"}]
    await floor.bot("setMyCommands", commands=commands)
    eyes = await open_page()
    ann = eyes.phone("Ann")
    await ann.get_by_role("button", name="Commands").click()
    await ann.get_by_role("menuitem", name="/people").click()
    assert (await floor.update("message"))["text"] == "/people"
    field = ann.get_by_role("textbox")
    await field.fill("/ag")
    await field.press("Enter")
    assert (await floor.update("message"))["text"] == "/agenda"
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="Try /people again")
    await eyes.bubble("Ann", "Try").get_by_role("button", name="/people").click()
    assert (await floor.update("message"))["text"] == "/people"


async def test_a_deleted_message_vanishes_and_a_blocked_bot_is_told(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    sent = await floor.bot("sendMessage", chat_id=floor.ann.id, text="Too early")
    await expect(eyes.bubble("Ann", "Too early")).to_be_visible()
    await floor.bot("deleteMessage", chat_id=floor.ann.id, message_id=sent["message_id"])
    await expect(eyes.bubble("Ann", "Too early")).to_have_count(0)
    ann = eyes.phone("Ann")
    await ann.get_by_role("button", name="More about Ann").click()
    await ann.get_by_role("menuitem", name="Block the bot").click()
    assert (await floor.update("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(ann.locator(".service", has_text="blocked the bot")).to_be_visible()
    await ann.get_by_role("button", name="Unblock the bot").click()
    await expect(ann.get_by_role("textbox")).to_be_visible()


async def test_hostile_text_is_only_text(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    await eyes.phone("Ann").get_by_role("textbox").fill(hostile)
    await eyes.phone("Ann").get_by_role("textbox").press("Enter")
    entities = [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/\"onmouseover='window.hit=1'"}
    ]
    await floor.bot(
        "sendMessage", chat_id=floor.ann.id, text=hostile, entities=entities, reply_markup=keys([hostile[:30]])
    )
    await floor.upload(
        "sendDocument", "document", HOSTILE_CALENDAR, "<i>x</i>.ics", "text/calendar", chat_id=str(floor.ann.id)
    )
    floor.stage.add_person(first_name="<img src=x onerror=window.hit=1>", started=True)
    await expect(eyes.phone("Ann").locator(".ics-what")).to_have_text("<img src=x onerror=alert(1)>")
    await expect(eyes.phone("Ann").locator(".message")).to_have_count(3)
    await eyes.page.get_by_role("button", name="Phone", exact=True).click()
    await eyes.page.get_by_role("searchbox").fill("onerror")
    await eyes.page.keyboard.press("Enter")
    await expect(eyes.page.locator(".phone")).to_have_count(4)
    await expect(eyes.page.get_by_role("dialog")).to_have_count(0)
    assert await eyes.page.locator(".phone img, .phone script").count() == 0
    assert await eyes.page.evaluate("window.hit === undefined")


async def test_formatting_is_drawn_as_in_telegram(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    long_quote = "line after line " * 20
    html = (
        "👋 <b>bold <i>both</i></b> <u>under</u> <s>gone</s> <tg-spoiler>secret</tg-spoiler> <code>x=1</code>\n"
        f'<pre><code class="language-python">ring()</code></pre>\n<blockquote expandable>{long_quote}</blockquote>'
    )
    await floor.bot("sendMessage", chat_id=floor.ann.id, text=html, parse_mode="HTML")
    bubble = eyes.phone("Ann").locator(".message")
    await expect(bubble.locator("strong em")).to_have_text("both")
    await expect(bubble.locator("u")).to_have_text("under")
    await expect(bubble.locator("s")).to_have_text("gone")
    await expect(bubble.locator(".pre")).to_contain_text("python")
    secret = bubble.get_by_role("button", name="Hidden text")
    await secret.focus()
    await eyes.page.keyboard.press("Enter")
    await expect(bubble.locator(".spoiler.shown")).to_have_text("secret")
    await bubble.get_by_role("button", name="Show all").click()
    await expect(bubble.locator("blockquote.folded")).to_have_count(0)
