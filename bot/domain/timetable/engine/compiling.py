"""Machine code from Python: numba with the settings of all kernels, and three instructions it has no name for.

Kernels are compiled when first called, and kept beside the source (or in the user's cache folder where that cannot be
written), so that the next process starts in a fraction of a second. Bit masks are signed 64-bit numbers that never use
their last two bits: numba turns a mixture of signed and unsigned into floating point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, TypeVar, cast

import numba
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.core.errors import NumbaError
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])


SETTINGS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}

_lock = Lock()
_steps: list[Any] = []
_entries: list[Any] = []


def compiled(function: F) -> F:
    """Mark a function as machine code that kernels call."""
    made = numba.njit(**SETTINGS)(function)
    made._can_compile = False  # as disable_compile, which wants something compiled first
    _steps.append(made)
    return cast("F", made)


def kernel(function: F) -> F:
    """Mark a function as a kernel: called from Python, kept in the cache with all that it calls.

    Other threads run while it works. Kernels make no arrays: what they need to work in is given to them.
    """
    made = numba.njit(**SETTINGS, cache=True)(function)
    _entries.append(made)
    return cast("F", made)


def ready(kinds: Mapping[str, Any]) -> None:
    """Take the kernels from the cache, or compile them and what they call, in the order in which they were defined.

    `kinds`: numba's type of each annotation besides int, float and bool. Each function is compiled for its annotations
    alone: left to itself, numba would make it again for every mixture of small numbers and constants.
    """
    known = {"int": types.int64, "float": types.float64, "bool": types.boolean, **kinds}
    with _lock:
        if not all(_cached(entry, known) for entry in _entries):
            for step in _steps:
                _compile(step, known)
        for entry in _entries:
            _compile(entry, known)


def _cached(entry: Any, known: Mapping[str, Any]) -> bool:
    """Whether there is a kernel to load; a twin is asked, as one that has failed remembers that."""
    if entry.signatures:
        return True
    twin = numba.njit(**SETTINGS, cache=True)(entry.py_func)
    try:
        twin.compile(_signature(entry, known))
    except NumbaError:
        return False  # nothing that it calls is there
    return True


def _compile(made: Any, known: Mapping[str, Any]) -> None:
    if not made.signatures:
        made.disable_compile(val=False)
        made.compile(_signature(made, known))
        made.disable_compile()


def _signature(made: Any, known: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(known[kind] for name, kind in made.py_func.__annotations__.items() if name != "return")


def _instruction(build: Callable[[Any, Any], Any]) -> Callable[[int], int]:
    def made(_context: object, _mask: object) -> tuple[Any, Callable[..., Any]]:
        def code(_target: object, builder: Any, _signature: object, arguments: Any) -> Any:
            return build(builder, arguments[0])

        return types.int64(types.int64), code

    return cast("Callable[[int], int]", intrinsic(made))


def _size(builder: Any, mask: Any) -> Any:
    return builder.ctpop(mask)


def _lowest(builder: Any, mask: Any) -> Any:
    return builder.cttz(mask, ir.Constant(ir.IntType(1), 0))


def _highest(builder: Any, mask: Any) -> Any:
    zeros = builder.ctlz(mask, ir.Constant(ir.IntType(1), 0))
    return builder.sub(ir.Constant(ir.IntType(64), 63), zeros)


size = _instruction(_size)
"""How many bits of a mask are set."""
lowest = _instruction(_lowest)
"""The place of the lowest bit that is set; 64 for an empty mask."""
highest = _instruction(_highest)
"""The place of the highest bit that is set; -1 for an empty mask."""
