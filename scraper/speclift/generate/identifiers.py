"""What identifies an object, or a call: `{user_id}` in a path is the `id` of a `User`; the header `Idempotency-Key`.

Enters: a document, and the name of a parameter. Leaves: the words of that field, "" where no object has it. Pages
describe what they list in tables; of what stands in a path they mostly give the name alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.generate import prose
from speclift.generate.words import type_name, variable

if TYPE_CHECKING:
    from speclift.document.schema.composition import Composition


_KEYS = frozenset({"idempotency-key", "x-idempotency-key"})

KEY_WORDS = "Left out, it is made anew for each call, and kept where that is sent again."
"""What an idempotency key is in a package."""


def placeholders(path: str) -> list[str]:
    """The names of what stands in a path, in its order."""
    return [part.partition("}")[0] for part in path.split("{")[1:] if "}" in part]


def is_idempotency_key(location: str, wire: str) -> bool:
    """Whether a parameter tells a call that is sent twice from two calls: clients make one themselves."""
    return location == "header" and wire.lower() in _KEYS


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
