"""What every reader takes and offers.

Enters: nothing of ours but the model. Leaves: `Page` (recorded bytes with a name), `Recognition` (how sure a reader is
that a page is of its platform, and why) and the `Reader` protocol that the modules in `READERS` fulfil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.documents import ReadDocuments
    from speclift.model.raw import RawApi


class Page(Struct, frozen=True):
    """A recorded page: its file name in the source folder, its bytes as served, the address it came from, and the
    group that its site's navigation puts it into ("" for a page that stands alone)."""

    name: str
    content: bytes
    url: str = ""
    group: str = ""


class Recognition(Struct, frozen=True):
    """How sure a reader is (0.0 to 1.0) that a page is of its platform, and the marks it saw, for a person."""

    platform: str
    confidence: float
    reasons: tuple[str, ...]


class Reader(Protocol):
    """A documentation platform. Implemented by modules: `recognise` and `read` are module-level functions."""

    def recognise(self, page: Page) -> Recognition:
        """Say how sure this reader is that `page` is of its platform. Never raises; cheap (no full parse)."""

    def read(self, pages: Sequence[Page]) -> RawApi:
        """Read one documentation (usually one page). Raises `InputError` when it cannot be read at all."""


class DocumentReader(Protocol):
    """A platform whose pages are OpenAPI documents, or give back the one that they were drawn from."""

    def recognise(self, page: Page) -> Recognition:
        """As a `Reader` does."""

    def read_documents(self, pages: Sequence[Page]) -> ReadDocuments | None:
        """The documents of one documentation; None when its pages hold none and the module's `read` is to read them.

        Raises `InputError` when there is none and no other way to read the pages.
        """
