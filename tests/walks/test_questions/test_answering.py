"""Questions to the organisers on the phones: asked, taken, answered by a reply or a button, closed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.floor import ORGANISER, Floor, open_floor
from tests.walks.test_announcements.desk import PNG, previewed

SECOND, HERALD = 700_000_002, 700_000_003
ROLES = [
    {"telegram_id": ORGANISER, "role": "owner", "event": "*"},
    {"telegram_id": SECOND, "role": "desk", "event": "*"},
    {"telegram_id": HERALD, "role": "herald", "event": "*"},
]


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Floor]:
    """Rasa (owner), Jonas (desk) and Ona (herald) work here; Ann takes part."""
    async with open_floor(sqlite_url, organisers=ROLES) as floor:
        floor.organiser()
        floor.people["Jonas"] = floor.stage.add_person("Jonas", id=SECOND, started=True)
        floor.people["Ona"] = floor.stage.add_person("Ona", id=HERALD, started=True)
        for name in ("organiser", "Jonas", "Ona"):
            await floor.says(name, "/announce")
            await floor.says(name, "/cancel")
        await floor.attendee("Ann")
        yield floor


async def asked(floor: Floor, text: str = "Where do I leave my coat?") -> str:
    """Ann asks."""
    await floor.says("Ann", "/ask")
    return await floor.says("Ann", text)


def card(floor: Floor, name: str, words: str = "asks (") -> int:
    """The number of the newest message with a question."""
    return next(
        int(m["message_id"])
        for m in reversed(floor.phone(name).messages)
        if words in m.get("text", "") and m["from"]["is_bot"]
    )


async def replies(floor: Floor, name: str, text: str, to: int) -> None:
    """They reply to a message."""
    floor.phone(name).say(text, reply_to_message_id=to)
    await floor.settle()


async def test_a_question_reaches_owner_and_desk_at_once_and_no_herald(desk: Floor) -> None:
    assert "Sent to the organisers" in await asked(desk)
    for name in ("organiser", "Jonas"):
        assert "Ann Tester (Invented Foods) asks" in desk.latest(name)
        assert "Where do I leave my coat?" in desk.latest(name)
    assert "coat" not in desk.everything("Ona")
    assert "Only the organisers" in await desk.says("Ona", "/questions")
    assert "1 open question" in await desk.says("Jonas", "/questions")


async def test_answered_by_a_reply_the_asker_has_it_and_every_card_shows_it(desk: Floor) -> None:
    await asked(desk)
    await replies(desk, "organiser", "On the ground floor & <left>.", card(desk, "organiser"))
    assert "on its way to Ann Tester" in desk.latest("organiser")
    answer = desk.latest("Ann")
    assert "The organisers answer:\nOn the ground floor & <left>." in answer
    assert "You asked:" in answer
    assert "Where do I leave my coat?" in answer
    cards = {
        name: next(m for m in desk.phone(name).messages if m["message_id"] == card(desk, name))
        for name in ("organiser", "Jonas")
    }
    assert "You answered:\nOn the ground floor" in cards["organiser"]["text"]
    assert "Rasa answered:\nOn the ground floor" in cards["Jonas"]["text"]
    assert "No open questions" in await desk.says("Jonas", "/questions")
    assert "coat" in (await desk.taps("Jonas", "Answered and closed (1)")) + str(desk.buttons("Jonas"))


async def test_who_takes_it_is_shown_to_the_others_and_can_give_it_back(desk: Floor) -> None:
    await asked(desk)
    assert "You have taken it" in await desk.taps("Jonas", "I take it")
    assert "Taken by Jonas" in desk.latest("organiser")
    assert "looking into it" in desk.everything("Ann")
    assert "I take it" not in str(desk.phone("organiser").last["reply_markup"])
    await desk.taps("Jonas", "Give back")
    assert "Reply to this message" in desk.latest("organiser")
    assert "looking into it" not in desk.everything("Ann")


async def test_two_who_take_it_at_once_are_told_who_has_it(desk: Floor) -> None:
    await asked(desk)
    late = card(desk, "organiser")
    desk.phone("Jonas").tap_data(card(desk, "Jonas"), "qu:take:1")
    tap = desk.phone("organiser").tap_data(late, "qu:take:1")
    await desk.settle()
    assert "Jonas has taken it already" in str(tap.answer)
    assert "Taken by Jonas" in desk.latest("organiser")


async def test_answer_by_button_takes_it_and_cancel_gives_it_back(desk: Floor) -> None:
    await asked(desk)
    await desk.taps("Jonas", "Answer")
    assert "Write your answer to Ann Tester" in desk.latest("Jonas")
    assert "Taken by Jonas" in desk.latest("organiser")
    assert "open again" in await desk.says("Jonas", "/cancel")
    assert "Reply to this message" in desk.latest("organiser")
    assert "did not understand" in await desk.says("Jonas", "Upstairs"), "nothing waits for an answer"
    await desk.taps("Jonas", "Questions")
    await desk.taps("Jonas", "Where do I leave")
    await desk.taps("Jonas", "Answer")
    assert "on its way" in await desk.says("Jonas", "Upstairs")
    assert "Upstairs" in desk.latest("Ann")


async def test_the_first_answer_counts_and_the_second_can_be_added(desk: Floor) -> None:
    await asked(desk)
    desk.phone("Jonas").say("Upstairs.", reply_to_message_id=card(desk, "Jonas"))
    desk.phone("organiser").say("Downstairs.", reply_to_message_id=card(desk, "organiser"))
    await desk.settle()
    assert "Jonas has answered it already" in desk.latest("organiser")
    assert "Downstairs" not in desk.everything("Ann")
    assert "on its way" in await desk.taps("organiser", "Send it too")
    assert "Downstairs." in desk.latest("Ann")
    assert "Upstairs" not in desk.latest("Ann"), "the addition alone: the first they have"
    await desk.taps("organiser", "Menu")
    desk.phone("organiser").tap_data(desk.phone("organiser").last["message_id"], "qu:add:1")
    await desk.settle()
    assert desk.everything("Ann").count("Downstairs") == 1, "an addition is sent once"


async def test_thanks_and_another_question(desk: Floor) -> None:
    await asked(desk)
    await replies(desk, "Jonas", "Upstairs.", card(desk, "Jonas"))
    for _ in range(2):
        await desk.taps("Ann", "Thanks")
    assert desk.everything("Jonas").count("says thanks") == 1
    assert "says thanks" not in desk.everything("organiser")
    assert "What would you like to ask" in await desk.taps("Ann", "Ask another question")


async def test_closed_without_an_answer_is_said_to_who_asked(desk: Floor) -> None:
    await asked(desk)
    assert "Closed without an answer by Rasa" in await desk.taps("organiser", "Close without answer")
    assert "closed your question without an answer" in desk.latest("Ann")
    assert "Closed without an answer by Rasa" in desk.latest("Jonas")
    message = card(desk, "Jonas")
    await replies(desk, "Jonas", "Upstairs after all.", message)
    assert "Upstairs after all." in desk.latest("Ann")
    await desk.taps("Jonas", "Questions", message=message)
    await replies(desk, "Jonas", "Below a list.", message)
    assert "Below a list." not in desk.everything("Ann"), "what the message showed before is no question any more"


async def test_bad_questions_are_answered_kindly_and_asked_for_again(desk: Floor) -> None:
    await desk.says("Ann", "/ask")
    ann = desk.phone("Ann")
    ann.send_photo(PNG, caption="What is this?")
    await desk.settle()
    assert "Please ask in words" in desk.latest("Ann")
    ann.share_location(54.7, 25.3)
    await desk.settle()
    assert "Please ask in words" in desk.latest("Ann")
    assert "at most 1000 characters" in await desk.says("Ann", "x" * 1001)
    assert "Sent to the organisers" in await desk.says("Ann", "<b>שלום</b> 🙂 =1+1 " + "y" * 900)
    assert "<b>שלום</b> 🙂 =1+1" in desk.latest("Jonas")


async def test_bad_answers_are_answered_kindly(desk: Floor) -> None:
    await asked(desk)
    target = card(desk, "Jonas")
    jonas = desk.phone("Jonas")
    photo = desk.stage.files.add("photo", "a.png", PNG).as_photo()
    jonas._send({"photo": photo}, target)
    await desk.settle()
    assert "Please answer in words" in desk.latest("Jonas")
    await replies(desk, "Jonas", "z" * 2501, target)
    assert "at most 2500 characters" in desk.latest("Jonas")
    assert "answer" not in desk.latest("Ann").split("comes here")[0].lower().replace("the answer", "")
    await desk.taps("Jonas", "Answer", message=target)
    jonas.send_document("a.pdf", b"%PDF", "application/pdf")
    await desk.settle()
    assert "Please answer in words" in desk.latest("Jonas")
    assert "on its way" in await desk.says("Jonas", "z" * 2500), "it is still awaited"


async def test_five_open_questions_and_no_sixth_and_the_same_one_once(desk: Floor) -> None:
    for n in range(5):
        await asked(desk, f"Question {n}")
    await asked(desk, "Question 4")
    assert desk.everything("Jonas").count("Question 4") == 1
    assert "5 open questions" in await asked(desk, "Question 5")
    await replies(desk, "Jonas", "Yes.", card(desk, "Jonas", "Question 0"))
    await desk.says("Ann", "/cancel")
    assert "Sent to the organisers" in await asked(desk, "Question 5")


async def test_participants_are_refused_at_every_button_of_the_organisers(desk: Floor) -> None:
    await desk.attendee("Bo")
    await asked(desk)
    for name in ("Bo", "Ann", "Ona"):
        phone = desk.phone(name)
        if not any(m["from"]["is_bot"] for m in phone.messages):
            await desk.says(name, "/menu")
        for act in ("list", "over", "card", "take", "back", "close", "answer", "add", "leave"):
            tap = phone.tap_data(phone.last["message_id"], f"qu:{act}:1")
            await desk.settle()
            said = str(tap.answer)
            assert "Only the organisers" in said or "too old" in said, (name, act)
    bo = desk.phone("Bo")
    tap = bo.tap_data(bo.last["message_id"], "qu:thanks:1")
    await desk.settle()
    assert "Only the person concerned" in str(tap.answer)
    assert "1 open question" in await desk.says("Jonas", "/questions")


async def test_words_below_an_announcement_become_a_question_when_it_is_wished(desk: Floor) -> None:
    await previewed(desk)
    await desk.taps("organiser", "Send now")
    message = desk.phone("Ann").last["message_id"]
    await replies(desk, "Ann", "Is it vegetarian?", message)
    assert "Send this to the organisers?" in desk.latest("Ann")
    assert "vegetarian" not in desk.everything("Jonas")
    assert "Sent to the organisers" in await desk.taps("Ann", "Yes, send")
    assert "vegetarian" in desk.latest("Jonas")
    await replies(desk, "Ann", "Never mind.", message)
    assert "Not sent." in await desk.taps("Ann", "No")
    assert "Never mind" not in desk.everything("Jonas")


async def test_a_revoked_organiser_and_a_question_that_is_not_there(desk: Floor) -> None:
    tap = desk.phone("Jonas").tap_data(desk.phone("Jonas").last["message_id"], "qu:take:99")
    await desk.settle()
    assert "not there any more" in str(tap.answer)
    async with desk.app.database.writing() as connection:
        await connection.exec_driver_sql(f"DELETE FROM organisers WHERE telegram_id = {SECOND}")
    await asked(desk)
    assert "coat" not in desk.everything("Jonas")


async def test_forgotten_people_ask_nothing_any_more(desk: Floor) -> None:
    await asked(desk)
    await desk.says("Ann", "/forgetme")
    await desk.taps("Ann", "Forget me" if any("Forget me" in b for b in desk.buttons("Ann")) else "Yes")
    assert "No open questions" in await desk.says("Jonas", "/questions")
    await replies(desk, "organiser", "Upstairs.", card(desk, "organiser"))
    assert "not there any more" in desk.latest("organiser")
