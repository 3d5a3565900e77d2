"""What stands between brackets, and what it makes: an object, a list, or one thing in braces of its own.

Enters: the elements and the names with values that the grammar found between two brackets. Leaves: the content, and the
deviation where the brackets are not the ones that JSON would use. Raises `NotJsonError` where nothing sensible is in
them.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

from speclift.normalise.examples.deviations import Edit, NotJsonError
from speclift.normalise.examples.tree import ELLIPSIS, Elision, Hole, Tree

CLOSING: Final = {"{": "}", "[": "]"}
"""The bracket that closes each."""


class Container(Struct):
    """A bracket that is being read: where it opened, its line, that line's indentation, and what is in it."""

    opener: str
    start: int
    line: int
    indent: int
    names: dict[str | Hole, Tree] = field(default_factory=dict)
    doubled: list[dict[str | Hole, Tree]] = field(default_factory=list)  # pairs whose name comes again
    elements: list[Tree] = field(default_factory=list)
    elided: bool = False

    def add_pair(self, name: str, value: Tree) -> None:
        """Adds a name with its value; of a name that comes twice the last counts, as in `json.loads`."""
        if name in self.names:
            self.doubled.append({name: self.names.pop(name)})
        self.names[name] = value

    def add_element(self, value: Tree | Elision) -> None:
        """Adds a value without a name."""
        if isinstance(value, Elision):
            self.elided = True
        else:
            self.elements.append(value)

    def content(self, *, in_list: bool) -> tuple[Tree | Elision, Edit | None]:
        """Gives what the bracket holds. `in_list`: it is an element of a list, so `{...}` means "more of these"."""
        if self.names:
            return self._with_names()
        if self.opener == "[":
            return list(self.elements), None
        if not self.elements:
            return (ELLIPSIS if self.elided and in_list else {}), None
        if len(self.elements) > 1 or self.elided:
            return list(self.elements), Edit("example-list-in-braces", self.start, self.start + 1, "[")
        if isinstance(self.elements[0], (dict, Hole)):
            return self.elements[0], Edit("example-doubled-braces", self.start, self.start + 1)
        raise NotJsonError("braces stand around one value without a name", self.start)

    def _with_names(self) -> tuple[Tree, Edit | None]:
        if self.opener == "[" and not self.elements:
            edit = Edit("example-names-in-list", self.start, self.start + 1, "{")
            if not self.doubled:
                return self.names, edit
            return [*self.doubled, *({name: value} for name, value in self.names.items())], edit
        holes = [element for element in self.elements if isinstance(element, Hole)]
        if self.opener == "[" or len(holes) < len(self.elements):
            raise NotJsonError("names with values stand among values without names", self.start)
        whole: dict[str | Hole, Tree] = {Hole(hole.name, hole.start, hole.end, "spread"): None for hole in holes}
        return whole | self.names, None  # what is shown counts more than what is only named
