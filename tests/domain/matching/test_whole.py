"""A set of meetings for everybody."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching import Match, Profile, whole_set
from bot.domain.matching.whole import GOOD, LAST_RESORT
from tests.domain.matching.people import crowds, index, person


def counts(matches: list[Match]) -> Counter[int]:
    return Counter(who for match in matches for who in (match.one, match.two))


def test_everybody_gets_at_least_so_many_where_there_are_enough() -> None:
    event = index(*(person(number, offers=(1 + number % 2,), needs=(2 - number % 2,)) for number in range(1, 21)))
    matches = whole_set(event, at_least=3, at_most=5, seed=1)
    found = counts(matches)
    assert all(3 <= found[who] <= 5 for who in event)
    assert all(match.one < match.two and match.score >= GOOD for match in matches)
    assert matches == whole_set(event, at_least=3, at_most=5, seed=1)
    assert matches != whole_set(event, at_least=3, at_most=5, seed=2)


def test_one_whom_everybody_wants_is_not_buried_and_those_with_one_choice_get_it() -> None:
    wanted = person(1, offers=(3,), needs=(1, 2), free=0xFF)
    specialists = [person(number, offers=(2,), needs=(3,), free=0xFF) for number in range(2, 12)]
    event = index(wanted, *specialists, person(12, offers=(3,), needs=(2,), free=0xFF))
    found = counts(whole_set(event, at_least=1, at_most=5))
    assert found[1] <= 5
    assert found[12] <= 5
    assert sum(found[who] > 0 for who in range(2, 12)) == 10


def test_a_partner_who_is_full_is_freed_for_whom_nobody_else_fits() -> None:
    # 1 and 2 fit best; 3 fits only 2, and 1 can meet 4 as well
    event = index(
        person(1, offers=(1, 5), needs=(2, 5)),
        person(2, offers=(2, "hydroponics"), needs=(1,), free=0b0001),
        person(3, offers=(1,), needs=("hydroponics",), free=0b0001),
        person(4, offers=(5,), needs=(5,), free=0b0010),
    )
    found = counts(whole_set(event, at_least=1, at_most=1))
    assert all(found[who] == 1 for who in event)


def test_what_is_agreed_already_counts_and_is_not_proposed_again() -> None:
    event = index(*(person(number, offers=(1 + number % 2,), needs=(2 - number % 2,)) for number in range(1, 7)))
    matches = whole_set(event, at_least=2, at_most=2, already={1: {2, 4}, 3: [6]})
    assert not {(match.one, match.two) for match in matches} & {(1, 2), (1, 4), (3, 6)}
    found = counts(matches)
    assert found[1] == 0
    assert found[3] <= 1


def test_strangers_to_everything_are_left_out_and_asking_for_none_gives_none() -> None:
    event = index(person(1, offers=(1,)), person(2, offers=(1,)), person(3, needs=(4,)))
    assert whole_set(event, at_least=2, at_most=4) == []
    assert whole_set(index(person(1, (1,), (2,)), person(2, (2,), (1,))), at_least=0, at_most=4) == []
    assert whole_set(index(), at_least=2, at_most=4) == []


def test_who_would_have_nothing_gets_one_meeting_that_fits_them_a_little() -> None:
    crowd = [person(number, offers=(1 + number % 2,), needs=(2 - number % 2,), free=0xFF) for number in range(1, 40)]
    event = index(*crowd, person(40, needs=(1,), of="investor", languages=("uk",)))
    (last,) = [match for match in whole_set(event, at_least=3, at_most=5) if match.two == 40]
    assert GOOD * LAST_RESORT <= last.score < GOOD


def test_progress_is_told_and_reaches_the_end() -> None:
    told: list[float] = []
    whole_set(index(person(1, (1,), (2,)), person(2, (2,), (1,))), at_least=1, at_most=2, tell=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


@given(crowds(12), st.integers(0, 3), st.integers(1, 4), st.data())
@settings(max_examples=80, deadline=None)
def test_the_promises_of_a_whole_set(crowd: list[Profile], at_least: int, at_most: int, data: st.DataObject) -> None:
    event = index(*crowd)
    ids = [one.id for one in crowd]
    already = data.draw(st.dictionaries(st.sampled_from(ids), st.sets(st.sampled_from(ids), max_size=2), max_size=3))
    already = {who: others - {who} for who, others in already.items()}
    held = {who: set(already.get(who, ())) | {one for one, others in already.items() if who in others} for who in ids}
    matches = whole_set(event, at_least=at_least, at_most=at_most, already=already)
    pairs = {(match.one, match.two) for match in matches}
    found = counts(matches)
    assert len(pairs) == len(matches)
    free = {one.id: one.free.bit_count() if event.has_slots else 99 for one in crowd}
    room = {who: max(0, min(at_most - len(held[who]), free[who])) for who in ids}
    short = [who for who in ids if found[who] < min(room[who], at_least - len(held[who]))]
    for match in matches:
        assert match.one < match.two
        assert match.two not in held[match.one]
        assert match.score == event.score(match.one, match.two) >= GOOD * LAST_RESORT
        assert match.score >= GOOD or 1 in {found[match.one], found[match.two]}
    assert all(found[who] <= room[who] for who in ids)
    for one in short:  # nobody is short who could meet somebody with room
        for two in ids:
            if two != one and found[two] < room[two] and two not in held[one] and event.score(one, two) >= GOOD:
                assert (min(one, two), max(one, two)) in pairs
