"""One update through python-telegram-bot, within a transaction that somebody else begins and commits."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.domain.people import Actor
from bot.domain.refusals import Refused
from bot.domain.updates import CallbackAnswer, Conversation, Handled, Redo, Unparsable
from bot.views import refusals
from bot.views.taps import StaleTap
from handlers.context import Context
from handlers.run import EventLoader, Run, current_run
from storage import people
from storage.unit_of_work import UnitOfWork


class Handling:
    """Hands updates to an application whose handlers are installed and which is initialised."""

    def __init__(self, application: Application[Any, Context, Any, Any, Any, Any], load_event: EventLoader) -> None:
        self._application = application
        self._load_event = load_event

    async def __call__(
        self, uow: UnitOfWork, raw: dict[str, Any], *, written: Callable[[], int] | None = None
    ) -> Handled:
        """Handle the JSON of one update; what it owes is in `uow`, what is to be saved and answered is returned.

        `written` counts the statements that changed something in this transaction. With it (several updates share
        the transaction) an update that is refused after it wrote raises :class:`Redo`; without it the update is
        alone and is undone by a savepoint. :class:`Unparsable` if it is no update; whatever a handler raised.
        """
        update = self._read(raw)
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None:
            return Handled()  # channel posts, polls: nobody to answer
        actor = await people.load_actor(uow.connection, user.id, chat.id)
        run = Run(
            uow=uow,
            update_id=update.update_id,
            actor=actor,
            event=None if actor.event_id is None else await self._load_event(uow.connection, actor.event_id),
            load_event=self._load_event,
            language_code=user.language_code,
            query_id=update.callback_query.id if update.callback_query else None,
            states=copy.deepcopy(actor.states),
            draft=copy.deepcopy(actor.draft),
        )
        if actor.person is not None and not actor.person.reachable and update.my_chat_member is None:
            await people.mark_reachable(uow.connection, actor.person.id)
        before = run.event
        token = current_run.set(run)
        try:
            if written is None:
                await self._alone(update, run)
            else:
                await self._together(update, run, written)
            if isinstance(run.failure, (Refused, StaleTap)):
                self._refuse(update, run, run.failure, actor)
                run.event = before
        finally:
            current_run.reset(token)
        return Handled(self._answer(run), self._changed(run, actor))

    def _read(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(_with_bare_keyboard(raw), self._application.bot)
        except (TypeError, ValueError, KeyError, AttributeError, LookupError, OverflowError) as error:
            raise Unparsable(type(error).__name__) from error

    async def _alone(self, update: Update, run: Run) -> None:
        savepoint = await run.uow.connection.begin_nested()
        try:
            await self._application.process_update(update)
            if run.failure is not None and not isinstance(run.failure, (Refused, StaleTap)):
                raise run.failure
        except BaseException:
            if savepoint.is_active:
                await savepoint.rollback()
            raise
        if run.failure is None:
            await savepoint.commit()
        else:
            await savepoint.rollback()

    async def _together(self, update: Update, run: Run, written: Callable[[], int]) -> None:
        before = written()
        await self._application.process_update(update)
        if run.failure is None:
            return
        if not isinstance(run.failure, (Refused, StaleTap)):
            raise run.failure
        if written() != before:
            raise Redo

    def _refuse(self, update: Update, run: Run, refusal: Refused | StaleTap, actor: Actor) -> None:
        """Back to where the handler began, then one screen that says which rule it was."""
        run.uow.forget_owed()
        run.states, run.draft = copy.deepcopy(actor.states), copy.deepcopy(actor.draft)
        run.toast_text, run.toast_alert = None, False
        context = Context.from_update(update, self._application)
        code, facts = (refusal.code, refusal.facts) if isinstance(refusal, Refused) else ("stale_button", {})
        screen = refusals.refused(context.words, code, facts)
        toast = refusals.as_toast(screen) if run.query_id else None
        if toast is None:
            context.send(screen)
        else:
            context.toast(toast, alert=True)

    @staticmethod
    def _answer(run: Run) -> CallbackAnswer | None:
        return CallbackAnswer(run.query_id, run.toast_text, run.toast_alert) if run.query_id else None

    @staticmethod
    def _changed(run: Run, actor: Actor) -> Conversation | None:
        if run.states == actor.states and run.draft == actor.draft:
            return None
        return Conversation(actor.telegram_id, actor.chat_id, run.states, run.draft)


def _with_bare_keyboard(raw: dict[str, Any]) -> dict[str, Any]:
    """The update without the buttons around the tapped one: to read them costs as much as all the rest.

    That there is a keyboard stays, for whoever takes it away; what was pressed is in the query's data.
    """
    query = raw.get("callback_query")
    if not isinstance(query, dict):
        return raw
    message = query.get("message")
    if not isinstance(message, dict) or not message.get("reply_markup"):
        return raw
    return {**raw, "callback_query": {**query, "message": {**message, "reply_markup": {"inline_keyboard": []}}}}
