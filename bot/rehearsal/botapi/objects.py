"""Objects that a bot passes inside parameters, in the notation of :mod:`bot.rehearsal.botapi.signatures`."""

from __future__ import annotations

OBJECTS: dict[str, str] = {
    "MessageEntity": (
        "type!:String offset!:Integer length!:Integer url:String user:User language:String custom_emoji_id:String "
        "unix_time:Integer date_time_format:String"
    ),
    "User": (
        "id!:Integer is_bot!:Boolean first_name!:String last_name:String username:String language_code:String "
        "is_premium:Boolean added_to_attachment_menu:Boolean can_join_groups:Boolean "
        "can_read_all_group_messages:Boolean supports_guest_queries:Boolean supports_inline_queries:Boolean "
        "can_connect_to_business:Boolean has_main_web_app:Boolean has_topics_enabled:Boolean "
        "allows_users_to_create_topics:Boolean can_manage_bots:Boolean supports_join_request_queries:Boolean"
    ),
    "LinkPreviewOptions": (
        "is_disabled:Boolean url:String prefer_small_media:Boolean prefer_large_media:Boolean show_above_text:Boolean"
    ),
    "ReplyParameters": (
        "message_id!:Integer chat_id:Integer|String allow_sending_without_reply:Boolean quote:String "
        "quote_parse_mode:String quote_entities:[MessageEntity] quote_position:Integer checklist_task_id:Integer "
        "poll_option_id:String ephemeral_message_id:Integer"
    ),
    "SuggestedPostParameters": "price:SuggestedPostPrice send_date:Integer",
    "SuggestedPostPrice": "currency!:String amount!:Integer",
    "EphemeralMessageParameters": (
        "receiver_user_id!:Integer callback_query_id:String replace_callback_query_message:Boolean"
    ),
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]] force_reply:Boolean",
    "InlineKeyboardButton": (
        "text!:String icon_custom_emoji_id:String style:String url:String callback_data:String web_app:WebAppInfo "
        "login_url:LoginUrl switch_inline_query:String switch_inline_query_current_chat:String "
        "switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton "
        "callback_game:CallbackGame pay:Boolean disabled:DisabledButton"
    ),
    "WebAppInfo": "url!:String",
    "LoginUrl": "url!:String forward_text:String bot_username:String request_write_access:Boolean",
    "SwitchInlineQueryChosenChat": (
        "query:String allow_user_chats:Boolean allow_bot_chats:Boolean allow_group_chats:Boolean "
        "allow_channel_chats:Boolean"
    ),
    "CopyTextButton": "text!:String",
    "CallbackGame": "",
    "DisabledButton": "",
    "ReplyKeyboardMarkup": (
        "keyboard!:[[KeyboardButton]] is_persistent:Boolean resize_keyboard:Boolean one_time_keyboard:Boolean "
        "input_field_placeholder:String selective:Boolean force_reply:Boolean"
    ),
    "KeyboardButton": (
        "text!:String icon_custom_emoji_id:String style:String request_users:KeyboardButtonRequestUsers "
        "request_chat:KeyboardButtonRequestChat request_managed_bot:KeyboardButtonRequestManagedBot "
        "request_contact:Boolean request_location:Boolean request_poll:KeyboardButtonPollType web_app:WebAppInfo"
    ),
    "KeyboardButtonRequestUsers": (
        "request_id!:Integer user_is_bot:Boolean user_is_premium:Boolean max_quantity:Integer request_name:Boolean "
        "request_username:Boolean request_photo:Boolean"
    ),
    "KeyboardButtonRequestChat": (
        "request_id!:Integer chat_is_channel!:Boolean chat_is_forum:Boolean chat_has_username:Boolean "
        "chat_is_created:Boolean user_administrator_rights:ChatAdministratorRights "
        "bot_administrator_rights:ChatAdministratorRights bot_is_member:Boolean request_title:Boolean "
        "request_username:Boolean request_photo:Boolean"
    ),
    "ChatAdministratorRights": (
        "is_anonymous!:Boolean can_manage_chat!:Boolean can_delete_messages!:Boolean can_manage_video_chats!:Boolean "
        "can_restrict_members!:Boolean can_promote_members!:Boolean can_change_info!:Boolean "
        "can_invite_users!:Boolean can_post_stories!:Boolean can_edit_stories!:Boolean can_delete_stories!:Boolean "
        "can_post_messages:Boolean can_edit_messages:Boolean can_pin_messages:Boolean can_manage_topics:Boolean "
        "can_manage_direct_messages:Boolean can_manage_tags:Boolean can_send_welcome_messages!:Boolean"
    ),
    "KeyboardButtonRequestManagedBot": "request_id!:Integer suggested_name:String suggested_username:String",
    "KeyboardButtonPollType": "type:String",
    "ReplyKeyboardRemove": "remove_keyboard!:Boolean selective:Boolean",
    "ForceReply": "force_reply!:Boolean input_field_placeholder:String selective:Boolean",
    "BotCommand": "command!:String description!:String is_ephemeral:Boolean",
    "BotCommandScopeDefault": "type!:=default",
    "BotCommandScopeAllPrivateChats": "type!:=all_private_chats",
    "BotCommandScopeAllGroupChats": "type!:=all_group_chats",
    "BotCommandScopeAllChatAdministrators": "type!:=all_chat_administrators",
    "BotCommandScopeChat": "type!:=chat chat_id!:Integer|String",
    "BotCommandScopeChatAdministrators": "type!:=chat_administrators chat_id!:Integer|String",
    "BotCommandScopeChatMember": "type!:=chat_member chat_id!:Integer|String user_id!:Integer",
    "MenuButtonCommands": "type!:=commands",
    "MenuButtonWebApp": "type!:=web_app text!:String web_app!:WebAppInfo",
    "MenuButtonDefault": "type!:=default",
    "InputMediaPhoto": (
        "type!:=photo media!:String caption:String parse_mode:String caption_entities:[MessageEntity] "
        "show_caption_above_media:Boolean has_spoiler:Boolean"
    ),
    "InputMediaDocument": (
        "type!:=document media!:String thumbnail:String caption:String parse_mode:String "
        "caption_entities:[MessageEntity] disable_content_type_detection:Boolean"
    ),
    "ReactionTypeEmoji": "type!:=emoji emoji!:String",
    "ReactionTypeCustomEmoji": "type!:=custom_emoji custom_emoji_id!:String",
    "ReactionTypePaid": "type!:=paid",
}

# An object of these types is one of several, told apart by its field `type`.
UNIONS: dict[str, tuple[str, ...]] = {
    "BotCommandScope": (
        "BotCommandScopeDefault",
        "BotCommandScopeAllPrivateChats",
        "BotCommandScopeAllGroupChats",
        "BotCommandScopeAllChatAdministrators",
        "BotCommandScopeChat",
        "BotCommandScopeChatAdministrators",
        "BotCommandScopeChatMember",
    ),
    "MenuButton": ("MenuButtonCommands", "MenuButtonWebApp", "MenuButtonDefault"),
    "InputMedia": ("InputMediaPhoto", "InputMediaDocument"),
    "ReactionType": ("ReactionTypeEmoji", "ReactionTypeCustomEmoji", "ReactionTypePaid"),
}

# Objects of which the stage knows the name only; what is in them is not looked at.
OPAQUE = frozenset({"InputRichMessage", "DisabledButton", "CallbackGame"})
