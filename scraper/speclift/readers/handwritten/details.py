"""What a page says of a row elsewhere: a heading named after it with prose below, a paragraph about its values.

Enters: sections with rows, examples, and words by the name of the row that they are about. Leaves: the sections, the
words in the rows' descriptions. A value that only an example shows becomes a row where the example has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from speclift.document.json_value import json_value
from speclift.model.raw import Place, RawField, RawSection
from speclift.readers.handwritten.collected import IN_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclift.model.raw import RawExample

_VALUES_OF: Final = re.compile(
    r"\b(?:values?|options?)\b[^.`:]{0,30}\b(?:for|of) (?:the )?`(?P<a>[A-Za-z_][\w.-]*)`"
    r"|^(?:where |and |the |el |la |der |die |das |le )*`(?P<b>[A-Za-z_][\w.-]*)`"
    r"(?: (?:field|parameter|property|attribute|value|key|par[áa]metro|campo))?"
    r" (?:(?:is|are|can|may|must|should|has|takes|accepts|defaults?|will be|puede|debe|es|kann|ist|muss)\b|:)"
    r"|\bdefault(?: value)? (?:for|of) (?:the )?`(?P<c>[A-Za-z_][\w.-]*)`"
    r"|\bnote that `(?P<d>[A-Za-z_][\w.-]*)` (?:is|must|can|may|should)\b",
    re.IGNORECASE,
)
_REQUIRED: Final = re.compile(
    r"((?:`[A-Za-z_][\w.-]*`(?:,? and |, )?)+) (?:are|is) (required|mandatory|optional|obligatory|needed)(?! (?:if|when"
    r"|for|unless|in))",
    re.IGNORECASE,
)


def rows_spoken_of(text: str) -> list[tuple[str, str]]:
    """The rows whose value a paragraph speaks about, each with the sentence: (name, sentence)."""
    found: dict[str, str] = {}
    for sentence in re.split(
        r"(?<=[.!?])\s+(?=[A-Z`])|;\s+(?=`)|,\s+(?=`[^`\n]+` (?:is|can|must|may|defaults)\b)", text
    ):
        match = _VALUES_OF.search(sentence)
        if match is not None:
            found.setdefault(next(name for name in match.groups() if name), sentence.strip())
    return list(found.items())


_VARIABLE: Final = re.compile(
    r"(?:^|\b)(?:where|donde|wobei|où|где) `?[:{<\[]?(?P<name>[A-Za-z_]\w*)[}>\]]?` (?:is|can|must|may|should"
    r"|puede|es|ist|kann|est|peut|—|-)",
    re.IGNORECASE,
)


def variables_spoken_of(text: str) -> list[tuple[str, str]]:
    """The variables of a path that a text explains: "where `:format` is one of `json`, `xml`"."""
    return [(match["name"], text) for match in _VARIABLE.finditer(text)]


def demands(text: str) -> list[tuple[str, bool]]:
    """The rows that a paragraph calls required or optional: "`name` and `email` are required"."""
    return [
        (name, match[2].lower() != "optional")
        for match in _REQUIRED.finditer(text)
        for name in re.findall(r"`([^`]+)`", match[1])
    ]


def with_details(
    sections: Sequence[RawSection],
    examples: Sequence[RawExample],
    details: Mapping[str, Sequence[str]],
    required: Mapping[str, bool],
) -> list[RawSection]:
    """The sections, with what is said of their rows elsewhere in the rows."""
    met: set[str] = set()
    made = [
        replace(one, fields=tuple(_told(field, details, required, met) for field in one.fields)) if one.fields else one
        for one in sections
    ]
    for name in dict.fromkeys((*details, *required)):
        if name not in met and not any(row.name == name for one in made for row in one.fields):
            made += _seen_in_an_example(name, "\n".join(details.get(name, ())), examples, required.get(name, False))
    return made


def _told(row: RawField, details: Mapping[str, Sequence[str]], required: Mapping[str, bool], met: set[str]) -> RawField:
    if row.children:
        row = replace(row, children=tuple(_told(one, details, required, met) for one in row.children))
    if row.name in required and not row.required:
        row = replace(row, required=required[row.name])
    if row.name not in details:
        return row
    met.add(row.name)
    words = "\n\n".join(part for part in (row.description, *details[row.name]) if part)
    return replace(row, description=words)


_SENT_PAIR: Final = r"\s(?:-d|--data(?:-\w+)?|-F|--form)[= ]*[\"']?(?:[^\"'\s]*&)?{}="


def _seen_in_an_example(name: str, words: str, examples: Sequence[RawExample], required: bool) -> list[RawSection]:
    """A row for a field that no table describes, at the one place where the example of a body or an answer has it."""
    for example in examples:
        at = Place(example.place.page, example.place.anchor, "", f"{example.place.path}/{name}")
        if example.language == "curl" and re.search(_SENT_PAIR.format(re.escape(name)), example.text):
            return [RawSection("body", IN_TEXT, at, (replace(_row((name,), words, at), required=required),))]
        if example.role not in ("success", "body"):
            continue
        try:
            sample = json_value(re.sub(r",(?=\s*[}\]])|,?\s*\.\.\.(?=\s*[}\]])", "", example.text))
        except ValueError:
            continue
        paths = list(dict.fromkeys(_paths(sample, name)))
        if len(paths) != 1:
            continue
        listed = paths[0][:1] == ("[]",)
        steps = paths[0][1:] if listed else paths[0]
        if not steps or "[]" in {steps[0], steps[-1]}:
            continue
        row = _row(steps, words, at)
        kind = "array" if listed else ""
        row = replace(row, required=required) if len(steps) == 1 and example.role == "body" else row
        return [RawSection(example.role, IN_TEXT, at, (row,), status=example.status, type=kind)]
    return []


def _row(steps: tuple[str, ...], words: str, at: Place) -> RawField:
    here = Place(at.page, at.anchor, "", f"{at.path}/{steps[0]}")
    rest = steps[1:]
    if not rest:
        return RawField(steps[0], here, description=words, required=False)
    many = rest[0] == "[]"
    child = _row(rest[1:] if many else rest, words, here)
    return RawField(steps[0], here, "array" if many else "object", required=False, children=(child,))


def _paths(value: Any, name: str, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(value, list):
        return [path for one in value for path in _paths(one, name, (*before, "[]"))]
    if not isinstance(value, dict):
        return []
    own = [(*before, name)] if name in value else []
    return own + [path for key, one in value.items() for path in _paths(one, name, (*before, str(key)))]
