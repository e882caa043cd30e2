"""Quiet hours: when nobody is to be woken by an announcement."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.events import Rules


def is_quiet(rules: Rules, moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock in `zone` stands between `quiet_from` and `quiet_until`; equal times: there is no night."""
    start, end = time.fromisoformat(rules.quiet_from), time.fromisoformat(rules.quiet_until)
    clock = moment.astimezone(zone).time()
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def quiet_ends(rules: Rules, moment: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that `moment` falls into are over, in `zone`; None when it falls into none."""
    if not is_quiet(rules, moment, zone):
        return None
    end = time.fromisoformat(rules.quiet_until)
    local = moment.astimezone(zone)
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    return datetime.combine(day, end, zone)
