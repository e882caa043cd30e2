"""Text as Telegram renders it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rehearsal.errors import ApiError
from bot.rehearsal.formatting import Formatted, render, typed
from bot.rehearsal.formatting.utf16 import length

Json = dict[str, Any]
ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}


def shown(text: str, mode: str | None = "HTML", entities: list[Json] | None = None) -> Formatted:
    return render(
        text, mode, entities, limit=4096, too_long="message is too long", user=lambda i: ANN if i == 7 else None
    )


def spans(formatted: Formatted) -> list[tuple[str, str]]:
    raw = formatted.text.encode("utf-16-le")
    return [
        (e["type"], raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in formatted.entities
    ]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("<b>a</b> <strong>b</strong>", "a b", [("bold", "a"), ("bold", "b")]),
        ("<i>a</i><em>b</em>", "ab", [("italic", "ab")]),
        ("<u>a</u> <ins>b</ins> <s>c</s> <strike>d</strike> <del>e</del>", "a b c d e", None),
        ('<tg-spoiler>x</tg-spoiler> <span class="tg-spoiler">y</span>', "x y", [("spoiler", "x"), ("spoiler", "y")]),
        ("<b>a <i>b <u>c</u></i></b>", "a b c", [("bold", "a b c"), ("italic", "b c"), ("underline", "c")]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", "q")]),
        ("<blockquote expandable>q\nr</blockquote>", "q\nr", [("expandable_blockquote", "q\nr")]),
        ("<code>a &lt;b&gt; &amp;&quot;</code>", 'a <b> &"', [("code", 'a <b> &"')]),
        ("<pre>x</pre>", "x", [("pre", "x")]),
        ('<a href="https://e.lt/a?b=1&amp;c=2">l</a>', "l", [("text_link", "l")]),
        ("<a href='tg://user?id=7'>Ann</a>", "Ann", [("text_mention", "Ann")]),
        ("<a href='tg://user?id=8'>Bo</a>", "Bo", []),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", "👍")]),
        ("😀<b>😀x</b>", "😀😀x", [("bold", "😀x")]),
        ("<b></b>x<b> </b>y", "x y", []),
        ("&nbsp; &copy; &#33; &#x1F600;", "&nbsp; &copy; ! 😀", []),
        ("<B>x</B>", "x", [("bold", "x")]),
        ("<b>x</>", "x", [("bold", "x")]),
        (
            "<b>bold <code>code</code> bold</b>",
            "bold code bold",
            [("bold", "bold "), ("code", "code"), ("bold", " bold")],
        ),
        ("  \n x <b>y</b>  \n", "x y", [("bold", "y")]),
        ("<b> x</b>", " x", [("bold", " x")]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, expected: list[tuple[str, str]] | None) -> None:
    formatted = shown(source)
    assert formatted.text == text
    if expected is not None:
        assert spans(formatted) == expected


def test_a_block_of_code_knows_its_language() -> None:
    formatted = shown('<pre><code class="language-python">x = 1</code></pre>')
    assert formatted.entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]
    assert shown("```python\nx = 1\n```", "MarkdownV2").entities == formatted.entities


def test_a_moment_is_shown_in_each_readers_zone() -> None:
    expected = [{"type": "date_time", "offset": 3, "length": 5, "unix_time": 1651043700, "date_time_format": "wDT"}]
    assert shown('at <tg-time unix="1651043700" format="wDT">10:15</tg-time>').entities == expected
    assert shown("at ![10:15](tg://time?unix=1651043700&format=wDT)", "MarkdownV2").entities == expected
    explicit = {"type": "date_time", "offset": 3, "length": 5, "unix_time": 1651043700, "date_time_format": "wDT"}
    assert shown("at 10:15", None, [explicit]).entities == expected
    with pytest.raises(ApiError, match="date-time"):
        shown('<tg-time unix="soon">x</tg-time>')


@pytest.mark.parametrize(
    ("source", "mode", "complaint"),
    [
        ("<x>", "HTML", 'Unsupported start tag "x" at byte offset 0'),
        ("ąa <foo>", "HTML", 'Unsupported start tag "foo" at byte offset 4'),
        ("<b>x", "HTML", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "HTML", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", "HTML", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a < b", "HTML", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "HTML", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "HTML", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", "HTML", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>y', "HTML", "Unclosed start tag at byte offset 0"),
        ("<tg-emoji>x</tg-emoji>", "HTML", "Invalid custom emoji identifier specified"),
        ("*x", "MarkdownV2", "Can't find end of Bold entity at byte offset 0"),
        ("ą _x", "MarkdownV2", "Can't find end of Italic entity at byte offset 3"),
        ("1. x", "MarkdownV2", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "MarkdownV2", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("[x](http://e.lt", "MarkdownV2", "Can't find end of a URL at byte offset 3"),
        ("*x", "Markdown", "Can't find end of the entity starting at byte offset 0"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, mode: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        shown(source, mode)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (r"*bold \*text*", "bold *text", [("bold", "bold *text")]),
        (
            "_a_ __b__ ~c~ ||d||",
            "a b c d",
            [("italic", "a"), ("underline", "b"), ("strikethrough", "c"), ("spoiler", "d")],
        ),
        ("*b _i ~s~_*", "b i s", [("bold", "b i s"), ("italic", "i s"), ("strikethrough", "s")]),
        ("[x](http://e.lt/) `c` ```\npre```", "x c pre", [("text_link", "x"), ("code", "c"), ("pre", "pre")]),
        (">a\n>b\nc", "a\nb\nc", [("blockquote", "a\nb")]),
        ("x\n**>a\n>b||", "x\na\nb", [("expandable_blockquote", "a\nb")]),
        ("![👍](tg://emoji?id=5368324170671202286)", "👍", [("custom_emoji", "👍")]),
        (r"1\. a\-b \(c\)\!", "1. a-b (c)!", []),
        ("__under _both_**__", "under both", [("underline", "under both"), ("italic", "both")]),
    ],
)
def test_markdown_becomes_text_and_entities(source: str, text: str, expected: list[tuple[str, str]]) -> None:
    formatted = shown(source, "MarkdownV2")
    assert formatted.text == text
    assert spans(formatted) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start go", [("bot_command", "/start")]),
        ("/meet@matchbell_bot now", [("bot_command", "/meet@matchbell_bot")]),
        ("and/or 1/2 path/to", []),
        ("write @ann_a or a.b@e.lt", [("mention", "@ann_a"), ("email", "a.b@e.lt")]),
        ("see https://e.lt/x?y=1, or (www.e.com).", [("url", "https://e.lt/x?y=1"), ("url", "www.e.com")]),
        ("#tag #1 $EUR", [("hashtag", "#tag"), ("cashtag", "$EUR")]),
        ("😀 /help", [("bot_command", "/help")]),
        ("10:15, 3.5 and e.g. this", []),
    ],
)
def test_telegram_finds_commands_links_and_names_by_itself(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(typed(text)) == expected


def test_a_link_inside_code_or_a_text_link_is_not_found_again() -> None:
    assert spans(shown("<code>/start https://e.lt</code>")) == [("code", "/start https://e.lt")]
    assert spans(shown('<a href="https://a.lt">https://b.lt</a>')) == [("text_link", "https://b.lt")]
    assert spans(shown("<b>see https://e.lt/x</b>")) == [("bold", "see https://e.lt/x"), ("url", "https://e.lt/x")]


def test_limits_are_measured_after_parsing_and_in_utf16_units() -> None:
    assert len(shown("<b>" + "x" * 4096 + "</b>").text) == 4096
    with pytest.raises(ApiError, match="message is too long"):
        shown("x" * 4097)
    with pytest.raises(ApiError, match="message is too long"):
        shown("😀" * 2049)


def test_more_than_a_hundred_entities_are_refused_and_found_ones_are_dropped() -> None:
    assert len(shown("<b>x</b> y " * 100).entities) == 100
    with pytest.raises(ApiError, match="ENTITIES_TOO_LONG"):
        shown("<b>x</b> y " * 101)
    assert len(typed("/go " * 150).entities) == 100


def test_explicit_entities_must_lie_on_whole_letters_within_the_text() -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    assert spans(shown("😀x", None, [bold])) == [("bold", "😀")]
    with pytest.raises(ApiError, match="middle of a UTF-16 symbol"):
        shown("😀x", None, [{**bold, "length": 1}])
    with pytest.raises(ApiError, match="ends after the end of the text"):
        shown("x", None, [bold])
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        shown("x", "Html5")


def test_crossing_entities_are_cut_so_that_they_nest() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    assert spans(shown("abcdef", None, crossing)) == [("bold", "abcd"), ("italic", "cd"), ("italic", "ef")]


TEXT = st.text(st.sampled_from("ab ą😀\n/@#.:\u200d𝔘\r\x00"), max_size=40)
STYLES = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote"]


@settings(deadline=None)
@given(TEXT, st.lists(st.tuples(st.sampled_from(STYLES), st.integers(0, 40), st.integers(1, 40)), max_size=8))
def test_entities_always_lie_within_the_text_on_whole_letters_and_nest(
    text: str, wanted: list[tuple[str, int, int]]
) -> None:
    places = [length(text[:i]) for i in range(len(text) + 1)]
    entities = []
    for kind, low, size in wanted:
        start = min(low, len(text))
        end = min(start + size, len(text))
        entities.append({"type": kind, "offset": places[start], "length": places[end] - places[start]})
    formatted = shown(text, None, entities)
    raw = formatted.text.encode("utf-16-le")
    ranges = []
    for entity in formatted.entities:
        part = raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        assert part.strip()
        assert entity["length"] == length(part)
        ranges.append((entity["offset"], entity["offset"] + entity["length"]))
    assert ranges == sorted(ranges, key=lambda r: (r[0], -r[1]))
    for low, high in ranges:
        for other_low, other_high in ranges:
            crossing = low < other_low < high < other_high
            assert not crossing


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s"]), st.text(st.sampled_from("xyą😀&<> "), min_size=1))))
def test_what_was_marked_in_html_is_what_is_marked_on_the_phone(parts: list[tuple[str, str]]) -> None:
    def escaped(words: str) -> str:
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    source = "|".join(f"<{tag}>{escaped(words)}</{tag}>" for tag, words in parts)
    formatted = shown("^" + source + "$")
    assert formatted.text == "^" + "|".join(words for _, words in parts) + "$"
    kinds = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough"}
    assert spans(formatted) == [(kinds[tag], words) for tag, words in parts if words.strip()]


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["HTML", "MarkdownV2", "Markdown"]))
def test_any_text_is_rendered_or_refused_never_an_accident(text: str, mode: str) -> None:
    refused: ApiError | None = None
    try:
        formatted = shown(text, mode)
    except ApiError as error:
        refused = error
    if refused is None:
        assert len(formatted.entities) <= 100
    else:
        assert refused.code == 400
