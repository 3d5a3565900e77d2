"""The text of a page outside of its tags, without a tree: for a first look, and to compare two pages.

Enters: bytes of markup. Leaves: bytes, a blank for each tag, comment, script and style sheet. Linear in the page,
also where nothing that is opened is ever closed.
"""

from __future__ import annotations

import re
from typing import Final

_OPENING: Final = re.compile(rb"<(?:!--|(script|style)\b)", re.IGNORECASE)
_CLOSING: Final = {
    b"": re.compile(rb"-->"),
    b"script": re.compile(rb"</script\s*>", re.IGNORECASE),
    b"style": re.compile(rb"</style\s*>", re.IGNORECASE),
}
_TAG: Final = re.compile(rb"<[^<>]*>")


def bare_text(content: bytes) -> bytes:
    """What stands in no tag, comment, script or style sheet of `content`."""
    kept: list[bytes] = []
    never_closed: set[bytes] = set()
    at = 0
    for opening in _OPENING.finditer(content):
        kind = (opening[1] or b"").lower()
        if opening.start() < at or kind in never_closed:
            continue
        closing = _CLOSING[kind].search(content, opening.end())
        if closing is None:
            never_closed.add(kind)
            continue
        kept += [content[at : opening.start()], b" "]
        at = closing.end()
    return _TAG.sub(b" ", b"".join([*kept, content[at:]]))
