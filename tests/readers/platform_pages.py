"""A page of each documentation platform, found by the folders of its tests: a platform more is a folder more."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def _last(folder: Path) -> Path | None:
    pages = sorted(folder.glob("recorded/*.html.gz")) or sorted(folder.glob("cases/*/page.html"))
    return next(reversed(pages), None)


PAGES = {folder.name: page for folder in sorted(_HERE.iterdir()) if (page := _last(folder)) is not None}
"""A page by the name of its platform: the last recorded one, otherwise the last invented one."""

HEADS = {head.parent.name: head.read_text(encoding="utf-8").strip() for head in sorted(_HERE.glob("*/head.html"))}
"""What in the head of a page tells the platform; those that have none are told by their body."""
