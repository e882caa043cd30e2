"""From question to question, back, and to one answer from the summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.people import Mode, Side
from bot.domain.refusals import Refused
from bot.domain.registration.admitting import Admission
from bot.domain.registration.form import Form
from bot.domain.registration.step_names import Step
from bot.domain.typed_words import LIMITS, clean, read_field

# Nine answers at most: the consent takes the name that Telegram told, the country brings the time zone.
ASKED = (
    Step.CONSENT,
    Step.ORGANISATION,
    Step.TYPE,
    Step.COUNTRY,
    Step.MODES,
    Step.LANGUAGES,
    Step.OFFERS,
    Step.NEEDS,
    Step.SUMMARY,
)
# Without a name from Telegram it is asked for, and the languages are those of the phone and the country.
ASKED_WITH_NAME = (Step.CONSENT, Step.NAME, *(step for step in ASKED[1:] if step is not Step.LANGUAGES))
EDITED = tuple(step for step in Step if step not in {Step.CONSENT, Step.SUMMARY})  # from the summary
SIDES = {Step.OFFERS: Side.OFFER, Step.NEEDS: Side.NEED}


def asked(form: Form) -> tuple[Step, ...]:
    """The questions of this form, in their order."""
    return ASKED_WITH_NAME if form.unnamed else ASKED


def agree(form: Form, event: Event, telegram_name: str, now: datetime) -> Form:
    """The consent is given: its version and moment, and the name that Telegram already told."""
    try:
        name = form.name or read_field("name", clean(telegram_name)[: LIMITS["name"]])
    except Refused:
        name = None
    agreed = replace(form, consent=event.consent_version, consent_at=now.isoformat(), name=name, unnamed=name is None)
    return replace(agreed, step=asked(agreed)[1])


def use_stored(event: Event, stored: Form, now: datetime, mode: Mode, admitted: Admission) -> Form:
    """The consent is given and the profile of an earlier event of the series carries over, with `mode` on all days.

    Raises Refused ``online_only`` for the hall when late.
    """
    if mode is Mode.ONSITE and admitted is Admission.ONLINE:
        raise Refused("online_only")
    return replace(
        stored,
        event=event.slug,
        step=Step.SUMMARY,
        consent=event.consent_version,
        consent_at=now.isoformat(),
        modes={day.isoformat(): mode.value for day in event.days},
        carried=True,
    )


def forward(form: Form, **answers: Any) -> Form:
    """Keep the answers and go to the next question: back to the summary if only one answer was being changed."""
    path = asked(form)
    following = path[min(path.index(form.step) + 1, len(path) - 1)] if form.step in path else Step.SUMMARY
    step = Step.SUMMARY if form.editing or form.carried else following
    return replace(form, **answers, step=step, editing=False, guesses=())


def back(form: Form) -> Form:
    """The question before, or the summary if one answer was being changed. Back at the consent, nothing is kept."""
    if form.guesses:
        return replace(form, guesses=())
    if form.editing:
        return replace(form, step=Step.SUMMARY, editing=False)
    path = asked(form)
    place = path.index(form.step) if form.step in path else 1
    if place <= 1 or form.carried:
        return Form(form.event)
    return replace(form, step=path[place - 1])


def edit(form: Form, step: Step) -> Form:
    """Change one answer from the summary."""
    if form.step is not Step.SUMMARY or step not in EDITED:
        return form
    return replace(form, step=step, editing=True, guesses=())


def complete(form: Form) -> bool:
    """Whether everything that must be there is there, with a day to be there on."""
    there = any(mode != Mode.ABSENT for mode in form.modes.values())
    return bool(form.consent and form.name and form.organisation and form.type and form.country and there)
