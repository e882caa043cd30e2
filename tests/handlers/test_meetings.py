"""Meetings as people live them: what they tap and type, and what both phones show."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.meetings import Status
from bot.views.people import RequestTap
from storage.database import Database
from tests.meetings import at
from tests.meetings_office import Phones, some_phones


@pytest.fixture
async def phones(database: Database) -> AsyncIterator[Phones]:
    async with some_phones(database, "Ann", "Bo", "Cy") as opened:
        yield opened


async def ask(phones: Phones, asker: str, guest: str, when: str, note: str | None = None) -> None:
    await phones.press(asker, RequestTap(phones.hall.ids[guest]).pack())
    await phones.tap(asker, when)
    if note is None:
        await phones.tap(asker, "Send without a note")
    else:
        await phones.type(asker, note)


async def test_three_taps_ask_and_one_tap_agrees(phones: Phones) -> None:
    await phones.press("Ann", RequestTap(phones.hall.ids["Bo"]).pack())
    assert "When would you like to meet Bo?" in await phones.read("Ann")
    assert (await phones.labels("Ann"))[:3] == ["Any time that suits both", "10:00", "10:25"]
    await phones.tap("Ann", "10:25")
    await phones.tap("Ann", "Send without a note")
    assert "Your request to Bo is sent" in await phones.read("Ann")
    assert "due by Thu 21 April, 12:00" in await phones.read("Ann")
    assert "Ann would like to meet you" in await phones.read("Bo")
    await phones.tap("Bo", "Accept")
    for name, other in (("Ann", "Bo"), ("Bo", "Ann")):
        text = await phones.read(name)
        assert f"Agreed: you meet {other}" in text
        assert "Wed 27 April, 10:25–10:45" in text
        assert "Table 1, A (by the windows)" in text
    assert await phones.office.states(7) == {}


async def test_a_note_goes_with_the_request_and_is_harmless(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "Any time", note="<b>Hi</b> =1+1 \u202e שלום \x07")
    text = (await phones.screens("Bo"))[-1].text
    assert "&lt;b&gt;Hi&lt;/b&gt; =1+1" in text
    assert "\x07" not in text
    assert "Any time that suits you both" in text


async def test_too_long_a_note_is_asked_for_again_with_the_limit(phones: Phones) -> None:
    await phones.press("Ann", RequestTap(phones.hall.ids["Bo"]).pack())
    await phones.tap("Ann", "Any time")
    await phones.type("Ann", "x" * 301)
    assert "301 characters, and a note has at most 300" in await phones.read("Ann")
    await phones.type("Ann", "x" * 300)
    assert "is sent" in await phones.read("Ann")


@pytest.mark.parametrize("typed", ["10:50", "Wed 10:50", "27.04. 10:50"])
async def test_a_typed_time_is_confirmed_by_a_button(phones: Phones, typed: str) -> None:
    await phones.press("Ann", RequestTap(phones.hall.ids["Bo"]).pack())
    await phones.type("Ann", typed)
    assert "Did you mean this time?" in await phones.read("Ann")
    assert "Wed 27 April, 10:50–11:10" in await phones.read("Ann")
    await phones.tap("Ann", "Yes, this time")
    assert "A short note for Bo?" in await phones.read("Ann")


@pytest.mark.parametrize("typed", ["ok", "why not?", "x" * 4000, "<b>", "🙂", "17", "/soon"])
async def test_what_is_no_time_gets_a_friendly_question_and_books_nothing(phones: Phones, typed: str) -> None:
    await phones.press("Ann", RequestTap(phones.hall.ids["Bo"]).pack())
    await phones.type("Ann", typed)
    assert await phones.screens("Bo") == []
    assert "is sent" not in await phones.read("Ann")
    assert await phones.labels("Ann") != []


async def test_a_typed_time_that_is_not_free_says_so(phones: Phones) -> None:
    await phones.hall.agreed("Bo", "Cy", "10:00")
    await phones.press("Ann", RequestTap(phones.hall.ids["Bo"]).pack())
    await phones.type("Ann", "Wed 10:00")
    assert "At that time you two cannot meet." in await phones.read("Ann")
    assert "10:25" in await phones.labels("Ann")


async def test_a_counter_offer_passes_to_and_fro(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    await phones.tap("Bo", "Another time")
    await phones.tap("Bo", "11:15")
    assert "Your suggestion to Ann is sent" in await phones.read("Bo")
    assert "Bo suggests another time" in await phones.read("Ann")
    assert "11:15" in await phones.read("Ann")
    await phones.tap("Ann", "Another time")
    await phones.tap("Ann", "Any time")
    assert "Ann suggests another time" in await phones.read("Bo")
    await phones.tap("Bo", "Accept")
    assert "10:00–10:20" in await phones.read("Ann")


async def test_when_the_time_has_gone_the_same_message_offers_three_and_one_tap_books(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    accept = await phones.data("Bo", "Accept")
    await phones.hall.agreed("Bo", "Cy", "10:00")
    await phones.press("Bo", accept)
    assert "no longer free" in await phones.read("Bo")
    assert (await phones.labels("Bo"))[:3] == [f"Wed 27 April, {clock}" for clock in ("10:25", "10:50", "11:15")]
    await phones.tap("Bo", "10:25")
    assert "Agreed: you meet Ann" in await phones.read("Bo")
    assert "10:25–10:45" in await phones.read("Ann")


async def test_somebody_elses_button_does_nothing(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    accept = await phones.data("Bo", "Accept")
    await phones.press("Cy", accept)
    assert await phones.toasts() == ["Only the person concerned can do this."]
    await phones.press("Ann", accept)
    assert "turn to answer" in (await phones.toasts())[-1]
    assert await phones.read("Bo") == await phones.read("Bo")
    assert "Agreed" not in await phones.read("Bo")


async def test_two_taps_on_accept_say_it_once(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    accept = await phones.data("Bo", "Accept")
    await phones.press("Bo", accept)
    heard = len(await phones.screens("Ann"))
    await phones.press("Bo", accept)
    assert len(await phones.screens("Ann")) == heard
    assert "Meeting with Ann" in await phones.read("Bo")


async def test_an_old_button_shows_how_it_stands(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    decline = await phones.data("Bo", "Decline")
    await phones.tap("Ann", "Withdraw")
    assert "Withdrawn: meeting with Bo" in await phones.read("Ann")
    await phones.press("Bo", decline)
    assert "Withdrawn: meeting with Ann" in await phones.read("Bo")
    assert (await phones.toasts())[-1] == "This is how it stands now."


async def test_cancelling_asks_once_and_the_other_says_got_it(phones: Phones) -> None:
    await phones.hall.agreed("Ann", "Bo", "10:00")
    await phones.tap("Ann", "Cancel")
    assert "Cancel the meeting with Bo?" in await phones.read("Ann")
    await phones.tap("Ann", "Yes, cancel it")
    assert "Cancelled: your meeting with Ann" in await phones.read("Bo")
    await phones.tap("Bo", "Got it")
    assert (await phones.toasts())[-1] == "👍 Noted."
    assert "👍 Got it" not in await phones.labels("Bo")


async def test_moving_tells_the_other_side(phones: Phones) -> None:
    await phones.hall.agreed("Ann", "Bo", "10:00")
    await phones.tap("Ann", "Move")
    assert "Any time that suits both" not in await phones.labels("Ann")
    await phones.tap("Ann", "12:05")
    assert "Moved: meeting with Bo" in await phones.read("Ann")
    assert "Changed: your meeting with Ann" in await phones.read("Bo")
    assert "12:05–12:25" in await phones.read("Bo")


async def test_requests_lists_what_is_yours_to_answer_first(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    await ask(phones, "Cy", "Ann", "Any time")
    await phones.type("Ann", "/requests")
    assert "1 request waits for your answer." in await phones.read("Ann")
    assert (await phones.labels("Ann"))[:3] == ["❗ Cy · any time", "✅ Accept", "⏳ Bo · Wed 27 April, 10:00"]
    assert "❗ Cy, Org\n🕙 any time\nAnswer due in 1 day" in await phones.read("Ann")
    await phones.tap("Ann", "❗ Cy")
    await phones.tap("Ann", "Decline")
    assert "Cy" in await phones.read("Ann")
    assert "Ann cannot meet you this time" in await phones.read("Cy")


async def test_stopping_leaves_nothing_behind(phones: Phones) -> None:
    await phones.press("Ann", RequestTap(phones.hall.ids["Bo"]).pack())
    await phones.tap("Ann", "Stop")
    assert await phones.screens("Bo") == []
    await phones.type("Ann", "10:00")
    assert await phones.screens("Bo") == []


async def test_a_refusal_says_the_rule_and_what_to_do(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    await phones.press("Bo", RequestTap(phones.hall.ids["Ann"]).pack())
    assert "There is an open request between you and Ann already." in await phones.read("Bo")
    await phones.tap("Bo", "Show it")
    assert "Ann would like to meet you" in await phones.read("Bo")


async def test_the_last_slot_is_lost_while_writing_the_note_and_another_is_chosen(phones: Phones) -> None:
    await phones.press("Ann", RequestTap(phones.hall.ids["Bo"]).pack())
    await phones.tap("Ann", "10:00")
    await phones.hall.agreed("Bo", "Cy", "10:00")
    await phones.type("Ann", "About cheese")
    assert "no longer free" in await phones.read("Ann")
    await phones.tap("Ann", "10:25")
    assert "is sent" in await phones.read("Ann")
    assert "About cheese" in await phones.read("Bo")


async def test_after_expiry_the_sender_sees_others_to_ask(phones: Phones) -> None:
    await ask(phones, "Ann", "Bo", "10:00")
    phones.jump(phones.now + timedelta(hours=24))
    async with phones.hall.acting() as uow:
        from bot.services import meetings

        await meetings.expire_due(uow)
    assert "No answer from Bo: your request has expired" in await phones.read("Ann")
    assert any("Cy" in label for label in await phones.labels("Ann"))
    await phones.tap("Ann", "Ask again")
    assert "When would you like to meet Bo?" in await phones.read("Ann")


async def test_the_bell_rings_with_its_three_buttons(phones: Phones) -> None:
    from bot.services import reminders

    meeting = await phones.hall.agreed("Ann", "Bo", "10:00")
    phones.jump(at("09:45"))
    async with phones.hall.acting() as uow:
        assert await reminders.ring_due(uow) is None
    assert "In 15 minutes: Bo" in await phones.read("Ann")
    assert "Table 1" in await phones.read("Ann")
    assert (await phones.labels("Ann"))[:3] == ["🚶 On my way", "⏰ 5 min late", "❌ Can’t come"]
    await phones.tap("Ann", "On my way")
    assert "Bo knows that you are on your way" in await phones.read("Ann")
    assert "Ann is on the way to your meeting" in await phones.read("Bo")
    heard = len(await phones.screens("Bo"))
    await phones.press("Ann", f"bl:o:{meeting.id}:{meeting.slot_id}")
    assert len(await phones.screens("Bo")) == heard
    await phones.tap("Ann", "5 min late")
    assert "Ann will be 5 minutes late" in await phones.read("Bo")
    await phones.tap("Bo", "Can’t come")
    await phones.tap("Bo", "Yes, cancel it")
    assert "Bo cannot come: your meeting is cancelled" in await phones.read("Ann")
    assert (await phones.hall.meeting(meeting.id)).status is Status.CANCELLED
    await phones.press("Ann", f"bl:o:{meeting.id}:{meeting.slot_id}")
    assert "Cancelled: meeting with Bo" in await phones.read("Ann")
