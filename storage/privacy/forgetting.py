"""Taking away what is stored about people: rows stay, so that numbers and other diaries add up; nobody is in them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, delete, or_, select, update

from bot.domain.ids import AttendeeId, EventId, PersonId
from bot.domain.notices import NoticeState
from bot.domain.people import AttendeeStatus
from storage.database import Connection
from storage.tables import (
    attendees,
    audit,
    change_notices,
    conversations,
    events,
    files,
    inbox,
    interests,
    joined_sessions,
    meeting_members,
    meetings,
    not_interested,
    organisers,
    outbox,
    persons,
    questions,
    reminders,
    save_the_dates,
    suggestions,
    timetables,
    unavailable_slots,
)

CHUNK = 400  # ids a statement
NOBODY = "Former participant"  # the name of a person who is no more; views have it in the reader's language
NOWHERE = "–"
FAREWELL = "farewell"  # the kind of the one notice that is written after everything is gone
# A question without its words waits for nobody.
_QUESTION_OVER = case((questions.c.state.in_(("open", "taken")), "closed"), else_=questions.c.state)
UNSETTLED = ("waiting", "running", "ready", "failed", "publishing")  # of what the engine was asked for
OPEN = (NoticeState.QUEUED.value, NoticeState.SENDING.value)
BLANK: dict[str, Any] = {"screen": None, "facts": None, "once_key": None, "subject": None, "target_subject": None}


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


async def anonymise_attendees(connection: Connection, ids: Sequence[AttendeeId], *, now: datetime) -> None:
    """Registrations without a name, an organisation, a country or words; meetings keep only their times."""
    for part in _chunks(ids):
        await connection.execute(
            update(attendees)
            .where(attendees.c.id.in_(part))
            .values(
                name=NOBODY,
                organisation=NOWHERE,
                country="",
                about=None,
                languages=[],
                interpreter=False,
                email=None,
                phone=None,
                code=None,
                folded="",
                hidden=True,
                status=AttendeeStatus.FORGOTTEN.value,
                changed_at=now,
            )
        )
        for table in (interests, joined_sessions, unavailable_slots, reminders):
            await connection.execute(delete(table).where(table.c.attendee_id.in_(part)))
        for table in (not_interested, suggestions):  # of them, and about them
            of_them = or_(table.c.attendee_id.in_(part), table.c.other_id.in_(part))
            await connection.execute(delete(table).where(of_them))
        # Nobody is late any more: what was worked out for that is not done.
        late = (timetables.c.kind == "repair") & timetables.c.options["who"].as_integer().in_(part)
        await _drop(connection, late, now)
        await connection.execute(update(change_notices).where(change_notices.c.attendee_id.in_(part)).values(items=[]))
        subjects = [f"attendee:{attendee_id}" for attendee_id in part]
        await connection.execute(update(audit).where(audit.c.subject.in_(subjects)).values(detail={}))
        # A note was written by either side, to the other: with one of them gone nobody has to read it.
        grouped = select(meeting_members.c.meeting_id).where(meeting_members.c.attendee_id.in_(part))
        await connection.execute(
            update(meetings)
            .where(
                or_(meetings.c.requester_id.in_(part), meetings.c.guest_id.in_(part), meetings.c.id.in_(grouped)),
            )
            .values(note=None, ended_note=None)
        )


async def _drop(connection: Connection, which: ColumnElement[bool], now: datetime) -> None:
    """What the engine was asked for, and nobody has decided about, is not done."""
    over = {"status": "dropped", "settled_at": now, "owner": None, "lease_until": None}
    await connection.execute(update(timetables).where(which, timetables.c.status.in_(UNSETTLED)).values(**over))
    await connection.execute(update(timetables).where(which).values(result=None))


async def anonymise(connection: Connection, people: Sequence[tuple[PersonId, int | None]], *, now: datetime) -> None:
    """Persons (with their Telegram ids) without name and account, and nothing of them on the way in or out."""
    ids = [person_id for person_id, _ in people]
    for part in _chunks(ids):
        await connection.execute(
            update(persons)
            .where(persons.c.id.in_(part))
            .values(
                telegram_id=None,
                name=NOBODY,
                username=None,
                language="en",
                timezone=None,
                reachable=False,
                unreachable_reason="forgotten",
                current_event_id=None,
                forgotten_at=now,
            )
        )
        await connection.execute(update(audit).where(audit.c.person_id.in_(part)).values(detail={}))
        for table in (save_the_dates, files):
            await connection.execute(delete(table).where(table.c.person_id.in_(part)))
        await connection.execute(
            update(questions).where(questions.c.person_id.in_(part)).values(text="", answer=None, state=_QUESTION_OVER)
        )
        await _clear_outbox(connection, outbox.c.person_id.in_(part), now)
    for part in _chunks([telegram_id for _, telegram_id in people if telegram_id is not None]):
        await clear_chat(connection, part, now=now)


async def clear_chat(
    connection: Connection, telegram_ids: Sequence[int], *, now: datetime, handled: int | None = None
) -> None:
    """Nothing of these Telegram users on the way in or out, no conversation and no role.

    `handled` is the update that asks for it: it is settled with this transaction, and is nobody's then.
    """
    await _clear_outbox(connection, outbox.c.chat_id.in_(telegram_ids), now)
    await connection.execute(delete(conversations).where(conversations.c.user_id.in_(telegram_ids)))
    await connection.execute(delete(organisers).where(organisers.c.telegram_id.in_(telegram_ids)))
    shown = timetables.c.chat_id.in_(telegram_ids)  # an organiser's message: it is drawn no more
    await connection.execute(update(timetables).where(shown).values(chat_id=None, message_id=None))
    # What they wrote after this and is not handled yet keeps its order: it is read as a stranger's.
    await connection.execute(
        update(inbox).where(inbox.c.user_id.in_(telegram_ids), inbox.c.state != "new").values(body="", user_id=0)
    )
    if handled is not None:
        await connection.execute(update(inbox).where(inbox.c.update_id == handled).values(user_id=0))


async def _clear_outbox(connection: Connection, which: ColumnElement[bool], now: datetime) -> None:
    await connection.execute(
        update(outbox)
        .where(which, outbox.c.state.in_(OPEN), outbox.c.kind != FAREWELL)
        .values(state=NoticeState.DROPPED.value, reason="forgotten", settled_at=now, owner=None, lease_until=None)
    )
    await connection.execute(update(outbox).where(which, outbox.c.kind != FAREWELL).values(chat_id=0, **BLANK))


async def clear_mentions(connection: Connection, words: Sequence[str]) -> None:
    """Finished messages of others that show one of these words (a name, an organisation): their texts are emptied.

    They lie in other people's chats, where they were shown; here they are of no more use.
    """
    said = {form for word in words if word for form in (word, html.escape(word, quote=False))}
    shown = [
        cast(outbox.c.screen, Text).contains(form, autoescape=True)
        for form in {json.dumps(w, ensure_ascii=False)[1:-1] for w in said}
    ]
    typed = [
        inbox.c.body.contains(form, autoescape=True)
        for form in {json.dumps(w, ensure_ascii=ascii_)[1:-1] for w in said for ascii_ in (True, False)}
    ]
    if shown:
        await connection.execute(
            update(outbox).where(outbox.c.state.not_in(OPEN), or_(*shown)).values(screen=None, facts=None)
        )
        await connection.execute(update(inbox).where(inbox.c.state != "new", or_(*typed)).values(body=""))


async def clear_event(connection: Connection, event_id: EventId, *, now: datetime) -> None:
    """Nothing personal of an event is left beside its attendees: finished messages and questions lose their texts,
    the audit record its details; files that were sent for it, who asked to be told of it, and what the engine
    proposed and to whom, are gone.
    """
    await _drop(connection, timetables.c.event_id == event_id, now)
    unseen = {"chat_id": None, "message_id": None}
    await connection.execute(update(timetables).where(timetables.c.event_id == event_id).values(**unseen))
    for table in (save_the_dates, files):
        await connection.execute(delete(table).where(table.c.event_id == event_id))
    await connection.execute(
        update(questions).where(questions.c.event_id == event_id).values(text="", answer=None, state=_QUESTION_OVER)
    )
    await connection.execute(update(change_notices).where(change_notices.c.event_id == event_id).values(items=[]))
    await connection.execute(update(audit).where(audit.c.event_id == event_id).values(detail={}))
    await connection.execute(
        update(outbox).where(outbox.c.event_id == event_id, outbox.c.state.not_in(OPEN)).values(**BLANK)
    )


async def clear_farewells(connection: Connection) -> int:
    """The last messages to people who were forgotten, once they are out; how many."""
    gone = await connection.execute(delete(outbox).where(outbox.c.kind == FAREWELL, outbox.c.state.not_in(OPEN)))
    return gone.rowcount


async def only_there(
    connection: Connection, event_id: EventId
) -> tuple[list[AttendeeId], list[tuple[PersonId, int | None]]]:
    """Who was at an event and is not forgotten: all its attendees, and the persons who are at no other event and ask
    to be told of none.
    """
    elsewhere = attendees.alias()
    mine = (
        await connection.execute(
            select(attendees.c.id).where(
                attendees.c.event_id == event_id, attendees.c.status != AttendeeStatus.FORGOTTEN.value
            )
        )
    ).scalars()
    other = (
        select(elsewhere.c.id)
        .where(
            elsewhere.c.person_id == persons.c.id,
            elsewhere.c.event_id != event_id,
            elsewhere.c.status != AttendeeStatus.FORGOTTEN.value,
        )
        .exists()
    )
    hopes = (
        select(save_the_dates.c.event_id)
        .where(
            save_the_dates.c.person_id == persons.c.id,
            save_the_dates.c.event_id != event_id,
            save_the_dates.c.told_at.is_(None),
        )
        .exists()
    )
    here = select(attendees.c.id).where(attendees.c.person_id == persons.c.id, attendees.c.event_id == event_id)
    people = await connection.execute(
        select(persons.c.id, persons.c.telegram_id).where(
            or_(here.exists(), persons.c.current_event_id == event_id), ~other, ~hopes, persons.c.forgotten_at.is_(None)
        )
    )
    return [AttendeeId(i) for i in mine], [(PersonId(i), telegram_id) for i, telegram_id in people]


async def to_purge(connection: Connection) -> list[EventId]:
    """Events whose people have not been purged."""
    rows = await connection.execute(select(events.c.id).where(events.c.purged_at.is_(None)).order_by(events.c.id))
    return [EventId(i) for i in rows.scalars()]


async def mark_purged(connection: Connection, event_id: EventId, *, now: datetime) -> None:
    """The people of this event are gone."""
    await connection.execute(update(events).where(events.c.id == event_id).values(purged_at=now))
