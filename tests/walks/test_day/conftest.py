"""A floor on which no overview of the day comes between two taps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.services.event_files import find_event_file
from tests.floor import Floor, open_floor


@pytest.fixture
async def floor(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Floor]:
    """The matchmaking day at nine; the morning's digest was due so early that it is of no more use."""
    text = find_event_file("vilnius-2022").read_text(encoding="utf-8")
    assert 'digest_morning = "08:00"' in text
    early = tmp_path / "vilnius-2022.toml"
    early.write_text(text.replace('digest_morning = "08:00"', 'digest_morning = "06:00"'), encoding="utf-8")
    async with open_floor(sqlite_url, event_file=early) as opened:
        yield opened
