"""One screen a question: what is asked, in bold, and a tap for every answer that can be one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.domain.events import Event
from bot.domain.ids import AttendeeId, EventId, PersonId
from bot.domain.people import Attendee, AttendeeStatus, AttendeeType, Mode, Side
from bot.domain.registration import SIDES, STEPS, Admission, Chosen, Form, Step, key_of
from bot.domain.typed_words import LIMITS, OWN_WORDS, isolated
from bot.views.clocks import days
from bot.views.languages import other_languages
from bot.views.people import describe, shorten, type_name
from bot.views.registration.taps import Act, RegistrationTap
from bot.views.screens import Button, Rows, Screen
from bot.views.words import Html, Words, escape, flag

NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)
NARROW = 34  # characters on one of two buttons of a row


def _tap(at: Step, label: str, act: Act, value: str | None = None) -> Button:
    return Button(label, RegistrationTap(act, value, at).pack())


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _back(w: Words, form: Form) -> tuple[Button, ...]:
    return (_tap(form.step, w.plain("‹ Back"), Act.BACK, str(form.day)),)


def question(
    w: Words,
    event: Event,
    form: Form,
    *,
    admitted: Admission = Admission.OPEN,
    likely: Sequence[str] = (),
    earlier: str | None = None,
) -> Screen:
    """The screen of the form's step.

    `admitted`: whether the hall is open; `likely`: countries for buttons; `earlier`: the name of the event of the
    series from which a profile can be used.
    """
    if form.step is Step.CONSENT:
        return consent(w, event, earlier)
    if form.step is Step.SUMMARY:
        return summary(w, event, form)
    number = w.say("Question {n} of {all}", n=STEPS.index(form.step), all=len(STEPS) - 2)
    if form.step in SIDES:
        asked, rows = _topics(w, event, form)
    elif form.step is Step.MODES:
        asked, rows = _mode(w, event, form, admitted)
    elif form.step is Step.COUNTRY:
        asked, rows = _country(w, form, likely)
    else:
        asked, rows = {Step.NAME: _name, Step.ORGANISATION: _organisation, Step.TYPE: _type}[form.step](w, form)
    text = asked if form.editing else Html(f"{asked}\n\n<i>{number}</i>")
    return Screen(text, (*rows, _back(w, form)))


def consent(w: Words, event: Event, earlier: str | None) -> Screen:
    """The notice, before anything is stored."""
    notice = event.consent_text.get(w.language) or event.consent_text["en"]
    text = Html(
        "\n".join(
            [
                f"<b>{escape(event.name)}</b>",
                escape(f"{event.city}, {days(w, event)}"),
                "",
                escape(notice),
                "",
                w.say("Nothing is stored before you agree. /privacy says more."),
            ]
        )
    )
    rows: Rows = ((_tap(Step.CONSENT, w.plain("✅ I agree"), Act.AGREE),),)
    if earlier:
        again = w.say("You were at {event}: your profile from there can be used again.", event=earlier)
        text = Html(f"{text}\n\n{again}")
        rows = (
            (_tap(Step.CONSENT, w.plain("✅ I agree, use my profile"), Act.STORED),),
            (_tap(Step.CONSENT, w.plain("I agree, start anew"), Act.AGREE),),
        )
    return Screen(text, (*rows, (_tap(Step.CONSENT, w.plain("No, thanks"), Act.DECLINE), *other_languages(w))))


def _name(w: Words, form: Form) -> tuple[Html, Rows]:
    text = w.say("<b>What is your name?</b>\nOthers will see it. Keep it with a tap, or type another.")
    if not form.name:
        return w.say("<b>What is your name?</b>\nType it; others will see it."), ()
    return text, ((_tap(Step.NAME, w.plain("Keep “{name}”", name=shorten(isolated(form.name))), Act.KEEP),),)


def _organisation(w: Words, form: Form) -> tuple[Html, Rows]:
    asked = w.say("<b>Which organisation do you come from?</b>\nType its name.")
    if not form.organisation:
        return asked, ()
    keep = _tap(Step.ORGANISATION, w.plain("Keep “{name}”", name=shorten(isolated(form.organisation))), Act.KEEP)
    return asked, ((keep,),)


def _type(w: Words, _form: Form) -> tuple[Html, Rows]:
    buttons = [_tap(Step.TYPE, type_name(w, kind), Act.TYPE, kind.value) for kind in AttendeeType]
    return w.say("<b>What describes you best?</b>"), _pairs(buttons)


def _country(w: Words, form: Form, likely: Sequence[str]) -> tuple[Html, Rows]:
    codes = form.guesses or likely
    buttons = _pairs([_tap(Step.COUNTRY, f"{flag(code)} {w.country(code)}", Act.COUNTRY, code) for code in codes])
    if form.guesses:
        return w.say("<b>Did you mean this?</b>\nTap it, or type your country again."), buttons
    return w.say("<b>Which country do you come from?</b>\nTap it, or type it in any language."), buttons


def _mode(w: Words, event: Event, form: Form, admitted: Admission) -> tuple[Html, Rows]:
    index = min(form.day, len(event.days) - 1)
    asked = w.say("<b>{day}: how do you take part?</b>", day=w.day(event.days[index]))
    hall = admitted is not Admission.ONLINE
    row = [
        *([_tap(Step.MODES, w.plain("In the hall"), Act.MODE, f"{index}={Mode.ONSITE}")] if hall else []),
        _tap(Step.MODES, w.plain("Online"), Act.MODE, f"{index}={Mode.ONLINE}"),
        _tap(Step.MODES, w.plain("Not coming"), Act.MODE, f"{index}={Mode.ABSENT}"),
    ]
    rows: Rows = (tuple(row),)
    if len(event.days) > 1 and index == 0:
        every = [
            *([_tap(Step.MODES, w.plain("All days in the hall"), Act.EVERY_DAY, Mode.ONSITE)] if hall else []),
            _tap(Step.MODES, w.plain("All days online"), Act.EVERY_DAY, Mode.ONLINE),
        ]
        rows = (*rows, tuple(every))
    if not hall:
        late = w.say("Registration for the hall is closed: you can still take part online.")
        asked = Html(f"{asked}\n{late}")
    return asked, rows


def chosen_rows(
    w: Words, event: Event, chosen: Chosen, topic: Callable[[str, str], Button], words: Callable[[str, str], Button]
) -> Rows:
    """Topics with a tick at those chosen, then own words with a cross.

    `topic` makes a button from a label and ``<id>+`` or ``<id>-`` (what the tap makes of it, so that a double tap is
    one); `words` from a label and the key of the words.
    """
    topics = [
        topic(
            shorten(f"{'✅ ' if one.id in chosen else ''}{one.label(w.language)}", NARROW),
            f"{one.id}{'-' if one.id in chosen else '+'}",
        )
        for one in event.topics
    ]
    own = [words(shorten(f"✅ {isolated(one)} ✕"), key_of(one)) for one in chosen if isinstance(one, str)]
    return (*_pairs(topics), *((button,) for button in own))


def topics_question(w: Words, side: Side) -> Html:
    """What is asked about offers, or needs."""
    limits = {"length": LIMITS["words"], "most": OWN_WORDS}
    if side is Side.OFFER:
        return w.say(
            "<b>What do you offer?</b>\nTap topics, or type your own words (up to {most}, {length} characters each).",
            **limits,
        )
    return w.say(
        "<b>What do you need?</b>\nTap topics, or type your own words (up to {most}, {length} characters each).",
        **limits,
    )


def _topics(w: Words, event: Event, form: Form) -> tuple[Html, Rows]:
    side = SIDES[form.step]
    chosen = form.chosen(side)
    rows = chosen_rows(
        w,
        event,
        chosen,
        lambda label, value: _tap(form.step, label, Act.TOPIC, value),
        lambda label, key: _tap(form.step, label, Act.WORDS, key),
    )
    done = w.plain("Done ({n})", n=len(chosen)) if chosen else w.plain("Skip")
    return topics_question(w, side), (*rows, (_tap(form.step, done, Act.DONE),))


def summary(w: Words, event: Event, form: Form) -> Screen:
    """Everything as others will see it, with *Register* and a way to change each answer."""
    assert form.type is not None
    shown = Attendee(
        id=AttendeeId(0),
        event_id=EventId(event.id),
        person_id=PersonId(0),
        name=form.name or "",
        organisation=form.organisation or "",
        type=form.type,
        country=form.country or "",
        status=AttendeeStatus.REGISTERED,
        hidden=False,
        about=form.about,
        modes=form.day_modes(event),
        interests=form.interests(event),
        registered_at=NOT_YET,
    )
    head = w.say("<b>Is this right?</b> Others will see:")
    text = Html(f"{head}\n\n{describe(w, event, shown)}")
    edits = [
        _tap(Step.SUMMARY, w.plain("Name"), Act.EDIT, Step.NAME),
        _tap(Step.SUMMARY, w.plain("Organisation"), Act.EDIT, Step.ORGANISATION),
        _tap(Step.SUMMARY, w.plain("Type"), Act.EDIT, Step.TYPE),
        _tap(Step.SUMMARY, w.plain("Country"), Act.EDIT, Step.COUNTRY),
        _tap(Step.SUMMARY, w.plain("Days"), Act.EDIT, Step.MODES),
        _tap(Step.SUMMARY, w.plain("Offers"), Act.EDIT, Step.OFFERS),
        _tap(Step.SUMMARY, w.plain("Needs"), Act.EDIT, Step.NEEDS),
        *_back(w, form),
    ]
    return Screen(text, ((_tap(Step.SUMMARY, w.plain("✅ Register"), Act.REGISTER),), *_pairs(edits)))
