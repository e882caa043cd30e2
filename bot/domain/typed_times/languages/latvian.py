"""Latvian words for times, in the cases that they are said in."""

from __future__ import annotations

from bot.domain.typed_times.language import Language

_PULKSTEN = "plkst|pulksten|pulkst|plks|plk|pl|ap plkst|ap pulksten|@"

LATVIAN = Language(
    code="lv",
    full_day=True,
    hours={
        1: "viens|vienos",
        2: "divi|divos",
        3: "trīs|trijos",
        4: "četri|četros",
        5: "pieci|piecos",
        6: "seši|sešos",
        7: "septiņi|septiņos",
        8: "astoņi|astoņos",
        9: "deviņi|deviņos",
        10: "desmit|desmitos",
        11: "vienpadsmit|vienpadsmitos",
        12: "divpadsmit|divpadsmitos",
        13: "trīspadsmit|trīspadsmitos",
        14: "četrpadsmit|četrpadsmitos",
        15: "piecpadsmit|piecpadsmitos",
        16: "sešpadsmit|sešpadsmitos",
        17: "septiņpadsmit|septiņpadsmitos",
        18: "astoņpadsmit|astoņpadsmitos",
        19: "deviņpadsmit|deviņpadsmitos",
        20: "divdesmit|divdesmitos",
        21: "divdesmit viens|divdesmit vienos",
        22: "divdesmit divi|divdesmit divos",
        23: "divdesmit trīs|divdesmit trijos",
    },
    hour_forms={
        "dative": {
            1: "vieniem",
            2: "diviem",
            3: "trijiem|trim",
            4: "četriem",
            5: "pieciem",
            6: "sešiem",
            7: "septiņiem",
            8: "astoņiem",
            9: "deviņiem",
            10: "desmitiem",
            11: "vienpadsmitiem",
            12: "divpadsmitiem",
            13: "trīspadsmitiem",
            14: "četrpadsmitiem",
            15: "piecpadsmitiem",
            16: "sešpadsmitiem",
            17: "septiņpadsmitiem",
            18: "astoņpadsmitiem",
            19: "deviņpadsmitiem",
            20: "divdesmitiem",
        }
    },
    half_hours={
        1: "pusvienos|pusviens",
        2: "pusdivos|pusdivi",
        3: "pustrijos|pustrīs",
        4: "pusčetros|pusčetri",
        5: "puspiecos|puspieci",
        6: "pussešos|pusseši|pusešos",
        7: "pusseptiņos|pusseptiņi|puseptiņos",
        8: "pusastoņos|pusastoņi",
        9: "pusdeviņos|pusdeviņi",
        10: "pusdesmitos|pusdesmit",
        11: "pusvienpadsmitos|pusvienpadsmit",
        12: "pusdivpadsmitos|pusdivpadsmit",
    },
    minutes={
        5: "piecas|piecām",
        10: "desmit",
        15: "piecpadsmit",
        20: "divdesmit",
        25: "divdesmit piecas|divdesmit piecām",
        30: "trīsdesmit",
        35: "trīsdesmit piecas",
        40: "četrdesmit",
        45: "četrdesmit piecas",
        50: "piecdesmit",
        55: "piecdesmit piecas",
    },
    counts={
        1: "vienas|viena|vienu",
        2: "divām|divas|pāris",
        3: "trim|trijām|trīs",
        4: "četrām|četras",
        5: "piecām|piecas",
        6: "sešām|sešas",
        7: "septiņām|septiņas",
        10: "desmit",
        15: "piecpadsmit",
        20: "divdesmit",
        25: "divdesmit piecām",
        30: "trīsdesmit",
        40: "četrdesmit",
        45: "četrdesmit piecām",
        50: "piecdesmit",
    },
    at=_PULKSTEN,
    hour_marks="h|+os|- os|+jos|- jos",
    minute_marks="min|minūt*",
    clocks={
        "pus {hour}|pus - {hour}": (-30,),
        "ceturksnis pāri {hour}|ceturksnis pāri {hour/dative}|ceturksni pāri {hour/dative}"
        "|ceturksnis pēc {hour/dative}": (15,),
        "bez ceturkšņa {hour}|ceturksnis pirms {hour/dative}": (-15,),
    },
    minutes_after="{minute} pāri {hour}|{minute} minūt* pāri {hour}|{minute} min pāri {hour}"
    "|{minute} pāri {hour/dative}"
    "|{minute} minūt* pāri {hour/dative}|{minute} min pāri {hour/dative}|{minute} minūt* pēc {hour/dative}",
    minutes_before="bez {minute} {hour}|bez {minute} minūt* {hour}|bez {minute} min {hour}"
    "|{minute} minūt* pirms {hour}|{minute} min pirms {hour}|{minute} minūt* pirms {hour/dative}",
    ranges="no {hour} līdz {end}|no {hour/dative} līdz {end/dative}|no plkst {hour} līdz {end}"
    "|no pulksten {hour} līdz {end}"
    "|no plkst {hour} līdz plkst {end}|no pulksten {hour} līdz pulksten {end}",
    windows="|".join(
        phrase + after
        for phrase, slot in (
            ("pēc", "hour"),
            ("no", "hour"),
            ("sākot no", "hour"),
            ("ne agrāk par", "hour"),
            ("ne agrāk kā", "hour"),
            ("pirms", "end"),
            ("līdz", "end"),
            ("ne vēlāk par", "end"),
            ("ne vēlāk kā", "end"),
        )
        for after in (f" {{{slot}}}", f" {{{slot}/dative}}", f" plkst {{{slot}}}", f" pulksten {{{slot}}}")
    )
    + "|starp {hour} un {end}|starp {hour/dative} un {end/dative}|starp plkst {hour} un {end}",
    until="līdz",
    moments={"pusnaktī|pusnakts": (0, 1440)},
    parts={
        "no rīta|rītā|no rītiem|rīta pusē|rīta": (0, 720),
        "priekšpusdienā|pirms pusdienām|pirmspusdienā|priekšpusdienas": (0, 720),
        "pusdienlaikā|pusdienlaiks|pusdienās|pusdienu laikā|ap pusdienlaiku|pusdienlaiku": (690, 840),
        "dienā|dienas vidū|pa dienu": (660, 1080),
        "pēcpusdienā|pēcpusdiena|pēcpusdienu|pēc pusdienām|pēcpusdienas|pēcpusdienai": (720, 1080),
        "vakarā|vakars|pievakarē|vakarpusē|vakara": (1020, 1440),
        "naktī|nakts": (1140, 1740),
    },
    parts_today={
        "šorīt|šo rītu|šodien no rīta": (0, (0, 720)),
        "šovakar|šo vakar|šodien vakarā|šai vakarā": (0, (1020, 1440)),
        "šonakt": (0, (1140, 1740)),
        "rītvakar|rīt vakarā|rītvakarā": (1, (1020, 1440)),
    },
    relative_days={
        -1: "vakar|aizvakar",
        0: "šodien|šodiena|šodienas",
        1: "rīt|rītdien|rītdiena|rītdienu|rītdienas|rītu",
        2: "parīt|parītdien|parītu",
        3: "aizparīt",
        7: "pēc nedēļas",
    },
    days_after="pēc {n} dien*",
    weeks_after="pēc {n} nedēļ*|pēc {n} ned",
    minutes_from_now="pēc {n} min|pēc {n} minūt*",
    hours_from_now="pēc {n} stundām|pēc {n} stundas",
    from_now={
        "tagad|tūlīt|tūliņ|uzreiz|tagad uzreiz": 0,
        "pēc stundas": 60,
        "pēc pusstundas|pēc pus stundas|pēc pusstundiņas": 30,
        "pēc ceturtdaļstundas|pēc stundas ceturkšņa|pēc ceturkšņa": 15,
        "pēc pusotras stundas|pēc pusotrām stundām|pēc 1,5 stundas|pēc 1,5 stundām|pēc 1.5 stundām": 90,
    },
    weekdays=(
        "pirmdien*|pirmd?|p?",
        "otrdien*|otrd?|o?",
        "trešdien*|trešd?|t?",
        "ceturtdien*|ceturtd?|c?",
        # "P." is Monday in some calendars and Friday beside it in others: both are offered.
        "piektdien*|piektd?|pk?|p?",
        "sestdien*|sestd?|s?",
        "svētdien*|svētd?|sv?",
    ),
    this_="šo|šī|šajā|šai|šīs",
    next_="nākamo|nākamā|nākamajā|nākošo|nākošā|nākam-|nākoš-|tuvāko|tuvākajā",
    weeks={
        0: "šonedēļ|šajā nedēļā|šo nedēļu|šīs nedēļas",
        1: "nākamnedēļ|nākamajā nedēļā|nākamo nedēļu|nākošnedēļ|nākošajā nedēļā|nākamās nedēļas",
    },
    dates="{year} gada {day} {month}|{day} {month}|{day} {month} {year}|{day} {month} {year} g"
    "|{year} gada {day} {month}"
    "|{year} g {day} {month}|{day} datum*",
    more_months=(
        "janvārī|janvāra|janvāri|janv",
        "februārī|februāra|februāri|febr",
        "martā|marta|martu|mart",
        "aprīlī|aprīļa|aprīli|apr",
        "maijā|maija|maiju|mai",
        "jūnijā|jūnija|jūniju|jūn",
        "jūlijā|jūlija|jūliju|jūl",
        "augustā|augusta|augustu",
        "septembrī|septembra|septembri|sept",
        "oktobrī|oktobra|oktobri|okt",
        "novembrī|novembra|novembri|nov",
        "decembrī|decembra|decembri|dec",
    ),
    ordinals="+ajā|- ajā|- ais|- tajā|- jā",
    spans="h",
    counted="mēs|es|mums|man|tikšanās|tikšanos|laiks|laiku",
    fillers="uz|apmēram|aptuveni|ap|lūdzu|labi|ok|okei|jā|der|derēs|derētu|tiekamies|satiekamies|tikties|satikties"
    "|sveiki|labdien|paldies|varbūt|tad|tieši|precīzi|laikā|laiks|būtu|būs|lieliski|super|varētu|varam|varu|vai der"
    "|vai derētu|vai varam|vai varētu|vai varētum*|vai būtu|kā būtu ar|ja var|jebkurā laikā|piedāvāju|esmu brīvs"
    "|esmu brīva|vēlos|gribētu|vislabāk|ērti|ir|klātienē|laba diena|čau|sarunāts|norunāts",
)
