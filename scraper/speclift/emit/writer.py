"""How emit tells the ledger where facts went.

Enters: the ledger and the version of the document that is being written. Leaves: `Writer`, which has no other state.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.api import Fact
    from speclift.model.ledger import Ledger


_BLOCK: Final = re.compile(r"\s*(?:#{1,6} |[-*+] |\d+[.)] |\||>|```|(?:=+|-{3,})\s*\Z)")
"""The beginning of a line that begins a block of Markdown by itself."""

_OTHER_THAN_LIST: Final = re.compile(r"\s*(?:#{1,6} |\||```|(?:=+|-{3,})\s*\Z)")


@lru_cache(maxsize=16384)
def with_hard_breaks(text: str) -> str:
    """Markdown whose line ends within a paragraph are breaks: a bare one is a blank (CommonMark 0.31, section 6.7)."""
    lines = text.split("\n")
    parts: list[str] = []
    is_code = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_code = is_code != line.lstrip().startswith("```")
        breaks = line.strip() and following.strip() and not is_code and not line.endswith("\\")
        if breaks and not _OTHER_THAN_LIST.match(line) and not _BLOCK.match(following):
            line = line.rstrip() + "\\"
        parts.append(line)
    return "\n".join(parts)


class Writer(Struct, frozen=True):
    """Records pointers for one document."""

    ledger: Ledger
    version: str
    page: str = ""

    def words(self, text: str) -> str:
        """Words of the page: its line breaks are breaks in every viewer, links within the page lead there from
        anywhere."""
        broken = with_hard_breaks(text) if "\n" in text else text
        return broken.replace("](#", f"]({self.page}#") if self.page and "](#" in broken else broken

    def used(self, pointer: str, facts: Sequence[Fact]) -> None:
        """The facts made what stands at the pointer."""
        if facts:
            self.ledger.used(self.version, pointer, facts)

    def prose(self, pointer: str, facts: Sequence[Fact]) -> None:
        """The facts are the words that stand at the pointer."""
        if facts:
            self.ledger.prose(self.version, pointer, facts)
