"""What somebody answers to a bell: the other side hears at once, and the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import MeetingId, SlotId
from bot.domain.meetings import Meeting, Status
from bot.domain.notices import Action, Lane
from bot.domain.people import Attendee
from bot.domain.refusals import Refused
from bot.services.meetings.cases import Case, Outcome, act_on, open_case
from bot.services.meetings.telling import owe, tell_desk
from storage import audit, meetings
from storage.unit_of_work import UnitOfWork

TALLY_SECONDS = 15  # how often the desk's tally of those on their way is brought up to date


class BellAnswer(StrEnum):
    """The answers that leave the meeting as it is; *Can't come* is a cancellation (``meetings.cancel``)."""

    ON_MY_WAY = "on_my_way"
    LATE = "late"  # five minutes


async def answer(uow: UnitOfWork, meeting_id: MeetingId, slot_id: SlotId, said: BellAnswer, *, by: Attendee) -> Outcome:
    """Tell the other side (in a group everybody else) and the desk. The same answer twice is one; an answer to a bell
    of a time that no longer holds, or after the meeting, changes nothing. Refused: no_such_meeting, not_yours.
    """
    case = await open_case(uow, meeting_id, by)
    meeting = case.meeting
    if meeting.status is not Status.SCHEDULED or meeting.slot_id != slot_id or by.id not in meeting.sides:
        return case.as_it_stands()
    before = await audit.acts_on(uow.connection, [f"meeting:{meeting_id}"], list(BellAnswer))
    mine = [act for act in before if act.person_id == by.person_id and act.detail.get("slot") == slot_id]
    if mine and mine[-1].act == said.value:
        return case.as_it_stands()
    await audit.record(uow.connection, act_on(uow, meeting, by, said.value, slot=slot_id))
    facts: dict[str, object] = {"meeting": meeting_id, "slot": slot_id, "who": by.id, "answer": said.value}
    key = f"bell:{meeting_id}:{slot_id}:{by.id}:{len(mine)}"
    for other in meeting.others(by.id):
        owe(
            uow,
            case.party(other).person,
            case.event,
            "reminders.answered",
            facts | {"to": other},
            lane=Lane.BELL,
            kind="change",
            meeting=meeting,
            subject=f"answer:{meeting_id}",
            useful_until=case.event.slot(slot_id).ends_at,
            once_key=key if other == meeting.other(by.id) else f"{key}:{other}",
        )
    await _tell_desk(uow, case, said, facts, key)
    return Outcome(meeting, case.event, changed=True)


async def _tell_desk(uow: UnitOfWork, case: Case, said: BellAnswer, facts: dict[str, object], key: str) -> None:
    """Somebody late is a message of its own; those on their way are counted in one message for each slot."""
    desk = await meetings.desk(uow.connection, case.event.id)
    if said is BellAnswer.LATE:
        tell_desk(uow, case.event, case.meeting, desk, facts, key)
        return
    slot_id = case.meeting.slot_id
    if slot_id is None:
        raise Refused("already", status=case.meeting.status.value)
    bucket = int(uow.now.timestamp()) // TALLY_SECONDS
    for person in desk:
        for action, once, due_at in (
            (Action.SEND, f"tally:{slot_id}:{person.id}", uow.now),
            (Action.EDIT, f"tally:{slot_id}:{person.id}:{bucket}", _end_of(uow.now, bucket)),
        ):
            owe(
                uow,
                person,
                case.event,
                "reminders.tally",
                {"slot": slot_id, "event": case.event.id},
                lane=Lane.BELL,
                kind="change",
                action=action,
                subject=f"tally:{slot_id}",
                useful_until=case.event.slot(slot_id).ends_at,
                once_key=once,
                due_at=due_at,
            )


def _end_of(now: datetime, bucket: int) -> datetime:
    return now + timedelta(seconds=(bucket + 1) * TALLY_SECONDS - now.timestamp())


def answered_at(meeting: Meeting, slot_id: object) -> bool:
    """Whether an answer to a bell of that slot still says something."""
    return meeting.status is Status.SCHEDULED and meeting.slot_id == slot_id
