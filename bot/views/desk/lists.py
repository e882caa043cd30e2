"""The desk's lists: people, meetings, unconfirmed changes, tables by slot; eight a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.desk import Group, MeetingLine, Page, Participant, Unconfirmed
from bot.domain.events import Event, Slot
from bot.domain.ids import SlotId
from bot.domain.meetings import Status
from bot.domain.people import AttendeeStatus, AttendeeType
from bot.domain.typed_words import isolated
from bot.views.desk.overview import age, back_to_desk, deeper
from bot.views.desk.taps import DeskAct, DeskTap, OfficeAct, OfficeTap
from bot.views.menu import menu_button
from bot.views.people import name_of, shorten, type_name
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, escape, flag


def status_mark(one: Participant) -> str:
    """A sign before a name: here, no Telegram, not reachable, waiting, gone."""
    match one.attendee.status:
        case AttendeeStatus.WAITING | AttendeeStatus.APPLIED:
            return "⏳"
        case AttendeeStatus.CANCELLED | AttendeeStatus.REFUSED | AttendeeStatus.FORGOTTEN:
            return "✖"
    if one.without_telegram:
        return "📵"
    if not one.person.reachable:
        return "🚫"
    return "✓" if one.attendee.checked_in_at else "·"


def person_label(w: Words, one: Participant) -> str:
    """A participant on a button."""
    name = name_of(w, one.attendee)
    return shorten(f"{status_mark(one)} {flag(one.attendee.country)} {name} · {isolated(one.attendee.organisation)}")


def turning(tap: DeskTap, page: int, pages: int) -> list[tuple[Button, ...]]:
    """*‹ 2 / 5 ›*; nothing where there is one page."""
    if pages <= 1:
        return []

    def to(number: int) -> str:
        return DeskTap(tap.act, tap.who, number % pages, tap.group, tap.value).pack()

    return [(Button("‹", to(page - 1)), Button(f"{page + 1} / {pages}", to(page)), Button("›", to(page + 1)))]


def group_name(w: Words, tap: DeskTap, text: str | None = None) -> Html:
    """What a list of people holds, as its headline."""
    match tap.group:
        case Group.TYPE:
            return Html(f"<b>{escape(type_name(w, AttendeeType(tap.value or '')))}</b>")
        case Group.COUNTRY:
            return Html(f"<b>{flag(tap.value or '')} {escape(w.country(tap.value or ''))}</b>")
        case Group.IN:
            return w.say("<b>Checked in</b>")
        case Group.NOT_IN:
            return w.say("<b>Not checked in yet</b>")
        case Group.UNREACHABLE:
            return w.say("<b>Not reachable</b>: they blocked the bot or left Telegram. Messages wait for them.")
        case Group.WITHOUT_TELEGRAM:
            return w.say("<b>Without Telegram</b>: the desk tells them.")
        case Group.WAITING:
            return w.say("<b>On the waiting list</b>")
        case Group.APPLIED:
            return w.say("<b>Waiting for approval</b>")
        case Group.FOUND:
            return w.say("<b>Found for “{text}”</b>", text=isolated(text or ""))
    return w.say("<b>Everybody registered</b>")


def people(w: Words, tap: DeskTap, found: Page[Participant], text: str | None = None) -> Screen:
    """One page of people, a button each."""
    if not found.total:
        nobody = w.say("Nobody.")
        if tap.group is Group.FOUND:
            nobody = w.say("Nobody of that name. Try a shorter piece of the name, or the organisation.")
        rows: list[tuple[Button, ...]] = [(deeper(w.plain("🔎 Find a person"), DeskAct.SEARCH),)]
        return Screen(Html(f"{group_name(w, tap, text)}\n{nobody}"), (*rows, (back_to_desk(w), menu_button(w))))
    number = w.count("{n} person", "{n} people", found.total)
    legend = w.say("<i>✓ checked in · 📵 no Telegram · 🚫 not reachable · ⏳ waiting</i>")
    rows = [(Button(person_label(w, one), DeskTap(DeskAct.CARD, one.attendee.id).pack()),) for one in found.items]
    rows += turning(tap, found.page, found.pages)
    if tap.group is Group.WITHOUT_TELEGRAM:
        rows.append((deeper(w.plain("🖨 All agendas in one file"), DeskAct.PRINT_ALL),))
    rows.append((deeper(w.plain("🔎 Find a person"), DeskAct.SEARCH), back_to_desk(w)))
    return Screen(Html(f"{group_name(w, tap, text)}\n{number}\n{legend}"), (*rows, (menu_button(w),)))


def ask_name(w: Words, *, said: Html | None = None) -> Screen:
    """What to type into the search."""
    text = w.say("<b>Whom are you looking for?</b>\nType a name or an organisation; a piece of it will do.")
    return Screen(Html(f"{said}\n\n{text}") if said else text, ((back_to_desk(w), menu_button(w)),))


def status_name(w: Words, status: Status) -> str:
    """How a meeting stands, in a word or two."""
    return {
        Status.PENDING: w.plain("unanswered"),
        Status.ACCEPTED: w.plain("without a time"),
        Status.SCHEDULED: w.plain("scheduled"),
        Status.HELD: w.plain("held"),
        Status.MISSED: w.plain("missed"),
        Status.DECLINED: w.plain("declined"),
        Status.WITHDRAWN: w.plain("withdrawn"),
        Status.EXPIRED: w.plain("expired"),
        Status.CANCELLED: w.plain("cancelled"),
    }[status]


def meeting_label(w: Words, event: Event, line: MeetingLine, now: datetime) -> str:
    """A meeting on a button: when (or how old), who, where."""
    time = w.time(event.slot(line.slot_id).starts_at, event.zone) if line.slot_id else age(w, now - line.since)
    where = ""
    if line.place_id is not None:
        place = event.place(line.place_id)
        table = w.plain("T{number}", number=place.number)
        where = f" · {table}" if place.kind == "table" else ""
    offline = " 📵" if line.offline else ""
    return shorten(f"{time} {isolated(line.one)} – {isolated(line.two)}{where}{offline}")


def meeting_buttons(w: Words, event: Event, lines: Sequence[MeetingLine], now: datetime) -> list[tuple[Button, ...]]:
    """A button a meeting."""
    return [
        (Button(meeting_label(w, event, line, now), OfficeTap(OfficeAct.SHOW, line.id, line.version).pack()),)
        for line in lines
    ]


def meetings(w: Words, event: Event, tap: DeskTap, found: Page[MeetingLine], now: datetime) -> Screen:
    """One page of the day's meetings, of the unanswered requests, or of those without a time."""
    headline = {
        DeskAct.REQUESTS: w.say("<b>Unanswered requests</b>, the oldest first"),
        DeskAct.UNPLACED: w.say("<b>Agreed, without a time</b>"),
    }.get(tap.act)
    if headline is None:
        kind = w.plain("now") if tap.value == "now" else (status_name(w, Status(tap.value)) if tap.value else None)
        headline = w.say("<b>Meetings: {kind}</b>", kind=kind) if kind else w.say("<b>Meetings of the day</b>")
    number = w.count("{n} in all", "{n} in all", found.total)
    rows = meeting_buttons(w, event, found.items, now) + turning(tap, found.page, found.pages)
    if tap.act is DeskAct.MEETINGS:
        kinds = [(w.plain("now"), "now")]
        kinds += [
            (status_name(w, status), status.value)
            for status in (Status.SCHEDULED, Status.HELD, Status.MISSED, Status.CANCELLED)
        ]
        buttons = [
            deeper(f"✓ {label}" if value == tap.value else label, DeskAct.MEETINGS, None, value)
            for label, value in kinds
        ]
        rows += [tuple(buttons[:3]), tuple(buttons[3:])]
    return Screen(Html(f"{headline}\n{number}"), (*rows, (back_to_desk(w), menu_button(w))))


def unconfirmed(w: Words, event: Event, tap: DeskTap, found: Page[Unconfirmed], now: datetime) -> Screen:
    """Who has not pressed *Got it*, the longest wait first."""
    if not found.total:
        return Screen(w.say("<b>Everybody has confirmed every change.</b>"), ((back_to_desk(w), menu_button(w)),))
    text = w.count(
        "<b>{n} change</b> that nobody has said “Got it” to. Tap to see it.",
        "<b>{n} changes</b> that nobody has said “Got it” to. Tap one to see it.",
        found.total,
    )
    rows: list[tuple[Button, ...]] = []
    for one in found.items:
        label = shorten(f"{age(w, now - one.told_at)} · {isolated(one.name)}")
        if one.meeting_id is None:
            data = DeskTap(DeskAct.CARD, one.attendee_id).pack()
        else:
            data = OfficeTap(OfficeAct.SHOW, one.meeting_id, 0, one.attendee_id).pack()
        rows.append((Button(label, data),))
    rows += turning(tap, found.page, found.pages)
    return Screen(text, (*rows, (back_to_desk(w), menu_button(w))))


def tables(
    w: Words, event: Event, slots: Sequence[Slot], taken: Mapping[SlotId, int], total: int, now: datetime
) -> Screen:
    """Free tables, slot by slot."""
    lines = [w.say("<b>Free tables</b>, of {n}", n=total)]
    for slot in slots:
        time = f"{w.time(slot.starts_at, event.zone)}–{w.time(slot.ends_at, event.zone)}"
        free = max(0, total - taken.get(slot.id, 0))
        line = w.say("{time}  <b>{free}</b> free", time=time, free=free)
        if slot.starts_at <= now < slot.ends_at:
            line = Html(f"▶ {line}")
        elif slot.ends_at <= now:
            over = w.say("{time}  over", time=time)
            line = Html(f"<i>{over}</i>")
        lines.append(line)
    if not slots:
        lines.append(w.say("No meeting times on this day."))
    rows = ((deeper(w.plain("↻ Refresh"), DeskAct.TABLES), deeper(w.plain("Table codes"), DeskAct.TABLE_CODES)),)
    return Screen(Html("\n".join(lines)), (*rows, (back_to_desk(w), menu_button(w))))
