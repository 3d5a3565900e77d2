"""Keeps secrets out of what people read: URLs in logs and exceptions, httpx2's own log among them.

Enters: URLs. Leaves: text. A query parameter is secret when a scheme says so or when its name does.
"""

from __future__ import annotations

import logging
import re
from urllib.parse import quote

import httpx2

from ._secrets import HIDDEN, is_secret_name

_IN_URLS = frozenset({"auth", "code", "key", "sig"})
"""Names that are secret in a URL, where nothing else is called so, and plain words elsewhere."""

_names: set[str] = set()


def hide(names: set[str]) -> None:
    """Treat these query parameters as secrets as well, here and in httpx2's log."""
    _names.update(names)


def is_secret(name: str) -> bool:
    """Whether a query parameter of this name holds a secret."""
    return name in _names or name.lower() in _IN_URLS or is_secret_name(name)


def redacted(url: httpx2.URL) -> str:
    """Write a URL without what is secret in it: user and password, and the values of secret query parameters."""
    if not url.query and not url.userinfo:
        return str(url)
    bare = str(url.copy_with(username=None, password=None, query=None) if url.userinfo else url.copy_with(query=None))
    if not url.query:
        return bare
    shown = [
        f"{quote(name, safe='[]')}={HIDDEN if is_secret(name) else quote(value, safe='')}"
        for name, value in url.params.multi_items()
    ]
    return f"{bare}?{'&'.join(shown)}"


class _Filter(logging.Filter):
    """httpx2 logs each request's URL, httpcore2 at DEBUG the headers of answers; neither knows what is secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(redacted(word) if isinstance(word, httpx2.URL) else word for word in record.args)
        if isinstance(record.msg, str) and "=" in record.msg:
            record.msg = re.sub(r"([\w.\[\]-]+)=([^&\s'\"#,)]+)", _shown, record.msg)
        return True


def _shown(parameter: re.Match[str]) -> str:
    return f"{parameter[1]}=[secret]" if is_secret(parameter[1]) else parameter[0]


for _name in ("httpx2", "httpcore2.http11", "httpcore2.http2"):
    logging.getLogger(_name).addFilter(_Filter())
