"""German words for times."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_ONES = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
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
    21: "einundzwanzig",
    22: "zweiundzwanzig",
    23: "dreiundzwanzig",
}
_FIRST_DAYS = dict(
    enumerate(("erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt"), start=1)
)
_LATER_DAYS = {
    **{day: f"{_HOURS[day].split('|')[0]}t" for day in range(11, 20)},
    20: "zwanzigst",
    **{20 + ones: f"{word}undzwanzigst" for ones, word in enumerate(_ONES, start=1)},
    30: "dreißigst",
    31: "einunddreißigst",
}
_DATES = ("{day} {month}", "{day} {month} {year}")
_MARKS = ("", " uhr")


def _with_marks(*phrases: str) -> str:
    return "|".join(phrase + mark for phrase in phrases for mark in _MARKS)


GERMAN = Language(
    code="de",
    full_day=True,
    weekday_number_is_date=True,
    hours=_HOURS,
    weak_hours="ein",
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
    day_words={
        day: "|".join(stem + ending for ending in ("er", "en", "e"))
        for day, stem in {**_FIRST_DAYS, **_LATER_DAYS}.items()
    },
    at="um|@|gegen|punkt|um punkt|um circa|um ca|um etwa|so um|so gegen|so circa|so ca|ca um|circa um|genau um",
    hour_marks="uhr|h",
    spans="h",
    minute_marks="min|minute|minuten",
    clocks={
        _with_marks("halb {hour}"): (-30,),
        _with_marks("viertel nach {hour}"): (15,),
        _with_marks("viertel vor {hour}", "dreiviertel {hour}", "drei viertel {hour}"): (-15,),
        # "Viertel vier" is 3:15 in the east and south; elsewhere it is not said.
        "viertel {hour}": (-45,),
        _with_marks("fünf vor halb {hour}", "fuenf vor halb {hour}", "5 vor halb {hour}"): (-35,),
        _with_marks("fünf nach halb {hour}", "fuenf nach halb {hour}", "5 nach halb {hour}"): (-25,),
    },
    minutes_after="{minute} nach {hour}|{minute} minuten nach {hour}|{minute} min nach {hour}",
    minutes_before="{minute} vor {hour}|{minute} minuten vor {hour}|{minute} min vor {hour}",
    ranges="von {hour} bis {end}|von {hour} bis {end} uhr|von {hour} - {end}|von {hour} - {end} uhr"
    "|{hour} bis {end} uhr|{hour} - {end} uhr",
    until="bis",
    windows=_with_marks("ab {hour}", "nach {hour}", "vor {end}", "bis {end}", "zwischen {hour} und {end}")
    + "|zwischen {hour} uhr und {end} uhr",
    moments={"mittag|mittags|am mittag|zu mittag": (720,), "mitternacht|um mitternacht": (0, 1440)},
    parts={
        "früh|frueh|in der früh|in der frueh|am morgen|vormittag|vormittags|am vormittag|morgens": (0, 720),
        "am frühen morgen": (0, 600),
        "am späten vormittag": (600, 720),
        "nachmittag|nachmittags|am nachmittag": (720, 1080),
        "am frühen nachmittag": (720, 900),
        "am späten nachmittag": (900, 1080),
        "abend|abends|am abend": (1020, 1440),
        "nacht|nachts|in der nacht": (1140, 1740),
    },
    clock_parts={
        "früh|uhr früh|uhr frueh|morgens|uhr morgens|vormittags|uhr vormittags|am vormittag|uhr am vormittag": (
            60,
            720,
        ),
        "mittags|uhr mittags|uhr am mittag": (660, 900),
        "nachmittags|uhr nachmittags|am nachmittag|uhr am nachmittag": (720, 1140),
        "abends|uhr abends|am abend|uhr am abend": (1020, 1440),
    },
    weekday_parts={
        "morgen|früh": (0, 720),
        "vormittag": (0, 720),
        "mittag": (690, 840),
        "nachmittag": (720, 1080),
        "abend": (1020, 1440),
    },
    parts_today={
        "heute morgen|heute früh|heute frueh": (0, (0, 720)),
        "morgen früh|morgen frueh": (1, (0, 720)),
    },
    relative_days={
        -2: "vorgestern",
        -1: "gestern",
        0: "heute|heut",
        1: "morgen|mogen",
        2: "übermorgen|uebermorgen",
        # "In eight days" is in a week to most.
        7: "in 8 tagen|in acht tagen|heute in einer woche",
        8: "morgen in einer woche",
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
        "montag|mo?",
        "dienstag|di?",
        "mittwoch|mi?",
        "donnerstag|do?",
        "freitag|fr?",
        "samstag|sonnabend|sa?",
        "sonntag|so?",
    ),
    this_="am|an diesem|diesen|dieser|der|den",
    next_="nächsten|naechsten|nächster|kommenden|kommender|am nächsten|am kommenden",
    weeks={
        0: "diese woche|dieser woche",
        1: "nächste woche|naechste woche|kommende woche|nächster woche|kommender woche",
    },
    dates="|".join(f"{before}{date}" for before in ("", "am ", "den ", "der ", "dem ") for date in _DATES)
    + "|am {day}|den {day}|der {day}|dem {day}",
    more_months=("", "", "maerz|mrz", "", "", "", "", "", "", "", "", ""),
    ordinals="ten|ter|te",
    counted="termin|zeit|treffen|frei|vorschlag",
    fillers="bitte|ok|okay|ja|gerne|gern|passt|geht|wir uns|wie wäre es|wie waers|wie wäre es mit|wie wärs mit"
    "|vielleicht|dann|gut|hallo|danke|circa|ca|etwa|ungefähr|genau|pünktlich|uns|ich kann|für mich|mir|es|würde|passen"
    "|im|guten morgen|guten tag|guten abend|moin|servus|grüß gott|lieber|super|perfekt|prima|sagen wir"
    "|können wir|könnten wir|können wir uns|treffen wir uns|wäre|ginge|ginge es|ich bin|ich habe zeit"
    "|habe ich zeit|hätte ich zeit|mein vorschlag|mit freundlichen grüßen|einverstanden|alles klar"
    "|wir treffen uns|schön",
)
