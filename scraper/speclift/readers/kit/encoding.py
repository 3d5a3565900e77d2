"""The text of a recorded page: what its bytes tell of their encoding, in the order that browsers take.

Enters: bytes. Leaves: text, or the encoding that a byte order mark or the page itself tells, as Beautiful Soup finds
it. Nothing is guessed from how often bytes occur: the same page is read the same way on every machine.
"""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_HEAD: Final = 8192
"""Bytes in which a page declares its encoding (HTML asks for the first 1,024; saved pages have comments before)."""
_NO_CHARACTERS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"})
"""Codecs that give text and are no encoding of a page."""
_DAMAGE: Final = 0.25
"""The part of a text's non-ASCII characters that may be damaged before it is believed to be no UTF-8."""


def without_mark(content: bytes) -> tuple[bytes, str]:
    """The content behind its byte order mark, and the encoding that the mark tells; "" where there is none."""
    if not content.startswith(_MARKS):
        return content, ""
    if content in _MARKS:
        return b"", "utf-8"
    from bs4.dammit import EncodingDetector  # most pages are UTF-8 without a mark

    content, encoding = EncodingDetector.strip_byte_order_mark(content)
    return content, encoding or ""


def declared_encoding(content: bytes) -> str:
    """The encoding that a page says it is written in, as it says it, in small letters; "" where it says none."""
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(content[:_HEAD], is_html=True, search_entire_document=True) or ""


def codec_of(declared: str) -> str:
    """Python's codec for a declared encoding; "" where there is none that reads characters.

    A page that says ISO 8859-1 is read as the superset that Windows writes, as browsers do.
    """
    from bs4.dammit import UnicodeDammit

    label = UnicodeDammit.CHARSET_ALIASES.get(declared, declared)
    try:
        b"page".decode(label, "ignore")  # codecs of bytes to bytes (base64, zlib) and of text to text (rot13) raise
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if name.replace("_", "-") in _NO_CHARACTERS:
        return ""
    return "cp1252" if name == "iso8859-1" else name


def decoded(content: bytes) -> str:
    """The text of a page: a byte order mark, else UTF-8, else what the page declares, else Windows-1252 as browsers do.

    A few damaged characters make UTF-8 no other encoding.
    """
    content, marked = without_mark(content)
    text = content.decode(marked or "utf-8", "replace")
    damaged = 0 if marked else text.count("\ufffd")
    if not damaged or damaged <= _DAMAGE * sum(character > "\x7f" for character in text):
        return text
    return content.decode(codec_of(declared_encoding(content)) or "cp1252", "replace")
