"""People of a hall who offer and need things, registered at the hall's moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.people import AttendeeType, Interest, Side
from storage import people
from tests.meetings import Hall
from tests.people import join


def wants(offers: Sequence[str] = (), needs: Sequence[str] = ()) -> list[Interest]:
    """Offers and needs in own words."""
    return [*(Interest(Side.OFFER, None, one) for one in offers), *(Interest(Side.NEED, None, one) for one in needs)]


async def comes(
    hall: Hall,
    name: str,
    offers: Sequence[str] = (),
    needs: Sequence[str] = (),
    *,
    kind: AttendeeType = AttendeeType.BUSINESS,
) -> None:
    """Somebody registers now."""
    async with hall.acting() as uow:
        hall.ids[name] = await join(
            uow.connection, hall.event, name, topics=wants(offers, needs), now=hall.now, type=kind
        )


async def rewrites(hall: Hall, name: str, interests: Sequence[Interest] | None = None, **columns: Any) -> None:
    """Somebody changes their profile now."""
    async with hall.acting() as uow:
        if interests is not None:
            await people.set_interests(uow.connection, hall.ids[name], interests)
        await people.change_attendee(uow.connection, hall.ids[name], now=uow.now, **columns)


def name_of(hall: Hall, attendee_id: int) -> str:
    """Who that is."""
    return next(name for name, known in hall.ids.items() if known == attendee_id)
