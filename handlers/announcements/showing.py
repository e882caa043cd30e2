"""What every step of announcements uses: reading what an organiser sent, and showing how one stands."""

from __future__ import annotations

from telegram import Message

from bot.domain.announcements import AnnouncementStatus
from bot.domain.ids import AnnouncementId
from bot.services import announcements
from bot.services.announcements import Composed, Standing
from bot.views import announcements as views
from bot.views.announcements import AnnouncementTap
from bot.views.screens import Attachment, Screen
from handlers.context import Context
from handlers.formatting import as_html, marks

COMPOSE, WHEN, WRITE, CORRECT = "compose", "when", "write", "correct"  # what is waited for


async def look_at(context: Context, id_: int) -> Standing:
    """How it stands; the service asks who it is."""
    return await announcements.look(context.uow, context.event, context.actor, AnnouncementId(id_))


async def tapped(context: Context) -> Standing:
    """The announcement of the button that was pressed."""
    return await look_at(context, context.tap(AnnouncementTap).announcement)


def show(context: Context, standing: Standing) -> None:
    """The screen that fits where it stands. What changes by itself is kept true in its message while it is there."""
    found, words = standing.announcement, context.words
    live = announcements.progress_subject(found.id)
    match found.status:
        case AnnouncementStatus.DRAFT:
            context.show(views.segment_screen(words, found, standing.size))
        case AnnouncementStatus.SCHEDULED:
            context.show(views.scheduled_screen(words, context.event, found, standing.size), subject=live)
        case AnnouncementStatus.STOPPED if found.audience is None:
            context.show(views.discarded(words))
        case _:
            assert standing.progress is not None
            context.show(views.progress_screen(words, found, standing.progress), subject=live)


def show_previews(context: Context, standing: Standing) -> None:
    """Every language exactly as it will arrive, a message each, and below them the buttons that send."""
    found = standing.announcement
    context.forget_keyboard()
    for language, subject in announcements.preview_of(found):
        context.send(views.part(context.words_in(language), found, language), subject=subject)
    context.send(views.confirm_screen(context.words, found, standing.size, standing.readers))


def composed_of(context: Context, message: Message | None) -> Composed | None:
    """What was sent, as what will arrive; None, and words about it, for what cannot be announced."""
    if message is not None and message.media_group_id is not None:
        if context.draft.get("album") != message.media_group_id:  # one sentence for all of it
            context.draft["album"] = message.media_group_id
            context.show(views.cannot_announce_albums(context.words))
        return None
    composed = _read(message)
    if composed is None:
        context.show(views.cannot_announce_that(context.words))
    return composed


def _read(message: Message | None) -> Composed | None:
    if message is None:
        return None
    if message.text:
        return Composed(Screen(as_html(message.text, message.entities)), message.text, marks(message.entities))
    if message.photo:
        file = Attachment("photo", file_id=message.photo[-1].file_id)
    elif message.document and not message.animation:  # an animation is both
        file = Attachment("document", name=message.document.file_name, file_id=message.document.file_id)
    else:
        return None
    caption, formatting = message.caption or "", message.caption_entities
    return Composed(Screen(as_html(caption, formatting), attachment=file), caption, marks(formatting))


def tapped_message(context: Context) -> int | None:
    """The number of the message whose button was pressed."""
    message = context.query.message if context.query else None
    return message.message_id if message else None
