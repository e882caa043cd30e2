"""The agenda on the screen: by day, with places, gaps, and both clocks where zones differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.domain.agenda import AgendaDay, Entry, Gap
from bot.domain.events import Event
from bot.views.calendars import place_text
from bot.views.screens import Attachment, Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape


@dataclass(frozen=True, slots=True)
class AgendaTap(Tap):
    """`action`: show, file."""

    prefix: ClassVar[str] = "ag"
    action: str


def agenda_screen(w: Words, event: Event, days: Sequence[AgendaDay], menu: Button) -> Screen:
    """What is agreed, day by day."""
    if not any(day.entries for day in days):
        return Screen(
            w.say(
                "<b>Your agenda is still empty.</b>\n\n"
                "Find somebody under /people and ask for a meeting: once they accept, it stands here with its "
                "time and place."
            ),
            buttons=((menu,),),
        )
    parts = [w.say("📅 <b>Your agenda</b> · {event}", event=event.name)]
    for day in days:
        if day.entries:
            lines = [Html(f"<b>{escape(w.day(day.day))}</b>")]
            lines += [_line(w, event, line) for line in day.lines]
            parts.append(Html("\n".join(lines)))
    if w.zone != event.zone:
        parts.append(w.say("<i>Times are {city} time; yours in brackets.</i>", city=event.city))
    return Screen(
        Html("\n\n".join(parts)),
        buttons=((Button(w.plain("📎 Calendar file"), AgendaTap("file").pack()),), (menu,)),
    )


def _line(w: Words, event: Event, line: Entry | Gap) -> Html:
    span = f"{w.time(line.starts_at, event.zone)}-{w.time(line.ends_at, event.zone)}".replace("-", "–")
    if isinstance(line, Gap):
        return w.say("<i>{span} free</i>", span=span)
    if w.zone.utcoffset(line.starts_at.replace(tzinfo=None)) != event.zone.utcoffset(
        line.starts_at.replace(tzinfo=None)
    ):
        span += f" ({w.time(line.starts_at)})"
    who = (
        w.say("{title}, {organisation}", title=line.title, organisation=line.organisation)
        if line.organisation
        else None
    )
    where = place_text(w, line)
    text = Html(f"🕙 {escape(span)} <b>{who or escape(line.title)}</b>")
    return Html(f"{text}\n    📍 {escape(where)}") if where else text


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
