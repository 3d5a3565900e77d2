"""One operation of a page by widdershins: parameters and body in one table, responses in another, schemas below.

Enters: the elements between two headings. Leaves: an operation of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.readers.rendered.dom import classes, every, first, literal, prose, words
from speclift.readers.rendered.notation import Schema, kind_of, type_of
from speclift.readers.rendered.samples import CLOSED, SAMPLED, of_sample
from speclift.readers.rendered.slate.rows import (
    LABELS,
    Row,
    columns,
    give_values,
    nested,
    object_of,
    rows_of,
    sample_of,
    schema_of,
    value_pairs,
)
from speclift.readers.rendered.slate.security import require

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.rebuilding import Document, Rebuilding

_STATUS = re.compile(r"default|[1-5](?:\d\d|XX)", re.IGNORECASE)


def read_operation(block: list[HtmlElement], method: str, path: str, tag: str, rebuilding: Rebuilding) -> None:
    """Read an operation; a second one of the same address is left out."""
    operation = rebuilding.operation(method, path, anchor=block[0].get("id", ""), tag=tag)
    if operation is None:
        return
    about = f"{method} {path}"
    operation["summary"] = words(block[0])
    name = next((words(one) for one in every(block[0], "a[id^='opId']")), "") or next(
        (one.get("id", "")[4:] for part in block[:3] for one in every(part, "a[id^='opId']")), ""
    )
    if name:
        operation["operationId"] = name
    description = []
    started = False
    for part in block[1:]:
        if part.tag in {"h3", "blockquote"} and started:
            break
        if part.tag == "p" and words(part) == about:
            started = True
        elif started and part.tag in {"p", "ul", "ol", "blockquote"} and words(part):
            description.append(prose(part))
    if description:
        operation["description"] = "\n\n".join(description)
    end = next((number for number, part in enumerate(block) if part.tag == "aside"), len(block))
    block = block[: end + 1]  # callbacks follow
    media = _media(block)
    _inputs(block, operation, about, media[0], rebuilding)
    _responses(block, operation, about, media[1], rebuilding)
    if block[-1].tag == "aside":
        require(words(block[-1]), operation, rebuilding)


def _media(block: list[HtmlElement]) -> tuple[str, str]:
    """What the sample of a call says that it sends and takes."""
    sent = taken = ""
    for part in block:
        if part.tag == "pre" or "highlight" in classes(part):
            text = literal(part)
            match = re.search(r"Content-Type['\"]?\s*:\s*\[?['\"]?([\w.+-]+/[\w.+*-]+)", text)
            sent = sent or (match[1] if match else "")
            match = re.search(r"Accept['\"]?\s*:\s*\[?['\"]?([\w.+-]+/[\w.+*-]+)", text)
            taken = taken or (match[1] if match else "")
    return sent or "application/json", taken or "application/json"


def _section(block: list[HtmlElement], title: str) -> list[HtmlElement]:
    """The elements below a heading of the third level, up to the next one."""
    section: list[HtmlElement] = []
    inside = False
    for part in block:
        if part.tag == "h3":
            inside = words(part).lower() == title
        elif inside:
            section.append(part)
    return section


def _inputs(block: list[HtmlElement], operation: Document, about: str, media: str, rebuilding: Rebuilding) -> None:
    parts = _section(block, "parameters")
    rows = [row for part in parts if part.tag == "table" and "in" in columns(part) for row in rows_of(part)]
    _detailed(parts, rows)
    tree = nested(rows)
    values = [
        pair
        for part in parts
        if part.tag == "table" and columns(part)[:1] == ["parameter"]
        for pair in value_pairs(part)
    ]
    give_values(tree, values, rebuilding, about)
    for row in tree:
        if row.place == "body":
            _body(row, block, operation, media, rebuilding)
            continue
        description, row.description = row.description, ""
        schema = schema_of(row, rebuilding)
        rebuilding.parameter(
            operation, row.name, row.place, schema, required=row.required, description=description, words=row.words
        )


def _body(row: Row, block: list[HtmlElement], operation: Document, media: str, rebuilding: Rebuilding) -> None:
    body: Document = operation.setdefault("requestBody", {"content": {}})
    if row.description:
        body["description"] = row.description
    row.description = ""
    if row.required:
        body["required"] = True
    sample = _sample(block, "body parameter")
    if row.name != "body" and "schema" not in body["content"].get(media, {}):  # Swagger 2.0's form fields
        body["content"] = {media: {"schema": {"type": "object", "properties": {}}}}
    if row.name != "body":
        body["content"][media]["schema"]["properties"][row.name] = schema_of(row, rebuilding)
        return
    schema = schema_of(row, rebuilding)
    if not schema and isinstance(sample, dict | list):  # alternatives are printed as "any"
        schema = rebuilding.fill({CLOSED: "the body"}, sample)
    if isinstance(sample, list) and kind_of(schema) != "array":
        schema = {"type": "array", "items": schema}
    nameless = [one for one in row.below if one.name == "anonymous"]
    if len(nameless) > 1 and isinstance(sample, dict) and "anyOf" in schema:
        named = [set(option.get("properties", ())) for option in schema["anyOf"]]
        if all(names & set(sample) for names in named):
            schema["allOf"] = schema.pop("anyOf")
    body["content"][media] = {"schema": schema}
    rebuilding.say(body, row.words)


def _detailed(parts: list[HtmlElement], rows: list[Row]) -> None:
    """Long descriptions stand below the table, each after the row's name in bold."""
    current: list[Row] = []
    text: list[str] = []

    def put() -> None:
        for row in current:
            row.description = "\n\n".join(text)

    for part in parts:
        lead = first(part, "strong") if part.tag == "p" else None
        if lead is not None and words(part).startswith(f"{words(lead)}:"):
            put()
            name = words(lead)
            current = [row for row in rows if row.name == name.lstrip("» ") and row.depth == name.count("»")]
            text = [prose(part).partition(":")[2].lstrip("* ").strip()]
        elif part.tag in {"table", "h4"}:
            put()
            current = []
        elif current and part.tag in {"p", "ul", "ol"}:
            text.append(prose(part))
    put()


def _sample(block: list[HtmlElement], title: str) -> object:
    for number, part in enumerate(block[:-1]):
        if part.tag == "blockquote" and words(part).lower() == title:
            return sample_of(literal(block[number + 1]))
    return None


def _responses(block: list[HtmlElement], operation: Document, about: str, media: str, rebuilding: Rebuilding) -> None:
    shown = _inline_schemas(block, about, rebuilding)
    for status, description, named in _status_rows(_section(block, "responses")):
        key = "default" if status.lower() == "default" else status.upper()
        response: Document = {"description": description}
        schema: Schema | None = None
        if named == "Inline":
            sample = _sample(block, f"{status.lower()} response")
            if key in shown:
                schema = rebuilding.fill(shown[key], sample)
            elif sample is not None:
                schema = {**of_sample(sample), SAMPLED: f"{about} {status}"}
            else:
                schema = {CLOSED: f"{about} {status}"}
        elif named in rebuilding.schemas:
            schema = {"$ref": f"#/components/schemas/{named}"}
        elif named and named != "None":
            schema = type_of(named) or {}
        if schema is not None:
            kind = _media_of(schema, media)
            response["content"] = {kind: {"schema": schema}}
        operation["responses"][key] = response
        rebuilding.say(response, " | ".join(one for one in (status, description, named) if one))
    for part in _section(block, "response headers"):
        if part.tag == "table" and columns(part)[:2] == ["status", "header"]:
            _headers(part, operation)


def _media_of(schema: Schema, media: str) -> str:
    """The sample of a call takes the first response's type: an object is no image, and a file is no JSON."""
    is_file = schema.get("format") == "binary"
    if is_file == ("json" in media):
        return "application/octet-stream" if is_file else "application/json"
    return media


def _status_rows(parts: list[HtmlElement]) -> list[tuple[str, str, str]]:
    """Status, description and schema of each response. A line break in a description breaks Markdown's table: what
    is left of it stands in paragraphs, with the bars between the cells."""
    found: list[tuple[str, str, str]] = []
    rest: list[str] = []
    for part in parts:
        if part.tag == "table" and columns(part)[:1] == ["status"]:
            for line in every(part, "tbody tr"):
                cells = every(line, "td")
                if len(cells) > 3 and _STATUS.fullmatch(words(cells[0])):
                    found.append((words(cells[0]), prose(cells[2]), words(cells[3])))
                elif found and len(cells) > 1 and not found[-1][2]:
                    found[-1] = (found[-1][0], f"{found[-1][1]} {prose(cells[0])}".strip(), words(cells[1]))
        elif found and part.tag in {"p", "ul", "ol", "blockquote"}:
            rest.append(words(part))
    cells = [cell.strip() for cell in " ".join(rest).split("|")] if any("|" in text for text in rest) else []
    if cells and found:
        status, description, _ = found[-1]
        found[-1] = (status, f"{description}\n\n{cells[0]}".strip(), cells[1] if len(cells) > 1 else "")
        further = list(cells[2:])
        for number in range(len(further) - 3):
            if _STATUS.fullmatch(further[number]) and not (number and _STATUS.fullmatch(further[number - 1])):
                found.append((further[number], further[number + 2], further[number + 3]))
    return found


def _headers(table: HtmlElement, operation: Document) -> None:
    for line in every(table, "tbody tr"):
        cells = [words(cell) for cell in every(line, "td")]
        response = (
            operation["responses"].get(cells[0].upper() if cells[0] != "default" else cells[0]) if cells else None
        )
        if response is None or len(cells) < 5:
            continue
        schema = type_of(cells[2]) or {}
        if cells[3]:
            schema["format"] = cells[3]
        response.setdefault("headers", {})[cells[1]] = {
            "schema": schema,
            **({"description": cells[4]} if cells[4] else {}),
        }


def _inline_schemas(block: list[HtmlElement], about: str, rebuilding: Rebuilding) -> dict[str, Schema]:
    """The schemas of the section "Response Schema", by status."""
    by_status: dict[str, list[Row]] = {}
    listed: list[list[tuple[str, str]]] = []
    status, label = "", ""
    for part in _section(block, "response schema"):
        text = words(part)
        if part.tag == "p" and (match := re.fullmatch(r"Status Code (\S+)", text)):
            status, label = match[1].upper() if match[1].lower() != "default" else "default", ""
        elif part.tag == "p" and text in LABELS:
            label = LABELS[text]
        elif part.tag == "table" and "type" in columns(part) and status:
            by_status.setdefault(status, []).extend(rows_of(part, label))
        elif part.tag == "table" and columns(part)[:1] == ["property"]:
            listed.append(value_pairs(part))
    inline = [
        one.upper() if one.lower() != "default" else "default"
        for one, _, named in _status_rows(_section(block, "responses"))
        if named == "Inline"
    ]
    values = dict(zip(inline, listed, strict=False)) if len(inline) == len(listed) else {}
    if listed and not values:
        rebuilding.not_shown(about, "listed values stand below several responses, and not whose they are")
    inline_schemas: dict[str, Schema] = {}
    for status, pairs in values.items():
        by_status.setdefault(status, [Row(name.strip("»* ")) for name in dict.fromkeys(name for name, _ in pairs)])
    for status, rows in by_status.items():
        tree = nested(rows)
        if not tree:
            continue
        give_values(tree, values.get(status, []), rebuilding, f"{about} {status}")
        inner = object_of(tree, rebuilding)
        sample = _sample(block, f"{status.lower()} response")
        if isinstance(sample, list) and kind_of(inner) != "array":
            inner = {"type": "array", "items": inner}
        inline_schemas[status] = inner
    return inline_schemas
