"""Rates: never more than Telegram allows in any second or minute, whatever the moments at which one asks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.outage import LASTING, LONGEST_SECONDS, Pauses
from bot.delivery.rates import Rates

STEPS = st.lists(
    st.tuples(st.floats(0, 0.1), st.sampled_from([1, 2, 3, -5, *range(10, 40)]), st.floats(0, 0.5), st.floats(0, 1)),
    min_size=50,
    max_size=300,
)


def most_in(window: float, moments: list[float]) -> int:
    """The largest number of moments in any half-open window."""
    return max((sum(start <= m < start + window for m in moments) for start in moments), default=0)


@given(STEPS)
def test_no_second_sees_more_than_thirty_and_no_minute_more_than_twenty_to_a_group(
    steps: list[tuple[float, int, float, float]],
) -> None:
    """Telegram counts a message some time between its start and its answer."""
    rates, now, started, counted = Rates(30.0, 1.0, 3, 20), 0.0, list[tuple[float, int]](), list[float]()
    answers: list[float] = []
    for ahead, chat, latency, share in steps:
        now += ahead
        for answer in sorted(a for a in answers if a <= now):
            answers.remove(answer)
            rates.back(answer)
        if rates.free(now, 12) and not rates.chat_wait(chat, now):
            rates.take(chat, now)
            started.append((now, chat))
            counted.append(now + latency * share)
            answers.append(now + latency)
    assert most_in(1.0, counted) <= 30
    for chat in (1, 2, 3):
        assert most_in(1.0, [at for at, to in started if to == chat]) <= 3 + 1
        assert most_in(10.0, [at for at, to in started if to == chat]) <= 3 + 10
    assert most_in(60.0, [at for at, to in started if to == -5]) <= 20


@given(st.floats(0, 1e6))
def test_waiting_as_long_as_it_says_is_enough(start: float) -> None:
    rates, now = Rates(30.0, 1.0, 3, 20), start
    for _ in range(50):
        now += max(rates.overall_wait(now), rates.chat_wait(-5, now))
        assert rates.free(now, 1) == 1
        assert rates.chat_wait(-5, now) < 1e-5
        rates.take(-5, now)
        rates.back(now)
    assert now - start < 50 * 3.6


def test_thirty_a_second_are_nearly_used() -> None:
    rates, now = Rates(30.0, 1.0, 3, 20), 0.0
    for chat in range(1, 295):
        now += rates.overall_wait(now)
        rates.take(chat, now)
        rates.back(now)
    assert 9.7 < now < 10.1


def test_chats_that_wait_are_named_and_forgotten_when_they_may_again() -> None:
    rates = Rates(1000.0, 1.0, 3, 20)
    for n in range(3):
        rates.take(7, n / 1000)
    assert set(rates.waiting_chats(0.01)) == {7}
    assert rates.waiting_chats(1.01) == {}


def test_lifted_rates_let_everything_through() -> None:
    rates = Rates(0.0, 1.0, 3, 20)
    for _ in range(100):
        rates.take(1, 0.0)
    assert rates.free(0.0, 12) == 12
    assert rates.waiting_chats(0.0) == {}


@given(st.lists(st.floats(0, 1), min_size=5, max_size=40))
def test_pauses_of_an_outage_grow_and_stay_below_their_limit(jitters: list[float]) -> None:
    pauses, now, waits = Pauses(), 1.0, list[float]()
    for jitter in jitters:
        pauses.failed(now, jitter)
        waits.append(pauses.wait(now))
        now = max(now, pauses.until)
    assert waits[0] == 0
    assert all(0 < wait <= LONGEST_SECONDS + 1e-6 for wait in waits[1:])
    assert pauses.lasting
    pauses.answered()
    assert not pauses.lasting


def test_failures_of_what_was_in_flight_together_are_one_round() -> None:
    pauses = Pauses()
    for _ in range(12):
        pauses.failed(0.0, 1.0)
    assert pauses.wait(0.0) == 0.5
    assert pauses.failures >= LASTING


def test_an_answer_never_shortens_a_flood() -> None:
    pauses = Pauses()
    pauses.flooded(10.0, 30)
    pauses.answered()
    pauses.flooded(11.0, 1)
    assert pauses.wait(11.0) == 29
