"""Who is free when somebody else is: asked of the database once for everybody at the event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select

from bot.domain.ids import AttendeeId, EventId
from bot.domain.openings import Opening
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Found, Side
from storage.database import Connection
from storage.people.reading import attendees as attendees_by_id
from storage.tables import attendees, interests, joined_sessions, meetings, seats, sessions, slots, unavailable_slots

PAGE = 6  # people on one screen
KNOWN = ("pending", "accepted", "scheduled", "held")


def free_in(openings: Sequence[Opening]) -> ColumnElement[bool]:
    """A condition on attendees: they are free in at least one slot of these openings.

    Free as :func:`bot.domain.slots.free_slots` has it: no meeting, not marked unavailable, no joined session over it,
    and not as many meetings in its block as one may have.
    """
    if not openings:
        return false()
    me = attendees.c.id
    seated = exists().where(seats.c.slot_id == slots.c.id, seats.c.attendee_id == me).correlate(slots, attendees)
    away = (
        exists()
        .where(unavailable_slots.c.slot_id == slots.c.id, unavailable_slots.c.attendee_id == me)
        .correlate(slots, attendees)
    )
    listening = (
        exists()
        .where(
            joined_sessions.c.attendee_id == me,
            sessions.c.id == joined_sessions.c.session_id,
            sessions.c.starts_at < slots.c.ends_at,
            sessions.c.ends_at > slots.c.starts_at,
        )
        .correlate(slots, attendees)
    )
    beside = slots.alias()
    met = (
        select(func.count())
        .select_from(seats)
        .join(beside, beside.c.id == seats.c.slot_id)
        .where(seats.c.attendee_id == me, beside.c.block_id == slots.c.block_id)
        .correlate(slots, attendees)
        .scalar_subquery()
    )

    def suits(opening: Opening) -> ColumnElement[bool]:
        room_for_more = [] if opening.most is None else [met < opening.most]
        slot = exists().where(slots.c.id.in_(opening.slots), ~seated, ~away, ~listening, *room_for_more)
        mode = attendees.c.modes[opening.day.isoformat()].as_string() == opening.mode.value
        return and_(mode, slot.correlate(attendees))

    return or_(*(suits(opening) for opening in openings))


async def known_to(connection: Connection, attendee_id: AttendeeId) -> set[AttendeeId]:
    """With whom they have met, have agreed to meet, or have a request open; those of group meetings too."""
    other = case((meetings.c.requester_id == attendee_id, meetings.c.guest_id), else_=meetings.c.requester_id)
    asked = select(other).where(
        or_(meetings.c.requester_id == attendee_id, meetings.c.guest_id == attendee_id), meetings.c.status.in_(KNOWN)
    )
    mine, theirs = seats.alias(), seats.alias()
    together = select(theirs.c.attendee_id).join(
        mine, and_(mine.c.meeting_id == theirs.c.meeting_id, mine.c.attendee_id == attendee_id)
    )
    return {AttendeeId(i) for i in (await connection.execute(asked.union(together))).scalars()} - {attendee_id}


async def free_people(
    connection: Connection,
    event_id: EventId,
    openings: Sequence[Opening],
    page: int,
    *,
    reader: Attendee,
    types: Collection[AttendeeType],
    without: Collection[AttendeeId],
    first: Sequence[AttendeeId] = (),
) -> Found:
    """One page of the people who are free in these openings: those of `first` in that order, then those whose topics
    fit the reader's.

    A topic fits when one offers what the other needs. `without` are people not to be shown (beside the reader).
    """
    conditions = [
        attendees.c.event_id == event_id,
        attendees.c.status == AttendeeStatus.REGISTERED.value,
        attendees.c.hidden.is_(False),
        attendees.c.id.not_in([reader.id, *without]),
        attendees.c.type.in_(sorted(kind.value for kind in types)),
        free_in(openings),
    ]
    query = select(attendees.c.id).where(*conditions)
    in_order = query.order_by(_fit(reader).desc(), attendees.c.folded, attendees.c.id)
    return await page_of(connection, in_order, page, first=first)


async def page_of(connection: Connection, query: Select[Any], page: int, *, first: Sequence[AttendeeId] = ()) -> Found:
    """One page of the attendees whose ids the query gives, in its order (those of `first` before, in theirs); a page
    past the end gives the last one.

    Who is free is asked once, not once for their number and again for the page.
    """
    ids = [AttendeeId(i) for i in (await connection.execute(query)).scalars()]
    if first:
        rank = {one: place for place, one in enumerate(first)}
        ids.sort(key=lambda one: rank.get(one, len(rank)))
    pages = max(1, -(-len(ids) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = ids[page * PAGE : (page + 1) * PAGE]
    found = await attendees_by_id(connection, shown)
    return Found(tuple(found[one] for one in shown), len(ids), page, pages)


def _fit(reader: Attendee) -> ColumnElement[int]:
    topics = {
        side: [i.topic_id for i in reader.interests if i.side is side and i.topic_id is not None] for side in Side
    }
    return (
        select(func.count())
        .where(
            interests.c.attendee_id == attendees.c.id,
            or_(
                and_(interests.c.side == Side.OFFER.value, interests.c.topic_id.in_(topics[Side.NEED])),
                and_(interests.c.side == Side.NEED.value, interests.c.topic_id.in_(topics[Side.OFFER])),
            ),
        )
        .correlate(attendees)
        .scalar_subquery()
    )


async def held_together(connection: Connection, one: AttendeeId, two: AttendeeId) -> int | None:
    """The last meeting in which these two have met; None when there is none."""
    first, second = seats.alias(), seats.alias()
    row = await connection.execute(
        select(meetings.c.id)
        .join(first, and_(first.c.meeting_id == meetings.c.id, first.c.attendee_id == one))
        .join(second, and_(second.c.meeting_id == meetings.c.id, second.c.attendee_id == two))
        .where(meetings.c.status == "held")
        .order_by(meetings.c.id.desc())
        .limit(1)
    )
    found: int | None = row.scalar_one_or_none()
    return found
