"""The cyclic garbage collector, while much is made and nothing thrown away.

Enters: nothing. Leaves: a context, also usable as a decorator.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collector() -> Iterator[None]:
    """Everything made inside lives on; the collector would walk it dozens of times and free nothing.

    Afterwards what exists is set aside (`gc.freeze`), or the first thing the collector does is to walk it all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()
