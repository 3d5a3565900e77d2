"""Texts in quotation marks, as pages print them: where one really ends, and what it says.

Enters: a text and the offset of an opening quotation mark. Leaves: the value, where it ends, and the deviations met.
Linear in the length of what is read. The question it answers over and over: does this quotation mark close the text, or
is it part of it?
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from speclift.normalise.examples.deviations import Edit, NotJsonError
from speclift.normalise.examples.white_space import ODD_SPACE

CLOSERS: Final[dict[str, str]] = {
    '"': '"“”',
    "'": "'’",
    "`": "`'´",
    "´": "´",
    "“": '”"“',
    "”": '”"',
    "„": '“”"',
    "‘": "’'",
    "’": "’'",
    "«": "»",
}
"""Opening quotation marks and what closes each. JSON knows only the first."""

_STOP: Final = {opener: re.compile(rf"[\\\n\r\t{closers}]") for opener, closers in CLOSERS.items()}

_CLOSES: Final = re.compile(
    rf"""[ \t{ODD_SPACE}]*(?:
        \Z | [\r\n:}}\])|;] | (?<=[ \t])[{{\[] | => | =(?![\w"'/?]) | //|/\*|\#
      | ,(?=[ \t{ODD_SPACE}]*(?:
            [\r\n,"'“”„‘«`<{{\[}}\]\d.…-] | //|/\*|\# | \Z | [uUbBrR]["']
          | [A-Za-z_$][\w$.-]*[ \t]*(?:=>|[:,}}\]\r\n=]|\Z)
        ))
    )""",
    re.VERBOSE,
)
"""What may follow a quotation mark that closes a text. A comma only where something like an element follows it."""

_QUOTE_AFTER_SPACE: Final = re.compile(r"[ \t\xa0]+[\"“„]")
_LOST_NAME_QUOTE: Final = re.compile(
    r"([A-Za-z_$][\w$.-]*)([ \t]*)(?::|=>)[ \t]*(?=[\"'“{\[\d]|-\d|true\b|false\b|null\b)"
)
_NEXT_LINE_ENDS: Final = re.compile(r"\r?\n?[ \t\r\xa0]{0,99}(?:[}\]]|[\"'“][^\"'”\r\n]{0,80}[\"'”][ \t]*(?::|=>)|\Z)")
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2}|.|\Z)", re.DOTALL)
_ESCAPED: Final = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Text(Struct, frozen=True):
    """A text as read: its value, the offset after it, and the deviations met in it."""

    value: str
    end: int
    edits: tuple[Edit, ...] = ()


def read_text(text: str, start: int) -> Text:
    """Reads the text whose opening quotation mark stands at `start`. Raises `NotJsonError` when it never ends."""
    opener = text[start]
    edits: list[Edit] = []
    at = start + 1
    if opener != '"':
        edits.append(Edit("example-foreign-quote", start, at, '"'))
    if text[at : at + 1] == opener and not text[at + 1 : at + 2].isspace() and not _closes(text, at + 1):
        edits.append(Edit("example-doubled-quote", at, at + 1))
        at += 1
    first, inner, breaks = at, list[Edit](), list[Edit]()
    lost_name: Text | None = None  # looked for once: it depends on how the text begins, not on where we are
    looked = False
    while match := _STOP[opener].search(text, at):
        at = match.start()
        if text[at] == "\\":
            at += 2
            continue
        if not looked and (text[at] in "\r\n" or not _closes(text, at + 1)):
            lost_name, looked = _lost_name(text, start, first), True
        if text[at] == "\t":
            breaks.append(Edit("example-line-break-in-text", at, at + 1, "\\t"))
            at += 1
        elif text[at] in "\r\n":
            if lost := (lost_name if _line_ends_structure(text, at) else None) or (
                None if breaks else _ends_with_line(text, start, first, at, inner)
            ):
                return Text(lost.value, lost.end, (*edits, *lost.edits))
            breaks.append(Edit("example-line-break-in-text", at, at + 1, "\\n" if text[at] == "\n" else ""))
            at += 1
        elif _closes(text, at + 1):
            return _closed(text, first, at, at + 1, [*edits, *inner, *breaks])
        elif text[at + 1 : at + 2] == opener and _closes(text, at + 2) and len(inner) % 2 == 0:
            return _closed(
                text, first, at, at + 2, [*edits, *inner, *breaks, Edit("example-doubled-quote", at, at + 1)]
            )
        elif lost_name:
            return Text(lost_name.value, lost_name.end, (*edits, *lost_name.edits))
        elif not inner and _QUOTE_AFTER_SPACE.match(text, at + 1):
            return _closed(text, first, at, at + 1, [*edits, *breaks])
        else:
            inner.append(Edit("example-inner-quote", at, at + 1, '\\"'))
            at += 1
    raise NotJsonError("it ends inside a text", start)


def _closes(text: str, at: int) -> bool:
    """Whether what follows a quotation mark (from `at`) is what follows the end of a text."""
    return _CLOSES.match(text, at) is not None


def _line_ends_structure(text: str, at: int) -> bool:
    """Whether the line that ends at `at`, or the next one, looks like JSON rather than like the middle of a text."""
    return text[max(0, at - 40) : at].rstrip()[-1:] in (",", "[", "{") or _NEXT_LINE_ENDS.match(text, at) is not None


def _closed(text: str, first: int, last: int, end: int, edits: list[Edit]) -> Text:
    value, escapes = unescape(text, first, last)
    return Text(value, end, (*edits, *escapes))


def _lost_name(text: str, start: int, first: int) -> Text | None:
    """Reads `"android: "intent:…"`: a name whose closing quotation mark is lost. It ends before the colon."""
    match = _LOST_NAME_QUOTE.match(text, first)
    if match is None:
        return None
    end = match.end(1)
    return Text(match[1], match.end(2), (Edit("example-lost-quote", end, end, text[start]),))


def _ends_with_line(text: str, start: int, first: int, at: int, inner: list[Edit]) -> Text | None:
    """Reads a text that no quotation mark closes on its line (which ends at `at`) though it should end there."""
    if len(inner) == 1 and _NEXT_LINE_ENDS.match(text, at):  # `"x" - the name`: what follows the mark is a remark
        return _closed(text, first, inner[0].start, inner[0].start + 1, [])
    if inner or not _NEXT_LINE_ENDS.match(text, at):
        return None
    last = at
    while last > first and text[last - 1] in " \t\xa0,":
        last -= 1
    if last == first:
        return None
    return _closed(text, first, last, last, [Edit("example-lost-quote", last, last, text[start])])


def unescape(text: str, first: int, last: int) -> tuple[str, tuple[Edit, ...]]:
    """Gives what `text[first:last]`, the inside of a text, says, and the escapes in it that JSON does not know."""
    raw = text[first:last].replace("\r\n", "\n")
    if "\\" not in raw:
        return raw, ()
    edits: list[Edit] = []

    def character(match: re.Match[str]) -> str:
        escape = match[1]
        if escape in _ESCAPED:
            return _ESCAPED[escape]
        if len(escape) == 5:
            return chr(int(escape[1:], 16))
        at = first + match.start()
        if len(escape) > 1:
            number = int(escape.strip("ux{}"), 16)
            said = chr(number) if number < 0x110000 else "\ufffd"
        else:
            said = escape if escape and escape in "'`“”$\n" else match[0]
        edits.append(Edit("example-escape", at, at + len(match[0]), said.replace("\\", "\\\\")))
        return said

    said = _ESCAPE.sub(character, raw)
    whole = join_surrogates(said)
    if "\ufffd" in whole and "\ufffd" not in said:
        edits.append(Edit("example-surrogate", first, last, whole))
    return whole, tuple(edits)


def join_surrogates(text: str) -> str:
    """Joins surrogate pairs into characters; half a pair, which no file can hold, becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
