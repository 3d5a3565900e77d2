"""Operations of a Scalar page: parameters, bodies and responses in lists, samples in cards beside them.

Enters: saved pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.credentials import scheme_of
from speclift.readers.rendered.dom import children, classes, every, first, literal, prose, words
from speclift.readers.rendered.rebuilding import Document, Rebuilding
from speclift.readers.rendered.samples import CLOSED
from speclift.readers.rendered.scalar.properties import read_card, read_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition
    from speclift.readers.rendered.notation import Schema

_SIGNS = (
    sign(r"""class=["'][^"']*\bscalar-(?:app|card|api-reference)\b""", 0.7, "Scalar's class names"),
    sign(r"""\bid=["']scalar-refs-""", 0.5, "Scalar's ids"),
)
_CONTENT = (sign(r"""class=["'][^"']*\brequest-method\b""", 1, "operations"),)
_TITLES = {
    "headers": "header",
    "query parameters": "query",
    "path parameters": "path",
    "cookies": "cookie",
    "cookie parameters": "cookie",
    "header parameters": "header",
}
_MEDIA = re.compile(r"[\w.+-]+/[\w.+*-]+")
_MADE_UP_CREDENTIAL = r"YOUR_SECRET_TOKEN|Basic |username:password"


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is Scalar with operations drawn."""
    return weighed("scalar", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("scalar")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of saved pages of one API."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        introduction = first(root, ".introduction-section")
        rebuilding.title = rebuilding.title or words(first(introduction, "h1"))
        version = (
            next((words(one) for one in every(introduction, ".badge") if words(one).startswith("v")), "")
            if introduction is not None
            else ""
        )
        rebuilding.version = rebuilding.version or version.removeprefix("v")
        rebuilding.description = rebuilding.description or prose(first(introduction, ".introduction-description"))
        server = words(first(root, ".scalar-reference-intro-server button, .scalar-reference-intro-server > div"))
        if found := re.search(r"https?://\S+", server):
            rebuilding.servers.append(found[0])
        access = words(first(root, ".scalar-reference-intro-auth"))
        names = re.findall(r"Selected Auth Types?:\s*(.+)", access)
        chosen = re.split(r"\s(?=Bearer|API|Basic|Value|Show|Auth URL|Token URL)", names[0])[0] if names else ""
        named = [one.strip() for one in re.split(r"[,&]| and ", chosen) if one.strip()]
        oauth = _oauth(named, access)
        if oauth is not None:
            rebuilding.schemes[named[0]] = oauth
        for section in every(root, "section.section, section.collapsible-section, .section-container section"):
            _section(section, named, rebuilding)
    return rebuilding


def _section(section: HtmlElement, named: list[str], rebuilding: Rebuilding) -> None:
    method, path = first(section, ".request-method"), first(section, ".operation-path")
    if "/webhook/" in section.get("id", ""):
        return  # has no address
    if method is not None and path is not None and not every(section, "section"):
        _operation(section, words(method), words(path), named, rebuilding)
    elif "collapsible-section" in classes(section) and (card := first(section, ".schema-card")) is not None:
        name = section.get("aria-label", "")
        schema = read_card(card, rebuilding, name)
        if schema and name:
            rebuilding.define(name, schema)
    elif "/tag/" in section.get("id", "") and (heading := first(section, "h2")) is not None:
        text = prose(first(section, ".markdown"))
        rebuilding.tags.setdefault(words(heading), text)


def _tag(section: HtmlElement, rebuilding: Rebuilding) -> str:
    for above in section.iterancestors():
        heading = (
            first(above, "h2.section-header-label")
            if above.tag in {"section", "div"} and len(every(above, "h2.section-header-label")) == 1
            else None
        )
        if heading is not None:
            return words(heading)
    slug = re.search(r"/tag/([^/]+)/", section.get("id", ""))
    wanted = slug[1] if slug else ""
    return next((name for name in rebuilding.tags if re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") == wanted), "")


def _operation(section: HtmlElement, method: str, path: str, named: list[str], rebuilding: Rebuilding) -> None:
    for callbacks in every(section, ".callbacks-list"):  # calls that the other side makes
        callbacks.drop_tree()
    operation = rebuilding.operation(method, path, anchor=section.get("id", ""), tag=_tag(section, rebuilding))
    if operation is None:
        return
    about = f"{method.upper()} {path}"
    heading = first(section, ".section-header-label, h3")
    operation["summary"] = words(heading)
    badges = [one for one in every(section, ".badge") if not any(above.tag == "ul" for above in one.iterancestors())]
    if any(words(one).lower() == "deprecated" for one in badges):
        operation["deprecated"] = True
    description = prose(first(section, "[aria-label='Operation Description']"))
    if description:
        operation["description"] = description
    for listed in every(section, "ul"):
        title = words(listed.getprevious()).lower() if listed.getprevious() is not None else ""
        if title in _TITLES:
            for item in children(listed, "li"):
                _parameter(item, _TITLES[title], operation, about, rebuilding)
        elif title == "responses" or listed.get("aria-label") == "Responses":
            for item in children(listed, "li"):
                _response(item, operation, about, rebuilding)
    body = first(section, ".request-body")
    drawn = first(section, ".request-body-schema")
    body = drawn.getparent() if body is None and drawn is not None else body  # before 1.30
    if body is not None:
        _body(body, operation, about, rebuilding)
    _samples(section, operation, rebuilding)
    _security(section, named, operation, rebuilding)


def _parameter(item: HtmlElement, place: str, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    name, required, schema = read_value(item, rebuilding, about)
    description = schema.pop("description", "")
    rebuilding.parameter(
        operation,
        name,
        place,
        schema,
        required=required,
        description=description,
        words=words(item, lambda one: one.tag == "button"),
    )


def _body(holder: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    header = first(holder, ".request-body-header, .request-body-title")
    media = next(
        iter(_MEDIA.findall(words(first(holder, ".selected-content-type, .content-type-select")) or words(header))),
        "application/json",
    )
    card = first(holder, ".request-body-schema")
    schema = _whole(card, f"{about} body", rebuilding) if card is not None else {}
    body: Document = {"content": {media: {"schema": schema}}}
    if "required" in words(header).lower():
        body["required"] = True
    if first(header, "button[aria-expanded], [aria-haspopup]") is not None:
        rebuilding.not_shown(f"{about} body", "other media types are behind a choice", words(header))
    text = prose(first(holder, ".request-body-description"))
    if text:
        body["description"] = text
    rebuilding.say(body, words(header))
    operation["requestBody"] = body


def _whole(holder: HtmlElement, about: str, rebuilding: Rebuilding) -> Schema:
    """The schema of a body: in a card, or behind a rule without one of its own."""
    _, _, schema = read_value(holder, rebuilding, about)
    schema.pop("x-additional", None)
    return schema


def _response(item: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    name, _, schema = read_value(item, rebuilding, about)
    found = re.match(r"(default|[1-5](?:\d\d|XX))\b", name, re.IGNORECASE)
    if found is None:
        label = words(first(item, ".parameter-item-name")) or words(item)
        found = re.match(r"(default|[1-5](?:\d\d|XX))\b", label, re.IGNORECASE)
    if found is None:
        return
    status = "default" if found[1].lower() == "default" else found[1].upper()
    description = schema.pop("description", "") or words(
        first(item, ".response-description, .parameter-item-description, .parameter-item-type, .markdown")
    )
    response: Document = {"description": description}
    media = next(iter(_MEDIA.findall(words(first(item, ".selected-content-type, .content-type-select")))), "")
    for header in every(item, ".headers-card .property"):
        title, is_required, below = read_value(header, rebuilding, f"{about} {status} header")
        text = below.pop("description", "")
        response.setdefault("headers", {})[title] = {
            **({"description": text} if text else {}), **({"required": True} if is_required else {}), "schema": below
        }  # fmt: skip
    if schema or media:
        response["content"] = {media or "application/json": {"schema": schema} if schema else {}}
    toggle = first(item, "button.parameter-item-trigger[aria-expanded='false']")
    if toggle is not None:
        rebuilding.not_shown(f"{about} {status}", "the response is closed", words(toggle))
    operation["responses"][status] = response
    rebuilding.say(response, f"{status} {description}".strip())


def _samples(section: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """The curl call shows a body, the card of the response an answer: names and types of what is closed."""
    for card in every(section, ".scalar-card"):
        text = literal(first(card, "pre"))
        if "request-card" in classes(card) or text.startswith("curl"):
            found = re.search(r"--data(?:-raw|-binary)?\s+'(.*)'", text, re.DOTALL)
            sample = _read(found[1]) if found else None
            holder = operation.get("requestBody", {})
        else:
            tabs = [
                *every(card, "[role='tab'].tab-selected, [role='tab'][aria-selected='true']"),
                *every(card, "[role='tab']"),
            ]
            status = next((found[0] for one in tabs if (found := re.search(r"\d\d\d|default", words(one)))), "")
            sample = _read(text)
            holder = operation["responses"].get(status, {})
            if isinstance(sample, dict | list) and holder and "content" not in holder:  # a model that it cannot draw
                holder["content"] = {"application/json": {"schema": {CLOSED: f"{status}: the whole body"}}}
        for content in holder.get("content", {}).values() if sample is not None else ():
            if "schema" in content:
                content["schema"] = rebuilding.fill(content["schema"], sample)


def _read(text: str) -> Any:
    try:
        return json_value(text)
    except ValueError:
        return None


def _security(section: HtmlElement, named: list[str], operation: Document, rebuilding: Rebuilding) -> None:
    """The renderer puts a made-up token where the scheme wants it."""
    text = literal(first(section, ".request-card pre")) or literal(first(section, "pre"))
    required: dict[str, list[str]] = {}
    for name, value in re.findall(r"--header\s+'([\w-]+):\s*([^']*)'", text):
        if re.search(_MADE_UP_CREDENTIAL, value) is None:
            continue
        if name.lower() == "authorization" and value.startswith(("Bearer", "Basic")):
            scheme: Schema = {"type": "http", "scheme": value.split(" ")[0].lower()}
        else:
            scheme = {"type": "apiKey", "in": "header", "name": name}
        required[_key(scheme, named, rebuilding)] = []
    for name in re.findall(r"[?&]([\w-]+)=YOUR_SECRET_TOKEN", text):
        required[_key({"type": "apiKey", "in": "query", "name": name}, named, rebuilding)] = []
    if required:
        operation["security"] = [required]


def _oauth(named: list[str], access: str) -> Schema | None:
    """The flow that the card of the chosen scheme describes, where all that is chosen is OAuth."""
    if len(named) != 1 or (scheme_of(named[0]) or {}).get("type") != "oauth2":
        return None
    urls = {
        key: found[1].removesuffix("Clear")
        for key, label in (("authorizationUrl", "Auth URL"), ("tokenUrl", "Token URL"))
        if (found := re.search(rf"{label}\s*:\s*(https?://[^\s<>]+?)(?=Clear Value|\s|\Z)", access))
    }
    kind = "authorizationCode" if len(urls) == 2 else "implicit" if "authorizationUrl" in urls else "clientCredentials"
    return {"type": "oauth2", "flows": {kind: {**urls, "scopes": {}}} if urls else {}}


def _key(scheme: Schema, named: list[str], rebuilding: Rebuilding) -> str:
    known = next((key for key, one in rebuilding.schemes.items() if one == scheme), "")
    if not known and scheme.get("scheme") == "bearer":  # how a token of OAuth is sent
        known = next((key for key, one in rebuilding.schemes.items() if one["type"] == "oauth2"), "")
    if known:
        return known
    free = [name for name in named if re.fullmatch(r"[\w.-]+", name) and name not in rebuilding.schemes]
    key = free[0] if len(free) == 1 else str(scheme.get("scheme") or scheme.get("name"))
    rebuilding.schemes[key] = scheme
    return key
