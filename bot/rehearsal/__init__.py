"""A stand-in for Telegram: its Bot API, and phones that people (or scripts) hold. Knows nothing of the bot that it rehearses."""
