"""What a page says and speclift does not understand, as findings; with `--strict`, as an error.

Enters: what a reader could not place, and the places that no document expresses. Leaves: findings in page order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.findings import Finding, InputError, Quote
from speclift.model.rules import stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.model.raw import Place, RawApi, RawText
    from speclift.workspace.source import Source


def not_read(text: RawText, spellings: Mapping[str, str]) -> Finding:
    """A piece of the page that the reader could not place."""
    return stages.MARKUP_NOT_UNDERSTOOD.finding(
        text.place.anchor or text.place.page,
        (Quote(text.text, str(text.place)),),
        versions=_versions(text.place.version, spellings),
    )


def not_expressed(lost: Sequence[Place], words: Mapping[Place, str], spellings: Mapping[str, str]) -> Iterator[Finding]:
    """What the page says and no rule expresses: one finding for each article, with all its places."""
    articles: dict[tuple[str, str, str], list[Place]] = {}
    for place in lost:
        articles.setdefault((place.page, place.anchor, place.version), []).append(place)
    for (page, anchor, version), places in articles.items():
        yield stages.FACT_NOT_EXPRESSED.finding(
            anchor or page,
            [Quote(words.get(place) or place.path, str(place)) for place in places],
            versions=_versions(version, spellings),
        )


def _versions(printed: str, spellings: Mapping[str, str]) -> tuple[str, ...]:
    return (spellings.get(printed, printed),) if printed else ()


def refuse_not_understood(raw: RawApi, source: Source) -> None:
    """Raise `InputError` when the reader met markup that it does not know."""
    if raw.not_understood:
        first = raw.not_understood[0]
        raise InputError(
            f"{len(raw.not_understood)} pieces of the page were not understood; the first: {first.text[:80]!r}",
            file=source.name,
            place=str(first.place),
            hint=f"teach the {source.platform} reader this markup (CONTRIBUTING.md)",
        )
