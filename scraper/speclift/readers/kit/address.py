"""Where a page shows an operation's method beside its address.

Enters: the leaves of a page. Leaves: each place where a verb stands with an address behind it on the same line, the
server parted from the path where the page prints them as two runs of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.document import METHODS as PATH_ITEM_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.readers.kit.leaves import Leaf

METHODS: dict[str, str] = {
    **{method: method for method in PATH_ITEM_METHODS},
    "del": "delete",
}
"""What stands where a method stands -> the method."""

_PROSE = ("p", "li", "blockquote", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")


class Address(Struct, frozen=True):
    """A method with its address: the index of the method's leaf and of the first leaf behind the address."""

    method: int
    end: int
    verb: str
    server: str
    path: str

    def repeats(self, other: Address) -> bool:
        """Whether this shows the same operation again, as the header of a sample does (there without the server)."""
        return self.verb == other.verb and (other.server + other.path).endswith(self.path or self.server)


def addresses(leaves: Sequence[Leaf], prose: tuple[str, ...] = _PROSE) -> Iterator[Address]:
    """Every method with an address, in order. A verb in running text is none: `prose` are the tags of running text."""
    for at, leaf in enumerate(leaves[:-1]):
        verb = METHODS.get(leaf.text.strip().lower())
        if verb is None or (prose and leaf.inside(*prose) is not None):
            continue
        line, end, server, path = leaves[at + 1].line, at + 1, "", ""
        while end < len(leaves) and leaves[end].line == line:
            piece = leaves[end].text.strip()
            if not piece or " " in piece or not (server or path or piece.startswith(("/", "http://", "https://", "{"))):
                break
            if not path and "://" in (server or piece) and not (server and piece.startswith("/")):
                server += piece
            else:
                path += piece
            end += 1
        if server or path:
            yield Address(at, end, verb, server.rstrip("/") if path else server, path)
