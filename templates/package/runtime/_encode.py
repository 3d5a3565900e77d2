"""From Python values to the parts of a request: query, headers, JSON, forms.

Enters: typed models, plain dictionaries, scalars. Leaves: text and bytes. `UNSET` is left out wherever it stands, None
is null.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import quote

import msgspec

from ._values import UNSET, DateTime, is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._model import Model
    from ._values import Unset


class Json(msgspec.Struct, frozen=True):
    """A JSON body."""

    value: Any


class Form(msgspec.Struct, frozen=True):
    """An `application/x-www-form-urlencoded` body."""

    fields: Mapping[str, Any]


class Multipart(msgspec.Struct, frozen=True):
    """A `multipart/form-data` body; a `File` among the fields is uploaded."""

    fields: Mapping[str, Any]


class Content(msgspec.Struct, frozen=True):
    """A body sent as it is: bytes, a path or a file object, and its media type."""

    source: Any
    media_type: str


Body: TypeAlias = Json | Form | Multipart | Content

_SERIES = (list, tuple, set, frozenset)


def _foreign(value: object) -> object:
    """Encode what msgspec does not know."""
    if isinstance(value, DateTime):
        return value.text
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[object, object]", value))
    raise TypeError(f"{type(value).__name__} cannot be sent as JSON")


_encoder = msgspec.json.Encoder(enc_hook=_foreign)


def to_json(value: object) -> bytes:
    """Encode a model, or anything made of models, dictionaries, lists and scalars, as JSON text.

    Fields that are `UNSET` are left out. Raises `TypeError` for a value that JSON has no form for.
    """
    return _encoder.encode(_without_unset(value))


def to_builtins(value: object) -> Any:
    """Turn a model into dictionaries, lists and scalars: what `json.loads` would make of its JSON text."""
    return msgspec.json.decode(to_json(value))


def _without_unset(value: Any) -> Any:
    """Leave `UNSET` out of plain dictionaries and lists; msgspec leaves it out of models."""
    if is_object(value):
        return {key: _without_unset(item) for key, item in value.items() if item is not UNSET}
    if is_array(value):
        return [_without_unset(item) for item in value if item is not UNSET]
    return value


def text(value: object) -> str:
    """Write a scalar as it stands in a URL, a header or a form: `true`, `1`, an enumeration's value; null is
    nothing."""
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, DateTime):
        return value.text
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, int | float):
        return str(value)
    built = to_builtins(value)
    return built if isinstance(built, str) else to_json(built).decode()


def pairs(fields: Mapping[str, object], joined: Mapping[str, str] = {}) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each value: a list once per item (or joined), an object as `name[key]`."""
    for name, value in fields.items():
        if value is UNSET:
            continue
        if isinstance(value, _SERIES):
            items = [text(item) for item in cast("Iterable[object]", value) if item is not UNSET]
            if name in joined:
                yield name, joined[name].join(items)
            else:
                for item in items:
                    yield name, item
        elif isinstance(value, Mapping):
            members = cast("Mapping[str, object]", value)
            yield from pairs({f"{name}[{key}]": item for key, item in members.items()})
        elif isinstance(value, msgspec.Struct):
            yield from pairs({name: to_builtins(value)})
        else:
            yield name, text(value)


def query(fields: Mapping[str, object], joined: Mapping[str, str] = {}) -> str:
    """Write a query or a form, percent-encoded."""
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs(fields, joined))


def header(value: object) -> str:
    """Write a header's value. Raises `ValueError` where it would end the header."""
    items = cast("Iterable[object]", value) if isinstance(value, _SERIES) else (value,)
    words = ",".join(text(item) for item in items)
    if "\n" in words or "\r" in words or "\0" in words:
        raise ValueError("a header's value cannot hold a line break")
    return words


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
