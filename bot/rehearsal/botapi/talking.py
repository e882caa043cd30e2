"""Methods about a chat and what goes on in it: callback answers, actions, pins, reactions, who is there."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.botapi.sending import refuse_not_played
from bot.rehearsal.errors import bad_request
from bot.rehearsal.stage import Chat, Group, Stage
from bot.rehearsal.stage.files import MAX_DOWNLOAD

Json = dict[str, Any]
_ACTION_NAMES = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 "
    "⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 "
    "💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
_PERMISSION_NAMES = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes "
    "can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages "
    "can_edit_tag can_change_info can_invite_users can_pin_messages can_manage_topics"
)
ACTIONS = frozenset(_ACTION_NAMES.split())
EMOJI = frozenset(_EMOJI.split())


def answer_callback_query(stage: Stage, args: Json) -> bool:
    """answerCallbackQuery."""
    if len(args.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    url = args.get("url")
    if url and not url.lower().startswith((f"https://t.me/{stage.profile.user['username']}?start=".lower(), "tg://")):
        raise bad_request("URL_INVALID")
    answer = {"text": args.get("text") or None, "show_alert": args.get("show_alert", False), "url": url or None}
    stage.answer(args["callback_query_id"], answer)
    return True


def send_chat_action(stage: Stage, args: Json) -> bool:
    """sendChatAction."""
    refuse_not_played(args)
    chat = stage.chat_to_write(args["chat_id"])
    if args["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    if not chat.is_group:
        stage.tell("action", lambda: {"person_id": chat.id, "action": args["action"]})
    return True


def pin_chat_message(stage: Stage, args: Json) -> bool:
    """pinChatMessage."""
    refuse_not_played(args)
    chat = stage.chat_to_write(args["chat_id"])
    message = chat.by_id.get(args["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if message["message_id"] in chat.pinned:
        return True
    chat.pinned.append(message["message_id"])
    inner = {key: value for key, value in message.items() if key != "reply_to_message"}
    stage.post(chat, stage.profile.user, {"pinned_message": inner})
    return True


def unpin_chat_message(stage: Stage, args: Json) -> bool:
    """unpinChatMessage; without a message, the one pinned last."""
    refuse_not_played(args)
    chat = stage.chat_to_write(args["chat_id"])
    message_id = args.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if message_id is None or message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def set_message_reaction(stage: Stage, args: Json) -> bool:
    """setMessageReaction: a bot has one reaction per message; an empty list takes it back."""
    chat = stage.chat_to_write(args["chat_id"])
    message = chat.by_id.get(args["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    reaction = args.get("reaction", [])
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one["type"] != "emoji" or one["emoji"].rstrip("\ufe0f") not in EMOJI for one in reaction):
        raise bad_request("REACTION_INVALID")
    if reaction:
        chat.reactions[message["message_id"]] = reaction
    else:
        chat.reactions.pop(message["message_id"], None)
    stage.replace(chat, message)
    return True


def get_file(stage: Stage, args: Json) -> Json:
    """getFile."""
    stored = stage.files.get(args["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def get_chat(stage: Stage, args: Json) -> Json:
    """getChat."""
    chat = stage.find_chat(args["chat_id"])
    full: Json = {
        **chat.public,
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": not chat.is_group,
            "limited_gifts": not chat.is_group,
            "unique_gifts": not chat.is_group,
            "premium_subscription": not chat.is_group,
            "gifts_from_channels": not chat.is_group,
        },
    }
    if "username" in chat.public:
        full["active_usernames"] = [chat.public["username"]]
    if chat.is_group:
        full["permissions"] = dict.fromkeys(_PERMISSION_NAMES.split(), True)
    if chat.pinned:
        pinned = chat.by_id[chat.pinned[-1]]
        full["pinned_message"] = {key: value for key, value in pinned.items() if key != "reply_to_message"}
    return full


def get_chat_member(stage: Stage, args: Json) -> Json:
    """getChatMember."""
    chat, user_id = stage.find_chat(args["chat_id"]), args["user_id"]
    bot = stage.profile.user
    group = stage.groups.get(chat.id)
    if group is None:
        present = {chat.id: stage.phones[chat.id].user, bot["id"]: bot}
        if user_id not in present:
            raise bad_request("member not found")
        return {"user": present[user_id], "status": "member"}
    if user_id == bot["id"]:
        if group.bot_inside:
            return {"user": bot, "status": "member"}
        return {"user": bot, "status": "left"} if group.bot_left else {"user": bot, "status": "kicked", "until_date": 0}
    phone = stage.phones.get(user_id)
    if phone is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if group.members and group.members[0] is phone:
        return {"user": phone.user, "status": "creator", "is_anonymous": False}
    return {"user": phone.user, "status": "member" if phone in group.members else "left"}


def get_chat_member_count(stage: Stage, args: Json) -> int:
    """getChatMemberCount."""
    chat = stage.find_chat(args["chat_id"])
    group = stage.groups.get(chat.id)
    return 2 if group is None else len(group.members) + int(group.bot_inside)


def leave_chat(stage: Stage, args: Json) -> bool:
    """leaveChat."""
    chat: Chat = stage.find_chat(args["chat_id"])
    group: Group | None = stage.groups.get(chat.id)
    if group is None:
        raise bad_request("chat member status can't be changed in private chats")
    stage.chat_to_write(chat.id)
    group.bot_leaves()
    return True
