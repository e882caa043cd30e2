"""From Telegram to a committed inbox row, and from there through the handlers in one transaction."""
