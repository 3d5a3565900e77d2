"""Permissions and credentials: the page's own scheme, learned from most of its calls, against the rest."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from speclift.model.rules import review
from speclift.normalise.notes import Evidence
from speclift.normalise.review.page import rows_of, same_words
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.normalise.notes import Notebook
    from speclift.normalise.review.page import Call, ReviewedPage, ReviewedVersion

_PERMISSION: Final = re.compile(r"\b([A-Za-z][\w]*(?:[.\w-]*\w)?)[:.](read|view|r|write|edit|w|manage)\b")
_CREDENTIAL: Final = re.compile(
    r"(?:access|auth|api|bearer)?[-_ ]?(?:token|key)|(?:x[-_])?authori[sz]ation", re.IGNORECASE
)
_GIVES_CREDENTIALS: Final = re.compile(r"token|oauth|log-?in|sign-?(?:in|up)", re.IGNORECASE)
_READS: Final = frozenset({"read", "view", "r"})
_FEWEST: Final = 5
"""Calls that must follow a scheme before another call can break it."""


def permissions(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """A permission that contradicts the method, is another thing's, is missing, or stands at an object."""
    stated = [(call, found) for call in version.calls if (found := _stated(call))]
    following = sum(_follows(call, found) for call, found in stated)
    if following >= _FEWEST and following * 4 >= len(stated) * 3:
        for call, found in stated:
            if not _follows(call, found):
                notes.note(
                    review.PERMISSION_CONTRADICTS_METHOD,
                    subject(call.article),
                    *(Evidence(text) for text in call.article.permission),
                    permission=":".join(found[0]),
                    method=call.method,
                    action="read" if found[0][1] in _READS else "write",
                )
            elif _is_of_another(call, found, stated):
                notes.note(
                    review.PERMISSION_OF_ANOTHER_THING,
                    subject(call.article),
                    Evidence(call.article),
                    *(Evidence(text) for text in call.article.permission),
                    thing=found[0][0],
                )
    _missing(version, notes)
    _without_credential(version, notes)
    if sum(bool(call.article.permission) for call in version.calls) >= _FEWEST:
        for article in version.objects:
            if article.permission:
                notes.note(
                    review.PERMISSION_AT_OBJECT, subject(article), *(Evidence(text) for text in article.permission)
                )


def _stated(call: Call) -> list[tuple[str, str]]:
    """(thing, action) of each permission of the page's form that a call states; none when it is a choice of another."""
    text = " ".join(text.text for text in call.article.permission)
    return [(thing, action.lower()) for thing, action in _PERMISSION.findall(text)]


def _follows(call: Call, found: list[tuple[str, str]]) -> bool:
    """Whether one of a call's permissions fits its method."""
    reads = {action in _READS for _, action in found}
    return (call.method in {"GET", "HEAD", "OPTIONS"}) in reads


def _is_of_another(call: Call, found: list[tuple[str, str]], stated: list[tuple[Call, list[tuple[str, str]]]]) -> bool:
    """Whether every sibling under the same first segment has permissions of its own thing, and this one another's."""
    if not call.things:
        return False
    own = call.things[0]
    first = {thing.split(".")[0] for thing, _ in found}
    if any(same_words(thing, own) for thing in first):
        return False
    siblings = [
        {thing.split(".")[0] for thing, _ in others}
        for other, others in stated
        if other is not call and other.things and other.things[0] == own
    ]
    fitting = sum(any(same_words(thing, own) for thing in things) for things in siblings)
    return len(siblings) >= 3 and fitting == len(siblings)


def _missing(version: ReviewedVersion, notes: Notebook) -> None:
    with_one = [call for call in version.calls if call.article.permission]
    without = [call for call in version.calls if not call.article.permission]
    if len(with_one) < _FEWEST or len(without) * 10 > len(version.calls):
        return
    groups = Counter(call.article.group for call in with_one)
    for call in without:
        if groups[call.article.group] >= 2:
            notes.note(review.PERMISSION_MISSING, subject(call.article), Evidence(call.article))


def _without_credential(version: ReviewedVersion, notes: Notebook) -> None:
    """A call whose tables lack the row of the credential that nearly all others have."""
    rows = {id(call): {row.name.strip() for row in rows_of(call.article)} for call in version.calls}
    names = Counter(name for found in rows.values() for name in found if _CREDENTIAL.fullmatch(name))
    for name, count in names.items():
        if count < _FEWEST or count * 10 < len(version.calls) * 9:
            continue
        for call in version.calls:
            if (
                name not in rows[id(call)]
                and call.article.sections
                and not _GIVES_CREDENTIALS.search(call.address.path)
            ):
                notes.note(review.CREDENTIAL_ROW_MISSING, subject(call.article), Evidence(call.article), name=name)
