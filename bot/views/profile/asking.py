"""A screen a field of the profile: what holds, and how to change it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events import Event, Slot
from bot.domain.people import Attendee, AttendeeType, Mode, Side
from bot.domain.registration import Chosen
from bot.domain.spoken_languages import offered
from bot.domain.typed_words import LIMITS
from bot.views.language_names import of_country
from bot.views.people import mode_name, name_of, type_name
from bot.views.profile.taps import SIDE_LETTERS, ProfileAct, back, tap
from bot.views.registration import chosen_rows, day_rows, days_lines, language_rows, languages_question, topics_question
from bot.views.registration.choices import pairs, ticked
from bot.views.screens import Key, Screen
from bot.views.words import Html, Words, escape, flag

NONE = "–"


def ask_name(w: Words, attendee: Attendee) -> Screen:
    """Another name?"""
    text = w.say(
        "<b>Your name is {name}.</b>\nType another (up to {n} characters).", name=attendee.name, n=LIMITS["name"]
    )
    return Screen(text, ((back(w),),))


def ask_organisation(w: Words, attendee: Attendee) -> Screen:
    """Another organisation?"""
    text = w.say(
        "<b>Your organisation is {name}.</b>\nType another (up to {n} characters).",
        name=attendee.organisation,
        n=LIMITS["organisation"],
    )
    return Screen(text, ((back(w),),))


def ask_type(w: Words, attendee: Attendee) -> Screen:
    """Another type?"""
    buttons = [
        tap(ticked(type_name(w, kind), kind is attendee.type), ProfileAct.TYPE_IS, kind.value) for kind in AttendeeType
    ]
    return Screen(w.say("<b>What describes you best?</b>"), (*pairs(buttons), (back(w),)))


def ask_country(w: Words, codes: Sequence[str], *, guessed: bool = False) -> Screen:
    """Another country? `guessed`: what was typed may mean these."""
    buttons = [tap(f"{flag(code)} {w.country(code)}", ProfileAct.COUNTRY_IS, code) for code in codes]
    text = (
        w.say("<b>Did you mean this?</b>\nTap it, or type your country again.")
        if guessed
        else w.say("<b>Which country do you come from?</b>\nTap it, or type it in any language.")
    )
    return Screen(text, (*pairs(buttons), (back(w),)))


def ask_about(w: Words, attendee: Attendee) -> Screen:
    """A line about oneself?"""
    text = w.say(
        "<b>One line about you</b>\nType it (up to {n} characters): why should people meet you?", n=LIMITS["about"]
    )
    clear = ((tap(w.plain("Remove it"), ProfileAct.NO_ABOUT),),) if attendee.about else ()
    return Screen(text, (*clear, (back(w),)))


def ask_languages(w: Words, event: Event, attendee: Attendee) -> Screen:
    """Other languages, an interpreter? Each tap is saved at once."""
    rows = language_rows(
        w,
        offered(attendee.languages, [*of_country(attendee.country), *of_country(event.country)]),
        attendee.languages,
        attendee.interpreter,
        lambda label, value: tap(label, ProfileAct.LANGUAGE, value),
        lambda label, value: tap(label, ProfileAct.INTERPRETER, value),
    )
    number = len(attendee.languages)
    done = w.plain("Done ({n})", n=number) if number else w.plain("Done")
    return Screen(languages_question(w), (*rows, (tap(done, ProfileAct.SHOW),)))


def ask_topics(w: Words, event: Event, side: Side, chosen: Chosen) -> Screen:
    """Other offers, or needs? Each tap is saved at once."""
    letter = SIDE_LETTERS[side]
    rows = chosen_rows(
        w,
        event,
        chosen,
        lambda label, value: tap(label, ProfileAct.TOPIC, letter + value),
        lambda label, key: tap(label, ProfileAct.WORDS, letter + key),
    )
    done = w.plain("Done ({n})", n=len(chosen)) if chosen else w.plain("Done")
    return Screen(topics_question(w, side), (*rows, (tap(done, ProfileAct.SHOW),)))


def ask_days(w: Words, event: Event, attendee: Attendee, said: Html | None = None) -> Screen:
    """Other modes? A row a day, the one that holds ticked; each tap is saved at once."""
    question = w.say("<b>How do you take part?</b>")
    lines = [*([said, Html("")] if said else []), question, days_lines(w, event)]
    rows = day_rows(w, event, attendee.modes, lambda label, value: tap(label, ProfileAct.MODE, value))
    return Screen(Html("\n".join(lines)), (*rows, (tap(w.plain("Done"), ProfileAct.SHOW),)))


def sure_of_mode(
    w: Words, event: Event, index: int, mode: Mode, meetings: Sequence[tuple[Slot, Sequence[Attendee]]]
) -> Screen:
    """Meetings are agreed on that day: what becomes of them, and is it meant?"""
    day = event.days[index]
    head = w.say("<b>{day}: {mode}?</b>", day=w.day(day), mode=mode_name(w, mode))
    number = len(meetings)
    if mode is Mode.ABSENT:
        text = w.count(
            "You have {n} meeting that day. It moves to another day, or ends, and the other side is told:",
            "You have {n} meetings that day. They move to another day, or end, and the other sides are told:",
            number,
        )
    else:
        text = w.count(
            "You have {n} meeting that day. If its place no longer fits, it gets another one, and all are told:",
            "You have {n} meetings that day. Those whose place no longer fits get another one, and all are told:",
            number,
        )
    lines = [
        escape(f"{w.time(slot.starts_at, event.zone)} {', '.join(name_of(w, one) for one in others)}")
        for slot, others in meetings
    ]
    yes = tap(w.plain("Yes, change it"), ProfileAct.MODE_NOW, f"{index}={mode}")
    return Screen(Html("\n".join([head, text, "", *lines])), ((yes,), (back(w, ProfileAct.DAYS),)))


def mode_changed(w: Words, meetings: int) -> Html:
    """Said above the days when meetings were placed anew."""
    if not meetings:
        return w.say("✅ Saved.")
    return w.count(
        "✅ Saved. {n} meeting has changed: /agenda.", "✅ Saved. {n} meetings have changed: /agenda.", meetings
    )


def ask_contact(w: Words, attendee: Attendee, said: Html | None = None) -> Screen:
    """How they can be reached: only those see it with whom a meeting is agreed."""
    lines = [
        *([said, Html("")] if said else []),
        w.say("<b>How you can be reached</b>"),
        w.say("Only people with whom a meeting is agreed see it."),
        Html(""),
        w.say("E-mail: {email}", email=attendee.email or NONE),
        w.say("Phone: {phone}", phone=attendee.phone or NONE),
    ]
    rows = [(tap(w.plain("E-mail"), ProfileAct.EMAIL), tap(w.plain("Phone"), ProfileAct.PHONE))]
    remove = []
    if attendee.email:
        remove.append(tap(w.plain("Remove e-mail"), ProfileAct.NO_EMAIL))
    if attendee.phone:
        remove.append(tap(w.plain("Remove phone"), ProfileAct.NO_PHONE))
    return Screen(Html("\n".join(lines)), (*rows, *([tuple(remove)] if remove else []), (back(w),)))


def ask_email(w: Words) -> Screen:
    """Which address?"""
    return Screen(w.say("<b>Your e-mail address?</b>\nType it."), ((back(w, ProfileAct.CONTACT),),))


def back_key(w: Words) -> str:
    """What the key says that leaves the number alone."""
    return w.plain("‹ Back")


def ask_phone(w: Words) -> Screen:
    """Which number? One key gives the phone's own."""
    text = w.say("<b>Your phone number?</b>\nShare it with the key below, or type it, like +370 600 00000.")
    keys = ((Key(w.plain("📱 Share my number"), "contact"),), (Key(back_key(w)),))
    return Screen(text, keys=keys, placeholder="+370 600 00000")


def keys_away(w: Words, *, kept: bool) -> Screen:
    """The keys go; `kept`: a number was given."""
    text = w.say("✅ Saved.") if kept else w.say("Nothing was changed.")
    return Screen(text, remove_keys=True)
