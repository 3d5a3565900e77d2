"""The document says where the API is.

What it does: reports documents without `servers`, where neither every path nor every operation has its own.

Why it matters: by OpenAPI the address is then `/`, relative to wherever the document lies.

Example: a document without `servers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def server_missing(survey: Survey) -> Iterator[Problem]:
    """Yield a note when an operation has no server."""
    if survey.document.get("servers"):
        return
    if any(not o.value.get("servers") and not o.path_item.get("servers") for o in survey.operations):
        yield Problem("", "the document has no servers")
