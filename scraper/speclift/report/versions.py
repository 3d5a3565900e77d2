"""Versions in words: `v3.1–v3.10`.

Enters: the versions of a fact, and all versions there are. Leaves: ranges over the ordered list of all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def in_order(versions: Iterable[str]) -> tuple[str, ...]:
    """Sorts versions as numbers, each once: `3.9` before `3.10`, words after numbers."""
    return tuple(sorted(dict.fromkeys(versions), key=_key))


def join_versions(versions: Iterable[str], known: Sequence[str]) -> str:
    """Says versions as ranges over `known` (all versions, in order): `v3, v3.2–v3.4`; "all versions" for all of
    several.
    """
    order = in_order((*known, *versions))
    wanted = set(versions)
    if len(order) > 1 and wanted.issuperset(order):
        return "all versions"
    runs: list[list[str]] = []
    previous = -2
    for index, version in enumerate(order):
        if version not in wanted:
            continue
        if index == previous + 1:
            runs[-1].append(version)
        else:
            runs.append([version])
        previous = index
    return ", ".join(_spell(run[0]) if len(run) == 1 else f"{_spell(run[0])}–{_spell(run[-1])}" for run in runs)


def predecessor(version: str, known: Iterable[str]) -> str:
    """The newest of the known versions that is older than `version`, or ""."""
    older = ""
    for candidate in in_order([*known, version]):
        if candidate == version:
            break
        older = candidate
    return older


def without_version(text: str, versions: Iterable[str]) -> str:
    """Puts `{version}` where the text names one of `versions` (`/api/v3.10/`, `3.10.0`), so that the same fact of two
    versions reads the same.
    """
    spelled = "|".join(_spellings(version) for version in versions if re.match(r"v?\d", version))
    return re.sub(rf"(?<![\w.])(?:{spelled})(?![\w]|\.\d)", "{version}", text) if spelled else text


def _spellings(version: str) -> str:
    """How a page may spell a version. A bare `3` is too common a word to be one."""
    number = re.escape(version.removeprefix("v"))
    return rf"v{number}(?:\.0)*|{number}(?:\.0)+" + (f"|{number}" if "." in version else "")


def _spell(version: str) -> str:
    return f"v{version}" if version[:1].isdigit() else version


def _key(version: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.split(r"[.\-+]", version.removeprefix("v"))
    return tuple((0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in parts)
