"""The agenda on the screen: a day at a time, with places, gaps that can be used, and both clocks where zones differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.agenda import AgendaDay, Entry, Gap, Untimed, now_and_next
from bot.domain.events import Event
from bot.domain.ids import SlotId
from bot.domain.typed_words import isolated
from bot.views.calendars import place_text
from bot.views.checkin import code_button
from bot.views.clocks import own_clock_differs, relative_day, span, span_in_text, time_left
from bot.views.meetings.taps import MeetingAct, MeetingTap
from bot.views.people import shorten
from bot.views.programme.taps import ProgrammeAct, ProgrammeTap
from bot.views.screens import Attachment, Button, Rows, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape

MOST_LINES = 24  # entries and gaps of one day; a screen takes 4,096 characters
MOST_BUTTONS = 24
MOST_UNTIMED = 12
NAME = 60  # characters of a name, an organisation or a title in a line
LABEL = 26  # characters of a button, two in a row


class AgendaAct(StrEnum):
    """What a button of the agenda does."""

    SHOW = "show"
    FILE = "file"
    GAP = "gap"  # who is free in the gap that begins with `slot`
    PERSON = "card"  # somebody of that list


@dataclass(frozen=True, slots=True)
class AgendaTap(Tap):
    """A tap on the agenda: `day` counts the event's days; `slot` names a gap by its first slot."""

    prefix: ClassVar[str] = "ag"
    action: AgendaAct
    day: int = 0
    slot: SlotId | None = None
    page: int = 0
    who: int | None = None


def agenda_screen(
    w: Words,
    event: Event,
    days: Sequence[AgendaDay],
    menu: Button,
    *,
    now: datetime,
    day: int | None = None,
    has_place: bool = True,
    had_something: bool = False,
    untimed: Sequence[Untimed] = (),
) -> Screen:
    """What is agreed, one day at a time; `day` counts from 0, None is the day that matters now.

    `has_place`: they may agree meetings. `had_something`: nothing stands, but something did and is off; a calendar that
    has it learns that from the file. `untimed` is agreed and has no time yet.
    """
    chosen = day if day is not None and 0 <= day < len(days) else _day_that_matters(event, days, now)
    entries = [entry for one in days for entry in one.entries]
    coming = next_lines(w, event, entries, now)
    if not entries and not untimed and not has_place:
        head = w.say(
            "<b>Your agenda is still empty.</b>\n\n"
            "Once you have a place at the event, you can agree meetings; they stand here then."
        )
    elif not entries and not untimed:
        head = w.say(
            "<b>Your agenda is still empty.</b>\n\n"
            "Find somebody under /people and ask for a meeting: once they accept, it stands here with its "
            "time and place."
        )
    else:
        head = w.say("📅 <b>Your agenda</b> · {event}", event=event.name)
    of_event = [] if entries or untimed else [Html(f"📅 {escape(event.name)}")]
    parts = [head, *of_event, *([coming] if coming else []), _day_text(w, event, days[chosen], now)]
    shown = [line for line in days[chosen].lines if _worth_showing(line, now)]
    if any(own_clock_differs(w, event, line.starts_at) for line in shown):
        parts.append(w.say("<i>Times are {city} time; yours in brackets.</i>", city=event.city))
    if untimed:
        parts.append(_untimed_text(w, event, untimed))
    gaps = any(isinstance(line, Gap) for line in shown)
    if gaps:
        parts.append(w.say("<i>Tap ➕ to see who is free then.</i>"))
    rows = (*_line_buttons(w, event, shown, chosen), *_untimed_buttons(untimed), *_day_buttons(w, days, chosen))
    if entries or had_something:
        rows = (*rows, (Button(w.plain("📎 Calendar file"), AgendaTap(AgendaAct.FILE, chosen).pack()),))
    return Screen(Html("\n\n".join(parts)), (*rows, (code_button(w), menu)))


def next_lines(w: Words, event: Event, entries: Sequence[Entry], now: datetime) -> Html | None:
    """``Next: 10:20–10:40 with Bo, Table 4 · in 12 min``, and before it what is on now; None when nothing is ahead."""
    on, coming = now_and_next(entries, now)
    said = []
    if on is not None:
        said.append(
            w.say("▶️ <b>Now until {time}: {what}</b>", time=w.time(on.ends_at, event.zone), what=_with_place(w, on))
        )
    if coming is not None:
        when = span_in_text(w, coming.starts_at, coming.ends_at, event)
        if event.day_of(coming.starts_at) != event.day_of(now):
            when = Html(f"{escape(relative_day(w, event.day_of(coming.starts_at), now, event))}, {when}")
        said.append(
            w.say(
                "⏭ <b>Next: {when} {what}</b> · {left}",
                when=when,
                what=_with_place(w, coming),
                left=time_left(w, coming.starts_at, now),
            )
        )
    return Html("\n".join(said)) if said else None


def _with_place(w: Words, entry: Entry) -> Html:
    what = (
        w.say("with {name}", name=_short(entry.heading))
        if entry.meeting_id is not None
        else Html(escape(_short(entry.title)))
    )
    where = place_text(w, entry)
    return Html(f"{what}, {escape(where)}") if where else what


def _day_that_matters(event: Event, days: Sequence[AgendaDay], now: datetime) -> int:
    """Today while it lasts, else the first day ahead with something agreed, else the first with a gap;
    after the event the last one with something on it.
    """
    today = event.day_of(now)
    if today > event.days[-1]:
        return max((n for n, day in enumerate(days) if day.entries), default=len(days) - 1)
    ahead = [n for n, day in enumerate(days) if day.day >= today] or list(range(len(days)))
    for n in ahead:
        if days[n].day == today and any(line.ends_at > now for line in days[n].lines):
            return n
    for n in ahead:
        if any(entry.ends_at > now for entry in days[n].entries):
            return n
    return next((n for n in ahead if days[n].gaps), ahead[0])


def _worth_showing(line: Entry | Gap, now: datetime) -> bool:
    return isinstance(line, Entry) or line.ends_at > now


def _day_text(w: Words, event: Event, day: AgendaDay, now: datetime) -> Html:
    lines = [Html(f"<b>{escape(w.day(day.day))}</b>")]
    shown = [line for line in day.lines if _worth_showing(line, now)]
    lines += [_line(w, event, line, now) for line in shown[:MOST_LINES]]
    if len(shown) > MOST_LINES:
        lines.append(w.count("<i>… and {n} more</i>", "<i>… and {n} more</i>", len(shown) - MOST_LINES))
    if not shown:
        lines.append(w.say("<i>Nothing agreed.</i>"))
    return Html("\n".join(lines))


def _line(w: Words, event: Event, line: Entry | Gap, now: datetime) -> Html:
    when = span_in_text(w, line.starts_at, line.ends_at, event)
    if isinstance(line, Gap):
        return w.say("<i>{span} free</i>", span=when)
    if line.meeting_id is not None:
        mark = "☑️" if line.ends_at <= now else "🤝"
        name = w.say(
            "{title}, {organisation}", title=_short(line.heading), organisation=_short(line.organisation or "")
        )
    else:
        mark, name = "🎤", Html(escape(_short(line.title)))
    where = place_text(w, line)
    if line.session_id is not None and line.link and line.link != where:
        where = f"{where} · {line.link}" if where else line.link
    text = Html(f"{mark} {when} <b>{name}</b>")
    return Html(f"{text}\n    📍 {escape(where)}") if where and line.ends_at > now else text


def _short(text: str) -> str:
    return isolated(shorten(text, NAME))


def _line_buttons(w: Words, event: Event, lines: Sequence[Entry | Gap], day: int) -> Rows:
    """What can be opened: meetings, sessions, gaps, in order of time, two in a row."""
    buttons = []
    for line in lines[:MOST_BUTTONS]:
        start = w.time(line.starts_at, event.zone)
        if isinstance(line, Gap):
            label = f"➕ {span(w, line.starts_at, line.ends_at, event)}"
            buttons.append(Button(label, AgendaTap(AgendaAct.GAP, day, line.first).pack()))
        elif line.meeting_id is not None:
            tap = MeetingTap(MeetingAct.SHOW, line.meeting_id, line.version)
            buttons.append(Button(shorten(f"🤝 {start} {isolated(line.heading)}", LABEL), tap.pack()))
        elif line.session_id is not None:
            to = ProgrammeTap(ProgrammeAct.SHOW, line.session_id)
            buttons.append(Button(shorten(f"🎤 {start} {isolated(line.title)}", LABEL), to.pack()))
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _untimed_text(w: Words, event: Event, untimed: Sequence[Untimed]) -> Html:
    named = ", ".join(_short(one.heading) for one in untimed[:MOST_UNTIMED])
    if len(untimed) > MOST_UNTIMED:
        named += f" +{len(untimed) - MOST_UNTIMED}"
    if event.awaits_timetable:
        return w.say("🤝 <b>Agreed, the time follows:</b> {names}", names=named)
    return w.say("🤝 <b>Agreed, but without a time:</b> {names}. Tap one to choose its time.", names=named)


def _untimed_buttons(untimed: Sequence[Untimed]) -> Rows:
    buttons = [
        Button(
            shorten(f"🤝 {isolated(one.heading)}", LABEL),
            MeetingTap(MeetingAct.SHOW, one.meeting_id, one.version).pack(),
        )
        for one in untimed[:MOST_UNTIMED]
    ]
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _day_buttons(w: Words, days: Sequence[AgendaDay], chosen: int) -> Rows:
    if len(days) < 2:
        return ()
    buttons = [
        Button(_day_label(w, one.day, n == chosen), AgendaTap(AgendaAct.SHOW, n).pack()) for n, one in enumerate(days)
    ]
    return tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))


def _day_label(w: Words, day: date, chosen: bool) -> str:
    return f"· {w.day(day)} ·" if chosen else w.day(day)


def calendar_screen(w: Words, event: Event, text: str) -> Screen:
    """The calendar file, with a word on what to do with it."""
    return Screen(
        w.say(
            "<b>Your meetings for your calendar.</b> Open the file on your phone or laptop. "
            "After a change, take it again: it updates what is there."
        ),
        attachment=Attachment(kind="document", name=f"{event.slug}.ics", text=text),
    )


def nothing_for_calendar(w: Words) -> str:
    """A toast: nothing to put into a calendar yet."""
    return w.plain("Nothing agreed yet, so the calendar file would be empty.")
