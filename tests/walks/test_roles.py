"""Organisers' roles by one-time link, as people see it on their phones."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select

from storage import tables
from tests.floor import Floor
from tests.walks.hearing import heard, rows


async def invite(floor: Floor, role: str = "Desk", hours: str = "24 hours", owner: str = "organiser") -> str:
    """The payload of a fresh link, as the owner copies it."""
    floor.organiser()
    await floor.says(owner, "/roles")
    await floor.taps(owner, "Invite")
    await floor.taps(owner, role)
    shown = await floor.taps(owner, hours)
    found = re.search(r"\?start=(r_[A-Za-z0-9_-]+)", shown)
    assert found, shown
    return found[1]


async def taken(floor: Floor, name: str, role: str = "Desk") -> None:
    payload = await invite(floor, role)
    await floor.says(name, f"/start {payload}")
    await floor.taps(name, "Yes, I take the role")


async def test_whoever_follows_a_link_first_becomes_desk_after_one_tap(floor: Floor) -> None:
    payload = await invite(floor)
    floor.newcomer("Dana").start()
    assert "You become desk of" in await floor.says("Dana", f"/start {payload}")
    assert not await rows(floor, select(tables.organisers).where(tables.organisers.c.source == "link"))
    shown = await floor.taps("Dana", "Yes, I take the role")
    assert "You are now desk of" in shown
    assert "Desk" in floor.buttons("Dana")
    assert "Dana" in floor.latest("organiser")
    assert "registered" in await floor.taps("Dana", "Desk")
    listed = await floor.says("organiser", "/roles")
    assert "by link" in listed
    assert "by configuration" in listed
    acts = [r.act for r in await rows(floor, select(tables.audit).order_by(tables.audit.c.id))]
    assert acts[-2:] == ["role_link", "role_taken"]


async def test_a_link_works_once(floor: Floor) -> None:
    payload = await invite(floor)
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await floor.says("Ann", f"/start {payload}")
    await floor.says("Bo", f"/start {payload}")
    await floor.taps("Ann", "Yes, I take the role")
    assert "has been used" in await floor.taps("Bo", "Yes, I take the role")
    assert "has been used" in await floor.says("Bo", f"/start {payload}")
    assert "desk of this event already" in await floor.says("Ann", f"/start {payload}")
    given = await rows(floor, select(tables.organisers).where(tables.organisers.c.source == "link"))
    assert [row.telegram_id for row in given] == [floor.phone("Ann").id]


async def test_taking_a_role_twice_is_taking_it_once(floor: Floor) -> None:
    payload = await invite(floor)
    await floor.attendee("Ann")
    await floor.says("Ann", f"/start {payload}")
    message = floor.phone("Ann").last["message_id"]
    data = floor.phone("Ann").last["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    floor.phone("Ann").tap_data(message, data)
    floor.phone("Ann").tap_data(message, data)
    await floor.settle()
    assert "You are now desk" in floor.reads("Ann")
    acts = await rows(floor, select(tables.audit.c.act).where(tables.audit.c.act == "role_taken"))
    assert len(acts) == 1


async def test_an_expired_or_revoked_or_unknown_link_says_so(floor: Floor) -> None:
    await floor.attendee("Ann")
    expired = await invite(floor, hours="1 hour")
    revoked = await invite(floor)
    await floor.taps("organiser", "Revoke this link")
    assert "revoked" in floor.reads("organiser")
    assert "has been revoked" in await floor.says("Ann", f"/start {revoked}")
    assert "not known" in await floor.says("Ann", "/start r_abcdefghijklmnopqrstuv")
    await floor.says("Ann", f"/start {expired}")
    await floor.clock_strikes(floor.clock.now() + timedelta(hours=2))
    assert "has expired" in await floor.taps("Ann", "Yes, I take the role")
    assert "Menu" in floor.buttons("Ann")


async def test_only_the_hash_of_a_link_stays(floor: Floor) -> None:
    payload = await invite(floor)
    code = payload.removeprefix("r_")
    await floor.attendee("Ann")
    await floor.says("Ann", f"/start {payload}")
    await floor.taps("Ann", "Yes, I take the role")
    links = await rows(floor, select(tables.role_links))
    assert code not in str(links)
    assert code not in str(await rows(floor, select(tables.outbox)))
    assert code not in str(await rows(floor, select(tables.audit)))


async def test_a_role_taken_back_is_told_and_ends_at_once(floor: Floor) -> None:
    await floor.attendee("Ann")
    await taken(floor, "Ann")
    await floor.says("Ann", "/desk")
    await floor.says("organiser", "/roles")
    await floor.taps("organiser", "Ann")
    await floor.taps("organiser", "Take the role back")
    assert "has been told" in await floor.taps("organiser", "Yes, take it back")
    assert "You are no longer desk" in heard(floor, "Ann")
    message = next(m for m in floor.phone("Ann").messages if "checked in" in str(m.get("text")))
    tap = floor.phone("Ann").tap_data(message["message_id"], "dk:n::0::")
    await floor.settle()
    assert "organisers" in str(tap.answer)


async def test_a_configured_role_and_the_last_owner_cannot_be_taken_back(floor: Floor) -> None:
    floor.organiser()
    await floor.says("organiser", "/desk")
    await floor.says("organiser", "/roles")
    shown = await floor.taps("organiser", "Rasa")
    assert "configuration gives this role" in shown
    assert not any("Take the role back" in label for label in floor.buttons("organiser"))
    person = (await rows(floor, select(tables.persons.c.id).where(tables.persons.c.name.contains("Rasa"))))[0].id
    message = floor.phone("organiser").last["message_id"]
    tap = floor.phone("organiser").tap_data(message, f"ro:x:{person}::::0")
    await floor.settle()
    assert "configuration" in str(tap.answer)


async def test_the_last_owner_by_link_stays(floor: Floor) -> None:
    await floor.attendee("Ann")
    await taken(floor, "Ann", "Owner")
    async with floor.app.database.writing() as connection:
        await connection.execute(tables.organisers.delete().where(tables.organisers.c.source == "configuration"))
    await floor.says("Ann", "/roles")
    await floor.taps("Ann", "Ann")
    await floor.taps("Ann", "Take the role back")
    await floor.taps("Ann", "Yes, take it back")
    left = await rows(floor, select(tables.organisers.c.role))
    assert [row.role for row in left] == ["owner"]


async def test_the_desk_gives_no_roles_and_a_herald_sees_no_desk(floor: Floor) -> None:
    await floor.attendee("Ann")
    await floor.attendee("Bo")
    await taken(floor, "Ann", "Desk")
    await taken(floor, "Bo", "Herald")
    assert "Only an owner" in await floor.says("Ann", "/roles")
    await floor.says("Bo", "/desk")
    assert "Only the owners and the desk" in heard(floor, "Bo")
    assert "Only the organisers" in await floor.says("Bo", "/roles") or "Only an owner" in heard(floor, "Bo")


async def test_a_link_raises_but_never_lowers_a_role(floor: Floor) -> None:
    await floor.attendee("Ann")
    await taken(floor, "Ann", "Herald")
    await taken(floor, "Ann", "Desk")
    payload = await invite(floor, "Herald")
    assert "desk of this event already" in await floor.says("Ann", f"/start {payload}")
    assert "configuration" in await floor.says("organiser", f"/start {payload}")
