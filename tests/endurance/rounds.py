"""What the fixture `rounds` of these tests is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

Rounds = Callable[[float], Iterator[random.Random]]
"""A share of the seconds to a sequence of seeded sources of chance."""
