"""What is being chosen for: kept in the draft between taps, read and carried out.

The draft holds ``choice``: what it is for, whom it concerns, the meeting and its version, the message it began on,
the slot, the purpose, the note.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, SlotId
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services import meetings
from bot.services.meetings import Outcome
from bot.views import meetings as views
from bot.views.meetings import MeetingTap
from handlers.context import Context
from handlers.meetings.tapping import side


class Choice(NamedTuple):
    """What is being chosen for, read from the draft."""

    purpose: str  # request, counter, move; place for a meeting that has no time yet
    event: Event
    me: Attendee
    other: Attendee
    meeting: MeetingId | None
    version: int | None
    free: tuple[Slot, ...]


def chosen_so_far(context: Context) -> dict[str, Any]:
    """What the draft holds. Refused: stale_button when nothing is being chosen."""
    choice: dict[str, Any] | None = context.draft.get("choice")
    if choice is None:
        raise Refused("stale_button")
    return choice


async def act(context: Context, choice: dict[str, Any], slot: SlotId | None) -> tuple[Outcome, Attendee]:
    """Carry it out: request, counter or move. Refused: as those are."""
    if choice["purpose"] == "request":
        me, guest = context.attendee, AttendeeId(choice["other"])
        note, purpose = choice.get("note"), choice.get("for")
        made = await meetings.request(context.uow, context.event, me, guest, proposed=slot, note=note, purpose=purpose)
        return made, me
    meeting_id, version = MeetingId(choice["meeting"]), int(choice["version"])
    me = await side(context, meeting_id)
    if choice["purpose"] == "counter":
        return await meetings.counter(context.uow, meeting_id, by=me, proposed=slot, version=version), me
    if slot is None:
        raise Refused("no_such_slot")
    return await meetings.move(context.uow, meeting_id, by=me, slot=slot, version=version), me


async def read(context: Context) -> Choice:
    """What is being chosen for, with the times that are free now. Refused: stale_button when nothing is."""
    choice = chosen_so_far(context)
    meeting_id = None if choice.get("meeting") is None else MeetingId(choice["meeting"])
    other_id = AttendeeId(choice["other"])
    if meeting_id is None:
        event, me = context.event, context.attendee
        other = await meetings.guest(context.uow, other_id)
        free = await meetings.free_slots_for_both(context.uow, event, me, other_id)
    else:
        me = await side(context, meeting_id)
        shown = await meetings.shown(context.uow, meeting_id, me)
        event, other = shown.event, shown.other
        free = await meetings.free_slots(context.uow, event, meeting_id, me)
    return Choice(choice["purpose"], event, me, other, meeting_id, choice.get("version"), free)


def for_meeting(purpose: str, tap: MeetingTap, other: AttendeeId) -> dict[str, Any]:
    """Another time for a meeting is to be chosen."""
    return {"purpose": purpose, "other": other, "meeting": tap.meeting, "version": tap.version}


def slot_of(context: Context, found: Choice) -> Slot | None:
    """The slot chosen, or None for any time."""
    chosen = chosen_so_far(context).get("slot")
    return None if chosen is None else found.event.slot(SlotId(chosen))


def page_with(found: Choice, slot: Slot | None) -> int:
    """The page of the free times on which this slot stands."""
    if slot is None:
        return 0
    pages = views.pages_of(found.event, found.free)
    return next((n for n, (_day, slots) in enumerate(pages) if slot in slots), 0)
