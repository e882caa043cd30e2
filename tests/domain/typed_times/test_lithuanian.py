from __future__ import annotations

import pytest

from tests.domain.typed_times.reading_aloud import FIRST_MORNING, aloud, read

SAID_THE_DAY_BEFORE = {
    "rytoj 15 val.": "26 15:00",
    "rytoj 15val": "26 15:00",
    "RYTOJ 15 VAL": "26 15:00",
    "rytoj 15:30": "26 15:30",
    "rytoj 15.30": "26 15:30",
    "rytoj 15⁰⁰": "26 15:00",
    "rytoj 15 30": "26 15:30",
    "rytoj 10-20": "26 10:00 | 26 10:20",
    "rytoj 14-30": "26 14:30",
    "rytoj 14 val 30": "26 14:30",
    "rytoj 14 val. 30 min.": "26 14:30",
    "rytoj 14.30 val.": "26 14:30",
    "rytoj 17h": "26 17:00",
    "rytoj 3 val": "26 15:00",
    "rytoj 8 val": "26 08:00",
    "rytoj 8 vakaro": "26 20:00",
    "rytoj 9 val. ryto": "26 09:00",
    "rytoj": "26",
    "rytoj po pietų": "26",
    "rytoj vakare": "26",
    "rytoj vidurdienį": "26 12:00",
    "rytoj trečią valandą": "26 15:00",
    "rytoj trecia valanda": "26 15:00",
    "rytoj antrą": "26 14:00",
    "rytoj keturioliktą trisdešimt": "26 14:30",
    "rytoj pusę keturių": "26 15:30",
    "rytoj ketvirtis po trijų": "26 15:15",
    "rytoj penkiolika po trijų": "26 15:15",
    "rytoj be penkiolikos trys": "26 14:45",
    "rytoj be ketvirčio keturios": "26 15:45",
    "rytoj nuo 10 val iki 11 val": "26 10:00",
    "nuo 10 iki 11 rytoj": "26 10:00",
    "labas, gal tiktų rytoj 15 val.?": "26 15:00",
    "poryt 11 val. 30 min.": "27 11:30",
    "poryt dešimtą ryto": "27 10:00",
    "po dviejų dienų 10 val": "27 10:00",
    "trečiadienį 10:20": "27 10:20",
    "treciadieni 10.20": "27 10:20",
    "treč. 10:20": "27 10:20",
    "trečiadienį pusiau trijų": "27 14:30",
    "trečiadienį be dvidešimt dešimt": "27 09:40",
    "trečiadienis": "27",
    "kitą trečiadienį 10:00": "27 10:00",
    "antradienio ryte 9 val": "26 09:00",
    "an 10 val.": "26 10:00",
    "balandžio 27 d. 15:30": "27 15:30",
    "balandzio 27d. 15 val": "27 15:00",
    "balandžio 27 dieną 15 val.": "27 15:00",
    "bal. 27 d. 9:30": "27 09:30",
    "balandžio 26-oji 10:00": "26 10:00",
    "2022 m. balandžio 27 d. 15 val.": "27 15:00",
    "2022-04-27 15:00": "27 15:00",
    "2022 04 27 15:00": "27 15:00",
    "04 27 15:00": "27 15:00",
    "04-27 15 val.": "27 15:00",
    "27 d. 10.20": "27 10:20",
    "27-tą 15 val": "27 15:00",
    "27 d.": "27",
    "15-tą rytoj": "26 15:00",
    "pusė keturių": "26 15:30 | 27 15:30",
    "be penkių trys": "26 14:55 | 27 14:55",
    "15 val.": "26 15:00 | 27 15:00",
    "šiandien": "off_event",
    "ketvirtadienį": "off_event",
    "šeštadienį 10 val": "off_event",
    "vakar 15:00": "past",
    "tomorrow 15:30": "26 15:30",
}

SAID_ON_THE_FIRST_MORNING = {
    "po valandos": "26 09:31",
    "už valandos": "26 09:31",
    "po 20 min": "26 08:51",
    "už 20 minučių": "26 08:51",
    "po pusvalandžio": "26 09:01",
    "po dviejų valandų": "26 10:31",
    "už poros valandų": "26 10:31",
    "siandien 15 val": "26 15:00",
    "šiandien trečią": "26 15:00",
    "šįvakar 8 val": "26 20:00",
    "šiandien popiet": "26",
    "dabar": "26 08:31",
    "rytoj": "27",
    "poryt": "off_event",
    "šiandien 08:00": "past",
}


@pytest.mark.parametrize(("text", "expected"), SAID_THE_DAY_BEFORE.items())
def test_lithuanian_said_the_day_before_is_read_on_the_days_of_the_event(text: str, expected: str) -> None:
    assert aloud(read(text, "lt")) == expected


@pytest.mark.parametrize(("text", "expected"), SAID_ON_THE_FIRST_MORNING.items())
def test_lithuanian_said_during_the_event_is_read_from_that_moment(text: str, expected: str) -> None:
    assert aloud(read(text, "lt", now=FIRST_MORNING)) == expected


@pytest.mark.parametrize("text", [text for text in SAID_THE_DAY_BEFORE if "⁰" not in text])
def test_lithuanian_without_its_accents_means_the_same(text: str) -> None:
    plain = text.translate(str.maketrans("ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "aceeisuuzACEEISUUZ"))
    assert aloud(read(plain, "lt")) == SAID_THE_DAY_BEFORE[text]
