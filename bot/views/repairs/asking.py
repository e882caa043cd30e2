"""What is the matter with somebody: late, leaving, not coming; asked at the desk and of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.events import Event, Slot
from bot.domain.people import Attendee
from bot.domain.typed_times import Kind
from bot.views.desk.overview import back_to_desk
from bot.views.desk.taps import DeskAct, DeskTap
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import name_of
from bot.views.repairs.taps import AwayAct, AwayTap, RepairAct, RepairTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words

DELAYS = (10, 20, 30, 60)  # minutes
SHOWN = 18
PER_ROW = 3


def minute(moment: datetime) -> int:
    """A moment as a button says it: minutes since 1970."""
    return int(moment.timestamp()) // 60


def _card(w: Words, who: Attendee) -> Button:
    return Button(w.plain("‹ Back"), DeskTap(DeskAct.CARD, who.id).pack())


def what(w: Words, event: Event, who: Attendee, day: Sequence[Slot], *, marked: bool, several: bool) -> Screen:
    """The desk: what is the matter? `day` are the times ahead of the next day, `several` days lie ahead."""
    name = name_of(w, who)
    if not day:
        text = w.say("<b>{name}</b>\nThere are no meeting times ahead.", name=name)
        return Screen(text, ((_card(w, who), menu_button(w)),))
    text = w.say(
        "⏱ <b>{name}: late or away?</b>\nTap, or type the minutes (<code>25</code>) or when they come "
        "(<code>10:40</code>). Minutes count from their next meeting. You see what changes before anything does.",
        name=name,
    )
    late = [
        Button(w.plain("+{n} min", n=minutes), RepairTap(RepairAct.LATE, who.id, minutes).pack()) for minutes in DELAYS
    ]
    said = w.day(day[0].starts_at, event.zone)
    rows: list[tuple[Button, ...]] = [
        tuple(late),
        (Button(w.plain("🚪 Leaves at …"), RepairTap(RepairAct.ASK_LEAVES, who.id).pack()),),
    ]
    if several:
        rows.append((Button(w.plain("Not coming on {day}", day=said), RepairTap(RepairAct.DAY, who.id).pack()),))
    rows.append((Button(w.plain("Not coming at all"), RepairTap(RepairAct.WHOLE, who.id).pack()),))
    if marked:
        rows.append((Button(w.plain("🙂 Here at every time after all"), RepairTap(RepairAct.FREE, who.id).pack()),))
    return Screen(text, (*rows, (_card(w, who), menu_button(w))))


def leaves(w: Words, event: Event, who: Attendee, day: Sequence[Slot]) -> Screen:
    """The desk: when do they leave?"""
    text = w.say("🚪 <b>When does {name} leave?</b>\nTap a time, or type one.", name=name_of(w, who))

    def tap(moment: datetime) -> str:
        return RepairTap(RepairAct.LEAVES, who.id, minute(moment)).pack()

    back = Button(w.plain("‹ Back"), RepairTap(RepairAct.ASK, who.id).pack())
    times = [(slot.starts_at, tap(slot.starts_at)) for slot in day]
    return Screen(text, (*_times(w, event, times), (back, menu_button(w))))


def which(w: Words, event: Event, who: Attendee, moments: Sequence[datetime], act: RepairAct) -> Screen:
    """What was typed can mean several times."""
    rows = [
        (Button(w.moment(moment, event.zone), RepairTap(act, who.id, minute(moment)).pack()),)
        for moment in moments[:SHOWN]
    ]
    back = Button(w.plain("‹ Back"), RepairTap(RepairAct.ASK, who.id).pack())
    return Screen(w.say("<b>Which time do you mean?</b>"), (*rows, (back, menu_button(w))))


def no_time(w: Words, kind: Kind, who: Attendee) -> Screen:
    """What was typed is no time that can be used."""
    said = {
        Kind.PAST: w.say("That time has passed. Type a later one, such as 15:30."),
        Kind.OFF_EVENT: w.say("That is on another day. Type a time of the same day, such as 15:30."),
        Kind.DAY: w.say("At what time? Type one such as 15:30."),
    }.get(kind, w.say("I cannot read that. Type minutes such as 25, or a time such as 15:30."))
    back = Button(w.plain("‹ Back"), RepairTap(RepairAct.ASK, who.id).pack())
    return Screen(said, ((back, menu_button(w)),))


def free_again(w: Words, who: Attendee) -> Screen:
    """They can be met at every time again."""
    text = w.say(
        "🙂 <b>{name} can be met at every time again.</b>\nWhat was moved stays where it is.", name=name_of(w, who)
    )
    return Screen(text, ((_card(w, who), back_to_desk(w), menu_button(w)),))


# --- said by themselves ---------------------------------------------------------------------------------------------


def mine(w: Words, event: Event, day: Sequence[Slot], *, leaving: bool) -> Screen:
    """When do you come, or leave?"""
    availability = door_button(w, Door.AVAILABILITY)
    if not day:
        return Screen(w.say("<b>There are no meeting times ahead.</b>"), ((availability, menu_button(w)),))
    said = w.day(day[0].starts_at, event.zone)
    if leaving:
        text = w.say("🚪 <b>{day}: when do you leave?</b>\nMeetings after it get another time.", day=said)
        times = [(s.starts_at, AwayTap(AwayAct.LEAVES, minute(s.starts_at)).pack()) for s in day]
        other = Button(w.plain("⏱ I come later"), AwayTap(AwayAct.ASK).pack())
    else:
        text = w.say("⏱ <b>{day}: from when on are you here?</b>\nMeetings before it get another time.", day=said)
        times = [(s.starts_at, AwayTap(AwayAct.COMES, minute(s.starts_at)).pack()) for s in day[1:]]
        other = Button(w.plain("🚪 I leave earlier"), AwayTap(AwayAct.ASK_LEAVES).pack())
    return Screen(text, (*_times(w, event, times), (other,), (availability, menu_button(w))))


def noted(w: Words, event: Event, moment: datetime, *, leaving: bool, automatic: bool) -> Screen:
    """What they said is known now, and what happens next."""
    time = w.time(moment, event.zone)
    said = (
        w.say("👍 <b>You leave at {time}.</b>", time=time) if leaving else w.say("👍 <b>Here at {time}.</b>", time=time)
    )
    then = (
        w.say("If a meeting has to move, you and the others get one message.")
        if automatic
        else w.say("The desk has been told. If a meeting has to move, you get one message.")
    )
    rows: Rows = ((door_button(w, Door.AGENDA),), (door_button(w, Door.AVAILABILITY), menu_button(w)))
    return Screen(Html(f"{said}\n{then}"), rows)


def no_repair(w: Words) -> Screen:
    """The button belongs to another event's repair, or to one that is not there."""
    return Screen(w.say("This belongs to another event, or is long gone."), ((back_to_desk(w), menu_button(w)),))


def no_day_left(w: Words) -> Screen:
    """All times have passed."""
    return Screen(w.say("<b>There are no meeting times ahead.</b>"), ((menu_button(w),),))


def _times(w: Words, event: Event, times: Sequence[tuple[datetime, str]]) -> Rows:
    buttons = [Button(w.time(moment, event.zone), tap) for moment, tap in times[:SHOWN]]
    return tuple(tuple(buttons[start : start + PER_ROW]) for start in range(0, len(buttons), PER_ROW))
