"""The event file: one TOML file that an organiser writes and that holds a whole event."""

from bot.services.event_files.models import EventFile
from bot.services.event_files.reading import BUILT_IN, EventFaults, find_event_file, read_event_file, read_event_text

__all__ = ["BUILT_IN", "EventFaults", "EventFile", "find_event_file", "read_event_file", "read_event_text"]
