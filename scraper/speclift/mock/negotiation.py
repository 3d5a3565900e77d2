"""Chooses a media type by the `Accept` of a request (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def best_of(offered: Sequence[str], accept: str | None) -> str | None:
    """The media type of `offered` that a client likes best, the first of equals; None when it takes none of them."""
    if accept is None or not accept.strip():
        return offered[0] if offered else None
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    rated = [(_quality(media_type, ranges), -index, media_type) for index, media_type in enumerate(offered)]
    quality, _, chosen = max(rated, default=(0.0, 0, None))
    return chosen if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weights = [parameter for parameter in parameters if re.fullmatch(r"q\s*=\s*[01](\.\d{0,3})?", parameter)]
    return kind, float(weights[0].partition("=")[2]) if weights else 1.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most specific range that the media type falls into; 0 outside all of them."""
    kind = media_type.partition(";")[0].strip().lower()
    names = [kind, f"{kind.partition('/')[0]}/*", "*/*"]
    if kind.endswith("+json"):
        names.insert(1, "application/json")
    fitting = [(names.index(name), -weight) for name, weight in ranges if name in names]
    if kind.startswith("*") or kind.endswith("/*"):
        # The document allows any type of a kind, and so whatever of it the client takes.
        prefix = kind.partition("*")[0]
        fitting += [(0, -weight) for name, weight in ranges if name.startswith(prefix)]
    return -min(fitting)[1] if fitting else 0.0
