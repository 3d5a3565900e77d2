"""Fields that only examples show, with the words that a bulleted description says about them.

Enters: a record and the bullets of the description of its row. Leaves: the record with descriptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import Anything, Record, Scalar
from speclift.normalise.phrases.bullets import read_members
from speclift.normalise.phrases.nulls import may_be_null
from speclift.normalise.phrases.type_words import WORDS

if TYPE_CHECKING:
    from speclift.normalise.phrases.bullets import Bullet


def described(record: Record, bullets: list[Bullet]) -> Record:
    """Fields that only examples show, with the words that a bulleted list in the description says about them."""
    members = read_members(bullets)
    if not any(field.name in members for field in record.fields):
        return record
    fields = []
    for field in record.fields:
        words, below = members.get(field.name, ("", []))
        type_ = described(field.type, below) if isinstance(field.type, Record) else field.type
        if isinstance(type_, Anything) and (kind := _kind_of_words(words)) is not None:
            type_ = kind
        if words and not field.description:
            field = replace(field, description=words, nullable=field.nullable or may_be_null(words))
        fields.append(replace(field, type=type_))
    return replace(record, fields=tuple(fields))


def _kind_of_words(words: str) -> Scalar | None:
    """The kind of value that words begin with ("URL for calls. If null, …"), where examples show only null."""
    first = words.split(maxsplit=1)[0].strip(".,:;").lower() if words.strip() else ""
    known = WORDS.get(first)
    if known is None or known.base not in {"string", "integer", "number", "boolean"}:
        return None
    return Scalar(known.base)
