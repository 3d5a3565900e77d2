"""Regular expressions compared as far as a person would at a glance.

Enters: two patterns. Leaves: whether they are written differently but the same, and whether all that one matches the
other matches too; "no" where it cannot be seen. Expressions that are a row of sets of characters with counts are
decided; anything with groups or alternatives is equal only as text."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from re import _constants as opcodes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 400
"""Length of the patterns that are looked into."""

_ENDLESS = int(parser.MAXREPEAT)


def same_pattern(one: str, other: str) -> bool:
    """Whether two patterns match the same for certain."""
    return one == other or (included(one, other) and included(other, one))


def included(inner: str, outer: str) -> bool:
    """Whether every text that `inner` matches is matched by `outer`, for certain."""
    if inner == outer:
        return True
    ours, theirs = _row(inner), _row(outer)
    if ours is None or theirs is None or len(ours) != len(theirs):
        return False
    return all(
        low >= least and high <= most and characters <= admitted
        for (characters, low, high), (admitted, least, most) in zip(ours, theirs, strict=True)
    )


@lru_cache(maxsize=1024)
def _row(pattern: str) -> tuple[tuple[frozenset[int], int, int], ...] | None:
    """The sets of characters with their least and greatest counts; None where the pattern is more than that."""
    if len(pattern) > _MOST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about sets inside sets; JSON Schema's dialect has none
            parsed = list(parser.parse(pattern))
    except (re.error, ValueError, RecursionError, OverflowError):
        return None
    row: list[tuple[frozenset[int], int, int]] = []
    for opcode, argument in parsed:
        if opcode is opcodes.AT:
            row.append((frozenset({-1 - int(argument)}), 1, 1))
            continue
        least, most = 1, 1
        if opcode is opcodes.MAX_REPEAT:
            least, most, repeated = argument
            if len(repeated) != 1:
                return None
            opcode, argument = repeated[0]
        characters = _characters(opcode, argument)
        if characters is None:
            return None
        if row and row[-1][0] == characters:  # `aa*` is `a+`
            _, least_before, most_before = row.pop()
            least, most = int(least) + least_before, int(most) + most_before
        row.append((characters, int(least), min(int(most), _ENDLESS)))
    return tuple(row)


def _characters(opcode: Any, argument: Any) -> frozenset[int] | None:
    if opcode is opcodes.LITERAL:
        return frozenset({argument})
    if opcode is not opcodes.IN:
        return None
    members: set[int] = set()
    for kind, value in argument:
        if kind is opcodes.LITERAL:
            members.add(value)
        elif kind is opcodes.RANGE and value[1] < 0x3000:
            members.update(range(value[0], value[1] + 1))
        elif kind is opcodes.CATEGORY and value is opcodes.CATEGORY_DIGIT:
            members.update(range(48, 58))
        elif kind is opcodes.CATEGORY and value is opcodes.CATEGORY_WORD:
            members.update(map(ord, "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        else:
            return None
    return frozenset(members)
