"""What a table is a table of: `Parameter`, `Login`, `Success 200`, `StructureWeekly` ... -> the role of its section.

Enters: the tables and tabs of an article in page order, with what they print. Leaves: a role for each table. apidoc's
template prints its sections in one order (header, parameter, query, body, success, error), each followed by its
example tabs whose ids name the section. Titles are free text, in any language, so a title nobody knows is placed by
its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.readers.apidoc.labels import folded, words

if TYPE_CHECKING:
    from speclift.model.raw import Role

ORDER: tuple[Role, ...] = ("header", "parameter", "query", "body", "success", "error")
"""The order of apidoc's template."""

_OBJECT_WORDS = (
    "object objects define definition model schema struct structure type typedef entity class enum interface dto "
    "message payload"
)
OBJECTS = frozenset(_OBJECT_WORDS.split())
"""Words that stand where a method stands when an article describes an object."""

_TITLES: dict[Role, tuple[str, ...]] = {
    "header": ("Header", "Headers"),
    "parameter": ("Parameter", "Parameters"),
    "query": ("Query Parameter(s)", "Query Parameters"),
    "body": ("Request Body", "Body"),
    "success": ("Success 200", "Response"),
    "error": ("Error 4xx",),
}
_HINTS: dict[Role, str] = {
    "error": r"\berr(?:or)?s?\b|\bfail|\bexception|ошибк|fehler|erreur|erro\b|hata|错误|錯誤|失败|失敗",
    "success": r"succe|\brespons|\breturn|\bresult|\boutput|успе|ответ|antwort|erfolg|réponse|respuesta|resposta"
    r"|成功|返回|响应|回應",
    "header": r"\bheaders?\b|заголов|en-têtes?|请求头|頭部|头部",
    "query": r"\bquery|\bget param",
    "body": r"\bbody\b|\bpayload|\bform.?data|\bpost param|请求体|тело",
    "parameter": r"\bparam|\brequest|\binput|\burl\b|\bpath\b|\barg(?:ument)?s?\b|парам|запрос|eingabe|参数|參數|请求",
}
"""What a title of one's own says, tried in this order: "Error response", "Response body", "Request header"."""

_STATUS = re.compile(r"(?<![\d.\w])([1-5](?:\d\d|xx|XX))(?![\d\w]|\.\d)")


@dataclass(slots=True)
class Table:
    """What a table shows of itself. `known` is the role where the source tells it (apidoc's own data does)."""

    title: str
    first_column: str = ""
    asked: bool = False
    """Whether a row has a label, a default, a size or allowed values: what inputs have."""
    known: Role | None = None


def status(title: str) -> str:
    """The HTTP status that a title shows: `404` of "Error 404", `4xx` of "Error 4xx", "" where there is none."""
    found = _STATUS.search(title)
    return found[1].lower() if found else ""


def assign(flow: list[Table | Role], kind: str) -> list[Role]:
    """Roles of the tables in `flow`, in order; the roles in `flow` are those of example tabs."""
    tables = [item for item in flow if isinstance(item, Table)]
    if kind.lower() in OBJECTS:
        return ["structure"] * len(tables)
    sure = [(_sure(item) if isinstance(item, Table) else item) for item in flow]
    roles: list[Role] = []
    for number, item in enumerate(flow):
        if not isinstance(item, Table):
            continue
        role = sure[number] or _hinted(item.title)
        if role is None:
            role = _between(item, flow, sure, number)
        sure[number] = role
        roles.append(role)
    return roles


def _sure(table: Table) -> Role | None:
    if table.known:
        return table.known
    title = folded(table.title)
    for role, titles in _TITLES.items():
        if title in words(*titles):
            return role
    shown = status(table.title)
    if shown:
        return "error" if shown[0] in "45" else "success"
    # Only errors have their first column called "Name"; some languages call a field the same.
    return "error" if folded(table.first_column) in words("Name") - words("Field") else None


def _hinted(title: str) -> Role | None:
    return next((role for role, hint in _HINTS.items() if re.search(hint, title, re.IGNORECASE)), None)


def _between(table: Table, flow: list[Table | Role], sure: list[Role | None], number: int) -> Role:
    """A title nobody knows: what may stand between its neighbours in the template's order."""
    before = [role for role in sure[:number] if role in ORDER]
    after = [role for role in sure[number + 1 :] if role in ORDER]
    # Tabs of a section end it: what follows them is a later section.
    ended = [
        role for role, item in zip(sure[:number], flow[:number], strict=True) if not isinstance(item, Table) and role
    ]
    low = max((ORDER.index(role) for role in before), default=0)
    if any(ORDER.index(role) == low for role in ended if role in ORDER):
        low += 1
    high = min((ORDER.index(role) for role in after), default=len(ORDER) - 1)
    possible = ORDER[low : high + 1] or ORDER[high:]
    if table.asked and "parameter" in possible:
        return "parameter"
    if before and before[-1] in possible and before[-1] in ("success", "error"):
        return before[-1]
    follows_success = next((role for role in after if role), None) == "success"
    if "success" in possible and follows_success and "success" not in before and "parameter" in before:
        return "success"
    return "parameter" if "parameter" in possible else possible[0]
