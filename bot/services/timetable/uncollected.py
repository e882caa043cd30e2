"""Many records at once, without the garbage collector's pauses."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """The garbage collector walks over everything that lives, which takes 0.1 s with ten thousand meetings: not while
    they are read and written. They hold each other in no circles: what is dropped is freed at once.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
