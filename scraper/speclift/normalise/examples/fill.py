"""Fills the placeholders of an example with recorded objects.

Enters: a tree with holes and `resolve`, which gives a version's own recorded object for a name. Leaves: a JSON value,
which names were filled and which were not known, and an edit for each. Values that `resolve` gives are put in as they
are, not copied.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct, field

from speclift.normalise.examples.deviations import Edit
from speclift.normalise.examples.tree import Hole, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.normalise.examples.json_value import JSON

Resolve: TypeAlias = "Callable[[str], JSON]"
"""Gives the recorded object of a name as printed (`ObjectUser`, `InvitationMini`, `User`), or None when there is none.
"""

_RECORDED: Final = "(the recorded example of {})"

_NAMES_AN_OBJECT: Final = re.compile(r"Object\w|\w+Object\Z")


class Filling(Struct):
    """What happened while a tree was filled: `filled` and `unknown` names in the order met, an edit for each place."""

    filled: dict[str, JSON] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)


def has_holes(tree: Tree) -> bool:
    """Whether anything in `tree` is to be filled."""
    if isinstance(tree, dict):
        return any(isinstance(name, Hole) or has_holes(value) for name, value in tree.items())
    return isinstance(tree, Hole) or (isinstance(tree, list) and any(map(has_holes, tree)))


def fill(tree: Tree, resolve: Resolve, filling: Filling) -> JSON:
    """Gives `tree` with every hole filled; what happened is added to `filling`."""
    if isinstance(tree, dict):
        whole: dict[str, JSON] = {}
        for name, value in tree.items():
            if isinstance(name, Hole):
                whole |= _fields(name, resolve, filling)
            else:
                whole[name] = fill(value, resolve, filling)
        return whole
    if isinstance(tree, list):
        return [fill(value, resolve, filling) for value in tree]
    return _fill_hole(tree, resolve, filling) if isinstance(tree, Hole) else tree


def _fill_hole(hole: Hole, resolve: Resolve, filling: Filling) -> JSON:
    value = _known(hole, resolve, filling)
    if value is not None:
        _note(filling, "example-placeholder", hole, _RECORDED.format(hole.name))
        return [value] if hole.many else value
    text = hole.name + ("[]" if hole.many else "")
    rule, value = "example-placeholder-unknown", None if hole.nullable else [{}] if hole.many else {}
    if not _NAMES_AN_OBJECT.match(hole.name) and hole.form == "name":
        rule, value = "example-unquoted-text", text
    elif not _NAMES_AN_OBJECT.match(hole.name) and not hole.name[0].isupper():
        rule, value = "example-value-placeholder", "{" + text + "}"
    else:
        filling.unknown[hole.name] = None
    _note(filling, rule, hole, json.dumps(value))
    return value


def _fields(hole: Hole, resolve: Resolve, filling: Filling) -> dict[str, JSON]:
    """Gives all fields of the object whose name stands among the names of another."""
    value = _known(hole, resolve, filling)
    if isinstance(value, dict):
        _note(filling, "example-placeholder", hole, _RECORDED.format(hole.name))
        return value
    filling.unknown[hole.name] = None
    _note(filling, "example-placeholder-unknown", hole, "")
    return {}


def _note(filling: Filling, rule: str, hole: Hole, replacement: str) -> None:
    filling.edits.append(Edit(rule, hole.start, hole.end, replacement))


def _known(hole: Hole, resolve: Resolve, filling: Filling) -> JSON:
    if hole.name not in filling.filled:
        value = resolve(hole.name)
        if value is None:
            return None
        filling.filled[hole.name] = value
    return filling.filled[hole.name]
