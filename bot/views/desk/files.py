"""What goes with the desk's files, and what is said when there is none."""

from __future__ import annotations

from bot.domain.events import Event
from bot.domain.people import Attendee
from bot.views.desk.overview import back_to_desk
from bot.views.desk.taps import DeskAct, DeskTap
from bot.views.menu import menu_button
from bot.views.people import name_of
from bot.views.screens import Attachment, Button, Screen
from bot.views.words import Html, Words, escape

LONGEST_TEXT = 3_500  # characters of an agenda as text; a message takes 4,096


def agenda_file(w: Words, event: Event, name: str, page: str, number: int, left_out: int) -> Screen:
    """The file with agendas."""
    text = w.count(
        "<b>Agenda of {n} person to print.</b> Open the file in a browser and print it, on A4 or A5.",
        "<b>Agendas of {n} people to print</b>, a page each. Open the file in a browser and print it, on A4 or A5.",
        number,
    )
    if left_out:
        more = w.count("{n} more did not fit.", "{n} more did not fit.", left_out)
        text = Html(f"{text}\n{more}")
    return Screen(
        text,
        ((back_to_desk(w), menu_button(w)),),
        attachment=Attachment("document", name=name, data=page.encode()),
    )


def agenda_text(w: Words, attendee: Attendee, text: str) -> Screen:
    """The agenda as text to be forwarded; the bot itself sends no e-mail, and says so."""
    shown = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"
    parts = [Html(f"<pre>{escape(shown)}</pre>")]
    if attendee.email:
        parts.append(
            w.say("<i>Matchbell sends no e-mails. Copy this and send it to {email} yourself.</i>", email=attendee.email)
        )
    else:
        parts.append(w.say("<i>Matchbell sends no e-mails. Copy this and send it yourself, or read it out.</i>"))
    back = Button(f"‹ {name_of(w, attendee)}"[:60], DeskTap(DeskAct.CARD, attendee.id).pack())
    return Screen(Html("\n\n".join(parts)), ((back, menu_button(w)),))


def codes_file(w: Words, name: str, page: str, number: int) -> Screen:
    """The file with the tables' codes."""
    text = w.count(
        "<b>The code of {n} table to print.</b> Open the file in a browser, print it, put it on the table. "
        "Who scans it hears whether it is the right table.",
        "<b>The codes of {n} tables to print.</b> Open the file in a browser, print it, put each on its table. "
        "Who scans one hears whether it is the right table.",
        number,
    )
    return Screen(
        text,
        ((back_to_desk(w), menu_button(w)),),
        attachment=Attachment("document", name=name, data=page.encode()),
    )


def coming(w: Words) -> str:
    """A toast: the file follows."""
    return w.plain("The file is on its way.")
