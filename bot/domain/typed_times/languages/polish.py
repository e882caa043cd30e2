"""Polish words for times, in the cases that they are said in."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_FIRST_DAYS = (
    "pierwsz",
    "drugi",
    "trzeci",
    "czwart",
    "piąt",
    "szóst",
    "siódm",
    "ósm",
    "dziewiąt",
    "dziesiąt",
    "jedenast",
    "dwunast",
    "trzynast",
    "czternast",
    "piętnast",
    "szesnast",
    "siedemnast",
    "osiemnast",
    "dziewiętnast",
    "dwudziest",
)
_ENDINGS = ("ego", "y")


def _ordinal(stem: str, ending: str) -> str:
    """ "Drugi" and "drugiego", "pierwszy" and "pierwszego"."""
    return stem if stem[-1] == "i" and ending == "y" else stem + ending


def _day(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number <= len(_FIRST_DAYS):
        return "|".join(_ordinal(_FIRST_DAYS[number - 1], ending) for ending in _ENDINGS)
    ten = {2: "dwudziest", 3: "trzydziest"}[tens]
    if not ones:
        return "|".join(ten + ending for ending in _ENDINGS)
    return "|".join(f"{ten}{ending} {_ordinal(_FIRST_DAYS[ones - 1], ending)}" for ending in _ENDINGS)


POLISH = Language(
    code="pl",
    full_day=True,
    weekday_number_is_date=True,
    day_words={number: _day(number) for number in range(1, 32)},
    hours={
        1: "pierwsza|pierwszą|pierwszej",
        2: "druga|drugą|drugiej",
        3: "trzecia|trzecią|trzeciej",
        4: "czwarta|czwartą|czwartej",
        5: "piąta|piątą|piątej",
        6: "szósta|szóstą|szóstej",
        7: "siódma|siódmą|siódmej",
        8: "ósma|ósmą|ósmej",
        9: "dziewiąta|dziewiątą|dziewiątej",
        10: "dziesiąta|dziesiątą|dziesiątej",
        11: "jedenasta|jedenastą|jedenastej",
        12: "dwunasta|dwunastą|dwunastej",
        13: "trzynasta|trzynastą|trzynastej",
        14: "czternasta|czternastą|czternastej",
        15: "piętnasta|piętnastą|piętnastej",
        16: "szesnasta|szesnastą|szesnastej",
        17: "siedemnasta|siedemnastą|siedemnastej",
        18: "osiemnasta|osiemnastą|osiemnastej",
        19: "dziewiętnasta|dziewiętnastą|dziewiętnastej",
        20: "dwudziesta|dwudziestą|dwudziestej",
        21: "dwudziesta pierwsza|dwudziestą pierwszą|dwudziestej pierwszej",
        22: "dwudziesta druga|dwudziestą drugą|dwudziestej drugiej",
        23: "dwudziesta trzecia|dwudziestą trzecią|dwudziestej trzeciej",
    },
    minutes={
        5: "pięć",
        10: "dziesięć",
        15: "piętnaście|kwadrans",
        20: "dwadzieścia",
        25: "dwadzieścia pięć",
        30: "trzydzieści",
        35: "trzydzieści pięć",
        40: "czterdzieści",
        45: "czterdzieści pięć",
        50: "pięćdziesiąt",
        55: "pięćdziesiąt pięć",
    },
    counts={
        1: "jeden|jedną",
        2: "dwa|dwie",
        3: "trzy",
        4: "cztery",
        5: "pięć",
        6: "sześć",
        10: "dziesięć",
        15: "piętnaście",
        20: "dwadzieścia",
        30: "trzydzieści",
        40: "czterdzieści",
        45: "czterdzieści pięć",
    },
    at="o|@|o godzinie|o godz|godz|godzina|na godz|na godzinę|około|koło|około godziny|około godz|gdzieś o|tak o"
    "|mniej więcej o|w godzinach|w godz|g|o g|tak około|równo o",
    hour_marks="h|godz|- tej|- stej|- ej|- ciej|- mej|- ta|- sta|+tej|+stej|+ej|+ciej|+mej|+ta|+sta",
    spans="h|godz",
    minute_marks="min|minut|minuty",
    clocks={
        "wpół do {hour}|pół do {hour}": (-30,),
        "kwadrans po {hour}": (15,),
        "za kwadrans {hour}|kwadrans przed {hour}": (-15,),
        # "Na 2h" is a while, "na 2" is at two.
        "na {hour}": (0,),
    },
    minutes_after="{minute} po {hour}|{minute} minut po {hour}|{minute} min po {hour}",
    minutes_before="za {minute} {hour}|za {minute} minut {hour}|za {minute} min {hour}",
    ranges="od {hour} do {end}|od godz {hour} do {end}|od godz {hour} do godz {end}|od godziny {hour} do {end}",
    until="do",
    windows="po {hour}|po godz {hour}|po godzinie {hour}|od {hour}|od godz {hour}|od godziny {hour}|przed {end}"
    "|przed godz {end}|do {end}|do godz {end}|do godziny {end}|między {hour} a {end}|pomiędzy {hour} a {end}",
    moments={"południe|w południe": (720,), "północ|o północy": (0, 1440)},
    parts={
        "rano|z rana|przed południem": (0, 720),
        "po południu|popołudniu|popołudnie": (720, 1080),
        "wieczorem|wieczór": (1020, 1440),
        "w nocy|nocą": (1140, 1740),
    },
    clock_parts={
        "rano": (60, 720),
        "w południe": (660, 840),
        "po południu": (720, 1140),
        "wieczorem": (1020, 1440),
    },
    parts_today={"dziś wieczorem|dzisiaj wieczorem": (0, (1020, 1440)), "dziś rano|dzisiaj rano": (0, (0, 720))},
    relative_days={
        -2: "przedwczoraj",
        -1: "wczoraj",
        0: "dziś|dzisiaj|na dziś|na dzisiaj",
        1: "jutro|na jutro",
        2: "pojutrze|na pojutrze",
        7: "za tydzień",
    },
    days_after="za {n} dzień|za {n} dni",
    weeks_after="za {n} tydzień|za {n} tygodnie|za {n} tygodni",
    minutes_from_now="za {n} min|za {n} minut|za {n} minuty|za {n} minutę",
    hours_from_now="za {n} h|za {n} godz|za {n} godzinę|za {n} godziny|za {n} godzin",
    from_now={
        "teraz|zaraz|natychmiast": 0,
        "za godzinę": 60,
        "za pół godziny": 30,
        "za kwadrans": 15,
        "za półtorej godziny": 90,
        "za minutę": 1,
    },
    weekdays=(
        "poniedziałek|poniedziałku|poniedziałkowy|pon?|pn?",
        "wtorek|wtorku|wt?",
        "środa|środę|śr?",
        "czwartek|czwartku|czw?|cz?",
        "piątek|piątku|pt?",
        "sobota|sobotę|sob?|sb?",
        "niedziela|niedzielę|niedz?|nd?",
    ),
    this_="w|we|ten|tę|w ten|w tę|na|na ten|na tę",
    next_="następny|następną|przyszły|przyszłą|najbliższy|najbliższą|w następny|w następną|w przyszły|w przyszłą"
    "|w najbliższy|w najbliższą",
    weeks={0: "w tym tygodniu", 1: "w przyszłym tygodniu|w następnym tygodniu"},
    dates="{day} {month}|{day} {month} {year}|{day} {month} {year} r|{day} {month} br|{day} {month} {year} roku",
    more_months=("", "", "", "", "", "", "", "", "", "", "", ""),
    ordinals="go|ego|tego|- go|- ego|- tego",
    counted="spotkanie|wolny|wolna|wolne",
    fillers="proszę|ok|tak|dobrze|pasuje|może|spotkajmy się|cześć|dzień dobry|dziękuję|około|dnia|w|r|równo"
    "|punktualnie|mi|nam|mogę|wtedy|będzie|super|godzina|może być|jest|jestem"
    "|poproszę|czy może być|czy możemy|czy pasuje|czy mogę|a może|wolę|mógłbym|mogłabym|możemy się spotkać|możemy"
    "|umówmy się|umówmy|to|więc|niech będzie|do zobaczenia|dobry wieczór|byłoby|świetnie|odpowiada|chętnie|spoko|hej"
    "|super byłoby|byłoby super|proponuję|widzimy się|witam|dzięki|zgoda|jasne|oczywiście",
)
