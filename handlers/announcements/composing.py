"""Composing: the words in each language, the segment, the preview."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.announcements import AnnouncementStatus, check_may_announce
from bot.domain.ids import AnnouncementId
from bot.domain.segments import Condition
from bot.services import announcements
from bot.services.registration import enrol_organiser
from bot.views import announcements as views
from bot.views.announcements import AnnouncementTap, SegmentTap, Shelf, VersionTap
from bot.views.taps import StaleTap
from handlers.announcements.showing import COMPOSE, WRITE, composed_of, look_at, show, show_previews, tapped
from handlers.context import Context

SHELVES = {
    Shelf.DRAFTS: (AnnouncementStatus.DRAFT,),
    Shelf.SCHEDULED: (AnnouncementStatus.SCHEDULED,),
    Shelf.SENT: (AnnouncementStatus.SENDING, AnnouncementStatus.DONE, AnnouncementStatus.STOPPED),
}


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
    counted = await announcements.numbers(context.uow, context.event, context.actor)
    numbers = {shelf: sum(counted.get(status, 0) for status in statuses) for shelf, statuses in SHELVES.items()}
    context.show(views.compose_screen(context.words, context.event, numbers))
    return COMPOSE


async def compose(update: Update, context: Context) -> str | int:
    """The organiser sends the message itself."""
    composed = composed_of(context, update.message)
    if composed is None:
        return COMPOSE
    id_ = await announcements.compose(context.uow, context.event, context.actor, context.person, composed)
    show(context, await look_at(context, id_))
    return ConversationHandler.END


async def choose_segment(_update: Update, context: Context) -> int:
    """Back to the segment."""
    show(context, await tapped(context))
    return ConversationHandler.END


async def switch_condition(_update: Update, context: Context) -> None:
    """One condition of the segment is tapped: its list opens, or it is switched."""
    tap = context.tap(SegmentTap)
    standing = await look_at(context, tap.announcement)
    if standing.announcement.status is not AnnouncementStatus.DRAFT:
        show(context, standing)
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
    show(context, await announcements.aim(context.uow, context.event, context.actor, id_, segment))


async def preview(_update: Update, context: Context) -> int:
    """Exactly what will arrive, as messages of their own, and below them the buttons that send."""
    standing = await tapped(context)
    if standing.announcement.status is AnnouncementStatus.DRAFT:
        show_previews(context, standing)
    else:
        show(context, standing)
    return ConversationHandler.END


async def confirm(_update: Update, context: Context) -> int:
    """Back to the buttons below the preview, in place."""
    standing = await tapped(context)
    if standing.announcement.status is AnnouncementStatus.DRAFT:
        context.show(views.confirm_screen(context.words, standing.announcement, standing.size, standing.readers))
    else:
        show(context, standing)
    return ConversationHandler.END


async def toggle_read_button(_update: Update, context: Context) -> None:
    """The *Read* button, on or off, in the previews too."""
    standing = await tapped(context)
    if standing.announcement.status is not AnnouncementStatus.DRAFT:
        show(context, standing)
        return
    id_ = standing.announcement.id
    standing = await announcements.toggle_read_button(context.uow, context.event, context.actor, id_)
    context.show(views.confirm_screen(context.words, standing.announcement, standing.size, standing.readers))


async def send_to_me(_update: Update, context: Context) -> int:
    """A test: it arrives here as it will at others, and the buttons come again below it."""
    standing = await tapped(context)
    found = standing.announcement
    if found.status is not AnnouncementStatus.DRAFT:
        show(context, standing)
        return ConversationHandler.END
    context.forget_keyboard()
    standing = await announcements.send_to_oneself(context.uow, context.event, context.actor, found.id)
    context.send(views.confirm_screen(context.words, found, standing.size, standing.readers))
    return ConversationHandler.END


async def discard(_update: Update, context: Context) -> int:
    """Throw it away."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    await announcements.discard(context.uow, context.event, context.actor, id_)
    show(context, await look_at(context, id_))
    return ConversationHandler.END


async def languages(_update: Update, context: Context) -> int:
    """The languages it is written in."""
    standing = await look_at(context, context.tap(VersionTap).announcement)
    if standing.announcement.waits:
        context.show(views.languages_screen(context.words, standing.announcement, standing.readers))
    else:
        show(context, standing)
    return ConversationHandler.END


async def ask_for_words(_update: Update, context: Context) -> str | int:
    """One language is to be written: a further one, or one of those there are anew."""
    tap = context.tap(VersionTap)
    standing = await look_at(context, tap.announcement)
    if not standing.announcement.waits:
        show(context, standing)
        return ConversationHandler.END
    if tap.language is None:
        raise StaleTap("language")
    context.draft["announcement"], context.draft["language"] = tap.announcement, tap.language
    context.show(views.write_screen(context.words, standing.announcement, tap.language))
    return WRITE


async def read_words(update: Update, context: Context) -> str | int:
    """The words of one language; what they look like follows, and all languages with who reads them."""
    standing = await look_at(context, int(context.draft["announcement"]))
    if not standing.announcement.waits:
        show(context, standing)
        return ConversationHandler.END
    composed = composed_of(context, update.message)
    if composed is None:
        return WRITE
    id_, language = standing.announcement.id, str(context.draft["language"])
    standing = await announcements.write(context.uow, context.event, context.actor, id_, language, composed)
    found = standing.announcement
    context.send(
        views.part(context.words_in(language), found, language), subject=announcements.preview_subject(id_, language)
    )
    if found.status is AnnouncementStatus.SCHEDULED:
        show(context, standing)
    else:
        context.show(views.languages_screen(context.words, found, standing.readers))
    return ConversationHandler.END


async def change_languages(_update: Update, context: Context) -> int:
    """A language is taken out, or the main text is said to be in another."""
    tap = context.tap(VersionTap)
    if tap.language is None:
        raise StaleTap("language")
    act = announcements.remove_language if tap.act == "remove" else announcements.name_language
    id_ = AnnouncementId(tap.announcement)
    standing = await act(context.uow, context.event, context.actor, id_, tap.language)
    context.show(views.languages_screen(context.words, standing.announcement, standing.readers))
    return ConversationHandler.END
