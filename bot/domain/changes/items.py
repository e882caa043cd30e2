"""The lines of one person's notice, as they are kept: what it was before. What it is now is looked up when it is read.

Nothing about other people is in them, only numbers of meetings: a name is looked up when the notice is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.events import Place, Session, Slot
from bot.domain.ids import MeetingId, SessionId
from bot.domain.meetings import Meeting

Item = dict[str, Any]  # JSON values only
NOT_BEFORE = {"kind", "version", "what"}  # what the newer of two lines about one thing says; the rest is the older's


def meeting_item(before: Meeting, slot: Slot | None, place: Place | None, version: int) -> Item:
    """A meeting has another time, another place, or waits for one; `version` is the meeting's after the change.

    Without a slot it had no time before.
    """
    return {
        "kind": "meeting",
        "meeting": before.id,
        "version": version,
        "starts": slot.starts_at.isoformat() if slot else None,
        "ends": slot.ends_at.isoformat() if slot else None,
        "place": place.id if place else None,
        "zone": place.zone if place else None,
        "link": place.link if place else None,
    }


def session_item(session_id: SessionId, before: Session | None, what: str) -> Item:
    """A joined session is ``changed``, ``cancelled`` or ``back``."""
    item: Item = {"kind": "session", "session": session_id, "what": what}
    if before is not None:
        item |= {
            "title": before.title,
            "starts": before.starts_at.isoformat(),
            "ends": before.ends_at.isoformat(),
            "room": before.room,
            "speaker": before.speaker,
            "stream": before.stream_url,
        }
    return item


def left_item(session_id: SessionId, meeting_id: MeetingId) -> Item:
    """A joined session is now at the time of a meeting: the meeting stays, and they are out of the session."""
    return {"kind": "left", "session": session_id, "meeting": meeting_id}


def request_item(meeting: Meeting, slot: Slot) -> Item:
    """The time that a request proposed is gone: it is for any time now."""
    return {
        "kind": "request",
        "meeting": meeting.id,
        "starts": slot.starts_at.isoformat(),
        "ends": slot.ends_at.isoformat(),
    }


def zone_item(zone: str, before: str | None) -> Item:
    """Tables of a zone are to be found another way."""
    return {"kind": "zone", "zone": zone, "find": before}


def merge(unread: Iterable[Mapping[str, Any]], newer: Iterable[Mapping[str, Any]]) -> list[Item]:
    """One list out of a notice that nobody has confirmed and a newer one: what it was stays what it was at first."""
    merged = {_about(item): dict(item) for item in unread}
    for item in newer:
        older = merged.pop(_about(item), None)
        merged[_about(item)] = dict(item) if older is None else _over(older, item)
    return list(merged.values())


def _about(item: Mapping[str, Any]) -> tuple[str, object]:
    kind = str(item["kind"])
    return kind, item.get({"session": "session", "left": "session", "zone": "zone"}.get(kind, "meeting"))


def _over(older: Item, newer: Mapping[str, Any]) -> Item:
    first = {name: value for name, value in older.items() if name not in NOT_BEFORE}
    return {**newer, **first}


def moment_of(item: Mapping[str, Any], name: str) -> datetime | None:
    """`starts` or `ends` of a line, if it has one."""
    return datetime.fromisoformat(item[name]) if item.get(name) else None
