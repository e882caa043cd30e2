"""/announce: compose, choose the segment, preview, send now or at a time, watch, stop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, TEXT, UpdateType

from bot.domain.announcements import AnnouncementStatus, check_may_announce
from bot.domain.ids import AnnouncementId
from bot.domain.typed_times import Kind, read_moments
from bot.services import announcements
from bot.services.announcements import Standing
from bot.services.registration import enrol_organiser
from bot.views import announcements as views
from bot.views.announcements import AnnouncementTap, SegmentTap
from bot.views.menu import Door, MenuTap
from bot.views.screens import Attachment, Screen
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation

COMPOSE, WHEN = "compose", "when"


async def begin(update: Update, context: Context) -> str:
    """/announce. An organiser who takes no part in the event becomes a person with it."""
    check_may_announce(context.actor.role)
    user = update.effective_user
    if user is not None:
        await enrol_organiser(
            context.uow,
            context.actor,
            context.event,
            name=user.full_name,
            username=user.username,
            language_code=user.language_code,
        )
    context.show(views.compose_screen(context.words, context.event))
    return COMPOSE


async def compose(update: Update, context: Context) -> str | int:
    """The organiser sends the message itself."""
    screen = _composed(update.message)
    if screen is None:
        context.show(views.cannot_announce_that(context.words))
        return COMPOSE
    id_ = await announcements.compose(context.uow, context.event, context.actor, context.person, screen)
    standing = await announcements.look(context.uow, context.event, context.actor, id_)
    context.show(views.segment_screen(context.words, standing.announcement, standing.size))
    return ConversationHandler.END


def _composed(message: Message | None) -> Screen | None:
    """What was sent, as what will arrive; None for what cannot be announced."""
    if message is None:
        return None
    if message.text:
        return Screen(message.text_html)
    if message.photo:
        return Screen(message.caption_html or "", attachment=Attachment("photo", file_id=message.photo[-1].file_id))
    if message.document:
        file = Attachment("document", name=message.document.file_name, file_id=message.document.file_id)
        return Screen(message.caption_html or "", attachment=file)
    return None


async def choose_segment(_update: Update, context: Context) -> int:
    """Back to the segment."""
    standing = await _look(context, context.tap(AnnouncementTap).announcement)
    _show(context, standing)
    return ConversationHandler.END


async def switch_condition(_update: Update, context: Context) -> None:
    """One condition of the segment is tapped: its list opens, or it is switched."""
    tap = context.tap(SegmentTap)
    standing = await _look(context, tap.announcement)
    if tap.value is None:
        lists = await announcements.choices(context.uow, context.event)
        context.show(views.choice_screen(context.words, standing.announcement, tap.condition, *lists))
        return
    segment = standing.announcement.segment.toggled(tap.condition, tap.value)
    id_ = AnnouncementId(tap.announcement)
    standing = await announcements.aim(context.uow, context.event, context.actor, id_, segment)
    _show(context, standing)


async def preview(_update: Update, context: Context) -> int:
    """Exactly what will arrive, as a message of its own, and below it the buttons that send."""
    standing = await _look(context, context.tap(AnnouncementTap).announcement)
    if standing.announcement.status is not AnnouncementStatus.DRAFT:
        _show(context, standing)
        return ConversationHandler.END
    context.forget_keyboard()
    context.send(views.part(context.words, standing.announcement))
    context.send(views.confirm_screen(context.words, standing.announcement, standing.size))
    return ConversationHandler.END


async def toggle_read_button(_update: Update, context: Context) -> None:
    """The *Read* button, on or off."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    standing = await announcements.toggle_read_button(context.uow, context.event, context.actor, id_)
    context.show(views.confirm_screen(context.words, standing.announcement, standing.size))


async def send_now(_update: Update, context: Context) -> None:
    """Send now."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    standing = await announcements.send_now(
        context.uow, context.event, context.actor, id_, shown_in=_tapped_message(context)
    )
    _show(context, standing)


async def ask_when(_update: Update, context: Context) -> str:
    """Send later: asks for the time in words."""
    standing = await _look(context, context.tap(AnnouncementTap).announcement)
    context.draft["announcement"] = standing.announcement.id
    context.show(views.when_screen(context.words, standing.announcement))
    return WHEN


async def read_when(update: Update, context: Context) -> str:
    """The time in words; a button confirms it."""
    assert update.message is not None
    assert update.message.text is not None
    standing = await _look(context, int(context.draft["announcement"]))
    words, event = context.words, context.event
    reading = read_moments(update.message.text, language=words.language, now=context.now, zone=event.zone, days=None)
    moments = [moment for moment in reading.moments if moment > context.now]
    if reading.kind in {Kind.MOMENT, Kind.CHOICE} and moments:
        context.show(views.time_choice(words, event, standing.announcement.id, moments))
    else:
        context.show(views.time_unclear(words))
    return WHEN


async def send_at(_update: Update, context: Context) -> int:
    """The time is confirmed."""
    tap = context.tap(AnnouncementTap)
    moment = datetime.fromtimestamp(tap.at or 0, UTC)
    standing = await announcements.send_later(
        context.uow,
        context.event,
        context.actor,
        AnnouncementId(tap.announcement),
        moment,
        shown_in=_tapped_message(context),
    )
    _show(context, standing)
    return ConversationHandler.END


async def stop(_update: Update, context: Context) -> None:
    """Stop sending."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    _show(context, await announcements.stop(context.uow, context.event, context.actor, id_))


async def look(_update: Update, context: Context) -> None:
    """The numbers, fresh."""
    _show(context, await _look(context, context.tap(AnnouncementTap).announcement))


async def discard(_update: Update, context: Context) -> int:
    """Throw it away."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    await announcements.discard(context.uow, context.event, context.actor, id_)
    standing = await _look(context, id_)
    if standing.progress is not None and standing.progress.total:
        _show(context, standing)
    else:
        context.show(views.discarded(context.words))
    return ConversationHandler.END


async def read(_update: Update, context: Context) -> None:
    """A participant presses *Read*."""
    await announcements.read(context.uow, context.person, AnnouncementId(context.tap(AnnouncementTap).announcement))
    context.toast(views.noted_read(context.words))


async def _look(context: Context, id_: int) -> Standing:
    return await announcements.look(context.uow, context.event, context.actor, AnnouncementId(id_))


def _show(context: Context, standing: Standing) -> None:
    found, words = standing.announcement, context.words
    match found.status:
        case AnnouncementStatus.DRAFT:
            context.show(views.segment_screen(words, found, standing.size))
        case AnnouncementStatus.SCHEDULED:
            context.show(views.scheduled_screen(words, context.event, found, standing.size))
        case _:
            assert standing.progress is not None
            context.show(views.progress_screen(words, found, standing.progress))


def _tapped_message(context: Context) -> int | None:
    message = context.query.message if context.query else None
    return message.message_id if message else None


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The conversation, then what works outside it too."""
    later = on(AnnouncementTap, ask_when, act="later")
    conversation = DurableConversation(
        "announce",
        entry_points=[
            CommandHandler("announce", begin, filters=UpdateType.MESSAGE),
            on(MenuTap, begin, door=Door.ANNOUNCE),
            later,
        ],
        states={
            COMPOSE: [MessageHandler(UpdateType.MESSAGE & ~COMMAND, compose)],
            WHEN: [
                MessageHandler(UpdateType.MESSAGE & TEXT & ~COMMAND, read_when),
                on(AnnouncementTap, send_at, act="at"),
                on(AnnouncementTap, preview, act="preview"),
            ],
        },
        fallbacks=[on(AnnouncementTap, discard, act="discard")],
    )
    return [
        conversation,
        on(SegmentTap, switch_condition),
        on(AnnouncementTap, choose_segment, act="segment"),
        on(AnnouncementTap, preview, act="preview"),
        on(AnnouncementTap, toggle_read_button, act="read_button"),
        on(AnnouncementTap, send_now, act="now"),
        on(AnnouncementTap, send_at, act="at"),
        on(AnnouncementTap, stop, act="stop"),
        on(AnnouncementTap, look, act="look"),
        on(AnnouncementTap, discard, act="discard"),
        on(AnnouncementTap, read, act="read"),
    ]
