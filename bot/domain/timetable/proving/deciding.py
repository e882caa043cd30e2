"""Yes or no: is there a solution with at most so many breaks? CaDiCaL through python-sat decides it."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.timetable.proving.encoding import Encoding
from bot.domain.timetable.proving.formula import Formula

SOLVER = "cadical195"
SLICE = 20_000  # conflicts between two looks at the clock: some seconds, and hardly slower than not looking at all
SHORT_SLICE = 1_000  # when there is little time left
LITTLE_TIME = 20.0  # seconds


class SolverMissing(RuntimeError):
    """python-sat is not installed; the text says what to install."""


def require_solver() -> None:
    """Raises :class:`SolverMissing` where python-sat cannot be imported."""
    try:
        import pysat.solvers  # noqa: F401, PLC0415 - heavy, and wanted here alone
    except ImportError:
        words = "the proof needs python-sat; install it with: pip install 'matchbell[timetable]'"
        raise SolverMissing(words) from None


def decide(encoding: Encoding, most: int | None, left: Callable[[], float]) -> list[int] | bool | None:
    """A model with at most `most` breaks (None: any number); False when there is none; None when no time was left.

    A fresh solver each time: on the published instances that is faster than one which keeps what it learned at a
    lower bound.
    """
    from pysat.solvers import Solver  # noqa: PLC0415 - heavy, and wanted here alone

    with Solver(name=SOLVER) as solver:
        solver.append_formula(encoding.formula.clauses)
        if most is not None and most < len(encoding.breaks):
            bound = Formula(encoding.formula.top)
            bound.at_most(encoding.breaks, most)
            solver.append_formula(bound.clauses)
        lasted = 0.0
        while (seconds := left()) > 0:
            solver.conf_budget(SLICE if seconds > max(LITTLE_TIME, 2 * lasted) else SHORT_SLICE)
            answer = solver.solve_limited()
            if answer is not None:
                return list(solver.get_model()) if answer else False
            lasted = seconds - left()
    return None
