"""An announcement before it goes out: written, aimed, previewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.announcements import Announcement
from bot.domain.events import Event
from bot.domain.people import AttendeeType, Mode
from bot.domain.segments import Condition
from bot.views.announcements.languages import languages_button, reading_lines
from bot.views.announcements.taps import AnnouncementTap, SegmentTap, Shelf, ShelfTap
from bot.views.announcements.wording import language_name, people, segment_text
from bot.views.menu import menu_button
from bot.views.people import type_name
from bot.views.screens import Button, Screen
from bot.views.words import Html, Words, flag

LONGEST_LIST = 80  # countries or languages offered as buttons; Telegram takes 100 in all


def compose_screen(w: Words, event: Event, numbers: Mapping[Shelf, int]) -> Screen:
    """Asks for the message, and leads to those that are there already."""
    labels = {
        Shelf.SCHEDULED: w.plain("Scheduled ({n})", n=numbers.get(Shelf.SCHEDULED, 0)),
        Shelf.SENT: w.plain("Sent ({n})", n=numbers.get(Shelf.SENT, 0)),
        Shelf.DRAFTS: w.plain("Drafts ({n})", n=numbers.get(Shelf.DRAFTS, 0)),
    }
    shelves = tuple(Button(label, ShelfTap(shelf, 0).pack()) for shelf, label in labels.items() if numbers.get(shelf))
    return Screen(
        w.say(
            "<b>Write your announcement for {event}.</b>\n\n"
            "Send it just as people should see it: text with formatting, or one photo or document with a caption. "
            "Nothing goes out before you have seen a preview.",
            event=event.name,
        ),
        buttons=((shelves, (menu_button(w),)) if shelves else ((menu_button(w),),)),
    )


def cannot_announce_that(w: Words) -> Screen:
    """A sticker, a voice message and so on."""
    return Screen(
        w.say("Please send text, one photo or one document; nothing else can be announced. /cancel leaves this.")
    )


def cannot_announce_albums(w: Words) -> Screen:
    """Several pictures or files at once."""
    return Screen(w.say("Only one photo or document can be announced. Please send just one, with its caption."))


def segment_screen(w: Words, found: Announcement, size: int) -> Screen:
    """Whom it goes to, with the size; every tap changes it in place."""
    a = found.id

    def switch(label: str, condition: Condition, value: str | None, on: bool) -> Button:
        return Button(("✅ " if on else "") + label, SegmentTap(a, condition, value).pack())

    s = found.segment
    rows = [
        (
            switch(w.plain("In the hall"), Condition.MODE, Mode.ONSITE.value, s.mode is Mode.ONSITE),
            switch(w.plain("Online"), Condition.MODE, Mode.ONLINE.value, s.mode is Mode.ONLINE),
        ),
        (
            switch(w.plain("No meetings yet"), Condition.NO_MEETINGS, "1", s.no_meetings),
            switch(w.plain("Unanswered requests"), Condition.UNANSWERED, "1", s.unanswered),
        ),
        (
            switch(w.plain("Not checked in"), Condition.NOT_CHECKED_IN, "1", s.not_checked_in),
            switch(w.plain("Interpreter wished"), Condition.INTERPRETER, "1", s.interpreter),
        ),
        (
            switch(w.plain("Type…"), Condition.TYPE, None, s.type is not None),
            switch(w.plain("Country…"), Condition.COUNTRY, None, s.country is not None),
            switch(w.plain("Language…"), Condition.LANGUAGE, None, s.language is not None),
        ),
        *(
            [(switch(w.plain("Have not pressed “Read”"), Condition.UNREAD_OF, str(s.unread_of), True),)]
            if s.unread_of is not None
            else []
        ),
        (languages_button(w, found),),
        (Button(w.plain("Preview"), AnnouncementTap("preview", a).pack()),),
        (Button(w.plain("Discard"), AnnouncementTap("discard", a).pack()),),
    ]
    text = w.say(
        "<b>Who gets it?</b>\n\n{segment}: <b>{people}</b>", segment=segment_text(w, s), people=people(w, size)
    )
    if size == 0 and not s.everybody:
        text = Html(text + "\n\n" + w.say("Nobody fits all of this: take a condition out."))
    return Screen(text, buttons=tuple(rows))


def choice_screen(
    w: Words, found: Announcement, condition: Condition, countries: Sequence[str], languages: Sequence[str]
) -> Screen:
    """The values of one condition, a tap each."""
    values: Sequence[tuple[str, str]] = {
        Condition.TYPE: [(kind.value, type_name(w, kind)) for kind in AttendeeType],
        Condition.COUNTRY: [(code, f"{flag(code)} {w.country(code)}") for code in countries[:LONGEST_LIST]],
        Condition.LANGUAGE: [(code, language_name(code)) for code in languages[:LONGEST_LIST]],
    }.get(condition, [])
    title = {
        Condition.TYPE: w.say("<b>Which type gets it?</b>"),
        Condition.COUNTRY: w.say("<b>Which country gets it?</b>"),
    }.get(condition, w.say("<b>Which language gets it?</b>"))
    chosen = getattr(found.segment, condition.value)
    buttons = [
        Button(("✅ " if value == chosen else "") + label, SegmentTap(found.id, condition, value).pack())
        for value, label in values
    ]
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    back = Button(w.plain("« Back"), AnnouncementTap("segment", found.id).pack())
    return Screen(title, buttons=(*rows, (back,)))


def part(w: Words, found: Announcement, language: str) -> Screen:
    """What arrives in one of its languages: exactly what was composed, with the *Read* button if one was added."""
    screen = Screen.from_json(found.screen_in(language))
    if not found.read_button:
        return screen
    return replace(screen, buttons=((Button(w.plain("Read ✓"), AnnouncementTap("read", found.id).pack()),),))


def confirm_screen(w: Words, found: Announcement, size: int, readers: Mapping[str, int]) -> Screen:
    """Below the preview: to whom, who reads which language, and the buttons that send."""
    a = found.id
    label = w.plain("Read button: on") if found.read_button else w.plain("Read button: off")
    rows = [
        (Button(w.plain("Send now to {people}", people=people(w, size)), AnnouncementTap("now", a).pack()),),
        (
            Button(w.plain("Send later…"), AnnouncementTap("later", a).pack()),
            Button(label, AnnouncementTap("read_button", a).pack()),
        ),
        (
            Button(w.plain("Send it to me first"), AnnouncementTap("test", a).pack()),
            languages_button(w, found),
        ),
        (
            Button(w.plain("« Who gets it"), AnnouncementTap("segment", a).pack()),
            Button(w.plain("Discard"), AnnouncementTap("discard", a).pack()),
        ),
    ]
    if size == 0:
        rows = rows[1:]
    text = w.say(
        "⬆️ <b>This is exactly what arrives.</b>\n\n{segment}: <b>{people}</b>",
        segment=segment_text(w, found.segment),
        people=people(w, size),
    )
    if found.versions:
        text = Html(text + "\n" + reading_lines(w, found, readers))
    return Screen(text, buttons=tuple(rows))
