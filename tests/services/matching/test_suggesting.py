"""Who is suggested: never whom one knows, cannot meet or has waved away; what changes counts with the next look."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot.domain.ids import AttendeeId
from bot.domain.people import AttendeeStatus, AttendeeType
from bot.domain.refusals import Refused
from bot.services import matching, meetings
from bot.services import people as people_service
from bot.services.matching import keeping
from storage import matching as stored
from storage.database import Database
from tests.meetings import Hall
from tests.services.matching.people import comes, name_of, rewrites, wants

GOODS = ("packaging", "food export", "laser welding", "cold storage")


async def suggested_to(hall: Hall, name: str) -> set[str]:
    """Everybody suggested, page after page."""
    me = await hall.who(name)
    found: set[str] = set()
    async with hall.acting() as uow:
        page, pages = 0, 1
        while page < pages:
            shown = await matching.for_you(uow, hall.event, me, page)
            found |= {one.attendee.name for one in shown.people}
            page, pages = page + 1, shown.pages
    return found


async def test_nobody_is_suggested_whom_one_knows_cannot_meet_or_waved_away(both_databases: Database) -> None:
    closed = frozenset({frozenset({AttendeeType.INVESTOR.value, AttendeeType.AUTHORITY.value})})
    hall = await Hall.open(both_databases, tables=8, closed_type_pairs=closed)
    dice = random.Random(11)
    kinds = (AttendeeType.BUSINESS, AttendeeType.INVESTOR, AttendeeType.AUTHORITY)
    names = [f"P{n:02}" for n in range(18)]
    for name in names:
        await comes(hall, name, dice.sample(GOODS, 2), dice.sample(GOODS, 2), kind=dice.choice(kinds))
    known: dict[str, set[str]] = {name: {name} for name in names}
    for _ in range(14):
        one, two = dice.sample(names, 2)
        step = dice.choice(["ask", "agree", "decline", "wave"])
        try:
            if step == "wave":
                me = await hall.who(one)
                async with hall.acting() as uow:
                    await matching.wave_away(uow, hall.event, me, hall.ids[two])
            else:
                asked = await hall.request(one, two)
                if step == "agree":
                    await hall.accept(asked, two)
                elif step == "decline":
                    other = await hall.who(two)
                    async with hall.acting() as uow:
                        await meetings.decline(uow, asked.id, by=other)
        except Refused:
            continue
        known[one].add(two)
        known[two].add(one)
    gone = set(names[:3])
    await rewrites(hall, names[0], hidden=True)
    await rewrites(hall, names[1], status=AttendeeStatus.CANCELLED.value)
    await rewrites(hall, names[2], status=AttendeeStatus.WAITING.value)
    seen_any = 0
    for name in names[3:]:
        me = await hall.who(name)
        found = await suggested_to(hall, name)
        seen_any += len(found)
        assert not found & known[name], name
        assert not found & gone
        for somebody in found:
            pair = frozenset({me.type.value, (await hall.who(somebody)).type.value})
            assert pair not in hall.event.rules.closed_type_pairs, (name, somebody)
    assert seen_any > 20, "there was something to suggest at all"


async def test_a_change_hiding_and_leaving_count_with_the_next_look_even_within_the_same_moment(
    database: Database,
) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Ann", ["food export"], ["packaging"])
    await comes(hall, "Bo", ["lasers"], ["microscopes"])
    assert await suggested_to(hall, "Ann") == set()
    await rewrites(hall, "Bo", wants(["packaging"], ["food export"]))
    assert await suggested_to(hall, "Ann") == {"Bo"}
    await rewrites(hall, "Bo", hidden=True)
    assert await suggested_to(hall, "Ann") == set()
    assert await suggested_to(hall, "Bo") == {"Ann"}, "who hides may still look"
    await rewrites(hall, "Bo", hidden=False)
    assert await suggested_to(hall, "Ann") == {"Bo"}
    hall.now += timedelta(days=1)
    await rewrites(hall, "Bo", status=AttendeeStatus.CANCELLED.value)
    assert await suggested_to(hall, "Ann") == set()
    hall.now += timedelta(days=1)
    await comes(hall, "Cy", ["packaging"], ["food export"])
    assert await suggested_to(hall, "Ann") == {"Cy"}


async def test_what_a_transaction_wrote_that_was_undone_is_forgotten(database: Database) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Ann", ["food export"], ["packaging"])
    await comes(hall, "Bo", ["lasers"], ["microscopes"])
    me = await hall.who("Ann")
    hall.now += timedelta(minutes=5)
    with pytest.raises(ZeroDivisionError):
        async with hall.acting() as uow:
            from storage import people
            from tests.people import join

            await people.set_interests(uow.connection, hall.ids["Bo"], wants(["packaging"], ["food export"]))
            await people.change_attendee(uow.connection, hall.ids["Bo"], now=uow.now)
            await join(uow.connection, hall.event, "Ghost", topics=wants(["packaging"]), now=uow.now)
            shown = await matching.for_you(uow, hall.event, me)
            assert {one.attendee.name for one in shown.people} == {"Bo", "Ghost"}
            raise ZeroDivisionError
    hall.now += timedelta(minutes=1)
    assert await suggested_to(hall, "Ann") == set()


async def test_another_process_s_changes_are_seen_though_it_touched_nothing_here(database: Database) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Ann", ["food export"], ["packaging"])
    await comes(hall, "Bo", ["lasers"], ["microscopes"])
    assert await suggested_to(hall, "Ann") == set()
    elsewhere = Database(str(database.url.render_as_string(hide_password=False)))
    try:
        there = Hall(elsewhere, hall.event, hall.now + timedelta(seconds=1), hall.ids)
        await rewrites(there, "Bo", wants(["packaging"], ["food export"]))
    finally:
        await elsewhere.close()
    hall.now += timedelta(seconds=2)
    assert await suggested_to(hall, "Ann") == {"Bo"}


async def test_a_large_event_is_read_beside_everything_else(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FEW", 2)
    hall = await Hall.open(database)
    for name in ("Ann", "Bo", "Cy", "Di"):
        await comes(hall, name, ["packaging", "food export"], ["packaging", "food export"])
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        assert (await matching.for_you(uow, hall.event, me)).reading
    async with database.reading() as connection:
        kept = await matching.prepare(connection, hall.event, hall.now)
    assert len(kept.index) == 4
    assert await suggested_to(hall, "Ann") == {"Bo", "Cy", "Di"}
    hall.now += timedelta(minutes=3)
    for name in ("Ed", "Flo", "Gil", "Hal"):
        await comes(hall, name, ["packaging", "food export"], ["packaging", "food export"])
    assert len(await suggested_to(hall, "Ann")) == 5, "a tap reads no more than a few"
    async with database.reading() as connection:
        await matching.prepare(connection, hall.event, hall.now)
    assert len(await suggested_to(hall, "Ann")) == 7


async def test_who_stands_before_many_comes_after_who_stands_before_nobody(database: Database) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Star", ["packaging"], ["food export"])
    await comes(hall, "Wall", ["packaging"], ["food export"])
    for n in range(6):
        await comes(hall, f"B{n}", ["food export"], ["packaging"])
    star = hall.ids["Star"]
    async with hall.acting() as uow:
        for n in range(5):
            await stored.record_shown(uow.connection, hall.ids[f"B{n}"], [star], uow.now)
    me = await hall.who("B5")
    async with hall.acting() as uow:
        shown = await matching.for_you(uow, hall.event, me)
    assert [name_of(hall, one.attendee.id) for one in shown.people] == ["Wall", "Star"]
    async with database.reading() as connection:
        assert await stored.exposure(connection, hall.event.id) == {star: 6, hall.ids["Wall"]: 1}


async def test_waving_away_is_for_people_of_this_event_and_can_be_undone(database: Database) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Ann", ["food export"], ["packaging"])
    await comes(hall, "Bo", ["packaging"], ["food export"])
    me = await hall.who("Ann")
    for who in (me.id, AttendeeId(hall.ids["Bo"] + 100)):
        with pytest.raises(Refused, match="person_gone"):
            async with hall.acting() as uow:
                await matching.wave_away(uow, hall.event, me, who)
    for _ in range(2):
        async with hall.acting() as uow:
            await matching.wave_away(uow, hall.event, me, hall.ids["Bo"])
    assert await suggested_to(hall, "Ann") == set()
    assert await suggested_to(hall, "Bo") == set()
    async with hall.acting() as uow:
        await matching.call_back(uow, me, hall.ids["Bo"])
    assert await suggested_to(hall, "Ann") == {"Bo"}


@pytest.mark.parametrize("status", ["waiting", "applied", "cancelled"])
async def test_whoever_takes_no_part_gets_no_suggestions(database: Database, status: str) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Ann", ["food export"], ["packaging"])
    await rewrites(hall, "Ann", status=status)
    me = await hall.who("Ann")
    with pytest.raises(Refused):
        async with hall.acting() as uow:
            await matching.for_you(uow, hall.event, me)


async def test_a_gap_is_offered_with_who_fits_best_first(database: Database) -> None:
    hall = await Hall.open(database)
    await comes(hall, "Ann", ["food export"], ["packaging"])
    for name in ("Aaron", "Abel"):
        await comes(hall, name, ["lasers"], ["microscopes"])
    await comes(hall, "Zoe", ["packaging"], ["food export"])
    me = await hall.who("Ann")
    async with hall.acting() as uow:
        best = await matching.order_of(uow, hall.event, me)
        then = await people_service.free_then(uow, hall.event, me, [hall.slot("10:00")], 0, best=best)
        plain = await people_service.free_then(uow, hall.event, me, [hall.slot("10:00")], 0)
    assert [one.name for one in then.found.people] == ["Zoe", "Aaron", "Abel"]
    assert [one.name for one in plain.found.people] == ["Aaron", "Abel", "Zoe"], "own words are no topics"
