"""The lists of a timetable stay one message, whoever is in it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import AttendeeId, EventId, MeetingId, ProposalId
from bot.domain.proposals import Entry, Listed, Matter, Proposal, Stage, Standing
from bot.services.timetable.asking import A_PAGE
from bot.views import timetable as views
from bot.views.words import Words
from storage import meetings
from storage.database import Database
from tests.meetings import Hall


async def test_a_page_of_large_groups_with_long_names_is_one_message(database: Database) -> None:
    hall = await Hall.open(database)
    await hall.join("Ann", "Bo")
    meeting = await hall.agreed("Ann", "Bo", "10:00")
    async with database.reading() as connection:
        found = await meetings.parties(connection, meeting.sides)
    one = found[meeting.requester_id]
    parties = {
        AttendeeId(n): replace(one, attendee=replace(one.attendee, id=AttendeeId(n), name="\u05e9" * 100))
        for n in range(12)
    }
    sides = tuple(parties)
    large = type("Large", (), {"id": MeetingId(1), "sides": sides, "slot_id": meeting.slot_id, "place_id": 1})()
    entry = Entry(large, parties, (int(meeting.slot_id or 0), 1), "others_instead", sides)
    standing = Standing(hall.event, Proposal(ProposalId(1), EventId(1), Matter.TIMETABLE, Stage.READY, hall.now))
    listed = Listed(standing, (entry,) * A_PAGE, 60, 0, 10)
    words = Words("en", hall.event.zone)
    for shown in (views.movers(words, listed), views.unplaced(words, listed)):
        assert len(shown.text) < 4_096
        assert "+8" in shown.text
