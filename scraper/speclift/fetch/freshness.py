"""What servers said about the freshness of pages (ETag, Last-Modified), kept from one run to the next.

Enters: a folder. Leaves: request headers (RFC 9110, 13.1). What was said is kept with a digest of the bytes it was said
of, and asked about only by who has exactly these bytes: so a page that was read and could not be built is read again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.workspace.atomic_tree import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ASKED = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}


@dataclass(frozen=True, slots=True)
class Freshness:
    """One file per address in `folder`; with `frozen` nothing is written."""

    folder: Path
    frozen: bool = False

    def question(self, url: str, known: bytes | None) -> dict[str, str]:
        """The headers that ask for something newer than `known`; none where nothing was kept of these bytes."""
        if known is None:
            return {}
        try:
            kept = json.loads(self._file(url).read_bytes())
        except (OSError, ValueError):
            return {}
        if not isinstance(kept, dict) or kept.get("sha256") != hashlib.sha256(known).hexdigest():
            return {}
        return {name: str(value) for name, value in kept.items() if name in _ASKED}

    def keep(self, url: str, headers: Mapping[str, str], content: bytes) -> None:
        """Keep what the server said of `content`. Raises `InputError` when the disk refuses."""
        said = {name: headers[header] for name, header in _ASKED.items() if headers.get(header)}
        if said and not self.frozen:
            kept = {**said, "sha256": hashlib.sha256(content).hexdigest()}
            write_file(self._file(url), json.dumps(kept).encode())

    def _file(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:24]}.json"
