"""Whether a page is an OpenAPI document, or holds the one that it was drawn from.

Enters: a page. Leaves: a `Recognition`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.readers.kit.encoding import decoded
from speclift.readers.openapi.inline import documents_in
from speclift.readers.openapi.renderers import renderer_of
from speclift.readers.page import Recognition

if TYPE_CHECKING:
    from speclift.readers.page import Page

_TOP: Final = re.compile(
    rb"""(?:^|[\s{,])["']?(openapi|swagger)["']?\s*:\s*["']?\d""",
)
_LINE: Final = re.compile(rb"""^["']?(?:openapi|swagger)["']?[ \t]*:""", re.MULTILINE)
_LOOK: Final = 400_000


def is_document(page: Page) -> bool:
    """Whether bytes mean to be an OpenAPI document: JSON or YAML with its version, and no markup."""
    head = page.content[:_LOOK].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if head.startswith(b"{"):
        return (_TOP.search(head) or _TOP.search(page.content[-_LOOK:])) is not None
    return not head.startswith(b"<") and _LINE.search(head) is not None


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is a document, or holds one."""
    if is_document(page):
        return Recognition("openapi", 1.0, ("an OpenAPI document",))
    renderer = renderer_of(page)
    if renderer and (b"openapi" in page.content or b"swagger" in page.content) and documents_in(decoded(page.content)):
        return Recognition("openapi", 0.98, (f"a {renderer} page", "the document that it is drawn from is inside"))
    return Recognition("openapi", 0.0, ())
