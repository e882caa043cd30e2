"""Domain object to screen: text and buttons, in the words of the reader's language; no Telegram, no SQL."""
