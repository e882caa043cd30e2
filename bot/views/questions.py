"""Questions to the organisers on the screen: asked, on an organiser's card, answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from bot.domain.events import Event
from bot.domain.questions import ANSWER_LIMIT, QUESTION_LIMIT, Question, QuestionState
from bot.domain.typed_words import isolated
from bot.views.menu import Door, door_button, menu_button
from bot.views.screens import Button, Screen
from bot.views.taps import Tap
from bot.views.words import Html, Words, escape

SHORT = 40  # characters of a question on a button


class Ask(StrEnum):
    """What a button about questions does."""

    LIST = "list"  # those that wait; `number` is the page
    OVER = "over"  # those that are over; `number` is the page
    CARD = "card"
    TAKE = "take"
    BACK = "back"
    CLOSE = "close"
    ANSWER = "answer"
    ADD = "add"
    LEAVE = "leave"  # do not add
    THANKS = "thanks"
    SEND = "send"  # what was written below an announcement is a question
    DROP = "drop"  # it is none


@dataclass(frozen=True, slots=True)
class QuestionTap(Tap):
    """A button about a question, or a page of them."""

    prefix: ClassVar[str] = "qu"
    act: Ask
    number: int


@dataclass(frozen=True, slots=True)
class Card:
    """A question with the names that its card says. `mine`: the organiser who looks has taken or answered it."""

    question: Question
    asker: str
    taken_by: str | None
    mine: bool


def _button(label: str, act: Ask, number: int) -> Button:
    return Button(label, QuestionTap(act, number).pack())


def _quote(text: str) -> Html:
    return Html(f"<blockquote>{escape(text)}</blockquote>")


# --- whoever asks -----------------------------------------------------------------------------------------------------


def ask_screen(w: Words, event: Event) -> Screen:
    """Asks for the question."""
    text = w.say(
        "<b>What would you like to ask the organisers of {event}?</b>\n\n"
        "Write it in one message, up to {limit} characters. The answer comes here.",
        event=event.name,
        limit=QUESTION_LIMIT,
    )
    return Screen(text, ((menu_button(w),),))


def asked(w: Words, question: Question) -> Screen:
    """How their question stands."""
    line = {
        QuestionState.OPEN: w.say("✅ <b>Sent to the organisers.</b> The answer comes here."),
        QuestionState.TAKEN: w.say("👀 <b>An organiser is looking into it.</b> The answer comes here."),
        QuestionState.ANSWERED: w.say("✅ <b>Answered.</b> The answer is below."),
        QuestionState.CLOSED: w.say("<b>Closed by the organisers.</b>"),
    }[question.state]
    return Screen(line + "\n" + _quote(question.text), ((menu_button(w),),))


def ended(w: Words, question: Question, answer: str | None) -> Screen:
    """The answer, with what was asked; or that there will be none."""
    again = Button(w.plain("Ask another question"), door_button(w, Door.ASK).data)
    if answer is None:
        text = w.say("<b>The organisers have closed your question without an answer.</b>")
        return Screen(text + "\n" + _quote(question.text), ((again, menu_button(w)),))
    said = Html(w.say("💬 <b>The organisers answer:</b>") + "\n" + escape(answer) + "\n\n")
    thanks = _button(w.plain("Thanks"), Ask.THANKS, question.id)
    return Screen(said + w.say("You asked:") + _quote(question.text), ((again, thanks), (menu_button(w),)))


def ask_to_send(w: Words, text: str) -> Screen:
    """Words that were written below an announcement: are they for the organisers?"""
    rows = ((_button(w.plain("Yes, send"), Ask.SEND, 0), _button(w.plain("No"), Ask.DROP, 0)),)
    return Screen(w.say("<b>Send this to the organisers?</b>") + "\n" + _quote(text), rows)


def not_sent(w: Words) -> Screen:
    """It was no question."""
    return Screen(w.say("Not sent."), ((door_button(w, Door.ASK), menu_button(w)),))


def thanks_noted(w: Words) -> str:
    """A toast after *Thanks*."""
    return w.plain("Thank you, passed on.")


def thanked(w: Words, question: Question, asker: str) -> Screen:
    """An organiser hears that somebody says thanks."""
    line = w.say("🙏 <b>{name}</b> says thanks for your answer to:", name=isolated(asker))
    return Screen(line + "\n" + _quote(question.text), ((menu_button(w),),), silent=True)


# --- organisers -------------------------------------------------------------------------------------------------------


def card(w: Words, one: Card) -> Screen:
    """A question for an organiser, where it stands, and what can be done."""
    q = one.question
    lines = [
        w.say("❓ <b>{name}</b> asks ({moment}):", name=isolated(one.asker), moment=w.moment(q.asked_at)),
        _quote(q.text),
    ]
    name = isolated(one.taken_by or "")
    answer, close = (
        _button(w.plain("Answer"), Ask.ANSWER, q.id),
        _button(w.plain("Close without answer"), Ask.CLOSE, q.id),
    )
    rows: list[tuple[Button, ...]] = []
    match q.state:
        case QuestionState.OPEN:
            lines.append(w.say("Reply to this message, or press Answer."))
            rows = [(answer, _button(w.plain("I take it"), Ask.TAKE, q.id)), (close,)]
        case QuestionState.TAKEN:
            if one.mine:
                lines.append(w.say("✋ <b>You have taken it.</b> Reply to this message, or press Answer."))
            else:
                lines.append(w.say("✋ <b>Taken by {name}.</b>", name=name))
            rows = [(answer, _button(w.plain("Give back"), Ask.BACK, q.id)), (close,)]
        case QuestionState.ANSWERED:
            said = w.say("✅ <b>You answered:</b>") if one.mine else w.say("✅ <b>{name} answered:</b>", name=name)
            lines += [said, _quote(q.answer or "")]
        case QuestionState.CLOSED:
            lines.append(w.say("<b>Closed without an answer by {name}.</b>", name=name))
    rows.append((door_button(w, Door.QUESTIONS), menu_button(w)))
    return Screen("\n".join(lines), tuple(rows))


def questions_screen(
    w: Words, event: Event, cards: Sequence[Card], number: int, *, page: int, pages: int, over: int
) -> Screen:
    """Those that wait, oldest first, a button each."""
    if not number:
        text = w.say("<b>No open questions.</b>\nA new one comes to you as a message.")
    else:
        text = w.count(
            "<b>{n} open question</b>, the oldest first", "<b>{n} open questions</b>, the oldest first", number
        )
    rows: list[tuple[Button, ...]] = [(_button(_label(one), Ask.CARD, one.question.id),) for one in cards]
    rows += _around(page, pages, Ask.LIST)
    if over:
        rows.append((_button(w.plain("Answered and closed ({n})", n=over), Ask.OVER, 0),))
    return Screen(text, (*rows, (menu_button(w),)))


def over_screen(w: Words, cards: Sequence[Card], *, page: int, pages: int) -> Screen:
    """Those that were answered or closed, the newest first."""
    rows: list[tuple[Button, ...]] = [(_button(_label(one), Ask.CARD, one.question.id),) for one in cards]
    rows += _around(page, pages, Ask.OVER)
    text = w.say("<b>Answered and closed</b>, the newest first")
    return Screen(text, (*rows, (door_button(w, Door.QUESTIONS), menu_button(w))))


def answer_screen(w: Words, one: Card) -> Screen:
    """Asks an organiser for the answer."""
    text = w.say(
        "<b>Write your answer to {name}</b>, up to {limit} characters. /cancel gives the question back.",
        name=isolated(one.asker),
        limit=ANSWER_LIMIT,
    )
    return Screen(text + "\n" + _quote(one.question.text))


def answered(w: Words, one: Card) -> Screen:
    """The answer is on its way."""
    text = w.say("✅ <b>Your answer is on its way to {name}.</b>", name=isolated(one.asker))
    return Screen(text, ((door_button(w, Door.QUESTIONS), menu_button(w)),))


def answered_before(w: Words, one: Card, text: str) -> Screen:
    """Somebody was quicker; it can be added."""
    lines = [
        w.say("<b>{name} has answered it already:</b>", name=isolated(one.taken_by or "")),
        _quote(one.question.answer or ""),
        w.say("Send yours too?"),
        _quote(text),
    ]
    q = one.question.id
    rows = ((_button(w.plain("Send it too"), Ask.ADD, q), _button(w.plain("No"), Ask.LEAVE, q)),)
    return Screen("\n".join(lines), rows)


def taken_by_another(w: Words, one: Card) -> str:
    """A toast: another organiser was quicker."""
    return w.plain("{name} has taken it already.", name=one.taken_by or "")


def given_back(w: Words) -> Screen:
    """/cancel while an answer was awaited."""
    text = w.say("<b>Stopped.</b> The question is open again.")
    return Screen(text, ((door_button(w, Door.QUESTIONS), menu_button(w)),))


def _label(one: Card) -> str:
    text = " ".join(one.question.text.split())
    short = text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
    mark = {QuestionState.TAKEN: f"✋ {one.taken_by}: ", QuestionState.ANSWERED: "✅ "}.get(one.question.state, "")
    return mark + short


def _around(page: int, pages: int, act: Ask) -> list[tuple[Button, ...]]:
    row = []
    if page > 0:
        row.append(_button("«", act, page - 1))
    if page + 1 < pages:
        row.append(_button("»", act, page + 1))
    return [tuple(row)] if row else []


# --- refusals ---------------------------------------------------------------------------------------------------------


def _no_question(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("This question is not there any more.")


def _question_in_words(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please ask in words: a picture or a voice message cannot be passed on. /cancel leaves this.")


def _answer_in_words(w: Words, _facts: Mapping[str, Any]) -> str:
    return w.say("Please answer in words: a picture or a voice message cannot be passed on. /cancel leaves this.")


def _too_many_questions(w: Words, facts: Mapping[str, Any]) -> str:
    return w.count(
        "You have {n} open question, as many as one person may have. Wait for an answer, please.",
        "You have {n} open questions, as many as one person may have. Wait for an answer, please.",
        int(facts.get("limit", 0)),
    )


REFUSALS: dict[str, Callable[[Words, Mapping[str, Any]], str]] = {
    "no_question": _no_question,
    "question_in_words": _question_in_words,
    "answer_in_words": _answer_in_words,
    "too_many_questions": _too_many_questions,
}
