"""What is said about somebody who comes later, leaves earlier or does not come; looked at, done or left.

It is worked out beside the taps (:mod:`bot.services.repairs.mending`); the rows say how far each is. The role is
checked every time, and doing something twice is doing it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.absences import Absence, arrival, day_ahead, missed
from bot.domain.events import Event, Slot
from bot.domain.ids import AttendeeId, MeetingId, PersonId, ProposalId
from bot.domain.meetings import Meeting, Party
from bot.domain.people import Attendee, AttendeeStatus, Role
from bot.domain.proposals import UNDER_WAY, Matter, Proposal, Stage
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.services.people import may_take_part
from storage import audit, availability, meetings, slots
from storage import timetables as stored
from storage.database import Connection
from storage.unit_of_work import UnitOfWork

AUTOMATIC = "automatic"
SHOWN = 6  # meetings of each kind; the numbers stand above them
LONGEST_DELAY = 600  # minutes
SAID_TWICE = timedelta(minutes=2)  # the same said again so soon is a second tap
Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Going:
    """A meeting that changes: as it was when that was worked out, and where it goes (none: it finds no time)."""

    meeting: Meeting
    slot: int | None
    place: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What was said about whom, how far it is, and what it changes: `theirs` and, so that those fit, `others`."""

    event: Event
    proposal: Proposal
    who: Attendee
    absence: Absence
    slots: tuple[Slot, ...]
    theirs: tuple[Going, ...] = ()
    others: tuple[Going, ...] = ()
    parties: Mapping[AttendeeId, Party] | None = None

    @property
    def numbers(self) -> Mapping[str, Any]:
        """``kept``, ``moved``, ``lost``, ``others``, ``people``; after it is done also ``left_alone``."""
        return self.proposal.progress


async def about(uow: UnitOfWork, event: Event, role: Role | None, who: AttendeeId) -> Party:
    """Whom it is about. Refused: organisers_only, desk_only, not_at_this_event."""
    check_desk(role)
    party = (await meetings.parties(uow.connection, [who])).get(who)
    if party is None or party.attendee.event_id != event.id:
        raise Refused("not_at_this_event", event=event.name)
    if party.attendee.status is not AttendeeStatus.REGISTERED:
        raise Refused("not_at_this_event", event=event.name)
    return party


async def comes_at(uow: UnitOfWork, event: Event, who: Attendee, minutes: int) -> datetime | None:
    """When they come, being late by so many minutes; None: there are no times ahead."""
    diary = (await slots.diaries(uow.connection, [who]))[who.id]
    return arrival(event, diary.seats, min(max(minutes, 1), LONGEST_DELAY), uow.now)


async def marked(uow: UnitOfWork, event: Event, who: Attendee) -> bool:
    """Whether they have times ahead at which they take no meeting."""
    diary = (await slots.diaries(uow.connection, [who]))[who.id]
    return any(slot.id in diary.unavailable for slot in event.slots if slot.starts_at > uow.now)


async def report(
    uow: UnitOfWork, event: Event, role: Role | None, by: PersonId, who: AttendeeId, absence: Absence, chat_id: int
) -> Standing:
    """The desk says it: worked out next, and done at once where the event's rules say so. Refused: as :func:`about`."""
    party = await about(uow, event, role, who)
    return await _add(uow, event, party.attendee, absence, by, chat_id=chat_id)


async def say(uow: UnitOfWork, event: Event, me: Attendee, absence: Absence) -> Standing:
    """They say it themselves: nobody can ask them for those times any more; the desk hears when it is worked out.

    Refused: waiting, applied, not_registered, no_day_left.
    """
    may_take_part(me)
    if not day_ahead(event, uow.now):
        raise Refused("no_day_left")
    await meetings.parties(uow.connection, [me.id], lock=True)
    diary = (await slots.diaries(uow.connection, [me]))[me.id]
    away = [slot.id for slot in missed(event, absence, uow.now) if slot.id not in diary.seats]
    await availability.mark_away(uow.connection, me.id, away)
    return await _add(uow, event, me, absence, None)


async def _add(
    uow: UnitOfWork, event: Event, who: Attendee, absence: Absence, by: PersonId | None, chat_id: int | None = None
) -> Standing:
    last = await stored.newest(uow.connection, event.id, Matter.REPAIR, (*UNDER_WAY, Stage.READY), lock=True)
    if last is not None and last.made_at > uow.now - SAID_TWICE:
        same = (last.options["who"], last.options["absence"]) == (who.id, absence.to_json())
        if same and last.chat_id == chat_id:
            return await standing(uow.connection, event, last, uow.now)
    automatic = event.rules.repair == AUTOMATIC
    options: dict[str, Any] = {"who": who.id, "absence": absence.to_json(), AUTOMATIC: automatic}
    if by is not None and automatic:
        options["by"] = by
    made = await stored.add(
        uow.connection, event.id, Matter.REPAIR, options, uow.now, made_by=by or who.person_id, chat_id=chat_id
    )
    role = "organiser" if by else "attendee"
    detail = {"attendee": who.id, **absence.to_json()}
    act = audit.Act(uow.now, "repair.report", f"attendee:{who.id}", role, event.id, made.made_by_id, detail)
    await audit.record(uow.connection, act)
    return Standing(event, made, who, absence, missed(event, absence, uow.now))


async def look(uow: UnitOfWork, event: Event, role: Role | None, id_: ProposalId) -> Standing:
    """How one stands. Refused: organisers_only, desk_only, no_repair."""
    return await standing(uow.connection, event, await _find(uow, event, role, id_), uow.now)


async def carry_out(
    uow: UnitOfWork, event: Event, role: Role | None, by: PersonId, id_: ProposalId, chat_id: int
) -> Standing:
    """Have it done, by whoever works in the background; the message in that chat says when it is.

    Refused: organisers_only, desk_only, no_repair.
    """
    found = await _find(uow, event, role, id_)
    if found.status is Stage.READY:
        options = {**found.options, "by": by}
        values = {"status": Stage.PUBLISHING, "owner": None, "lease_until": None, "chat_id": chat_id}
        await stored.change(uow.connection, id_, options=options, **values)
        found = replace(found, status=Stage.PUBLISHING, options=options)
    return await standing(uow.connection, event, found, uow.now)


async def leave(uow: UnitOfWork, event: Event, role: Role | None, id_: ProposalId) -> Standing:
    """Nothing of it happens; what is done already stays done. Refused: organisers_only, desk_only, no_repair."""
    found = await _find(uow, event, role, id_)
    if found.status in {Stage.WAITING, Stage.RUNNING, Stage.READY, Stage.FAILED}:
        await stored.change(uow.connection, id_, status=Stage.DROPPED, settled_at=uow.now, result=None)
        found = replace(found, status=Stage.DROPPED)
    return await standing(uow.connection, event, found, uow.now)


async def here_after_all(uow: UnitOfWork, event: Event, role: Role | None, by: PersonId, who: AttendeeId) -> None:
    """They can be met at every time ahead again; what was moved stays where it is. Refused: as :func:`about`."""
    party = await about(uow, event, role, who)
    await meetings.parties(uow.connection, [who], lock=True)
    ahead = [slot.id for slot in event.slots if slot.starts_at > uow.now]
    await availability.mark_free(uow.connection, party.attendee.id, ahead)
    act = audit.Act(uow.now, "repair.free", f"attendee:{who}", "organiser", event.id, by, {})
    await audit.record(uow.connection, act)


async def standing(connection: Connection, event: Event, found: Proposal, now: datetime) -> Standing:
    """A proposal with the first meetings that it changes."""
    who = AttendeeId(int(found.options["who"]))
    kept = await stored.result(connection, found.id) if found.status is not Stage.DROPPED else {}
    theirs, others = kept.get("theirs", []), kept.get("others", [])
    shown = [*theirs[:SHOWN], *others[:SHOWN]]
    known = await meetings.load_many(connection, [MeetingId(row[0]) for row in shown])
    parties = await meetings.parties(connection, {who, *(one for m in known.values() for one in m.sides)})
    absence = Absence.from_json(found.options["absence"])
    return Standing(
        event,
        found,
        parties[who].attendee,
        absence,
        missed(event, absence, found.made_at),
        tuple(_going(known, row) for row in theirs[:SHOWN] if row[0] in known),
        tuple(_going(known, row) for row in others[:SHOWN] if row[0] in known),
        parties,
    )


def _going(known: Mapping[MeetingId, Meeting], row: list[Any]) -> Going:
    meeting_id, old_slot, old_place, slot, place, reason = row
    meeting = known[MeetingId(meeting_id)]
    return Going(replace(meeting, slot_id=old_slot, place_id=old_place), slot, place, reason)


async def _find(uow: UnitOfWork, event: Event, role: Role | None, id_: ProposalId) -> Proposal:
    check_desk(role)
    found = await stored.proposal(uow.connection, id_, lock=True)
    if found is None or found.event_id != event.id or found.kind is not Matter.REPAIR:
        raise Refused("no_repair")
    return found
