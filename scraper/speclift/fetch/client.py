"""A polite reader of web pages.

Enters: an address. Leaves: `Fetched`. Redirects are followed by hand, so that every hop is looked at; what a server
said about freshness (ETag, Last-Modified) is kept in a folder and asked about the next time.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx2

from speclift import __version__
from speclift.fetch.addresses import is_private, require_web
from speclift.fetch.robots import Rules, rules_from
from speclift.findings import Trouble
from speclift.trees import write_file

AGENT = "speclift"
USER_AGENT = f"{AGENT}/{__version__} (reads API documentation; https://pypi.org/project/speclift/)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a page may cost: bytes after decompression, seconds in all, hops."""

    size: int = 64 * 1024 * 1024
    seconds: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer: `content` is None when nothing changed (304), `url` is where it came from at last."""

    url: str
    content: bytes | None
    media_type: str


class PoliteClient:
    """Reads pages of one documentation. A context manager; not for several threads."""

    def __init__(
        self, *, cache: Path | None = None, limits: Limits | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._limits = limits or Limits()
        self._cache = cache
        self._sleep = sleep
        self._rules: dict[str, Rules] = {}
        self._last: float | None = None
        self._client = httpx2.Client(
            headers={"User-Agent": USER_AGENT, "Accept": "text/html,application/json;q=0.9,*/*;q=0.5"},
            timeout=min(20.0, self._limits.seconds),
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        """Open nothing yet; connections are made when needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        self._client.close()

    def get(self, url: str, *, known: bytes | None = None) -> Fetched:
        """Read `url`.

        `known` is the content that the caller has of it already: when this cache remembers what the server said of
        exactly these bytes, the server is asked only for something newer. Raises `Trouble` for an address that may
        not be read, a status other than 200 and 304, and anything over the limits.
        """
        require_web(url)
        local = is_private(url)
        deadline = time.monotonic() + self._limits.seconds
        here = url
        for _ in range(self._limits.redirects + 1):
            self._ask_robots(here, deadline)
            status, headers, content = self._once(here, self._validators(here, known), deadline)
            if status in (301, 302, 303, 307, 308) and "location" in headers:
                here = urljoin(here, headers["location"])
                require_web(here)
                if not local and is_private(here):
                    raise Trouble("redirected from the public network to a private address", file=url, place=here)
                continue
            if status == 304 and known is not None:
                return Fetched(here, None, "")
            if status != 200:
                raise Trouble(f"the server answers {status}", file=here, hint=_HINTS.get(status, "try again later"))
            self._remember(here, headers, content)
            return Fetched(here, content, headers.get("content-type", "").split(";")[0].strip().lower())
        raise Trouble(f"more than {self._limits.redirects} redirects", file=url, place=here)

    def try_get(self, url: str) -> Fetched | None:
        """Read `url`, or None when it cannot be read: for optional pages, whose absence is worth no failure."""
        try:
            return self.get(url)
        except Trouble:
            return None

    def _once(self, url: str, headers: dict[str, str], deadline: float) -> tuple[int, httpx2.Headers, bytes]:
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > self._limits.size:
                        raise Trouble(f"the page is larger than {self._limits.size:,} bytes", file=url)
                    if time.monotonic() > deadline:
                        raise Trouble(f"the page took longer than {self._limits.seconds:g} s", file=url)
                return response.status_code, response.headers, bytes(content)
        except httpx2.TimeoutException:
            raise Trouble(f"no answer within {self._limits.seconds:g} s", file=url, hint="try again later") from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Trouble(f"cannot read: {error or type(error).__name__}", file=url, hint="check the network") from None

    def _ask_robots(self, url: str, deadline: float) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules.get(site)
        if rules is None:
            status, _, content = self._once(f"{site}/robots.txt", {}, deadline)
            rules = self._rules[site] = rules_from(status, content.decode("utf-8", "replace"), AGENT)
        if not rules.allow(url):
            raise Trouble(
                "robots.txt asks programs not to read this page",
                file=url,
                hint="save the page in a browser and give the file",
            )
        if self._last is not None and rules.delay:
            self._sleep(max(0.0, self._last + rules.delay - time.monotonic()))
        self._last = time.monotonic()

    def _validators(self, url: str, known: bytes | None) -> dict[str, str]:
        path = self._cache_file(url)
        if path is None or known is None:
            return {}
        try:
            kept = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return {}
        if kept.get("sha256") != hashlib.sha256(known).hexdigest():
            return {}
        return {name: value for name, value in kept.items() if name in ("If-None-Match", "If-Modified-Since")}

    def _remember(self, url: str, headers: httpx2.Headers, content: bytes) -> None:
        path = self._cache_file(url)
        said = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
        validators = {name: value for name, value in said.items() if value}
        if path is not None and validators:
            write_file(path, json.dumps({**validators, "sha256": hashlib.sha256(content).hexdigest()}).encode())

    def _cache_file(self, url: str) -> Path | None:
        return self._cache / f"{hashlib.sha256(url.encode()).hexdigest()[:24]}.json" if self._cache else None


_HINTS = {
    401: "the page wants a login: save it in a browser and give the file",
    403: "the page wants a login, or does not want programs: save it in a browser and give the file",
    404: "check the address in source.toml",
    410: "the page is gone: check the address in source.toml",
    429: "the server wants fewer requests: try again later",
}
