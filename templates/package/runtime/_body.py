"""The fields of a request's body: from keywords, from a model, or from both.

Enters: a model or a mapping, and the keywords of a call by the server's names. Leaves: the fields to send.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ._encode import to_builtins
from ._values import UNSET

if TYPE_CHECKING:
    from ._model import Model
    from ._values import Unset

__all__ = ["merged"]


def merged(
    body: Model | Mapping[str, object] | Unset, fields: Mapping[str, object], required: tuple[str, ...] = ()
) -> Mapping[str, object]:
    """Add the fields of a model or a mapping to those that were given as keywords, which win.

    Of a model only the fields that the call takes are sent, so that an answer can be sent back; of a mapping all are.
    Raises `TypeError` where a required field is in neither.
    """
    if isinstance(body, Mapping):
        given: dict[str, object] = dict(body)
    elif body is UNSET:
        given = {}
    else:
        given = {name: value for name, value in to_builtins(body).items() if name in fields}
    given.update({name: value for name, value in fields.items() if value is not UNSET})
    missing = [name for name in required if given.get(name, UNSET) is UNSET]
    if missing:
        raise TypeError(f"missing required keyword argument: {', '.join(map(repr, missing))}")
    return given
