"""An HTTP message as documentation prints it: status line or request line, headers, body.

Enters: the text of an example. Leaves: `HttpMessage` values, one for each status line in the text, or none when the
text is no HTTP message. Bodies stay text. Source of the form: RFC 9112, sections 2 to 5, read as loosely as people
write it: indented, without a version, in a comment, the body on the next line without a blank line between.
"""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Final

from msgspec import Struct

STATUS_LINE: Final = re.compile(
    r"^[ \t\xa0]{0,40}(?:(?://|\#|\*)[ \t]?)?(?:"
    r"HTTPS?(?:/\d(?:\.\d)?)?[ \t]{1,20}(?:(?:status|error|code)[: \t]{1,5})?([1-5](?:\d\d|xx))\b"
    r"|(?:status(?:[ \t]code)?|code)[ \t]?:[ \t]{0,20}([1-5]\d\d)(?=[ \t\r]{0,40}$|[ \t](?-i:[A-Z]))"
    r"|([1-5]\d\d)(?=[ \t]{1,5}(?-i:[A-Z])[A-Za-z' -]{1,40}\r?$)"
    r")[ \t:]{0,20}([^\n{\[]{0,120})",
    re.MULTILINE | re.IGNORECASE,
)
REQUEST_LINE: Final = re.compile(
    r"^[ \t\xa0]{0,40}(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[ \t]{1,20}(\S{1,2000})"
    r"(?:[ \t]{1,20}HTTPS?/\d(?:\.\d)?)?[ \t]*\r?$",
    re.MULTILINE,
)
_HEADER: Final = re.compile(r"[ \t\xa0]*([A-Za-z][\w-]{0,60})[ \t]?:[ \t]{0,20}([^\n]{0,4000})\Z")
_KNOWN_HEADERS: Final = re.compile(
    r"(?:accept|age|allow|authorization|connection|cookie|date|etag|expires|from|host|link|location|origin|pragma|referer"
    r"|server|status|trailer|upgrade|vary|via|warning)\Z",
    re.IGNORECASE,
)
_BODIES: Final = (
    (re.compile(r"\s{0,200}BEGIN:VCALENDAR"), "text/calendar"),
    (re.compile(r"\s{0,200}BEGIN:VCARD"), "text/vcard"),
    (re.compile(r"\s{0,200}<(?:!doctype\s+html|html)\b", re.IGNORECASE), "text/html"),
    (re.compile(r"\s{0,200}<\?xml\b|\s{0,200}<[A-Za-z_][\w:.-]{0,80}(?:\s[^<>]{0,2000})?/?>"), "application/xml"),
    (re.compile(r"\s{0,200}[{\[]\s{0,200}[\"'{\[]"), "application/json"),
    (re.compile(r"\s{0,200}%PDF-"), "application/pdf"),
)


class HttpMessage(Struct, frozen=True):
    """A message: `status` and `reason` of an answer, or `method` and `target` of a request.

    `status` is None where the page prints a class of them (`4xx`). `headers` keep order and spelling; `body` is the
    text after them without the blank lines around it. `start` is the offset of the message in the text it was found in.
    """

    status: int | None
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: str
    method: str = ""
    target: str = ""
    start: int = 0

    @property
    def media_type(self) -> str:
        """The media type that the headers state, in lower case and without parameters; "" where they state none."""
        stated = next((value for name, value in self.headers if name.casefold() == "content-type"), "")
        return stated.partition(";")[0].strip().casefold()


def parse_responses(text: str) -> tuple[HttpMessage, ...]:
    """Gives the answers in a text, in order; none when no status line stands in it where a message may begin."""
    starts = [match for match in STATUS_LINE.finditer(text) if _begins_message(text, match)]
    ends = [*(match.start() for match in starts[1:]), len(text)] if starts else []
    messages = []
    for match, end in zip(starts, ends, strict=True):
        printed = match[1] or match[2] or match[3]
        headers, body = _headers(text[match.end() : end])
        status = int(printed) if printed.isdigit() else None
        messages.append(HttpMessage(status, match[4].strip(" \t\r,;:-"), headers, body, start=match.start()))
    return tuple(messages)


def parse_request(text: str) -> HttpMessage | None:
    """Gives the request that a text is (`POST /users HTTP/1.1`, headers, body), or None when it does not begin with
    one.
    """
    match = REQUEST_LINE.match(text.lstrip("\r\n \t\xa0"))
    if match is None:
        return None
    headers, body = _headers(match.string[match.end() :])
    return HttpMessage(None, "", headers, body, method=match[1], target=match[2])


def guess_media_type(body: str) -> str:
    """Gives the media type that a body looks like, without reading it; "text/plain" when it looks like nothing, "" when
    empty.
    """
    if not body.strip():
        return ""
    return next((media_type for pattern, media_type in _BODIES if pattern.match(body)), "text/plain")


def _begins_message(text: str, match: re.Match[str]) -> bool:
    """A line such as `404 Not Found` or `Code: 200` begins a message only at the top of the text; `HTTP/1.1 …`
    anywhere.
    """
    return match[1] is not None or not text[: match.start()].strip()


def _headers(rest: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Parts what follows a first line into headers and body."""
    lines = rest.split("\n")
    headers: list[tuple[str, str]] = []
    at = 1 if not lines[0].strip() else 0
    while at < len(lines) and (match := _HEADER.match(lines[at].rstrip("\r"))) and _is_header(match):
        headers.append((match[1], match[2].strip()))
        at += 1
    body = "\n".join(lines[at:])
    return tuple(headers), _without_blank_lines(body)


def _is_header(match: re.Match[str]) -> bool:
    return "-" in match[1] or _KNOWN_HEADERS.match(match[1]) is not None


def _without_blank_lines(body: str) -> str:
    """Takes off blank lines before and after, and the margin that all lines share."""
    lines = body.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    return dedent("\n".join(lines[first:]).rstrip())
