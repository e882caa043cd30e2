"""Heavy work in a process of its own: pictures, sheets, timetables. The event loop goes on meanwhile.

A process a call: nothing heavy stays in memory, and what hangs or grows without end is ended with it. It hears what to
do on its standard input and says what came of it on its standard output; when the bot dies, there is nobody left to
tell and it ends too.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 120.0  # seconds
ROOT = Path(__file__).parents[1]


class Ended(RuntimeError):
    """The process ended without an answer: killed, or over a limit of memory or time."""


async def run_apart(function: Callable[..., T], *args: object, patience: float = PATIENCE) -> T:
    """What `function(*args)` returns, worked out in a new process; its error is raised here.

    The function is a module's own (it is found again by its name), arguments and result can be pickled. TimeoutError
    when it takes longer than `patience` seconds, :class:`Ended` when the process dies; it is gone then in any case.
    """
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.apart",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )
    asked = pickle.dumps((function.__module__, function.__qualname__, args))
    try:
        said, _ = await asyncio.wait_for(process.communicate(asked), patience)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if not said:
        raise Ended(f"exit {process.returncode}")
    result, error = pickle.loads(said)  # noqa: S301 - our own process's words
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]


def _work(asked: bytes) -> bytes:
    module, name, args = pickle.loads(asked)  # noqa: S301 - the bot's own words
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    try:
        return pickle.dumps((found(*args), None))
    except Exception as error:  # noqa: BLE001 - it is raised over there
        return pickle.dumps((None, error))


def main() -> None:
    """What the new process does."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    answers.write(_work(sys.stdin.buffer.read()))
    answers.close()


if __name__ == "__main__":
    main()
