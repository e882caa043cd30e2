"""/desk: the numbers that matter now, each a tap deeper."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.desk import Group, Numbers
from bot.domain.events import Event
from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus, Role
from bot.views.approvals import ApprovalAct, ApprovalTap
from bot.views.desk.more import rows as more_rows
from bot.views.desk.taps import AddAct, AddTap, DeskAct, DeskTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import type_name
from bot.views.roles import roles_button
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, escape, flag


def deeper(label: str, act: DeskAct, group: Group | None = None, value: str | None = None, page: int = 0) -> Button:
    """A button to one of the desk's screens."""
    return Button(label, DeskTap(act, None, page, group, value).pack())


def back_to_desk(w: Words) -> Button:
    """*‹ Desk*."""
    return deeper(w.plain("‹ Desk"), DeskAct.NUMBERS)


def overview(w: Words, event: Event, role: Role, n: Numbers, now: datetime) -> Screen:
    """Everything on one screen: what waits for somebody first, then the hall."""
    parts = [
        w.say("<b>Desk</b> · {event}", event=event.name),
        Html(f"<i>{escape(w.moment(now, event.zone))}</i>"),
        Html(""),
        _people(w, n),
        _meetings(w, event, n),
        *_waiting(w, n, now),
        _tables(w, event, n),
    ]
    return Screen(Html("\n".join(part for part in parts if part is not None)), _rows(w, event, role, n))


def _people(w: Words, n: Numbers) -> Html:
    said = w.count(
        "👥 <b>{n} registered</b>, {here} checked in",
        "👥 <b>{n} registered</b>, {here} checked in",
        n.registered,
        here=n.checked_in,
    )
    more = []
    if n.by_status.get(AttendeeStatus.WAITING):
        more.append(w.count("{n} on the waiting list", "{n} on the waiting list", n.by_status[AttendeeStatus.WAITING]))
    if n.by_status.get(AttendeeStatus.APPLIED):
        more.append(w.count("{n} to approve", "{n} to approve", n.by_status[AttendeeStatus.APPLIED]))
    if n.unreachable:
        more.append(w.count("🚫 {n} not reachable", "🚫 {n} not reachable", n.unreachable))
    if n.without_telegram:
        more.append(w.count("📵 {n} without Telegram", "📵 {n} without Telegram", n.without_telegram))
    return Html("\n".join([said, *([Html(" · ".join(more))] if more else [])]))


def _meetings(w: Words, event: Event, n: Numbers) -> Html:
    total = sum(number for status, number in n.meetings.items() if status is not Status.CANCELLED)
    said = w.count("🤝 <b>{n} meeting</b> on {day}", "🤝 <b>{n} meetings</b> on {day}", total, day=w.day(n.day))
    parts = [
        w.say("{n} now", n=n.going_on) if n.going_on else None,
        w.say("{n} to come or on", n=n.meetings[Status.SCHEDULED]) if n.meetings.get(Status.SCHEDULED) else None,
        w.say("{n} held", n=n.meetings[Status.HELD]) if n.meetings.get(Status.HELD) else None,
        w.say("{n} missed", n=n.meetings[Status.MISSED]) if n.meetings.get(Status.MISSED) else None,
        w.say("{n} cancelled", n=n.meetings[Status.CANCELLED]) if n.meetings.get(Status.CANCELLED) else None,
    ]
    of_kinds = " · ".join(part for part in parts if part is not None)
    return Html(f"{said}\n{of_kinds}") if of_kinds else said


def _waiting(w: Words, n: Numbers, now: datetime) -> list[Html | None]:
    oldest = None
    if n.oldest_at is not None:
        oldest = w.say("the oldest since {age}", age=age(w, now - n.oldest_at))
    asked = w.count("❓ <b>{n} request</b> unanswered", "❓ <b>{n} requests</b> unanswered", n.unanswered)
    return [
        Html(f"{asked}, {oldest}") if oldest else asked,
        w.count("🧩 <b>{n} meeting</b> without a time", "🧩 <b>{n} meetings</b> without a time", n.unplaced)
        if n.unplaced
        else None,
        w.count("🔔 <b>{n} change</b> not confirmed", "🔔 <b>{n} changes</b> not confirmed", n.unconfirmed),
        w.count("💬 <b>{n} question</b> open", "💬 <b>{n} questions</b> open", n.questions),
    ]


def _tables(w: Words, event: Event, n: Numbers) -> Html | None:
    if not n.tables or n.tables_in is None:
        return None
    free = max(0, n.tables - n.tables_taken)
    time = w.time(n.tables_in.starts_at, event.zone)
    return w.say("🪑 <b>{free} of {tables} tables free</b> at {time}", free=free, tables=n.tables, time=time)


def age(w: Words, length: timedelta) -> str:
    """How long ago, roughly: minutes, hours or days."""
    minutes = int(length / timedelta(minutes=1))
    if minutes < 120:
        return str(w.count("{n} min", "{n} min", minutes))
    if minutes < 48 * 60:
        return str(w.count("{n} hour", "{n} hours", minutes // 60))
    return str(w.count("{n} day", "{n} days", minutes // (24 * 60)))


def _rows(w: Words, event: Event, role: Role, n: Numbers) -> tuple[tuple[Button, ...], ...]:
    rows = [
        (
            deeper(w.plain("🔎 Find a person"), DeskAct.SEARCH),
            Button(w.plain("➕ Add a person"), AddTap(AddAct.BEGIN).pack()),
        ),
        (
            deeper(w.plain("People"), DeskAct.TYPES),
            deeper(w.plain("Meetings"), DeskAct.MEETINGS),
            deeper(w.plain("Tables"), DeskAct.TABLES),
        ),
        (
            deeper(w.plain("Unanswered ({n})", n=n.unanswered), DeskAct.REQUESTS),
            deeper(w.plain("Not confirmed ({n})", n=n.unconfirmed), DeskAct.UNCONFIRMED),
        ),
    ]
    if n.unplaced:
        rows.append((deeper(w.plain("Without a time ({n})", n=n.unplaced), DeskAct.UNPLACED),))
    waits = []
    applied, waiting = n.by_status.get(AttendeeStatus.APPLIED, 0), n.by_status.get(AttendeeStatus.WAITING, 0)
    if applied:
        waits.append(Button(w.plain("To approve ({n})", n=applied), ApprovalTap(ApprovalAct.LIST).pack()))
    if waiting:
        waits.append(Button(w.plain("Waiting list ({n})", n=waiting), ApprovalTap(ApprovalAct.WAITING).pack()))
    if waits:
        rows.append(tuple(waits))
    offline = []
    if n.unreachable:
        offline.append(deeper(w.plain("🚫 Not reachable ({n})", n=n.unreachable), DeskAct.PEOPLE, Group.UNREACHABLE))
    if n.without_telegram:
        offline.append(
            deeper(w.plain("📵 No Telegram ({n})", n=n.without_telegram), DeskAct.PEOPLE, Group.WITHOUT_TELEGRAM)
        )
    if offline:
        rows.append(tuple(offline))
    rows += more_rows(w, event, role, n)
    last = [door_button(w, Door.QUESTIONS), deeper(w.plain("Table codes"), DeskAct.TABLE_CODES)]
    if role is Role.OWNER:
        last.append(roles_button(w))
    rows.append(tuple(last))
    rows.append((deeper(w.plain("↻ Refresh"), DeskAct.NUMBERS), menu_button(w)))
    return tuple(rows)


def types(w: Words, event: Event, n: Numbers) -> Screen:
    """Who is registered, by type; who is here, who waits."""
    parts = [
        w.count("<b>{n} registered</b>", "<b>{n} registered</b>", n.registered),
        *(Html(f"{escape(type_name(w, kind))}: <b>{number}</b>") for kind, number in n.by_type.items()),
    ]
    buttons = [
        deeper(f"{type_name(w, kind)} ({number})", DeskAct.PEOPLE, Group.TYPE, kind.value)
        for kind, number in n.by_type.items()
    ]
    rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    rows.append(
        (
            deeper(w.plain("Checked in ({n})", n=n.checked_in), DeskAct.PEOPLE, Group.IN),
            deeper(w.plain("Not yet ({n})", n=n.registered - n.checked_in), DeskAct.PEOPLE, Group.NOT_IN),
        )
    )
    rows.append(
        (
            deeper(w.plain("By country"), DeskAct.COUNTRIES),
            deeper(w.plain("Everybody"), DeskAct.PEOPLE, Group.EVERYBODY),
        )
    )
    return Screen(Html("\n".join(parts)), (*rows, (back_to_desk(w), menu_button(w))))


MOST_COUNTRIES = 40  # buttons; a message takes a hundred


def countries(w: Words, n: Numbers) -> Screen:
    """Who is registered, by country, the most first."""
    shown = list(n.by_country.items())[:MOST_COUNTRIES]
    parts = [
        w.count("<b>{n} country</b>", "<b>{n} countries</b>", len(n.by_country)),
        *(Html(f"{flag(code)} {escape(w.country(code))}: <b>{number}</b>") for code, number in shown),
    ]
    buttons = [
        deeper(f"{flag(code)} {w.country(code)} ({number})"[:40], DeskAct.PEOPLE, Group.COUNTRY, code)
        for code, number in shown
    ]
    rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    last = (deeper(w.plain("By type"), DeskAct.TYPES), back_to_desk(w))
    return Screen(Html("\n".join(parts)), (*rows, last, (menu_button(w),)))
