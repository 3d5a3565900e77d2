"""One row of an apidoc table: name with its label, type, description with labelled paragraphs behind it.

Enters: the cells of a row and what their columns hold. Leaves: a `Row`: all that the row prints, before it has its
place in the tree of fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.readers.apidoc.labels import folded, words
from speclift.readers.apidoc.prose import INLINE, LABELLED, collapse, markdown, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_NBSP = "\xa0"
_INDENT = 2
"""apidoc indents a nested name by two `&nbsp;` a level."""

_USUAL = ("name", "type", "description")
_SPACE = " \t\r\n\f"
_RANGE = re.compile(r"[-+]?[\d.]*\s*(?:\.\.|-|–|,)\s*[-+]?[\d.]*\Z")
_PRINTED = INLINE | {"p", "div", "ul", "ol", "li", "pre"}


class Facts(Struct, frozen=True):
    """What the labelled paragraphs behind a description say."""

    default: str | None = None
    size: str | None = None
    allowed: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


class Row(Struct, frozen=True):
    """What a row prints; `depth` is how many levels its name is indented."""

    depth: int
    name: str
    type: str = ""
    description: str = ""
    required: bool | None = None
    facts: Facts = Facts()
    constraints: tuple[tuple[str, str], ...] = ()


def read_row(cells: Mapping[str, _Element]) -> Row:
    """Read the cells of a row by what their columns hold: `name`, `type`, `description`, or the title of another
    column."""
    name = cells["name"]
    labels = [element for element in name.iter("span") if "label" in (element.get("class") or "").split()]
    indented = visible(name, set(labels)).lstrip(_SPACE)
    bare = indented.lstrip(_NBSP + _SPACE)
    described = cells.get("description")
    facts = Facts() if described is None or not len(described) else _facts(described)
    meant = [_says(label) for label in labels]
    return Row(
        depth=indented[: len(indented) - len(bare)].count(_NBSP) // _INDENT,
        name=collapse(bare),
        type=collapse(visible(cells["type"])) if "type" in cells else "",
        description="" if described is None else markdown(described),
        required=next((says for says in meant if says is not None), None),
        facts=facts,
        constraints=(
            *(("label", text_of(label)) for label, says in zip(labels, meant, strict=True) if says is None),
            *facts.others,
            *((title, said) for title, cell in cells.items() if title not in _USUAL and (said := markdown(cell))),
        ),
    )


def _says(label: _Element) -> bool | None:
    """True for required, False for optional: by class, and only then by the word."""
    classes = (label.get("class") or "").split()
    if "optional" in classes or "label-optional" in classes:
        return False
    if "required" in classes or "label-required" in classes:
        return True
    word = folded(text_of(label))
    if word in words("optional"):
        return False
    return True if word in words("required") else None


def visible(element: _Element, without: set[_Element] | frozenset[_Element] = frozenset()) -> str:
    """Text of a name or a type. The template does not escape either: `List<String>` arrives as an element `string`,
    which a browser does not show. It is put back."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag != "del" and child not in without:
            parts.append(" " if tag == "br" else visible(child) if tag in _PRINTED else f"<{tag}>{visible(child)}")
        parts.append(child.tail or "")
    return "".join(parts)


def _facts(described: _Element) -> Facts:
    found: dict[str, list[str]] = {}
    others: list[tuple[str, str]] = []
    for paragraph in described.iter("p"):
        css_class = paragraph.get("class")
        if css_class not in LABELLED:
            continue
        label, _, rest = (paragraph.text or "").replace("：", ":").partition(":")
        values = [text_of(code) for code in paragraph.iter("code")] or [collapse(rest)]
        kind = _kind(css_class, folded(label), values)
        if kind in found:
            others.append((collapse(label), ", ".join(values)))
        else:
            found[kind] = values
    return Facts(
        default=", ".join(found["default"]) if "default" in found else None,
        size=", ".join(found["size"]) if "size" in found else None,
        allowed=tuple(found.get("allowed", ())),
        others=tuple(others),
    )


def _kind(css_class: str, label: str, values: list[str]) -> str:
    """Which fact a labelled paragraph holds. The template gives sizes and allowed values one class: the label, in any
    language, parts them; where the label is of a language that apidoc does not have, the look of the value does."""
    if css_class == "default-value":
        return "default"
    if label in words("Size range:"):
        return "size"
    if label in words("Allowed values:"):
        return "allowed"
    return "size" if len(values) == 1 and _RANGE.fullmatch(values[0]) else "allowed"
