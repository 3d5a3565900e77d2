"""What a page says and speclift does not understand, as findings; with `--strict`, as an error.

Enters: what a reader could not place, and the places that no document expresses. Leaves: findings in page order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.model.findings import Finding, InputError, Quote
from speclift.model.ledger import quote
from speclift.model.rules import stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from speclift.model.raw import Place, RawApi, RawText
    from speclift.pipeline.cells import LostCell
    from speclift.workspace.source import Source

_TOLD = 8
_LONGEST = 60
_IN_VERSION: Final = re.compile(r" in \S+(?= \(|\Z)")
"""The version in a place as text: a finding quotes the newest of several."""


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


def not_told(lost: Sequence[LostCell], findings: Iterable[Finding]) -> list[LostCell]:
    """The cells whose rows no finding quotes, in whatever version it quotes them."""
    quoted = {_IN_VERSION.sub("", quote.where) for finding in findings for quote in finding.quotes}
    return [cell for cell in lost if _IN_VERSION.sub("", str(cell.origin.place)) not in quoted]


def cells_not_said(lost: Sequence[LostCell], spellings: Mapping[str, str]) -> Iterator[Finding]:
    """Cells of rows that no document says: one finding for each article."""
    articles: dict[tuple[str, str, str], list[LostCell]] = {}
    for one in lost:
        place = one.origin.place
        articles.setdefault((place.page, place.anchor, place.version), []).append(one)
    for (page, anchor, version), cells in articles.items():
        told = [f"the {cell.cell} {_shortened(cell.words)!r}" for cell in cells[:_TOLD]]
        more = [f"{len(cells) - _TOLD} more"] if len(cells) > _TOLD else []
        yield stages.CELL_NOT_SAID.finding(
            anchor or page,
            tuple(dict.fromkeys(Quote(quote(cell.origin), str(cell.origin.place)) for cell in cells[:_TOLD])),
            versions=_versions(version, spellings),
            cells=", ".join([*told, *more]),
        )


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def refuse_lost_cells(lost: Sequence[LostCell], source: Source) -> None:
    """Raise `InputError` when a cell of a row is in no document: what `--strict` demands of our own sources."""
    if lost:
        first = lost[0]
        raise InputError(
            f"{len(lost)} cells of rows are in no document; the first: the {first.cell} {_shortened(first.words)!r}",
            file=source.name,
            place=str(first.origin.place),
            hint="this is a bug in speclift's rules, not in the page: teach normalise what it means (CONTRIBUTING.md)",
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
