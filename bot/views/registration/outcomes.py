"""After the last question: in, on the waiting list, with the organisers; what they decide; the organiser's welcome."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.people import Attendee, AttendeeStatus, Role
from bot.domain.typed_words import isolated
from bot.views.clocks import days
from bot.views.matching.taps import for_you_button
from bot.views.menu import Door, doors, role_line
from bot.views.screens import Screen
from bot.views.words import Html, Words, escape


def registered(w: Words, event: Event, attendee: Attendee, place_in_line: int | None) -> Screen:
    """They are in, on the waiting list, or the organisers look at it first."""
    if attendee.status is AttendeeStatus.APPLIED:
        text = w.say(
            "✅ <b>Your registration is with the organisers.</b>\nThey look at it, and you hear here what they decide."
        )
        return Screen(text, doors(w, (Door.PROFILE, Door.MENU)))
    if attendee.status is AttendeeStatus.WAITING:
        head = w.say("✅ <b>You are number {n} on the waiting list.</b>", n=place_in_line)
        rest = w.say("You move up by yourself when a place is free, and hear it here at once.")
        return Screen(Html(f"{head}\n{rest}"), doors(w, (Door.PROFILE, Door.MENU)))
    head = w.say("✅ <b>You are registered, {name}.</b>", name=isolated(attendee.name))
    where = escape(f"{event.name}, {event.city}, {days(w, event)}")
    rest = w.say("Next: see who fits you, and ask for a meeting.")
    rows = ((for_you_button(w),), *doors(w, (Door.PEOPLE,), (Door.PROFILE, Door.MENU)))
    return Screen(Html(f"{head}\n{where}\n\n{rest}"), rows)


def moved_up(w: Words, event: Event, attendee: Attendee) -> Screen:
    """From the waiting list to a place."""
    text = w.say(
        "✅ <b>You have a place now, {name}.</b>\n{event}: you moved up from the waiting list.",
        name=isolated(attendee.name),
        event=isolated(event.name),
    )
    return Screen(text, doors(w, (Door.PEOPLE,), (Door.PROFILE, Door.MENU)))


def approved(w: Words, event: Event, attendee: Attendee, place_in_line: int | None) -> Screen:
    """The organisers said yes; with no place left it is the waiting list first."""
    if attendee.status is AttendeeStatus.WAITING:
        text = w.say(
            "✅ <b>The organisers approved your registration.</b>\n{event} is full just now: you are number {n} on the "
            "waiting list, move up by yourself, and hear it here at once.",
            event=isolated(event.name),
            n=place_in_line,
        )
        return Screen(text, doors(w, (Door.PROFILE, Door.MENU)))
    text = w.say(
        "✅ <b>You are in, {name}.</b>\n{event}: the organisers approved your registration.",
        name=isolated(attendee.name),
        event=isolated(event.name),
    )
    return Screen(text, doors(w, (Door.PEOPLE,), (Door.PROFILE, Door.MENU)))


def turned_down(w: Words, event: Event, reason: str | None) -> Screen:
    """The organisers said no."""
    lines = [
        w.say(
            "<b>The organisers could not take your registration.</b>\n{event}, {days}",
            event=isolated(event.name),
            days=days(w, event),
        )
    ]
    if reason:
        lines.append(w.say("They say: {reason}", reason=isolated(reason)))
    lines.append(w.say("Questions? Write to {contact}", contact=event.contact))
    return Screen(Html("\n".join(lines)), doors(w, (Door.EVENTS, Door.MENU)))


def organiser_welcome(w: Words, event: Event, role: Role) -> Screen:
    """An organiser writes for the first time."""
    text = Html(
        f"<b>{escape(event.name)}</b>\n{role_line(w, role)}\n"
        + w.say("Your name and language are kept for that. To take part yourself, register.")
    )
    first = (Door.ANNOUNCE,) if role is Role.HERALD else (Door.DESK, Door.ANNOUNCE)
    return Screen(text, doors(w, first, (Door.REGISTER, Door.MENU)))
