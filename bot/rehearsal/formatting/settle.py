"""Marks as they come are put in Telegram's order: joined, cut at code, nested, trimmed, counted in UTF-16 units."""

from __future__ import annotations

from itertools import pairwise

from bot.rehearsal.formatting.marks import CODE, PLAIN, QUOTES, Mark

# Of entities over the same letters the outer comes first.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        [
            "expandable_blockquote",
            "blockquote",
            "pre",
            "code",
            "text_link",
            "text_mention",
            "url",
            "email",
            "mention",
            "hashtag",
            "cashtag",
            "bot_command",
            "custom_emoji",
            "date_time",
            "bold",
            "italic",
            "underline",
            "strikethrough",
            "spoiler",
        ]
    )
}


def settle(text: str, marks: list[Mark]) -> list[Mark]:
    """`marks` as Telegram keeps them over `text`: sorted, nested, nothing empty, nothing styled inside code."""
    if len(marks) < 2:
        return [mark for mark in marks if text[mark.start : mark.end].strip()]
    solid = [mark for mark in marks if mark.kind not in PLAIN]
    solid = _without_overlaps(sorted(solid, key=lambda mark: (mark.start, -mark.end, _RANK.get(mark.kind, 50))))
    walls = [(mark.start, mark.end) for mark in solid if mark.kind in CODE]
    soft: list[Mark] = []
    for kind in PLAIN:
        spans = _joined([(mark.start, mark.end) for mark in marks if mark.kind == kind])
        soft += [Mark(kind, *span) for span in _outside(spans, walls)]
    nested = _nested(solid, soft)
    kept = [mark for mark in nested if text[mark.start : mark.end].strip()]
    return sorted(kept, key=lambda mark: (mark.start, -mark.end, _RANK.get(mark.kind, 50)))


def _without_overlaps(marks: list[Mark]) -> list[Mark]:
    """Links, code, mentions and the like may lie in a quotation, but not in one another; the earlier stays."""
    kept: list[Mark] = []
    quotes: list[Mark] = []
    for mark in marks:
        row = quotes if mark.kind in QUOTES else kept
        if not row or mark.start >= row[-1].end:
            row.append(mark)
    fitting = [m for m in kept if not any(q.start < m.end and m.start < q.end and not _inside(m, q) for q in quotes)]
    return [*quotes, *fitting]


def _inside(inner: Mark, outer: Mark) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def _outside(spans: list[tuple[int, int]], walls: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of `spans` outside `walls`."""
    for low, high in walls:
        left: list[tuple[int, int]] = []
        for start, end in spans:
            if end <= low or start >= high:
                left.append((start, end))
                continue
            left += [(start, low)] if start < low else []
            left += [(high, end)] if end > high else []
        spans = left
    return spans


def _nested(solid: list[Mark], soft: list[Mark]) -> list[Mark]:
    """Cut the soft marks where another's edge crosses them, so that of any two one lies in the other or apart."""
    done: list[Mark] = list(solid)
    for mark in sorted(soft, key=lambda mark: (mark.start, -mark.end, _RANK[mark.kind])):
        cuts = sorted(
            {
                edge
                for other in done
                if other.start < mark.end and mark.start < other.end and not _inside(other, mark)
                for edge in (other.start, other.end)
                if mark.start < edge < mark.end
            }
        )
        edges = [mark.start, *cuts, mark.end]
        done += [mark.over(low, high) for low, high in pairwise(edges)]
    return done
