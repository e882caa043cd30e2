"""One's own profile as others see it, and leaving the event."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.people import Attendee, AttendeeStatus
from bot.views.checkin import code_button
from bot.views.menu import Door, door_button, doors, menu_button
from bot.views.people import describe
from bot.views.profile.taps import ProfileAct, back, tap
from bot.views.screens import Rows, Screen
from bot.views.words import Html, Words


def profile(w: Words, event: Event, attendee: Attendee, saved: str | None = None) -> Screen:
    """As others see it, with everything one can change. `saved` is said first ("✅ ...")."""
    lines = [] if saved is None else [Html(f"{saved}\n")]
    if attendee.status is AttendeeStatus.WAITING:
        lines.append(w.say("<b>You are on the waiting list</b>; others do not see you yet."))
    elif attendee.status is AttendeeStatus.APPLIED:
        lines.append(w.say("<b>The organisers are looking at your registration</b>; others do not see you yet."))
    elif attendee.hidden:
        lines.append(w.say("<b>You are hidden</b>: nobody finds you on the list. Your meetings stay."))
    else:
        lines.append(w.say("Others see you like this:"))
    lines += [Html(""), describe(w, event, attendee)]
    hide = tap(w.plain("Show me"), ProfileAct.UNHIDE) if attendee.hidden else tap(w.plain("Hide me"), ProfileAct.HIDE)
    rows: Rows = (
        (tap(w.plain("Name"), ProfileAct.NAME), tap(w.plain("Organisation"), ProfileAct.ORGANISATION)),
        (tap(w.plain("Type"), ProfileAct.TYPE), tap(w.plain("Country"), ProfileAct.COUNTRY)),
        (tap(w.plain("Days"), ProfileAct.DAYS), tap(w.plain("Languages"), ProfileAct.LANGUAGES)),
        (tap(w.plain("Offers"), ProfileAct.OFFERS), tap(w.plain("Needs"), ProfileAct.NEEDS)),
        (tap(w.plain("About me"), ProfileAct.ABOUT), tap(w.plain("E-mail, phone"), ProfileAct.CONTACT)),
        (door_button(w, Door.TIMEZONE), hide),
        (code_button(w), tap(w.plain("Leave the event"), ProfileAct.LEAVE)),
        (menu_button(w),),
    )
    return Screen(Html("\n".join(lines)), rows)


def saved(w: Words) -> Html:
    """Said above the profile after a change."""
    return w.say("✅ Saved.")


def saved_type(w: Words, meetings: int) -> Html:
    """Said above the profile after another type was chosen."""
    if not meetings:
        return saved(w)
    return w.count(
        "✅ Saved. Your {n} agreed meeting stays as it is.",
        "✅ Saved. Your {n} agreed meetings stay as they are.",
        meetings,
    )


def sure_to_leave(w: Words, event: Event) -> Screen:
    """Really leave the event?"""
    text = w.say(
        "<b>Leave {event}?</b>\nYour meetings are cancelled, and the people you were to meet are told. "
        "Your place goes to the next one waiting.",
        event=event.name,
    )
    return Screen(text, ((tap(w.plain("Yes, leave the event"), ProfileAct.LEAVE_NOW),), (back(w),)))


def left(w: Words, event: Event) -> Screen:
    """They have left the event."""
    text = w.say("<b>You have left {event}.</b>\nEverybody you were to meet has been told.", event=event.name)
    return Screen(text, (doors(w, (Door.REGISTER,))[0], (door_button(w, Door.PRIVACY), menu_button(w))))
