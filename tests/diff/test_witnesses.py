"""What breaks is told: random pairs of schemas, each with a value that shows the break."""

from __future__ import annotations

from itertools import islice
from random import Random
from typing import Any

import pytest
from test_schema_cases import document
from witnesses import Pair, pairs

from speclift.diff import Level, compare

PAIRS = 400
"""How many pairs of each kind are tried here; `python tests/diff/test_witnesses.py 5000` tries more."""


def missed(direction: str, *, exclusive: bool, count: int, seed: int = 1) -> list[Pair]:
    """The pairs of which nothing worse than an information is told."""
    found = []
    for pair in islice(pairs(Random(seed), direction, exclusive=exclusive), count):
        old, new = (document(schema, direction, "3.1.0", {}) for schema in (pair.old, pair.new))
        if all(change.level is Level.INFO for change in compare(old, new)):
            found.append(pair)
    return found


@pytest.mark.parametrize("exclusive", [False, True], ids=["without oneOf", "with oneOf"])
@pytest.mark.parametrize("direction", ["request", "response"])
def test_few_breaks_are_missed(direction: str, exclusive: bool) -> None:
    """At most one in two hundred, with `oneOf` (also of objects, and inside of one another) and without."""
    misses = missed(direction, exclusive=exclusive, count=PAIRS)
    assert len(misses) <= PAIRS * 0.005, misses[:3]


if __name__ == "__main__":
    import sys

    number: Any = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    for way in ("request", "response"):
        for one_of in (False, True):
            lost = missed(way, exclusive=one_of, count=number, seed=7)
            print(f"{way}, {'with' if one_of else 'without'} oneOf: {len(lost)} of {number} missed")
            for pair in lost[:4]:
                print("   ", pair)
