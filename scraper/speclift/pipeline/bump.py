"""Version numbers of packages, and how a bump raises them (Semantic Versioning 2.0.0, sections 6 to 8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.python_api.verdict import Bump

FIRST = "1.0.0"
"""The version of a package that was never released."""

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)


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
