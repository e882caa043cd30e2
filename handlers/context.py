"""What a handler works with: who taps, the transaction, the words, and what to show. It never talks to Telegram."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

from telegram import CallbackQuery, InaccessibleMessage, Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.domain.events import Event
from bot.domain.ids import EventId
from bot.domain.notices import Action, Lane, Notice
from bot.domain.people import Actor, Attendee, Person
from bot.domain.refusals import Refused
from bot.views.screens import Screen
from bot.views.taps import StaleTap, Tap
from bot.views.words import Words
from handlers.run import Run, current_run
from storage.unit_of_work import UnitOfWork

TOAST_LIMIT = 200  # characters, Bot API: answerCallbackQuery.text
T = TypeVar("T", bound=Tap)


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of every handler, made from the update being handled (:class:`handlers.run.Run`)."""

    run: Run
    incoming: Update | None

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> Self:
        """The context of this update; an error here is recorded, where python-telegram-bot would only log it."""
        run = current_run.get()
        try:
            made = super().from_update(update, application)
        except Exception as error:
            run.fail(error)
            raise
        made.run = run
        made.incoming = update if isinstance(update, Update) else None
        return made

    # --- who, when, where -------------------------------------------------------------------------------------------

    @property
    def uow(self) -> UnitOfWork:
        """The transaction of this update."""
        return self.run.uow

    @property
    def now(self) -> datetime:
        """The moment of this update, aware, in UTC."""
        return self.run.uow.now

    @property
    def actor(self) -> Actor:
        """Who is behind the update; before consent only their ids."""
        return self.run.actor

    @property
    def person(self) -> Person:
        """The person; ``Refused("not_registered")`` before consent."""
        if self.run.actor.person is None:
            raise Refused("not_registered")
        return self.run.actor.person

    @property
    def attendee(self) -> Attendee:
        """Their registration to the event they are at; ``Refused("not_registered")`` without one."""
        if self.run.actor.attendee is None:
            raise Refused("not_registered")
        return self.run.actor.attendee

    @property
    def event(self) -> Event:
        """The event they are at; ``Refused("no_event")`` if they are at none."""
        if self.run.event is None:
            raise Refused("no_event")
        return self.run.event

    async def enter(self, event_id: EventId) -> Event:
        """Load an event and make it this update's event (a registration has one before the person has)."""
        self.run.event = await self.run.load_event(self.uow.connection, event_id)
        return self.run.event

    @property
    def draft(self) -> dict[str, Any]:
        """What was answered so far in this chat (JSON values only); saved with the update."""
        return self.run.draft

    # --- words ------------------------------------------------------------------------------------------------------

    @property
    def words(self) -> Words:
        """Sentences in the person's language and zone; before consent in ``draft["language"]`` or the phone's."""
        person = self.run.actor.person
        chosen = person.language if person else self.run.draft.get("language")
        return self.words_in(chosen or self.run.language_code or "en")

    def words_in(self, language: str) -> Words:
        """Sentences in another language (just chosen), in the person's zone."""
        person, event = self.run.actor.person, self.run.event
        if person and person.timezone:
            return Words(language, ZoneInfo(person.timezone))
        return Words(language, event.zone if event else ZoneInfo("UTC"))

    # --- the tap ----------------------------------------------------------------------------------------------------

    @property
    def query(self) -> CallbackQuery | None:
        """The tap, or None when the update is a message."""
        return self.incoming.callback_query if self.incoming else None

    def tap(self, kind: type[T]) -> T:
        """What the pressed button says; :class:`StaleTap` when it is no button of this kind."""
        if self.query is None:
            raise StaleTap(kind.__name__)
        return kind.unpack(self.query.data)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def show(self, screen: Screen, subject: str | None = None) -> None:
        """Answer with a screen: a tap changes the tapped message in place, a message gets a new one.

        `subject` ("meeting:12") says what the message shows, so that it can be found and changed later. A message
        that cannot become this screen (too old to be known, a document, a reply keyboard) is answered by a new one.
        """
        tapped = self._editable(screen)
        if tapped is None:
            self._owe(screen, subject, Action.SEND, None)
        else:
            self._owe(screen, subject, Action.EDIT, tapped.message_id)

    def send(self, screen: Screen, subject: str | None = None) -> None:
        """Send a new message, whatever was tapped."""
        self._owe(screen, subject, Action.SEND, None)

    def toast(self, text: str, alert: bool = False) -> None:
        """A few plain words over the chat as the answer to a tap; cosmetic, nothing that must be read."""
        self.run.toast_text = text if len(text) <= TOAST_LIMIT else text[: TOAST_LIMIT - 1] + "…"
        self.run.toast_alert = alert

    def forget_keyboard(self) -> None:
        """Take the buttons off the tapped message and leave its text."""
        message = self.query.message if self.query else None
        if isinstance(message, Message) and message.reply_markup and message.text:
            self._owe(Screen(message.text_html), None, Action.EDIT, message.message_id)

    def _editable(self, screen: Screen) -> Message | None:
        message = self.query.message if self.query else None
        if message is None or isinstance(message, InaccessibleMessage) or not isinstance(message, Message):
            return None
        if message.text is None or screen.attachment or screen.keys or screen.remove_keys:
            return None
        return message

    def _owe(self, screen: Screen, subject: str | None, action: Action, target: int | None) -> None:
        actor = self.run.actor
        self.uow.owe(
            Notice(
                chat_id=actor.chat_id,
                lane=Lane.REPLY,
                kind="reply",
                due_at=self.now,
                person_id=actor.person.id if actor.person else None,
                event_id=self.run.event.id if self.run.event else None,
                action=action,
                screen=screen.to_json(),
                subject=subject,
                target_message_id=target,
            )
        )
