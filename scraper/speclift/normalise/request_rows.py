"""Which part of a request a row of an input table belongs to, as far as names and headings tell.

Enters: the input tables of an article and its address. Leaves: the variable of the path that a row documents, whether
a table holds headers, and which rows are headings inside a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.model.rules import tables
from speclift.normalise.notes import Evidence
from speclift.normalise.scope import Scope, subject

if TYPE_CHECKING:
    from speclift.model.raw import Place, RawArticle, RawField, RawSection, Role
    from speclift.normalise.addresses import Address

_DECORATION: Final = re.compile(r"\A[:{<$\[]+|[}>\]*]+\Z")
_HEADER_NAME: Final = re.compile(
    r"(?:content-type|content-length|content-disposition|accept(?:-\w+)*|authorization|x-[\w-]+|user-agent|"
    r"if-(?:none-)?match|if-(?:un)?modified-since|cache-control|idempotency-key|origin|referer):?\Z",
    re.IGNORECASE,
)
_NO_WORDS: Final = re.compile(r"[\W_]*\Z")
_HEADINGS: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(r"\bheaders?\b", re.IGNORECASE), "header"),
    (re.compile(r"\b(?:path|route)\b", re.IGNORECASE), "path"),
    (re.compile(r"\b(?:query|querystring|url)\b", re.IGNORECASE), "query"),
    (re.compile(r"\b(?:body|payload|form|json|post)\b", re.IGNORECASE), "body"),
)
"""A word of a heading inside a table, and where the rows below it stand in the request."""


def bare_name(name: str) -> str:
    """A name without the marks of a path's variable: `:id`, `{id}`, `<id>`."""
    return _DECORATION.sub("", name.strip())


def is_header_name(name: str) -> bool:
    """Whether a name is one that only HTTP headers have."""
    return _HEADER_NAME.match(name.strip()) is not None


def is_header_table(section: RawSection) -> bool:
    """Whether a table without a place of its own holds headers: most of its rows are called as only headers are."""
    rows = [row for row in section.fields if row.name.strip()]
    return section.role == "parameter" and 2 * sum(is_header_name(row.name) for row in rows) > len(rows)


def heading_role(row: RawField) -> Role | None:
    """The part of the request that a row which is only a heading (`IN_BODY:`) announces; None for any other row.

    `parameter`: a heading that names no part.
    """
    name = row.name.strip()
    says_nothing = _NO_WORDS.match(row.type) and _NO_WORDS.match(row.description)
    if row.children or row.default is not None or row.allowed or row.size or row.example or not says_nothing:
        return None
    words = re.sub(r"[\W_]+", " ", name).strip()
    role = next((found for pattern, found in _HEADINGS if pattern.search(words)), None)
    if name.endswith((":", "：")):
        return role or "parameter"
    return role if role and " " in words and words.isupper() else None


def path_variables(article: RawArticle, address: Address, scope: Scope) -> dict[Place, str]:
    """The variable of the path that each row documents, by the row's place.

    A row has the variable's name; or the same letters in another spelling (`orderId` for `order_id`); or it is the one
    row of a table of path parameters that no variable fits, where one variable is left.
    """
    rows = [
        (section, row, bare_name(row.name))
        for section in article.sections
        if section.role in {"path", "parameter"}
        for row in section.fields
    ]
    found: dict[Place, str] = {}
    for _, row, name in rows:
        if name in address.names:
            found[row.place] = name
    open_names = [name for name in address.names if name not in found.values()]
    for variable in tuple(open_names):
        similar = [row for _, row, name in rows if row.place not in found and _letters(name) == _letters(variable)]
        if len(similar) == 1:
            found[similar[0].place] = variable
            open_names.remove(variable)
            _note(article, similar[0], variable, scope)
    spare = [row for section, row, _ in rows if section.role == "path" and row.place not in found]
    if len(spare) == 1 and len(open_names) == 1:
        found[spare[0].place] = open_names[0]
        _note(article, spare[0], open_names[0], scope)
    return found


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _note(article: RawArticle, row: RawField, variable: str, scope: Scope) -> None:
    scope.notes.note(
        tables.PATH_PARAMETER_SPELLED_DIFFERENTLY,
        subject(article, row.name.strip()),
        Evidence(article),
        Evidence(row),
        variable=variable,
        name=row.name.strip(),
    )
