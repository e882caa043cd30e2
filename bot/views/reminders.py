"""Bells with their three buttons, digests, and what the others hear of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.agenda import Entry
from bot.domain.events import Event, Session, Slot
from bot.domain.ids import BlockId, MeetingId, SlotId
from bot.domain.meetings import Status
from bot.domain.typed_words import isolated
from bot.views.after.taps import AfterAct, AfterTap
from bot.views.calendars import place_text
from bot.views.clocks import TIME, marked, own_clock_differs
from bot.views.meetings.cards import time_line
from bot.views.meetings.lines import Shown, lines, starts_in, when, where, who
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import name_of, shorten
from bot.views.registration.entrance import open_button
from bot.views.screens import Button, Rows, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words

REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {}  # theirs are those of meetings


MOST_ENTRIES = 20  # lines of a digest; a message takes 4,096 characters


class BellAct(StrEnum):
    """What a button under a bell does."""

    ON_MY_WAY = "o"
    LATE = "l"
    ASK_CANT_COME = "q"
    CANT_COME = "x"
    BACK = "b"


@dataclass(frozen=True, slots=True)
class BellTap(Tap):
    """An answer to the bell of a meeting in that slot; after a move it is a bell of the past."""

    prefix: ClassVar[str] = "bl"
    act: BellAct
    meeting: MeetingId
    slot: SlotId


def bell(w: Words, shown: Shown, *, said: str | None = None) -> Screen:
    """It is time to go: who, where, when; `said` is what the reader has answered (on_my_way, late)."""
    slot, place = shown.slot, shown.place
    assert slot is not None
    minutes = starts_in(shown.now, slot)
    headline = (
        w.count(
            "🔔 <b>In {n} minute: {name}</b>", "🔔 <b>In {n} minutes: {name}</b>", minutes, name=name_of(w, shown.other)
        )
        if minutes
        else w.say("🔔 <b>Now: {name}</b>", name=name_of(w, shown.other))
    )
    answer = {
        "on_my_way": w.say("✅ {name} knows that you are on your way.", name=name_of(w, shown.other)),
        "late": w.say("✅ {name} knows that you will be 5 minutes late.", name=name_of(w, shown.other)),
    }.get(said or "")
    text = lines(
        headline,
        where(w, shown.event, place) if place else None,
        when(w, shown.event, slot),
        who(w, shown.event, shown.other),
        answer,
    )
    answers = []
    if said != "on_my_way":
        answers.append(_button(w.plain("🚶 On my way"), shown, BellAct.ON_MY_WAY))
    if said != "late":
        answers.append(_button(w.plain("⏰ 5 min late"), shown, BellAct.LATE))
    last = (
        _button(w.plain("❌ Can’t come"), shown, BellAct.ASK_CANT_COME),
        Button(w.plain("🙋 Nobody here"), AfterTap(AfterAct.CALL, shown.meeting.id).pack()),
    )
    return Screen(text, (tuple(answers), last))


def ask_cant_come(w: Words, shown: Shown) -> Screen:
    """One tap before the meeting is cancelled."""
    text = lines(
        w.say("<b>You can’t come? Then the meeting with {name} is cancelled.</b>", name=name_of(w, shown.other)),
        time_line(w, shown),
        w.say("{name} and the organisers are told at once.", name=name_of(w, shown.other)),
    )
    return Screen(
        text,
        (
            (_button(w.plain("Yes, cancel it"), shown, BellAct.CANT_COME),),
            (_button(w.plain("Back"), shown, BellAct.BACK),),
        ),
    )


def session_bell(w: Words, event: Event, session: Session, now: datetime) -> Screen:
    """A session that the reader joined begins soon."""
    minutes = max(0, round((session.starts_at - now) / timedelta(minutes=1)))
    slot = _as_slot(session)
    text = lines(
        w.count("🔔 <b>In {n} minute: {title}</b>", "🔔 <b>In {n} minutes: {title}</b>", minutes, title=session.title),
        w.say("📍 {room}", room=session.room) if session.room else None,
        w.say("📺 {link}", link=session.stream_url) if session.stream_url else None,
        when(w, event, slot),
    )
    return Screen(text, ((menu_button(w),),))


def digest(
    w: Words,
    event: Event,
    day: date,
    entries: Sequence[Entry],
    waiting: int,
    *,
    today: bool,
    elsewhere: bool = False,
) -> Screen:
    """What the reader has on that day, and how many requests wait for them.

    `elsewhere`: the event they look at in the chat is another one; this one is named then, and its button leads to it.
    """
    headline = (
        w.say("☀️ <b>Today, {day}</b>", day=w.day(day)) if today else w.say("🌙 <b>Tomorrow, {day}</b>", day=w.day(day))
    )
    meetings = sum(entry.meeting_id is not None for entry in entries)
    if meetings:
        summary = w.count("You have {n} meeting.", "You have {n} meetings.", meetings)
    elif entries:
        summary = w.say("No meeting is agreed yet. You joined:")
    else:
        summary = w.say("Nothing is agreed yet. Find somebody to meet:")
    asked = (
        w.count("❗ {n} request waits for your answer.", "❗ {n} requests wait for your answer.", waiting)
        if waiting
        else None
    )
    text = lines(
        headline,
        w.say("<b>{event}</b>", event=event.name) if elsewhere else None,
        summary,
        "" if entries else None,
        *(_entry(w, event, entry) for entry in entries[:MOST_ENTRIES]),
        w.say("… the rest is in your /agenda") if len(entries) > MOST_ENTRIES else None,
        "" if asked else None,
        asked,
    )
    if elsewhere:
        return Screen(text, (open_button(event, event.name), (menu_button(w),)))
    rows: list[tuple[Button, ...]] = []
    if waiting:
        rows.append((door_button(w, Door.REQUESTS),))
    rows.append((door_button(w, Door.AGENDA) if entries else door_button(w, Door.PEOPLE), menu_button(w)))
    return Screen(text, tuple(rows))


def answered(w: Words, shown: Shown, said: str) -> Screen:
    """The other side's answer to their bell."""
    headline = {
        "on_my_way": w.say("🚶 <b>{name} is on the way to your meeting</b>", name=name_of(w, shown.other)),
        "late": w.say("⏰ <b>{name} will be 5 minutes late</b>", name=name_of(w, shown.other)),
    }[said]
    place = shown.place
    return Screen(
        lines(headline, where(w, shown.event, place) if place else None, time_line(w, shown)),
        ((door_button(w, Door.AGENDA), menu_button(w)),),
    )


def desk(w: Words, shown: Shown, said: str) -> Screen:
    """The desk hears who is late or cannot come; the reader's side is the one who answered."""
    names = {"name": name_of(w, shown.me), "other": name_of(w, shown.other)}
    headline = {
        "late": w.say("⏰ <b>{name} will be 5 minutes late for {other}</b>", **names),
        "cant_come": w.say("❌ <b>{name} can’t come: the meeting with {other} is cancelled</b>", **names)
        if shown.meeting.status is Status.CANCELLED
        else w.say("❌ <b>{name} can’t come: the others meet without them</b>", name=names["name"]),
    }[said]
    place = shown.place
    rows: Rows = ((menu_button(w),),)
    return Screen(lines(headline, where(w, shown.event, place) if place else None, time_line(w, shown)), rows)


def tally(w: Words, event: Event, slot: Slot, *, meetings: int, on_my_way: int, late: int) -> Screen:
    """For the desk: how the answers to the bells of one slot stand."""
    return Screen(
        lines(
            w.say("🔔 <b>Meetings at {time}</b>", time=w.time(slot.starts_at, event.zone)),
            w.count("{n} meeting", "{n} meetings", meetings),
            w.count("🚶 {n} person on the way", "🚶 {n} people on the way", on_my_way),
            w.count("⏰ {n} person late", "⏰ {n} people late", late) if late else None,
        ),
        ((menu_button(w),),),
    )


def _entry(w: Words, event: Event, entry: Entry) -> Html:
    time = marked(w.time(entry.starts_at, event.zone), entry.starts_at)
    if own_clock_differs(w, event, entry.starts_at):
        time = Html(f"{time} ({marked(w.time(entry.starts_at), entry.starts_at, TIME)})")
    place = place_text(w, entry)
    title = isolated(shorten(entry.heading, 120))
    name = f"{title}, {isolated(entry.organisation)}" if entry.organisation else title
    if place:
        return w.say("🕙 <b>{time}</b> {name} · {place}", time=time, name=name, place=place)
    return w.say("🕙 <b>{time}</b> {name}", time=time, name=name)


def _button(label: str, shown: Shown, act: BellAct) -> Button:
    slot_id = shown.meeting.slot_id
    assert slot_id is not None
    return Button(label, BellTap(act, shown.meeting.id, slot_id).pack())


def _as_slot(session: Session) -> Slot:
    return Slot(SlotId(0), BlockId(0), session.starts_at, session.ends_at)
