"""One notice a person, with everything that changed for them, and what an unconfirmed one said before."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.domain.changes import Item, merge
from bot.domain.events import Event
from bot.domain.ids import AttendeeId, ChangeNoticeId, MeetingId
from bot.domain.meetings import Meeting, Party
from bot.domain.notices import Action, Lane
from bot.domain.people import Person
from bot.services.meetings.telling import owe
from bot.services.notices import notify
from storage import changes as stored
from storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bot.services.changes.planning import Plan

MANY = 300  # people: ten seconds of sending, longer than a bell may wait
AT_ONCE = 500  # notices put together before others have their turn on the event loop
REDRAW = "redraw"  # a change of what stands on the phone; where nothing stands, nothing is said


async def tell(uow: UnitOfWork, plan: Plan, changed: Sequence[Meeting]) -> None:
    """Keep and queue everybody's notice, and draw anew what older messages say about the meetings in it."""
    touched = {meeting.id for meeting in (*changed, *plan.requests)}
    await tell_people(uow, plan.after, plan.told, plan.parties, touched)
    for meeting in changed:
        for who in plan.sitting[meeting.id]:
            redraw(uow, plan.after, meeting, plan.parties[who].person, who)


async def tell_people(
    uow: UnitOfWork,
    event: Event,
    told: Mapping[AttendeeId, Sequence[Item]],
    parties: Mapping[AttendeeId, Party],
    touched: Collection[MeetingId],
) -> None:
    """Keep and queue one notice for each person; it takes up what an older one says that nobody has confirmed.

    No other *Got it* is awaited for the `touched` meetings. So many notices that they would keep a bell waiting go
    behind the bells.
    """
    lane = Lane.BELL if len(told) <= MANY else Lane.NUDGE
    people = sorted(told)
    older = await stored.unread(uow.connection, people)
    merged = {who: merge(older[who].items, told[who]) if who in older else list(told[who]) for who in people}
    numbers = await stored.add(uow.connection, event.id, merged, uow.now)
    await stored.drop(uow.connection, [one.id for one in older.values()])  # last: their numbers are not given again
    await stored.nothing_awaited(
        uow.connection,
        [(item["meeting"], who) for who in people for item in told[who] if item.get("meeting") in touched],
    )
    for turn, (who, number) in enumerate(numbers.items()):
        _queue(uow, event, parties[who].person, who, number, lane, again=who in older)
        if turn % AT_ONCE == AT_ONCE - 1:
            await asyncio.sleep(0)


def _queue(
    uow: UnitOfWork, event: Event, person: Person, who: AttendeeId, number: ChangeNoticeId, lane: Lane, *, again: bool
) -> None:
    subject = f"changes:{who}"
    facts = {"notice": number, "event": event.id, "to": who}
    key = f"changes:{number}:{int(uow.now.timestamp())}"
    if again:
        notify(
            uow,
            person,
            "changes.earlier",
            facts,
            lane=lane,
            kind=REDRAW,
            action=Action.EDIT,
            event_id=event.id,
            target_subject=subject,
            once_key=f"{key}:earlier",
        )
    notify(
        uow,
        person,
        "changes.notice",
        facts,
        lane=lane,
        kind="change",
        event_id=event.id,
        subject=subject,
        useful_until=end_of(event),
        once_key=key,
    )


def redraw(uow: UnitOfWork, event: Event, meeting: Meeting, person: Person, who: AttendeeId) -> None:
    """What stands on that phone about the meeting from before has no button that is pressed in vain."""
    owe(
        uow,
        person,
        event,
        "meetings.earlier",
        {"meeting": meeting.id, "version": meeting.version, "to": who},
        lane=Lane.BELL,
        kind=REDRAW,
        meeting=meeting,
        action=Action.EDIT,
        once_key=f"meeting:{meeting.id}:{meeting.version}:refit:{who}:earlier",
    )


def end_of(event: Event) -> datetime:
    """The end of the last day: nobody needs to hear of a change after it."""
    return datetime.combine(event.days[-1] + timedelta(days=1), time(), tzinfo=event.zone)
