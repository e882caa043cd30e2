"""One task in a process of its own: a second processor works too, and what nobody asks any more is ended."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from bot.domain.timetable.instances import Instance
from bot.domain.timetable.proving.deciding import Manner, decide
from bot.domain.timetable.proving.encoding import encode
from bot.domain.timetable.proving.swapping import Swapping


@dataclass(frozen=True, slots=True)
class Question:
    """Is there a solution with at most `most` breaks (None: any number)? `somebody_has_none`: see `encode`."""

    most: int | None
    somebody_has_none: bool
    manner: Manner


@dataclass(frozen=True, slots=True)
class Swaps:
    """So many proposals from this assignment on; `most`: breaks of one person."""

    assignment: tuple[int, ...]
    proposals: int
    seed: int
    target: int
    most: int


Task = Question | Swaps
Answer = list[int] | bool | None
"""An assignment; False: there is none (to a question); None: the end of the swaps."""


class Worker:
    """A process at work on one task; it ends with this one at the latest."""

    def __init__(self, instance: Instance, masks: Sequence[int], task: Task) -> None:
        self.task = task
        spawning = multiprocessing.get_context("spawn")  # a copy of this process may hold locks of its threads
        self.answers, giving = spawning.Pipe(duplex=False)
        self._process: BaseProcess = spawning.Process(target=work, args=(instance, masks, task, giving), daemon=True)
        self._process.start()
        giving.close()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.answers.close()


def work(instance: Instance, masks: Sequence[int], task: Task, giving: Connection) -> None:
    """The body of the process: answers go into `giving`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's; it ends us
    if isinstance(task, Swaps):
        swapping = Swapping(instance, masks, task.assignment, most=task.most)
        swapping.run(task.proposals, seed=task.seed, target=task.target, left=_left, found=giving.send)
        giving.send(None)
        return
    encoding = encode(instance, masks, somebody_has_none=task.somebody_has_none)
    answer = decide(encoding, task.most, _left, manner=task.manner)
    if isinstance(answer, list):
        giving.send(encoding.assignment(answer, len(instance.meetings)))
    elif answer is False:
        giving.send(False)


def _left() -> float:
    """For ever, as long as there is somebody to tell."""
    parent = multiprocessing.parent_process()
    return float("inf") if parent is None or parent.is_alive() else 0.0
