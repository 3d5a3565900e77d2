"""Operations of a Redoc page: the left column's tables, the right column's samples for what is closed.

Enters: saved pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value
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
        for heading in every(root, "h5"):
            _scheme(heading, rebuilding)
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
    if match := re.fullmatch(r"(.*?)\s*\(([^()]+)\)", title):
        title, rebuilding.version = match[1], rebuilding.version or match[2]
    rebuilding.title = rebuilding.title or title
    rebuilding.description = rebuilding.description or prose(first(info, "[data-role='redoc-description']"))


def _operation(section: HtmlElement, tag: str, rebuilding: Rebuilding) -> None:
    verb = first(section, ".http-verb")
    heading = first(section, "h2")
    left = heading.getparent() if heading is not None else None
    if verb is None or verb.getnext() is None or left is None:
        return  # a webhook has no address
    method = verb.get("type") or words(verb)
    path = words(verb.getnext())
    operation = rebuilding.operation(
        {"del": "delete", "opts": "options"}.get(method, method), path, anchor=section.get("id", ""), tag=tag
    )
    if operation is None:
        return
    about = f"{method.upper()} {path}"
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
        elif match := re.fullmatch(r"(path|query|header|cookie) Parameters", title, re.IGNORECASE):
            table = first(part, "table")
            for _, name, required, schema in fields(table, rebuilding, about) if table is not None else ():
                description = schema.pop("description", "")
                added = rebuilding.parameter(
                    operation, name, match[1], schema, required=required, description=description
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
        details = [detail for detail in details if detail is not button]
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
            inner = (
                parts[number + 1 :] if part.tag == "h5" else [child for child in children(part) if child is not heading]
            )
            response["content"] = {media: {"schema": block(inner, rebuilding, about)}}


def _response_headers(table: HtmlElement, response: Document, about: str, rebuilding: Rebuilding) -> None:
    for _, name, required, schema in fields(table, rebuilding, about):
        description = schema.pop("description", "")
        header = {"schema": schema, **({"description": description} if description else {})}
        response.setdefault("headers", {})[name] = {**header, **({"required": True} if required else {})}


def _scheme(heading: HtmlElement, rebuilding: Rebuilding) -> None:
    """A security scheme of which the details are open: "API Key: shopKey", below it "Header parameter name: X-Key"."""
    found = re.fullmatch(r"(API Key|OAuth2|HTTP|OpenID Connect)\s*:\s*(\S+)", words(heading), re.IGNORECASE)
    holder = heading.getparent()
    if found is None or holder is None:
        return
    details = {}
    for label in every(holder, "b, strong"):
        line = label.getparent()
        if line is not None:
            details[words(label).rstrip(": ").lower()] = words(line).removeprefix(words(label)).strip()
    scheme: Document = {}
    for place in ("header", "query", "cookie"):
        if name := details.get(f"{place} parameter name"):
            scheme = {"type": "apiKey", "in": place, "name": name}
    if kind := details.get("http authorization scheme"):
        scheme = {"type": "http", "scheme": kind.lower()}
    elif kind := details.get("flow type"):
        urls = {"authorizationUrl": "authorization url", "tokenUrl": "token url", "refreshUrl": "refresh url"}
        scopes = {words(first(one, "code")): words(first(one, "p")) for one in every(holder, "li")}
        flow = {key: details[label] for key, label in urls.items() if details.get(label)}
        scheme = {"type": "oauth2", "flows": {kind: {**flow, "scopes": scopes}}}
    elif url := details.get("connect url"):
        scheme = {"type": "openIdConnect", "openIdConnectUrl": url}
    if scheme:
        following = heading.getnext()
        text = prose(following) if following is not None and first(following, "b, strong, li") is None else ""
        rebuilding.schemes[found[2]] = {**scheme, **({"description": text} if text else {})}
        rebuilding.say(rebuilding.schemes[found[2]], words(holder))


def _security(part: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """Scheme names in italics; those of one alternative stand in one span."""
    alternatives = []
    for group in every(part, "span"):
        names = [child for child in children(group, "span") if first(child, "i") is not None or children(child, "i")]
        if names:
            alternatives.append([words(first(name, "i")) for name in names])
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
                (match[0] for one in every(panel, "div, option") if (match := _MEDIA.fullmatch(words(one)))),
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
        return json_value(text)
    except ValueError:
        return None
