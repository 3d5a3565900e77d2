"""A polite reader of web pages.

Enters: an address. Leaves: `Fetched`. Redirects are followed by hand, so that every hop is looked at; what a server
said about freshness is kept in a folder (`freshness.py`) and asked about the next time.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import httpx2
from tenacity import (
    Retrying,
    retry_if_exception_type,
    retry_if_result,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential,
)

from speclift import __version__
from speclift.fetch.addresses import joined, leads_inside, site_of, web_address
from speclift.fetch.errors import AbsentError, LateError, UnansweredError
from speclift.fetch.robots import Rules, rules_from
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from speclift.fetch.freshness import Freshness

AGENT = "speclift"
USER_AGENT = f"{AGENT}/{__version__} (reads API documentation; https://pypi.org/project/speclift/)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a page may cost: bytes after decompression, seconds in all (with what is read beside it: `together`),
    hops, and how often an address is asked that does not answer or is busy."""

    size: int = 64 * 1024 * 1024
    seconds: float = 60.0
    redirects: int = 5
    attempts: int = 4


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer: `content` is None when nothing changed (304), `url` is where it came from at last."""

    url: str
    content: bytes | None
    media_type: str


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    headers: httpx2.Headers
    content: bytes


def _is_busy(answer: _Answer) -> bool:
    """Whether a server says that it will answer later (RFC 9110, 15.6; RFC 6585, 4)."""
    return answer.status in (429, 500, 502, 503, 504)


class PoliteClient:
    """Reads pages of one documentation. A context manager; not for several threads.

    `freshness` is what earlier runs kept of the servers' words; without it every page is read in full.
    """

    def __init__(
        self,
        *,
        freshness: Freshness | None = None,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits or Limits()
        self._freshness = freshness
        self._sleep = sleep
        self._rules: dict[str, Rules] = {}
        self._last: float | None = None
        self._shared: float | None = None
        self._client = httpx2.Client(
            headers={
                "User-Agent": USER_AGENT,
                "Accept": "text/html,application/json;q=0.9,*/*;q=0.5",
                "Accept-Encoding": "gzip, deflate",
            },
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

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is read inside has the time of one page: a page with what lies beside it, the plan of a site."""
        before = self._shared
        if before is None:
            self._shared = time.monotonic() + self._limits.seconds
        try:
            yield
        finally:
            self._shared = before

    def get(self, url: str, *, known: bytes | None = None) -> Fetched:
        """Read `url`.

        `known` is the content that the caller has of it already: when an earlier run kept what the server said of
        exactly these bytes, the server is asked only for something newer. Raises `InputError` for an address that may
        not be read, a status other than 200 and 304, and anything over the limits.
        """
        deadline = self._shared if self._shared is not None else time.monotonic() + self._limits.seconds
        answer = self._follow(url, known, deadline, politely=True)
        if answer.status == 304 and known is not None:
            return Fetched(answer.url, None, "")
        if answer.status != 200:
            kind = AbsentError if answer.status in (401, 403, 404, 406, 410, 451) else InputError
            hint = _HINTS.get(answer.status, "try again later")
            raise kind(f"the server answers {answer.status}", file=answer.url, hint=hint)
        if self._freshness is not None:
            self._freshness.keep(answer.url, answer.headers, answer.content)
        media_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        return Fetched(answer.url, answer.content, media_type)

    def try_get(self, url: str, *, known: bytes | None = None) -> Fetched | None:
        """Read `url`, or None when the server says that there is no such page. Raises `InputError` for anything else:
        a page that cannot be read today is not a page that is not there.
        """
        try:
            return self.get(url, known=known)
        except AbsentError:
            return None

    def _follow(self, url: str, known: bytes | None, deadline: float, *, politely: bool) -> _Answer:
        """The answer at the end of all redirects. `politely`: only what robots.txt lets us read."""
        here = web_address(url)
        for _ in range(self._limits.redirects + 1):
            if politely:
                self._ask_robots(here, deadline)
            asked = self._freshness.question(here, known) if self._freshness is not None else {}
            answer = self._persistently(here, asked, deadline)
            if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
                return answer
            after = web_address(joined(here, answer.headers["location"]))
            if site_of(after) != site_of(here) and leads_inside(url, after):
                raise InputError("redirected to a private address", file=url, place=after)
            here = after
        raise InputError(f"more than {self._limits.redirects} redirects", file=url, place=here)

    def _persistently(self, url: str, headers: dict[str, str], deadline: float) -> _Answer:
        """Ask again, later and later (0.3 s, 0.6 s, 1.2 s), where a server does not answer or says that it is busy."""
        retrying = Retrying(
            stop=stop_after_attempt(self._limits.attempts) | stop_before_delay(max(0.0, deadline - time.monotonic())),
            wait=wait_exponential(multiplier=0.3, max=5.0),
            retry=retry_if_exception_type(UnansweredError) | retry_if_result(_is_busy),
            sleep=self._sleep,
            retry_error_callback=lambda state: state.outcome.result() if state.outcome is not None else None,
        )
        answer: _Answer = retrying(self._once, url, headers, deadline)
        return answer

    def _once(self, url: str, headers: dict[str, str], deadline: float) -> _Answer:
        """Ask once, in a thread of its own: time-outs of a socket start anew with each byte, so a head that trickles
        or a compressed body that gives nothing would keep us for ever. What is late is left behind."""
        if time.monotonic() > deadline:
            raise self._too_late(url)
        answers: queue.SimpleQueue[_Answer | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._exchange(url, headers, deadline))
            except Exception as error:
                answers.put(error)

        threading.Thread(target=ask, name="fetch", daemon=True).start()
        try:
            answer = answers.get(timeout=max(0.0, deadline - time.monotonic()) + _GRACE)
        except queue.Empty:
            raise self._too_late(url) from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _exchange(self, url: str, headers: dict[str, str], deadline: float) -> _Answer:
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                packed = response.headers.get("content-encoding", "identity").lower()
                if not set(re.split(r"[\s,]+", packed.strip())) <= _PACKED:
                    raise InputError(f"the server packs its answer as {packed[:40]!r}, unasked", file=url)
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > self._limits.size:
                        raise InputError(f"the page is larger than {self._limits.size:,} bytes", file=url)
                    if time.monotonic() > deadline:
                        raise self._too_late(url)
                return _Answer(url, response.status_code, response.headers, bytes(content))
        except httpx2.TimeoutException:
            raise self._too_late(url) from None
        except httpx2.TransportError as error:
            raise UnansweredError(
                f"cannot read: {str(error)[:200] or type(error).__name__}", file=url, hint="check the network"
            ) from None
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            raise InputError(
                f"cannot read: {str(error)[:200] or type(error).__name__}", file=url, hint="check the network"
            ) from None

    def _too_late(self, url: str) -> InputError:
        return LateError(f"no whole answer within {self._limits.seconds:g} s", file=url, hint="try again later")

    def _ask_robots(self, url: str, deadline: float) -> None:
        site = site_of(url)
        rules = self._rules.get(site)
        if rules is None:
            # Redirects of robots.txt are followed too (RFC 9309, 2.3.1.2).
            answer = self._follow(f"{site}/robots.txt", None, deadline, politely=False)
            rules = self._rules[site] = rules_from(answer.status, answer.content.decode("utf-8", "replace"), AGENT)
        if not rules.allow(url):
            raise InputError(
                "robots.txt asks programs not to read this page",
                file=url,
                hint="save the page in a browser and give the file",
            )
        if self._last is not None and rules.delay:
            wait = self._last + rules.delay - time.monotonic()
            if time.monotonic() + wait > deadline:
                raise self._too_late(url)
            self._sleep(max(0.0, wait))
        self._last = time.monotonic()


_PACKED = {"", "identity", "gzip", "deflate"}
"""What an answer may be packed in: what is asked for."""

_GRACE = 0.5
"""Seconds beyond the deadline in which the exchange may still say itself what went wrong."""

_HINTS = {
    401: "the page wants a login: save it in a browser and give the file",
    403: "the page wants a login, or does not want programs: save it in a browser and give the file",
    404: "check the address",
    410: "the page is gone: check the address",
    429: "the server wants fewer requests: try again later",
}
