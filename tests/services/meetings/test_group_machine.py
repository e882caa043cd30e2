"""Whatever people do with groups in whatever order, nobody is double-booked and a group stands while two are in it."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot.domain.events import PlaceKind
from bot.domain.meetings import AGREED, Meeting, Status
from bot.domain.people import Mode
from bot.domain.refusals import Refused
from bot.services import meetings as service
from bot.services import reminders as bells
from storage import people
from storage.database import Database
from storage.meetings.rows import read
from storage.people.writing import modes_json
from storage.tables import meetings, placings, reminders, seats
from storage.unit_of_work import UnitOfWork
from tests.meetings import Hall, at

PEOPLE = ("Ann", "Bo", "Cy", "Di", "Eve", "Fay")
TIMES = ("10:00", "10:25", "10:50")
LIMIT = 4
someone = st.sampled_from(PEOPLE)
which = st.integers(0, 100)
sometime = st.integers(0, len(TIMES) - 1)


class LifeOfGroups(RuleBasedStateMachine):
    """Six people, three slots, two tables, one room; anybody may go online or come to the hall."""

    template: ClassVar[Path]
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self.template, self.path)
        self.database = Database(f"sqlite:///{self.path}")
        self.seen: dict[int, Meeting] = {}

    def run(self, work: Awaitable[Any]) -> Any:
        """Run to the end on the machine's own loop."""
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        """Close what was opened."""
        self.run(self.database.close())
        self.loop.close()
        for file in self.folder.glob(self.path.name + "*"):
            file.unlink()

    @initialize()
    def open(self) -> None:
        """On the day; two have agreed already."""
        self.hall = self.run(
            Hall.open(self.database, tables=2, rooms=1, times=TIMES, now=at("08:30"), group_limit=LIMIT)
        )
        self.run(self.hall.join(*PEOPLE))
        self.run(self.hall.agreed("Ann", "Bo"))

    def act(self, name: str, do: Callable[[UnitOfWork, Any], Awaitable[Any]]) -> Any:
        """One use case by one person; a refusal leaves everything as it was."""

        async def acting() -> Any:
            me = await self.hall.who(name)
            try:
                async with self.hall.acting() as uow:
                    return await do(uow, me)
            except Refused as no:
                return no

        return self.run(acting())

    def chosen(self, which: int) -> Meeting:
        """Some meeting, as it stands."""
        return self.seen[sorted(self.seen)[which % len(self.seen)]]

    @rule(one=someone, two=someone)
    def agree(self, one: str, two: str) -> None:
        """Two more meet, at any time."""
        made = self.act(
            one, lambda uow, me: service.request(uow, self.hall.event, me, self.hall.ids[two], proposed=None)
        )
        if not isinstance(made, Refused):
            self.act(two, lambda uow, me: service.accept(uow, made.meeting.id, by=me))

    @precondition(lambda self: self.seen)
    @rule(which=which, who=someone, twice=st.booleans(), join=st.booleans())
    def invite(self, which: int, who: str, twice: bool, join: bool) -> None:
        """The host asks somebody, who may accept at once, and twice."""
        meeting = self.chosen(which)
        host = next(name for name, i in self.hall.ids.items() if i == meeting.requester_id)
        for _ in range(1 + twice):
            self.act(host, lambda uow, me: service.invite(uow, meeting.id, self.hall.ids[who], by=me))
        for _ in range((1 + twice) * join):
            self.act(who, lambda uow, me: service.accept(uow, meeting.id, by=me))

    @precondition(lambda self: self.seen)
    @rule(which=which, who=someone, step=st.sampled_from(["accept", "decline", "cancel", "for_all"]))
    def answer(self, which: int, who: str, step: str) -> None:
        meeting = self.chosen(which)

        def do(uow: UnitOfWork, me: Any) -> Awaitable[Any]:
            if step in {"accept", "decline"}:
                return (service.accept if step == "accept" else service.decline)(uow, meeting.id, by=me)
            return service.cancel(uow, meeting.id, by=me, for_all=step == "for_all")

        self.act(who, do)

    @precondition(lambda self: self.seen)
    @rule(which=which, who=someone, time=sometime)
    def move(self, which: int, who: str, time: int) -> None:
        meeting = self.chosen(which)
        slot = self.hall.event.slots[time].id
        self.act(who, lambda uow, me: service.move(uow, meeting.id, by=me, slot=slot))

    @rule(who=someone, mode=st.sampled_from([Mode.ONSITE, Mode.ONLINE, Mode.ABSENT]))
    def take_part_otherwise(self, who: str, mode: Mode) -> None:
        async def change(uow: UnitOfWork, me: Any) -> None:
            modes = dict.fromkeys(self.hall.event.days, mode)
            await people.change_attendee(uow.connection, me.id, now=uow.now, modes=modes_json(modes))
            await service.refit(uow, self.hall.event, replace(me, modes=modes))

        self.act(who, change)

    @rule(who=someone)
    def leave(self, who: str) -> None:
        self.act(who, lambda uow, me: service.leave_all(uow, me.id))

    @rule(minutes=st.sampled_from([1, 20, 60]))
    def time_passes(self, minutes: int) -> None:
        self.hall.now += timedelta(minutes=minutes)

        async def look() -> None:
            async with self.hall.acting() as uow:
                await service.look(uow)
                await bells.ring_due(uow)

        self.run(look())

    async def load(self) -> tuple[list[Meeting], dict[str, list[Any]], dict[int, Mode]]:
        """Everything there is."""
        async with self.database.reading() as connection:
            found = await read(connection, select(meetings))
            rows = {t.name: list((await connection.execute(select(t))).all()) for t in (seats, placings, reminders)}
            everyone = await people.attendees(connection, self.hall.ids.values())
        day = self.hall.event.days[-1]
        return found, rows, {i: one.mode_on(day) for i, one in everyone.items()}

    @invariant()
    def promises_hold(self) -> None:
        if not hasattr(self, "hall"):
            return
        found, rows, modes = self.run(self.load())
        seated, placed, rung = defaultdict(list), defaultdict(list), defaultdict(set)
        for seat in rows["seats"]:
            seated[seat.meeting_id].append((seat.slot_id, seat.attendee_id))
        for placing in rows["placings"]:
            placed[placing.meeting_id].append((placing.slot_id, placing.place_id))
        for bell in rows["reminders"]:
            if bell.kind == "bell" and bell.state == "waiting":
                rung[bell.meeting_id].add(bell.attendee_id)
        for m in found:
            self.check(m, seated[m.id], placed[m.id], rung[m.id], modes)
            before = self.seen.get(m.id)
            if before is not None and (before.sides, before.booking, before.status) != (m.sides, m.booking, m.status):
                assert m.version > before.version
            self.seen[m.id] = m

    def check(self, m: Meeting, seated: list[Any], placed: list[Any], rung: set[int], modes: dict[int, Mode]) -> None:
        """Seats, place and bells are those of the people who are in it, and of nobody else."""
        assert len(set(m.sides)) == len(m.sides) >= 2
        assert len(m.concerned) <= LIMIT
        assert not set(m.sides) & set(m.invited)
        assert m.status in AGREED or not m.invited or m.status is Status.HELD
        if m.status not in {Status.SCHEDULED, Status.HELD}:
            assert not seated
            assert not placed
            assert not rung
            return
        assert sorted(seated) == sorted((m.slot_id, side) for side in m.sides)
        assert placed == [(m.slot_id, m.place_id)]
        assert rung <= set(m.sides)
        assert m.slot_id is not None
        assert m.place_id is not None
        start = self.hall.event.slot(m.slot_id).starts_at
        if m.status is Status.SCHEDULED and self.hall.now < start:
            kind = self.hall.event.place(m.place_id).kind
            of_them = {modes[side] for side in m.sides}
            assert Mode.ABSENT not in of_them
            # A room is kept when somebody online has left and no table is free; a table is never for people online.
            assert kind is PlaceKind.ROOM or of_them == {Mode.ONSITE}
        if m.status is Status.SCHEDULED and self.hall.now < start - timedelta(minutes=15):
            assert rung == set(m.sides)


def test_groups_keep_the_promises_whatever_people_do(sqlite_template: Path, tmp_path: Path) -> None:
    machine = type("Bound", (LifeOfGroups,), {"template": sqlite_template, "folder": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        ),
    )
