"""One screen a question: what is asked, in bold, and a tap for every answer that can be one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.events import Event
from bot.domain.people import AttendeeStatus, AttendeeType, Mode
from bot.domain.registration import OF_THE_EVENT, SIDES, Admission, Form, Step, asked
from bot.domain.spoken_languages import offered
from bot.domain.typed_words import isolated
from bot.views.clocks import days
from bot.views.language_names import of_country
from bot.views.languages import other_languages, zone_name
from bot.views.people import describe, shorten, type_name
from bot.views.registration.choices import (
    chosen_rows,
    day_rows,
    days_lines,
    language_rows,
    languages_question,
    pairs,
    topics_question,
)
from bot.views.registration.summary import about, as_attendee, summary
from bot.views.registration.taps import Act, tap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, escape, flag


def question(
    w: Words,
    event: Event,
    form: Form,
    now: datetime,
    *,
    admitted: Admission = Admission.OPEN,
    likely: Sequence[str] = (),
    earlier: tuple[str, Form] | None = None,
    status: AttendeeStatus = AttendeeStatus.REGISTERED,
) -> Screen:
    """The screen of the form's step.

    `admitted`: whether the hall is open; `likely`: countries, languages or time zones for buttons; `earlier`: the
    name of the event of the series from which a profile can be used, and that profile; `status`: what they would be.
    """
    if form.step is Step.CONSENT:
        return consent(w, event, admitted, earlier, status)
    if form.step is Step.SUMMARY:
        return summary(w, event, form)
    if form.step in SIDES:
        question_, rows = _topics(w, event, form)
    elif form.step is Step.MODES:
        question_, rows = _modes(w, event, form, admitted)
    elif form.step is Step.COUNTRY:
        question_, rows = _country(w, form, likely)
    elif form.step is Step.LANGUAGES:
        question_, rows = _languages(w, event, form, likely)
    elif form.step is Step.TIMEZONE:
        question_, rows = _timezone(w, event, form, likely, now)
    else:
        question_, rows = {
            Step.NAME: _name, Step.ORGANISATION: _organisation, Step.TYPE: _type, Step.ABOUT: about
        }[form.step](w, form)  # fmt: skip
    path = asked(form)
    if not form.editing and form.step in path:
        number = w.say("Question {n} of {all}", n=path.index(form.step), all=len(path) - 2)
        question_ = Html(f"{question_}\n\n<i>{number}</i>")
    back = tap(form.step, w.plain("‹ Back"), Act.BACK, str(int(bool(form.guesses))))
    return Screen(question_, (*rows, (back,)))


def notice(w: Words, event: Event) -> Html:
    """The event and its privacy notice, before anything is stored."""
    text = event.consent_text.get(w.language) or event.consent_text["en"]
    return Html(
        "\n".join(
            [
                f"<b>{escape(event.name)}</b>",
                escape(f"{event.city}, {days(w, event)}"),
                "",
                escape(text),
                "",
                w.say("Nothing is stored before you agree. /privacy says more."),
            ]
        )
    )


def _beforehand(w: Words, admitted: Admission, status: AttendeeStatus) -> tuple[Html, ...]:
    """What one had better know before the answers: no place is free, or not at once, or not in the hall."""
    if status is AttendeeStatus.APPLIED:
        said = w.say("⏳ The organisers confirm each registration; you hear here what they decide.")
    elif status is AttendeeStatus.WAITING:
        said = w.say("⏳ No place is free now: you can join the waiting list, and hear here when you move up.")
    elif admitted is Admission.ONLINE:
        said = w.say("Registration for the hall is closed: you can still take part online.")
    else:
        return ()
    return said, Html("")


def consent(
    w: Words,
    event: Event,
    admitted: Admission,
    earlier: tuple[str, Form] | None,
    status: AttendeeStatus = AttendeeStatus.REGISTERED,
) -> Screen:
    """The notice; somebody known from the series sees the stored profile, and is in with one tap."""
    first = _beforehand(w, admitted, status)
    last = (tap(Step.CONSENT, w.plain("No, thanks"), Act.DECLINE), *other_languages(w))
    if earlier is None:
        named = w.say("Others will see the name you have in Telegram; you can change it at the end.")
        agree = tap(Step.CONSENT, w.plain("✅ I agree"), Act.AGREE)
        return Screen(Html("\n".join((*first, notice(w, event), "", named))), ((agree,), last))
    name, form = earlier
    shown = describe(w, event, as_attendee(event, form, days=False))
    parts = [
        *first,
        notice(w, event),
        Html(""),
        w.say("<b>Your profile from {event}</b> can be used again:", event=name),
        shown,
    ]
    labels = {
        Mode.ONSITE: w.plain("✅ I agree: register me, in the hall"),
        Mode.ONLINE: w.plain("✅ I agree: register me, online"),
    }
    order = [Mode.ONLINE, Mode.ONSITE] if form.modes and Mode.ONSITE not in form.modes.values() else list(labels)
    if admitted is Admission.ONLINE:
        order = [Mode.ONLINE]
    at_once: Rows = tuple((tap(Step.CONSENT, labels[mode], Act.AT_ONCE, mode),) for mode in order)
    look = (tap(Step.CONSENT, w.plain("I agree, but change something first"), Act.STORED),)
    return Screen(Html("\n".join(parts)), (*at_once, look, last))


def _name(w: Words, form: Form) -> tuple[Html, Rows]:
    if not form.name:
        return w.say("<b>What is your name?</b>\nType it; others will see it."), ()
    text = w.say("<b>What is your name?</b>\nOthers will see it. Keep it with a tap, or type another.")
    return text, ((tap(Step.NAME, w.plain("Keep “{name}”", name=shorten(isolated(form.name))), Act.KEEP),),)


def _organisation(w: Words, form: Form) -> tuple[Html, Rows]:
    text = w.say("<b>Which organisation do you come from?</b>\nType its name.")
    if not form.organisation:
        return text, ()
    keep = w.plain("Keep “{name}”", name=shorten(isolated(form.organisation)))
    return text, ((tap(Step.ORGANISATION, keep, Act.KEEP),),)


def _type(w: Words, _form: Form) -> tuple[Html, Rows]:
    buttons = [tap(Step.TYPE, type_name(w, kind), Act.TYPE, kind.value) for kind in AttendeeType]
    return w.say("<b>What describes you best?</b>"), pairs(buttons)


def _country(w: Words, form: Form, likely: Sequence[str]) -> tuple[Html, Rows]:
    codes = form.guesses or likely
    buttons = pairs([tap(Step.COUNTRY, f"{flag(code)} {w.country(code)}", Act.COUNTRY, code) for code in codes])
    if form.guesses:
        return w.say("<b>Did you mean this?</b>\nTap it, or type your country again."), buttons
    return w.say("<b>Which country do you come from?</b>\nTap it, or type it in any language."), buttons


def _modes(w: Words, event: Event, form: Form, admitted: Admission) -> tuple[Html, Rows]:
    hall = admitted is not Admission.ONLINE
    said = {day: Mode(form.modes[day.isoformat()]) for day in event.days if day.isoformat() in form.modes}
    by_day = day_rows(w, event, said, lambda label, value: tap(Step.MODES, label, Act.MODE, value), hall=hall)
    if len(event.days) == 1:
        text, rows = w.say("<b>{day}: how do you take part?</b>", day=w.day(event.days[0])), by_day
    else:
        text = w.say(
            "<b>How do you take part?</b>\nAll days at once, or day by day:\n{days}", days=days_lines(w, event)
        )
        every = [tap(Step.MODES, w.plain("All days online"), Act.EVERY_DAY, Mode.ONLINE)]
        if hall:
            every.insert(0, tap(Step.MODES, w.plain("All days in the hall"), Act.EVERY_DAY, Mode.ONSITE))
        rows = (tuple(every), *by_day)
        if form.days_said(event):
            rows = (*rows, (tap(Step.MODES, w.plain("Done"), Act.DONE),))
    if not hall:
        late = w.say("Registration for the hall is closed: you can still take part online.")
        text = Html(f"{text}\n{late}")
    return text, rows


def _languages(w: Words, event: Event, form: Form, likely: Sequence[str]) -> tuple[Html, Rows]:
    shown = offered(form.languages, [*likely, *of_country(form.country or ""), *of_country(event.country)])
    rows = language_rows(
        w,
        shown,
        form.languages,
        form.interpreter,
        lambda label, value: tap(Step.LANGUAGES, label, Act.LANGUAGE, value),
        lambda label, value: tap(Step.LANGUAGES, label, Act.INTERPRETER, value),
    )
    return languages_question(w), (*rows, (_done(w, form.step, len(form.languages)),))


def _topics(w: Words, event: Event, form: Form) -> tuple[Html, Rows]:
    side = SIDES[form.step]
    chosen = form.chosen(side)
    rows = chosen_rows(
        w,
        event,
        chosen,
        lambda label, value: tap(form.step, label, Act.TOPIC, value),
        lambda label, key: tap(form.step, label, Act.WORDS, key),
    )
    return topics_question(w, side), (*rows, (_done(w, form.step, len(chosen)),))


def _done(w: Words, at: Step, number: int) -> Button:
    return tap(at, w.plain("Done ({n})", n=number) if number else w.plain("Skip"), Act.DONE)


def _timezone(w: Words, event: Event, form: Form, likely: Sequence[str], now: datetime) -> tuple[Html, Rows]:
    def button(label: str, value: str, zone: str) -> Button:
        return tap(Step.TIMEZONE, f"{label} · {w.time(now, ZoneInfo(zone))}", Act.ZONE, value)

    zones = tuple((button(zone_name(zone), zone, zone),) for zone in form.guesses or likely if zone != event.timezone)
    if form.guesses:
        if event.timezone in form.guesses:
            zones = ((button(zone_name(event.timezone), OF_THE_EVENT, event.timezone),), *zones)
        return w.say("<b>Is this it?</b>\nTap it, or type another city."), zones
    own = (button(w.plain("The event's time, {city}", city=event.city), OF_THE_EVENT, event.timezone),)
    text = w.say("<b>Whose clock do you live by?</b>\nTap it, type your city or country, or send your location (📎).")
    return text, (own, *zones)
