"""English words for times."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOURS = dict(enumerate(_NUMBERS, start=1))

ENGLISH = Language(
    code="en",
    full_day=False,
    month_first=True,
    hours=_HOURS,
    minutes={
        **_HOURS,
        13: "thirteen",
        14: "fourteen",
        15: "fifteen",
        16: "sixteen",
        17: "seventeen",
        18: "eighteen",
        19: "nineteen",
        20: "twenty",
        25: "twenty five|twenty-five",
        30: "thirty",
        35: "thirty five|thirty-five",
        40: "forty",
        45: "forty five|forty-five",
        50: "fifty",
        55: "fifty five|fifty-five",
    },
    counts={
        **_HOURS,
        1: "one|a|an",
        2: "two|a couple of|couple of",
        15: "fifteen",
        20: "twenty",
        30: "thirty",
        40: "forty",
        45: "forty five|forty-five",
        90: "ninety",
    },
    at="at|@",
    hour_marks="o'clock|oclock|o clock|hrs|hours sharp|h|hr",
    minute_marks="min|mins|minutes",
    clocks={
        "half past {hour}": (30,),
        "quarter past {hour}|a quarter past {hour}|quarter after {hour}|a quarter after {hour}": (15,),
        "quarter to {hour}|a quarter to {hour}|quarter till {hour}|quarter of {hour}": (-15,),
        # "Half three" is 3:30 in London and 2:30 to most who learned English elsewhere: both are offered.
        "half {hour}": (30, -30),
    },
    minutes_after="{minute} past {hour}|{minute} minutes past {hour}|{minute} mins past {hour}|{minute} after {hour}",
    minutes_before="{minute} to {hour}|{minute} minutes to {hour}|{minute} mins to {hour}|{minute} till {hour}"
    "|{minute} minutes before {hour}|{minute} before {hour}",
    ranges="from {hour} to {end}|from {hour} until {end}|from {hour} till {end}",
    windows="after {hour}|from {hour}|from {hour} on|from {hour} onwards|starting from {hour}|starting at {hour}"
    "|not before {hour}|no earlier than {hour}|not earlier than {hour}|before {end}|until {end}|till {end}|by {end}"
    "|not after {end}|no later than {end}|not later than {end}|between {hour} and {end}",
    until="to|until|till",
    moments={
        "noon|midday|high noon": (720,),
        "midnight": (0, 1440),
    },
    parts={
        "am|a m": (0, 720),
        "pm|p m": (720, 1440),
        "morning|in the morning|the morning": (0, 720),
        "after lunch": (720, 1080),
        "afternoon|in the afternoon|the afternoon": (720, 1080),
        "early morning": (0, 600),
        "late morning": (600, 720),
        "early afternoon": (720, 900),
        "late afternoon": (900, 1080),
        "lunchtime|lunch time|at lunch|over lunch": (690, 840),
        "evening|in the evening|the evening": (1020, 1440),
        "night|at night|in the night": (1140, 1740),
    },
    parts_today={
        "this morning": (0, (0, 720)),
        "this afternoon": (0, (720, 1080)),
        "this evening": (0, (1020, 1440)),
        "tonight|tonite": (0, (1020, 1440)),
    },
    relative_days={
        -1: "yesterday",
        0: "today|tday|2day",
        1: "tomorrow|tomorow|tommorow|tommorrow|tomorrrow|tmrw|tmr|tmrow|tomoz|2morrow",
        2: "day after tomorrow|the day after tomorrow|overmorrow|one day after tomorrow|1 day after tomorrow"
        "|a day after tomorrow",
    },
    days_after="in {n} day|in {n} days|in {n} days time|{n} days from now",
    weeks_after="in {n} week|in {n} weeks|in {n} weeks time|{n} weeks from now",
    minutes_from_now="in {n} min|in {n} mins|in {n} minute|in {n} minutes|in {n} minutes time"
    "|{n} minutes from now|{n} min from now|{n} mins from now|in {n} m",
    hours_from_now="in {n} h|in {n} hr|in {n} hrs|in {n} hour|in {n} hours|in {n} hours time|{n} hours from now"
    "|{n} hour from now",
    from_now={
        "now|right now|straight away|immediately|asap": 0,
        "in half an hour|in about half an hour|in half hour|in a half hour|half an hour from now": 30,
        "in about an hour": 60,
        "in a quarter of an hour|in quarter of an hour": 15,
        "in 1.5 hours|in 1,5 hours|in 1.5 h|in an hour and a half|in one and a half hours|in 1 and a half hours": 90,
    },
    weekdays=(
        "monday|mon|mondays|monady",
        "tuesday|tue|tues|teusday",
        "wednesday|wed|weds|wendesday|wensday|wednsday",
        "thursday|thu|thur|thurs|thrusday",
        "friday|fri",
        "saturday|sat?",
        "sunday|sun?",
    ),
    this_="this|on",
    next_="next|coming|the coming|this coming",
    weeks={0: "this week", 1: "next week"},
    dates="{day} {month}|{day} of {month}|the {day} of {month}|{month} {day}|{month} the {day}|{day} {month} {year}"
    "|{day} of {month} {year}|{month} {day} {year}|{day} - {month}|{day} - {month} - {year}",
    more_months=("", "febuary", "", "", "", "", "", "", "", "", "", ""),
    ordinals="th|st|nd|rd",
    weak_hours="one",
    spans="h|hr|hrs",
    counted="we are|i am|im|meeting|our meeting|a meeting|time|slot|a slot",
    fillers="around|about|approx|the|on|please|pls|ok|okay|yes|sharp|works|lets|let us|meet|see you|how about"
    "|what about|maybe|then|fine|is fine|is good|works for me|hi|hello|thanks|thank you|in the|of|perhaps|exactly"
    "|any time|anytime|whenever|sometime|free|available|could we|can we|shall we|i can|can do|i can do|could we do"
    "|can we do|shall we do|can you do|could you do|i could|i could do|are you free|are you available|would be good"
    "|would be great|would be fine|would be perfect|lets say|say|ish|- ish|lets do|does|would|work|suits me"
    "|good for me|for me|it|at the|ill be there|i prefer|good|great|perfect|sure|possible",
)
