"""Canonical YAML: page order, no aliases, block text; the same document gives the same bytes on every run.

Enters: a document of plain JSON values. Leaves: bytes in UTF-8. The events of libyaml are made here and not by PyYAML's
nodes: documents of several versions say mostly the same words, and an event can be used again.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.representer import SafeRepresenter
from yaml.resolver import Resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

# What YAML 1.2 takes for a number and libyaml, which goes by YAML 1.1, does not: `0996`, `0o17`, `1e3` (1.2.2, 10.3.2).
_NUMBER_IN_1_2 = re.compile(r"[-+]?(?:0o[0-7]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)", re.ASCII)

_TEXT: Final = "tag:yaml.org,2002:str"
_MAP: Final = yaml.MappingStartEvent(None, "tag:yaml.org,2002:map", True, flow_style=False)
_MAP_END: Final = yaml.MappingEndEvent()
_LIST: Final = yaml.SequenceStartEvent(None, "tag:yaml.org,2002:seq", True, flow_style=False)
_LIST_END: Final = yaml.SequenceEndEvent()
_REPRESENTER: Final = SafeRepresenter()
_RESOLVER: Final = Resolver()


def dump(document: dict[str, Any]) -> bytes:
    """Write a document."""
    written = io.BytesIO()
    events = (
        yaml.StreamStartEvent(encoding="utf-8"),
        yaml.DocumentStartEvent(explicit=False),
        *_events(document),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    )
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    yaml.emit(events, written, Dumper=dumper, allow_unicode=True, width=120)
    return written.getvalue()


def _events(value: Any) -> Iterator[yaml.Event]:
    if isinstance(value, dict):
        yield _MAP
        for key, item in value.items():
            yield _scalar(key)
            if isinstance(item, (dict, list)):
                yield from _events(item)
            else:
                yield _scalar(item)
        yield _MAP_END
    elif isinstance(value, list):
        yield _LIST
        for item in value:
            yield from _events(item)
        yield _LIST_END
    else:
        yield _scalar(value)


@lru_cache(maxsize=2**15, typed=True)
def _scalar(value: str | float | None) -> yaml.ScalarEvent:
    """A text, number, truth or null. It stands plain where libyaml would take it for what it is."""
    if not isinstance(value, str):
        node = _REPRESENTER.represent_data(value)
        return yaml.ScalarEvent(None, node.tag, (True, False), node.value)
    style = "|" if "\n" in value else "'" if _NUMBER_IN_1_2.fullmatch(value) else None
    plain = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == _TEXT  # type: ignore[no-untyped-call]
    return yaml.ScalarEvent(None, _TEXT, (plain, True), value, style=style)
