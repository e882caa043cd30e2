"""/roles: who organises the event; inviting by a one-time link, following one, taking back."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler
from telegram.ext.filters import UpdateType

from bot.domain.ids import PersonId, RoleLinkId
from bot.domain.people import Role
from bot.domain.refusals import Refused
from bot.domain.roles import LIFETIMES, LinkState, check_owner
from bot.services import roles
from bot.views import roles as views
from bot.views.roles import RolesAct, RolesTap
from bot.views.taps import StaleTap
from bot.views.words import Html
from handlers.callbacks import on
from handlers.context import Context
from handlers.links import code_of, follow, link
from handlers.organising import as_organiser
from storage.role_links import SUBJECT

KIND = "r"  # of the deep link
FOLLOWED = "role_link"  # in the draft: the link that this very person followed


async def command(update: Update, context: Context) -> None:
    """/roles, or its button on the desk."""
    await _list(context)


async def _list(context: Context, page: int = 0, said: Html | None = None) -> None:
    given, links = await roles.listed(context.uow, context.event, context.actor)
    context.show(views.listing(context.words, context.event, given, links, page, said))


async def tapped(_update: Update, context: Context) -> None:
    """Any button of the roles but *Yes, I take the role*."""
    tap, w, uow, event, actor = context.tap(RolesTap), context.words, context.uow, context.event, context.actor
    check_owner(actor.role)
    match tap.act:
        case RolesAct.ORGANISER | RolesAct.ASK_REVOKE:
            one = await roles.organiser(uow, event, actor, PersonId(_number(tap.who)))
            context.show(views.one(w, one) if tap.act is RolesAct.ORGANISER else views.sure_to_revoke(w, one))
        case RolesAct.REVOKE:
            gone = await roles.revoke(uow, event, actor, await as_organiser(context), PersonId(_number(tap.who)))
            if gone.telegram_id == actor.telegram_id:
                context.show(views.revoked_for(w, event, gone.role))
                return
            said = w.say("✅ {name} is no organiser any more, and has been told.", name=views.name_of(w, gone))
            await _list(context, said=said)
        case RolesAct.INVITE:
            context.show(views.choose_role(w, event))
        case RolesAct.HOURS:
            context.show(views.choose_hours(w, _role(tap.role)))
        case RolesAct.MAKE:
            await _make(context, _role(tap.role), _number(tap.hours))
        case RolesAct.LINK:
            _given, links = await roles.listed(uow, event, actor)
            found = next((one for one in links if one.id == tap.link), None)
            if found is None or found.state(context.now) is not LinkState.OPEN:
                await _list(context, said=w.say("That link is over."))
            else:
                context.show(views.link_card(w, found))
        case RolesAct.REVOKE_LINK:
            await roles.revoke_link(uow, event, actor, await as_organiser(context), RoleLinkId(_number(tap.link)))
            await _list(context, said=w.say("✅ The link is revoked."))
        case _:
            await _list(context, tap.page)


async def _make(context: Context, role: Role, hours: int) -> None:
    if hours not in LIFETIMES:
        raise StaleTap("RolesTap")
    made = await roles.invite(context.uow, context.event, context.actor, await as_organiser(context), role, hours)
    url = link(context.bot.username, KIND, made.code)
    screen = views.made(context.words, context.event, role, url, made.id, made.expires_at)
    context.show(screen, subject=f"{SUBJECT}{made.id}")


async def followed(update: Update, context: Context) -> None:
    """Somebody followed a link that gives a role."""
    found, event = await roles.follow(context.uow, context.actor, code_of(update))
    context.draft[FOLLOWED] = found.id
    context.show(views.invited(context.words, event, found))


async def take(update: Update, context: Context) -> None:
    """*Yes, I take the role*, by whoever followed the link."""
    tap, user = context.tap(RolesTap), update.effective_user
    number = _number(tap.link)
    if user is None or context.draft.get(FOLLOWED) != number:
        raise Refused("role_link_again")
    role, event = await roles.take(
        context.uow,
        context.actor,
        RoleLinkId(number),
        name=user.full_name,
        username=user.username,
        language_code=context.words.language,
    )
    context.run.event = event
    context.show(views.taken(context.words, event, role))


def _number(value: int | None) -> int:
    if value is None:
        raise StaleTap("RolesTap")
    return value


def _role(value: Role | None) -> Role:
    if value is None:
        raise StaleTap("RolesTap")
    return value


def handlers() -> list[BaseHandler[Update, Context, Any]]:
    """Roles."""
    return [
        follow(KIND, followed),
        CommandHandler("roles", command, filters=UpdateType.MESSAGE),
        on(RolesTap, take, act=RolesAct.TAKE),
        on(RolesTap, tapped),
    ]
