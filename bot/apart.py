"""Heavy work in a process of its own: pictures, sheets, timetables. The event loop goes on meanwhile.

A process a call: nothing heavy stays in memory, and what hangs or grows without end is ended with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 120.0  # seconds


async def run_apart(function: Callable[..., T], *args: object, patience: float = PATIENCE) -> T:
    """What `function(*args)` returns, worked out in a new process; its error is raised here.

    The function is a module's own (it is found again by its name), arguments and result can be pickled. TimeoutError
    when it takes longer than `patience` seconds; the process is then ended.
    """
    pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
    processes = pool._processes
    try:
        work = asyncio.get_running_loop().run_in_executor(pool, function, *args)
        return await asyncio.wait_for(work, patience)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in list(processes.values()):
            process.terminate()
