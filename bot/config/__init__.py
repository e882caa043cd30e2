"""One tree of settings: a TOML file and the environment; every fault reported at once, key by key."""

from bot.config.reading import ConfigFaults, load_settings
from bot.config.tree import (
    BackupSettings,
    DatabaseSettings,
    HealthSettings,
    InboxSettings,
    LogSettings,
    OrganiserSettings,
    ProcessSettings,
    SendingSettings,
    Settings,
    TelegramSettings,
    WebhookSettings,
)
from bot.toml_files import UnreadableFile

__all__ = [
    "BackupSettings",
    "ConfigFaults",
    "DatabaseSettings",
    "HealthSettings",
    "InboxSettings",
    "LogSettings",
    "OrganiserSettings",
    "ProcessSettings",
    "SendingSettings",
    "Settings",
    "TelegramSettings",
    "UnreadableFile",
    "WebhookSettings",
    "load_settings",
]
