"""One person sends two thousand messages: it is they who wait, and nobody else."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select

from storage.tables import inbox, outbox
from tests.faults.scenes import crowd, rows
from tests.floor import open_floor

BURST, CAP = 20, 60  # the settings' defaults
FLOOD = 2000


@pytest.mark.fault
@pytest.mark.timeout(240)
async def test_a_flood_from_one_person_delays_nobody_else_and_is_spoken_of_once(sqlite_url: str) -> None:
    async with open_floor(sqlite_url, strict=False, sending={"per_second": 10_000.0}) as floor:
        flooder = await floor.attendee("Max")
        others = await crowd(floor, 20)
        for n in range(FLOOD):
            flooder.say(f"{n}")
        menus = [other.say("/menu") for other in others]
        assert len(menus) == 20
        standing = floor.clock.now()
        await floor.settle(120)
        turned = (floor.clock.now() - standing).total_seconds()
        assert turned < 1, "the others had to wait for the clock"

        for other in others:
            assert any("What would you like to do" in m["text"] for m in other.messages)
        # In the order in which replies were owed, the flooder had a burst, and then it was the others' turn.
        ids = select(outbox.c.id, outbox.c.chat_id).where(outbox.c.kind == "reply").order_by(outbox.c.id)
        order = [row.chat_id for row in await rows(floor, ids)]
        last = max(place for place, chat in enumerate(order) if chat != flooder.id)
        assert Counter(order[:last])[flooder.id] <= BURST + 1

        states = {
            (row.user_id == flooder.id, row.state): row.number
            for row in await rows(
                floor,
                select(inbox.c.user_id, inbox.c.state, func.count().label("number")).group_by(
                    inbox.c.user_id == flooder.id, inbox.c.state
                ),
            )
        }
        assert states[False, "done"] == 20
        assert states.keys() == {(False, "done"), (True, "done"), (True, "new"), (True, "shed")}
        assert sum(number for (theirs, _), number in states.items() if theirs) == FLOOD
        assert states[True, "done"] >= BURST
        assert states[True, "new"] <= CAP

        floor.clock.advance(120)
        await floor.settle(120)
        heard = [m["text"] for m in flooder.messages if m["from"]["is_bot"] and "☀️" not in m["text"]]  # no digest
        told = [text for text in heard if "did not understand" not in text]
        assert len(told) == 1, told
        done = await rows(
            floor, select(inbox.c.update_id).where(inbox.c.user_id == flooder.id, inbox.c.state == "done")
        )
        assert len(heard) == len(done) + 1, "what was not put aside was not all answered"
        assert len(done) == states[True, "done"] + states[True, "new"]
        assert "What would you like to do" in await floor.says("Max", "/menu"), "they are not heard any more"
