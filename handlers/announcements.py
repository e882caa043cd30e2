"""/announce: compose, choose the segment, preview, send now or at a time, watch, stop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler
from telegram.ext.filters import COMMAND, TEXT, UpdateType

from bot.domain.announcements import AnnouncementStatus, check_may_announce
from bot.domain.ids import AnnouncementId
from bot.domain.segments import Condition
from bot.domain.typed_times import Kind, read_moments
from bot.services import announcements
from bot.services.announcements import Composed, Standing
from bot.services.registration import enrol_organiser
from bot.views import announcements as views
from bot.views.announcements import AnnouncementTap, SegmentTap
from bot.views.menu import Door, MenuTap
from bot.views.screens import Attachment, Screen
from bot.views.taps import StaleTap
from handlers.callbacks import on
from handlers.context import Context
from handlers.durable import DurableConversation
from handlers.formatting import as_html

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
    message = update.message
    if message is not None and message.media_group_id is not None:
        if context.draft.get("album") != message.media_group_id:  # one sentence for all of it
            context.draft["album"] = message.media_group_id
            context.show(views.cannot_announce_albums(context.words))
        return COMPOSE
    composed = _composed(message)
    if composed is None:
        context.show(views.cannot_announce_that(context.words))
        return COMPOSE
    id_ = await announcements.compose(context.uow, context.event, context.actor, context.person, composed)
    standing = await announcements.look(context.uow, context.event, context.actor, id_)
    context.show(views.segment_screen(context.words, standing.announcement, standing.size))
    return ConversationHandler.END


def _composed(message: Message | None) -> Composed | None:
    """What was sent, as what will arrive; None for what cannot be announced."""
    if message is None:
        return None
    if message.text:
        return Composed(Screen(as_html(message.text, message.entities)), message.text)
    if message.photo:
        file = Attachment("photo", file_id=message.photo[-1].file_id)
    elif message.document and not message.animation:  # an animation is both
        file = Attachment("document", name=message.document.file_name, file_id=message.document.file_id)
    else:
        return None
    caption = message.caption or ""
    return Composed(Screen(as_html(caption, message.caption_entities), attachment=file), caption)


async def choose_segment(_update: Update, context: Context) -> int:
    """Back to the segment."""
    standing = await _look(context, context.tap(AnnouncementTap).announcement)
    _show(context, standing)
    return ConversationHandler.END


async def switch_condition(_update: Update, context: Context) -> None:
    """One condition of the segment is tapped: its list opens, or it is switched."""
    tap = context.tap(SegmentTap)
    standing = await _look(context, tap.announcement)
    if standing.announcement.status is not AnnouncementStatus.DRAFT:
        _show(context, standing)
        return
    if tap.value is None:
        if tap.condition not in {Condition.TYPE, Condition.COUNTRY, Condition.LANGUAGE}:
            raise StaleTap(tap.condition)
        lists = await announcements.choices(context.uow, context.event)
        context.show(views.choice_screen(context.words, standing.announcement, tap.condition, *lists))
        return
    try:
        segment = standing.announcement.segment.toggled(tap.condition, tap.value)
    except ValueError as error:
        raise StaleTap(tap.condition) from error
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
    preview_ = announcements.preview_subject(standing.announcement.id)
    context.send(views.part(context.words, standing.announcement), subject=preview_)
    context.send(views.confirm_screen(context.words, standing.announcement, standing.size))
    return ConversationHandler.END


async def confirm(_update: Update, context: Context) -> int:
    """Back to the buttons below the preview, in place."""
    standing = await _look(context, context.tap(AnnouncementTap).announcement)
    if standing.announcement.status is AnnouncementStatus.DRAFT:
        context.show(views.confirm_screen(context.words, standing.announcement, standing.size))
    else:
        _show(context, standing)
    return ConversationHandler.END


async def toggle_read_button(_update: Update, context: Context) -> None:
    """The *Read* button, on or off, in the preview too."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    standing = await _look(context, id_)
    if standing.announcement.status is not AnnouncementStatus.DRAFT:
        _show(context, standing)
        return
    standing = await announcements.toggle_read_button(context.uow, context.event, context.actor, id_)
    context.show(views.confirm_screen(context.words, standing.announcement, standing.size))


async def send_now(_update: Update, context: Context) -> int:
    """Send now."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    standing = await announcements.send_now(
        context.uow, context.event, context.actor, id_, shown_in=_tapped_message(context)
    )
    _show(context, standing)
    return ConversationHandler.END


async def ask_when(_update: Update, context: Context) -> str | int:
    """Send later: asks for the time in words."""
    standing = await _look(context, context.tap(AnnouncementTap).announcement)
    if not _waits(standing):
        _show(context, standing)
        return ConversationHandler.END
    context.draft["announcement"] = standing.announcement.id
    context.show(views.when_screen(context.words, context.event, standing.announcement))
    return WHEN


async def read_when(update: Update, context: Context) -> str | int:
    """The time in words; a button confirms it."""
    assert update.message is not None
    assert update.message.text is not None
    standing = await _look(context, int(context.draft["announcement"]))
    if not _waits(standing):
        _show(context, standing)
        return ConversationHandler.END
    words, event = context.words, context.event
    reading = read_moments(update.message.text, language=words.language, now=context.now, zone=event.zone, days=None)
    moments = [moment for moment in reading.moments if moment > context.now]
    if moments:
        context.show(views.time_choice(words, event, standing.announcement.id, moments, context.now))
    elif reading.kind is Kind.DAY and reading.day is not None:
        context.show(views.time_of_day_missing(words, reading.day))
    elif reading.kind is Kind.PAST or reading.moments:
        context.show(views.time_past(words))
    else:
        context.show(views.time_unclear(words))
    return WHEN


async def send_at(_update: Update, context: Context) -> int:
    """The time is confirmed."""
    tap = context.tap(AnnouncementTap)
    try:
        moment = datetime.fromtimestamp(tap.at or 0, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise StaleTap("at") from error
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


async def stop(_update: Update, context: Context) -> int:
    """Stop sending."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    _show(context, await announcements.stop(context.uow, context.event, context.actor, id_))
    return ConversationHandler.END


async def look(_update: Update, context: Context) -> None:
    """The numbers, fresh."""
    _show(context, await _look(context, context.tap(AnnouncementTap).announcement))
    context.toast(views.up_to_date(context.words))


async def discard(_update: Update, context: Context) -> int:
    """Throw it away."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    await announcements.discard(context.uow, context.event, context.actor, id_)
    _show(context, await _look(context, id_))
    return ConversationHandler.END


async def read(_update: Update, context: Context) -> None:
    """A participant presses *Read*."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    counted = await announcements.read(context.uow, context.person, id_)
    context.toast(views.noted_read(context.words) if counted else views.not_counted(context.words))


async def _look(context: Context, id_: int) -> Standing:
    return await announcements.look(context.uow, context.event, context.actor, AnnouncementId(id_))


def _show(context: Context, standing: Standing) -> None:
    found, words = standing.announcement, context.words
    match found.status:
        case AnnouncementStatus.DRAFT:
            context.show(views.segment_screen(words, found, standing.size))
        case AnnouncementStatus.SCHEDULED:
            context.show(views.scheduled_screen(words, context.event, found, standing.size))
        case AnnouncementStatus.STOPPED if found.audience is None:
            context.show(views.discarded(words))
        case _:
            assert standing.progress is not None
            context.show(views.progress_screen(words, found, standing.progress))


def _waits(standing: Standing) -> bool:
    """Whether it can still be given a time."""
    return standing.announcement.status in {AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED}


def _tapped_message(context: Context) -> int | None:
    message = context.query.message if context.query else None
    return message.message_id if message else None


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """The conversation, then what works outside it too."""
    later = on(AnnouncementTap, ask_when, act="later")
    # They work at any time; in the middle of the conversation they end it, so that words typed later are no time.
    ending = [
        on(AnnouncementTap, choose_segment, act="segment"),
        on(AnnouncementTap, preview, act="preview"),
        on(AnnouncementTap, confirm, act="confirm"),
        on(AnnouncementTap, send_now, act="now"),
        on(AnnouncementTap, send_at, act="at"),
        on(AnnouncementTap, stop, act="stop"),
        on(AnnouncementTap, discard, act="discard"),
    ]
    conversation = DurableConversation(
        "announce",
        entry_points=[
            CommandHandler("announce", begin, filters=UpdateType.MESSAGE),
            on(MenuTap, begin, door=Door.ANNOUNCE),
            later,
        ],
        states={
            COMPOSE: [MessageHandler(UpdateType.MESSAGE & ~COMMAND, compose)],
            WHEN: [MessageHandler(UpdateType.MESSAGE & TEXT & ~COMMAND, read_when)],
        },
        fallbacks=[*ending],
    )
    return [
        conversation,
        *ending,
        on(SegmentTap, switch_condition),
        on(AnnouncementTap, toggle_read_button, act="read_button"),
        on(AnnouncementTap, look, act="look"),
        on(AnnouncementTap, read, act="read"),
    ]
