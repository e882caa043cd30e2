"""Before the first question: open events, closed doors, save-the-dates, forms half-way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.events import Event
from bot.domain.people import AttendeeStatus
from bot.domain.refusals import Refused
from bot.domain.typed_words import isolated
from bot.views.clocks import days, two_clocks
from bot.views.menu import Door, doors
from bot.views.people import shorten
from bot.views.registration.steps import notice
from bot.views.registration.taps import Act, RegistrationTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, escape

TO_COME = frozenset({"save_the_date", "registration_not_open"})  # one can be told when it opens


def open_button(event: Event, label: str, act: Act = Act.OPEN) -> tuple[Button, ...]:
    """A row that leads to the event."""
    return (Button(shorten(label), RegistrationTap(act, event.slug).pack()),)


def status_line(w: Words, status: AttendeeStatus) -> Html | None:
    """How somebody stands with an event, in a line of the list."""
    return {
        AttendeeStatus.REGISTERED: w.say("✅ You are registered."),
        AttendeeStatus.WAITING: w.say("⏳ You are on the waiting list."),
        AttendeeStatus.APPLIED: w.say("⏳ The organisers are looking at your registration."),
    }.get(status)


def open_events(
    w: Words,
    events: Sequence[Event],
    refusals: Mapping[str, Refused],
    mine: Mapping[str, AttendeeStatus],
    asked: frozenset[str],
    *,
    known: bool,
    unknown_link: bool = False,
) -> Screen:
    """Events to choose from, by slug: `refusals` say why one cannot register now, `mine` how the reader stands,
    `asked` where they asked to be told. `known`: they have a menu. One tap goes to an event, also from another one.
    `unknown_link`: they followed a link that leads to no event.
    """
    menu: Rows = doors(w, (Door.MENU,)) if known else doors(w, (Door.LANGUAGE, Door.HELP))
    if not events:
        return Screen(w.say("<b>No event is open now.</b>\nCome back later, or ask your organiser for a link."), menu)
    lines = [w.say("<b>Welcome! Choose your event.</b>")]
    if unknown_link:
        lines = [w.say("<b>That link leads to no event that I know.</b> Choose your event.")]
    rows: Rows = ()
    for event in events:
        lines.append(Html(f"\n<b>{escape(event.name)}</b>\n{escape(f'{event.city}, {days(w, event)}')}"))
        refusal = refusals.get(event.slug)
        own = status_line(w, mine[event.slug]) if event.slug in mine else None
        if own is not None:
            lines.append(own)
            rows = (*rows, open_button(event, f"✅ {event.name}"))
            continue
        if refusal is not None:
            lines.append(Html(f"<i>{why(w, refusal)}</i>"))
        if refusal is not None and refusal.code in TO_COME and event.slug in asked:
            lines.append(w.say("🔔 You will be told."))
        if refusal is not None and refusal.code in TO_COME and event.slug not in asked:
            # Whoever is unknown reads the notice first, and agrees with the same tap.
            act = Act.TELL_ME if known else Act.OPEN
            rows = (*rows, open_button(event, w.plain("🔔 Tell me when it is: {event}", event=event.name), act))
        else:
            rows = (*rows, open_button(event, event.name))
    return Screen(Html("\n".join(lines)), (*rows, *menu))


def why(w: Words, refusal: Refused) -> Html:
    """Why nobody can register now, in a sentence with the date on both clocks."""
    event: Event = refusal.facts["event"]  # type: ignore[assignment]
    if refusal.code == "save_the_date":
        return w.say("The programme and the registration are still to come.")
    if refusal.code == "registration_not_open":
        at = two_clocks(w, refusal.facts["at"], event)  # type: ignore[arg-type]
        return w.say("Registration opens on {at}.", at=at)
    if refusal.code == "registration_closed":
        at = two_clocks(w, refusal.facts["at"], event)  # type: ignore[arg-type]
        return w.say("Registration closed on {at}.", at=at)
    return w.say("The event is over.")


def not_now(w: Words, refusal: Refused, *, known: bool = False, asked: bool = False) -> Screen:
    """The event that was asked for takes no registrations now: since when, or from when, and *Tell me when it is*.

    Whoever is not `known` reads the notice: the tap agrees to it. `asked`: they are to be told already.
    """
    event: Event = refusal.facts["event"]  # type: ignore[assignment]
    heads = {
        "save_the_date": w.say("<b>📅 Save the date.</b>"),
        "registration_not_open": w.say("<b>Registration is not open yet.</b>"),
        "registration_closed": w.say("<b>Registration is closed.</b>"),
    }
    head = heads.get(refusal.code, w.say("<b>This event is over.</b>"))
    to_come = refusal.code in TO_COME
    lines = [head, why(w, refusal), Html("")]
    if to_come and not known:
        lines.append(notice(w, event))
    else:
        lines.append(Html(escape(f"{event.name}, {event.city}, {days(w, event)}")))
    lines.append(w.say("Questions? Write to {contact}", contact=event.contact))
    rows: Rows = ()
    if to_come and asked:
        lines += [Html(""), w.say("🔔 You will hear here when registration opens.")]
        rows = (open_button(event, w.plain("Don’t tell me"), Act.TELL_ME_NOT),)
    elif to_come:
        label = w.plain("🔔 Tell me when it is") if known else w.plain("✅ I agree: tell me when it is")
        rows = (open_button(event, label, Act.TELL_ME),)
    return Screen(Html("\n".join(lines)), (*rows, *doors(w, (Door.EVENTS, Door.MENU if known else Door.LANGUAGE))))


def will_be_told(w: Words, event: Event) -> Screen:
    """They asked to be told."""
    text = w.say(
        "🔔 <b>You will hear here when registration opens.</b>\n{event}, {days}",
        event=event.name,
        days=days(w, event),
    )
    undo = open_button(event, w.plain("Don’t tell me"), Act.TELL_ME_NOT)
    return Screen(text, (undo, *doors(w, (Door.EVENTS, Door.MENU))))


def will_not_be_told(w: Words, event: Event) -> Screen:
    """They no longer want to be told."""
    text = w.say("<b>All right, nothing will come.</b>\n{event}, {days}", event=event.name, days=days(w, event))
    again = open_button(event, w.plain("🔔 Tell me when it is"), Act.TELL_ME)
    return Screen(text, (again, *doors(w, (Door.EVENTS, Door.MENU))))


def open_now(w: Words, event: Event, refusal: Refused | None) -> Screen:
    """Told once to everybody who asked: registration has opened (or `refusal`: it is closed again by now)."""
    text = w.say(
        "🔔 <b>Registration is open: {event}</b>\n{city}, {days}",
        event=isolated(event.name),
        city=event.city,
        days=days(w, event),
    )
    if refusal is not None:
        return not_now(w, refusal, known=True)
    return Screen(text, (open_button(event, w.plain("Register")), *doors(w, (Door.EVENTS, Door.MENU))))


def half_way(w: Words, event: Event, other: Event | None) -> Screen:
    """They had begun to register: go on, or start anew; for another event if they came for that one."""
    go_on = (Button(w.plain("Continue where I stopped"), RegistrationTap(Act.RESUME).pack()),)
    if other is not None and other.slug != event.slug:
        text = w.say(
            "<b>You had begun to register for {event}.</b>\nGo on with it, or register for {other}?",
            event=isolated(event.name),
            other=isolated(other.name),
        )
        return Screen(text, (go_on, open_button(other, w.plain("Register for {event}", event=other.name), Act.ANEW)))
    text = w.say("<b>You had begun to register for {event}.</b>\nYour answers are kept.", event=isolated(event.name))
    return Screen(text, (go_on, open_button(event, w.plain("Start anew"), Act.ANEW)))


def declined(w: Words, event: Event) -> Screen:
    """No consent, nothing stored."""
    text = w.say("<b>All right, nothing was stored.</b>\nIf you change your mind, registering takes two minutes.")
    return Screen(text, (open_button(event, w.plain("Register after all")), *doors(w, (Door.EVENTS, Door.LANGUAGE))))
