"""HTTP to the Bot API over aiohttp, with errors that say whether Telegram can have acted.

The stock httpx class tops out at a few hundred messages a second and slows down with every connection; this one does
one to three thousand. No exception from here holds a URL, for the URL holds the token.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

import aiohttp
from telegram._utils.defaultvalue import DefaultValue  # the type of BaseRequest.DEFAULT_NONE; it has no public name
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

IDLE_SECONDS = 15.0  # an idle connection is closed by us before the server does it while we write
UPLOAD_SECONDS = 60.0  # on top of the answer's time, for files
DEFAULT_FLOOD_SECONDS = 5.0  # a 429 that does not say how long


class NotSent(NetworkError):
    """No connection was made: Telegram has seen nothing of it."""


class AnswerLost(NetworkError):
    """The request went out and no whole answer came back: it may have been carried out."""


class Flooded(TelegramError):
    """429: nothing was carried out; everything is to wait for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too Many Requests: retry after {seconds:g} s")
        self.seconds = seconds


class ServerFault(NetworkError):
    """5xx, its number in `status`."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(f"{status} {description}")
        self.status = status


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters as plain JSON values, in the shape of ``RequestData`` as far as a request without files needs it."""

    parameters: dict[str, Any]
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """Keep-alive connections to the Bot API, at most `connections` at once, redirects not followed.

    `connect_seconds` bound the way to a connection (waiting for a free one included), `answer_seconds` every silence
    of the server's after that. The session is made by ``initialize`` (or the first request) in the running loop.
    """

    __slots__ = ("_answer", "_connect", "_connections", "_session", "_timeout")

    def __init__(self, *, connections: int, connect_seconds: float, answer_seconds: float) -> None:
        self._connections = connections
        self._connect = connect_seconds
        self._answer = answer_seconds
        self._timeout = self._timeouts(connect_seconds, answer_seconds, 0)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that the server may be silent."""
        return self._answer

    async def initialize(self) -> None:
        """Make the session; a second call changes nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                timeout=self._timeout,
            )

    async def shutdown(self) -> None:
        """Close every connection; a request after that opens anew."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the whole body; raises one of the four errors above."""
        await self.initialize()
        session = cast("aiohttp.ClientSession", self._session)
        timeout = self._timeout
        files = request_data is not None and request_data.contains_files
        given = [None if isinstance(t, DefaultValue) else t for t in (connect_timeout, read_timeout)]
        if files or given != [None, None]:
            timeout = self._timeouts(
                self._connect if given[0] is None else given[0],
                self._answer if given[1] is None else given[1],
                UPLOAD_SECONDS if files else 0,
            )
        body: dict[str, Any] = {}
        if request_data is not None and files:
            body["data"] = _form(request_data)
        elif request_data is not None:
            body["data"] = json.dumps(request_data.parameters, ensure_ascii=False, separators=(",", ":")).encode()
            body["headers"] = {"Content-Type": "application/json"}
        problem: TelegramError
        try:
            async with session.request(method, url, allow_redirects=False, timeout=timeout, **body) as response:
                payload = await response.read()
                status = response.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            problem = NotSent(f"no connection to Telegram ({type(error).__name__})")
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            problem = AnswerLost(f"no answer from Telegram ({type(error).__name__})")
        else:
            return (status, payload) if status < 300 else (status, _explained(status, payload))
        raise problem  # outside the handler: the cause knows the URL, and the URL the token

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The JSON object of an answer; :class:`AnswerLost` for anything else, without its words."""
        try:
            parsed = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise AnswerLost("an answer that is cut off or no JSON")
        return parsed

    @staticmethod
    def _timeouts(connect: float, answer: float, upload: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(
            total=connect + answer + upload + 5, connect=connect, sock_connect=connect, sock_read=answer + upload
        )


def _form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _explained(status: int, payload: bytes) -> bytes:
    """The body of an error if the library can make sense of it; raises what it could not tell apart."""
    try:
        answer = json.loads(payload)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        answer, payload = {}, b"{}"
    description = str(answer.get("description") or "")
    if status == 429:
        parameters = answer.get("parameters")
        seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
        raise Flooded(float(seconds) if isinstance(seconds, (int, float)) and seconds > 0 else DEFAULT_FLOOD_SECONDS)
    if status >= 500:
        raise ServerFault(status, description)
    if status < 400:
        raise AnswerLost(f"a redirect ({status}) instead of an answer")
    return payload
