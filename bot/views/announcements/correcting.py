"""Correcting an announcement that has gone out."""

from __future__ import annotations

from bot.domain.announcements import Announcement, Progress
from bot.views.announcements.taps import AnnouncementTap, VersionTap
from bot.views.announcements.wording import language_name, quoted
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words


def correct_which(w: Words, found: Announcement) -> Screen:
    """Which language is to be corrected."""
    rows = [(Button(language_name(code), VersionTap("correct", found.id, code).pack()),) for code in found.languages]
    text = Html(w.say("<b>Which language do you correct?</b>") + "\n\n" + quoted(w, found))
    return Screen(text, buttons=(*rows, (_back(w, found),)))


def correct_screen(w: Words, found: Announcement, code: str) -> Screen:
    """Asks for the new words of one language."""
    if found.screen_in(code).get("attachment"):
        text = w.say(
            "<b>Send the new caption.</b>\n\nThe photo or document stays as it is. "
            "Every message that was delivered changes in place, after you have seen a preview."
        )
    else:
        text = w.say(
            "<b>Send the new text, the whole of it.</b>\n\n"
            "Every message that was delivered changes in place, after you have seen a preview."
        )
    if found.versions:
        text = Html(text + "\n" + w.say("Language: {language}", language=language_name(code)))
    return Screen(text, buttons=((_back(w, found),),))


def correct_confirm(w: Words, found: Announcement, progress: Progress, languages: list[str]) -> Screen:
    """Below the preview of a correction: how many messages change, and the button that does it."""
    lines = [
        w.say("⬆️ <b>This is how it will read.</b>"),
        "",
        w.count(
            "{n} delivered message changes, without a sound.",
            "{n} delivered messages change, without a sound.",
            progress.sent,
        ),
    ]
    if progress.left:
        lines.append(
            w.count("{n} still to be sent goes out corrected.", "{n} still to be sent go out corrected.", progress.left)
        )
    if progress.uncertain:
        lines.append(
            w.count(
                "{n} that perhaps arrived stays as it is.",
                "{n} that perhaps arrived stay as they are.",
                progress.uncertain,
            )
        )
    apply = VersionTap("apply", found.id, None, found.revision)
    rows = [
        (Button(w.plain("Correct it everywhere"), apply.pack()),),
        (Button(w.plain("Write it again"), VersionTap("correct", found.id, languages[-1]).pack()),),
    ]
    others = [code for code in found.languages if code not in languages]
    rows += [
        (
            Button(
                w.plain("Correct this too: {language}", language=language_name(code)),
                VersionTap("correct", found.id, code).pack(),
            ),
        )
        for code in others
    ]
    rows.append((Button(w.plain("Leave it as it was"), VersionTap("leave", found.id).pack()),))
    return Screen(Html("\n".join(lines)), buttons=tuple(rows))


def _back(w: Words, found: Announcement) -> Button:
    return Button(w.plain("« Back"), AnnouncementTap("look", found.id).pack())
