"""Registering, question by question: pure steps over a form that lives with the conversation until *Register*.

Nothing of it is an attendee yet, and before the consent the form holds nothing but the event.
"""

from __future__ import annotations

from bot.domain.registration.admitting import Admission, admission, standing
from bot.domain.registration.answers import (
    add_words,
    choose,
    choose_language,
    drop_words,
    every_day,
    in_country,
    key_of,
    set_mode,
    settle_days,
    speak,
    typed_name,
    typed_organisation,
    wish_interpreter,
    with_chosen,
)
from bot.domain.registration.form import MOST_LANGUAGES, OF_THE_EVENT, Chosen, Form
from bot.domain.registration.step_names import Step
from bot.domain.registration.steps import (
    ASKED,
    EDITED,
    SIDES,
    agree,
    asked,
    back,
    complete,
    edit,
    forward,
    use_stored,
)

__all__ = [
    "ASKED",
    "EDITED",
    "MOST_LANGUAGES",
    "OF_THE_EVENT",
    "SIDES",
    "Admission",
    "Chosen",
    "Form",
    "Step",
    "add_words",
    "admission",
    "agree",
    "asked",
    "back",
    "choose",
    "choose_language",
    "complete",
    "drop_words",
    "edit",
    "every_day",
    "forward",
    "in_country",
    "key_of",
    "set_mode",
    "settle_days",
    "speak",
    "standing",
    "typed_name",
    "typed_organisation",
    "use_stored",
    "wish_interpreter",
    "with_chosen",
]
