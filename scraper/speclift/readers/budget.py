"""What reading pages may cost: seconds of the processor and bytes of memory.

Enters: pages. Leaves: a context in which too much of either is `InputError`. The limits of `limits.py` are judged
first; what they let through costs time and memory in proportion to the page, and this holds where that is not so.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from speclift.model.findings import InputError
from speclift.readers.limits import refuse_excess

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.readers.page import Page

SECONDS: Final = 15.0
SECONDS_PER_MEGABYTE: Final = 10.0
MOST_SECONDS: Final = 600.0
"""Seconds of the processor for any page, for each megabyte of it, and in all: five times what the slowest reader needs
on a machine of today."""

MEMORY: Final = 900 * 1024 * 1024
"""Bytes of address space beyond what the process has when it begins to read."""

_AGAIN: Final = 0.25
_STATISTICS: Final = Path("/proc/self/statm")


class _SpentError(BaseException):
    """The time is over. No `Exception`: whoever goes on after any error would go on after this one."""


_is_counting = False


@contextmanager
def within_budget(pages: Sequence[Page], *, seconds: float | None = None, memory: int = MEMORY) -> Iterator[None]:
    """Read pages at a bounded cost; inside of another budget that one counts.

    `seconds` of the processor, in proportion to the pages when left out. Raises `InputError` for a page that is over
    the limits, and when time or memory are spent. Both are those of the process, and counted in its main thread alone:
    time where there are signals (not on Windows), memory where `/proc` tells what a process has (Linux).
    """
    global _is_counting
    for page in pages:
        refuse_excess(page)
    if _is_counting or threading.current_thread() is not threading.main_thread():
        yield
        return
    size = sum(len(page.content) for page in pages)
    allowed = min(SECONDS + SECONDS_PER_MEGABYTE * size / 1e6, MOST_SECONDS) if seconds is None else seconds
    name = pages[0].name if pages else ""
    _is_counting = True
    try:
        with _time(allowed), _memory(memory):
            yield
    except _SpentError:
        raise InputError(
            f"reading it takes more than {allowed:g} s of the processor", file=name, hint="record a part of it"
        ) from None
    except MemoryError:
        raise InputError(
            f"reading it takes more than {memory // 1024 // 1024} MB of memory", file=name, hint="record a part of it"
        ) from None
    finally:
        _is_counting = False


@contextmanager
def _time(seconds: float) -> Iterator[None]:
    """Raise `_SpentError` after so many seconds of the processor, and again and again until somebody listens."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def spent(_signal: int, _frame: object) -> NoReturn:
        raise _SpentError

    before = signal.signal(signal.SIGPROF, spent)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _memory(limit: int) -> Iterator[None]:
    """Have the system refuse more than `limit` bytes beyond what the process has."""
    try:
        import resource

        has = int(_STATISTICS.read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = has + limit
    if soft != resource.RLIM_INFINITY and soft <= wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
