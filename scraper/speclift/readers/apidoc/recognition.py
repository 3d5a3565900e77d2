"""How sure we are that a page is apidoc's, by the marks its template leaves.

Enters: a recorded page. Leaves: a `Recognition`. Looks at bytes only; never raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.readers.page import Recognition

if TYPE_CHECKING:
    from speclift.readers.page import Page

_MARKS: tuple[tuple[bytes, float, str], ...] = (
    (b'id="template-article"', 0.5, "apidoc's article template"),
    (b'id="api-', 0.2, "sections and articles with ids `api-...`"),
    (b"data-version=", 0.2, "articles with group, name and version"),
    (b"show-api-article", 0.3, "apidoc's class `show-api-article`"),
    (b"apidocjs.com", 0.3, "a link to apidocjs.com"),
    (b"nav-tabs-examples", 0.2, "apidoc's example tabs"),
    (b"api_data.js", 0.3, "a reference to `api_data.js`"),
)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is an apidoc page, or apidoc's data."""
    content = page.content
    seen = [(weight, reason) for mark, weight, reason in _MARKS if mark in content]
    return Recognition("apidoc", min(1.0, sum(weight for weight, _ in seen)), tuple(reason for _, reason in seen))
