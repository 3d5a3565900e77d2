"""What a table is a table of: `Parameter`, `Login`, `Success 200`, `StructureWeekly` ... -> the role of its section.

Enters: the tables and tabs of an article in page order, with what they print. Leaves: a role for each table. apidoc's
template prints its sections in one order (header, parameter, query, body, success, error), each followed by its
example tabs whose ids name the section. Titles are free text, in any language, so a title nobody knows is placed by
its neighbours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.readers.apidoc.labels import folded, words

if TYPE_CHECKING:
    from speclift.model.raw import Role

ORDER: tuple[Role, ...] = ("header", "parameter", "query", "body", "success", "error")
"""The order of apidoc's template."""

_SLOT: dict[Role, int] = {
    **{role: number for number, role in enumerate(ORDER)},
    "path": 1,
    "structure": 4,
    "authentication": 0,
}

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
    "success": r"succe|\brespons|\breturn|\bresult|\boutput|\banswer|успе|ответ|antwort|erfolg|réponse|respuesta"
    r"|resposta|成功|返回|响应|回應",
    "header": r"\bheaders?\b|заголов|en-têtes?|请求头|頭部|头部",
    "query": r"\bquery|\bget param",
    "body": r"\bbody\b|\bpayload|\bform.?data|\bpost param|请求体|тело",
    "path": r"\bpath\b|\broute\b",
    "parameter": r"\bparam|\brequest|\binput|\burl\b|\barg(?:ument)?s?\b|парам|запрос|eingabe|参数|參數|请求",
}
"""What a title of one's own says, tried in this order: "Error response", "Response body", "Request header"."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_INPUTS = frozenset({"header", "query", "body", "path", "parameter"})

_STATUS = re.compile(r"(?<![\d.\w])([1-5](?:\d\d|xx|XX))(?![\d\w]|\.\d)")


class Heading(Struct):
    """What a table and its heading show. `known` is the role where the source tells it (apidoc's own data does)."""

    title: str
    first_column: str = ""
    asked: bool = False
    """Whether a row has a label, a default, a size or allowed values: what inputs have."""
    known: Role | None = None


def status(title: str) -> str:
    """The HTTP status that a title shows: `404` of "Error 404", `4xx` of "Error 4xx", "" where there is none."""
    match = _STATUS.search(title)
    return match[1].lower() if match else ""


def assign(flow: list[Heading | Role], kind: str) -> list[Role]:
    """Roles of the tables in `flow`, in order; the roles in `flow` are those of example tabs."""
    if kind.lower() in OBJECTS:
        return ["structure" for item in flow if isinstance(item, Heading)]
    sure = [_sure(item) if isinstance(item, Heading) else item for item in flow]
    for number, item in enumerate(flow):
        if isinstance(item, Heading):
            sure[number] = sure[number] or _hinted(item.title) or _between(item, flow, sure, number)
    return [role for role, item in zip(sure, flow, strict=True) if role and isinstance(item, Heading)]


def _sure(table: Heading) -> Role | None:
    """The role that the source or the template's own title tells."""
    if table.known == "parameter":  # of any part of the request: the group's title may say which
        hint = _hinted(table.title)
        return hint if hint in _INPUTS else "parameter"
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
    plain = _CAMEL.sub(" ", title).replace("_", " ")  # `orderHeader` has the word "header"
    return next((role for role, hint in _HINTS.items() if re.search(hint, plain, re.IGNORECASE)), None)


def _between(table: Heading, flow: list[Heading | Role], sure: list[Role | None], number: int) -> Role:
    """A title nobody knows: what may stand between its neighbours in the template's order."""
    before = [_SLOT[role] for role in sure[:number] if role]
    later = [_SLOT[role] for role in sure[number + 1 :] if role]
    low = max(before, default=0)
    # Tabs end their section: what follows them is a later one.
    if any(
        role and _SLOT[role] == low and not isinstance(item, Heading)
        for role, item in zip(sure, flow[:number], strict=False)
    ):
        low += 1
    possible = range(low, max(low, min(later, default=_SLOT["error"])) + 1)
    parameter, success = _SLOT["parameter"], _SLOT["success"]
    if success in possible and parameter not in possible:
        return "success"
    if parameter not in possible:
        return ORDER[min(low, _SLOT["error"])]
    # Inputs, unless examples of an answer follow right behind, which no other table describes.
    answers = flow[number + 1 : number + 2] == ["success"]
    return "success" if answers and before and not table.asked and success not in before else "parameter"
