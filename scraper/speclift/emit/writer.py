"""How emit tells the ledger where facts went.

Enters: the ledger and the version of the document that is being written. Leaves: `Writer`, which has no other state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.api import Fact
    from speclift.model.ledger import Ledger


class Writer(Struct, frozen=True):
    """Records pointers for one document."""

    ledger: Ledger
    version: str
    page: str = ""

    def words(self, text: str) -> str:
        """Words of the page, with links that lead within the page made to lead there from anywhere."""
        return text.replace("](#", f"]({self.page}#") if self.page and "](#" in text else text

    def used(self, pointer: str, facts: Sequence[Fact]) -> None:
        """The facts made what stands at the pointer."""
        if facts:
            self.ledger.used(self.version, pointer, facts)

    def prose(self, pointer: str, facts: Sequence[Fact]) -> None:
        """The facts are the words that stand at the pointer."""
        if facts:
            self.ledger.prose(self.version, pointer, facts)
