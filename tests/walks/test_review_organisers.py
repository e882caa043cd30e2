"""What somebody who runs the floor in a hurry must be able to believe."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from storage import tables
from tests.floor import Floor
from tests.walks.hearing import heard, rows
from tests.walks.test_desk_offline import add
from tests.walks.test_registering.doors import a_file, load


async def changes_waiting(floor: Floor) -> str:
    """The desk's line of changes that nobody has confirmed."""
    shown = await floor.says("organiser", "/desk")
    return next(line for line in shown.splitlines() if line.startswith("🔔"))


async def test_nobody_who_left_or_is_forgotten_waits_to_be_told_of_changes(floor: Floor) -> None:
    floor.organiser()
    for name in ("Ann", "Bo", "Cy", "Di"):
        await floor.attendee(name)
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.agreed_meeting("Cy", "Di", at="10:00")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Change the event")
    await floor.taps("organiser", "Tables")
    await floor.says("organiser", "1-2")
    await floor.taps("organiser", "Do it")
    assert await changes_waiting(floor) == "🔔 4 changes not confirmed"
    await floor.says("Ann", "/forgetme")
    await floor.taps("Ann", "Yes, delete everything")
    await floor.says("Cy", "/profile")
    await floor.taps("Cy", "Leave the event")
    await floor.taps("Cy", "Yes, leave")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Not confirmed")
    assert {label.rpartition(" · ")[2] for label in floor.buttons("organiser") if "Tester" in label} == {
        "Bo Tester",
        "Di Tester",
    }
    assert not any("Former" in label for label in floor.buttons("organiser"))


async def test_a_persons_card_counts_the_changes_that_the_desk_counts(floor: Floor) -> None:
    floor.organiser()
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.says("Ann", "/forgetme")
    await floor.taps("Ann", "Yes, delete everything")
    assert await changes_waiting(floor) == "🔔 1 change not confirmed"
    assert "1 change not confirmed" in await floor.says("organiser", "/desk Bo")
    await floor.clock_strikes("10:30")
    assert await changes_waiting(floor) == "🔔 0 changes not confirmed"
    assert "not confirmed" not in await floor.says("organiser", "/desk Bo")


async def request_for_two(floor: Floor) -> None:
    """Ann asks Bo for a meeting; the organiser looks at it on the desk."""
    floor.organiser()
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Bo Tester")
    await floor.taps("Ann", "Request a meeting")
    await floor.taps("Ann", "10:25")
    for label in floor.buttons("Ann"):
        if "Send" in label:
            await floor.taps("Ann", label)
            break
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Unanswered")
    await floor.taps("organiser", "Ann Tester")


async def test_what_the_desk_declines_nobody_is_said_to_have_declined(floor: Floor) -> None:
    await request_for_two(floor)
    await floor.taps("organiser", "Decline for Bo")
    assert "The organisers have declined this request: you and Bo Tester" in heard(floor, "Ann")
    assert "The organisers have declined this request: you and Ann Tester" in heard(floor, "Bo")
    assert "Ann Tester cannot meet you" not in floor.everything("Bo")


async def test_what_the_desk_withdraws_both_are_told(floor: Floor) -> None:
    await request_for_two(floor)
    assert "Both are told" in await floor.taps("organiser", "Withdraw for Ann")
    assert "The organisers have withdrawn the request: you and Bo Tester" in heard(floor, "Ann")
    assert "The organisers have withdrawn the request: you and Ann Tester" in heard(floor, "Bo")


async def test_what_the_desk_cancels_is_said_to_be_the_organisers_doing(floor: Floor) -> None:
    await request_for_two(floor)
    await floor.taps("organiser", "Accept for Bo")
    await floor.taps("organiser", "Cancel the meeting")
    await floor.taps("organiser", "Yes, cancel it")
    for name, other in (("Ann", "Bo"), ("Bo", "Ann")):
        assert f"The organisers have cancelled your meeting with {other} Tester" in heard(floor, name)


async def test_the_buttons_of_one_event_do_nothing_at_the_desk_of_another_and_say_so(
    floor: Floor, tmp_path: Path
) -> None:
    floor.organiser()
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    meeting = await floor.agreed_meeting("Ann", "Bo", at="10:00")
    await floor.says("organiser", "/desk ann")
    card = floor.people["organiser"].last
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Meetings")
    await floor.taps("organiser", "Ann Tester")
    assert "Cancel the meeting" in floor.buttons("organiser")
    await load(floor, a_file(tmp_path, slug="riga-2022", name="Second Forum", closes="2022-04-27T12:00:00+02:00"))
    await floor.says("organiser", "/start riga-2022")
    for label in ("Cancel the meeting", "Move", "Other table"):
        await floor.taps("organiser", label)
        assert "not at Second Forum" in floor.toasts["organiser"], floor.toasts
    assert card is not None
    await floor.taps("organiser", "Check in", message=card["message_id"])
    assert "not at Second Forum" in floor.toasts["organiser"]
    assert "0 registered" in await floor.says("organiser", "/desk")
    found = await rows(floor, select(tables.audit.c.act).where(tables.audit.c.subject == f"meeting:{meeting.id}"))
    assert [row.act for row in found] == ["request", "accept"]


async def test_the_desk_is_told_whom_the_bot_could_not_tell(floor: Floor) -> None:
    await add(floor)
    await floor.taps("organiser", "They agree: register")
    await floor.attendee("Ann")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Ona")
    await floor.taps("Ann", "Request a meeting")
    await floor.taps("Ann", "10:25")
    for label in floor.buttons("Ann"):
        if "Send" in label:
            await floor.taps("Ann", label)
            break
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Unanswered")
    await floor.taps("organiser", "Ann Tester")
    shown = await floor.taps("organiser", "Accept for")
    assert "The bot cannot reach Ona Popierinė: please tell them yourself." in shown
    assert "cannot reach Ann" not in shown
