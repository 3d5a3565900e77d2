"""Tags that say with which verbs a field may be sent: `POST | PUT Name of …`, `Enable MCU mode. POST | PUT`.

Enters: a description. Leaves: the verbs and the description without them. A tag is one of the words in capitals,
alone or joined by `|`, `,`, `/` or "and", at the beginning, at the end, or on a line of its own.
"""

from __future__ import annotations

import re
from typing import Final

VERBS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")

_VERB = rf"(?:{'|'.join(VERBS)})"
_TAGS = rf"[`*(\[]*{_VERB}(?:\s*(?:\||,|/|&|and)\s*{_VERB})*[`*)\]]*"
_FIRST: Final = re.compile(rf"\A\s*({_TAGS})(?=[\s:.,;-]|\Z)[\s:.,;-]*")
_LAST: Final = re.compile(rf"(?<=[\s.])({_TAGS})[\s.]*\Z")
_LINE: Final = re.compile(rf"^[ \t]*({_TAGS})[ \t.]*$\n?", re.MULTILINE)
_EACH: Final = re.compile(_VERB)
_EXPLAINED: Final = re.compile(
    rf"\b{_VERB}\b[`*]*\s*(?:-|–|—|:|=|tag\b)[^.\n]*\b(?:parameter|request|body|attribute|field)", re.I
)


def read_verbs(description: str) -> tuple[frozenset[str], str]:
    """The verbs that a description is tagged with, and the description without the tags."""
    if not any(verb in description for verb in VERBS):
        return frozenset(), description
    verbs: set[str] = set()
    for pattern in (_FIRST, _LAST, _LINE):
        match = pattern.search(description)
        if match is not None:
            verbs.update(_EACH.findall(match[1]))
            description = (description[: match.start()].rstrip(" ") + description[match.end() :]).strip()
    return frozenset(verbs), description


def explains_verbs(text: str) -> bool:
    """Whether a text explains that fields carry verbs ("POST - this attribute is used in POST request body")."""
    return _EXPLAINED.search(text) is not None
