"""Moments on the screen: the event's clock first, the reader's where it differs, and what Telegram itself keeps true.

A moment is marked as Telegram's ``date_time`` entity (Bot API 9.5): with a format the phone shows it in its own zone,
or as the time left; without one the text stays as it is and a tap on it shows the phone's own date and time. Phones
that do not know the entity show the text, so that it always says the truth by itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain.events import Event
from bot.views.words import Html, Words, escape

AS_WRITTEN = ""  # the text stays; the phone only knows which moment it is
TIME = "t"
DAY_AND_TIME = "wDt"
TIME_LEFT = "r"


def marked(text: str, moment: datetime, shape: str = AS_WRITTEN) -> Html:
    """`text` as a moment that Telegram understands; `shape` is what the phone makes of it (see the constants)."""
    form = f' format="{shape}"' if shape else ""
    return Html(f'<tg-time unix="{int(moment.timestamp())}"{form}>{escape(text)}</tg-time>')


def own_clock_differs(w: Words, event: Event, moment: datetime) -> bool:
    """Whether the reader's clock shows another time than the event's at that moment."""
    return moment.astimezone(w.zone).utcoffset() != moment.astimezone(event.zone).utcoffset()


def moment_in_text(w: Words, moment: datetime, event: Event) -> Html:
    """``Wed 27 April, 10:00``; where zones differ ``(Vilnius time)`` and the reader's own day and time after it."""
    there = marked(w.moment(moment, event.zone), moment)
    if not own_clock_differs(w, event, moment):
        return there
    return Html(f"{w.say('{moment} ({city} time)', moment=there, city=event.city)} / {_own(w, moment)}")


def two_clocks(w: Words, moment: datetime, event: Event) -> Html:
    """``Thu 14 April, 23:59 (Vilnius time)``, and the reader's own day and time after it if their zone shows another.

    The city is named in any case: for those whose zone is not known yet.
    """
    there = marked(w.moment(moment, event.zone), moment)
    said = w.say("{moment} ({city} time)", moment=there, city=event.city)
    if not own_clock_differs(w, event, moment) or w.zone.key == "UTC":
        return said
    return Html(f"{said} / {_own(w, moment)}")


def _own(w: Words, moment: datetime) -> Html:
    return w.say("{moment} (your time)", moment=marked(w.moment(moment), moment, DAY_AND_TIME))


def span_in_text(w: Words, starts_at: datetime, ends_at: datetime, event: Event) -> Html:
    """``10:00–10:20``; where zones differ the reader's own start in brackets: ``10:00–10:20 (09:00)``.

    For lists under a heading that names the day.
    """
    there = marked(span(w, starts_at, ends_at, event), starts_at)
    if not own_clock_differs(w, event, starts_at):
        return there
    own = marked(w.time(starts_at), starts_at, TIME)
    if w.day(starts_at) != w.day(starts_at, event.zone):
        own = marked(f"{w.day(starts_at)}, {w.time(starts_at)}", starts_at, DAY_AND_TIME)
    return Html(f"{there} ({own})")


def span(w: Words, starts_at: datetime, ends_at: datetime, event: Event) -> str:
    """``10:00–10:20`` on the event's clock, plain."""
    return f"{w.time(starts_at, event.zone)}–{w.time(ends_at, event.zone)}"


def deadline(w: Words, moment: datetime, event: Event, now: datetime) -> Html:
    """``<b>11:00</b> (in 1 h 59 min)``: until when, and the time left, which Telegram counts down by itself.

    The reader's own clock, and the event's too where it differs; the day only if it is not today.
    """
    today = now.astimezone(w.zone).date() == moment.astimezone(w.zone).date()
    text = w.say("<b>{moment}</b>", moment=marked(w.time(moment) if today else w.moment(moment), moment))
    if own_clock_differs(w, event, moment):
        there = w.time(moment, event.zone)
        if w.day(moment) != w.day(moment, event.zone):
            there = w.moment(moment, event.zone)
        text = w.say("{moment} your time, {there} {city} time", moment=text, there=there, city=event.city)
    return Html(f"{text} ({time_left(w, moment, now)})")


def time_left(w: Words, moment: datetime, now: datetime) -> Html:
    """``in 1 h 59 min``: Telegram keeps it true; the words are those of `now`, for phones that do not."""
    return marked(left_in_words(w, moment - now), moment, TIME_LEFT)


def left_in_words(w: Words, left: timedelta) -> str:
    """``now``, ``in 12 min``, ``in 1 h 59 min``, ``in 3 days``; whole minutes, never more than there are."""
    minutes = int(left / timedelta(minutes=1))
    if minutes < 1:
        return w.plain("now")
    if minutes < 60:
        return w.plain("in {minutes} min", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        if rest:
            return w.plain("in {hours} h {minutes} min", hours=hours, minutes=rest)
        return w.plain("in {hours} h", hours=hours)
    return str(w.count("in {n} day", "in {n} days", hours // 24))


def relative_day(w: Words, day: date, now: datetime, event: Event) -> str:
    """``today``, ``tomorrow``, else ``Wed 27 April``; days of the event's calendar."""
    ahead = (day - event.day_of(now)).days
    return {0: w.plain("today"), 1: w.plain("tomorrow")}.get(ahead) or w.day(day)


def days(w: Words, event: Event) -> str:
    """``Tue 26 April – Wed 27 April``; one day alone."""
    first, last = w.day(event.days[0]), w.day(event.days[-1])
    return first if first == last else f"{first} – {last}"
