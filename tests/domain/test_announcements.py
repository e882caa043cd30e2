"""Rules of announcements: who may, how long, when; and numbers that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcements import (
    Announcement,
    AnnouncementStatus,
    Progress,
    check_correctable,
    check_length,
    check_marks,
    check_may_announce,
    check_send_time,
)
from bot.domain.ids import AnnouncementId, EventId, PersonId
from bot.domain.notices import NoticeState
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.domain.segments import Segment

NOW = datetime(2022, 4, 27, 6, tzinfo=UTC)


@given(st.dictionaries(st.sampled_from(NoticeState), st.integers(0, 10_000)))
def test_every_notice_is_in_exactly_one_of_the_numbers(counts: dict[NoticeState, int]) -> None:
    assert Progress.of(counts, read=7).total == sum(counts.values())


@pytest.mark.parametrize("role", list(Role))
def test_every_organiser_may_announce(role: Role) -> None:
    check_may_announce(role)


def test_nobody_else_may() -> None:
    with pytest.raises(Refused, match="organisers_only"):
        check_may_announce(None)


@pytest.mark.parametrize(
    ("text", "with_file", "refused"),
    [
        ("x" * 4096, False, False),
        ("x" * 4097, False, True),
        ("x" * 1024, True, False),
        ("x" * 1025, True, True),
        ("🙂" * 512, True, False),
        ("🙂" * 513, True, True),
        ("\ud800", False, False),
    ],
)
def test_length_is_counted_as_telegram_counts(text: str, with_file: bool, refused: bool) -> None:
    if not refused:
        check_length(text, with_file=with_file)
        return
    with pytest.raises(Refused, match="announcement_too_long"):
        check_length(text, with_file=with_file)


@pytest.mark.parametrize(
    ("ahead", "code"),
    [
        (timedelta(0), "send_time_past"),
        (timedelta(seconds=-1), "send_time_past"),
        (timedelta(seconds=1), None),
        (timedelta(days=366), None),
        (timedelta(days=367), "send_time_far"),
    ],
)
def test_a_time_to_come_and_at_most_a_year_ahead(ahead: timedelta, code: str | None) -> None:
    if code is None:
        check_send_time(NOW + ahead, NOW)
        return
    with pytest.raises(Refused, match=code):
        check_send_time(NOW + ahead, NOW)


def one(language: str, *versions: str) -> Announcement:
    """An announcement in these languages."""
    return Announcement(
        AnnouncementId(1), EventId(1), PersonId(1), AnnouncementStatus.DRAFT, {"text": language}, Segment(), False,
        None, None, None, None, None, None, None, language, {code: {"text": code} for code in versions},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("languages", "reader", "read"),
    [
        (("en",), "lt", "en"),
        (("lt",), "lt", "lt"),
        (("lt",), "pl", "lt"),
        (("lt", "en"), "pl", "en"),
        (("lt", "en"), "en", "en"),
        (("en", "lt"), "lt", "lt"),
        (("pl", "lt"), "de", "pl"),
    ],
)
def test_people_read_their_language_else_english_else_the_main_one(
    languages: tuple[str, ...], reader: str, read: str
) -> None:
    found = one(*languages)
    assert found.language_for(reader) == read
    assert found.screen_in(read) == {"text": read}
    assert found.languages[0] == languages[0]


def test_one_language_is_written_anew_and_the_others_stay() -> None:
    found = one("en", "lt").with_screen("lt", {"text": "nauja"}).with_screen("en", {"text": "new"})
    assert [found.screen_in(code)["text"] for code in found.languages] == ["new", "nauja"]


@pytest.mark.parametrize(("number", "fits"), [(0, True), (100, True), (101, False)])
def test_telegram_takes_a_hundred_formatted_pieces(number: int, fits: bool) -> None:
    if fits:
        check_marks(number)
        return
    with pytest.raises(Refused, match="announcement_too_formatted"):
        check_marks(number)


def test_only_what_has_gone_out_is_corrected_and_only_as_it_was_seen() -> None:
    with pytest.raises(Refused, match="announcement_not_sent"):
        check_correctable(one("en"))
    out = replace(one("en"), status=AnnouncementStatus.DONE, audience=3, revision=2)
    check_correctable(out)
    check_correctable(out, 2)
    with pytest.raises(Refused, match="correction_overtaken"):
        check_correctable(out, 1)


@given(
    st.dictionaries(st.sampled_from(NoticeState), st.integers(0, 100)),
    st.dictionaries(st.sampled_from(NoticeState), st.integers(0, 100)),
)
def test_corrections_add_up_by_themselves(parts: dict[NoticeState, int], edits: dict[NoticeState, int]) -> None:
    progress = Progress.of(parts, corrections=edits)
    assert progress.total == sum(parts.values())
    assert progress.corrected + progress.correcting + progress.uncorrected == sum(edits.values())
