"""Composing: what arrives is exactly what was written; what cannot be announced is said kindly."""

from __future__ import annotations

from typing import Any

import pytest

from tests.floor import Floor
from tests.walks.test_announcements.desk import PNG, composed, newest_with, previewed

TEXT = "Doors 🚪 at nine: read this <b>now</b> & come.\nQuoted words.\nprint(1)"


def entity(kind: str, words: str, **more: Any) -> dict[str, Any]:
    """Formatting of the words in TEXT, counted as Telegram counts."""
    before, _, _ = TEXT.partition(words)
    units = [len(part.encode("utf-16-le")) // 2 for part in (before, words)]
    return {"type": kind, "offset": units[0], "length": units[1], **more}


ENTITIES = [
    entity("bold", "Doors 🚪 at nine"),
    entity("italic", "at nine"),
    entity("text_link", "read this", url='https://example.org/?a=1&b="two"'),
    entity("spoiler", "come"),
    entity("expandable_blockquote", "Quoted words."),
    entity("pre", "print(1)", language="python"),
]


def formatting(entities: list[dict[str, Any]]) -> list[Any]:
    """The formatting in an order of its own; commands, links and the like are found by Telegram in any text."""
    chosen = {e["type"] for e in ENTITIES}
    return sorted((sorted(e.items()) for e in entities if e["type"] in chosen), key=str)


def sent(message: dict[str, Any]) -> dict[str, Any]:
    """What a reader sees of a message."""
    seen = {key: message.get(key) for key in ("text", "caption", "reply_markup")}
    for key in ("entities", "caption_entities"):
        seen[key] = formatting(message.get(key, []))
    seen["photo"] = [size["file_unique_id"] for size in message.get("photo", [])]
    seen["document"] = message.get("document", {}).get("file_name")
    return seen


def announced(floor: Floor, name: str) -> dict[str, Any]:
    """What arrived last."""
    return sent(floor.phone(name).last)


async def test_formatting_arrives_exactly_as_it_was_written(floor: Floor) -> None:
    await floor.attendee("Ann")
    floor.organiser()
    await floor.says("organiser", "/announce")
    floor.phone("organiser")._send({"text": TEXT, "entities": ENTITIES})
    await floor.settle()
    await floor.taps("organiser", "Preview")
    preview = sent(floor.phone("organiser").messages[-2])
    await floor.taps("organiser", "Send now")
    arrived = announced(floor, "Ann")
    assert arrived == preview
    assert arrived["text"] == TEXT
    assert arrived["entities"] == formatting(ENTITIES)


async def test_a_photo_arrives_with_its_caption_and_the_read_button_of_the_preview(floor: Floor) -> None:
    await floor.attendee("Ann")
    floor.organiser()
    await floor.says("organiser", "/announce")
    floor.phone("organiser").send_photo(PNG, caption="The new hall")
    await floor.settle()
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Read button: off")
    preview = sent(floor.phone("organiser").messages[-2])
    assert "Read" in str(preview["reply_markup"])
    await floor.taps("organiser", "Send now to 1 person")
    assert announced(floor, "Ann") == preview
    assert announced(floor, "Ann")["caption"] == "The new hall"
    assert len(announced(floor, "Ann")["photo"]) >= 1


async def test_taking_the_read_button_off_takes_it_off_the_preview(floor: Floor) -> None:
    await previewed(floor)
    await floor.taps("organiser", "Read button: off")
    await floor.taps("organiser", "Read button: on")
    assert "reply_markup" not in floor.phone("organiser").messages[-2]
    assert sum("Lunch" in m.get("text", "") for m in floor.phone("organiser").messages if m["from"]["is_bot"]) == 1


async def test_a_document_arrives_under_its_name(floor: Floor) -> None:
    await floor.attendee("Ann")
    floor.organiser()
    await floor.says("organiser", "/announce")
    floor.phone("organiser").send_document("plan.pdf", b"%PDF-1.4", "application/pdf")
    await floor.settle()
    await floor.taps("organiser", "Preview")
    await floor.taps("organiser", "Send now")
    assert announced(floor, "Ann")["document"] == "plan.pdf"


async def test_what_cannot_be_announced_is_said_and_asked_for_again(floor: Floor) -> None:
    floor.organiser()
    await floor.says("organiser", "/announce")
    phone = floor.phone("organiser")
    phone.share_location(54.7, 25.3)
    await floor.settle()
    assert "Please send text, one photo or one document" in floor.reads("organiser")
    photo = floor.stage.files.add("photo", "a.png", PNG).as_photo()
    before = len(phone.messages)
    for _ in range(3):
        phone._send({"photo": photo, "media_group_id": "77", "caption": "one of three"})
    await floor.settle()
    assert "Only one photo" in floor.reads("organiser")
    assert len(phone.messages) == before + 3 + 1, "one sentence for the whole album"
    assert "Who gets it?" in await floor.says("organiser", "Lunch is served.")


@pytest.mark.parametrize(("length", "fits"), [(1024, True), (1025, False)])
async def test_a_caption_as_long_as_telegram_takes(floor: Floor, length: int, fits: bool) -> None:
    floor.organiser()
    await floor.says("organiser", "/announce")
    photo = floor.stage.files.add("photo", "a.png", PNG).as_photo()
    floor.phone("organiser")._send({"photo": photo, "caption": "x" * length})
    await floor.settle()
    assert ("Who gets it?" in floor.reads("organiser")) is fits
    if not fits:
        assert "1025 characters where Telegram takes 1024" in floor.reads("organiser")
        assert "Who gets it?" in await floor.says("organiser", "Shorter.")


async def test_text_of_4096_hostile_characters_arrives_unchanged(floor: Floor) -> None:
    await floor.attendee("Ann")
    await previewed(floor, ("<b>{name}</b> &amp; \u202eRTL\x00 =1+1 %s " * 200)[:4095] + "!")
    written = next(m["text"] for m in floor.phone("organiser").messages if "RTL" in m.get("text", ""))
    assert len(written) > 3000
    await floor.taps("organiser", "Send now")
    assert announced(floor, "Ann")["text"] == written


async def test_cancel_in_the_middle_leaves_nothing_that_waits_for_words(floor: Floor) -> None:
    floor.organiser()
    await floor.says("organiser", "/announce")
    await floor.says("organiser", "/cancel")
    assert "Who gets it?" not in await floor.says("organiser", "Lunch is served.")
    await previewed(floor)
    await floor.taps("organiser", "Send later…")
    await floor.says("organiser", "/cancel")
    assert "Is this the time?" not in await floor.says("organiser", "tomorrow 8:30")


async def test_discarded_is_gone_and_its_buttons_send_nothing(floor: Floor) -> None:
    ann = await floor.attendee("Ann")
    await previewed(floor)
    message, send_now = newest_with(floor.phone("organiser"), "Send now")
    await floor.taps("organiser", "Discard")
    assert floor.reads("organiser") == "Discarded. Nothing was sent."
    floor.phone("organiser").tap_data(message, send_now)
    await floor.settle()
    assert not any("Lunch" in m.get("text", "") for m in ann.messages)


async def test_the_segment_shows_its_size_with_every_tap(floor: Floor) -> None:
    await floor.attendee("Ann", modes=("online", "online"), country="EE")
    await floor.attendee("Bo", attendee_type="research", country="LV")
    await floor.attendee("Ona", language_code="lt")
    await composed(floor)
    assert "Everybody: 3 people" in floor.reads("organiser")
    assert "In the hall: 2 people" in await floor.taps("organiser", "In the hall")
    assert "✅ In the hall" in floor.buttons("organiser")
    assert "Online: 1 person" in await floor.taps("organiser", "Online")
    assert "Everybody: 3 people" in await floor.taps("organiser", "✅ Online")
    assert await floor.taps("organiser", "Country…") == "Which country gets it?"
    assert "Latvia: 1 person" in await floor.taps("organiser", "Latvia")
    assert "In the hall + Latvia: 1 person" in await floor.taps("organiser", "In the hall")
    await floor.taps("organiser", "Language…")
    text = await floor.taps("organiser", "Lietuvių")
    assert "In the hall + Latvia + Lietuvių: 0 people" in text
    assert "take a condition out" in text
    await floor.taps("organiser", "Preview")
    assert not any("Send now" in label for label in floor.buttons("organiser")), "there is nobody to send it to"
    await floor.taps("organiser", "« Who gets it")
    await floor.taps("organiser", "Country…")
    assert "In the hall + Lietuvių: 1 person" in await floor.taps("organiser", "✅ 🇱🇻 Latvia")
    await floor.taps("organiser", "Type…")
    assert "0 people" in await floor.taps("organiser", "Research")
