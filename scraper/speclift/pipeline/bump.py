"""Which part of the version number a set of changes demands (Semantic Versioning 2.0.0, sections 6 to 8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

Bump = Literal["none", "patch", "minor", "major"]

FIRST = "1.0.0"
"""The version of a package that was never released."""

_ORDER: tuple[Bump, ...] = ("none", "patch", "minor", "major")
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)


def bump_for(levels: Iterable[tuple[str, str]], *, content_changed: bool) -> Bump:
    """The bump for changes given as (level, action) of `speclift.diff`.

    Breaking changes demand a major version, additions a minor one, anything else that changes the package's content a
    patch; nothing changed demands none.
    """
    demanded: Bump = "patch" if content_changed else "none"
    for level, action in levels:
        wanted: Bump = "major" if level == "breaking" else "minor" if action == "add" or level == "warning" else "patch"
        demanded = max(demanded, wanted, key=_ORDER.index)
    return demanded


def raised(version: str, bump: Bump) -> str:
    """`version` with its major, minor or patch number raised. Raises `InputError` when it is no MAJOR.MINOR.PATCH."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise InputError(f"{version!r} is not MAJOR.MINOR.PATCH", hint="mend the record of releases")
    major, minor, patch = (int(part) for part in match.groups())
    if bump == "major":
        return f"{major + 1}.0.0"
    if bump == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if bump == "patch" else version
