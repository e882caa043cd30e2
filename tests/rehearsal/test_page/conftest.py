"""A real browser on the real page of a real stage; the bot's side is played by plain Bot API calls."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from bot.clock import RunningClock
from bot.rehearsal.server import CrowdControl, StageServer
from bot.rehearsal.stage import Stage

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MORNING = datetime(2022, 4, 27, 6, 40, tzinfo=UTC)  # 09:40 in Vilnius
TOKEN = "1:rehearsal"
EVENT = {"name": "Clusters meet Regions", "city": "Vilnius", "zone": "Europe/Vilnius"}


def chromium() -> str:
    """The browser's path; without one the test is left out, or fails where a browser is insisted on."""
    named = os.environ.get("MATCHBELL_CHROMIUM")
    for name in (named,) if named else ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    missing = "No Chromium was found: the tests of the rehearsal's page in a real browser"
    if os.environ.get("MATCHBELL_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{missing} cannot run, and MATCHBELL_REQUIRE_BROWSER=1 insists on them")
    pytest.skip(f"{missing} are left out (install chromium, or name one in MATCHBELL_CHROMIUM)")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        await browser.close()


class Floor:
    """A stage with its server, three people who have started the bot, and the bot's side of the Bot API."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http
        self.port = 0
        self.next_thing: datetime | None = None
        self.crowd: CrowdControl | None = None
        self.clock = RunningClock(MORNING, speed=0)

    async def open(self) -> None:
        self.stage = Stage(TOKEN, clock=self.clock, strict=False)
        self.rasa = self.stage.add_person(
            first_name="Rasa", last_name="Verpėtaitė", language_code="lt", role="organiser", started=True
        )
        self.ann = self.stage.add_person(
            first_name="Ann", last_name="Smilgar", username="ann_smilgar", role="participant", started=True
        )
        self.bo = self.stage.add_person(
            first_name="Bo", last_name="Älvsnödal", language_code="sv", role="participant", started=True
        )
        await self.serve()

    async def serve(self) -> None:
        """Open the stage as it is to the network, on the same port as before."""
        self.server = StageServer(
            self.stage, port=self.port, next_thing=self._next_thing, crowd=self.crowd, event=EVENT
        )
        self.port = await self.server.start()

    async def close(self) -> None:
        await self.server.stop()

    async def _next_thing(self) -> datetime | None:
        return self.next_thing

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def bot(self, method: str, **parameters: Any) -> Any:
        """Call the Bot API as the bot would; the result."""
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", json=parameters) as response:
            body = await response.json()
        assert body["ok"], body
        return body["result"]

    async def upload(self, method: str, field: str, content: bytes, name: str, mime: str, **parameters: str) -> Any:
        form = aiohttp.FormData(quote_fields=False)
        for key, value in parameters.items():
            form.add_field(key, value)
        form.add_field(field, content, filename=name, content_type=mime)
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", data=form) as response:
            body = await response.json()
        assert body["ok"], body
        return body["result"]

    async def update(self, kind: str) -> Any:
        """The next update of `kind` that a person on the page caused (others are confirmed and passed over)."""
        offset = getattr(self, "_offset", 0)
        async with asyncio.timeout(10):
            while True:
                for update in await self.bot("getUpdates", offset=offset, timeout=5, limit=1):
                    self._offset = offset = update["update_id"] + 1
                    if kind in update:
                        return update[kind]


@pytest_asyncio.fixture(loop_scope="module")
async def floor() -> AsyncIterator[Floor]:
    async with aiohttp.ClientSession() as http:
        floor = Floor(http)
        await floor.open()
        yield floor
        await floor.close()


class Eyes:
    """The page as somebody sees it."""

    def __init__(self, page: Page, floor: Floor) -> None:
        self.page = page
        self.floor = floor

    def phone(self, name: str) -> Locator:
        """The phone of the person whose name contains `name`."""
        return self.page.locator(".phone", has=self.page.locator(".head h2", has_text=name))

    def bubble(self, name: str, text: str) -> Locator:
        return self.phone(name).locator(".message", has_text=text)


OpenPage = Callable[..., Awaitable[Eyes]]


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(browser: Browser, floor: Floor) -> AsyncIterator[OpenPage]:
    """Open the page; at the end nothing foreign was asked for and the page had no error of its own."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    foreign: list[str] = []

    async def open_one(width: int = 1440, height: int = 900, **options: Any) -> Eyes:
        context = await browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, **options
        )
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.on(
            "request",
            lambda asked: (
                foreign.append(asked.url) if not asked.url.startswith((floor.url, "blob:", "data:")) else None
            ),
        )
        await page.goto(floor.url)
        await expect(page.locator(".phone")).to_have_count(3)
        await expect(page.locator("#clock-time")).not_to_have_text("--:--")
        return Eyes(page, floor)

    expect.set_options(timeout=10_000)
    yield open_one
    for context in contexts:
        await context.close()
    assert faults == []
    assert foreign == []


def keys(*rows: list[str], **button: Any) -> dict[str, Any]:
    """An inline keyboard whose buttons carry their own text as data."""
    return {"inline_keyboard": [[{"text": text, "callback_data": text, **button} for text in row] for row in rows]}


def soon(minutes: int) -> datetime:
    return MORNING + timedelta(minutes=minutes)
