"""Values and their meanings: allowed values, bulleted lists, and lists inside a sentence.

Enters: a description, the printed allowed values, and what kind of value the field holds. Leaves: `Listed` entries
in the order of the page. The forms that a page uses are one line each in `_BULLETS` and `_SENTENCES`.
"""

from __future__ import annotations

import json
import re
from typing import Final, Literal

from msgspec import Struct

from speclift.normalise.phrases.bullets import Bullet, read_bullets

Kind = Literal["string", "integer", "number", "boolean"]


class Listed(Struct, frozen=True):
    """A value as listed: its words, the name that the page gives it, and what it means."""

    value: str
    name: str = ""
    meaning: str = ""


_NUMBER = r"[-−]?\d+(?:\.\d+)?"
_QUOTED = r"\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|`[^`\n]{1,80}`|“[^”\n]{1,80}”"
_WORD = r"[A-Za-z][\w.+-]{0,60}"
_DASH = r"\s*(?:-|–|—|=>|=|:|→)\s+|\s+(?:-|–|—|=|→)\s*"

_VALUE_MEANS: Final = re.compile(
    rf"((?:{_QUOTED}|{_NUMBER}|{_WORD})(?:\s*[,/|]\s*(?:{_QUOTED}|{_NUMBER}))*)(?:{_DASH})(\S.*)\Z", re.DOTALL
)
_VALUE_IS: Final = re.compile(rf"({_QUOTED}|{_NUMBER}|{_WORD})\s+(?:is|are|means|for)\s+(\S.*)\Z", re.DOTALL)
_VALUE_PARENTHESIS: Final = re.compile(rf"({_QUOTED}|{_NUMBER}|{_WORD})\s*\(([^()]+)\)\.?\Z", re.DOTALL)
_VALUE_WORDS: Final = re.compile(rf"({_QUOTED})[\s:]+(\S.*)\Z", re.DOTALL)
_VALUE_ALONE: Final = re.compile(rf"({_QUOTED}|{_NUMBER}|{_WORD})[.;,]?\Z")
_NAME_IS_NUMBER: Final = re.compile(rf"([A-Za-z_]\w*)(?:{_DASH})({_NUMBER})\b[\s.,;]*(.*)\Z", re.DOTALL)
_EACH_VALUE: Final = re.compile(rf"{_QUOTED}|{_NUMBER}|{_WORD}")

_NO_VALUES: Final = frozenset(
    [
        "this",
        "that",
        "it",
        "if",
        "the",
        "a",
        "an",
        "when",
        "note",
        "notes",
        "there",
        "these",
        "those",
        "for",
        "to",
        "or",
        "and",
        "also",
        "only",
        "must",
        "should",
        "in",
        "on",
        "by",
        "with",
        "each",
        "all",
        "any",
        "not",
    ]
)
_OTHER_LISTS: Final = re.compile(r"\b(?:formats?|examples?|e\.g\.|steps?|notes?)\b[^\n]*:\s*\Z", re.IGNORECASE)
_LEADS_IN: Final = re.compile(r":\s*\Z|\b(?:values?|one of|options?|either)\b[^.\n]*\Z", re.IGNORECASE)

_ARRAY: Final = re.compile(
    r"\b(?:formats?|values?|one of|options?|allowed|any of|choices)\b[^\[\]\n\"]{0,40}"
    r"(\[\s*(?:\"[^\"\n]*\"|-?\d+)(?:\s*,\s*(?:\"[^\"\n]*\"|-?\d+))+\s*\])",
    re.IGNORECASE,
)
_SAID_VALUES: Final = re.compile(
    rf"\b(?:(?:possible|allowed|valid|accepted|available|supported|permitted)\s+(?:values?|options?)(?:\s+(?:are|is|include))?|"
    rf"(?:must|can|may|should|could)\s+be\s+(?:one of|either)(?:\s+the following)?(?:\s+values)?|"
    rf"one of(?:\s+the following)?(?:\s+values)?)"
    rf"\s*:?\s*[\[(]?\s*((?:{_QUOTED}|{_NUMBER})(?:\s*(?:,|/|\||;|\bor\b|\band\b|,\s*or|,\s*and)\s*(?:{_QUOTED}|{_NUMBER}))+)",
    re.IGNORECASE,
)
_SAID_TOKENS: Final = re.compile(
    rf"\b(?:possible|allowed|valid|accepted|available|supported|permitted)\s+(?:values?|options?)(?:\s+(?:are|is))?"
    rf"\s*:\s*[\[(]?\s*"
    rf"({_WORD}(?:\s*(?:,|/|\|)\s*{_WORD})+)\s*[\])]?\.?\s*(?:\Z|\n)",
    re.IGNORECASE,
)
_PAIRS: Final = re.compile(
    rf"(?<![\w.])((?:{_QUOTED}|{_NUMBER})(?:\s*,\s*(?:{_QUOTED}|{_NUMBER}))*)\s*(?:-|–|—|=|:)\s+"
    rf"([^\s,;()\d\"'`-][^,;()\n]{{0,200}}?)\s*(?=[,;.)\n]|\Z)"
)
_NAMED: Final = re.compile(rf"\b([A-Z][A-Z0-9_]*)\s*[:=]\s*({_NUMBER})\b(?:\s*\(([^()]*)\))?")


def read_allowed(printed: tuple[str, ...]) -> tuple[Listed, ...]:
    """Allowed values as printed, without their quotation marks."""
    return tuple(dict.fromkeys(Listed(_plain(value)) for value in printed if value.strip()))


def read_meanings(description: str, kind: Kind) -> tuple[Listed, ...]:
    """The values that a description lists, with their meanings; empty when it lists none."""
    introduction, bullets = read_bullets(description)
    if bullets:
        found = _from_bullets(introduction, bullets, kind)
        if found:
            return found
    return _from_sentences(introduction, kind)


def _from_bullets(introduction: str, bullets: list[Bullet], kind: Kind) -> tuple[Listed, ...]:
    if len(bullets) == 1 and bullets[0].children:
        return _from_bullets(bullets[0].text, bullets[0].children, kind)
    if _OTHER_LISTS.search(introduction):
        return ()
    leads = _LEADS_IN.search(introduction) is not None
    found: list[Listed] = []
    for bullet in bullets:
        listed = _bullet(bullet.text, kind, leads=leads)
        if not listed:
            return ()
        found.extend(listed)
    found = [listed for listed in found if listed.value.lower() != "null"]  # says that the value may be null
    return tuple(found) if len(found) > 1 else ()


def _bullet(text: str, kind: Kind, *, leads: bool) -> list[Listed]:
    if kind in {"integer", "number"} and (named := _NAME_IS_NUMBER.match(text)) is not None:
        return [Listed(_plain(named[2]), named[1], named[3].strip(" .()"))]
    match = _VALUE_MEANS.match(text)
    if match is None and (leads or text[:1] in "\"'`“" or text[:1].isdigit()):
        match = _VALUE_IS.match(text) or _VALUE_PARENTHESIS.match(text)
    if match is None and text[:1] in "\"'`“":
        match = _VALUE_WORDS.match(text)
    if match is None:
        match = _VALUE_ALONE.match(text) if leads or text[:1] in "\"'`“" else None
        if match is None:
            return []
    meaning = match[2].strip().rstrip(".;,") if match.lastindex and match.lastindex > 1 else ""
    values = [_plain(value) for value in _EACH_VALUE.findall(match[1])]
    bare = match[1][:1] not in "\"'`“"
    if not all(_fits(value, kind) for value in values) or (bare and values[0].lower() in _NO_VALUES):
        return []
    return [Listed(value, meaning=meaning) for value in values]


def _from_sentences(text: str, kind: Kind) -> tuple[Listed, ...]:
    match = _ARRAY.search(text)
    if match is not None:
        return _fitting([Listed(str(value)) for value in json.loads(match[1])], kind)
    if kind in {"integer", "number"}:
        named = _NAMED.findall(text)
        if len(named) > 1:
            return tuple(Listed(_plain(number), name, words.strip()) for name, number, words in named)
    pairs = _PAIRS.findall(text)
    if len(pairs) > 1:
        found = [
            Listed(_plain(value), meaning=meaning.strip())
            for values, meaning in pairs
            for value in _EACH_VALUE.findall(values)
        ]
        if fitting := _fitting(found, kind):
            return fitting
    match = _SAID_VALUES.search(text) or (_SAID_TOKENS.search(text) if kind == "string" else None)
    if match is not None:
        return _fitting(
            [Listed(_plain(value)) for value in _EACH_VALUE.findall(match[1]) if value not in {"or", "and"}], kind
        )
    return ()


def _fitting(found: list[Listed], kind: Kind) -> tuple[Listed, ...]:
    unique = tuple(dict.fromkeys(found))
    return unique if len(unique) > 1 and all(_fits(listed.value, kind) for listed in unique) else ()


def _fits(value: str, kind: Kind) -> bool:
    if kind == "string":
        return True
    if kind == "boolean":
        return value.lower() in {"true", "false"}
    return re.fullmatch(_NUMBER, value) is not None


def _plain(value: str) -> str:
    value = value.strip()
    for _ in range(2):  # `"none"`: a quoted value in a code span
        if len(value) > 1 and ((value[0] == value[-1] and value[0] in "\"'`") or value[0] == "“"):
            value = value[1:-1]
    return value.replace("−", "-")
