"""One row of the catalogue: what can be said of a page, in the words in which it is said.

Enters: the facts of one place. Leaves: `Rule`, and by `Rule.finding` a `Finding` in its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.model.findings import Finding, Kind, Quote, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rule(Struct, frozen=True, kw_only=True):
    """What can be said of a page. One rule says one thing, and the catalogue holds each rule once.

    `id` is its kebab-case name, `title` the heading that stands over its findings, `explanation` what a reader of the
    report should know. `message` and `resolution` (what was made of it in the documents) are templates of
    `str.format`, filled with the facts of each place. `notation`: the page means the right thing and writes it in a
    way that no machine reads; the finding is its quoted place and, as the resolution, how that was read. `breaks`: a
    client that believes the page fails.
    """

    id: str
    kind: Kind
    severity: Severity = "warning"
    title: str
    explanation: str = ""
    message: str = ""
    resolution: str = ""
    notation: bool = False
    breaks: bool = False

    def say(self, **facts: object) -> tuple[str, str]:
        """The message and the resolution for one place. Raises `KeyError` when a fact is missing."""
        return self.message.format_map(facts), self.resolution.format_map(facts)

    def finding(
        self,
        subject: str,
        quotes: Sequence[Quote] = (),
        *,
        versions: Sequence[str] = (),
        pointer: str = "",
        **facts: object,
    ) -> Finding:
        """A finding in the rule's words. Raises `KeyError` when a fact is missing."""
        message, resolution = self.say(**facts)
        return Finding(
            rule=self.id,
            kind=self.kind,
            severity=self.severity,
            subject=subject,
            message=message,
            quotes=tuple(quotes),
            resolution=resolution,
            versions=tuple(versions),
            pointer=pointer,
        )
