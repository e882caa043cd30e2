"""Heavy work in a process of its own: pictures, sheets, timetables. The event loop goes on meanwhile.

A process a call: nothing heavy stays in memory, and what hangs or grows without end is ended with it. It hears what to
do on its standard input and says what came of it on its standard output, in frames of a length and so many bytes. Work
that takes long says how far it is as it goes, and can be asked to stop; when the bot dies, there is nobody left to tell
and it ends too.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import os
import pickle
import signal
import struct
import sys
import threading
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

T = TypeVar("T")
Say = Callable[[object], bool]
"""What long work calls with how far it is; False: stop, and answer with the best so far."""

PATIENCE = 120.0  # seconds
GRACE = 5.0  # seconds to end in, once the answer is there
ROOT = Path(__file__).parents[1]
LENGTH = struct.Struct(">Q")
STOP = b"stop"
FEWER_TURNS = 5  # niceness: whoever taps goes before whoever computes
BUFFER = 1 << 20  # bytes


class Ended(RuntimeError):
    """The process ended without an answer: killed, or over a limit of memory or time."""


async def run_apart(
    function: Callable[..., T],
    *args: object,
    patience: float | None = PATIENCE,
    tell: Callable[[Any], None] | None = None,
    stop: asyncio.Event | None = None,
) -> T:
    """What `function(*args)` returns, worked out in a new process; its error is raised here.

    The function is a module's own (it is found again by its name), arguments and result can be pickled. TimeoutError
    when it takes longer than `patience` seconds (None: as long as it likes), :class:`Ended` when the process dies; it
    is gone then in any case.

    With `tell` the function gets one more argument, a :data:`Say`: `tell` is called here with whatever it is called
    with there. Once `stop` is set it answers False over there.
    """
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.apart",
        stdin=PIPE,
        stdout=PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        limit=BUFFER,
    )
    asked = pickle.dumps((function.__module__, function.__qualname__, args, tell is not None))
    asking = asyncio.create_task(_ask(process, asked, None if tell is None else stop or asyncio.Event()))
    answered = False
    try:
        async with asyncio.timeout(patience):
            answer: T = await _listen(process, tell)
        answered = True
        return answer
    finally:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert process.stdin is not None
        process.stdin.close()
        await _end(process, answered=answered)


async def _end(process: Process, *, answered: bool) -> None:
    """What has answered ends by itself; anything else is killed.

    Not by ``process.kill()``: that asks for the exit status first, and takes it away from the loop which waits for it.
    """
    if answered:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(process.wait()), GRACE)
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()


async def _ask(process: Process, asked: bytes, stop: asyncio.Event | None) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(LENGTH.pack(len(asked)) + asked)
        await process.stdin.drain()
        if stop is None:
            process.stdin.close()
            return
        await stop.wait()
        process.stdin.write(STOP)
        await process.stdin.drain()


async def _listen(process: Process, tell: Callable[[Any], None] | None) -> Any:
    assert process.stdout is not None
    while True:
        try:
            (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
            said = await process.stdout.readexactly(length)
        except asyncio.IncompleteReadError:
            await process.wait()
            raise Ended(f"exit {process.returncode}") from None
        word, value = pickle.loads(said)  # noqa: S301 - our own process's words
        if word == "said" and tell is not None:
            tell(value)
        elif word == "error":
            raise value
        elif word == "done":
            return value


class _Line:
    """The other end of the line: what the new process says, and whether it has been asked to stop."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._stop = threading.Event()

    def say(self, value: object) -> bool:
        self.write("said", value)
        return not self._stop.is_set()

    def write(self, word: str, value: object) -> None:
        said = pickle.dumps((word, value))
        self._answers.write(LENGTH.pack(len(said)) + said)
        self._answers.flush()

    def hear(self) -> None:
        """Wait for the word to stop; the end of the line is the end of the bot."""
        if sys.stdin.buffer.read(len(STOP)) == STOP:
            self._stop.set()
            sys.stdin.buffer.read(1)
        os._exit(1)


def _work(asked: bytes, line: _Line) -> None:
    module, name, args, streaming = pickle.loads(asked)  # noqa: S301 - the bot's own words
    if streaming:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the bot, which then asks us to stop
        os.nice(FEWER_TURNS)
        threading.Thread(target=line.hear, daemon=True).start()
        args = (*args, line.say)
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    try:
        result = found(*args)
    except Exception as error:  # noqa: BLE001 - it is raised over there
        line.write("error", error)
    else:
        line.write("done", result)


def main() -> None:
    """What the new process does."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    (length,) = LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))
    _work(sys.stdin.buffer.read(length), _Line(answers))
    answers.close()
    os._exit(0)  # nothing is left to tidy, and nobody waits for threads of libraries


if __name__ == "__main__":
    main()
