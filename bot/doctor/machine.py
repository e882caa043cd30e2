"""This machine: configuration, SQLite, file system, clock, disk."""

from __future__ import annotations

import re
import shutil
import sqlite3
import stat
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.config import Settings
from bot.doctor.findings import Finding, Reading, State
from storage.backups import database_file
from storage.checkup import has_wal_reset_bug

NETWORK = re.compile(r"(nfs\d*|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|vboxsf|prl_fs|ncpfs|davfs|fuse\.(?!fuseblk).*)")
PASSING = {"tmpfs", "ramfs"}
MOUNTS = Path("/proc/mounts")
LITTLE, TOO_LITTLE = 1_000_000_000, 100_000_000  # bytes
STEP, TOO_FAR = 3.0, 60.0  # seconds beyond what the other clock can tell


def configuration(settings: Settings, config: Path | None) -> list[Finding]:
    """The settings are sound (else we were not here); who can read their secrets, and whether anybody organises."""
    where = str(config) if config else "defaults and environment (no config.toml here)"
    findings = [Finding("configuration", State.OK, where)]
    for key, path in (
        ("telegram.token_file", settings.telegram.token_file),
        ("webhook.secret_file", settings.webhook.secret_file),
    ):
        if path is not None and path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            findings.append(Finding("secrets", State.WARNING, f"others can read {path} ({key})", f"chmod 600 {path}"))
    if not settings.organisers:
        findings.append(
            Finding(
                "organisers",
                State.WARNING,
                "nobody is named, so nobody can announce anything",
                "add an [[organisers]] part to the configuration (see config.example.toml)",
            )
        )
    return findings


def sqlite_version(url: str, version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> list[Finding]:
    """Nothing for PostgreSQL."""
    if database_file(url) is None:
        return []
    words = ".".join(map(str, version))
    if has_wal_reset_bug(version):
        text = f"{words} can damage a file when two programs write to it at once (fixed in 3.51.3)"
        mend = "let only one Matchbell write to it (it keeps to one writer itself), and make backups; better: upgrade"
        return [Finding("SQLite", State.WARNING, text, mend)]
    return [Finding("SQLite", State.OK, words)]


def file_system(url: str, mounts: Path = MOUNTS) -> list[Finding]:
    """SQLite's log needs shared memory and locks that network file systems do not keep."""
    path = database_file(url)
    if path is None:
        return []
    kind = _kind_of(path.absolute().parent, mounts)
    if kind is None:
        return [Finding("file system", State.OK, "of unknown kind (this machine does not tell)")]
    if NETWORK.fullmatch(kind):
        text = f"{kind}: a network file system can lose or damage the database"
        return [
            Finding("file system", State.FAILURE, text, "put the file on a disk of this machine, or use PostgreSQL")
        ]
    if kind in PASSING:
        text = f"{kind}: gone when the machine stops"
        return [Finding("file system", State.WARNING, text, "put the file on a disk")]
    return [Finding("file system", State.OK, kind)]


def _kind_of(folder: Path, mounts: Path) -> str | None:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
        folder = folder.resolve()
    except OSError:
        return None
    best: tuple[int, str] | None = None
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1]))
        if folder.is_relative_to(point) and (best is None or len(point.parts) >= best[0]):
            best = (len(point.parts), fields[2])
    return best[1] if best else None


def clock_against(now: datetime, *readings: Reading | None) -> list[Finding]:
    """Ours beside those of others; bells ring by ours."""
    told = [reading for reading in readings if reading is not None]
    shown = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    if not told:
        return [Finding("clock", State.WARNING, f"{shown}; nobody to compare it with", "compare it yourself")]
    findings = []
    for reading in told:
        ahead = (reading.ours - reading.theirs).total_seconds()
        apart = max(0.0, abs(ahead) - reading.tolerance)
        if apart <= STEP:
            continue
        text = f"{shown}, {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} {reading.whose}"
        state = State.FAILURE if apart > TOO_FAR else State.WARNING
        findings.append(Finding("clock", state, text, "set the machine's clock (timedatectl set-ntp true)"))
    agreeing = " and ".join(reading.whose for reading in told)
    return findings or [Finding("clock", State.OK, f"{shown}, as {agreeing} {'say' if len(told) > 1 else 'says'}")]


def zone_data() -> list[Finding]:
    """Without the zones of the world no event has a time."""
    try:
        ZoneInfo("Europe/Vilnius")
    except ZoneInfoNotFoundError:
        return [Finding("time zones", State.FAILURE, "their data is missing", "pip install tzdata")]
    return []


def disk_space(settings: Settings) -> list[Finding]:
    """Where the database and the backups are."""
    findings = []
    places = {"disk": database_file(settings.database.url), "disk for backups": settings.backup.folder}
    for name, path in places.items():
        if path is None:
            continue
        folder = path.absolute() if name != "disk" else path.absolute().parent
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free
        text = f"{free / 1e9:.1f} GB free at {folder}"
        if free < TOO_LITTLE:
            findings.append(Finding(name, State.FAILURE, text, "make room: with a full disk nothing can be kept"))
        elif free < LITTLE:
            findings.append(Finding(name, State.WARNING, text, "make room"))
        else:
            findings.append(Finding(name, State.OK, text))
    return findings
