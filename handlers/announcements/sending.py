"""Sending: now, at a time in words, through the night or not; stopped, scheduled otherwise."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Update
from telegram.ext import ConversationHandler

from bot.domain.announcements import AnnouncementStatus, AtNight, check_send_time
from bot.domain.ids import AnnouncementId
from bot.domain.quiet import quiet_ends
from bot.domain.typed_times import Kind, Reading, read_moments
from bot.services import announcements
from bot.services.announcements import Standing
from bot.views import announcements as views
from bot.views.announcements import AnnouncementTap
from bot.views.taps import StaleTap
from handlers.announcements.showing import WHEN, look_at, show, tapped, tapped_message
from handlers.context import Context

LOUDNESS = {"silent": AtNight.SILENT, "loud": AtNight.NOW}


async def send_now(_update: Update, context: Context) -> int:
    """Send now; at night it is asked first."""
    standing = await tapped(context)
    if standing.announcement.waits and _asked_at_night(context, standing, None):
        return ConversationHandler.END
    await _send(context, AtNight.WAIT)
    return ConversationHandler.END


async def send_at_night(_update: Update, context: Context) -> int:
    """In the quiet hours after all: without a sound, or heard; now, or at the time that was chosen."""
    tap = context.tap(AnnouncementTap)
    if tap.at is None:
        await _send(context, LOUDNESS[tap.act])
    else:
        await _schedule(context, LOUDNESS[tap.act])
    return ConversationHandler.END


async def send_at(_update: Update, context: Context) -> int:
    """The time is confirmed; at night it is asked first."""
    standing = await tapped(context)
    if standing.announcement.waits:
        moment = _moment(context)
        check_send_time(moment, context.now)
        if _asked_at_night(context, standing, moment):
            return ConversationHandler.END
    await _schedule(context, AtNight.WAIT)
    return ConversationHandler.END


async def ask_when(_update: Update, context: Context) -> str | int:
    """Send later, or at another time: asks for it in words."""
    standing = await tapped(context)
    if not standing.announcement.waits:
        show(context, standing)
        return ConversationHandler.END
    context.draft["announcement"] = standing.announcement.id
    context.show(views.when_screen(context.words, context.event, standing.announcement))
    return WHEN


async def read_when(update: Update, context: Context) -> str | int:
    """The time in words; a button confirms it. Anything else than words is no time."""
    standing = await look_at(context, int(context.draft["announcement"]))
    if not standing.announcement.waits:
        show(context, standing)
        return ConversationHandler.END
    words, event = context.words, context.event
    text = (update.message.text if update.message else None) or ""
    reading = _read(context, text)
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


async def stop(_update: Update, context: Context) -> int:
    """Stop sending."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    show(context, await announcements.stop(context.uow, context.event, context.actor, id_))
    return ConversationHandler.END


async def unschedule(_update: Update, context: Context) -> int:
    """The schedule is cancelled; the words are kept."""
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    standing = await announcements.unschedule(context.uow, context.event, context.actor, id_)
    if standing.announcement.status is AnnouncementStatus.DRAFT:
        context.show(views.unscheduled_screen(context.words, standing.announcement))
    else:
        show(context, standing)
    return ConversationHandler.END


def _read(context: Context, text: str) -> Reading:
    """In the organiser's language, else in their phone's, else in English; a button confirms it in any case."""
    phone = (context.run.language_code or "").split("-")[0].lower()
    readings = []
    for language in dict.fromkeys((context.words.language, phone or "en", "en")):
        reading = read_moments(text, language=language, now=context.now, zone=context.event.zone, days=None)
        if reading.moments:
            return reading
        readings.append(reading)
    return next((one for one in readings if one.kind is not Kind.NOT_A_TIME), readings[0])


def _asked_at_night(context: Context, standing: Standing, at: datetime | None) -> bool:
    """Whether the moment falls into the quiet hours; if so, it is asked what to do."""
    event = context.event
    morning = quiet_ends(event.rules, at or context.now, event.zone)
    if morning is None:
        return False
    found = standing.announcement
    context.show(views.night_screen(context.words, event, found, morning, at=at, now=context.now))
    return True


async def _send(context: Context, at_night: AtNight) -> None:
    id_ = AnnouncementId(context.tap(AnnouncementTap).announcement)
    shown_in = tapped_message(context)
    standing = await announcements.send_now(
        context.uow, context.event, context.actor, id_, shown_in=shown_in, at_night=at_night
    )
    show(context, standing)


async def _schedule(context: Context, at_night: AtNight) -> None:
    id_, moment = AnnouncementId(context.tap(AnnouncementTap).announcement), _moment(context)
    shown_in = tapped_message(context)
    standing = await announcements.send_later(
        context.uow, context.event, context.actor, id_, moment, shown_in=shown_in, at_night=at_night
    )
    show(context, standing)


def _moment(context: Context) -> datetime:
    try:
        return datetime.fromtimestamp(context.tap(AnnouncementTap).at or 0, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise StaleTap("at") from error
