"""The life of a meeting on the phones: what each side sees, how many taps it takes, and what bad input does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.views.people import RequestTap
from storage.tables import attendees, slots
from tests.floor import Floor
from tests.walks.test_choosing_walk import choose
from tests.walks.test_thin_walk import ask, pair


async def english(floor: Floor, *names: str) -> None:
    """These are registered, and read English."""
    for name in names:
        await floor.attendee(name)
    await floor.digests_come()


def body(floor: Floor, name: str, part: str) -> str:
    """The newest message of theirs that says this."""
    for message in reversed(floor.phone(name).messages):
        text = str(message.get("text") or "")
        if part in text and message["from"]["is_bot"]:
            return text
    raise AssertionError(f"{name} reads nowhere {part!r}: {floor.everything(name)}")


def offered(floor: Floor, name: str) -> list[str]:
    """The buttons under the message that came last."""
    rows = floor.phone(name).messages[-1].get("reply_markup", {}).get("inline_keyboard", [])
    return [str(button["text"]) for row in rows for button in row]


async def agree(floor: Floor, asker: str, guest: str, when: str) -> None:
    """A scheduled meeting."""
    await ask(floor, asker, f"{guest} Tester", when)
    await floor.taps(guest, "Accept")


async def test_from_a_card_a_request_takes_three_taps_and_accepting_it_one(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    taps, card = 0, next(m["message_id"] for m in floor.phone("Ann").messages if "Bo Tester" in str(m.get("text")))
    for label in ("Request a meeting", "10:00", "Send without a note"):
        await floor.taps("Ann", label)
        taps += 1
    assert "is sent" in floor.reads("Ann")
    assert taps == 3
    sent = [m["message_id"] for m in floor.phone("Ann").messages if "is sent" in str(m.get("text"))]
    assert sent == [card], "every step edits the one message"
    assert "Agreed: you meet Ann Tester" in await floor.taps("Bo", "Accept")


async def test_a_purpose_is_one_tap_before_sending_and_shown_to_the_guest_in_their_language(floor: Floor) -> None:
    await pair(floor)
    await choose(floor, "Ann", "Bo Tester")
    await floor.taps("Ann", "10:00")
    await floor.taps("Ann", "Joint project")
    assert "✓ Joint project" in floor.buttons("Ann")
    await floor.taps("Ann", "Investment")
    assert [b for b in floor.buttons("Ann") if b.startswith("✓")] == ["✓ Investment"]
    await floor.taps("Ann", "Investment")
    assert not [b for b in floor.buttons("Ann") if b.startswith("✓")]
    await floor.taps("Ann", "Joint project")
    assert "🎯 Joint project" in await floor.says("Ann", "About <jam>")
    assert "🎯 Bendras projektas" in floor.latest("Bo")
    assert "About <jam>" in floor.latest("Bo")


async def test_purpose_and_note_change_until_answered_and_the_guest_sees_it_in_the_same_message(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    await floor.taps("Ann", "Purpose and note")
    await floor.taps("Ann", "Buy or sell")
    assert "🎯 Buy or sell" in body(floor, "Bo", "would like to meet you")
    assert "at most 300" in await floor.says("Ann", "x" * 301)
    assert "You wrote: “See our samples & <b>prices</b>”" in await floor.says("Ann", "See our samples & <b>prices</b>")
    assert "Ann Tester wrote: “See our samples & <b>prices</b>”" in body(floor, "Bo", "would like to meet you")
    await floor.taps("Ann", "Purpose and note")
    assert "samples" not in await floor.taps("Ann", "Remove the note")
    assert "samples" not in floor.everything("Bo")
    assert floor.everything("Bo").count("would like to meet you") == 1, "no new message rings"
    await floor.taps("Bo", "Accept")
    assert "Agreed: you meet Bo Tester" in floor.latest("Ann")
    assert "Meeting with Bo Tester" in await floor.taps("Ann", "Something else"), "too late: it is answered"
    assert "Something else" not in floor.everything("Bo")


async def test_who_suggested_another_time_may_change_it_and_take_it_back(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    await floor.taps("Bo", "Another time")
    await floor.taps("Bo", "14:25")
    assert "14:25–14:45" in floor.latest("Ann")
    await floor.taps("Bo", "Another time")
    await floor.taps("Bo", "14:50")
    assert "suggests another time" in floor.latest("Ann")
    assert "14:50–15:10" in floor.latest("Ann")
    live = [m for m in floor.phone("Ann").messages if "Accept" in str(m.get("reply_markup"))]
    assert len(live) == 1, "the first suggestion cannot be accepted any more"
    seen = await floor.taps("Bo", "Take it back")
    assert "Ann Tester" in seen
    assert "10:00–10:20" in seen
    assert "Bo Tester has taken the other time back" in floor.latest("Ann")
    assert "Accept" not in " ".join(floor.buttons("Ann"))
    assert "Agreed" in await floor.taps("Bo", "Accept")
    assert "10:00–10:20" in floor.latest("Ann")


async def test_counter_offers_go_to_and_fro_as_often_as_people_like(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    for who, other, time in (
        ("Bo", "Ann", "10:25"),
        ("Ann", "Bo", "10:50"),
        ("Bo", "Ann", "14:25"),
        ("Ann", "Bo", "14:50"),
    ):
        await floor.taps(who, "Another time")
        await floor.says(who, f"Wed {time}")
        await floor.taps(who, "Yes, this time")
        assert f"🕙 Wed 27 April, {time}" in floor.latest(other), time
    await floor.taps("Bo", "Accept")
    assert "14:50–15:10" in floor.latest("Ann")


async def test_declining_takes_one_tap_and_why_can_be_said_afterwards(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    assert "Declined" in await floor.taps("Bo", "Decline")
    lost = floor.latest("Ann")
    assert "Bo Tester cannot meet you this time" in lost
    assert "You could ask one of these instead" in lost
    assert offered(floor, "Ann")[:3] == ["Cy Tester, Invented Foods", "🕙 Ask for another time", "People"]
    await floor.taps("Bo", "Say why")
    assert "at most 300" in await floor.says("Bo", "y" * 301)
    assert "You wrote: “\u2068<i>No</i> time, שלום 🙂\u2069”" in await floor.says("Bo", "<i>No</i> time, שלום 🙂")
    assert "Bo Tester wrote: “\u2068<i>No</i> time, שלום 🙂\u2069”" in floor.latest("Ann")
    assert "Say why" not in " ".join(floor.buttons("Bo"))
    assert "When would you like to meet Bo Tester?" in await floor.taps("Ann", "Ask for another time")


async def test_a_cancelled_meeting_offers_another_time_and_other_people(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await agree(floor, "Ann", "Bo", "10:00")
    await floor.taps("Ann", "Cancel")
    await floor.taps("Ann", "Yes, cancel it")
    assert "Cancelled: your meeting with Ann Tester" in floor.latest("Bo")
    assert offered(floor, "Bo")[:4] == ["👍 Got it", "Cy Tester, Invented Foods", "🕙 Ask for another time", "People"]


async def test_both_sides_move_an_agreed_meeting_and_the_other_says_got_it(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    await agree(floor, "Ann", "Bo", "10:00")
    await floor.taps("Ann", "Move")
    assert "At that time you two cannot meet" in await floor.says("Ann", "Wed 10:00")
    await floor.says("Ann", "Wed 14:25")
    await floor.taps("Ann", "Yes, this time")
    assert "Changed: your meeting with Ann Tester" in floor.latest("Bo")
    await floor.taps("Bo", "Got it")
    await floor.taps("Bo", "Move")
    await floor.taps("Bo", "10:25")
    assert "Changed: your meeting with Bo Tester" in floor.latest("Ann")
    assert "10:25–10:45" in floor.latest("Ann")


async def test_the_time_left_is_kept_true_on_both_phones_and_leaves_other_screens_alone(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await ask(floor, "Ann", "Bo Tester")
    assert "(in 2 h)" in floor.latest("Bo")
    assert "(in 2 h)" in floor.reads("Ann")
    await floor.clock_strikes("10:01")
    assert "11:00 (in 59 min)" in body(floor, "Bo", "would like to meet you")
    assert "11:00 (in 59 min)" in body(floor, "Ann", "Waiting for the answer")
    await floor.taps("Bo", "Another time")
    await floor.clock_strikes("10:31")
    assert "Which time do you suggest" in floor.reads("Bo"), "the choice is not taken from under their finger"
    assert "(in 29 min)" in body(floor, "Ann", "Waiting for the answer")
    assert floor.everything("Bo").count("is waiting for your answer") == 1
    assert floor.everything("Bo").count("would like to meet you") == 0, "edits ring nowhere"
    await floor.clock_strikes("11:00")
    await floor.clock_strikes("11:30")
    assert "has expired" in floor.latest("Ann")
    assert "(in" not in floor.latest("Ann")


async def test_meet_with_a_name_goes_straight_to_the_times_and_forgives(floor: Floor) -> None:
    await english(floor, "Ann", "Žydrūnė", "Petras", "Petronė")
    assert "When would you like to meet Žydrūnė Tester?" in await floor.says("Ann", "/meet zydrune")
    assert "When would you like to meet Žydrūnė Tester?" in await floor.says("Ann", "/meet Žydrune")
    several = await floor.says("Ann", "/meet petr")
    assert "Whom do you mean" in several
    assert len([b for b in floor.buttons("Ann") if "Petr" in b]) == 2
    await floor.taps("Ann", "Petronė")
    await floor.taps("Ann", "10:00")
    assert "is sent" in await floor.taps("Ann", "Send without a note")
    assert "Ann Tester would like to meet you" in floor.latest("Petronė")


async def test_meet_alone_asks_whom_and_bad_answers_get_a_friendly_question(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    assert "Whom would you like to meet?" in await floor.says("Ann", "/meet")
    assert "Nobody found" in await floor.says("Ann", "<b>qqqq</b> 🙂")
    assert "at most" in await floor.says("Ann", "z" * 4_000)
    assert "When would you like to meet Bo Tester?" in await floor.says("Ann", "bo")
    assert "/menu" in await floor.says("Ann", "/cancel") or floor.buttons("Ann")
    floor.newcomer("Nobody")
    assert "not registered" in await floor.says("Nobody", "/meet Bo")


async def test_requests_say_how_long_is_left_and_are_accepted_with_one_tap(floor: Floor) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    await ask(floor, "Bo", "Cy Tester")
    seen = await floor.says("Bo", "/requests")
    assert "❗ Ann Tester, Invented Foods\n🕙 Wed 27 April, 10:00\nAnswer due in 59 min" in seen
    assert "⏳ Cy Tester, Invented Foods\n🕙 any time\nAnswer due in 1 h 59 min" in seen
    assert "Agreed: you meet Ann Tester" in await floor.taps("Bo", "✅ Accept")


async def test_a_card_may_name_the_time_and_then_only_sending_is_left(floor: Floor) -> None:
    await english(floor, "Ann", "Bo")
    async with floor.app.database.reading() as connection:
        ids = {row.name: row.id for row in (await connection.execute(select(attendees.c.id, attendees.c.name)))}
        first = (await connection.execute(select(slots.c.id).order_by(slots.c.starts_at))).scalars().first()
    await floor.says("Ann", "/people")
    card = floor.phone("Ann").messages[-1]["message_id"]
    floor.phone("Ann").tap_data(card, RequestTap(ids["Bo Tester"], first).pack())
    await floor.settle()
    assert "A short note for Bo Tester?" in floor.latest("Ann")
    assert "is sent" in await floor.taps("Ann", "Send without a note")


@pytest.mark.parametrize("bad", ["stale", "someone else"])
async def test_an_old_button_and_someone_elses_change_nothing(floor: Floor, bad: str) -> None:
    await english(floor, "Ann", "Bo", "Cy")
    await ask(floor, "Ann", "Bo Tester", when="10:00")
    shown = floor.phone("Bo").messages[-1]
    accept = next(
        b["callback_data"] for row in shown["reply_markup"]["inline_keyboard"] for b in row if "Accept" in b["text"]
    )
    if bad == "stale":
        await floor.taps("Bo", "Another time")
        await floor.taps("Bo", "14:25")
        floor.phone("Bo").tap_data(shown["message_id"], accept)
    else:
        await floor.says("Cy", "/menu")
        floor.phone("Cy").tap_data(floor.phone("Cy").messages[-1]["message_id"], accept)
    await floor.settle()
    assert "Agreed" not in floor.everything("Bo") + floor.everything("Cy") + floor.everything("Ann")
