"""Whatever is tapped and typed, in whatever order: a form stays a form, and is never complete by accident."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import registration as rules
from bot.domain.events import Event, Rules, Topic
from bot.domain.ids import EventId, TopicId
from bot.domain.people import AttendeeType, Mode
from bot.domain.refusals import Refused
from bot.domain.registration import SIDES, Admission, Form, Step

NOW = datetime(2022, 4, 10, 9, tzinfo=UTC)
EVENT = Event(
    id=EventId(1),
    slug="vilnius",
    name="Day",
    city="Vilnius",
    country="LT",
    timezone="Europe/Vilnius",
    days=(date(2022, 4, 26), date(2022, 4, 27)),
    registration_opens_at=None,
    registration_closes_at=datetime(2022, 4, 14, 21, 59, tzinfo=UTC),
    contact="desk@example.org",
    links={},
    series=None,
    rules=Rules(),
    consent_version="1",
    consent_text={"en": "Notice"},
    topics=(
        Topic(TopicId(1), "food", {"en": "agri-food", "lt": "maistas"}),
        Topic(TopicId(2), "laser", {"en": "laser"}),
    ),
)
ACTS = st.one_of(
    st.just(("agree",)),
    st.just(("back",)),
    st.just(("forward",)),
    st.tuples(st.just("edit"), st.sampled_from(Step)),
    st.tuples(st.just("say"), st.text(max_size=130)),
    st.tuples(st.just("type"), st.sampled_from(AttendeeType)),
    st.tuples(st.just("mode"), st.integers(-1, 3), st.sampled_from(Mode), st.sampled_from(Admission)),
    st.tuples(st.just("all"), st.sampled_from(Mode), st.sampled_from(Admission)),
    st.tuples(st.just("topic"), st.integers(0, 3), st.booleans()),
)


def act(form: Form, said: tuple[Any, ...]) -> Form:
    """As the handlers do: each act only where its question is open."""
    match said:
        case ("agree",) if form.step is Step.CONSENT:
            return rules.agree(form, EVENT, "Ann", NOW)
        case ("back",):
            return rules.back(form)
        case ("forward",) if form.step in SIDES or (form.step is Step.NAME and form.name):
            return rules.forward(form)
        case ("edit", step):
            return rules.edit(form, step)
        case ("say", text) if form.step is Step.NAME:
            return rules.typed_name(form, text)
        case ("say", text) if form.step is Step.ORGANISATION:
            return rules.typed_organisation(form, text)
        case ("say", text) if form.step is Step.COUNTRY:
            return rules.forward(form, country="LT")
        case ("say", text) if form.step in SIDES:
            side = SIDES[form.step]
            return rules.with_chosen(form, side, rules.add_words(form.chosen(side), EVENT, text))
        case ("type", kind) if form.step is Step.TYPE:
            return rules.forward(form, type=kind)
        case ("mode", index, mode, admitted) if form.step is Step.MODES:
            return rules.set_mode(form, EVENT, index, mode, admitted)
        case ("all", mode, admitted) if form.step is Step.MODES:
            return rules.every_day(form, EVENT, mode, admitted)
        case ("topic", topic, wanted) if form.step in SIDES:
            side = SIDES[form.step]
            return rules.with_chosen(form, side, rules.choose(form.chosen(side), TopicId(topic), wanted))
    return form


@given(st.lists(ACTS, max_size=60))
def test_a_form_survives_everything(acts: list[tuple[Any, ...]]) -> None:
    form = Form("vilnius")
    for said in acts:
        with contextlib.suppress(Refused):
            form = act(form, said)
        assert Form.from_json(json.loads(json.dumps(form.to_json()))) == form
        assert (form.consent is None) == (form.step is Step.CONSENT)
        if form.step is Step.CONSENT:
            assert form == Form("vilnius")
        if form.step is Step.SUMMARY:
            there = any(mode is not Mode.ABSENT for mode in form.day_modes(EVENT).values())
            assert rules.complete(form) is there
        for interest in form.interests(EVENT):
            assert interest.topic_id in {1, 2, None}
            assert interest.topic_id is not None or 0 < len(interest.words or "") <= 60
        assert sum(isinstance(one, str) for one in form.offers) <= 8


def test_own_words_that_name_a_topic_mean_the_topic_and_nothing_twice() -> None:
    chosen = rules.add_words((), EVENT, "Agri-Food, MAISTAS; sails\nSails, ropes,,")
    assert chosen == (1, "sails", "ropes")
    assert rules.drop_words(chosen, rules.key_of("sails")) == (1, "ropes")
    assert rules.choose(rules.choose(chosen, TopicId(2), True), TopicId(2), True) == (1, "sails", "ropes", 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 61, "too_long"),
        (",".join("abcdefghi"), "too_many_words"),
        ("\x00", "empty_text"),
        (",", "empty_text"),
        (None, "not_text"),
    ],
)
def test_own_words_have_limits(text: str | None, code: str) -> None:
    with pytest.raises(Refused, match=code):
        rules.add_words((), EVENT, text)


def test_a_day_away_every_day_is_no_registration() -> None:
    form = Form("vilnius", Step.MODES, modes={"2022-04-26": "absent"}, day=1)
    with pytest.raises(Refused, match="no_day"):
        rules.set_mode(form, EVENT, 1, Mode.ABSENT, Admission.OPEN)
    with pytest.raises(Refused, match="online_only"):
        rules.set_mode(form, EVENT, 1, Mode.ONSITE, Admission.ONLINE)
    assert rules.set_mode(form, EVENT, 0, Mode.ONLINE, Admission.OPEN) == form
