"""The event changes while it runs: what the organiser taps, and what the people concerned see."""

from __future__ import annotations

from datetime import datetime

from bot.services import meetings
from bot.services.event_files import find_event_file, read_event_file
from bot.services.events import load_event_file
from bot.views.changes import ChangesAct, ChangesTap, GotItTap
from storage import people
from storage.database import Database
from storage.unit_of_work import unit_of_work
from tests.floor import VILNIUS, Floor


async def _agree(floor: Floor, one: str, two: str, clock: str) -> None:
    """A meeting between two phones' owners."""
    slot = next(s for s in floor.event.slots if s.starts_at.astimezone(VILNIUS).strftime("%d %H:%M") == f"27 {clock}")
    async with unit_of_work(floor.app.database, floor.clock.now()) as uow:
        sides = []
        for name in (one, two):
            person = await people.person_by_telegram(uow.connection, floor.phone(name).user["id"])
            assert person is not None
            found = await people.attendee_of(uow.connection, person.id, floor.event.id)
            assert found is not None
            sides.append(found)
        asked = await meetings.request(uow, floor.event, sides[0], sides[1].id, proposed=slot.id, note=None)
        done = await meetings.accept(uow, asked.meeting.id, by=sides[1])
        assert done.changed
    floor.app.sender.look()
    await floor.settle()


def _told(floor: Floor, name: str, words: str = "") -> str:
    """The newest message about a change (or with these words) on a phone: a digest may have come after it."""
    signs = [words] if words else ["something changes for you", "jums kai kas keičiasi"]
    found = [text for text in floor.everything(name).split("\n---\n") if any(sign in text for sign in signs)]
    return found[-1] if found else f"nothing: {floor.everything(name)}"


async def _change_the_event(floor: Floor) -> None:
    floor.organiser()
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Change the event")


async def test_a_table_goes_out_of_use_and_both_read_where_they_meet_now(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo", language_code="lt")
    await _agree(floor, "Ann", "Bo", "10:00")
    await floor.clock_strikes("09:40")
    await _change_the_event(floor)
    await floor.taps("organiser", "Tables")
    shown = await floor.says("organiser", "1")
    assert "Out of use: table 1" in shown
    assert "1 meeting: another table, same time" in shown
    assert "2 people get a message each" in shown
    assert "Table 1" in floor.everything("Ann")
    done = await floor.taps("organiser", "Do it")
    assert "Done" in done
    assert "2 people are told" in done
    for name, table in (("Ann", "Table 2"), ("Bo", "2 stalas")):
        read = _told(floor, name)
        assert table in read, read
    assert "10:00" in _told(floor, "Ann")
    assert "table 1" in _told(floor, "Ann")
    await floor.clock_strikes("09:45")
    rung = [text for text in floor.everything("Ann").split("\n---\n") if "In 15 minutes" in text]
    assert len(rung) == 1
    assert "Table 2" in rung[0]


async def test_got_it_is_said_once_and_by_nobody_else(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await _agree(floor, "Ann", "Bo", "10:00")
    await _change_the_event(floor)
    await floor.taps("organiser", "Tables")
    await floor.says("organiser", "1")
    await floor.taps("organiser", "Do it")
    await floor.says("organiser", "/desk")
    assert "2 changes" in floor.reads("organiser")
    message = next(m for m in reversed(floor.phone("Ann").messages) if "Got it" in str(m.get("reply_markup")))
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    stranger = floor.phone("Bo")
    assert stranger.last is not None
    stranger.tap_data(stranger.last["message_id"], data)
    await floor.settle()
    await floor.says("organiser", "/desk")
    assert "2 changes" in floor.reads("organiser")
    read = await floor.taps("Ann", "Got it")
    assert "You have seen this" in read
    assert "👍 Got it" not in floor.buttons("Ann")
    floor.phone("Ann").tap_data(message["message_id"], GotItTap.unpack(data).pack())
    await floor.settle()
    await floor.says("organiser", "/desk")
    assert "1 change" in floor.reads("organiser")


async def test_a_session_is_moved_in_words_and_those_who_joined_read_it(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    await floor.taps("Ann", "Join")
    await _change_the_event(floor)
    await floor.taps("organiser", "Sessions")
    await floor.taps("organiser", "Pitching")
    await floor.taps("organiser", "Time")
    assert "cannot read a time" in await floor.says("organiser", "soon-ish")
    assert "has passed" in await floor.says("organiser", "8:30")
    shown = await floor.says("organiser", "13:20")
    assert "13:15–14:00 → 13:20–14:05" in shown
    assert "1 person joined it" in shown
    await floor.taps("organiser", "Do it")
    read = _told(floor, "Ann")
    assert "was: Wed 27 April, 13:15–14:00" in read
    assert "13:20–14:05" in read
    await floor.clock_strikes("13:00")
    assert "minutes: Pitching" not in floor.everything("Ann")
    await floor.clock_strikes("13:05")
    assert "In 15 minutes: Pitching" in floor.everything("Ann")


async def test_a_room_and_a_speaker_are_typed_and_stay_harmless(floor: Floor) -> None:
    await _change_the_event(floor)
    await floor.taps("organiser", "Sessions")
    await floor.taps("organiser", "Pitching")
    await floor.taps("organiser", "Speaker")
    floor.phone("organiser").say("x" * 201)
    await floor.settle()
    assert "up to 200 characters" in floor.latest("organiser")
    shown = await floor.says("organiser", "<b>Ona & \u05d0</b>")
    assert "<b>Ona & \u05d0</b>" in shown
    assert "Nobody has to be told" in shown
    await floor.taps("organiser", "Do it")
    await floor.taps("organiser", "All changes")
    await floor.taps("organiser", "Sessions")
    assert "<b>Ona" in await floor.taps("organiser", "Pitching")


async def test_a_preview_is_done_once_and_an_older_one_not_at_all(floor: Floor) -> None:
    await _change_the_event(floor)
    await floor.taps("organiser", "Tables")
    await floor.says("organiser", "1")
    first = floor.phone("organiser").last
    assert first is not None
    old = first["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Change the event")
    await floor.taps("organiser", "Tables")
    assert "There is no table 400" in await floor.says("organiser", "2, 400")
    assert "Please type numbers" in await floor.says("organiser", "the big one")
    await floor.says("organiser", "2-3")
    floor.phone("organiser").tap_data(first["message_id"], old)
    await floor.settle()
    assert "2–3" not in str(await _out_of_use(floor))
    await floor.taps("organiser", "Do it")
    assert await _out_of_use(floor) == [2, 3]


async def _out_of_use(floor: Floor) -> list[int]:
    from bot.services.events import event

    async with floor.app.database.writing() as connection:
        found = await event(connection, floor.event.id)
        return sorted(p.number for p in found.former_places if p.out_of_use)


async def test_only_the_desk_changes_the_event(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.says("Ann", "/menu")
    shown = floor.phone("Ann").last
    assert shown is not None
    for tap in (ChangesTap(ChangesAct.OPEN), ChangesTap(ChangesAct.TABLE, 1), ChangesTap(ChangesAct.DO, 1)):
        floor.phone("Ann").tap_data(shown["message_id"], tap.pack())
        await floor.settle()
    assert await _out_of_use(floor) == []
    assert "Change the event" not in floor.everything("Ann")


async def test_a_block_starts_later_and_a_meeting_goes_with_it(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await _agree(floor, "Ann", "Bo", "14:00")
    await _change_the_event(floor)
    await floor.taps("organiser", "Meeting times")
    await floor.taps("organiser", "14:00–16:30")
    shown = await floor.taps("organiser", "+10 min")
    assert "14:00–16:30 → 14:10–16:40" in shown
    assert "1 meeting: another time" in shown
    await floor.taps("organiser", "Do it")
    assert "14:10–14:30" in _told(floor, "Ann")


async def test_the_file_loaded_again_by_another_process_reaches_the_phones(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await _agree(floor, "Ann", "Bo", "10:00")
    file = read_event_file(find_event_file("vilnius-2022"))
    tables = [part.model_copy(update={"first": 2}) if part.first == 1 else part for part in file.tables]
    elsewhere = Database(floor.url)
    async with unit_of_work(elsewhere, floor.clock.now()) as uow:
        await load_event_file(uow, file.model_copy(update={"tables": tables}))
    await elsewhere.close()
    floor.app.sender.look()
    await floor.settle()
    assert "Table 2" in _told(floor, "Ann")
    assert "👍 Got it" in str(floor.phone("Bo").messages)
    await floor.clock_strikes(datetime(2022, 4, 27, 9, 45, tzinfo=VILNIUS))
    assert "Table 2" in _told(floor, "Bo", "In 15 minutes")


async def test_with_no_table_left_both_choose_anew_and_the_other_hears_the_time(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await _agree(floor, "Ann", "Bo", "10:00")
    await _change_the_event(floor)
    await floor.taps("organiser", "Tables")
    shown = await floor.says("organiser", "1-25")
    assert "1 meeting: both choose anew" in shown
    await floor.taps("organiser", "Do it")
    for name in ("Ann", "Bo"):
        assert "please choose a new one" in _told(floor, name)
    await floor.taps("organiser", "All changes")
    await floor.taps("organiser", "Tables")
    assert "Back in use: tables 1–25" in await floor.says("organiser", "1-25")
    await floor.taps("organiser", "Do it")
    await floor.taps("Ann", "Choose a time: Bo")
    card = next(
        m for m in reversed(floor.phone("Ann").messages) if "Got it" not in str(m) and "Choose a time" in str(m)
    )
    await floor.taps("Ann", "Choose a time", message=card["message_id"])
    await floor.taps("Ann", "10:50")
    assert "Table" in _told(floor, "Bo", "10:50")
    read = await floor.taps("Ann", "Got it")
    assert "10:50" in read


async def test_rather_the_session_than_the_meeting_in_one_tap(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await _agree(floor, "Ann", "Bo", "14:00")
    await floor.says("Ann", "/programme")
    await floor.taps("Ann", "Pitching")
    await floor.taps("Ann", "Join")
    await _change_the_event(floor)
    await floor.taps("organiser", "Sessions")
    await floor.taps("organiser", "Pitching")
    await floor.taps("organiser", "Time")
    shown = await floor.taps("organiser", "+15 min")
    assert "1 of them has a meeting then" in shown
    await floor.taps("organiser", "Do it")
    assert "you are out of the session" in _told(floor, "Ann")
    assert "Pitching" not in await floor.says("Ann", "/agenda")
    await floor.taps("Ann", "Go to the session")
    assert "Moved: meeting with Bo" in _told(floor, "Ann", "14:25")
    assert "Changed: your meeting with Ann" in _told(floor, "Bo", "14:25")
    assert "Pitching" in await floor.says("Ann", "/agenda")


async def test_the_second_change_before_the_first_was_read_stands_in_one_message(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await _agree(floor, "Ann", "Bo", "10:00")
    await _change_the_event(floor)
    for numbers in ("1", "2"):
        await floor.says("organiser", "/desk")
        await floor.taps("organiser", "Change the event")
        await floor.taps("organiser", "Tables")
        await floor.says("organiser", numbers)
        await floor.taps("organiser", "Do it")
    read = _told(floor, "Ann")
    assert "table 1" in read
    assert "Table 3" in read
    assert "newer message about this below" in floor.everything("Ann")
    assert sum("👍 Got it" in str(m.get("reply_markup")) for m in floor.phone("Ann").messages) == 1


async def test_pictures_and_places_are_no_answer_and_cancel_leads_out(floor: Floor) -> None:
    await _change_the_event(floor)
    await floor.taps("organiser", "Sessions")
    await floor.taps("organiser", "Pitching")
    await floor.taps("organiser", "Room")
    phone = floor.phone("organiser")
    phone.share_location(54.7, 25.3)
    await floor.settle()
    assert "as text" in floor.latest("organiser")
    await floor.says("organiser", "/cancel")
    await floor.says("organiser", "Stage 2")
    assert "Stage 2" not in await _rooms(floor)


async def _rooms(floor: Floor) -> str:
    from bot.services.events import event

    async with floor.app.database.writing() as connection:
        return str([s.room for s in (await event(connection, floor.event.id)).sessions])
