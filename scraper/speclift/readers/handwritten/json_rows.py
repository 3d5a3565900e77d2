"""Rows that an author writes into JSON: a comment beside a key, a type where a value should stand.

Enters: code. Leaves: `RawField`s, nested as the JSON is:

    {"id": 1,        // integer, required: the number
     "name": string}
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct, field

from speclift.model.raw import Place, RawField
from speclift.readers.handwritten.marks import TYPE_WORD, marked
from speclift.readers.kit.rows import Steps

_TOKEN: Final = re.compile(
    r"(?P<comment>(?<![\w:/])//[^\n]*|(?<!\S)#[^\n]*|/\*(?:[^*]|\*(?!/)){0,1000}\*/|(?<=\s)--\s[^\n]*)"
    r"|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')|(?P<mark>[{}\[\]:,])|(?P<line>\n)|(?P<word>[^\s{}\[\],:\"']+)"
)
_LONGEST: Final = 50_000
_FEWEST_TYPES: Final = 2


class _Node(Struct):
    """A key with what stands beside it."""

    name: str
    value: str = ""
    opened: str = ""
    comments: list[str] = field(default_factory=list)
    inside: list[_Node] = field(default_factory=list)


def rows_in_json(text: str, place: Place) -> tuple[RawField, ...]:
    """The rows that JSON describes; nothing for JSON that is only an example."""
    if len(text) > _LONGEST or not re.match(r"\s*[{\[]", text):
        return ()
    root = _read(text)
    leaves = list(_leaves(root))
    typed = [one for one in leaves if _kind_of_value(one.value)]
    words = len(typed) >= _FEWEST_TYPES and 2 * len(typed) > len(leaves)
    if not words and not any(one.comments for one in _nodes(root)):
        return ()
    return _rows(root, place, words=words)


def _read(text: str) -> _Node:
    root = _Node("")
    owners, keys = [root], [root]
    line, last_line, word = 0, -1, ""
    last: _Node | None = None
    waiting: list[str] = []
    for token in _TOKEN.finditer(text):
        if token["line"]:
            line += 1
        elif token["comment"]:
            said = token["comment"].strip("/*#- \t\n")
            if last is not None and last_line == line:
                last.comments.append(said)
            else:
                waiting.append(said)
            line += token["comment"].count("\n")
        elif token["mark"] == ":":
            if word:
                last = _Node(word, comments=waiting)
                owners[-1].inside.append(last)
                keys[-1], last_line, waiting, word = last, line, [], ""
        elif token["mark"] in ("{", "["):
            owner = keys[-1] if keys[-1] is not root else owners[-1]
            owner.opened = owner.opened or token["mark"]
            owners.append(owner)
            keys.append(root)
        elif token["mark"] in ("}", "]"):
            if len(owners) > 1:
                owners.pop()
                keys.pop()
            word = ""
        elif token["mark"] == ",":
            keys[-1], word = root, ""
        else:
            word = (token["text"] or token["word"]).strip("\"'")
            if keys[-1] is not root and not keys[-1].value:
                keys[-1].value = token["text"] or token["word"]
    return root


def _nodes(node: _Node) -> list[_Node]:
    return [found for one in node.inside for found in (one, *_nodes(one))]


def _leaves(node: _Node) -> list[_Node]:
    return [one for one in _nodes(node) if not one.inside]


def _kind_of_value(value: str) -> str:
    """The type that stands where a value should: `string`, `<int>`, `"integer"`."""
    plain = value.strip("\"'<>()")
    return plain if re.fullmatch(r"[A-Za-z]+(?:\[\])?", plain) and plain != "null" and TYPE_WORD.match(plain) else ""


def _rows(node: _Node, place: Place, *, words: bool) -> tuple[RawField, ...]:
    steps = Steps(place)
    found: dict[str, RawField] = {}
    for one in node.inside:
        at = steps.to(one.name)
        children = _rows(one, at, words=words)
        told = " ".join(one.comments)
        kind = _kind_in(told) or (_kind_of_value(one.value) if words or not one.value.startswith(('"', "'")) else "")
        if one.name in found or not (told or kind or children):
            continue
        if children:
            kind = "array" if one.opened == "[" else "object"
        found[one.name] = RawField(
            one.name,
            at,
            kind,
            marked(None, told),
            description=told,
            allowed=_values_in(told, one.value.strip("\"'")),
            children=children,
        )
    return tuple(found.values())


def _parts(told: str) -> list[str]:
    return [part.strip(" `*.") for part in re.split(r"[,;:()–—]|\s-\s", told)]


def _kind_in(told: str) -> str:
    return next((part for part in _parts(told)[:2] if TYPE_WORD.match(part) and len(part.split()) <= 4), "")


def _values_in(told: str, value: str) -> tuple[str, ...]:
    """The words that a comment consists of, beside type and mark, where the example is one of them."""
    rest = ", ".join(
        part for part in _parts(told) if part and not TYPE_WORD.fullmatch(part) and marked(None, part) is None
    )
    listed = [part.strip(" `\"'") for part in re.split(r",\s*(?:or|and)?\s|/|\||\s(?:or|oder|o|ou|или)\s", rest)]
    listed = [re.sub(r"^(?:one of|either|or) ", "", part) for part in listed]
    words = all(re.fullmatch(r"[\w.+-]+", part) and part != "null" and not TYPE_WORD.match(part) for part in listed)
    return tuple(dict.fromkeys(listed)) if len(listed) > 1 and words and value in listed else ()
