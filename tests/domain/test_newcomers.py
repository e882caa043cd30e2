"""The answers about a participant without Telegram, step by step."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import newcomers as steps
from bot.domain.newcomers import QUESTIONS, Newcomer, Question
from bot.domain.refusals import Refused


def test_an_answer_leads_to_the_next_question_and_back_to_the_one_before() -> None:
    form = steps.typed(Newcomer(1), "Ona")
    assert form.question is Question.ORGANISATION
    assert steps.back(form).question is Question.NAME
    assert steps.back(Newcomer(1)).question is Question.NAME


def test_an_old_button_of_another_question_changes_nothing() -> None:
    form = Newcomer(1, Question.EMAIL, type="business")
    assert steps.chose_type(form, "research") == form
    assert steps.toggled_language(form, "lt") == form
    assert steps.skip(Newcomer(1, Question.NAME)) == Newcomer(1, Question.NAME)


def test_languages_go_in_and_out_and_are_six_at_most() -> None:
    form = Newcomer(1, Question.LANGUAGES)
    for code in ("en", "lt", "pl", "de", "fr", "uk", "es"):
        form = steps.toggled_language(form, code)
    assert form.languages == ("en", "lt", "pl", "de", "fr", "uk")
    assert steps.toggled_language(form, "lt").languages == ("en", "pl", "de", "fr", "uk")
    with pytest.raises(ValueError, match="<b>"):
        steps.toggled_language(form, "<b>")


@pytest.mark.parametrize("question", [Question.TYPE, Question.MODES, Question.LANGUAGES, Question.SUMMARY])
def test_words_where_only_taps_count_are_refused(question: Question) -> None:
    with pytest.raises(Refused, match="tap_please"):
        steps.typed(Newcomer(1, question), "words")


@given(st.text(max_size=300), st.sampled_from(QUESTIONS))
def test_whatever_is_typed_is_kept_as_json_or_refused(text: str, question: Question) -> None:
    form = Newcomer(1, question)
    try:
        form = steps.typed(form, text)
    except Refused:
        return
    assert Newcomer.from_json(json.loads(json.dumps(form.to_json()))) == form
