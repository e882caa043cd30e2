"""A stand-in for Telegram: its Bot API, and phones that people (or scripts) hold.

It knows nothing of the bot that rehearses on it.
"""
