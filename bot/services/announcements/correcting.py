"""Correcting what has gone out: every delivered message is edited, what is still to leave leaves corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.announcements import check_correctable
from bot.domain.events import Event
from bot.domain.ids import AnnouncementId
from bot.domain.people import Actor
from bot.domain.refusals import Refused
from bot.services.announcements.composing import Composed, check
from bot.services.announcements.standing import Standing, find, record, standing_of
from bot.views.screens import Screen
from storage import announcements as stored
from storage.unit_of_work import UnitOfWork


async def rewrite(
    uow: UnitOfWork, event: Event, actor: Actor, id_: AnnouncementId, language: str, composed: Composed
) -> Screen:
    """How one language would read after the correction; nothing is changed yet.

    A photo or document stays as it is, only its caption is written anew: ``Refused("correct_words_only")`` for
    anything but text.
    """
    found = await find(uow, event, actor, id_)
    check_correctable(found)
    if language not in found.languages:
        raise Refused("no_such_language")
    if composed.screen.attachment is not None:
        raise Refused("correct_words_only")
    screen = replace(Screen.from_json(found.screen_in(language)), text=composed.screen.text)
    check(replace(composed, screen=screen))
    return screen


async def correct(
    uow: UnitOfWork,
    event: Event,
    actor: Actor,
    id_: AnnouncementId,
    screens: Mapping[str, Screen],
    *,
    revision: int,
    shown_in: int | None,
) -> Standing:
    """Put these languages in the place of the old ones, everywhere; `revision` is the one that was looked at.

    Pressing twice corrects once: the second time the revision is another (``Refused("correction_overtaken")``).
    """
    found = await find(uow, event, actor, id_)
    check_correctable(found, revision)
    for language, screen in screens.items():
        found = found.with_screen(language, screen.to_json())
    await stored.hold_queued(uow.connection, id_)
    found = replace(
        found,
        revision=revision + 1,
        corrected_at=uow.now,
        finished_at=None,
        progress_at=uow.now,
        progress_chat_id=actor.chat_id,
        progress_message_id=shown_in,
    )
    await stored.change(
        uow.connection,
        id_,
        screen=found.screen,
        versions=found.versions,
        revision=found.revision,
        corrected_at=found.corrected_at,
        finished_at=None,
        progress_at=found.progress_at,
        progress_chat_id=found.progress_chat_id,
        progress_message_id=found.progress_message_id,
    )
    owed = await stored.owe_corrections(uow.connection, id_, found.revision, uow.now)
    await record(uow, found, actor, "correct", languages=sorted(screens), messages=owed, revision=found.revision)
    return await standing_of(uow, event, found)
