"""``python -m bot.rehearsal``: the stage in a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys

import aiohttp

from bot.rehearsal.__main__ import main


async def test_it_serves_until_it_is_told_to_end() -> None:
    words = ["-W", "error", "-m", "bot.rehearsal", "--port", "0", "--lenient", "--persons", "1", "--token", "7:secret"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        base = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as session:
            for _ in range(10):
                wish = {"chat_id": 5_000_001, "text": "x"}
                async with session.post(f"{base}/bot7:secret/sendMessage", json=wish) as answer:
                    assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        _, said = await process.communicate()
    assert process.returncode == 0
    assert said == b""


def test_a_token_without_form_is_refused() -> None:
    assert main(["--port", "0", "--token", "nonsense"]) == 1
