"""What an identifier in a path is, in the documented words: `{user_id}` is the `id` of a `User`.

Enters: a document, and the name of a parameter. Leaves: the words of that field, "" where no object has it. Pages
describe what they list in tables; of what stands in a path they mostly give the name alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.generate import prose
from speclift.generate.words import type_name, variable

if TYPE_CHECKING:
    from speclift.document.schema.composition import Composition


def identifier_words(composition: Composition, wire: str) -> str:
    """The first sentence about the field that an identifier is the value of."""
    owner, _, last = variable(wire).rpartition("_")
    schema = composition.named.get(type_name(owner)) if owner and last else None
    fields = {} if schema is None else composition.fields(schema)
    for name in (wire, last):
        if name in fields:
            stated = fields[name].schemas[0]
            words = stated.text("description") or composition.resolved(stated).text("description")
            return prose.first_sentence(words)
    return ""
