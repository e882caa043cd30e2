"""The desk adds somebody to a meeting of two."""

from __future__ import annotations

from tests.floor import Floor


async def test_the_desk_adds_somebody_who_answers_themselves(floor: Floor) -> None:
    for name in ("Ann", "Bo", "Cleo"):
        await floor.attendee(name)
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    floor.organiser()
    await floor.says("organiser", "/start vilnius-2022")
    await floor.says("organiser", "/desk Ann")
    await floor.taps("organiser", "10:00")
    await floor.taps("organiser", "Add somebody")
    assert "Nobody of that name" in await floor.says("organiser", "🙂 <b>zzz")
    await floor.says("organiser", "Cleo")
    assert "They are asked" in await floor.taps("organiser", "Cleo")
    await floor.taps("Cleo", "Accept")
    await floor.says("organiser", "/desk Ann")
    assert "With them: Cleo Tester" in await floor.taps("organiser", "10:00")
    await floor.clock_strikes("09:45")
    assert "🔔" in floor.everything("Cleo")


async def test_the_desk_reads_what_changed_for_somebody_who_has_not_confirmed(floor: Floor) -> None:
    for name in ("Ann", "Bo"):
        await floor.attendee(name)
    await floor.agreed_meeting("Ann", "Bo", at="10:00")
    floor.organiser()
    await floor.says("organiser", "/start vilnius-2022")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Change the event")
    await floor.taps("organiser", "Tables")
    await floor.says("organiser", "1")
    await floor.taps("organiser", "Do it")
    await floor.says("organiser", "/desk Ann")
    seen = await floor.taps("organiser", "What changed")
    assert "table 1" in seen
    assert "Table 2" in seen
    assert not any("Got it" in label for label in floor.buttons("organiser")), "only Ann can say so"
    assert "they know" in (await floor.taps("organiser", "They know")).lower()
