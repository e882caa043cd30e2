"""The engine in its own process, asked for by an organiser and published in the background, on both databases."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.clock import RunningClock
from bot.domain.ids import ProposalId
from bot.domain.people import Role
from bot.domain.proposals import Stage
from bot.domain.refusals import Refused
from bot.domain.timetable import Keep
from bot.services import timetable as service
from bot.services.timetable import Runner
from bot.services.timetable.running import Engine
from storage.database import Database
from storage.tables import meetings, timetables
from tests.meetings import Hall
from tests.services.timetable.by_hand import by_hand, until_stopped
from tests.services.timetable.hall import DESK, books_agree, told, waiting_hall


def runner(hall: Hall, owner: str, engine: Engine | None = None) -> Runner:
    """Whoever works in the background, in a process of that name."""
    clock = RunningClock(hall.now, speed=0)
    made = Runner(hall.database, clock, owner, lambda: None)
    if engine is not None:
        made.engine = engine
    return made


async def starts(hall: Hall, **more: Any) -> service.Standing:
    """The desk asks for one."""
    asked: dict[str, Any] = {"only_unplaced": False, "keep": Keep.FREE, "chat_id": 7, "message_id": None, "work": 100}
    async with hall.acting() as uow:
        return await service.start(uow, hall.event, Role.DESK, DESK.person_id, **asked | more)


async def works(one: Runner) -> None:
    """Until nothing is left to do."""
    await one.look()
    async with asyncio.timeout(100):
        await one.idle()


async def stages(hall: Hall) -> list[str]:
    """How the proposals stand, oldest first."""
    async with hall.database.reading() as connection:
        return list((await connection.execute(select(timetables.c.status).order_by(timetables.c.id))).scalars())


async def test_the_engine_places_and_the_background_publishes(both_databases: Database) -> None:
    hall, _ = await waiting_hall(both_databases, "ABCD", ["AB", "AC", "BC", "CD", "AD"])
    made = await starts(hall)
    one = runner(hall, "one")
    await works(one)
    assert await stages(hall) == [Stage.READY.value]
    async with hall.acting() as uow:
        ready = await service.look(uow, hall.event, Role.OWNER, made.proposal.id)
        assert ready.proposal.progress["after"]["all"] == 5
        assert ready.proposal.progress["people"] == 4
        for _ in range(2):
            await service.publish_soon(
                uow, hall.event, Role.OWNER, DESK.person_id, made.proposal.id, chat_id=7, message_id=None
            )
    await works(one)
    await works(one)
    assert await stages(hall) == [Stage.PUBLISHED.value]
    assert {name: len(items) for name, items in (await told(hall)).items()} == {"A": 3, "B": 2, "C": 3, "D": 2}
    await books_agree(hall)


async def test_two_organisers_who_start_at_once_start_one(database: Database) -> None:
    hall, _ = await waiting_hall(database, "AB", ["AB"])
    one, two = await starts(hall), await starts(hall, chat_id=8, message_id=3)
    assert one.proposal.id == two.proposal.id
    assert two.proposal.chat_id == 8
    assert await stages(hall) == [Stage.WAITING.value]


async def test_a_new_one_takes_the_place_of_one_that_was_ready(database: Database) -> None:
    hall, _ = await waiting_hall(database, "AB", ["AB"])
    await starts(hall)
    await works(runner(hall, "one", by_hand))
    await starts(hall)
    assert await stages(hall) == [Stage.DROPPED.value, Stage.WAITING.value]


async def test_a_living_process_keeps_its_work_and_a_dead_one_loses_it(both_databases: Database) -> None:
    hall, _ = await waiting_hall(both_databases, "AB", ["AB"])
    await starts(hall)
    one = runner(hall, "one", until_stopped)
    await one.look()
    await asyncio.sleep(0)
    if not hall.database.is_sqlite:  # there can be a second process
        two = runner(hall, "two", by_hand)
        await works(two)
        assert await stages(hall) == [Stage.RUNNING.value]
    await one.stop()
    later = runner(hall, "three", by_hand)
    later._clock.advance(61)  # type: ignore[attr-defined]
    await works(later)
    assert await stages(hall) == [Stage.READY.value]


async def test_what_is_discarded_while_it_is_worked_on_is_left(database: Database) -> None:
    hall, _ = await waiting_hall(database, "AB", ["AB"])
    made = await starts(hall)
    one = runner(hall, "one", until_stopped)
    await one.look()
    async with hall.acting() as uow:
        await service.discard(uow, hall.event, Role.DESK, DESK.person_id, made.proposal.id)
    async with asyncio.timeout(30):
        await one.idle()
    assert await stages(hall) == [Stage.DROPPED.value]


async def test_who_may_not_and_what_is_not_there_is_refused(database: Database) -> None:
    hall, _ = await waiting_hall(database, "AB", ["AB"])
    made = await starts(hall)
    async with hall.acting() as uow:
        for role, code in ((None, "organisers_only"), (Role.HERALD, "desk_only")):
            with pytest.raises(Refused, match=code):
                await service.look(uow, hall.event, role, made.proposal.id)
        with pytest.raises(Refused, match="no_timetable"):
            await service.stop(uow, hall.event, Role.DESK, DESK.person_id, ProposalId(made.proposal.id + 1))
    async with database.writing() as connection:
        await connection.execute(update(meetings).values(status="cancelled"))
        await connection.execute(update(timetables).values(status=Stage.DROPPED.value))
    with pytest.raises(Refused, match="nothing_to_place"):
        await starts(hall)
