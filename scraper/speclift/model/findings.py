"""Findings: what any stage has to say about its input, as values; the command line alone decides what is fatal.

Enters: nothing (this module imports nothing of ours). Leaves: `Finding`, and `InputError`, the one exception for input
that cannot be worked with at all (a missing file, a page of another platform): exit status 2 and one clear line.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "info"]

Kind = Literal["contradiction", "silent", "wording", "corrected", "not-understood", "document"]
"""The kinds of trouble stay apart: the page is silent; the page contradicts itself; a person corrected it; our reader
did not understand it (this one fails the build). `document` is said by `check` about an OpenAPI document, never about a
page."""


class Quote(Struct, frozen=True):
    """Words of the page (or of a document), and where they stand: a `Place` as text, or a JSON pointer."""

    text: str
    where: str


class Finding(Struct, frozen=True):
    """One fact about the input.

    `rule` is the kebab-case id of the rule that saw it (`example-trailing-comma`, `type-contradicts-example`),
    `subject` what it is about, the same words in every version that has it (`Objects / Call: duration`), `versions` the
    documented versions concerned, `quotes` the evidence (both sides of a contradiction), `resolution` what we emitted,
    `pointer` the place in the document (JSON pointer, RFC 6901).
    """

    rule: str
    kind: Kind
    severity: Severity
    subject: str
    message: str
    quotes: tuple[Quote, ...] = ()
    resolution: str = ""
    versions: tuple[str, ...] = ()
    pointer: str = ""


class InputError(Exception):
    """Input that cannot be worked with. One line for a person: the file, the place, and the way out."""

    def __init__(self, message: str, *, file: str = "", place: str = "", hint: str = "") -> None:
        self.message, self.file, self.place, self.hint = message, file, place, hint
        where = ": ".join(part for part in (file, place) if part)
        super().__init__((f"{where}: " if where else "") + message + (f" ({hint})" if hint else ""))
