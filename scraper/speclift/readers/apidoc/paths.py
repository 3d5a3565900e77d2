"""Ways inside an article, each given once: the ledger's key of a fact.

Enters: what a reader would call the spot (`Parameter/page_size`). Leaves: a `Place` whose page, anchor and version
are still blank; `speclift.readers.apidoc.sharing` fills them in for each version that the article is printed for.
"""

from __future__ import annotations

from speclift.model.raw import Place, RawText

_RESERVED = ("description", "Permission", "tabs")
"""What numbered texts stand under: a section of that name is another thing."""


class Paths:
    """The places of one article. A second spot of one name gets ` #2`, as a person would count."""

    def __init__(self) -> None:
        self._taken = dict.fromkeys(_RESERVED, 1)

    def place(self, path: str) -> Place:
        """A place that no other fact of this article has."""
        while (count := self._taken.get(path, 0)) > 0:
            self._taken[path] = count + 1
            path = f"{path} #{count + 1}"
        self._taken[path] = 1
        return Place("", "", "", path)

    def text(self, text: str, path: str) -> RawText:
        """`text` with its place."""
        return RawText(text, self.place(path))

    def texts(self, texts: list[str], path: str) -> tuple[RawText, ...]:
        """Several blocks of one thing, numbered from 1: `description/2`."""
        return tuple(RawText(text, self.place(f"{path}/{number}")) for number, text in enumerate(texts, 1))
