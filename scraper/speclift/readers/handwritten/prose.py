"""Facts in running text: statuses ("a 404 will be returned") and parameters ("the `q` query parameter").

Enters: a paragraph. Leaves: what it names, with the sentence that names it.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

_PHRASES: Final = "|".join(re.escape(one.phrase) for one in HTTPStatus if one.phrase)
_KNOWN: Final = frozenset(str(one.value) for one in HTTPStatus)
_NUMBER: Final = re.compile(
    rf"\bHTTP(?: status| response| error)?(?: code)?[ :]+`?(?P<a>[1-5]\d\d)\b"
    rf"|\b(?P<b>[1-5]\d\d)[ `*]+(?:{_PHRASES})\b"
    rf"|\b(?:status|response|error|return|result)(?: status)?[ -]codes?[ :]+(?:is |of |will be "
    rf"|=)?[`*\"]*(?P<c>[1-5]\d\d)\b"
    rf"|\b(?:returns?|returned|respon(?:ds?|se)(?: with)?|throws?|receive|get|gives?|replies with|answers?"
    rf" with)(?: with)?(?: an?| the| http)*[ `*]+(?P<d>[1-5]\d\d)\b(?![\w.%])"
    rf"|`(?P<e>[1-5]\d\d)`(?= (?:if|when|status|response|error|is|will|-|–|code|is returned))"
    rf"|\b(?P<f>[1-5]\d\d) (?:(?:status|response|error) ?(?:code)?|will be returned|is returned|on (?:success"
    rf"|error|failure)|if |when )"
    rf"|(?:код|статус|状态码|código|code|Statuscode)\s*[:：]?\s*`?(?P<g>[1-5]\d\d)\b",
    re.IGNORECASE,
)


def statuses_in_prose(text: str) -> list[tuple[str, str]]:
    """The statuses that a text names, each once."""
    found: dict[str, str] = {}
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZА-Я])|\n", text):
        for match in _NUMBER.finditer(sentence):
            status = next(group for group in match.groups() if group)
            if status in _KNOWN:
                found.setdefault(status, sentence.strip())
    return list(found.items())


_PARAMETER: Final = re.compile(
    r"`(?P<a>[A-Za-z_][\w.-]*)` (?P<ain>query|url|path|header)(?: string)?[ -](?:parameter|param|argument|option)s?\b"
    r"|\b(?P<bin>query|url|path|header)(?: string)? (?:parameter|param|argument)s? (?:named |called"
    r" )?`(?P<b>[A-Za-z_][\w.-]*)`",
    re.IGNORECASE,
)


def parameters_in_prose(text: str) -> list[tuple[str, str, str]]:
    """The parameters that a text names with their place: (name, "query", "path" or "header", the sentence)."""
    found: dict[str, tuple[str, str, str]] = {}
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZА-Я])", text):
        for match in _PARAMETER.finditer(sentence):
            name, where = match["a"] or match["b"], (match["ain"] or match["bin"]).lower()
            found.setdefault(name, (name, "query" if where == "url" else where, sentence.strip()))
    return list(found.values())
