"""What the desk reads about a repair."""

from __future__ import annotations

import pytest

from bot.domain.absences import Absence, Why
from bot.domain.ids import EventId, ProposalId
from bot.domain.people import Mode
from bot.domain.proposals import Matter, Proposal, Stage
from bot.services.repairs import Going, Standing
from bot.views import repairs as views
from bot.views.words import Words
from storage import meetings
from storage.database import Database
from tests.meetings import Hall, at


@pytest.mark.parametrize(("mode", "said"), [(Mode.ONSITE, "table 1"), (Mode.ONLINE, "virtual room 1")])
async def test_another_place_at_the_same_time_is_named_as_what_it_is(database: Database, mode: Mode, said: str) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann")
    await hall.join("Bo", mode=mode)
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    async with database.reading() as connection:
        parties = await meetings.parties(connection, meeting.sides)
    numbers = {"kept": 0, "moved": 1, "lost": 0, "others": 0, "people": 2}
    found = Proposal(ProposalId(1), EventId(1), Matter.REPAIR, Stage.READY, hall.now, progress=numbers)
    ann = parties[hall.ids["Ann"]].attendee
    going = (Going(meeting, meeting.slot_id, meeting.place_id),)
    absence = Absence(Why.LATE, at("10:00"))
    shown = views.standing(
        Words("en", hall.event.zone), Standing(hall.event, found, ann, absence, (), going, (), parties)
    )
    assert said in shown.text
