"""Names that changed while the thing did not.

Enters: names that are gone and names that came. Leaves: pairs of them: the same shape, and names that a person would
see are the same (`userName`, `user_name`; `colour`, `color`). Where two could be meant, none is."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ALIKE = 0.8
"""Letters in common: `colour` and `color` have 0.91, `name` and `game` 0.75."""

_MOST = 400
"""Comparisons of names; beyond this (an object wholly rewritten) only names that differ in writing are looked for."""


def renames(gone: Iterable[str], come: Iterable[str], same_shape: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """(old, new) names of the same thing."""
    gone, come = list(gone), list(come)
    writing = _writing(gone, come)
    rest_gone = [name for name in gone if name not in dict(writing)]
    rest_come = [name for name in come if name not in {new for _, new in writing}]
    if len(rest_gone) * len(rest_come) <= _MOST:
        near = [(one, two) for one in rest_gone for two in rest_come if _near(one, two)]
        writing += [
            (one, two)
            for one, two in near
            if sum(other[0] == one for other in near) == 1 and sum(other[1] == two for other in near) == 1
        ]
    return [pair for pair in writing if same_shape(*pair)]


def _writing(gone: list[str], come: list[str]) -> list[tuple[str, str]]:
    """Names of the same letters and digits."""
    plain: dict[str, list[str]] = {}
    for name in come:
        plain.setdefault(_letters(name), []).append(name)
    pairs = [(name, plain[_letters(name)]) for name in gone if _letters(name) in plain]
    return [(name, others[0]) for name, others in pairs if len(others) == 1]


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _near(one: str, two: str) -> bool:
    return re.findall(r"\d+", one) == re.findall(r"\d+", two) and (
        SequenceMatcher(None, one.casefold(), two.casefold(), autojunk=False).ratio() >= _ALIKE
    )
