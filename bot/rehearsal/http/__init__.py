"""The stage over HTTP: the Bot API for the bot, a small API and a page for people."""
