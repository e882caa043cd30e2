"""One spelling for what ten languages write in their own ways, and the endings that hide that two words are one.

``Logistik``, ``logistics``, ``logistyka``, ``логістика`` come out alike but for their ends; the ends of all the
languages are in one list, so that nobody has to know in which language a word was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.domain.typed_words import fold

# Ukrainian by sound, the letters that international words have in Latin (г is g there: логістика)
CYRILLIC = str.maketrans(
    dict(zip("абвгґдежзиіклмнопрстуфхцчшщыэ", "abvggdessiiklmnoprstufhcsssie", strict=True))
    | {"є": "ie", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "'": "", "’": "", "ʼ": ""}
)
FIRST = (
    (re.compile("č(?=i[aąouųū])"), "t"),  # pakuotė, pakuočių
    (re.compile("dž(?=i[aąouųū])"), "d"),
    (re.compile("ç"), "s"),
    (re.compile("^гі"), "hi"),  # гідропоніка; г is h in Greek words
)
SOUNDS = (
    (re.compile("tsch|sch|sz|cz"), "s"),
    (re.compile("ch"), "h"),
    (re.compile("ck"), "k"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("qu"), "kv"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("ae"), "a"),
    (re.compile("oe"), "o"),
    (re.compile("ue|ou"), "u"),
)
LETTERS = str.maketrans({"c": "k", "w": "v", "y": "i", "j": "i", "z": "s", "x": "ks"})
LAST = (
    (re.compile("i{2,}"), "i"),
    (re.compile("ts(?=io)|t(?=io[no])"), "s"),  # innovation, innovatsioon, innovación
    (re.compile("sioon"), "sion"),
    (re.compile(r"([^aeiou\d])\1+"), r"\1"),
)

# As they look after `skeleton`. Declension and conjugation, joined from the ten languages:
_INFLECTED = """
n a e i o u s as es is os us ai ais ams amas am em im om um en er ern ens ei eis oi ou ui iu ia io ie ias ies ios ius
iai iais iams iui iaus iem iems iom ims imis emis omis umi ami iami ah iah ih ii in ion iona ione ioni iones ions
ionen iono ionos ionu iou oiu oie oje iv ov ova oe ego ogo omu emu imi id de ed ide ude ud d t te ta st sse ga l le lt
ks ni na ing ings ung ungen nem ose uose aus asi usi
"""
# Ends that make another word of the same family:
_DERIVED = """
age ages esana esanas esanu isana sana sanas eerimine eerimise uvania uvani ionovanie ionavimas lemine lus iasion
uoiame uoia uoti uoiam uoianti uoti uieme uiemi uie uiemo uvati eti ioti avimui avima
asion asiona asional asione asioni asiones asions asionen asia asii asiiu asias asios asija ator atori ators atorius
ating ative ativ atif isasion isasia isasios isasija isieren isierung isierungen ierung iering ovanie ovania avimas
avimo ivimas ivimo imas imo iba ibas iment ement al ale ali als alais alas alus nal onal ional ionalas ionals ionalni
ik ika iki iko ike iks ikas ikos iku ikai iska iski iskas isks isk iskai ski ska nii ne nis nio inis inio ine ines
iniai iniu ingas inga ovi ove ovii ivni ers eri eris ier iers or ors ori orius ist ists istas ista isti istai isme
ismo ismas ism mine mise use uses nost nosti ost osti heit keit iti iteit itas itat itati itet eta abel able ible ant
ants ante anti ent enti ial iale ick els ele elle el lik likud lised line lich liche izer iser isers eur eurs euse
rise atics atik atika atiks
"""
INFLECTIONS = frozenset(("", *_INFLECTED.split()))
DERIVATIONS = frozenset(_DERIVED.split())
LONGEST_END = max(map(len, INFLECTIONS | DERIVATIONS))
SHORTEST_STEM = 4
SHORTEST_FAMILY = 5  # where one of the two ends makes another word of it
FAMILY = 10  # what such an end costs more than another


@lru_cache(maxsize=1 << 14)
def skeleton(word: str) -> str:
    """The word without what differs between the languages' spellings of one sound."""
    small = unicodedata.normalize("NFC", word).casefold()
    for pattern, sound in FIRST:
        small = pattern.sub(sound, small)
    bare = fold(small).translate(CYRILLIC)
    for pattern, sound in SOUNDS:
        bare = pattern.sub(sound, bare)
    bare = bare.translate(LETTERS)
    for pattern, sound in LAST:
        bare = pattern.sub(sound, bare)
    return bare


@lru_cache(maxsize=1 << 14)
def stems(word: str) -> tuple[tuple[str, int], ...]:
    """What may be the stem of a word (a skeleton), the longest first, each with its cost: how much was taken off, and
    `FAMILY` more where the end makes another word of the family (``export``, ``exporter``).
    """
    found = []
    for cut in range(len(word), max(SHORTEST_STEM, len(word) - LONGEST_END) - 1, -1):
        end = word[cut:]
        if end in INFLECTIONS:
            found.append((word[:cut], len(end)))
        elif end in DERIVATIONS and cut >= SHORTEST_FAMILY:
            found.append((word[:cut], FAMILY + len(end)))
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def root(word: str) -> str:
    """The least that all forms of a word (a skeleton) have in common; coarser than `stems`, and quick to compare."""
    short = [
        stem for stem, cost in stems(word) if len(stem) >= (SHORTEST_FAMILY if cost < FAMILY else SHORTEST_FAMILY + 1)
    ]
    return short[-1] if short else word


def allowed_slips(length: int) -> int:
    """How many slips of the finger a word of so many letters may have and still be known."""
    return 0 if length < 5 else 1 if length < 9 else 2
