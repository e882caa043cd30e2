"""The programme: sessions by day, joining and leaving them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.agenda import Entry
from bot.domain.events import Event, Session
from bot.domain.ids import SessionId
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services.bells import ring_for_session
from bot.services.people import may_take_part
from storage import agenda, audit, meetings, programme
from storage.agenda import JOINED, LEFT
from storage.audit import Act
from storage.unit_of_work import UnitOfWork

BREAK = "break"  # a coffee is for everybody: nothing to join


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session as one reader sees it; `clashes` are agreed meetings in its time."""

    session: Session
    joined: int
    mine: bool
    clashes: tuple[Entry, ...] = ()
    changed: bool = False  # by what the reader has just done

    @property
    def seats_left(self) -> int | None:
        """None: as many as like."""
        return None if self.session.seats is None else max(0, self.session.seats - self.joined)

    @property
    def joinable(self) -> bool:
        """Whether it is something to join at all."""
        return self.session.kind != BREAK


async def sessions(uow: UnitOfWork, event: Event, reader: Attendee | None) -> tuple[SessionShown, ...]:
    """The event's sessions in order of time."""
    found = await programme.joined(uow.connection, event.id, reader.id if reader else None)
    return tuple(
        SessionShown(
            session,
            found[session.id].number if session.id in found else 0,
            session.id in found and found[session.id].mine,
        )
        for session in sorted(event.sessions, key=lambda s: (s.starts_at, s.ends_at, s.id))
    )


async def session(uow: UnitOfWork, event: Event, reader: Attendee | None, session_id: SessionId) -> SessionShown:
    """One of them. Refused: no_such_session."""
    for one in await sessions(uow, event, reader):
        if one.session.id == session_id:
            return one
    raise Refused("no_such_session")


async def join(uow: UnitOfWork, event: Event, me: Attendee, session_id: SessionId) -> SessionShown:
    """Join a session: its slots are no longer offered, and its bells ring. Twice is once.

    With a meeting agreed in its time nothing is done, and `clashes` holds it: one of the two has to go. Refused:
    no_such_session, session_break, session_over, session_full, waiting, not_registered.
    """
    shown = await session(uow, event, me, session_id)
    if not shown.joinable:
        raise Refused("session_break")
    if shown.session.ends_at <= uow.now:
        raise Refused("session_over")
    # The same lock as a booking takes: of a meeting and a session at one time the second comes too late.
    attendee = (await meetings.parties(uow.connection, [me.id], lock=True))[me.id].attendee
    may_take_part(attendee)
    if await programme.has_joined(uow.connection, me.id, session_id):
        return await session(uow, event, me, session_id)
    clashes = await clashing(uow, me, shown.session)
    if clashes:
        return SessionShown(shown.session, shown.joined, False, clashes)
    if not await programme.take_seat(uow.connection, me.id, session_id, uow.now):
        raise Refused("session_full")
    await ring_for_session(uow, event, attendee, shown.session, joined=True)
    await audit.record(uow.connection, _act(uow, event, me, JOINED, session_id))
    return SessionShown(shown.session, shown.joined + 1, True, changed=True)


async def leave(uow: UnitOfWork, event: Event, me: Attendee, session_id: SessionId) -> SessionShown:
    """Leave it again: its slots are offered, its bells are silent. Twice is once. Refused: no_such_session."""
    shown = await session(uow, event, me, session_id)
    attendee = (await meetings.parties(uow.connection, [me.id], lock=True))[me.id].attendee
    if not await programme.give_up_seat(uow.connection, me.id, session_id):
        return shown
    await ring_for_session(uow, event, attendee, shown.session, joined=False)
    await audit.record(uow.connection, _act(uow, event, me, LEFT, session_id))
    return SessionShown(shown.session, shown.joined - 1, False, changed=True)


async def clashing(uow: UnitOfWork, me: Attendee, one: Session) -> tuple[Entry, ...]:
    """The agreed meetings in the time of a session that are still ahead or on."""
    entries = await agenda.entries(uow.connection, me.id, after=uow.now)
    return tuple(
        entry
        for entry in entries
        if entry.meeting_id is not None and entry.starts_at < one.ends_at and one.starts_at < entry.ends_at
    )


def _act(uow: UnitOfWork, event: Event, me: Attendee, act: str, session_id: SessionId) -> Act:
    return Act(
        at=uow.now,
        act=act,
        subject=f"session:{session_id}",
        role="self",
        event_id=event.id,
        person_id=me.person_id,
    )
