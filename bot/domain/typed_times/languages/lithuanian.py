"""Lithuanian words for times, in the cases that they are said in."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_MINUTES = {
    1: "viena|vienos",
    5: "penkios|penkių",
    10: "dešimt|dešimties",
    15: "penkiolika|penkiolikos",
    20: "dvidešimt|dvidešimties",
    25: "dvidešimt penkios|dvidešimt penkių|dvidešimties penkių",
    30: "trisdešimt|trisdešimties",
    35: "trisdešimt penkios|trisdešimt penkių",
    40: "keturiasdešimt|keturiasdešimties",
    45: "keturiasdešimt penkios|keturiasdešimt penkių",
    50: "penkiasdešimt|penkiasdešimties",
    55: "penkiasdešimt penkios|penkiasdešimt penkių",
}

LITHUANIAN = Language(
    code="lt",
    full_day=True,
    hours={
        1: "viena|vieną|pirma|pirmą|pirmai",
        2: "dvi|antra|antrą|antrai",
        3: "trys|tris|trečia|trečią|trečiai",
        4: "keturios|keturias|ketvirta|ketvirtą|ketvirtai",
        5: "penkios|penkias|penkta|penktą|penktai",
        6: "šešios|šešias|šešta|šeštą|šeštai",
        7: "septynios|septynias|septinta|septintą|septintai",
        8: "aštuonios|aštuonias|aštunta|aštuntą|aštuntai",
        9: "devynios|devynias|devinta|devintą|devintai",
        10: "dešimt|dešimta|dešimtą|dešimtai",
        11: "vienuolika|vienuolikta|vienuoliktą",
        12: "dvylika|dvylikta|dvyliktą",
        13: "trylika|trylikta|tryliktą",
        14: "keturiolika|keturiolikta|keturioliktą",
        15: "penkiolika|penkiolikta|penkioliktą",
        16: "šešiolika|šešiolikta|šešioliktą",
        17: "septyniolika|septyniolikta|septynioliktą",
        18: "aštuoniolika|aštuoniolikta|aštuonioliktą",
        19: "devyniolika|devyniolikta|devynioliktą",
        20: "dvidešimta|dvidešimtą",
    },
    hour_forms={
        "genitive": {
            1: "vienos|pirmos",
            2: "dviejų|antros",
            3: "trijų|trečios",
            4: "keturių|ketvirtos",
            5: "penkių|penktos",
            6: "šešių|šeštos",
            7: "septynių|septintos",
            8: "aštuonių|aštuntos",
            9: "devynių|devintos",
            10: "dešimties|dešimtos",
            11: "vienuolikos|vienuoliktos",
            12: "dvylikos|dvyliktos",
            13: "tryliktos",
            14: "keturioliktos",
            15: "penkioliktos",
            16: "šešioliktos",
            17: "septynioliktos",
            18: "aštuonioliktos",
            19: "devynioliktos",
            20: "dvidešimtos",
        },
    },
    minutes=_MINUTES,
    counts={
        1: "vienos|vieno|viena",
        2: "dviejų|poros|dvi",
        3: "trijų|tris|trys",
        4: "keturių",
        5: "penkių",
        6: "šešių",
        10: "dešimt|dešimties",
        15: "penkiolikos|penkiolika",
        20: "dvidešimt|dvidešimties",
        30: "trisdešimt|trisdešimties",
        40: "keturiasdešimt|keturiasdešimties",
        45: "keturiasdešimt penkių",
    },
    at="@",
    hour_marks="val|- tą val|- ą val|- tą|+tą val|+ą val|- ių|valanda|valandą|valandai|- tą valandą|- ą valandą"
    "|+tą valandą"
    "|v|h",
    minute_marks="min|minut*|minučių",
    clocks={
        "pusė {hour}|pusę {hour}|pusiau {hour}|pusė {hour/genitive}|pusę {hour/genitive}|pusiau {hour/genitive}": (
            -30,
        ),
        "ketvirtis po {hour/genitive}|ketvirtį po {hour/genitive}|ketvirtis po {hour}": (15,),
        "be ketvirčio {hour}": (-15,),
    },
    minutes_after="{minute} minut* po {hour}|{minute} minučių po {hour}|{minute} min po {hour}"
    "|{minute} po {hour/genitive}|{minute} minut* po {hour/genitive}|{minute} minučių po {hour/genitive}"
    "|{minute} min po {hour/genitive}",
    minutes_before="be {minute} {hour}|be {minute} minut* {hour}|be {minute} minučių {hour}|be {minute} min {hour}",
    ranges="nuo {hour} iki {end}|nuo {hour/genitive} iki {end/genitive}|nuo {hour} val iki {end} val"
    "|nuo {hour} iki {end} val",
    windows="|".join(
        phrase + after
        for phrase in (
            "po {hour",
            "nuo {hour",
            "pradedant nuo {hour",
            "ne anksčiau {hour",
            "ne anksčiau kaip {hour",
            "ne anksčiau nei {hour",
            "iki {end",
            "prieš {end",
            "ne vėliau {end",
            "ne vėliau kaip {end",
            "ne vėliau nei {end",
        )
        for after in ("}", "/genitive}", "/genitive} valandos", "/genitive} val")
    )
    + "|tarp {hour} ir {end}|tarp {hour/genitive} ir {end/genitive}",
    until="iki",
    moments={
        "vidurdienį|vidurdienis|vidurdienyje|vidurdieni": (720,),
        "vidurnaktį|vidurnaktis|pusiaunaktį|pusiaunaktis": (0, 1440),
    },
    parts={
        "ryto|ryte|rytą|iš ryto|rytais|nuo ryto": (0, 720),
        "prieš pietus|priešpiet": (0, 720),
        "per pietus|pietų metu|pietų pertrauką|per pietų pertrauką": (690, 840),
        "dienos?|dieną?|dienomis": (660, 1080),
        "popiet|po pietų|popietę": (720, 1080),
        "vakaro|vakare|vakarą|iš vakaro": (1020, 1440),
        "nakties|naktį": (1140, 1740),
    },
    parts_today={
        "šįryt|šiandien ryte|šį rytą|širyt": (0, (0, 720)),
        "šiandien popiet|šią popietę": (0, (720, 1080)),
        "šįvakar|šį vakarą|šivakar": (0, (1020, 1440)),
        "rytryt": (1, (0, 720)),
    },
    relative_days={
        -1: "vakar",
        0: "šiandien|šiandieną|šiandie|siand|šiandienos",
        1: "rytoj|ryt|rytojaus|rytdien|rytdieną|rytoi",
        7: "po savaitės|už savaitės",
        2: "poryt|porytoj|poryt dieną|po rytojaus",
    },
    days_after="po {n} dienų|už {n} dien*|už {n} d",
    weeks_after="po {n} savai*|už {n} savai*|po {n} sav|už {n} sav",
    minutes_from_now="po {n} min|po {n} minut*|po {n} minučių|už {n} min|už {n} minut*|už {n} minučių",
    hours_from_now="po {n} valandų|už {n} val|už {n} valand*|už {n} h",
    from_now={
        "dabar|dabar pat|iškart|tuoj pat": 0,
        "po valandos|už valandos": 60,
        "po pusvalandžio|už pusvalandžio|po pusės valandos|už pusės valandos|po pusvalandzio": 30,
        "po ketvirčio valandos|už ketvirčio valandos": 15,
        "už 1,5 val|už 1.5 val|už 1,5 valandos|po pusantros valandos|už pusantros valandos": 90,
    },
    weekdays=(
        "pirmadien*|pirm?|pr?|pirmad",
        "antradien*|antr?|an?|antrad",
        "trečiadien*|treč?|tr?|trečiad",
        "ketvirtadien*|ketv?|kt?|ketvirtad",
        "penktadien*|penkt?|pn?|penktad",
        "šeštadien*|šešt?|št?|šeštad",
        "sekmadien*|sekm?|sk?|sekmad",
    ),
    this_="šį|šis",
    next_="kitą|kita|ateinantį|artimiausią|sekantį",
    weeks={0: "šią savaitę|šios savaitės", 1: "kitą savaitę|kitos savaitės|ateinančią savaitę"},
    dates="{month} {day}|{month} {day} d|{month} {day} dien*|{month} mėn {day} d|{month} mėn {day}|{day} {month}"
    "|{day} d {month}|{month} men {day} dien*"
    "|{year} m {month} {day} d|{year} m {month} {day}|{year} {month} {day} d|{year} {month} {day}"
    "|{year} metų {month} {day} d|{year} m {month} mėn {day} d|{day} d|{day} dieną|{day} dienai|{day} - ą dieną",
    more_months=(
        "",
        "",
        "",
        "",
        "",
        "birž|bir",
        "liep|lie",
        "rgp|rugp",
        "rgs|rugs",
        "spal|spa",
        "lapkr|lap",
        "gruodz|gru",
    ),
    ordinals="oji|- oji|- ąją|- ą|- tą|- os",
    weak_hours="pirma|viena",
    spans="h",
    counted="man|mums|susitikimas|susitikimą|susitikimo|laikas|laiką",
    fillers="labas rytas|labas vakaras|galim|apie|maždaug|prašau|prasom|tinka|gerai|ok|taip|susitinkam|susitikim"
    "|susitikti|susitinkame|labas|sveiki|ačiū|gal|tada|galėtume|galime|tiks|lygiai|laiku|laikas|būtų|puiku|tiktų"
    "|galėčiau|galiu|norėčiau|siūlau|pasimatom|laba diena|prašyčiau|ar tinka|ar galime|ar galėtume|ar tiktų|ar būtų"
    "|ar galima|ar gerai|jei galima|bet kada|bet kuriuo metu",
)
