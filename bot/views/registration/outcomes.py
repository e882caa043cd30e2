"""What comes before the first question and after the last: open events, closed doors, half-way forms, the welcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.events import Event
from bot.domain.people import Attendee, AttendeeStatus, Role
from bot.domain.refusals import Refused
from bot.domain.typed_words import LIMITS, isolated
from bot.views.clocks import days, two_clocks
from bot.views.menu import Door, doors, role_line
from bot.views.people import shorten
from bot.views.registration.taps import Act, RegistrationTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, escape


def _open(event: Event, label: str, act: Act = Act.OPEN) -> tuple[Button, ...]:
    return (Button(shorten(label), RegistrationTap(act, event.slug).pack()),)


def open_events(w: Words, events: Sequence[Event], refusals: Mapping[str, Refused], *, known: bool) -> Screen:
    """Events to choose from; `refusals` by slug say why one cannot register now. `known`: they have a menu."""
    menu: Rows = doors(w, (Door.MENU,)) if known else doors(w, (Door.LANGUAGE, Door.HELP))
    if not events:
        return Screen(w.say("<b>No event is open now.</b>\nCome back later, or ask your organiser for a link."), menu)
    lines = [w.say("<b>Welcome! Choose your event.</b>")]
    rows: Rows = ()
    for event in events:
        lines.append(Html(f"\n<b>{escape(event.name)}</b>\n{escape(f'{event.city}, {days(w, event)}')}"))
        refusal = refusals.get(event.slug)
        if refusal is not None:
            lines.append(Html(f"<i>{why(w, refusal)}</i>"))
        rows = (*rows, _open(event, event.name))
    return Screen(Html("\n".join(lines)), (*rows, *menu))


def why(w: Words, refusal: Refused) -> Html:
    """Why nobody can register now, in a sentence with the date on both clocks."""
    event: Event = refusal.facts["event"]  # type: ignore[assignment]
    if refusal.code == "registration_not_open":
        at = two_clocks(w, refusal.facts["at"], event)  # type: ignore[arg-type]
        return w.say("Registration opens on {at}.", at=at)
    if refusal.code == "registration_closed":
        at = two_clocks(w, refusal.facts["at"], event)  # type: ignore[arg-type]
        return w.say("Registration closed on {at}.", at=at)
    return w.say("The event is over.")


def not_now(w: Words, refusal: Refused, *, known: bool = False) -> Screen:
    """The event that was asked for takes no registrations now: since when, or from when."""
    event: Event = refusal.facts["event"]  # type: ignore[assignment]
    heads = {
        "registration_not_open": w.say("<b>Registration is not open yet.</b>"),
        "registration_closed": w.say("<b>Registration is closed.</b>"),
    }
    head = heads.get(refusal.code, w.say("<b>This event is over.</b>"))
    text = Html(
        "\n".join(
            [
                head,
                why(w, refusal),
                "",
                escape(f"{event.name}, {event.city}, {days(w, event)}"),
                w.say("Questions? Write to {contact}", contact=event.contact),
            ]
        )
    )
    return Screen(text, doors(w, (Door.EVENTS, Door.MENU if known else Door.LANGUAGE)))


def half_way(w: Words, event: Event, other: Event | None) -> Screen:
    """They had begun to register: go on, or start anew; for another event if they came for that one."""
    go_on = (Button(w.plain("Continue where I stopped"), RegistrationTap(Act.RESUME).pack()),)
    if other is not None and other.slug != event.slug:
        text = w.say(
            "<b>You had begun to register for {event}.</b>\nGo on with it, or register for {other}?",
            event=isolated(event.name),
            other=isolated(other.name),
        )
        return Screen(text, (go_on, _open(other, w.plain("Register for {event}", event=other.name), Act.ANEW)))
    text = w.say("<b>You had begun to register for {event}.</b>\nYour answers are kept.", event=isolated(event.name))
    return Screen(text, (go_on, _open(event, w.plain("Start anew"), Act.ANEW)))


def declined(w: Words, event: Event) -> Screen:
    """No consent, nothing stored."""
    text = w.say("<b>All right, nothing was stored.</b>\nIf you change your mind, registering takes two minutes.")
    return Screen(text, (_open(event, w.plain("Register after all")), *doors(w, (Door.EVENTS, Door.LANGUAGE))))


def registered(w: Words, event: Event, attendee: Attendee, place_in_line: int | None) -> Screen:
    """They are in, or on the waiting list."""
    if attendee.status is AttendeeStatus.WAITING:
        head = w.say("✅ <b>You are number {n} on the waiting list.</b>", n=place_in_line)
        rest = w.say("You move up by yourself when a place is free, and hear it here at once.")
        return Screen(Html(f"{head}\n{rest}"), doors(w, (Door.PROFILE, Door.MENU)))
    head = w.say("✅ <b>You are registered, {name}.</b>", name=isolated(attendee.name))
    where = escape(f"{event.name}, {event.city}, {days(w, event)}")
    rest = w.say("Next: see who is here, and ask for a meeting.")
    return Screen(Html(f"{head}\n{where}\n\n{rest}"), doors(w, (Door.PEOPLE,), (Door.PROFILE, Door.MENU)))


def moved_up(w: Words, event: Event, attendee: Attendee) -> Screen:
    """From the waiting list to a place."""
    text = w.say(
        "✅ <b>You have a place now, {name}.</b>\n{event}: you moved up from the waiting list.",
        name=isolated(attendee.name),
        event=isolated(event.name),
    )
    return Screen(text, doors(w, (Door.PEOPLE,), (Door.PROFILE, Door.MENU)))


def welcome_back(w: Words, event: Event) -> Screen:
    """They opened an event they are registered to already, and are at it from now on."""
    text = w.say("<b>You are registered for {event}.</b>", event=isolated(event.name))
    return Screen(text, doors(w, (Door.PEOPLE, Door.REQUESTS), (Door.AGENDA, Door.MENU)))


def organiser_welcome(w: Words, event: Event, role: Role) -> Screen:
    """An organiser writes for the first time."""
    text = Html(
        f"<b>{escape(event.name)}</b>\n{role_line(w, role)}\n"
        + w.say("Your name and language are kept for that. To take part yourself, register.")
    )
    return Screen(text, doors(w, (Door.ANNOUNCE,), (Door.REGISTER, Door.MENU)))


def _refused_door(code: str) -> Callable[[Words, Mapping[str, Any]], Screen]:
    def words(w: Words, facts: Mapping[str, Any]) -> Screen:
        return not_now(w, Refused(code, **facts))

    return words


def _not_text(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please answer with words, or tap a button above.")


def _empty_text(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("I cannot see anything in that. Please type a few letters.")


def _tap_please(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please tap one of the buttons.")


def _too_many_words(w: Words, facts: Mapping[str, Any]) -> str:
    return w.count(
        "At most {n} of your own, please. Tap one with a cross to take it off.",
        "At most {n} of your own, please. Tap one with a cross to take it off.",
        int(facts.get("limit", 0)),
    )


def _no_country(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say(
        "I do not know that country. Try its name in English, its flag, or two letters like LT (at most {n} letters).",
        n=LIMITS["search"],
    )


def _online_only(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Registration for the hall is closed: you can still take part online.")


def _no_day(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Then you would be there on no day. Please choose the hall or online for at least one.")


def _incomplete(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Something is still missing. Send /register to go on.")


def consent_changed(w: Words) -> str:
    """The notice they agreed to is not the newest."""
    return w.plain("The privacy notice has changed since you began. Please read it once more.")


def _consent_changed(w: Words, _facts: Mapping[str, Any]) -> str:
    return escape(consent_changed(w))


def _nothing_begun(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This registration is not open any more. Send /register to begin.")


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str | Screen]] = {
    "registration_not_open": _refused_door("registration_not_open"),
    "registration_closed": _refused_door("registration_closed"),
    "event_over": _refused_door("event_over"),
    "not_text": _not_text,
    "empty_text": _empty_text,
    "tap_please": _tap_please,
    "too_many_words": _too_many_words,
    "no_country": _no_country,
    "online_only": _online_only,
    "no_day": _no_day,
    "incomplete": _incomplete,
    "consent_changed": _consent_changed,
    "nothing_begun": _nothing_begun,
}
