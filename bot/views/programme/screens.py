"""Sessions by day, those going on now first; a session's card; a session that overlaps an agreed meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.agenda import Entry
from bot.domain.events import Event, Session
from bot.domain.typed_words import isolated
from bot.views.clocks import own_clock_differs, span_in_text, time_left
from bot.views.meetings.taps import MeetingAct, MeetingTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import shorten
from bot.views.programme.taps import ProgrammeAct, ProgrammeTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, escape

PER_PAGE = 9  # sessions on one screen
LABEL = 44


class Seen(Protocol):
    """A session as one reader sees it (``bot.services.programme.SessionShown``)."""

    @property
    def session(self) -> Session:
        """The session."""

    @property
    def mine(self) -> bool:
        """Whether the reader has joined it."""

    @property
    def seats_left(self) -> int | None:
        """None: as many as like."""

    @property
    def joinable(self) -> bool:
        """Whether it is something to join at all."""


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    sessions: tuple[Seen, ...]


def programme(
    w: Words, event: Event, sessions: Sequence[Seen], *, now: datetime, day: int | None = None, page: int = 0
) -> Screen:
    """One day of the programme, what is on now first; `day` counts from 0, None is the day that matters now."""
    if not sessions:
        text = w.say("<b>The programme is not out yet.</b>\nSessions stand here as soon as the organisers have them.")
        return Screen(text, ((menu_button(w),),))
    days = _by_day(event, sessions)
    if day is None or not 0 <= day < len(days):
        today = event.day_of(now)
        day = next((n for n, one in enumerate(days) if one.day >= today), len(days) - 1)
    ordered = sorted(days[day].sessions, key=lambda one: (_when(one.session, now), one.session.starts_at))
    pages = max(1, -(-len(ordered) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = ordered[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines = [w.say("🎤 <b>Programme · {day}</b>", day=w.day(days[day].day))]
    lines += [_line(w, event, one, now) for one in shown]
    if any(own_clock_differs(w, event, one.session.starts_at) for one in shown):
        lines.append(Html("\n" + w.say("<i>Times are {city} time; yours in brackets.</i>", city=event.city)))
    rows: list[tuple[Button, ...]] = [
        (Button(_label(w, event, one), ProgrammeTap(ProgrammeAct.SHOW, one.session.id).pack()),)
        for one in shown
        if one.joinable
    ]
    turning = []
    if page > 0:
        turning.append(Button("◀", ProgrammeTap(ProgrammeAct.LIST, None, day, page - 1).pack()))
    if page < pages - 1:
        turning.append(Button("▶", ProgrammeTap(ProgrammeAct.LIST, None, day, page + 1).pack()))
    if turning:
        rows.append(tuple(turning))
    return Screen(Html("\n".join(lines)), (*rows, *_days(w, days, day), (menu_button(w),)))


def _by_day(event: Event, sessions: Sequence[Seen]) -> list[_Day]:
    found: dict[date, list[Seen]] = {}
    for one in sessions:
        found.setdefault(event.day_of(one.session.starts_at), []).append(one)
    return [_Day(day, tuple(found[day])) for day in sorted(found)]


def _when(session: Session, now: datetime) -> int:
    """On now, then to come, then over."""
    if session.ends_at <= now:
        return 2
    return 0 if session.starts_at <= now else 1


def _line(w: Words, event: Event, one: Seen, now: datetime) -> Html:
    session = one.session
    mark = {0: "▶️", 1: "🕙", 2: "☑️"}[_when(session, now)]
    if one.mine:
        mark += "✅"
    where = f" · {escape(session.room)}" if session.room else ""
    span = span_in_text(w, session.starts_at, session.ends_at, event)
    title = escape(isolated(shorten(session.title, 120)))
    return Html(f"{mark} {span} <b>{title}</b>{where}")


def _label(w: Words, event: Event, one: Seen) -> str:
    mark = "✅ " if one.mine else ""
    return shorten(f"{mark}{w.time(one.session.starts_at, event.zone)} {isolated(one.session.title)}", LABEL)


def _days(w: Words, days: Sequence[_Day], chosen: int) -> Rows:
    if len(days) < 2:
        return ()
    buttons = [
        Button(
            f"· {w.day(one.day)} ·" if n == chosen else w.day(one.day), ProgrammeTap(ProgrammeAct.LIST, None, n).pack()
        )
        for n, one in enumerate(days)
    ]
    return tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))


def session_card(w: Words, event: Event, one: Seen, *, now: datetime, news: Html | None = None) -> Screen:
    """One session: when, where, who speaks, how many seats are left, and *Join* or *Leave*."""
    session = one.session
    on = session.starts_at <= now < session.ends_at
    left = time_left(w, session.starts_at, now) if session.starts_at > now else None
    span = span_in_text(w, session.starts_at, session.ends_at, event)
    lines = [
        *([news, Html("")] if news else []),
        Html(f"🎤 <b>{escape(isolated(session.title))}</b>"),
        Html(f"🕙 {escape(w.day(session.starts_at, event.zone))}, {span}" + (f" · {left}" if left else "")),
        w.say("▶️ <b>On now</b>") if on else None,
        w.say("📍 {room}", room=session.room) if session.room else None,
        w.say("🗣 {speaker}", speaker=isolated(session.speaker)) if session.speaker else None,
        w.say("📺 {link}", link=session.stream_url) if session.stream_url else None,
        _seats(w, one, now),
        w.say("✅ You have joined it. The bell rings before it, and nobody can ask you for its time.")
        if one.mine and session.ends_at > now
        else None,
    ]
    row: list[Button] = []
    if one.mine:
        row.append(Button(w.plain("Leave it"), ProgrammeTap(ProgrammeAct.LEAVE, session.id).pack()))
    elif one.joinable and session.ends_at > now:
        row.append(Button(w.plain("✅ Join"), ProgrammeTap(ProgrammeAct.JOIN, session.id).pack()))
    back = (door_button(w, Door.PROGRAMME), door_button(w, Door.AGENDA))
    rows = ((*row,), back, (menu_button(w),)) if row else (back, (menu_button(w),))
    return Screen(Html("\n".join(line for line in lines if line is not None)), rows)


def _seats(w: Words, one: Seen, now: datetime) -> Html | None:
    left = one.seats_left
    if left is None or one.session.ends_at <= now or one.mine:
        return None
    if left == 0:
        return w.say("<b>Every seat is taken.</b>")
    return w.count("{n} seat left", "{n} seats left", left)


def clash(w: Words, event: Event, one: Seen, clashes: Sequence[Entry]) -> Screen:
    """An agreed meeting lies in the session's time: keep the one, or move the other."""
    lines = [w.say("<b>You have a meeting while “{title}” is on:</b>", title=shorten(one.session.title, 80))]
    rows: list[tuple[Button, ...]] = []
    for entry in clashes[:6]:
        span = span_in_text(w, entry.starts_at, entry.ends_at, event)
        lines.append(Html(f"🤝 {span} <b>{escape(isolated(entry.heading))}</b>"))
        if entry.meeting_id is not None:
            move = MeetingTap(MeetingAct.MOVE, entry.meeting_id, entry.version)
            name = w.plain(
                "Move {name}, {time}", name=shorten(entry.heading, 24), time=w.time(entry.starts_at, event.zone)
            )
            rows.append((Button(name, move.pack()),))
    lines += [Html(""), w.say("Keep the meeting, or move it and join again. Nothing has been changed.")]
    keep = Button(w.plain("Keep the meeting"), ProgrammeTap(ProgrammeAct.SHOW, one.session.id).pack())
    return Screen(Html("\n".join(lines)), (*rows, (keep,), (menu_button(w),)))
