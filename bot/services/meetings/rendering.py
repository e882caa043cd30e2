"""Notices about meetings, drawn at the moment of sending; one that has been overtaken is no longer owed.

A notice belongs to one version of the meeting: whatever came after it was told, or done, by its receiver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import AttendeeId, MeetingId
from bot.domain.meetings import LIVE, Status
from bot.domain.people import Attendee, PeopleFilter, Person
from bot.services.meetings.reading import seen_by
from bot.services.notices import Renderer
from bot.views import meetings as views
from bot.views.meetings import Shown
from bot.views.screens import Screen
from bot.views.words import Words
from storage import meetings, people
from storage.database import Connection

OTHERS_SHOWN = 3
View = Callable[[Words, Shown], Screen]


async def shown_to(connection: Connection, facts: Mapping[str, Any], now: datetime) -> Shown | None:
    """The meeting of a notice as its receiver sees it; None when there is no such meeting."""
    meeting = await meetings.load(connection, MeetingId(int(facts["meeting"])))
    if meeting is None:
        return None
    return (await seen_by(connection, [meeting], AttendeeId(int(facts["to"])), now))[0]


def words_for(person: Person, shown: Shown) -> Words:
    """The receiver's language and zone."""
    return Words(person.language, person.zone(shown.event.timezone))


def _current(view: View, *statuses: Status) -> Renderer:
    async def render(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        shown = await shown_to(connection, facts, now)
        if shown is None or shown.meeting.version != facts["version"] or shown.meeting.status not in statuses:
            return None
        return view(words_for(person, shown), shown)

    return render


def _waiting(view: View) -> Renderer:
    """For what can be answered: only while it is the receiver's turn and the deadline ahead."""
    inner = _current(view, Status.PENDING)

    async def render(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        shown = await shown_to(connection, facts, now)
        late = shown is None or (shown.meeting.answer_by is not None and shown.meeting.answer_by <= now)
        if shown is None or late or not shown.my_turn:
            return None
        return await inner(connection, person, facts, now)

    return render


def _if_known(view: View, *statuses: Status) -> Renderer:
    """For the end of a request: nobody is told of the end of what they never heard of."""
    inner = _current(view, *statuses)

    async def render(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
        if person.telegram_id is None:
            return None
        known = await meetings.was_shown(connection, person.telegram_id, f"meeting:{facts['meeting']}")
        return await inner(connection, person, facts, now) if known else None

    return render


async def _earlier(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    return None if shown is None else views.earlier(words_for(person, shown), shown)


async def _expired(connection: Connection, person: Person, facts: Mapping[str, Any], now: datetime) -> Screen | None:
    shown = await shown_to(connection, facts, now)
    if shown is None or shown.meeting.status is not Status.EXPIRED:
        return None
    words = words_for(person, shown)
    if shown.i_asked:
        return views.expired_for_requester(words, shown, await _others_to_ask(connection, shown))
    return await _if_known(views.expired_for_guest, Status.EXPIRED)(connection, person, facts, now)


async def _others_to_ask(connection: Connection, shown: Shown) -> list[Attendee]:
    """People of the same type as the one who did not answer, with whom there is nothing open or agreed yet."""
    page = await people.search(connection, shown.event.id, PeopleFilter(type=shown.other.type), without=shown.me.id)
    engaged = {m.other(shown.me.id) for m in await meetings.live_of(connection, shown.me.id, LIVE)}
    engaged.add(shown.other.id)
    wanted = {i.topic_id for i in shown.me.interests if i.topic_id is not None}
    free = [one for one in page.people if one.id not in engaged]
    free.sort(key=lambda one: -len(wanted & {i.topic_id for i in one.interests}))
    return free[:OTHERS_SHOWN]


NOTICES: dict[str, Renderer] = {
    "meetings.requested": _waiting(views.requested),
    "meetings.countered": _waiting(views.requested),
    "meetings.nudge": _waiting(views.nudge),
    "meetings.scheduled": _current(views.scheduled, Status.SCHEDULED),
    "meetings.accepted": _current(views.accepted, Status.ACCEPTED),
    "meetings.declined": _current(views.declined, Status.DECLINED),
    "meetings.withdrawn": _if_known(views.withdrawn, Status.WITHDRAWN),
    "meetings.expired": _expired,
    "meetings.changed": _current(views.changed, Status.SCHEDULED, Status.ACCEPTED),
    "meetings.cancelled": _current(views.cancelled, Status.CANCELLED),
    "meetings.earlier": _earlier,
}
