"""Whatever people, the desk and the bot do, an independent checker finds no hard rule broken (a state machine)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import insert, select, update

from bot.domain.ids import MeetingId
from bot.domain.meetings import Status
from bot.domain.people import Mode
from bot.services import meetings as service
from bot.services.meetings import Organiser, Outcome
from storage.tables import joined_sessions, meetings, seats
from storage.unit_of_work import UnitOfWork
from tests.meetings import Hall, at
from tests.services.meetings.books import faults_of
from tests.services.meetings.test_state_machine import PEOPLE, LifeOfMeetings, someone, which

CLOCKS = ("10:00", "10:25", "10:50", "11:45", "12:10", "12:35")
slot_number = st.integers(0, len(CLOCKS) - 1)


class HardRules(LifeOfMeetings):
    """Two blocks of three slots, at most one or two meetings of one person in each; order, pins, sessions, the desk."""

    @initialize(day_of=st.booleans(), most=st.sampled_from([1, 2, 2]))
    def open(self, day_of: bool, most: int = 2) -> None:
        """A week before, or on the day."""
        now = at("08:30") if day_of else at("09:00", 20)
        self.hall = self.run(
            Hall.open(
                self.database,
                tables=2,
                rooms=1,
                times=CLOCKS,
                afternoon="11:45",
                now=now,
                quota_open_requests=3,
                meetings_per_block=most,
            )
        )
        self.run(self.hall.join(*PEOPLE[:-1]))
        self.run(self.hall.join(PEOPLE[-1], mode=Mode.ONLINE))
        for one, two in (("Ann", "Bo"), ("Ann", "Cy"), ("Bo", "Di"), ("Cy", "Di")):  # something to act on
            self.made.append(self.run(self.hall.agreed(one, two)).id)
        self.pinned: dict[int, Any] = {}

    @rule(asker=someone, guest=someone, time=st.none() | slot_number)
    def two_agree(self, asker: str, guest: str, time: int | None) -> None:
        """Asked and accepted at once, if it can be."""
        asked = self.act(
            asker,
            lambda uow, me: service.request(uow, self.hall.event, me, self.hall.ids[guest], proposed=self.slot(time)),
        )
        if isinstance(asked, Outcome):
            if asked.meeting.id not in self.made:
                self.made.append(asked.meeting.id)
            self.act(guest, lambda uow, me: service.accept(uow, asked.meeting.id, by=me))

    def write(self, *statements: Any) -> None:
        """What organisers decide about a meeting."""

        async def writing() -> None:
            async with self.database.writing() as connection:
                for statement in statements:
                    await connection.execute(statement)

        self.run(writing())

    @precondition(lambda self: self.made)
    @rule(number=which, fixed=st.booleans())
    def pin(self, number: int, fixed: bool) -> None:
        meeting = self.chosen(number)
        if meeting.status is Status.SCHEDULED and meeting.fixed is not fixed:
            changed = update(meetings).where(meetings.c.id == meeting.id)
            self.write(changed.values(fixed=fixed, version=meetings.c.version + 1))
            self.pinned.pop(meeting.id, None)
            if fixed:
                self.pinned[meeting.id] = meeting.slot_id
                for time in range(len(CLOCKS)):
                    self.tries_to_move(meeting.id, time)

    @rule(one=which, other=which)
    def put_in_order(self, one: int, other: int) -> None:
        """Of two that have a time the later one has to come after the other from now on."""
        slots = self.hall.event.slots_by_id
        placed = [m for m in self.seen.values() if m.status is Status.SCHEDULED and m.slot_id is not None]
        placed.sort(key=lambda m: (slots[m.slot_id].starts_at, m.id))
        pair = sorted({one % len(placed), other % len(placed)}) if placed else []
        if len(pair) < 2 or placed[pair[0]].slot_id == placed[pair[1]].slot_id:
            return
        earlier, later = (placed[n] for n in pair)
        changed = update(meetings).where(meetings.c.id == later.id)
        self.write(changed.values(after_id=earlier.id, version=meetings.c.version + 1))
        for time in range(len(CLOCKS)):  # wherever both may go: never past each other
            self.tries_to_move(later.id, time)
            self.tries_to_move(earlier.id, len(CLOCKS) - 1 - time)
            self.no_hard_rule_is_broken()

    def tries_to_move(self, number: MeetingId, time: int) -> None:
        """The requester asks for another time."""
        meeting = self.run(self.hall.meeting(number))
        name = next(n for n, i in self.hall.ids.items() if i == meeting.requester_id)
        made = self.act(name, lambda uow, me: service.move(uow, number, by=me, slot=self.slot(time)))
        if isinstance(made, Outcome) and made.changed:
            assert not (meeting.fixed and meeting.status is Status.SCHEDULED)
            self.by_hand.discard(number)

    @rule(who=someone)
    def join_the_session(self, who: str) -> None:
        """Somebody joins the session at 11:00, if they have no meeting then."""

        async def join(uow: UnitOfWork, me: Any) -> None:
            session = self.hall.event.sessions[0]
            over = [
                s.id for s in self.hall.event.slots if s.starts_at < session.ends_at and s.ends_at > session.starts_at
            ]
            busy = select(seats.c.slot_id).where(seats.c.attendee_id == me.id, seats.c.slot_id.in_(over))
            there = select(joined_sessions.c.session_id).where(joined_sessions.c.attendee_id == me.id)
            if (await uow.connection.execute(busy.union(there))).first() is None:
                row = {"attendee_id": me.id, "session_id": session.id, "joined_at": self.hall.now}
                await uow.connection.execute(insert(joined_sessions).values(**row))

        self.act(who, join)

    @precondition(lambda self: self.made)
    @rule(number=which, time=slot_number)
    def the_desk_moves(self, number: int, time: int) -> None:
        meeting = self.chosen(number)
        desk = Organiser(self.run(self.hall.who("Ann")).person_id)
        made = self.act("Ann", lambda uow, _me: service.move(uow, meeting.id, by=desk, slot=self.slot(time)))
        if isinstance(made, Outcome) and made.changed:
            self.by_hand.add(meeting.id)
            if meeting.id in self.pinned:
                self.pinned[meeting.id] = made.meeting.slot_id

    @precondition(lambda self: self.made)
    @rule(number=which, keep_slot=st.booleans())
    def the_bot_places_anew(self, number: int, keep_slot: bool) -> None:
        meeting = self.chosen(number)
        made = self.act("Ann", lambda uow, _me: service.replace_meeting(uow, meeting.id, keep_slot=keep_slot))
        if isinstance(made, Outcome) and made.changed:
            self.by_hand.discard(meeting.id)

    @precondition(lambda self: self.made)
    @rule(number=which, by=someone, time=slot_number)
    def somebody_moves(self, number: int, by: str, time: int) -> None:
        meeting = self.chosen(number)
        made = self.act(by, lambda uow, me: service.move(uow, meeting.id, by=me, slot=self.slot(time)))
        if isinstance(made, Outcome) and made.changed:
            assert not (meeting.fixed and meeting.status is Status.SCHEDULED)
            self.by_hand.discard(meeting.id)

    @invariant()
    def no_hard_rule_is_broken(self) -> None:
        """As the checker of the timetables sees it."""
        if not hasattr(self, "hall"):
            return
        broken = self.run(faults_of(self.hall))
        there = self.run(self.load())["meetings"]
        standing = sorted(m.id for m in there if m.status in {Status.SCHEDULED, Status.HELD})
        mine = {"person_not_free", "slot_not_allowed", "wrong_kind_of_place"}
        left = [fault for fault in broken if not (fault.rule in mine and standing[fault.meeting] in self.by_hand)]
        assert left == []

    @invariant()
    def what_is_pinned_stays(self) -> None:
        """Nobody but the desk moves it."""
        for number, slot_id in getattr(self, "pinned", {}).items():
            meeting = self.seen.get(number)
            if meeting is not None and meeting.fixed and meeting.status is Status.SCHEDULED:
                assert meeting.slot_id == slot_id


def test_no_hard_rule_is_broken_whatever_anybody_does(sqlite_template: Path, tmp_path: Path) -> None:
    machine = type("Bound", (HardRules,), {"template": sqlite_template, "folder": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
        ),
    )
