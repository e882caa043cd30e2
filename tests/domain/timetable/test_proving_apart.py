"""Two processes at one instance: the same answer as one, in time, and nobody is left behind."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.timetable.instances import Instance, Request, Session, break_counts, instance_faults, read_instance
from bot.domain.timetable.proving import Proof, Status, prove, rising
from bot.domain.timetable.proving.apart import Question, Worker
from bot.domain.timetable.proving.deciding import Manner, decide
from bot.domain.timetable.proving.domains import possible_slots
from bot.domain.timetable.proving.encoding import encode
from bot.domain.timetable.proving.floors import least_breaks
from bot.domain.timetable.proving.swapping import Swapping
from tests.domain.timetable.instances import PUBLISHED, drawn

published = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published instances are not here")


def _published(name: str) -> Instance:
    return read_instance(PUBLISHED / f"{name}.original.dzn")


@pytest.fixture
def nothing_is_easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first question on, all are asked in other processes."""
    monkeypatch.setattr(rising, "LARGE", 0)


def _good(instance: Instance, proof: Proof) -> None:
    assert proof.assignment is not None
    assert instance_faults(instance, proof.assignment) == []
    assert sum(break_counts(instance, proof.assignment)) == proof.objective


@published
@pytest.mark.usefixtures("nothing_is_easy")
@pytest.mark.parametrize(("name", "breaks"), [("tic-12", 0), ("forumt-14crafc", 5)])
def test_two_processes_find_what_one_finds(name: str, breaks: int) -> None:
    instance = _published(name)
    heard: list[tuple[int, int | None]] = []
    proof = prove(instance, processes=2, tell=lambda bound, best: heard.append((bound, best)))
    assert (proof.status, proof.objective, proof.bound) == (Status.OPTIMAL, breaks, breaks)
    _good(instance, proof)
    assert heard[-1] == (breaks, breaks)
    assert multiprocessing.active_children() == []


@published
@pytest.mark.usefixtures("nothing_is_easy")
def test_two_processes_find_out_that_there_is_nothing() -> None:
    """Three people who all meet each other in two slots: only all rules together show that it cannot be."""
    three = tuple(Request(one, two, Session.EITHER) for one, two in ((0, 1), (1, 2), (0, 2)))
    instance = _published("tic-12")
    nobody, none = (frozenset[int](),) * 3, (0,) * 3
    tight = replace(instance, participants=3, meetings=three, slots=2, forbidden=nobody, before=nobody, fixed=none)
    proof = prove(tight, processes=2)
    assert proof.status is Status.INFEASIBLE
    assert multiprocessing.active_children() == []


@published
def test_when_the_time_is_over_it_ends_with_the_best_and_leaves_no_process() -> None:
    instance = _published("forum-13crafb")
    began = time.perf_counter()
    proof = prove(instance, seconds=12, processes=2)
    assert time.perf_counter() - began < 16  # with what the machine does beside
    assert proof.status in {Status.FEASIBLE, Status.OPTIMAL}
    assert proof.bound <= 6 <= (proof.objective or 0)
    _good(instance, proof)
    assert multiprocessing.active_children() == []


@published
@pytest.mark.usefixtures("nothing_is_easy")
def test_when_a_process_is_lost_it_goes_on_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def begun_and_killed(worker: Worker, *arguments: object) -> None:
        begin(worker, *arguments)  # type: ignore[arg-type]
        worker._process.kill()

    begin = Worker.__init__
    monkeypatch.setattr(Worker, "__init__", begun_and_killed)
    assert prove(_published("tic-12"), processes=2).objective == 0


@published
def test_a_process_that_is_ended_is_gone() -> None:
    instance = _published("forum-13crafb")
    worker = Worker(instance, possible_slots(instance), Question(5, True, Manner.OWN))
    assert len(multiprocessing.active_children()) == 1
    worker.end()
    assert multiprocessing.active_children() == []


@settings(max_examples=40, deadline=None)
@given(drawn(), st.integers(0, 99))
def test_swapping_keeps_every_rule(instance: Instance, seed: int) -> None:
    proof = prove(instance)
    if proof.assignment is None:
        return
    masks = possible_slots(instance)
    most = instance.fair + min(least_breaks(instance, masks), default=0)
    found: list[list[int]] = []
    swapping = Swapping(instance, masks, proof.assignment, most=most + 9)
    swapping.run(600, seed=seed, target=-1, left=lambda: 1.0, found=found.append)
    assert instance_faults(replace(instance, fair=instance.slots), swapping._slot) == []
    assert sum(break_counts(instance, swapping._slot)) == swapping._breaks
    counts = break_counts(instance, swapping._slot)
    assert sorted(swapping._waiting) == [person for person, breaks in enumerate(counts) if breaks]


@published
def test_swapping_finds_the_fewest_breaks_of_an_easy_instance() -> None:
    instance = _published("tic-12")
    masks = possible_slots(instance)
    encoding = encode(instance, masks, somebody_has_none=True)
    model = decide(encoding, None, lambda: 60.0)
    assert isinstance(model, list)
    first = encoding.assignment(model, len(instance.meetings))
    assert sum(break_counts(instance, first)) > 5
    found: list[list[int]] = []
    Swapping(instance, masks, first, most=2).run(100_000, seed=3, target=0, left=lambda: 60.0, found=found.append)
    assert instance_faults(instance, found[-1]) == []
    assert sum(break_counts(instance, found[-1])) == 0


@published
def test_out_of_time_swapping_stops() -> None:
    instance = _published("tic-12")
    first = prove(instance).assignment
    assert first is not None
    swapping = Swapping(instance, possible_slots(instance), first, most=2)
    swapping.run(10**9, seed=0, target=-1, left=lambda: 0.0, found=lambda _: None)
    assert list(first) == swapping._slot
