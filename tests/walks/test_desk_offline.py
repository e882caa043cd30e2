"""People without Telegram: added by the desk, answered for by it, their agenda on paper."""

from __future__ import annotations

from sqlalchemy import select

from storage import tables
from tests.floor import Floor
from tests.walks.hearing import heard, rows


async def add(floor: Floor, name: str = "Ona Popierinė", email: str | None = "ona@example.org") -> None:
    """The desk adds somebody, one answer after the other."""
    floor.organiser()
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Add a person")
    await floor.says("organiser", name)
    await floor.says("organiser", "Popierius, UAB")
    await floor.taps("organiser", "Business")
    await floor.says("organiser", "Litauen")
    await floor.taps("organiser", "In the hall, all days")
    if email:
        await floor.says("organiser", email)
    else:
        await floor.taps("organiser", "Skip")
    await floor.taps("organiser", "Lithuanian")
    await floor.taps("organiser", "Done")


def document(floor: Floor, name: str = "organiser") -> str:
    """The text of the file that came last."""
    message = floor.phone(name).last
    assert message.get("document"), message
    stored = floor.stage.files.get(message["document"]["file_id"])
    assert stored is not None
    return stored.content.decode()


async def test_the_desk_adds_somebody_and_vouches_for_their_consent(floor: Floor) -> None:
    await add(floor)
    shown = floor.reads("organiser")
    assert "Ona Popierinė" in shown
    assert "Have they agreed?" in shown
    assert "2022-04-01" in shown
    assert not await rows(floor, select(tables.attendees))
    shown = await floor.taps("organiser", "They agree: register")
    assert "No Telegram" in shown
    assert "ona@example.org" in shown
    attendee = (await rows(floor, select(tables.attendees)))[0]
    assert (attendee.country, attendee.languages, attendee.status) == ("LT", ["lt"], "registered")
    person = (await rows(floor, select(tables.persons).where(tables.persons.c.id == attendee.person_id)))[0]
    assert person.telegram_id is None
    assert person.consent_version == "2022-04-01"
    act = (await rows(floor, select(tables.audit).where(tables.audit.c.act == "add_attendee")))[0]
    assert act.detail["consent"] == "2022-04-01"
    assert act.detail["vouched_by"] == act.person_id
    assert "1 without Telegram" in await floor.says("organiser", "/desk")


async def test_registering_twice_adds_one(floor: Floor) -> None:
    await add(floor)
    phone = floor.phone("organiser")
    message = phone.last["message_id"]
    data = next(
        button["callback_data"]
        for row in phone.last["reply_markup"]["inline_keyboard"]
        for button in row
        if "They agree" in button["text"]
    )
    phone.tap_data(message, data)
    phone.tap_data(message, data)
    await floor.settle()
    assert len(await rows(floor, select(tables.attendees))) == 1
    await add(floor)
    assert "registered already" in floor.reads("organiser")


async def test_bad_input_at_every_step_gets_a_clear_answer(floor: Floor) -> None:
    floor.organiser()
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Add a person")
    assert "too long" in await floor.says("organiser", "x" * 3000)
    assert "cannot see anything" in await floor.says("organiser", "\u200b\u202e")
    floor.organiser().share_location(54.7, 25.3)
    await floor.settle()
    assert "words" in floor.latest("organiser")
    await floor.says("organiser", "<b>Ona</b> مريم 🎉")
    await floor.says("organiser", "=1+1")
    assert "tap" in (await floor.says("organiser", "Business")).lower()
    await floor.taps("organiser", "Business")
    assert "do not know that country" in await floor.says("organiser", "Narnia")
    await floor.says("organiser", "🇵🇱")
    await floor.taps("organiser", "Back")
    await floor.taps("organiser", "Poland")
    await floor.taps("organiser", "Online, all days")
    before = floor.reads("organiser")
    assert "e-mail" in before
    assert await floor.says("organiser", "not an address") != before
    await floor.taps("organiser", "Skip")
    await floor.taps("organiser", "Done")
    assert "<b>Ona</b> مريم" in floor.reads("organiser").replace("\u2068", "").replace("\u2069", "")
    await floor.taps("organiser", "Stop")
    assert "nothing was kept" in floor.reads("organiser")
    assert not await rows(floor, select(tables.attendees))


async def test_their_requests_are_answered_by_the_desk_and_partners_know_it(floor: Floor) -> None:
    await add(floor)
    await floor.taps("organiser", "They agree: register")
    await floor.attendee("Ann")
    await floor.says("Ann", "/people")
    await floor.taps("Ann", "Ona")
    await floor.taps("Ann", "Request a meeting")
    await floor.taps("Ann", "10:25")
    if any("Send" in label for label in floor.buttons("Ann")):
        await floor.taps("Ann", next(label for label in floor.buttons("Ann") if "Send" in label))
    assert "have no Telegram" in floor.everything("Ann")
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "Unanswered (1)")
    await floor.taps("organiser", "📵")
    await floor.taps("organiser", "Accept for Ona")
    told = floor.everything("Ann").split("\n---\n")
    assert any("10:25" in text and "have no Telegram" in text and "Table" in text for text in told)


async def test_an_agenda_on_paper_holds_everything_and_nothing_harmful(floor: Floor) -> None:
    await add(floor, "<script>alert(1)</script> Ona")
    await floor.taps("organiser", "They agree: register")
    await floor.attendee("Ann", organisation="A & <b>B</b> مريم")
    await floor.taps("organiser", "A meeting for them")
    await floor.says("organiser", "Ann")
    await floor.taps("organiser", "Ann Tester")
    await floor.taps("organiser", "10:25")
    await floor.taps("Ann", "Accept")
    await floor.says("organiser", "/desk Ona")
    await floor.taps("organiser", "Agenda to print")
    page = document(floor)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "A &amp; &lt;b&gt;B&lt;/b&gt; مريم" in page.replace("\u2068", "").replace("\u2069", "")
    assert "10:25–10:45" in page
    assert "<svg" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert '<html lang="lt">' in page
    assert "Stalas" in page or "stalas" in page
    await floor.says("organiser", "/desk")
    await floor.taps("organiser", "No Telegram (1)")
    await floor.taps("organiser", "All agendas in one file")
    assert "10:25–10:45" in document(floor)
    await floor.says("organiser", "/desk Ona")
    text = await floor.taps("organiser", "Agenda as text")
    assert "10:25–10:45" in text
    assert "Matchbell sends no e-mails" in text
    assert "ona@example.org" in text


async def test_somebody_without_telegram_can_be_removed_and_leaves_nothing_behind(floor: Floor) -> None:
    await add(floor)
    await floor.taps("organiser", "They agree: register")
    await floor.attendee("Ann")
    await floor.taps("organiser", "A meeting for them")
    await floor.says("organiser", "Ann")
    await floor.taps("organiser", "Ann Tester")
    await floor.taps("organiser", "10:25")
    await floor.taps("Ann", "Accept")
    await floor.says("organiser", "/desk Ona")
    assert "cannot be undone" in await floor.taps("organiser", "Remove from the event")
    assert "Removed" in await floor.taps("organiser", "Yes, remove them")
    assert "ancelled" in heard(floor, "Ann")
    assert not await rows(floor, select(tables.seats))
    for table in (tables.persons, tables.attendees, tables.outbox, tables.audit):
        assert "ona@example.org" not in str(await rows(floor, select(table)))
        assert "Popierinė" not in str(await rows(floor, select(table)))


async def test_nobody_with_telegram_is_removed_by_the_desk(floor: Floor) -> None:
    floor.organiser()
    await floor.attendee("Ann")
    await floor.says("organiser", "/desk Ann")
    assert not any("Remove" in label for label in floor.buttons("organiser"))
    attendee = (await rows(floor, select(tables.attendees.c.id)))[0].id
    phone = floor.phone("organiser")
    tap = phone.tap_data(phone.last["message_id"], f"dk:z:{attendee}:0::")
    await floor.settle()
    assert tap.answer is not None
    assert "Only the person concerned" in str(tap.answer)
