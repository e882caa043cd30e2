"""An honest word to whoever's update had to be given up."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.notices import Lane, Notice
from bot.intake.reading import Sender
from bot.views import fallback as views
from bot.views.menu import menu_button
from bot.views.words import Words
from storage import people
from storage.unit_of_work import UnitOfWork


async def apologise(uow: UnitOfWork, sender: Sender, update_id: int) -> None:
    """Tell the person that it did not work and that nothing was changed; once an update, only in private."""
    if sender.private_chat is None or sender.membership:
        return
    person = await people.person_by_telegram(uow.connection, sender.user_id)
    words = Words(person.language if person else sender.language or "en", ZoneInfo("UTC"))
    uow.owe(
        Notice(
            chat_id=sender.private_chat,
            lane=Lane.REPLY,
            kind="reply",
            due_at=uow.now,
            person_id=person.id if person else None,
            screen=views.parked(words, ((menu_button(words),),)).to_json(),
            once_key=f"parked:{update_id}",
        )
    )
