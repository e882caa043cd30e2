"""A backup that was made while people used the bot, put back later: nothing of the past is said again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import App
from bot.services.backups import backup, restore
from storage.tables import outbox
from tests.faults.scenes import agreed, asks, composed, copies, crowd, rows
from tests.floor import Floor

NEWS, LATER = "The doors are open", "Lunch is ready"


@pytest.mark.fault
@pytest.mark.timeout(200)
async def test_a_restored_backup_says_nothing_of_the_past_again_and_rings_the_bells_to_come(
    floor: Floor, tmp_path: Path
) -> None:
    for name in ("Ann", "Bo", "Cy", "Dee"):
        await floor.attendee(name)
    people = await crowd(floor, 40)
    await agreed(floor, "Ann", "Bo", "11:15")
    await asks(floor, "Ann", "Cy", "12:05")
    await agreed(floor, "Cy", "Dee", "10:00")
    await composed(floor, NEWS)
    before = floor.stage.tally["messages_sent"]
    for phone in people:
        phone.say("/menu")  # replies that are queued and in flight while the backup is made
    floor.phone("organiser").tap_data(*_button(floor, "Send now"))
    while floor.stage.tally["messages_sent"] < before + 20:
        await _turn(floor)
    made = await backup(floor.url, tmp_path / "backup.sqlite3")
    assert any(row.state == "queued" for row in await rows(floor, select(outbox.c.state))), "nothing was under way"
    await floor.settle(60)
    assert copies(people, NEWS) == [1] * 40
    await floor.clock_strikes("09:50")  # the bell of 10:00 rings after the backup
    await composed(floor, LATER)
    await floor.taps("organiser", "Send now")
    await floor.settle(60)
    await floor.app.stop()

    said = floor.stage.tally["messages_sent"], floor.stage.tally["edits"]
    where = tmp_path / "elsewhere" / "matchbell.sqlite3"
    where.parent.mkdir()
    url = f"sqlite:///{where}"
    restored = await restore(url, made.path, floor.clock.now())
    assert restored.kept is None
    assert restored.settled.announcements_stopped == 1
    floor.app = App(
        floor.app.settings.model_copy(update={"database": floor.app.settings.database.model_copy(update={"url": url})}),
        clock=floor.clock,
        patience=None,
    )
    try:
        await floor.app.start()
        await floor.settle(60)
        floor.clock.advance(300)
        await floor.settle(60)
        assert (floor.stage.tally["messages_sent"], floor.stage.tally["edits"]) == said, "something was said again"

        await floor.clock_strikes("11:00")
        for name, other in (("Ann", "Bo"), ("Bo", "Ann")):
            bell = floor.phone(name).last["text"]
            assert "🔔" in bell
            assert f"{other} Tester" in bell
        assert "What would you like to do" in await floor.says("Dee", "/menu")
        assert copies(people, NEWS) == copies(people, LATER) == [1] * 40
    finally:
        await floor.app.stop()


def _button(floor: Floor, label: str) -> tuple[int, str]:
    for message in reversed(floor.phone("organiser").messages):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if label in button["text"]:
                    return message["message_id"], button["callback_data"]
    raise AssertionError(label)


async def _turn(floor: Floor) -> None:
    """Let the next thing happen, and not everything."""
    await asyncio.sleep(0.005)
    waiting = floor.clock.next_sleeper()
    if waiting is not None and not floor.busy():
        floor.clock.jump_to(waiting)
