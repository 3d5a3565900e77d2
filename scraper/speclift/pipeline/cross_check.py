"""A page's machine-readable twin as a second reading: where the two disagree.

Enters: the documents lifted from a page, and its twins. Leaves: findings. A twin's silence is no disagreement, and
what only a document has (operation ids, tags, servers) is none either.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from speclift.model.findings import Finding, InputError, Quote
from speclift.model.rules import stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.diff import Change
    from speclift.fetch.twins import Twin

Document = dict[str, Any]

_NOT_ON_PAGES = ("operation-id", "operation-tag", "operation-path", "server")


def disagreements(documents: Mapping[str, Document], twins: Sequence[Twin]) -> tuple[Finding, ...]:
    """Where the newest document and the twins of its page disagree about the paths that both have."""
    if not documents:
        return ()
    newest = list(documents.values())[-1]
    return tuple(finding for twin in twins for finding in _disagreements(newest, twin))


def _disagreements(document: Document, twin: Twin) -> Iterator[Finding]:
    from speclift.diff import compare

    try:
        theirs = _plain(twin)
        ours, theirs = _shared(document, theirs)
        changes = compare(ours, theirs, old_name="the page", new_name=twin.where)
    except InputError as error:
        yield stages.TWIN_UNREADABLE.finding(twin.where, reason=error.message)
        return
    silent_on_security = "security" not in theirs and not _anywhere(theirs["paths"], "security")
    for change in changes:
        if change.rule.startswith(_NOT_ON_PAGES) or change.new == "any":
            continue
        if silent_on_security and change.rule.startswith("authentication"):
            continue
        yield _finding(change, twin)


def _finding(change: Change, twin: Twin) -> Finding:
    return stages.TWIN_DIFFERS.finding(
        str(change.operations[0]) if change.operations else change.area,
        (Quote(_short(change.old), "the page"), Quote(_short(change.new), twin.where)),
        pointer=change.old_pointer,
        twin=twin.where,
        change=change.explain(),
        change_rule=change.rule,
    )


def _plain(twin: Twin) -> Document:
    """The twin as `diff` wants a document: JSON values, a tree, OpenAPI 3.x.

    Raises `InputError` when it is not such.
    """
    from speclift.document import parse_document

    try:
        content = json.dumps(twin.document, default=str).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError(f"it is no JSON: {error}", file=twin.where) from None
    document = parse_document(content, name=twin.where)
    paths = document.get("paths")
    if not isinstance(paths, dict) or not all(isinstance(item, dict) for item in paths.values()):
        raise InputError("it has no paths", file=twin.where)
    return document


def _shared(ours: Document, theirs: Document) -> tuple[Document, Document]:
    """Both documents with only the paths that both have, spelled alike.

    One may put into its servers' addresses what the other puts into its paths; so whole addresses are compared, and
    where these differ, their ends.
    """
    mine: Document = {}
    other: Document = {}
    addresses = {path: _segments(theirs, path) for path in theirs["paths"]}
    for path, item in ours["paths"].items():
        whole = _segments(ours, path)
        twins = [twin for twin, address in addresses.items() if _alike(address, whole)]
        twins = twins or [twin for twin, address in addresses.items() if _ends_alike(address, whole)]
        if len(twins) == 1:
            mine[path] = item
            other[_spelled(addresses[twins[0]], path)] = theirs["paths"][twins[0]]
    return _without_servers(ours, mine), _without_servers(theirs, other)


def _spelled(address: Sequence[str], path: str) -> str:
    """A twin's address, cut down to what the page has in `path`; the twin's names of parameters stay."""
    parts = [part for part in path.split("/") if part]
    known = list(address)[max(0, len(address) - len(parts)) :]
    return "/" + "/".join([*parts[: len(parts) - len(known)], *known])


def _without_servers(document: Document, paths: Document) -> Document:
    kept = {key: value for key, value in document.items() if key not in ("servers", "tags", "webhooks")}
    return {**kept, "paths": paths}


def _segments(document: Document, path: str) -> list[str]:
    servers = document.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else {}
    address = str(first.get("url", "")) if isinstance(first, dict) else ""
    # The braces of a variable in the host are no URL to urlsplit before 3.14; only what follows the host matters.
    base = urlsplit(re.sub(r"[{}\[\]]", "", address)).path
    return [part for part in f"{base}/{path}".split("/") if part]


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two paths are the same but for the names of their parameters."""
    return [_named(part) for part in one] == [_named(part) for part in other]


def _ends_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    length = min(len(one), len(other))
    return length > 0 and _alike(one[-length:], other[-length:])


def _named(segment: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", segment)


def _anywhere(value: object, key: str) -> bool:
    if isinstance(value, dict):
        return key in value or any(_anywhere(one, key) for one in value.values())
    return isinstance(value, list) and any(_anywhere(one, key) for one in value)


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:117]}..."
