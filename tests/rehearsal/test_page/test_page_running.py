"""Persons, crowd, faults and counters from the page."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.rehearsal.test_page.conftest import Floor, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_person_is_added_and_starts_the_bot(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Phone", exact=True).click()
    dialog = eyes.page.get_by_role("dialog", name="Open a phone")
    await dialog.get_by_label("First name").fill("Žydrė")
    await dialog.get_by_label("Last name").fill("Lelumbaitė")
    await dialog.get_by_label("Language of the phone").select_option("lt")
    await dialog.get_by_role("button", name="Add").click()
    phone = eyes.phone("Žydrė Lelumbaitė")
    await expect(phone).to_be_visible()
    await phone.get_by_role("button", name="Start").click()
    said = await floor.update("message")
    assert (said["text"], said["from"]["language_code"]) == ("/start", "lt")
    await expect(phone.get_by_role("textbox")).to_be_visible()
    await phone.get_by_role("button", name="Close the phone of Žydrė").click()
    await expect(eyes.page.locator(".phone")).to_have_count(3)


async def test_a_refused_name_is_explained_in_the_dialog(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Phone", exact=True).click()
    dialog = eyes.page.get_by_role("dialog", name="Open a phone")
    await dialog.get_by_label("First name").fill("Ann")
    await dialog.get_by_label("User name").fill("x")
    await dialog.get_by_role("button", name="Add").click()
    assert await dialog.get_by_label("User name").evaluate("element => !element.validity.valid")
    await dialog.get_by_label("User name").fill("ann_smilgar")
    await dialog.get_by_role("button", name="Add").click()
    await expect(eyes.page.locator(".toast.bad")).to_be_visible()
    await expect(dialog).to_be_visible()


async def test_telegram_is_switched_off_and_on_again(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Faults").click()
    dialog = eyes.page.get_by_role("dialog", name="Faults")
    await dialog.get_by_role("switch").check()
    await expect(eyes.page.locator("#faults-open .dot")).to_be_visible()
    with pytest.raises(Exception, match=r".+"):
        await floor.bot("getMe")
    await dialog.get_by_role("button", name="All well again").click()
    await expect(dialog.get_by_role("switch")).not_to_be_checked()
    assert (await floor.bot("getMe"))["is_bot"]


async def test_errors_are_ordered_by_number(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Faults").click()
    dialog = eyes.page.get_by_role("dialog", name="Faults")
    await dialog.get_by_label("Error 429").fill("1")
    await dialog.get_by_label("which ask to wait").fill("7")
    await dialog.get_by_role("button", name="Set faults").click()
    await expect(eyes.page.locator("#faults-open .dot")).to_be_visible()
    async with floor.http.get(f"{floor.url}/bot1:rehearsal/getMe") as response:
        body = await response.json()
    assert (response.status, body["parameters"]["retry_after"]) == (429, 7)
    await expect(dialog.get_by_label("Error 429")).to_have_value("0")
    await eyes.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_without_a_crowd_the_switch_says_why(open_page: OpenPage) -> None:
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Crowd").click()
    dialog = eyes.page.get_by_role("dialog", name="Crowd")
    await expect(dialog.get_by_role("button", name="Let them in")).to_be_disabled()
    await expect(dialog.locator("p")).not_to_be_empty()


async def test_counters_count(open_page: OpenPage, floor: Floor) -> None:
    eyes = await open_page()
    await floor.bot("sendMessage", chat_id=floor.ann.id, text="one")
    await floor.bot("sendMessage", chat_id=floor.bo.id, text="two")
    chip = eyes.page.locator(".counter", has_text="sent")
    await expect(chip.first.locator("b")).to_have_text("2")


class Guests:
    """A crowd that only stands there: what the switch asks of it is seen."""

    def __init__(self) -> None:
        self.size = 0
        self.running = False

    async def start(self, size: int) -> None:
        self.size, self.running = size, True

    async def stop(self) -> None:
        self.running = False

    def status(self) -> dict[str, object]:
        return {"size": self.size, "running": self.running, "registered": self.size // 2}


async def test_the_crowd_is_let_in_and_stopped(open_page: OpenPage, floor: Floor) -> None:
    await floor.close()
    floor.crowd = guests = Guests()
    await floor.serve()
    eyes = await open_page()
    await eyes.page.get_by_role("button", name="Crowd").click()
    dialog = eyes.page.get_by_role("dialog", name="Crowd")
    await dialog.get_by_label("Number of attendees").fill("80")
    await dialog.get_by_role("button", name="Let them in").click()
    await expect(dialog.get_by_role("button", name="Stop the crowd")).to_be_enabled()
    assert (guests.size, guests.running) == (80, True)
    await expect(dialog.locator(".facts")).to_have_text("registered40")
    await expect(eyes.page.locator("#crowd-open .dot")).to_be_visible()
    await dialog.get_by_role("button", name="Stop the crowd").click()
    await expect(dialog.get_by_role("button", name="Let them in")).to_be_enabled()
    assert not guests.running
