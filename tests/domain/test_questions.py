"""Rules of questions: who answers, in words, how long, how many at a time."""

from __future__ import annotations

import pytest

from bot.domain.people import Role
from bot.domain.questions import MOST_OPEN, check_may_answer, check_room, read_answer, read_question
from bot.domain.refusals import Refused


@pytest.mark.parametrize(("role", "may"), [(Role.OWNER, True), (Role.DESK, True), (Role.HERALD, False), (None, False)])
def test_owners_and_the_desk_answer(role: Role | None, may: bool) -> None:
    if may:
        check_may_answer(role)
        return
    with pytest.raises(Refused, match="organisers_only"):
        check_may_answer(role)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Where?", None),
        ("x" * 1000, None),
        ("x" * 1001, "too_long"),
        ("🙂" * 500, None),
        ("🙂" * 501, "too_long"),
        (None, "question_in_words"),
        ("", "question_in_words"),
        ("\u202e\x00 \n", "question_in_words"),
    ],
)
def test_a_question_is_words_and_not_too_many(text: str | None, code: str | None) -> None:
    if code is None:
        assert read_question(text) == text
        return
    with pytest.raises(Refused, match=code):
        read_question(text)


def test_lines_stay_and_what_turns_text_around_goes() -> None:
    assert read_question(" one \n\n two\u202e\x07 ") == "one\ntwo"


def test_all_answers_to_one_question_fit_into_one_message() -> None:
    assert read_answer("x" * 2500) == "x" * 2500
    with pytest.raises(Refused, match="too_long"):
        read_answer("x" * 2000, "y" * 499)
    assert read_answer("x" * 1999, "y" * 499)
    with pytest.raises(Refused, match="answer_in_words"):
        read_answer(None)


def test_nobody_has_more_than_five_open() -> None:
    check_room(MOST_OPEN - 1)
    with pytest.raises(Refused, match="too_many_questions"):
        check_room(MOST_OPEN)
