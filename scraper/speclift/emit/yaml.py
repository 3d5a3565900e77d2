"""Canonical YAML: page order, no aliases, block text; the same document gives the same bytes on every run.

Enters: a document of plain JSON values. Leaves: bytes in UTF-8.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Canonical(_Dumper):  # type: ignore[misc]
    """libyaml's emitter, without aliases, with `|` for texts of several lines."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library calls it so
        """Never write an alias: a document is read by people and by tools that know none."""
        return True


# What YAML 1.2 takes for a number and libyaml, which goes by YAML 1.1, does not: `0996`, `0o17`, `1e3` (1.2.2, 10.3.2).
_NUMBER_IN_1_2 = re.compile(r"[-+]?(?:0o[0-7]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)", re.ASCII)


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else "'" if _NUMBER_IN_1_2.fullmatch(text) else None
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
