"""Operations of Elements' pages, read in the order of the page: headings, viewers, tabs.

Enters: saved pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value
from speclift.document.operations import METHODS
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.credentials import scheme_of
from speclift.readers.rendered.dom import classes, every, first, prose, words
from speclift.readers.rendered.elements.schemas import rows, viewer
from speclift.readers.rendered.rebuilding import Document, Rebuilding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition
    from speclift.readers.rendered.notation import Schema

_SIGNS = (
    sign(
        r"""class=["'][^"']*\b(?:HttpOperation|HttpService|ElementsTableOfContentsItem)\b""",
        0.8,
        "Elements' class names",
    ),
    sign(r"<elements-api\b", 0.4, "Elements' element"),
    sign(r"""class=["'][^"']*\bsl-elements\b""", 0.5, "Elements' frame"),
)
_CONTENT = (sign(r"""\bHttpOperation\b|data-test=["']schema-row""", 1, "an operation"),)
_PLACES = {
    "Path Parameters": "path",
    "Query Parameters": "query",
    "Headers": "header",
    "Header Parameters": "header",
    "Cookies": "cookie",
    "Cookie Parameters": "cookie",
}
_MEDIA = re.compile(r"[\w.+-]+/[\w.+*-]+")


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is Stoplight Elements with an operation drawn."""
    return weighed("elements", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("elements")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of the pages of one API."""
    rebuilding = Rebuilding()
    for page in pages:
        rebuilding.page = page.name
        root = parse(page)
        service = first(root, ".HttpService")
        if service is not None:
            rebuilding.title = rebuilding.title or words(first(service, "h1"))
            rebuilding.version = rebuilding.version or words(first(service, ".sl-badge"))
            rebuilding.servers += [
                match[0]
                for row in every(service, "[data-test='server-row']")
                if (match := re.search(r"https?://\S+", words(row)))
            ]
            rebuilding.description = rebuilding.description or next(
                (
                    prose(one)
                    for one in every(service, ".sl-markdown-viewer")
                    if not any(above.get("data-test") for above in one.iterancestors())
                ),
                "",
            )
        tags = _tags(root)
        for block in every(root, ".HttpOperation"):
            _operation(block, tags, rebuilding)
    return rebuilding


def _tags(root: HtmlElement) -> dict[str, str]:
    """Operation -> group, from the table of contents."""
    tags: dict[str, str] = {}
    group = ""
    for entry in every(root, "[id^='sl-toc-']"):
        link = next((above for above in entry.iterancestors() if above.tag == "a"), None)
        address = link.get("href", "") if link is not None else ""
        if "/operations/" in address:
            tags[address.rpartition("/operations/")[2]] = group
        elif link is None or "/schemas/" not in address:
            group = entry.get("title", "") or words(entry)
    return tags


def _operation(block: HtmlElement, tags: dict[str, str], rebuilding: Rebuilding) -> None:
    heading = first(block, "h1")
    path = next(
        (one for one in every(block, "span") if words(one).startswith("/") and "sl-font-semibold" in classes(one)), None
    )
    if path is None or path.getparent() is None:
        return
    verb = next(
        (words(one) for one in every(block, "div") if words(one).lower() in METHODS and "sl-uppercase" in classes(one)),
        "",
    )
    anchor = next(
        (one.get("id", "") for one in every(block, "h2[id]") if one.get("id", "").startswith("/operations/")), ""
    )
    name = anchor.removeprefix("/operations/").partition("#")[0]
    operation = rebuilding.operation(verb, words(path), anchor=name, tag=tags.get(name, ""))
    if operation is None:
        return
    about = f"{verb.upper()} {words(path)}"
    server = words(path.getprevious())
    if re.match(r"https?://", server):
        rebuilding.servers.append(server)
    operation["summary"] = words(heading)
    if name and not name.startswith(f"{verb.lower()}-"):
        operation["operationId"] = name
    if (
        heading is not None
        and heading.getparent() is not None
        and any(words(one).lower() == "deprecated" for one in every(heading.getparent(), "div, span"))
    ):
        operation["deprecated"] = True
    description = prose(first(block, ".HttpOperation__Description"))
    if description:
        operation["description"] = description
    left = first(block, "[data-testid='two-column-left']")
    _parts(left if left is not None else block, operation, about, rebuilding)
    right = first(block, "[data-testid='two-column-right']")
    if right is not None:
        _samples(right, operation, rebuilding)
    _security(block, right, operation, rebuilding)


def _parts(column: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    """The column in page order. Only the first response is drawn; the others are tabs."""
    part = section = status = ""
    for one in column.iter():
        if not isinstance(one.tag, str):
            continue
        label = one.get("aria-label", "")
        if label == "Callbacks":
            return  # what follows are calls to the client
        if one.tag == "h2" and label:
            part, section = label, ""
        elif one.tag == "h3" and label:
            section = label
            if section == "Body":
                _body(one, part, operation, status, rebuilding)
        elif part == "Responses" and one.get("role") == "tab" and one.get("data-key"):
            key = one.get("data-key", "")
            key = "default" if key.lower() == "default" else key.upper()
            operation["responses"][key] = {"description": ""}
            rebuilding.say(operation["responses"][key], words(one))
            if not status:
                status = key
            else:
                rebuilding.not_shown(
                    f"{about} {key}", "the response is behind a tab", words(one), resolution="no content"
                )
        elif "sl-markdown-viewer" in classes(one) and part == "Responses" and not section and status:
            operation["responses"][status].setdefault("description", "")
            operation["responses"][status]["description"] = operation["responses"][status]["description"] or prose(one)
        elif (
            "sl-markdown-viewer" in classes(one)
            and section == "Body"
            and part == "Request"
            and "requestBody" in operation
            and not _in_viewer(one)
        ):
            operation["requestBody"].setdefault("description", prose(one))
        elif "JsonSchemaViewer" in classes(one):
            _viewer(one, part, section, status, operation, about, rebuilding)


def _in_viewer(element: HtmlElement) -> bool:
    return any("JsonSchemaViewer" in classes(above) for above in element.iterancestors())


def _body(heading: HtmlElement, part: str, operation: Document, status: str, rebuilding: Rebuilding) -> None:
    holder = heading.getparent()
    media = (
        [words(one) for one in every(holder, "option") if _MEDIA.fullmatch(words(one))] if holder is not None else []
    )
    media = media or (_MEDIA.findall(words(holder)) if holder is not None else []) or ["application/json"]
    content: Document = {one: {} for one in media}
    target = operation.setdefault("requestBody", {}) if part == "Request" else operation["responses"].get(status)
    if target is None:
        return
    target["content"] = content
    if part == "Request":
        if holder is not None and "required" in words(holder):
            target["required"] = True
        rebuilding.say(target, words(holder))


def _viewer(
    one: HtmlElement, part: str, section: str, status: str, operation: Document, about: str, rebuilding: Rebuilding
) -> None:
    if section == "Body" and part in {"Request", "Responses"}:
        target = operation.get("requestBody") if part == "Request" else operation["responses"].get(status)
        media = next(iter(target.get("content", {})), "") if target else ""
        if target and media:
            target["content"][media] = {"schema": viewer(one, rebuilding, f"{about} {status or 'body'}")}
        return
    level = next(
        (below for below in one.iter() if isinstance(below.tag, str) and below.get("data-level") is not None), None
    )
    if level is None or section not in _PLACES:
        return
    for name, required, schema in rows(level, rebuilding, about):
        description = schema.pop("description", "")
        if part == "Responses":
            header = {"schema": schema, **({"description": description} if description else {})}
            operation["responses"][status].setdefault("headers", {})[name] = header
        else:
            rebuilding.parameter(
                operation,
                name,
                _PLACES[section],
                schema,
                required=required,
                description=description,
                words=f"{name} {description}".strip(),
            )


def _samples(column: HtmlElement, operation: Document, rebuilding: Rebuilding) -> None:
    """The sample of an answer stands in the label of its block; that of a body in the call or in an editor."""
    for block in every(column, "pre[aria-label]"):
        text = block.get("aria-label", "")
        value = _read(text)
        match = re.search(r"--data(?:-raw)?\s+'(.*)'", text, re.DOTALL)
        if value is not None:
            status = next(iter(operation["responses"]), "")
            holders = [operation["responses"].get(status, {})]
        elif match and (value := _read(match[1])) is not None:
            holders = [operation.get("requestBody", {})]
        else:
            continue
        for holder in holders:
            for content in holder.get("content", {}).values():
                if "schema" in content:
                    content["schema"] = rebuilding.fill(content["schema"], value)


def _read(text: str) -> Any:
    try:
        return json_value(text)
    except ValueError:
        return None


def _security(block: HtmlElement, right: HtmlElement | None, operation: Document, rebuilding: Rebuilding) -> None:
    """Each row names a kind; the name of a key stands beside the field to try it, or in the call."""
    calls = " ".join(pre.get("aria-label", "") for pre in every(right, "pre[aria-label]")) if right is not None else ""
    keys = re.findall(r"--header '([\w-]+): 123'", calls)
    in_query = re.findall(r"[?&]([\w-]+)=123\b", calls)
    required = []
    for row in every(block, "[data-test='http-operation-security-row']"):
        one: dict[str, list[str]] = {}
        printed = words(first(row, "[role='heading']")) or words(row)
        for kind in re.split(r"\s+&\s+|\s+\+\s+", printed.partition(":")[2].strip() or printed):
            name = re.search(r"Name: (\S+).*?In: (\w+)", words(row), re.IGNORECASE)
            if "api key" in kind.lower() and (name or keys or in_query):
                scheme: Schema = {
                    "type": "apiKey",
                    "name": name[1] if name else (keys or in_query)[0],
                    "in": name[2].lower() if name else ("header" if keys else "query"),
                }
            elif (known := scheme_of(kind)) is not None:
                scheme = known
            else:
                rebuilding.not_shown(kind, "the page names this kind of security and not its details", printed)
                continue
            key = next((key for key, value in rebuilding.schemes.items() if value == scheme), "")
            if not key:
                key = re.sub(
                    r"[^A-Za-z0-9_.-]+", "_", str(scheme.get("name") or scheme.get("scheme") or kind.split(" (")[0])
                ).strip("_")
                rebuilding.schemes[key] = scheme
            one[key] = []
        if one:
            required.append(one)
    if required:
        operation["security"] = required
