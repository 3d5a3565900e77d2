"""Canonical YAML: page order, no aliases, block text; the same document gives the same bytes on every run.

Enters: a document of plain JSON values. Leaves: bytes in UTF-8.
"""

from __future__ import annotations

from typing import Any

import yaml

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Canonical(_Dumper):  # type: ignore[misc]
    """libyaml's emitter, without aliases, with `|` for texts of several lines."""

    def ignore_aliases(self, data: object) -> bool:
        """Never write an alias: a document is read by people and by tools that know none."""
        return True


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Canonical.add_representer(str, _text)


def dump(document: dict[str, Any]) -> bytes:
    """Write a document."""
    written: bytes = yaml.dump(
        document,
        Dumper=_Canonical,
        encoding="utf-8",
        allow_unicode=True,
        sort_keys=False,
        width=120,
        default_flow_style=False,
    )
    return written
