"""Values and their meanings: allowed values, bulleted lists, and lists inside a sentence.

Enters: a description, the printed allowed values, and what kind of value the field holds. Leaves: `Listed` entries
in the order of the page. The forms that a page uses are one line each in `_BULLETS` and `_SENTENCES`.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from speclift.document.json_value import json_value
from speclift.normalise.phrases.bullets import Bullet, read_bullets
from speclift.normalise.phrases.lengths import LONGEST_TEXT

Kind = Literal["string", "integer", "number", "boolean"]


class Listed(Struct, frozen=True):
    """A value as listed: its words, the name that the page gives it, and what it means."""

    value: str
    name: str = ""
    meaning: str = ""


_NUMBER = r"[-−]?\d+(?:\.\d+)?"
_QUOTED = r"\"[^\"\n]{0,80}\"|'[^'\n]{1,80}'|`[^`\n]{1,80}`|“[^”\n]{1,80}”"
_WORD = r"[A-Za-z](?:[\w.+-]{0,60}[\w+-])?"
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
_NEXT: Final = (
    r"\s*(?:\([^()\n]{1,60}\)\s*)?(?:,\s*(?:or|and|o|y|oder|und|ou|et|или|и)\b|,|/|\||;|、"
    r"|\b(?:or|and|o|y|e|oder|und|ou|et|или|и)\b|或)\s*"
)
"""What parts two values of a list in a sentence; a value may be explained in parentheses."""
_POSSIBLE: Final = r"(?:possible|allowed|valid|accepted|available|supported|permitted|recognized|recognised)"
_SET_OF_VALUES: Final = (
    rf"\b{_POSSIBLE}\s+(?:values?|options?|choices)(?:\s+(?:for"
    rf"|of)\s+(?:the\s+)?[`'\"]?[\w.\[\]]+[`'\"]?(?:\s+\w+)?)?"
    rf"(?:\s+(?:are|is|include))?"
    rf"|\b(?:values?|options?|choices)(?:\s+(?:are|is))?(?=\s*:)"
    rf"|\b(?:(?:must|can|may|should|could|shall)\s+be\s+)?(?:one|either"
    rf"|any)\s+of(?:\s+(?:the\s+)?(?:\w+\s+){{0,2}}(?:values?|options?))?"
    r"|\b(?:mögliche|erlaubte|zulässige|gültige)\s+werte(?:\s+sind)?|\b(?:einer"
    r"|eines)\s+(?:der\s+)?(?:folgenden\s+)?(?:werte|von)"
    r"|\b(?:valores|opciones)\s+(?:posibles|permitidos|válidos|disponibles|aceptados|permitidas)(?:\s+son)?"
    r"|\buno\s+de(?:\s+los\s+valores)?"
    r"|\b(?:valeurs|options)\s+(?:possibles|autorisées|acceptées|permises)(?:\s+sont)?|\bl'une\s+des\s+valeurs"
    r"|\bvalori\s+(?:ammessi|possibili|consentiti)|\bvalores\s+(?:possíveis|aceitos)|\bvaleurs\s+admises"
    r"|\b(?:возможные|допустимые|доступные)\s+значения|\bодно\s+из(?:\s+значений)?|可选值|取值(?:范围)?(?:为)?|可以是"
)
"""What an author writes before the values that he then lists."""
_SAID_VALUES: Final = re.compile(
    rf"(?:{_SET_OF_VALUES})\s*[:：]?\s*[\[({{]?\s*((?:{_QUOTED}|{_NUMBER})(?:{_NEXT}(?:{_QUOTED}|{_NUMBER}))+)",
    re.IGNORECASE,
)
_SAID_TOKENS: Final = re.compile(
    rf"(?:{_SET_OF_VALUES})\s*[:：]\s*[\[({{]?\s*({_WORD}(?:{_NEXT}{_WORD})+)\s*[\])}}]?"
    rf"(?:\.?\s*(?:\Z|\n)|\.\s+(?=(?-i:[A-ZÀ-ÖА-Я])))",
    re.IGNORECASE,
)
_SAID_AFTER: Final = re.compile(
    rf"((?:{_QUOTED})(?:{_NEXT}(?:{_QUOTED}))+)\s+(?:are|is|sind|sont|son)\s+(?:{_POSSIBLE}|the\s+(?:\w+\s+)?(?:values|options))\b",
    re.IGNORECASE,
)
"""Values before the words that make them such: "`a`, `b` and `c` are available"."""
_SAID_BARE: Final = re.compile(
    rf"\b(?:one|any|either) of\s+((?:{_WORD},\s+)+(?:or\s+)?{_WORD}|{_WORD}(?:,\s+{_WORD})*,?\s+or\s+{_WORD})"
    rf"(?:\.?\s*(?:\Z|\n)|\.\s+(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)
"""Bare words up to the end of their sentence: "One of open, closed or all."."""
_EITHER: Final = re.compile(
    rf"\b(?:can be|may be|must be|should be|is|are|either|entweder|accepts|takes|kann|ist|sind|puede(?:n)? ser"
    rf"|peut être|est|soit"
    rf"|может быть)\s+(?:set to\s+)?(?:either\s+)?((?:{_QUOTED})(?:{_NEXT}(?:{_QUOTED}))*\s*,?\s*"
    rf"(?:\([^()\n]{{1,60}}\)\s*)?(?:\bor\b|\bo\b|\boder\b|\bou\b|\bили\b)\s*(?:{_QUOTED}))"
    rf"(?=\s*(?:\([^()\n]{{1,60}}\)\s*)?(?:[.,;)\n]|\Z))",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(rf"\A\W{{0,2}}((?:{_QUOTED})(?:{_NEXT}(?:{_QUOTED}))+)\W{{0,2}}\Z")
_WHOLE_CODES: Final = re.compile(rf"\A\s*([A-Z][A-Z0-9_]+(?:{_NEXT}[A-Z][A-Z0-9_]+)+)\s*\.?\s*\Z")
"""A description that is nothing but words in capitals: "EUR or USD"."""
_OF_A_SET: Final = (
    r"\b(?:kind|type|mode|state|status|order|direction|level|format|role|units?|method|category|strategy|policy"
    r"|severity"
    r"|priority|scope|visibility|sort(?:ing)?|estado|orden|tipo|formato|modo|statut|[ée]tat|ordre|zustand|art"
    r"|reihenfolge"
    r"|статус|тип|порядок|режим|状态|类型|排序)"
)
"""What can only be one of a few words: a list of bare words behind it are its values."""
_BEHIND_A_NOUN: Final = re.compile(
    rf"{_OF_A_SET}\s*(?:[(\[]|[:：=]\s*)\s*((?:(?:{_QUOTED}|{_WORD})\s*[,|/]\s*)*(?:{_QUOTED}|{_WORD})"
    rf"\s*(?:,?\s+(?:or|oder|o|ou|или)\s+|[|/])\s*(?:{_QUOTED}|{_WORD}))\s*(?:[)\]]|\.?\s*(?:\Z|\n))",
    re.IGNORECASE,
)
_CODES_BEHIND_A_NOUN: Final = re.compile(
    rf"{_OF_A_SET}\s*(?:[(\[]|[:：=]\s*)\s*((?:{_QUOTED})(?:{_NEXT}(?:{_QUOTED}))+)", re.IGNORECASE
)
_BARRED: Final = re.compile(rf"[(\[]\s*((?:{_QUOTED}|{_WORD})(?:\s*\|\s*(?:{_QUOTED}|{_WORD}))+)\s*[)\]]")
_AT_THE_END: Final = re.compile(
    r"(?<!efault)[,:–—]\s+((?:`[^`\n]{1,80}`\s*,\s*)*`[^`\n]{1,80}`\s*,?\s+(?:or|o|oder|ou|или)\s+`[^`\n]{1,80}`)\s*\.?\s*\Z"
)
"""Codes with "or" that end a description: "language of the file, `en` or `de`"."""
_SENTENCES: Final = (_SAID_VALUES, _SAID_AFTER, _EITHER, _WHOLE, _CODES_BEHIND_A_NOUN, _AT_THE_END)
_WHOLE_BARRED: Final = re.compile(rf"\A\s*({_WORD}(?:\s*\|\s*{_WORD})+)\s*\.?\s*\Z")
_OF_WORDS: Final = (_WHOLE_CODES, _WHOLE_BARRED, _SAID_TOKENS, _SAID_BARE, _BEHIND_A_NOUN, _BARRED)
_JOINERS: Final = frozenset({"or", "and", "o", "y", "e", "oder", "und", "ou", "et", "или", "и"})
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
    introduction, bullets = read_bullets(description[:LONGEST_TEXT])
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
        return _fitting([Listed(str(value)) for value in json_value(match[1])], kind)
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
    for pattern in (*_SENTENCES, *(_OF_WORDS if kind == "string" else ())):
        match = pattern.search(text)
        if match is not None:
            values = _EACH_VALUE.findall(re.sub(r"\([^()]*\)", "", match[1]))
            fitting = _fitting([Listed(_plain(value)) for value in values if value not in _JOINERS], kind)
            if fitting:
                return fitting
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
