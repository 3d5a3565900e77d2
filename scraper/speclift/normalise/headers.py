"""Tables whose title alone tells what they hold: headers of an answer, cookies of a request.

Enters: a `RawSection`. Leaves: whether it is such a table, and its headers as fields. A language is one word in a
pattern.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.normalise.row_types import facts_within, field_of
from speclift.normalise.scope import Scope, fact

if TYPE_CHECKING:
    from speclift.model.api import Fact, Field
    from speclift.model.raw import RawSection

_HEADERS: Final = re.compile(
    r"\bheaders?\b|\ben-têtes?\b|\bencabezados?\b|\bcabeçalhos?\b|заголовк|标头|响应头|ヘッダー|헤더", re.IGNORECASE
)
_COOKIES: Final = re.compile(r"\bcookies?\b", re.IGNORECASE)


def has_headers(section: RawSection) -> bool:
    """Whether a table of an answer documents its headers and not its content."""
    return bool(_HEADERS.search(section.title))


def has_cookies(section: RawSection) -> bool:
    """Whether a table of a request documents cookies."""
    return section.role == "parameter" and bool(_COOKIES.search(section.title))


def read_headers(section: RawSection, scope: Scope, about: str) -> tuple[tuple[Field, ...], tuple[Fact, ...]]:
    """The headers, and facts of what OpenAPI keeps elsewhere (the media type) or what stands twice."""
    headers: dict[str, Field] = {}
    facts = [fact(section, "answer-headers")]
    for row in section.fields:
        made, _ = field_of(row, scope, parent="", about=f"{about}: {row.name}", wire=True)
        if made.name.lower() == "content-type" or made.name.lower() in headers or not made.name.strip():
            facts.extend(facts_within(made))
        else:
            headers[made.name.lower()] = made
    return tuple(headers.values()), tuple(facts)
