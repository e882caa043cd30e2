"""The organiser's message about a timetable, drawn anew while it is worked on, when it is ready and published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import ProposalId
from bot.domain.notices import Action, Lane, Notice
from bot.domain.people import Person
from bot.domain.proposals import Matter, Proposal, Stage, Standing
from bot.services.events import event as load_event
from bot.services.notices import Renderer
from bot.services.timetable.asking import reader_of
from bot.views import timetable as views
from bot.views.screens import Screen
from bot.views.words import Words
from storage import outbox
from storage import timetables as stored
from storage.database import Connection
from storage.unit_of_work import UnitOfWork


def subject_of(id_: ProposalId) -> str:
    """What a message is known by that shows how a timetable stands, as long as it shows nothing else."""
    return f"timetable:{id_}"


async def owe_standing(uow: UnitOfWork, found: Proposal, picture: str, *, anyway: bool = False) -> None:
    """Owe the organiser's message its new picture. `anyway`: also when the message has been made to show something
    else, as a new one.
    """
    if found.chat_id is None or found.kind is not Matter.TIMETABLE:
        return
    subject, there = subject_of(found.id), False
    if found.message_id is not None:
        there = await outbox.subject_of(uow.connection, found.chat_id, found.message_id) == subject
    if not there and not anyway:
        return
    uow.owe(
        Notice(
            chat_id=found.chat_id,
            lane=Lane.REPLY,  # one edit in three seconds: behind digests to thousands it would show nothing for minutes
            kind="progress",
            due_at=uow.now,
            person_id=await reader_of(uow, found),
            event_id=found.event_id,
            action=Action.EDIT if there else Action.SEND,
            view="timetable.standing",
            facts={"timetable": found.id, "message": found.message_id if there else None},
            subject=subject,
            target_message_id=found.message_id if there else None,
            once_key=f"timetable:{found.id}:{found.message_id}:{picture}:{int(uow.now.timestamp())}",
        )
    )


async def _standing(connection: Connection, to: Person, facts: Mapping[str, Any], _now: datetime) -> Screen | None:
    """How it stands when it is sent; nothing where the organiser has made the message show something else."""
    found = await stored.proposal(connection, ProposalId(int(facts["timetable"])))
    if found is None or found.status is Stage.DROPPED or to.telegram_id is None:
        return None
    message = facts["message"]
    if message is not None and await outbox.subject_of(connection, to.telegram_id, message) != subject_of(found.id):
        return None
    event = await load_event(connection, found.event_id)
    since = 0
    if found.status is Stage.READY and found.started_at is not None:
        since = await stored.changed_since(connection, event.id, found.started_at)
    words = Words(to.language, to.zone(event.timezone))
    return views.standing(words, Standing(event, found, since))


NOTICES: dict[str, Renderer] = {"timetable.standing": _standing}
