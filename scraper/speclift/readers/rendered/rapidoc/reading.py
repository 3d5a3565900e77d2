"""Operations of a RapiDoc page, in reading mode, focused mode or as cards.

Enters: saved pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.document.json_value import json_value
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.credentials import scheme_of
from speclift.readers.rendered.dom import children, classes, every, first, literal, prose, words
from speclift.readers.rendered.notation import Schema, enum_of, kind_of, value_of
from speclift.readers.rendered.rapidoc.schemas import constrained, printed_type, read_drawing
from speclift.readers.rendered.rebuilding import Document, Rebuilding
from speclift.readers.rendered.samples import SAMPLED, of_sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"<rapi-doc\b", 0.7, "RapiDoc's element"),
    sign(r"<api-(?:request|response)\b", 0.6, "RapiDoc's operations"),
)
_CONTENT = (sign(r"<api-(?:request|response)\b", 1, "operations"),)
_PLACES = {
    "query-string parameters": "query",
    "path parameters": "path",
    "request headers": "header",
    "header parameters": "header",
    "request cookies": "cookie",
    "cookies": "cookie",
    "cookie parameters": "cookie",
}
_BLOCKS = (
    "[part~='section-operation'], [part~='section-endpoint'], .expanded-endpoint-body, .section-endpoint:not([part])"
)
_STATUS = re.compile(r"default|[1-5](?:\d\d|XX)", re.IGNORECASE)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is RapiDoc with operations drawn."""
    return weighed("rapidoc", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("rapidoc")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of saved pages of one API."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        title = first(root, "#api-title")
        rebuilding.title = rebuilding.title or words(title, lambda one: one.tag == "span")
        rebuilding.version = rebuilding.version or words(first(title, "span"))
        rebuilding.description = rebuilding.description or prose(first(root, "#api-description"))
        rebuilding.servers += [
            one.get("value", "") for one in every(root, "#servers input[name='api_server']") if one.get("value")
        ]
        _schemes(root, rebuilding)
        tags = {one.get("data-content-id", ""): _tag_of(one) for one in every(root, ".nav-bar-path[data-content-id]")}
        for block in every(root, _BLOCKS):
            _operation(block, tags.get(block.get("id", "")) or _tag_above(block), rebuilding)
    return rebuilding


def _tag_of(entry: HtmlElement) -> str:
    for above in entry.iterancestors():
        if "nav-bar-tag-and-paths" in classes(above):
            return words(first(above, ".nav-bar-tag"), lambda one: "nav-bar-tag-icon" in classes(one))
    return ""


def _tag_above(block: HtmlElement) -> str:
    """The tag in whose section an operation is drawn (the style "view"); its mark says that there is none."""
    for above in block.iterancestors():
        if "section-tag" in classes(above):
            tag = words(first(above, ".section-tag-header .tag"))
            return "" if tag.endswith("⦂") else tag
    return ""


def _schemes(root: HtmlElement, rebuilding: Rebuilding) -> None:
    for row in every(root, "tr[id^='security-scheme-']"):
        key = row.get("id", "").removeprefix("security-scheme-")
        text = words(row)
        codes = [words(one) for one in every(row, "code")]
        if "apikey" in (row.get("class") or "").lower() and len(codes) > 1:
            rebuilding.schemes[key] = {"type": "apiKey", "name": codes[0], "in": codes[1]}
        elif (known := scheme_of(text.split(" Send ")[0])) is not None or (
            known := scheme_of(row.get("class", ""))
        ) is not None:
            rebuilding.schemes[key] = known


def _operation(block: HtmlElement, tag: str, rebuilding: Rebuilding) -> None:
    method = words(first(block, "[part~='label-operation-method'], .method"))
    path = words(first(block, "[part~='label-operation-path'], .path"))
    if not method or not path.startswith("/"):
        return
    operation = rebuilding.operation(method, path, anchor=block.get("id", ""), tag=tag)
    if operation is None:
        return
    about = f"{method.upper()} {path}"
    heading = first(block, "[part~='section-operation-summary'], [part~='section-endpoint-body-title']")
    operation["summary"] = words(heading) or path
    if "deprecated" in classes(block) or (
        first(block, ".bold-text.red-text, .deprecated") is not None and "DEPRECATED" in words(block)[:200]
    ):
        operation["deprecated"] = True
    text = next((prose(child) for child in children(block, "div") if "m-markdown" in classes(child)), "") or prose(
        first(block, "[part~='section-endpoint-body-description']")
    )
    if text:
        operation["description"] = text
    request = first(block, "api-request:not([callback='true'])")
    response = first(block, "api-response:not([callback='true'])")
    if request is None or response is None:
        rebuilding.not_shown(about, "the operation is closed", about)
    if request is not None:
        _parameters(request, operation, rebuilding)
        _body(request, operation, about, rebuilding)
    if response is not None:
        _responses(response, operation, about, rebuilding)
    _security(block, operation, rebuilding)


def _security(block: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """The labels above an operation, with a tip behind each: "Requires Token in X-Team header"."""
    required: list[dict[str, list[str]]] = []
    for label in every(block, "[part~='anchor-operation-security']"):
        tip = label.getparent().getnext() if label.getparent() is not None else None
        lines = [line for line in every(tip, "div") if first(line, "div") is None] if tip is not None else []
        printed = [text for text in map(words, lines) if " in " in text] or words(label).split(" + ")
        named = [
            next((name for name, scheme in rebuilding.schemes.items() if _says(text, name, scheme)), "")
            for text in printed
        ]
        if all(named):
            required.append({name: [] for name in named})
        else:
            rebuilding.not_shown(words(label), "the page does not say what this way of access is", words(tip))
    if required:
        operation["security"] = required


def _says(printed: str, name: str, scheme: Schema) -> bool:
    text = printed.lower()
    if scheme["type"] == "apiKey":
        place = re.search(r"(\S+) (header|query|cookie)$", text)
        key = scheme["name"].lower()
        return (place[1], place[2]) == (key, scheme["in"]) if place else text == name.lower() or f"({key})" in text
    return (
        text == name.lower()
        or (
            scheme["type"] == "http"
            and (scheme["scheme"] in text or (scheme["scheme"] == "basic" and "username:password" in text))
        )
        or (scheme["type"] == "oauth2" and "oauth" in text)
    )


def _parameters(request: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    for title in every(request, ".table-title"):
        place = _PLACES.get(words(title).lower(), "")
        holder = title.getnext()
        if not place or holder is None:
            continue
        rows = every(holder, "table > tr, table > tbody > tr")
        for number, row in enumerate(rows):
            label = first(row, ".param-name")
            if label is None:
                continue
            following = (
                rows[number + 1] if number + 1 < len(rows) and first(rows[number + 1], ".param-name") is None else None
            )
            name, schema = words(label).strip("* "), _typed(row)
            if "deprecated" in classes(label):
                schema["deprecated"] = True
            rebuilding.parameter(
                operation,
                name,
                place,
                schema,
                required="required" in classes(label) or "*" in words(label),
                description=prose(first(following, ".m-markdown-small")) if following is not None else "",
                words=words(row),
            )


def _typed(row: HtmlElement) -> Schema:
    schema = printed_type(words(first(row, ".param-type")).replace("deprecated", ""))
    cell = first(row, ".param-constraint")
    values = [one.get("data-enum", "") for one in every(row, "a[data-enum]")]
    if values:
        schema = enum_of(values, schema)
    if cell is not None:
        for label in every(cell, "span"):
            value = " ".join((label.tail or "").split())
            if words(label) == "Default:" and value:
                schema["default"] = (
                    value_of(value, schema) if kind_of(schema) != "array" else [value_of(value, schema["items"])]
                )
            elif words(label) == "Pattern:" and value:
                schema["pattern"] = value
        plain = [
            " ".join(text.split()) for text in (cell.text or "", *((one.tail or "") for one in cell if one.tag == "br"))
        ]
        for text in plain:
            constrained(schema, text)
    return schema


def _schema(holder: HtmlElement, about: str, rebuilding: Rebuilding) -> Schema:
    drawing = first(holder, "schema-table, schema-tree")
    if drawing is not None:
        return read_drawing(drawing, rebuilding, about)
    sample = first(holder, "textarea[data-ptype], .example-panel pre, pre")
    tree = first(holder, "json-tree")
    text = literal(sample) if sample is not None else literal(tree)
    try:
        value = json_value(text)
    except ValueError:
        return {}
    return {**of_sample(value), SAMPLED: about}


def _body(request: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    holder = first(request, ".request-body-container")
    if holder is None:
        return
    title = first(holder, ".table-title")
    options = [one.get("value", "") for one in every(title, "option")] if title is not None else []
    chosen = holder.get("data-selected-request-body-type") or (options[0] if options else "application/json")
    body: Document = {"content": {}}
    if title is not None and "*" in words(title):
        body["required"] = True
    fields = every(holder, "tr .param-name")
    schema = _form(holder, f"{about} body", rebuilding) if fields else _schema(holder, f"{about} body", rebuilding)
    body["content"][chosen] = {"schema": schema}
    for other in options:
        if other != chosen:
            body["content"][other] = {}
            rebuilding.not_shown(f"{about} body", f"the schema of {other} is behind a choice", other)
    text = next(
        (
            prose(one)
            for one in every(holder, ".request-body-container > .m-markdown, .m-markdown")
            if not any(
                above.tag == "template" and above.getparent() is not None and above.getparent().tag.startswith("schema")
                for above in one.iterancestors()
            )
        ),
        "",
    )
    if text:
        body["description"] = text
    rebuilding.say(body, words(title))
    operation["requestBody"] = body


def _within(element: HtmlElement, holder: HtmlElement) -> Iterator[HtmlElement]:
    """The elements between an element and what holds it."""
    for above in element.iterancestors():
        if above is holder:
            return
        yield above


def _form(holder: HtmlElement, about: str, rebuilding: Rebuilding) -> Schema:
    schema: Schema = {"type": "object", "properties": {}}
    rows = [one for one in every(holder, "tr") if not any(above.tag == "template" for above in _within(one, holder))]
    for number, row in enumerate(rows):
        label = first(row, ".param-name")
        if label is None:
            continue
        following = rows[number + 1] if number + 1 < len(rows) else None
        name = words(label).strip("* ")
        text = prose(first(following, ".m-markdown-small")) if following is not None else ""
        drawing = first(row, "schema-table, schema-tree")
        inside = read_drawing(drawing, rebuilding, f"{about}.{name}") if drawing is not None else {}
        schema["properties"][name] = {**_typed(row), **inside, **({"description": text} if text else {})}
        if "required" in classes(label) or "*" in words(label):
            schema.setdefault("required", []).append(name)
    return schema


def _responses(response: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    panel = first(response, ".response-panel")
    holder = (
        next((child for child in children(panel, "div") if first(child, ".resp-descr") is not None), None)
        if panel is not None
        else None
    )
    if holder is None:
        return
    buttons = [words(one) for one in every(holder, "[part~='btn-response-status']")]
    statuses = buttons or [words(child) for child in children(holder, "span")]
    parts = [child for child in children(holder, "div") if first(child, ".resp-descr") is not None]
    for status, part in zip((one for one in statuses if _STATUS.fullmatch(one)), parts, strict=False):
        key = "default" if status.lower() == "default" else status.upper()
        made: Document = {"description": prose(first(part, ".resp-descr"))}
        row = first(part, ".tab-buttons")
        if row is not None:
            options = [one.get("value", "") for one in every(row, "option")]
            media = options or [text for child in children(row, "span") if (text := words(child))]
            content = first(part, ".tab-content")
            schema = _schema(content, f"{about} {status}", rebuilding) if content is not None else {}
            made["content"] = {
                one: {"schema": schema} if not number and schema else {} for number, one in enumerate(media)
            }
            if not schema or len(media) > 1:
                rebuilding.not_shown(
                    f"{about} {status}", "its schema is shown only when its status or media type is chosen"
                )
        for line in every(part, ".resp-headers + table tr"):
            cells = [words(one) for one in every(line, "td")]
            if len(cells) > 2 and cells[0]:
                made.setdefault("headers", {})[cells[0]] = {
                    "schema": printed_type(cells[1]),
                    **({"description": cells[2]} if cells[2] else {}),
                }
        operation["responses"][key] = made
        rebuilding.say(made, f"{status} {made['description']}".strip())
