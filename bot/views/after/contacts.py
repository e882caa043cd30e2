"""Contact cards: asked for by one side, given once both agree, as a message and a vCard (RFC 6350's elder, 3.0)."""

from __future__ import annotations

from bot.domain.people import Attendee, Person
from bot.domain.typed_words import isolated
from bot.views.after.taps import AfterAct, AfterTap
from bot.views.calendars import one_line
from bot.views.meetings.lines import Shown, lines, who
from bot.views.menu import menu_button
from bot.views.people import name_of
from bot.views.screens import Attachment, Button, Screen
from bot.views.words import Html, Words

LINE = 75  # octets of one line of a vCard; longer ones are folded


def wants_contact(w: Words, shown: Shown) -> Screen:
    """The other side has said yes; does the reader?"""
    text = lines(
        w.say("📇 <b>{name} would like to exchange contact cards</b>", name=name_of(w, shown.other)),
        who(w, shown.event, shown.other),
        w.say("Each of you gets the other’s card once both have said yes."),
    )
    meeting = shown.meeting.id
    rows = (
        (
            Button(w.plain("📇 Yes, exchange"), AfterTap(AfterAct.SHARE, meeting).pack()),
            Button(w.plain("No, thanks"), AfterTap(AfterAct.KEEP, meeting).pack()),
        ),
        (menu_button(w),),
    )
    return Screen(text, rows)


def contact_card(w: Words, shown: Shown) -> Screen:
    """Both have said yes: the other's card, to read and to save."""
    other, person = shown.other, shown.other_person
    text = lines(
        w.say("📇 <b>{name}</b>", name=isolated(other.name)),
        who(w, shown.event, other),
        *ways_to_reach(w, other, person),
    )
    name = "".join(c if c.isalnum() else "-" for c in other.name).strip("-")[:40] or "contact"
    card = Attachment("document", f"{name}.vcf", vcard(other, person))
    return Screen(text, ((menu_button(w),),), attachment=card)


def ways_to_reach(w: Words, attendee: Attendee, person: Person) -> list[Html]:
    """Telegram name, e-mail, phone: what there is of them."""
    return [
        line
        for there, line in (
            (person.username, w.say("Telegram: @{username}", username=person.username or "")),
            (attendee.email, w.say("E-mail: {email}", email=attendee.email or "")),
            (attendee.phone, w.say("Phone: {phone}", phone=attendee.phone or "")),
        )
        if there
    ]


def vcard(attendee: Attendee, person: Person) -> str:
    """The card as a file that every phone's address book takes."""
    fields = [
        ("FN", attendee.name),
        ("N", f"{_value(attendee.name)};;;;"),
        ("ORG", attendee.organisation),
        ("EMAIL", attendee.email),
        ("TEL", attendee.phone),
        ("URL", f"https://t.me/{person.username}" if person.username else None),
    ]
    rows = ["BEGIN:VCARD", "VERSION:3.0"]
    rows += [f"{name}:{value if name == 'N' else _value(value)}" for name, value in fields if value]
    return "".join(f"{_folded(row)}\r\n" for row in [*rows, "END:VCARD"])


def _value(text: str) -> str:
    kept = one_line(text)
    for char in "\\,;":
        kept = kept.replace(char, f"\\{char}")
    return kept


def _folded(row: str) -> str:
    parts, part = [], ""
    for char in row:
        if len((part + char).encode()) > LINE - 1:
            parts.append(part)
            part = ""
        part += char
    return "\r\n ".join([*parts, part])
