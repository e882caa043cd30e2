"""The languages of an announcement: who reads which, and how one is added."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.announcements import ENGLISH, Announcement, AnnouncementStatus
from bot.views.announcements.taps import AnnouncementTap, VersionTap
from bot.views.announcements.wording import language_name, people
from bot.views.screens import Button, Screen
from bot.views.words import LANGUAGES, Html, Words


def languages_button(w: Words, found: Announcement) -> Button:
    """Leads to the languages; it says which there are."""
    tap = VersionTap("list", found.id).pack()
    if not found.versions:
        return Button(w.plain("Add a language"), tap)
    return Button("🌐 " + " + ".join(map(language_name, found.languages)), tap)


def reading_lines(w: Words, found: Announcement, readers: Mapping[str, int]) -> Html:
    """How many people would read which language, a line each."""
    return Html(
        "\n".join(
            w.say("{language}: {people}", language=language_name(code), people=people(w, readers.get(code, 0)))
            for code in found.languages
        )
    )


def languages_screen(w: Words, found: Announcement, readers: Mapping[str, int]) -> Screen:
    """The languages with who reads them; each can be written anew, further ones be added and taken out."""
    a = found.id
    rows: list[tuple[Button, ...]] = []
    for code in found.languages:
        row = [Button(f"✏️ {language_name(code)}", VersionTap("write", a, code).pack())]
        if code != found.language:
            row.append(Button(w.plain("Take out"), VersionTap("remove", a, code).pack()))
        rows.append(tuple(row))
    for code in LANGUAGES:
        if code not in found.languages:
            name = language_name(code)
            rows.append(
                (
                    Button(w.plain("Add: {language}", language=name), VersionTap("write", a, code).pack()),
                    Button(w.plain("The text is in: {language}", language=name), VersionTap("main", a, code).pack()),
                )
            )
    scheduled = found.status is AnnouncementStatus.SCHEDULED
    back = AnnouncementTap("look" if scheduled else "preview", a).pack()
    rows.append((Button(w.plain("« Back") if scheduled else w.plain("Preview"), back),))
    if not scheduled:
        rows.append((Button(w.plain("« Who gets it"), AnnouncementTap("segment", a).pack()),))
    other = found.language_for(ENGLISH)
    text = w.say(
        "<b>Languages of this announcement</b>\n\n{lines}\n\nWhoever uses another language gets: {language}.",
        lines=reading_lines(w, found, readers),
        language=language_name(other),
    )
    return Screen(text, buttons=tuple(rows))


def write_screen(w: Words, found: Announcement, code: str) -> Screen:
    """Asks for the words of one language."""
    text = w.say(
        "<b>Send the announcement in this language: {language}.</b>\n\n"
        "Text with formatting, or one photo or document with a caption.",
        language=language_name(code),
    )
    return Screen(text, buttons=((Button(w.plain("« Back"), VersionTap("list", found.id).pack()),),))
