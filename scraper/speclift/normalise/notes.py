"""The notebook: what normalise has to say about the page, one entry per fact however many versions have it.

Enters: notes as they come, each with the pieces of the page that prove it. Leaves: `Finding` values in the order of
the page, those that differ only by version joined, and the places that they quote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from speclift.model.findings import Quote
from speclift.model.ledger import quote
from speclift.model.rules.tables import ABOUT_OTHER_THINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from speclift.model.api import Origin
    from speclift.model.findings import Finding
    from speclift.model.raw import Place
    from speclift.model.rules import Rule

LONGEST_QUOTE = 300
_OPEN_LINK = re.compile(r"\[[^\]\n]*(?:\](?:\([^)\n]*)?)?\Z")
"""A link of which only the beginning is there."""


class Evidence(Struct, frozen=True):
    """A piece of the page, and the words of it that matter ("" for all of it)."""

    origin: Origin
    words: str = ""

    @property
    def text(self) -> str:
        """The words to quote, shortened when they are long."""
        words = self.words or quote(self.origin)
        if len(words) <= LONGEST_QUOTE:
            return words
        return _OPEN_LINK.sub("", words[: LONGEST_QUOTE - 1]).rstrip() + "…"


class _Entry(Struct):
    rule: Rule
    evidence: tuple[Evidence, ...]
    facts: dict[str, object]
    versions: dict[str, None] = field(default_factory=dict)


class Notebook:
    """Collects what is worth saying.

    `begin` says which version is being worked on; the newest version's words are quoted. `settled_places` are rows
    that a note says something of, other than where they belong.
    """

    def __init__(self) -> None:
        self.version = ""
        self._spelled: re.Pattern[str] | None = None
        self._entries: dict[tuple[str, str, tuple[str, ...]], _Entry] = {}
        self._places: list[Place] = []
        self.settled_places: set[Place] = set()

    def begin(self, version: str, prefix: str = "") -> None:
        """From now on notes are about `version`.

        Words that differ only by its `prefix` in addresses are the same words.
        """
        self.version = version
        self._spelled = re.compile(re.escape(prefix) + r"(?![\w.]*\d)") if prefix else None

    def _same_in_every_version(self, words: str) -> str:
        return self._spelled.sub("/*", words) if self._spelled is not None else words

    def note(
        self,
        rule: Rule | None,
        subject: str,
        *evidence: Evidence,
        **facts: object,
    ) -> None:
        """Say one thing, in the rule's words and with these facts; without a rule there is nothing to say.

        The same rule, subject and quotes in another version are the same finding.
        """
        if rule is None:
            return
        self._places.extend(one.origin.place for one in evidence)
        if rule not in ABOUT_OTHER_THINGS:
            self.settled_places.update(one.origin.place for one in evidence)
        key = (rule.id, subject, tuple(self._same_in_every_version(one.text) for one in evidence))
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(rule, evidence, facts)
        entry.evidence, entry.facts = evidence, facts
        entry.versions[self.version] = None

    def quote_places(self, places: Iterable[Place]) -> None:
        """More places that the findings stand for, without quoting each."""
        self._places.extend(places)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that a finding quotes."""
        return tuple(self._places)

    def findings(self, pointer_of: Callable[[str, Place], str]) -> Iterator[Finding]:
        """The findings. `pointer_of` gives the pointer that a place has in the document of a version, or ""."""
        for (_, subject, _), entry in self._entries.items():
            versions = tuple(entry.versions)
            yield entry.rule.finding(
                subject,
                [Quote(one.text, str(one.origin.place)) for one in entry.evidence],
                versions=versions,
                pointer=pointer_of(versions[-1], entry.evidence[0].origin.place) if entry.evidence else "",
                **entry.facts,
            )
