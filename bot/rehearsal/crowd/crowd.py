"""The crowd: many attendees, one line of things to come, one clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.rehearsal.crowd import looking, meeting, registering, wishes
from bot.rehearsal.crowd.attendee import Act, Attendee, Errand, Press, Say
from bot.rehearsal.crowd.clock import CrowdClock
from bot.rehearsal.crowd.english import ENGLISH
from bot.rehearsal.crowd.habits import Habits, awake, span, thinking
from bot.rehearsal.crowd.kinds import NEWS, Key, Kind
from bot.rehearsal.crowd.ledger import Ledger
from bot.rehearsal.crowd.line import Line
from bot.rehearsal.crowd.vocabulary import Seen, Vocabulary
from bot.rehearsal.errors import PlayError
from bot.rehearsal.personas import Persona
from bot.rehearsal.personas.dice import Dice
from bot.rehearsal.stage import Change, Phone, Stage

Json = dict[str, Any]
# Longer than any answer takes: after that they put the phone away.
PATIENCE = timedelta(minutes=4)
# Nor does a clock that runs fast make a bot answer faster: they wait so many seconds of the wall at least.
REAL_PATIENCE = 20.0
# People act on this grid when the clock is turned by hand, so that a driver has fewer stops; else on full seconds.
COARSE = timedelta(seconds=60)
FINE = timedelta(seconds=1)
ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)


class Crowd:
    """People who play on their own, with the phones of a stage.

    They know nothing but what stands on their screens. The same seed at the same event time brings the same wishes.
    `days` are the event's (default: today and tomorrow by the clock); phones with a role are left to their owners.
    While the clock runs they act by themselves; a driver that turns it by hand calls :meth:`act_due`.
    """

    def __init__(
        self,
        stage: Stage,
        personas: Sequence[Persona],
        clock: CrowdClock,
        seed: int = 1,
        vocabulary: Vocabulary = ENGLISH,
        *,
        days: Sequence[date] | None = None,
        habits: Habits | None = None,
    ) -> None:
        self.stage = stage
        self.clock = clock
        self.habits = habits or Habits()
        self.ledger = Ledger()
        self.attendees: dict[int, Attendee] = {}
        self.began_at = clock.now()
        self._personas = personas
        self._seed = seed
        self._vocabulary = vocabulary
        self.days = tuple(days or (clock.now().date(), clock.now().date() + timedelta(days=1)))
        self._line = Line()
        self._acts = 0
        self._end_watching: Callable[[], None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        clock.on_turn(self._changed.set)

    # --- on and off

    async def start(self, size: int) -> None:
        """Let `size` of them act (those who have come already stay in the plan)."""
        for persona in self._cast(size):
            if persona.telegram_id not in self.attendees:
                self._welcome(persona)
        if self._end_watching is None:
            self._end_watching = self.stage.on_change(self._saw)
        if self._task is None:
            self._task = asyncio.create_task(self._live(), name="crowd")

    async def stop(self) -> None:
        """Let them rest: they keep what they planned."""
        if self._end_watching is not None:
            self._end_watching()
            self._end_watching = None
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def status(self) -> Json:
        """Numbers for the page."""
        states = [request.state for request in self.ledger.requests]
        return {
            "size": len(self.attendees),
            "running": self._end_watching is not None,
            "acts": self._acts,
            "registered": sum(one.registered for one in self.attendees.values()),
            "requests": len(states),
            "agreed": states.count("agreed"),
            "not_understood": self.ledger.not_understood.total(),
        }

    # --- the line of things to come

    def next_act(self) -> datetime | None:
        """When the next of them wants to do something; None while nobody does, or they rest."""
        return self._line.next_at() if self._end_watching is not None else None

    def act_due(self) -> int:
        """Do everything that is due now; how many acts that were."""
        before, now = self._acts, self.clock.now()
        while (due := self.next_act()) is not None and due <= now:
            self._line.take()()
        return self._acts - before

    def wish(self, who: Attendee, at: datetime, errand: Callable[[Attendee], Errand]) -> None:
        """`who` wants to do that at `at`, or in the morning if they sleep then."""
        self._put(awake(at, who.zone, who.dice), lambda: self._begin(who, errand))

    def plan(self, who: Attendee) -> None:
        """They are in: what will they want to do until the end of the event?"""
        if not who.planned:
            who.planned = True
            wishes.plan(self, who)

    def read(self, who: Attendee, message: Json) -> Seen:
        """A message as they understand it."""
        return self._vocabulary.read(message, who.zone, self.days[-1].year)

    def block_at(self, who: Attendee, at: datetime) -> None:
        """`who` will have had enough of the bot."""
        self._put(at, lambda: self._block(who))

    def _put(self, at: datetime, deed: Callable[[], None], still: Callable[[], bool] | None = None) -> None:
        grid = COARSE if not self.clock.speed else FINE
        if self._line.put(ORIGIN + -(-(at - ORIGIN) // grid) * grid, deed, still):
            self._changed.set()

    def _next_step(self, who: Attendee, after: timedelta) -> None:
        turn = who.turn
        self._put(self.clock.now() + after, lambda: self._step(who), lambda: who.turn == turn)

    async def _live(self) -> None:
        """While the clock runs: act when it is time."""
        while True:
            self._changed.clear()
            self.act_due()
            due = self.next_act()
            waiting: list[asyncio.Task[Any]] = [asyncio.create_task(self._changed.wait())]
            if due is not None and self.clock.speed:  # a clock that is turned by hand says so itself
                seconds = max(0.0, (due - self.clock.now()).total_seconds())
                waiting.append(asyncio.create_task(self.clock.sleep(seconds)))
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in waiting:
                    one.cancel()

    # --- people

    def _cast(self, size: int) -> list[Persona]:
        free = []
        for persona in self._personas:
            phone = self.stage.phones.get(persona.telegram_id)
            if phone is None or phone.role is None or persona.telegram_id in self.attendees:
                free.append(persona)
        return free[:size]

    def _welcome(self, persona: Persona) -> None:
        phone: Phone | None = self.stage.phones.get(persona.telegram_id)
        if phone is None:
            phone = self.stage.add_person(
                persona.first_name, persona.last_name, persona.username, "en", persona.telegram_id
            )
        dice = Dice(self._seed * 1_000_003 + persona.telegram_id)
        who = self.attendees[persona.telegram_id] = Attendee(self, persona, phone, dice)
        now = self.clock.now()
        ahead = datetime.combine(self.days[-1], datetime.min.time(), tzinfo=who.zone) - now
        # Days before the event people take their time; shortly before it, all come in the first half hour.
        self.wish(who, now + span(dice, 5, 4 * 3_600 if ahead > timedelta(days=3) else 1_800), registering.arrive)

    def _begin(self, who: Attendee, errand: Callable[[Attendee], Errand]) -> None:
        if not who.reachable:
            return
        if who.errand is not None:
            who.later.append(errand)
            return
        who.errand, who.seen = errand(who), None
        self._step(who, first=True)

    def _step(self, who: Attendee, *, first: bool = False) -> None:
        """The errand of somebody goes on with what they see now."""
        errand = who.errand
        if errand is None:
            return
        if who.waiting_for is not None and not first:
            self._nothing_came(who, who.waiting_for)
        try:
            act = next(errand) if first else errand.send(who.seen)
            who.turn += 1
            who.seen = None
            self._do(who, act)
        except (StopIteration, PlayError):
            errand.close()
            self._done(who)

    def _nothing_came(self, who: Attendee, act: Act) -> None:
        who.waiting_for = None
        if not who.reachable:
            return
        what = f"“{act.button.label}” on {act.seen.kind.name.lower()}" if isinstance(act, Press) else f"“{act.text}”"
        quiet = isinstance(act, Press) and act.button.key in {Key.PAGE, Key.GOT_IT}
        if not quiet:
            self.ledger.nothing_happened[what] += 1

    def _do(self, who: Attendee, act: Act) -> None:
        if not who.reachable:
            raise PlayError("they have blocked the bot", "a phone that listens", 409)
        self._acts += 1
        who.waiting_for = act
        if isinstance(act, Say):
            who.phone.say(act.text)
        else:
            who.phone.tap(act.seen.message_id, act.button.row, act.button.column)
        self._next_step(who, max(PATIENCE, timedelta(seconds=REAL_PATIENCE * self.clock.speed)))

    def _done(self, who: Attendee) -> None:
        who.errand = who.waiting_for = who.seen = None
        who.turn += 1
        if who.later:
            errand = who.later.popleft()
            self._put(self.clock.now() + thinking(who.dice), lambda: self._begin(who, errand))

    def _block(self, who: Attendee) -> None:
        if not who.reachable:
            return
        who.phone.block()
        self._acts += 1
        who.blocked.append((self.clock.now(), None))
        self.ledger.deeds["blocked the bot"] += 1
        if who.errand is not None:
            who.errand.close()
        who.later.clear()
        self._done(who)
        if who.dice.chance(self.habits.comes_back):
            at = awake(self.clock.now() + span(who.dice, 600, 5 * 3_600), who.zone, who.dice)
            self._put(at, lambda: self._come_back(who))

    def _come_back(self, who: Attendee) -> None:
        who.phone.unblock()
        who.blocked[-1] = (who.blocked[-1][0], self.clock.now())
        self.ledger.deeds["unblocked the bot"] += 1
        self._begin(who, looking.look_at_agenda)

    # --- what comes to the phones

    def _saw(self, change: Change) -> None:
        kind, body = change
        if kind not in {"message", "edit", "answer"}:
            return
        who = self.attendees.get(body["person_id"])
        if who is None:
            return
        if kind == "answer":
            self._saw_toast(who, body.get("text") or "")
            return
        message = body["message"]
        if not message["from"]["is_bot"]:
            return
        if who.phone.blocked:
            self.ledger.problems["something arrived on a phone that had blocked the bot"] += 1
        seen = self.read(who, message)
        edited = kind == "edit"
        self.ledger.note(who.name, seen, self.clock.now(), new=not edited)
        news = seen.kind in NEWS
        if who.answers(seen, edited=edited, news=news):
            self._answered(who, seen)
        elif edited and who.seen is not None and who.waiting_for is None and seen.message_id == who.seen.message_id:
            who.seen = seen
        if news and not edited:
            wishes.react(self, who, seen)
        elif seen.kind is Kind.SENT and seen.name and who.dice.chance(self.habits.withdraws):
            self.wish(who, self.clock.now() + span(who.dice, 120, 3_600), meeting.withdrawing(seen.name))

    def _saw_toast(self, who: Attendee, text: str) -> None:
        if not text:
            return
        toast = self._vocabulary.read_toast(text)
        self.ledger.note(who.name, toast, self.clock.now(), new=True)
        if isinstance(who.waiting_for, Press):
            self._answered(who, toast)

    def _answered(self, who: Attendee, seen: Seen) -> None:
        who.seen, who.waiting_for = seen, None
        who.turn += 1
        self._next_step(who, thinking(who.dice))
