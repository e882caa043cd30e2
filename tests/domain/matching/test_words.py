"""Words that mean the same are found, in ten languages and in spite of slips; words that only look alike are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching.abouts import read_about
from bot.domain.matching.profiles import Topic, Wish
from bot.domain.matching.reading import read
from bot.domain.matching.spelling import skeleton
from bot.domain.matching.terms import Terms
from tests.domain.matching.word_pairs import DIFFERENT, SAME


def nearness(one: str, two: str) -> float:
    terms = Terms([])
    first, second = terms.term(Wish(words=one)), terms.term(Wish(words=two))
    return 0.0 if first is None or second is None else terms.near[first].get(second, 0.0)


@pytest.mark.parametrize(("one", "two"), SAME, ids=" = ".join)
def test_words_for_the_same_thing_meet_whichever_came_first(one: str, two: str) -> None:
    assert nearness(one, two) > 0
    assert nearness(one, two) == nearness(two, one)


@pytest.mark.parametrize(("one", "two"), DIFFERENT, ids=" / ".join)
def test_words_for_different_things_do_not_meet(one: str, two: str) -> None:
    assert nearness(one, two) == 0
    assert nearness(two, one) == 0


@pytest.mark.parametrize(
    "words",
    ["maisto eksportas", "Food export", "eksport żywności", "Lebensmittelexport", "експорт їжі", "maisot eksportas"],
)
def test_own_words_meet_the_topic_of_any_language(words: str) -> None:
    terms = Terms([Topic(7, ("Food export", "Maisto eksportas")), Topic(8, ("Food safety", "Maisto sauga"))])
    topic, other = terms.term(Wish(topic=7)), terms.term(Wish(topic=8))
    own = terms.term(Wish(words=words))
    assert topic is not None
    assert other is not None
    assert own is not None
    assert terms.near[own].get(topic, 0) >= 0.6
    assert other not in terms.near[own]


def test_the_label_of_a_language_is_enough_where_no_list_knows_its_words() -> None:
    terms = Terms([Topic(1, ("Sword making", "Kalavijų kalimas"))])
    own, topic = terms.term(Wish(words="kalavijų kalimą")), terms.term(Wish(topic=1))
    assert own is not None
    assert topic in terms.near[own]


def test_the_organisers_topics_are_different_things_whatever_words_they_share() -> None:
    terms = Terms([Topic(1, ("Packaging",)), Topic(2, ("Packaging machines",)), Topic(3, ("Packaging",))])
    assert [len(near) for near in terms.near] == [1, 1, 1]


@pytest.mark.parametrize("words", ["", "...", "🙂", "and the", "12", "<b></b>", "   "])
def test_words_that_say_nothing_are_no_wish(words: str) -> None:
    assert Terms([]).term(Wish(words=words)) is None or words == "<b></b>"


def test_a_topic_that_the_event_does_not_have_is_no_wish() -> None:
    assert Terms([Topic(1, ("Food",))]).term(Wish(topic=2)) is None


@pytest.mark.parametrize(
    ("about", "offered", "sought"),
    [
        ("We make laser machines. Looking for distributors in Poland.", "=laser", "=distribution"),
        ("Gaminame baldus; ieškome tiekėjų", "=furniture", "=subcontracting"),
        ("Produkujemy meble, szukamy dostawców drewna", "=furniture", "=wood"),
        ("Ми виробляємо меблі. Шукаємо деревину", "=furniture", "=wood"),
        ("Nous fabriquons des emballages\nNous cherchons des fournisseurs", "=packaging", "=subcontracting"),
    ],
)
def test_what_people_say_of_themselves_is_split_into_offers_and_needs(about: str, offered: str, sought: str) -> None:
    offers, needs = read_about(about)
    assert offered in {token.key for token in offers}
    assert sought in {token.key for token in needs}
    assert sought not in {token.key for token in offers}


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_two_texts_are_as_near_from_either_side_and_a_text_is_itself(one: str, two: str) -> None:
    terms, turned = Terms([]), Terms([])
    a, b = terms.term(Wish(words=one)), terms.term(Wish(words=two))
    d, c = turned.term(Wish(words=two)), turned.term(Wish(words=one))
    assert (a is None) == (c is None) == (not read(one))
    if a is not None:
        assert terms.near[a][a] == 1.0
    if a is not None and b is not None and c is not None and d is not None:
        assert terms.near[a].get(b) == terms.near[b].get(a) == turned.near[c].get(d)
        assert 0 <= terms.near[a].get(b, 0.0) <= 1


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_one_spelling_stays_as_it_is_in_capitals(word: str) -> None:
    if word.upper().lower() == word.lower():
        assert skeleton(word.upper()) == skeleton(word.lower())
