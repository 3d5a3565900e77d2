"""Operations of a Redoc page: the left column's tables, the right column's samples for what is closed.

Enters: saved pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.credentials import named_schemes
from speclift.readers.rendered.dom import children, every, first, literal, prose, words
from speclift.readers.rendered.rebuilding import Document, Rebuilding
from speclift.readers.rendered.redoc.fields import block, fields
from speclift.readers.rendered.samples import CLOSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"""class=["'][^"']*\bredoc-(?:wrap|markdown|json)\b""", 0.8, "Redoc's class names"),
    sign(r"""data-section-id=["'](?:tag|operation|section)/""", 0.6, "Redoc's sections"),
)
_CONTENT = (sign(r"""class=["'][^"']*\bhttp-verb\b""", 1, "operations"),)
_MEDIA = re.compile(r"[\w.+-]+/[\w.+*-]+")


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is Redoc 2 with operations drawn."""
    return weighed("redoc", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("redoc")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of saved pages of one API."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        _information(root, rebuilding)
        tag = ""
        for section in every(root, "[data-section-id]"):
            name = section.get("data-section-id", "")
            if name.startswith("tag/") and "/operation/" not in name:
                heading = first(section, "h2, h1")
                tag = words(heading)
                rebuilding.tags.setdefault(tag, prose(first(section, ".redoc-markdown")))
            elif "operation/" in name and first(section, "[data-section-id]") is None:
                _operation(section, tag, rebuilding)
    return rebuilding


def _information(root: HtmlElement, rebuilding: Rebuilding) -> None:
    info = first(root, ".api-info")
    title = words(first(info, "h1"))
    if found := re.fullmatch(r"(.*?)\s*\(([^()]+)\)", title):
        title, rebuilding.version = found[1], rebuilding.version or found[2]
    rebuilding.title = rebuilding.title or title
    rebuilding.description = rebuilding.description or prose(first(info, "[data-role='redoc-description']"))


def _operation(section: HtmlElement, tag: str, rebuilding: Rebuilding) -> None:
    verb = first(section, ".http-verb")
    columns = children(section)
    if verb is None or verb.getnext() is None or not columns:
        return  # a webhook has no address
    method = verb.get("type") or words(verb)
    path = words(verb.getnext())
    operation = rebuilding.operation(
        {"del": "delete", "opts": "options"}.get(method, method), path, anchor=section.get("id", ""), tag=tag
    )
    if operation is None:
        return
    about = f"{method.upper()} {path}"
    left = columns[0]
    heading = first(left, "h2")
    operation["summary"] = words(heading)
    if "deprecated" in words(heading).lower().split()[-1:]:
        operation["deprecated"] = True
        operation["summary"] = re.sub(r"\s*deprecated\s*\Z", "", operation["summary"], flags=re.IGNORECASE)
    name = section.get("data-section-id", "").partition("operation/")[2]
    if name and "/paths/" not in name and not name.startswith("paths/"):
        operation["operationId"] = name
    _left_column(left, operation, about, rebuilding)
    _servers(section, path, rebuilding)
    _samples(section, operation, rebuilding)


def _left_column(left: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    parts = children(left)
    for number, part in enumerate(parts):
        heading = part if part.tag == "h5" else first(part, "h5")
        title = words(heading)
        if any(words(one) == "Responses" for one in every(part, "h3")):
            _responses(part, operation, about, rebuilding)
        elif title == "Authorizations:":
            _security(part, operation, rebuilding)
        elif found := re.fullmatch(r"(path|query|header|cookie) Parameters", title, re.IGNORECASE):
            table = first(part, "table")
            for _, name, required, schema in fields(table, rebuilding, about) if table is not None else ():
                description = schema.pop("description", "")
                added = rebuilding.parameter(
                    operation, name, found[1], schema, required=required, description=description
                )
                if added is not None:
                    rebuilding.say(added, " | ".join(one for one in (name, description) if one))
        elif title.startswith("Request Body"):
            _body(part, parts[number + 1 :], operation, about, rebuilding)
        elif (
            part.tag == "div"
            and heading is None
            and first(part, "h3, table") is None
            and number
            and "description" not in operation
        ):
            text = prose(part)
            if text:
                operation["description"] = text


def _body(
    part: HtmlElement, rest: Sequence[HtmlElement], operation: Document, about: str, rebuilding: Rebuilding
) -> None:
    title = part if part.tag == "h5" else first(part, "h5")
    printed = words(title)
    body: Document = {"content": {}}
    if printed.endswith("required"):
        body["required"] = True
    following = []
    holder = rest if part.tag == "h5" else children(part)
    for one in holder:
        if one is title:
            continue
        if first(one, "h3") is not None or one.tag in {"h3", "h5"}:
            break
        following.append(one)
    schema = block(following, rebuilding, f"{about} body")
    text = next(
        (prose(one) for one in following[:1] if one.tag == "div" and first(one, "table, button, span") is None), ""
    )
    if text and "properties" in schema:
        body["description"] = text
    media = list(dict.fromkeys(_MEDIA.findall(printed.removesuffix("required").removesuffix("optional")))) or [
        "application/json"
    ]
    body["content"][media[0]] = {"schema": schema}
    for other in media[1:]:
        body["content"][other] = {}
        rebuilding.not_shown(f"{about} body", f"the schema of {other} is behind a choice", other)
    rebuilding.say(body, printed)
    operation["requestBody"] = body


def _responses(part: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    for button in every(part, "button"):
        status = words(first(button, "strong"))
        if not re.fullmatch(r"default|[1-5](?:\d\d|XX)", status, re.IGNORECASE):
            continue
        description = prose(first(button, "div, p"))
        response: Document = {"description": description}
        key = "default" if status.lower() == "default" else status.upper()
        operation["responses"][key] = response
        rebuilding.say(response, f"{status} {description}".strip())
        details = children(button.getparent()) if button.getparent() is not None else []
        details = [one for one in details if one is not button]
        if details:
            _details(details[0], response, f"{about} {status}", rebuilding)
        elif button.get("disabled") is None:
            response[CLOSED] = f"{about} {status}"


def _details(details: HtmlElement, response: Document, about: str, rebuilding: Rebuilding) -> None:
    for table in every(details, "table"):
        if words(first(table, "caption")) == "Response Headers":
            _response_headers(table, response, about, rebuilding)
    parts = children(details)
    for number, part in enumerate(parts):
        heading = part if part.tag == "h5" else first(part, "h5")
        title = words(heading)
        if title.startswith("Response Schema"):
            media = (_MEDIA.findall(title) or ["application/json"])[0]
            inner = parts[number + 1 :] if part.tag == "h5" else [one for one in children(part) if one is not heading]
            response["content"] = {media: {"schema": block(inner, rebuilding, about)}}


def _response_headers(table: HtmlElement, response: Document, about: str, rebuilding: Rebuilding) -> None:
    for _, name, required, schema in fields(table, rebuilding, about):
        description = schema.pop("description", "")
        header = {"schema": schema, **({"description": description} if description else {})}
        response.setdefault("headers", {})[name] = {**header, **({"required": True} if required else {})}


def _security(part: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """Scheme names in italics; those of one alternative stand in one span."""
    alternatives = []
    for group in every(part, "span"):
        names = [one for one in children(group, "span") if first(one, "i") is not None or children(one, "i")]
        if names:
            alternatives.append([words(first(one, "i")) for one in names])
    named_schemes(alternatives, operation, rebuilding)


def _servers(section: HtmlElement, path: str, rebuilding: Rebuilding) -> None:
    for entry in every(section, "div[role='button'] span"):
        address = words(entry)
        if words(entry.getparent()) == f"{address}{path}" and re.match(r"https?://|/", address):
            rebuilding.servers.append(address)


def _samples(section: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """What the samples of the right column show of closed schemas."""
    for heading in every(section, "h3"):
        title = words(heading)
        holder = heading.getparent()
        if title not in {"Request samples", "Response samples"} or holder is None:
            continue
        chosen = words(first(holder, ".react-tabs__tab--selected"))
        panel = first(holder, ".react-tabs__tab-panel--selected")
        code = first(panel, ".redoc-json code")
        media = (
            next(
                (found[0] for one in every(panel, "div, option") if (found := _MEDIA.fullmatch(words(one)))),
                "application/json",
            )
            if panel is not None
            else ""
        )
        sample = _read(literal(code)) if code is not None else None
        if title == "Request samples":
            content = operation.get("requestBody", {}).get("content", {}).get(media)
            if content and sample is not None and "schema" in content:
                content["schema"] = rebuilding.fill(content["schema"], sample)
            continue
        response = operation["responses"].get(chosen.upper() if chosen != "default" else chosen)
        if response is None or panel is None:
            continue
        if CLOSED in response:
            response["content"] = {media: {"schema": {CLOSED: response.pop(CLOSED)}}}
        for content in response.get("content", {}).values():
            if sample is not None and "schema" in content:
                content["schema"] = rebuilding.fill(content["schema"], sample)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
