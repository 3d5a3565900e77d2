"""Methods and models of a page by openapi-generator's `html`.

Enters: recorded pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.credentials import access_schemes
from speclift.readers.rendered.dom import children, classes, every, first, prose, words
from speclift.readers.rendered.notation import Schema, enum_of, type_of, value_of
from speclift.readers.rendered.rebuilding import Document, Rebuilding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"""<a (?:class=["']up["'] )?href=["']#__M(?:ethods|odels)["']""", 0.8, "openapi-generator's links"),
    sign(r"""<div class=["']method-path["']""", 0.6, "its methods"),
)
_CONTENT = (sign(r"""class=["']http-method["']""", 1, "operations"),)

_TYPES: Final[dict[str, Schema]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "long": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "bigdecimal": {"type": "number"},
    "number": {"type": "number"},
    "decimal": {"type": "number"},
    "float": {"type": "number"},
    "double": {"type": "number"},
    "date": {"type": "string"},
    "datetime": {"type": "string"},
    "uuid": {"type": "string"},
    "uri": {"type": "string"},
    "url": {"type": "string"},
    "file": {"type": "string", "format": "binary"},
    "byte[]": {"type": "string"},
    "bytearray": {"type": "string"},
    "object": {"type": "object"},
    "map": {"type": "object"},
    "anytype": {},
    "oas_any_type_not_mapped": {},
    "null": {"type": "null"},
}
_PLACES: Final = {
    "Path": "path",
    "Query": "query",
    "Header": "header",
    "Cookie": "cookie",
    "Form": "form",
    "Body": "body",
}


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is of openapi-generator's `html`."""
    return weighed("openapi-generator-html", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("openapi-generator-html")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of a page."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        _information(root, rebuilding)
        models = [one for one in every(root, "div.model") if first(one, "h3 a[name]") is not None]
        for model in models:
            rebuilding.schemas.setdefault(_model_name(model), {})
        for model in models:
            _model(model, rebuilding)
        tag = ""
        for part in every(root, "h1, div.method"):
            if part.tag == "h1":
                anchor = first(part, "a[name]")
                tag = words(part) if anchor is not None else ""
            else:
                _method(part, tag, rebuilding)
    return rebuilding


def _information(root: HtmlElement, rebuilding: Rebuilding) -> None:
    rebuilding.title = rebuilding.title or words(first(root, "h1"))
    for number, line in enumerate(every(root, "div.app-desc")):
        text = words(line)
        if text.startswith("Version:"):
            rebuilding.version = rebuilding.version or text.removeprefix("Version:").strip()
        elif text.startswith("BasePath:"):
            base = text.removeprefix("BasePath:").strip()
            rebuilding.servers += [base] if base else []
        elif not number:
            rebuilding.description = prose(line)
    heading = next((one for one in every(root, "h2") if words(one) == "Access"), None)
    listed = heading.getnext() if heading is not None else None
    access_schemes([words(item) for item in every(listed, "li")] if listed is not None else [], rebuilding)


def _model_name(model: HtmlElement) -> str:
    anchor = first(model, "h3 a[name]")
    return anchor.get("name", "") if anchor is not None else ""


def _schema_of(printed: str, rebuilding: Rebuilding) -> Schema:
    text = printed.strip()
    if text in rebuilding.schemas:
        return {"$ref": f"#/components/schemas/{text}"}
    if found := re.fullmatch(r"(?:array|set|list)\[(.*)\]", text, re.IGNORECASE):
        items = _schema_of(found[1], rebuilding)
        return {"type": "array", **({"items": items} if items else {})}
    if found := re.fullmatch(r"map\[(?:string,\s*)?(.*)\]", text, re.IGNORECASE):
        return {"type": "object", "additionalProperties": _schema_of(found[1], rebuilding) or True}
    known = _TYPES.get(text.lower())
    return dict(known) if known is not None else (type_of(text) or {})


def _model(model: HtmlElement, rebuilding: Rebuilding) -> None:
    name = _model_name(model)
    schema: Schema = {"type": "object"}
    rows = [one for holder in every(model, "div.field-items")[:1] for one in children(holder)]
    for number, row in enumerate(rows):
        if classes(row) != {"param"}:
            continue
        label = re.sub(r"\s*\((?:optional|required)\)\Z", "", words(row))
        label = re.sub(r"\ADollar(?=[a-z])", "$", label)  # how the generator writes the sign
        field: Schema = {}
        values = []
        for below in rows[number + 1 :]:
            if "param" in classes(below):
                break
            if "param-desc" in classes(below):
                field = _described(below, rebuilding)
            elif "param-enum" in classes(below):
                values.append(words(below))
        if values and "$ref" not in field:
            field = enum_of(values, field)
        rebuilding.say(field, words(row))
        schema.setdefault("properties", {})[label] = field
        if "(optional)" not in words(row):
            schema.setdefault("required", []).append(label)
    description = prose(first(model, ".model-description"))
    if description:
        schema["description"] = description
    rebuilding.say(schema, words(first(model, "h3")), name)
    rebuilding.schemas[name] = schema if len(schema) > 1 or not rows else {}


def _described(cell: HtmlElement, rebuilding: Rebuilding) -> Schema:
    """Type, description, and what is printed behind it: `default: x`, `format: int64`."""
    schema = _schema_of(words(first(cell, ".param-type")), rebuilding)
    text = prose(cell)
    kind = words(first(cell, ".param-type"))
    text = re.sub(rf"\A(?:\[?{re.escape(kind)}\]?(?:\([^)]*\))?)\s*[—-]?\s*", "", text)
    if found := re.search(r"\s*\bformat: (\S+)\s*\Z", text):
        text = text[: found.start()]
        if "$ref" not in schema:
            (schema["items"] if schema.get("type") == "array" and "items" in schema else schema)["format"] = found[1]
    if found := re.search(r"\s*\bdefault: (\S.*?)?\s*\Z", text):
        text = text[: found.start()]
        if found[1] and found[1] != "null" and "$ref" not in schema:
            schema["default"] = value_of(found[1], schema)
    if text.strip():
        schema["description"] = text.strip()
    return schema


def _method(block: HtmlElement, tag: str, rebuilding: Rebuilding) -> None:
    code = first(block, ".method-path code")
    verb = words(first(code, ".http-method"))
    path = words(code).removeprefix(verb).strip()
    operation = rebuilding.operation(verb, path, anchor=words(first(block, ".nickname")), tag=tag)
    if operation is None:
        return
    nickname = words(first(block, ".nickname"))
    operation["summary"] = (
        words(first(block, ".method-summary"), lambda one: "nickname" in classes(one)).removesuffix("()").strip(" (")
    )
    if nickname:
        operation["operationId"] = nickname
    if notes := prose(first(block, ".method-notes")):
        operation["description"] = notes
    heading = ""
    consumes: list[str] = []
    produces: list[str] = []
    returned = ""
    for part in every(block, ".field-label, .field-items, ul, .return-type"):
        if "field-label" in classes(part):
            if part.tag == "h3":
                heading = words(part)
        elif part.tag == "ul" and heading in {"Consumes", "Produces"}:
            (consumes if heading == "Consumes" else produces).extend(words(item) for item in every(part, "code"))
        elif "return-type" in classes(part):
            returned = words(part)
            if returned == "File" and first(part, "a") is None:  # a model would have a link
                returned = "binary"
    for part in every(block, ".field-items"):
        _inputs(part, operation, consumes, rebuilding)
    _responses(block, operation, returned, produces, rebuilding)


def _inputs(items: HtmlElement, operation: Document, consumes: list[str], rebuilding: Rebuilding) -> None:
    rows = children(items)
    for number, row in enumerate(rows):
        if "param" not in classes(row):
            continue
        cell = next((one for one in rows[number + 1 :] if "param-desc" in classes(one)), None)
        place = _PLACES.get(words(first(cell, ".param-type")).split(" ")[0], "")
        required = "(required)" in words(row)
        name = re.sub(r"\s*\((?:optional|required)\)\Z", "", words(row))
        schema = _described(cell, rebuilding) if cell is not None else {}
        description = schema.pop("description", "")
        if place == "body":
            printed = name.partition(" ")[2] if first(row, "a") is not None else name
            body = _schema_of(printed or name, rebuilding)
            content = {"schema": body}
            made: Document = {"content": dict.fromkeys(consumes or ["application/json"], content)}
            if description:
                made["description"] = description
            operation["requestBody"] = {**made, **({"required": True} if required else {})}
            rebuilding.say(operation["requestBody"], words(row))
        elif place == "form":
            media = consumes[0] if consumes else "application/x-www-form-urlencoded"
            holder = operation.setdefault(
                "requestBody", {"content": {media: {"schema": {"type": "object", "properties": {}}}}}
            )
            form = next(iter(holder["content"].values()))["schema"]
            if "properties" not in form:
                continue  # the operation has a body already, and no request has two
            form["properties"][name] = {**schema, **({"description": description} if description else {})}
            if required:
                form.setdefault("required", []).append(name)
        else:
            rebuilding.parameter(
                operation, name, place, schema, required=required, description=description, words=words(row)
            )


def _responses(
    block: HtmlElement, operation: Document, returned: str, produces: list[str], rebuilding: Rebuilding
) -> None:
    heading = next((one for one in every(block, "h3.field-label") if words(one) == "Responses"), None)
    part = heading.getnext() if heading is not None else None
    while part is not None:
        status = words(part)
        if part.tag == "h4" and re.fullmatch(r"default|[1-5](?:\d\d|XX)", status, re.IGNORECASE):
            link = part.getnext() if part.getnext() is not None and part.getnext().tag == "a" else None
            description = " ".join((part.tail or "").split())
            between = part.getnext()
            while between is not None and between.tag not in {"a", "h4"}:
                description = f"{description} {words(between)} {' '.join((between.tail or '').split())}".strip()
                between = between.getnext()
            link = between if between is not None and between.tag == "a" else link
            response: Document = {"description": description}
            printed = words(link)
            succeeds = status.startswith("2") and not any(one.startswith("2") for one in operation["responses"])
            if succeeds and returned and (not printed or (returned, printed) == ("binary", "File")):
                printed = returned
            if printed:
                if (
                    status.startswith("2")
                    and returned
                    and re.sub(r"\W|array|map|String", "", returned) == re.sub(r"\W|array|map|String", "", printed)
                ):
                    printed = returned
                schema = _schema_of(printed, rebuilding)
                response["content"] = {media: {"schema": schema} for media in (produces or ["application/json"])}
            operation["responses"]["default" if status.lower() == "default" else status.upper()] = response
            rebuilding.say(response, f"{status} {description} {printed}".strip())
        part = part.getnext()
