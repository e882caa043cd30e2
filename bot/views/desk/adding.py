"""Adding a participant who has no Telegram, question by question."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.desk import Participant
from bot.domain.events import Event
from bot.domain.newcomers import Newcomer, Question, mode_choices, modes_of
from bot.domain.people import AttendeeType
from bot.domain.typed_words import isolated
from bot.views.desk.lists import person_label
from bot.views.desk.taps import AddAct, AddTap, DeskAct, DeskTap
from bot.views.language_names import language_name
from bot.views.menu import menu_button
from bot.views.people import mode_line, type_name
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, escape, flag

COMMON_LANGUAGES = ("en", "lt", "lv", "et", "pl", "de", "fr", "uk", "es", "it")


def _tap(label: str, act: AddAct, value: str | None = None) -> Button:
    return Button(label, AddTap(act, value).pack())


def _last(w: Words, *, skip: bool = False) -> tuple[Button, ...]:
    skipping = (_tap(w.plain("Skip"), AddAct.SKIP),) if skip else ()
    return (*skipping, _tap(w.plain("‹ Back"), AddAct.BACK), _tap(w.plain("Stop"), AddAct.STOP))


def question(
    w: Words,
    event: Event,
    form: Newcomer,
    *,
    likely: Sequence[str] = (),
    same: Sequence[Participant] = (),
    full: bool = False,
) -> Screen:
    """The question that is open, with what it can be answered by."""
    match form.question:
        case Question.NAME:
            text = w.say(
                "<b>Add a participant without Telegram</b>\nThey get a printed agenda; the desk answers for them.\n\n"
                "What is their name?"
            )
            return Screen(text, ((_tap(w.plain("Stop"), AddAct.STOP),),))
        case Question.ORGANISATION:
            return Screen(
                w.say("<b>Which organisation does {name} come from?</b>", name=isolated(form.name or "")), (_last(w),)
            )
        case Question.TYPE:
            buttons = [_tap(type_name(w, kind), AddAct.TYPE, kind.value) for kind in AttendeeType]
            rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
            return Screen(w.say("<b>What do they come as?</b>"), (*rows, _last(w)))
        case Question.COUNTRY:
            shown = form.guesses or tuple(likely)
            text = w.say("<b>Did you mean …?</b>") if form.guesses else w.say("<b>Which country?</b>\nTap or type it.")
            buttons = [_tap(f"{flag(code)} {w.country(code)}", AddAct.COUNTRY, code) for code in shown]
            rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
            return Screen(text, (*rows, _last(w)))
        case Question.MODES:
            rows = [(_tap(_mode_label(w, event, choice), AddAct.MODES, choice),) for choice in mode_choices(event)]
            return Screen(w.say("<b>How do they take part?</b>"), (*rows, _last(w)))
        case Question.EMAIL:
            text = w.say(
                "<b>Their e-mail address?</b>\nOnly organisers, and people whom they meet, see it. "
                "Matchbell itself sends no e-mails."
            )
            return Screen(text, (_last(w, skip=True),))
        case Question.LANGUAGES:
            codes = dict.fromkeys((*COMMON_LANGUAGES, *form.languages))
            buttons = [
                _tap(f"{'✓ ' if code in form.languages else ''}{language_name(w, code)}", AddAct.LANGUAGE, code)
                for code in codes
            ]
            rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
            text = w.say("<b>Which languages do they speak?</b>\nTap all of them, the best one first.")
            return Screen(text, (*rows, (_tap(w.plain("Done"), AddAct.DONE),), _last(w)))
        case _:
            return summary(w, event, form, same, full)


def _mode_label(w: Words, event: Event, choice: str) -> str:
    if choice == "onsite":
        return w.plain("In the hall, all days") if len(event.days) > 1 else w.plain("In the hall")
    if choice == "online":
        return w.plain("Online, all days") if len(event.days) > 1 else w.plain("Online")
    return w.plain("In the hall, {day} only", day=w.day(event.days[int(choice)]))


def summary(w: Words, event: Event, form: Newcomer, same: Sequence[Participant], full: bool) -> Screen:
    """Everything that was said, and the consent that the organiser vouches for."""
    place = f"{flag(form.country or '')} {w.country(form.country or '')}".strip()
    parts = [
        Html(f"<b>{escape(isolated(form.name or ''))}</b>"),
        Html(escape(f"{isolated(form.organisation or '')} · {type_name(w, AttendeeType(form.type or 'business'))}")),
        Html(escape(place)),
        mode_line(w, event, modes_of(form, event)),
    ]
    if form.email:
        parts.append(w.say("E-mail: {email}", email=form.email))
    if form.languages:
        names = ", ".join(language_name(w, code) for code in form.languages)
        parts.append(w.say("Speaks: {languages}", languages=names))
    if same:
        parts.append(w.say("\n⚠️ <b>Somebody of that name is registered already:</b> look first."))
    if full:
        parts.append(w.say("\n⚠️ The event is full; they are registered all the same."))
    parts.append(
        w.say(
            "\n<b>Have they agreed?</b> With the button you confirm that they know the privacy notice "
            "(version {version}) and agree to it. That, and your name, is recorded.",
            version=event.consent_version,
        )
    )
    rows = [(Button(person_label(w, one), DeskTap(DeskAct.CARD, one.attendee.id).pack()),) for one in same[:3]]
    return Screen(
        Html("\n".join(parts)),
        (*rows, (_tap(w.plain("✅ They agree: register"), AddAct.SAVE),), _last(w)),
    )


def stopped(w: Words) -> Screen:
    """Nothing was kept."""
    desk = Button(w.plain("‹ Desk"), DeskTap(DeskAct.NUMBERS).pack())
    return Screen(w.say("Nobody was added, and nothing was kept."), ((desk, menu_button(w)),))


def added_line(w: Words, name: str) -> Html:
    """The headline of their card."""
    return w.say(
        "✅ <b>{name} is registered.</b> Print their agenda when there is something in it.", name=isolated(name)
    )
