"""Calls that are messages: one JSON object per frame of a WebSocket, its `method` naming the call.

Enters: articles with a transport of their own and no address. Leaves: articles on a marked pseudo-path `/<method>`,
which nobody may send over HTTP: OpenAPI 3.1 has no other place for them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle
    from speclift.normalise.notes import Notebook
    from speclift.source import Source

_METHOD: Final = re.compile(r'"method"\s*:\s*"([A-Za-z_][\w.:-]{0,120})"')


def messages(raw: RawApi, _: Source, __: Notebook) -> RawApi:
    """Give every message its pseudo-path."""
    return replace(raw, articles=tuple(_addressed(article) for article in raw.articles))


def _addressed(article: RawArticle) -> RawArticle:
    if article.transport == "http" or article.url:
        return article
    sent = next((example.text for example in article.examples if example.role in ("body", "parameter")), "")
    named = _METHOD.search(sent)
    method = named[1] if named else article.name
    return replace(article, kind="post", url=f"/{method}")
