"""From outbox row to phone: lanes, rates, retries; the only room that talks to Telegram."""
