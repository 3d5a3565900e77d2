"""Pages of operations: method and address, parameters, bodies, the first response, the credential.

Enters: saved pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.docusaurus.schemas import is_item, item, level
from speclift.readers.rendered.dom import children, classes, every, first, prose, words
from speclift.readers.rendered.rebuilding import Document, Rebuilding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition
    from speclift.readers.rendered.notation import Schema

_SIGNS = (
    sign(r"""class=["'][^"']*\bopenapi__(?:heading|method-endpoint)""", 0.8, "the plugin's headings"),
    sign(r"""class=["'][^"']*\bopenapi-(?:left-panel|schema|markdown|tabs)__""", 0.7, "the plugin's class names"),
    sign(r"""<meta[^<>]*\bDocusaurus\b""", 0.3, "Docusaurus"),
    sign(r"""class=["'][^"']*\btheme-doc-(?:markdown|sidebar)""", 0.2, "Docusaurus' theme"),
)
_CONTENT = (sign(r"openapi__method-endpoint", 1, "an operation"),)
_MEDIA = re.compile(r"[\w.+-]+/[\w.+*-]+")


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is of docusaurus-openapi-docs with an operation on it."""
    return weighed("docusaurus-openapi", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("docusaurus-openapi")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of the pages of one API."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        endpoint = first(root, ".openapi__method-endpoint")
        if endpoint is not None:
            _operation(root, endpoint, rebuilding)
            continue
        heading = first(root, "h1.openapi__heading, article h1")
        badge = words(first(root, ".theme-api-markdown .badge, .badge"))
        if match := re.fullmatch(r"Version: (.+)", badge):
            rebuilding.version = rebuilding.version or match[1]
            rebuilding.title = rebuilding.title or words(heading)
    return rebuilding


def _operation(root: HtmlElement, endpoint: HtmlElement, rebuilding: Rebuilding) -> None:
    method = words(first(endpoint, ".badge"))
    address = words(first(endpoint, ".openapi__method-endpoint-path"))
    base = words(first(root, ".openapi-explorer__server-url"))
    url = urlsplit(address)
    server = (
        base if base and address.startswith(base.rstrip("/")) else f"{url.scheme}://{url.netloc}" if url.netloc else ""
    )
    path = address.removeprefix(server.rstrip("/")) or "/"
    path = re.sub(r":([A-Za-z_][\w-]*)", r"{\1}", path)
    crumbs = [words(one) for one in every(root, ".breadcrumbs__item") if words(one)]
    tag = crumbs[-2] if len(crumbs) > 1 else ""
    operation = rebuilding.operation(method, path, anchor="", tag=tag)
    if operation is None:
        return
    if server:
        rebuilding.servers.append(server)
    about = f"{method} {path}"
    operation["summary"] = words(first(root, "h1.openapi__heading, h1"))
    column = first(root, ".openapi-left-panel__container")
    column = column if column is not None else endpoint.getparent()
    if column is None:
        return
    _description(column, operation)
    for part in every(column, "details"):
        title = words(first(part, ".openapi-markdown__details-summary-header-params"))
        if match := re.fullmatch(r"(Path|Query|Header|Cookie) Parameters", title):
            for one in every(part, "div"):
                if is_item(one):
                    _parameter(one, match[1], operation, about, rebuilding)
    heading = first(column, "#request")
    responses = first(column, ".openapi-tabs__container")
    body = next((one for one in every(column, "details.mime, .openapi-markdown__details.mime")), None)
    if body is not None:
        _body(body, operation, about, rebuilding)
    elif heading is not None and any(words(one) == "Body" for one in every(column, "h3")):
        rebuilding.not_shown(f"{about} body", "the body is not drawn")
    if responses is not None:
        _responses(responses, operation, about, rebuilding)
    _security(root, operation, rebuilding)


def _description(column: HtmlElement, operation: Document) -> None:
    text = []
    for part in children(column):
        if part.tag in {"h2", "details"} or {"tabs-container", "openapi-tabs__container"} & classes(part):
            break
        if part.tag in {"p", "ul", "ol", "blockquote"}:
            text.append(prose(part))
    if any("deprecated" in words(one).lower() for one in every(column, ".theme-admonition")[:1]):
        operation["deprecated"] = True
    if text:
        operation["description"] = "\n\n".join(text)


def _parameter(one: HtmlElement, place: str, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    name, required, schema = item(one, rebuilding, about)
    description = schema.pop("description", "")
    rebuilding.parameter(operation, name, place, schema, required=required, description=description, words=words(one))


def _media_of(part: HtmlElement) -> list[str]:
    """The media types of the tabs above a drawing, the chosen one first."""
    for above in part.iterancestors():
        tabs = list(every(above, ".openapi-tabs__mime-item"))
        if tabs:
            active = [words(tab) for tab in tabs if "active" in classes(tab)]
            return list(dict.fromkeys([*active, *(words(tab) for tab in tabs)]))
    return []


def _body(details: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    summary = next(iter(children(details, "summary")), None)
    body: Document = {"content": {}}
    if first(summary, ".openapi-schema__required") is not None or words(summary).endswith("required"):
        body["required"] = True
    _content(details, body, f"{about} body", rebuilding)
    rebuilding.say(body, words(summary))
    operation["requestBody"] = body


def _content(details: HtmlElement, target: Document, about: str, rebuilding: Rebuilding) -> None:
    inside = [child for child in children(details) if child.tag != "summary"]
    schema: Schema = {}
    for one in inside:
        schema.update(level(one, rebuilding, about))
    media = [text for text in _media_of(details) if _MEDIA.fullmatch(text)] or ["application/json"]
    target["content"] = {}
    for number, text in enumerate(media):
        target["content"][text] = {"schema": schema} if not number else {}
        if number:
            rebuilding.not_shown(about, f"the schema of {text} is behind a tab", text)


def _responses(holder: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    tabs = every(holder, ".openapi-tabs__response-code-item")
    panels = [
        child for block in children(holder)[1:] for child in children(block, "div") if child.get("role") == "tabpanel"
    ]
    for number, tab in enumerate(tabs):
        status = words(tab)
        if not re.fullmatch(r"default|[1-5](?:\d\d|XX)", status, re.IGNORECASE):
            continue
        response: Document = {"description": ""}
        operation["responses"]["default" if status.lower() == "default" else status.upper()] = response
        shown = (
            panels[number] if len(panels) == len(tabs) else panels[0] if panels and "active" in classes(tab) else None
        )
        if shown is None:
            rebuilding.not_shown(f"{about} {status}", "the response is behind a tab", status, resolution="no content")
        else:
            _response(shown, response, f"{about} {status}", rebuilding)
        rebuilding.say(response, f"{status} {response['description']}".strip())


def _response(panel: HtmlElement, response: Document, about: str, rebuilding: Rebuilding) -> None:
    text = next(
        (
            prose(child)
            for child in children(panel, "div")
            if not {"tabs-container"} & classes(child) and first(child, "details") is None
        ),
        "",
    )
    response["description"] = text
    for details in every(panel, "details"):
        title = words(next(iter(children(details, "summary")), None))
        if "Response Headers" in title:
            for one in every(details, "li, div"):
                name = words(first(one, "strong"))
                if one.tag == "li" and name:
                    response.setdefault("headers", {})[name] = {"schema": {}}
        elif (
            "response" in classes(details) or first(details, ".openapi-markdown__details-summary-response") is not None
        ):
            _content(details, response, about, rebuilding)
            return
    media = [
        text for text in (words(one) for one in every(panel, ".openapi-tabs__mime-item")) if _MEDIA.fullmatch(text)
    ]
    if media:
        response["content"] = {one: {} for one in media}


def _security(root: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """The facts of each scheme stand in a block, its name, type and where it goes."""
    required: list[dict[str, list[str]]] = []
    for block in every(root, ".openapi-security__details pre"):
        facts: dict[str, str] = {}
        for label in every(block, "strong"):
            holder = label.getparent()
            facts[words(label).rstrip(":").lower()] = (
                words(holder).removeprefix(words(label)).strip() if holder is not None else ""
            )
        kind = facts.get("type", "")
        scheme: Schema = {}
        if kind == "apiKey" and facts.get("in"):
            scheme = {"type": "apiKey", "name": facts.get("name", ""), "in": facts["in"]}
        elif kind == "http" and facts.get("scheme"):
            scheme = {"type": "http", "scheme": facts["scheme"].lower()}
        elif kind == "oauth2":
            scheme = {"type": "oauth2", "flows": {}}
        elif kind == "openIdConnect" and facts.get("openidconnecturl"):
            scheme = {"type": "openIdConnect", "openIdConnectUrl": facts["openidconnecturl"]}
        if not scheme:
            continue
        key = re.sub(r"[^A-Za-z0-9_.-]+", "_", facts.get("name", "") or kind).strip("_")
        rebuilding.schemes.setdefault(key, scheme)
        required.append({key: []})
    if required:
        operation["security"] = required
