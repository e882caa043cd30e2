"""Correcting what has gone out: every delivered message changes, once, and what is still to leave leaves corrected."""

from __future__ import annotations

from sqlalchemy import func, select

from storage.tables import announcements, audit, outbox
from tests.floor import Floor
from tests.walks.test_announcements.desk import (
    PNG,
    Watch,
    a_little_later,
    composed,
    crowd,
    go_on,
    moments,
    newest_with,
    press,
    previewed,
    restart,
)


async def sent(floor: Floor, *, read_button: bool = False) -> None:
    """ "Lunch is served." has gone out to everybody, and the organiser has seen that."""
    await previewed(floor)
    if read_button:
        await floor.taps("organiser", "Read button: off")
    await floor.taps("organiser", "Send now")
    await a_little_later(floor)


async def corrected(floor: Floor, text: str = "Lunch is at one.") -> None:
    """The organiser has looked at the preview of the correction."""
    await floor.taps("organiser", "Correct…")
    await floor.says("organiser", text)


def shown(floor: Floor, name: str, words: str) -> int:
    """How many messages of the bot on a phone say these words."""
    return sum(
        words in str(m.get("text") or m.get("caption")) for m in floor.phone(name).messages if m["from"]["is_bot"]
    )


async def test_every_delivered_message_changes_in_place(floor: Floor) -> None:
    names = await crowd(floor, 5)
    await sent(floor)
    before = {name: [m["message_id"] for m in floor.phone(name).messages] for name in names}
    assert "the whole of it" in await floor.taps("organiser", "Correct…")
    assert "5 delivered messages change" in await floor.says("organiser", "Lunch is at <one>.")
    assert floor.phone("organiser").messages[-2]["text"] == "Lunch is at <one>."
    await floor.taps("organiser", "Correct it everywhere")
    await a_little_later(floor)
    for name in names:
        assert shown(floor, name, "Lunch is at <one>.") == 1
        assert shown(floor, name, "Lunch is served.") == 0
        assert [m["message_id"] for m in floor.phone(name).messages] == before[name], "no new message, no sound"
    assert "Corrected: 5 of 5" in floor.reads("organiser")
    assert "Refresh" not in floor.buttons("organiser")


async def test_a_double_tap_corrects_once_and_an_old_button_does_nothing(floor: Floor) -> None:
    await crowd(floor, 3)
    await sent(floor)
    await corrected(floor)
    message, data = newest_with(floor.phone("organiser"), "Correct it everywhere")
    for _ in range(3):
        floor.phone("organiser").tap_data(message, data)
    await floor.settle()
    async with floor.app.database.reading() as connection:
        edits = select(func.count()).where(outbox.c.kind == "correction")
        assert (await connection.execute(edits)).scalar_one() == 3
        acts = select(func.count()).where(audit.c.act == "announcement.correct")
        assert (await connection.execute(acts)).scalar_one() == 1
        assert (await connection.execute(select(announcements.c.revision))).scalar_one() == 2
    assert "Sent." in floor.reads("organiser")


async def test_what_is_still_to_leave_leaves_corrected(floor: Floor) -> None:
    names = await crowd(floor, 110)
    await previewed(floor)
    watch = Watch(floor)
    await press(floor, "organiser", "Send now")
    await go_on(floor, 20)
    await press(floor, "organiser", "Correct…")
    floor.phone("organiser").say("Lunch is at one.")
    await go_on(floor, 70)  # its preview and the buttons below: a chat gets a message a second
    early = len(watch.who_got("Lunch is served."))
    assert 50 <= early < 105
    await press(floor, "organiser", "Correct it everywhere")
    await a_little_later(floor)
    for name in names:
        assert (shown(floor, name, "Lunch is at one."), shown(floor, name, "Lunch is served.")) == (1, 0), name
    assert len(watch.who_got("Lunch is served.")) <= early + 1
    assert sorted(set(watch.who_got("Lunch"))) == sorted([*names, "organiser"]), "nobody got a second message"
    assert len(watch.who_got("Lunch")) == 111
    assert "Sent: 110" in floor.phone("organiser").last["text"]


async def test_one_on_its_way_when_it_is_corrected_changes_too(floor: Floor) -> None:
    await floor.attendee("Ann")
    await previewed(floor)
    floor.stage.faults.set(slow=0.3, only_methods=["sendMessage"])
    message, data = newest_with(floor.phone("organiser"), "Send now")
    floor.phone("organiser").tap_data(message, data)
    await calm_but_for_sending(floor)
    floor.phone("organiser").tap_data(message, "av:correct:1::")
    await calm_but_for_sending(floor)
    floor.stage.faults.clear()
    await floor.settle()
    await floor.says("organiser", "Lunch is at one.")
    await floor.taps("organiser", "Correct it everywhere")
    assert (shown(floor, "Ann", "Lunch is at one."), shown(floor, "Ann", "Lunch is served.")) == (1, 0)


async def calm_but_for_sending(floor: Floor) -> None:
    """Until nothing is to be handled; what is on its way may be."""
    import asyncio

    async with asyncio.timeout(10):
        while floor.app.worker.busy() or floor.app.jobs.busy():
            await asyncio.sleep(0.001)


async def test_deleted_blocked_and_unreachable_do_no_harm(floor: Floor) -> None:
    await crowd(floor, 4)
    await sent(floor)
    floor.phone("P0").block()
    await floor.settle()
    ann = floor.phone("P1")
    gone = next(m for m in ann.messages if "Lunch" in m.get("text", ""))
    ann.chat.by_id.pop(gone["message_id"], None)
    await corrected(floor)
    await floor.taps("organiser", "Correct it everywhere")
    await a_little_later(floor)
    text = floor.reads("organiser")
    assert "Corrected: 2 of 2" in text
    assert "Could not be corrected: 2" in text
    assert shown(floor, "P1", "Lunch") == 0


async def test_what_was_pressed_stays_and_the_button_too(floor: Floor) -> None:
    await floor.attendee("Ann")
    await sent(floor, read_button=True)
    await floor.taps("Ann", "Read ✓")
    await corrected(floor)
    await floor.taps("organiser", "Correct it everywhere")
    assert "Read ✓" in str(floor.phone("Ann").last["reply_markup"])
    await a_little_later(floor)
    assert "Pressed “Read”: 1" in floor.reads("organiser")


async def test_the_caption_of_a_photo_is_corrected_and_the_photo_stays(floor: Floor) -> None:
    await floor.attendee("Ann")
    floor.organiser()
    await floor.says("organiser", "/announce")
    floor.phone("organiser").send_photo(PNG, caption="The old hall")
    await floor.settle()
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Send now")
    photo = floor.phone("Ann").last["photo"]
    assert "Send the new caption" in await floor.taps("organiser", "Correct…")
    floor.phone("organiser").send_photo(PNG, caption="Another photo")
    await floor.settle()
    assert "only words can be corrected" in floor.latest("organiser")
    assert "1025 characters where Telegram takes 1024" in await floor.says("organiser", "x" * 1025)
    await floor.says("organiser", "The new hall")
    await floor.taps("organiser", "Correct it everywhere")
    assert floor.phone("Ann").last["caption"] == "The new hall"
    assert floor.phone("Ann").last["photo"] == photo


async def test_each_language_is_corrected_by_itself_or_both_together(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Ona", language_code="lt")
    await composed(floor)
    await floor.taps("organiser", "Add a language")
    await floor.taps("organiser", "Add: Lietuvių")
    await floor.says("organiser", "Pietūs.")
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Send now")
    assert "Which language do you correct?" in await floor.taps("organiser", "Correct…")
    assert "Language: Lietuvių" in await floor.taps("organiser", "Lietuvių")
    await floor.says("organiser", "Pietūs pirmą.")
    await floor.taps("organiser", "Correct this too: English")
    await floor.says("organiser", "Lunch at one.")
    await floor.taps("organiser", "Correct it everywhere")
    assert floor.latest("Ann") == "Lunch at one."
    assert floor.latest("Ona") == "Pietūs pirmą."
    await floor.taps("organiser", "Correct…")
    await floor.taps("organiser", "English")
    await floor.says("organiser", "Lunch at two.")
    await floor.taps("organiser", "Correct it everywhere")
    assert (floor.latest("Ann"), floor.latest("Ona")) == ("Lunch at two.", "Pietūs pirmą.")


async def test_left_as_it_was_and_written_again(floor: Floor) -> None:
    await floor.attendee("Ann")
    await sent(floor)
    await corrected(floor, "Wrong.")
    await floor.taps("organiser", "Write it again")
    await floor.says("organiser", "Right.")
    assert "Sent." in await floor.taps("organiser", "Leave it as it was")
    await floor.says("organiser", "/cancel")
    assert floor.latest("Ann") == "Lunch is served."
    message, _ = newest_with(floor.phone("organiser"), "Correct…")
    floor.phone("organiser").tap_data(message, "av:apply:1::1")
    await floor.settle()
    assert floor.latest("Ann") == "Lunch is served.", "what was left is gone"


async def test_a_second_correction_overtakes_the_first(floor: Floor) -> None:
    names = await crowd(floor, 30)
    await sent(floor)
    await corrected(floor, "First.")
    await press(floor, "organiser", "Correct it everywhere")
    await moments(floor)
    await press(floor, "organiser", "Correct…")
    floor.phone("organiser").say("Second.")
    await moments(floor)
    await press(floor, "organiser", "Correct it everywhere")
    await a_little_later(floor)
    assert all(shown(floor, name, "Second.") == 1 for name in names)
    assert "Corrected: 30 of 30" in floor.phone("organiser").last["text"]


async def test_a_restart_in_the_middle_of_a_correction_goes_on(floor: Floor) -> None:
    names = await crowd(floor, 30)
    await sent(floor)
    await corrected(floor)
    await press(floor, "organiser", "Correct it everywhere")
    await go_on(floor, 8)
    await restart(floor)
    try:
        await a_little_later(floor)
        assert all(shown(floor, name, "Lunch is at one.") == 1 for name in names)
        assert "Corrected: 30 of 30" in floor.phone("organiser").last["text"]
    finally:
        await floor.app.stop()


async def test_a_stopped_one_is_corrected_where_it_arrived(floor: Floor) -> None:
    names = await crowd(floor, 30)
    await previewed(floor)
    watch = Watch(floor)
    await press(floor, "organiser", "Send now")
    await go_on(floor, 10)
    await press(floor, "organiser", "Stop sending")
    await floor.settle()
    arrived = set(watch.who_got("Lunch"))
    await corrected(floor)
    await floor.taps("organiser", "Correct it everywhere")
    await floor.settle()
    assert {name for name in names if shown(floor, name, "Lunch is at one.")} == arrived


async def test_a_draft_has_nothing_to_correct(floor: Floor) -> None:
    await previewed(floor)
    message, _ = newest_with(floor.phone("organiser"), "Discard")
    tap = floor.phone("organiser").tap_data(message, "av:correct:1::")
    await floor.settle()
    assert "nothing to correct" in str(tap.answer)
