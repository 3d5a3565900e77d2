"""Takes a multipart body apart (RFC 2046, 5.1; RFC 7578).

Enters: bytes and a Content-Type. Leaves: the parts, with the bytes of each exactly as sent. (`email` would do for
text, but takes line ends for its own.)
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form: its field's name, the file's name (None for a plain field), its media type and its bytes."""

    name: str
    filename: str | None
    media_type: str
    content: bytes


def parse_multipart(body: bytes, content_type: str) -> list[Part]:
    """The parts of `body`. Raises `ValueError` when it is no multipart body."""
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise ValueError("the Content-Type has no boundary")
    delimiter = b"\r\n--" + boundary.encode()
    pieces = (b"\r\n" + body).split(delimiter)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise ValueError("the body does not end with its boundary")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> Part:
    head, blank, content = piece.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
    if not blank:
        raise ValueError("a part has no blank line after its headers")
    headers = BytesHeaderParser().parsebytes(head + b"\r\n\r\n")
    name = headers.get_param("name", header="content-disposition")
    if not isinstance(name, str):
        raise ValueError("a part has no name")
    return Part(name, headers.get_filename(), headers.get_content_type(), content)
