"""Defaults in sentences: "Default: 20.", "defaults to `asc`", "(default is true)".

Enters: a description and the kind of value that it describes. Leaves: the words of the default, or None. Only what is a
value of that kind counts: "Default: the current user" says something that no schema can.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAYS: Final = (
    r"(?:\b(?:defaults? to|defaulting to|(?:the |its |with )?default(?: value)?(?: is| of| =|:"
    r"|=)?(?=\s*[`\"'\w\[+-])|by default,?(?: it is| is)?"
    r"|standardwert(?: ist|:)?|standard(?:mäßig)?(?: ist|:)|voreinstellung(?: ist|:)"
    r"|predefinito:?|(?:valor )?padr[ãa]o:"
    r"|(?:el )?valor (?:por defecto|predeterminado)(?: si no se [^.\n]{0,60}?)?(?: es|:)|por defecto(?: es| usa"
    r"| vale|:)?"
    r"|(?:la )?valeur par défaut(?: est| :|:)|par défaut(?: :|:| est)?"
    r"|по умолчанию(?: равно|:| —| -)?)|默认(?:值)?(?:为|是|：|:)?)\s*"
)
_SAID_BEHIND: Final = (
    r"(?:\s+\(?(?:the |is the |by )?default(?: value)?\)?|\s+\(?(?:el )?(?:valor )?por defecto\)?"
    r"|\s+\((?:standard|par défaut|по умолчанию)\)|\s+par défaut\b)"
)
_LEFT_OUT: Final = (
    r"\s+(?:(?:if|when) (?:(?:it|this|the \w+) is |you )?(?:left out|leave it out|omitted|omit it|missing|absent"
    r"|not (?:given|set|specified|provided|present))|unless (?:given|set|specified|provided|stated)(?: otherwise)?)"
)
"""What counts when nothing is sent; only where the value is stated as one: "10 if left out", not "404 if missing"."""
_ENDS: Final = r"(?=\s*(?:[.,;)\]](?!\d)|\n|\Z))"
_INTEGER: Final = r"[-+]?\d+"
_VALUE: Final[Mapping[str, str]] = {
    "integer": _INTEGER,
    "number": rf"{_INTEGER}(?:\.\d+)?",
    "boolean": r"true|false",
    "array": r"\[[^\[\]\n]*\]",
    "any": rf"{_INTEGER}(?:\.\d+)?|true|false",
    "string": r"(?!)",
}
"""A bare value of each kind; a text has to stand in quotation marks or as code, or behind a colon in one word."""
_LABELLED_WORD: Final = re.compile(
    r"(?:(?:\A|[,;(]\s*)default\s+(?=[\w.+/-]+\s*[).]?\s*\Z)|\b(?:defaults?(?: value)?\s*[:=]|defaults to"
    r"|por defecto:|standard:|par défaut\s?:|по умолчанию:)\s*)"
    r"(?!(?:the|a|an|none|null|nil|empty|no|now|today|current\w*|auto\w*|unset|undefined|not|any|your|same)\b)"
    r"([A-Za-z](?:[\w+/-]|\.(?=\w)){0,40})(?=\s*(?:[.,;)\]]|\n|\Z))",
    re.IGNORECASE,
)
_QUOTED_TEXT: Final = r"\"`([^`\n]*)`\"|`([^`\n]+)`|\"([^\"\n]*)\"|'([^'\n]*)'|“([^”\n]*)”"


def _ways(kind: str) -> tuple[re.Pattern[str], ...]:
    bare = _VALUE[kind]
    texts = rf"{_QUOTED_TEXT}|({bare})" if kind == "any" else _QUOTED_TEXT
    value = texts if kind in ("any", "string") else rf"`({bare})`|\"({bare})\"|({bare})"
    ways = [rf"{_SAYS}(?:{value}){_ENDS}"]
    if kind != "array":
        ways.append(rf"(?:{value}){_SAID_BEHIND}{_ENDS}")
        ways.append(rf"(?:\A|[,;(]\s*|\b(?:is|uses?|of)\s+)(?:{value}){_LEFT_OUT}{_ENDS}")
    return tuple(re.compile(way, re.IGNORECASE) for way in ways)


_WAYS: Final = {kind: _ways(kind) for kind in _VALUE}
_HINT: Final = re.compile(
    r"left out|leave it|omit|missing|absent|not (?:given|set|spec|prov|pres)|unless"
    r"|defa?ul|défaut|defecto|predeterminado|standard|voreinst|умолчан|默认|predefinito|padr[ãa]o",
    re.IGNORECASE,
)


def read_default(text: str, kind: str) -> str | None:
    """The words of the default that a description states for a value of `kind`; None where it states none."""
    if kind not in _WAYS or _HINT.search(text) is None:
        return None
    for way in (*_WAYS[kind], *((_LABELLED_WORD,) if kind in ("any", "string") else ())):
        match = way.search(text)
        if match is not None:
            words = next(words for words in match.groups() if words is not None)
            return f'"{words}"' if not words or " " in words else words
    return None
