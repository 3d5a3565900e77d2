"""A `RawApi` as JSON that a person can review: defaults left out, places as text."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from speclift.model.raw import Place, RawApi


def as_json(api: RawApi) -> dict[str, Any]:
    """The values that are not their field's default, in order."""
    return _plain(api)


def dumped(api: RawApi) -> str:
    """The same as text."""
    return json.dumps(as_json(api), ensure_ascii=False, indent=1) + "\n"


def without_page(api: RawApi) -> RawApi:
    """The same facts, whatever the recorded file was called."""
    return _renamed(api)


def _plain(value: Any) -> Any:
    if isinstance(value, Place):
        return str(value)
    if isinstance(value, msgspec.Struct):
        made = {}
        for field in msgspec.structs.fields(value):
            item = getattr(value, field.name)
            default = item in ("", None, (), False) or (field.name == "transport" and item == "http")
            if default and not (field.name == "required" and item is False):
                continue
            made[field.name] = _plain(item)
        return made
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _renamed(value: Any) -> Any:
    if isinstance(value, Place):
        return msgspec.structs.replace(value, page="page.html")
    if isinstance(value, msgspec.Struct):
        changes = {field.name: _renamed(getattr(value, field.name)) for field in msgspec.structs.fields(value)}
        return msgspec.structs.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(_renamed(item) for item in value)
    return value
