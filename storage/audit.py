"""The audit record: every act, with who did it, in which role, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.domain.ids import EventId, PersonId
from storage.database import Connection
from storage.tables import audit

CHUNK = 400  # rows a statement


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `person_id` None is the clock; `role` is requester, guest, organiser, clock or self."""

    at: datetime
    act: str
    subject: str  # "meeting:12"
    role: str
    event_id: EventId | None = None
    person_id: PersonId | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


async def record(connection: Connection, *acts: Act) -> None:
    """Write acts down, in this order."""
    for start in range(0, len(acts), CHUNK):
        rows = [
            {
                "at": a.at,
                "event_id": a.event_id,
                "person_id": a.person_id,
                "role": a.role,
                "act": a.act,
                "subject": a.subject,
                "detail": dict(a.detail),
            }
            for a in acts[start : start + CHUNK]
        ]
        await connection.execute(insert(audit), rows)


async def acts_on(connection: Connection, subjects: Sequence[str], acts: Sequence[str]) -> list[Act]:
    """What was done to these subjects, of these kinds of act, oldest first."""
    found: list[Act] = []
    for start in range(0, len(subjects), CHUNK):
        rows = await connection.execute(
            select(audit)
            .where(audit.c.subject.in_(subjects[start : start + CHUNK]), audit.c.act.in_(acts))
            .order_by(audit.c.id)
        )
        found.extend(Act(r.at, r.act, r.subject, r.role, r.event_id, r.person_id, r.detail) for r in rows)
    return found
