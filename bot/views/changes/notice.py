"""The one notice of everything that changed for somebody: what it was, what it is now, and *Got it*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.changes import moment_of
from bot.domain.events import Event, Place, PlaceKind, Session, Slot
from bot.domain.ids import BlockId, ChangeNoticeId, PlaceId, SlotId
from bot.domain.meetings import Status
from bot.domain.typed_words import isolated
from bot.views.changes.given import is_given, timetable
from bot.views.changes.taps import GotItTap, InsteadTap, SeeTap
from bot.views.clocks import span
from bot.views.meetings import Shown, when, where
from bot.views.meetings.lines import lines
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import name_of
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words

MOST_LINES = 12  # what does not fit stands in the agenda
MOST_BUTTONS = 4
LONGEST = 3_600  # characters with their marks; Telegram takes 4,096 without


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a notice: what was kept (``bot.domain.changes.items``), and what it is about as it is now.

    `standing`: the session takes place.
    """

    item: Mapping[str, Any]
    shown: Shown | None = None
    session: Session | None = None
    standing: bool = True


def notice(
    w: Words, event: Event, found: Sequence[Line], notice_id: ChangeNoticeId, *, confirmed: bool = False
) -> Screen:
    """Everything that changed, and the buttons that something still asks for."""
    given = [line for line in found if is_given(line)]
    rest = [line for line in found if not is_given(line)]
    parts = _changed(w, event, rest) if rest else []
    if given:
        title = w.say("🗓 <b>{event}: your timetable</b>", event=event.name)
        parts.append(title if not rest else w.say("🗓 <b>New in your timetable</b>"))
        days, more = timetable(w, event, given, LONGEST - sum(map(len, parts)))
        parts += days
        if more:
            parts.append(w.say("For all of it see your agenda."))
    if confirmed:
        parts.append(w.say("<i>👍 You have seen this.</i>"))
    rows: list[tuple[Button, ...]] = []
    if not confirmed:
        rows.append((Button(w.plain("👍 Got it"), GotItTap(notice_id).pack()),))
    rows += [(button,) for button in list(_buttons(w, found, notice_id))[:MOST_BUTTONS]]
    return Screen(Html("\n\n".join(parts)), (*rows, (door_button(w, Door.AGENDA), menu_button(w))))


def _changed(w: Words, event: Event, found: Sequence[Line]) -> list[Html]:
    """What was, and what it is now."""
    parts = [w.say("⚠️ <b>{event}: something changes for you</b>", event=event.name)]
    shown = 0
    for number, line in enumerate(found[:MOST_LINES]):
        earlier_line = found[number - 1] if number else None
        part = _part(w, event, line, earlier_line)
        if part is not None and sum(map(len, parts)) + len(part) > LONGEST:
            break
        shown += 1
        if part is not None:
            parts.append(part)
    if shown < len(found):
        more = len(found) - shown
        parts.append(w.count("And {n} more: see your agenda.", "And {n} more: see your agenda.", more))
    return parts


def earlier(w: Words, event: Event) -> Screen:
    """What an older notice is changed to when a newer one follows that holds it too."""
    return Screen(
        lines(
            w.say("⚠️ <b>{event}: something changes for you</b>", event=event.name),
            w.say("<i>There is a newer message about this below.</i>"),
        )
    )


def _part(w: Words, event: Event, line: Line, earlier_line: Line | None) -> Html | None:
    match line.item["kind"]:
        case "meeting":
            return _meeting(w, event, line)
        case "session":
            return _session(w, event, line)
        case "left":
            named = earlier_line is not None and earlier_line.session == line.session
            return _left(w, line, named=named)
        case "request":
            return _request(w, event, line)
        case "zone":
            return _zone(w, event, line)
    return None


def _meeting(w: Words, event: Event, line: Line) -> Html | None:
    shown, item = line.shown, line.item
    if shown is None:
        return None
    name = w.say("🤝 <b>Meeting with {name}</b>", name=name_of(w, shown.other))
    was = w.say("was: {before}", before=_before(w, event, item))
    match shown.meeting.status:
        case Status.SCHEDULED:
            slot, place = shown.slot, shown.place
            if slot is None:
                return None
            if _same(item, slot, place):
                was = w.say("It stays as it was:")
            return lines(name, was, when(w, event, slot), where(w, event, place) if place else None)
        case Status.ACCEPTED:
            return lines(name, was, w.say("❗ <b>No other time was free for all of you: please choose a new one</b>"))
        case Status.CANCELLED:
            return lines(name, was, w.say("❌ It is cancelled."))
    return lines(name, was)


def _same(item: Mapping[str, Any], slot: Slot, place: Place | None) -> bool:
    times = moment_of(item, "starts") == slot.starts_at and moment_of(item, "ends") == slot.ends_at
    there = (item.get("place"), item.get("zone"), item.get("link"))
    return times and there == ((place.id, place.zone, place.link) if place else (None, None, None))


def _before(w: Words, event: Event, item: Mapping[str, Any]) -> str:
    """``Wed 27 April, 10:00–10:20, table 3``, event time."""
    said = _span(w, event, moment_of(item, "starts"), moment_of(item, "ends"))
    if item.get("place") is None:
        return said
    place = event.place(PlaceId(int(item["place"])))
    if place.kind is PlaceKind.ROOM:
        return w.plain("{span}, virtual room {number}", span=said, number=place.number)
    return w.plain("{span}, table {number}", span=said, number=place.number)


def _session(w: Words, event: Event, line: Line) -> Html | None:
    session, item = line.session, line.item
    if session is None:
        return None
    title = isolated(session.title)
    was = moment_of(item, "starts"), moment_of(item, "ends")
    if not line.standing:
        span_was = _span(w, event, *was) if was[0] else _span(w, event, session.starts_at, session.ends_at)
        return lines(w.say("❌ <b>{title}</b> is cancelled", title=title), w.say("was: {before}", before=span_was))
    found: list[Html] = []
    if item["what"] == "back":
        found.append(w.say("✅ <b>{title}</b> takes place after all", title=title))
    else:
        found.append(w.say("🎤 <b>{title}</b>", title=title))
    if "title" in item and item["title"] != session.title:
        found.append(w.say("was: {before}", before=isolated(str(item["title"]))))
    if was[0] and was != (session.starts_at, session.ends_at):
        found.append(w.say("was: {before}", before=_span(w, event, *was)))
    found.append(when(w, event, _as_slot(session)))
    if "room" in item and item["room"] != session.room:
        found.append(_edit(w, "📍", item["room"], session.room))
    elif session.room:
        found.append(w.say("📍 {room}", room=isolated(session.room)))
    if "speaker" in item and item["speaker"] != session.speaker:
        found.append(_edit(w, "👤", item["speaker"], session.speaker))
    if "stream" in item and item["stream"] != session.stream_url and session.stream_url:
        found.append(w.say("🔗 {link}", link=session.stream_url))
    return lines(*found)


def _edit(w: Words, sign: str, before: str | None, after: str | None) -> Html:
    was, now = isolated(before) if before else "—", isolated(after) if after else "—"
    return w.say("{sign} {before} → <b>{after}</b>", sign=sign, before=was, after=now)


def _left(w: Words, line: Line, *, named: bool) -> Html | None:
    """`named`: the line before it is about the same session."""
    if line.session is None or line.shown is None:
        return None
    said = w.say(
        "It is now at the time of your meeting with {name}. The meeting stays, so you are out of the session.",
        name=name_of(w, line.shown.other),
    )
    return said if named else lines(w.say("🎤 <b>{title}</b>", title=isolated(line.session.title)), said)


def _request(w: Words, event: Event, line: Line) -> Html | None:
    if line.shown is None:
        return None
    said = _span(w, event, moment_of(line.item, "starts"), moment_of(line.item, "ends"))
    return lines(
        w.say("💬 <b>Request: you and {name}</b>", name=name_of(w, line.shown.other)),
        w.say("There are no meetings at the time proposed ({before}) any more.", before=said),
        w.say("The request is now for any time that suits you both."),
    )


def _zone(w: Words, event: Event, line: Line) -> Html | None:
    zone = str(line.item["zone"])
    find = event.zones.get(zone)
    if not find:
        return None
    return w.say("📍 <b>{zone}</b> is to be found here now: {find}", zone=zone, find=find)


def _span(w: Words, event: Event, starts_at: datetime | None, ends_at: datetime | None) -> str:
    if starts_at is None or ends_at is None:
        return "—"
    return f"{w.day(starts_at, event.zone)}, {span(w, starts_at, ends_at, event)}"


def _as_slot(session: Session) -> Slot:
    return Slot(SlotId(0), BlockId(0), session.starts_at, session.ends_at)


def _buttons(w: Words, found: Sequence[Line], notice_id: ChangeNoticeId) -> Iterator[Button]:
    """What something in the notice still asks for."""
    for line in found:
        shown = line.shown
        if shown is None:
            continue
        meeting, name = shown.meeting, name_of(w, shown.other)
        match line.item["kind"], meeting.status:
            case "meeting", Status.ACCEPTED:
                yield Button(w.plain("🕙 Choose a time: {name}", name=name)[:60], SeeTap(meeting.id).pack())
            case "left", Status.SCHEDULED if line.session is not None and line.standing:
                instead = InsteadTap(notice_id, line.session.id, meeting.id, meeting.version)
                label = w.plain("Go to the session, move {name}", name=name)
                yield Button(label[:60], instead.pack())
            case "request", Status.PENDING:
                yield Button(w.plain("See the request: {name}", name=name)[:60], SeeTap(meeting.id).pack())
