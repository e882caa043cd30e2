"""From the facts of one way to read a text to the moments it can mean, on the days that are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.typed_times.facts import (
    FIRST_HOUR,
    LAST_HOUR,
    MIDNIGHT,
    CalendarDay,
    Clock,
    Fact,
    Later,
    Part,
    RelativeDay,
    Week,
    Weekday,
)
from bot.domain.typed_times.localtime import moments_at
from bot.domain.typed_times.reading import Kind

HORIZON = timedelta(days=366)
"""How far ahead a time may lie where no event restricts it."""

# "Wed 10" is rarely the Wednesday in four months that is the 10th.
_BARE_NUMBER_REACH = timedelta(days=31)


_DAYS_WITH_NAMES = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """What a text is read against: the moment, the zone, and the event's days (None: any day of the next year)."""

    now: datetime
    zone: ZoneInfo
    days: tuple[date, ...] | None

    @property
    def today(self) -> date:
        """The day it is in the event's zone."""
        return self.now.astimezone(self.zone).date()

    def universe(self) -> Sequence[date]:
        """The days that a text can be about, past days of the event included."""
        if self.days is not None:
            return self.days
        return [self.today + timedelta(days=ahead) for ahead in range(HORIZON.days + 1)]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one way of reading means: moments, or days without a time, or the reason why there are none."""

    moments: tuple[datetime, ...] = ()
    days: tuple[date, ...] = ()
    hours: tuple[int, int] | None = None
    window: bool = False
    failure: Kind | None = None


_NONSENSE = Meaning(failure=Kind.NOT_A_TIME)


def meaning(facts: Sequence[Fact], scene: Scene) -> Meaning:
    """Resolve one way of reading. Facts that need company they lack, or that exclude each other, mean nothing."""
    clock = next((fact for fact in facts if isinstance(fact, Clock)), None)
    part = next((fact for fact in facts if isinstance(fact, Part)), None)
    later = next((fact for fact in facts if isinstance(fact, Later)), None)
    of_day = [fact for fact in facts if isinstance(fact, (Weekday, RelativeDay, Week, CalendarDay))]
    if later is not None:
        return _after(later, scene) if len(facts) == 1 else _NONSENSE
    if part is not None and part.window and clock is not None:
        return _NONSENSE
    if not _in_company(clock, part, of_day):
        return _NONSENSE
    minutes = _minutes(clock, part)
    if clock is not None and not minutes:
        return _NONSENSE
    found = _days(of_day, scene, dated=clock is not None)
    if isinstance(found, Kind):
        return Meaning(failure=found)
    contradicted = not all(test(day) for test in (_test(fact, scene.today) for fact in of_day) for day in found)
    soonest = scene.days is None and not contradicted and _recurs(of_day)
    if clock is None:
        return _whole_days(found, part, soonest=soonest)
    return _at(found, clock, minutes, scene, soonest=soonest, any_day=not of_day)


def _in_company(clock: Clock | None, part: Part | None, of_day: Sequence[Fact]) -> bool:
    """Whether every uncertain fact stands beside a certain one of the other sort."""
    sure_day = any(
        not isinstance(fact, Week) and (not isinstance(fact, (Weekday, CalendarDay)) or fact.certain) for fact in of_day
    )
    sure_clock = clock is not None and (clock.certain or (part is not None and part.certain))
    return sure_day or sure_clock


def _minutes(clock: Clock | None, part: Part | None) -> tuple[int, ...]:
    if clock is None:
        return ()
    if part is None:
        return clock.plain
    found = [each for each in dict.fromkeys((*clock.plain, *clock.halves)) if part.holds(each % MIDNIGHT)]
    # "Tomorrow at one at night" is said of the night before tomorrow and of the one after.
    after = [each % MIDNIGHT + MIDNIGHT for each in found if each % MIDNIGHT + MIDNIGHT < part.end]
    return tuple(dict.fromkeys((*found, *after)))


def _after(later: Later, scene: Scene) -> Meaning:
    moment = scene.now + timedelta(minutes=later.minutes)
    if moment.second or moment.microsecond:
        moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    local = moment.astimezone(scene.zone)
    if local.date() not in scene.universe():
        return Meaning(failure=Kind.OFF_EVENT)
    return Meaning(moments=(local,))


def _test(fact: Fact, today: date) -> Callable[[date], bool]:
    """Which days a fact allows."""
    match fact:
        case Weekday(weekday=weekday, after_today=after_today):
            return lambda day: day.weekday() == weekday and (not after_today or day > today)
        case RelativeDay(offset=offset):
            return lambda day: day == today + timedelta(days=offset)
        case Week(offset=offset):
            monday = today + timedelta(days=7 * offset - today.weekday())
            return lambda day: monday <= day < monday + timedelta(days=7)
        case CalendarDay(day=number, month=month, year=year, certain=certain):
            latest = date.max if certain or month else today + _BARE_NUMBER_REACH
            return lambda day: (
                day.day == number
                and day.month == (month or day.month)
                and day.year == (year or day.year)
                and day <= latest
            )
    raise AssertionError(fact)


def _recurs(of_day: Sequence[Fact]) -> bool:
    """Whether the days that are named come round again, so that the soonest is meant."""
    return not any(isinstance(fact, Week) or (isinstance(fact, Weekday) and fact.after_today) for fact in of_day)


def _days(of_day: Sequence[Fact], scene: Scene, *, dated: bool) -> Sequence[date] | Kind:
    """The open days that all facts allow; where they contradict each other, those that any allows (to be asked)."""
    today, universe = scene.today, scene.universe()
    tests = [_test(fact, today) for fact in of_day]
    named = [day for day in universe if all(test(day) for test in tests)]
    ahead = [day for day in named if day >= today]
    if ahead:
        next_one = [fact for fact in of_day if isinstance(fact, Weekday) and fact.after_today]
        if scene.days is None and next_one and len(of_day) == 1:
            # "Next Wednesday" is the coming one to some, the one of next week to others.
            following = today + timedelta(days=7 - today.weekday())
            return [ahead[0], *(day for day in ahead[1:2] if ahead[0] < following)]
        if scene.days is None and of_day and _recurs(of_day):
            return ahead[:2]
        return ahead if of_day or scene.days is not None else ahead[:2]
    if named or _is_past(of_day, today):
        return Kind.PAST
    uncertain = any(isinstance(fact, (CalendarDay, Weekday)) and not fact.certain for fact in of_day)
    # "Wednesday in a week" is no slip of the tongue, as "tomorrow, Wednesday" is.
    far = any(isinstance(fact, RelativeDay) and fact.offset > _DAYS_WITH_NAMES for fact in of_day)
    if len(of_day) > 1:
        if uncertain or far:
            return Kind.NOT_A_TIME
        each = [[day for day in universe if test(day) and day >= today][:1] for test in tests]
        if dated and all(each):
            return sorted({days[0] for days in each})
        if all(each):
            return Kind.NOT_A_TIME
    return Kind.OFF_EVENT


def _is_past(of_day: Sequence[Fact], today: date) -> bool:
    for fact in of_day:
        if isinstance(fact, RelativeDay) and fact.offset < 0:
            return True
        if isinstance(fact, CalendarDay) and fact.year and fact.month:
            return date(fact.year, fact.month, fact.day) < today
    return False


def _whole_days(days: Sequence[date], part: Part | None, *, soonest: bool) -> Meaning:
    if soonest:
        days = days[:1]
    if part is None:
        return Meaning(days=tuple(days))
    return Meaning(days=tuple(days), hours=(part.start, part.end), window=part.window)


def _at(
    days: Sequence[date], clock: Clock, minutes: Sequence[int], scene: Scene, *, soonest: bool, any_day: bool
) -> Meaning:
    gap = False
    ahead: list[datetime] = []
    off = past = False
    for day in days:
        of_day: list[tuple[int, datetime]] = []
        for minute in minutes:
            on = day + timedelta(days=minute // MIDNIGHT)
            if scene.days is not None and on not in scene.days:
                off = True
                continue
            local = datetime.combine(on, time(minute % MIDNIGHT // 60, minute % 60))
            found = moments_at(local, scene.zone)
            gap = gap or not found
            for moment in found:
                if moment < scene.now:
                    past = True
                else:
                    of_day.append((minute, moment))
        likely = [moment for minute, moment in of_day if FIRST_HOUR <= minute < LAST_HOUR]
        ahead.extend(likely if clock.spoken and likely else [moment for _, moment in of_day])
        # "At 9" said at ten in the morning: tonight or tomorrow morning is for the person to say.
        missed = (
            any_day
            and len(minutes) > 1
            and any(
                FIRST_HOUR <= minute < LAST_HOUR and minute not in {each for each, _ in of_day} for minute in minutes
            )
        )
        if soonest and (gap or (ahead and not missed)):
            break
    if ahead:
        return Meaning(moments=tuple(ahead))
    return Meaning(failure=Kind.GAP if gap else Kind.PAST if past or not off else Kind.OFF_EVENT)
