"""The order in which apidoc's template prints articles, groups and versions.

Enters: the data's articles as stored, the project's `order`. Leaves: groups with their articles as a reader of the
page sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

Entry = Mapping[str, object]

_VERSION = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+.*)?\Z")


def ordered(articles: Sequence[Entry], order: object) -> list[tuple[str, list[Entry]]]:
    """Groups in the order of their names (or of their titles in `order`), their articles in the order of their titles
    (or as `order` names them), the versions of an article as stored. Template 0.50 and later leaves articles
    without a title out; they are operations nevertheless, and stay.
    """
    wanted = [item for item in order if isinstance(item, str)] if isinstance(order, Sequence) else []
    groups: dict[str, dict[str, list[Entry]]] = {}
    titles: dict[str, str] = {}
    for entry in articles:
        group = str(entry.get("group", ""))
        groups.setdefault(group, {}).setdefault(str(entry.get("name", "")), []).append(entry)
        titles[group] = str(entry.get("groupTitle") or group)
    in_order = sorted(groups, key=_code_units)
    names = _wanted_first(in_order, lambda name: (titles[name].replace("_", " "), name), wanted)
    return [(name, _articles(groups[name], wanted)) for name in names]


def newest_first(versions: Iterable[str]) -> list[str]:
    """Distinct versions, by semantic versioning; what is no version comes last."""
    distinct = [version for version in dict.fromkeys(versions) if version]
    known = [version for version in distinct if _VERSION.match(version)]
    return sorted(known, key=_precedence, reverse=True) + [version for version in distinct if version not in known]


def _articles(by_name: Mapping[str, list[Entry]], wanted: list[str]) -> list[Entry]:
    titles = {name: str(entries[0].get("title") or "").lower() for name, entries in by_name.items()}
    in_order = sorted(titles, key=lambda name: _code_units(f"{titles[name]}#~#{name}"))
    names = _wanted_first(in_order, lambda name: (titles[name], name), wanted)
    return [entry for name in names for entry in by_name[name]]


def _code_units(text: str) -> bytes:
    """What JavaScript sorts by. The template sorts title and name in one string: "call invite" comes before "call"."""
    return text.encode("utf-16-be", "surrogatepass")


def _wanted_first(items: list[str], called: Callable[[str], tuple[str, ...]], wanted: list[str]) -> list[str]:
    """Items that `wanted` names first, in its order; the others as they were."""
    rank = {name: number for number, name in enumerate(dict.fromkeys(wanted))}
    return sorted(
        items, key=lambda item: min((rank[name] for name in called(item) if name in rank), default=len(wanted))
    )


def _precedence(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]:
    """Semantic versioning 2.0.0, section 11: a release is above its pre-releases, numbers are below words."""
    match = _VERSION.match(version)
    if match is None:  # pragma: no cover - callers ask for versions only
        return (), False, ()
    numbers = tuple(int(part or 0) for part in match.groups()[:3])
    parts = (match[4] or "").split(".") if match[4] else []
    return numbers, not parts, tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)
