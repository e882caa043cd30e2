"""Events: loaded from their file, brought up to date by it again, read from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.changes import Effect
from bot.domain.changes.words import lines_of
from bot.domain.events import PlaceKind, Rules, cut
from bot.domain.ids import EventId
from bot.services import changes
from bot.services.event_files import EventFile, read_event_text
from bot.services.meetings.cases import Organiser
from storage import audit
from storage.events import EventRows, event, event_by_slug, lock, open_events, rules_to_json, save
from storage.unit_of_work import UnitOfWork

__all__ = ["Loaded", "event", "event_by_slug", "load_event_file", "load_event_text", "open_events"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did; `added`, `changed` and `removed` count rows by kind (sessions, slots, places ...).

    `lines` say what is different, in English; `effect` is what it means for people (None: the event is new).
    """

    event_id: EventId
    slug: str
    revision: int
    created: bool
    added: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]
    effect: Effect | None = None
    lines: tuple[str, ...] = ()


async def load_event_file(uow: UnitOfWork, file: EventFile, by: Organiser | None = None) -> Loaded:
    """Load an event, or bring a loaded one to what its file says now: keys keep their ids, slots by their start.

    What was agreed and no longer fits is placed anew, and everybody concerned is owed one notice, all in this
    transaction. The file wins over what the desk has set since it was last loaded (the outcome names it); tables
    that the desk took out of use stay out of use. `by` None: somebody at the command line.
    """
    await lock(uow.connection, file.slug)
    before = await event_by_slug(uow.connection, file.slug)
    saved = await save(uow.connection, rows_of(file), uow.now)
    effect: Effect | None = None
    lines: tuple[str, ...] = ()
    if before is not None:
        after = await event(uow.connection, saved.event_id)
        effect = await changes.loaded_again(uow, before, after, by)
        lines = tuple(lines_of(before, after, effect.changes))
    await audit.record(uow.connection, changes.load_act(uow, saved.event_id, by, saved.revision))
    return Loaded(
        event_id=saved.event_id,
        slug=file.slug,
        revision=saved.revision,
        created=saved.created,
        added=saved.added,
        changed=saved.changed,
        removed=saved.removed,
        effect=effect,
        lines=lines,
    )


async def load_event_text(uow: UnitOfWork, text: str, source: str, by: Organiser | None = None) -> Loaded:
    """The same for the text of an event file (`source` names it); EventFaults, UnreadableFile as for a file."""
    return await load_event_file(uow, read_event_text(text, source), by)


def rows_of(file: EventFile) -> EventRows:
    """The file as columns, moments in UTC."""
    zone = ZoneInfo(file.timezone)

    def on(day: date, clock_time: time) -> datetime:
        return datetime.combine(day, clock_time, tzinfo=zone).astimezone(UTC)

    def moment(local: datetime | None) -> datetime | None:
        return None if local is None else local.replace(tzinfo=local.tzinfo or zone).astimezone(UTC)

    rules = Rules(
        quota_open_requests=file.rules.quota_open_requests,
        answer_hours_before=file.rules.answer_hours_before,
        answer_hours_on_day=file.rules.answer_hours_on_day,
        nudge_after_share=file.rules.nudge_after_share,
        closed_type_pairs=frozenset(frozenset(pair) for pair in file.rules.closed_type_pairs),
        booking_opens_at=moment(file.rules.booking_opens),
        booking_closes_at=moment(file.rules.booking_closes),
        late_registration=file.registration.late,
        capacity=file.registration.capacity,
        bell_minutes=tuple(sorted(file.rules.bell_minutes, reverse=True)),
        digest_evening=f"{file.rules.digest_evening:%H:%M}",
        digest_morning=f"{file.rules.digest_morning:%H:%M}",
        retention_days=file.rules.retention_days,
        approval=file.registration.approval,
        save_the_date=file.registration.save_the_date,
        quiet_from=f"{file.rules.quiet_from:%H:%M}",
        quiet_until=f"{file.rules.quiet_until:%H:%M}",
        group_limit=file.rules.group_limit,
        refill_no_shows=file.rules.refill_no_shows,
        scheduling=file.rules.scheduling,
        meetings_per_block=file.rules.meetings_per_block,
        repair=file.rules.repair,
        keep_minutes=file.rules.keep_minutes,
        newcomers=f"{file.rules.newcomers:%H:%M}" if isinstance(file.rules.newcomers, time) else None,
    )
    return EventRows(
        event={
            "slug": file.slug,
            "name": file.name,
            "city": file.city,
            "country": file.country,
            "timezone": file.timezone,
            "days": [day.isoformat() for day in file.days],
            "registration_opens_at": moment(file.registration.opens),
            "registration_closes_at": moment(file.registration.closes),
            "contact": file.contact,
            "links": dict(file.links),
            "series": file.series,
            "rules": rules_to_json(rules),
            "consent_version": file.consent.version,
            "consent_text": dict(file.consent.text),
            "zones": {t.zone: t.how_to_find for t in file.tables if t.zone and t.how_to_find},
        },
        sessions=[
            {
                "key": session.key,
                "title": session.title,
                "kind": session.kind,
                "starts_at": on(session.day, session.starts),
                "ends_at": on(session.day, session.ends),
                "room": session.room,
                "stream_url": session.stream_url,
                "speaker": session.speaker,
                "seats": session.seats,
            }
            for session in file.sessions
        ],
        blocks=[
            {
                "key": block.key,
                "starts_at": on(block.day, block.starts),
                "ends_at": on(block.day, block.ends),
                "slot_minutes": block.slot_minutes,
                "gap_minutes": block.gap_minutes,
            }
            for block in file.blocks
        ],
        slots=[
            {"block_key": block.key, "starts_at": starts_at, "ends_at": ends_at}
            for block in file.blocks
            for starts_at, ends_at in cut(
                on(block.day, block.starts), on(block.day, block.ends), block.slot_minutes, block.gap_minutes
            )
        ],
        places=[
            {"kind": PlaceKind.TABLE.value, "number": number, "zone": tables.zone, "link": None}
            for tables in file.tables
            for number in range(tables.first, tables.last + 1)
        ]
        + [
            {
                "kind": PlaceKind.ROOM.value,
                "number": number,
                "zone": None,
                "link": file.rooms.link.replace("{number}", str(number)) if file.rooms else None,
            }
            for number in range(1, (file.rooms.count if file.rooms else 0) + 1)
        ],
        topics=[{"key": topic.key, "labels": dict(topic.labels)} for topic in file.topics],
    )
