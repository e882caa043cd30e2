"""After it has gone out: the lists, the numbers, who has read it, and correcting it everywhere."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.announcements import check_correctable
from bot.domain.ids import AnnouncementId
from bot.domain.refusals import Refused
from bot.services import announcements
from bot.services.announcements import Standing
from bot.views import announcements as views
from bot.views.announcements import AnnouncementTap, ReadersTap, ShelfTap, VersionTap
from bot.views.screens import Screen
from handlers.announcements.composing import SHELVES
from handlers.announcements.showing import (
    CORRECT,
    composed_of,
    look_at,
    show,
    show_previews,
    tapped,
    tapped_message,
)
from handlers.context import Context

A_PAGE = 8  # announcements


async def shelf(_update: Update, context: Context) -> int:
    """A page of drafts, of scheduled ones, or of those that have gone out."""
    tap = context.tap(ShelfTap)
    counted = await announcements.numbers(context.uow, context.event, context.actor)
    number = sum(counted.get(status, 0) for status in SHELVES[tap.shelf])
    pages = max(1, -(-number // A_PAGE))
    page = max(0, min(tap.page, pages - 1))
    found = await announcements.page(
        context.uow, context.event, context.actor, SHELVES[tap.shelf], limit=A_PAGE, offset=page * A_PAGE
    )
    context.show(views.shelf_screen(context.words, context.event, tap.shelf, found, page=page, pages=pages))
    return ConversationHandler.END


async def look(_update: Update, context: Context) -> int:
    """The numbers, fresh; or where one that waits stands."""
    standing = await tapped(context)
    await _watch(context, standing)
    if standing.announcement.out:
        context.toast(views.up_to_date(context.words))
    return ConversationHandler.END


async def _watch(context: Context, standing: Standing) -> None:
    """Show it, and keep that message true while anything changes."""
    shown_in = tapped_message(context)
    if standing.progress is not None and standing.progress.under_way and shown_in is not None:
        await announcements.watch(context.uow, standing.announcement.id, context.actor.chat_id, shown_in)
    show(context, standing)


async def read(_update: Update, context: Context) -> None:
    """A participant presses *Read*."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    counted = await announcements.read(context.uow, context.person, id_)
    context.toast(views.noted_read(context.words) if counted else views.not_counted(context.words))


async def readers(_update: Update, context: Context) -> int:
    """A page of who has pressed *Read*, or has not."""
    tap = context.tap(ReadersTap)
    found = await announcements.readers(
        context.uow,
        context.event,
        context.actor,
        AnnouncementId(tap.announcement),
        read=tap.side != "no",
        page=tap.page,
    )
    screen = views.readers_screen(
        context.words,
        found.announcement,
        read=found.read,
        names=found.names,
        number=found.number,
        others=found.others,
        page=found.page,
        pages=found.pages,
    )
    context.show(screen)
    return ConversationHandler.END


async def remind(_update: Update, context: Context) -> int:
    """The same again to those who have not read it: a draft with its preview."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    standing = await announcements.remind(context.uow, context.event, context.actor, context.person, id_)
    show_previews(context, standing)
    return ConversationHandler.END


async def begin_correcting(_update: Update, context: Context) -> str | int:
    """Correct: which language, where there are several, and then its new words."""
    tap = context.tap(VersionTap)
    standing = await look_at(context, tap.announcement)
    found = standing.announcement
    check_correctable(found)
    language = tap.language or (found.language if not found.versions else None)
    if language is None:
        context.show(views.correct_which(context.words, found))
        return ConversationHandler.END
    if language not in found.languages:
        raise Refused("no_such_language")
    begun = context.draft.get("correction", {})
    if begun.get("announcement") != found.id or begun.get("revision") != found.revision:
        context.draft["correction"] = {"announcement": found.id, "revision": found.revision, "screens": {}}
    context.draft["announcement"], context.draft["language"] = found.id, language
    context.show(views.correct_screen(context.words, found, language))
    return CORRECT


async def read_correction(update: Update, context: Context) -> str | int:
    """The new words: how they will read, and the button that changes every message."""
    correction = dict(context.draft["correction"])
    id_, language = AnnouncementId(int(context.draft["announcement"])), str(context.draft["language"])
    composed = composed_of(context, update.message)
    if composed is None:
        return CORRECT
    standing = await look_at(context, id_)
    check_correctable(standing.announcement, correction["revision"])
    screen = await announcements.rewrite(context.uow, context.event, context.actor, id_, language, composed)
    correction["screens"] = {**correction["screens"], language: screen.to_json()}
    context.draft["correction"] = correction
    found, progress = standing.announcement, standing.progress
    assert progress is not None
    context.send(views.part(context.words_in(language), found.with_screen(language, screen.to_json()), language))
    written = [code for code in correction["screens"] if code != language] + [language]
    context.show(views.correct_confirm(context.words, found, progress, written))
    return ConversationHandler.END


async def apply_correction(_update: Update, context: Context) -> int:
    """Correct it everywhere. A second tap finds it done and shows how far it is."""
    tap = context.tap(VersionTap)
    standing = await look_at(context, tap.announcement)
    correction = context.draft.get("correction")
    mine = correction is not None and correction["announcement"] == tap.announcement and correction["screens"]
    if not mine or tap.revision is None or tap.revision != standing.announcement.revision:
        context.draft.pop("correction", None)
        show(context, standing)
        return ConversationHandler.END
    screens = {code: Screen.from_json(screen) for code, screen in context.draft.pop("correction")["screens"].items()}
    standing = await announcements.correct(
        context.uow,
        context.event,
        context.actor,
        standing.announcement.id,
        screens,
        revision=tap.revision,
        shown_in=tapped_message(context),
    )
    show(context, standing)
    return ConversationHandler.END


async def leave_correction(_update: Update, context: Context) -> int:
    """Leave it as it was."""
    context.draft.pop("correction", None)
    await _watch(context, await look_at(context, context.tap(VersionTap).announcement))
    return ConversationHandler.END
