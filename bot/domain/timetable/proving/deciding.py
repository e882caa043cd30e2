"""Yes or no: is there a solution with at most so many breaks? CaDiCaL through python-sat decides it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from bot.domain.timetable.proving.encoding import Encoding
from bot.domain.timetable.proving.formula import Formula

SOLVER = "cadical195"
SLICE = 20_000  # conflicts between two looks at the clock: some seconds, and hardly slower than not looking at all
SHORT_SLICE = 1_000  # when there is little time left
LITTLE_TIME = 20.0  # seconds


class Manner(Enum):
    """How the solver looks: options of CaDiCaL.

    The first is its own way and the better one for a *no*; the second restarts seldom and is the better one for a
    *yes* (the published instances: 8,000 to 35,000 conflicts where the first needs 10,000 to more than 80,000).
    """

    OWN = ()
    STEADY = (("stabilizeonly", 1), ("elimreleff", 10), ("subsumereleff", 60))


class SolverMissing(RuntimeError):
    """python-sat is not installed; the text says what to install."""


def require_solver() -> None:
    """Raises :class:`SolverMissing` where python-sat cannot be imported."""
    try:
        import pysat.solvers  # noqa: F401, PLC0415 - heavy, and wanted here alone
    except ImportError:
        words = "the proof needs python-sat; install it with: pip install 'matchbell[timetable]'"
        raise SolverMissing(words) from None


def decide(
    encoding: Encoding,
    most: int | None,
    left: Callable[[], float],
    *,
    conflicts: int | None = None,
    manner: Manner = Manner.OWN,
) -> list[int] | bool | None:
    """A model with at most `most` breaks (None: any number); False when there is none; None when no time was left,
    or when it has not come to an end after so many `conflicts`.

    A fresh solver each time: on the published instances that is faster than one which keeps what it learned at a
    lower bound.
    """
    from pysat.solvers import Solver  # noqa: PLC0415 - heavy, and wanted here alone

    with Solver(name=SOLVER) as solver:
        solver.configure(dict(manner.value))
        solver.append_formula(encoding.formula.clauses)
        if most is not None and most < len(encoding.breaks):
            bound = Formula(encoding.formula.top)
            bound.at_most(encoding.breaks, most)
            solver.append_formula(bound.clauses)
        lasted, done = 0.0, 0
        while (seconds := left()) > 0 and (conflicts is None or done < conflicts):
            budget = SLICE if seconds > max(LITTLE_TIME, 2 * lasted) else SHORT_SLICE
            budget = budget if conflicts is None else min(budget, conflicts - done)
            solver.conf_budget(budget)
            answer = solver.solve_limited()
            if answer is not None:
                return list(solver.get_model()) if answer else False
            done += budget
            lasted = seconds - left()
    return None
