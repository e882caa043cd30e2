"""Whatever is tapped and typed, in whatever order: a form stays a form, and is never complete by accident."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
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
from bot.domain.registration import OF_THE_EVENT, SIDES, Admission, Form, Step
from bot.domain.typed_words import read_field

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
    st.just(("settle",)),
    st.tuples(st.just("speak"), st.sampled_from(["lt", "en", "pl"]), st.booleans()),
    st.tuples(st.just("zone"), st.sampled_from(["Europe/Riga", OF_THE_EVENT])),
    st.tuples(st.just("about"), st.text(max_size=310)),
)


def act(form: Form, said: tuple[Any, ...], name: str) -> Form:
    """As the handlers do: each act only where its question is open."""
    match said:
        case ("agree",) if form.step is Step.CONSENT:
            return rules.agree(form, EVENT, name, NOW)
        case ("settle",) if form.step is Step.MODES:
            return rules.settle_days(form, EVENT)
        case ("speak", code, wanted) if form.step is Step.LANGUAGES:
            return rules.speak(form, rules.choose_language(form.languages, code, wanted))
        case ("zone", zone) if form.step is Step.TIMEZONE:
            return rules.forward(form, timezone=zone)
        case ("about", text) if form.step is Step.ABOUT:
            return rules.forward(form, about=read_field("about", text))
        case ("back",):
            return rules.back(form)
        case ("forward",) if form.step in {*SIDES, Step.LANGUAGES} or (form.step is Step.NAME and form.name):
            return rules.forward(form)
        case ("edit", step):
            return rules.edit(form, step)
        case ("say", text) if form.step is Step.NAME:
            return rules.typed_name(form, text)
        case ("say", text) if form.step is Step.ORGANISATION:
            return rules.typed_organisation(form, text)
        case ("say", text) if form.step is Step.COUNTRY:
            return rules.in_country(form, "LT", ("lt",))
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


@given(st.lists(ACTS, max_size=60), st.sampled_from(["Ann", "\u200b"]))
def test_a_form_survives_everything(acts: list[tuple[Any, ...]], name: str) -> None:
    form = Form("vilnius")
    for said in acts:
        with contextlib.suppress(Refused):
            form = act(form, said, name)
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
    form = Form("vilnius", Step.MODES, modes={"2022-04-26": "absent"})
    with pytest.raises(Refused, match="no_day"):
        rules.set_mode(form, EVENT, 1, Mode.ABSENT, Admission.OPEN)
    with pytest.raises(Refused, match="online_only"):
        rules.set_mode(form, EVENT, 1, Mode.ONSITE, Admission.ONLINE)
    with pytest.raises(Refused, match="incomplete"):
        rules.settle_days(form, EVENT)
    assert rules.set_mode(form, EVENT, 2, Mode.ONLINE, Admission.OPEN) == form


@pytest.mark.parametrize("name", ["Ann Onyte", "\u200b\u202e", "", "👩‍🔬"])
def test_a_newcomer_gives_nine_answers_at_most_and_each_question_is_answered_once(name: str) -> None:
    form, answers = rules.agree(Form("vilnius"), EVENT, name, NOW), [Step.CONSENT]
    while form.step is not Step.SUMMARY:
        answers.append(form.step)
        match form.step:
            case Step.NAME:
                form = rules.typed_name(form, "Ann")
            case Step.ORGANISATION:
                form = rules.typed_organisation(form, "Org")
            case Step.TYPE:
                form = rules.forward(form, type=AttendeeType.BUSINESS)
            case Step.COUNTRY:
                form = rules.in_country(form, "LT", ("en", "lt"))
            case Step.MODES:
                form = rules.every_day(form, EVENT, Mode.ONSITE, Admission.OPEN)
            case _:
                form = rules.forward(form)
    answers.append(Step.SUMMARY)
    assert len(answers) == len(set(answers)) <= 9
    assert rules.complete(form)
    assert form.languages == ("en", "lt")


def test_days_are_answered_in_any_order_and_the_last_one_leads_on() -> None:
    form = Form("vilnius", Step.MODES)
    form = rules.set_mode(form, EVENT, 1, Mode.ONLINE, Admission.OPEN)
    form = rules.set_mode(form, EVENT, 1, Mode.ABSENT, Admission.OPEN)
    assert form.step is Step.MODES
    form = rules.set_mode(form, EVENT, 0, Mode.ONSITE, Admission.OPEN)
    assert form.step is Step.LANGUAGES
    again = rules.back(form)
    changed = rules.set_mode(again, EVENT, 1, Mode.ONSITE, Admission.OPEN)
    assert changed.step is Step.MODES, "looking over the days, both may change"
    assert rules.settle_days(changed, EVENT).step is Step.LANGUAGES


@pytest.mark.parametrize(
    ("modes", "chosen", "of_country", "zone"),
    [
        (["onsite", "absent"], None, "Europe/Warsaw", None),
        (["online", "online"], None, "Europe/Warsaw", "Europe/Warsaw"),
        (["online", "online"], None, "Europe/Vilnius", None),
        (["online", "online"], None, None, None),
        (["onsite", "onsite"], "Europe/Riga", "Europe/Warsaw", "Europe/Riga"),
        (["online", "online"], OF_THE_EVENT, "Europe/Warsaw", None),
    ],
)
def test_the_zone_is_the_chosen_one_else_the_halls_or_the_countrys(
    modes: list[str], chosen: str | None, of_country: str | None, zone: str | None
) -> None:
    days = dict(zip(["2022-04-26", "2022-04-27"], modes, strict=True))
    assert Form("vilnius", modes=days, timezone=chosen).zone(EVENT, of_country) == zone


def test_the_languages_that_somebody_said_outlive_another_country() -> None:
    form = rules.in_country(Form("vilnius", Step.COUNTRY), "LT", ("en", "lt"))
    assert rules.in_country(replace(form, step=Step.COUNTRY), "PL", ("en", "pl")).languages == ("en", "pl")
    said = rules.speak(form, rules.choose_language(form.languages, "lt", False))
    assert rules.in_country(replace(said, step=Step.COUNTRY), "PL", ("en", "pl")).languages == ("en",)


def test_more_languages_than_one_can_speak_are_refused() -> None:
    languages: tuple[str, ...] = ()
    for code in ("lt", "lv", "et", "pl", "de", "fr", "en", "uk"):
        languages = rules.choose_language(languages, code, True)
    with pytest.raises(Refused, match="too_many_languages"):
        rules.choose_language(languages, "es", True)
    assert rules.choose_language(languages, "uk", True) == languages


def test_a_form_of_an_older_version_goes_on() -> None:
    kept = {"event": "vilnius", "step": "modes", "day": 1, "name": "Ann", "modes": {"2022-04-26": "online"}}
    assert Form.from_json(kept) == Form("vilnius", Step.MODES, name="Ann", modes={"2022-04-26": "online"})
