"""The front door for recorded requests: any notation in, a `RequestSample` out.

Enters: the text of an example. Leaves: the request, or None when the text is in no notation of the table. To teach
another notation, add a module with its test and its reader, and a line to `NOTATIONS`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.normalise.examples.curl import is_curl, parse_curl
from speclift.normalise.examples.http_message import parse_request
from speclift.normalise.examples.httpie import is_httpie, parse_httpie
from speclift.normalise.examples.request_sample import RequestSample
from speclift.normalise.examples.wget import is_wget, parse_wget

if TYPE_CHECKING:
    from collections.abc import Callable


def is_raw_http(text: str) -> bool:
    """Whether `text` begins with a request line."""
    return parse_request(text) is not None


def parse_raw_http(text: str) -> RequestSample:
    """Reads `POST /users HTTP/1.1`, headers and body. The address is joined from `Host` where the target is a path."""
    message = parse_request(text)
    if message is None:
        return RequestSample("", "")
    host = next((value for name, value in message.headers if name.casefold() == "host"), "")
    url = f"https://{host}{message.target}" if host and message.target.startswith("/") else message.target
    headers = tuple((name, value) for name, value in message.headers if name.casefold() != "host")
    if message.media_type == "multipart/form-data":
        return RequestSample(message.method, url, headers, form=_parts(message.body))
    return RequestSample(message.method, url, headers, message.body or None)


_PART: Final = re.compile(
    r"^Content-Disposition: form-data;[^\n]*\bname=\"?(?P<name>[\w.\[\]-]+)\"?(?P<file>[^\n]*\bfilename=)?[^\n]*\n"
    r"(?:\S[^\n]*\n)*\s*\n(?P<value>(?!--)[^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)


def _parts(body: str) -> tuple[tuple[str, str], ...]:
    """The parts of a multipart body as (name, value); a value `@` is that of a file."""
    return tuple((part["name"], "@" if part["file"] else part["value"].strip()) for part in _PART.finditer(body))


NOTATIONS: Final[tuple[tuple[Callable[[str], bool], Callable[[str], RequestSample]], ...]] = (
    (is_curl, parse_curl),
    (is_raw_http, parse_raw_http),
    (is_wget, parse_wget),
    (is_httpie, parse_httpie),
)
"""How a notation is recognised, and what reads it; the surest first."""


def parse_request_sample(text: str) -> RequestSample | None:
    """Reads a recorded request in whichever notation it is, or gives None when it is in none of them."""
    return next((read(text) for recognises, read in NOTATIONS if recognises(text)), None)
