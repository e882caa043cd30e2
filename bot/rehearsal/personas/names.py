"""Names of people: given names that are common, surnames that nobody bears.

A surname is an invented stem with the ending that its country gives it, for a woman or a man.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.rehearsal.personas.dice import Dice


@dataclass(frozen=True, slots=True)
class NameBook:
    """How people of one country are called: given names, surname stems, and endings (woman's, man's)."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BOOKS: dict[str, NameBook] = {
    "LT": NameBook(
        _words("Rūta Eglė Austėja Ieva Gabija Aistė Dovilė Jurgita Miglė Živilė Ugnė Kotryna Birutė Šarūnė"),
        _words("Jonas Tomas Mindaugas Žygimantas Paulius Šarūnas Lukas Darius Vytautas Ąžuolas Rokas Kęstutis"),
        _words("Smilgar Žvirgžd Lelumb Rasvėj Girvel Šermuond Bružgul Verpėt Tauromb Dulkšv Ežermėl Kriaund"),
        (("aitė", "as"), ("ienė", "is"), ("ytė", "ys"), ("auskaitė", "auskas"), ("ūnienė", "ūnas")),
    ),
    "LV": NameBook(
        _words("Līga Ilze Zane Elīna Madara Dārta Sanita Anete Gunta Kristīne"),
        _words("Jānis Andris Mārtiņš Edgars Kārlis Artūrs Guntis Raivis Ģirts Ēriks"),
        _words("Bērzvald Zvaigžņ Rudzumēl Saulgāž Ķiršven Dzintlej Vējdūm Sniegul Ozolvānd Pūpolain"),
        (("iņa", "iņš"), ("a", "s"), ("e", "is"), ("upe", "ups")),
    ),
    "EE": NameBook(
        _words("Kadri Liis Triin Maarja Külli Õnne Piret Kertu Helle Anneli"),
        _words("Tanel Margus Rasmus Kaarel Ülo Priit Sten Jüri Toomas Märt"),
        _words("Kuuseõli Tammküla Rõõmujõ Põldnurm Härmaves Lumiõis Sõnajalg Öökaste Väljaots Tuulemõis"),
        (("mäe", "mäe"), ("saar", "saar"), ("oja", "oja"), ("salu", "salu")),
    ),
    "PL": NameBook(
        _words("Agnieszka Małgorzata Zofia Łucja Żaneta Katarzyna Joanna Świętosława Hanna Bożena Ewa"),
        _words("Łukasz Paweł Michał Stanisław Grzegorz Bartłomiej Wojciech Krzysztof Jędrzej Tomasz"),
        _words("Brzękotn Szczyptoł Dźwierzb Mgłowiec Żółwińc Chrząstew Kłębodr Wrześniaw Świerszczew Gżegżółcz"),
        (("ska", "ski"), ("icka", "icki"), ("owska", "owski"), ("ak", "ak")),
    ),
    "FI": NameBook(
        _words("Päivi Aino Kaisa Sanna Hilla Äänikki Riikka Tuuli"),
        _words("Pekka Antti Jyrki Mikko Väinö Ilkka Tapani Yrjö"),
        _words("Hillosuo Kielojär Käenpuu Pöllöves Myrskyl Tähkäpel Sumunie Rätinkor"),
        (("nen", "nen"), ("la", "la"), ("lampi", "lampi")),
    ),
    "SE": NameBook(
        _words("Åsa Märta Linnéa Frida Elsa Görel Ingrid Ylva"),
        _words("Björn Göran Erik Åke Sören Lars Håkan Måns"),
        _words("Ljungskäl Tranvik Rönnfjär Älvsnö Blåklin Gräsmån Åkersyn Dimberg"),
        (("ström", "ström"), ("dal", "dal"), ("kvist", "kvist"), ("löf", "löf")),
    ),
    "DE": NameBook(
        _words("Jule Käthe Heike Annelie Friederike Sabine Ulrike Börte Gisela"),
        _words("Jörg Günther Matthias Florian Heiko Sören Tobias Klaus Rüdiger"),
        _words("Mühlengrün Nebelröß Weißkräut Kranichmöw Föhrensöl Birnenwäld Distelbrück Löffelhöf"),
        (("er", "er"), ("hauer", "hauer"), ("mann", "mann"), ("lein", "lein")),
    ),
    "DK": NameBook(
        _words("Søs Mette Kirsten Bodil Astrid Lærke Signe"),
        _words("Søren Jørgen Anders Mikkel Bjørn Asger Kåre"),
        _words("Blæsenbør Mosegræ Rugmølle Havtåge Klitrøn Sneflø"),
        (("gaard", "gaard"), ("sen", "sen"), ("holm", "holm")),
    ),
    "UA": NameBook(
        _words("Оксана Ірина Соломія Наталія Леся Olena Yuliia Дарина"),
        _words("Тарас Андрій Богдан Остап Євген Dmytro Oleksii Юрій"),
        _words("Вітрозв Сонцебрід Житомрі Калинівч Громодуб Лелечин Мальвогр Росошів"),
        (("енко", "енко"), ("ська", "ський"), ("чук", "чук")),
    ),
}

LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
    "ą": "a", "č": "c", "ę": "e", "ė": "e", "į": "i", "š": "s", "ų": "u", "ū": "u", "ž": "z", "ā": "a", "ē": "e",
    "ģ": "g", "ī": "i", "ķ": "k", "ļ": "l", "ņ": "n", "õ": "o", "ä": "a", "ö": "o", "ü": "u", "ł": "l", "ż": "z",
    "ź": "z", "ó": "o", "ś": "s", "ć": "c", "ń": "n", "å": "a", "é": "e", "ø": "o", "æ": "ae", "ß": "ss",
}  # fmt: skip


def latin(text: str) -> str:
    """`text` in small plain Latin letters (Ukrainian by the national transliteration of 2010, letters only)."""
    plain = "".join(LATIN.get(letter, letter) for letter in text.lower())
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def full_name(country: str, dice: Dice) -> tuple[str, str]:
    """A given name and an invented surname as they are written in `country` (an ISO code of `BOOKS`)."""
    book = BOOKS[country]
    woman = dice.chance(0.5)
    first = dice.pick(book.women if woman else book.men)
    last = dice.pick(book.stems) + dice.pick(book.endings)[0 if woman else 1]
    if country == "UA" and first.isascii():  # some write their name in Latin letters
        last = latin(last).capitalize()
    return first, last


def username(first: str, last: str, number: int) -> str:
    """A Telegram user name for that person: 5 to 32 of a-z, 0-9 and underscore, and by `number` its own."""
    return f"{latin(first)[:8]}_{latin(last)[:12]}_{number}"
