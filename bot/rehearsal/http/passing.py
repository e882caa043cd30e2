"""How a bot may pass parameters: in the address, as a form, as JSON, or as multipart with files; all four at once."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from bot.rehearsal.botapi.reading import Upload
from bot.rehearsal.errors import bad_request

Json = dict[str, Any]
# Room for one upload of 50 MB and what is said beside it.
MAX_BODY = 52 * 1024 * 1024
_BOUNDARY = re.compile(rb"boundary=(?:\"([^\"]{1,70})\"|([^\s;]{1,70}))", re.IGNORECASE)


async def parameters(query: bytes, content_type: bytes, body: bytes) -> tuple[Json, dict[str, Upload]]:
    """The parameters and the files of a request.

    Raises:
        ApiError: the body is not what its content type says.
    """
    passed: Json = dict(_form(query)) if query else {}
    uploads: dict[str, Upload] = {}
    if not body:
        return passed, uploads
    kind = content_type.split(b";", 1)[0].strip().lower()
    if kind == b"application/json":
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            raise bad_request("can't parse request body: JSON object expected") from None
        if not isinstance(said, dict):
            raise bad_request("can't parse request body: JSON object expected")
        passed.update(said)
    elif kind == b"multipart/form-data":
        fields, uploads = await multipart(content_type, body)
        passed.update(fields)
    elif kind in {b"application/x-www-form-urlencoded", b""}:
        passed.update(_form(body))
    else:
        raise bad_request(f"unsupported content type {kind.decode('latin-1')!r}")
    return passed, uploads


def _form(source: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(source.decode(), keep_blank_values=True, max_num_fields=200, errors="strict")
    except (UnicodeDecodeError, ValueError):
        raise bad_request("strings must be encoded in UTF-8") from None


async def multipart(content_type: bytes, body: bytes) -> tuple[Json, dict[str, Upload]]:
    """The text fields and the files of a multipart body.

    Raises:
        ApiError: it is broken, or has too many parts (200 fields, 20 files).
    """

    async def stream() -> Any:
        yield body
        yield b""

    boundary = _BOUNDARY.search(content_type)
    if boundary is None or b"--" + (boundary.group(1) or boundary.group(2)) + b"--" not in body[-100:]:
        raise bad_request("can't parse multipart/form-data body")
    headers = Headers(raw=[(b"content-type", content_type)])
    parser = MultiPartParser(headers, stream(), max_files=20, max_fields=200, max_part_size=1024 * 1024)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError):
        raise bad_request("can't parse multipart/form-data body") from None
    fields: Json = {}
    uploads: dict[str, Upload] = {}
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = Upload(value.filename or "file", value.content_type or "", await value.read())
            else:
                fields[name] = value
    finally:
        await form.close()
    return fields, uploads
