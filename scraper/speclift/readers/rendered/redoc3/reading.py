"""Operations of a Redoc 3 page: parts of a request and of the open response, samples beside them.

Enters: saved pages. Leaves: the rebuilt document. Operations that the page lists and had not brought in are findings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.json_value import json_value
from speclift.document.operations import METHODS
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.credentials import named_schemes
from speclift.readers.rendered.dom import children, classes, every, first, literal, prose, words
from speclift.readers.rendered.rebuilding import Document, Rebuilding
from speclift.readers.rendered.redoc3.schemas import is_item, item, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(r"""data-item-kind=["']httpItem["']""", 0.8, "Redoc 3's operations"),
    sign(r"""data-component-name=["'][A-Z]\w+/""", 0.5, "Redocly's components"),
    sign(r"<redoc\b", 0.3, "Redoc's element"),
)
_CONTENT = (sign(r"""data-item-kind=["']httpItem["']|data-testid=["']items-navigation-list["']""", 1, "operations"),)
_PLACES: Final = {
    "path": "path",
    "query": "query",
    "header": "header",
    "headers": "header",
    "cookie": "cookie",
    "cookies": "cookie",
}
_MEDIA = re.compile(r"[\w.+-]+/[\w.+*-]+")
_STATUS = re.compile(r"default|[1-5](?:\d\d|XX)", re.IGNORECASE)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is Redoc 3 with operations drawn."""
    return weighed("redoc3", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("redoc3")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of the pages of one API."""
    rebuilding = Rebuilding()
    roots = [(page.name, parse(page)) for page in pages]
    for name, root in roots:
        rebuilding.page = name
        _information(root, rebuilding)
        for block in every(root, "[data-item-kind='httpItem']"):
            _operation(block, _tag(block), rebuilding)
    for name, root in roots:
        rebuilding.page = name
        for listed in every(root, "[data-testid='items-navigation-list']"):
            _listed(listed, rebuilding)
    return rebuilding


def _information(root: HtmlElement, rebuilding: Rebuilding) -> None:
    title = words(first(root, "[data-section-id='/'] h1"))
    if match := re.fullmatch(r"(.*?)\s*\(([^()]+)\)", title):
        title, rebuilding.version = match[1], rebuilding.version or match[2]
    rebuilding.title = rebuilding.title or title
    rebuilding.description = rebuilding.description or prose(
        first(root, "[data-section-id='/'] [data-component-name='Markdown/Markdown']")
    )
    panel = first(root, "[data-testid='panel-servers']")
    rebuilding.servers += (
        list(
            dict.fromkeys(
                match[0] for one in every(panel, "div") if (match := re.fullmatch(r"https?://\S+", words(one)))
            )
        )
        if panel is not None
        else []
    )


def _tag(block: HtmlElement) -> str:
    """The heading of the group: the last one of the page's sections before the operation."""
    parts = block.get("data-section-id", "").strip("/").split("/")
    for above in block.iterancestors():
        group = next(
            (one for one in every(above, "[data-section-id]") if one.get("data-section-id") == f"/{parts[0]}"), None
        )
        if group is not None:
            return _heading(first(group, "h2, h1"))
    return ""


def _heading(element: HtmlElement | None) -> str:
    return words(element, lambda one: "deep-link-anchor" in classes(one) or one.get("data-component-name") == "Tag/Tag")


def _operation(block: HtmlElement, tag: str, rebuilding: Rebuilding) -> None:
    button = next(
        (
            one
            for one in every(block, ".panel-request-samples button, [data-testid='dropdown'] button")
            if _verb(one) and "/" in words(one)
        ),
        None,
    )
    if button is None:
        return
    verb = _verb(button)
    path = next((words(one) for one in every(button, "span") if words(one).startswith("/")), "")
    operation = rebuilding.operation(verb, path, anchor=block.get("id", ""), tag=tag) if path else None
    if operation is None:
        return
    about = f"{verb.upper()} {path}"
    heading = first(block, "h2, h3")
    operation["summary"] = _heading(heading)
    if heading is not None and any(
        words(one).lower() == "deprecated" for one in every(heading, "[data-component-name='Tag/Tag']")
    ):
        operation["deprecated"] = True
    name = block.get("data-section-id", "").strip("/").partition("/")[2]
    if name:
        operation["operationId"] = name
    first_panel = first(block, "[data-testid='middle-panel']")
    text = prose(first(first_panel, "[data-component-name='Markdown/Markdown']"))
    if text:
        operation["description"] = text
    for part in every(block, "[id]"):
        _part(part, block.get("id", ""), operation, about, rebuilding)
    _security(block, operation, rebuilding)
    _responses(block, operation, about, rebuilding)
    _samples(block, operation, rebuilding)


def _verb(element: HtmlElement) -> str:
    for one in every(element, "div, span"):
        for name in classes(one):
            if name.removeprefix("tag-") in METHODS:
                return name.removeprefix("tag-")
    return ""


def _part(part: HtmlElement, anchor: str, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    where = part.get("id", "").removeprefix(anchor)
    if (match := re.fullmatch(r"/request/(\w+)", where)) is None:
        return
    holder = part.getparent()
    if holder is None:
        return
    if match[1] in _PLACES:
        for one in every(holder, ".schema-property-item"):
            if not any(is_item(above) for above in one.iterancestors()):
                name, required, schema = item(one, rebuilding, about)
                description = schema.pop("description", "")
                rebuilding.parameter(
                    operation,
                    name,
                    _PLACES[match[1]],
                    schema,
                    required=required,
                    description=description,
                    words=words(one),
                )
    elif match[1] == "body":
        header = next(iter(children(part, "div")), part)
        media = _media(header) or ["application/json"]
        body: Document = {"content": {}}
        if "required" in words(header).split():
            body["required"] = True
        for number, one in enumerate(media):
            body["content"][one] = {} if number else {"schema": level(part, rebuilding, f"{about} body")}
            if number:
                rebuilding.not_shown(f"{about} body", f"the schema of {one} is behind a choice", one)
        rebuilding.say(body, words(header))
        operation["requestBody"] = body


def _media(header: HtmlElement) -> list[str]:
    options = [one.get("value") or words(one) for one in every(header, "option")]
    printed = [words(one) for one in every(header, "span, button")]
    return list(dict.fromkeys(one for one in (*options, *printed) if _MEDIA.fullmatch(one)))


def _responses(block: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    tabs = first(block, "[data-response-codes-tablist]")
    if tabs is None:
        return
    statuses = [words(one) for one in every(tabs, "[role='tab'], button") if _STATUS.fullmatch(words(one))]
    chosen = next(
        (one for one in map(words, every(tabs, "[role='tab'][aria-selected='true']")) if one in statuses),
        statuses[0] if statuses else "",
    )
    for status in dict.fromkeys(statuses):
        response: Document = {"description": ""}
        operation["responses"]["default" if status.lower() == "default" else status.upper()] = response
        rebuilding.say(response, status)
        if status != chosen:
            rebuilding.not_shown(f"{about} {status}", "the response is behind a tab", status, resolution="no content")
    holder = next((above for above in tabs.iterancestors() if above.get("data-testid") == "middle-panel"), None)
    if holder is None or not chosen:
        return
    response = operation["responses"]["default" if chosen.lower() == "default" else chosen.upper()]
    texts = [
        one
        for one in every(holder, "[data-component-name='Markdown/Markdown']")
        if not any(is_item(above) for above in one.iterancestors())
    ]
    response["description"] = prose(texts[0]) if texts else ""
    header = next((one for one in every(holder, "[id]") if re.search(r"/body\Z", one.get("id", ""))), None)
    if header is not None and header.getparent() is not None:
        media = _media(header) or ["application/json"]
        response["content"] = {
            one: {} if number else {"schema": level(header.getparent(), rebuilding, f"{about} {chosen}")}
            for number, one in enumerate(media)
        }
    headers = next((one for one in every(holder, "[id]") if re.search(r"/headers?\Z", one.get("id", ""))), None)
    if headers is not None and headers.getparent() is not None:
        for one in every(headers.getparent(), ".schema-property-item"):
            name, _, schema = item(one, rebuilding, about)
            if "in=header" in one.get("id", "") or header is None:
                response.setdefault("headers", {})[name] = {"schema": schema}


def _security(block: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    for panel in every(block, "[data-component-name='Panel/Panel']"):
        if words(panel).startswith("Security"):
            body = first(panel, "[data-testid='panel-body']")
            lines = [words(child) for child in children(body, "div")] if body is not None else []
            text = " or ".join(lines)
            named_schemes(
                [
                    [name.split(" (")[0].strip() for name in re.split(r"\s+(?:and|&)\s+|\+", one)]
                    for one in re.split(r"\s+or\s+", text)
                    if one
                ],
                operation,
                rebuilding,
            )
            return


def _samples(block: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    for panel in every(block, ".panel-request-samples, .panel-response-samples"):
        value = _read(literal(first(panel, "[data-testid='json-viewer'] pre, pre")))
        if value is None:
            continue
        if "panel-request-samples" in classes(panel):
            holder = operation.get("requestBody", {})
        else:
            status = next((words(one) for one in every(panel, "button") if _STATUS.fullmatch(words(one))), "")
            holder = operation["responses"].get(status, {})
        for content in holder.get("content", {}).values():
            if "schema" in content:
                content["schema"] = rebuilding.fill(content["schema"], value)


def _read(text: str) -> Any:
    """A sample in which the viewer may have closed some objects (`{ … }`)."""
    start = min((text.find(mark) for mark in "{[" if mark in text), default=-1)
    plain = re.sub(r"\[\s*…\s*\]", "[]", re.sub(r"\{\s*…\s*\}", "{}", text[start:])) if start >= 0 else ""
    try:
        return json_value(plain)
    except ValueError:
        return None


def _listed(listed: HtmlElement, rebuilding: Rebuilding) -> None:
    """Operations of a group that the page lists; those that it has not brought in are closed."""
    for link in every(listed, "a"):
        verb = _verb(link)
        path = next((words(one) for one in every(link, "span") if words(one).startswith("/")), "")
        if verb and path:
            made = rebuilding.operation(verb, path)
            if made is not None:
                rebuilding.not_shown(f"{verb.upper()} {path}", "the page had not brought this operation in", path)
