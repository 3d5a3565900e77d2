"""What a GitBook page shows beside the operations of its data: calls, and recorded answers.

Enters: the document that a page's data is, and the articles that its markup shows. Leaves: the document with
`x-codeSamples`, and with the answers that the page shows where the document has none (changed in place).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.model.raw import RawArticle, RawExample

_OBJECT = re.compile(r"[^\[{]*+([\[{].*[\]}])", re.DOTALL)


def add_samples(document: dict[str, Any], articles: Iterable[RawArticle]) -> None:
    """Add the samples of each article to its operation."""
    for article in articles:
        operation = document["paths"].get(article.url, {}).get(article.kind)
        if operation is None:
            continue
        calls = [sample for sample in article.examples if sample.role == "parameter"]
        if calls:
            operation.setdefault(
                "x-codeSamples", [{"lang": call.language, "label": call.title, "source": call.text} for call in calls]
            )
            _add(operation.get("requestBody"), "example", calls[0])
        for sample in article.examples:
            if sample.role != "parameter":
                _add(operation["responses"].get(sample.status), sample.status, sample)


def _add(holder: Any, name: str, sample: RawExample) -> None:
    """The JSON of a sample, where the holder has JSON content without an example of its own."""
    body = _OBJECT.match(sample.text)
    media = holder.get("content", {}).get("application/json") if isinstance(holder, dict) else None
    if body is None or media is None or "example" in media or "examples" in media:
        return
    try:
        value = json_value(body[1])
    except (ValueError, RecursionError):
        return
    media["examples"] = {name: {"summary": sample.title, "value": value}}
