"""A key of `content` is a media type or a media type range.

What it does: reports keys that are not `type/subtype` (RFC 6838), with optional parameters.

Why it is bad: no request or response will ever be of that type.

Example: `content: {json: {schema: {}}}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey

_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*"
_MEDIA_TYPE = re.compile(rf"(\*|{_NAME})/(\*|{_NAME})(\s*;\s*[^\s;=]+=(\"[^\"]*\"|[^\s;]+))*\s*")


def media_type_name(survey: Survey) -> Iterator[Problem]:
    """Yield each key of `content` that is not a media type."""
    for place in survey.of("MediaType"):
        if not _MEDIA_TYPE.fullmatch(place.key) or (place.key.startswith("*/") and not place.key.startswith("*/*")):
            yield Problem(place.pointer, f"{shown(place.key)} is not a media type")
