"""What a shell offers when a word is begun: sources, versions, pointers of a document.

Enters: what has been typed so far. Leaves: words. Nothing is said of a workspace that cannot be read: a shell that is
completing shows no errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer  # noqa: TC002 - typer reads the annotations

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 200


def sources(incomplete: str) -> list[str]:
    """Names of sources that begin so."""
    from speclift.cli.terminal import current_workspace

    try:
        return [name for name in current_workspace().source_names() if name.startswith(incomplete)]
    except InputError:
        return []


def versions(context: typer.Context, incomplete: str) -> list[str]:
    """Versions of the source that stands before, newest first."""
    from speclift.cli.terminal import current_workspace

    try:
        known = current_workspace().versions(_source(context))
    except InputError:
        return []
    return [version for version in reversed(known) if version.startswith(incomplete)]


def pointers(context: typer.Context, incomplete: str) -> list[str]:
    """Pointers of the document that stands before, one step further than what is typed."""
    from speclift.cli.terminal import current_workspace
    from speclift.document import load_document, resolve

    version = str(context.params.get("version") or "")
    start = incomplete.rpartition("/")[0]
    try:
        document = load_document(current_workspace().document(_source(context), version))
        here = resolve(document, start)
    except InputError:
        return []
    return [pointer for pointer in _below(start, here) if pointer.startswith(incomplete)][:_MOST]


def _below(start: str, here: Any) -> Iterator[str]:
    from speclift.document import join_pointer

    keys = here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()
    for key in keys:
        yield start + join_pointer(key)


def _source(context: typer.Context) -> str:
    what = context.params.get("source") or context.params.get("what") or context.params.get("first") or ""
    return str(what[0] if isinstance(what, list | tuple) and what else what)
