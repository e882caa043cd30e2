"""German words for times."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_HOURS = {
    1: "eins|ein",
    2: "zwei|zwo",
    3: "drei",
    4: "vier",
    5: "fünf|fuenf",
    6: "sechs",
    7: "sieben",
    8: "acht",
    9: "neun",
    10: "zehn",
    11: "elf",
    12: "zwölf|zwoelf",
    13: "dreizehn",
    14: "vierzehn",
    15: "fünfzehn|fuenfzehn",
    16: "sechzehn",
    17: "siebzehn",
    18: "achtzehn",
    19: "neunzehn",
    20: "zwanzig",
}

GERMAN = Language(
    code="de",
    full_day=True,
    hours=_HOURS,
    minutes={
        5: "fünf|fuenf",
        10: "zehn",
        15: "fünfzehn|fuenfzehn",
        20: "zwanzig",
        25: "fünfundzwanzig|fuenfundzwanzig",
        30: "dreißig|dreissig",
        35: "fünfunddreißig|fuenfunddreissig",
        40: "vierzig",
        45: "fünfundvierzig|fuenfundvierzig",
        50: "fünfzig|fuenfzig",
        55: "fünfundfünfzig|fuenfundfuenfzig",
    },
    counts={
        **_HOURS,
        1: "ein|eine|einer|einem",
        2: "zwei|zwo",
        30: "dreißig|dreissig",
        40: "vierzig",
        45: "fünfundvierzig|fuenfundvierzig",
    },
    at="um|@|gegen",
    hour_marks="uhr|h",
    minute_marks="min|minute|minuten",
    clocks={
        "halb {hour}": (-30,),
        "viertel nach {hour}": (15,),
        "viertel vor {hour}|dreiviertel {hour}": (-15,),
        # "Viertel vier" is 3:15 in the east and south; elsewhere it is not said.
        "viertel {hour}": (-45,),
        "fünf vor halb {hour}|fuenf vor halb {hour}|5 vor halb {hour}": (-35,),
        "fünf nach halb {hour}|fuenf nach halb {hour}|5 nach halb {hour}": (-25,),
    },
    minutes_after="{minute} nach {hour}|{minute} minuten nach {hour}|{minute} min nach {hour}",
    minutes_before="{minute} vor {hour}|{minute} minuten vor {hour}|{minute} min vor {hour}",
    ranges="von {hour} bis {end}|zwischen {hour} und {end}|von {hour} uhr bis {end} uhr|von {hour} bis {end} uhr"
    "|zwischen {hour} und {end} uhr",
    until="bis",
    moments={"mittag|mittags|am mittag|zu mittag": (720,), "mitternacht|um mitternacht": (0, 1440)},
    parts={
        "früh|frueh|am morgen|vormittag|vormittags|am vormittag|morgens": (0, 720),
        "nachmittag|nachmittags|am nachmittag": (720, 1080),
        "abend|abends|am abend": (1020, 1440),
        "nacht|nachts|in der nacht": (1140, 1740),
    },
    parts_today={
        "heute morgen|heute früh|heute frueh": (0, (0, 720)),
        "morgen früh|morgen frueh": (1, (0, 720)),
    },
    relative_days={
        -1: "gestern",
        0: "heute|heut",
        1: "morgen|mogen",
        2: "übermorgen|uebermorgen",
    },
    days_after="in {n} tag|in {n} tagen",
    weeks_after="in {n} woche|in {n} wochen",
    minutes_from_now="in {n} min|in {n} minute|in {n} minuten",
    hours_from_now="in {n} h|in {n} std|in {n} stunde|in {n} stunden",
    from_now={
        "jetzt|sofort|jetzt gleich": 0,
        "in einer halben stunde|in ner halben stunde": 30,
        "in einer viertelstunde": 15,
        "in einer dreiviertelstunde": 45,
        "in eineinhalb stunden|in anderthalb stunden": 90,
    },
    weekdays=(
        "montag|montags|mo?",
        "dienstag|dienstags|di?",
        "mittwoch|mittwochs|mi?",
        "donnerstag|donnerstags|do?",
        "freitag|freitags|fr?",
        "samstag|samstags|sonnabend|sa?",
        "sonntag|sonntags|so?",
    ),
    this_="am|diesen|dieser",
    next_="nächsten|naechsten|nächster|kommenden|kommender|am nächsten|am kommenden",
    weeks={0: "diese woche", 1: "nächste woche|naechste woche|kommende woche"},
    dates="{day} {month}|{day} {month} {year}|den {day} {month}|der {day} {month}",
    more_months=("", "", "maerz|mrz", "", "", "", "", "", "", "", "", ""),
    ordinals="ten|ter|te",
    fillers="am|der|den|bitte|ok|okay|ja|gerne|gern|passt|geht|treffen|wir uns|wie wäre es|wie waers|vielleicht|dann"
    "|gut|hallo|danke|circa|ca|etwa|ungefähr|punkt|genau|pünktlich|uns|ich kann|für mich|mir|es|würde|passen|termin"
    "|zeit|im",
)
