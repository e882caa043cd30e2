"""Italian words for times."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_HOURS = {
    1: "una|l'una|all'una",
    2: "due",
    3: "tre",
    4: "quattro",
    5: "cinque",
    6: "sei",
    7: "sette",
    8: "otto",
    9: "nove",
    10: "dieci",
    11: "undici",
    12: "dodici",
    13: "tredici",
    14: "quattordici",
    15: "quindici",
    16: "sedici",
    17: "diciassette",
    18: "diciotto",
    19: "diciannove",
    20: "venti",
    21: "ventuno",
    22: "ventidue",
    23: "ventitré",
}
_MINUTES = {
    5: "cinque",
    10: "dieci",
    15: "quindici",
    20: "venti",
    25: "venticinque",
    30: "trenta",
    35: "trentacinque",
    40: "quaranta",
    45: "quarantacinque",
    50: "cinquanta",
    55: "cinquantacinque",
}
_MIDDAY_AND = {
    "{0}|a {0}": 0,
    "{0} e mezzo|{0} e mezza|{0} e trenta|{0} e 30|a {0} e mezzo|a {0} e mezza": 30,
    "{0} e un quarto|{0} e quindici|a {0} e un quarto": 15,
    "{0} e dieci": 10,
    "{0} e venti": 20,
    "{0} meno un quarto": -15,
    "{0} meno dieci": -10,
    "{0} meno venti": -20,
}
_AT = ("alle", "alle ore", "ore", "le", "per le", "per le ore", "verso le", "sulle", "intorno alle", "circa alle")
_AT_ONE = "all'una|l'una|verso l'una|per l'una|intorno all'una|sull'una|all'1|verso l'1"
_MORNING = (60, 720)
_AFTERNOON = (720, 1140)
_EVENING = (1020, 1440)

ITALIAN = Language(
    code="it",
    full_day=False,
    weekday_number_is_date=True,
    hours=_HOURS,
    # "Sei" is "you are" as well.
    weak_hours="una|sei",
    minutes=_MINUTES,
    counts={
        **_HOURS,
        **_MINUTES,
        1: "un|una|un'",
        2: "due|un paio di|un paio d'",
        90: "novanta",
    },
    day_words={
        **{day: text for day, text in _HOURS.items() if 1 < day < 23},
        1: "primo|uno",
        23: "ventitré",
        24: "ventiquattro",
        25: "venticinque",
        26: "ventisei",
        27: "ventisette",
        28: "ventotto",
        29: "ventinove",
        30: "trenta",
        31: "trentuno",
    },
    at="|".join((*_AT, "@", "h", "alle h", "verso", "per l'")),
    hour_marks="h|in punto",
    spans="h",
    minute_marks="min|minuti",
    clocks={
        "{hour} e mezza|{hour} e mezzo": (30,),
        "{hour} e un quarto|{hour} e quarto": (15,),
        "{hour} e tre quarti": (45,),
        "{hour} meno un quarto|{hour} meno quarto": (-15,),
    },
    minutes_after="|".join(f"{at} {{hour}} e {{minute}}{unit}" for at in _AT for unit in ("", " minuti"))
    + "|all' {hour} e {minute}",
    minutes_before="{hour} meno {minute}",
    ranges="dalle {hour} alle {end}|dalle ore {hour} alle ore {end}|dalle ore {hour} alle {end}"
    "|dalle {hour} fino alle {end}|dalle h {hour} alle h {end}",
    until="fino alle",
    windows="dopo le {hour}|a partire dalle {hour}|dalle {hour}|dalle {hour} in poi|prima delle {end}|entro le {end}"
    "|fino alle {end}|tra le {hour} e le {end}|fra le {hour} e le {end}|tra {hour} e {end}",
    moments={
        _AT_ONE: (60, 780),
        **{
            "|".join(f"{one} e {said}" for one in _AT_ONE.split("|") for said in (*text.split("|"), str(minute))): (
                60 + minute,
                780 + minute,
            )
            for minute, text in _MINUTES.items()
        },
        **{text.format("mezzogiorno"): (720 + shift,) for text, shift in _MIDDAY_AND.items()},
        **{text.format("mezzanotte"): (shift % 1440, 1440 + shift) for text, shift in _MIDDAY_AND.items()},
    },
    parts={
        "am|a m": (0, 720),
        "pm|p m": (720, 1440),
        "mattina|la mattina|di mattina|della mattina|in mattinata|mattinata|mattino|del mattino|al mattino|il mattino"
        "|nella mattinata": _MORNING,
        "di prima mattina|prima mattina|in prima mattinata": (300, 600),
        "in tarda mattinata|tarda mattinata": (630, 780),
        "pomeriggio|il pomeriggio|di pomeriggio|del pomeriggio|nel pomeriggio|al pomeriggio": _AFTERNOON,
        "nel primo pomeriggio|primo pomeriggio": (720, 930),
        "nel tardo pomeriggio|tardo pomeriggio": (930, 1200),
        "sera|la sera|di sera|della sera|in serata|serata|nella serata": _EVENING,
        "di notte|della notte|la notte|notte": (1140, 1740),
    },
    clock_parts={
        "am|a m": (0, 720),
        "pm|p m": (720, 1440),
        "di mattina|della mattina|del mattino": _MORNING,
        "di pomeriggio|del pomeriggio": _AFTERNOON,
        "di sera|della sera": _EVENING,
    },
    parts_today={
        "stamattina|stamani|stamane|questa mattina|oggi mattina": (0, _MORNING),
        "oggi pomeriggio|questo pomeriggio": (0, _AFTERNOON),
        "stasera|questa sera|oggi sera": (0, _EVENING),
        "domattina|domani mattina": (1, _MORNING),
    },
    relative_days={
        -2: "l'altro ieri|altroieri|l'altroieri|avantieri",
        -1: "ieri",
        0: "oggi|oggi stesso|di oggi",
        1: "domani|domai|per domani|domani stesso|di domani",
        2: "dopodomani|dopo domani",
        # "In eight days" is in a week, "in fifteen" in two, to most.
        7: "tra 8 giorni|fra 8 giorni|tra otto giorni|fra otto giorni",
        14: "tra 15 giorni|fra 15 giorni|tra quindici giorni|fra quindici giorni",
    },
    days_after="tra {n} giorno|tra {n} giorni|fra {n} giorno|fra {n} giorni",
    weeks_after="tra {n} settimana|tra {n} settimane|fra {n} settimana|fra {n} settimane",
    minutes_from_now="tra {n} min|tra {n} minuto|tra {n} minuti|fra {n} min|fra {n} minuto|fra {n} minuti",
    hours_from_now="tra {n} h|tra {n} ora|tra {n} ore|fra {n} h|fra {n} ora|fra {n} ore",
    from_now={
        "adesso|subito|immediatamente|ora|proprio ora|proprio adesso": 0,
        "tra un'ora|fra un'ora|tra un' ora|fra un' ora|tra un ora|fra un ora|tra un'oretta|fra un'oretta": 60,
        "tra mezz'ora|fra mezz'ora|tra mezz' ora|fra mezz' ora|tra mezza ora|fra mezza ora|tra mezzoretta"
        "|fra mezzoretta|tra mezz'oretta": 30,
        "tra un quarto d'ora|fra un quarto d'ora": 15,
        "tra tre quarti d'ora|fra tre quarti d'ora": 45,
        "tra un'ora e mezza|fra un'ora e mezza|tra un'ora e mezzo|fra un'ora e mezzo|tra un ora e mezza"
        "|tra un' ora e mezza": 90,
        "tra due ore e mezza|fra due ore e mezza|tra 2 ore e mezza|fra 2 ore e mezza": 150,
        "tra un paio d'ore|fra un paio d'ore": 120,
    },
    weekdays=(
        "lunedì|lun?",
        "martedì|mart?|mar?",
        "mercoledì|mercoldì|merc?|mer?",
        "giovedì|giov?|gio?",
        "venerdì|ven?",
        "sabato|sab?",
        "domenica|dom?",
    ),
    this_="di|il|la|questo|questa|del|della|per|per il|nella giornata di",
    next_="il prossimo|la prossima|prossimo|prossima",
    next_after="prossimo|prossima|che viene",
    weeks={
        0: "questa settimana|di questa settimana",
        1: "la prossima settimana|prossima settimana|la settimana prossima|settimana prossima|della prossima settimana"
        "|la settimana che viene",
    },
    dates="|".join(
        before + date
        for before in ("", "il ", "del ", "l' ", "per il ", "il giorno ", "giorno ", "dell' ")
        for date in ("{day} {month}", "{day} di {month}", "{day} {month} {year}", "{day} {month} del {year}")
    )
    + "|il {day}|del {day}|per il {day}|il giorno {day}|giorno {day}",
    more_months=("", "", "", "", "", "", "", "", "sett", "", "", ""),
    ordinals="+o",
    counted="appuntamento|libero|libera|disponibile|possibile",
    fillers="per favore|per piacere|grazie|grazie mille|mille grazie|ok|okay|sì|va bene|vabbè|d'accordo|certo|perfetto"
    "|benissimo|bene|ottimo|volentieri|con piacere|ciao|salve|buongiorno|buon giorno|buonasera|buona sera"
    "|buon pomeriggio|circa|all'incirca|forse|magari|esatte|precise|precisamente|esattamente|possibile|è possibile"
    "|sarebbe possibile|se possibile|se è possibile|possiamo|posso|potrei|potremmo|potrebbe|può|puoi|si può"
    "|ci vediamo|vediamoci"
    "|vederci|incontriamoci|incontrarci|ci incontriamo|facciamo|diciamo|preferisco|preferirei|propongo|le propongo"
    "|ti propongo|mi va bene|ti va bene|le va bene|vi va bene|per me va bene|per me|andrebbe bene|mi andrebbe bene"
    "|può andare|potrebbe andare|va benissimo|va bene per|sono libero|sono libera|sono disponibile"
    "|allora|quindi|ora locale|che ne dice|che ne dici|ti va|le andrebbe|mi piacerebbe|vorrei"
    "|ad esempio|per esempio",
)
