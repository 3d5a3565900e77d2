"""The bytes of a recorded page as UTF-8.

Enters: a `Page`. Leaves: UTF-8 without byte order mark. What the bytes are is told by their byte order mark, by their
being UTF-8, by what the page declares, in this order: pages that declare one encoding and are written in another are
common, and text of another encoding is practically never valid UTF-8.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.readers.kit.encoding import codec_of, declared_encoding, without_mark
from speclift.readers.limits import LARGEST_PAGE

if TYPE_CHECKING:
    from speclift.readers.page import Page

_PIECE = 65_536

_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x08"))


def as_utf8(page: Page) -> bytes:
    """The content of `page` as UTF-8.

    Raises `InputError` when it is empty, binary, too large or in no known encoding.
    """
    content = page.content
    if len(content) > LARGEST_PAGE:
        raise InputError(
            f"the page has {len(content):,} bytes, more than {LARGEST_PAGE:,}",
            file=page.name,
            hint="record a part of it",
        )
    content, marked = without_mark(content)
    if marked and marked != "utf-8":
        content = _decoded(page, content, marked).encode("utf-8", "replace")
    if not content or content.isspace():
        raise InputError("the page is empty", file=page.name, hint="record it again")
    if _is_binary(content):
        half = _wide(content)
        if half:
            return _decoded(page, content, half).encode()
        raise InputError("this is a binary file, not a page", file=page.name, hint="record the page itself")
    error = _wrong_utf8(content)
    return content if error is None else _decoded(page, content, _declared(page, content, error)).encode()


def _wrong_utf8(content: bytes) -> UnicodeDecodeError | None:
    """Where UTF-8 ends, if it does. Looked for in pieces: a page as one text takes ten times as long to make."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _PIECE):
            decoder.decode(content[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        try:
            content.decode("utf-8")  # knows the byte
        except UnicodeDecodeError as error:
            return error
    return None


def _decoded(page: Page, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"the page is not written in {encoding}, as it says it is: {error.reason}",
            file=page.name,
            place=f"byte {error.start}",
            hint="record it again as UTF-8",
        ) from None


def _declared(page: Page, content: bytes, error: UnicodeDecodeError) -> str:
    declared = declared_encoding(content)
    codec = codec_of(declared)
    if not codec or codec in ("utf-8", "utf-16", "utf-32"):
        says = f"declares {declared}" if declared else "declares no encoding"
        raise InputError(
            f"the page {says} and is not UTF-8",
            file=page.name,
            place=f"byte {error.start}",
            hint="record it again as UTF-8",
        ) from None
    return codec


def _is_binary(content: bytes) -> bool:
    """Text holds no control characters but white space. The first bytes tell."""
    head = content[:4096]
    return len(head) - len(head.translate(None, _CONTROL)) > len(head) // 100


def _wide(content: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of markup is NUL."""
    head = content[:512]
    if head[1::2].count(0) > len(head) // 3 and b"<" in head[0::2]:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) // 3 and b"<" in head[1::2] else ""
