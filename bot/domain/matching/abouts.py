"""What people say of themselves in a sentence or two, split into what they are good for and what they look for."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.matching.reading import Token, read
from bot.domain.matching.spelling import skeleton

SENTENCE = re.compile(r"[.;!?\n•]+")
# After one of these the rest of the sentence is a need.
SEEKING = """
looking look seek seeking search searching need needs want require interested ieškome ieškau ieško ieškoma reikia
norime norėtume domina dominame meklējam meklēju meklē vajag vajadzīgs vēlamies nepieciešams otsime otsin otsib vajame
vajan soovime huvitatud szukamy szukam poszukujemy poszukuję szuka potrzebujemy potrzebuję chcemy zainteresowani
suchen suche sucht gesucht brauchen brauche benötigen interessiert recherchons cherchons cherche recherche besoin
souhaitons intéressés busco buscamos busca necesitamos necesito queremos interesados cerco cerchiamo cerca bisogno
vogliamo interessati шукаємо шукаю шукає потрібен потрібна потрібні потребуємо хочемо зацікавлені
"""
WORDS = re.compile(r"[^\W\d_]+")
SHORTEST = 3  # letters of a short word that counts in running text: "it" and "ai" are mostly no acronyms there


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    return frozenset(skeleton(word) for word in SEEKING.split())


def read_about(about: str | None) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """What the text offers and what it looks for."""
    offered: dict[str, Token] = {}
    sought: dict[str, Token] = {}
    for sentence in SENTENCE.split(about or ""):
        cut = next((m.start() for m in WORDS.finditer(sentence) if skeleton(m[0]) in _cues()), len(sentence))
        for side, part in ((offered, sentence[:cut]), (sought, sentence[cut:])):
            for token in read(part) if part.strip() else ():
                if len(token.typed) >= SHORTEST or token.typed.isupper():
                    side.setdefault(token.key, token)
    return tuple(offered.values()), tuple(sought.values())
