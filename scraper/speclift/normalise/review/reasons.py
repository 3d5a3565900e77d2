"""Tables of errors: a reason that is missing, texts that were copied, and identifiers of other objects."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from speclift.model.rules import review
from speclift.normalise.names import words_of
from speclift.normalise.notes import Evidence
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawField
    from speclift.normalise.notes import Notebook
    from speclift.normalise.review.page import Call, ReviewedPage, ReviewedVersion

_NOT_FOUND: Final = re.compile(
    r"not\s*_?\s*found|does(?:n't| not) exist|no such|unknown|nonexistent|missing|\b404\b", re.IGNORECASE
)
_IDENTIFIER: Final = re.compile(r"\b([a-z]+(?:_[a-z]+)*_id|[a-z]+(?:[A-Z][a-z]+)*Id)\b")
_FEWEST: Final = 3


def reasons(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """What tables of errors lack or have copied."""
    _without_not_found(version, notes)
    for call in version.calls:
        for row in call.errors:
            _foreign_identifier(call, row, notes)
    _copied(version, notes)


def _says_not_found(call: Call) -> bool:
    return any(_NOT_FOUND.search(f"{row.name} {row.description}") for row in call.errors)


def _without_not_found(version: ReviewedVersion, notes: Notebook) -> None:
    named = [call for call in version.calls if call.address.names and call.errors]
    saying = [call for call in named if _says_not_found(call)]
    if len(saying) < _FEWEST or len(saying) * 2 < len(named):
        return
    for call in named:
        if not _says_not_found(call):
            like = next((other for other in saying if other.article.group == call.article.group), saying[0])
            row = next(row for row in like.errors if _NOT_FOUND.search(f"{row.name} {row.description}"))
            notes.note(
                review.NOT_FOUND_REASON_MISSING,
                subject(call.article),
                Evidence(call.article),
                Evidence(row),
                variable=call.address.names[-1],
                like=subject(like.article),
            )


def _foreign_identifier(call: Call, row: RawField, notes: Notebook) -> None:
    """An error's text that names an identifier which this call does not take."""
    own = {*call.address.names, *(row.name for section in call.article.sections for row in section.fields)}
    known = {tuple(words_of(name)) for name in own}
    reason = words_of(row.name)
    for name in dict.fromkeys(_IDENTIFIER.findall(row.description)):
        noun = words_of(name)[:-1]
        if tuple(words_of(name)) in known or not noun or not _NOT_FOUND.search(f"{row.name} {row.description}"):
            continue
        if noun[-1] in reason or any(noun[-1] in words_of(own_name) for own_name in call.address.names):
            continue
        notes.note(
            review.REASON_NAMES_ANOTHER_IDENTIFIER, f"{subject(call.article)}: {row.name}", Evidence(row), name=name
        )


def _copied(version: ReviewedVersion, notes: Notebook) -> None:
    """One text under two reasons of the same call; a reason whose text is another than everywhere else."""
    texts: dict[str, dict[str, list[tuple[Call, RawField]]]] = defaultdict(lambda: defaultdict(list))
    for call in version.calls:
        first_with: dict[str, RawField] = {}
        for row in call.errors:
            text = " ".join(row.description.split())
            if not text or len(text.split()) < 2:
                continue
            texts[row.name][text].append((call, row))
            first = first_with.setdefault(text.lower(), row)
            if first is not row and first.name != row.name and not first.type and not row.type:
                notes.note(
                    review.REASONS_SHARE_A_TEXT,
                    subject(call.article),
                    Evidence(first),
                    Evidence(row),
                    first=first.name,
                    second=row.name,
                )
    for name, by_text in texts.items():
        usual = max(by_text, key=lambda text: len(by_text[text]))
        for text, places in by_text.items():
            if text != usual and len(places) == 1 and len(by_text[usual]) >= _FEWEST:
                call, row = places[0]
                notes.note(
                    review.REASON_TEXT_DIFFERS,
                    f"{subject(call.article)}: {name}",
                    Evidence(row),
                    Evidence(by_text[usual][0][1]),
                    reason=name,
                    usual=usual,
                )
