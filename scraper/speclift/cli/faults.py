"""The last guard: an exception that nothing foresaw becomes one line that says how to report it.

Enters: the exception. Leaves: `InputError`. `speclift --verbose` (or SPECLIFT_TRACEBACK=1) shows where it came from.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from speclift.cli.terminal import SETTINGS
from speclift.model.findings import InputError

REPORT = "a fault of speclift: please report it with the input; speclift --verbose shows more"
_LONGEST = 200


def own_fault(error: Exception, *, what: str = "") -> InputError:
    """One line for an exception: what was worked on, what happened, and where in our code."""
    if isinstance(error, OSError) and error.strerror:
        # The disk's: full, read-only, a file where a folder belongs.
        return InputError(f"the system says: {error.strerror}", file=str(error.filename or what))
    if SETTINGS.verbose or os.environ.get("SPECLIFT_TRACEBACK"):
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    words = " ".join(str(error).split())[:_LONGEST]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return InputError(f"{type(error).__name__}: {words}", file=what, place=place, hint=REPORT)
