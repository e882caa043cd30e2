"""What somebody heard last, the digest of the morning left aside: it comes when there is time for it."""

from __future__ import annotations

from typing import Any

from tests.floor import Floor


def heard(floor: Floor, name: str) -> str:
    """The text of the newest message that is no digest."""
    texts = [text for text in floor.everything(name).split("\n---\n") if not text.startswith("☀️")]
    return texts[-1] if texts else ""


async def rows(floor: Floor, query: Any) -> list[Any]:
    """What the database holds."""
    async with floor.app.database.reading() as connection:
        return list((await connection.execute(query)).all())
