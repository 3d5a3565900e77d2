"""robots.txt (RFC 9309): whether a page may be read, and how long to wait between two requests."""

from __future__ import annotations

from protego import Protego

LONGEST_DELAY = 10.0
"""Seconds; a longer Crawl-delay is cut to this, so that a build cannot be held up for hours."""


class Rules:
    """What one host's robots.txt says to us."""

    def __init__(self, text: str, agent: str) -> None:
        self._parser = Protego.parse(text)
        self._agent = agent

    def allow(self, url: str) -> bool:
        """Whether the page at `url` may be read: the longest rule that fits decides (RFC 9309, 2.2.2)."""
        return bool(self._parser.can_fetch(url, self._agent))

    @property
    def delay(self) -> float:
        """Seconds to wait between two requests, never more than `LONGEST_DELAY`."""
        return min(float(self._parser.crawl_delay(self._agent) or 0), LONGEST_DELAY)


def rules_from(status: int, text: str, agent: str) -> Rules:
    """Rules from the answer to a request for robots.txt: absent means all is allowed, a broken server means none is.

    Source: RFC 9309, sections 2.3.1.3 (unavailable: 4xx) and 2.3.1.4 (unreachable: 5xx).
    """
    if status >= 500:
        return Rules("User-agent: *\nDisallow: /", agent)
    return Rules(text if status < 300 else "", agent)
