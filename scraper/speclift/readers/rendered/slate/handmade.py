"""An operation of a Slate page that a person wrote: the address below "HTTP Request", tables below their headings.

Enters: the elements between two headings. Leaves: an operation of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from speclift.readers.rendered.dom import classes, every, literal, prose, words
from speclift.readers.rendered.notation import type_of, value_of
from speclift.readers.rendered.samples import of_sample
from speclift.readers.rendered.slate.rows import columns, sample_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Document, Rebuilding

_ADDRESS: Final = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\s+(https?://\S+|/\S*)")
_PLACES: Final = (
    ("url", "path"),
    ("path", "path"),
    ("header", "header"),
    ("body", "body"),
    ("json", "body"),
    ("form", "body"),
)
_RETURNS: Final = re.compile(r"\b(?:returns|response|responds)\b", re.IGNORECASE)


def handmade_operation(block: list[HtmlElement], tag: str, rebuilding: Rebuilding) -> None:
    """Read an operation, if the block says an address."""
    address = None
    for part in block:
        if part.tag in {"p", "ul"} and (
            match := _ADDRESS.search(" ".join(words(code) for code in every(part, "code")) or "")
        ):
            address = address or match
    if address is None:
        return
    url = urlsplit(address[2])
    if url.hostname:
        rebuilding.servers.append(f"{url.scheme}://{url.netloc}")
    path = re.sub(r"[:<]([A-Za-z_]\w*)>?", r"{\1}", url.path)
    operation = rebuilding.operation(address[1], path, anchor=block[0].get("id", ""), tag=tag)
    if operation is None:
        return
    operation["summary"] = words(block[0])
    text = [prose(part) for part in block[1:] if part.tag == "p" and not _ADDRESS.search(words(part))]
    if text:
        operation["description"] = "\n\n".join(one for one in text[:3] if one)
    heading = ""
    for number, part in enumerate(block):
        if part.tag in {"h3", "h4"}:
            heading = words(part).lower()
        elif part.tag == "table":
            _table(part, heading, address[1], path, operation, rebuilding)
        elif part.tag == "blockquote" and _RETURNS.search(words(part)):
            _answer(block[number + 1 :], words(part), operation)


def _table(
    table: HtmlElement, heading: str, method: str, path: str, operation: Document, rebuilding: Rebuilding
) -> None:
    titles = columns(table)
    if not titles or (
        "parameter" not in heading and "header" not in heading and titles[0] not in {"parameter", "name", "field"}
    ):
        return
    place = next(
        (where for word, where in _PLACES if word in heading),
        "body" if method in {"POST", "PUT", "PATCH"} and "query" not in heading else "query",
    )
    for line in every(table, "tbody tr"):
        cells = every(line, "td")
        if len(cells) != len(titles):
            continue
        cell = {title: words(one) for title, one in zip(titles, cells, strict=True)}
        name = words(cells[0]).split(" ")[0].strip("`*")
        schema = type_of(cell.get("type", "")) or {}
        default = cell.get("default", "")
        if default and default.lower() not in {"none", "n/a", "-", "required", "null"}:
            schema["default"] = value_of(default, schema)
        description = prose(cells[-1])
        said = f"{words(cells[0])} {cell.get('required', '')} {cell.get('type', '')}".lower()
        required = cell.get("required", "").lower() in {"true", "yes", "required", "✓"} or "(required)" in said
        where = "path" if f"{{{name}}}" in path else place
        if where == "body":
            body = operation.setdefault(
                "requestBody", {"content": {"application/json": {"schema": {"type": "object", "properties": {}}}}}
            )
            form = body["content"]["application/json"]["schema"]
            form["properties"][name] = {**schema, **({"description": description} if description else {})}
            rebuilding.say(form["properties"][name], words(line))
            if required:
                form.setdefault("required", []).append(name)
        else:
            rebuilding.parameter(
                operation, name, where, schema, required=required, description=description, words=words(line)
            )


def _answer(rest: list[HtmlElement], lead: str, operation: Document) -> None:
    for part in rest[:3]:
        if part.tag == "pre" or "highlight" in classes(part):
            sample = sample_of(literal(part))
            match = re.search(r"\b([2-5]\d\d)\b", lead)
            if sample is not None:
                operation["responses"].setdefault(
                    match[1] if match else "200",
                    {
                        "description": "",
                        "content": {"application/json": {"schema": of_sample(sample), "example": sample}},
                    },
                )
                return
