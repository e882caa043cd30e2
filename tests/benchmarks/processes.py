"""Child processes that speak in lines, and never outlive the one who asked."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LONGEST = 90.0  # seconds for one answer


class Child:
    """A module of ours as a process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def hears(self) -> None:
        """The line it waits for."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")
        await self.process.stdin.drain()

    async def says(self) -> str:
        """Its next line; RuntimeError when it has ended."""
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), LONGEST)
        if not line:
            raise RuntimeError(f"the process ended with {await self.process.wait()}")
        return line.decode().strip()


@asynccontextmanager
async def child(module: str, *words: str) -> AsyncIterator[Child]:
    """A process that is gone afterwards, whatever happened."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *words, stdin=pipe, stdout=pipe, limit=2**20
    )
    try:
        yield Child(process)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), 10)
            except TimeoutError:
                process.kill()
                await process.wait()
