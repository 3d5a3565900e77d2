"""Operations of a Swagger UI page: summaries, parameters, bodies and responses of what is open.

Enters: recorded pages. Leaves: the rebuilt document, its evidence and its findings.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from speclift.document.json_value import json_value
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.dom import classes, every, first, literal, prose, words
from speclift.readers.rendered.notation import Schema, enum_of, keyword, type_of, value_of
from speclift.readers.rendered.rebuilding import Document, Rebuilding
from speclift.readers.rendered.samples import of_sample
from speclift.readers.rendered.swagger_ui.json_schema import PREFIX, read_article, title_of
from speclift.readers.rendered.swagger_ui.models import read_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"""class=["'][^"']*\bopblock-(?:summary|tag|body)\b""", 0.8, "Swagger UI's blocks of operations"),
    sign(r"""class=["'][^"']*\bswagger-(?:ui|container)\b""", 0.6, "Swagger UI's class names"),
)
_CONTENT = (sign(r"""class=["']opblock-summary-method""", 1, "operations"),)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is Swagger UI with operations drawn."""
    return weighed("swagger-ui", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("swagger-ui")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of saved pages of one API."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        _information(root, rebuilding)
        for model in every(root, "section.models .model-container[data-name]"):
            _named_model(model, rebuilding)
        for article in every(root, f"section.models article.{PREFIX}[data-json-schema-level='0']"):
            _component(article, rebuilding)
        for section in every(root, ".opblock-tag-section"):
            heading = first(section, ".opblock-tag")
            tag = heading.get("data-tag", "") if heading is not None else ""
            if tag and tag != "default":
                rebuilding.tags.setdefault(tag, prose(first(heading, ".renderedMarkdown")))
            for block in every(section, ".opblock:not(.callbacks-container .opblock)"):
                _operation(block, "" if tag == "default" else tag, rebuilding)
    return rebuilding


def _information(root: HtmlElement, rebuilding: Rebuilding) -> None:
    info = first(root, ".info")
    if info is None:
        return
    title = first(info, ".title")
    rebuilding.title = rebuilding.title or words(title, lambda one: one.tag in {"small", "span"})
    version = next((words(one) for one in every(info, ".version") if not words(one).startswith("OAS")), "")
    rebuilding.version = rebuilding.version or version
    rebuilding.description = rebuilding.description or prose(first(info, ".description"))
    rebuilding.servers += [option.get("value") or words(option) for option in every(root, ".servers option")]
    base = words(first(info, ".base-url")).strip("[] ").removeprefix("Base URL:").strip()
    if base:
        scheme = next((words(option) for option in every(root, ".schemes option")), "https")
        rebuilding.servers.append(f"{scheme}://{base}")


def _named_model(model: HtmlElement, rebuilding: Rebuilding) -> None:
    """An entry of the section of schemas, as 3.0's are drawn."""
    name = model.get("data-name", "")
    schema = read_model(model, rebuilding, name)
    if schema and schema != {"$ref": f"#/components/schemas/{name}"}:
        rebuilding.say(schema, name, model.get("id", ""))
        rebuilding.define(name, schema)


def _component(article: HtmlElement, rebuilding: Rebuilding) -> None:
    name = title_of(article)
    schema = read_article(article, rebuilding, name)
    rebuilding.say(schema, name)
    rebuilding.define(name, schema)


def _operation(block: HtmlElement, tag: str, rebuilding: Rebuilding) -> None:
    path = first(block, "[data-path]")
    if path is None:
        return
    where = (path.get("data-path") or words(path)).replace("\u200b", "")
    method = words(first(block, ".opblock-summary-method"))
    operation = rebuilding.operation(method, where, anchor=block.get("id", ""), tag=tag)
    if operation is None:
        return
    about = f"{method.upper()} {where}"
    summary = words(first(block, ".opblock-summary-description"))
    if summary:
        operation["summary"] = summary
    if name := _operation_id(block, method, where):
        operation["operationId"] = name
    if "opblock-deprecated" in classes(block):
        operation["deprecated"] = True
    body = first(block, ".opblock-body")
    if body is None:
        rebuilding.not_shown(
            about, "the operation is closed: its parameters, body and responses are not on the page", about
        )
        return
    description = prose(first(body, ".opblock-description .renderedMarkdown, .opblock-description"))
    if description:
        operation["description"] = description
    for row in every(body, "tr[data-param-name]"):
        _parameter(row, operation, about, rebuilding)
    request = first(body, ".opblock-section-request-body")
    if request is not None:
        _request(request, operation, about, rebuilding)
    for row in every(body, ".responses-table:not(.live-responses-table) tr.response[data-code]"):
        _response(row, operation, about, rebuilding)
    if first(block, ".authorization__btn") is not None and not rebuilding.schemes:
        rebuilding.not_shown(
            rebuilding.title or "the API", "calls have a lock; the page does not show by which scheme", "Authorize"
        )


def _operation_id(block: HtmlElement, method: str, path: str) -> str:
    """The id in the operation's link; Swagger UI makes one of method and path where the document has none."""
    link = first(block, "a[href^='#/']")
    name = link.get("href", "").rpartition("/")[2] if link is not None else ""
    steps = link.get("href", "").split("/") if link is not None else []
    name = "/".join(steps[2:])
    made_up = re.sub(r"[^A-Za-z0-9]+", "_", f"{method.lower()}_{path}").strip("_")
    return "" if re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_").lower() == made_up.lower() else name


def _parameter(row: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    name = row.get("data-param-name", "")
    where = row.get("data-param-in") or words(first(row, ".parameter__in")).strip("()")
    label = first(row, ".parameter__name")
    required = label is not None and "required" in classes(label)
    if where == "body":  # Swagger 2.0
        media = [option.get("value") or words(option) for option in every(row, "select.content-type option")]
        schema = _schema(row, f"{about} body", rebuilding)
        made: Document = {"content": {one: {"schema": schema} for one in (media or ["application/json"])[:1]}}
        operation["requestBody"] = {**made, **({"required": True} if required else {})}
        rebuilding.say(operation["requestBody"], words(first(row, ".parameters-col_name")))
        return
    schema = _typed(row)
    cell = first(row, ".parameters-col_description")
    description = (
        next((prose(one) for one in every(cell, ".renderedMarkdown") if _is_prose(one)), "") if cell is not None else ""
    )
    said = words(row, lambda one: one.tag in {"select", "button", "textarea"})
    if where == "formData":
        _form_field(operation, name, schema, description, required=required)
        return
    rebuilding.parameter(operation, name, where, schema, required=required, description=description, words=said)


def _is_prose(element: HtmlElement) -> bool:
    """Not one of Swagger UI's own lines, which begin in italics ("Default value: 5")."""
    return (
        not any(name.startswith("parameter__") for name in classes(element))
        and re.match(r"(?:Example|Examples|Default value|Available values)\s*:", words(element)) is None
    )


def _typed(row: HtmlElement) -> Schema:
    kind = first(row, ".parameter__type")
    printed = words(kind, lambda one: bool({"prop-format", "parameter__extension"} & classes(one)))
    schema = type_of(printed) or {}
    form = words(first(kind, ".prop-format")).strip("()$")
    if form:
        schema["format"] = form
    if first(row, ".parameter__empty_value_toggle") is None and schema.get("type") != "boolean":
        values = [option.get("value", "") for option in every(row, "select option")]
        if not values:
            text = words(first(row, ".parameter__enum")).partition(":")[2]
            values = [value.strip() for value in text.split(",")]
        values = [value for value in values if value and value != "--"]
        if values and first(row, ".parameter__enum") is not None:
            schema = enum_of(values, schema)
    default = first(row, ".parameter__default")
    if default is not None:
        schema["default"] = _default(words(default).partition(":")[2].strip(), schema)
    for line in every(row, ".parameter__extension"):
        name, _, printed = words(line).partition(":")
        keyword(schema, name, printed)
    if "deprecated" in words(first(row, ".parameter__deprecated")):
        schema["deprecated"] = True
    return schema


def _default(printed: str, schema: Schema) -> object:
    """A default as printed: JSON, or a list or an object as the library of Swagger UI prints them."""
    text = re.sub(r"\bList (?=\[)|\bMap (?=\{)", "", printed)
    if text != printed:
        with suppress(ValueError):
            return json_value(text)
    return value_of(printed, schema)


def _form_field(operation: Document, name: str, schema: Schema, description: str, *, required: bool) -> None:
    body = operation.setdefault("requestBody", {"content": {}})
    media = "multipart/form-data" if schema.get("format") == "binary" else "application/x-www-form-urlencoded"
    if "multipart/form-data" in body["content"]:
        media = "multipart/form-data"
    elif media == "multipart/form-data":
        body["content"] = dict.fromkeys([media], next(iter(body["content"].values()))) if body["content"] else {}
    form = body["content"].setdefault(media, {"schema": {"type": "object", "properties": {}}})["schema"]
    form["properties"][name] = {**schema, **({"description": description} if description else {})}
    if required:
        form.setdefault("required", []).append(name)


def _request(request: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    body: Document = {"content": {}}
    title = first(request, ".opblock-title")
    if title is not None and "required" in classes(title):
        body["required"] = True
    wrapper = first(request, ".opblock-description-wrapper")
    text = first(wrapper, ".renderedMarkdown")
    inside = first(wrapper, ".model-example")
    if text is not None and (inside is None or text not in list(inside.iter())) and not _in_row(text):
        body["description"] = prose(text)
    rows = every(request, "tr.parameters[data-property-name]")
    schema = _form(rows) if rows else _schema(request, f"{about} body", rebuilding)
    _content(body, request, schema, f"{about} body", rebuilding)
    rebuilding.say(body, words(title))
    operation["requestBody"] = body


def _in_row(element: HtmlElement) -> bool:
    return any(above.tag in {"tr", "article"} for above in element.iterancestors())


def _form(rows: list[HtmlElement]) -> Schema:
    schema: Schema = {"type": "object", "properties": {}}
    for row in rows:
        name = row.get("data-property-name", "")
        label = first(row, ".parameter__name")
        field = _typed(row)
        text = prose(first(row, ".parameters-col_description .renderedMarkdown"))
        schema["properties"][name] = {**field, **({"description": text} if text else {})}
        if label is not None and "required" in classes(label):
            schema.setdefault("required", []).append(name)
    return schema


def _content(holder: Document, shown: HtmlElement, schema: Schema, about: str, rebuilding: Rebuilding) -> None:
    """The schema belongs to the media type that is chosen; the others are named only."""
    options = every(shown, "select.content-type option")
    chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
    for option in options:
        media = option.get("value") or words(option)
        holder["content"][media] = {"schema": schema} if option is chosen else {}
        if option is not chosen:
            rebuilding.not_shown(about, f"the schema of {media} is behind a choice", media, resolution="any body")
    if not options and schema:
        holder["content"]["application/json"] = {"schema": schema}


def _response(row: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    status = row.get("data-code", "").strip()
    if not re.fullmatch(r"default|[1-5](?:\d\d|XX)", status, re.IGNORECASE):
        return
    cell = first(row, ".response-col_description")
    response: Document = {"description": prose(first(cell, ".response-col_description__inner"))}
    schema = _schema(cell, f"{about} {status}", rebuilding) if cell is not None else {}
    holder: Document = {"content": {}}
    if cell is not None:
        _content(holder, cell, schema, f"{about} {status}", rebuilding)
    if holder["content"]:
        response["content"] = holder["content"]
    for line in every(row, "table.headers tbody tr"):
        cells = [words(one) for one in every(line, "td")]
        if cells and cells[0]:
            header: Document = {"schema": type_of(cells[-1]) or {} if len(cells) > 2 else {}}
            if len(cells) > 1 and cells[1]:
                header["description"] = cells[1]
            response.setdefault("headers", {})[cells[0]] = header
    rebuilding.say(response, f"{status} {response['description']}".strip())
    operation["responses"][status.lower() if status.lower() == "default" else status.upper()] = response


def _schema(holder: HtmlElement, about: str, rebuilding: Rebuilding) -> Schema:
    """The schema's own drawing where its tab is open, else what the sample shows of it."""
    article = first(holder, f"article.{PREFIX}")
    if article is not None:
        schema = read_article(article, rebuilding, about)
        name = title_of(article)
        return rebuilding.define(name, schema) if name in rebuilding.schemas else schema
    if first(holder, "[data-name='modelPanel'] .model") is not None:
        return read_model(first(holder, "[data-name='modelPanel']"), rebuilding, about)
    sample = first(holder, "[data-name='examplePanel'] pre, .model-example pre, pre.example")
    if sample is None:
        return {}
    rebuilding.not_shown(
        about,
        "the schema is behind a tab; the page shows a sample that Swagger UI made",
        resolution="names and types of the sample",
    )
    try:
        return of_sample(json_value(literal(sample)))
    except ValueError:
        return {"type": "string"} if literal(sample) else {}
