"""Facts in running text: statuses ("a 404 will be returned") and parameters ("the `q` query parameter").

Enters: a paragraph. Leaves: what it names, with the sentence that names it.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from speclift.readers.handwritten.announcements import ANSWERS_WITH
from speclift.readers.handwritten.marks import TYPE

_PHRASES: Final = "|".join(re.escape(one.phrase) for one in HTTPStatus if one.phrase)
_KNOWN: Final = frozenset(str(one.value) for one in HTTPStatus)
_NUMBER: Final = re.compile(
    rf"\bHTTP(?: status| response| error)?(?: code)?[ :]+`?(?P<a>[1-5]\d\d)\b"
    rf"|\b(?P<b>[1-5]\d\d)[ `*]+(?:{_PHRASES})\b"
    rf"|\b(?:(?:status|response|error|return|result)(?: status)?[ -]codes?|http|status)[ :]+(?:is |of |will be "
    rf"|=)?[`*\"]*(?P<c>[1-5]\d\d)\b"
    rf"|\b(?:returns?|returned|respon(?:ds?|se)(?: with)?|throws?|receive|get|gives?|replies with|answers?"
    rf"(?: with)?)(?: with)?(?: an?| the| http)*[ `*]+(?P<d>[1-5]\d\d)\b(?![\w%]|\.\d)"
    rf"|`(?P<e>[1-5]\d\d)`(?= (?:if|when|status|response|error|is|will|-|–|code|is returned))"
    rf"|\b(?P<f>[1-5]\d\d) (?:(?:status|response|error) ?(?:code)?|"
    rf"(?:will be|is|are) (?:returned|sent|thrown|raised|given)"
    rf"|with (?:the|an?) |on (?:success"
    rf"|error|failure)|if |when )"
    rf"|`[^`\n]*` \((?P<h>[2-5]\d\d)\)"
    rf"|(?:код|статус|状态码|código|code|Statuscode)\s*[:：]?\s*`?(?P<g>[1-5]\d\d)\b",
    re.IGNORECASE,
)


_FURTHER: Final = re.compile(
    r"(?:,|\bor|\band|;)(?: with)?(?: an?)? [`*]*([2-5]\d\d)\b(?![\w%]|\.\d| (?:characters|bytes|items|entries))"
)
"""A status behind another in a sentence: "Returns 204, or 409 while it is running"."""


def statuses_in_prose(text: str) -> list[tuple[str, str]]:
    """The statuses that a text names, each once."""
    found: dict[str, str] = {}
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZА-Я])|\n", text.replace("**", "")):
        for match in _NUMBER.finditer(sentence):
            status = next(group for group in match.groups() if group)
            behind = [] if status not in _KNOWN else _FURTHER.findall(sentence[match.end() :])
            for one in (status, *behind):
                if one in _KNOWN:
                    found.setdefault(one, sentence.strip())
    return list(found.items())


_PARAMETER: Final = re.compile(
    r"`(?P<a>[A-Za-z_][\w.-]*)` (?P<ain>query|url|path|header)(?: string)?[ -](?:parameter|param|argument|option)s?\b"
    r"|\b(?P<bin>query|url|path|header)(?: string)? (?:parameter|param|argument)s? (?:named |called"
    r" )?`(?P<b>[A-Za-z_][\w.-]*)`"
    r"|`(?P<e>[A-Za-z_][\w.-]*)=[^`]*`[^.`]{0,20}\b(?P<ein>query|url|header)(?: string)?[ -](?:parameter|param"
    r"|argument)"
    r"|\b(?P<din>part|file|form field) (?:named|called) `(?P<d>[A-Za-z_][\w.-]*)`",
    re.IGNORECASE,
)
_USED: Final = re.compile(
    r"\b(?:use|using|set|setting|pass|passing|specify|specifying|supply|add|adding|include|including|provide|with"
    r"|via|accepts?|takes?"
    r"|supports?|through|needs?|requires?|acepta|usar?|mit|avec)\b[^.`]{0,40}?"
    r"(?:`(?P<one>[A-Za-z_][\w.-]*)` (?:parameter|param|argument|option|par[áa]metro)s?\b"
    r"|(?:parameter|param|argument|par[áa]metro)s?:? (?P<many>`[A-Za-z_][\w.-]*`(?:(?:, | and | or |, and | y "
    r"| und )`[A-Za-z_][\w.-]*`)*))",
    re.IGNORECASE,
)
_FILTERS: Final = re.compile(
    r"\b(?:filters?|filtered|filterable|sorted|sortable|searchable|searched) (?:for|by|on):? "
    r"(?P<names>`[A-Za-z_][\w.-]*`(?:(?:,? and |,? or |, )`[A-Za-z_][\w.-]*`)*)",
    re.IGNORECASE,
)
_FURTHER_NAMES: Final = re.compile(r"(?:(?:,| and| or|, and|, or) `[A-Za-z_][\w.-]*`)+")
_BOLD_NAME: Final = re.compile(
    r"\*\*(?!(?:not|must|only|all|any|required|optional|never|always|and|or|no|one|new|note|every)\*)([a-z_][\w.]*)\*\*"
)
"""A name in bold, where others would set it as code."""
_PLACES: Final = {"url": "query", "part": "body", "file": "body", "form field": "body"}


def parameters_in_prose(text: str, *, gets: bool = False) -> list[tuple[str, str, str]]:
    """The parameters that a text names: (name, "query", "path", "header" or "body", the sentence).

    `gets`: the operation has no body, so that a parameter without a place ("set the `size` parameter") is the query's.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZА-Я])", _BOLD_NAME.sub(r"`\1`", text)):
        for match in _PARAMETER.finditer(sentence):
            name, where = (
                match["a"] or match["b"] or match["d"] or match["e"],
                (match["ain"] or match["bin"] or match["din"] or match["ein"]).lower(),
            )
            behind = _FURTHER_NAMES.match(sentence, match.end()) if match["b"] else None
            for one in (name, *(re.findall(r"`([^`]+)`", behind[0]) if behind is not None else ())):
                found.setdefault(one, (one, _PLACES.get(where, where), sentence.strip()))
        for match in _USED.finditer(sentence) if gets else ():
            for name in [match["one"]] if match["one"] else re.findall(r"`([^`]+)`", match["many"]):
                found.setdefault(name, (name, "query", sentence.strip()))
        for match in _FILTERS.finditer(sentence) if gets else ():
            for name in re.findall(r"`([^`]+)`", match["names"]):
                found.setdefault(name, (name, "query", sentence.strip()))
    return list(found.values())


_FIELD: Final = re.compile(
    r"`(?P<a>[A-Za-z_][\w-]*)` (?:key|field|property|attribute|member)\b"
    r"|\b(?:key|field|property|attribute|member) (?:named |called )?`(?P<b>[A-Za-z_][\w-]*)`"
    r"|\b(?:objects?|entries|dictionar(?:y|ies)|records?|hash(?:es)?|items?) (?:with|containing|having|of|holding)"
    r" (?:(?:the )?(?:keys|fields|properties|members|attributes) )?"
    r"(?P<many>`[A-Za-z_][\w-]*`(?:,? and |, )(?:`[A-Za-z_][\w-]*`(?:,? and |, )?)+)",
    re.IGNORECASE,
)


def answer_fields_in_prose(text: str, *, answers: bool = False) -> list[str]:
    """The fields that a text about an answer names: "a JSON object with a single `leader` key".

    `answers`: the text stands where answers are described, and need not say that it speaks of one.
    """
    found = [
        name
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZА-Я])", text)
        if (answers or ANSWERS_WITH.search(sentence)) and not re.search(r"\bif\b|\bno\b|\bnot\b|\bwithout\b", sentence)
        for match in _FIELD.finditer(sentence)
        for name in (re.findall(r"`([^`]+)`", match["many"]) if match["many"] else [match["a"] or match["b"]])
    ]
    return list(dict.fromkeys(found))


_DESCRIBED: Final = re.compile(
    rf"`(?P<name>[A-Za-z_][\w.-]*)` \((?P<told>{TYPE}(?:, (?:required|optional|mandatory))?)\)", re.IGNORECASE
)


def described_in_prose(sentence: str) -> list[tuple[str, str]]:
    """The fields that a sentence lists with their types: "`by` (integer, required) and `note` (string)"."""
    return [(match["name"], match["told"]) for match in _DESCRIBED.finditer(sentence)]
