"""The front door: two documents in, changes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.judge.judging import judge
from speclift.diff.pair.document import Document
from speclift.diff.state.operations import state
from speclift.findings import Trouble

if TYPE_CHECKING:
    from speclift.diff.change import Change


def compare(
    old: dict[str, Any], new: dict[str, Any], *, old_name: str = "the old document", new_name: str = "the new document"
) -> list[Change]:
    """Every change between two OpenAPI 3.0 or 3.1 documents, in the order of the new document.

    Descriptions, examples, order and everything else that no caller can notice is no change. The names stand in
    messages. Raises `Trouble` when one is not such a document, or has a reference that is broken or leads out of it.
    """
    return compare_documents(Document(old, old_name), Document(new, new_name))


def compare_documents(old: Document, new: Document) -> list[Change]:
    """`compare`, for documents that are opened already."""
    try:
        return judge(state(old, new))
    except RecursionError:
        raise Trouble(f"{old.name} and {new.name}: schemas are composed too deeply to compare") from None
