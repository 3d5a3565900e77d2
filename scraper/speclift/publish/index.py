"""What an index already has: the Simple Repository API (PEP 503 HTML, PEP 691 JSON).

Enters: the address of an index and a distribution's name. Leaves: file names with their SHA-256 where the index says
it.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import httpx2

from speclift.model.findings import InputError

_ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"


def files_on_index(index: str, name: str, *, timeout: float = 30.0) -> dict[str, str]:
    """The files of distribution `name` at the simple index `index`: file name -> SHA-256 ("" when unknown).

    A distribution that the index does not know has none. Raises `InputError` when the index cannot be asked.
    """
    url = f"{index.rstrip('/')}/{normalised(name)}/"
    try:
        answer = httpx2.get(url, headers={"Accept": _ACCEPT}, timeout=timeout, follow_redirects=True)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise InputError(f"cannot ask the index: {error or type(error).__name__}", file=url) from None
    if answer.status_code == 404:
        return {}
    if answer.status_code != 200:
        raise InputError(f"the index answers {answer.status_code}", file=url, hint="check --index and the credentials")
    if "json" in answer.headers.get("content-type", ""):
        try:
            listed = json.loads(answer.content)["files"]
            return {str(file["filename"]): str(file.get("hashes", {}).get("sha256", "")) for file in listed}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError("the index's answer is not that of PEP 691", file=url) from None
    links = _Links()
    links.feed(answer.text)
    return dict(_named(urljoin(url, link)) for link in links.found)


def normalised(name: str) -> str:
    """A distribution's name as indexes spell it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _named(link: str) -> tuple[str, str]:
    parts = urlsplit(link)
    algorithm, _, digest = parts.fragment.partition("=")
    return unquote(parts.path.rsplit("/", 1)[-1]), digest if algorithm == "sha256" else ""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(href)
