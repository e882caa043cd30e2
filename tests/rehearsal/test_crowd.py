"""A crowd that plays with a scripted bot."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import RunningClock
from bot.rehearsal.crowd import Crowd, Habits, report
from bot.rehearsal.crowd.habits import SLEEPS, WAKES
from bot.rehearsal.personas import personas
from bot.rehearsal.stage import Stage
from tests.rehearsal.conftest import TOKEN, play
from tests.rehearsal.scripted_bot import SLOT, ScriptedBot

DAYS = (date(2022, 4, 26), date(2022, 4, 27))
BEGINS = datetime(2022, 4, 25, 5, 0, tzinfo=UTC)
OVER = datetime(2022, 4, 27, 18, 0, tzinfo=UTC)
VILNIUS = ZoneInfo("Europe/Vilnius")
GOOD = Habits(blocks=0, cancels=0, moves=0, withdraws=0)


class Play:
    """A crowd, a scripted bot and a clock that is turned from one thing to the next."""

    def __init__(self, size: int, seed: int = 1, habits: Habits | None = None) -> None:
        self.clock = RunningClock(BEGINS, speed=0)
        self.stage = Stage(TOKEN, self.clock, strict=False)
        self.cast = personas(size, seed=3)
        for persona in self.cast:
            self.stage.add_person(persona.first_name, persona.last_name, id=persona.telegram_id, zone="Europe/Vilnius")
        self.bot = ScriptedBot(self.stage)
        self.crowd = Crowd(self.stage, self.cast, self.clock, seed, days=DAYS, habits=habits)

    async def until(self, end: datetime = OVER) -> None:
        """From one thing to the next."""
        while True:
            while self.crowd.act_due() + self.bot.serve():
                pass
            following = self.crowd.next_act()
            if following is None or following > end:
                break
            self.clock.jump_to(following)
        self.clock.jump_to(end)


async def played(size: int = 6, seed: int = 1, habits: Habits | None = None) -> Play:
    one = Play(size, seed, habits)
    await one.crowd.start(size)
    await one.until()
    await one.crowd.stop()
    return one


async def test_everybody_registers_by_answering_what_is_asked() -> None:
    one = await played()
    assert report(one.stage, one.crowd).numbers["people"]["registered"] == 6
    for persona in one.cast:
        said = {what for _, who, what in one.bot.heard if who == persona.telegram_id}
        assert persona.organisation in said
        assert "✅ Register" in said


async def test_people_ask_for_meetings_and_answer_those_who_ask() -> None:
    one = await played(12)
    requests = report(one.stage, one.crowd).numbers["requests"]
    assert requests["made"] >= 12
    assert requests["accepted"] > requests["declined"] > 0
    assert requests["made"] == requests["accepted"] + requests["declined"] + requests["still open"]


async def test_the_same_seed_brings_the_same_play_and_another_seed_another() -> None:
    first, again, other = await played(5), await played(5), await played(5, seed=2)
    assert first.bot.heard == again.bot.heard
    assert first.bot.heard != other.bot.heard


async def test_nobody_begins_anything_at_night() -> None:
    one = await played(10)
    times = [at.astimezone(VILNIUS).time() for at, _, _ in one.bot.heard]
    assert times
    late_end = (datetime.combine(DAYS[0], SLEEPS) + timedelta(hours=1)).time()
    assert all(WAKES <= at <= late_end for at in times)


async def test_two_meetings_at_one_time_and_one_table_for_two_pairs_are_found() -> None:
    one = await played(12, habits=GOOD)
    problems = report(one.stage, one.crowd).problems
    assert any("Table 4 is taken twice at Wed 27 April 10:00" in problem for problem in problems)
    assert any("is taken twice" in problem and "Table" not in problem for problem in problems)


async def test_a_meeting_without_a_bell_is_found_and_one_with_its_bell_is_counted() -> None:
    one = Play(2, habits=GOOD)
    await one.crowd.start(2)
    ann, bo = one.cast
    for who, other in ((ann, bo), (bo, ann)):
        one.stage.person(who.telegram_id).started = True
        one.bot.send(who.telegram_id, f"{other.full_name} would like to meet you")
        one.bot.send(who.telegram_id, f"✅ Agreed: you meet {other.full_name}\n{SLOT.format(at='10:00')}")
    one.clock.jump_to(datetime(2022, 4, 27, 6, 45, 20, tzinfo=UTC))
    one.bot.send(ann.telegram_id, f"🔔 In 15 minutes: {bo.full_name}\n📍 Table 4\n{SLOT.format(at='10:00')}")
    one.clock.jump_to(OVER)
    found = report(one.stage, one.crowd)
    assert found.numbers["meetings"]["held"] == 1
    assert (found.numbers["bells"]["in time"], found.numbers["bells"]["never"]) == (1, 1)
    assert [problem for problem in found.problems if "bell" in problem] == [
        f"no bell rang for {bo.full_name} before the meeting at Wed 27 April 10:00"
    ]
    await one.crowd.stop()


async def test_a_bell_for_a_cancelled_meeting_and_one_that_came_late_are_found() -> None:
    one = Play(3, habits=GOOD)
    await one.crowd.start(3)
    ann, bo, cy = one.cast
    one.stage.person(ann.telegram_id).started = True
    for other in (bo, cy):
        one.bot.send(ann.telegram_id, f"{other.full_name} would like to meet you")
        one.bot.send(ann.telegram_id, f"✅ Agreed: you meet {other.full_name}\n{SLOT.format(at='10:00')}")
    one.bot.send(ann.telegram_id, f"❌ Cancelled: your meeting with {bo.full_name}")
    one.clock.jump_to(datetime(2022, 4, 27, 6, 55, tzinfo=UTC))
    for other in (bo, cy):
        one.bot.send(ann.telegram_id, f"🔔 In 5 minutes: {other.full_name}\n📍 Table 4\n{SLOT.format(at='10:00')}")
    found = report(one.stage, one.crowd)
    assert "a bell rang for a meeting that was cancelled" in found.problems
    assert found.numbers["bells"]["late"] == 2
    await one.crowd.stop()


async def test_what_nobody_understands_is_counted_and_harms_nobody() -> None:
    one = Play(2)
    await one.crowd.start(2)
    ann = one.cast[0].telegram_id
    one.stage.person(ann).started = True
    one.bot.send(ann, "Guten Tag\nzusammen", "Weiter")
    play(one.stage, "sendMessage", chat_id=ann, text="Guten Tag")
    await one.until()
    found = report(one.stage, one.crowd)
    assert found.not_understood["Guten Tag"] == 2
    assert "Guten Tag" in found.text()
    await one.crowd.stop()


async def test_those_who_block_the_bot_do_nothing_more_and_are_counted() -> None:
    one = await played(8, habits=Habits(blocks=1, comes_back=0))
    people = report(one.stage, one.crowd).numbers["people"]
    assert people["blocked the bot"] == people["blocking it still"] == 8
    assert not [problem for problem in report(one.stage, one.crowd).problems if "arrived" in problem]


async def test_an_apology_of_the_bot_is_a_problem() -> None:
    one = Play(1)
    await one.crowd.start(1)
    one.stage.person(one.cast[0].telegram_id).started = True
    one.bot.send(one.cast[0].telegram_id, "Sorry, that did not work.\nThe fault is ours.")
    assert report(one.stage, one.crowd).problems == ["the bot said: Sorry, that did not work."]
    await one.crowd.stop()


async def test_phones_with_a_role_are_left_to_their_owners() -> None:
    one = Play(3)
    one.stage.person(one.cast[0].telegram_id).role = "participant"
    await one.crowd.start(3)
    await one.until()
    assert one.crowd.status()["size"] == 2
    assert one.cast[0].telegram_id not in {who for _, who, _ in one.bot.heard}
    await one.crowd.stop()


async def test_a_crowd_that_rests_does_nothing_and_goes_on_where_it_was() -> None:
    one = Play(4)
    await one.crowd.start(2)
    await one.crowd.stop()
    assert one.crowd.next_act() is None
    assert one.crowd.status()["running"] is False
    one.clock.advance(3_600)
    assert one.crowd.act_due() == 0
    await one.crowd.start(4)
    assert one.crowd.act_due() > 0
    await one.until()
    assert one.crowd.status()["registered"] == 4
    await one.crowd.stop()


async def test_on_a_running_clock_they_act_by_themselves() -> None:
    one = Play(2)
    one.clock.set_speed(3_600)
    heard = asyncio.Event()
    one.stage.updates.watch(lambda _: heard.set())
    await one.crowd.start(2)
    await asyncio.wait_for(heard.wait(), 20)
    one.bot.serve()
    assert one.bot.heard[0][2] == "/start"
    await one.crowd.stop()


async def test_a_bot_that_never_answers_is_noted_and_nobody_waits_for_ever() -> None:
    one = Play(2)
    await one.crowd.start(2)
    while (following := one.crowd.next_act()) is not None and following < OVER:
        one.clock.jump_to(following)
        one.crowd.act_due()
    found = report(one.stage, one.crowd)
    assert found.numbers["no reaction to"] == {"“/start”": 2}
    assert one.crowd.next_act() is None
    await one.crowd.stop()


async def test_books_of_the_bot_that_tell_another_story_are_a_problem() -> None:
    one = await played(6, habits=GOOD)
    seen = report(one.stage, one.crowd).numbers
    made, held = seen["requests"]["made"], seen["meetings"]["held"]
    books = {"meetings": {"held": held, "declined": made - held}, "bells": {"in_time": 0}, "left": {"updates": 0}}

    def mismatches(of_the_bot: dict[str, dict[str, int]]) -> list[str]:
        found = report(one.stage, one.crowd, of_the_bot).problems
        return [problem for problem in found if "books" in problem or "left over" in problem]

    assert mismatches(books) == []
    books["left"]["updates"] = 2
    books["meetings"]["declined"] += 1
    assert mismatches(books) == [
        f"requests: {made} on the phones, {made + 1} in the bot's books",
        "left over in the bot: 2 updates",
    ]
