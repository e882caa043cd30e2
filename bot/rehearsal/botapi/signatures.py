"""Parameters of every method served, from the Bot API 10.3 (24 August 2026).

``name:Type``, required with ``!``, ``[Type]`` is an array, ``|`` parts alternatives, ``=word`` is that very word.
"""

from __future__ import annotations

_WHERE = (
    "business_connection_id:String chat_id!:Integer|String message_thread_id:Integer direct_messages_topic_id:Integer"
)
_HOW = (
    "disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean message_effect_id:String "
    "suggested_post_parameters:SuggestedPostParameters"
)
_MARKUP = "reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
_AFTER = f"{_HOW} reply_parameters:ReplyParameters {_MARKUP} ephemeral_message_parameters:EphemeralMessageParameters"
_CAPTION = "caption:String parse_mode:String caption_entities:[MessageEntity]"
_EDITED = "business_connection_id:String chat_id:Integer|String message_id:Integer inline_message_id:String"
_INLINE = "reply_markup:InlineKeyboardMarkup"
_FROM = "from_chat_id!:Integer|String"
_TO = "chat_id!:Integer|String message_thread_id:Integer direct_messages_topic_id:Integer"

SIGNATURES: dict[str, str] = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:Integer limit:Integer timeout:Integer allowed_updates:[String]",
    "setWebhook": (
        "url!:String certificate:InputFile ip_address:String max_connections:Integer allowed_updates:[String] "
        "drop_pending_updates:Boolean secret_token:String"
    ),
    "deleteWebhook": "drop_pending_updates:Boolean",
    "getWebhookInfo": "",
    "sendMessage": (
        f"{_WHERE} text!:String parse_mode:String entities:[MessageEntity] "
        f"link_preview_options:LinkPreviewOptions {_AFTER}"
    ),
    "sendPhoto": (
        f"{_WHERE} photo!:InputFile|String {_CAPTION} show_caption_above_media:Boolean has_spoiler:Boolean {_AFTER}"
    ),
    "sendDocument": (
        f"{_WHERE} document!:InputFile|String thumbnail:InputFile|String {_CAPTION} "
        f"disable_content_type_detection:Boolean {_AFTER}"
    ),
    "sendLocation": (
        f"{_WHERE} latitude!:Float longitude!:Float horizontal_accuracy:Float live_period:Integer heading:Integer "
        f"proximity_alert_radius:Integer {_AFTER}"
    ),
    "sendContact": f"{_WHERE} phone_number!:String first_name!:String last_name:String vcard:String {_AFTER}",
    "copyMessage": (
        f"{_TO} {_FROM} message_id!:Integer video_start_timestamp:Integer {_CAPTION} "
        f"show_caption_above_media:Boolean {_HOW} reply_parameters:ReplyParameters {_MARKUP}"
    ),
    "forwardMessage": (
        f"{_TO} {_FROM} video_start_timestamp:Integer disable_notification:Boolean protect_content:Boolean "
        "message_effect_id:String suggested_post_parameters:SuggestedPostParameters message_id!:Integer"
    ),
    "editMessageText": (
        f"{_EDITED} text:String parse_mode:String entities:[MessageEntity] link_preview_options:LinkPreviewOptions "
        f"rich_message:InputRichMessage {_INLINE}"
    ),
    "editMessageCaption": f"{_EDITED} {_CAPTION} show_caption_above_media:Boolean {_INLINE}",
    "editMessageMedia": f"{_EDITED} media!:InputMedia {_INLINE}",
    "editMessageReplyMarkup": f"{_EDITED} {_INLINE}",
    "deleteMessage": "chat_id!:Integer|String message_id!:Integer",
    "deleteMessages": "chat_id!:Integer|String message_ids!:[Integer]",
    "answerCallbackQuery": "callback_query_id!:String text:String show_alert:Boolean url:String cache_time:Integer",
    "sendChatAction": (
        "business_connection_id:String chat_id!:Integer|String message_thread_id:Integer action!:String"
    ),
    "setMyCommands": "commands!:[BotCommand] scope:BotCommandScope language_code:String",
    "getMyCommands": "scope:BotCommandScope language_code:String",
    "deleteMyCommands": "scope:BotCommandScope language_code:String",
    "setChatMenuButton": "chat_id:Integer menu_button:MenuButton",
    "getChatMenuButton": "chat_id:Integer",
    "setMyName": "name:String language_code:String",
    "getMyName": "language_code:String",
    "setMyDescription": "description:String language_code:String",
    "getMyDescription": "language_code:String",
    "setMyShortDescription": "short_description:String language_code:String",
    "getMyShortDescription": "language_code:String",
    "getFile": "file_id!:String",
    "getChat": "chat_id!:Integer|String",
    "getChatMember": "chat_id!:Integer|String user_id!:Integer",
    "getChatMemberCount": "chat_id!:Integer|String",
    "leaveChat": "chat_id!:Integer|String",
    "pinChatMessage": (
        "business_connection_id:String chat_id!:Integer|String message_id!:Integer disable_notification:Boolean"
    ),
    "unpinChatMessage": "business_connection_id:String chat_id!:Integer|String message_id:Integer",
    "setMessageReaction": "chat_id!:Integer|String message_id!:Integer reaction:[ReactionType] is_big:Boolean",
}

# Known by name and type; a rehearsal has no business accounts, forum topics, paid posts, ephemeral messages or rich
# messages. Passing one of these is refused with the words on the right, so that nothing is ignored in silence.
NOT_PLAYED: dict[str, str] = {
    "business_connection_id": "business connection not found",
    "message_thread_id": "message thread not found",
    "direct_messages_topic_id": "direct messages topic not found",
    "suggested_post_parameters": "suggested posts can be sent to direct messages chats only",
    "ephemeral_message_parameters": "ephemeral messages are not played by the rehearsal",
    "rich_message": "rich messages are not played by the rehearsal",
    "inline_message_id": "message identifier is not specified",
}

# Known, accepted, and without an effect that a phone of the rehearsal could show.
NOT_ACTED_ON = frozenset(
    {
        "disable_notification",
        "video_start_timestamp",
        "disable_content_type_detection",
        "thumbnail",
        "is_big",
        "cache_time",
        "ip_address",
    }
)
