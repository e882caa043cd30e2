"""What organisers do with a timetable: ask for one, watch it, stop it, publish it or leave it. The role is checked
every time, and doing something twice is doing it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.events import Event, PlaceKind
from bot.domain.ids import AttendeeId, MeetingId, PersonId, ProposalId
from bot.domain.meetings import Meeting, Party
from bot.domain.people import Role
from bot.domain.proposals import SECONDS, UNDER_WAY, Entry, Listed, Matter, Proposal, Stage, Standing, Stock
from bot.domain.refusals import Refused
from bot.domain.roles import check_desk
from bot.domain.timetable import Keep
from storage import audit, meetings, people
from storage import timetables as stored
from storage.unit_of_work import UnitOfWork

A_PAGE = 6  # meetings of a list


async def stock(uow: UnitOfWork, event: Event, role: Role | None) -> Stock:
    """What there is. Refused: organisers_only, desk_only."""
    check_desk(role)
    waiting, scheduled = await stored.agreed_counts(uow.connection, event.id)
    soonest = uow.now + timedelta(minutes=event.rules.keep_minutes)
    kinds = [place.kind for place in event.places]
    return Stock(
        waiting,
        scheduled,
        sum(slot.starts_at >= soonest for slot in event.slots),
        kinds.count(PlaceKind.TABLE),
        kinds.count(PlaceKind.ROOM),
    )


async def current(uow: UnitOfWork, event: Event, role: Role | None) -> Standing | None:
    """What is being worked on or waits to be published at this event. Refused: organisers_only, desk_only."""
    check_desk(role)
    found = await stored.newest(uow.connection, event.id, Matter.TIMETABLE, (*UNDER_WAY, Stage.READY))
    return None if found is None else await _standing(uow, event, found)


async def look(uow: UnitOfWork, event: Event, role: Role | None, id_: ProposalId) -> Standing:
    """One proposal of this event. Refused: organisers_only, desk_only, no_timetable."""
    return await _standing(uow, event, await _find(uow, event, role, id_))


async def start(
    uow: UnitOfWork,
    event: Event,
    role: Role | None,
    by: PersonId,
    *,
    only_unplaced: bool,
    keep: Keep,
    chat_id: int,
    message_id: int | None,
    seconds: float | None = SECONDS,
    work: int | None = None,
) -> Standing:
    """Have a timetable worked out; one at a time for an event: what is under way is shown instead, and what was ready
    and not published is not any more. Refused: organisers_only, desk_only, nothing_to_place, no_times_left.
    """
    check_desk(role)
    await stored.lock_event(uow.connection, event.id)
    running = await stored.newest(uow.connection, event.id, Matter.TIMETABLE, tuple(UNDER_WAY), lock=True)
    if running is not None:
        return await watch(uow, event, running, chat_id, message_id)
    there = await stock(uow, event, role)
    if not there.meetings or (only_unplaced and not there.waiting):
        raise Refused("nothing_to_place")
    if not there.slots:
        raise Refused("no_times_left")
    await stored.drop_ready(uow.connection, event.id, Matter.TIMETABLE, uow.now)
    options = {"only_unplaced": only_unplaced, "keep": keep.value, "seconds": seconds, "work": work, "seed": 1}
    made = await stored.add(
        uow.connection,
        event.id,
        Matter.TIMETABLE,
        options,
        uow.now,
        made_by=by,
        chat_id=chat_id,
        message_id=message_id,
    )
    await _record(uow, made, by, "start", **options)
    return Standing(event, made)


async def watch(uow: UnitOfWork, event: Event, found: Proposal, chat_id: int, message_id: int | None) -> Standing:
    """From now on this message of that chat shows how far it is."""
    if found.under_way and message_id is not None:
        await stored.change(uow.connection, found.id, chat_id=chat_id, message_id=message_id)
        found = replace(found, chat_id=chat_id, message_id=message_id)
    return await _standing(uow, event, found)


async def stop(uow: UnitOfWork, event: Event, role: Role | None, by: PersonId, id_: ProposalId) -> Standing:
    """No longer than this: the best so far is kept. Refused: organisers_only, desk_only, no_timetable."""
    found = await _find(uow, event, role, id_)
    if found.status in {Stage.WAITING, Stage.RUNNING} and found.stop_at is None:
        await stored.change(uow.connection, id_, stop_at=uow.now)
        await _record(uow, found, by, "stop")
        found = replace(found, stop_at=uow.now)
    return await _standing(uow, event, found)


async def discard(uow: UnitOfWork, event: Event, role: Role | None, by: PersonId, id_: ProposalId) -> Standing:
    """Nothing of it happens. Refused: organisers_only, desk_only, no_timetable."""
    found = await _find(uow, event, role, id_)
    if found.status in {Stage.WAITING, Stage.RUNNING, Stage.READY, Stage.FAILED}:
        values = {"status": Stage.DROPPED, "settled_at": uow.now, "result": None}
        await stored.change(uow.connection, id_, **values)
        await _record(uow, found, by, "discard")
        found = replace(found, status=Stage.DROPPED, settled_at=uow.now)
    return await _standing(uow, event, found)


async def publish_soon(
    uow: UnitOfWork,
    event: Event,
    role: Role | None,
    by: PersonId,
    id_: ProposalId,
    *,
    chat_id: int,
    message_id: int | None,
) -> Standing:
    """Have a ready one published, by whoever works in the background; its message says when that is done.

    Refused: organisers_only, desk_only, no_timetable.
    """
    found = await _find(uow, event, role, id_)
    if found.status is Stage.READY:
        options = {**found.options, "published_by": by}
        values = {"status": Stage.PUBLISHING, "options": options, "owner": None, "lease_until": None}
        await stored.change(uow.connection, id_, chat_id=chat_id, message_id=message_id, **values)
        await _record(uow, found, by, "publish")
        found = replace(found, status=Stage.PUBLISHING, options=options, chat_id=chat_id, message_id=message_id)
    return await _standing(uow, event, found)


async def movers(uow: UnitOfWork, event: Event, role: Role | None, id_: ProposalId, page: int) -> Listed:
    """Who has a time and would get another time or place. Refused: as :func:`look`."""
    standing = await look(uow, event, role, id_)
    kept = await stored.result(uow.connection, id_)
    ids = [MeetingId(i) for i in kept.get("movers", [])]
    page, pages, shown = _cut(ids, page)
    flat = kept.get("moves", [])
    wanted = set(shown)
    to = {flat[i]: (flat[i + 2], flat[i + 3]) for i in range(0, len(flat), 5) if flat[i] in wanted}
    known, parties = await _known(uow, shown)
    entries = tuple(Entry(known[m], parties, to.get(m, (0, 0))) for m in shown if m in known)
    return Listed(standing, entries, len(ids), page, pages)


async def unplaced(uow: UnitOfWork, event: Event, role: Role | None, id_: ProposalId, page: int) -> Listed:
    """Who would have no time, and why. Refused: as :func:`look`."""
    standing = await look(uow, event, role, id_)
    rows = (await stored.result(uow.connection, id_)).get("reasons", [])
    page, pages, shown = _cut(rows, page)
    known, parties = await _known(uow, [MeetingId(row[0]) for row in shown])
    entries = tuple(
        Entry(known[row[0]], parties, None, row[1], tuple(AttendeeId(i) for i in row[2]))
        for row in shown
        if row[0] in known
    )
    return Listed(standing, entries, len(rows), page, pages)


async def _find(uow: UnitOfWork, event: Event, role: Role | None, id_: ProposalId) -> Proposal:
    check_desk(role)
    found = await stored.proposal(uow.connection, id_, lock=True)
    if found is None or found.event_id != event.id or found.kind is not Matter.TIMETABLE:
        raise Refused("no_timetable")
    return found


async def _standing(uow: UnitOfWork, event: Event, found: Proposal) -> Standing:
    since = 0
    if found.status is Stage.READY and found.started_at is not None:
        since = await stored.changed_since(uow.connection, event.id, found.started_at)
    return Standing(event, found, since)


def _cut(rows: Sequence[Any], page: int) -> tuple[int, int, Sequence[Any]]:
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    return page, pages, rows[page * A_PAGE : (page + 1) * A_PAGE]


async def _known(uow: UnitOfWork, ids: Sequence[MeetingId]) -> tuple[dict[MeetingId, Meeting], dict[AttendeeId, Party]]:
    known = await meetings.load_many(uow.connection, list(ids))
    return known, await meetings.parties(uow.connection, {who for m in known.values() for who in m.sides})


async def _record(uow: UnitOfWork, found: Proposal, by: PersonId, act: str, **detail: object) -> None:
    subject = f"timetable:{found.id}"
    line = audit.Act(uow.now, f"timetable.{act}", subject, "organiser", found.event_id, by, detail)
    await audit.record(uow.connection, line)


async def reader_of(uow: UnitOfWork, found: Proposal) -> PersonId | None:
    """Whose message shows it: who watches it now, else who asked for it."""
    if found.chat_id is not None:
        watcher = await people.person_by_telegram(uow.connection, found.chat_id)
        if watcher is not None:
            return watcher.id
    return found.made_by_id
