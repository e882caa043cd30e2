"""Read a problem as it is after the fault: who may stay where they are, and who needs a time.

Meetings that stay whatever happens come first, then by priority, those announced before the others: of two that clash
the first one stays. Places are only counted here; who sits where is seated at the end.
"""

from __future__ import annotations

from bot.domain.timetable.problem import Kind, Problem
from bot.domain.timetable.repairing.board import NOWHERE, Board

TRIED = 150  # of those who meet in a slot with too few places


def stand(board: Board) -> list[int]:
    """Put on the board what may stay; the meetings that need a time, those who crowd a slot included."""
    _hold(board)
    problem = board.problem
    order = sorted(
        (n for n in range(len(problem.meetings)) if not board.held[n]),
        key=lambda n: (-problem.meetings[n].priority, not problem.meetings[n].announced, n),
    )
    victims = []
    for number in order:
        home = board.home[number]
        if home >= 0 and _fits(board, number, home):
            board.stand(number, home)
        else:
            victims.append(number)
    board.settle()
    return victims + _thin_out(board)


def place_lost(problem: Problem, number: int) -> bool:
    """It has no place, or one that is closed then or of the wrong kind."""
    meeting = problem.meetings[number]
    if meeting.spot is None or meeting.at is None:
        return True
    shut = dict(problem.closed).get(meeting.spot, 0)
    return bool(shut >> meeting.at & 1) or problem.places[meeting.spot].kind is not meeting.kind(meeting.at)


def _hold(board: Board) -> None:
    problem, closed = board.problem, dict(board.problem.closed)
    taken: set[tuple[int, int]] = set()
    for number, meeting in enumerate(problem.meetings):
        if not board.held[number] or meeting.at is None:
            continue
        board.stand(number, meeting.at, takes_place=False)
        if meeting.spot is None or (meeting.spot, meeting.at) in taken:
            board.free[board.kind(number, meeting.at)][meeting.at] -= 1
        else:
            taken.add((meeting.spot, meeting.at))
            if not closed.get(meeting.spot, 0) >> meeting.at & 1:
                board.free[problem.places[meeting.spot].kind is Kind.ROOM][meeting.at] -= 1


def _fits(board: Board, number: int, slot: int) -> bool:
    if any(board.busy[person] >> slot & 1 for person in board.people[number]) or board.overfull(number, slot):
        return False
    return not (number in board.after or number in board.before) or not board.order_breakers(number, slot)


def _thin_out(board: Board) -> list[int]:
    """Take meetings out of slots with too few places: those who find another time at the least cost; the rest wait."""
    waiting: list[int] = []
    for slot in range(board.slots):
        for kind in (0, 1):
            if board.free[kind][slot] < 0:
                waiting += _leave(board, slot, kind)
    return waiting


def _leave(board: Board, slot: int, kind: int) -> list[int]:
    problem = board.problem
    there = sorted({one for one in board.sitting[slot :: board.slots] if one >= 0})
    there = [one for one in there if not board.held[one] and board.kind(one, slot) == kind]
    shut = {place for place, mask in problem.closed if mask >> slot & 1}
    lost = [one for one in there if problem.meetings[one].spot is None or problem.meetings[one].spot in shut]
    others = sorted(set(there) - set(lost))
    step = max(1, len(others) // TRIED)
    ranked = []
    for seated, group in ((0, lost[:TRIED]), (1, others[::step])):
        for one in group:
            cost = _cost_of_leaving(board, one, slot)
            if cost is not None:
                ranked.append((cost + seated, one))
    for _, one in sorted(ranked):
        if board.free[kind][slot] >= 0:
            return []
        if _cost_of_leaving(board, one, slot) is not None:
            board.set(one, NOWHERE)
            board.set(one, board.best(one))
    least = sorted((board.loss[one], one in others, one) for one in there if board.slot[one] == slot)
    leaving = [one for _, _, one in least[: max(0, -board.free[kind][slot])]]
    for one in leaving:
        board.set(one, NOWHERE)
    return leaving


def _cost_of_leaving(board: Board, number: int, slot: int) -> int | None:
    """What it costs to have this meeting at another time; None if there is none for it now."""
    mark, before = len(board.trail), board.cost
    board.set(number, NOWHERE)
    target = board.best(number)  # never this slot: it has no place left
    cost = None if target < 0 else board.cost - board.loss[number] + board.price(number, target) - before
    board.back(mark)
    return cost
