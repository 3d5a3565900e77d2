"""Method and path, wherever an author writes them.

Enters: blocks. Leaves: `Signature`s: in a heading, in a line of code, in a paragraph of their own, in a call.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.readers.handwritten.blocks import METHOD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.readers.handwritten.blocks import Block

ADDRESS: Final = (
    r"(?:https?://[^\s`*'\"|]+|\{\{?[\w-]+\}?\}/[^\s`*'\"|]*|\$\{?[A-Z_]+\}?/[^\s`*'\"|]*|/(?![/*])[^\s`*'\"|,;]*)"
)
_LINE: Final = re.compile(
    rf"^\W{{0,6}}(?P<method>{METHOD})\W{{0,6}}[:\s`*–—→-]+(?P<url>{ADDRESS})(?P<rest>.*)$", re.DOTALL
)
_LABEL: Final = re.compile(
    r"^[*_\s]*(?:(?:http|api|rest|sample|full) )?(?:request|end ?points?|ur[il]|call|usage|syntax|route|resource"
    r"|path|method|anfrage"
    r"|aufruf|requ[êe]te|solicitud|petici[óo]n|requisi[çc][ãa]o|richiesta|запрос|请求|接口|リクエスト)(?: (?:url|line"
    r"|syntax|path))?"
    r"[*_\s]*[:：][*_\s]*",
    re.IGNORECASE,
)
"""What may stand before a method and path on their line."""
_BEHIND: Final = re.compile(rf"^\W{{0,4}}(?P<url>{ADDRESS})[`*\s]*[\s\[(:–—|-]+[`*]*(?P<method>{METHOD})\b[`*)\]\s]*$")
_RELATIVE: Final = re.compile(
    rf"^[`*\s]*(?P<method>{METHOD})[`*:\s]+(?P<url>[A-Za-z][\w-]*(?:/[\w{{}}<>:.-]+)+(?:\?\S*)?)[`*\s]*$"
)
"""A path without its first slash, in a heading of nothing else: `PUT api/orders/{id}`."""
_INSIDE: Final = re.compile(rf"(?<![\w/])(?P<method>{METHOD})[`*:\s]+(?P<url>{ADDRESS})")
_CURL_METHOD: Final = re.compile(rf"(?:-X\s*|--request[= ]\s*|curl\s+)[\"']?({METHOD})\b")
_CURL_DATA: Final = re.compile(r"(?:^|\s)(?:-d|--data(?:-raw|-binary|-urlencode)?|--json|-F|--form)\b")
_CURL_GET: Final = re.compile(r"(?:^|\s)(?:-G|--get)\b")
_URL: Final = re.compile(
    r"https?://[^\s\"'`\\]+|(?<=[\s\"'])(?:[\w.-]+:\d+|\$\{?\w+\}?|\{\{?\w+\}?\}|localhost)/[^\s\"'`\\]*"
)
_LONGEST: Final = 160

Where = str


class Signature(Struct, frozen=True):
    """A method and an address as printed. `where` is "heading", "code", "line", "table", "facts" or "call"; `stated`
    is false for a method that nobody states; `title` is what stands beside them."""

    method: str
    url: str
    where: Where
    stated: bool = True
    title: str = ""


def signatures_of(block: Block) -> list[Signature]:
    """The signatures that a heading, a block of code or a paragraph consists of."""
    if block.kind == "heading":
        return [one for text in each_method(block.text) for one in _in_heading(text)]
    if block.kind == "code":
        return _in_code(block.text)
    if block.kind == "text" and len(block.text) <= 3 * _LONGEST:
        found = [_whole(line, "line") for text in block.text.split("\n") for line in each_method(text)]
        return [one for one in found if one is not None] if any(found) and found[0] else []
    return []


_METHODS: Final = re.compile(
    rf"^(?P<before>[\W_]{{0,6}})(?P<methods>{METHOD}(?:\s*[|,/&]\s*{METHOD})+)(?P<after>[\W_]{{1,8}}{ADDRESS}.*)$",
    re.DOTALL,
)


def each_method(text: str) -> list[str]:
    """A line for each of its methods: "GET|POST /users" is "GET /users" and "POST /users"."""
    found = _METHODS.match(text)
    if found is None:
        return [text]
    return [f"{found['before']}{method}{found['after']}" for method in re.findall(METHOD, found["methods"])]


def signature_in(text: str, where: Where) -> Signature | None:
    """The one signature that a short text is."""
    return _whole(text, where)


def _in_heading(text: str) -> Iterator[Signature]:
    relative = _RELATIVE.match(text)
    whole = _whole(f"{relative['method']} /{relative['url']}" if relative else text, "heading")
    if whole is not None:
        yield whole
        return
    for found in _INSIDE.finditer(text):
        title = f"{text[: found.start()]} {text[found.end() :]}".strip(" `*()[]:-–—")
        yield Signature(found["method"], _trimmed(found["url"]), "heading", title=title)


def _in_code(text: str) -> list[Signature]:
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    found: list[Signature] = []
    for line in [one for whole in lines[:12] for one in each_method(whole)]:
        one = _whole(line, "code") if len(line) <= 2 * _LONGEST else None
        if one is None:
            break
        found.append(one)
    return found


def _whole(text: str, where: Where) -> Signature | None:
    line = _LABEL.sub("", text.strip(), count=1) if where != "heading" else text.strip()
    found = _LINE.match(line)
    if found is None:
        found = _BEHIND.match(line)
        return Signature(found["method"], _trimmed(found["url"]), where) if found else None
    rest = found["rest"].strip(" `*")
    rest = re.sub(r"^HTTP/[\d.]+\s*", "", rest)
    if len(rest) > _LONGEST or (where == "line" and re.match(r"[a-z]", rest)):
        return None  # running text that mentions a call
    return Signature(found["method"], _trimmed(found["url"]), where, title=rest.strip(" `*()[]:-–—#"))


def _trimmed(url: str) -> str:
    url = url.rstrip("`*.,;:)]\\") if url.count("]") > url.count("[") else url.rstrip("`*.,;:)\\")
    expanded = re.search(r"\{[?&]([\w,.*-]+)\}$", url)  # a URI template's query
    if expanded is not None:
        names = [name.strip("*") for name in expanded[1].split(",")]
        url = url[: expanded.start()] + "?" + "&".join(f"{name}={{{name}}}" for name in names)
    return url + ")" if url.count("(") > url.count(")") else url


def is_call(text: str) -> bool:
    """Whether code is a call of curl and the like."""
    return re.search(r"(?:^|\n|\$\s*)\s*(?:curl|wget|http(?:ie)?)\s", text) is not None


def signature_of_call(text: str) -> Signature | None:
    """The signature of a call of curl."""
    if not is_call(text):
        return None
    lines = re.sub(r"\\\s*\n", " ", text).split("\n")
    first = next((number for number, line in enumerate(lines) if is_call(line)), 0)
    joined = lines[first] + ("" if any(map(is_call, lines[first + 1 :])) else "\n".join(["", *lines[first + 1 :]]))
    url = _URL.search(joined)
    if url is None or FILE.search(url[0].split("?")[0]) or path_of(url[0]) == "/":
        return None
    method = _CURL_METHOD.search(joined)
    assumed = "POST" if _CURL_DATA.search(joined) and not _CURL_GET.search(joined) else "GET"
    address = re.sub(r"^(?:\$\{?\w+\}?|\{\{?\w+\}?\}|localhost|[\w.-]+:\d+)(?=/)", "", url[0].rstrip("'\""))
    return Signature(method[1] if method else assumed, address, "call")


def path_of(url: str) -> str:
    """The path of an address as printed, without server, query and the mark of a call."""
    text = re.sub(r"^(?:https?://)?(?:[^/{}\s]|\{[^{}]*\})*?(?=/)", "", url) if not url.startswith("/") else url
    return text.split("?")[0].split("#")[0].rstrip("/") or "/"


def fits(concrete: str, template: str) -> bool:
    """Whether a concrete address is one of a template's: the same segments but where the template has a parameter."""
    ours, theirs = (path_of(one).strip("/").split("/") for one in (concrete, template))
    shorter = min(len(ours), len(theirs))
    if len(ours) != len(theirs):  # one of them is relative to a base address
        ours, theirs = ours[-shorter:], theirs[-shorter:]
        if ours[0] != theirs[0]:
            return False
    return any(ours) and all(a == b or _is_parameter(b) or _is_parameter(a) for a, b in zip(ours, theirs, strict=True))


def _is_parameter(segment: str) -> bool:
    return re.search(r"[{}<>\[\]:$]|^%\w+%$", segment) is not None


_LABELLED: Final = re.compile(
    rf"^[*_\s]*+(?:(?:resource|api|request)?\s*(?:url|uri|end ?point|path|route)|resource|recurso|ruta|ressource"
    rf"|chemin|pfad|ресурс|адрес|путь|地址|路径)"
    rf"[*_\s]*[:：][*_\s]*`?(?P<url>{ADDRESS})`?[.\s]*$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"^[\s`*>]*(?P<url>(?:https?://[^\s/`]+)?/(?:[^\s`{]|\{[^{}\n]*\}+|\{)*)[\s`*]*$")


_NAMED: Final = re.compile(
    rf"(?:ruta|route|path|url|uri|end ?point|address|adresse|pfad|chemin|адрес\w*|地址"
    rf"|路径)[^`.]{{0,40}}`(?P<url>{ADDRESS})`",
    re.IGNORECASE,
)


def labelled_path(text: str) -> Signature | None:
    """The signature of a paragraph that says where a resource is; its method is not stated.

    In running text only an address with a parameter in it counts: another may be that of an example.
    """
    found = _LABELLED.match(text)
    if found is None:
        found = _NAMED.search(text)
        found = found if found is not None and re.search(r"/(?::\w|[{<\[]\w)", found["url"]) else None
    return Signature("GET", _trimmed(found["url"]), "facts", stated=False) if found else None


FILE: Final = re.compile(
    r"\.(?:html?|sh|tar|gz|tgz|zip|deb|rpm|exe|msi|png|jpe?g|gif|svg|css|js|pdf|txt|md|iso|jar|whl|py|rb|pl"
    r"|bin)[\"']?$",
    re.IGNORECASE,
)
"""How the address of a file ends that is downloaded: who calls it calls no API."""
_INSTRUCTION: Final = re.compile(
    rf"(?<![\w/])[`*\"]*(?P<method>{METHOD})[`*\"]*"
    rf"(?:[ -](?:http )?(?:requests?|calls?|Anfrage|запрос\w*|petici[óo]n|solicitud|requ[êe]te))?"
    rf"(?: (?:to|against|on|at|an|auf|a|à|vers|sur|на|к|per|the|end ?point|url|address|path|resource|die|la|el|l'url"
    rf"|adresse|адрес))+[:：]?\s*[`*\"]*(?P<url>{ADDRESS})"
    rf"|`(?P<coded>{METHOD}) (?P<path>{ADDRESS})`",
)


def instructed(text: str) -> Signature | None:
    """The signature of a sentence that says what to send: "make a POST request to `https://a.example/send`"."""
    found = _INSTRUCTION.search(text)
    if found is None or len({one["url"] or one["path"] for one in _INSTRUCTION.finditer(text)}) > 1:
        return None
    return Signature(found["method"] or found["coded"], _trimmed(found["url"] or found["path"]), "line")


def bare_address(text: str) -> Signature | None:
    """The signature of an address that stands alone; its method is not stated."""
    plain = text.replace("**", "").replace("`", "").strip()
    plain = re.sub(r"\{[^{}\n]{1,40}\}", lambda name: name[0].replace(" ", "_"), plain)
    found = _BARE.match(plain)
    if found is None or "." in path_of(found["url"]).rsplit("/", 1)[-1] or path_of(found["url"]) == "/":
        return None
    return Signature("GET", _trimmed(found["url"]), "line", stated=False)
