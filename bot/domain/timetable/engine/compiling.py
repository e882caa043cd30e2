"""Machine code from Python: numba's compiler with the settings of all kernels, and three instructions it has no name for.

Kernels are compiled when first called, and kept beside the source (or in the user's cache folder where that cannot be
written), so that the next process starts in a fraction of a second. Bit masks are signed 64-bit numbers that never use
their last two bits: numba turns a mixture of signed and unsigned into floating point.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function at its first call; other threads run while it does."""
    return cast("F", numba.njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")(function))


def inlined(function: F) -> F:
    """The same for a small function that is put into its callers."""
    return cast("F", numba.njit(cache=True, nogil=True, inline="never", error_model="numpy")(function))


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
