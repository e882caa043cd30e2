"""Matchbell: the people side of a matchmaking event, inside Telegram."""
