"""What nobody expects to be typed or sent, and somebody will."""

from __future__ import annotations

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000005000127cf"
    "26a00000000049454e44ae426082"
)
SHEET = (
    "name,organisation,type,country,mode,email\r\n"
    "=1+1,<b>Žalia</b> & Co,business,LT,onsite,a@b.example\r\nBo,,martian,XX,,\r\n"
).encode()
TEXTS = (
    "x" * 4096,
    "🙂" * 2048,
    "Žąsis ir ežys, UAB",
    "\u202eשלום עולם\u202c",
    "a\x00b\x07c",
    "<b>bold</b> & <script>",
    "</b></i>",
    "=1+1",
    "one\r\ntwo\r\n\r\nthree",
    "*_[`",
    "{name} %s {0}",
    "7",
    "0",
    "-1",
    "99999999999999999999",
    "10:00",
    "14:25",
    "tomorrow 15:30",
    "rytoj 15 val.",
    "27.04. 14:15",
    "Wed 10:20",
    "in 5 minutes",
    "now",
    "Ann",
    "Bo",
    "lina",
    "Tester",
    "Lithuania",
    "🇱🇹",
    "LT",
    "English",
    "a@b.example",
    "+370 600 00000",
    "Europe/Vilnius",
    "yes",
    "ok",
    "Table 3",
    "https://example.org/?a=<b>&c",
    "15, 30 and 60",
    "Opening hours?",
    "\u200b\u2060",
    "'; DROP TABLE meetings; --",
)
LINKS = ("vilnius-2022", "nosuch", "c_nosuch", "t_nosuch", "r_nosuch", "x_1", "c_", "___", "-")
