"""Which row of a list belongs to which: by the toggles that open, then by how deep the markup stands.

Enters: rows in reading order, each by the leaf where it begins. Leaves: the tree. A toggle is what a reader clicks to
see more (`aria-expanded`, `<details>`): what stands in the region that it opened belongs to the row that it stands in,
or else to the row before it. Names of classes play no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.html import HtmlElement

    from speclift.readers.kit.leaves import Leaf

Row = TypeVar("Row")

_CLOSED = ("right", "plus")
"""An arrow that points to the right, or a plus, is a closed toggle."""


class Nesting:
    """Collects where rows stand, then tells the tree."""

    def __init__(self) -> None:
        self._at: list[Leaf] = []

    def row(self, at: Leaf) -> None:
        """Note the next row."""
        self._at.append(at)

    def tree(self, rows: Sequence[Row], adopt: Callable[[Row, Row], None]) -> list[Row]:
        """Hang each row below its parent with `adopt(parent, child)`; returns the rows that have none."""
        top: list[Row] = []
        for row, parent in zip(rows, self.parents(), strict=True):
            if parent is None:
                top.append(row)
            else:
                adopt(rows[parent], row)
        return top

    def parents(self) -> list[int | None]:
        """The index of each row's parent."""
        owners = self._owners()
        parents: list[int | None] = []
        for at in self._at:
            parents.append(next((owners[element] for element in at.upwards() if element in owners), None))
        return parents

    def _owners(self) -> dict[HtmlElement, int]:
        """Opened region -> the row that it belongs to."""
        owners: dict[HtmlElement, int] = {}
        if not self._at:
            return owners
        root = _common(self._at)
        starts = {at.element: index for index, at in enumerate(self._at)}
        first: dict[HtmlElement, int] = {}  # element -> the first row in it
        for index, at in enumerate(self._at):
            for element in at.upwards():
                if first.setdefault(element, index) != index or element is root:
                    break
        by_id = {element.get("id", ""): element for element in root.iter() if isinstance(element.tag, str)}
        latest: int | None = None
        for element in root.iter():
            latest = starts.get(element, latest)
            owner = first.get(element, latest)
            if owner is None or not isinstance(element.tag, str) or not _opens(element):
                continue
            for region in _regions(element, root, by_id):
                row = first.get(region)
                if row is not None and row > owner and (_says_open(element) or self._deeper(row, owner)):
                    owners.setdefault(region, owner)
        return owners

    def _deeper(self, row: int, than: int) -> bool:
        return sum(1 for _ in self._at[row].upwards()) > sum(1 for _ in self._at[than].upwards())


def opened_by(leaf: Leaf) -> list[HtmlElement]:
    """What the open toggle that a label stands in shows; nothing for a label in no toggle."""
    for element in leaf.upwards():
        if _says_open(element):
            root = element.getroottree().getroot()
            controlled = element.get("aria-controls") or ""
            by_id = {one.get("id", ""): one for one in root.iter() if one.get("id") == controlled} if controlled else {}
            return _regions(element, root, by_id)
    return []


def _says_open(element: HtmlElement) -> bool:
    return bool(element.tag == "summary" or element.get("aria-expanded") == "true")


def _opens(element: HtmlElement) -> bool:
    """A toggle that stands open, or a button without words that does not tell (an arrow of older renderers)."""
    if _says_open(element):
        return True
    if element.tag != "button" or "aria-expanded" in element.attrib or _shows(element):
        return False
    return not any(
        (icon.get("data-icon") or "").endswith(_CLOSED) for icon in element.iter() if isinstance(icon.tag, str)
    )


def _regions(toggle: HtmlElement, root: HtmlElement, by_id: dict[str, HtmlElement]) -> list[HtmlElement]:
    """What a toggle shows: the element that it says it controls, else what follows it."""
    controlled = by_id.get(toggle.get("aria-controls") or "")
    if controlled is not None and toggle.get("aria-controls"):
        return [controlled]
    holder = toggle
    while holder is not root:
        following = [sibling for sibling in holder.itersiblings() if isinstance(sibling.tag, str)]
        if toggle.tag == "summary" or any(_shows(sibling) for sibling in following):
            return following
        parent = holder.getparent()
        if parent is None:
            break
        holder = parent
    return []


def _shows(element: HtmlElement) -> bool:
    return any(text and not text.isspace() for text in element.itertext())


def _common(leaves: Sequence[Leaf]) -> HtmlElement:
    """The innermost element that holds all of them."""
    shared = list(leaves[0].upwards())
    for leaf in leaves[1:]:
        above = set(leaf.upwards())
        shared = [element for element in shared if element in above]
    return shared[0]
