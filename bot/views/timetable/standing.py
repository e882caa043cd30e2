"""A timetable that is worked on, ready, published or failed: one message that says how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.proposals import Proposal, Stage, Standing
from bot.views.desk.overview import back_to_desk
from bot.views.menu import menu_button
from bot.views.screens import Button, Screen
from bot.views.timetable.taps import PlanAct, PlanTap
from bot.views.words import Html, Words

INSTALL = "pip install 'matchbell[timetable]'"


def standing(w: Words, one: Standing) -> Screen:
    """How it stands, and what can be done."""
    match one.proposal.status:
        case Stage.WAITING | Stage.RUNNING:
            return _under_way(w, one.proposal)
        case Stage.READY:
            return preview(w, one)
        case Stage.PUBLISHING:
            text = w.say("📣 <b>Publishing…</b>\nThis message says when it is done.")
            return Screen(text, ((back_to_desk(w), menu_button(w)),))
        case Stage.PUBLISHED:
            return _published(w, one.proposal)
        case Stage.FAILED:
            return _failed(w, one.proposal)
    again = Button(w.plain("🧩 Timetable"), PlanTap(PlanAct.OPEN).pack())
    text = w.say("<b>Discarded.</b> Nothing changes, nobody was told.")
    return Screen(text, ((again,), (back_to_desk(w), menu_button(w))))


def _act(label: str, act: PlanAct, one: Proposal, page: int = 0) -> Button:
    return Button(label, PlanTap(act, one.id, page).pack())


def _under_way(w: Words, one: Proposal) -> Screen:
    parts = [w.say("⏳ <b>Making the timetable…</b>"), Html("")]
    best = one.progress
    if not best:
        parts.append(w.say("Getting ready."))
    else:
        parts.append(w.say("With a time: <b>{n}</b> of {of}", n=best["now"]["all"], of=best["of"]))
        if best["short"]:
            parts.append(_short(w, best["short"]))
        parts += [_waits(w, best["now"]), *_bound(w, best)]
        parts.append(w.count("{n} second so far", "{n} seconds so far", round(best["seconds"])))
    if one.stop_at is not None:
        parts += [Html(""), w.say("Stopping: the best so far is kept.")]
        return Screen(Html("\n".join(parts)), ((back_to_desk(w), menu_button(w)),))
    rows = (
        (_act(w.plain("⏹ Stop and keep this"), PlanAct.STOP, one),),
        (_act(w.plain("Refresh"), PlanAct.LOOK, one), _act(w.plain("Discard"), PlanAct.DISCARD, one)),
        (back_to_desk(w), menu_button(w)),
    )
    return Screen(Html("\n".join(parts)), rows)


def _short(w: Words, short: int) -> Html:
    return w.count(
        "⚠️ At least {n} meeting cannot be placed, whatever is done.",
        "⚠️ At least {n} meetings cannot be placed, whatever is done.",
        short,
    )


def _waits(w: Words, numbers: Mapping[str, Any]) -> Html:
    waits = w.count("<b>{n}</b> wait between meetings", "<b>{n}</b> waits between meetings", numbers["breaks"])
    idle = w.count("{n} empty time in all", "{n} empty times in all", numbers["idle"])
    return Html(f"{waits} ({idle})")


def _bound(w: Words, best: Mapping[str, Any]) -> list[Html]:
    """How far from the best that is possible: a wait counts three, each empty time in it one."""
    if best["gaps"] <= best["bound"]:
        return [w.say("✅ No timetable has less waiting.")]
    return [w.say("Waiting counted: at best {bound} is possible, now {now}", bound=best["bound"], now=best["gaps"])]


def preview(w: Words, one: Standing) -> Screen:
    """Before and after, what changes for people, and *Publish*."""
    found, best = one.proposal, one.proposal.progress
    before, after = best["before"], best["after"]
    parts = [w.say("🧩 <b>The timetable is ready.</b> Nobody has been told yet."), Html("")]
    if found.reason is not None:
        parts.insert(0, w.say("⚠️ <b>It could not be published just now.</b> Please try again."))
    if one.since:
        parts.append(
            w.count(
                "⚠️ <b>{n} meeting has changed since.</b> Work it out again, or publish what still holds.",
                "⚠️ <b>{n} meetings have changed since.</b> Work it out again, or publish what still holds.",
                one.since,
            )
        )
        parts.append(Html(""))
    parts.append(
        w.say("With a time: {before} → <b>{after}</b> of {of}", before=before["all"], after=after["all"], of=best["of"])
    )
    parts.append(
        w.say("Waits between meetings: {before} → <b>{after}</b>", before=before["breaks"], after=after["breaks"])
    )
    parts.append(w.say("People who wait: {before} → <b>{after}</b>", before=before["waiting"], after=after["waiting"]))
    parts.append(
        w.say("Most waits of one person: {before} → <b>{after}</b>", before=before["worst"], after=after["worst"])
    )
    parts += [*_bound(w, best), Html("")]
    changes = [
        (best["new"], w.count("{n} meeting gets its time", "{n} meetings get their time", best["new"])),
        (
            best["moved"],
            w.count("{n} meeting moves to another time", "{n} meetings move to another time", best["moved"]),
        ),
        (
            best["elsewhere"],
            w.count("{n} meeting gets another place", "{n} meetings get another place", best["elsewhere"]),
        ),
        (best["dropped"], w.count("❗ {n} meeting loses its time", "❗ {n} meetings lose their time", best["dropped"])),
        (best["unplaced"], w.count("❗ {n} cannot be placed", "❗ {n} cannot be placed", best["unplaced"])),
    ]
    parts += [text for number, text in changes if number] or [w.say("Nothing would change.")]
    rows: list[tuple[Button, ...]] = []
    if best["people"]:
        rows.append((_act(w.plain("📣 Publish…"), PlanAct.ASK_PUBLISH, found),))
    looks = []
    moving = best["moved"] + best["elsewhere"] + best["dropped"]
    if moving:
        looks.append(_act(w.plain("Who moves ({n})", n=moving), PlanAct.MOVERS, found))
    if best["unplaced"]:
        looks.append(_act(w.plain("Not placed ({n})", n=best["unplaced"]), PlanAct.UNPLACED, found))
    if looks:
        rows.append(tuple(looks))
    if one.since:
        choice = _choice(found)
        rows.append((Button(w.plain("🔄 Work it out again"), PlanTap(PlanAct.START, None, 0, choice).pack()),))
    rows += [(_act(w.plain("Discard"), PlanAct.DISCARD, found),), (back_to_desk(w), menu_button(w))]
    return Screen(Html("\n".join(parts)), tuple(rows))


def _choice(found: Proposal) -> str:
    return "new" if found.options.get("only_unplaced") else str(found.options.get("keep"))


def sure_to_publish(w: Words, one: Standing) -> Screen:
    """One tap before everybody hears of it."""
    found = one.proposal
    people = found.progress["people"]
    text = w.count(
        "<b>Publish it?</b>\n{n} person gets one message with all their times, at once. It cannot be taken back.",
        "<b>Publish it?</b>\n{n} people get one message each with all their times, at once. It cannot be taken back.",
        people,
    )
    if one.since:
        more = w.count(
            "{n} meeting has changed since: it stays as it is now.",
            "{n} meetings have changed since: they stay as they are now.",
            one.since,
        )
        text = Html(f"{text}\n\n⚠️ {more}")
    yes = _act(w.count("Yes, tell {n} person", "Yes, tell {n} people", people), PlanAct.PUBLISH, found)
    return Screen(text, ((yes,), (_act(w.plain("‹ Back"), PlanAct.LOOK, found), menu_button(w))))


def _published(w: Words, one: Proposal) -> Screen:
    came = one.progress.get("published", {})
    parts = [w.say("📣 <b>Published.</b>"), Html("")]
    people, placed, moved = (came.get(name, 0) for name in ("people", "placed", "moved"))
    elsewhere, dropped = came.get("elsewhere", 0), came.get("dropped", 0)
    alone, otherwise = came.get("left_alone", 0), came.get("otherwise", 0)
    found = [
        (people, w.count("{n} person gets a message", "{n} people get a message", people)),
        (placed, w.count("{n} meeting has its time", "{n} meetings have their time", placed)),
        (moved, w.count("{n} meeting has another time", "{n} meetings have another time", moved)),
        (elsewhere, w.count("{n} meeting has another place", "{n} meetings have another place", elsewhere)),
        (dropped, w.count("❗ {n} meeting has lost its time", "❗ {n} meetings have lost their time", dropped)),
        (
            alone,
            w.count(
                "{n} had changed meanwhile and stays as it is", "{n} had changed meanwhile and stay as they are", alone
            ),
        ),
        (
            otherwise,
            w.count(
                "{n} could not have its planned time and got the best that was free",
                "{n} could not have their planned time and got the best that was free",
                otherwise,
            ),
        ),
    ]
    parts += [said for number, said in found if number]
    if len(parts) == 2:
        parts.append(w.say("Nothing had to change."))
    return Screen(Html("\n".join(parts)), ((back_to_desk(w), menu_button(w)),))


def _failed(w: Words, one: Proposal) -> Screen:
    said = {
        "not_installed": w.say(
            "The matching engine is not installed with this bot. Whoever runs it can add it:\n<code>{command}</code>",
            command=INSTALL,
        ),
        "died": w.say("The work ended before its time: perhaps there is too little memory."),
    }.get(one.reason or "", w.say("Something went wrong. It is written down for whoever runs the bot."))
    again = Button(w.plain("🔄 Try again"), PlanTap(PlanAct.OPEN).pack())
    text = Html("\n".join([w.say("❌ <b>No timetable could be made.</b>"), said, w.say("Nothing has changed.")]))
    return Screen(text, ((again,), (back_to_desk(w), menu_button(w))))
