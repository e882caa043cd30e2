"""An organiser at work: the person behind them, also when they take no part in the event."""

from __future__ import annotations

from bot.domain.people import Person
from bot.services.registration import enrol_organiser
from handlers.context import Context
from storage import people


async def as_organiser(context: Context) -> Person:
    """Who acts; an organiser named in the configuration becomes a person with their first act. The role is checked
    before.
    """
    if context.actor.person is not None:
        return context.actor.person
    incoming = context.incoming
    user = incoming.effective_user if incoming else None
    person_id = await enrol_organiser(
        context.uow,
        context.actor,
        context.event,
        name=user.full_name if user else "",
        username=user.username if user else None,
        language_code=context.words.language,
    )
    return await people.person(context.uow.connection, person_id)
