"""Whatever people do in whatever order, the promises about meetings hold (a hypothesis state machine)."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
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
from sqlalchemy import insert, select

from bot.domain.meetings import LIVE, Meeting, Status
from bot.domain.people import Mode
from bot.domain.refusals import Refused
from bot.services import meetings as service
from bot.services import reminders as bells
from bot.services.meetings import Outcome
from storage.database import Database
from storage.meetings.rows import to_meeting
from storage.tables import meetings, placings, reminders, seats, unavailable_slots
from storage.unit_of_work import UnitOfWork
from tests.meetings import Hall, at

PEOPLE = ("Ann", "Bo", "Cy", "Di", "Eve")
TIMES = ("10:00", "10:25", "10:50", "11:15")
QUOTA = 3
BELL = timedelta(minutes=15)
someone = st.sampled_from(PEOPLE)
sometime = st.none() | st.integers(0, len(TIMES) - 1)
which = st.integers(0, 200)


class LifeOfMeetings(RuleBasedStateMachine):
    """Five people, four slots, two tables, one room."""

    template: ClassVar[Path]
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self.template, path)
        self.database = Database(f"sqlite:///{path}")
        self.path = path
        self.seen: dict[int, Meeting] = {}
        self.made: list[int] = []
        self.by_hand: set[int] = set()  # the desk may put a meeting where people have something else on

    def run(self, work: Awaitable[Any]) -> Any:
        """Run to the end on the machine's own loop."""
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        """Close what was opened."""
        self.run(self.database.close())
        self.loop.close()
        for file in self.folder.glob(self.path.name + "*"):
            file.unlink()

    @initialize(day_of=st.booleans())
    def open(self, day_of: bool) -> None:
        """A week before, or on the day."""
        now = at("08:30") if day_of else at("09:00", 20)
        self.hall = self.run(
            Hall.open(self.database, tables=2, rooms=1, times=TIMES, now=now, quota_open_requests=QUOTA)
        )
        self.run(self.hall.join(*PEOPLE[:-1]))
        self.run(self.hall.join(PEOPLE[-1], mode=Mode.ONLINE))

    def act(self, name: str, do: Callable[[UnitOfWork, Any], Awaitable[Any]]) -> Any:
        """One use case by one person; a refusal must leave everything as it was (the transaction is rolled back)."""

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
        return self.seen[self.made[which % len(self.made)]]

    def slot(self, n: int | None) -> Any:
        """The slot of that number, or none."""
        return None if n is None else self.hall.event.slots[n].id

    @rule(asker=someone, guest=someone, time=sometime, twice=st.booleans())
    def request(self, asker: str, guest: str, time: int | None, twice: bool) -> None:
        for _ in range(1 + twice):
            made = self.act(
                asker,
                lambda uow, me: service.request(
                    uow, self.hall.event, me, self.hall.ids[guest], proposed=self.slot(time)
                ),
            )
            if isinstance(made, Outcome) and made.meeting.id not in self.made:
                assert made.changed
                self.made.append(made.meeting.id)

    @precondition(lambda self: self.made)
    @rule(which=which, by=someone, time=sometime, version=st.integers(-1, 1), twice=st.booleans())
    def accept(self, which: int, by: str, time: int | None, version: int, twice: bool) -> None:
        meeting = self.chosen(which)
        for _ in range(1 + twice):
            self.act(
                by,
                lambda uow, me: service.accept(
                    uow, meeting.id, by=me, slot=self.slot(time), version=meeting.version + version
                ),
            )

    @precondition(lambda self: self.made)
    @rule(which=which)
    def agree(self, which: int) -> None:
        """The side whose turn it is says yes: books, or nothing is free (or the clock was quicker)."""
        meeting = self.chosen(which)
        if meeting.status is Status.PENDING:
            name = next(n for n, i in self.hall.ids.items() if i == meeting.turn_id)
            outcome = self.act(name, lambda uow, me: service.accept(uow, meeting.id, by=me))
            assert isinstance(outcome, Outcome), outcome
            assert outcome.changed or outcome.gone or outcome.meeting.status is Status.EXPIRED

    @precondition(lambda self: self.made)
    @rule(which=which, by=someone, step=st.sampled_from(["decline", "withdraw", "cancel"]))
    def end(self, which: int, by: str, step: str) -> None:
        meeting = self.chosen(which)
        do = {"decline": service.decline, "withdraw": service.withdraw, "cancel": service.cancel}[step]
        self.act(by, lambda uow, me: do(uow, meeting.id, by=me))

    @precondition(lambda self: self.made)
    @rule(which=which, by=someone, time=sometime)
    def counter(self, which: int, by: str, time: int | None) -> None:
        meeting = self.chosen(which)
        self.act(by, lambda uow, me: service.counter(uow, meeting.id, by=me, proposed=self.slot(time)))

    @precondition(lambda self: self.made)
    @rule(which=which, by=someone, time=st.integers(0, len(TIMES) - 1))
    def move(self, which: int, by: str, time: int) -> None:
        meeting = self.chosen(which)
        self.act(by, lambda uow, me: service.move(uow, meeting.id, by=me, slot=self.slot(time)))

    @rule(who=someone)
    def leave(self, who: str) -> None:
        self.act(who, lambda uow, me: service.leave_all(uow, me.id))

    @rule(who=someone, time=st.integers(0, len(TIMES) - 1))
    def mark_unavailable(self, who: str, time: int) -> None:
        """Somebody marks a slot that they have no meeting in."""

        async def mark(uow: UnitOfWork, me: Any) -> None:
            for table in (seats, unavailable_slots):
                there = select(table.c.slot_id).where(table.c.slot_id == self.slot(time), table.c.attendee_id == me.id)
                if (await uow.connection.execute(there)).first():
                    return
            await uow.connection.execute(insert(unavailable_slots).values(attendee_id=me.id, slot_id=self.slot(time)))

        self.act(who, mark)

    @rule(minutes=st.sampled_from([1, 7, 15, 60, 300, 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.hall.now += timedelta(minutes=minutes)

    @rule()
    def clock_looks(self) -> None:
        async def look() -> None:
            async with self.hall.acting() as uow:
                await service.look(uow)
                await bells.ring_due(uow)

        self.run(look())
        late = [m for m in self.run(self.load())["meetings"] if m.status is Status.PENDING]
        assert all(m.answer_by > self.hall.now for m in late)

    async def load(self) -> dict[str, Any]:
        """Everything there is."""
        async with self.database.reading() as connection:
            found: dict[str, Any] = {
                "meetings": [to_meeting(row) for row in (await connection.execute(select(meetings))).mappings()]
            }
            for table in (seats, placings, reminders, unavailable_slots):
                found[table.name] = (await connection.execute(select(table))).all()
            return found

    @invariant()
    def promises_hold(self) -> None:
        if not hasattr(self, "hall"):
            return
        there = self.run(self.load())
        starts = {slot.id: slot.starts_at for slot in self.hall.event.slots}
        seated, placed, rung = defaultdict(list), defaultdict(list), defaultdict(list)
        for seat in there["seats"]:
            seated[seat.meeting_id].append((seat.slot_id, seat.attendee_id))
        for placing in there["placings"]:
            placed[placing.meeting_id].append((placing.slot_id, placing.place_id))
        for bell in there["reminders"]:
            if bell.kind == "bell" and bell.state == "waiting":
                rung[bell.meeting_id].append(bell)
        unavailable = {(u.slot_id, u.attendee_id) for u in there["unavailable_slots"]}
        chosen = [pairs for number, pairs in seated.items() if number not in self.by_hand]
        assert not unavailable & {pair for pairs in chosen for pair in pairs}
        pairs: Counter[frozenset[int]] = Counter()
        open_requests: Counter[int] = Counter()
        for m in there["meetings"]:
            if m.status in {Status.SCHEDULED, Status.HELD}:
                assert sorted(seated[m.id]) == sorted((m.slot_id, side) for side in m.sides)
                assert placed[m.id] == [(m.slot_id, m.place_id)]
                kind = self.hall.event.place(m.place_id).kind.value
                assert kind == ("room" if self.hall.ids["Eve"] in m.sides else "table")
            else:
                assert not seated[m.id]
                assert not placed[m.id]
            self.check_bells(m, rung[m.id], starts)
            if m.status is Status.PENDING:
                assert m.turn_id in m.sides
                assert m.answer_by <= starts[m.proposed_slot_id or self.hall.event.slots[-1].id]
                open_requests[m.requester_id] += 1
            else:
                assert m.turn_id is None
            if m.status in LIVE:
                pairs[frozenset(m.sides)] += 1
            before = self.seen.get(m.id)
            if before is not None and before != m:
                assert m.version > before.version or (m.nudged_at, before.nudged_at) == (m.nudged_at, None)
                assert before.status in LIVE
            self.seen[m.id] = m
        assert max(pairs.values(), default=0) <= 1
        assert max(open_requests.values(), default=0) <= QUOTA

    def check_bells(self, m: Meeting, waiting: list[Any], starts: dict[Any, Any]) -> None:
        """Bells that wait belong to a scheduled meeting and its time; before their moment both sides have one."""
        if m.status is not Status.SCHEDULED:
            assert not waiting or m.status is Status.HELD
            return
        assert m.slot_id is not None
        start = starts[m.slot_id]
        for bell in waiting:
            assert bell.useful_until == start
            assert bell.due_at == start - BELL or start - BELL < bell.due_at < start
        if self.hall.now < start - BELL:
            assert sorted(bell.attendee_id for bell in waiting) == sorted(m.sides)


def test_the_promises_hold_whatever_people_do(sqlite_template: Path, tmp_path: Path) -> None:
    machine = type("Bound", (LifeOfMeetings,), {"template": sqlite_template, "folder": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        ),
    )
