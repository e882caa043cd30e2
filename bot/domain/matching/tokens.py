"""What is left of a text when it is taken apart: words without those that only join others."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from bot.domain.matching.spelling import skeleton

WORD = re.compile(r"[^\W_]+(?:[&+][^\W_]+)*(?:[’'ʼ][^\W_]+)?")
ELECTRONIC = re.compile(r"\be-(?=[^\W\d_])", re.IGNORECASE)  # e-commerce, e-prekyba: one word
MOST = 60  # words of one text that are looked at

# Articles, prepositions, conjunctions, pronouns; and how people begin when they say what they look for or offer.
STOP_WORDS = """
a an the and or of for in on at to by with from into as is are be we our us you your their who that this these than
which can could all any some more most very well also not no other between about within across have has would like
looking look seek seeking search searching interested interest find finding need needs want wanted offer offers
offering provide providing providers provider based etc such various different kind kinds type types area areas field
fields
ir ar bei o su be ant apie dėl iš iki į kad kaip kurie kuris kuri mes mums mūsų nuo pas per po prie pagal prieš tarp
tik už yra esame visi visų kitų kiti jūsų savo taip pat ieškome ieškau ieškoma siūlome siūlau reikia reikalingas
reikalingi norime norėtume domina dominame dirbame srityje srities sritis teikiame įvairūs
un vai ar no uz par pie pēc pirms kas kurš kuri mēs mums mūsu jūs jūsu tas tie tā ir esam arī meklējam meklēju
piedāvājam piedāvāju vajag vajadzīgs vēlamies nepieciešams jomā
ja või ning kui kuid et see need on oma meie meil me teie ka kes mis otsime otsin pakume pakun vajame vajan soovime
huvitatud valdkonnas jaoks kohta ilma koos
i oraz lub albo w we z ze na do od dla po przy przez o u nad pod za czy jak że który która które my nam nasz nasze
nasza naszych się jest są to szukamy szukam poszukujemy poszukuję oferujemy oferuję potrzebujemy potrzebuję chcemy
zainteresowani zakresie branży także również
und oder der die das den dem des ein eine einen einem einer eines für mit von vom zu zum zur im in am an auf aus bei
bis durch über unter nach vor um als wir unser unsere unserer unseren uns sie ihr ihre sich ist sind auch nicht suchen
suche gesucht bieten biete brauchen brauche benötigen anbieten bereich interessiert sowie
et ou le la les l un une des du de d à au aux en dans par pour avec sans sur sous chez ce cette ces qui que nous notre
nos vous votre vos leur leurs est sont recherche recherchons cherchons cherche proposons propose offrons besoin
besoins souhaitons domaine aussi
y o el la los las un una unos unas de del al a en por para con sin sobre entre que quien nosotros nuestro nuestra
nuestros nuestras su sus es son somos busco buscamos ofrecemos ofrezco necesitamos necesito queremos interesados
ámbito también
e ed o il lo la i gli le l un uno una di del dello della dei degli delle da dal dalla al allo alla agli alle in nel
nella nei nelle con su sul sulla per tra fra che chi noi nostro nostra nostri nostre vostro è sono siamo cerco
cerchiamo offro offriamo abbiamo bisogno vogliamo interessati settori anche
і й та або чи в у з зі із на до від для по при про за над під між що який яка яке які ми нам наш наша наше наші ваш це
є шукаємо шукаю пропонуємо пропоную потрібен потрібна потрібні потребуємо хочемо зацікавлені галузі також сфері
"""
NEVER = {"recherche"}  # research in one language, "we look for" in another: a word after all


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as typed, its skeleton, and whether it is an acronym (only the very same one is meant)."""

    typed: str
    bare: str
    acronym: bool


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(skeleton(word) for word in STOP_WORDS.split() if word not in NEVER)


def words_of(text: str) -> list[Word]:
    """The words that say something, in their order; at most `MOST`.

    All capitals, or digits within, or up to two letters: an acronym (AI, IoT, 5G), which no ending and no slip changes.
    In a text all in capitals only the short ones are.
    """
    text = ELECTRONIC.sub("e", unicodedata.normalize("NFC", text))
    shouted = text.isupper() and len(text) > 5
    found = []
    for match in WORD.finditer(text):
        for typed in _parts(match[0]):
            bare = skeleton(typed)
            short = len(bare) <= 2 and not bare.isdigit()
            capitals = typed.isupper() and len(typed) > 1 and not typed.isdigit() and (not shouted or len(typed) < 4)
            mixed = any(c.isdigit() for c in typed) and any(c.isalpha() for c in typed)
            symbol = "&" in typed or "+" in typed
            if not bare or (len(bare) == 1 and not mixed) or (typed.isdigit() and len(typed) < 4):
                continue
            if bare in _stop_words() and not (capitals and not shouted):
                continue
            found.append(Word(typed, bare, capitals or mixed or symbol or short))
            if len(found) == MOST:
                return found
    return found


def _parts(typed: str) -> list[str]:
    """A word with an apostrophe: one in Ukrainian (м'ясо), two in French and Italian (d'emballage), one in English."""
    for mark in "’'ʼ":
        if mark in typed:
            before, _, after = typed.partition(mark)
            if "а" <= before[0].lower() <= "ґ":
                return [before + after]
            return [before] if after.lower() == "s" else [before, after]
    return [typed]
