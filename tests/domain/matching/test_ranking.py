"""Who is suggested to whom, and in which order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching import Index, Profile, Suggestion, Wish
from tests.domain.matching.people import CLOSED, TOPICS, crowds, index, person, profiles


def order(suggestions: list[Suggestion]) -> list[int]:
    return [one.id for one in suggestions]


def test_both_directions_outrank_one() -> None:
    event = index(
        person(1, offers=(2,), needs=(1,)),
        person(2, offers=(1,), needs=(3,)),
        person(3, offers=(1,), needs=(2,)),
        person(4, offers=(3,), needs=(2,)),
    )
    ranked = event.rank(1)
    assert order(ranked)[0] == 3
    assert set(order(ranked)) == {2, 3, 4}
    assert ranked[0].score > 2 * ranked[1].score > 0


def test_the_reason_names_the_words_that_met_on_both_sides() -> None:
    event = index(
        person(1, offers=("packaging machines",), needs=(1,)), person(2, offers=("maisto eksportas",), needs=(2,))
    )
    (one,) = event.rank(1)
    assert [(fit.mine, fit.theirs) for fit in one.they_offer] == [(Wish(topic=1), Wish(words="maisto eksportas"))]
    assert [(fit.mine, fit.theirs) for fit in one.they_need] == [(Wish(words="packaging machines"), Wish(topic=2))]
    assert one.they_offer[0].strength > one.they_need[0].strength > 0.5
    assert one.languages == ("en",)
    assert one.slots == 0b1111


def test_what_somebody_says_of_themselves_counts_less_than_what_they_list_and_names_the_words() -> None:
    event = index(
        person(1, needs=(2,)),
        person(2, about="We sell packaging to dairies."),
        person(3, offers=("packaging",)),
        person(4, about="Looking for packaging"),
    )
    listed, told, nothing = event.rank(1)
    assert (listed.id, told.id, nothing.id) == (3, 2, 4)
    assert told.they_offer[0].theirs == Wish(words="packaging")
    assert told.they_offer[0].about
    assert not nothing.they_offer


def test_a_need_found_in_the_other_ones_own_words_is_told_from_both_sides() -> None:
    event = index(person(1, about="We sell packaging. Looking for hydroponics"), person(2, ("hydroponics",), (2,)))
    (seen,) = event.rank(1)
    assert [fit.mine for fit in seen.they_offer] == [Wish(words="hydroponics")]
    assert [fit.theirs for fit in seen.they_need] == [Wish(topic=2)]
    assert all(fit.mine_about for fit in (*seen.they_offer, *seen.they_need))
    assert event.score(1, 2) == event.score(2, 1) == seen.score


def test_what_few_can_meet_weighs_more_than_what_everybody_offers() -> None:
    crowd = [person(number, offers=(4,)) for number in range(10, 40)]
    event = index(person(1, needs=(4, 3)), person(2, offers=(3,)), *crowd)
    assert order(event.rank(1))[0] == 2


def test_no_language_in_common_lowers_and_an_interpreter_helps() -> None:
    event = index(
        person(1, needs=(1,), languages=("lt",)),
        person(2, offers=(1,), languages=("uk",)),
        person(3, offers=(1,), languages=("uk",), interpreter=True),
        person(4, offers=(1,), languages=()),
        person(5, offers=(1,), languages=("uk", "lt")),
    )
    assert order(event.rank(1)) == [5, 4, 3, 2]


def test_the_same_hall_is_better_than_a_screen_and_other_days_are_out() -> None:
    event = index(
        person(1, needs=(1,), onsite=0b01),
        person(2, offers=(1,), onsite=0b10),
        person(3, offers=(1,), onsite=0, online=0b01),
        person(4, offers=(1,), onsite=0b11),
    )
    assert order(event.rank(1)) == [4, 3]


def test_without_a_free_slot_in_common_there_is_no_suggestion_and_before_there_are_slots_time_does_not_matter() -> None:
    people = [
        person(1, needs=(1,), free=0b0011),
        person(2, offers=(1,), free=0b1100),
        person(3, offers=(1,), free=0b0010),
    ]
    assert order(index(*people).rank(1)) == [3]
    early = [person(1, needs=(1,), free=0), person(2, offers=(1,), free=0)]
    assert order(index(*early).rank(1)) == [2]


def test_types_that_help_each_other_come_first_and_closed_pairs_never() -> None:
    event = index(
        person(1, needs=(1,), of="investor"),
        person(2, offers=(1,), of="business"),
        person(3, offers=(1,), of="support"),
        person(4, offers=(1,), of="investor"),
    )
    assert order(event.rank(1)) == [2, 3]


def test_who_was_shown_much_comes_lower_and_who_was_not_comes_first() -> None:
    event = index(person(1, needs=(1,)), person(2, offers=(1,)), person(3, offers=(1,)), person(4, offers=(1,)))
    assert order(event.rank(1, exposure={2: 5, 3: 1})) == [4, 3, 2]
    assert order(event.rank(1, exposure={4: 5, 2: 1})) == [3, 2, 4]


def test_not_interested_teaches_about_people_like_that() -> None:
    event = index(
        person(1, needs=(1, 2)),
        person(2, offers=(1,), of="research"),
        person(3, offers=(1,), of="research"),
        person(4, offers=(2,), of="research"),
        person(5, offers=(1,), of="research"),
        person(6, offers=(2,)),
    )
    before = {one.id: one.score for one in event.rank(1)}
    after = {one.id: one.score for one in event.rank(1, dislikes=(2, 3))}
    assert set(after) == {4, 5, 6}
    assert after[5] / before[5] < after[4] / before[4] < after[6] / before[6] == 1
    assert after[5] / before[5] > 0.4


def test_nobody_is_left_with_nothing_while_anybody_could_be_met() -> None:
    event = index(person(1), *(person(number, offers=(1,)) for number in range(2, 20)), person(20, of="investor"))
    ranked = event.rank(1)
    assert len(ranked) == 5
    assert all(not one.they_offer and not one.they_need for one in ranked)
    assert event.rank(1, fill=0) == []


def test_equals_do_not_always_come_in_the_same_order() -> None:
    readers = [person(number, needs=(1,)) for number in range(1, 30)]
    event = index(*readers, *(person(number, offers=(1,)) for number in range(100, 110)))
    firsts = {event.rank(reader.id)[0].id for reader in readers}
    assert len(firsts) > 4
    assert event.rank(1) == event.rank(1)


def test_a_changed_profile_is_read_anew_and_who_left_is_gone() -> None:
    event = index(person(1, needs=(1,)), person(2, offers=(1,)), person(3, offers=(2,)))
    event.put(person(2, offers=(2,)))
    event.put(person(3, offers=("maisto eksportas",), free=0b0001))
    assert order(event.rank(1, fill=0)) == [3]
    assert event.rank(1)[0].slots == 0b0001
    event.drop(3)
    event.drop(3)
    assert order(event.rank(1, fill=0)) == []
    assert len(event) == 2
    assert 3 not in event


@given(crowds(), st.data())
@settings(max_examples=60, deadline=None)
def test_never_oneself_nor_the_excluded_nor_closed_pairs_nor_people_out_of_reach(
    crowd: list[Profile], data: st.DataObject
) -> None:
    event = index(*crowd)
    people = {one.id: one for one in crowd}
    without = data.draw(st.sets(st.sampled_from(sorted(people))))
    dislikes = data.draw(st.sets(st.sampled_from(sorted(people))))
    for me in crowd:
        ranked = event.rank(me.id, without=without, dislikes=dislikes)
        assert len(set(order(ranked))) == len(ranked)
        assert [one.score for one in ranked if one.they_offer or one.they_need] == sorted(
            (one.score for one in ranked if one.they_offer or one.they_need), reverse=True
        )
        for one in ranked:
            them = people[one.id]
            assert one.id not in {me.id, *without, *dislikes}
            assert frozenset((me.type, them.type)) not in CLOSED
            assert one.slots == me.free & them.free
            assert one.slots or not any(other.free for other in crowd)
            assert one.score > 0
            assert all(fit.mine in me.needs or fit.mine_about for fit in one.they_offer)
            assert all(fit.theirs in them.offers or fit.about for fit in one.they_offer)
            assert all(fit.mine in me.offers or fit.mine_about for fit in one.they_need)
            assert all(fit.theirs in them.needs or fit.about for fit in one.they_need)


@given(crowds())
@settings(max_examples=60, deadline=None)
def test_who_may_meet_and_what_it_is_worth_is_the_same_from_both_sides(crowd: list[Profile]) -> None:
    event = index(*crowd)
    scores = {(me.id, score[1]): score[0] for me in crowd for score in event.best(me.id, limit=100)}
    assert all(scores.get((two, one)) == score for (one, two), score in scores.items())
    assert all(event.score(one, two) == score for (one, two), score in scores.items())


@given(crowds(), st.data())
@settings(max_examples=60, deadline=None)
def test_an_index_that_was_changed_ranks_as_one_built_anew(crowd: list[Profile], data: st.DataObject) -> None:
    event = index(*crowd)
    people = {one.id: one for one in crowd}
    for _ in range(data.draw(st.integers(1, 6))):
        number = data.draw(st.integers(1, 10))
        if data.draw(st.booleans()):
            people.pop(number, None)
            event.drop(number)
        else:
            people[number] = data.draw(profiles(number))
            event.put(people[number])
    anew = index(*(people[number] for number in sorted(people, reverse=True)))
    assert list(anew) == list(event) == sorted(people)
    for number in people:
        assert anew.rank(number) == event.rank(number)


@given(crowds(), st.data())
@settings(max_examples=60, deadline=None)
def test_more_exposure_never_lifts_anybody(crowd: list[Profile], data: st.DataObject) -> None:
    event = index(*crowd)
    ids = [one.id for one in crowd]
    exposure = data.draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 6)))
    one, more = data.draw(st.sampled_from(ids)), data.draw(st.integers(1, 5))
    after = {**exposure, one: exposure.get(one, 0) + more}
    for me in ids:
        was, now = order(event.rank(me, exposure=exposure, fill=0)), order(event.rank(me, exposure=after, fill=0))
        assert set(was) == set(now)
        if one in was:
            assert now.index(one) >= was.index(one)


def test_a_list_is_as_long_as_asked_and_begins_with_the_best() -> None:
    event = index(person(1, needs=(1, 2)), *(person(number, offers=(1 + number % 3,)) for number in range(2, 40)))
    everybody = event.rank(1, limit=100)
    assert event.rank(1, limit=7) == everybody[:7]
    assert event.rank(1, limit=0) == []


def test_an_empty_event_and_one_of_one_person_suggest_nobody() -> None:
    assert len(Index()) == 0
    event = Index(TOPICS)
    event.put(person(1, needs=(1,)))
    assert event.rank(1) == []
