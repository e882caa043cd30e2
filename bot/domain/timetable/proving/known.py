"""What is known of an instance so far, and what is still worth asking."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.timetable.instances import Instance, break_counts, instance_faults
from bot.domain.timetable.proving.apart import Question
from bot.domain.timetable.proving.deciding import Manner
from bot.domain.timetable.proving.domains import Infeasible
from bot.domain.timetable.proving.floors import least_breaks
from bot.domain.timetable.proving.reasons import Reason

Tell = Callable[[int, int | None], None]


class Known:
    """`bound`: no solution has fewer breaks. `best`: the best solution so far, with `objective` breaks."""

    def __init__(self, instance: Instance, masks: Sequence[int], tell: Tell | None) -> None:
        """Raises :class:`Infeasible` where fairness cannot be, whatever the others do."""
        self.instance = instance
        self.masks = masks
        self.best: tuple[int, ...] | None = None
        self.objective = 0
        self._tell = tell
        self._everybody_has_one = False  # a break
        # somebody who cannot have a break: then nobody else has more than the fairness allows
        self._idle = any(len(mine) < 2 for mine in instance.meetings_of())
        floors = least_breaks(instance, masks)
        tallest = max(floors, default=0)
        if self._idle and tallest > instance.fair:
            who = floors.index(tallest) + 1
            words = (
                f"participant {who} needs {tallest} breaks, and somebody has none; they may differ by {instance.fair}"
            )
            raise Infeasible(Reason("fairness", words, (), who))
        self.bound = sum(max(floor, tallest - instance.fair) for floor in floors)

    @property
    def settled(self) -> bool:
        """The best solution is proved the best there is."""
        return self.best is not None and self.bound >= self.objective

    @property
    def fair(self) -> int:
        """Breaks that one person may have, for all that is known; more may turn out fair."""
        return self.instance.fair + self._everybody_has_one

    def at_most(self, most: int, manner: Manner = Manner.OWN) -> Question:
        """The question for so many breaks."""
        return Question(most, self._idle or most < self.instance.participants, manner)

    def at_all(self, manner: Manner = Manner.OWN) -> Question:
        """The question for any solution; first for one in which somebody has no break, which is the easier one."""
        return Question(None, not self._everybody_has_one, manner)

    def moot(self, question: Question) -> bool:
        """The answer is known."""
        if question.most is None:
            return self.best is not None or (question.somebody_has_none and self._everybody_has_one)
        return question.most < self.bound or (self.best is not None and question.most >= self.objective)

    def yes(self, assignment: Sequence[int]) -> None:
        """A solution; checked here by what shares no code with those who find them."""
        faults = instance_faults(self.instance, assignment)
        if faults:
            raise AssertionError(f"no solution: {'; '.join(faults[:3])}")
        breaks = sum(break_counts(self.instance, assignment))
        if self.best is None or breaks < self.objective:
            self.best, self.objective = tuple(assignment), breaks
            self._report()

    def no(self, question: Question) -> None:
        """There is none; raises :class:`Infeasible` where that leaves nothing."""
        if question.most is not None:
            self._raise_to(question.most + 1)
        elif question.somebody_has_none and not self._idle:
            self._everybody_has_one = True
            self._raise_to(self.instance.participants)
        else:
            raise Infeasible(Reason("search", "the rules together leave no solution; no short reason was found"))

    def _raise_to(self, bound: int) -> None:
        if bound > self.bound:
            self.bound = bound
            self._report()

    def _report(self) -> None:
        if self._tell is not None:
            self._tell(self.bound, None if self.best is None else self.objective)
