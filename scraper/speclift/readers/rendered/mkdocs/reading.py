"""The page by its headings: operations with tabs, common responses, tables of schemas, security schemes.

Enters: recorded pages. Leaves: the rebuilt document. Schemas of bodies are printed as JSON; those that they refer to,
as tables without what is required.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.dom import children, classes, every, first, literal, own, prose, words
from speclift.readers.rendered.notation import Schema, modern, nullable, type_of, value_of
from speclift.readers.rendered.rebuilding import Document, Rebuilding
from speclift.readers.rendered.samples import SAMPLED, of_sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(
        r"""class=["'](?:operation-separator|request-body-title|responses-title|message-separator)["']""",
        0.8,
        "essentials-openapi's marks",
    ),
    sign(r"""class=["']tabbed-set""", 0.2, "tabs of Material for MkDocs"),
    sign(r"""content=["']mkdocs-""", 0.3, "MkDocs"),
)
_CONTENT = (sign(r"operation-separator|responses-title", 1, "operations"),)
_ADDRESS = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE)\s+(/\S*)")


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is of essentials-openapi with operations."""
    return weighed("mkdocs-openapi", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("mkdocs-openapi")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of the pages of one API."""
    rebuilding = Rebuilding()
    responses: dict[str, Document] = {}
    sections: list[tuple[str, str, list[HtmlElement]]] = []
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        article = first(root, "article")
        for part, heading, block in _sections(article if article is not None else root):
            if not part and heading and not rebuilding.title:
                _title(heading, block, rebuilding)
            sections.append((part.lower(), heading, block))
    for part, heading, block in sections:
        if part == "schemas" and heading:
            rebuilding.schemas.setdefault(heading, {})
        elif part == "security schemes":
            _schemes(block, rebuilding)
        elif part == "servers":
            rebuilding.servers += [
                match[0]
                for one in block
                for cell in every(one, "td:last-child")
                if (match := re.match(r"https?://\S+|/\S*", words(cell)))
            ]
        elif part == "tags" and (table := _table(block)) is not None:
            rebuilding.tags.update({row["name"]: row.get("description", "") for row in _rows(table)})
    for part, heading, block in sections:
        if part == "schemas" and heading:
            _component(heading, block, rebuilding)
        elif part == "common responses" and heading:
            responses[_plain(heading)] = _response(block, heading, rebuilding)
    for part, heading, block in sections:
        match = _ADDRESS.fullmatch(heading)
        if match:
            _operation(match[1], match[2], _tag(part, rebuilding), block, responses, rebuilding)
    return rebuilding


def _tag(part: str, rebuilding: Rebuilding) -> str:
    return next((name for name in rebuilding.tags if name.lower() == part), part.capitalize())


def _plain(name: str) -> str:
    return re.sub(r"\W", "", name).lower()


def _title(heading: str, block: list[HtmlElement], rebuilding: Rebuilding) -> None:
    match = re.fullmatch(r"(.*?)\s+v?(\d[\w.-]*)", heading)
    rebuilding.title, rebuilding.version = (match[1], match[2]) if match else (heading, "")
    rebuilding.description = "\n\n".join(prose(one) for one in block if one.tag in {"p", "ul"})


def _sections(article: HtmlElement) -> Iterator[tuple[str, str, list[HtmlElement]]]:
    """The page cut at its headings: the part (h2), the heading (h1 or h3) and what stands below it."""
    part, heading, block = "", "", list[Any]()
    for child in children(article):
        if child.tag in {"h1", "h2", "h3"}:
            yield part, heading, block
            text = words(child, lambda below: "headerlink" in classes(below))
            block = []
            if child.tag == "h2":
                part, heading = text, ""
            else:
                heading = text
        else:
            block.append(child)
    yield part, heading, block


def _table(block: list[HtmlElement], first_column: str = "name") -> HtmlElement | None:
    for one in block:
        table = one if one.tag == "table" else first(one, "table")
        if table is not None and words(first(table, "th")).lower() == first_column:
            return table
    return None


def _rows(table: HtmlElement) -> Iterator[dict[str, str]]:
    titles = [words(cell).lower() for cell in every(table, "th")]
    for line in every(table, "tbody tr"):
        cells = [
            prose(cell) if title == "description" else words(cell)
            for title, cell in zip(titles, every(line, "td"), strict=False)
        ]
        yield dict(zip(titles, cells, strict=False))


def _schemes(block: list[HtmlElement], rebuilding: Rebuilding) -> None:
    table = _table(block)
    for row in _rows(table) if table is not None else ():
        kind = row.get("type", "")
        if kind == "http" and row.get("scheme"):
            rebuilding.schemes[row["name"]] = {"type": "http", "scheme": row["scheme"].lower()}
        elif kind == "oauth2":
            rebuilding.schemes[row["name"]] = {"type": "oauth2", "flows": {}}
        else:
            rebuilding.not_shown(
                row.get("name", kind),
                "the page names this security scheme and not where its key goes",
                " | ".join(row.values()),
            )


def _typed(printed: str, rebuilding: Rebuilding) -> Schema:
    """`string(date-time) | null`, `Array<Reaction>`, or the name of a schema."""
    text = printed.strip()
    options = [one.strip() for one in text.split("|")]
    if len(options) > 1 and options[-1] == "null":
        inner = _typed(" | ".join(options[:-1]), rebuilding)
        return {"anyOf": [inner, {"type": "null"}]} if "$ref" in inner else nullable(inner)
    if match := re.fullmatch(r"(?:Array|List)<(.*)>|\[(.*)\]", text, re.IGNORECASE):
        items = _typed(match[1] if match[1] is not None else match[2], rebuilding)
        return {"type": "array", **({"items": items} if items else {})}
    if text.startswith("Properties: "):  # an object that has no name: its fields are only named
        names = [one.strip() for one in text.removeprefix("Properties: ").split(",")]
        return {"type": "object", "properties": {name: {} for name in names if name}}
    if text in rebuilding.schemas:
        return {"$ref": f"#/components/schemas/{text}"}
    if match := re.fullmatch(r"(\w+)\((.+)\)", text):
        return {**(type_of(match[1]) or {}), "format": match[2]}
    return type_of(text) or {}


def _component(name: str, block: list[HtmlElement], rebuilding: Rebuilding) -> None:
    schema: Schema = {}
    table = _table(block)
    if table is not None:
        schema = {"type": "object", "properties": {}}
        for row in _rows(table):
            field = _typed(row.get("type", ""), rebuilding)
            if row.get("description"):
                field["description"] = row["description"]
            rebuilding.say(field, " | ".join(one for one in row.values() if one))
            schema["properties"][row.get("name", "")] = field
        rebuilding.not_shown(name, "the table of a schema does not show which fields are required")
    for one in block:
        if match := re.fullmatch(r"Type: (.+)", words(one)):
            schema = _typed(match[1], rebuilding)
        elif one.tag == "p" and table is not None and words(one):
            schema.setdefault("description", prose(one))
    for details in (below for one in block for below in [one, *every(one, "details")] if below.tag == "details"):
        value = _json(literal(first(details, "pre")))
        if isinstance(value, dict):
            schema = modern(value)
    if not schema:
        rebuilding.not_shown(name, "the page names this schema and prints neither fields nor type", name)
    rebuilding.schemas[name] = schema
    rebuilding.say(schema, name)


def _json(text: str) -> Any:
    try:
        return json_value(text)
    except ValueError:
        return None


def _tabs(holder: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The tabs of a set with their blocks."""
    labels = [
        words(child)
        for below in children(holder, "div")
        if "tabbed-labels" in classes(below)
        for child in children(below, "label")
    ]
    blocks = [
        child
        for below in children(holder, "div")
        if "tabbed-content" in classes(below)
        for child in children(below, "div")
    ]
    yield from zip(labels, blocks, strict=False)


def _sets(holder: HtmlElement) -> list[HtmlElement]:
    return list(own(holder, lambda one: "tabbed-set" in classes(one), lambda one: "tabbed-set" in classes(one)))


def _contents(holder: HtmlElement, about: str, rebuilding: Rebuilding) -> Document:
    """The schema of each media type of a set of tabs: as printed, else as the sample shows."""
    content: Document = {}
    for media, block in _tabs(holder):
        printed = next(
            (
                _json(literal(first(one, "pre")))
                for one in every(block, "details")
                if "schema" in words(first(one, "summary")).lower()
            ),
            None,
        )
        sample = _json(literal(first(block, "pre")))
        if isinstance(printed, dict):
            content[media] = {"schema": modern(printed)}
            rebuilding.say(content[media]["schema"], f"{about} {media}")
        elif sample is not None:
            content[media] = {"schema": {**of_sample(sample), SAMPLED: about}}
        else:
            content[media] = {}
    return content


def _response(block: list[HtmlElement], about: str, rebuilding: Rebuilding) -> Document:
    response: Document = {"description": "\n\n".join(prose(one) for one in block if one.tag == "p" and words(one))}
    for one in block:
        if "tabbed-set" in classes(one):
            content = _contents(one, about, rebuilding)
            if content:
                response["content"] = content
    table = next(
        (one for one in block if one.tag == "table" and words(first(one, "th")).lower() in {"name", "header"}), None
    )
    for row in _rows(table) if table is not None else ():
        name = row.get("name") or row.get("header") or ""
        schema = _typed(row.get("schema", row.get("type", "")), rebuilding)
        response.setdefault("headers", {})[name] = {
            "schema": schema,
            **({"description": row["description"]} if row.get("description") else {}),
        }
    return response


def _operation(
    method: str, path: str, tag: str, block: list[HtmlElement], common: dict[str, Document], rebuilding: Rebuilding
) -> None:
    operation = rebuilding.operation(method, path, tag=tag)
    if operation is None:
        return
    about = f"{method} {path}"
    lead = next((one for one in block if one.tag == "p" and words(one)), None)
    if lead is not None and not words(lead).startswith("Input parameters"):
        operation["summary"] = words(lead)
    section = ""
    for one in block:
        text = words(one)
        if one.tag == "details" and words(first(one, "summary")).lower() == "description":
            operation["description"] = "\n\n".join(prose(below) for below in children(one) if below.tag != "summary")
        elif "request-body-title" in classes(one):
            section = "body"
        elif "responses-title" in classes(one):
            section = "responses"
        elif one.tag == "p" and text.startswith("Input parameters"):
            section = "parameters"
        table = one if one.tag == "table" else first(one, "table") if section == "parameters" else None
        if section == "parameters" and table is not None:
            _parameters(table, operation, rebuilding)
        elif section == "body" and "tabbed-set" in classes(one):
            operation["requestBody"] = {"content": _contents(one, f"{about} body", rebuilding)}
            rebuilding.say(operation["requestBody"], f"{about} request body")
        elif section == "responses" and "tabbed-set" in classes(one):
            for label, below in _tabs(one):
                _status(label, below, about, operation, common, rebuilding)


def _parameters(table: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    required: dict[str, list[str]] = {}
    for row in _rows(table):
        name, place = row.get("parameter", ""), row.get("in", "").lower()
        if name in rebuilding.schemes and place in {"header", "query", "cookie", ""}:
            required[name] = []
            continue
        if row.get("default") == "N/A" and place in {"header", "query", "cookie"}:
            continue  # a scheme whose key the page does not place
        schema = _typed(row.get("type", ""), rebuilding)
        if row.get("default") and row["default"] != "N/A":
            schema["default"] = value_of(row["default"], schema)
        if row.get("nullable") == "Yes":
            schema = nullable(schema)
        rebuilding.parameter(
            operation,
            name,
            place,
            schema,
            description=row.get("description", ""),
            words=" | ".join(one for one in row.values() if one),
        )
    if required:
        operation["security"] = [{name: []} for name in required]


def _status(
    label: str, block: HtmlElement, about: str, operation: Document, common: dict[str, Document], rebuilding: Rebuilding
) -> None:
    status = "default" if label == "Other responses" else label.split(" ")[0]
    if not re.fullmatch(r"default|[1-5](?:\d\d|XX)", status, re.IGNORECASE):
        return
    link = first(block, ".common-response a")
    if link is not None:
        response = dict(common.get(_plain(words(link)), {"description": ""}))
    else:
        parts = children(block)
        response = _response(parts, f"{about} {status}", rebuilding)
        for one in _sets(block):
            if "content" not in response:
                response["content"] = _contents(one, f"{about} {status}", rebuilding)
    operation["responses"]["default" if status.lower() == "default" else status.upper()] = response
    rebuilding.say(response, label)
