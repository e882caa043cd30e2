"""The rules: pure and total; no I/O, no clock, no Telegram, no SQL."""
