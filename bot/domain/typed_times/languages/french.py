"""French words for times."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_HOURS = {
    0: "zéro",
    1: "une",
    2: "deux",
    3: "trois",
    4: "quatre",
    5: "cinq",
    6: "six",
    7: "sept",
    8: "huit",
    9: "neuf",
    10: "dix",
    11: "onze",
    12: "douze",
    13: "treize",
    14: "quatorze",
    15: "quinze",
    16: "seize",
    17: "dix-sept|dix sept",
    18: "dix-huit|dix huit",
    19: "dix-neuf|dix neuf",
    20: "vingt",
    21: "vingt et une|vingt-et-une|vingt et un",
    22: "vingt-deux|vingt deux",
    23: "vingt-trois|vingt trois",
}
_MINUTES = {
    5: "cinq",
    10: "dix",
    15: "quinze",
    20: "vingt",
    25: "vingt-cinq|vingt cinq",
    30: "trente",
    35: "trente-cinq|trente cinq",
    40: "quarante",
    45: "quarante-cinq|quarante cinq",
    50: "cinquante",
    55: "cinquante-cinq|cinquante cinq",
}
_MARKS = ("", "h ", "heure ", "heures ")
_PAST_MIDDAY = {
    "{0}": 0,
    "{0} et demi|{0} et demie|{0} trente|{0} 30": 30,
    "{0} et quart|{0} quinze|{0} 15": 15,
    "{0} dix|{0} 10": 10,
    "{0} vingt|{0} 20": 20,
    "{0} moins le quart|{0} moins quart": -15,
    "{0} moins dix": -10,
    "{0} moins vingt": -20,
}

FRENCH = Language(
    code="fr",
    full_day=True,
    weekday_number_is_date=True,
    hours=_HOURS,
    weak_hours="une",
    minutes=_MINUTES,
    counts={**_HOURS, **_MINUTES, 1: "un|une", 60: "soixante", 90: "quatre-vingt-dix|quatre vingt dix"},
    day_words={
        **{day: text for day, text in _HOURS.items() if 1 < day < 21},
        1: "premier|un",
        21: "vingt et un|vingt-et-un",
        22: "vingt-deux|vingt deux",
        23: "vingt-trois|vingt trois",
        24: "vingt-quatre|vingt quatre",
        25: "vingt-cinq|vingt cinq",
        26: "vingt-six|vingt six",
        27: "vingt-sept|vingt sept",
        28: "vingt-huit|vingt huit",
        29: "vingt-neuf|vingt neuf",
        30: "trente",
        31: "trente et un|trente-et-un",
    },
    at="à|@|vers|vers les|à environ|aux environs de|aux alentours de",
    hour_marks="h|heure|heures|hr|hrs",
    spans="h|heure|heures|hr|hrs",
    minute_marks="min|mn|minute|minutes",
    clocks={
        "|".join(f"{{hour}} {mark}{half}" for mark in _MARKS for half in ("et demie", "et demi")): (30,),
        "|".join(f"{{hour}} {mark}{quarter}" for mark in _MARKS for quarter in ("et quart", "et un quart")): (15,),
        "|".join(
            f"{{hour}} {mark}moins {quarter}" for mark in _MARKS for quarter in ("le quart", "quart", "un quart")
        ): (-15,),
    },
    minutes_after="",
    minutes_before="|".join(f"{{hour}} {mark}moins {{minute}}{unit}" for mark in _MARKS for unit in ("", " minutes")),
    ranges="de {hour} à {end}|de {hour} jusqu'à {end}|{hour} h à {end}|{hour} heures à {end}",
    until="jusqu'à",
    windows="après {hour}|à partir de {hour}|dès {hour}|avant {end}|jusqu'à {end}|entre {hour} et {end}"
    "|après {hour} heures|à partir de {hour} heures|avant {end} heures|jusqu'à {end} heures"
    "|entre {hour} heures et {end} heures|entre {hour} et {end} heures",
    moments={
        **{text.format("midi"): (720 + shift,) for text, shift in _PAST_MIDDAY.items()},
        **{text.format("minuit"): ((shift) % 1440, 1440 + shift) for text, shift in _PAST_MIDDAY.items()},
    },
    parts={
        "am|a m": (0, 720),
        "pm|p m": (720, 1440),
        "matin|le matin|du matin|au matin|dans la matinée|en matinée|de la matinée|la matinée|matinée": (60, 720),
        "en début de matinée|début de matinée|tôt le matin": (300, 630),
        "en fin de matinée|fin de matinée": (630, 780),
        "après-midi|après midi|l'après-midi|l'après midi|de l'après-midi|de l'après midi|dans l'après-midi"
        "|dans l'après midi|en après-midi|aprem|l'aprem|apm": (720, 1140),
        "en début d'après-midi|début d'après-midi|en début d'après midi": (720, 930),
        "en fin d'après-midi|fin d'après-midi|en fin d'après midi": (930, 1140),
        "soir|le soir|du soir|au soir|en soirée|dans la soirée|soirée": (1020, 1440),
        "de la nuit|dans la nuit|la nuit": (1140, 1740),
    },
    clock_parts={
        "am|a m": (0, 720),
        "pm|p m": (720, 1440),
        "du matin|h du matin|heures du matin|heure du matin": (60, 720),
        "de l'après-midi|de l'après midi|h de l'après-midi|h de l'après midi|heures de l'après-midi"
        "|heure de l'après-midi|heures de l'après midi"
        "|heure de l'après midi": (720, 1140),
        "du soir|h du soir|heures du soir": (1020, 1440),
    },
    parts_today={
        "ce matin|aujourd'hui matin": (0, (60, 720)),
        "ce midi": (0, (690, 840)),
        "cet après-midi|cette après-midi|cet après midi|cette après midi|cet aprem": (0, (720, 1140)),
        "ce soir": (0, (1020, 1440)),
    },
    relative_days={
        -2: "avant-hier|avant hier",
        -1: "hier",
        0: "aujourd'hui|aujourd hui|auj|ajd",
        1: "demain|demin|2main|pour demain",
        2: "après-demain|après demain",
        # "In eight days" is in a week, "in fifteen" in two, to most.
        7: "dans 8 jours|dans huit jours",
        14: "dans 15 jours|dans quinze jours",
    },
    days_after="dans {n} jour|dans {n} jours",
    weeks_after="dans {n} semaine|dans {n} semaines",
    minutes_from_now="dans {n} min|dans {n} mn|dans {n} minute|dans {n} minutes",
    hours_from_now="dans {n} h|dans {n} heure|dans {n} heures",
    from_now={
        "maintenant|tout de suite|immédiatement|de suite": 0,
        "dans une demi-heure|dans une demi heure|dans 1/2 heure": 30,
        "dans un quart d'heure|dans 1/4 d'heure": 15,
        "dans trois quarts d'heure|dans 3/4 d'heure": 45,
        "dans une heure et demie|dans 1 heure et demie|dans 1h30|dans 1 h 30": 90,
        "dans une heure et quart|dans 1h15": 75,
        "dans deux heures et demie|dans 2 heures et demie|dans 2h30": 150,
    },
    weekdays=(
        "lundi|lun?",
        "mardi|mar?",
        "mercredi|mecredi|mercedi|mercr?|mer?",
        "jeudi|jeu?",
        "vendredi|vend?|ven?",
        "samedi|sam?",
        "dimanche|dim?",
    ),
    this_="ce|le|du|pour",
    next_="le prochain|prochain",
    next_after="prochain|qui vient",
    weeks={
        0: "cette semaine|de cette semaine",
        1: "la semaine prochaine|semaine prochaine|de la semaine prochaine|la semaine qui vient",
    },
    dates="{day} {month}|le {day} {month}|du {day} {month}|{day} {month} {year}|le {day} {month} {year}"
    "|le {day}|du {day}|{day} du mois de {month}",
    more_months=("", "", "", "", "", "", "", "", "", "", "", ""),
    ordinals="er",
    counted="rendez-vous|rendez vous|rdv|disponible|dispo|libre|possible",
    fillers="s'il vous plaît|s'il te plaît|svp|stp|merci|merci beaucoup|ok|okay|oui|oui merci|d'accord|dac|parfait"
    "|super|très bien|bien|entendu|volontiers|avec plaisir|bonjour|bonsoir|salut|coucou|environ|à peu près|plutôt"
    "|peut-être|peut être|pile|précises|précise|tapantes|exactement|c'est possible|est-ce possible"
    "|est-ce que|ce serait possible|serait-il possible|si possible|si c'est possible|je suis libre|je suis disponible"
    "|je suis dispo|je peux|on peut|nous pouvons|peut-on|pouvons-nous|on se voit|on se retrouve"
    "|voyons-nous|se voir|se rencontrer|nous voir|nous rencontrer|ça va|ça me va|ça te va"
    "|ça vous va|vous convient|te convient"
    "|me va|me convient|ça me convient|ça vous convient|ça irait|convient|ça marche|c'est bon|c'est parfait"
    "|c'est bon pour moi|bon pour moi|pour moi|ok pour|c'est ok pour|parfait pour|ok pour le|d'accord pour|bon pour"
    "|disponible pour|alors"
    "|je propose|je vous propose|je préfère|je préférerais|disons|mettons|faisons|je voudrais|j'aimerais|on dit"
    "|on fait|par exemple|date|heure locale",
)
