"""The two kinds of refusal: Telegram's, to the bot, and the stage's own, to whoever plays a person."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """Telegram refuses a request: `code` and `description` as in its answer, `parameters` as ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object that Telegram answers."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(text: str, **parameters: int) -> ApiError:
    """400: the request is at fault."""
    return ApiError(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> ApiError:
    """403: the bot may not do this (any more)."""
    return ApiError(403, f"Forbidden: {text}")


def too_many(seconds: int) -> ApiError:
    """429: wait `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class PlayError(Exception):
    """A person cannot do this: what is wrong, and what is expected instead. `status` is the HTTP status of it."""

    def __init__(self, error: str, expected: str = "", status: int = 400) -> None:
        super().__init__(f"{error} ({expected})" if expected else error)
        self.error = error
        self.expected = expected
        self.status = status
