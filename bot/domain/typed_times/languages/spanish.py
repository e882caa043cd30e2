"""Spanish words for times, of Spain and of America."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_HOURS = {
    1: "una",
    2: "dos",
    3: "tres",
    4: "cuatro",
    5: "cinco",
    6: "seis",
    7: "siete",
    8: "ocho",
    9: "nueve",
    10: "diez",
    11: "once",
    12: "doce",
    13: "trece",
    14: "catorce",
    15: "quince",
    16: "dieciséis|diez y seis",
    17: "diecisiete|diez y siete",
    18: "dieciocho|diez y ocho",
    19: "diecinueve|diez y nueve",
    20: "veinte",
    21: "veintiuna|veintiún",
    22: "veintidós",
    23: "veintitrés",
}
_MINUTES = {
    5: "cinco",
    10: "diez",
    15: "quince",
    20: "veinte",
    25: "veinticinco",
    30: "treinta",
    35: "treinta y cinco",
    40: "cuarenta",
    45: "cuarenta y cinco",
    50: "cincuenta",
    55: "cincuenta y cinco",
}
# "La 3" is the third of something; "la una" is one o'clock.
_BEFORE_ONE = ("", "a ", "a eso de ", "sobre ", "hacia ", "para ")
_AFTER_ONE = {
    "": 0,
    " y media": 30,
    " y cuarto": 15,
    " menos cuarto": -15,
    **{"|".join(f" y {said}" for said in (*text.split("|"), str(minute))): minute for minute, text in _MINUTES.items()},
    **{f" menos {text}": -minute for minute, text in _MINUTES.items() if minute < 30},
}
_MORNING = (60, 780)  # "Las 12 de la mañana" is noon.
_AFTERNOON = (720, 1260)
_NIGHT = (1140, 1740)

SPANISH = Language(
    code="es",
    full_day=False,
    weekday_number_is_date=True,
    hours=_HOURS,
    weak_hours="una",
    minutes=_MINUTES,
    counts={**_HOURS, **_MINUTES, 1: "un|una", 2: "dos|un par de", 90: "noventa"},
    day_words={
        **{day: text for day, text in _HOURS.items() if 1 < day < 21},
        1: "primero|uno",
        21: "veintiuno",
        22: "veintidós",
        23: "veintitrés",
        24: "veinticuatro",
        25: "veinticinco",
        26: "veintiséis",
        27: "veintisiete",
        28: "veintiocho",
        29: "veintinueve",
        30: "treinta",
        31: "treinta y uno",
    },
    at="a las|las|@|a eso de las|sobre las|alrededor de las|cerca de las|hacia las|para las",
    hour_marks="h|hs|hrs|hora|horas|en punto",
    spans="h|hora|horas|hs|hrs",
    minute_marks="min|minuto|minutos",
    clocks={
        "{hour} y media": (30,),
        "{hour} y cuarto|{hour} y un cuarto": (15,),
        "{hour} menos cuarto|{hour} menos un cuarto|cuarto para las {hour}|un cuarto para las {hour}"
        "|cuarto para la {hour}|un cuarto para la {hour}": (-15,),
    },
    minutes_after="|".join(
        f"{article} {{hour}} {and_}{{minute}}{unit}"
        for article in ("a las", "las", "sobre las", "para las")
        for and_ in ("y ", "con ")
        for unit in ("", " minutos")
    ),
    minutes_before="{hour} menos {minute}|{minute} para las {hour}|{minute} para la {hour}"
    "|{minute} minutos para las {hour}|{minute} minutos para la {hour}",
    ranges="de {hour} a {end}|de las {hour} a las {end}|desde las {hour} hasta las {end}|de {hour} hasta las {end}"
    "|de {hour} hasta {end}|de la {hour} a las {end}|de las {hour} hasta las {end}|desde las {hour} a las {end}",
    until="a|hasta las",
    windows="después de las {hour}|a partir de las {hour}|desde las {hour}|pasadas las {hour}|antes de las {end}"
    "|hasta las {end}|entre las {hour} y las {end}|entre {hour} y {end}|entre las {hour} y {end}"
    "|de {hour} en adelante",
    moments={
        **{
            "|".join(
                f"{before}la {one}{said}" for before in _BEFORE_ONE for one in ("una", "1") for said in text.split("|")
            ): (
                (60 + shift) % 1440,
                780 + shift,
            )
            for text, shift in _AFTER_ONE.items()
        },
        "mediodía|el mediodía|al mediodía|a mediodía|12 del mediodía|doce del mediodía|medio día|al medio día": (720,),
        "medianoche|la medianoche|a medianoche|a la medianoche|media noche|a media noche": (0, 1440),
    },
    parts={
        "am|a m": (0, 720),
        "pm|p m": (720, 1440),
        "por la mañana|de la mañana|en la mañana|a la mañana|la mañana": _MORNING,
        "a primera hora": (300, 630),
        "a media mañana": (600, 750),
        "del mediodía": (720, 960),
        "por la tarde|de la tarde|en la tarde|a la tarde|la tarde": _AFTERNOON,
        "a media tarde": (960, 1140),
        "por la noche|de la noche|en la noche|a la noche|la noche": _NIGHT,
        "de la madrugada|por la madrugada|de madrugada": (0, 420),
    },
    clock_parts={
        "am|a m": (0, 720),
        "pm|p m": (720, 1440),
        "de la mañana|h de la mañana|horas de la mañana": _MORNING,
        "de la tarde|h de la tarde|horas de la tarde": _AFTERNOON,
        "de la noche|h de la noche|horas de la noche": _NIGHT,
        "del mediodía": (720, 960),
        "de la madrugada": (0, 420),
    },
    parts_today={
        "esta mañana|hoy por la mañana|hoy en la mañana": (0, _MORNING),
        "esta tarde|hoy por la tarde|hoy tarde": (0, _AFTERNOON),
        "esta noche|hoy por la noche|hoy noche": (0, (1140, 1440)),
        "mañana por la mañana|mañana en la mañana|mañana a la mañana|mañana temprano": (1, _MORNING),
        "mañana tarde": (1, _AFTERNOON),
        "mañana noche": (1, (1140, 1440)),
    },
    relative_days={
        -2: "anteayer|antes de ayer",
        -1: "ayer",
        0: "hoy|hoy mismo",
        1: "mañana|mañana mismo|para mañana|manyana",
        2: "pasado mañana|pasadomañana|pasado manyana",
        # "In eight days" is in a week, "in fifteen" in two, to most.
        7: "en 8 días|en ocho días|dentro de 8 días|dentro de ocho días",
        14: "en 15 días|en quince días|dentro de 15 días|dentro de quince días",
    },
    days_after="en {n} día|en {n} días|dentro de {n} día|dentro de {n} días",
    weeks_after="en {n} semana|en {n} semanas|dentro de {n} semana|dentro de {n} semanas",
    minutes_from_now="en {n} min|en {n} minuto|en {n} minutos|dentro de {n} min|dentro de {n} minuto"
    "|dentro de {n} minutos",
    hours_from_now="en {n} h|en {n} hora|en {n} horas|dentro de {n} h|dentro de {n} hora|dentro de {n} horas",
    from_now={
        "ahora|ahora mismo|inmediatamente": 0,
        "en media hora|dentro de media hora": 30,
        "en un cuarto de hora|dentro de un cuarto de hora": 15,
        "en tres cuartos de hora|dentro de tres cuartos de hora": 45,
        "en hora y media|en una hora y media|dentro de hora y media|dentro de una hora y media": 90,
        "en dos horas y media|en 2 horas y media|dentro de dos horas y media|dentro de 2 horas y media": 150,
        "en un par de horas|dentro de un par de horas": 120,
    },
    weekdays=(
        "lunes|lun?",
        "martes|mar?",
        "miércoles|miercóles|mierc?|mié?|miér?",
        "jueves|jue?",
        "viernes|vie?",
        "sábado|sáb?|sab?",
        "domingo|dom?",
    ),
    this_="el|este|del|para el|el día",
    next_="el próximo|próximo|este próximo|el siguiente",
    next_after="que viene|próximo|siguiente",
    weeks={
        0: "esta semana|de esta semana",
        1: "la próxima semana|próxima semana|la semana que viene|semana que viene|de la semana que viene"
        "|la semana próxima|semana próxima|de la próxima semana",
    },
    dates="|".join(
        before + date
        for before in ("", "el ", "el día ", "día ", "del ", "del día ", "para el ", "para el día ")
        for date in (
            "{day} de {month}",
            "{day} {month}",
            "{day} de {month} de {year}",
            "{day} de {month} del {year}",
            "{day} {month} {year}",
            "{day} de {month} {year}",
        )
    )
    + "|el {day}|el día {day}|día {day}|del {day}|del día {day}|para el {day}|para el día {day}",
    more_months=("", "", "", "", "", "", "", "", "set|setiembre", "", "", ""),
    ordinals="+ro|+o|+ero",
    counted="libre|disponible|posible",
    fillers="por favor|porfa|porfavor|gracias|muchas gracias|ok|okay|sí|vale|bien|muy bien|de acuerdo|claro|perfecto"
    "|genial|estupendo|hola|buenos días|buen día|buenas|buenas tardes|buenas noches|saludos|aproximadamente"
    "|aprox|más o menos"
    "|exactamente|está bien|me viene bien|te viene bien|le viene bien|os viene bien|nos viene bien|me va bien"
    "|me va perfecto|me viene perfecto|te va bien|le va bien|me parece bien|te parece|te parece bien"
    "|le parece|le parece bien"
    "|qué tal|puede ser|podría ser|si es posible|es posible|sería posible|puedo|podemos|podríamos|puedes|podrías"
    "|puede usted|quedamos|nos vemos|vernos|nos reunimos|reunirnos|quedar|verte|verle|prefiero|mejor|entonces"
    "|pues|bueno"
    "|quizás|quizá|tal vez|estoy libre|estoy disponible|tengo libre|para mí|propongo|le propongo"
    "|te propongo|me gustaría|quisiera|hora local|por ejemplo|digamos",
)
