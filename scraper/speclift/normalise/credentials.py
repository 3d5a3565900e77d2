"""Credentials among the parameters of a page: header and query rows that carry a token, a key or a session.

Enters: a page whose security nobody has declared. Leaves: the security scheme of each such parameter, by its place and
name, and those that an introduction demands of every call. A row is a credential when its name or its words say so and
most calls have it, or when the introduction names it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from speclift.normalise.editions import is_operation
from speclift.normalise.names import camel
from speclift.normalise.request_rows import is_header_name, is_header_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.model.raw import RawApi, RawArticle, RawField

Key = tuple[str, str]
"""Where a credential travels ("header", "query") and its name in lower case."""

_NAME: Final = re.compile(
    r"(?:^|[-_.]|(?<=[a-z])(?=[A-Z]))(?:token|api-?_?key|access-?_?key|auth|auth-?_?key|session(?:-?_?id)?|secret|jwt|"
    r"sid|credential|authorization|signature)s?(?:$|[-_.])|apikey|accesstoken|authtoken|sessionid",
    re.IGNORECASE,
)
_NO_CREDENTIAL: Final = re.compile(
    r"csrf|xsrf|idempot|request-?id|trace|page|next|cursor|continu|device|push|fcm|sync|reset|refresh", re.IGNORECASE
)
_WORDS: Final = re.compile(
    r"\bapi[ -]?keys?\b|\b(?:access|auth(?:entication|orization)?|session|security|user'?s?|login) (?:token|key)\b"
    r"|\btoken of the\b|\bauthenticat\w+ (?:token|key|header)\b|\bjwt\b",
    re.IGNORECASE,
)
_EVERY_CALL: Final = re.compile(
    r"\b(?:all|every|each|any)\b[^.]{0,40}\b(?:requests?|calls?|endpoints?|methods?|resources?)\b"
    r"|\b(?:requests?|calls?)\b[^.]{0,30}\b(?:must|should|need|require|have to)\b",
    re.IGNORECASE,
)
_HEADER_IN_PROSE: Final = re.compile(
    r"[`'\"“(\s](X-[A-Za-z0-9-]+|Authorization|Api-?Key|[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-(?:Token|Key))(?=[`'\"”):,.\s]|\Z)"
)
_MOST: Final = 0.5


class Credentials(Struct):
    """`schemes` maps a parameter to the name and the definition of its scheme; `demanded` are the scheme names that the
    introduction demands of every call."""

    schemes: dict[Key, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    demanded: list[str] = field(default_factory=list)


def find_credentials(raw: RawApi) -> Credentials:
    """The credentials of a page."""
    credentials = Credentials()
    articles = [article for article in raw.articles if is_operation(article)]
    rows: dict[Key, RawField] = {}
    counts: Counter[Key] = Counter()
    for article in articles:
        here: dict[Key, RawField] = {}
        for location, row in _rows(article):
            if is_credential(row):
                here.setdefault((location, row.name.strip().rstrip(":").lower()), row)
        counts.update(here.keys())
        for key, row in here.items():
            rows.setdefault(key, row)
    for key, count in counts.items():
        if len(articles) > 1 and count > _MOST * len(articles):
            credentials.schemes[key] = _scheme(key[0], rows[key].name.strip().rstrip(":"), rows[key].description)
    for words in _introduction(raw):
        for name in _HEADER_IN_PROSE.findall(f" {words}") if _EVERY_CALL.search(words) else ():
            if name.lower() == "authorization" or "header" not in words.lower():
                continue
            key = ("header", name.lower())
            credentials.schemes.setdefault(key, _scheme("header", name, ""))
            if credentials.schemes[key][0] not in credentials.demanded:
                credentials.demanded.append(credentials.schemes[key][0])
    return credentials


def is_credential(row: RawField) -> bool:
    """Whether a row's name or words say that it carries a credential."""
    name = row.name.strip().rstrip(":")
    if name.lower() == "authorization" or _NO_CREDENTIAL.search(name):
        return False
    return bool(_NAME.search(name) or (_WORDS.search(row.description) and is_header_name(name)))


def _rows(article: RawArticle) -> Iterator[tuple[str, RawField]]:
    has_body = article.kind.strip().lower() in {"post", "put", "patch"}
    for section in article.sections:
        for row in section.fields:
            if section.role == "header" or is_header_table(section) or is_header_name(row.name):
                if section.role in {"header", "parameter"}:
                    yield "header", row
            elif section.role == "query" or (section.role == "parameter" and not has_body):
                yield "query", row


def _introduction(raw: RawApi) -> Iterator[str]:
    with_calls = {article.group for article in raw.articles if is_operation(article)}
    yield from (text.text for text in raw.description)
    for group in raw.groups:
        if group.name not in with_calls:
            yield from (text.text for text in group.description)
    for article in raw.articles:
        if not is_operation(article):
            yield from (text.text for text in article.description)


def _scheme(location: str, name: str, words: str) -> tuple[str, dict[str, Any]]:
    scheme: dict[str, Any] = {"type": "apiKey", "in": location, "name": name}
    if words.strip():
        scheme["description"] = words.strip()
    return scheme_name(name), scheme


def scheme_name(name: str) -> str:
    """`X-Shop-Token` -> `shopToken`."""
    return camel(re.sub(r"[^A-Za-z0-9]+", " ", re.sub(r"\A[xX]-", "", name))) or "key"
