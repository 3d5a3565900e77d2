"""robots.txt (RFC 9309): whether a page may be read, and how long to wait between two requests."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

LONGEST_DELAY = 10.0
"""Seconds; a longer Crawl-delay is cut to this, so that a build cannot be held up for hours."""


class Rules:
    """What one host's robots.txt says to us."""

    def __init__(self, text: str, agent: str, *, everything_forbidden: bool = False) -> None:
        self._parser = RobotFileParser()
        self._parser.parse(["User-agent: *", "Disallow: /"] if everything_forbidden else text.splitlines())
        self._agent = agent

    def allow(self, url: str) -> bool:
        """Whether the page at `url` may be read."""
        return self._parser.can_fetch(self._agent, url)

    @property
    def delay(self) -> float:
        """Seconds to wait between two requests, never more than `LONGEST_DELAY`."""
        try:
            return min(float(self._parser.crawl_delay(self._agent) or 0), LONGEST_DELAY)
        except ValueError:
            return 0.0


def rules_from(status: int, text: str, agent: str) -> Rules:
    """Rules from the answer to a request for robots.txt: absent means all is allowed, a broken server means none is.

    Source: RFC 9309, sections 2.3.1.3 (unavailable: 4xx) and 2.3.1.4 (unreachable: 5xx).
    """
    if status >= 500:
        return Rules("", agent, everything_forbidden=True)
    return Rules(text if status < 300 else "", agent)
