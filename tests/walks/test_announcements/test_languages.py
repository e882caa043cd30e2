"""One announcement in several languages: people get theirs, else English, else what it was written in."""

from __future__ import annotations

from tests.floor import Floor
from tests.walks.test_announcements.desk import PNG, composed, previewed


async def in_two_languages(floor: Floor) -> None:
    """Ann reads English, Ona Lithuanian; the announcement is in both, and the organiser looks at the languages."""
    await floor.attendee("Ann")
    await floor.attendee("Ona", language_code="lt")
    await composed(floor)
    await floor.taps("organiser", "Add a language")
    assert "Send the announcement in this language: Lietuvių" in await floor.taps("organiser", "Add: Lietuvių")
    await floor.says("organiser", "Pietūs <b>jau</b> patiekti.")


async def test_people_get_their_language_and_the_screens_say_who_reads_which(floor: Floor) -> None:
    await in_two_languages(floor)
    assert "English: 1 person\nLietuvių: 1 person" in floor.latest("organiser")
    assert "Whoever uses another language gets: English" in floor.latest("organiser")
    await floor.taps("organiser", "Preview")
    texts = [m["text"] for m in floor.phone("organiser").messages[-3:]]
    assert texts[:2] == ["Lunch is served.", "Pietūs <b>jau</b> patiekti."]
    assert "English: 1 person\nLietuvių: 1 person" in texts[2]
    assert "🌐 English + Lietuvių" in str(floor.phone("organiser").last["reply_markup"])
    await floor.taps("organiser", "Send now to 2 people")
    assert floor.latest("Ann") == "Lunch is served."
    assert floor.latest("Ona") == "Pietūs <b>jau</b> patiekti."


async def test_who_has_no_version_of_theirs_reads_the_main_one(floor: Floor) -> None:
    await floor.attendee("Ann")
    floor.organiser().user["language_code"] = "lt"
    await floor.says("organiser", "/announce")
    await floor.says("organiser", "Pietūs.")
    await floor.taps("organiser", "Pridėti kalbą")
    assert "Lietuvių: 1 žmogus" in floor.reads("organiser"), "it is taken to be in the organiser's language"
    await floor.taps("organiser", "Peržiūra")
    await floor.taps("organiser", "Siųsti dabar")
    assert floor.latest("Ann") == "Pietūs."


async def test_the_main_text_can_be_said_to_be_in_another_language(floor: Floor) -> None:
    await floor.attendee("Ona", language_code="lt")
    await composed(floor, "Pietūs.")
    await floor.taps("organiser", "Add a language")
    assert "Lietuvių: 1 person" in await floor.taps("organiser", "The text is in: Lietuvių")
    await floor.taps("organiser", "Add: English")
    await floor.says("organiser", "Lunch.")
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Send now")
    assert floor.latest("Ona") == "Pietūs."


async def test_a_language_is_written_anew_and_taken_out(floor: Floor) -> None:
    await in_two_languages(floor)
    await floor.taps("organiser", "✏️ Lietuvių")
    await floor.says("organiser", "Pietūs vėluoja.")
    await floor.taps("organiser", "✏️ English")
    await floor.says("organiser", "Lunch is late.")
    assert "Lietuvių: 1 person" in floor.latest("organiser")
    assert "Lietuvių" not in await floor.taps("organiser", "Take out")
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Send now")
    assert floor.latest("Ona") == floor.latest("Ann") == "Lunch is late."


async def test_bad_words_for_a_language_are_asked_for_again(floor: Floor) -> None:
    await composed(floor)
    await floor.taps("organiser", "Add a language")
    await floor.taps("organiser", "Add: Lietuvių")
    phone = floor.phone("organiser")
    phone.share_location(54.7, 25.3)
    await floor.settle()
    assert "Please send text, one photo or one document" in floor.latest("organiser")
    photo = floor.stage.files.add("photo", "a.png", PNG).as_photo()
    phone._send({"photo": photo, "caption": "x" * 1025})
    await floor.settle()
    assert "1025 characters where Telegram takes 1024" in floor.latest("organiser")
    phone._send({"text": "ab" * 101, "entities": [{"type": "bold", "offset": 2 * n, "length": 1} for n in range(101)]})
    await floor.settle()
    assert "101 formatted pieces where Telegram takes 100" in floor.latest("organiser")
    phone.send_photo(PNG, caption="Nauja salė")
    await floor.settle()
    assert "Lietuvių: 0 people" in floor.latest("organiser")


async def test_the_test_arrives_exactly_as_it_will_at_others(floor: Floor) -> None:
    await in_two_languages(floor)
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Read button: off")
    await floor.taps("organiser", "Send it to me first")
    english, lithuanian, below = floor.phone("organiser").messages[-3:]
    assert "Send now to 2 people" in str(below["reply_markup"])
    await floor.taps("organiser", "Send now to 2 people")
    for name, seen in (("Ann", english), ("Ona", lithuanian)):
        last = floor.phone(name).last
        assert (last["text"], last["reply_markup"]) == (seen["text"], seen["reply_markup"])
    assert "Perskaičiau ✓" in str(lithuanian["reply_markup"])


async def test_the_read_button_follows_in_every_preview(floor: Floor) -> None:
    await in_two_languages(floor)
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Read button: off")
    marked = [m["text"] for m in floor.phone("organiser").messages if "Read ✓" in str(m) or "Perskaičiau ✓" in str(m)]
    assert marked[-2:] == ["Lunch is served.", "Pietūs <b>jau</b> patiekti."]


async def test_forged_languages_are_refused(floor: Floor) -> None:
    await previewed(floor)
    phone = floor.phone("organiser")
    for data in (
        "av:main:1:xx:",
        "av:main:1::",
        "av:write:1::",
        "av:remove:1:en:",
        "av:apply:1::7",
        "av:correct:1:lt:",
        "av:nonsense:1::",
        "al:drafts:-5",
        "al:nonsense:0",
        "ar:1:yes:99",
        "an:remind:1:",
    ):
        tap = phone.tap_data(phone.last["message_id"], data)
        await floor.settle()
        assert tap.answer is not None, data
    await floor.says("organiser", "/cancel")
    await floor.says("organiser", "/announce")
    await floor.taps("organiser", "Drafts (1)")
    await floor.taps("organiser", "Lunch is served.")
    assert "Who gets it?" in floor.reads("organiser")
