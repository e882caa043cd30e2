"""The command menu of a chat follows its person's language and role; cosmetic, sent when there is time."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.notices import Action, Lane, Notice
from bot.domain.people import Role
from storage.unit_of_work import UnitOfWork


def menu_follows(uow: UnitOfWork, telegram_id: int, language: str, role: Role | None) -> None:
    """From now on the chat's list of commands is in `language`, with the commands of `role`.

    For whoever changes the one or the other; both are given as they are now.
    """
    uow.owe(
        Notice(
            chat_id=telegram_id,
            lane=Lane.NUDGE,
            kind="menu",
            due_at=uow.now,
            action=Action.MENU,
            useful_until=uow.now + timedelta(hours=1),
            facts={"language": language, "role": role.value if role else None},
        )
    )
