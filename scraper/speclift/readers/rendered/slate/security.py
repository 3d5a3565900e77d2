"""What a page by widdershins says about authentication: schemes in a list, requirements in asides.

Enters: the section "Authentication", and the words of an aside. Leaves: security schemes and requirements.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.readers.rendered.credentials import scheme_of
from speclift.readers.rendered.dom import children, every, first, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from speclift.readers.rendered.notation import Schema
    from speclift.readers.rendered.rebuilding import Document, Rebuilding

_UNNAMED = "(unnamed)"


def read_authentication(block: list[HtmlElement], rebuilding: Rebuilding) -> None:
    """The schemes. Only an API key's is named; the others get their name from the first requirement that fits."""
    scopes: dict[str, str] = {}
    for part in block:
        if part.tag == "table":
            for line in every(part, "tbody tr"):
                cells = [words(cell) for cell in every(line, "td")]
                if len(cells) == 2:
                    scopes[cells[0]] = cells[1]
    for part in block:
        for item in children(part, "li") if part.tag == "ul" else ():
            text = words(item)
            if match := re.match(r"API Key \((.+?)\).*?Parameter Name: (\S+?), in: (\w+)", text):
                rebuilding.schemes[match[1]] = {"type": "apiKey", "name": match[2], "in": match[3]}
            elif match := re.search(r"HTTP Authentication, scheme: (\w+)", text):
                rebuilding.schemes[f"{_UNNAMED}{len(rebuilding.schemes)}"] = {
                    "type": "http",
                    "scheme": match[1].lower(),
                }
            elif "oauth2 authentication" in text.lower():
                rebuilding.schemes[f"{_UNNAMED}{len(rebuilding.schemes)}"] = _oauth2(item, scopes)


def _oauth2(item: HtmlElement, scopes: dict[str, str]) -> Schema:
    flows: Schema = {}
    flow: Schema = {}
    for line in every(item, "li"):
        text = words(line)
        if found := re.match(r"Flow: (\w+)", text):
            flow = flows.setdefault(found[1], {"scopes": dict(scopes)})
        elif found := re.match(r"(Authorization|Token|Refresh) URL = (\S+)", text):
            link = first(line, "a")
            flow[f"{found[1].lower()}Url"] = link.get("href", "") if link is not None else found[2]
    return {"type": "oauth2", "flows": flows}


def require(text: str, operation: Document, rebuilding: Rebuilding) -> None:
    """An aside: one of several methods, each a name with its scopes, or names joined by `&`."""
    if "does not require authentication" in text:
        operation["security"] = []
        return
    _, mark, printed = text.partition("one of the following methods:")
    if not mark:
        return
    required = []
    for alternative in re.split(r",(?![^(]*\))", printed):
        one: dict[str, list[str]] = {}
        for part in alternative.split("&"):
            name, _, said = part.partition("(")
            scopes = said.strip(" )").removeprefix("Scopes:").split()
            if key := _named(name.strip(), rebuilding):
                one[key] = scopes
        if one:
            required.append(one)
    if required:
        operation["security"] = required


def _named(name: str, rebuilding: Rebuilding) -> str:
    """The key of a scheme; the first requirement of a name that the list does not have names one of its nameless."""
    if not name or name == "None":
        return ""
    if name in rebuilding.schemes:
        return name
    nameless = [key for key in rebuilding.schemes if key.startswith(_UNNAMED)]
    says = scheme_of(name)
    fitting = [key for key in nameless if says is not None and rebuilding.schemes[key]["type"] == says["type"]]
    for key in fitting[:1] or nameless[:1]:
        rebuilding.schemes = {name if old == key else old: scheme for old, scheme in rebuilding.schemes.items()}
        return name
    if says is not None:
        rebuilding.schemes[name] = says
        return name
    rebuilding.not_shown(name, "the page names this security scheme and does not say what it is", name)
    return ""
