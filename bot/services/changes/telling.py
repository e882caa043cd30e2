"""One notice a person, with everything that changed for them, and what an unconfirmed one said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.domain.changes import merge
from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.meetings import Meeting
from bot.domain.notices import Action, Lane
from bot.services.changes.planning import Plan
from bot.services.meetings.telling import owe
from bot.services.notices import notify
from storage import changes as stored
from storage.unit_of_work import UnitOfWork

REDRAW = "redraw"  # a change of what stands on the phone; where nothing stands, nothing is said


async def tell(uow: UnitOfWork, plan: Plan, changed: Sequence[Meeting]) -> None:
    """Keep and queue everybody's notice, and draw anew what older messages say about the meetings in it."""
    event = plan.after
    told = {who: plan.told[who] for who in sorted(plan.told)}
    older = await stored.unread(uow.connection, list(told))
    merged = {who: merge(older[who].items, items) if who in older else items for who, items in told.items()}
    numbers = await stored.add(uow.connection, event.id, merged, uow.now)
    await stored.drop(uow.connection, [one.id for one in older.values()])  # last: their numbers are not given again
    versions = {meeting.id: meeting for meeting in (*changed, *plan.requests)}
    await stored.nothing_awaited(
        uow.connection,
        [(item["meeting"], who) for who, items in told.items() for item in items if item.get("meeting") in versions],
    )
    for who, number in numbers.items():
        person = plan.parties[who].person
        subject = f"changes:{who}"
        facts = {"notice": number, "event": event.id, "to": who}
        key = f"changes:{number}:{int(uow.now.timestamp())}"
        if who in older:
            notify(
                uow,
                person,
                "changes.earlier",
                facts,
                lane=Lane.BELL,
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
            lane=Lane.BELL,
            kind="change",
            event_id=event.id,
            subject=subject,
            useful_until=end_of(event),
            once_key=key,
        )
    for meeting in changed:
        for who in plan.sitting[meeting.id]:
            _redraw(uow, plan, meeting, who)


def _redraw(uow: UnitOfWork, plan: Plan, meeting: Meeting, who: AttendeeId) -> None:
    """What stands on that phone about the meeting from before has no button that is pressed in vain."""
    owe(
        uow,
        plan.parties[who].person,
        plan.after,
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
