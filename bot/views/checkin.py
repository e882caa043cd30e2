"""Check-in on the screen: one's own code, what the desk sees after a scan, and what a table's code says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.checkin import AtTable, Sitting, Spot
from bot.domain.desk import Participant
from bot.domain.events import Event, Place, PlaceKind
from bot.domain.ids import AttendeeId
from bot.domain.people import Attendee, AttendeeStatus, Mode
from bot.domain.typed_words import isolated
from bot.views.codes import picture
from bot.views.menu import Door, door_button, menu_button
from bot.views.people import name_of, type_name
from bot.views.screens import Attachment, Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape, flag


class CheckinAct(StrEnum):
    """What a button of the check-in does."""

    IN = "i"
    UNDO = "u"


@dataclass(frozen=True, slots=True)
class CheckinTap(Tap):
    """The desk checks somebody in, or takes that back."""

    prefix: ClassVar[str] = "ck"
    act: CheckinAct
    who: AttendeeId


@dataclass(frozen=True, slots=True)
class CodeTap(Tap):
    """*My QR code*."""

    prefix: ClassVar[str] = "qr"
    act: str = "show"


def code_button(w: Words) -> Button:
    """*My QR code*, for an attendee's own screens (profile, agenda)."""
    return Button(w.plain("My QR code"), CodeTap().pack())


def my_code(w: Words, event: Event, attendee: Attendee, url: str) -> Screen:
    """The picture to be shown at the desk."""
    text = w.say(
        "<b>Show this at the desk.</b>\n{name} · {event}",
        name=isolated(attendee.name),
        event=event.name,
    )
    return Screen(text, ((menu_button(w),),), attachment=Attachment("photo", name="code.png", data=picture(url)))


def on_its_way(w: Words) -> str:
    """A toast: the picture follows."""
    return w.plain("Here comes your code.")


def your_own(w: Words, event: Event) -> Screen:
    """Somebody scanned their own code."""
    text = w.say("<b>This is your own code for {event}.</b>\nShow it at the desk: they check you in.", event=event.name)
    return Screen(text, ((code_button(w), menu_button(w)),))


def desk_checks_in(w: Words) -> Screen:
    """Somebody who is not at the desk scanned a participant's code."""
    text = w.say("<b>This is a participant's code.</b>\nOnly the desk checks people in with it. Nothing was changed.")
    return Screen(text, ((menu_button(w),),))


def unknown_code(w: Words) -> Screen:
    """No attendee and no table has that code."""
    text = w.say(
        "<b>This code is not known here.</b>\nPerhaps it is of another event, or was replaced. "
        "At the desk people are found by name as well."
    )
    return Screen(text, ((menu_button(w),),))


def checked_in_line(w: Words, event: Event, one: Participant, now: datetime, *, new: bool) -> Html:
    """The headline after a check-in: done, or that it was done before."""
    name = name_of(w, one.attendee)
    at = one.attendee.checked_in_at
    if new or at is None:
        return w.say("✅ <b>Checked in: {name}</b>", name=name)
    today = event.day_of(at) == event.day_of(now)
    moment = w.time(at, event.zone) if today else w.moment(at, event.zone)
    return w.say("☑️ <b>{name} is checked in already, since {moment}</b>", name=name, moment=moment)


def not_in_line(w: Words, one: Participant) -> Html | None:
    """Why somebody cannot be checked in; None when they can."""
    name = name_of(w, one.attendee)
    return {
        AttendeeStatus.WAITING: w.say("⚠️ <b>{name} is on the waiting list: not checked in</b>", name=name),
        AttendeeStatus.APPLIED: w.say("⚠️ <b>{name} waits for approval: not checked in</b>", name=name),
        AttendeeStatus.REFUSED: w.say("⚠️ <b>{name} was not admitted: not checked in</b>", name=name),
        AttendeeStatus.CANCELLED: w.say("⚠️ <b>{name} has cancelled: not checked in</b>", name=name),
        AttendeeStatus.FORGOTTEN: w.say("⚠️ <b>This registration was deleted</b>"),
    }.get(one.attendee.status)


def scanned(w: Words, event: Event, one: Participant, said: Html, card: str) -> Screen:
    """What the desk sees after a scan: done, who it is, and *Undo*. `card` is the way to everything about them."""
    attendee = one.attendee
    lines = [
        said,
        Html(escape(f"{isolated(attendee.organisation)} · {type_name(w, attendee.type)}")),
        Html(escape(f"{flag(attendee.country)} {w.country(attendee.country)}".strip())),
    ]
    if all(mode is not Mode.ONSITE for mode in attendee.modes.values()):
        lines.append(w.say("<i>They registered as online only.</i>"))
    if attendee.interpreter:
        lines.append(w.say("<i>They wish for an interpreter.</i>"))
    rows: list[tuple[Button, ...]] = []
    if attendee.checked_in_at is not None:
        rows.append((Button(w.plain("Undo check-in"), CheckinTap(CheckinAct.UNDO, attendee.id).pack()),))
    rows.append((Button(w.plain("Everything about them"), card), door_button(w, Door.DESK)))
    return Screen(Html("\n".join(lines)), (*rows, (menu_button(w),)))


# --- tables ---------------------------------------------------------------------------------------------------------


def place_words(w: Words, event: Event, place: Place | None) -> Html:
    """Where it is: ``Table 7, zone B (how to find it)``, or the virtual room with its link."""
    if place is None:
        return w.say("a place that follows")
    if place.kind is PlaceKind.ROOM:
        if place.link:
            return w.say("online, room {number}: {link}", number=place.number, link=place.link)
        return w.say("online, room {number}", number=place.number)
    if not place.zone:
        return w.say("<b>Table {number}</b>", number=place.number)
    find = event.zones.get(place.zone)
    if find:
        return w.say("<b>Table {number}</b>, {zone} ({find})", number=place.number, zone=place.zone, find=find)
    return w.say("<b>Table {number}</b>, {zone}", number=place.number, zone=place.zone)


def _place(event: Event, sitting: Sitting) -> Place | None:
    return None if sitting.place_id is None else event.place(sitting.place_id)


def _names(sitting: Sitting) -> str:
    return ", ".join(isolated(name) for name in sitting.names)


def _begins(w: Words, sitting: Sitting, now: datetime) -> Html:
    minutes = round((sitting.starts_at - now) / timedelta(minutes=1))
    if minutes > 0:
        return w.count("starts in {n} min", "starts in {n} min", minutes)
    if minutes == 0:
        return w.say("starts now")
    return w.count("began {n} min ago", "began {n} min ago", -minutes)


def at_table(w: Words, event: Event, here: Place, found: AtTable, now: datetime) -> Screen:
    """What a table's code says to the attendee who scans it."""
    rows = ((door_button(w, Door.AGENDA), menu_button(w)),)
    sitting = found.sitting
    if sitting is None:
        text = w.say("<b>Nothing for you at this table.</b>\nYou have no more meetings. Find somebody under /people.")
        return Screen(text, ((door_button(w, Door.PEOPLE), menu_button(w)),))
    time = w.time(sitting.starts_at, event.zone)
    if event.day_of(sitting.starts_at) != event.day_of(now):
        time = w.moment(sitting.starts_at, event.zone)
    names = _names(sitting)
    if found.spot is Spot.RIGHT:
        text = w.say(
            "✅ <b>Right table.</b> Your {time} with {names} {begins}.",
            time=time,
            names=names,
            begins=_begins(w, sitting, now),
        )
    elif found.spot is Spot.EARLY:
        text = w.say(
            "✅ <b>Right table, but early.</b> Your meeting with {names} is at {time}.", names=names, time=time
        )
    else:
        where = place_words(w, event, _place(event, sitting))
        if found.spot is Spot.ELSEWHERE:
            first = w.say("➡️ <b>Not here.</b> Your {time} with {names} is at:", time=time, names=names)
        else:
            first = w.say("<b>Nothing for you here now.</b> Next: {time} with {names}, at:", time=time, names=names)
        text = Html(f"{first}\n📍 {where}")
    return Screen(text, rows)


def table_for_desk(
    w: Words, event: Event, here: Place, now_on: Sequence[str], next_on: tuple[datetime, Sequence[str]] | None
) -> Screen:
    """What a table's code says to an organiser: who is to sit there now, and who is next."""
    lines = [place_words(w, event, here)]
    if now_on:
        lines.append(w.say("Now: {names}", names=", ".join(isolated(one) for one in now_on)))
    else:
        lines.append(w.say("Nobody is booked here now."))
    if next_on:
        moment, names = next_on
        lines.append(
            w.say(
                "Next: {moment}, {names}",
                moment=w.moment(moment, event.zone),
                names=", ".join(isolated(one) for one in names),
            )
        )
    return Screen(Html("\n".join(lines)), ((door_button(w, Door.DESK), menu_button(w)),))


def arrived(w: Words, event: Event, who: Attendee, place: Place | None, sitting: Sitting) -> Screen:
    """For the other side: the one they meet sits at the table."""
    text = w.say(
        "👋 <b>{name} is at the table</b> for your {time}.",
        name=name_of(w, who),
        time=w.time(sitting.starts_at, event.zone),
    )
    return Screen(Html(f"{text}\n📍 {place_words(w, event, place)}"), ((door_button(w, Door.AGENDA), menu_button(w)),))


def not_at_event(w: Words, event: Event) -> Screen:
    """A table's code scanned by somebody who is not registered."""
    text = w.say("<b>This is a table of {event}.</b>\nYou are not registered as a participant.", event=event.name)
    return Screen(text, ((door_button(w, Door.REGISTER), menu_button(w)),))


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "desk_only": lambda w, _f: w.say("Only the owners and the desk of this event can do this."),
    "code_unknown": lambda w, _f: unknown_code(w),
    "desk_over": lambda w, _f: w.say("The event is over: nothing is changed any more."),
    "not_at_this_event": lambda w, f: w.say(
        "That is not at {event}, whose desk you are at. Another event: Menu, then Open events.", event=f["event"]
    ),
}
