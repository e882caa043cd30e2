"""QR codes: as a picture for a phone, and drawn into a printed page."""

from __future__ import annotations

from io import BytesIO

import segno

SCALE = 12  # pixels a module: a phone's camera reads it from another phone's screen
BORDER = 4  # modules of white around it, as the standard (ISO/IEC 18004) asks for


def picture(text: str) -> bytes:
    """The code as a PNG."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=SCALE, border=BORDER)
    return drawn.getvalue()


def drawing(text: str) -> str:
    """The code as an SVG element to stand in a page; it takes the size that the page gives it."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(border=BORDER, omitsize=True))
