"""The front door: two documents in, changes out."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from speclift.diff.judge.judging import judge
from speclift.diff.state.operations import state
from speclift.diff.state.words import words
from speclift.document.soundness import require_sound
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.diff.change import Change
    from speclift.document.soundness import SoundDocument


def compare(
    old: Mapping[str, Any] | SoundDocument,
    new: Mapping[str, Any] | SoundDocument,
    *,
    old_name: str = "the old document",
    new_name: str = "the new document",
) -> list[Change]:
    """Every change between two OpenAPI 3.0 or 3.1 documents, in the order of the new document.

    Descriptions (see `compare_words`), examples, order and everything else that no caller can notice is no change. The
    names stand in messages. Raises `InputError` when one is not such a document, or has a reference that is broken or
    leads out of it.
    """
    return compare_documents(require_sound(old, old_name), require_sound(new, new_name))


def compare_documents(old: SoundDocument, new: SoundDocument) -> list[Change]:
    """`compare`, for documents that are opened already."""
    try:
        with _collector_at_rest():
            return judge(state(old, new))
    except RecursionError:
        raise InputError(f"{old.name} and {new.name}: schemas are composed too deeply to compare") from None


def compare_words(old: SoundDocument, new: SoundDocument) -> list[Change]:
    """Every summary and description that both documents have a place for and that is not the same."""
    with _collector_at_rest():
        return judge(words(old, new))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without the collector of cycles: it walks both documents again and again as the comparison grows, which makes
    the cost of an operation rise with the size of the document. Nothing here lives longer than the comparison."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
