"""Fields that only examples show, with the words that a bulleted description says about them.

Enters: a record and the bullets of the description of its row. Leaves: the record with descriptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import Record
from speclift.normalise.phrases.bullets import read_members
from speclift.normalise.phrases.nulls import may_be_null

if TYPE_CHECKING:
    from speclift.normalise.phrases.bullets import Bullet


def described(made: Record, bullets: list[Bullet]) -> Record:
    """Fields that only examples show, with the words that a bulleted list in the description says about them."""
    members = read_members(bullets)
    if not any(field.name in members for field in made.fields):
        return made
    fields = []
    for field in made.fields:
        words, below = members.get(field.name, ("", []))
        type_ = described(field.type, below) if isinstance(field.type, Record) else field.type
        if words and not field.description:
            field = replace(field, description=words, nullable=field.nullable or may_be_null(words))
        fields.append(replace(field, type=type_))
    return replace(made, fields=tuple(fields))
