"""After a meeting: what each side says of it, and the slot that somebody who did not come leaves free.

Steps are pure; doing one twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.events import Event, Place, Slot
from bot.domain.ids import AttendeeId, EventId, GapOfferId, MeetingId, PlaceId, SlotId
from bot.domain.meetings import Decision, Meeting, Status
from bot.domain.people import Attendee, Side
from bot.domain.refusals import Refused
from bot.domain.slots import OTHER_ZONE, Diary, distance, venue

PATIENCE = timedelta(minutes=3)  # from "nobody here" until the slot is offered
WORTH_WHILE = timedelta(minutes=5)  # less than this is no meeting any more
ASKED_WITHIN = timedelta(hours=2)  # how long after the end of a slot it is still asked how it was
NEAR = timedelta(hours=1)  # meetings so close in time say where somebody is
OFFERED_TO = 5  # people at once: few enough not to disturb a hall, enough that one is free
MISSED = "missed"  # the reason kept with a meeting that one side did not come to


class Happened(StrEnum):
    """What became of a meeting, in the words of one side."""

    HELD = "held"
    NOBODY = "nobody"
    SHORT = "short"


class Result(StrEnum):
    """What comes of it."""

    FOLLOW_UP = "follow_up"
    PROJECT = "project"
    NO_FIT = "no_fit"


class OfferState(StrEnum):
    """Where a call for somebody missing stands."""

    PINGED = "pinged"  # the missing side is asked where they are
    OFFERED = "offered"  # the slot is offered to people near by
    TAKEN = "taken"
    CLOSED = "closed"  # they came, or nobody took it


@dataclass(frozen=True, slots=True)
class Said:
    """What one side has said of a meeting so far."""

    meeting_id: MeetingId
    attendee_id: AttendeeId
    asked_at: datetime
    happened: Happened | None = None
    result: Result | None = None
    shares_contact: bool | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GapOffer:
    """One call of "nobody here", and the offer that follows it."""

    id: GapOfferId
    event_id: EventId
    meeting_id: MeetingId
    slot_id: SlotId
    place_id: PlaceId
    waiting_id: AttendeeId
    missing_id: AttendeeId
    state: OfferState
    pinged_at: datetime
    offer_at: datetime
    settled_at: datetime | None = None
    taken_by_id: AttendeeId | None = None
    new_meeting_id: MeetingId | None = None


def judge(meeting: Meeting, said: Iterable[Said], now: datetime) -> Decision:
    """Held or missed, from what the sides say: missed when somebody found nobody and nobody says that they met."""
    words = [one for one in said if one.happened is not None]
    met = any(one.happened in {Happened.HELD, Happened.SHORT} for one in words)
    alone = next((one for one in words if one.happened is Happened.NOBODY), None)
    if meeting.status is Status.HELD and alone is not None and not met:
        return Decision(_ended(meeting, Status.MISSED, now, alone.attendee_id, MISSED))
    if meeting.status is Status.MISSED and met:
        return Decision(_ended(meeting, Status.HELD, now, None, None))
    return Decision(meeting, changed=False)


def miss(meeting: Meeting, told_by: AttendeeId, now: datetime) -> Decision:
    """The other side did not come, though they were called."""
    if meeting.status is not Status.SCHEDULED:
        return Decision(meeting, changed=False)
    return Decision(_ended(meeting, Status.MISSED, now, told_by, MISSED))


def check_over(meeting: Meeting, slot: Slot | None, now: datetime) -> None:
    """It can be said how a meeting was once its slot is over. Refused: not_over (fact: slot), already (status)."""
    if meeting.status in {Status.HELD, Status.MISSED}:
        return
    if meeting.status is Status.SCHEDULED and slot is not None and now < slot.ends_at:
        raise Refused("not_over", slot=slot)
    raise Refused("already", status=meeting.status.value)


def check_under_way(event: Event, meeting: Meeting, now: datetime) -> Slot:
    """ "Nobody here" is for the time of the meeting itself. Refused: not_begun (event, slot), already (status)."""
    if meeting.status is not Status.SCHEDULED or meeting.slot_id is None:
        raise Refused("already", status=meeting.status.value)
    slot = event.slot(meeting.slot_id)
    if now < slot.starts_at:
        raise Refused("not_begun", event=event, slot=slot)
    return slot


def worth_offering(event: Event, slot: Slot, now: datetime) -> bool:
    """Whether enough of the slot is left, and the organiser wants gaps to be filled."""
    return event.rules.refill_no_shows and slot.ends_at - now >= WORTH_WHILE


def refill(offer: GapOffer, by: AttendeeId, place_id: PlaceId, now: datetime) -> Meeting:
    """The meeting of the one who waits with the one who took the slot; its number is still to be given."""
    return Meeting(
        id=MeetingId(0),
        event_id=offer.event_id,
        requester_id=offer.waiting_id,
        guest_id=by,
        status=Status.SCHEDULED,
        created_at=now,
        changed_at=now,
        slot_id=offer.slot_id,
        place_id=place_id,
    )


def check_may_take(event: Event, slot: Slot, place: Place, waiting: Attendee, one: Attendee) -> None:
    """Whether these two may meet there. Refused: self, gone, closed_types, elsewhere."""
    if waiting.id == one.id:
        raise Refused("self")
    if not waiting.listed or not one.listed or one.event_id != event.id:
        raise Refused("gone")
    if frozenset({waiting.type.value, one.type.value}) in event.rules.closed_type_pairs:
        raise Refused("closed_types", mine=one.type.value, theirs=waiting.type.value)
    if venue(event, slot, waiting, one) is not place.kind:
        raise Refused("elsewhere")


def near_by(
    event: Event, slot: Slot, place: Place, waiting: Attendee, diaries: Sequence[Diary], limit: int = OFFERED_TO
) -> list[Attendee]:
    """Whom to offer a free slot to: who may meet there, the nearest first, then who fits best.

    Where somebody is follows from their meetings of the hour around; who has none is farther than any table near by.
    """
    fitting = []
    for diary in diaries:
        try:
            check_may_take(event, slot, place, waiting, diary.attendee)
        except Refused:
            continue
        fitting.append((_farness(event, slot, place, diary), -fit(waiting, diary.attendee), diary.attendee.id, diary))
    fitting.sort(key=lambda found: found[:3])
    return [diary.attendee for *_, diary in fitting[:limit]]


def fit(one: Attendee, two: Attendee) -> int:
    """How many offers of each meet a need of the other."""

    def topics(who: Attendee, side: Side) -> set[int]:
        return {i.topic_id for i in who.interests if i.side is side and i.topic_id is not None}

    return len(topics(one, Side.OFFER) & topics(two, Side.NEED)) + len(topics(one, Side.NEED) & topics(two, Side.OFFER))


def _farness(event: Event, slot: Slot, place: Place, diary: Diary) -> int:
    times = {s.id: s for s in (*event.slots, *event.former_slots)}
    places = {p.id: p for p in (*event.places, *event.former_places)}
    near = [
        distance(place, places[place_id])
        for slot_id, place_id in diary.seats.items()
        if slot_id in times and place_id in places and abs(times[slot_id].starts_at - slot.starts_at) <= NEAR
    ]
    return min(near, default=2 * OTHER_ZONE)


def _ended(meeting: Meeting, status: Status, now: datetime, by: AttendeeId | None, reason: str | None) -> Meeting:
    return replace(
        meeting,
        status=status,
        turn_id=None,
        version=meeting.version + 1,
        changed_at=now,
        ended_by_id=by,
        ended_reason=reason,
    )
