"""Organisations that do not exist: an invented root in the form its country and kind would give it."""

from __future__ import annotations

from bot.rehearsal.personas.dice import Dice

HEADS: dict[str, tuple[str, ...]] = {
    "LT": ("Žalv", "Rugm", "Medž", "Šilt", "Ežer", "Gint", "Vėjr", "Aukšl", "Nerv", "Dubr"),
    "LV": ("Dzint", "Saulv", "Ozolj", "Vējm", "Zvirg", "Rūdž", "Jūrķ", "Kļav"),
    "EE": ("Põldr", "Meriv", "Kuusõ", "Rannü", "Tuulj", "Sõstr", "Härml"),
    "PL": ("Żytn", "Bursz", "Jodł", "Wiśl", "Kłos", "Świt", "Mgieł", "Dębr"),
    "FI": ("Kaisl", "Pihk", "Järv", "Halla", "Tervä", "Lumim"),
    "SE": ("Björkn", "Fjärd", "Lingv", "Åkerm", "Norrsk", "Tallö"),
    "DE": ("Nordhöf", "Ostmör", "Kornfl", "Werftw", "Grünsp", "Lautwe"),
    "DK": ("Havgr", "Rugsø", "Klitv", "Bølgem", "Marskt"),
    "UA": ("Степл", "Жнив", "Калинв", "Дніпрог", "Зернят"),
}
TAILS = ("ana", "ia", "ora", "elis", "umo", "eta", "inta", "ava", "onis", "era", "isto", "una")
TAILS_CYRILLIC = ("ана", "ія", "ора", "еліс", "умо", "ета", "інта", "ава")

FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    "cluster": {
        "LT": ("{0} klasteris", "Klasteris „{0}“", "{0} Food Cluster"),
        "LV": ("{0} klasteris", "{0} Cluster Latvia"),
        "EE": ("{0} klaster", "{0} Cluster Estonia"),
        "PL": ("Klaster {0}", "{0} Cluster Poland"),
        "FI": ("{0}-klusteri", "{0} Cluster Finland"),
        "SE": ("{0}klustret", "{0} Cluster Sweden"),
        "DE": ("Cluster {0}", "{0}-Netzwerk"),
        "DK": ("Klyngen {0}", "{0} Cluster Denmark"),
        "UA": ("Кластер «{0}»",),
    },
    "business": {
        "LT": ("UAB „{0}“", "{0}, UAB", "MB {0}"),
        "LV": ("SIA “{0}”", "AS {0}"),
        "EE": ("{0} OÜ", "AS {0}"),
        "PL": ("{0} Sp. z o.o.", "Zakłady {0} S.A."),
        "FI": ("{0} Oy",),
        "SE": ("{0} AB",),
        "DE": ("{0} GmbH", "{0} & Töchter KG"),
        "DK": ("{0} ApS", "{0} A/S"),
        "UA": ("ТОВ «{0}»",),
    },
    "research": {
        "LT": ("{0} institutas", "{0} technologijų centras"),
        "LV": ("{0} pētniecības institūts",),
        "EE": ("{0} Teadusinstituut",),
        "PL": ("Instytut {0}",),
        "FI": ("{0}-tutkimuskeskus",),
        "SE": ("{0} forskningsinstitut",),
        "DE": ("{0}-Institut für Angewandte Forschung",),
        "DK": ("{0} Forskningscenter",),
        "UA": ("Інститут «{0}»",),
    },
    "investor": {"": ("{0} Capital", "{0} Ventures", "{0} Growth Fund")},
    "authority": {
        "LT": ("{0} regiono taryba",),
        "LV": ("{0} novada pašvaldība",),
        "EE": ("{0} vallavalitsus",),
        "PL": ("Urząd Regionu {0}",),
        "FI": ("{0} kehitysvirasto",),
        "SE": ("Region {0}",),
        "DE": ("Landesagentur {0}",),
        "DK": ("Region {0}",),
        "UA": ("Агенція розвитку «{0}»",),
    },
    "support": {"": ("{0} Innovation Agency", "{0} Business Support Centre", "{0} Digital Innovation Hub")},
}


def organisation(country: str, attendee_type: str, dice: Dice) -> str:
    """The name of an invented organisation of `attendee_type` (a key of `FORMS`) in `country`."""
    forms = FORMS[attendee_type]
    form = dice.pick(forms.get(country, forms.get("", ("{0}",))))
    root = dice.pick(HEADS[country])
    tail = dice.pick(TAILS if root.isascii() or country != "UA" else TAILS_CYRILLIC)
    return form.format(root + tail)
