"""What people formatted, as Telegram's HTML that shows exactly the same.

The library's ``text_html`` leaves quotation marks in a link's address as they are, which ends the address there:
Telegram then refuses the message, for everybody.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from telegram import MessageEntity

_SIMPLE = {
    MessageEntity.BOLD: "b",
    MessageEntity.ITALIC: "i",
    MessageEntity.UNDERLINE: "u",
    MessageEntity.STRIKETHROUGH: "s",
    MessageEntity.SPOILER: "tg-spoiler",
    MessageEntity.CODE: "code",
    MessageEntity.BLOCKQUOTE: "blockquote",
}


def as_html(text: str, entities: Sequence[MessageEntity]) -> str:
    """`text` with its formatting; links, mentions and hashtags that Telegram finds by itself are left to it.

    Entities count in UTF-16 units. Those that overlap without one holding the other are cut where the outer one ends.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    marked = [(entity, tags) for entity in entities if (tags := _tags(entity)) is not None]
    marked.sort(key=lambda pair: (pair[0].offset, -pair[0].length))
    cuts = sorted({0, len(units) // 2} | {at for e, _ in marked for at in (e.offset, e.offset + e.length)})
    out: list[str] = []
    open_: list[tuple[MessageEntity, tuple[str, str]]] = []
    for here, there in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        again = []
        while any(e.offset + e.length <= here for e, _ in open_):
            entity, tags = open_.pop()
            out.append(tags[1])
            if entity.offset + entity.length > here:
                again.append((entity, tags))
        begun = again[::-1] + [pair for pair in marked if pair[0].offset == here and pair[0].length > 0]
        out += [tags[0] for _, tags in begun]
        open_ += begun
        out.append(html.escape(units[2 * here : 2 * there].decode("utf-16-le", "surrogatepass"), quote=False))
    out += [tags[1] for _, tags in reversed(open_)]
    return "".join(out)


def marks(entities: Sequence[MessageEntity]) -> int:
    """How many formatted pieces :func:`as_html` makes of these at most; Telegram takes 100 in a message."""
    return sum(1 for entity in entities if _tags(entity) is not None)


def _tags(entity: MessageEntity) -> tuple[str, str] | None:
    simple = _SIMPLE.get(entity.type)
    if simple is not None:
        return f"<{simple}>", f"</{simple}>"
    match entity.type:
        case MessageEntity.EXPANDABLE_BLOCKQUOTE:
            return "<blockquote expandable>", "</blockquote>"
        case MessageEntity.PRE if entity.language:
            return f'<pre><code class="language-{html.escape(entity.language)}">', "</code></pre>"
        case MessageEntity.PRE:
            return "<pre>", "</pre>"
        case MessageEntity.TEXT_LINK:
            return f'<a href="{html.escape(entity.url or "")}">', "</a>"
        case MessageEntity.TEXT_MENTION if entity.user is not None:
            return f'<a href="tg://user?id={entity.user.id}">', "</a>"
        case MessageEntity.DATE_TIME if entity.unix_time is not None:
            shape = f' format="{html.escape(entity.date_time_format)}"' if entity.date_time_format else ""
            return f'<tg-time unix="{int(entity.unix_time.timestamp())}"{shape}>', "</tg-time>"
        case MessageEntity.CUSTOM_EMOJI:
            return f'<tg-emoji emoji-id="{html.escape(entity.custom_emoji_id or "")}">', "</tg-emoji>"
    return None
