"""Names: from the words of a document to identifiers that Python, and a reader, can tell apart.

Enters: any text of a document (hostile by assumption). Leaves: `variable` (`page_size`), `constant` (`PAGE_SIZE`),
`type_name` (`PageSize`), and `distinct`, which gives every one of several texts a name of its own.

What shares a name with a builtin keeps it (`type`, `format`, `filter`): that is a needless renaming of a keyword
argument. Identifiers are compared in Unicode's NFKC form, as Python does: the ligature in
`of\N{LATIN SMALL LIGATURE FI}ce` is `office`.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

LONGEST = 64
"""Characters of the longest identifier; a longer one is cut and ends in a digest of the whole."""

SHADOWING = frozenset(
    {"bool", "bytes", "dict", "field", "float", "int", "list", "object", "self", "str", "datetime", "builtins"}
)
"""Names that annotations in the generated files use: a field or argument of that name would change what they mean."""


_DELIMITERS = ". _-"
_WORD = re.compile(r"[A-Z]?[a-z]+|(?:(?![A-Z]?[a-z])[^. _-])+")
_PART = re.compile(r"[^. _-]+")


def split_words(text: str) -> list[str]:
    """The words of a name: parted by `.`, `_`, `-` and blanks, and where a capital begins a word (`HTTPServerName`)."""
    return (_WORD if any(map(str.isupper, text)) else _PART).findall(text)


def digest(text: str, length: int = 4) -> str:
    """A few hexadecimal digits that stand for `text`, the same wherever and whenever it is met."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def variable(text: str, *, prefix: str = "field") -> str:
    """The snake_case identifier for `text`; keywords and shadowing names get a trailing underscore.

    Never empty, never starting or ending in two underscores. `prefix` is put before what cannot start an identifier.
    """
    name = _identifier(_snake_case(_legible(text)), prefix, text)
    return f"{name}_" if keyword.iskeyword(name) or name in SHADOWING else name


def method(text: str) -> str:
    """The identifier of a method: as `variable`, but `list` stays (annotations beside it say `builtins.list`)."""
    name = _identifier(_snake_case(_legible(text)), "call", text)
    return f"{name}_" if keyword.iskeyword(name) else name


def constant(text: str, *, prefix: str = "VALUE") -> str:
    """The UPPER_SNAKE identifier for `text`."""
    return _identifier(_snake_case(_legible(text)).upper(), prefix, text)


def type_name(text: str, *, reserved: Collection[str] = ()) -> str:
    """The PascalCase identifier for `text`; those in `reserved`, and Python's own, get a trailing underscore."""
    name = _pascal_case(_legible(text))
    name = _identifier(name[:1].upper() + name[1:], "Type", text, joint="")
    return f"{name}_" if keyword.iskeyword(name) or name in reserved else name


def distinct(texts: Iterable[str], name: Callable[[str], str], taken: Collection[str] = ()) -> dict[str, str]:
    """Give each of `texts` a name of its own, none of them in `taken`.

    Who already is its own name keeps it, then the first to come; the others end in a digest of their own text, so that
    their names do not depend on how many others there are or in which order.
    """
    unique = list(dict.fromkeys(texts))
    plain = {text: name(text) for text in unique}
    names: dict[str, str] = {}
    used = {unicodedata.normalize("NFKC", word) for word in taken}
    for text in sorted(unique, key=lambda text: plain[text] != text):
        chosen = plain[text]
        length = 4
        while chosen in used:
            chosen = f"{plain[text].rstrip('_')}_{digest(text, length)}"
            length += 4
        used.add(chosen)
        names[text] = chosen
    return {text: names[text] for text in unique}


def _identifier(name: str, prefix: str, text: str, joint: str = "_") -> str:
    name = unicodedata.normalize("NFKC", name)
    if not name.isidentifier():
        name = "".join(character for character in name if f"x{character}".isidentifier())
    if not name:
        return f"{prefix}{joint}{digest(text)}"
    if not name.isidentifier():
        name = f"{prefix}{joint}{name}"
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 10].rstrip('_')}{joint or '_'}{digest(text, 8)}"
    return name


_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "ł": "l", "Ł": "L", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "ng", "Ŋ": "Ng",
})  # fmt: skip
"""Latin letters that no accent makes of a plain one."""


def plain_letters(text: str) -> str:
    """Latin letters without their accents (`préstamo` is `prestamo`), so that every keyboard can type them."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    kept: list[str] = []
    for character in decomposed:
        if unicodedata.combining(character) and kept and kept[-1].isascii():
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _legible(text: str) -> str:
    """Spell out letters that only look Latin: in a name with Latin letters, any letter of another script becomes its
    number.
    """
    text = plain_letters(unicodedata.normalize("NFKC", text))
    if text.isascii() or not any(_latin(character) for character in text):
        return text
    return "".join(c if not c.isalpha() or _latin(c) else f" u{ord(c):04x} " for c in text)


def _latin(character: str) -> bool:
    return character.isalpha() and (character.isascii() or unicodedata.name(character, "").startswith("LATIN "))


def _snake_case(text: str) -> str:
    return "_".join(split_words(_identifying(text))).lower()


def _pascal_case(text: str) -> str:
    return "".join(word if word.isupper() else word.capitalize() for word in split_words(_identifying(text)))


def _identifying(text: str) -> str:
    """The characters that may stand in an identifier, and those that part words."""
    if text.isascii() and text.isidentifier():
        return text
    return "".join(c for c in text if c.isidentifier() or c.isdecimal() or c in _DELIMITERS)
