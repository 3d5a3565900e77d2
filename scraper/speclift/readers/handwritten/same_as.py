"""What an operation has in common with another: "Parameters and response are the same as for the list endpoint".

Enters: the articles of a documentation. Leaves: them, with the rows and examples that the words refer to. A reference
that fits no operation, or several, adds nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import Place
from speclift.readers.handwritten.signatures import ADDRESS, fits, path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import RawArticle, RawField, RawSection

_SAME: Final = re.compile(
    r"(?P<before>[^.]{0,80}?)\b(?:the )?(?:same|identical)\b(?P<what>[^.]{0,60}?)\b(?:as|to)\b(?: (?:for|in|of"
    r"|with|when|by))?"
    r"(?P<other>[^.,;\n]{2,80})",
    re.IGNORECASE,
)
_ALSO: Final = re.compile(
    r"\b(?:all|other)\b (?P<other>[^.,]{2,40}?)\s+(?:parameters|options|filters|fields)\b[^.]{0,25}?"
    r"\b(?:also|too|as well|combined|supported|apply)\b"
    r"|\b(?:also|in addition,?) (?:takes|accepts|supports|has) (?:all )?(?:the )?(?:parameters|options|filters"
    r"|fields) (?:of|for|from)"
    r" (?P<named>[^.;\n]{2,60})",
    re.IGNORECASE,
)
"""What another operation takes as well, beside what is described here."""
_OPTIONAL: Final = re.compile(
    r"\b(?:all|every|each)\b[^.]{0,20}\b(?:are |is )?optional\b|\bnothing is required\b"
    r"|\bonly the [^.]{0,30} to (?:be )?chang",
    re.IGNORECASE,
)
"""What says that an update may leave out what a creation must send."""
_SENT: Final = re.compile(
    r"\b(?:param\w*|arguments?|options?|filters?|requests?|body|payload|fields?|input|format|attributes?)\b", re.I
)
_RECEIVED: Final = re.compile(r"\b(?:responses?|returns?|answers?|outputs?|results?|reply)\b", re.I)
_TAKES: Final = re.compile(r"\b(?:takes?|accepts?|send|sends|uses?|expects?|supports?|has|have)\b", re.I)
_WORD: Final = re.compile(r"[a-z][a-z0-9]+")
_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "the a an for of in to as and or with when by its this that above below endpoint endpoints call calls request"
        " method operation regular normal usual api resource described previous one it is are be on from using first",
    )
)
_LEAST: Final = 0.6
"""The share of the words of a reference that an operation's title and path have to hold."""


def with_references(articles: Sequence[RawArticle]) -> list[RawArticle]:
    """The articles; one that says that it takes or answers the same as another gets that one's rows and examples."""
    return [_with(article, articles) for article in articles]


def _with(article: RawArticle, articles: Sequence[RawArticle]) -> RawArticle:
    for text in article.description:
        for said in _SAME.finditer(text.text):
            about = f"{said['before']} {said['what']}"
            sent, received = _SENT.search(about) is not None, _RECEIVED.search(about) is not None
            other = _other(said["other"], article, articles) if sent or received else None
            if other is None:
                continue
            roles = {"query", "header", "body", "parameter"} if sent or _TAKES.search(about) else set()
            roles |= {"success"} if received else set()
            article = _shared(article, _all_optional(other) if _OPTIONAL.search(text.text) else other, roles)
        for also in _ALSO.finditer(text.text):
            other = _other(also["other"] or also["named"], article, articles)
            if other is not None and other.url != article.url:
                article = _shared(article, _all_optional(other), {"query", "header", "body", "parameter"})
    return article


def _all_optional(article: RawArticle) -> RawArticle:
    """What an article takes, where another may be sent it as well: nothing of it has to be."""
    return replace(
        article,
        sections=tuple(
            replace(one, fields=tuple(replace(field, required=False) for field in one.fields))
            for one in article.sections
        ),
        examples=(),
    )


def _shared(article: RawArticle, other: RawArticle, roles: set[str]) -> RawArticle:
    known = {field.name for one in article.sections if one.role in roles for field in one.fields}
    sections = [
        _moved(replace(one, fields=tuple(field for field in one.fields if field.name not in known)), article.place)
        for one in other.sections
        if one.role in roles
    ]
    shown = {one.role for one in article.examples}
    examples = [
        replace(one, place=_at(one.place, article.place))
        for one in other.examples
        if one.role in roles and one.role not in shown and one.language != "curl"
    ]
    kept = tuple(one for one in sections if one.fields or one.type)
    return replace(article, sections=(*article.sections, *kept), examples=(*article.examples, *examples))


def _moved(section: RawSection, to: Place) -> RawSection:
    fields = tuple(_row_moved(field, to) for field in section.fields)
    return replace(section, place=_at(section.place, to), fields=fields)


def _row_moved(row: RawField, to: Place) -> RawField:
    return replace(row, place=_at(row.place, to), children=tuple(_row_moved(one, to) for one in row.children))


def _at(place: Place, to: Place) -> Place:
    return Place(to.page, to.anchor, to.version, f"{place.anchor}/{place.path}")


def _other(words: str, article: RawArticle, articles: Sequence[RawArticle]) -> RawArticle | None:
    """The one operation that words refer to: by its address, or by the words of its title and path."""
    others = [one for one in articles if one.kind != "object" and (one.kind, one.url) != (article.kind, article.url)]
    address = re.search(ADDRESS, words)
    if address is not None:
        found = [one for one in others if fits(address[0].rstrip("`*.,;:)"), one.url)]
        method = re.search(r"\b(get|post|put|patch|delete)\b", words.lower())
        found = [one for one in found if one.kind == method[1]] if method else found
        return found[0] if len(found) == 1 else None
    wanted = set(_WORD.findall(words.lower())) - _COMMON
    if not wanted:
        return None
    ranks = [(_share(wanted, one), _last(one) in wanted, one.group == article.group, -_length(one)) for one in others]
    best = max((rank for rank in ranks if rank[0] >= _LEAST), default=None)
    if best is None:
        return None
    found = [one for rank, one in zip(ranks, others, strict=True) if rank == best]
    return found[0] if len(found) == 1 else None


def _share(wanted: set[str], article: RawArticle) -> float:
    own = f"{article.title} {article.group} {article.kind} {re.sub(r'[^A-Za-z]+', ' ', article.url)}".lower()
    words = set(_WORD.findall(own))
    words |= {_stem(word) for word in words}
    return sum(1 for word in wanted if word in words or _stem(word) in words) / len(wanted)


def _stem(word: str) -> str:
    """A word without its ending: "creating" and "create" are the same."""
    return re.sub(r"(?<=\w{3})(?:ing|ion|ed|es|e|s)$", "", word)


def _last(article: RawArticle) -> str:
    """The last segment of an article's path."""
    return path_of(article.url).rpartition("/")[2].lower()


def _length(article: RawArticle) -> int:
    return len(article.title.split())
