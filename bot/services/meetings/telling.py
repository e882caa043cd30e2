"""Who gets which message: notices about a meeting, for its sides and for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.domain.events import Event
from bot.domain.ids import AttendeeId
from bot.domain.meetings import Meeting, Owed, Party, Word
from bot.domain.notices import Action, Lane
from bot.domain.people import Person
from bot.services.notices import notify
from storage.unit_of_work import UnitOfWork

ANSWERABLE = {Word.REQUESTED, Word.COUNTERED, Word.TAKEN_BACK, Word.NUDGE}
PATIENT = {Word.NUDGE, Word.EXPIRED, Word.INVITATION_OVER}  # may wait behind bells and changes
ASIDE = {Word.TURNED_DOWN}  # what stood on that phone about the meeting before still holds


def tell(
    uow: UnitOfWork, event: Event, meeting: Meeting, parties: Mapping[AttendeeId, Party], owed: Iterable[Owed]
) -> None:
    """Queue the words owed. What stood on that phone about the meeting before is drawn anew first, so that no
    button of it can be tapped in vain.
    """
    for word in owed:
        person = parties[word.to].person
        lane = Lane.NUDGE if word.word in PATIENT else Lane.BELL
        facts: dict[str, object] = {"meeting": meeting.id, "version": meeting.version, "to": word.to}
        key = f"meeting:{meeting.id}:{meeting.version}:{word.word.value}:{word.to}"
        if word.about is not None:
            facts["who"] = word.about
        if word.word in {Word.INVITED, Word.INVITATION_OVER, Word.TURNED_DOWN}:  # these leave the version
            asked = meeting.member(word.about or word.to)
            key += f":{word.about}:{asked.invited_at.timestamp() if asked else 0}"
        if word.word is not Word.REQUESTED and word.word not in ASIDE:
            owe(
                uow,
                person,
                event,
                "meetings.earlier",
                facts,
                lane=lane,
                kind=_kind(word.word),
                meeting=meeting,
                action=Action.EDIT,
                once_key=f"{key}:earlier",
            )
        owe(
            uow,
            person,
            event,
            f"meetings.{word.word.value}",
            facts,
            lane=lane,
            kind=_kind(word.word),
            meeting=meeting,
            useful_until=_useful_until(event, meeting, word.word),
            once_key=key,
        )


def owe(
    uow: UnitOfWork,
    person: Person,
    event: Event,
    view: str,
    facts: Mapping[str, object],
    *,
    lane: Lane,
    kind: str,
    meeting: Meeting | None = None,
    action: Action = Action.SEND,
    subject: str | None = None,
    useful_until: datetime | None = None,
    once_key: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Queue one notice about an event. Its subject is the meeting unless another is named."""
    about = subject or (f"meeting:{meeting.id}" if meeting else None)
    notify(
        uow,
        person,
        view,
        facts,
        lane=lane,
        kind=kind,
        action=action,
        due_at=due_at,
        useful_until=useful_until,
        event_id=event.id,
        meeting_id=meeting.id if meeting else None,
        meeting_version=meeting.version if meeting else None,
        subject=about,
        target_subject=about if action is Action.EDIT else None,
        once_key=once_key,
    )


def redraw(uow: UnitOfWork, event: Event, meeting: Meeting, person: Person, to: AttendeeId, key: str) -> None:
    """What a phone shows of the meeting is drawn anew, where it still shows it; nothing rings."""
    owe(
        uow,
        person,
        event,
        "meetings.redrawn",
        {"meeting": meeting.id, "version": meeting.version, "to": to},
        lane=Lane.NUDGE,
        kind="nudge",
        meeting=meeting,
        action=Action.EDIT,
        useful_until=meeting.answer_by,
        once_key=f"meeting:{meeting.id}:{meeting.version}:{to}:{key}",
    )


def tell_desk(
    uow: UnitOfWork, event: Event, meeting: Meeting, desk: Iterable[Person], facts: Mapping[str, object], key: str
) -> None:
    """The desk hears at once that somebody is late or cannot come."""
    for person in desk:
        owe(
            uow,
            person,
            event,
            "reminders.desk",
            facts,
            lane=Lane.BELL,
            kind="change",
            meeting=meeting,
            subject=f"desk:{meeting.id}",
            once_key=f"{key}:desk:{person.id}",
        )


def _kind(word: Word) -> str:
    return "nudge" if word in PATIENT else "change"


def _useful_until(event: Event, meeting: Meeting, word: Word) -> datetime | None:
    if word in ANSWERABLE:
        return meeting.answer_by
    if word is Word.INVITED:
        return max((one.answer_by for one in meeting.members if one.answer_by), default=None)
    if meeting.slot_id is not None:
        return event.slot(meeting.slot_id).ends_at
    return None
