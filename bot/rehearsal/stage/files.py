"""Files that went through the chat: what they are, by the ids under which Telegram would know them."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import struct
from dataclasses import dataclass
from typing import Any, Literal

from bot.rehearsal.errors import bad_request

MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
_TYPES = {
    ".ics": "text/calendar",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".webp": "image/webp",
    ".vcf": "text/vcard",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the stage; width and height (pixels) are of photos only."""

    file_id: str
    unique_id: str
    kind: Literal["photo", "document"]
    name: str
    mime_type: str
    path: str
    content: bytes
    width: int = 0
    height: int = 0

    def as_document(self) -> dict[str, Any]:
        """The Document object of it."""
        return {
            "file_name": self.name,
            "mime_type": self.mime_type,
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def as_photo(self) -> list[dict[str, Any]]:
        """The list of PhotoSize objects of it (the stage keeps the one size that was sent)."""
        size = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}
        return [{**size, "width": self.width, "height": self.height}]


class FileStore:
    """Every file that a message carried, as long as the stage stands."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: Literal["photo", "document"], name: str, content: bytes, mime_type: str = "") -> StoredFile:
        """Keep a file.

        Raises:
            ApiError: empty, too big (document 50 MB, photo 10 MB), or no picture where a photo is meant.
        """
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > (MAX_PHOTO if kind == "photo" else MAX_UPLOAD):
            raise bad_request("file is too big")
        width, height = picture_size(content) if kind == "photo" else (0, 0)
        number = len(self._by_id)
        digest = hashlib.sha256(content).digest()
        unique = base64.urlsafe_b64encode(digest[:11]).decode().rstrip("=")
        prefix = "AgACAgQAAx" if kind == "photo" else "BQACAgQAAx"
        file_id = prefix + base64.urlsafe_b64encode(digest[:24] + struct.pack(">I", number)).decode().rstrip("=")
        name = (name.replace("\\", "/").rsplit("/", 1)[-1] or "file")[:255]
        suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
        if not suffix.removeprefix(".").isalnum():
            suffix = ""
        mime = _TYPES.get(suffix) or mimetypes.guess_type(f"file{suffix}")[0] or mime_type or "application/octet-stream"
        path = f"{kind}s/file_{number}{suffix or ('.jpg' if kind == 'photo' else '')}"
        stored = StoredFile(file_id, unique, kind, name, mime, path, content, width, height)
        self._by_id[file_id] = self._by_path[path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """The file known as `file_id`."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file to download at `path` (File.file_path)."""
        return self._by_path.get(path)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a JPEG, PNG, GIF or WebP picture, in pixels.

    Raises:
        ApiError: it is none of these, or its sides are beyond what Telegram takes (sum 10000, ratio 20).
    """
    size = _png(content) or _gif(content) or _webp(content) or _jpeg(content)
    if size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _png(content: bytes) -> tuple[int, int] | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    return None


def _gif(content: bytes) -> tuple[int, int] | None:
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    if content[12:16] == b"VP8X":
        return (int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1)
    if content[12:16] == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack("<HH", content[26:30])
    return (width & 0x3FFF, height & 0x3FFF)


def _jpeg(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return (width, height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
