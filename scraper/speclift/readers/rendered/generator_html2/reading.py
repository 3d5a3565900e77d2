"""Articles of a page by openapi-generator's `html2`, and the schemas in its scripts.

Enters: recorded pages. Leaves: the rebuilt document. The scripts are data here: nothing is run.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.json_value import json_value
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.dom import children, classes, every, first, literal, prose, words
from speclift.readers.rendered.notation import Schema, enum_of, keyword, modern, type_of, value_of
from speclift.readers.rendered.rebuilding import Document, Rebuilding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"""\bdefs\[["']""", 0.9, "openapi-generator's models"),
    sign(r"""<article id=["']api-[^"']*["'] data-group=""", 0.6, "its articles"),
    sign(r"""JSONSchemaView|json-schema-view""", 0.8, "its drawing of schemas"),
)
_CONTENT = (sign(r"""<pre[^<>]*\bdata-type=["'](?:get|post|put|patch|delete)["']""", 1, "operations"),)
_PLACES: Final = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
    "form": "form",
    "body": "body",
}
_KEYS: Final = re.compile(
    r"Configure (OAuth2 access token|Bearer[^\n:]*?|API key|HTTP basic)[\w ]*?(?:authorization)?: "
    r"\(?(?:authentication scheme: )?([\w.-]+)"
)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is of openapi-generator's `html2`."""
    return weighed("openapi-generator-html2", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("openapi-generator-html2")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of a page."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        rebuilding.title = rebuilding.title or words(first(root, "#project h1"))
        version = next((words(one) for one in every(root, ".app-desc") if words(one).startswith("Version:")), "")
        rebuilding.version = rebuilding.version or version.removeprefix("Version:").strip()
        rebuilding.description = rebuilding.description or prose(first(root, "#app-description"))
        for script in every(root, "script"):
            _models(script.text or "", rebuilding)
        for section in every(root, "section[id^='api-']"):
            tag = words(first(section, "h1"))
            for article in every(section, "article[data-name]"):
                _operation(article, tag, rebuilding)
    return rebuilding


def _models(script: str, rebuilding: Rebuilding) -> None:
    for found in re.finditer(r'\bdefs\["((?:[^"\\]|\\.)+)"\]\s*=\s*(?=\{)', script):
        schema = _object_at(script, found.end())
        if schema is not None:
            name = found[1]
            rebuilding.schemas[name] = modern(schema)
            rebuilding.say(rebuilding.schemas[name], name)


def _object_at(text: str, position: int) -> dict[str, Any] | None:
    try:
        value, _ = json.JSONDecoder().raw_decode(text, position)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _wrapper(holder: HtmlElement) -> dict[str, Any] | None:
    """The OpenAPI object in a script of an element."""
    for script in every(holder, "script"):
        text = script.text or ""
        match = re.search(r"schemaWrapper\s*=\s*(?=\{)", text)
        if match and (value := _object_at(text, match.end())) is not None:
            return value
    return None


def _operation(article: HtmlElement, tag: str, rebuilding: Rebuilding) -> None:
    address = first(article, "pre[data-type]")
    if address is None:
        return
    method, path = address.get("data-type", ""), words(address)
    operation = rebuilding.operation(method, path, anchor=article.get("id", ""), tag=tag)
    if operation is None:
        return
    operation["summary"] = words(first(article, ".pull-left p")) or words(first(article, "h1"))
    if name := article.get("data-name", ""):
        operation["operationId"] = name
    description = next(
        (prose(child) for child in children(article, "p") if "marked" in classes(child) and words(child)), ""
    )
    if description:
        operation["description"] = description
    for table in every(article, "#methodsubtable"):
        title = words(table.getprevious()).split(" ")[0].lower()
        place = _PLACES.get(title, "")
        for row in every(table, "tr"):
            cells = children(row, "td")
            if len(cells) == 2 and place:
                _input(cells, place, operation, rebuilding)
    for holder in every(article, "[id^='responses-'].exampleStyle, h3[id*='-title-']"):
        _response(holder, operation, rebuilding)
    _security(article, operation, rebuilding)
    sample = next((literal(one) for one in every(article, "pre") if "curl" in literal(one)), "")
    if match := re.search(r'"(https?://[^"?]*)', sample):
        base = match[1].removesuffix(path)
        if base != match[1] or "{" not in path:
            rebuilding.servers += [base] if match[1].endswith(path) else []


def _input(cells: Sequence[HtmlElement], place: str, operation: Document, rebuilding: Rebuilding) -> None:
    name, _, star = words(cells[0]).partition("*")
    name = name.strip()
    required = bool(star) or "*" in words(cells[0])
    if place == "body":
        body = modern(_wrapper(cells[1]) or {})
        if "content" not in body and "schema" in body:
            body = {"content": {"application/json": {"schema": body["schema"]}}}
        if body:
            body.update({"required": True} if required else {})
            operation["requestBody"] = body
            rebuilding.say(body, words(cells[0]))
        return
    schema, description = _primitive(cells[1])
    if place == "form":
        holder = operation.setdefault(
            "requestBody",
            {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {}}}}},
        )
        if schema.get("format") == "binary" and "application/x-www-form-urlencoded" in holder["content"]:
            holder["content"] = {"multipart/form-data": holder["content"]["application/x-www-form-urlencoded"]}
        form = next(iter(holder["content"].values()))["schema"]
        form["properties"][name] = {**schema, **({"description": description} if description else {})}
        if required:
            form.setdefault("required", []).append(name)
        return
    rebuilding.parameter(
        operation, name, place, schema, required=required, description=description, words=f"{name} {words(cells[1])}"
    )


def _primitive(cell: HtmlElement) -> tuple[Schema, str]:
    """Type, format, limits and listed values in the drawing of a parameter."""
    schema: Schema = {}
    kind = words(first(cell, ".type"))
    schema = {"bigdecimal": {"type": "number"}, "list": {"type": "array"}, "long": {"type": "integer"}}.get(
        kind.lower(), {k: v for k, v in (type_of(re.sub(r"\[(.*)\]", r"<\1>", kind)) or {}).items() if k != "format"}
    )
    schema = dict(schema) if kind.lower() not in {"uuid", "date", "uri"} else {"type": "string"}
    if form := words(first(cell, ".format")).strip("()"):
        schema["format"] = form
    for part in every(cell, ".range, .pattern"):
        name, mark, value = words(part).partition(":")
        if mark:
            keyword(schema, name, value)
    listed = words(first(cell, ".enums")).partition(":")[2].strip()
    if listed:
        try:
            schema = enum_of(json_value(listed), schema)
        except ValueError:
            schema = enum_of([value.strip(" \"'") for value in listed.strip("[]").split(",")], schema)
    default = words(first(cell, ".default")).partition(":")[2].strip()
    if default:
        schema["default"] = value_of(default, schema)
    return schema, prose(first(cell, ".description"))


def _response(holder: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    match = re.search(r"-(?:schema|title)-(\d\d\d|default|\dXX)\Z", holder.get("id", ""), re.IGNORECASE)
    if match is None:
        return
    status = match[1] if match[1].lower() != "default" else "default"
    response = operation["responses"].setdefault(status, {"description": ""})
    data = _wrapper(holder) if "exampleStyle" in classes(holder) else None
    if data is None:
        return
    response["description"] = data.get("description", "")
    for key in ("content", "headers"):
        if isinstance(data.get(key), dict) and data[key]:
            response[key] = modern(data[key])
    rebuilding.say(response, f"{status} {response['description']}".strip())


def _security(article: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """The samples say how to configure each scheme, by its name."""
    samples = "\n".join(literal(one) for one in every(article, "pre.prettyprint"))
    headers = re.findall(r'-H "([\w-]+): \[\[apiKey\]\]"', samples)
    in_query = re.findall(r"[?&]([\w-]+)=\[\[apiKey\]\]", samples)
    scopes = [
        words(row)
        for table in every(article, "table")
        if words(table.getprevious()) == "Scopes"
        for row in every(table, "td:first-child")
    ]
    names: dict[str, Schema] = {}
    for found in _KEYS.finditer(samples):
        kind, name = found[1], found[2]
        if name in names or name == "authorization":
            continue
        if kind.startswith("Bearer"):
            names[name] = {"type": "http", "scheme": "bearer"}
        elif kind == "HTTP basic":
            names[name] = {"type": "http", "scheme": "basic"}
        elif kind.startswith("OAuth2"):
            names[name] = {"type": "oauth2", "flows": {}}
        elif headers or in_query:
            key = headers.pop(0) if headers else in_query.pop(0)
            names[name] = {"type": "apiKey", "in": "header" if f'-H "{key}:' in samples else "query", "name": key}
    for name, scheme in names.items():
        rebuilding.schemes.setdefault(name, scheme)
    if names:
        operation["security"] = [
            {name: list(dict.fromkeys(scopes)) if names[name]["type"] == "oauth2" else []} for name in names
        ]
