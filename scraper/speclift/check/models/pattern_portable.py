"""A pattern means the same in Python.

What it does: reports patterns that are ECMA-262 but do not compile in Python's `re`.

Why it matters: a Python client cannot check the value before sending it.

Example: `pattern: "^\\p{Letter}+$"`.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from speclift.check.models.patterns import patterns
from speclift.check.problem import Problem, shown
from speclift.document.schema.regular import compiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def pattern_portable(survey: Survey) -> Iterator[Problem]:
    """Yield each pattern that Python does not understand."""
    for pointer, pattern in patterns(survey):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                re.compile(pattern)
        except (re.error, ValueError, OverflowError, RecursionError) as error:
            if compiles(pattern):
                yield Problem(pointer, f"{shown(pattern)} is not understood by Python: {error}")
