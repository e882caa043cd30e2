"""A change of the event: previewed, and done by one tap. The role and the event are checked on every press."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.changes import DeskChange, from_json, to_json
from bot.domain.events import Block, Session
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.services import changes
from bot.services.meetings import Organiser
from bot.views.changes import ChangesTap, floor
from bot.views.changes import preview as views
from bot.views.screens import Button
from handlers.context import Context
from handlers.organising import as_organiser

END = ConversationHandler.END
PENDING, LAST = "change", "changed"  # what the draft keeps: the preview that can be done, and the one that was


def check_role(context: Context) -> None:
    """Owners and the desk of the event that they are at. Refused: no_event, organisers_only."""
    _ = context.event
    if context.actor.role not in {Role.OWNER, Role.DESK}:
        raise Refused("organisers_only")


def session_of(context: Context, session_id: int | None) -> Session:
    """A session of this event, cancelled ones included. Refused: session_gone."""
    event = context.event
    for one in (*event.sessions, *event.former_sessions):
        if one.id == session_id:
            return one
    raise Refused("session_gone")


def block_of(context: Context, block_id: int | None) -> Block:
    """A block of this event. Refused: block_gone."""
    for one in context.event.blocks:
        if one.id == block_id:
            return one
    raise Refused("block_gone")


async def show_preview(context: Context, change: DeskChange, back: Button) -> int:
    """Whom it would concern; *Do it* belongs to this preview alone."""
    effect = await changes.preview(context.uow, context.event, change)
    token = context.run.update_id
    context.draft[PENDING] = {
        "token": token,
        "event": context.event.id,
        "revision": context.event.revision,
        "change": to_json(change),
        "back": {"label": back.label, "data": back.data},
    }
    context.show(views.preview(context.words, context.event, change, effect, token, back))
    return END


async def do(_update: Update, context: Context) -> int:
    """*Do it*. A preview that has been overtaken by another change is drawn anew first."""
    check_role(context)
    tap, pending, words = context.tap(ChangesTap), context.draft.get(PENDING), context.words
    if tap.a is not None and context.draft.get(LAST) == tap.a:
        context.toast(views.done_already(words))
        return END
    event = context.event
    if pending is None or pending["token"] != tap.a or pending["event"] != event.id:
        context.toast(views.overtaken(words))
        context.show(floor.opened(words, event))
        return END
    change = from_json(pending["change"])
    if pending["revision"] != event.revision:
        context.toast(views.look_again(words))
        return await show_preview(context, change, Button(pending["back"]["label"], pending["back"]["data"]))
    organiser = await as_organiser(context)
    effect = await changes.change(context.uow, event, change, by=Organiser(organiser.id))
    del context.draft[PENDING]
    context.draft[LAST] = tap.a
    context.show(views.done(words, event, change, effect))
    return END
